"""Zones as drawn: a tint, a line, and along it a band as wide as the line is uncertain, to scale."""

from collections.abc import Iterable, Iterator

from holdfire.agreement.zones import Zone, ZoneVersion
from holdfire.publish.figures.frame import Frame, path

ZONE_INK, BELT_INK, CORRIDOR_INK = "#3f5f8a", "#7a5c99", "#8a6d3b"
INK = {"zone": ZONE_INK, "belt": BELT_INK, "corridor": CORRIDOR_INK}


def zone_shapes(frame: Frame, zones: Iterable[tuple[Zone, ZoneVersion]]) -> Iterator[str]:
    """Zones first, belts and corridors over them, each with its band of edge uncertainty."""
    for zone, version in zones:
        drawn = frame.drawn(version.geometry)
        ink = INK.get(str(zone.kind), ZONE_INK)
        line = path(drawn)
        if not line:
            continue
        band = 2 * version.edge_uncertainty_m / frame.scale
        fill = f'fill="{ink}" fill-opacity=".10"' if zone.kind == "zone" else 'fill="none"'
        dash = "" if version.official else ' stroke-dasharray="6 3"'
        yield f'<path d="{line}" {fill} stroke="none"/>'
        yield (
            f'<path d="{line}" fill="none" stroke="{ink}" stroke-opacity=".13" stroke-width="{band:.1f}"'
            ' stroke-linejoin="round"/>'
        )
        yield f'<path d="{line}" fill="none" stroke="{ink}" stroke-width="1.3"{dash}/>'


def zone_names(
    frame: Frame, zones: Iterable[tuple[Zone, ZoneVersion]]
) -> Iterator[tuple[str, str, float, float]]:
    """Name without its bracket, ink and spot, for zones; belts and corridors are in the legend."""
    for zone, version in zones:
        seen = frame.drawn(version.geometry).intersection(frame.sheet)
        if zone.kind == "zone" and not seen.is_empty:
            spot = seen.centroid if seen.contains(seen.centroid) else seen.representative_point()
            yield zone.name.split(" (")[0], INK["zone"], spot.x, spot.y
