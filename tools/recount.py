#!/usr/bin/env python3
"""Count again what `holdfire count --export DIR` counted, and say whether every number is the same.

One file, Python 3.9 or newer, nothing to install, no network. It was written from docs/counting.md alone and
shares no code with Holdfire, so that no error of one can hide in the other; the numbers in brackets are the
steps of that page. Exits with 0: all the same; 1: something differs; 2: the folder cannot be read.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 - Python 3.9 reads this file too
MINUTE = 60_000_000
NEVER_KNOWN = (-(10**30), 10**30)
KINDS = {"observations": "report", "incidents": "incident"}
COMPARED = ("rule_version", "counts", "map_version", "lower", "upper", "flagged", "ids", "perhaps_ids")


class Seen(NamedTuple):
    """One observation as the export has it; None is "not known"."""

    id: str
    kind: str
    observer: str
    relayed: bool
    start: int | None
    end: int | None
    precision: str | None
    lon: float | None
    lat: float | None
    radius_m: float | None
    act: str | None
    actor: frozenset[str] | None
    target: frozenset[str] | None
    directed: bool
    unit: str | None
    count: int | None
    killed: list[int]

    @property
    def to_the_day(self) -> bool:
        return self.precision in ("instant", "hour", "day")


class Part(NamedTuple):
    """One observation as one unit takes it: sure or only perhaps, how many, and when."""

    seen: Seen
    sure: bool
    least: int
    most: int | None
    joins: bool
    first: int
    last: int
    early: int
    late: int
    day: int | None


def microseconds(written: str) -> int:
    moment = datetime.fromisoformat(written.replace("Z", "+00:00"))
    return (moment - EPOCH) // timedelta(microseconds=1)


def read_seen(path: Path) -> list[Seen]:
    with path.open(encoding="utf-8", newline="") as file:
        return [as_seen(row) for row in csv.DictReader(file)]


def as_seen(row: dict[str, str]) -> Seen:
    text = {key: value[1:] if value.startswith("'") else value for key, value in row.items()}
    instants = [microseconds(text[key]) if text[key] else None for key in ("when_start", "when_end")]
    point = [float(text[key]) if text[key] else None for key in ("lon", "lat", "radius_m")]
    sides = [frozenset(json.loads(text[key])) if text[key] else None for key in ("actor", "target")]
    killed = [int(text[key]) for key in ("killed_low", "killed_best", "killed_high") if text[key]]
    return Seen(
        text["observation_id"], text["kind"], text["observer"], text["relayed"] == "true", *instants,
        text["when_precision"] or None, *point, text["act"] or None, *sides,
        text["direction_stated"] == "true", text["unit"].strip().casefold() or None,
        int(text["count"]) if text["count"] else None, killed,
    )  # fmt: skip


def covers(broad: str, narrow: str) -> bool:
    return narrow == broad or narrow.startswith(broad + "/")


def counts_it(rule: dict[str, Any], seen: Seen) -> bool | None:
    """[1] True, False, or None for "may"."""
    acts = rule["acts"]
    if seen.act is None:
        by_act = None
    elif any(covers(each, seen.act) for each in acts["except"]):
        by_act = False
    elif any(covers(each, seen.act) for each in acts["covered"]):
        by_act = True
    else:
        by_act = None if any(covers(seen.act, each) for each in acts["covered"]) else False
    if rule["at_least_killed"] is None:
        return by_act
    by_dead = max(seen.killed) >= rule["at_least_killed"] if seen.killed else None
    if by_act is False or by_dead is False:
        return False
    return None if by_act is None or by_dead is None else True


def part_of(rule: dict[str, Any], seen: Seen, counts: bool | None, days: ReportingDays) -> Part:
    """[2], [3]"""
    group, number = rule["group"], rule["number"]
    alone = seen.unit in [word.strip().casefold() for word in number["stated"]]
    early = NEVER_KNOWN[0] if seen.start is None else seen.start
    late = NEVER_KNOWN[1] if seen.start is None or seen.end is None else max(seen.start, seen.end - MINUTE)
    least = 0 if number["otherwise"] == "not known" else 1
    most = 1 if number["otherwise"] == "one" else None
    if alone:
        least, most = (least, None) if seen.count is None else (seen.count, seen.count)
    elif group and (seen.count or 0) > 1:
        most = several(rule, seen, late - early)
    if seen.start is None or seen.end is None:
        first, last = NEVER_KNOWN
    elif seen.to_the_day:
        first = last = seen.start + (seen.end - seen.start) // 2
    else:
        first, last = seen.start, seen.end - 1
    loose = bool(group) and not alone and not seen.to_the_day
    joins = bool(group) and not alone and seen.to_the_day
    day = days.of(first) if joins else None
    none = not alone and seen.count == 0
    sure = counts is True and not seen.relayed and not loose and not none
    return Part(seen, sure, least, most, joins, first, last, early, late, day)


def several(rule: dict[str, Any], seen: Seen, open_for: int) -> int:
    """[2] In how many groups at most that lies which a report counts in another unit."""
    group, most = rule["group"], seen.count
    if rule["at_least_killed"] is not None and seen.killed:
        most = max(1, min(most, max(seen.killed) // rule["at_least_killed"]))
    if group["gap_minutes"] is not None and open_for > group["gap_minutes"] * MINUTE:
        return most
    if group["distance_m"] is not None and (seen.radius_m is None or 2 * seen.radius_m > group["distance_m"]):
        return most
    sides = seen.actor is not None and seen.target is not None
    if not sides and ("direction" in group["by"] or "sides" in group["by"]):
        return most
    return min(most, 2) if "direction" in group["by"] and not seen.directed else 1


class ReportingDays:
    """[4] Which reporting day holds an instant, as an ordinal of the date that names it."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.cutoff, self.zone = time.fromisoformat(told["cutoff"]), ZoneInfo(told["zone"])

    def of(self, instant: int) -> int:
        moment = EPOCH + timedelta(microseconds=instant)
        ordinal = moment.astimezone(self.zone).date().toordinal()
        for day in (ordinal - 1, ordinal, ordinal + 1):
            ends = day + 1 if self.cutoff == time() else day
            if self.cut(ends - 1) <= moment < self.cut(ends):
                return day
        raise ValueError(f"No reporting day holds {moment}.")

    def cut(self, ordinal: int) -> datetime:
        day = datetime.fromordinal(ordinal)
        return datetime.combine(day, self.cutoff, tzinfo=self.zone).astimezone(EPOCH.tzinfo)


