"""The files of an exercise: what the observers send in, and the truth beside it.

Every file says EXERCISE in its name, and every report in its text. Same agreement, same days, same
seed: same bytes.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.parties import Role, holding
from holdfire.exercise.counting import UNIT, DayCount, WatchEntry, count_days, kept_out, watch_days
from holdfire.exercise.observers import Observer, Sighting, Theatre, cast, relay, witness
from holdfire.exercise.tracks import with_tracks
from holdfire.exercise.truth import Setting, TrueIncident, happen, setting
from holdfire.places.areas import AreaSet

MARK = "EXERCISE"
TRUTH = "EXERCISE-truth.json"


@dataclass(frozen=True, slots=True)
class Exercise:
    """A whole exercise in memory. `sightings` is in the order of the observers."""

    agreement: str
    seed: int
    scene: Setting
    truths: tuple[TrueIncident, ...]
    observers: tuple[Observer, ...]
    sightings: tuple[Sighting, ...]
    counts: tuple[DayCount, ...]
    watch: tuple[WatchEntry, ...]


def make(agreement: Agreement, first: date, length: int, seed: int, units: AreaSet | None = None) -> Exercise:
    """Make an exercise of `length` days from that day on; `units` let some reports name only a unit."""
    random = Random(seed)
    scene = setting(agreement, first, length)
    moment = scene.day(0).middle
    guarantors = sorted(holding(agreement.parties, Role.GUARANTOR, moment))
    others = sorted(holding(agreement.parties, Role.OBSERVER, moment))
    truths = happen(scene, random)
    observers = cast(scene, guarantors, others)
    watch = watch_days(scene, observers, random)
    theatre = Theatre(scene.time_zone, units, kept_out(watch, scene))
    seen: list[Sighting] = []
    for observer in observers:
        if observer.relays:
            told = [each for each in seen if each.observer.source == observer.relays]
            seen += relay(told, observer, theatre, random)
        else:
            seen += witness(truths, observer, theatre, random)
    counts = count_days(scene, seen)
    placed = with_tracks(scene, watch, Random(f"tracks of {seed}"))
    return Exercise(agreement.slug, seed, scene, truths, observers, tuple(seen), tuple(counts), tuple(placed))


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file to take in: with which source map, and which map of the library that one is made from."""

    name: str
    source: str
    form: str


def write(exercise: Exercise, folder: Path) -> tuple[SentFile, ...]:
    """Write every file into the folder; returns those to take in, in order. The truth is not one."""
    folder.mkdir(parents=True, exist_ok=True)
    sent = []
    for observer in exercise.observers:
        own = [each for each in exercise.sightings if each.observer == observer]
        name = f"{MARK}-reports-{observer.source}.csv"
        (folder / name).write_bytes(_csv(REPORT_COLUMNS, map(_report, own)))
        sent.append(SentFile(name, observer.source, "holdfire"))
    (folder / f"{MARK}-tallies.csv").write_bytes(_csv(TALLY_COLUMNS, map(_tally, exercise.counts)))
    (folder / f"{MARK}-watch.csv").write_bytes(_csv(WATCH_COLUMNS, map(_watched, exercise.watch)))
    (folder / TRUTH).write_bytes(_truth(exercise))
    sent.append(SentFile(f"{MARK}-tallies.csv", "tallies", "tallies"))
    sent.append(SentFile(f"{MARK}-watch.csv", "watch", "watch"))
    return tuple(sent)


REPORT_COLUMNS = (
    *("source_key", "origin", "when_start", "when_end", "when_precision"),
    *("lon", "lat", "radius_m", "where_precision", "adm1", "act", "unit", "count"),
    *("actor", "target", "direction_stated", "attributed_by"),
    *("killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high"),
    *("text", "language", "exemption_claimed"),
)
TALLY_COLUMNS = (
    *("bulletin", "observer", "origin", "when_start", "when_end", "when_precision", "cutoff_stated"),
    *("area", "unit", "count", "count_as_printed"),
)
WATCH_COLUMNS = (
    *("observer", "when_start", "when_end", "area", "kind", "hours", "manned", "planned"),
    *("reason", "denied_by", "track", "reach_m", "conditions"),
)


