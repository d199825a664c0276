"""Rates: what each observer itself recorded in a zone per 100 hours of its own watch, with its bounds."""

from dataclasses import replace

from holdfire.agreement.zones import Zone
from holdfire.publish.day import DayCut
from holdfire.publish.layout import Cell, Grid, said
from holdfire.publish.sections.zones import INCIDENT, Membership, members
from holdfire.publish.watch_words import OWN_LIST, in_figures
from holdfire.trends.area_watch import AreaWatch
from holdfire.trends.effort import Effort
from holdfire.trends.hours import down, up
from holdfire.trends.rates import Rate

RATE = "incidents it recorded itself per 100 hours of its watch"
_RATES_NOTE = (
    "Each observer's rate is of the incidents that its own list holds, over its own hours of watch: how much "
    "it recorded, not how much happened. Incidents that others alone told of are in no rate but theirs, and "
    "rates are not to be added. The bounds are exact ones for a Poisson count at 95 %, rounded outwards, and "
    "are wider where hours are not known or incidents may lie inside. No bound: nothing limits it."
)


def rates(cut: DayCut, kept: list[tuple[Zone, AreaWatch]]) -> Grid:
    return Grid(
        "What was recorded, by the watch kept",
        ("Zone", "Recorded", "Rate of", "Per 100 hours", "At least", "At most"),
        tuple(row for zone, watch in kept for row in _rates(cut, zone, watch)),
        _RATES_NOTE,
        frozenset({3, 4, 5}),
    )


def _rates(cut: DayCut, zone: Zone, watch: AreaWatch) -> list[tuple[Cell, ...]]:
    """A row for each observer: what it recorded itself, over its own hours."""
    found = members(cut.placement, zone.id)
    rows = [_rate(cut, zone, watch, each, found) for each in watch.efforts if each.kept]
    if rows:
        return rows
    count = cut.counting.count(found.inside, INCIDENT, "" if found.inside else watch.words(()))
    recorded = said(*in_figures(cut, watch.said(found.inside), count, watch.longest, cut.span))
    return [(said(zone.name), recorded, *[said("–")] * 4)]


def _rate(cut: DayCut, zone: Zone, watch: AreaWatch, each: Effort, found: Membership) -> tuple[Cell, ...]:
    count = cut.counting.count(found.inside, INCIDENT, "" if found.inside else watch.words(()))
    recorded = said(*in_figures(cut, watch.said_by(each, found.inside), count, each, cut.span))
    per = watch.rate_of(each, found.inside, found.perhaps)
    own = (watch.own(each, (*found.inside, *found.perhaps)) or ()) if cut.shows.source_names else ()
    name = said(cut.party_name(each.observer))
    return (said(zone.name), recorded, name, *_bounds(cut, per, each, (*own, *each.watch_ids)))


def _bounds(cut: DayCut, per: Rate, each: Effort, behind: tuple[str, ...]) -> tuple[Cell, Cell, Cell]:
    """The rate and its bounds; where nobody watched there is no rate, and no bound of one."""
    counting = replace(
        cut.counting.by(each.observer, cut.span, f"{OWN_LIST}, over post-hours; Garwood's interval, 95 %"),
        map=cut.map,
    )
    best = counting.figure(None if per.best is None else round(per.best, 2), RATE, behind, per.why)
    low = replace(counting.figure(down(per.low, 2), RATE, behind), at_least=True)
    if per.best is None and not per.low:
        low = counting.figure(None, RATE, behind, per.why)
    if per.high is None:
        return said(best), said(low), said(counting.figure(None, RATE, behind, per.why or "no bound"))
    high = replace(counting.figure(up(per.high, 2), RATE, behind), at_most=True)
    return said(best), said(low), said(high)
