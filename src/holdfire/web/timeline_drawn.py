"""The timeline as a drawing: bars by kind over the hours watched, marks above, unwatched days hatched.

Classes give the colours (timeline.css), for the desk's light and dark; shapes and strokes tell the kinds
apart without them. Time runs from left to right in every language.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from urllib.parse import urlencode

from markupsafe import Markup, escape

from holdfire.web.timeline_days import NOBODY, NOT_SHOWN, NOT_STATED, Day
from holdfire.web.timeline_marks import Mark

WIDTH, LEFT, RIGHT, TOP, PLOT, FOOT = 1000.0, 44.0, 52.0, 64.0, 200.0, 30.0
BASE = TOP + PLOT
APART = 92.0
"""Days are named so far apart that their names never meet."""

SHAPES = {
    "text": "M-5-5h10v10h-10z",
    "round": "M0-6a6 6 0 1 1 0 12a6 6 0 1 1 0-12z",
    "extension": "M0-6l6.5 11h-13z",
    "term end": "M-6-5h12l-6 11z",
    "decision": "M0-7l7 7-7 7-7-7z",
}

Address = Callable[[date, date], str]


def drawn(
    days: Sequence[Day],
    kinds: Sequence[str],
    marks: Sequence[Mark],
    chosen: tuple[date, date],
    named: Callable[[Day], str],
    label: str,
    link: dict[str, str],
) -> Markup:
    """The drawing. `named` says a day in words, `label` the whole; `link` are the page's other choices."""
    step = (WIDTH - LEFT - RIGHT) / len(days)
    most = max([each.number for each in days] + [1])
    longest = max([each.watch.most or 0.0 for each in days] + [1.0])
    height = BASE + FOOT
    fine = " fine" if step < 9 else ""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline{fine}" viewBox="0 0 {WIDTH:g} {height:g}" '
        f'role="group" direction="ltr" aria-label="{escape(label)}" data-brush data-first="{days[0].day}" '
        f'data-days="{len(days)}" data-left="{LEFT:g}" data-step="{step:.5f}" data-top="{TOP:g}" '
        f'data-tall="{PLOT:g}">',
        '<defs><pattern id="unwatched" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="hatch" d="M0 0V6"/></pattern></defs>',
    ]
    parts += [_ground(each, LEFT + place * step, step, longest) for place, each in enumerate(days)]
    parts.append(_chosen(days, chosen, step))
    parts.append(_axes(most, longest))
    parts += [_bars(each, kinds, LEFT + place * step, step, most) for place, each in enumerate(days)]
    parts += _marks(marks, days[0].day, step)
    parts += _names(days, step)
    parts += [_link(each, LEFT + place * step, step, named(each), link) for place, each in enumerate(days)]
    parts.append('<rect class="brushed" data-brushed width="0" height="0"/></svg>')
    return Markup("".join(parts))


def _ground(day: Day, x: float, step: float, longest: float) -> str:
    """Behind the bars: hours watched, or that nobody did, or that it is not known how long."""
    state, hours = day.watch.state, day.watch.most
    if state == NOBODY:
        return f'<rect x="{x:.2f}" y="{TOP:g}" width="{step:.2f}" height="{PLOT:g}" fill="url(#unwatched)"/>'
    if state == NOT_SHOWN:
        return f'<rect class="not-shown" x="{x:.2f}" y="{TOP:g}" width="{step:.2f}" height="{PLOT:g}"/>'
    if state == NOT_STATED or hours is None:
        return f'<path class="not-stated" d="M{x:.2f} {BASE - 6:g}h{step:.2f}"/>'
    tall = max(PLOT * hours / longest, 1.0)
    return f'<rect class="effort" x="{x:.2f}" y="{BASE - tall:.2f}" width="{step:.2f}" height="{tall:.2f}"/>'


