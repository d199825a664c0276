"""What is said of a count: always with the hours and the ground behind it, or that nobody looked."""

import pytest
from watch_rows import DAY, entry, watch

from holdfire.trends.coverage import Coverage
from holdfire.trends.effort import effort_by_area
from holdfire.trends.recorded import longest, percent, recorded


def effort(*rows):
    return effort_by_area(watch(*rows), DAY)[0]


def covered(share, **more):
    return Coverage(share, more.get("at_least", False), 0, ("w-1",))


WHOLE = effort(entry("1", hours=96.0, manned=4))
UNSTATED = effort(entry("1", manned=2))
PARTLY = effort(entry("1", hours=10.0), entry("2", manned=1))
CLOSED = effort(entry("1", manned=0, planned=9))
DENIED = effort(entry("1", kind="denial"))


@pytest.mark.parametrize(
    ("count", "seen", "ground", "words"),
    [
        pytest.param(
            0, WHOLE, covered(0.41), "0 recorded in 96 hours of watch over 41 % of the zone", id="a zero"
        ),
        pytest.param(
            0,
            WHOLE,
            None,
            "0 recorded in 96 hours of watch (over how much of the zone is not known)",
            id="ground not known",
        ),
        pytest.param(
            3,
            WHOLE,
            covered(0.41, at_least=True),
            "3 recorded in 96 hours of watch over at least 41 % of the zone",
            id="the least ground",
        ),
        pytest.param(0, None, None, "no watch on record", id="nobody on record"),
        pytest.param(0, CLOSED, covered(None), "no watch kept", id="every post closed"),
        pytest.param(0, DENIED, None, "no watch on record", id="only a denial on record"),
        pytest.param(2, None, None, "2 recorded, no watch on record", id="told of by others"),
        pytest.param(
            2,
            UNSTATED,
            None,
            "2 recorded, hours of watch not stated (over how much of the zone is not known)",
            id="no hours",
        ),
        pytest.param(
            0,
            PARTLY,
            covered(1.0),
            "0 recorded in at least 10 hours of watch over 100 % of the zone",
            id="some hours",
        ),
    ],
)
def test_a_count_is_said_with_its_effort(count, seen, ground, words):
    """Where the observer's own list holds all of them."""
    assert recorded(count, seen, ground, own=[f"i-{n}" for n in range(count)]) == words


@pytest.mark.parametrize(
    ("count", "own", "seen", "words"),
    [
        pytest.param(
            3, ["i-1"], WHOLE, "3 recorded, 1 of them by turkey in 96 hours of watch over 41 % of the zone",
            id="others told of two",
        ),
        pytest.param(
            3, [], UNSTATED,
            "3 recorded, 0 of them by turkey, hours of watch not stated over 41 % of the zone",
            id="others told of all, hours not stated",
        ),
        pytest.param(
            3, None, WHOLE,
            "3 recorded (of all incidents on this record); 96 hours of watch over 41 % of the zone",
            id="no list on file",
        ),
        pytest.param(
            0, None, WHOLE,
            "0 recorded in 96 hours of watch over 41 % of the zone (of all incidents on this record)",
            id="a zero of the record",
        ),
        pytest.param(2, None, None, "2 recorded, no watch on record", id="nobody watched"),
    ],
)  # fmt: skip
def test_a_count_says_whose_it_is(count, own, seen, words):
    assert recorded(count, seen, covered(0.41), own=own) == words


def test_hours_that_contradict_themselves_are_not_called_unstated():
    absurd = effort(entry("1", hours=1e12, manned=1))
    assert recorded(0, absurd, None, own=()).startswith("0 recorded, hours of watch not known ")


def test_the_least_hours_are_those_that_are_sure():
    """Half of an entry lies in the day by proportion, and none of it may."""
    two_days = entry("1", hours=12.0, manned=1, when_end=DAY.end + (DAY.end - DAY.start))
    assert recorded(0, effort(two_days, entry("2", manned=1)), own=()).startswith(
        "0 recorded, hours of watch not stated "
    )
    assert recorded(0, effort(two_days), own=()).startswith("0 recorded in 6 hours of watch ")


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0"), (0.004, "at most 1"), (0.41, "41"), (0.996, "at least 99"), (1.0, "100")],
)
def test_a_share_is_never_rounded_up_to_all_nor_down_to_nothing(share, words):
    assert percent(covered(share)).text == words


def test_the_least_of_a_share_is_rounded_down():
    assert percent(covered(0.419, at_least=True)).text == "at least 41"


def test_of_several_observers_the_one_that_watched_longest_speaks_and_hours_are_not_added():
    found = effort_by_area(
        watch(entry("1", hours=10.0), entry("2", hours=12.0, observer="russia"), entry("3", observer="iran")),
        DAY,
    )
    assert longest(found).observer == "russia"
    assert recorded(0, longest(found)).startswith("0 recorded in 12 hours of watch")
