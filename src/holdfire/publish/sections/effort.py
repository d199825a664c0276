"""Observation effort: who could look in each zone, how long, over how much of it, and what that allows.

Each observer has a row of its own. Hours of two observers are never added; only ground is taken together.
"""

from dataclasses import replace

import polars as pl

from holdfire.agreement.zones import Zone
from holdfire.centre.patrols.watch import held_back_within
from holdfire.moments import Span
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Counting, Figure
from holdfire.publish.layout import Block, Bullets, Cell, Grid, Section, Sentence, said
from holdfire.publish.sections.centre_state import desk_count
from holdfire.publish.sections.rates import rates
from holdfire.publish.sections.zones import INCIDENT, members
from holdfire.publish.watch_words import hours_by, share_figure, watch_of
from holdfire.publish.watched_areas import strange_areas
from holdfire.publish.wording import listed
from holdfire.trends.area_watch import AreaWatch, compared
from holdfire.trends.comparison import Comparison, Watched
from holdfire.trends.effort import Effort, Kept, within
from holdfire.trends.hours import down, up

HEAD = (
    *("Zone", "Observer", "Hours", "At least", "At most", "By night", "Posts manned", "Of posts"),
    *("Patrols and flights", "Percent of zone within reach", "Hours lost"),
)
_NOTE = (
    "Hours are post-hours, in proportion where an entry reaches beyond the day; at least and at most are "
    "what lengths and posts allow where hours are not stated or may lie outside the day. By night: sun below "
    "the horizon at the middle of the zone, hours taken as spread evenly. Observers are not to be added up."
)


def effort(cut: DayCut) -> Section:
    title = "Observation effort"
    if not cut.zones:
        return Section(0, "effort", title, (said("No zone had a map in force on this day."),))
    kept = [(zone, watch_of(cut, zone, cut.span)) for zone, _ in cut.zones]
    blocks: tuple[Block, ...] = (
        *_blind(kept),
        Grid(
            "Watch kept in each zone",
            HEAD,
            tuple(row for zone, watch in kept for row in _rows(cut, zone, watch)),
            _NOTE,
            frozenset(range(2, len(HEAD))),
        ),
        rates(cut, kept),
        Bullets(
            (
                *(_trend(cut, zone, watch) for zone, watch in kept),
                *_doubted(cut, kept),
                *_elsewhere(cut),
                *_twice(cut),
            )
        ),
    )
    return Section(0, "effort", title, blocks)


def _blind(kept: list[tuple[Zone, AreaWatch]]) -> list[Sentence]:
    """The gap in coverage, by area: where nobody is known to have looked."""
    found = [zone.name for zone, watch in kept if not any(each.watched for each in watch.efforts)]
    if not found:
        return []
    return [said(f"Nobody is known to have watched {listed(found)}: a zero there says nothing.")]


def _doubted(cut: DayCut, kept: list[tuple[Zone, AreaWatch]]) -> list[Sentence]:
    found = {doubt.watch_id for _, watch in kept for each in watch.efforts for doubt in each.doubts}
    if not found:
        return []
    counting = cut.counting.by("each observer's own entries", cut.span, "one entry")
    words = "Entries of watch that do not hold together, kept as stated and taken as not known: "
    return [said(words, counting.count(tuple(found), "watch entries"), ".")]


def _elsewhere(cut: DayCut) -> list[Sentence]:
    """Entries of the day that name no zone with a map, and so stand in no row."""
    zones = [zone.id for zone, _ in cut.zones]
    named = (pl.col("area").is_in(zones)).fill_null(False)
    found = within(cut.dataset.watch, cut.span).filter(~named)["watch_id"].to_list()
    if not found:
        return []
    counting = cut.counting.by("each observer's own entries", cut.span, "one entry")
    words = "Entries of watch that name no zone with a map on this day, and stand in no row above: "
    told: list[str | Figure] = [words, counting.count(tuple(found), "watch entries")]
    strange = tuple(name for each in strange_areas(cut.dataset, cut.span).values() for name in each)
    if strange:
        told += ["; of these the area is no zone and no unit known here: "]
        told += [counting.count(strange, "watch entries")]
    return [said(*told, ".")]


def _twice(cut: DayCut) -> list[Sentence]:
    """Watch that patrols of the centre tell of and that was taken in already, as far as one can see."""
    found = held_back_within(cut.dataset.patrols_held_back, cut.span)
    if not found:
        return []
    names = (f"{each.patrol}, {each.observer}: {each.kind}" for each in found)
    told = desk_count(cut, "patrols", "one entry of one side", names, "entries of patrols")
    return [said("Not counted, since entries of watch that were taken in may tell of the same: ", told, ".")]


def _rows(cut: DayCut, zone: Zone, watch: AreaWatch) -> list[tuple[Cell, ...]]:
    rows = [
        _row(cut, zone, each, share_figure(cut, covered, each.observer, watch.span))
        for each, covered in zip(watch.efforts, watch.covered, strict=True)
    ]
    if not rows:
        return [tuple(said(each) for each in (zone.name, "no watch on record", *["–"] * (len(HEAD) - 2)))]
    if len(rows) > 1:
        together = share_figure(cut, watch.together, "all observers on record", watch.span)
        dashes = [said("–")] * 7
        rows.append((said(zone.name), said("ground of all together"), *dashes, said(together), said("–")))
    return rows


