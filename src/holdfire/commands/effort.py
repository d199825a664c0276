"""holdfire effort: who could look where, for how long, and what that lets one say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from holdfire.agreement.names import names_of
from holdfire.centre.patrols.watch import HeldBack, held_back_within
from holdfire.commands.answers import answer
from holdfire.commands.effort_words import area_keys, area_lines
from holdfire.commands.options import (
    Day,
    as_json,
    as_of_lines,
    as_of_option,
    days_asked,
    mission_folder,
)
from holdfire.mission.folder import Mission
from holdfire.mission.kept_watch import (
    Asked,
    Held,
    area_effort,
    areas_of,
    asked_for,
    held_by,
    without_area,
)
from holdfire.moments import Span
from holdfire.publish.watched_areas import strange_areas

NO_AREA = "It is neither a zone of the agreement nor a first-level unit on file."
CORRECT_AREA = (
    "Give the area its id with a lookup in the source map, or in the file, and take it in again; "
    "holdfire agreement show lists the zones, holdfire places areas the units."
)


@click.command()
@mission_folder
@click.option("--day", type=Day(), help="One reporting day, named by the date it ends on.")
@click.option("--from", "first", type=Day(), help="First reporting day.")
@click.option("--to", "last", type=Day(), help="Last reporting day, included.")
@click.option("--area", "areas", multiple=True, metavar="ID", help="Only this zone or unit (repeatable).")
@as_of_option
@as_json
def effort(
    folder: Path,
    day: date | None,
    first: date | None,
    last: date | None,
    areas: tuple[str, ...],
    as_of: int | date | datetime | None,
    as_json: bool,
) -> None:
    """Say who could look where, how long, over how much of it, and what was recorded by that watch.

    Per zone and observer: hours of watch (as stated, and the least and most that they may be), by kind,
    by night and by day, posts manned, ground within reach, denials with who and why; the incidents that
    its own list holds, as a rate per 100 hours of its own with its bounds (none where it keeps no list on
    file); and the same number of days before, compared only where the watch was known and much the same.
    Observers are never added up. Watch of an area that nobody knows is told apart.

    \b
    Example: holdfire effort idlib --from 2017-06-12 --to 2017-06-18
    JSON keys: from, to, span, previous, reporting_day, as_of, unlike, reports, without_area, unknown_areas,
               patrols_held_back (patrol, observer, kind, watch_ids), areas (id, name, map_version,
               incidents, together, comparison, observers)
    """
    mission = Mission.open(folder)
    start, end = days_asked(day, first, last)
    held = held_by(mission, as_of)
    asked = asked_for(held.sealed, start, end)
    found = [area_effort(held, asked, each) for each in areas_of(held.sealed, asked, areas)]
    strange = strange_areas(held.sealed, asked.span)
    told = Told(start, end, held, asked, without_area(held.sealed, asked), strange)
    names = names_of(mission.agreement)
    keys = told.keys() | {"areas": [area_keys(each, names) for each in found]}
    answer(as_json, keys, [*told.lines(), *(line for each in found for line in area_lines(each, names))])


@dataclass(frozen=True, slots=True)
class Told:
    """What holds for every area of the answer. `lacking`: entries of watch that name no area; `strange`:
    those that name one which is neither zone nor unit, by its name."""

    first: date
    last: date
    held: Held
    asked: Asked
    lacking: tuple[str, ...]
    strange: Mapping[str, tuple[str, ...]]

    @property
    def held_back(self) -> list[HeldBack]:
        return held_back_within(self.held.sealed.patrols_held_back, self.asked.span)

    def keys(self) -> dict[str, Any]:
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "span": _span_keys(self.asked.span),
            "previous": _span_keys(self.asked.before),
            "reporting_day": str(self.held.sealed.reporting_day),
            "as_of": self.held.entry,
            "unlike": list(self.held.unlike),
            "reports": self.held.sealed.reports.height,
            "without_area": list(self.lacking),
            "unknown_areas": [
                {"area": area, "watch_ids": list(ids), "rule": NO_AREA, "advice": CORRECT_AREA}
                for area, ids in self.strange.items()
            ],
            "patrols_held_back": [
                {key: getattr(each, key) for key in ("patrol", "observer", "kind", "watch_ids")}
                for each in self.held_back
            ],
        }

    def lines(self) -> list[str]:
        lines = [f"Watch from {self.first} to {self.last} ({self.held.sealed.reporting_day})"]
        lines += as_of_lines(self.held.entry, self.held.unlike)
        if self.held.sealed.reports.is_empty():
            lines.append("No report has been taken in: the zeros below say nothing of incidents.")
        if self.lacking:
            lines.append(f"Entries of watch that name no area, and stand in none below: {len(self.lacking)}.")
        for area, ids in self.strange.items():
            entries = f"{len(ids)}: {', '.join(ids)}"
            lines.append(f"Watch of {area!r} stands in no area below ({entries}). {NO_AREA}")
        if self.strange:
            lines.append(f"  {CORRECT_AREA}")
        for each in self.held_back:
            taken = ", ".join(each.watch_ids)
            lines.append(
                f"{each.kind} of {each.observer}, told of at the centre ({each.patrol}), is not counted: "
                f"entries taken in may be the same ({taken})."
            )
        return lines


def _span_keys(span: Span) -> dict[str, Any]:
    return {"start": f"{span.start:%Y-%m-%dT%H:%M:%SZ}", "end": f"{span.end:%Y-%m-%dT%H:%M:%SZ}"}
