"""How holdfire effort answers: the watch of one area as plain lines, and as JSON keys."""

from collections.abc import Collection, Mapping
from typing import Any

from holdfire.mission.kept_watch import AreaEffort
from holdfire.trends.area_watch import compared
from holdfire.trends.comparison import Comparison, compare, watched
from holdfire.trends.coverage import Coverage, time_share
from holdfire.trends.effort import Effort, Lost
from holdfire.trends.hours import down, up
from holdfire.trends.rates import Rate
from holdfire.trends.recorded import joined, percent

Names = Mapping[str, str]
_NO_LIST = "its own list is not on file: take it in by a source map that says register: with its party id"


def area_keys(area: AreaEffort, names: Names) -> dict[str, Any]:
    inside = None if area.found is None else len(area.found.inside)
    return {
        "id": area.id,
        "name": area.name,
        "map_version": area.map_version,
        "incidents": {
            "inside": inside,
            "perhaps": None if area.found is None else len(area.found.perhaps),
            "ids": None if area.found is None else list(area.found.inside),
            "words": None if area.found is None else area.watch.words(area.found.inside),
        },
        "together": _coverage(area.watch.together),
        "comparison": _comparison(_whole(area)),
        "observers": [_observer(area, each, names) for each in area.watch.efforts],
    }


def _observer(area: AreaEffort, each: Effort, names: Names) -> dict[str, Any]:
    hours, covered = each.time, area.watch.coverage_of(each)
    return {
        "observer": each.observer,
        "name": names.get(each.observer, each.observer),
        "hours": hours.stated,
        "hours_low": hours.low,
        "hours_high": hours.high,
        "entries": hours.entries,
        "entries_without_hours": hours.unstated,
        "hours_night": each.night,
        "hours_day": each.day,
        "not_split": each.not_split or None,
        "kinds": [
            {"kind": kept.kind, "hours": kept.hours.stated, "manned": kept.manned, "planned": kept.planned}
            for kept in each.kept
        ],
        "posts_manned": each.posts.manned if each.posts else None,
        "posts_planned": each.posts.planned if each.posts else None,
        "time_share": time_share(each, area.watch.span),
        "coverage": None if covered is None else _coverage(covered),
        "lost": [_lost(lost) for lost in each.lost],
        "patrols_denied": each.patrols_denied,
        "conditions": list(each.conditions),
        "doubts": [{"watch_id": doubt.watch_id, "words": doubt.words} for doubt in each.doubts],
        "recorded": None if area.found is None else _recorded(area, each, area.found.inside),
        "recorded_perhaps": None if area.found is None else _recorded(area, each, area.found.perhaps),
        "words": None if area.found is None else joined(area.watch.said_by(each, area.found.inside)),
        "rate": None if area.found is None else _rate(_rate_of(area, each)),
        "comparison": None if area.found is None else _comparison(_by(area, each)),
        "watch_ids": list(each.watch_ids),
    }


def _recorded(area: AreaEffort, each: Effort, found: Collection[str]) -> list[str] | None:
    """Ids of those that its own list holds; None: it keeps none on file."""
    own = area.watch.own(each, found)
    return None if own is None else list(own)


def _lost(lost: Lost) -> dict[str, Any]:
    return {
        "kind": lost.kind,
        "by": lost.by,
        "why": lost.why,
        "hours": lost.hours,
        "patrols": lost.patrols,
        "watch_ids": list(lost.ids),
    }


def _coverage(covered: Coverage) -> dict[str, Any]:
    return {
        "share": covered.share,
        "at_least": covered.at_least,
        "entries_without_place_or_reach": covered.unstated,
        "why": covered.why or None,
    }


def _rate_of(area: AreaEffort, each: Effort) -> Rate:
    if area.found is None:
        raise ValueError(f"{area.id} has no incidents counted.")
    return area.watch.rate_of(each, area.found.inside, area.found.perhaps)


def _rate(found: Rate) -> dict[str, Any]:
    return {
        "per_hours": 100,
        "best": found.best,
        "low": found.low,
        "high": found.high,
        "why": found.why or None,
    }


