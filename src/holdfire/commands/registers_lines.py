"""The registers of a span in lines for people: a small table, bounds, assumptions, flags, the line-up."""

from collections.abc import Iterator

from holdfire.commands.answers import counted
from holdfire.mission.lining_up import LinedUp
from holdfire.moments import ReportingDay
from holdfire.registers.bounds import Bounds
from holdfire.registers.lineup import Lineup
from holdfire.registers.printed import Count

DASH = "–"
"""Neither printed nor listed, which is no zero."""


def lines_of(found: LinedUp, reporting: ReportingDay) -> list[str]:
    """The whole answer."""
    first, last = found.days[0].day, found.days[-1].day
    span = f"{first}" if first == last else f"{first} to {last}"
    return [
        f"Registers of {span}; reporting day {reporting}",
        "",
        *_table(found),
        "Columns are by observer, not by offender, and overlap by an unknown number: do not add them up.",
        "",
        *_bounds(found.bounds),
        *_flags(found),
        *_lineup(found.lineup),
    ]


def _table(found: LinedUp) -> Iterator[str]:
    rows = [["area", *found.sides, "distinct"]]
    for each in found.bounds.areas:
        cells = [
            _cell(side.areas.get(each.area), found.listed(side.observer, each.area)) for side in found.printed
        ]
        inside = Bounds(each.lower, each.upper, ()).text
        rows.append([found.names.get(each.area, each.area), *cells, inside])
    totals = [_cell(side.total, found.listed(side.observer)) for side in found.printed]
    rows.append(["total, as printed", *totals, found.bounds.text])
    rows.append(["sum of its areas", *(_text(side.summed) for side in found.printed), ""])
    rows.append(["not broken down", *(_text(side.not_by_area) for side in found.printed), ""])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first, *others = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join([row[0].ljust(len(first)), *others]).rstrip()


def _cell(count: Count | None, listed: int | None) -> str:
    printed = DASH if count is None else _text(count)
    return printed if listed is None else f"{printed} (lists {listed})"


def _text(count: Count) -> str:
    return DASH if count.low is None else count.text


def _bounds(bounds: Bounds) -> Iterator[str]:
    yield f"Distinct happenings behind these counts: {bounds.text}. This holds if:"
    for each in bounds.assumptions:
        yield f"  - {each}"


def _flags(found: LinedUp) -> Iterator[str]:
    if found.flags:
        yield ""
        yield "Kept as printed, and flagged:"
    for each, days in found.flags.items():
        of = f" {days[0]}" if len(days) == 1 < len(found.days) else ""
        yield f"  - {each.text} [{each.kind}{of}]"
    for row in found.set_aside.iter_rows(named=True):
        yield f"  - {row['report_id']}: {row['why']} It is fused with nothing. [{row['kind']}]"


def _lineup(lineup: Lineup | None) -> Iterator[str]:
    if lineup is None:
        return
    yield ""
    yield "Lists lined up, one to one: " + ", ".join(
        f"{count} {status}" for status, count in lineup.counts.items()
    )
    for row in lineup.rows.iter_rows(named=True):
        sure = "" if row["probability"] is None else f", {row['probability']:.2f}"
        yield f"  {row['status']}: {', '.join(row['registers'])}{sure} ({', '.join(row['entry_ids'])})"
    if lineup.proposed.height:
        pairs = counted(lineup.proposed.height, "other pair")
        yield f"  {pairs} may be one: see proposed in --json, and judge."
