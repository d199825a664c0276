"""The batch answer and the explained answer are the same, on thousands of random incidents."""

import random
from datetime import timedelta

import polars as pl
import pytest
from agreement_cast import SMALL, at, incident, table
from shapely.geometry import box

from holdfire.assessment.explaining import Explanation, explain, explain_each
from holdfire.assessment.placing import place
from holdfire.assessment.rules import assess
from holdfire.errors import AssessmentError
from holdfire.places.areas import Area, AreaSet

UNITS = AreaSet([Area("SY-ID", "Idlib", box(36.5, 35.0, 37.5, 36.0), 1)])
IDS = [
    "syria",
    "opposition",
    "rahman-corps",
    "ahrar",
    "fsa",
    "iran",
    "usa",
    "sdf",
    "insurgents",
    "nusra",
    "civilians",
    "martians",
]
CONDITIONS = ("in_time", "in_place", "act_covered", "by_text", "actor_bound", "target_covered", "exempt")
ACTS = [
    "fire",
    "fire/air",
    "fire/shelling",
    "fire/against-civilians",
    "access-denied",
    "weapons-held",
    "detention",
    None,
]


def random_incident(number: int, dice: random.Random) -> dict[str, object]:
    def side() -> list[str] | None:
        return dice.choice([None, *[dice.sample(IDS, dice.choice([1, 1, 1, 2]))] * 5])

    start = at("2016-10-01") + timedelta(hours=dice.randrange(0, 24 * 900))
    length = timedelta(hours=dice.choice([1, 24, 24 * 7, 24 * 31, 24 * 366]))
    timed = dice.random() > 0.05
    disc = dice.random() > 0.3
    where = {
        "lon": dice.uniform(35.9, 37.1),
        "lat": dice.uniform(34.9, 36.1),
        "radius_m": dice.choice([0.0, 2e3, 25e3]),
    }
    vague = {
        "radius_m": None,
        "where_precision": dice.choice(["adm1", "adm2", "region", "country", "unknown"]),
    }
    return incident(
        f"i-{number:05}",
        act=dice.choice(ACTS),
        actor=side(),
        target=side(),
        direction_stated=dice.choice([True, True, False, None]),
        exemption_claimed=dice.choice([True, False, None]),
        killed_civilians=dice.choice([None, 0, 2]),
        attributed_by=dice.choice([None, ["syria"], ["un"]]),
        **(
            {"when_start": start, "when_end": start + length}
            if timed
            else {"when_start": None, "when_end": None}
        ),
        **(where if disc else where | vague),
    )


def stored(found: Explanation) -> tuple[object, ...]:
    conditions = (found.conditions[name] for name in CONDITIONS)
    share = None if found.share is None else round(found.share, 9)
    return (
        found.verdict, *conditions, found.clause, found.zone, found.zone_version, share,
        found.attribution, found.attributed_to, found.exemption,
    )  # fmt: skip


def batch(findings: pl.DataFrame) -> dict[tuple[str, str], tuple[object, ...]]:
    columns = (
        "verdict",
        *CONDITIONS,
        "clause",
        "zone",
        "zone_version",
    )
    return {
        (row["incident_id"], row["provision"]): (
            *(row[name] for name in columns),
            None if row["share"] is None else round(row["share"], 9),
            row["attribution"],
            tuple(row["attributed_to"] or ()),
            row["exemption"],
        )
        for row in findings.iter_rows(named=True)
    }


def test_what_the_batch_finds_is_what_is_explained_on_four_thousand_incidents():
    dice = random.Random(2017)
    incidents = table(*(random_incident(number, dice) for number in range(4000)))
    placement = place(incidents, SMALL, UNITS)
    found = batch(assess(incidents, placement, SMALL))
    told = list(explain_each(incidents, placement, SMALL))
    assert len(told) == 4000 * 11
    explained = {(each.incident_id, each.provision_id): stored(each) for each in told if not each.ruled_out}
    assert explained == found
    assert {each[0] for each in found.values()} == {"breach", "no breach", "undetermined"}
    assert all(each.verdict == "no breach" for each in told if each.ruled_out)
    sides = [each.conditions["target_covered"] for each in told if each.provision_id == "between"]
    assert set(sides) == {True, False, None}
    elsewhere = {each.conditions["target_covered"] for each in told if each.provision_id != "between"}
    assert elsewhere == {True}


def test_one_incident_by_itself_is_explained_as_among_many():
    dice = random.Random(7)
    incidents = table(*(random_incident(number, dice) for number in range(40)))
    among = {}
    for each in explain_each(incidents, place(incidents, SMALL, UNITS), SMALL):
        among[each.incident_id, each.provision_id] = each
    for number in range(incidents.height):
        for each in explain(incidents[number], SMALL, UNITS):
            assert each == among[each.incident_id, each.provision_id]


def test_the_order_of_incidents_does_not_matter():
    dice = random.Random(11)
    incidents = table(*(random_incident(number, dice) for number in range(300)))
    mixed = incidents.sample(fraction=1.0, shuffle=True, seed=3)
    straight = assess(incidents, place(incidents, SMALL, UNITS), SMALL)
    assert straight.equals(assess(mixed, place(mixed, SMALL, UNITS), SMALL))


def test_an_incident_may_be_asked_about_as_a_mapping():
    given = {name: value for name, value in incident().items() if name not in ("report_ids", "sources")}
    assert explain(given, SMALL, None)[0].verdict == "breach"


def test_one_incident_is_explained_at_a_time():
    with pytest.raises(AssessmentError, match="2 incidents were given"):
        explain(table(incident("i-1"), incident("i-2")), SMALL, None)
