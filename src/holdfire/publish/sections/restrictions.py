"""Restrictions on monitors: a finding of its own, since nobody can report what nobody could see."""

import polars as pl

from holdfire.moments import Span
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Counting, Figure
from holdfire.publish.layout import Cell, Grid, Section, said
from holdfire.publish.wording import listed, moment_words, unit_name
from holdfire.reports.map_parts import CONDITIONS
from holdfire.trends.effort import LOST

_KINDS = {"denial": "denial", "jamming": "jamming", "weather": "bad weather"}


def restrictions(cut: DayCut) -> Section:
    title = "Restrictions on monitors"
    watch, span = cut.dataset.watch, cut.span
    within = watch.filter((pl.col("when_start") < span.end) & (pl.col("when_end") > span.start))
    lost = within.filter(pl.col("kind").is_in(LOST)).sort("when_start", "watch_id")
    counting = cut.counting.by("each observer's own entries", span, "one entry, one loss of watch")
    if within.is_empty():
        text = "No watch is on record for this day: whether observers were restricted is not known."
        return Section(8, "restrictions", title, (said(text),))
    first = said(
        *_by_kind(counting, lost),
        "; entries of watch in all: ",
        counting.count(tuple(within["watch_id"].to_list()), "watch entries"),
        ".",
    )
    if lost.is_empty():
        return Section(8, "restrictions", title, (first,))
    grid = Grid(
        "Each denial, jamming and loss to the weather",
        (
            *("When", "Where", "Observer", "Kind", "Patrols kept from going", "Hours lost"),
            "Reason and by whom, as the observer says",
        ),
        tuple(_row(cut, row) for row in lost.iter_rows(named=True)),
        numeric=frozenset({4, 5}),
    )
    return Section(8, "restrictions", title, (first, grid))


def _by_kind(counting: Counting, lost: pl.DataFrame) -> list[str | Figure]:
    """Denials, jamming and weather, each counted for itself."""
    parts: list[str | Figure] = []
    for kind in LOST:
        own = tuple(lost.filter(pl.col("kind") == kind)["watch_id"].to_list())
        head = "Entries on record of " if not parts else "; of "
        parts += [f"{head}{_KINDS[kind]}: ", counting.count(own, _KINDS[kind])]
    return parts


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
        said(_kind(row)),
        _patrols(cut, row, span),
        said(figure),
        said(_why(cut, row)),
    )


def _kind(row: dict[str, object]) -> str:
    """The kind, with the conditions said of it as far as they are words of ours."""
    said_of = row["conditions"]
    known = [each for each in said_of if each in CONDITIONS] if isinstance(said_of, list) else []
    return f"{row['kind']}{f' ({listed(known)})' if known else ''}"


def _patrols(cut: DayCut, row: dict[str, object], span: Span) -> Cell:
    """Patrols that were to go and did not, where a denial says how many."""
    if row["kind"] != "denial":
        return said("–")
    counting = cut.counting.by(str(row["observer"]), span, "patrols as the observer states them")
    planned, gone = row["planned"], row["manned"]
    if not isinstance(planned, int):
        return said(counting.figure(None, "patrols", (str(row["watch_id"]),), "not stated"))
    kept_back = max(0, planned - (gone if isinstance(gone, int) else 0))
    return said(counting.figure(kept_back, "patrols", (str(row["watch_id"]),)))


def _why(cut: DayCut, row: dict[str, object]) -> str:
    if not cut.shows.denials_by:
        return "withheld in this edition"
    if row["kind"] == "weather":
        return str(row["reason"] or "not stated further")
    by = f"by {cut.party_name(str(row['denied_by']))}" if row["denied_by"] else "by whom not stated"
    return f"{row['reason'] or 'reason not stated'}; {by}"
