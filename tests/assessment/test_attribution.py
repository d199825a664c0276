"""Attribution in the vocabulary of the trade; whoever only counts is never made the offender."""

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
        pytest.param(
            {"sources": ["a", "b", "c"], "voices": 2, "attributing_reports": 2},
            "attributed",
            ["syria"],
            id="three outlets, two voices, both say who",
        ),
        pytest.param({"attributing_reports": 0}, "not attributable", None, id="no report says that it acted"),
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
        pytest.param({"attributed_by": ["syria"]}, "attributed", ["syria"], id="a party admits it"),
        pytest.param({"attributed_by": ["Damascus"]}, "attributed", ["syria"], id="under another name"),
        pytest.param(
            {"attributed_by": ["syria", "un"]}, "attributed", ["syria"], id="itself and somebody else"
        ),
        pytest.param(
            {"actor": ["usa"], "attributed_by": ["usa"]},
            "not attributable",
            None,
            id="an observer that counted",
        ),
        pytest.param(
            {"actor": ["usa"], "attributed_by": ["usa", "syria"]},
            "attributed",
            ["usa"],
            id="an observer that somebody else names",
        ),
        pytest.param(
            {"actor": ["iran"], "attributed_by": ["iran"]},
            "not attributable",
            None,
            id="a guarantor that counted",
        ),
        pytest.param(
            {"actor": ["iran", "syria"], "attributed_by": ["iran"]},
            "attributed",
            ["syria"],
            id="the guarantor that counted is left out, the one it names is not",
        ),
        pytest.param(
            {"actor": ["iran", "syria"], "attributed_by": ["syria"]},
            "several",
            ["iran", "syria"],
            id="a party says that it acted with another",
        ),
        pytest.param(
            {"actor": ["sdf"], "attributed_by": ["sdf"]}, "not attributable", None, id="one that is no party"
        ),
        pytest.param(
            {"day": "2016-12-01", "attributed_by": ["syria"]},
            "not attributable",
            None,
            id="before it was one",
        ),
        pytest.param(
            {"day": None, "attributed_by": ["syria"]}, "not attributable", None, id="at a time not known"
        ),
        pytest.param(
            {"actor": ["syria"], "attributed_by": ["opposition"]}, "attributed", ["syria"], id="accused"
        ),
    ],
)
def test_attribution(said, attribution, to):
    assert attributed(**said) == (attribution, to)


def reason(**said: object) -> str:
    return explain(table(incident(**said)), SMALL, None)[0].reasons[-1]


def test_a_direction_that_no_report_of_the_actor_gives_makes_no_offender():
    """One report says "fired at" and names nobody; another that Syria and the opposition fought."""
    said = {"direction_stated": True, "attributing_reports": 0, "sources": ["s1", "s2"]}
    assert reason(**said) == (
        "attribution: reports name Government of Syria and Armed opposition"
        " without saying who acted against whom"
    )


def test_relays_of_one_origin_are_counted_once():
    """Two relays of one statement and a third origin that names nobody: one of two, not two of three."""
    said = {"sources": ["x", "y", "z"], "voices": 2, "attributing_reports": 1}
    assert attributed(**said) == ("largely attributed", ["syria"])
    assert reason(**said) == (
        "attribution: 1 of 2 independent voices attribute it to Government of Syria, none to another"
    )


def test_the_reason_says_who_is_named_and_on_whose_word():
    told = explain(table(incident(attributed_by=["usa"])), SMALL, None)[0].reasons[-1]
    assert told == "attribution: attributed to Government of Syria on the word of United States"


def test_an_admission_is_said_to_be_self_reported():
    assert reason(attributed_by=["Damascus"]) == (
        "attribution: attributed to Government of Syria on the word of Damascus;"
        " self-reported by Government of Syria, no other says so"
    )
    assert "self-reported" not in reason(attributed_by=["Damascus", "United States"])


def test_one_that_is_no_party_and_is_named_only_by_itself_is_said_to_be_so():
    assert reason(actor=["usa"], attributed_by=["usa"]) == (
        "attribution: United States is named only by itself, and it is not known to be a party"
        " then: whoever only counts is never listed as offender"
    )


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
    both = findings.join(incidents.select("incident_id", "actor", "attributed_by"), on="incident_id")
    for to, actor, by in both.select("attributed_to", "actor", "attributed_by").iter_rows():
        assert set(to or ()) <= set(actor or ()), "whoever only counts is no offender"
        for each in to or ():
            on_its_own_word = by == [each]
            assert not on_its_own_word or each in ("syria", "opposition"), "nor by its own word, but a party"
