"""Observers' lists lined up one to one: what several list, what one alone lists, what they contest.

Nothing is added up over observers: a row is one happening, whoever lists it. Who acted, what is claimed
exempt and what awaits a reply is told row by row only in editions that show open cases; the others say
how many rows stand in several lists, and how many in one.
"""

from collections.abc import Sequence

import polars as pl

from holdfire.publish.day import DayCut
from holdfire.publish.figure import Counting
from holdfire.publish.layout import Block, Bullets, Cell, Grid, Section, Sentence, said
from holdfire.publish.sections.tallies import bound_figures, in_names
from holdfire.publish.wording import listed, moment_words
from holdfire.registers.bounds import ONE_UNIT, Bounds
from holdfire.registers.derived import OFFENDER, SUM
from holdfire.registers.pooled import OTHER_AREAS, OVER_ALL
from holdfire.registers.table import STATUSES

ROW = "happenings in lists, each once"
RULE = "registers.lineup: one to one, globally best"
SILENCE = "An observer that does not list a happening has not denied it."


def lineup(cut: DayCut, bounds: Bounds | None = None, aside: pl.DataFrame | None = None) -> Section:
    """The section, from `cut.lineup` (LINEUP, in the edition's ids; None: nothing to line up).

    `bounds` are those that tallies and lists of the agreement's parties give together; `aside` is a frame
    of SET_ASIDE of the day, in the edition's ids.
    """
    rows = cut.lineup
    blocks: list[Block] = []
    if rows is None or rows.is_empty():
        blocks.append(said("No two observers' lists were lined up for this day. That is not a zero."))
    else:
        blocks += [_statuses(cut, rows), *_rows(cut, rows)]
    if bounds is not None and bounds.lower is not None:
        blocks.append(_bounds(cut, bounds, rows))
    if aside is not None and not aside.is_empty():
        blocks.append(Bullets(_aside(cut, aside)))
    return Section(5, "registers", "Registers lined up", tuple(blocks))


def _counting(cut: DayCut) -> Counting:
    return cut.counting.by("observers' lists, compared", cut.span, RULE)


def _statuses(cut: DayCut, rows: pl.DataFrame) -> Grid:
    several = pl.col("registers").list.len() > 1
    chosen: list[tuple[str, pl.Expr]] = [
        ("Listed by two observers or more", several),
        *(
            (f"Listed by {cut.party_name(side)} alone", ~several & (pl.col("registers").list.first() == side))
            for side in sorted({each for held in rows["registers"].to_list() for each in held})
        ),
    ]
    if cut.shows.open_cases:
        chosen = [(f"Status: {status}", pl.col("status") == status) for status in STATUSES] + chosen
    counting = _counting(cut)
    return Grid(
        "Observers' lists of the day, lined up one to one",
        ("Row", "Happenings"),
        tuple(
            (said(words), said(counting.count(tuple(rows.filter(which)["group_id"].to_list()), ROW)))
            for words, which in chosen
        ),
        f"{SILENCE} A row has one status, the gravest that holds; by status and by who lists them they are "
        "the same happenings twice.",
        frozenset({1}),
    )


def _rows(cut: DayCut, rows: pl.DataFrame) -> tuple[Block, ...]:
    """Row by row, where the edition may show it: with reasons only where it names sources and people."""
    if not cut.shows.open_cases:
        return ()
    head = ("Status", "Listed by", "Not listed by", "Probability")
    lines, why = [], []
    for row in rows.sort("status", "group_id").iter_rows(named=True):
        lines.append(
            (
                said(_status(cut, row["status"], row["until"])),
                said(_named(cut, row["registers"])),
                said(_named(cut, row["silent"])),
                _probability(cut, row["probability"], row["group_id"]),
            )
        )
        if row["reasons"]:
            why.append(said(f"Row {len(lines)} ({row['group_id']}): {'; '.join(row['reasons'])}."))
    note = (
        "Probability: that all of a row's entries are one happening, by the matcher, rivals counted. A dash: "
        "one observer alone lists it."
    )
    grid = Grid("Every row of the line-up", head, tuple(lines), note, frozenset({3}))
    return (grid, Bullets(tuple(why))) if why and cut.shows.source_names else (grid,)


def _status(cut: DayCut, status: str, until: object) -> str:
    if until is None:
        return status
    return f"{status}, due {moment_words(until, cut.dataset.reporting_day.zone)}"  # type: ignore[arg-type]


def _named(cut: DayCut, sides: Sequence[str] | None) -> str:
    return listed([cut.party_name(each) for each in sides]) if sides else "–"


def _probability(cut: DayCut, probability: float | None, group: str) -> Cell:
    if probability is None:
        return said("–")
    return said(_counting(cut).figure(round(probability, 2), "probability, 0 to 1", (group,)))


def _bounds(cut: DayCut, bounds: Bounds, rows: pl.DataFrame | None) -> Bullets:
    """Bounds that the lists tighten, opened to the tallies and the rows of this edition."""
    groups = () if rows is None else tuple(rows["group_id"].to_list())
    ids = (*cut.tallies["tally_id"].to_list(), *groups)
    lower, upper = bound_figures(cut, bounds.lower, bounds.upper, ids, bounds.why_open)
    first = said("Distinct happenings behind tallies and lists together: ", lower, " and ", upper,
                 ". This holds if:")  # fmt: skip
    return Bullets((first, *(said(in_names(cut, _public(cut, each))) for each in bounds.assumptions)))


def _public(cut: DayCut, assumption: str) -> str:
    """The assumption without words of a source for units and areas, where the edition shows none."""
    if cut.shows.source_words:
        return assumption
    if assumption.startswith(ONE_UNIT):
        return f"{ONE_UNIT}."
    return f"{OTHER_AREAS}: {OVER_ALL}" if assumption.startswith(OTHER_AREAS) else assumption


ASIDE = {
    SUM: "Reports that add observers' counts up, kept as printed and fused with nothing: ",
    OFFENDER: "Reports that name an observer as offender for what it counted, kept and fused with nothing: ",
}


def _aside(cut: DayCut, aside: pl.DataFrame) -> tuple[Sentence, ...]:
    counting = cut.counting.by("this record", cut.span, "registers.derived: claims made out of tallies")
    lines = []
    for kind, words in ASIDE.items():
        own = aside.filter(pl.col("kind") == kind).sort("report_id")
        if own.is_empty():
            continue
        lines.append(said(words, counting.count(tuple(own["report_id"].to_list()), "derived claims"), "."))
        if cut.shows.open_cases:
            lines += [said(f"Derived claim {row['report_id']}: {row['why']}") for row in own.to_dicts()]
    return tuple(lines)
