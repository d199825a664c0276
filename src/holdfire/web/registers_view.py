"""The registers' page as the desk sees it, and as an edition may."""

from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from holdfire.agreement.names import names_of
from holdfire.mission.lining_up import AS_FUSED, LinedUp
from holdfire.publish.editions import SHOWS
from holdfire.registers.bounds import Bounds
from holdfire.registers.printed import Printed
from holdfire.registers.reasons import told_of
from holdfire.registers.table import LINED_PAIRS, LINEUP, STATUSES
from holdfire.web.days import span_told
from holdfire.web.errors import DeskError
from holdfire.web.registers_held import InEdition, held_on_file, lined, lined_in_edition
from holdfire.web.registers_moved import Moved, moved_by
from holdfire.web.registers_told import (
    AreaTold,
    Figure,
    Flag,
    Pair,
    Row,
    apart_m,
    areas_told,
    entries_listed,
    figure,
    flags_told,
    pair_told,
    report_of,
    row_told,
)
from holdfire.web.seat import Seat
from holdfire.web.viewpoint import issued_days

MOST_DAYS, ROWS, PAIRS = 31, 40, 20
"""Days at once, rows of the line-up and pairs on one page."""
SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page was asked for: days and observers (empty: the usual ones), which rows, and a judgement's
    line in the journal (0: none)."""

    first: str
    last: str
    one: str
    other: str
    show: str
    start: int
    pairs_start: int
    judged: int


@dataclass(frozen=True, slots=True)
class Total:
    """Over all areas: as printed and listed, as its own areas sum up, and what it does not break down."""

    figures: dict[str, Figure | None]
    summed: dict[str, Figure | None]
    not_by_area: dict[str, Figure | None]
    lower: int | None
    upper: int | None
    """Between these lie distinct happenings, under `assumptions`; never a sum of two observers' counts."""


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers of the days shown. `observers` are those that can be chosen, by id and name; `sides`
    those lined up. An edition sees its issued days only (`not_issued`: those asked for beside), and all
    sides that its bulletins line up; `pairs` are then not shown."""

    first: date
    last: date
    edition: str | None
    not_issued: list[date]
    observers: dict[str, str]
    sides: list[str]
    areas: list[AreaTold]
    total: Total | None
    assumptions: list[str]
    flags: list[Flag]
    statuses: dict[str, int] | None
    """Rows by status, every one counted once; None where fewer than two of the sides keep lists."""
    show: str
    start: int
    rows_number: int
    rows: list[Row]
    pairs_start: int
    pairs_number: int
    pairs: list[Pair]
    moved: Moved | None
    undone: str
    most_days: int


def at_desk(seat: Seat, asked: Asked) -> Registers:
    """As the mission holds them now, with pairs to judge."""
    known = held_on_file(seat.held)
    names = names_of(known.agreement, known.units)
    observers = {each: names.get(each, each) for each in known.observers}
    begin, end = span_told(asked.first, asked.last, _last_day(seat, known.tallies, known.reports), MOST_DAYS)
    sides = _sides(list(observers), asked.one, asked.other)
    found = lined(seat.held, begin, end, sides) if sides else None
    lineup = found.lineup if found else None
    rows, number = _shown(lineup.rows if lineup else None, asked.show, asked.start)
    pairs = _proposed(lineup.pairs if lineup else LINED_PAIRS.empty())

    return Registers(
        first=begin,
        last=end,
        edition=None,
        not_issued=[],
        observers=observers,
        sides=sides,
        areas=areas_told(found) if found else [],
        total=_total(found.printed, found.bounds, found) if found else None,
        assumptions=list(found.bounds.assumptions) if found else [],
        flags=flags_told(found.flags) if found else [],
        statuses=lineup.counts if lineup else None,
        show=asked.show,
        start=asked.start,
        rows_number=number,
        rows=_rows_told(seat, rows),
        pairs_start=asked.pairs_start,
        pairs_number=pairs.height,
        pairs=_pairs_told(seat, pairs.slice(asked.pairs_start, PAIRS), lineup.rows) if lineup else [],
        moved=moved_by(seat.held, begin, end, sides, asked.judged) if asked.judged and sides else None,
        undone=seat.held.undone,
        most_days=MOST_DAYS,
    )


def _last_day(seat: Seat, *frames: pl.DataFrame) -> tuple[date, date]:
    """The last reporting day, over by now, of which something is on file; else yesterday's."""
    reporting = seat.held.mission.settings.reporting_day
    today = reporting.day_of(seat.now)
    ends = [frame.filter(pl.col("when_start") < seat.now)["when_start"].max() for frame in frames]
    known = [reporting.day_of(each) for each in ends if isinstance(each, datetime)]
    day = min(max(known, default=today), today)
    return day, day


def _sides(observers: list[str], one: str, other: str) -> list[str]:
    """The two asked for, filled up with the first others that there are."""
    asked = [each for each in dict.fromkeys((one, other)) if each]
    if strange := [each for each in asked if each not in observers]:
        raise DeskError(
            f"There is no register of {', '.join(strange)} here.",
            f"There are tallies or lists of: {', '.join(observers) or 'nobody'}.",
        )
    return [*asked, *(each for each in observers if each not in asked)][:2]


