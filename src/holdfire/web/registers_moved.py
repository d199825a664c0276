"""How one judgement moved the bounds: the same registers lined up without it, and with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from holdfire.mission.judging import read_again
from holdfire.mission.lining_up import LinedUp
from holdfire.web.held import Held
from holdfire.web.registers_held import judged_in, lined


@dataclass(frozen=True, slots=True)
class Stand:
    """Bounds and rows as they stand; `upper` None: no upper bound, `statuses` None: no two lists."""

    lower: int | None
    upper: int | None
    statuses: dict[str, int] | None


@dataclass(frozen=True, slots=True)
class AreaMoved:
    """An area whose bounds the judgement moved."""

    area: str
    name: str
    lower_before: int | None
    upper_before: int | None
    lower_after: int | None
    upper_after: int | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A judgement, and what it moved, all reports being as they are now. `line` is the journal's."""

    line: int
    left: str
    right: str
    verdict: str
    by: str
    at: datetime
    why: str
    until: datetime | None
    before: Stand
    after: Stand
    areas: list[AreaMoved]


def moved_by(held: Held, first: date, last: date, sides: Sequence[str], line: int) -> Moved | None:
    """What the judgement in that line moved; None where no judgement is there."""
    entry = judged_in(held, line)
    if entry is None:
        return None
    (told,) = read_again([entry])
    before, after = (lined(held, first, last, sides, each) for each in (line - 1, line))
    return Moved(
        line,
        told.left,
        told.right,
        told.verdict,
        told.by,
        told.at,
        told.why,
        told.until,
        _stand(before),
        _stand(after),
        _areas(before, after),
    )


def _stand(found: LinedUp) -> Stand:
    statuses = found.lineup.counts if found.lineup is not None else None
    return Stand(found.bounds.lower, found.bounds.upper, statuses)


def _areas(before: LinedUp, after: LinedUp) -> list[AreaMoved]:
    then = {each.area: (each.lower, each.upper) for each in before.bounds.areas}
    now = {each.area: (each.lower, each.upper) for each in after.bounds.areas}
    none = (None, None)
    return [
        AreaMoved(area, after.names.get(area, area), *then.get(area, none), *now.get(area, none))
        for area in sorted({*then, *now})
        if then.get(area, none) != now.get(area, none)
    ]
