"""Every dated two-sided tally of the guarantors, and made-up truth: the bounds hold what happened."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from random import Random

import polars as pl
import pytest
from entry_rows import entries, entry, judged
from hypothesis import given, settings
from hypothesis import strategies as st
from tally_rows import tallies, tally

from holdfire.agreement.reading import library_pack
from holdfire.incidents.match_rules import MatchRules
from holdfire.mission.folder import Mission
from holdfire.mission.founding import create
from holdfire.mission.lining_up import lined_up
from holdfire.mission.on_file import on_file
from holdfire.mission.settings import Settings, reporting_day
from holdfire.moments import Span
from holdfire.registers.bounds import bounds_of, bounds_over_days
from holdfire.registers.origins import is_derived, one_per_origin
from holdfire.registers.pooled import any_act, pooled
from holdfire.registers.printed import printed

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
TOTALS, PARTS = "guarantor-tallies", "guarantor-tallies-by-governorate"


@pytest.fixture(scope="module")
def guarantors(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Mission:
    """A mission that took in both files of the guarantors' tallies."""
    day = reporting_day("00:00", "Asia/Damascus", stated=False)
    settings_ = Settings("Tallies", "astana", ("SY",), False, day)
    mission = create(tmp_path_factory.mktemp("tallies") / "mission", library_pack("astana"), settings_, NOW)
    for slug, without_a_total in ((TOTALS, 1), (PARTS, 0)):  # G057 gives two zones and no total
        file = shared / "guarantor_tallies" / f"{slug.replace('-', '_')}.csv"
        assert mission.take_in(file, slug, NOW, lambda more: None).quarantined == without_a_total
    return mission


def two_sided_days(mission: Mission) -> list[date]:
    """Days of which both guarantors printed a total."""
    rows = mission.store.tallies().collect()
    known = rows.filter(
        ~is_derived()
        & (pl.col("when_precision") == "day")
        & pl.col("area").is_null()
        & pl.col("area_as_written").is_null()
        & pl.col("count").is_not_null()
    )
    local = known.with_columns(day=pl.col("when_start").dt.convert_time_zone("Asia/Damascus").dt.date())
    both = local.group_by("day").agg(pl.col("observer").n_unique()).filter(pl.col("observer") == 2)
    return sorted(both["day"].to_list())


def fewest_and_most(one, other):
    """By trying every overlap of every area, and every way the rest may lie: no formula. `one` and `other`
    are (total, areas); what is not broken down may lie in any area or in one that nobody names."""
    places = sorted({*one[1], *other[1], "elsewhere"})
    possible = set()
    for left, right in product(spreads(one, places), spreads(other, places)):
        overlaps = [range(min(left[place], right[place]) + 1) for place in places]
        least, most = sum(each[0] for each in overlaps), sum(each[-1] for each in overlaps)
        possible |= {one[0] + other[0] - least, one[0] + other[0] - most}
    return min(possible), max(possible)


def spreads(side, places):
    """Every way in which a total may lie over the places, none below its own figure."""
    total, areas = side
    spare = total - sum(areas.values())

    def place_all(left, rest):
        if len(rest) == 1:
            yield {rest[0]: areas.get(rest[0], 0) + left}
            return
        for here in range(left + 1):
            for others in place_all(left - here, rest[1:]):
                yield {rest[0]: areas.get(rest[0], 0) + here, **others}

    return list(place_all(spare, places))


def as_the_files_have_it(shared: Path) -> dict[tuple[str, str], tuple[int, dict[str, int]]]:
    """Totals and areas by (day, side), read with nothing of ours; days on which outlets differ left out."""
    folder = shared / "guarantor_tallies"
    found: dict[tuple[str, str], tuple[int, dict[str, int]]] = {}
    parts = pl.read_csv(folder / "guarantor_tallies_by_governorate.csv")
    for row in pl.read_csv(folder / "guarantor_tallies.csv").iter_rows(named=True):
        for side in ("Russia", "Turkey"):
            total = row[f"{side.lower()}_total"]
            if row["date_precision"] != "day" or total is None:
                continue
            own = parts.filter(
                (pl.col("report_id") == row["report_id"]) & (pl.col("reporting_guarantor") == side)
            )
            areas = {
                name: count
                for name, count in own.select("governorate", "count").iter_rows()
                if count is not None
            }
            key = (row["bulletin_date"], side)
            known = found.get(key, (total, {}))
            assert known[0] == total, f"{key}: outlets print {known[0]} and {total}"
            found[key] = (total, known[1] | areas)
    return found


def test_every_dated_two_sided_tally_has_the_bounds_that_brute_force_gives(guarantors, shared):
    held, files = on_file(guarantors), as_the_files_have_it(shared)
    days = two_sided_days(guarantors)
    assert days == sorted(
        date.fromisoformat(day) for day, side in files if side == "Turkey" and (day, "Russia") in files
    )
    assert len(days) == 34
    wrong = {}
    for day in days:
        bounds = lined_up(held, day, day, ("russia", "turkey")).bounds
        brute = fewest_and_most(files[(day.isoformat(), "Russia")], files[(day.isoformat(), "Turkey")])
        if (bounds.lower, bounds.upper) != brute:
            wrong[day] = (bounds.text, brute)
    assert wrong == {}


