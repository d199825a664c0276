"""Hazardous areas in a bulletin: each side's own words, square metres nobody adds, numbers in public."""

from datetime import date

import pytest
from centre_dataset import acts_by, captions, lines, rows, section_of, words_of

from holdfire.centre.hazards.acts import ACCIDENT, CLEARED, REPORTED
from holdfire.centre.hazards.rules import HAZARDS
from holdfire.centre.hazards.telling import NOT_SAFE
from holdfire.publish.edition import Edition
from holdfire.publish.sections.hazards import hazards

BY_SIDE, LISTED = "Areas by state, as each side says", "Hazardous areas on record"
ON = "2017-06-15"
PLACE = {"lat_e7": 359_312_345, "lon_e7": 366_300_000, "radius_m": 100}
ABOUT = {"evidence": "indirect", "rests_on": "told by farmers", "on": "2017-06-13", "kinds": ("not known",)}
ACTS = acts_by(
    (
        REPORTED,
        "russia",
        -60,
        {"id": "m-secret", "title": "Mill", "level": "suspected", "place": PLACE, **ABOUT},
    ),
    (REPORTED, "russia", -50, {"id": "m-2", "title": "Weir", "level": "suspected", "place": PLACE, **ABOUT}),
    (CLEARED, "turkey", 1, {"id": "m-secret", "on": ON, "document": "ab" * 32}),
    (ACCIDENT, "un", 2, {"id": "m-2", "on": ON, "incident": "i-0123456789abcdef0123"}),
)


def section(edition, day=date(2017, 6, 15)):
    return section_of(hazards, HAZARDS, ACTS, edition, day)


def test_a_mission_that_does_not_use_it_has_no_section():
    assert section_of(hazards, None, (), Edition.UN) is None


@pytest.mark.parametrize("edition", Edition)
def test_each_side_stands_by_itself_and_one_sides_clearance_clears_nothing_for_the_other(edition):
    found = section(edition)
    assert found.blocks[0].text == NOT_SAFE
    assert lines(found) == [
        "Areas reported on this day: 0.",
        "Areas on which some side told a step on this day: 1.",
        "Areas that some side holds to be hazardous: 2.",
        "Areas of which the sides say different things: 1.",
        "Areas where people came to harm on this day, as told: 1.",
    ]
    assert rows(found, BY_SIDE) == [
        ("Russia", "0", "2", "0", "0", "0", "0", "at most 62\u202f832"),
        ("Turkey", "0", "0", "0", "0", "1", "0", "at most 0"),
    ]


@pytest.mark.parametrize("edition", [Edition.PARTIES, Edition.UN])
def test_parties_and_the_un_read_the_areas(edition):
    listed = {row[0]: row[1:] for row in rows(section(edition), LISTED)}
    assert listed["m-secret"] == (
        "Mill (not known)",
        "suspected",
        "Russia: suspected, 31,416 m2 not released; Turkey: cleared, 0 m2 not released",
    )


def test_the_public_learns_numbers_only():
    words, ids = words_of(section(Edition.PUBLIC))
    assert captions(section(Edition.PUBLIC)) == [BY_SIDE]
    assert ids == []
    for secret in ("secret", "Mill", "35.93", "Karam", "i-0123"):
        assert secret not in words


def test_the_bulletin_of_an_old_day_knows_no_later_clearance():
    found = section(Edition.UN, day=date(2017, 6, 14))
    assert [row[0] for row in rows(found, BY_SIDE)] == ["Russia"]
    assert "told a step on this day: 0." in lines(found)[1]
