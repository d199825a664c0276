"""Editions: who a bulletin is for, and what each of them is not shown.

Redaction runs first, on the dataset: what an edition may not show is gone before a sentence is
composed, so no later step can let it out. Verdicts stay as they were reached; only what they would
give away is withheld. What each edition shows is the table SHOWS, which docs/bulletin.md prints.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from holdfire.publish.cases_shown import cases_counted_only, cases_unnamed
from holdfire.publish.edition import Edition
from holdfire.publish.pseudonyms import pseudonym, pseudonymous, renamed
from holdfire.publish.public_words import METRES_PER_DEGREE, in_public_words
from holdfire.publish.sealed import SealedDataset
from holdfire.publish.standing import held_reports, with_published, withdrawn_reports, without_open
from holdfire.publish.withholding import (
    WITHHELD,
    findings_without,
    incidents_without,
    withheld_incidents,
)

__all__ = [
    "SHOWS",
    "WITHHELD",
    "Edition",
    "Showing",
    "in_edition",
    "knowing",
    "redact",
    "reports_counted",
]


@dataclass(frozen=True, slots=True)
class Showing:
    """What one edition shows."""

    source_names: bool
    """Names of sources, of outlets, of raw files, and the ids and digests made of their rows; otherwise
    only how many there are, and ids that nobody can make anew."""
    source_words: bool
    """Names of places, areas, observers and units as a source writes them; otherwise public ones."""
    single_origin_attribution: bool
    """Who is said to have acted, where fewer than two origins that are stated say so."""
    report_text: bool
    """The sources' own words, and doubts noted in them."""
    denials_by: bool
    """Who is said to have denied observers passage, and why."""
    coordinate_decimals: int | None
    """Decimals of a degree to which points are rounded; None: as held."""
    open_cases: bool
    """Incidents of which a case is open, and cases one by one; otherwise only how many there are."""


SHOWS: Mapping[Edition, Showing] = {
    Edition.PUBLIC: Showing(
        source_names=False,
        source_words=False,
        single_origin_attribution=False,
        report_text=False,
        denials_by=False,
        coordinate_decimals=2,
        open_cases=False,
    ),
    Edition.PARTIES: Showing(
        source_names=False,
        source_words=True,
        single_origin_attribution=True,
        report_text=False,
        denials_by=True,
        coordinate_decimals=None,
        open_cases=True,
    ),
    Edition.UN: Showing(
        source_names=True,
        source_words=True,
        single_origin_attribution=True,
        report_text=True,
        denials_by=True,
        coordinate_decimals=None,
        open_cases=True,
    ),
}


def redact(dataset: SealedDataset, edition: Edition) -> SealedDataset:
    """The dataset as that edition may know it. Counts of sources and origins stay true."""
    shows = SHOWS[edition]
    found = dataset
    if not shows.open_cases:
        found = without_open(found)
    if not shows.single_origin_attribution:
        found = _attribution_withheld(found)
    if not shows.report_text:
        found = replace(
            found, incidents=_doubts_withheld(found.incidents), reports=_times_only(found.reports)
        )
    if not shows.denials_by:
        found = replace(found, watch=_nulled(found.watch, "denied_by", "reason"))
    if shows.coordinate_decimals is not None:
        found = replace(found, incidents=_rounded(found.incidents, shows.coordinate_decimals))
    if not shows.source_words:
        found = in_public_words(found)
    if not shows.source_names:
        found = pseudonymous(cases_unnamed(_sources_withheld(found)), edition)
    return found if shows.open_cases else cases_counted_only(found)


def knowing(dataset: SealedDataset, edition: Edition, told: Collection[str]) -> SealedDataset:
    """The dataset, not redacted yet, as one of whose incidents that edition's readers know those `told`: ids
    that its bulletins showed (issued.History.told). It changes editions only that show no open case."""
    if SHOWS[edition].open_cases:
        return dataset
    return with_published(dataset, told, lambda each: pseudonym(dataset.publication_key, edition, each))


