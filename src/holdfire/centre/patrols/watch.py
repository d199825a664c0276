"""Watch that patrols of the centre kept, as entries of effort: only what each side states of itself.

A side's own word that its patrol was completed, cut short or turned back is an entry of watch of that side,
with the minutes that it states; its own word of a denial is an entry of loss. Of a joint patrol each side's
entry stands by itself, and two sides' hours are never added. What another says of a side is no entry.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import polars as pl

from holdfire.centre.act import Act
from holdfire.centre.patrols.acts import COMPLETED, DENIED, NOT_HELD, SET_OUT
from holdfire.centre.patrols.patrol import Patrol, Patrols, last_words, moment_of
from holdfire.moments import Span
from holdfire.reports.table import WATCH

SOURCE = "centre"
"""The source that these entries name; no file of a source was taken in for them."""
A_MINUTE = timedelta(minutes=1)
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class HeldBack:
    """An entry that is not made, since watch that was taken in may be the same: of that observer and kind, in
    that area as far as both say, at a time that overlaps. `watch_ids` are those entries."""

    patrol: str
    observer: str
    kind: str
    start: datetime
    end: datetime
    watch_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PatrolWatch:
    """WATCH rows of patrols, and what is held back so that nothing counts double."""

    rows: pl.DataFrame
    held_back: tuple[HeldBack, ...]


def patrol_watch(state: Patrols | None, taken_in: pl.DataFrame) -> PatrolWatch:
    """What patrols add to the watch that was taken in (WATCH rows). No state: the mission plans none."""
    taken = WATCH.checked(taken_in)
    taken = taken.filter(pl.col("kind").is_in(["patrol", "denial"]), pl.col("source") != SOURCE)
    rows: dict[object, Row] = {}
    held_back: list[HeldBack] = []
    for patrol in () if state is None else state.patrols.values():
        for row in _rows(patrol):
            same = _same(row, taken)
            if same:
                held_back.append(_held_back(patrol, row, same))
            else:
                rows[row["watch_id"]] = row
    return PatrolWatch(WATCH.of(rows.values()), tuple(held_back))


def held_back_within(found: Iterable[HeldBack], span: Span) -> list[HeldBack]:
    return [each for each in found if each.start < span.end and span.start < each.end]


def _held_back(patrol: Patrol, row: Row, same: tuple[str, ...]) -> HeldBack:
    start, end = row["when_start"], row["when_end"]
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    return HeldBack(patrol.id, str(row["observer"]), str(row["kind"]), start, end, same)


def _rows(patrol: Patrol) -> Iterator[Row]:
    for side, act in _own(patrol, patrol.outcomes.items()):
        if act.content["outcome"] != NOT_HELD:
            yield _kept(patrol, side, act)
    counted: set[str] = set()
    for side, act in _own(patrol, ((each.speaker, each) for each in patrol.of(DENIED))):
        yield _denied(patrol, side, act, first=side not in counted)
        counted.add(side)


def _own(patrol: Patrol, told: Iterable[tuple[str | None, Act]]) -> Iterator[tuple[str, Act]]:
    """Words of those whose patrol it is, said by themselves. In a mission without a joint record nobody
    signs, and the desk's note of what a side said is all there is."""
    for side, act in told:
        if side is not None and side in patrol.parties and (act.first_hand or act.party is None):
            yield side, act


def _kept(patrol: Patrol, side: str, act: Act) -> Row:
    start = _set_out(patrol, side)
    end = moment_of(act, "ended") if act.content.get("ended") is not None else patrol.end
    minutes = act.content.get("minutes")
    return {
        **_entry(patrol, side, act, "patrol", start, max(end, start + A_MINUTE)),
        "hours": minutes / 60 if isinstance(minutes, int) else None,
        "manned": 1,
        "planned": 1,
        "track": _track(patrol) if act.content["outcome"] == COMPLETED else None,
        "reason": None if act.content["outcome"] == COMPLETED else act.content.get("why"),
    }


def _denied(patrol: Patrol, side: str, act: Act, first: bool) -> Row:
    """Of several denials of one patrol the first says that one patrol was to go, lest it count as several;
    that it went all the same is said where that side says that it was completed."""
    at = moment_of(act, "at")
    outcome = patrol.outcomes.get(side)
    went = outcome is not None and outcome.content["outcome"] == COMPLETED
    return {
        **_entry(patrol, side, act, "denial", at, max(patrol.end, at + A_MINUTE)),
        "planned": 1 if first else None,
        "manned": 1 if first and went else None,
        "reason": act.content.get("reason"),
        "denied_by": act.content.get("denied_by"),
    }


def _entry(
    patrol: Patrol, side: str, act: Act, kind: str, start: datetime, end: datetime
) -> dict[str, object]:
    said = json.dumps([side, act.kind, dict(act.content)], sort_keys=True, ensure_ascii=False).encode()
    named = sha256(said).hexdigest()
    return {
        "watch_id": f"w-{named[:20]}",
        "source": SOURCE,
        "observer": side,
        "received": act.at,
        "when_start": start,
        "when_end": end,
        "area": patrol.planned.content.get("zone"),
        "kind": kind,
        "raw_file": f"{act.kind} {patrol.id} ({act.ref})",
        "raw_file_sha256": named,
        "raw_line": 1,
    }


def _set_out(patrol: Patrol, side: str) -> datetime:
    told = last_words(patrol.of(SET_OUT)).get(side)
    return patrol.start if told is None else moment_of(told, "at")


def _track(patrol: Patrol) -> str | None:
    """Its planned route, of a patrol that was completed; None for one that stayed at a place."""
    corners = [f"{each['lon_e7'] / 1e7:.6f} {each['lat_e7'] / 1e7:.6f}" for each in patrol.route]
    return f"LINESTRING ({', '.join(corners)})" if len(set(corners)) > 1 else None


def _same(row: Row, taken: pl.DataFrame) -> tuple[str, ...]:
    """Entries taken in that may tell of the same: the observer's, of that kind, at a time that overlaps."""
    area = row["area"]
    there = pl.lit(True) if area is None else pl.col("area").is_null() | (pl.col("area") == area)
    found = taken.filter(
        pl.col("observer") == row["observer"],
        pl.col("kind") == row["kind"],
        pl.col("when_start") < pl.lit(row["when_end"]),
        pl.col("when_end") > pl.lit(row["when_start"]),
        there,
    )
    return tuple(found["watch_id"].sort().to_list())
