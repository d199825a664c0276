"""Exercises with known truth: the bounds hold how many distinct happenings the observers saw, by tallies
alone and with their lists, and the lists make them narrower."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest

from holdfire.agreement.reading import library_pack, load_pack
from holdfire.commands.exercise import train
from holdfire.exercise.files import Exercise, make, write
from holdfire.incidents.judgements import Judgement
from holdfire.mission.lining_up import LinedUp, lined_up
from holdfire.mission.on_file import OnFile, on_file

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
FIRST, LENGTH = date(2017, 6, 1), 4
DAYS = [FIRST + timedelta(days=number) for number in range(LENGTH)]


@pytest.fixture(scope="module", params=[1, 2, 3])
def trained_now(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """An exercise of that seed, and what a mission holds of it."""
    folder, pack = tmp_path_factory.mktemp("bounded"), library_pack("astana")
    made = make(load_pack(pack), FIRST, LENGTH, request.param)
    mission, _ = train(made, write(made, folder / "sent"), folder / "sent", folder / "mission", pack, NOW)
    return made, on_file(mission)


def seen(made: Exercise, day: date, sides: tuple[str, ...]) -> int:
    """How many distinct acts of fire of that local day these observers saw themselves."""
    return len(
        {
            each.truth.id
            for each in made.sightings
            if each.observer.posted in sides
            and each.truth.act.startswith("fire")
            and each.truth.when.astimezone(made.scene.time_zone).date() == day
        }
    )


def bounded(held: OnFile, sides: tuple[str, ...]) -> LinedUp:
    return lined_up(held, DAYS[0], DAYS[-1], sides)


def test_the_bounds_hold_what_the_observers_saw_with_their_lists_and_without(trained_now):
    made, held = trained_now
    without = replace(held, holders={})
    narrower = 0
    for sides in (*combinations(held.observers, 2), held.observers):
        alone, listed = bounded(without, sides), bounded(held, sides)
        for day, by_tallies, with_lists in zip(DAYS, alone.days, listed.days, strict=True):
            truth = seen(made, day, sides)
            for each in (by_tallies.bounds, with_lists.bounds):
                assert each.lower <= truth <= each.upper, f"{day} {sides}: {truth} is not {each.text}"
            assert by_tallies.bounds.lower <= with_lists.bounds.lower
            narrower += with_lists.bounds.lower > by_tallies.bounds.lower
        assert listed.bounds.lower == sum(each.bounds.lower for each in listed.days)
        assert listed.bounds.upper == sum(each.bounds.upper for each in listed.days)
        assert "No happening is counted on two days." in listed.bounds.assumptions
    assert narrower > 0


def test_what_a_person_finds_to_be_one_lowers_the_upper_bound(trained_now):
    """Right judgements on every pair that two observers both list: the truth stays inside."""
    made, held = trained_now
    sides = held.observers[:2]
    truth_of = {(each.observer.source, each.key): each.truth.id for each in made.sightings}
    told = [
        (row["report_id"], held.holders[row["source"]], truth_of[(row["source"], row["source_key"])])
        for row in held.reports.iter_rows(named=True)
        if row["source"] in held.holders
    ]
    said = [
        Judgement(one[0], other[0], "same", "umpire", NOW, "the truth of the exercise")
        for one, other in combinations(told, 2)
        if {one[1], other[1]} == set(sides) and one[2] == other[2]
    ]
    assert said
    judged = replace(held, judgements=said)
    before, after = (lined_up(each, DAYS[0], DAYS[-1], sides).bounds for each in (held, judged))
    truth = sum(seen(made, day, sides) for day in DAYS)
    assert after.lower <= truth <= after.upper < before.upper
