"""Why two reports are, or are not, one incident: factor by factor in plain words, and what would change it.

The factors printed multiply to the odds printed; the words are made from the same bins as the numbers.
"""

import math
from dataclasses import dataclass

import numpy as np

from holdfire.errors import IncidentError
from holdfire.fusion.columns_packed import NONE
from holdfire.fusion.evidence import (
    ACT,
    BINS,
    KINDS,
    NAME,
    NOTHING,
    ORIGIN,
    PLACE,
    SHARES,
    SIDES,
    SLACK_S,
    TEXT,
    TIME,
    TOLL,
    UNIT,
    distance_km,
    reach_km,
)
from holdfire.fusion.factors import FIRST, PRIOR, RIVALS, factors_of
from holdfire.fusion.laying import Laid
from holdfire.fusion.neighbours import comparable
from holdfire.fusion.weights import SOURCES, Weights

_FITS = ("differ", "are akin", "are the same", "are not both named")


@dataclass(frozen=True, slots=True)
class Why:
    """The verdict on one pair. `factors` are (name, how many times likelier if one incident, reason)."""

    left: str
    right: str
    factors: tuple[tuple[str, float, str], ...]
    odds: float
    probability: float
    compared: bool
    change: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """One line a factor, their product, and what would change the verdict."""
        told = [f"{_times(times):>28}  {name}: {reason}" for name, times, reason in self.factors]
        told.append(
            f"{self.odds:>28.3g}  odds together: probability {self.probability:.3f} for the two alone"
        )
        if not self.compared:
            told.append(
                "They lie beyond each other's reach in time or place, so fusing did not compare them."
            )
        return (*told, *self.change)


def _times(times: float) -> str:
    if times >= 1.0:
        return f"{times:.3g} times likelier"
    return f"{1.0 / times:.3g} times less likely"


def why(laid: Laid, weights: Weights, left: str, right: str) -> Why:
    """Explain a pair of reports, by the weights given. Raises IncidentError for ids that are not there."""
    one, other = sorted((left, right))
    rows = []
    for name in (one, other):
        if name not in laid.reports.ids:
            raise IncidentError(f"There is no report {name}.", "Give the ids of two reports of the table.")
        rows.append(int(np.flatnonzero(laid.order == laid.reports.ids.index(name))[0]))
    if one == other:
        raise IncidentError("That is one report, twice.", "Give the ids of two reports.")
    i, j = rows
    p = laid.packed
    rivals = laid.rivals.copy()
    # A pair that was not compared is weighed as if it had been, with nothing else to fit.
    for here, there in ((i, j), (j, i)):
        at = min(int(p.source[there]), SOURCES - 1)
        rivals[here, at] = max(1, rivals[here, at])
    factors, bins, _ = factors_of(
        p, laid.reports.words, weights, rivals, np.array([i], np.int32), np.array([j], np.int32)
    )
    log_odds = factors[0]
    told = [
        ("prior", math.exp(log_odds[PRIOR]), "how often a report of one source has its like in the other's"),
        ("rivals", math.exp(log_odds[RIVALS]), _rivals(laid, rivals, i, j)),
    ]
    for kind, name in enumerate(KINDS):
        if bins[0, kind] != NOTHING:
            told.append(
                (name, math.exp(log_odds[FIRST + kind]), _reason(laid, kind, int(bins[0, kind]), i, j))
            )
    total = float(log_odds.sum())
    compared = _compared(laid, i, j)
    return Why(
        one, other, tuple(told), math.exp(total), 1 / (1 + math.exp(-total)), compared, _change(told, total)
    )


def _compared(laid: Laid, i: int, j: int) -> bool:
    p = laid.packed
    between = abs(int(p.middle[i]) - int(p.middle[j])) - int(p.half[i]) - int(p.half[j])
    near = distance_km(p, i, j) <= reach_km(p.radius[i] + p.radius[j])
    return bool(
        comparable(p, i) and comparable(p, j) and p.source[i] != p.source[j] and near and between <= SLACK_S
    )


def _rivals(laid: Laid, rivals: "np.ndarray[tuple[int, int], np.dtype[np.int32]]", i: int, j: int) -> str:
    p, names = laid.packed, laid.reports.sources
    a, b = int(p.source[i]), int(p.source[j])
    return (
        f"{rivals[i, min(b, SOURCES - 1)] - 1} other reports of {names[b]} fit the one by time and place, "
        f"{rivals[j, min(a, SOURCES - 1)] - 1} of {names[a]} the other"
    )


def _reason(laid: Laid, kind: int, number: int, i: int, j: int) -> str:
    p, r = laid.packed, laid.reports
    if kind == PLACE:
        apart = distance_km(p, i, j)
        share = number % (len(SHARES) + 1)
        fits = "well within" if share <= 4 else ("within" if share <= 8 else "beyond")
        return (
            f"{apart:.1f} km apart, {fits} what both claim: ±{p.radius[i]:.1f} km and ±{p.radius[j]:.1f} km"
        )
    if kind == TIME:
        hours = abs(int(p.middle[i]) - int(p.middle[j])) / 3600
        one, other = p.half[i] / 3600, p.half[j] / 3600
        return f"middles {hours:.1f} h apart; the times claim ±{one:.1f} h and ±{other:.1f} h"
    if kind == ACT:
        a, b = r.acts[p.act[i]], r.acts[p.act[j]]
        return f"both say {a}" if a == b else f"one says {a}, the other {b}, as these sources do so often"
    if kind == SIDES:
        fit = number // 3
        said = " and ".join(_said(laid, row) for row in (i, j))
        how = (
            "each other's sides, as in a reprisal"
            if fit == 16
            else f"actors {_FITS[fit // 4]}, targets {_FITS[fit % 4]}"
        )
        return f"{said}: {how}"
    if kind == TOLL:
        killed, injured = ([_number(each[row]) for row in (i, j)] for each in (p.killed, p.injured))
        return f"killed {' and '.join(killed)}, injured {' and '.join(injured)}"
    if kind == NAME:
        return ("the same place name", "like place names", "different place names")[number]
    if kind == UNIT:
        return "the same unit, known no better" if number % 2 == 0 else "different units"
    if kind == TEXT:
        return (
            "no rare word shared",
            "few rare words shared",
            "some",
            "many",
            "most",
            "all of the rare words",
        )[number]
    assert kind == ORIGIN
    return ("the same origin", "one relays the other's source", "different origins")[number]


def _said(laid: Laid, row: int) -> str:
    p, names = laid.packed, laid.reports.sides
    one, other = (names[code] if code != NONE else "nobody named" for code in (p.actor[row], p.target[row]))
    return f"{one} {'against' if p.directed[row] else 'and'} {other}"


def _number(value: int) -> str:
    return "not said" if value == NONE else str(value)


def _change(told: list[tuple[str, float, str]], total: float) -> tuple[str, ...]:
    """Which single factor, were it unknown, would turn the verdict; else how far it is from turning."""
    turned = [name for name, times, _ in told[2:] if (total - math.log(times) > 0) != (total > 0)]
    if turned:
        return (
            f"Were {' or '.join(turned)} not known, the verdict for the two alone would be the other way.",
        )
    need = math.exp(abs(total))
    way = "against" if total > 0 else "for"
    return (f"No single kind of evidence decides: it would take {need:.3g} times more {way} it.",)


assert len(BINS) == len(KINDS)