def links(group: dict[str, Any], one: Part, other: Part) -> tuple[bool, bool]:
    """[4] Whether the two are linked perhaps, and whether surely."""
    may, sure = True, True
    same_day = one.day == other.day
    if "day" in group["by"]:
        may, sure = same_day, same_day
    if group["gap_minutes"] is not None:
        gap = group["gap_minutes"] * MINUTE
        sharp = one.late - one.early <= gap and other.late - other.early <= gap
        may &= max(one.early, other.early) - min(one.late, other.late) <= gap and (same_day or sharp)
        sure &= max(one.late, other.late) - min(one.early, other.early) <= gap
    for told in (near(group, one.seen, other.seen), same_sides(group, one.seen, other.seen)):
        if not may:
            return False, False
        may, sure = may and told[0], sure and told[1]
    return may, sure


def near(group: dict[str, Any], one: Seen, other: Seen) -> tuple[bool, bool]:
    limit = group["distance_m"]
    if limit is None:
        return True, True
    places = (one.lon, one.lat, one.radius_m, other.lon, other.lat, other.radius_m)
    if None in places:
        return True, False
    metres = geodesic(one.lon, one.lat, other.lon, other.lat)
    reach = one.radius_m + other.radius_m
    return metres - reach <= limit, metres + reach <= limit


def same_sides(group: dict[str, Any], one: Seen, other: Seen) -> tuple[bool, bool]:
    if "direction" not in group["by"] and "sides" not in group["by"]:
        return True, True
    actor, target = same(one.actor, other.actor), same(one.target, other.target)
    across, back = same(one.actor, other.target), same(one.target, other.actor)
    straight = actor[0] and target[0], actor[1] and target[1]
    either = straight[0] or (across[0] and back[0]), straight[1] or (across[1] and back[1])
    if "direction" not in group["by"]:
        return either
    return straight if one.directed and other.directed else (either[0], False)


def same(one: frozenset[str] | None, other: frozenset[str] | None) -> tuple[bool, bool]:
    if one is None or other is None:
        return True, False
    return bool(one & other), one == other


