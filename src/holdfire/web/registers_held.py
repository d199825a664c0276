"""Registers lined up for a page, kept between requests: as the mission holds them, or as an edition may know.

An edition is shown of its issued days what its bulletins show: the agreement's own parties, their printed
figures, the bounds, and rows by the edition's ids, all as of its last bulletin.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from holdfire.mission.as_of import Past
from holdfire.mission.folder import JUDGED
from holdfire.mission.judging import read_again
from holdfire.mission.lining_up import LinedUp, lined_up
from holdfire.mission.on_file import OnFile, on_file
from holdfire.mission.working_out import lineup_in_edition
from holdfire.publish.edition import Edition
from holdfire.publish.editions import reports_counted
from holdfire.publish.visible import all_visible
from holdfire.record.journal import Entry
from holdfire.registers.bounds import Bounds, bounds_over_days
from holdfire.registers.printed import Printed, over_days
from holdfire.registers.table import LINEUP
from holdfire.web.held import Held
from holdfire.web.seen import last_issued, sealed_then

RESTS_ON = ("journal", "record", "reports")


@dataclass(frozen=True, slots=True)
class InEdition:
    """What an edition may know of a span: `days` those issued, `printed` and `bounds` over them, `rows` of
    the line-up (LINEUP) by its own ids; None where no two observers keep lists."""

    sides: tuple[str, ...]
    days: tuple[date, ...]
    printed: tuple[Printed, ...]
    bounds: Bounds
    names: dict[str, str]
    rows: pl.DataFrame | None


def held_on_file(held: Held) -> OnFile:
    """What registers are lined up from, as the mission holds it now."""
    return held.part("on-file", RESTS_ON, lambda: on_file(held.mission))


def lined(held: Held, first: date, last: date, sides: Sequence[str], through: int | None = None) -> LinedUp:
    """The registers of those days; `through`: with no judgement after that line of the journal."""

    def read() -> LinedUp:
        known = held_on_file(held)
        if through is not None:
            told = [each for each in held.lines(JUDGED) if each.number <= through]
            known = replace(known, judgements=read_again(told))
        return lined_up(known, first, last, sides)

    last_judged = max((each.number for each in held.lines(JUDGED)), default=0)
    if through is not None and through >= last_judged:
        through = None
    return held.part("lined", RESTS_ON, read, (first, last, tuple(sides), through))


def judged_in(held: Held, line: int) -> Entry | None:
    """The judgement in that line of the journal; None where there is none."""
    return next((each for each in held.lines(JUDGED) if each.number == line), None)


def lined_in_edition(held: Held, days: Sequence[date], edition: Edition) -> InEdition:
    """The registers of those issued days, of which there is one at least, as that edition may know them."""
    return held.part(f"lined-{edition}", RESTS_ON, lambda: _in_edition(held, days, edition), tuple(days))


def _in_edition(held: Held, days: Sequence[date], edition: Edition) -> InEdition:
    shown = held.part(f"visible-{edition}", RESTS_ON, lambda: all_visible(sealed_then(held, edition)))
    past = Past(held.mission.folder, held.mission.settings, last_issued(held, edition))
    known = held.part(
        f"on-file-{edition}",
        RESTS_ON,
        lambda: replace(on_file(past), reports=reports_counted(shown, edition)),
    )
    sides = [each for each in known.observers if each in known.parties]
    found = [lined_up(known, first, last, sides) for first, last in runs(days)] if sides else []
    each_day = [day for run in found for day in run.days]
    rows = [run.lineup.rows for run in found if run.lineup is not None]
    return InEdition(
        tuple(sides),
        tuple(days),
        tuple(over_days([day.printed[number] for day in each_day]) for number in range(len(sides))),
        bounds_over_days([(day.day.isoformat(), day.bounds) for day in each_day])
        if each_day
        else Bounds(None, None, ()),
        {area: name for run in found for area, name in run.names.items()},
        lineup_in_edition(_once(rows), shown, edition) if rows else None,
    )


def _once(rows: list[pl.DataFrame]) -> pl.DataFrame:
    """Rows of several runs of days: one that lies across a gap between them is one row."""
    return LINEUP.checked(pl.concat(rows).unique("group_id", keep="first", maintain_order=True))


def runs(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Days without a gap, first and last of each run; days that were not issued are in none."""
    start = before = None
    for day in sorted(days):
        if before is None or start is None:
            start = day
        elif day - before > timedelta(days=1):
            yield start, before
            start = day
        before = day
    if start is not None and before is not None:
        yield start, before
