"""The light map: the same features as one SVG that the server draws. No script, no tile, no GPU.

Within a page its inks are those of static/map.css, and marks are links. As a file or an image of its own it
carries that stylesheet within it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from importlib.resources import files

from shapely.geometry import MultiLineString, Point, box
from shapely.geometry.base import BaseGeometry

from holdfire.centre.hazards.acts import CONFIRMED_AREA
from holdfire.publish.figures.basemap import LABELLED, layer
from holdfire.publish.figures.frame import Frame, frame_around, path
from holdfire.publish.figures.labels import Sheet
from holdfire.web.mapping.feature import (
    AREA,
    BELT,
    CONVOY,
    EFFORT,
    GRID,
    HAZARD,
    INCIDENT,
    PATROL,
    POST,
    ZONE,
    Feature,
)  # fmt: skip
from holdfire.web.mapping.ground import EXTENT, name_in, sea
from holdfire.web.mapping.lettering import furniture, label, middle, towns
from holdfire.web.mapping.symbols import INKS, drawn_shape

WIDTH, HEIGHT_MAX = 800.0, 760.0
TOLERANCE = 0.5
HATCH_STEP = 9.0
CIRCLES_MAX = 150
"""Circles of more marks than that would hide the ground: then only their points are drawn."""


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of a map in the page's language: its title, what it shows as one sentence for who hears it,
    and the lines beneath it (that boundaries imply no position, that something is an exercise)."""

    title: str
    told: str
    foot: Sequence[str] = ()


def light_map(
    features: Sequence[Feature],
    language: str,
    caption: Caption,
    *,
    alone: bool = False,
    around: BaseGeometry | None = None,
) -> str:
    """The map as SVG text. `alone`: with its stylesheet within it, for a file or an <img>; else for a page
    that has static/map.css. `around`: the ground to show; None: all zones, marks and posts."""
    frame = _frame(features, around)
    by_layer: dict[str, list[Feature]] = {}
    for each in features:
        by_layer.setdefault(each.layer, []).append(each)
    below, above = _ground(frame)
    body = [
        below,
        *(_drawn(frame, each) for each in by_layer.get(EFFORT, ())),
        *_shaded(frame, by_layer.get(AREA, ())),
        *(_zone(frame, each) for name in (ZONE, BELT) for each in by_layer.get(name, ())),
        above,
        *(_drawn(frame, each) for name in (HAZARD, CONVOY, PATROL) for each in by_layer.get(name, ())),
        *_cells(frame, by_layer.get(GRID, ())),
        *_circles(frame, by_layer.get(INCIDENT, ())),
        *_names_and_marks(frame, by_layer, language),
    ]
    return _wrapped(frame, body, caption, language, alone)


def _frame(features: Iterable[Feature], around: BaseGeometry | None) -> Frame:
    if around is not None:
        return frame_around([around], WIDTH, HEIGHT_MAX)
    shown = [each.geometry for each in features if each.layer in (ZONE, BELT, GRID, INCIDENT, POST)]
    shown = shown or [each.geometry for each in features if each.layer == AREA]
    if not shown:
        shown = [each.geometry for each in layer("countries") if each.properties["a3"] == "SYR"]
    return frame_around(shown, WIDTH, HEIGHT_MAX)


@lru_cache(maxsize=32)
def _ground(frame: Frame) -> tuple[str, str]:
    """What lies under the zones, and the lines over them; kept, since a mission's maps share their frame."""

    def line(name: str, tolerance: float = TOLERANCE) -> str:
        return "".join(path(frame.drawn(each.geometry, tolerance)) for each in layer(name))

    whole = f'<rect width="{frame.width:.0f}" height="{frame.height:.0f}" class="m-beyond"/>'
    known = path(frame.drawn(box(*EXTENT).segmentize(0.5)))
    water = path(frame.drawn(sea(), TOLERANCE))
    below = [(known, "m-land"), (water, "m-sea"), (line("lakes"), "m-lake"), (line("rivers", 1.2), "m-river")]
    above = [
        (line("admin1", 0.8), "m-unit"),
        (line("roads"), "m-road"),
        (line("borders"), "m-border"),
        (line("disputed"), "m-claim"),
    ]
    drawn = ["".join(f'<path d="{d}" class="{kind}"/>' for d, kind in group if d) for group in (below, above)]
    return whole + drawn[0], drawn[1]


