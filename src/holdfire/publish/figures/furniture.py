"""What makes a drawing a map: legend, scale bar, north, and the statement of what it is not."""

from collections.abc import Iterator, Sequence

from holdfire.publish.figures.frame import Frame
from holdfire.publish.figures.marks import shape_of
from holdfire.publish.figures.zones import INK

ROW, INDENT, WIDE = 15.5, 30.0, 196.0


def legend_size(kinds: Sequence[str], many: int | None = None) -> tuple[float, float]:
    wide = WIDE if many is None else WIDE + 12
    return wide, (7 + len(kinds) + (many is not None)) * ROW + 22


def legend(left: float, top: float, kinds: Sequence[str], many: int | None = None) -> Iterator[str]:
    """Marks, circle, hatching and the kinds of zone shown. `many` incidents: their marks are joined."""
    wide, tall = legend_size(kinds, many)
    yield (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{tall:.1f}" rx="3" fill="#fff"'
        ' fill-opacity=".93" stroke="#b9b4aa" stroke-width=".7"/>'
    )
    y = top + 16
    yield _words(left, y, "Finding", 'font-weight="700"', indent=10)
    verdicts = (
        ("breach", "breach of a clause in force"),
        ("undetermined", "undetermined"),
        ("no breach", "no breach"),
        ("no clause applies", "no clause applies"),
    )
    x = left + 17
    for verdict, words in verdicts:
        y += ROW
        yield shape_of(verdict, x, y - 3.4, 4.4) + _words(left, y, words)
    y += ROW
    if many is None:
        yield (
            f'<circle cx="{x:.1f}" cy="{y - 3.5:.1f}" r="5.5" fill="none" stroke="#444" stroke-width=".8"'
            ' stroke-dasharray="2.5 2"/>' + _words(left, y, "place lies within, to scale")
        )
    else:
        yield _words(left + 9.5, y, "12", 'font-weight="700"', indent=2)
        yield _words(left, y, "so many joined; shape: the gravest")
    y += ROW
    yield (
        f'<rect x="{x - 8:.1f}" y="{y - 9:.1f}" width="16" height="10.5" fill="url(#hatch)"'
        ' stroke="#8b6b8b"/>'
    )
    yield _words(left, y, "somewhere in this unit")
    for kind in kinds:
        y += ROW
        ink = INK.get(kind, INK["zone"])
        fill = ".12" if kind == "zone" else "0"
        yield (
            f'<rect x="{x - 8:.1f}" y="{y - 9:.1f}" width="16" height="10" fill="{ink}" fill-opacity="{fill}"'
            f' stroke="{ink}" stroke-opacity=".25" stroke-width="4"/>'
            f'<rect x="{x - 8:.1f}" y="{y - 9:.1f}" width="16" height="10" fill="none" stroke="{ink}"'
            ' stroke-width="1.2" stroke-dasharray="5 2.5"/>'
            + _words(left, y, f"{kind}; band: edge not known better")
        )
    y += ROW
    if many is not None:
        count = f"{many:,}".replace(",", "\u202f")
        yield _words(left, y, f"{count} incidents: marks joined; see Annex A.", "", indent=10)
        y += ROW
    beside = "Numbers are" if many is None else "Numbers beside:"
    yield _words(left, y, f"{beside} those of Annex A.", 'fill-opacity=".75"', indent=10)


def _words(left: float, y: float, words: str, extra: str = "", indent: float = INDENT) -> str:
    return f'<text x="{left + indent:.1f}" y="{y:.1f}" font-size="9.6" fill="#222" {extra}>{words}</text>'


def scale_length_km(frame: Frame) -> int:
    """A round number of kilometres that is about a fifth of the sheet long."""
    wanted = frame.width * 0.2 * frame.scale / 1000
    return max(each for each in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500) if each <= max(wanted, 1))


def scale_bar(frame: Frame, left: float, base: float) -> Iterator[str]:
    """A bar of a round number of kilometres, about a fifth of the sheet long."""
    length_km = scale_length_km(frame)
    points = length_km * 1000 / frame.scale
    yield (
        f'<rect x="{left - 6:.1f}" y="{base - 20:.1f}" width="{points + 40:.1f}" height="28" fill="#fff"'
        ' fill-opacity=".8" rx="3"/>'
        f'<rect x="{left:.1f}" y="{base - 4:.1f}" width="{points / 2:.1f}" height="4" fill="#222"/>'
        f'<rect x="{left:.1f}" y="{base - 4:.1f}" width="{points:.1f}" height="4" fill="none" stroke="#222"'
        ' stroke-width=".8"/>'
        f'<text x="{left:.1f}" y="{base - 8:.1f}" font-size="9.5" fill="#222">0</text>'
        f'<text x="{left + points:.1f}" y="{base - 8:.1f}" font-size="9.5" fill="#222"'
        f' text-anchor="middle">{length_km} km</text>'
    )


def north(x: float, y: float) -> str:
    return (
        f'<path d="M{x:.1f} {y:.1f}l6 18l-6 -4.5l-6 4.5Z" fill="#222" stroke="#fff" stroke-width=".8"/>'
        f'<text x="{x:.1f}" y="{y + 30:.1f}" font-size="11" font-weight="700" text-anchor="middle"'
        ' fill="#222">N</text>'
    )
