"""Bare tables of reports into incidents, in one call: read, pack, learn, score, divide, tell."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from holdfire.fusion.compiled import slow
from holdfire.fusion.copies import with_copies, without_copies
from holdfire.fusion.evidence import CELLS
from holdfire.fusion.graph import Graph, graph_of
from holdfire.fusion.laying import Laid, lay_out
from holdfire.fusion.learning import Learnt, learn
from holdfire.fusion.packing import Reports, pack
from holdfire.fusion.partition import settle_all
from holdfire.fusion.scoring import score_all
from holdfire.fusion.told import incidents_told, membership_told, pairs_told
from holdfire.fusion.tolerant import read_reports
from holdfire.fusion.weights import Model, Weights

FLOOR = -5.0
"""Log-odds under which a pair is not kept even as a rival."""
NINETY = 1.645
"""Standard deviations to each side of a middle nine tenths."""
UNSURE = 0.012
"""Share of the reports by which the weights themselves may be off, as one standard deviation of the count:
on made-up theatres of two kinds the mean was off by up to one and a half in a hundred where few crowd."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many incidents the reports tell of: the mean of the divisions drawn, and where nine tenths lie."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FusedTable:
    """What fusing a bare table gives: three tables, the count with its interval, what was learnt, notes."""

    incidents: pl.DataFrame
    membership: pl.DataFrame
    pairs: pl.DataFrame
    count: Counted
    laid: Laid
    model: Model
    learnt: Learnt | None
    """None where a model was given."""
    notes: tuple[str, ...]


def fuse_table(reports: pl.DataFrame, model: Model | None = None) -> FusedTable:
    """Fuse a table of reports; columns as in reports/table.py, any of which may be missing.

    Weights are learnt from the reports unless a model is given. The order of rows changes nothing. Raises
    IncidentError where the table holds nothing to compare by.
    """
    whole = read_reports(reports)
    read, copies = without_copies(whole)
    packed = pack(read, model)
    laid = lay_out(packed)
    learnt = None
    if model is None:
        learnt = learn(laid.packed, packed.words, laid.index, laid.rivals, laid.compared)
        model = Model(learnt.weights, tuple(packed.sources), _cells(packed))
    used = model.weights
    graph, rows = linked(laid, used)
    source = np.ascontiguousarray(laid.packed.source[rows])
    splits = np.zeros(max(1, len(packed.sources)), dtype=np.int8)
    together, label, mean, variance = settle_all(graph, source, laid.packed.key[rows], splits)
    wide = NINETY * float(np.sqrt(variance + (UNSURE * rows.size) ** 2))
    count = Counted(mean, max(1.0, mean - wide), min(float(rows.size), mean + wide))
    names = [packed.ids[number] for number in laid.order[rows]]
    membership = with_copies(membership_told(names, label, graph, together), copies)
    pairs = pairs_told(laid, used, graph, rows, names, together, label)
    incidents = incidents_told(whole.frame, membership)
    notes = [*laid.reports.notes]
    if (words := slow()) is not None:
        notes.append(words)
    return FusedTable(incidents, membership, pairs, count, laid, model, learnt, tuple(notes))


def _cells(packed: Reports) -> tuple[str, ...]:
    """The kinds that have a row of their own, in order of their rows."""
    rows = {int(cell): name for cell, name in zip(packed.words.act_cell, packed.acts, strict=False)}
    return tuple(rows[cell] for cell in sorted(rows) if cell < CELLS - 1)


def linked(laid: Laid, weights: Weights) -> tuple[Graph, NDArray[np.int64]]:
    """The graph of likely pairs, and the row of each of its nodes."""
    left, right, score = score_all(laid.index, laid.packed, laid.reports.words, weights, laid.rivals, FLOOR)
    rows = np.argsort(laid.packed.key, kind="stable")
    rank = np.empty(rows.size, dtype=np.int32)
    rank[rows] = np.arange(rows.size, dtype=np.int32)
    return graph_of(laid.packed, rank, left, right, score), rows
