"""One report sent many times: told once to the matcher, and put back beside its copies afterwards."""

import polars as pl

from holdfire.fusion.tolerant import Read

SAID = (
    "source", "when_start", "when_end", "lon", "lat", "radius_m", "where_precision", "place_as_written",
    "adm1", "act", "act_as_written", "actor_side", "target_side", "direction_stated", "killed_best",
    "injured_best", "text", "origin",
)  # fmt: skip
MANY = 5
"""From so many a source's equal reports without words are copies; fewer may be two like incidents."""


def without_copies(read: Read) -> tuple[Read, pl.DataFrame]:
    """The reports with each copy left out, and the copies: report_id, copy_of (the smallest id).

    Reports of one source that say the same in every respect are copies if they have the same text, or if
    there are many: a list may well hold two like incidents of one day in one village.
    """
    known = pl.col("source").is_not_null()
    alike = read.frame.select(
        "report_id",
        first=pl.col("report_id").min().over(SAID),
        copies=pl.len().over(SAID),
        sure=known & (pl.col("text").is_not_null() | (pl.len().over(SAID) >= MANY)),
    )
    copies = alike.filter(pl.col("sure") & (pl.col("report_id") != pl.col("first"))).select(
        "report_id", copy_of="first"
    )
    if copies.is_empty():
        return read, copies
    kept = read.frame.join(copies, on="report_id", how="anti")
    note = f"{copies.height:,} reports are copies of another of the same source, word for word."
    return Read(kept, (*read.notes, note)), copies


def with_copies(membership: pl.DataFrame, copies: pl.DataFrame) -> pl.DataFrame:
    """Membership with the copies put back: each belongs where the report it repeats belongs, as surely."""
    if copies.is_empty():
        return membership
    found = copies.join(membership, left_on="copy_of", right_on="report_id").select(membership.columns)
    return pl.concat([membership, found]).sort("report_id")
