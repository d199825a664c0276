"""Pairs follow the reports' own precision, whatever the number of reports and wherever they are."""

from datetime import timedelta

import numpy as np
import polars as pl
import pytest
from claim_rows import day, report, table, unit
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.incidents import pairing
from holdfire.incidents.match_rules import MatchRules
from holdfire.incidents.pairing import Tracks, candidate_pairs, tracks
from holdfire.places.geodesy import distances_m

RULES = MatchRules(slack_hours=24, slack_m=1000)


def found(frame: pl.DataFrame, rules: MatchRules = RULES) -> list[tuple[str, str]]:
    ids = frame["report_id"].to_list()
    pairs = [
        (ids[a], ids[b])
        for left, right in candidate_pairs(tracks(frame), rules)
        for a, b in zip(left, right, strict=True)
    ]
    assert len(pairs) == len(set(pairs)), "a pair came twice"
    return sorted(pairs)


def by_hand(each: Tracks, rules: MatchRules) -> set[tuple[int, int]]:
    """Every disc against every other, without any grid."""
    pairs = set()
    for a in range(len(each.source)):
        for b in range(a + 1, len(each.source)):
            if each.source[a] == each.source[b]:
                continue
            gap = max(each.start[a], each.start[b]) - min(each.end[a], each.end[b])
            metres = distances_m(each.lon[a], each.lat[a], each.lon[b], each.lat[b])
            reach = each.radius_m[a] + each.radius_m[b] + rules.slack_m
            if gap <= rules.slack_hours * 3600 and metres <= reach:
                pairs.add((a, b))
    return pairs


def test_two_sources_on_the_same_day_and_place_are_compared():
    assert found(table(report("r-a", "x"), report("r-b", "y"))) == [("r-a", "r-b")]


def test_reports_of_one_source_are_never_compared():
    assert found(table(report("r-a", "x"), report("r-b", "x"))) == []


def test_a_day_apart_is_within_the_slack_and_three_days_are_not():
    reports = table(
        report("r-a", "x", "2017-06-15"), report("r-b", "y", "2017-06-17"), report("r-c", "z", "2017-06-19")
    )
    assert found(reports) == [("r-a", "r-b"), ("r-b", "r-c")]


def test_a_report_known_to_the_month_reaches_all_its_days():
    start, end = day("2017-06-01")[0], day("2017-06-30")[1]
    month = report("r-a", "x", when_start=start, when_end=end, when_precision="month")
    assert found(table(month, report("r-b", "y", "2017-06-29"))) == [("r-a", "r-b")]


def test_distance_follows_both_radii():
    near = report("r-a", "x", radius_m=25000.0, where_precision="near")
    at_25_km = report("r-b", "y", lon=36.925)
    assert found(table(near, at_25_km)) == [("r-a", "r-b")]
    assert found(table(report("r-a", "x"), at_25_km)) == []


def test_a_report_without_a_time_is_not_compared():
    assert found(table(report("r-a", "x", None), report("r-b", "y"))) == []


def test_a_province_is_compared_with_reports_of_that_province_only():
    reports = table(
        report("r-a", "x", **unit("Idlib")),
        report("r-b", "y", adm1="IDLIB "),
        report("r-c", "z", adm1="Hama"),
        report("r-d", "w"),
    )
    assert ("r-a", "r-b") in found(reports)
    assert not any("r-a" in pair and {"r-c", "r-d"} & set(pair) for pair in found(reports))


def test_a_province_report_that_fits_many_reports_is_left_alone():
    """Twenty-one shellings of the province that day: it could be any of them."""
    pins = [report(f"r-{n:02}", "y", adm1="Idlib", lon=36.0 + n / 10) for n in range(21)]
    vague = report("r-v", "x", **unit("Idlib"))
    assert found(table(vague, *pins)) == []
    assert len(found(table(vague, *pins[:20]))) == 20


def test_an_unknown_place_without_a_unit_is_not_compared():
    lost = report("r-a", "x", lon=None, lat=None, radius_m=None, where_precision="unknown")
    assert found(table(lost, report("r-b", "y"))) == []


@pytest.mark.parametrize("lon", [36.0, 179.99, -179.99, 0.0])
@pytest.mark.parametrize("lat", [35.0, -35.0, 0.0, 78.0])
def test_the_grid_loses_nothing_anywhere_on_earth(lon, lat):
    seeded = np.random.default_rng(7)
    rows = []
    for n in range(60):
        turned = (lon + seeded.uniform(-0.3, 0.3) + 180) % 360 - 180
        start, _ = day("2017-06-10")
        start += timedelta(hours=int(seeded.integers(0, 400)))
        rows.append(
            report(
                f"r-{n:03}",
                f"s{seeded.integers(0, 4)}",
                lon=turned,
                lat=lat + seeded.uniform(-0.3, 0.3),
                radius_m=float(seeded.choice([0.0, 500.0, 2000.0, 25000.0])),
                when_start=start,
                when_end=start + timedelta(hours=int(seeded.choice([1, 24, 24 * 7, 24 * 31]))),
            )
        )
    frame = table(*rows)
    each = tracks(frame)
    pairs = {
        (int(a), int(b))
        for left, right in candidate_pairs(each, RULES)
        for a, b in zip(left, right, strict=True)
    }
    assert pairs == by_hand(each, RULES)
    assert pairs, "nothing was near: the case tests nothing"


def test_small_blocks_give_the_same_pairs(monkeypatch):
    frame = table(*(report(f"r-{n:03}", f"s{n % 5}", lon=36.0 + n / 1000) for n in range(80)))
    whole = found(frame)
    monkeypatch.setattr(pairing, "CHUNK", 10)
    assert found(frame) == whole


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_rows_does_not_matter(order):
    rows = [report(f"r-{n:02}", f"s{n % 3}", lon=36.6 + n / 100, adm1="Idlib") for n in range(10)]
    rows += [report(f"r-{n}", f"s{n % 3}", **unit("Idlib")) for n in (10, 11)]
    mixed = found(table(*(rows[n] for n in order)))
    assert sorted(tuple(sorted(pair)) for pair in mixed) == found(table(*rows))
