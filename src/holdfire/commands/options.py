"""Arguments and options that several verbs share, so that they read alike everywhere."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from holdfire.errors import MomentError
from holdfire.moments import believed

_LINE_DIGITS = 7
"""No journal has more lines: 20170615 is a day without its hyphens."""

mission_folder = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))

as_json = click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object on stdout.")


class Day(click.ParamType[date]):
    """A calendar day, written 2017-06-15."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return believed(date.fromisoformat(value))
        except ValueError:
            self.fail(f"{value!r} is no day. Write it as 2017-06-15.", param, ctx)
        except MomentError as cause:
            self.fail(str(cause), param, ctx)


class Month(click.ParamType[str]):
    """A calendar month, written 2017-06."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return believed(date.fromisoformat(f"{value}-01")).strftime("%Y-%m")
        except ValueError:
            self.fail(f"{value!r} is no month. Write it as 2017-06.", param, ctx)
        except MomentError as cause:
            self.fail(str(cause), param, ctx)


class Moment(click.ParamType[Any]):
    """A line of the journal by its number, a reporting day (its end is meant), or an instant. An instant
    without a zone is naive: it is meant in the mission's own."""

    name = "line, day or time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | date | datetime:
        if isinstance(value, int | date):
            return value
        text = str(value).strip()
        try:
            if text.isascii() and text.isdigit() and len(text) <= _LINE_DIGITS:
                return int(text)
            if "T" not in text and ":" not in text:
                return believed(date.fromisoformat(text))
            moment = datetime.fromisoformat(text)
            believed(moment.date())
            return moment
        except ValueError:
            self.fail(
                f"{value!r} is no line of the journal, no day and no time. "
                "Write 57, 2017-06-15 or 2017-06-15T16:05Z.",
                param,
                ctx,
            )
        except MomentError as cause:
            self.fail(str(cause), param, ctx)


as_of_option = click.option(
    "--as-of",
    type=Moment(),
    metavar="LINE|DAY|TIME",
    help="As the mission stood then: at a line of the journal, an instant, or the end of a reporting day.",
)


def as_of_lines(entry: int | None, unlike: Iterable[str]) -> list[str]:
    """Which line of the journal an answer is as of, and what is known to differ from then."""
    if entry is None:
        return []
    return [f"As of line {entry} of the journal.", *(f"Not as it was then: {each}." for each in unlike)]


def days_asked(day: date | None, first: date | None, last: date | None) -> tuple[date, date]:
    """The first and the last reporting day asked for, both included: --day, or --from and --to."""
    if day is not None and first is None and last is None:
        return day, day
    if day is None and first is not None and last is not None:
        if last < first:
            raise click.UsageError(f"{last} comes before {first}. Give the earlier day with --from.")
        return first, last
    raise click.UsageError("Give either --day, or both --from and --to.")


def now() -> datetime:
    """The clock, read once by each command and passed on."""
    return datetime.now(UTC)
