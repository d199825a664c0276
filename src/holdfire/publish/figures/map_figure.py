"""The map of a bulletin, put together: ground, zones, what is known roughly, marks, labels, furniture."""

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from holdfire.publish.annex import AnnexRow
from holdfire.publish.bulletin import OUR_DRAWING, Bulletin
from holdfire.publish.figures import basemap, furniture
from holdfire.publish.figures.frame import Frame, frame_around, path
from holdfire.publish.figures.joined import APART_MAX, Joined, joined, joined_marks
from holdfire.publish.figures.labels import Sheet, haloed
from holdfire.publish.figures.marks import circles, hatched, marks, rough_units, spots
from holdfire.publish.figures.zones import zone_names, zone_shapes
from holdfire.publish.layout import MapSlot

WIDTH, HEIGHT_MAX, FOOT = 760.0, 900.0, 34.0
SIZE_MAX_BYTES = 150_000
ATTEMPTS = ((0.4, False), (0.4, True), (1.5, True), (4.0, True))
"""By how many points lines may be simplified, and whether marks are joined."""

JOINED_WORDS = (
    " Marks that would lie over each other are joined into one with their count; no circles are drawn."
)
TOWN_SIZE = {1: 11.0, 2: 9.4, 3: 8.6}
NO_POSITION = (
    "Boundaries and names imply no position. Roads are schematic. Natural Earth, GSHHG, GeoNames (CC BY 4.0)."
)


def map_svg(bulletin: Bulletin) -> str:
    """The figure as one SVG text. Only incidents of the day itself are drawn, and only pins as points.

    Where there are many, or they would make the file heavy, marks are joined and lines are simplified
    further; the legend says so. The plainest attempt is issued even if it is heavy: the bulletin of a
    bad day is not refused for the sake of its figure.
    """
    few = sum(row.is_pin and row.certain_day for row in bulletin.annex) <= APART_MAX
    for tolerance, together in ATTEMPTS[0 if few else 1 :]:
        svg = _drawn(bulletin, tolerance, together=together)
        if len(svg.encode()) <= SIZE_MAX_BYTES:
            break
    return svg


def _drawn(bulletin: Bulletin, tolerance: float, *, together: bool) -> str:
    rows = [row for row in bulletin.annex if row.certain_day]
    pins = [row for row in rows if row.is_pin]
    rough = rough_units(rows, bulletin.units)
    frame = replace(frame_around(_grounds(bulletin), WIDTH, HEIGHT_MAX), tolerance=tolerance)
    body = [
        *basemap.ground(frame),
        *_unit_lines(frame, bulletin),
        *hatched(frame, rough),
        *zone_shapes(frame, bulletin.zones),
        *basemap.lines(frame),
        *(() if together else circles(frame, pins)),
        *_labels_and_marks(frame, bulletin, joined(frame, pins) if together else None),
    ]
    return _wrapped(frame, bulletin, body, JOINED_WORDS if together else "")


def _grounds(bulletin: Bulletin) -> list[BaseGeometry]:
    """What the map must show: zones and pins; where there are neither, the units."""
    found = [version.geometry for _, version in bulletin.zones]
    found += [Point(row.lon, row.lat) for row in bulletin.annex if row.is_pin and row.certain_day]
    found = found or [unit.geometry for unit in bulletin.units]
    return found or [each.geometry for each in basemap.layer("countries") if each.properties["a3"] == "SYR"]


def _unit_lines(frame: Frame, bulletin: Bulletin) -> Iterator[str]:
    drawn = "".join(path(frame.drawn(unit.geometry)) for unit in bulletin.units)
    if not drawn:
        drawn = basemap.unit_lines(frame)
    yield f'<path d="{drawn}" fill="none" stroke="#b7afa0" stroke-width=".7" stroke-dasharray="1.5 2"/>'


def _labels_and_marks(frame: Frame, bulletin: Bulletin, groups: list[Joined] | None) -> Iterator[str]:
    """Marks take their ground first, then numbers, zone names, towns, countries: labels give way.

    `groups` are the marks where they are joined; only those of one incident have its number beside them.
    """
    rows = [row for row in bulletin.annex if row.certain_day]
    pins = [row for row in rows if row.is_pin]
    sheet = Sheet(frame.width, frame.height)
    kinds = _kinds(bulletin)
    many = None if groups is None else len(pins)
    wide, tall = furniture.legend_size(kinds, many)
    left, top = frame.width - wide - 10, frame.height - tall - 10
    sheet.take((left - 4, top - 4, frame.width, frame.height))
    sheet.take((0, frame.height - 40, frame.width * 0.2 + 60, frame.height))
    sheet.take((10, 6, 44, 50))
    numbered = list(spots(frame, pins)) if groups is None else _alone(groups)
    taken = [(x, y, 6.0) for _, x, y in numbered]
    taken += [(each.x, each.y, each.size + 1) for each in groups or () if each.count > 1]
    for x, y, half in taken:
        sheet.take((x - half, y - half, x + half, y + half))
    numbers = _texts(sheet, numbered, 9.6 if groups is None else 8.2, 8, "#111", "700")
    names = [
        *_towns(frame, sheet, frozenset({1})),
        *_zone_labels(frame, sheet, bulletin),
        *_texts(sheet, _rough_labels(frame, bulletin, rows), 9.6, 2, "#5b3a5b", "600", roam=True),
        *_towns(frame, sheet, frozenset({2, 3})),
        *_texts(sheet, list(basemap.country_names(frame)), 13, 2, "#8d877b", "600"),
    ]
    yield from names
    yield from marks(frame, pins) if groups is None else joined_marks(groups)
    yield from numbers
    yield from furniture.legend(left, top, kinds, many)
    yield from furniture.scale_bar(frame, 16, frame.height - 14)
    yield furniture.north(26, 12)


