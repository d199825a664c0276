"""Restrictions on monitors: a finding of its own, since nobody can report what nobody could see."""

import polars as pl

from holdfire.moments import Span
from holdfire.publish.day import DayCut
from holdfire.publish.layout import Cell, Grid, Section, said
from holdfire.publish.wording import moment_words, unit_name
from holdfire.trends.effort import LOST


def restrictions(cut: DayCut) -> Section:
    title = "Restrictions on monitors"
    watch, span = cut.dataset.watch, cut.span
    within = watch.filter((pl.col("when_start") < span.end) & (pl.col("when_end") > span.start))
    lost = within.filter(pl.col("kind").is_in(LOST)).sort("when_start", "watch_id")
    counting = cut.counting.by("each observer's own entries", span, "one entry, one denial or jamming")
    if within.is_empty():
        text = "No watch is on record for this day: whether observers were restricted is not known."
        return Section(8, "restrictions", title, (said(text),))
    first = said(
        "Denials and jamming on record: ",
        counting.count(tuple(lost["watch_id"].to_list()), "denials and jamming"),
        "; entries of watch in all: ",
        counting.count(tuple(within["watch_id"].to_list()), "watch entries"),
        ".",
    )
    if lost.is_empty():
        return Section(8, "restrictions", title, (first,))
    grid = Grid(
        "Each denial and jamming",
        ("When", "Where", "Observer", "Kind", "Hours lost", "Reason and by whom, as the observer says"),
        tuple(_row(cut, row) for row in lost.iter_rows(named=True)),
        numeric=frozenset({4}),
    )
    return Section(8, "restrictions", title, (first, grid))


def _row(cut: DayCut, row: dict[str, object]) -> tuple[Cell, ...]:
    zone = cut.agreement.zone(str(row["area"])) if row["area"] else None
    where = (
        zone.name if zone else unit_name(str(row["area"]), cut.dataset.units) if row["area"] else "not stated"
    )
    span = Span(row["when_start"], row["when_end"])  # type: ignore[arg-type]
    counting = cut.counting.by(str(row["observer"]), span, "hours as the observer states them")
    hours = row["hours"]
    figure = counting.figure(
        hours if isinstance(hours, float) else None,
        "hours lost",
        (str(row["watch_id"]),),
        "" if isinstance(hours, float) else "not stated",
    )
    local = cut.dataset.reporting_day.zone
    return (
        said(f"{moment_words(span.start, local)} to {span.end.astimezone(local):%H:%M}"),
        said(where or "not stated"),
        said(cut.party_name(str(row["observer"]))),
        said(str(row["kind"])),
        said(figure),
        said(_why(cut, row)),
    )


def _why(cut: DayCut, row: dict[str, object]) -> str:
    if not cut.shows.denials_by:
        return "withheld in this edition"
    by = f"by {cut.party_name(str(row['denied_by']))}" if row["denied_by"] else "by whom not stated"
    return f"{row['reason'] or 'reason not stated'}; {by}"