def _whole(area: AreaEffort) -> Comparison | None:
    if area.found is None or area.before is None:
        return None
    return compared(len(area.found.inside), area.watch, len(area.before.inside), area.then)


def _by(area: AreaEffort, each: Effort) -> Comparison | None:
    """What one observer itself recorded, by its own watch; None where it keeps no list on file."""
    if area.found is None or area.before is None:
        return None
    own, own_before = area.watch.own(each, area.found.inside), area.then.own(each, area.before.inside)
    if own is None or own_before is None:
        return None
    then = next((other for other in area.then.efforts if other.observer == each.observer), None)
    return compare(
        watched(len(own), each, area.watch.coverage_of(each)),
        watched(len(own_before), then, area.then.coverage_of(then)),
    )


def _comparison(found: Comparison | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "standing": str(found.standing),
        "change": found.change,
        "observer": found.observer,
        "now": found.now.count,
        "before": found.before.count,
        "words": found.words,
    }


def area_lines(area: AreaEffort, names: Names) -> list[str]:
    lines = [f"{area.name} ({area.id}, map {area.map_version or 'none in force'})"]
    if area.found is not None:
        perhaps = len(area.found.perhaps)
        more = f"; {perhaps} more may belong to it" if perhaps else ""
        lines.append(f"  {area.watch.words(area.found.inside, names=names)}{more}")
    for each in area.watch.efforts:
        lines += _observer_lines(area, each, names)
    if len(area.watch.efforts) > 1 and area.watch.together.share is not None:
        lines.append(f"  within reach of all observers together: {_share(area.watch.together)}")
    if (whole := _whole(area)) is not None:
        whose = f" (by the watch of {names.get(whole.observer, whole.observer)})" if whole.observer else ""
        lines.append(f"  {whole.words}{whose}")
    return lines


def _observer_lines(area: AreaEffort, each: Effort, names: Names) -> list[str]:
    hours = each.time
    told = "not stated" if hours.stated is None else f"{hours.stated:.1f}"
    most = "no bound" if hours.high is None else f"{hours.high:.1f}"
    split = f"not split: {each.not_split}" if each.night is None else f"{each.night:.1f} by night"
    head = f"  {names.get(each.observer, each.observer)}: hours {told} ({hours.low:.1f} to {most}; {split})"
    for kept in each.kept:
        head += f"; {kept.kind} {_number(kept.manned)} of {_number(kept.planned)}"
    covered = area.watch.coverage_of(each)
    if covered is not None and each.kept:
        head += f"; within reach {_share(covered)}"
    lines = [head]
    lines += [f"    {_loss_words(lost, names)}" for lost in each.lost]
    lines += [f"    does not hold together: {doubt.watch_id}: {doubt.words}" for doubt in each.doubts]
    if area.found is not None:
        own = area.watch.own(each, area.found.inside)
        lines.append(f"    its own list holds {len(own)} of them" if own is not None else f"    {_NO_LIST}")
        lines.append(f"    {_rate_words(_rate_of(area, each))}")
    return lines


def _loss_words(lost: Lost, names: Names) -> str:
    by = f" by {names.get(lost.by, lost.by)}" if lost.by else ""
    cost = "" if lost.hours is None else f", {lost.hours:.1f} hours lost"
    patrols = "" if lost.patrols is None else f", {lost.patrols} patrols kept from going"
    return f"{lost.kind}{by} ({len(lost.ids)}{patrols}{cost}): {lost.why or 'reason not stated'}"


def _rate_words(found: Rate) -> str:
    if found.best is None and not found.low and found.high is None:
        return f"rate per 100 hours: not known ({found.why})"
    best = f"not known: {found.why}" if found.best is None else f"{found.best:.2f}"
    high = "no bound" if found.high is None else f"{up(found.high, 2):.2f}"
    return f"rate per 100 hours: {best} ({down(found.low, 2):.2f} to {high}, 95 %)"


def _share(covered: Coverage) -> str:
    return f"not known: {covered.why}" if covered.share is None else f"{joined([percent(covered)])} %"


def _number(value: float | None) -> str:
    return "not stated" if value is None else f"{round(value, 1):g}"
