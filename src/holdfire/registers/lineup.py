"""Registers lined up: which entry of one list is which of another's, what only one lists, what they contest.

One to one and globally: of all ways to give each entry at most one partner in each other register, the
one whose pairs together speak strongest (weighing.py, grouping.py). A person's word stands before any
score. Nothing is added up: a row is one happening, whoever lists it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import permutations, product
from typing import Any

import polars as pl

from holdfire.incidents.judgements import Judgement, Settled
from holdfire.incidents.match_rules import MatchRules
from holdfire.registers.asking import Awaited, awaited
from holdfire.registers.assignment import SCALE
from holdfire.registers.grouping import Board, grouped
from holdfire.registers.lined import LinedRows
from holdfire.registers.lists import settled_over
from holdfire.registers.possible import placed_and_timed
from holdfire.registers.reasons import told_pairs
from holdfire.registers.table import LINED_PAIRS, STATUSES
from holdfire.registers.weighing import judged_rows, members_of, weighed


@dataclass(frozen=True, slots=True)
class Lineup:
    """`rows` is a frame of LINEUP, one row for each group; `pairs` one of LINED_PAIRS."""

    rows: pl.DataFrame
    pairs: pl.DataFrame

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each status, none left out."""
        found = dict(self.rows.group_by("status").len().iter_rows())
        return {status: found.get(status, 0) for status in STATUSES}

    @property
    def remarked(self) -> dict[str, int]:
        """In how many rows each of the statuses holds, also beside a graver one: these overlap."""
        found = dict(self.rows["remarks"].explode(empty_as_null=False).value_counts().iter_rows())
        return {status: found.get(status, 0) for status in STATUSES}

    @property
    def proposed(self) -> pl.DataFrame:
        """Pairs that the matcher keeps, not chosen and judged by nobody: for people to look at."""
        return self.pairs.filter(~pl.col("chosen") & pl.col("judgement").is_null())


def line_up(
    entries: pl.DataFrame,
    reports: pl.DataFrame,
    sides: Sequence[str],
    rules: MatchRules,
    judgements: Sequence[Judgement],
    at: datetime | None = None,
    asked: pl.DataFrame | None = None,
    beside: pl.DataFrame | None = None,
) -> Lineup:
    """Line up the registers `sides`, two or more, over their `entries` (LISTED); `reports` are all reports.

    "same" joins two entries whatever the score; "not same" and "unsure" keep them apart. A question that
    waits for its answer, as a judgement with `until` or as a row of `asked` (report_id, of, until), makes its
    row "awaiting reply", and keeps the entry from the register asked (`of`; null: from all). With `at`, now,
    a row says where the answer is overdue; it still waits.

    `beside`: entries (LISTED) that do not belong to the span but may be partners of some that do, such as
    those just before and after it. A group without any of `entries` is left out.
    """
    wanted = pl.col("register").is_in(list(sides))
    near = entries.clear() if beside is None else beside.join(entries, on="entry_id", how="anti")
    whole = pl.concat([entries, near]).filter(wanted).sort("entry_id")
    settled = settled_over(whole, reports, judgements)
    members = members_of(whole, reports)
    frame = weighed(members, rules, judged_rows(members, settled))
    waits = awaited(whole, settled, asked)
    listed = whole.rows(named=True)
    inside = set(entries["entry_id"].to_list())
    groups = [
        [listed[number] for number in group]
        for group in grouped(_board(whole, frame, settled, waits), _joined(whole, settled))
        if any(listed[number]["entry_id"] in inside for number in group)
    ]
    pairs = _pairs(frame, groups, settled, rules)
    told = told_pairs(members, frame.join(pairs.filter("chosen"), on=["left", "right"], how="semi"), rules)
    return Lineup(LinedRows(sorted(set(sides)), told, settled, waits, at).frame(groups), pairs)


def _joined(entries: pl.DataFrame, settled: Settled) -> list[list[int]]:
    """Entries of different registers that people hold to be one; of each register the smallest id."""
    roots: dict[str, dict[str, int]] = {}
    for number, (entry, register) in enumerate(entries.select("entry_id", "register").iter_rows()):
        roots.setdefault(settled.root(entry), {}).setdefault(register, number)
    return [sorted(held.values()) for held in roots.values() if len(held) > 1]


def _board(entries: pl.DataFrame, frame: pl.DataFrame, settled: Settled, waits: Awaited) -> Board:
    ids: list[str] = entries["entry_id"].to_list()
    number = {entry: place for place, entry in enumerate(ids)}
    register: list[str] = entries["register"].to_list()
    order = {name: place for place, name in enumerate(sorted(set(register)))}
    total = frame.select("left", "right", total=pl.col("weight") + pl.col("nearness"))
    closed = {
        number[entry]: frozenset(
            order.values() if None in of else (order[each] for each in of if each in order)
        )
        for entry, of in waits.closed.items()
    }
    return Board(
        register=[order[each] for each in register],
        pinned=entries.select(placed_and_timed()).to_series().to_list(),
        worth={(number[left], number[right]): round(each * SCALE) for left, right, each in total.iter_rows()},
        barred=frozenset(_kept_apart(ids, settled)),
        closed=closed,
    )


def _kept_apart(ids: Sequence[str], settled: Settled) -> Iterator[tuple[int, int]]:
    """Pairs of entries, the smaller number first, that a standing judgement keeps apart."""
    of_root: dict[str, list[int]] = {}
    for number, entry in enumerate(ids):
        of_root.setdefault(settled.root(entry), []).append(number)
    for one, other in settled.apart:
        for pair in product(of_root.get(one, ()), of_root.get(other, ())):
            yield min(pair), max(pair)


def _pairs(
    frame: pl.DataFrame, groups: Sequence[Sequence[Mapping[str, Any]]], settled: Settled, rules: MatchRules
) -> pl.DataFrame:
    """LINED_PAIRS: what the matcher kept, was chosen or was judged, between entries of the line-up."""
    chosen = {
        (one["entry_id"], other["entry_id"])
        for group in groups
        for one, other in permutations(group, 2)
        if one["entry_id"] < other["entry_id"]
    }
    known = {entry["entry_id"] for group in groups for entry in group}
    judged = {
        pair: judgement.verdict for pair, judgement in settled.standing.items() if known.issuperset(pair)
    }
    names = {"left": pl.String, "right": pl.String}
    apart = pl.DataFrame(
        [(*pair, pair in chosen, judged.get(pair)) for pair in sorted(chosen | judged.keys())],
        schema={**names, "chosen": pl.Boolean, "judgement": pl.String},
        orient="row",
    )
    within = pl.col("left").is_in(known) & pl.col("right").is_in(known)
    told = frame.filter(within).join(apart, on=["left", "right"], how="full", coalesce=True)
    enough = pl.col("probability") >= rules.keep_at_least
    return LINED_PAIRS.checked(
        told.with_columns(pl.col("chosen").fill_null(False))
        .filter(enough.fill_null(False) | pl.col("chosen") | pl.col("judgement").is_not_null())
        .select(LINED_PAIRS.names)
        .sort("left", "right")
    )
