"""Each observer's printed counts of the last days above the hours it watched: a small drawing, one row each.

Rows are observers and are never stacked or joined: what two of them counted overlaps by an unknown number.
A day without a printed count stays empty, which is not a zero; a zero is a mark on the line. The drawing
holds no colour that alone carries meaning.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

WIDTH, ROW, LEFT, RIGHT, TOP, FOOT = 720.0, 74.0, 150.0, 10.0, 18.0, 22.0
BARS, BAND = 38.0, 14.0
"""Heights of the counts and of the watch below them, in points of the drawing."""
INK, SOFT, RULE, COUNT_FILL, WATCH_FILL = "#1f2933", "#52606d", "#cbd2d9", "#3e6b8f", "#b8a77a"


@dataclass(frozen=True, slots=True)
class ObserverDay:
    """What one observer printed for a day, lowest and highest (None: nothing), the hours it watched as far as
    they are known (None: none on record), and how often it was kept from watching. `partly`: hours of some of
    its watch are not known, so the bar is the least, or there is none."""

    day: date
    low: int | None
    high: int | None
    hours: float | None
    denials: int
    partly: bool = False


@dataclass(frozen=True, slots=True)
class ObserverRow:
    """One observer and its days, the earliest first."""

    name: str
    days: tuple[ObserverDay, ...]


def counts_and_watch_svg(rows: Sequence[ObserverRow]) -> str:
    """The drawing; the same rows give the same text. All rows share one scale of counts and one of hours."""
    most = max([each.high or 0 for row in rows for each in row.days] + [1])
    longest = max([each.hours or 0.0 for row in rows for each in row.days] + [1.0])
    height = TOP + ROW * len(rows) + FOOT
    body = [_legend(most, longest)]
    for number, row in enumerate(rows):
        body.append(_row(row, TOP + number * ROW, most, longest))
    days = rows[0].days
    step = (WIDTH - LEFT - RIGHT) / len(days)
    for place, each in enumerate(days):
        if len(days) <= 16 or place % 2 == 0:
            x = LEFT + (place + 0.5) * step
            body.append(_text(x, height - 8, f"{each.day.day}.{each.day.month}.", SOFT, 8, "middle"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}" role="img" '
        f"font-family=\"'Noto Sans','Noto Sans Arabic',sans-serif\">"
        f'<rect width="{WIDTH:g}" height="{height:g}" fill="#ffffff"/>{"".join(body)}</svg>'
    )


def _legend(most: int, longest: float) -> str:
    words = (
        f"tallest bar {most}; widest watch {longest:,.0f} h; ?: hours not all known; x: kept from watching; "
        "empty: nothing printed"
    )
    return _text(LEFT, 11, words, SOFT, 8, "start")


def _row(row: ObserverRow, top: float, most: int, longest: float) -> str:
    base, step = top + 8 + BARS, (WIDTH - LEFT - RIGHT) / len(row.days)
    drawn = [
        _text(LEFT - 8, base - 12, _short(row.name), INK, 10, "end"),
        _text(LEFT - 8, base + BAND, "hours of watch", SOFT, 8, "end"),
        f'<path d="M{LEFT:g} {base:g}H{WIDTH - RIGHT:g}" stroke="{RULE}" stroke-width="0.8"/>',
    ]
    for place, each in enumerate(row.days):
        drawn.append(_day(each, LEFT + place * step, step, base, most, longest))
    return "".join(drawn)


def _day(each: ObserverDay, x: float, step: float, base: float, most: int, longest: float) -> str:
    wide, drawn = step * 0.62, []
    left = x + (step - wide) / 2
    if each.low is not None and each.high is not None:
        low, high = BARS * each.low / most, BARS * each.high / most
        drawn.append(_box(left, base - low, wide, max(low, 0.9), COUNT_FILL))
        if each.high > each.low:
            drawn.append(
                f'<rect x="{left:.1f}" y="{base - high:.1f}" width="{wide:.1f}" height="{high - low:.1f}" '
                f'fill="none" stroke="{COUNT_FILL}" stroke-dasharray="2 1.5"/>'
            )
        label = str(each.low) if each.low == each.high else f"{each.low}–{each.high}"
        drawn.append(_text(x + step / 2, base - high - 2, label, INK, 8, "middle"))
    if each.hours:
        drawn.append(_box(left, base + 4, wide, max(BAND * each.hours / longest, 0.9), WATCH_FILL))
    if each.partly:
        drawn.append(_text(left + wide, base + 4 + BAND, "?", INK, 9, "middle"))
    if each.denials:
        drawn.append(_text(x + step / 2, base + 4 + BAND, "x", INK, 9, "middle"))
    return "".join(drawn)


def _box(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"/>'


def _text(x: float, y: float, words: str, fill: str, size: int, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}">'
        f"{escape(words)}</text>"
    )


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:23]}…"
