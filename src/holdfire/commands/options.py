"""Arguments and options that several verbs share, so that they read alike everywhere."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from holdfire.errors import MomentError
from holdfire.moments import believed

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


def now() -> datetime:
    """The clock, read once by each command and passed on."""
    return datetime.now(UTC)
