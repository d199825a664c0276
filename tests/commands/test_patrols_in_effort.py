"""The watch that patrols kept stands in effort, each side's by itself and nothing twice."""

from functools import partial

import pytest
from set_clock import Clock
from typed import typed

HAND = ("--by", "A. Haddad")
ROAD = ("--point", "35.80,36.50,50", "--point", "35.80,36.60,50")
WATCH = "observer,when_start,when_end,area,kind,hours\nturkey,{},{},idlib,patrol,2\n"


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def holdfire(capsys, clock):
    return partial(typed, capsys)


def told_by_both(holdfire, folder, clock):
    clock.set("2017-06-14")
    times = ("--start", "2017-06-15T08:00Z", "--end", "2017-06-15T11:00Z")
    parties = ("--party", "russia", "--party", "turkey", "--zone", "idlib")
    holdfire("patrol", "plan", folder, "m4-2", *parties, *ROAD, *times, *HAND)
    clock.set("2017-06-16")
    holdfire("patrol", "outcome", folder, "m4-2", "completed", "--of", "turkey", "--minutes", 150, *HAND)
    holdfire("patrol", "outcome", folder, "m4-2", "cut short", "--of", "russia", "--why", "fire", *HAND)


def watchers(told):
    (idlib,) = (each for each in told["areas"] if each["id"] == "idlib")
    return {each["observer"]: each["hours"] for each in idlib["observers"]}


def test_each_sides_hours_stand_by_themselves_and_unstated_ones_are_not_known(mission, holdfire, clock):
    told_by_both(holdfire, mission.folder, clock)
    told = holdfire("effort", mission.folder, "--day", "2017-06-15")
    assert watchers(told) == {"turkey": 2.5, "russia": None}
    assert told["patrols_held_back"] == []


def test_watch_taken_in_already_is_not_counted_a_second_time(mission, holdfire, clock, tmp_path):
    told_by_both(holdfire, mission.folder, clock)
    kept = tmp_path / "watch.csv"
    kept.write_text(WATCH.format("2017-06-15T09:00:00Z", "2017-06-15T11:30:00Z"))
    holdfire("take-in", mission.folder, kept, "--source", "watch")
    holdfire("fuse", mission.folder)
    holdfire("assess", mission.folder)
    told = holdfire("effort", mission.folder, "--day", "2017-06-15")
    assert watchers(told) == {"turkey": 2, "russia": None}
    (held,) = told["patrols_held_back"]
    assert (held["patrol"], held["observer"], held["kind"]) == ("m4-2", "turkey", "patrol")
    lines = holdfire("effort", mission.folder, "--day", "2017-06-15", as_json=False)
    (line,) = [each for each in lines if "not counted" in each]
    assert line.startswith("patrol of turkey, told of at the centre (m4-2), is not counted: entries taken in")
