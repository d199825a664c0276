"""Works in a bulletin: under way, overdue on that day, waiting for a truce, and what each side says."""

from datetime import date

import pytest
from centre_dataset import acts_by, captions, lines, rows, section_of, words_of

from holdfire.centre.works import ENDED, OPENED, PROGRESSED, WORKS
from holdfire.publish.edition import Edition
from holdfire.publish.sections.works import works

BY_SUBJECT, LISTED = "Works by subject", "Works on record"
PUMP = {"id": "pump-secret", "subject": "water", "title": "Pump at the weir", "owner": "turkey"}
ACTS = acts_by(
    (OPENED, "turkey", -60, {**PUMP, "due": "2017-06-14", "truce": "two days at the weir"}),
    (OPENED, "russia", 0, {"id": "line-4", "subject": "power", "title": "Line"}),
    (PROGRESSED, "turkey", 1, {"id": "pump-secret", "on": "2017-06-15", "percent": 80}),
    (PROGRESSED, "russia", 1, {"id": "pump-secret", "on": "2017-06-15"}),
    (ENDED, "russia", 2, {"id": "line-4", "on": "2017-06-15", "outcome": "restored"}),
    (ENDED, "syria", 2, {"id": "line-4", "on": "2017-06-15", "outcome": "given up"}),
)


def section(edition, day=date(2017, 6, 15)):
    return section_of(works, WORKS, ACTS, edition, day)


def test_a_mission_that_does_not_use_it_has_no_section():
    assert section_of(works, None, (), Edition.UN) is None


@pytest.mark.parametrize("edition", Edition)
def test_every_edition_tells_the_same_numbers(edition):
    found = section(edition)
    assert lines(found) == [
        "Works opened on this day: 1.",
        "Works of which some side said on this day that they ended: 1.",
        "Works overdue: 1.",
        "Works that wait for a local truce: 1.",
    ]
    assert rows(found, BY_SUBJECT) == [("water", "1", "0", "0", "1"), ("power", "0", "0", "1", "1")]


@pytest.mark.parametrize("edition", [Edition.PARTIES, Edition.UN])
def test_parties_and_the_un_read_what_each_side_says(edition):
    listed = {row[0]: row[1:] for row in rows(section(edition), LISTED)}
    assert listed["pump-secret"] == (
        "water: Pump at the weir",
        "Turkey",
        "under way; due 2017-06-14 and overdue; waits for its truce: two days at the weir",
        "Turkey: 80 % on 2017-06-15; Russia: no number on 2017-06-15",
    )
    assert listed["line-4"][3] == "Russia: restored; Government of Syria: given up"


def test_the_public_learns_numbers_only():
    words, ids = words_of(section(Edition.PUBLIC))
    assert captions(section(Edition.PUBLIC)) == [BY_SUBJECT]
    assert ids == []
    for secret in ("secret", "weir", "Karam", "80"):
        assert secret not in words


def test_what_is_overdue_is_asked_with_the_bulletins_own_day():
    assert "Works overdue: 0." in lines(section(Edition.UN, day=date(2017, 6, 14)))
