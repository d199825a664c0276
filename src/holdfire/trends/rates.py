"""Rates: how many were recorded in 100 hours of watch, and between what bounds that may lie.

The interval is the exact one for a Poisson count (F. Garwood, Biometrika 28, 1936): incidents are taken
to come independently and at an even pace, which bouts of fire do not, so the truth varies more than it
says. Hours that are not known widen it, and never narrow it. It is the rate of what was recorded per
hour somebody watched; what happened while nobody did is not in it.
"""

from dataclasses import dataclass
from math import exp, lgamma, log

from holdfire.errors import HoldfireError
from holdfire.trends.hours import Hours

PER_HOURS = 100.0
CONFIDENCE = 0.95
NO_WATCH = "no watch"
NOT_STATED = "hours of watch not stated"
PARTLY = "hours of some entries not stated"
NO_LIST = "its own list of incidents is not on file"
CONTRADICTED = "hours stated do not hold together"


@dataclass(frozen=True, slots=True)
class Rate:
    """Recorded per 100 hours of watch. `best` None: not known, and `why` says for what reason. The rate is
    between `low` and `high`; `low` 0 and `high` None say that nothing bounds it."""

    best: float | None
    low: float
    high: float | None
    why: str = ""


def rate(count: int, hours: Hours, perhaps: int = 0) -> Rate:
    """The rate of `count` incidents that one observer recorded within those hours of its own, `perhaps` more
    of its own may belong to them and widen the interval upwards. Never of what others recorded."""
    if hours.high is not None and hours.high <= 0:
        return Rate(None, 0.0, None, NO_WATCH)
    fewest, _ = poisson_interval(count)
    _, most = poisson_interval(count + perhaps)
    low = 0.0 if hours.high is None else fewest / hours.high * PER_HOURS
    high = None if hours.low <= 0 else most / hours.low * PER_HOURS
    if not hours.stated or not hours.known:
        return Rate(None, low, high, _why(hours))
    return Rate(count / hours.stated * PER_HOURS, low, high)


def _why(hours: Hours) -> str:
    """Why hours are no divisor: all incidents over a part of the hours would be no best rate."""
    if hours.doubts and hours.unstated:
        return CONTRADICTED
    return NOT_STATED if hours.stated is None else PARTLY


def poisson_interval(count: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Garwood's bounds of the mean of a Poisson count: outside them so small (large) a count would come
    in less than (1 - confidence) / 2 of all cases."""
    if count < 0 or not 0 < confidence < 1:
        raise HoldfireError(f"No interval for a count of {count} at {confidence}.", "Count from 0 up.")
    tail = (1 - confidence) / 2
    reach = 10 + count + 10 * (count + 1) ** 0.5 - 3 * log(tail)
    low = 0.0 if count == 0 else _where(1 - tail, count - 1, reach)
    return low, _where(tail, count, reach)


def _where(chance: float, count: int, reach: float) -> float:
    """The mean at which a count of `count` or less has that chance; it falls as the mean grows."""
    low, high = 0.0, reach
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if at_most(count, middle) > chance else (low, middle)
    return (low + high) / 2


def at_most(count: int, mean: float) -> float:
    """The chance that a Poisson count of that mean is `count` or less, summed from its largest term down."""
    if mean <= 0:
        return 1.0
    if count >= mean:
        return 1.0 - _upper(count + 1, mean)
    term = exp(count * log(mean) - mean - lgamma(count + 1))
    total, number = 0.0, count
    while number >= 0 and term > total * 1e-18:
        total += term
        term *= number / mean
        number -= 1
    return min(1.0, total)


def _upper(count: int, mean: float) -> float:
    """The chance of `count` or more, for a count above the mean."""
    term = exp(count * log(mean) - mean - lgamma(count + 1))
    total, number = 0.0, count
    while term > total * 1e-18:
        total += term
        number += 1
        term *= mean / number
    return min(1.0, total)
