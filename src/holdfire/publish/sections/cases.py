"""Cases: what was opened, decided and closed on the day, the funnel that adds up, finding beside dissent.

To the public only numbers are told: an open case is nobody's guilt. A lack of consensus is a result and
stands here as one, with what each of those who decide says and what the UN or an observer notes beside it.
"""

from collections.abc import Iterable
from typing import Any

import polars as pl

from holdfire.centre.cases.acts import Position
from holdfire.centre.cases.funnel import NOT_TAKEN_UP, OUTCOME_REDACTED, TELLING_OF, Funnel, funnel
from holdfire.centre.cases.ladder import LADDER_VERSION, Status
from holdfire.centre.cases.table import NOTE
from holdfire.publish.day import DayCut, of_span
from holdfire.publish.figure import Counting, Figure
from holdfire.publish.layout import Block, Bullets, Cell, Grid, Section, Sentence, said
from holdfire.publish.wording import day_words

CASE_UNIT, REPORT_UNIT = "cases", "reports"
_RULE = f"{LADDER_VERSION}; a step belongs to the day it was entered in the journal"
_FUNNEL_RULE = f"{LADDER_VERSION}; {TELLING_OF}; each version of a claim is one"


def cases(cut: DayCut) -> Section:
    held = cut.dataset.cases
    title = "Cases"
    if held.is_empty():
        words = "No case is on record: of nothing reported is said here that somebody took it up."
        return Section(6, "cases", title, (said(words),))
    blocks: list[Block] = [Bullets(_day(cut)), _by_standing(cut)]
    if cut.shows.open_cases:
        blocks = [*blocks, _funnel(cut), *_list(cut)]
    return Section(6, "cases", title, tuple(blocks))


def _counting(cut: DayCut, rule: str = _RULE) -> Counting:
    return cut.counting.by(f"{cut.dataset.mission_name}: case desk", cut.span, rule)


def _count(cut: DayCut, ids: Iterable[str], unit: str = CASE_UNIT, rule: str = _RULE) -> Figure:
    """The number of these. An edition that shows no open case shows the id of none."""
    named = tuple(sorted(set(ids)))
    shown = cut.shows.open_cases
    why = "" if shown else "ids withheld"
    return _counting(cut, rule).figure(len(named), unit, named if shown else (), why)


def _touched(cut: DayCut) -> pl.DataFrame:
    """The steps entered on the day."""
    at = pl.col("at")
    return cut.dataset.steps.filter((at >= cut.span.start) & (at < cut.span.end))


def _touched_ids(cut: DayCut) -> list[str]:
    """Cases with a step, position or note on the day, those opened first."""
    at = pl.col("at")
    within = (at >= cut.span.start) & (at < cut.span.end)
    frames = (
        each.filter(within).select("case_id", "entry") for each in (cut.dataset.steps, cut.dataset.positions)
    )
    return pl.concat(frames).sort("entry")["case_id"].unique(maintain_order=True).to_list()


def _day(cut: DayCut) -> tuple[Sentence, ...]:
    steps = _touched(cut)
    opened = set(steps.filter(pl.col("step_from").is_null())["case_id"])
    closed = set(steps.filter(pl.col("step_to") == str(Status.CLOSED))["case_id"]) - opened
    stepped = set(steps["case_id"]) - opened - closed
    late = cut.dataset.cases.filter(pl.col("due") <= cut.span.end)
    lines = [
        said("Cases opened on this day: ", _count(cut, opened), "."),
        said("Cases closed on this day, opened before: ", _count(cut, closed), "."),
        said("Other cases that took a step on this day: ", _count(cut, stepped), "."),
    ]
    if cut.shows.open_cases:
        lines.append(
            said("Cases that stand longer than they may: ", _count(cut, late["case_id"].to_list()), ".")
        )
    return tuple(lines)


def _by_standing(cut: DayCut) -> Grid:
    """Every case by its outcome, or open: all of them, each once."""
    held = cut.dataset.cases
    open_ = held.filter("is_open")
    rows: list[tuple[Cell, ...]] = []
    outcomes = held.filter(~pl.col("is_open")).with_columns(pl.col("outcome").fill_null(OUTCOME_REDACTED))
    for name in [*(str(each) for each in Status), OUTCOME_REDACTED]:
        ids = outcomes.filter(pl.col("outcome") == name)["case_id"].to_list()
        if ids:
            rows.append((said(f"Outcome: {name}"), said(_count(cut, ids))))
    rows.append((said("Open, without an outcome"), said(_count(cut, open_["case_id"].to_list()))))
    rows.append((said("All cases on record"), said(_count(cut, held["case_id"].to_list()))))
    return Grid(
        "Cases on record, by outcome",
        ("Outcome", "Cases"),
        tuple(rows),
        "Unverifiable, no violation and no consensus are results. What monitors found and those who decide "
        "have not ruled on is open: it is nobody's finding.",
        frozenset({1}),
        frozenset({len(rows) - 1}),
    )


