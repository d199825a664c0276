"""Reports made ready to be compared: sorted by id, one standing row for each source key.

A source that sends its own id again with other content has revised its claim. The later one stands
and is compared; the earlier one stays readable and follows it into the same incident.
"""

from dataclasses import dataclass

import polars as pl

from holdfire.errors import IncidentError
from holdfire.reports.table import REPORTS


@dataclass(frozen=True, slots=True)
class Claims:
    """`standing` has one row per claim; `superseded` maps an earlier report to the one that stands.

    Both are in order of report id, so that nothing later depends on the order in which rows came.
    """

    standing: pl.DataFrame
    superseded: pl.DataFrame


def standing_claims(reports: pl.DataFrame) -> Claims:
    """Split reports into those that stand and those a later report of the same source key replaced.

    The latest taken in stands; of two taken in at one instant, the one that starts further down its
    file, then the greater id. Reports without a source key are never revisions of one another.
    """
    ordered = REPORTS.checked(reports).sort("report_id")
    twice = ordered.filter(pl.col("report_id").is_duplicated())["report_id"].unique().sort().to_list()
    if twice:
        raise IncidentError(
            f"Report {twice[0]} is there more than once ({len(twice)} such ids).",
            "A report is fused once; take duplicates out at intake.",
        )
    keyed = ordered.filter(pl.col("source_key").is_not_null()).sort(
        "source", "source_key", "received", "raw_line", "report_id"
    )
    latest = keyed.with_columns(
        pl.col("report_id").last().over("source", "source_key").alias("superseded_by")
    )
    superseded = latest.filter(pl.col("report_id") != pl.col("superseded_by")).select(
        "report_id", "superseded_by"
    )
    standing = ordered.join(superseded, on="report_id", how="anti", maintain_order="left")
    return Claims(standing, superseded.sort("report_id"))