def _total(printed: tuple[Printed, ...], bounds: Bounds, lists: LinedUp | None = None) -> Total:
    """`lists` None: how many entries each lists is not shown."""
    return Total(
        {
            each.observer: figure(each.total, lists.listed(each.observer) if lists else None)
            for each in printed
        },
        {each.observer: figure(each.summed) for each in printed},
        {each.observer: figure(each.not_by_area) for each in printed},
        bounds.lower,
        bounds.upper,
    )


def _shown(rows: pl.DataFrame | None, show: str, start: int) -> tuple[pl.DataFrame, int]:
    """The rows of that status from there on, the gravest first, and how many there are in all."""
    if rows is None:
        return LINEUP.empty(), 0
    order = pl.col("status").replace_strict(list(STATUSES), range(len(STATUSES)), return_dtype=pl.Int8)
    chosen = rows if show == "all" else rows.filter(pl.col("status") == show)
    return chosen.sort(order, "group_id").slice(start, ROWS), chosen.height


def _rows_told(seat: Seat, rows: pl.DataFrame) -> list[Row]:
    wanted = {
        report_of(entry): register
        for entries, registers in rows.select("entry_ids", "registers").iter_rows()
        for entry, register in zip(entries, registers, strict=True)
    }
    known = entries_listed(seat.view.reports, seat.view.membership, wanted)
    return [row_told(row, known, seat.now, True) for row in rows.iter_rows(named=True)]


def _proposed(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs to judge: those not joined first, the likelier first; then those that only the score joined."""
    judged = pl.col("judgement").is_not_null()
    return pairs.filter(~judged & pl.col("left_report").is_not_null()).sort(
        "chosen", "probability", "left", "right", descending=[False, True, False, False], nulls_last=True
    )


def _pairs_told(seat: Seat, pairs: pl.DataFrame, rows: pl.DataFrame) -> list[Pair]:
    reports = seat.view.reports
    register = dict(rows.select("entry_ids", "registers").explode("entry_ids", "registers").iter_rows())
    wanted = {row[f"{side}_report"]: register[row[side]] for row in pairs.to_dicts() for side in SIDES}
    known = entries_listed(reports, seat.view.membership, wanted)
    apart = apart_m(reports, list(pairs.select("left_report", "right_report").iter_rows()))
    told = told_of(pairs, reports, AS_FUSED)
    return [
        pair_told(
            row,
            known,
            apart.get((row["left_report"], row["right_report"])),
            told.get((row["left"], row["right"])),
        )
        for row in pairs.iter_rows(named=True)
    ]


def in_edition(seat: Seat, asked: Asked) -> Registers:
    """What the edition's bulletins show of those days: figures, bounds and rows, not what is behind them."""
    edition = seat.view.edition
    assert edition is not None, "the desk's own people see what the mission holds"
    issued = sorted(issued_days(seat.held, edition))
    today = seat.held.mission.settings.reporting_day.day_of(seat.now)
    newest = issued[-1] if issued else today
    begin, end = span_told(asked.first, asked.last, (newest, newest), MOST_DAYS)
    days = [each for each in issued if begin <= each <= end]
    every = [date.fromordinal(each) for each in range(begin.toordinal(), end.toordinal() + 1)]
    found = lined_in_edition(seat.held, days, edition) if days else None
    names = names_of(seat.view.agreement)
    rows, number = _shown(found.rows if found else None, asked.show, asked.start)
    whole = found.rows if found else None
    counts = None if whole is None else dict(whole.group_by("status").len().iter_rows())
    why = SHOWS[edition].source_names
    return Registers(
        first=begin,
        last=end,
        edition=str(edition),
        not_issued=[each for each in every if each not in days],
        observers={each: names.get(each, each) for each in (found.sides if found else ())},
        sides=list(found.sides) if found else [],
        areas=_printed_alone(found) if found else [],
        total=_total(found.printed, found.bounds) if found else None,
        assumptions=list(found.bounds.assumptions) if found else [],
        flags=[],
        statuses=None if counts is None else {each: counts.get(each, 0) for each in STATUSES},
        show=asked.show,
        start=asked.start,
        rows_number=number,
        rows=[row_told(row, {}, seat.now, why) for row in rows.iter_rows(named=True)],
        pairs_start=0,
        pairs_number=0,
        pairs=[],
        moved=None,
        undone="",
        most_days=MOST_DAYS,
    )


def _printed_alone(found: InEdition) -> list[AreaTold]:
    """Areas as printed: bulletins tell neither bounds nor rows area by area."""
    return [
        AreaTold(
            area,
            found.names.get(area, area),
            {side.observer: figure(side.areas.get(area)) for side in found.printed},
            None,
            None,
            {},
        )
        for area in sorted({area for side in found.printed for area in side.areas})
    ]
