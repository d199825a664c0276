"""What fusing tells: incidents, who belongs to which, and the pairs behind it, as declared tables."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from holdfire.columns import INSTANT, NAMES, Column, Table
from holdfire.fusion.evidence import KINDS, NOTHING
from holdfire.fusion.factors import FIRST, PRIOR, RIVALS, factors_of
from holdfire.fusion.graph import Graph
from holdfire.fusion.laying import Laid
from holdfire.fusion.weights import Weights

FUSED_MEMBERSHIP = Table(
    "fused_membership",
    "Which report of a bare table belongs to which incident, and how surely.",
    (
        Column("report_id", pl.String, "The report."),
        Column("incident_id", pl.String, "The incident."),
        Column(
            "probability",
            pl.Float64,
            "Probability that it tells of what the others of it tell, on average; 1 for a single report.",
        ),
    ),
)
FUSED_PAIRS = Table(
    "fused_pairs",
    "Pairs of reports of a bare table that were kept: each factor, the odds they make, the probability.",
    (
        Column("left", pl.String, "One report, the smaller id."),
        Column("right", pl.String, "The other."),
        Column("prior", pl.Float64, "Log-odds that a report of one source has its like in the other."),
        Column(
            "rivals", pl.Float64, "Log-odds for how many others would fit by accident: the more, the lower."
        ),
        *(
            Column(kind, pl.Float64, f"Log-odds from {kind} (docs/matching.md).", "no evidence")
            for kind in KINDS
        ),
        Column("log_odds", pl.Float64, "Their sum: the two alone, before other reports have their say."),
        Column(
            "probability", pl.Float64, "That both tell of one incident, rivals and third reports weighed."
        ),
        Column("joined", pl.Boolean, "Whether both are in one incident."),
    ),
)
FUSED_INCIDENTS = Table(
    "fused_incidents",
    "One row, one incident that the reports of a bare table tell of; never a sum over reports.",
    (
        Column("incident_id", pl.String, "Named after the smallest id among its reports."),
        Column(
            "when_start", INSTANT, "Earliest instant, of the report that knows the time best.", "not stated"
        ),
        Column("when_end", INSTANT, "End of that span, not included.", "not stated"),
        Column("lon", pl.Float64, "Longitude, of the report that knows the place best.", "no point given"),
        Column("lat", pl.Float64, "Latitude, of the same.", "no point given"),
        Column("radius_m", pl.Float64, "Reach of that point, metres.", "no disc"),
        Column("place_as_written", pl.String, "Place name of that report.", "no name given"),
        Column(
            "act",
            pl.String,
            "The kind most of its reports name; of as many, the first in order.",
            "not stated",
        ),
        Column("actor", pl.String, "Who most of its reports say did it.", "nobody named"),
        Column("target", pl.String, "Against whom most say.", "nobody named"),
        Column("killed_low", pl.Int64, "Lowest figure of its reports.", "not stated"),
        Column("killed_high", pl.Int64, "Highest figure.", "not stated"),
        Column("injured_low", pl.Int64, "Lowest figure.", "not stated"),
        Column("injured_high", pl.Int64, "Highest figure.", "not stated"),
        Column("report_ids", NAMES, "Its reports, sorted."),
        Column("sources", NAMES, "Their sources, sorted, each once.", "none named"),
        Column("voices", pl.Int64, "How many independent voices: relays of one origin count once."),
        Column(
            "link_probability", pl.Float64, "Smallest probability that a report belongs.", "a single report"
        ),
    ),
)


def membership_told(
    names: list[str], label: NDArray[np.int32], graph: Graph, together: NDArray[np.float64]
) -> pl.DataFrame:
    """FUSED_MEMBERSHIP, in order of report id."""
    ends = np.repeat(np.arange(label.size), np.diff(graph.start))
    within = label[ends] == label[graph.to]
    mass = np.bincount(ends[within], weights=together[within], minlength=label.size)
    size = np.bincount(label, minlength=label.size)[label]
    probability = np.where(size > 1, mass / np.maximum(size - 1, 1), 1.0)
    frame = pl.DataFrame({"report_id": names, "label": label, "probability": np.round(probability, 9)})
    frame = frame.with_columns(
        incident_id="i-" + pl.col("report_id").min().over("label").str.strip_prefix("r-")
    )
    return FUSED_MEMBERSHIP.checked(frame.select(FUSED_MEMBERSHIP.names).sort("report_id"))


def pairs_told(
    laid: Laid,
    weights: Weights,
    graph: Graph,
    rows: NDArray[np.int64],
    names: list[str],
    together: NDArray[np.float64],
    label: NDArray[np.int32],
) -> pl.DataFrame:
    """FUSED_PAIRS: the edges, each once, in order of its ids."""
    ends = np.repeat(np.arange(label.size), np.diff(graph.start))
    once = np.flatnonzero(ends < graph.to)
    one, other = ends[once], graph.to[once]
    left, right = rows[one].astype(np.int32), rows[other].astype(np.int32)
    factors, bins, _ = factors_of(laid.packed, laid.reports.words, weights, laid.rivals, left, right)
    columns: dict[str, Any] = {
        "one": pl.Series(names, dtype=pl.String).gather(one),
        "other": pl.Series(names, dtype=pl.String).gather(other),
        "prior": factors[:, PRIOR],
        "rivals": factors[:, RIVALS],
    }
    for kind, name in enumerate(KINDS):
        columns[name] = pl.Series(factors[:, FIRST + kind]).set(pl.Series(bins[:, kind] == NOTHING), None)
    columns |= {
        "log_odds": factors.sum(axis=1),
        "probability": np.round(together[once], 9),
        "joined": label[one] == label[other],
    }
    frame = pl.DataFrame(columns).with_columns(
        left=pl.min_horizontal("one", "other"), right=pl.max_horizontal("one", "other")
    )
    return FUSED_PAIRS.checked(frame.select(FUSED_PAIRS.names).sort("left", "right"))


def incidents_told(frame: pl.DataFrame, membership: pl.DataFrame) -> pl.DataFrame:
    """FUSED_INCIDENTS from the reports as they were read."""
    known = frame.join(membership, on="report_id").sort("report_id")
    span = (pl.col("when_end") - pl.col("when_start")).dt.total_seconds().fill_null(10**12)
    # A unit's stand-in point counts as worse than any disc.
    reach = pl.coalesce(
        pl.col("radius_m"),
        pl.when(pl.col("where_precision").is_in(["adm1", "adm2", "region"])).then(1e6),
        5e3,
    )
    reach = pl.when(pl.col("lon").is_null()).then(1e9).otherwise(reach)
    voice = pl.coalesce(pl.col("origin"), pl.col("source"), pl.col("report_id"))
    best_time, best_place = span.arg_min(), reach.arg_min()

    def most(name: str) -> pl.Expr:
        return pl.col(name).drop_nulls().mode().sort().first()

    made = known.group_by("incident_id").agg(
        *(pl.col(name).get(best_time) for name in ("when_start", "when_end")),
        *(pl.col(name).get(best_place) for name in ("lon", "lat", "radius_m", "place_as_written")),
        act=most("act"),
        actor=most("actor_side"),
        target=most("target_side"),
        killed_low=pl.col("killed_best").min(),
        killed_high=pl.col("killed_best").max(),
        injured_low=pl.col("injured_best").min(),
        injured_high=pl.col("injured_best").max(),
        report_ids=pl.col("report_id").sort(),
        sources=pl.col("source").drop_nulls().unique().sort(),
        voices=voice.n_unique().cast(pl.Int64),
        link_probability=pl.when(pl.len() > 1).then(pl.col("probability").min()),
    )
    return FUSED_INCIDENTS.checked(made.sort("incident_id").select(FUSED_INCIDENTS.names))
