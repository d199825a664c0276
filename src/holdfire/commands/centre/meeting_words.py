"""What verbs of meetings share: how a time, a source and a place in it are written at the desk."""

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import click

from holdfire.centre.meetings.acts import meeting_id
from holdfire.centre.meetings.expected import read_expected
from holdfire.errors import MomentError
from holdfire.record.canonical import Plain

_CITE = re.compile(r"(?P<fact>[a-z_]+)(?:=(?P<clause>[^@]+))?(?:@(?P<start>\d+):(?P<end>\d+))?", re.ASCII)

Verb = TypeVar("Verb", bound=Callable[..., Any])

series = click.argument("series", metavar="SERIES")
number = click.argument("number", type=click.IntRange(min=1), metavar="ROUND", required=False)
own_id = click.option("--id", "own_id", metavar="ID", help="Its id, where it has no number in the series.")
meeting_argument = click.argument("meeting", metavar="MEETING")


class Expected(click.ParamType[dict[str, "str | None"]]):
    """A time as it was announced: 2017-10-30, "2017-10-30 to 2017-10-31", 2017-10 or "end of 2017-10"."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dict[str, str | None]:
        if isinstance(value, dict):
            return value
        try:
            return read_expected(str(value))
        except (ValueError, MomentError):
            self.fail(
                f"{value!r} is no time. Write 2017-10-30, '2017-10-30 to 2017-10-31', 2017-10, or a "
                "part of a month: 'beginning of 2017-10', 'middle of', 'end of'.",
                param,
                ctx,
            )


class Cite(click.ParamType[dict[str, Any]]):
    """Where a fact stands: FACT=CLAUSE, FACT@START:END or FACT=CLAUSE@START:END."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        found = _CITE.fullmatch(str(value))
        if found is None:
            self.fail(
                f"{value!r} is no place. Write first=para 14, first@1290:1312 or both, in code points.",
                param,
                ctx,
            )
        start, end = (int(each) if each else None for each in found.group("start", "end"))
        return {"fact": found["fact"], "clause": found["clause"], "start": start, "end": end}


def sourced(verb: Verb) -> Verb:
    """The options --source, --file and --cite. They reach the verb as source, file, cite."""
    source = click.option("--source", metavar="ID", help="The source that it is taken from.")
    file = click.option(
        "--file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="The source's text; named in the act by its SHA-256, and kept where it is.",
    )
    cite = click.option(
        "--cite",
        type=Cite(),
        multiple=True,
        metavar="FACT=CLAUSE@START:END",
        help="Where in the source a fact stands: a clause, code points, or both. May be given again.",
    )
    return source(file(cite(verb)))


def from_source(source: str | None, file: Path | None, cite: tuple[dict[str, Any], ...]) -> dict[str, Plain]:
    """The fields of an act that say where it is taken from."""
    named = None if file is None else sha256(file.read_bytes()).hexdigest()
    places: list[Plain] = [dict(each) for each in cite]
    return {"source": source, "file": named, "cited": places or None}


def named(series: str, number: int | None, own_id: str | None) -> dict[str, Plain]:
    """The fields of an act that name a meeting: a round is named after its series and number."""
    if (number is None) == (own_id is None):
        raise click.UsageError("Give either the round's number, or --id for a meeting without one.")
    return {"id": own_id or meeting_id(series, number or 0), "series": series, "round": number}


def listed(values: tuple[str, ...]) -> list[Plain] | None:
    """A list of ids or texts; none given: not stated."""
    return list(values) or None
