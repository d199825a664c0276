"""Who is said to have acted, withheld where fewer than two independent origins say so.

Withholding a name is not enough: a clause that binds one party names that party, and so does "target
left out". So a withheld incident keeps one finding, its gravest verdict, with the clauses that were
tested for the act at that time and place, which are the same whoever acted; and of them only those that
bind two parties or more. The verdict itself still tells what it tells: counts stay true.
"""

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.incidents.claims import standing_claims
from holdfire.publish.sealed import SealedDataset

WITHHELD = "withheld in this edition"
CLAUSE_WITHHELD = "clause withheld in this edition"
ATTRIBUTION_WITHHELD = "withheld by mandate"
ORIGINS_MIN = 2
"""So many independent origins have to name an actor before the public is told."""

_GRAVER = ("no breach", "undetermined", "breach")
_SEEN_BY_ALL = ("in_time", "in_place", "act_covered", "zone", "zone_version", "share")
_DRAWN = frozenset(_SEEN_BY_ALL) | {
    "finding_id", "incident_id", "provision", "clause", "verdict", "actor_bound", "exempt", "attribution",
    "attributed_to", "exemption", "rule_version",
}  # fmt: skip
"""Columns that a finding of a withheld incident keeps or says anew; every other one is emptied."""


def withheld_incidents(dataset: SealedDataset) -> frozenset[str]:
    """Incidents of which fewer than two origins say that this actor did it, or that name no actor.

    Only origins of standing reports count that name every one of the actors and say that they acted. A
    report whose origin is not stated may relay another one, so it counts as none.
    """
    standing = standing_claims(dataset.reports).standing
    says = pl.col("direction_stated") & pl.col("origin").is_not_null() & (pl.col("actor").list.len() > 0)
    named = (
        standing.filter(says.fill_null(False))
        .select("report_id", "origin", "actor")
        .join(dataset.membership.select("report_id", "incident_id"), on="report_id")
        .explode("actor")
        .group_by("incident_id", "actor")
        .agg(pl.col("origin").n_unique().alias("origins_naming"))
    )
    asked = dataset.incidents.filter(pl.col("actor").list.len() > 0).select("incident_id", "actor")
    told = (
        asked.explode("actor")
        .join(named, on=["incident_id", "actor"], how="left")
        .group_by("incident_id")
        .agg(pl.col("origins_naming").fill_null(0).min())
        .filter(pl.col("origins_naming") >= ORIGINS_MIN)
    )
    return frozenset(dataset.incidents["incident_id"].to_list()) - frozenset(told["incident_id"].to_list())


def incidents_without(incidents: pl.DataFrame, withheld: frozenset[str]) -> pl.DataFrame:
    """The incidents, with all that tells who acted on whom taken out of the withheld ones."""
    kept = ~pl.col("incident_id").is_in(list(withheld))
    names = ("actor", "target", "direction_stated", "attributing_reports", "exemption_claimed")
    nothing = [
        pl.lit(None, incidents.schema[name]).alias(name) for name in ("actor_disputed", "attributed_by")
    ]
    return incidents.with_columns(*(pl.when(kept).then(pl.col(name)).alias(name) for name in names), *nothing)


def findings_without(findings: pl.DataFrame, withheld: frozenset[str], agreement: Agreement) -> pl.DataFrame:
    """The findings, those of each withheld incident drawn together into one that names nobody."""
    hidden = pl.col("incident_id").is_in(list(withheld))
    tested = pl.all_horizontal(
        pl.col(each).fill_null(True) for each in ("in_time", "in_place", "act_covered")
    )
    shown = pl.col("provision").is_in(_binding_several(agreement))
    graver = pl.col("verdict").replace_strict(list(_GRAVER), [0, 1, 2], return_dtype=pl.Int8)
    whole = findings.filter(hidden).with_columns(tested.alias("tested"), shown.alias("shown"))
    drawn = (
        whole.sort("finding_id")
        .group_by("incident_id", maintain_order=True)
        .agg(
            pl.col("finding_id").first(),
            pl.col("verdict").sort_by(graver).last(),
            pl.col("clause").filter("tested", "shown").unique().sort().alias("clauses"),
            (pl.col("tested") & ~pl.col("shown")).any().alias("more"),
            pl.col("tested").sum().alias("count"),
            pl.col("provision").filter("tested", "shown").first(),
            *(pl.col(each).filter("tested", "shown").first() for each in _SEEN_BY_ALL),
            pl.when(pl.col("attributed_to").is_not_null().any())
            .then(pl.lit(ATTRIBUTION_WITHHELD))
            .otherwise(pl.col("attribution").first())
            .first()
            .alias("attribution"),
            pl.col("rule_version").first(),
        )
        .with_columns(((pl.col("count") == 1) & ~pl.col("more")).alias("one"))
    )
    collapsed = (
        drawn.with_columns(
            _clauses().alias("clause"),
            pl.when("one").then("provision").otherwise(pl.lit(WITHHELD)).alias("provision"),
            *(pl.when("one").then(pl.col(each)).alias(each) for each in _SEEN_BY_ALL),
            pl.lit("f-").add(pl.col("incident_id")).alias("finding_id"),
            pl.lit(None, pl.Boolean).alias("actor_bound"),
            pl.lit(None, pl.Boolean).alias("exempt"),
            pl.lit(None, findings.schema["attributed_to"]).alias("attributed_to"),
            pl.lit(WITHHELD).alias("exemption"),
        )
        .with_columns(
            # Whatever else a finding tells of its clause goes too.
            pl.lit(None, dtype).alias(name)
            for name, dtype in findings.schema.items()
            if name not in _DRAWN
        )
        .select(findings.columns)
    )
    return pl.concat([findings.filter(~hidden), collapsed])


def _clauses() -> pl.Expr:
    several = pl.format("one or more of: {}", pl.col("clauses").list.join("; "))
    more = pl.format("{}; or a clause withheld in this edition", several)
    return (
        pl.when(pl.col("clauses").list.len() == 0)
        .then(pl.lit(CLAUSE_WITHHELD))
        .when("one")
        .then(pl.col("clauses").list.first())
        .when("more")
        .then(more)
        .otherwise(several)
    )


def _binding_several(agreement: Agreement) -> list[str]:
    """Provisions that bind two parties or more, and no group that the ceasefire leaves out."""
    parties, excluded = {each.id for each in agreement.parties}, {each.id for each in agreement.excluded}
    return [
        each.id
        for each in agreement.provisions
        if len(parties & set(each.bound)) >= ORIGINS_MIN and not excluded & set(each.bound)
    ]