def _report(seen: Sighting) -> Mapping[str, object]:
    killed = seen.killed or (None, None, None)
    injured = seen.injured or (None, None, None)
    return {
        "source_key": seen.key,
        "origin": seen.origin,
        "when_start": _instant(seen.when_start),
        "when_end": _instant(seen.when_end),
        "when_precision": seen.when_precision,
        "lon": seen.point and seen.point.lon,
        "lat": seen.point and seen.point.lat,
        "radius_m": seen.radius_m,
        "where_precision": seen.where_precision,
        "adm1": seen.adm1,
        "act": seen.act,
        "unit": "rounds" if seen.rounds is not None else None,
        "count": seen.rounds,
        "actor": seen.actor,
        "target": seen.truth.target,
        "direction_stated": _truth_value(seen.actor is not None),
        "attributed_by": seen.observer.name if seen.actor is not None else None,
        **dict(zip(("killed_low", "killed_best", "killed_high"), killed, strict=True)),
        **dict(zip(("injured_low", "injured_best", "injured_high"), injured, strict=True)),
        "text": f"{MARK}: {seen.act} reported by {seen.observer.source}.",
        "language": "en",
        "exemption_claimed": _truth_value(seen.exemption_claimed),
    }


def _tally(count: DayCount) -> Mapping[str, object]:
    return {
        "bulletin": f"{MARK} {count.observer.name} {count.day}",
        "observer": count.observer.name,
        "origin": f"{MARK} {count.observer.name}",
        "when_start": _instant(count.span.start),
        "when_end": _instant(count.span.end),
        "when_precision": "day",
        "cutoff_stated": "true",
        "area": count.area,
        "unit": UNIT,
        "count": count.count,
        "count_as_printed": str(count.count),
    }


def _watched(entry: WatchEntry) -> Mapping[str, object]:
    return {
        "observer": entry.observer.name,
        "when_start": _instant(entry.start),
        "when_end": _instant(entry.end),
        "area": entry.area,
        "kind": entry.kind,
        "hours": entry.hours,
        "manned": entry.manned,
        "planned": entry.planned,
        "reason": entry.reason,
        "denied_by": entry.denied_by,
        "track": entry.track,
        "reach_m": entry.reach_m,
        "conditions": "; ".join(entry.conditions),
    }


def _truth(exercise: Exercise) -> bytes:
    """The truth as JSON: every incident, and for every report which incident it is about."""
    whole = {
        "mark": f"{MARK}: made up for training; nothing here happened.",
        "agreement": exercise.agreement,
        "seed": exercise.seed,
        "first_day": exercise.scene.first.isoformat(),
        "days": exercise.scene.days,
        "incidents": [_incident(truth) for truth in exercise.truths],
        "reports": {f"{each.observer.source}/{each.key}": each.truth.id for each in exercise.sightings},
    }
    return (json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _incident(truth: TrueIncident) -> Mapping[str, object]:
    return {
        "id": truth.id,
        "when": _instant(truth.when),
        "lon": truth.point.lon,
        "lat": truth.point.lat,
        "zone": truth.zone,
        "act": truth.act,
        "actor": truth.actor,
        "target": truth.target,
        "target_excluded": truth.target_excluded,
        "killed": truth.killed,
        "injured": truth.injured,
        "killed_civilians": truth.killed_civilians,
    }


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    text = io.StringIO(newline="")
    sheet = csv.DictWriter(text, columns, lineterminator="\n")
    sheet.writeheader()
    sheet.writerows({name: "" if value is None else value for name, value in row.items()} for row in rows)
    return text.getvalue().encode()


def _truth_value(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
