"""A period beside the one before: said only where the watch kept was known and much the same.

Sixty incidents seen by nine posts and none seen by three closed ones are not "down by 100 %".
"""

from dataclasses import dataclass
from enum import StrEnum

EFFORT_CHANGE_MAX = 0.25
"""A comparison stands while hours of watch differ by no more than this fraction of the earlier period."""


class Standing(StrEnum):
    """What may be said of two periods."""

    COMPARABLE = "comparable"
    FLAGGED = "effort changed"
    SUPPRESSED = "effort not known"


@dataclass(frozen=True, slots=True)
class Watched:
    """A count, and the hours of watch behind it (None: not known)."""

    count: int
    hours: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two periods, whether they may be compared, and the sentence that may be printed."""

    now: Watched
    before: Watched
    standing: Standing
    words: str

    @property
    def change(self) -> int | None:
        """The difference; None where it may not be stated."""
        return self.now.count - self.before.count if self.standing is Standing.COMPARABLE else None


def compare(now: Watched, before: Watched, change_max: float = EFFORT_CHANGE_MAX) -> Comparison:
    """Compare two periods of equal length by the rule above."""
    counts = f"{now.count} against {before.count} in the previous period"
    if not now.hours or not before.hours:
        silent = "; ".join(
            f"{name} period: {'no watch recorded' if each.hours is None else 'no hours watched'}"
            for name, each in (("this", now), ("previous", before))
            if not each.hours
        )
        words = f"{counts}; no trend is drawn ({silent})."
        return Comparison(now, before, Standing.SUPPRESSED, words)
    hours = f"{now.hours:g} h of watch against {before.hours:g} h"
    if abs(now.hours - before.hours) > change_max * before.hours:
        words = f"{counts}; no trend is drawn: watch changed by more than {change_max:.0%} ({hours})."
        return Comparison(now, before, Standing.FLAGGED, words)
    change = now.count - before.count
    trend = "no change" if change == 0 else f"{abs(change)} {'more' if change > 0 else 'fewer'}"
    return Comparison(now, before, Standing.COMPARABLE, f"{counts}: {trend} ({hours}).")
