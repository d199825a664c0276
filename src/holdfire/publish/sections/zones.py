"""Zones: what was recorded in each, how surely, what was found, who could look."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from holdfire.publish.day import DayCut, ids
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Cell, Grid, Sentence, said
from holdfire.trends.effort import Effort, in_words

INCIDENT = "incidents"
ATTRIBUTED = ("attributed", "largely attributed", "several")
HEAD = (
    "Zone",
    "Recorded inside",
    "May lie inside",
    "Breach found",
    "Undetermined",
    "Attributed",
    "Watch kept",
    "Denials",
)


@dataclass(frozen=True, slots=True)
class Membership:
    """Which of a day's incidents lie in a zone beyond doubt, and which may."""

    inside: tuple[str, ...]
    perhaps: tuple[str, ...]


def members(placement: pl.DataFrame, zone: str) -> Membership:
    """A place that is undecidable may lie inside, even where none of it does by the drawn line."""
    own = placement.filter(pl.col("zone") == zone)
    inside = set(own.filter(pl.col("inside"))["incident_id"].to_list())
    perhaps = set(own.filter(pl.col("inside").is_null())["incident_id"].to_list()) - inside
    return Membership(tuple(sorted(inside)), tuple(sorted(perhaps)))


def outside_all(cut: DayCut) -> tuple[str, ...]:
    """Incidents that lie outside every zone in force beyond doubt."""
    may = pl.col("inside").is_null() | pl.col("inside")
    touched = set(cut.placement.filter(may)["incident_id"].to_list())
    return tuple(each for each in ids(cut.incidents) if each not in touched)


def zones_table(cut: DayCut) -> Grid:
    rows = [_row(cut, zone.name, zone.id, members(cut.placement, zone.id)) for zone, _ in cut.zones]
    if cut.zones:
        rows.append(_row(cut, "Outside every zone", None, Membership(outside_all(cut), ())))
    everything = Membership(ids(cut.incidents), ())
    rows.append(_row(cut, "All incidents of the day, each once", None, everything, whole=True))
    return Grid(
        "Incidents of the day by zone",
        HEAD,
        tuple(rows),
        "Rows overlap where a belt lies in a zone, and an incident that may lie in a zone is in no row but "
        "the last as recorded: do not add rows up. Breach found, undetermined and attributed are of the "
        "incidents recorded inside. Undetermined: no breach found, and none can be ruled out.",
        frozenset(range(1, 8)),
        frozenset({len(rows) - 1}),
    )


def _row(
    cut: DayCut, name: str, zone_id: str | None, found: Membership, *, whole: bool = False
) -> tuple[Cell, ...]:
    verdicts = cut.verdicts(found.inside)
    breach = tuple(each for each in found.inside if verdicts.get(each) == "breach")
    open_ = tuple(each for each in found.inside if verdicts.get(each) == "undetermined")
    efforts = [each for each in cut.efforts if each.area == zone_id] if zone_id else []
    seen = in_words(len(found.inside), longest_hours(efforts), any(each.watched for each in efforts))
    why = "" if found.inside or not zone_id else seen
    counting = cut.counting
    blank = said("–")
    return (
        said(name),
        said(counting.count(found.inside, INCIDENT, why)),
        blank if zone_id is None else said(counting.count(found.perhaps, INCIDENT)),
        said(counting.count(breach, INCIDENT, why)),
        said(counting.count(open_, INCIDENT)),
        _attributed(cut, breach, why),
        said("by zone" if whole else "–") if zone_id is None else watch_words(cut, efforts),
        said("by zone" if whole else "–") if zone_id is None else denials(cut, efforts),
    )


def _attributed(cut: DayCut, breaches: tuple[str, ...], why: str) -> Cell:
    """How many breaches are attributed; no number where this edition withholds who any is attributed to."""
    own = cut.findings.filter(pl.col("incident_id").is_in(breaches) & (pl.col("verdict") == "breach"))
    if not cut.shows.single_origin_attribution and (own["attribution"] == "withheld by mandate").any():
        return said("withheld")
    return said(cut.counting.count(attributed(cut, breaches), INCIDENT, why))


def attributed(cut: DayCut, breaches: tuple[str, ...]) -> tuple[str, ...]:
    held = cut.findings.filter(
        (pl.col("verdict") == "breach")
        & pl.col("attribution").is_in(ATTRIBUTED)
        & pl.col("incident_id").is_in(breaches)
    )
    return tuple(sorted(set(held["incident_id"].to_list())))


def longest_hours(efforts: Iterable[Effort]) -> float | None:
    """Hours of the observer that watched longest. Two observers' hours are not added: they overlap."""
    hours = [each.hours for each in efforts if each.hours is not None]
    return max(hours) if hours else None


def watch_words(cut: DayCut, efforts: list[Effort]) -> Sentence:
    parts: list[str | Figure] = []
    for each in efforts:
        if not each.watch_ids:
            continue
        counting = cut.counting.by(each.observer, cut.span, "hours as the observer states them, prorated")
        parts += ["; " if parts else "", f"{cut.party_name(each.observer)} "]
        unstated = "" if each.hours is not None else "hours not stated"
        parts += [counting.figure(each.hours, "hours of watch", each.watch_ids, unstated), " h"]
        if each.manned is not None:
            parts += [", posts or patrols ", counting.figure(each.manned, "posts or patrols", each.watch_ids)]
        if each.planned is not None:
            parts += [" of ", counting.figure(each.planned, "posts or patrols", each.watch_ids)]
    return said(*parts) if parts else said("no watch recorded")


def denials(cut: DayCut, efforts: list[Effort]) -> Sentence:
    found = tuple(sorted({each for effort in efforts for each in effort.denial_ids}))
    if not efforts:
        return said("none on record")
    counting = cut.counting.by("each observer's own entries", cut.span, "one entry, one denial or jamming")
    return said(counting.count(found, "denials and jamming"))
