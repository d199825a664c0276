"""The registers of a span in lines for people: a small table, bounds, assumptions, flags, the line-up."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from holdfire.commands.answers import counted
from holdfire.mission.lining_up import LinedUp
from holdfire.moments import ReportingDay
from holdfire.registers.bounds import Bounds
from holdfire.registers.lineup import Lineup
from holdfire.registers.printed import Count
from holdfire.registers.table import STATUSES

DASH = "–"
"""Neither printed nor listed, which is no zero."""


PROPOSED = 5
"""So many pairs that may be one are written out; all are in --json."""


def lines_of(
    found: LinedUp,
    reporting: ReportingDay,
    parties: Mapping[str, str],
    folder: Path,
    origins: Iterable[str] = (),
) -> list[str]:
    """The whole answer, with the names of parties for their ids; `origins` says on whose word totals are."""
    names = {**parties, **found.names}
    first, last = found.days[0].day, found.days[-1].day
    span = f"{first}" if first == last else f"{first} to {last}"
    head = f"Registers of {span}; reporting day {reporting}"
    if not found.sides:
        nothing = "No observer's tally or list is on file here. That is not a zero."
        after = f"Next: holdfire take-in {folder} FILE --source tallies"
        return [head, nothing, *_flags(found, names), after]
    return [
        head,
        "",
        *_table(found, names),
        "Columns are by observer, not by offender, and overlap by an unknown number: do not add them up.",
        *origins,
        "",
        *_bounds(found.bounds, names),
        *_flags(found, names),
        *_lineup(found.lineup, names, folder),
    ]


def _table(found: LinedUp, names: Mapping[str, str]) -> Iterator[str]:
    rows = [["area", *(names.get(side, side) for side in found.sides), "distinct"]]
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


def _bounds(bounds: Bounds, names: Mapping[str, str]) -> Iterator[str]:
    yield f"Distinct happenings behind these counts: {bounds.text}. This holds if:"
    for each in bounds.assumptions:
        yield f"  - {_by_name(each, names)}"


def _by_name(words: str, names: Mapping[str, str]) -> str:
    """Words that begin with an observer's id, with its name instead."""
    who, mark, rest = words.partition(next((each for each in words if each in ",:"), ","))
    return f"{names[who]}{mark}{rest}" if who in names else words


def _flags(found: LinedUp, names: Mapping[str, str]) -> Iterator[str]:
    if found.flags:
        yield ""
        yield "Kept as printed, and flagged:"
    for each, days in found.flags.items():
        of = f" {days[0]}" if len(days) == 1 < len(found.days) else ""
        yield f"  - {_by_name(each.text, names)} [{each.kind}{of}]"
    for row in found.set_aside.iter_rows(named=True):
        yield f"  - {row['report_id']}: {row['why']} It is fused with nothing. [{row['kind']}]"


def _lineup(lineup: Lineup | None, names: Mapping[str, str], folder: Path) -> Iterator[str]:
    if lineup is None:
        return
    yield ""
    yield "Lists lined up, one to one: " + ", ".join(
        f"{count} {status}" for status, count in lineup.counts.items()
    )
    for row in sorted(lineup.rows.iter_rows(named=True), key=lambda row: STATUSES.index(row["status"])):
        sure = "" if row["probability"] is None else f", {row['probability']:.2f}"
        due = "" if row["until"] is None else f", due {row['until']:%Y-%m-%d %H:%M} UTC"
        pairs = zip(row["registers"], row["entry_ids"], strict=False)
        listed = "; ".join(f"{names.get(who, who)} {_report(entry)}" for who, entry in pairs)
        yield f"  {row['status']}{sure}{due}: {listed}"
    yield from _proposed(lineup, folder)


def _report(entry: str) -> str:
    """The report that an entry is named after."""
    return entry.replace("e-", "r-", 1)


def _proposed(lineup: Lineup, folder: Path) -> Iterator[str]:
    if lineup.proposed.is_empty():
        return
    yield f"{counted(lineup.proposed.height, 'other pair')} may be one; nothing is joined until you judge:"
    likely = lineup.proposed.sort("probability", descending=True, nulls_last=True, maintain_order=True)
    for row in likely.head(PROPOSED).iter_rows(named=True):
        one, other = (row[f"{side}_report"] or _report(row[side]) for side in ("left", "right"))
        yield f"  {row['probability']:.2f}  {one} {other}" if row["probability"] else f"  {one} {other}"
    if lineup.proposed.height > PROPOSED:
        yield f"  and {lineup.proposed.height - PROPOSED} more: see proposed in --json"
    yield f"Next: holdfire judge {folder} REPORT REPORT same (or different, or ask) --by NAME --why TEXT"