def _zone(frame: Frame, zone: Feature) -> str:
    """Tint, line, and a band as wide as the line is uncertain, fading outward in three steps."""
    line = path(frame.drawn(zone.geometry, TOLERANCE))
    if not line:
        return ""
    ink = f"m-{INKS.get(zone.status, 'zone')}"
    wide = 2 * float(zone.more.get("edge_m") or 0.0) / frame.scale
    bands = "".join(
        f'<use href="#z-{escape(zone.id)}" class="m-band {ink}" stroke-width="{wide * part:.1f}"/>'
        for part in (1.0, 0.66, 0.33)
        if wide > 1
    )
    edge = "m-edge" if zone.more.get("official") else "m-edge m-drawn"
    tint = f'<use href="#z-{escape(zone.id)}" class="m-tint {ink}"/>' if zone.layer == ZONE else ""
    shape = f'<defs><path id="z-{escape(zone.id)}" d="{line}"/></defs>'
    return f'{shape}{tint}{bands}<use href="#z-{escape(zone.id)}" class="{edge} {ink}"/>'


def _drawn(frame: Frame, each: Feature) -> str:
    """A hazard, a stretch of watch, or a route, with its name to hover over or hear."""
    line = path(frame.drawn(each.geometry, TOLERANCE))
    if not line:
        return ""
    surface = "Polygon" in each.geometry.geom_type
    match each.layer:
        case "hazard":
            kind = f"m-hazard m-hazard-{'sure' if each.status == CONFIRMED_AREA else 'maybe'}"
        case "effort":
            kind = "m-effort" if surface else "m-effort-line"
            kind += " m-denied" if each.status == "denied" else ""
        case _:
            kind = f"m-track m-{each.layer}"
    return _linked(each, f'<path d="{line}" class="{kind}"/>')


def _shaded(frame: Frame, areas: Iterable[Feature]) -> Iterator[str]:
    """Units in which something happened somewhere: shaded and hatched, never a point."""
    for each in areas:
        drawn = frame.drawn(each.geometry, TOLERANCE)
        line = path(drawn)
        if line:
            hatch = path(drawn.intersection(_hatching(frame.width, frame.height)))
            yield _linked(each, f'<path d="{line}" class="m-shade"/><path d="{hatch}" class="m-hatch"/>')


@cache
def _hatching(width: float, height: float) -> BaseGeometry:
    reach = int((width + height) / HATCH_STEP)
    return MultiLineString(
        [[(n * HATCH_STEP, 0), (n * HATCH_STEP - height, height)] for n in range(reach + 1)]
    )


def _cells(frame: Frame, cells: Sequence[Feature]) -> Iterator[str]:
    for each in cells:
        west, south, east, north = each.geometry.bounds
        corners = ((west, south), (west, north), (east, north), (east, south))
        line = "L".join("{:.1f} {:.1f}".format(*frame.place(lon, lat)) for lon, lat in corners)
        depth = 0.1 + 0.5 * each.more["share"]
        yield _linked(each, f'<path d="M{line}Z" class="m-cell" fill-opacity="{depth:.2f}"/>')


def _circles(frame: Frame, pins: Sequence[Feature]) -> Iterator[str]:
    for each in pins if len(pins) <= CIRCLES_MAX else ():
        x, y = _spot(frame, each)
        radius = (each.radius_m or 0.0) / frame.scale
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" class="m-circle m-{INKS[each.status]}"/>'


def _spot(frame: Frame, each: Feature) -> tuple[float, float]:
    assert isinstance(each.geometry, Point)
    return frame.place(each.geometry.x, each.geometry.y)


