"""A period beside the one before: said only where the watch kept was known and much the same.

Sixty incidents seen by nine posts and none seen by three closed ones are not "down by 100 %".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from holdfire.trends.coverage import Coverage
from holdfire.trends.effort import Effort
from holdfire.trends.hours import Hours
from holdfire.trends.recorded import percent

EFFORT_CHANGE_MAX = 0.25
"""A comparison stands while hours of watch, posts manned and ground covered differ by no more than this
fraction of the earlier period."""


class Standing(StrEnum):
    """What may be said of two periods."""

    COMPARABLE = "comparable"
    FLAGGED = "effort changed"
    SUPPRESSED = "effort not known"


@dataclass(frozen=True, slots=True)
class Watched:
    """A count, and the watch behind it.

    `hours` None: not known. `over` and `under`: by how much the truth may lie above or below them, for hours
    that are not stated or that may lie outside the period; None: nothing bounds it. `doubted`: some entry
    states more than there is room for. `manned` of `planned` posts, None: not stated. `denied` patrols where
    that is said, and `denials` on record. `coverage` None: nobody asked for it.
    """

    count: int
    hours: float | None
    over: float | None = 0.0
    under: float = 0.0
    doubted: bool = False
    manned: float | None = None
    planned: float | None = None
    denials: int = 0
    denied: int | None = None
    coverage: Coverage | None = None

    @property
    def share(self) -> float | None:
        return None if self.coverage is None else self.coverage.share


def watched(count: int, effort: Effort | None, coverage: Coverage | None = None) -> Watched:
    """A count of one area with the effort of one observer there; None: none is on record."""
    if effort is None:
        return Watched(count, None, coverage=coverage)
    posts, denied = effort.posts, [each for each in effort.lost if each.kind == "denial"]
    return Watched(
        count,
        effort.hours,
        _over(effort.time),
        (effort.hours or 0.0) - effort.time.low if effort.hours else 0.0,
        bool(effort.doubts and effort.time.unstated),
        posts.manned if posts else None,
        posts.planned if posts else None,
        sum(len(each.ids) for each in denied),
        effort.patrols_denied,
        coverage,
    )


def _over(time: Hours) -> float | None:
    return None if time.high is None else time.high - (time.stated or 0.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two periods, whether they may be compared, and the sentence that may be printed.

    `why` says what stands against it, `changed` what is known of the effort in both: each a short phrase.
    `observer`: whose watch decides, where there are several.
    """

    now: Watched
    before: Watched
    standing: Standing
    why: tuple[str, ...]
    changed: tuple[str, ...]
    observer: str | None = None

    @property
    def change(self) -> int | None:
        """The difference; None where it may not be stated."""
        return self.now.count - self.before.count if self.standing is Standing.COMPARABLE else None

    @property
    def words(self) -> str:
        counts = f"{self.now.count} against {self.before.count} in the previous period"
        effort = "; ".join(self.changed)
        change = self.change
        if change is None:
            why = "; ".join(self.why)
            return f"{counts}; no trend is drawn: {why}" + (f" ({effort})." if effort else ".")
        trend = "no change" if change == 0 else f"{abs(change)} {'more' if change > 0 else 'fewer'}"
        return f"{counts}: {trend} ({effort})."


def compare(now: Watched, before: Watched, change_max: float = EFFORT_CHANGE_MAX) -> Comparison:
    """Compare two periods of equal length by the rule above."""
    changed = tuple(phrase for phrase in (_hours(now, before), *_effort(now, before)) if phrase)
    silent = tuple(
        f"{name} period: {_silence(each)}"
        for name, each in (("this", now), ("previous", before))
        if not each.hours
    )
    if silent:
        return Comparison(now, before, Standing.SUPPRESSED, silent, changed)
    why = tuple(_against(now, before, change_max))
    return Comparison(now, before, Standing.FLAGGED if why else Standing.COMPARABLE, why, changed)


