"""Attribution in the vocabulary of the trade; whoever reports is never made the offender."""

import polars as pl
import pytest
from agreement_cast import SMALL, incident, table
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.assessment.explaining import explain
from holdfire.assessment.placing import place
from holdfire.assessment.rules import assess
from holdfire.assessment.table import ATTRIBUTIONS


def attributed(**said: object) -> tuple[str, list[str] | None]:
    incidents = table(incident(**said))
    row = assess(incidents, place(incidents, SMALL, None), SMALL).row(0, named=True)
    assert row["attribution"] in ATTRIBUTIONS
    return row["attribution"], row["attributed_to"]


@pytest.mark.parametrize(
    ("said", "attribution", "to"),
    [
        pytest.param({}, "attributed", ["syria"], id="one source says who"),
        pytest.param(
            {"sources": ["a", "b", "c"], "attributing_reports": 2},
            "largely attributed",
            ["syria"],
            id="two of three sources say who, none says another",
        ),
        pytest.param({"actor": ["iran", "syria"]}, "several", ["iran", "syria"], id="two acted together"),
        pytest.param({"actor": None}, "not attributable", None, id="nobody says who"),
        pytest.param({"direction_stated": False}, "not attributable", None, id="two sides, no direction"),
        pytest.param({"direction_stated": None}, "not attributable", None, id="direction not known"),
        pytest.param(
            {"actor": None, "actor_disputed": ["opposition", "syria"]},
            "disputed",
            None,
            id="they accuse each other",
        ),
        pytest.param({"attributed_by": ["usa"]}, "attributed", ["syria"], id="on an observer's word"),
        pytest.param({"attributed_by": ["syria"]}, "not attributable", None, id="named by itself alone"),
        pytest.param(
            {"attributed_by": ["Damascus"]}, "not attributable", None, id="itself under another name"
        ),
    ],
)
def test_attribution(said, attribution, to):
    assert attributed(**said) == (attribution, to)


def test_the_reason_says_who_is_named_and_on_whose_word():
    told = explain(table(incident(attributed_by=["usa"])), SMALL, None)[0].reasons[-1]
    assert told == "attribution: attributed to Government of Syria on the word of United States"


names = st.lists(st.sampled_from(["syria", "opposition", "usa", "iran", "nusra"]), max_size=3, unique=True)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(names, names, st.sampled_from([True, False, None])), min_size=1, max_size=20))
def test_an_observer_is_never_listed_as_an_offender(drawn):
    rows = [
        incident(f"i-{n}", actor=actor or None, attributed_by=by or None, direction_stated=direction)
        for n, (actor, by, direction) in enumerate(drawn)
    ]
    incidents = table(*rows)
    findings = assess(incidents, place(incidents, SMALL, None), SMALL)
    both = findings.join(incidents.select("incident_id", "attributed_by"), on="incident_id")
    overlap = both.select(
        pl.col("attributed_to").list.set_intersection("attributed_by").list.len().fill_null(0)
    )
    assert overlap.sum().item() == 0
