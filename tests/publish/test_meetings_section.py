"""Meetings in a bulletin: to come within 30 days, held on the day, points as each source tells them."""

from datetime import date

import pytest
from centre_dataset import acts_by, captions, lines, rows, section_of, words_of

from holdfire.centre.meetings.acts import ANNOUNCED, HELD, POINT_TOLD
from holdfire.centre.meetings.rules import MEETINGS
from holdfire.publish.edition import Edition
from holdfire.publish.sections.meetings import meetings

SOON, ON_THE_DAY, POINTS = (
    "Meetings to come within 30 days", "Meetings held on this day", "Points of these meetings",
)  # fmt: skip
FIFTH = {"id": "weir-5", "series": "weir", "round": 5}
SIXTH = {"id": "weir-6", "series": "weir", "round": 6}
POINT = {"id": "weir-5", "point": "frame", "subject": "the hidden frame"}
DAY = "2017-06-15"
ACTS = acts_by(
    (HELD, "un", 1, {**FIFTH, "first": DAY, "place": "Weirtown", "participants": ["iran", "joint-group"],
                     "observers": ["jordan"], "absent": ["usa"], "source": "seed-001"}),
    (POINT_TOLD, "un", 1, {**POINT, "outcome": "agreed", "source": "seed-001"}),
    (POINT_TOLD, "iran", 1, {**POINT, "outcome": "not agreed"}),
    (POINT_TOLD, "un", 1, {**POINT, "point": "mines", "outcome": "agreed"}),
    (ANNOUNCED, "un", 1, {**SIXTH, "expected": {"period": "2017-07", "part": "middle"}}),
    (ANNOUNCED, "un", 1, {**SIXTH, "id": "weir-7", "round": 7,
                          "expected": {"period": "2017-08", "part": None}}),
)  # fmt: skip


def section(edition, day=date(2017, 6, 15)):
    return section_of(meetings, MEETINGS, ACTS, edition, day)


def test_a_mission_that_does_not_use_it_has_no_section():
    assert section_of(meetings, None, (), Edition.UN) is None


@pytest.mark.parametrize("edition", Edition)
def test_every_edition_tells_the_same_numbers(edition):
    assert lines(section(edition)) == [
        "Meetings that may fall within the 30 days after this one, as announced: 1.",
        "Meetings held on this day, as some source tells: 1.",
        "Points of those meetings, agreed: 1.",
        "Points of those meetings, told differently: 1.",
    ]


def test_the_un_reads_whose_word_each_is_and_from_which_source():
    found = section(Edition.UN)
    assert rows(found, SOON) == [("weir-6", "announced", "un: middle of 2017-07")]
    ((name, teller, days, place, came, watched, absent),) = rows(found, ON_THE_DAY)
    assert (name, teller, days, place) == ("weir-5", "un, from seed-001", DAY, "Weirtown")
    assert (came, watched, absent) == ("iran and joint-group", "jordan", "usa")
    told = {row[2]: row[3] for row in rows(found, POINTS)}
    assert told["told differently"] == "un, from seed-001: agreed; iran: not agreed"


def test_the_parties_read_that_there_is_a_source_and_not_which():
    words, _ = words_of(section(Edition.PARTIES))
    assert "un, from a source: agreed" in words
    assert "seed-001" not in words


def test_the_public_learns_numbers_only():
    found = section(Edition.PUBLIC)
    words, ids = words_of(found)
    assert (captions(found), ids) == ([], [])
    for secret in ("hidden", "eir", "Karam", "seed-001", "Iran"):
        assert secret not in words


def test_the_day_before_nothing_was_held_and_nothing_told():
    assert section(Edition.UN, day=date(2017, 6, 14)) is None
