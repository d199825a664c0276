"""Incident marks: shape and colour say what was found, the circle how well the place is known."""

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape

from holdfire.places.areas import Area
from holdfire.publish.annex import AnnexRow
from holdfire.publish.figures.frame import Frame, path

VERDICT_INK = {
    "breach": "#b3261e",
    "undetermined": "#a86400",
    "no breach": "#1d6b8f",
    "no clause applies": "#55585c",
}
"""Each verdict has a shape of its own too, so that the map reads without colour."""


def shape_of(verdict: str, x: float, y: float, size: float = 5.0) -> str:
    """The mark of a verdict: diamond, triangle, disc or square."""
    ink = VERDICT_INK.get(verdict, VERDICT_INK["no clause applies"])
    edge = f'fill="{ink}" stroke="#fff" stroke-width="1.1"'
    if verdict == "breach":
        wide, tall = size * 1.15, size * 1.25
        d = f"M{x:.1f} {y - tall:.1f}l{wide:.1f} {tall:.1f}l{-wide:.1f} {tall:.1f}l{-wide:.1f} {-tall:.1f}Z"
        return f'<path d="{d}" {edge}/>'
    if verdict == "undetermined":
        d = f"M{x:.1f} {y - size * 1.15:.1f}l{size * 1.15:.1f} {size * 2:.1f}h{-size * 2.3:.1f}Z"
        return f'<path d="{d}" fill="#fff" stroke="{ink}" stroke-width="1.9" stroke-linejoin="round"/>'
    if verdict == "no breach":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size * 0.9:.1f}" {edge}/>'
    side = size * 1.5
    return (
        f'<rect x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" width="{side:.1f}" height="{side:.1f}" {edge}/>'
    )


def circles(frame: Frame, pins: Iterable[AnnexRow]) -> Iterator[str]:
    """The ground in which each incident lies, to scale."""
    for pin in pins:
        x, y = _spot(frame, pin)
        ink = VERDICT_INK.get(pin.verdict, VERDICT_INK["no clause applies"])
        radius = (pin.radius_m or 0.0) / frame.scale
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{ink}" fill-opacity=".07"'
            f' stroke="{ink}" stroke-opacity=".7" stroke-width=".8" stroke-dasharray="2.5 2"/>'
        )


def marks(frame: Frame, pins: Iterable[AnnexRow]) -> Iterator[str]:
    """The marks, each with a title a reader can hover over or hear."""
    for pin in pins:
        x, y = _spot(frame, pin)
        title = escape(f"No. {pin.number}: {pin.where}; {pin.act}; {pin.verdict}")
        yield f"<g><title>{title}</title>{shape_of(pin.verdict, x, y)}</g>"


def spots(frame: Frame, pins: Iterable[AnnexRow]) -> Iterator[tuple[str, float, float]]:
    """Annex number and point of every mark."""
    for pin in pins:
        x, y = _spot(frame, pin)
        yield str(pin.number), x, y


def rough_units(rows: Iterable[AnnexRow], units: Iterable[Area]) -> list[tuple[Area, int]]:
    """Units that incidents are known to and no better, with how many."""
    found = Counter(row.unit for row in rows if not row.is_pin and row.where_precision in ("adm1", "adm2"))
    return [(area, found[area.name]) for area in units if found[area.name]]


def hatched(frame: Frame, found: Iterable[tuple[Area, int]]) -> Iterator[str]:
    """Those units, hatched: somewhere in there."""
    for area, _ in found:
        line = path(frame.drawn(area.geometry))
        yield f'<path d="{line}" fill="url(#hatch)" stroke="#8b6b8b" stroke-width=".9"/>' if line else ""


def _spot(frame: Frame, pin: AnnexRow) -> tuple[float, float]:
    return frame.place(pin.lon or 0.0, pin.lat or 0.0)