def geodesic(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Metres on WGS 84 by Vincenty's inverse formula (Survey Review 23, 1975), good to under a millimetre;
    points on opposite sides of the Earth, for which it does not settle, are half a meridian apart."""
    a, f = 6378137.0, 1 / 298.257223563
    b = a * (1 - f)
    if (lon1, lat1) == (lon2, lat2):
        return 0.0
    across = math.radians((lon2 - lon1 + 180) % 360 - 180)
    u1, u2 = (math.atan((1 - f) * math.tan(math.radians(lat))) for lat in (lat1, lat2))
    lam = across
    for _ in range(200):
        east, north = (
            math.cos(u2) * math.sin(lam),
            math.cos(u1) * math.sin(u2) - math.sin(u1) * math.cos(u2) * math.cos(lam),
        )
        sin_s = math.hypot(east, north)
        if sin_s == 0:
            return 0.0
        cos_s = math.sin(u1) * math.sin(u2) + math.cos(u1) * math.cos(u2) * math.cos(lam)
        arc = math.atan2(sin_s, cos_s)
        sin_a = math.cos(u1) * math.cos(u2) * math.sin(lam) / sin_s
        cos2_a = 1 - sin_a**2
        cos_m = cos_s - 2 * math.sin(u1) * math.sin(u2) / cos2_a if cos2_a > 0 else 0.0
        c = f / 16 * cos2_a * (4 + f * (4 - 3 * cos2_a))
        bent = arc + c * sin_s * (cos_m + c * cos_s * (2 * cos_m**2 - 1))
        before, lam = lam, across + (1 - c) * f * sin_a * bent
        if abs(lam - before) < 1e-13:
            break
    else:
        return math.pi * b
    k = cos2_a * (a**2 - b**2) / b**2
    big_a = 1 + k / 16384 * (4096 + k * (-768 + k * (320 - 175 * k)))
    big_b = k / 1024 * (256 + k * (-128 + k * (74 - 47 * k)))
    third = big_b / 6 * cos_m * (4 * sin_s**2 - 3) * (4 * cos_m**2 - 3)
    turn = big_b * sin_s * (cos_m + big_b / 4 * (cos_s * (2 * cos_m**2 - 1) - third))
    return b * big_a * (arc - turn)


def chains(parts: list[Part], linked: set[tuple[int, int]]) -> list[list[int]]:
    """The groups that links make, each as the numbers of its members."""
    group_of = list(range(len(parts)))

    def root(number: int) -> int:
        while group_of[number] != number:
            group_of[number] = group_of[group_of[number]]
            number = group_of[number]
        return number

    for one, other in linked:
        group_of[root(one)] = root(other)
    found: dict[int, list[int]] = {}
    for number in range(len(parts)):
        found.setdefault(root(number), []).append(number)
    return list(found.values())


class Counting:
    """One unit over one observer: its parts and both ways to group them, for a span."""

    def __init__(self, rule: dict[str, Any], parts: list[Part], span: tuple[int, int]) -> None:
        self.rule, self.span, self.divided = rule, span, rule["across_cut"] == "divided"
        start, end = span
        if self.divided:  # [5]
            now = [part for part in parts if part.first < end and part.last >= start]
            parts = [
                part._replace(sure=part.sure and start <= part.first and part.last < end) for part in now
            ]
        self.parts = parts
        perhaps, surely = self.linked()
        self.fewest, self.most = chains(parts, perhaps), chains(parts, surely)

    def linked(self) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
        """[4] The pairs that are linked perhaps, and those that are surely."""
        perhaps: set[tuple[int, int]] = set()
        surely: set[tuple[int, int]] = set()
        group = self.rule["group"] or {"gap_minutes": None}
        gap = None if group["gap_minutes"] is None else group["gap_minutes"] * MINUTE
        numbers = [number for number, part in enumerate(self.parts) if part.joins]
        numbers.sort(key=lambda number: self.parts[number].day if gap is None else self.parts[number].early)
        for place, one in enumerate(numbers):
            for other in numbers[place + 1 :]:
                left, right = self.parts[one], self.parts[other]
                if left.day != right.day if gap is None else right.early - left.late > gap:
                    break  # nor is any that follows near enough in time
                may, sure = links(group, left, right)
                if may:
                    perhaps.add((one, other))
                if sure and left.sure and right.sure:
                    surely.add((one, other))
        return perhaps, surely

    def number(self, inside: dict[str, bool] | None) -> dict[str, Any]:
        """[7] `inside` has True for surely in the area, False for perhaps; None is everywhere."""
        lower, flagged, ids = 0, 0, set()
        for group in self.fewest:
            members = [self.parts[number] for number in group]
            sure = [part for part in members if part.sure]
            if not sure or not self.starts(members, sure, surely=True):
                continue
            leading = [part for part in members if part.early <= min(each.late for each in sure)]
            if inside is not None and not all(inside.get(part.seen.id, False) for part in leading):
                continue
            weight = max(part.least for part in sure)
            lower += weight
            flag = self.rule["flag"]
            if all(part.seen.act and any(covers(each, part.seen.act) for each in flag) for part in sure):
                flagged += weight
            ids |= {part.seen.id for part in sure}
        upper, perhaps = self.upper(inside)
        told = {"lower": lower, "upper": upper, "flagged": flagged, "ids": sorted(ids)}
        return {**told, "perhaps_ids": sorted(perhaps - ids)}

    def upper(self, inside: dict[str, bool] | None) -> tuple[int | None, set[str]]:
        numbers: list[int | None] = []
        perhaps: set[str] = set()
        for group in self.most:
            members = [self.parts[number] for number in group]
            if not self.starts(members, members, surely=False):
                continue
            leading = [part for part in members if part.early <= min(each.late for each in members)]
            if inside is not None and not any(part.seen.id in inside for part in leading):
                continue
            numbers.append(1 if len(members) > 1 else members[0].most)
            perhaps |= {part.seen.id for part in members}
        return (None if None in numbers else sum(n for n in numbers if n is not None)), perhaps

    def starts(self, members: list[Part], last_of: list[Part], surely: bool) -> bool:
        """[5] Whether a group starts in the span, surely or perhaps."""
        if self.divided:
            return True
        first, last = min(part.first for part in members), min(part.last for part in last_of)
        start, end = self.span
        return start <= first and last < end if surely else first < end and last >= start


def recount(folder: Path) -> tuple[int, list[str]]:
    """How many rows were counted again, and what differs."""
    told = json.loads((folder / "counts.json").read_text("utf-8"))
    if told["form"] != 1:
        raise ValueError(f"counts.json is of form {told['form']}, and this reads form 1")
    seen = read_seen(folder / "observations.csv")
    placed = read_placed(folder / "placement.csv")
    span = microseconds(told["span"]["start"]), microseconds(told["span"]["end"])
    days = ReportingDays(told["reporting_day"])
    rows = {(row["unit"], row["observer"], row["area"]): row for row in told["counts"]}
    faults = [] if len(rows) == len(told["counts"]) else ["counts.json has two rows of one count"]
    again = set()
    for path in sorted((folder / "units").glob("*.json")):
        rule = json.loads(path.read_text("utf-8"))
        own = [each for each in seen if each.kind == KINDS[rule["over"]]]
        for observer in sorted({each.observer for each in own}):
            asked = [(each, counts_it(rule, each)) for each in own if each.observer == observer]
            parts = [part_of(rule, each, counts, days) for each, counts in asked if counts is not False]
            counting = Counting(rule, parts, span)
            for area in [None, *told["areas"]]:
                key = (rule["unit"], observer, area)
                again.add(key)
                found = counting.number(None if area is None else placed.get(area, {}))
                found |= {"rule_version": rule["rule_version"], "counts": rule["counts"]}
                found["map_version"] = None if area is None else told["areas"][area]
                faults += differences(key, found, rows.get(key), told["span"])
    faults += [f"{name(key)}: nothing in the export gives this row" for key in rows if key not in again]
    return len(again), faults


def read_placed(path: Path) -> dict[str, dict[str, bool]]:
    """Area to observation to True (inside) or False (perhaps)."""
    placed: dict[str, dict[str, bool]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            placed.setdefault(row["area"], {})[row["observation_id"]] = row["inside"] == "true"
    return placed


def name(key: tuple[str, str, str | None]) -> str:
    return f"{key[0]}, {key[1]}, {key[2] or 'everywhere'}"


def differences(
    key: tuple[str, str, str | None], found: dict[str, Any], row: dict[str, Any] | None, span: dict[str, str]
) -> list[str]:
    if row is None:
        return [f"{name(key)}: counts.json has no such row; counted again: {found['lower']}"]
    found = {**found, "span_start": span["start"], "span_end": span["end"]}
    return [
        f"{name(key)}: {part} is {row[part]!r}, counted again {found[part]!r}"
        for part in (*COMPARED, "span_start", "span_end")
        if row[part] != found[part]
    ]


def main(words: list[str]) -> int:
    if len(words) != 1:
        print("Usage: python3 recount.py DIR   (the folder that holdfire count --export wrote)")
        return 2
    try:
        number, faults = recount(Path(words[0]))
    except (OSError, ValueError, KeyError, TypeError) as cause:
        print(f"{words[0]} cannot be counted again: {type(cause).__name__}: {cause}")
        return 2
    for fault in faults:
        print(f"DIFFERENT: {fault}")
    print(f"{'different' if faults else 'same'}: {number} counts counted again, {len(faults)} differences")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