def _names_and_marks(frame: Frame, shown: Mapping[str, list[Feature]], language: str) -> Iterator[str]:
    """Marks take their ground first; then zones' names, towns, shaded units, countries: names give way."""
    sheet = Sheet(frame.width, frame.height)
    sheet.take((0, frame.height - 34, frame.width * 0.2 + 70, frame.height))
    marks = [(each, *_spot(frame, each)) for name in (INCIDENT, POST) for each in shown.get(name, ())]
    on_sheet = [each for each in marks if 0 <= each[1] <= frame.width and 0 <= each[2] <= frame.height]
    for each, x, y in on_sheet:
        sheet.take((x - 6, y - (14 if each.layer == POST else 6), x + 10, y + 6))
    for each in shown.get(GRID, ()):
        middle_of = each.geometry.centroid
        yield from label(
            sheet, each.label, *frame.place(middle_of.x, middle_of.y), 9.0, "m-text", 0, 700, over=True
        )
    for each in shown.get(ZONE, ()):
        yield from label(sheet, each.label, *middle(frame, each), 13.0, "m-ink m-zone", 1, 700, roam=True)
    yield from towns(frame, sheet, language)
    for each in shown.get(AREA, ()):
        words = f"{each.label} · {each.more['count']}"
        yield from label(sheet, words, *middle(frame, each), 10.4, "m-ink m-area", 2, 600, roam=True)
    for place in layer("countries"):
        seen = frame.drawn(place.geometry, 2.0).intersection(frame.sheet.buffer(-14))
        if place.properties["a3"] in LABELLED and seen.area > 0.03 * frame.sheet.area:
            spot = seen.representative_point()
            yield from label(
                sheet, name_in(place.properties, language), spot.x, spot.y, 14.0, "m-faint", 2, 600
            )
    for each, x, y in on_sheet:
        ink = INKS["post"] if each.layer == POST else INKS[each.status]
        yield _linked(each, drawn_shape(each.shape, x, y, 5.0, ink))


def _linked(each: Feature, drawing: str) -> str:
    title = f"<title>{escape(each.label)}</title>" if each.label else ""
    if not each.href:
        return f"<g>{title}{drawing}</g>" if title else drawing
    said = "" if each.label else f' aria-label="{escape(each.id)}"'
    return f'<a href="{escape(each.href)}"{said}>{title}{drawing}</a>'


def _wrapped(frame: Frame, body: Iterable[str], caption: Caption, language: str, alone: bool) -> str:
    foot = 15.0 * len(caption.foot) + (6 if caption.foot else 0)
    wide, tall = f"{frame.width:.0f}", f"{frame.height + foot:.0f}"
    sheet = f'<rect width="{wide}" height="{frame.height:.0f}"'
    style = f"<style>{_stylesheet()}</style>" if alone else ""
    # The drawing runs left to right whatever the page does; a line of words runs as its own letters do.
    runs, start = ("rtl", frame.width - 4) if language in ("ar", "fa") else ("ltr", 4.0)
    lines = (
        f'<text x="{start:.0f}" y="{frame.height + 14 + 15 * number:.0f}" font-size="11" class="m-faint"'
        f' direction="{runs}">{escape(words)}</text>'
        for number, words in enumerate(caption.foot)
    )
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="map-light" viewBox="0 0 {wide} {tall}"'
            f' direction="ltr" lang="{language}" role="img" aria-labelledby="map-title map-told">{style}',
            f'<title id="map-title">{escape(caption.title)}</title>',
            f'<desc id="map-told">{escape(caption.told)}</desc>',
            f'<defs><clipPath id="map-sheet">{sheet}/></clipPath></defs><g clip-path="url(#map-sheet)">',
            *body,
            *furniture(frame),
            f'</g>{sheet} class="m-rule"/>',
            *lines,
            "</svg>",
        ]
    )


@cache
def _stylesheet() -> str:
    text = files("holdfire.web").joinpath("static", "map.css").read_text("utf-8")
    return " ".join(line.strip() for line in text.splitlines())
