"""Editions: who a bulletin is for, and what each of them is not shown.

Redaction runs first, on the dataset: what an edition may not show is gone before a sentence is
composed, so no later step can let it out. Verdicts stay as they were reached; only what they would
give away is withheld. What each edition shows is the table SHOWS, which docs/bulletin.md prints.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import polars as pl

from holdfire.publish.sealed import SealedDataset

WITHHELD = "withheld in this edition"
METRES_PER_DEGREE = 111_320.0


class Edition(StrEnum):
    """For whom a bulletin is made."""

    PUBLIC = "public"
    PARTIES = "parties"
    UN = "un"


@dataclass(frozen=True, slots=True)
class Showing:
    """What one edition shows."""

    source_names: bool
    """Names of sources, of outlets, of raw files; otherwise only how many there are."""
    single_origin_attribution: bool
    """Who is said to have acted, where only one origin (or none that is stated) says so."""
    report_text: bool
    """The sources' own words, and doubts noted in them."""
    denials_by: bool
    """Who is said to have denied observers passage, and why."""
    coordinate_decimals: int | None
    """Decimals of a degree to which points are rounded; None: as held."""


SHOWS: Mapping[Edition, Showing] = {
    Edition.PUBLIC: Showing(
        source_names=False,
        single_origin_attribution=False,
        report_text=False,
        denials_by=False,
        coordinate_decimals=2,
    ),
    Edition.PARTIES: Showing(
        source_names=False,
        single_origin_attribution=True,
        report_text=False,
        denials_by=True,
        coordinate_decimals=None,
    ),
    Edition.UN: Showing(
        source_names=True,
        single_origin_attribution=True,
        report_text=True,
        denials_by=True,
        coordinate_decimals=None,
    ),
}


def redact(dataset: SealedDataset, edition: Edition) -> SealedDataset:
    """The dataset as that edition may know it. Counts of sources and origins stay true."""
    shows = SHOWS[edition]
    incidents, reports, findings = dataset.incidents, dataset.reports, dataset.findings
    tallies, watch = dataset.tallies, dataset.watch
    if not shows.single_origin_attribution:
        alone = _single_origin(incidents)
        incidents = _without(incidents, alone, "actor", "target", "direction_stated", "attributed_by")
        findings = _attribution_withheld(findings, alone)
    if not shows.report_text:
        incidents = _doubts_withheld(incidents)
        reports = _nulled(reports, "text", "evidence", "doubts", "act_as_written", "place_as_written")
        reports = _nulled(reports, "actor_as_written", "target_as_written", "actor", "target")
    if not shows.source_names:
        incidents = incidents.with_columns(_numbered("sources", "source"), _numbered("origins", "origin"))
        incidents = _nulled(incidents, "attributed_by")
        reports = _unnamed(_nulled(reports, "origin", "attributed_by", "source_key"))
        tallies = _unnamed(_nulled(tallies, "relayed_by")).with_columns(
            _bulletin_numbered(), _origin_numbered(dataset)
        )
        watch = _unnamed(watch)
    if not shows.denials_by:
        watch = _nulled(watch, "denied_by", "reason")
    if shows.coordinate_decimals is not None:
        incidents = _rounded(incidents, shows.coordinate_decimals)
        reports = _rounded(reports, shows.coordinate_decimals)
    inputs = (
        dataset.inputs if shows.source_names else tuple((WITHHELD, digest) for _, digest in dataset.inputs)
    )
    return replace(
        dataset,
        incidents=incidents,
        reports=reports,
        findings=findings,
        tallies=tallies,
        watch=watch,
        inputs=inputs,
    )


def _single_origin(incidents: pl.DataFrame) -> pl.Series:
    alone = incidents.filter(pl.col("origins").list.len().fill_null(0) < 2)
    return alone["incident_id"]


def _without(incidents: pl.DataFrame, ids: pl.Series, *names: str) -> pl.DataFrame:
    kept = ~pl.col("incident_id").is_in(ids.to_list())
    return incidents.with_columns(pl.when(kept).then(pl.col(name)).alias(name) for name in names)


def _attribution_withheld(findings: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    alone = pl.col("incident_id").is_in(ids.to_list()) & pl.col("attributed_to").is_not_null()
    return findings.with_columns(
        pl.when(alone).then(pl.lit("withheld by mandate")).otherwise("attribution").alias("attribution"),
        pl.when(~alone).then(pl.col("attributed_to")).alias("attributed_to"),
    )


def _doubts_withheld(incidents: pl.DataFrame) -> pl.DataFrame:
    noted = pl.col("doubts").list.len().fill_null(0) > 0
    words = pl.concat_list(pl.lit(WITHHELD))
    return incidents.with_columns(pl.when(noted).then(words).alias("doubts"))


def _numbered(column: str, word: str) -> pl.Expr:
    """Names replaced by numbers within the row: how many there are stays, who they are does not."""
    counted = pl.int_ranges(1, pl.col(column).list.len() + 1)
    return counted.list.eval(pl.format(f"{word} {{}}", pl.element())).alias(column)


def _bulletin_numbered() -> pl.Expr:
    """Which rows stand in one bulletin decides what is a part of what: that stays, its name does not."""
    return pl.format("bulletin {}", pl.col("bulletin").rank("dense")).alias("bulletin")


def _origin_numbered(dataset: SealedDataset) -> pl.Expr:
    """Origins of tallies: parties of the agreement speak in public; anybody else is only a number."""
    parties = [party.id for party in dataset.agreement.parties]
    number = pl.format("origin {}", pl.col("origin").rank("dense"))
    return pl.when(pl.col("origin").is_in(parties)).then("origin").otherwise(number).alias("origin")


def _nulled(frame: pl.DataFrame, *names: str) -> pl.DataFrame:
    return frame.with_columns(pl.lit(None, frame.schema[name]).alias(name) for name in names)


def _unnamed(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(
        pl.lit(WITHHELD).alias("source"),
        pl.lit(WITHHELD).alias("raw_file"),
        pl.lit(WITHHELD).alias("raw_file_sha256"),
        pl.lit(0, pl.Int64).alias("raw_line"),
    )


def _rounded(frame: pl.DataFrame, decimals: int) -> pl.DataFrame:
    """Points rounded, and radii grown by the farthest that rounding moves them: the place stays inside."""
    farthest_m = math.hypot(0.5, 0.5) * 10.0**-decimals * METRES_PER_DEGREE
    return frame.with_columns(
        pl.col("lon").round(decimals),
        pl.col("lat").round(decimals),
        (pl.col("radius_m") + farthest_m).alias("radius_m"),
    )
