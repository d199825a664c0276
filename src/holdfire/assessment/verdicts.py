"""One verdict for each incident, out of its findings."""

import polars as pl


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
