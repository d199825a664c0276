"""What the sources are like, as far as their reports show: a profile for each, and for each two.

All from pairs weighed by their probability; nobody has said which are right. A source that errs in the same
way as all others cannot be seen to err.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from holdfire.fusion.fusing import FusedTable
from holdfire.fusion.weights import SOURCES

ENOUGH = 30.0
"""Matches from which a figure is told."""


def profiles(fused: FusedTable) -> dict[str, object]:
    """Everything as plain values for JSON: sources, pairs of sources, count, calibration, notes."""
    p, names = fused.laid.packed, fused.laid.reports.sources
    at = {name: row for row, name in enumerate([fused.laid.reports.ids[n] for n in fused.laid.order])}
    pairs = fused.pairs.filter(pl.col("probability") >= 0.5)
    left = np.array([at[each] for each in pairs["left"]], dtype=np.int64)
    right = np.array([at[each] for each in pairs["right"]], dtype=np.int64)
    weight = pairs["probability"].to_numpy()
    sizes = fused.incidents.select("report_ids", alone=pl.col("report_ids").list.len() == 1)
    single = set(sizes.filter("alone").explode("report_ids")["report_ids"].to_list())
    told = []
    for number, name in enumerate(names[:200]):
        own = p.source == number
        mine = np.concatenate(
            [np.flatnonzero(p.source[left] == number), np.flatnonzero(p.source[right] == number)]
        )
        ahead = np.concatenate([
            (p.middle[left] - p.middle[right])[p.source[left] == number],
            (p.middle[right] - p.middle[left])[p.source[right] == number],
        ])  # fmt: skip
        apart = _apart_km(fused, left[mine], right[mine])
        enough = weight[mine].sum() >= ENOUGH
        alone = sum(
            1 for row in np.flatnonzero(own) if fused.laid.reports.ids[fused.laid.order[row]] in single
        )
        offset = float(np.median(ahead)) / 3600 if enough else None
        told.append({
            "source": name,
            "reports": int(own.sum()),
            "alone": round(alone / max(1, int(own.sum())), 4),
            "placed": round(float((p.place[own] > 0).mean()), 4),
            "timed": round(float((p.timed[own] > 0).mean()), 4),
            "kinds": len(np.unique(p.act[own & (p.act >= 0)])),
            "hours_after_others": None if offset is None else round(offset, 2),
            "km_from_others": round(float(np.median(apart)), 2) if enough else None,
        })  # fmt: skip
    return {
        "sources": told,
        "pairs_of_sources": _pairs(fused, names),
        "incidents": {
            "mean": round(fused.count.mean, 1),
            "low": round(fused.count.low, 1),
            "high": round(fused.count.high, 1),
        },
        "reports": len(fused.laid.reports.ids),
        "pairs_compared": fused.laid.compared,
        "expected_calibration": calibration(fused.pairs),
        "notes": list(fused.notes),
    }


def calibration(pairs: pl.DataFrame) -> list[dict[str, float]]:
    """How many pairs the probabilities claim to hold, in tenths: to be held against a truth with score."""
    tenth = (pl.col("probability") * 10).floor().clip(0, 9)
    counted = (
        pairs.group_by(tenth=tenth).agg(pairs=pl.len(), expected=pl.col("probability").sum()).sort("tenth")
    )
    return [{"from": t / 10, "pairs": n, "expected_true": round(e, 1)} for t, n, e in counted.iter_rows()]


def _apart_km(fused: FusedTable, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    p = fused.laid.packed
    east = (p.lon[left] - p.lon[right]) * p.cos[left]
    return np.asarray(111.195 * np.hypot(east, p.lat[left] - p.lat[right]))


def _pairs(fused: FusedTable, names: list[str]) -> list[dict[str, object]]:
    """For each two sources: matches expected, and how much likelier than by chance both tell of one thing."""
    if fused.learnt is None:
        return []
    matches, reports = fused.learnt.matches.reshape(SOURCES, SOURCES), fused.learnt.reports
    count = max(1.0, float(reports.sum()) - float(matches.sum()) * 0.7)
    told: list[dict[str, object]] = []
    for a in range(min(len(names), SOURCES)):
        for b in range(a + 1, min(len(names), SOURCES)):
            chance = reports[a] * reports[b] / count
            told.append({
                "one": names[a],
                "other": names[b],
                "matches": round(float(matches[a, b]), 1),
                "times_chance": round(float(matches[a, b] / chance), 2) if chance > 1 else None,
            })  # fmt: skip
    return told
