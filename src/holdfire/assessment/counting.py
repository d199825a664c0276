"""Counts of incidents by finding, each number with the unit it counts in and the ids behind it.

A count is of incidents, not of rows: an incident that breaches two clauses is one incident. So the
numbers of two provisions, or of two zones, do not add up to a total; the total has its own row.
"""

from collections.abc import Sequence

import polars as pl

from holdfire.columns import NAMES
from holdfire.errors import AssessmentError

UNIT = "incident"

_FROM_INCIDENTS = ("act", "adm1", "adm2", "where_precision", "when_precision")
_FROM_FINDINGS = (
    "verdict",
    "provision",
    "clause",
    "zone",
    "zone_version",
    "attribution",
    "attributed_to",
    "exemption",
)


def count_by(findings: pl.DataFrame, incidents: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """One row for each combination of `by`, with columns number, unit, incident_ids and finding_ids.

    `by` may name columns of findings (verdict, provision, zone, attribution, attributed_to, ...) and act,
    adm1, adm2 and precisions of incidents. Counted by attributed_to an incident counts for each party
    it is attributed to, so that percentages may exceed 100. With no `by`, one row: all of them.
    """
    allowed = _FROM_FINDINGS + _FROM_INCIDENTS
    if strange := sorted(set(by) - set(allowed)):
        raise AssessmentError(
            f"Incidents are not counted by {', '.join(strange)}.", f"Use {', '.join(allowed)}."
        )
    own = [name for name in by if name in _FROM_FINDINGS]
    borrowed = [name for name in by if name in _FROM_INCIDENTS]
    rows = findings.select("finding_id", "incident_id", *own)
    if "attributed_to" in own:
        rows = rows.explode("attributed_to")
    rows = rows.join(incidents.select("incident_id", *borrowed), on="incident_id")
    if not by:
        return _numbered(rows.select(_told())).filter(pl.col("number") > 0)
    return _numbered(rows.group_by(by).agg(_told())).sort(by, nulls_last=True)


def incident_verdicts(findings: pl.DataFrame) -> pl.DataFrame:
    """incident_id and verdict: the gravest over its findings (breach, then undetermined, then no breach),
    so that each incident is counted once."""
    grave = pl.col("verdict").replace_strict(
        {"breach": 0, "undetermined": 1, "no breach": 2}, return_dtype=pl.Int8
    )
    return (
        findings.with_columns(grave=grave)
        .sort("incident_id", "grave", "finding_id")
        .unique("incident_id", keep="first", maintain_order=True)
        .select("incident_id", "verdict")
    )


def _told() -> list[pl.Expr]:
    return [
        pl.col("incident_id").unique().sort().implode().cast(NAMES).alias("incident_ids"),
        pl.col("finding_id").unique().sort().implode().cast(NAMES).alias("finding_ids"),
    ]


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(
        number=pl.col("incident_ids").list.len().cast(pl.Int64), unit=pl.lit(UNIT)
    ).select(
        *(name for name in frame.columns if not name.endswith("_ids")),
        "number",
        "unit",
        "incident_ids",
        "finding_ids",
    )
