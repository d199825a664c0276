"""Labels that do not run over each other: each tries a few spots and is left out if none is free."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

GLYPH = 0.6
"""Mean width of a letter, in font sizes; a little wide for Noto Sans, so boxes err on the large side."""

Box = tuple[float, float, float, float]


@dataclass
class Sheet:
    """The boxes taken so far, within the sheet's bounds."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def take(self, wanted: Box) -> None:
        self.taken.append(wanted)

    def free(self, wanted: Box) -> bool:
        left, top, right, bottom = wanted
        if left < 3 or top < 3 or right > self.width - 3 or bottom > self.height - 3:
            return False
        return not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for other in self.taken
        )

    def spot(self, text: str, size: float, x: float, y: float, gap: float) -> tuple[float, float] | None:
        """Where the text may start (left end of its baseline) beside a mark, and take it; None if nowhere."""
        wide, tall = len(text) * size * GLYPH, size
        for left, base in _around(x, y, wide, tall, gap):
            wanted = (left, base - tall * 0.8, left + wide, base + tall * 0.25)
            if self.free(wanted):
                self.take(wanted)
                return left, base
        return None


def _around(x: float, y: float, wide: float, tall: float, gap: float) -> Iterator[tuple[float, float]]:
    middle = y + tall * 0.35
    yield x + gap, middle
    yield x - gap - wide, middle
    yield x - wide / 2, y - gap
    yield x - wide / 2, y + gap + tall * 0.8
    for side in (gap * 0.7, -gap * 0.7 - wide):
        yield x + side, y - gap * 0.7
        yield x + side, y + gap * 0.7 + tall * 0.7


def haloed(text: str, x: float, y: float, size: float, fill: str, extra: str = "") -> str:
    """The text over a pale copy of itself. Drawn twice: not every renderer knows paint-order."""
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" {extra}'.rstrip()
    halo = (
        f'<text {place} fill="none" stroke="#fff" stroke-opacity=".85" stroke-width="3" aria-hidden="true">'
    )
    return f'{halo}{escape(text)}</text><text {place} fill="{fill}">{escape(text)}</text>'
