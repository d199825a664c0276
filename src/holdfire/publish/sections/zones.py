"""Zones: what was recorded in each, how surely, what was found, who could look."""

from dataclasses import dataclass

import polars as pl

from holdfire.publish.day import DayCut, ids
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Bullets, Cell, Grid, Sentence, said
from holdfire.publish.watch_words import hours_by, share_figure, watch_of
from holdfire.trends.area_watch import AreaWatch

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
    "Denials, jamming, weather",
)
NO_WATCH = "no watch on record"


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
    rows = [
        _row(cut, zone.name, watch_of(cut, zone, cut.span), members(cut.placement, zone.id))
        for zone, _ in cut.zones
    ]
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
        "incidents recorded inside. Undetermined: no breach found, and none can be ruled out. Within reach: "
        "the share of the zone that posts and tracks could see at any time of the day, as far as stated.",
        frozenset({1, 2, 3, 4, 5, 7}),
        frozenset({len(rows) - 1}),
    )


def _row(
    cut: DayCut, name: str, watch: AreaWatch | None, found: Membership, *, whole: bool = False
) -> tuple[Cell, ...]:
    verdicts = cut.verdicts(found.inside)
    breach = tuple(each for each in found.inside if verdicts.get(each) == "breach")
    open_ = tuple(each for each in found.inside if verdicts.get(each) == "undetermined")
    why = "" if found.inside or watch is None else watch.words(())
    blind = watch is not None and not any(each.watched for each in watch.efforts)
    counting = cut.counting
    blank = said("–")
    return (
        said(name),
        said(
            counting.count(found.inside, INCIDENT, why), " (no watch)" if blind and not found.inside else ""
        ),
        blank if watch is None else said(counting.count(found.perhaps, INCIDENT)),
        said(counting.count(breach, INCIDENT, why)),
        said(counting.count(open_, INCIDENT)),
        _attributed(cut, breach, why),
        said("by zone" if whole else "–") if watch is None else watch_words(cut, watch),
        said("by zone" if whole else "–") if watch is None else losses(cut, watch),
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


def watch_words(cut: DayCut, watch: AreaWatch) -> Sentence:
    """Each observer's hours, posts and ground, beside one another and never added."""
    parts: list[str | Figure] = []
    for effort, covered in zip(watch.efforts, watch.covered, strict=True):
        if not effort.kept:
            continue
        counting = hours_by(cut, effort.observer, watch.span)
        parts += ["; " if parts else "", f"{cut.party_name(effort.observer)} "]
        unstated = "" if effort.hours is not None else "hours not stated"
        hours = None if effort.hours is None else round(effort.hours, 1)
        parts += [counting.figure(hours, "hours of watch", effort.watch_ids, unstated), " h"]
        posts = effort.posts
        if posts is not None and posts.manned is not None:
            parts += [", posts ", counting.figure(round(posts.manned, 1), "posts manned", posts.ids)]
            if posts.planned is not None:
                parts += [" of ", counting.figure(posts.planned, "posts", posts.ids)]
        if covered.share is not None:
            parts += [", ", share_figure(cut, covered, effort.observer, watch.span), " % within reach"]
    return said(*parts) if parts else said(NO_WATCH)


def losses(cut: DayCut, watch: AreaWatch) -> Sentence:
    if not watch.efforts:
        return said("none on record")
    found = tuple(name for effort in watch.efforts for name in effort.denial_ids)
    counting = cut.counting.by("each observer's own entries", watch.span, "one entry, one loss of watch")
    return said(counting.count(found, "denials, jamming and weather"))


def zones_ended(cut: DayCut) -> Bullets | None:
    """Zones that a decision ended, and that have no map on this day: what happened there is in no row."""
    moment, zone = cut.span.middle, cut.agreement.time_zone
    ended = [(each, end) for each in cut.agreement.zones if (end := each.ended_at(moment)) is not None]
    if not ended:
        return None
    told = []
    for each, end in ended:
        why = f" ({end.reason})" if cut.shows.source_words else ""
        since = end.at.astimezone(zone).date()
        told.append(said(f"{each.name} has no map since {since}, when a decision ended it{why}."))
    return Bullets(tuple(told))
