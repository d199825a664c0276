"""What verbs of the centre share: who acts and why, how an act is written, and how it is told."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from holdfire.centre.fold import Module
from holdfire.commands.answers import answer
from holdfire.commands.options import now
from holdfire.mission.centre.acting import Acted, Content, perform
from holdfire.mission.centre.gathering import Centre
from holdfire.mission.opened import Opened
from holdfire.record.canonical import Plain

by = click.option("--by", required=True, metavar="NAME", help="Who enters this.")
why = click.option("--why", metavar="TEXT", help="The reason, or what it rests on; it is kept.")
of = click.option("--of", metavar="PARTY", help="The party whose word this is, where it is not your own.")

LISTED = 500
"""How many things a list tells of where nothing else is asked for: those last told of."""

Verb = TypeVar("Verb", bound=Callable[..., Any])


def signed(verb: Verb) -> Verb:
    """The options of every act: --by, --why, --of. They reach the verb as by, why, of."""
    return by(why(of(verb)))


def last_or_all(verb: Verb) -> Verb:
    """The options of a list: --last, --all. They reach the verb as `last` (an int) and `every`."""
    last = click.option(
        "--last", type=click.IntRange(1), default=LISTED, show_default=True,
        help="Only so many: those last told of.",
    )  # fmt: skip
    return last(click.option("--all", "every", is_flag=True, help="Every one, however many.")(verb))


class Point(click.ParamType[dict[str, int]]):
    """A point: LAT,LON in degrees, with the radius in metres that it is within: 35.93,36.63,500."""

    name = "lat,lon,radius"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, int]:
        if isinstance(value, dict):
            return value
        try:
            lat, lon, radius = (float(each) for each in str(value).split(","))
            return {"lat_e7": round(lat * 10**7), "lon_e7": round(lon * 10**7), "radius_m": round(radius)}
        except (ValueError, OverflowError):
            self.fail(
                f"{value!r} is no point. Write latitude, longitude, radius in metres: 35.93,36.63,500.",
                param,
                ctx,
            )


class Instant(click.ParamType[str]):
    """An instant with its zone, as an act keeps it: 2017-06-15T16:00Z."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self.fail(f"{value!r} is no time with a zone. Write 2017-06-15T16:00Z or +03:00.", param, ctx)
        return instant(moment)


def instant(moment: datetime) -> str:
    """As an act keeps it: UTC, to the second where there are seconds."""
    told = moment.astimezone(UTC).isoformat(timespec="auto" if moment.second else "minutes")
    return told.replace("+00:00", "Z")


def day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def act(
    folder: Path,
    module: Module[Any],
    kind: str,
    content: Content | Callable[[Centre, Any], Content],
) -> Acted:
    """Write the act now; CentreError, and nothing written, where it does not stand."""
    return perform(Opened.open(folder), module, kind, content, now())


def told(as_json: bool, acted: Acted, lines: Iterable[str], keys: Mapping[str, object] | None = None) -> None:
    """Answer for an act: its line in the journal, and what it did. JSON keys: entry, act, and those given."""
    answer(
        as_json,
        {"entry": acted.entry.number, "act": acted.act.kind, **(keys or {})},
        [f"Journal entry {acted.entry.number}: {acted.act.kind}.", *lines],
    )


def kept(**fields: Plain) -> dict[str, Plain]:
    """Fields of an act; None is kept as not known."""
    return fields
