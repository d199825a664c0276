"""Names on the light map, each where there is room for it; scale bar and north."""

from collections.abc import Iterator
from html import escape

from holdfire.publish.figures.basemap import layer
from holdfire.publish.figures.frame import Frame
from holdfire.publish.figures.furniture import scale_length_km
from holdfire.publish.figures.labels import GLYPH, Sheet
from holdfire.web.mapping.feature import Feature
from holdfire.web.mapping.ground import name_in

TOWN_SIZE = {1: 12.0, 2: 10.4, 3: 9.4}
"""Points of type by the rank of a town."""


def towns(frame: Frame, sheet: Sheet, language: str) -> Iterator[str]:
    """Towns of the basemap, larger ones first; one whose name finds no room is left out."""
    for town in sorted(layer("places"), key=lambda each: int(each.properties["rank"])):
        lon, lat, rank = town.geometry.x, town.geometry.y, int(town.properties["rank"])
        if not frame.holds(lon, lat):
            continue
        x, y = frame.place(lon, lat)
        words = list(
            label(sheet, name_in(town.properties, language), x, y, TOWN_SIZE[rank], "m-text", 5, 400)
        )
        if words:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2.4 if rank == 1 else 1.7}" class="m-dot"/>'
            yield from words


def middle(frame: Frame, each: Feature) -> tuple[float, float]:
    """A point within what is seen of it."""
    seen = frame.drawn(each.geometry, 2.0).intersection(frame.sheet)
    spot = (seen if not seen.is_empty else frame.sheet).representative_point()
    return spot.x, spot.y


def label(
    sheet: Sheet,
    text: str,
    x: float,
    y: float,
    size: float,
    kind: str,
    gap: float,
    weight: int,
    *,
    roam: bool = False,
    over: bool = False,
) -> Iterator[str]:
    """The text beside its point over a pale copy of itself, if there is room. `roam`: it names an area, and
    may stand well off the point. `over`: it stands on its point, or nowhere."""
    if over:
        x -= len(text) * size * GLYPH / 2
    for reach in (gap, *((14.0, 26.0, 40.0, 60.0) if roam else ())):
        spot = sheet.spot(text, size, x, y, reach)
        if spot is not None:
            place = f'x="{spot[0]:.1f}" y="{spot[1]:.1f}" font-size="{size:g}" font-weight="{weight}"'
            yield f'<text {place} class="m-halo" aria-hidden="true">{escape(text)}</text>'
            yield f'<text {place} class="{kind}">{escape(text)}</text>'
            return


def furniture(frame: Frame) -> Iterator[str]:
    """Scale bar and north."""
    length_km = scale_length_km(frame)
    points, base = length_km * 1000 / frame.scale, frame.height - 12
    yield f'<rect x="8" y="{base - 20:.1f}" width="{points + 44:.1f}" height="28" rx="3" class="m-paper"/>'
    yield f'<rect x="14" y="{base - 4:.1f}" width="{points / 2:.1f}" height="4" class="m-bar"/>'
    yield f'<rect x="14" y="{base - 4:.1f}" width="{points:.1f}" height="4" class="m-rule"/>'
    yield f'<text x="14" y="{base - 8:.1f}" font-size="10" class="m-text">0</text>'
    yield (
        f'<text x="{14 + points:.1f}" y="{base - 8:.1f}" font-size="10" class="m-text" text-anchor="middle">'
        f"{length_km} km</text>"
    )
    yield '<path d="M22 12l6 18l-6 -4.5l-6 4.5Z" class="m-bar"/>'
