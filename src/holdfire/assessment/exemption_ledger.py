"""The ledger of exemption claims: each incident once, with what testing its claim shows and whom it hit.

A claim is tested clause by clause (`exemption`). Here an incident has one outcome: that on which all
clauses that tested the claim agree. A claim that no clause could test, or on which they disagree, is
untestable. No outcome takes an incident out of any count, and harm to civilians stands beside each.
"""

import polars as pl

from holdfire.assessment.table import EXEMPTION
from holdfire.assessment.who import CIVILIANS
from holdfire.columns import INSTANT, NAMES, Column, Table

OUTCOMES = ("supported", "contradicted", "untestable", "not claimed, target excluded")
"""What the ledger says of an incident; the last is of those nobody claimed to be exempt."""

EXEMPTION_LEDGER = Table(
    "exemption ledger",
    "One row, one incident whose target is claimed to be left out of the ceasefire, or is so unclaimed.",
    (
        Column("incident_id", pl.String, "The incident. It stays in every count."),
        Column("when_start", INSTANT, "Earliest instant it may mean.", "time not known"),
        Column("when_end", INSTANT, "End of the span it may mean, not included.", "time not known"),
        Column("when_precision", pl.String, "A moments.TimePrecision.", "time not known"),
        Column("claimed", pl.Boolean, "Whether any report claims it."),
        Column("outcome", pl.String, "One of assessment.exemption_ledger.OUTCOMES."),
        Column("why", pl.String, "Which clauses tested it, and with what outcome."),
        Column("target", NAMES, "Ids of the parties or groups hit.", "not known"),
        Column("killed_low", pl.Int32, "Killed, lowest figure of its reports.", "not stated"),
        Column("killed_high", pl.Int32, "Killed, highest figure.", "not stated"),
        Column("killed_civilians", pl.Int32, "Civilians killed, highest figure.", "not stated"),
        Column(
            "civilian_harm",
            pl.Boolean,
            "Whether civilians were killed, were the target, or force was used against them.",
            "nobody says",
        ),
        Column("report_ids", NAMES, "Its reports, sorted."),
    ),
)

_TESTED = {f"claimed: {outcome}": outcome for outcome in OUTCOMES[:3]}
_UNCLAIMED = EXEMPTION[-1]


def exemption_ledger(incidents: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """A frame of EXEMPTION_LEDGER, in order of time, of the incidents given and what was found on them."""
    told = incidents.join(_tested(findings), on="incident_id", how="left", maintain_order="left")
    claimed = pl.col("exemption_claimed").fill_null(False)
    rows = told.with_columns(
        claimed=claimed,
        outcome=pl.when(claimed)
        .then(pl.when(pl.col("outcomes").list.len() == 1).then(pl.col("outcomes").list.first()))
        .when(pl.col("excluded").fill_null(False))
        .then(pl.lit(OUTCOMES[3])),
        why=pl.coalesce("tested", pl.lit("no clause in force there and then tests it")),
        civilian_harm=_civilian_harm(),
    ).with_columns(
        pl.when(claimed).then(pl.col("outcome").fill_null("untestable")).otherwise("outcome").alias("outcome")
    )
    listed = rows.filter(pl.col("outcome").is_not_null())
    return EXEMPTION_LEDGER.checked(
        listed.select(EXEMPTION_LEDGER.names).sort("when_start", "incident_id", nulls_last=True)
    )


def _tested(findings: pl.DataFrame) -> pl.DataFrame:
    """For each incident the distinct outcomes of the clauses that tested its claim, and their words."""
    asked = findings.filter(pl.col("exemption").is_in([*_TESTED, _UNCLAIMED])).sort("clause", "finding_id")
    outcome = pl.col("exemption").replace_strict(_TESTED, default=None, return_dtype=pl.String)
    return (
        asked.with_columns(outcome=outcome)
        .group_by("incident_id", maintain_order=True)
        .agg(
            pl.col("outcome").drop_nulls().unique().sort().alias("outcomes"),
            (pl.col("exemption") == _UNCLAIMED).any().alias("excluded"),
            pl.format("{}: {}", "clause", "exemption")
            .unique(maintain_order=True)
            .str.join("; ")
            .alias("tested"),
        )
    )


def _civilian_harm() -> pl.Expr:
    """True or false only where something says so: a toll that nobody states is not a toll of none."""
    civilians = pl.col("killed_civilians")
    hit = pl.col("target").list.contains(CIVILIANS)
    against = pl.col("act") == "fire/against-civilians"
    nobody = (civilians == 0) | ((pl.col("killed_high") == 0) & (pl.col("injured_high") == 0))
    return (
        pl.when((civilians > 0).fill_null(False) | hit.fill_null(False) | against.fill_null(False))
        .then(True)
        .when(nobody.fill_null(False))
        .then(False)
    )
