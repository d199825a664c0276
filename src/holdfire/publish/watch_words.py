"""The watch kept, put into a bulletin's sentences: each number of a phrase becomes a figure."""

from collections.abc import Iterable
from dataclasses import replace

from holdfire.agreement.zones import Zone
from holdfire.moments import Span
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Counting, Figure
from holdfire.trends.area_watch import AreaWatch, area_watch, whole_watch
from holdfire.trends.coverage import Coverage
from holdfire.trends.effort import Effort
from holdfire.trends.recorded import COUNT, HOURS, OWN, PERCENT, Number, Part, Watcher, percent

PRORATED = "hours as the observer states them, prorated"
WITHIN_REACH = "ground within the stated reach of the stated posts and tracks, at any time of the span"
OWN_LIST = "incidents of this record that the observer's own list holds"
OWN_UNIT = "incidents it recorded itself"
PER_CENT = "percent of the zone"


def watch_of(cut: DayCut, zone: Zone, span: Span) -> AreaWatch:
    """The watch of a zone in a span, over the map in force at its middle."""
    version = zone.version_at(span.middle)
    return area_watch(cut.dataset.watch, span, zone.id, version.geometry if version else None, cut.own_lists)


def watch_everywhere(cut: DayCut, span: Span) -> AreaWatch:
    """All watch on record in a span, over all zones with a map at its middle taken together."""
    found = (zone.version_at(span.middle) for zone in cut.agreement.zones)
    drawn = [each.geometry for each in found if each is not None]
    return whole_watch(cut.dataset.watch, span, drawn, cut.own_lists)


def hours_by(cut: DayCut, observer: str, span: Span) -> Counting:
    return cut.counting.by(observer, span, PRORATED)


def share_figure(cut: DayCut, covered: Coverage, observer: str, span: Span) -> Figure:
    """A share in whole percent; not known, with the reason, where no entry says where it watched."""
    counting = replace(cut.counting.by(observer, span, WITHIN_REACH), map=cut.map)
    if covered.share is None:
        return counting.figure(None, PER_CENT, (), covered.why)
    return _figure(counting, percent(covered), PER_CENT)


def in_figures(
    cut: DayCut, parts: Iterable[Part], count: Figure, best: Effort | None, span: Span
) -> tuple[str | Figure, ...]:
    """A phrase of trends.recorded with its numbers as figures; `count` stands where it counts."""
    observer = best.observer if best else cut.counting.observer
    ground = replace(cut.counting.by(observer, span, WITHIN_REACH), map=cut.map)
    found: list[str | Figure] = []
    for part in parts:
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, Watcher):
            found.append(cut.party_name(part.observer))
        elif part.what == COUNT:
            found.append(count)
        elif part.what == OWN:
            found.append(own_figure(cut, observer, part.ids, best.watch_ids if best else (), span))
        elif part.what == HOURS:
            found.append(_figure(hours_by(cut, observer, span), part, HOURS))
        elif part.what == PERCENT:
            found.append(_figure(ground, part, PER_CENT))
    return tuple(found)


def own_figure(
    cut: DayCut, observer: str, own: tuple[str, ...], watch_ids: tuple[str, ...], span: Span
) -> Figure:
    """How many incidents an observer itself recorded. Which they are is told only where sources are named:
    elsewhere the number opens to that observer's watch."""
    counting = replace(cut.counting.by(observer, span, OWN_LIST), map=cut.map)
    if cut.shows.source_names:
        return counting.count(own, OWN_UNIT)
    return counting.figure(len(set(own)), OWN_UNIT, watch_ids, "which of them they are is not shown here")


def _figure(counting: Counting, number: Number, unit: str) -> Figure:
    figure = counting.figure(number.value, unit, number.ids)
    return replace(figure, at_least=number.at_least, at_most=number.at_most)