def _chosen(days: Sequence[Day], chosen: tuple[date, date], step: float) -> str:
    first, last = ((each - days[0].day).days for each in chosen)
    if first <= 0 and last >= len(days) - 1:
        return ""
    wide = (last - first + 1) * step
    x = LEFT + first * step
    return f'<rect class="chosen" x="{x:.2f}" y="{TOP:g}" width="{wide:.2f}" height="{PLOT:g}"/>'


def _axes(most: int, longest: float) -> str:
    right = WIDTH - RIGHT
    parts = [f'<path class="axis" d="M{LEFT:g} {BASE:g}H{right:g}"/>']
    for share in sorted({0, most // 2, most}):
        y = BASE - PLOT * share / most
        parts.append(f'<path class="grid" d="M{LEFT:g} {y:.2f}H{right:g}"/>')
        parts.append(_text(LEFT - 6, y + 4, str(share), "end"))
    for hours in (longest / 2, longest):
        y = BASE - PLOT * hours / longest
        parts.append(_text(right + 6, y + 4, f"{hours:.0f} h", "start", "effort-name"))
    return "".join(parts)


def _bars(day: Day, kinds: Sequence[str], x: float, step: float, most: int) -> str:
    if day.watch.state == NOT_SHOWN:
        return ""
    wide = max(step * 0.66, 1.2)
    left, y, parts = x + (step - wide) / 2, BASE, []
    for kind in kinds:
        number = day.counts.get(kind, 0)
        if number:
            tall = PLOT * number / most
            y -= tall
            name = kind.replace(" ", "-")
            parts.append(
                f'<rect class="bar bar-{escape(name)}" x="{left:.2f}" y="{y:.2f}" '
                f'width="{wide:.2f}" height="{tall:.2f}"/>'
            )
    if not day.number and day.watch.state != NOBODY:
        middle = x + step / 2
        if step >= 9:
            parts.append(_text(middle, BASE - 3, "0", "middle", "zero"))
        else:
            parts.append(f'<path class="zero-mark" d="M{left:.2f} {BASE - 1.5:g}h{wide:.2f}"/>')
    return "".join(parts)


def _marks(marks: Sequence[Mark], first: date, step: float) -> list[str]:
    parts = []
    lanes = [-100.0] * 3
    for number, each in enumerate(marks, start=1):
        x = LEFT + ((each.day - first).days + 0.5) * step
        lane = next((at for at, end in enumerate(lanes) if x - end > 30), number % 3)
        lanes[lane] = x
        y = 12.0 + lane * 18
        parts.append(
            f'<g class="mark"><title>{escape(each.day)} {escape(each.title)}</title>'
            f'<path class="mark-line" d="M{x:.2f} {y + 7:g}V{BASE:g}"/>'
            f'<path class="mark-shape" transform="translate({x:.2f} {y:g})" d="{SHAPES[each.kind]}"/>'
            f"{_text(x + 9, y + 4, str(number), 'start', 'mark-number')}</g>"
        )
    return parts


def _names(days: Sequence[Day], step: float) -> list[str]:
    every = max(1, round(APART / step + 0.5))
    return [
        _text(LEFT + (place + 0.5) * step, BASE + 18, days[place].day.isoformat(), "middle")
        for place in range(0, len(days), every)
        if LEFT + (place + 0.5) * step < WIDTH - RIGHT - 20
    ]


def _link(day: Day, x: float, step: float, words: str, link: dict[str, str]) -> str:
    asked = urlencode({**link, "first": day.day.isoformat(), "last": day.day.isoformat()})
    return (
        f'<a href="/timeline?{escape(asked)}#list" tabindex="-1"><title>{escape(words)}</title>'
        f'<rect class="touch" x="{x:.2f}" y="{TOP:g}" width="{step:.2f}" height="{PLOT:g}"/></a>'
    )


def _text(x: float, y: float, words: str, anchor: str, kind: str = "name") -> str:
    return f'<text class="{kind}" x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}">{escape(words)}</text>'


def window(last: date, days: int) -> list[date]:
    """So many days up to that one, the earliest first."""
    return [last - timedelta(days=back) for back in range(days - 1, -1, -1)]
