"""One fire, counted as each observer counts it (docs/counting.md)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from counting_cast import (
    EPISODE,
    FACT,
    INCIDENT,
    KYIV,
    NOON,
    ROUNDS,
    SMM,
    SNHR,
    TODAY,
    UCDP,
    areas_of,
    at,
    bounds,
    counted,
    on,
    seen,
    table,
)

from holdfire.assessment.counting import linking
from holdfire.assessment.counting.count import NOTHING, count, count_all
from holdfire.moments import Span

BACK = {"actor": ["ukraine"], "target": ["dpr"]}
FAR = {"lon": 37.85}
"""7.4 km to the east."""
NO_DIRECTION = {"direction_stated": False}


def rounds(number, minute, count, **said):
    return seen(number, minute, unit="rounds", count=count, **said)


def test_scenario_6_494_rounds_in_4_exchanges_are_494_and_4():
    log = [
        rounds(1, 0, 60), rounds(2, 8, 74), rounds(3, 20, 50),  # first: 20 minutes, one direction
        rounds(4, 21, 90, **BACK), rounds(5, 40, 30, **BACK),  # second: the answer
        rounds(6, 100, 120),  # third: after more than half an hour
        rounds(7, 101, 70, **FAR),  # fourth: as the third, but 7 km away
    ]  # fmt: skip
    counts = count_all((SMM, EPISODE, ROUNDS), table(*log), TODAY, KYIV)
    told = counts.select("unit", "lower", "upper", "counts").rows()
    assert told == [
        ("smm", 494, 494, "ceasefire violations"),
        ("episode", 4, 4, "episodes"),
        ("rounds-only", 494, 494, "rounds"),
    ]
    assert counts["ids"][0].to_list() == counts["ids"][1].to_list() == [f"r-{n:04}" for n in range(1, 8)]
    assert [version.split(" (")[0] for version in counts["rule_version"]] == [
        "smm 1", "episode 1", "rounds-only 1"
    ]  # fmt: skip


def test_a_count_names_unit_rule_observer_span_cut_off_and_map():
    row = counted(SMM, seen(1))
    assert (row["unit"], row["rule_version"], row["observer"]) == ("smm", SMM.rule_version, "osce")
    assert (row["span_start"], row["span_end"]) == (TODAY.start, TODAY.end)
    assert row["cut_off"] == "19:30 to 19:30 Europe/Kyiv"
    assert (row["area"], row["map_version"]) == (None, None)


@pytest.mark.parametrize(
    ("unit", "said", "expected"),
    [
        pytest.param(SMM, {"unit": "rounds", "count": 40}, (40, 40), id="its own number"),
        pytest.param(SMM, {"unit": " Bursts", "count": 2}, (2, 2), id="case and blanks do not matter"),
        pytest.param(SMM, {"unit": "rounds", "count": 0}, (0, 0), id="none is a number"),
        pytest.param(SMM, {"unit": "rounds"}, (1, None), id="a unit without a number is at least one"),
        pytest.param(SMM, {}, (1, None), id="shelling is at least one explosion"),
        pytest.param(SMM, {"unit": "vehicles", "count": 4}, (1, None), id="vehicles are no explosions"),
        pytest.param(EPISODE, {"unit": "rounds", "count": 0}, (0, 1), id="none of something else"),
        pytest.param(SNHR, {"unit": "rounds", "count": 40}, (1, 1), id="one report, one incident"),
        pytest.param(ROUNDS, {"unit": "bursts", "count": 2}, (0, None), id="bursts are no rounds"),
        pytest.param(SMM, {"act": None}, (0, None), id="an act that is not stated may be fire"),
        pytest.param(SMM, {"act": "patrol"}, (0, 0), id="a patrol is no fire"),
        pytest.param(SNHR, {"act": "fire/exercise"}, (0, 0), id="what is left out"),
        pytest.param(SNHR, {"act": "fire"}, (1, 1), id="fire is fire, though it might be an exercise"),
        pytest.param(UCDP, {"killed_low": 0, "killed_high": 2}, (1, 1), id="a death by any figure"),
        pytest.param(UCDP, {"killed_low": 0, "killed_best": 0}, (0, 0), id="nobody killed"),
        pytest.param(UCDP, {}, (0, 1), id="deaths not stated are not none"),
        pytest.param(UCDP, {"unit": "UCDP event", "count": 1, "killed_best": 3}, (1, 1), id="its own row"),
        pytest.param(UCDP, {"unit": "UCDP event", "killed_best": 3}, (1, None), id="its summary row"),
        pytest.param(SMM, {"relayed": True, "unit": "rounds", "count": 4}, (0, 4), id="a relay may repeat"),
        pytest.param(EPISODE, {"unit": "episodes", "count": 3}, (3, 3), id="episodes at its word"),
        pytest.param(EPISODE, {"unit": "rounds", "count": 40}, (1, 1), id="40 rounds in one minute"),
    ],
)  # fmt: skip
def test_how_many_one_report_is(unit, said, expected):
    assert bounds(unit, seen(1, **said)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(at(30), (1, 1), id="a pause of exactly 30 minutes"),
        pytest.param(at(31), (2, 2), id="a pause of 31 minutes"),
        pytest.param(at(5) | BACK, (2, 2), id="the other direction"),
        pytest.param(at(5) | NO_DIRECTION, (1, 2), id="direction not stated"),
        pytest.param(at(5) | BACK | NO_DIRECTION, (1, 2), id="the two sides named the other way round"),
        pytest.param(at(5) | {"target": None}, (1, 2), id="target not known"),
        pytest.param(at(5) | {"actor": ["dpr", "lpr"]}, (1, 2), id="two together, of whom one fired before"),
        pytest.param(at(5) | {"actor": ["lpr"]}, (2, 2), id="another party"),
        pytest.param(at(5) | FAR, (2, 2), id="7 km away"),
        pytest.param(at(5) | FAR | {"radius_m": 5000.0}, (1, 2), id="7 km away, known to 5 km"),
        pytest.param(at(5) | {"lon": 37.77, "radius_m": 900.0}, (1, 1), id="wholly within 3 km"),
        pytest.param(at(5) | {"lon": 37.77, "radius_m": 2000.0}, (1, 2), id="partly within 3 km"),
        pytest.param(at(5) | {"lon": None, "lat": None, "radius_m": None}, (1, 2), id="known to a unit only"),
        pytest.param(on(date(2017, 2, 25)), (1, 2), id="hour not known"),
        pytest.param(on(date(2017, 2, 24)), (1, 1), id="known to another day"),
        pytest.param(on(date(2017, 2, 1), "month", 28), (1, 2), id="known to the month"),
        pytest.param({"when_start": None, "when_end": None, "when_precision": None}, (1, 2), id="no time"),
        pytest.param(at(5) | {"act": None}, (1, 2), id="perhaps no fire at all"),
    ],
)
def test_whether_two_reports_are_one_episode(said, expected):
    assert bounds(EPISODE, seen(1), seen(2) | said) == expected


def test_a_report_known_to_a_day_joins_nothing_of_another_day():
    """10 minutes after local midnight is the next reporting day already, whose cut-off is 19:30."""
    ten_past_midnight = seen(1, -710)
    assert bounds(EPISODE, ten_past_midnight, seen(2) | on(date(2017, 2, 24))) == (1, 1)
    assert bounds(EPISODE, ten_past_midnight, seen(2) | on(date(2017, 2, 25))) == (1, 2)


def test_a_chain_of_fire_is_one_episode_however_long():
    assert bounds(EPISODE, *(seen(n, n * 29) for n in range(6))) == (1, 1)


def test_rounds_of_a_whole_day_may_be_one_episode_or_as_many_as_rounds():
    row = counted(EPISODE, rounds(1, 0, 12) | on(date(2017, 2, 25)))
    assert (row["lower"], row["upper"]) == (1, 12)
    assert row["why"] == ["a report of several may tell of one or of more (1 report)"]


def test_rounds_of_one_minute_between_two_sides_are_at_most_an_episode_each_way():
    assert bounds(EPISODE, rounds(1, 0, 40, **NO_DIRECTION)) == (1, 2)
    assert bounds(EPISODE, rounds(1, 0, 40, target=None)) == (1, 40)


def test_rounds_that_killed_two_are_at_most_two_fatal_ones():
    assert bounds(UCDP, rounds(1, 0, 40, killed_best=2, radius_m=9000.0)) == (1, 2)


def test_rounds_of_a_time_not_known_at_all_may_be_as_many_episodes():
    never = {"when_start": None, "when_end": None, "when_precision": None}
    assert bounds(EPISODE, rounds(1, 0, 12) | never) == (0, 12)


def test_the_reason_for_two_bounds_is_told():
    row = counted(EPISODE, seen(1), seen(2, 5, **NO_DIRECTION))
    assert row["why"] == ["one group or several: time, direction or place not known well enough (2 reports)"]
    row = counted(SMM, seen(1), seen(2, act=None), seen(3, relayed=True))
    assert row["why"] == [
        "act or deaths not stated, or only broadly (1 report)",
        "relayed, and perhaps a repeat (1 report)",
        "number not stated in this unit (3 reports)",
    ]
    assert counted(SMM, rounds(1, 0, 3))["why"] == []


def test_an_act_that_is_told_more_broadly_than_the_rule_asks_may_count():
    from_the_air = replace(SNHR, acts=("fire/air",), excepted=())
    assert [bounds(from_the_air, seen(1, act=act)) for act in ("fire/air/barrel-bomb", "fire", "works")] == [
        (1, 1), (0, 1), (0, 0)
    ]  # fmt: skip


def test_training_is_counted_and_told_apart():
    row = counted(SMM, rounds(1, 0, 30, act="fire/exercise"), rounds(2, 5, 4))
    assert (row["lower"], row["flagged"]) == (34, 30)
    row = counted(EPISODE, seen(1, act="fire/exercise"), seen(2, 5), seen(3, 200, act="fire/exercise"))
    assert (row["lower"], row["flagged"]) == (2, 1), "an episode with any live fire is none of training"


def test_the_day_is_the_observers_own():
    yesterday = {"when_start": datetime(2017, 2, 24, 17, 29, tzinfo=UTC)}
    yesterday |= {"when_end": yesterday["when_start"] + timedelta(minutes=1)}
    assert bounds(SMM, rounds(1, 0, 5) | yesterday) == (0, 0), "19:29 in Kyiv is the day before"
    later = {key: moment + timedelta(minutes=1) for key, moment in yesterday.items()}
    assert bounds(SMM, rounds(1, 0, 5) | later) == (5, 5)
    at_the_cut = seen(2, 450 - 0.5, unit="rounds", count=5)
    assert bounds(SMM, at_the_cut) == (0, 0), "its middle is the cut-off itself, which is the next day's"


def test_a_month_counts_in_the_month_and_only_perhaps_in_a_day_of_it():
    row = rounds(1, 0, 5) | on(date(2017, 2, 2), "month", 20)
    whole = Span(TODAY.start - timedelta(days=30), TODAY.end + timedelta(days=10))
    assert bounds(SMM, row, span=whole) == (5, 5)
    assert bounds(SMM, row) == (0, 0)
    assert bounds(SMM, row, span=KYIV.span_of(date(2017, 2, 10))) == (0, 5)
    assert bounds(SMM, row, span=Span(row["when_start"], row["when_end"])) == (5, 5), "to the last instant"
    assert bounds(EPISODE, row, span=whole) == (0, 5), "it may be part of what other reports tell of"


BEFORE, AFTER = TODAY, KYIV.span_of(date(2017, 2, 26))
BOTH = Span(BEFORE.start, AFTER.end)


def across_the_cut():
    """Fire in one direction from 10 minutes before the cut-off to 10 minutes after it."""
    cut_off = (TODAY.end - NOON) / timedelta(minutes=1)
    return seen(1, cut_off - 10), seen(2, cut_off + 10)


def test_an_episode_across_the_cut_counts_in_the_day_in_which_it_starts():
    both = across_the_cut()
    assert [bounds(EPISODE, *both, span=span) for span in (BEFORE, AFTER, BOTH)] == [(1, 1), (0, 0), (1, 1)]


def test_facts_of_fire_across_the_cut_stand_in_both_bulletins_and_do_not_add_up():
    both = across_the_cut()
    assert not FACT.additive
    assert [bounds(FACT, *both, span=span) for span in (BEFORE, AFTER, BOTH)] == [(1, 1), (1, 1), (1, 1)]


def in_north(*rows, answers):
    """Lower and upper number in the area north; an answer for each row: True, False, or None for "may"."""
    row, _ = count(
        EPISODE, table(*rows), BOTH, KYIV, areas_of(list(rows), [(answer, False) for answer in answers])
    ).rows(named=True)
    return row["lower"], row["upper"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param({}, {}, (1, 1), id="starts there, and goes on elsewhere"),
        pytest.param({"act": None}, {}, (0, 1), id="what is in the area may be no fire"),
    ],
)
def test_an_episode_counts_where_it_starts(first, second, expected):
    assert in_north(seen(1, 0, **first), seen(2, 10, **second), answers=(True, False)) == expected


def test_an_episode_that_comes_into_an_area_does_not_start_there():
    assert in_north(seen(1, 0), seen(2, 10), answers=(False, True)) == (0, 0)
    assert in_north(seen(1, 0), seen(2, 0), answers=(False, True)) == (0, 1), "both began at once"
    hour = {"when_end": at(60)["when_start"], "when_precision": "hour"}
    assert in_north(seen(1, 0), seen(2, 0) | hour, answers=(True, False)) == (0, 1), "either may be first"
    assert in_north(seen(1, 0), seen(2, 10), answers=(None, False)) == (0, 1)


def test_an_episode_that_perhaps_began_before_the_cut_is_sure_on_neither_day():
    first, last = across_the_cut()
    told = first | {"act": None}, last
    assert [bounds(EPISODE, *told, span=span) for span in (BEFORE, AFTER, BOTH)] == [(0, 1), (0, 1), (1, 2)]


def test_rounds_that_all_lie_within_reach_of_one_report_are_one_episode_with_it():
    wide = {"radius_m": 1600.0}
    assert bounds(EPISODE, rounds(1, 0, 40, **wide)) == (1, 40)
    assert bounds(EPISODE, rounds(1, 0, 40, **wide), seen(2, 5)) == (1, 1)


def test_no_row_mixes_observers():
    told = table(rounds(1, 0, 3), rounds(2, 1, 5, observer="ukraine"), rounds(3, 2, 7))
    counts = count(SMM, told, TODAY, KYIV)
    assert counts.select("observer", "lower", "ids").rows() == [
        ("osce", 10, ["r-0001", "r-0003"]),
        ("ukraine", 5, ["r-0002"]),
    ]


def test_an_observer_of_another_day_has_a_zero_that_points_to_effort():
    row = counted(SMM, seen(1, -60 * 24 * 9))
    assert (row["lower"], row["upper"], row["ids"], row["why"]) == (0, 0, [], [NOTHING])


def test_incidents_are_counted_over_the_fused_record_alone():
    told = table(seen(1), seen(2, 5), seen(9, kind="incident", observer="this record", observation_id="i-1"))
    row = count(INCIDENT, told, TODAY, KYIV).row(0, named=True)
    assert (row["observer"], row["lower"], row["ids"]) == ("this record", 1, ["i-1"])
    assert count(EPISODE, told, TODAY, KYIV)["observer"].to_list() == ["osce"]


def test_fatal_reports_of_one_day_between_two_sides_at_one_place_are_one():
    dead = {"killed_best": 1}
    assert bounds(UCDP, seen(1, **dead), seen(2, 300, **BACK, **dead)) == (1, 1), "sides, not direction"
    assert bounds(UCDP, seen(1, **dead), seen(2, 300, **FAR, **dead)) == (2, 2)
    tomorrow = seen(2, 24 * 60, **dead)
    assert bounds(UCDP, seen(1, **dead), tomorrow, span=BOTH) == (2, 2)


def test_a_report_between_two_episodes_shows_them_to_be_one():
    """Why only ungrouped counts never fall with one more report (docs/counting.md)."""
    first, last, between = seen(1, 0), seen(2, 50), seen(3, 25)
    assert bounds(EPISODE, first, last) == (2, 2)
    assert bounds(EPISODE, first, last, between) == (1, 1)


def test_no_observations_give_no_row_and_no_zero():
    assert count(SMM, table(), TODAY, KYIV).is_empty()


def test_the_order_of_rows_changes_nothing():
    told = table(*(rounds(n, n * 13, n + 1, **(NO_DIRECTION if n % 3 else BACK)) for n in range(12)))
    turned = told.sample(fraction=1.0, shuffle=True, seed=4)
    for unit in (SMM, EPISODE, FACT, UCDP):
        assert count(unit, told, TODAY, KYIV).equals(count(unit, turned, TODAY, KYIV))


def test_pairs_looked_at_in_blocks_give_the_same_groups(monkeypatch):
    told = table(*(seen(n, n % 600, lon=37.0 + (n // 600) * 0.2) for n in range(3000)))
    whole = count(EPISODE, told, TODAY, KYIV)
    assert whole.select("lower", "upper").row(0) == (5, 5)
    monkeypatch.setattr(linking, "CHUNK", 777)
    assert count(EPISODE, told, TODAY, KYIV).equals(whole)