def compare_all(
    count: int, count_before: int, now: Mapping[str, Watched], before: Mapping[str, Watched]
) -> Comparison:
    """Compare two counts that several observers' watch stands behind, each by its id.

    A trend needs every observer of either period to have watched much the same: where one of them was
    kept out, fewer recorded does not mean fewer happened. The least favourable comparison is the answer.
    """
    observers = sorted({*now, *before})
    if not observers:
        return compare(Watched(count, None), Watched(count_before, None))
    found = [
        replace(
            compare(now.get(each, Watched(count, None)), before.get(each, Watched(count_before, None))),
            observer=each,
        )
        for each in observers
    ]
    order = list(Standing)
    return max(found, key=lambda each: (order.index(each.standing), each.now.hours or 0.0))


def _silence(each: Watched) -> str:
    if each.hours is None:
        if each.doubted:
            return "hours stated do not hold together"
        return "no watch on record" if each.over == 0 else "hours of watch not stated"
    return "no hours watched"


def _against(now: Watched, before: Watched, change_max: float) -> list[str]:
    """What stands against comparing two periods whose hours are known."""
    found = []
    if now.hours is not None and before.hours is not None:
        if _apart(now.hours, before.hours, change_max):
            found.append(f"watch changed by more than {change_max:.0%}")
        elif not _surely_near(now, before, change_max):
            found.append("how many of the hours are of each period is not known well enough")
    if _changed(now.manned, before.manned, change_max):
        found.append(f"posts manned changed by more than {change_max:.0%}")
    if _changed(now.share, before.share, change_max):
        found.append(f"ground covered changed by more than {change_max:.0%}")
    if (now.share is None) != (before.share is None):
        period = "the previous" if now.share is not None else "this"
        found.append(f"how much of the zone was watched is not known for {period} period")
    return found


def _surely_near(now: Watched, before: Watched, change_max: float) -> bool:
    """Whether hours differ by no more than the fraction, whatever they may truly be: an entry of a month
    says of each of its weeks the same, and so nothing of a change between them."""
    if now.over is None or before.over is None:
        return False
    ends: list[tuple[float, float]] = []
    for each in (now, before):
        hours = each.hours or 0.0
        ends.append((hours - each.under, hours + (each.over or 0.0)))
    return not any(_apart(one, other, change_max) for one in ends[0] for other in ends[1])


def _changed(now: float | None, before: float | None, change_max: float) -> bool:
    return now is not None and before is not None and _apart(now, before, change_max)


def _apart(now: float, before: float, change_max: float) -> bool:
    return abs(now - before) > change_max * before + 1e-9


def _hours(now: Watched, before: Watched) -> str:
    if now.hours is None or before.hours is None:
        return ""
    return f"{round(now.hours, 1):g} h of watch against {round(before.hours, 1):g} h"


def _effort(now: Watched, before: Watched) -> Sequence[str]:
    """Posts, denials and ground of both periods, as far as they are known."""
    found = []
    if now.planned is not None or before.planned is not None:
        found.append(f"{_posts(now)} posts manned against {_posts(before)}")
    if now.denials or before.denials:
        found.append(_denied(now, before))
    if now.share is not None or before.share is not None:
        found.append(f"{_share(now)} of the zone within reach against {_share(before)}")
    return found


def _posts(each: Watched) -> str:
    manned, planned = ("not known" if n is None else f"{round(n, 1):g}" for n in (each.manned, each.planned))
    return f"{manned} of {planned}"


def _denied(now: Watched, before: Watched) -> str:
    return f"{_denials(now)} against {_denials(before)}" if before.denials else _denials(now)


def _denials(each: Watched) -> str:
    if each.denied is not None:
        return f"{each.denied} patrol{'' if each.denied == 1 else 's'} denied"
    return f"{each.denials} denial{'' if each.denials == 1 else 's'}" if each.denials else "none"


def _share(each: Watched) -> str:
    return "not known" if each.coverage is None or each.share is None else f"{percent(each.coverage).text} %"