def test_25_march_2017_is_between_24_and_32(guarantors):
    found = lined_up(on_file(guarantors), date(2017, 3, 25), date(2017, 3, 25))
    assert (found.sides, found.bounds.text) == (("russia", "turkey"), "24 to 32")
    assert [(each.total.value, each.summed.value) for each in found.printed] == [(13, 13), (19, 19)]


def test_no_bound_and_no_figure_of_the_guarantors_is_a_sum_but_the_upper_bound(guarantors):
    held = on_file(guarantors)
    for day in two_sided_days(guarantors):
        found = lined_up(held, day, day)
        totals = [each.total.value for each in found.printed]
        assert found.bounds.upper == sum(totals)
        if min(totals) > 0:
            assert max(totals) <= found.bounds.lower
            assert sum(totals) not in [*totals, *(each.summed.value for each in found.printed)]


# Made-up truth: happenings by area and day; each side sees some, counts them, lists some of them.

AREAS = ("Hama", "Homs", "Idlib")
START = datetime(2017, 3, 24, 21, tzinfo=UTC)
DAYS = 2


def span_of(day: int) -> Span:
    return Span(START + timedelta(days=day), START + timedelta(days=day + 1))


def made_up(random: Random, sides: tuple[str, ...]):
    """Tally rows, entry rows, judgements, and how many distinct happenings the sides saw."""
    happened = [
        (number, random.choice(AREAS), random.randrange(DAYS), random.uniform(0, 1440))
        for number in range(random.randrange(9))
    ]
    seen = {side: [each for each in happened if random.random() < 0.6] for side in sides}
    rows, listed = [], {}
    for side in sides:
        tallied = random.random() < 0.8
        for day in range(DAYS) if tallied else ():
            rows += printed_by(side, day, [each for each in seen[side] if each[2] == day], random)
        share = random.choice((0.0, 0.5, 1.0)) if tallied else 1.0
        for each in seen[side]:
            if random.random() < share:
                listed[(side, each[0])] = listed_by(side, each, random)
    said = judgements_on(listed, random)
    distinct = {each for own in seen.values() for each in own}
    return rows, list(listed.values()), said, distinct


def printed_by(side, day, own, random):
    """A total, none where the areas are whole, and areas, of which some may be left out with a total."""
    counts = Counter(each[1] for each in own)
    when = {"when_start": span_of(day).start, "when_end": span_of(day).end}
    broken_down = random.choice(("all", "some", "none"))
    areas = [
        area for area in AREAS if broken_down == "all" or (broken_down == "some" and random.random() < 0.5)
    ]
    rows = [tally(side, counts[area], area, tally_id=f"t-{side}-{day}-{area}", **when) for area in areas]
    if broken_down != "all" or random.random() < 0.7:
        rows.append(tally(side, len(own), tally_id=f"t-{side}-{day}-all", **when))
    return rows


def listed_by(side, happening, random):
    """An entry up to 40 minutes late and 600 m off, whose radius says so; some without point or area."""
    number, area, day, minute = happening
    noted = span_of(day).start + timedelta(minutes=minute + random.uniform(-10, 40))
    more = (
        {}
        if random.random() < 0.8
        else {"lon": None, "lat": None, "radius_m": None, "where_precision": "adm1"}
    )
    place = {"lon": 36.0 + number / 50 + random.uniform(-1, 1) * 0.006, "lat": 35.0}
    when = {"when_start": noted, "when_end": noted + timedelta(minutes=1)}
    return entry(number, side, area if random.random() < 0.8 else None, **(when | place | more))


def judgements_on(listed, random):
    """Right words on some pairs of entries of two sides."""
    said = []
    for (side, number), row in listed.items():
        for (other, second), other_row in listed.items():
            if side < other and random.random() < 0.2:
                verdict = "same" if number == second else "not same"
                said.append((row["entry_id"], other_row["entry_id"], verdict))
    return said


@settings(max_examples=300)
@given(st.integers(0, 2**32), st.sampled_from([("russia", "turkey"), ("iran", "russia", "turkey")]))
def test_the_bounds_always_hold_the_number_of_distinct_happenings_seen(seed, sides):
    rows, listed, said, distinct = made_up(Random(seed), sides)
    held = entries(*listed)
    settled = judged(held, *said)
    assert settled.set_aside == []
    origins = one_per_origin(tallies(*rows))
    whole, some = [], []
    for day in range(DAYS):
        figures = printed(origins.filter(pl.col("when_start") == span_of(day).start), sides)
        tallied = {each.observer: bool(each.tally_ids) for each in figures}
        lists = pooled(held, span_of(day), tallied, settled, MatchRules(), counts=any_act, vocabulary=AREAS)
        whole.append((str(day), bounds_of(figures, lists, AREAS)))
        some.append((str(day), bounds_of(figures, lists, AREAS[:2], only=True)))
    by_area = Counter(area for _, area, _, _ in distinct)
    bounds = bounds_over_days(whole)
    holds(bounds, len(distinct))
    holds(bounds_over_days(some), by_area[AREAS[0]] + by_area[AREAS[1]])
    for each in bounds.areas:
        holds(each, by_area[each.area])


def holds(bounds, truth):
    assert (bounds.lower or 0) <= truth
    assert bounds.upper is None or truth <= bounds.upper