def _funnel(cut: DayCut) -> Grid:
    """What became of the reports that tell of the day; it adds up or nothing is printed at all."""
    reports = of_span(cut.dataset.reports, cut.span)["report_id"].to_list()
    found: Funnel = funnel(reports, cut.dataset.cases, TELLING_OF, cut.span.end)

    def row(words: str, ids: Iterable[str]) -> tuple[Cell, ...]:
        return (said(words), said(_count(cut, ids, REPORT_UNIT, _FUNNEL_RULE)))

    rows = [
        row("Reports that tell of this day", found.received),
        *(row(f"Outcome of their case: {name}", ids) for name, ids in found.outcomes.items()),
        *(row(f"Open: their case is {name}", ids) for name, ids in found.still_open.items()),
        row(f"Open: {NOT_TAKEN_UP} in any case", found.not_taken_up),
    ]
    return Grid(
        "What became of the reports of this day",
        ("Where they stand", "Reports"),
        tuple(rows),
        "The first row is the sum of the others. A report that is not taken up is in every count of "
        "incidents all the same: a case is what people decide of it.",
        frozenset({1}),
        frozenset({0}),
    )


def _list(cut: DayCut) -> list[Block]:
    ids = _touched_ids(cut)
    rows = {row["case_id"]: row for row in cut.dataset.cases.iter_rows(named=True)}
    listed_rows = tuple(_row(cut, rows[each]) for each in ids if each in rows)
    if not listed_rows:
        return []
    grid = Grid(
        "Cases on which something was entered on this day",
        ("Case", "Stands at", "Reports", "Found", "Positions of those who decide", "Noted, not counted"),
        listed_rows,
        "A finding stands beside who does not share it. A position is counted by the decision rule only; a "
        "note by the United Nations or an observer never is.",
        frozenset({2}),
    )
    return [grid]


def _row(cut: DayCut, row: dict[str, Any]) -> tuple[Cell, ...]:
    said_of = cut.dataset.positions.filter(pl.col("case_id") == row["case_id"])
    return (
        said(row["case_id"]),
        said(_standing(cut, row)),
        said(_count(cut, row["report_ids"], REPORT_UNIT)),
        said(_found(cut, row)),
        said(_positions(cut, row, said_of.filter("stands"))),
        said(_notes(cut, said_of.filter(pl.col("position") == NOTE))),
    )


def _standing(cut: DayCut, row: dict[str, Any]) -> str:
    zone = cut.dataset.reporting_day.zone
    words = f"{row['status']} since {day_words(row['since'].astimezone(zone).date())}"
    if row["outcome"] not in (None, row["status"]):
        words = f"{words}; outcome {row['outcome']}"
    if row["duplicate_of"] is not None:
        words = f"{words}; repeats {row['duplicate_of']}"
    if row["due"] is not None:
        late = " and overdue" if row["due"] <= cut.span.end else ""
        words = f"{words}; due by {day_words(row['due'].astimezone(zone).date())}{late}"
    return words


def _found(cut: DayCut, row: dict[str, Any]) -> str:
    if row["found"] is None:
        return "nothing found yet" if row["is_open"] else "no finding"
    clauses = {each.id: each.clause or each.id for each in cut.agreement.provisions}
    clause = clauses.get(row["clause"], row["clause"]) if row["clause"] else "no clause named"
    standard = row["standard_of_proof"] or "standard of proof not stated"
    return f"{row['found']} ({clause}; {standard})"


def _positions(cut: DayCut, row: dict[str, Any], standing: pl.DataFrame) -> str:
    if row["deciders"] is None:
        return "not put to anybody"
    held = dict(standing.select("party", "position").iter_rows())
    return "; ".join(
        f"{cut.party_name(each)}: {held.get(each, Position.NOT_STATED)}" for each in row["deciders"]
    )


def _notes(cut: DayCut, notes: pl.DataFrame) -> str:
    """Remarks of parties in their words; those of the desk only where words of the desk are shown."""
    told = [
        f"{cut.party_name(party) if party else 'case desk'}: {why}"
        for party, why in notes.select("party", "why").iter_rows()
        if party is not None or cut.shows.report_text
    ]
    return "; ".join(told) or "nothing"