def _row(cut: DayCut, zone: Zone, each: Effort, share: Figure) -> tuple[Cell, ...]:
    counting = hours_by(cut, each.observer, cut.span)
    hours = each.time
    return (
        said(zone.name),
        said(cut.party_name(each.observer)),
        said(_known(counting, hours.stated, "hours of watch", each.watch_ids, "hours not stated")),
        said(
            replace(
                _known(counting, down(hours.low, 1), "hours of watch", each.watch_ids),
                at_least=True,
            )
        ),
        said(_most(counting, hours.high, each.watch_ids)),
        said(_known(counting, each.night, "hours of watch by night", each.watch_ids, each.not_split)),
        *_posts(counting, each.posts),
        _trips(counting, each),
        said(share),
        said(_known(counting, each.hours_lost, "hours lost", each.denial_ids, _no_loss(each))),
    )


def _no_loss(each: Effort) -> str:
    return "hours lost not stated" if each.lost else "no loss on record"


def _posts(counting: Counting, posts: Kept | None) -> tuple[Cell, Cell]:
    if posts is None:
        return said("–"), said("–")
    return (
        said(_known(counting, posts.manned, "posts manned", posts.ids, "not stated")),
        said(_known(counting, posts.planned, "posts", posts.ids, "not stated")),
    )


def _trips(counting: Counting, each: Effort) -> Cell:
    parts: list[str | Figure] = []
    for kind, word in (("patrol", "patrols"), ("uav", "flights")):
        found = each.of_kind(kind)
        if found is not None:
            done = _known(counting, found.manned, word, found.ids, "not stated")
            parts += [f"{'; ' if parts else ''}{word} ", done]
    return said(*parts) if parts else said("–")


def _known(
    counting: Counting, value: float | None, unit: str, found: tuple[str, ...], why: str = ""
) -> Figure:
    rounded = None if value is None else round(value, 1)
    return counting.figure(rounded, unit, found, why if value is None else "")


def _most(counting: Counting, value: float | None, found: tuple[str, ...]) -> Figure:
    most = None if value is None else up(value, 1)
    figure = _known(counting, most, "hours of watch", found, "nothing that is stated bounds it")
    return replace(figure, at_most=value is not None)


def _trend(cut: DayCut, zone: Zone, watch: AreaWatch) -> Sentence:
    """The zone beside the day before: what changed in the watch, and a trend only where that allows one."""
    then = watch_of(cut, zone, cut.previous)
    placed = cut.dataset.placement.join(cut.before.select("incident_id"), on="incident_id", how="semi")
    now, before = members(cut.placement, zone.id), members(placed, zone.id)
    found = compared(len(now.inside), watch, len(before.inside), then)
    earlier = replace(cut.counting, span=cut.previous)
    change = found.change
    if change is None:
        whose = f" (watch by {cut.party_name(found.observer)})" if found.observer else ""
        trend: list[str | Figure] = [f". No trend is drawn{whose}: {'; '.join(found.why)}"]
    else:
        behind = tuple({*now.inside, *before.inside})
        trend = [". Difference: ", cut.counting.figure(change, "incidents more than the day before", behind)]
    return said(
        f"{zone.name}: ",
        cut.counting.count(now.inside, INCIDENT, "" if now.inside else watch.words(())),
        " recorded; the day before ",
        earlier.count(before.inside, INCIDENT, "" if before.inside else then.words(())),
        *trend,
        *_changed(cut, found, watch, then),
        ".",
    )


def _changed(cut: DayCut, found: Comparison, watch: AreaWatch, then: AreaWatch) -> list[str | Figure]:
    """Hours, posts, denials and ground of both days, for the observer whose watch decides."""
    sides = ((found.now, watch, cut.span), (found.before, then, cut.previous))
    parts: list[str | Figure] = []
    for told, words in (
        (_hours, "hours of watch"),
        (_manned, "posts manned"),
        (_denied, "denials"),
        (_ground, "percent of the zone within reach"),
    ):
        one, other = (told(cut, found.observer, *side) for side in sides)
        if one and other:
            parts += [f"; {words} ", *one, " against ", *other]
    return parts


Told = list[str | Figure]


def _behind(watch: AreaWatch, observer: str | None) -> tuple[str, ...]:
    return tuple(name for each in watch.efforts if each.observer == observer for name in each.watch_ids)


def _hours(cut: DayCut, observer: str | None, side: Watched, watch: AreaWatch, span: Span) -> Told:
    if observer is None:
        return []
    why = "no hours of watch on record"
    return [
        _known(hours_by(cut, observer, span), side.hours, "hours of watch", _behind(watch, observer), why)
    ]


def _manned(cut: DayCut, observer: str | None, side: Watched, watch: AreaWatch, span: Span) -> Told:
    if observer is None or side.manned is None or side.planned is None:
        return []
    counting, behind = hours_by(cut, observer, span), _behind(watch, observer)
    return [
        _known(counting, side.manned, "posts manned", behind),
        " of ",
        _known(counting, side.planned, "posts", behind),
    ]


def _denied(cut: DayCut, observer: str | None, side: Watched, watch: AreaWatch, span: Span) -> Told:
    if observer is None:
        return []
    own = [each for effort in watch.efforts if effort.observer == observer for each in effort.lost]
    behind = tuple(name for each in own if each.kind == "denial" for name in each.ids)
    counting = cut.counting.by(observer, span, "one entry, one denial")
    parts: Told = [counting.count(behind, "denials")]
    if side.denied is not None:
        parts += [" (patrols ", counting.figure(side.denied, "patrols denied", behind), ")"]
    return parts


def _ground(cut: DayCut, observer: str | None, side: Watched, watch: AreaWatch, span: Span) -> Told:
    if observer is None or side.coverage is None or side.share is None:
        return []
    return [share_figure(cut, side.coverage, observer, span)]