def reports_counted(dataset: SealedDataset, edition: Edition) -> pl.DataFrame:
    """The reports, as held, from which counts and line-ups of this edition are computed: without those of
    withdrawn cases, and without those of open cases where it shows none."""
    gone = withdrawn_reports(dataset.cases)
    if not SHOWS[edition].open_cases:
        gone |= held_reports(dataset)
    return dataset.reports.filter(~pl.col("report_id").is_in(list(gone)))


def in_edition(
    frame: pl.DataFrame,
    dataset: SealedDataset,
    edition: Edition,
    ids: Sequence[str] = (),
    observers: Sequence[str] = (),
) -> pl.DataFrame:
    """A frame that was computed from the dataset before redaction, as that edition may show it.

    `ids` are its columns of ids (one or a list): they become the edition's own. `observers` are columns
    that name who counted or reported (one or a list): where the edition names no source, whoever is no
    party, body or group of the agreement becomes "observer 1" and so on, the same in all these columns.
    Other columns must hold nothing that the edition may not show. Raises PublishError without a key.
    """
    if SHOWS[edition].source_names:
        return frame
    found = renamed(frame, dataset.publication_key, edition, *ids)
    lists = {name for name in observers if isinstance(frame.schema[name], pl.List)}
    named: set[str] = set()
    for name in observers:
        column = frame[name].explode(keep_nulls=False, empty_as_null=False) if name in lists else frame[name]
        named.update(column.drop_nulls().to_list())
    numbers = _observers_numbered(dataset, named, SHOWS[edition].source_words)
    return found.with_columns(
        pl.col(name).list.eval(pl.element().replace(numbers))
        if name in lists
        else pl.col(name).replace(numbers)
        for name in observers
    )


def _observers_numbered(dataset: SealedDataset, named: Collection[str], as_written: bool) -> dict[str, str]:
    """Observers of tallies and watch keep the number, or the name, that those have in this edition."""
    agreement = dataset.agreement
    people = {each.id for each in agreement.parties} | {each.id for each in agreement.bodies}
    people |= {each.id for each in agreement.excluded}
    counted = {*dataset.tallies["observer"].to_list(), *dataset.watch["observer"].to_list()} - people
    others = sorted(set(named) - people - counted)
    own = others if as_written else [*sorted(counted), *others]
    return {each: f"observer {number}" for number, each in enumerate(own, start=1)}


def _attribution_withheld(dataset: SealedDataset) -> SealedDataset:
    withheld = withheld_incidents(dataset)
    return replace(
        dataset,
        incidents=incidents_without(dataset.incidents, withheld),
        findings=findings_without(dataset.findings, withheld, dataset.agreement),
        withheld=withheld,
    )


def _sources_withheld(dataset: SealedDataset) -> SealedDataset:
    numbered = (_numbered("sources", "source"), _numbered("origins", "origin"))
    tallies = _nulled(_unnamed(dataset.tallies), "relayed_by", "note")
    flagged = pl.when(pl.col("flags").is_not_null()).then(pl.concat_list(pl.lit(WITHHELD)))
    return replace(
        dataset,
        incidents=_nulled(dataset.incidents.with_columns(numbered), "attributed_by"),
        membership=_nulled(dataset.membership, "judged_by"),
        reports=_unnamed(dataset.reports),
        tallies=tallies.with_columns(_bulletin_numbered(), _origin_numbered(dataset), flagged.alias("flags")),
        watch=_unnamed(dataset.watch),
        inputs=((WITHHELD, WITHHELD),) * len(dataset.inputs),
    )


def _times_only(reports: pl.DataFrame) -> pl.DataFrame:
    """Reports without their content: a bulletin asks them only for which months any is on file."""
    kept = ("report_id", "source", "received", "raw_file", "raw_file_sha256", "raw_line")
    times = ("when_start", "when_end", "when_precision")
    hidden = [name for name in reports.columns if name not in (*kept, *times, "where_precision")]
    return _nulled(reports, *hidden).with_columns(pl.lit("unknown").alias("where_precision"))


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
    open_ = pl.col("origin").is_in(parties) | (pl.col("origin") == pl.col("observer"))
    number = pl.format("origin {}", pl.col("origin").rank("dense"))
    return pl.when(open_).then("origin").otherwise(number).alias("origin")


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