def _alone(groups: list[Joined]) -> list[tuple[str, float, float]]:
    return [(str(each.number), each.x, each.y) for each in groups if each.count == 1]


def _rough_labels(frame: Frame, bulletin: Bulletin, rows: list[AnnexRow]) -> list[tuple[str, float, float]]:
    found = rough_units(rows, bulletin.units)
    return [(f"{count} somewhere in {area.name}", *_middle(frame, area.geometry)) for area, count in found]


def _kinds(bulletin: Bulletin) -> list[str]:
    return list(dict.fromkeys(str(zone.kind) for zone, _ in bulletin.zones))


def _middle(frame: Frame, geometry: BaseGeometry) -> tuple[float, float]:
    seen = frame.drawn(geometry).intersection(frame.sheet)
    spot = (seen if not seen.is_empty else frame.sheet).representative_point()
    return spot.x, spot.y


def _zone_labels(frame: Frame, sheet: Sheet, bulletin: Bulletin) -> Iterator[str]:
    for name, ink, x, y in zone_names(frame, bulletin.zones):
        yield from _texts(sheet, [(name, x, y)], 12, 1, ink, "700", roam=True)


def _towns(frame: Frame, sheet: Sheet, ranks: frozenset[int]) -> Iterator[str]:
    wanted = [town for town in basemap.towns(frame) if town[1] in ranks]
    clear = [town for town in wanted if sheet.free((town[2] - 3, town[3] - 3, town[2] + 3, town[3] + 3))]
    for _, _, x, y in clear:
        sheet.take((x - 3, y - 3, x + 3, y + 3))
    for name, rank, x, y in wanted if 1 in ranks else clear:
        size = TOWN_SIZE[rank]
        dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2.4 if rank == 1 else 1.7}" fill="#fff" stroke="#222"/>'
        spot = sheet.spot(name, size, x, y, 5)
        if spot is not None:
            yield dot + haloed(name, spot[0], spot[1], size, "#222")


def _texts(
    sheet: Sheet,
    wanted: list[tuple[str, float, float]],
    size: float,
    gap: float,
    ink: str,
    weight: str,
    *,
    roam: bool = False,
) -> list[str]:
    """Labels of one kind. `roam`: the label names an area, so it may stand well off the point."""
    drawn = []
    for text, x, y in wanted:
        spot = sheet.spot(text, size, x, y, gap)
        for farther in (14.0, 26.0, 40.0, 60.0):
            spot = spot or (sheet.spot(text, size, x, y, farther) if roam else None)
        if spot is not None:
            drawn.append(haloed(text, spot[0], spot[1], size, ink, f'font-weight="{weight}"'))
    return drawn


def _wrapped(frame: Frame, bulletin: Bulletin, body: list[str], more_alt: str) -> str:
    alt = next(
        (b.alt for section in bulletin.sections for b in section.blocks if isinstance(b, MapSlot)), "Map"
    )
    foot = "EXERCISE: made up, nothing of it happened. " if bulletin.exercise else ""
    foot += "" if all(version.official for _, version in bulletin.zones) else OUR_DRAWING + " "
    total = frame.height + FOOT
    sheet = f'<rect width="{frame.width:.0f}" height="{frame.height:.0f}"'
    small = f'<text x="4" y="{frame.height + 14:.0f}" font-size="9.6" font-weight="600" fill="#222">'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame.width:.0f} {total:.0f}" role="img"'
            ' aria-labelledby="map-title map-alt" '
            "font-family=\"'Noto Sans', 'Noto Sans Arabic', sans-serif\">",
            f'<title id="map-title">{escape(bulletin.title)}, {bulletin.day.isoformat()}</title>',
            f'<desc id="map-alt">{escape(alt + more_alt)}</desc>',
            '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse"'
            ' patternTransform="rotate(45)"><rect width="7" height="7" fill="#8b6b8b" fill-opacity=".07"/>'
            '<path d="M0 0V7" stroke="#8b6b8b" stroke-width="1.7" stroke-opacity=".55"/></pattern>'
            f'<clipPath id="sheet">{sheet}/></clipPath></defs>',
            f'<rect width="{frame.width:.0f}" height="{total:.0f}" fill="#fff"/>',
            '<g clip-path="url(#sheet)">',
            *(part for part in body if part),
            "</g>",
            f'{sheet} fill="none" stroke="#8d877b"/>',
            f"{small}{escape(foot)}</text>",
            f'<text x="4" y="{frame.height + 27:.0f}" font-size="8.6" fill="#555">{NO_POSITION}</text>',
            "</svg>\n",
        ]
    )
