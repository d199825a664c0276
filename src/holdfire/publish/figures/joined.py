"""Marks joined where there are too many to tell apart: one mark a cell of the page, with a count in it.

The mark has the shape and ink of the gravest finding in its cell. Of a cell with one incident the
ordinary mark is drawn where it is; a joined one stands amid its incidents, but never so near the
edge of its cell that it would lie over the next.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from holdfire.publish.annex import AnnexRow
from holdfire.publish.figures.frame import Frame
from holdfire.publish.figures.marks import VERDICT_INK, shape_of, spots

APART_MAX = 120
"""So many marks are drawn each by itself, with circle and number; the reader cannot follow more."""

CELLS = (24.0, 32.0, 44.0, 60.0, 90.0)
"""Sides of a cell in points of the map, the first that gives few enough marks; 5 points are 1 mm in print."""
MARKS_MAX = 260

GRAVITY = ("breach", "undetermined", "no breach")


@dataclass(frozen=True, slots=True)
class Joined:
    """The incidents of one cell; `number` is the annex number where there is one only."""

    x: float
    y: float
    count: int
    verdict: str
    number: int

    @property
    def size(self) -> float:
        return 5.0 if self.count == 1 else 7.4 + 1.2 * len(str(self.count))


def joined(frame: Frame, pins: Sequence[AnnexRow]) -> list[Joined]:
    """The marks of many incidents, in order of their cells from the top left."""
    points = [(x, y) for _, x, y in spots(frame, pins)]
    for side in CELLS:
        cells = [(int(y // side), int(x // side)) for x, y in points]
        if len(set(cells)) <= MARKS_MAX:
            break
    held: dict[tuple[int, int], list[int]] = {}
    for position, cell in enumerate(cells):
        held.setdefault(cell, []).append(position)
    return [
        _one(cell, side, [points[each] for each in there], [pins[each] for each in there])
        for cell, there in sorted(held.items())
    ]


def _one(
    cell: tuple[int, int], side: float, points: list[tuple[float, float]], pins: list[AnnexRow]
) -> Joined:
    verdicts = Counter(pin.verdict for pin in pins)
    gravest = next((each for each in GRAVITY if verdicts[each]), pins[0].verdict)
    found = Joined(*points[0], len(pins), gravest, pins[0].number)
    if found.count == 1:
        return found
    room = max(0.0, side / 2 - found.size)
    x, y = (
        min(max(sum(values) / len(values), (start + 0.5) * side - room), (start + 0.5) * side + room)
        for values, start in zip(zip(*points, strict=True), reversed(cell), strict=True)
    )
    return Joined(x, y, found.count, gravest, found.number)


def joined_marks(found: Iterable[Joined]) -> Iterator[str]:
    """The larger groups last, over the smaller ones."""
    for each in sorted(found, key=lambda one: (one.count, one.y, one.x)):
        yield joined_mark(each)


def joined_mark(each: Joined) -> str:
    shape = shape_of(each.verdict, each.x, each.y, each.size)
    if each.count == 1:
        return shape
    hollow = each.verdict == "undetermined"
    ink, size = (VERDICT_INK["undetermined"], 6.8) if hollow else ("#fff", 7.6)
    base = each.y + (0.6 * each.size if hollow else 2.7)
    return (
        f'{shape}<text x="{each.x:.1f}" y="{base:.1f}" font-size="{size}" font-weight="700" fill="{ink}"'
        f' text-anchor="middle">{each.count}</text>'
    )
