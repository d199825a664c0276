"""The marks of the map: a shape and an ink for each word, so that no meaning hangs on colour alone.

The shapes of verdicts are those of the bulletin's map. APP-6 symbols are left out on purpose: their frames
say friend, hostile or neutral, and a ceasefire's joint record takes no side.
"""

from collections.abc import Mapping
from html import escape

from holdfire.centre.hazards.acts import CONFIRMED_AREA, SUSPECTED_AREA

NO_CLAUSE = "no clause applies"
VERDICTS = ("breach", "undetermined", "no breach", NO_CLAUSE)
"""The gravest first."""

SHAPES: Mapping[str, str] = {
    "breach": "diamond",
    "undetermined": "triangle",
    "no breach": "disc",
    NO_CLAUSE: "square",
}
INKS: Mapping[str, str] = {
    "breach": "breach",
    "undetermined": "open",
    "no breach": "clear",
    NO_CLAUSE: "plain",
    "zone": "zone",
    "belt": "belt",
    "corridor": "corridor",
    "post": "post",
    "patrol": "patrol",
    "convoy": "convoy",
    CONFIRMED_AREA: "hazard",
    SUSPECTED_AREA: "hazard",
    "effort": "effort",
    "incident_area": "area",
    "grid": "plain",
}
"""The ink of each word: the name of a token --map-<ink> in static/map.css."""

POST_SHAPES: Mapping[str, str] = {
    "stands": "post",
    "closed": "post-closed",
    "not set up": "post-hollow",
    "told differently": "post-half",
}


def shape_of(verdict: str) -> str:
    return SHAPES.get(verdict, SHAPES[NO_CLAUSE])


def drawn_shape(shape: str, x: float, y: float, size: float, ink: str) -> str:
    """The shape around that point as SVG, in the classes of static/map.css; "" for one that is not known."""
    match shape:
        case "diamond":
            wide, tall = size * 1.15, size * 1.25
            down, up = f"{tall:.1f}l{-wide:.1f}", f"{-tall:.1f}Z"
            d = f"M{x:.1f} {y - tall:.1f}l{wide:.1f} {down} {tall:.1f}l{-wide:.1f} {up}"
            return _path(d, f"m-mark m-{ink}")
        case "triangle":
            top, half = y - size * 1.15, size * 1.15
            return _path(
                f"M{x:.1f} {top:.1f}l{half:.1f} {size * 2:.1f}h{-2 * half:.1f}Z", f"m-hollow m-{ink}"
            )
        case "disc":
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size * 0.9:.1f}" class="m-mark m-{ink}"/>'
        case "square":
            side = size * 1.5
            return (
                f'<rect x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" width="{side:.1f}" height="{side:.1f}"'
                f' class="m-mark m-{ink}"/>'
            )
    return _post(shape, x, y, size, ink) if shape.startswith("post") else ""


def _post(shape: str, x: float, y: float, size: float, ink: str) -> str:
    """A flag on its staff, whose foot is the place: full, hollow, crossed out, or half full."""
    wide, tall = size * 1.5, size * 1.1
    staff = f"M{x:.1f} {y:.1f}V{y - size * 2.4:.1f}"
    flag = f"M{x:.1f} {y - size * 2.4:.1f}h{wide:.1f}v{tall:.1f}h{-wide:.1f}Z"
    kind = "m-mark" if shape == "post" else "m-hollow"
    drawn = _path(staff, f"m-line m-{ink}") + _path(flag, f"{kind} m-{ink}")
    if shape == "post-closed":
        drawn += _path(
            f"M{x - size:.1f} {y - size * 2.6:.1f}l{size * 3:.1f} {size * 1.6:.1f}", f"m-line m-{ink}"
        )
    if shape == "post-half":
        half = f"M{x:.1f} {y - size * 2.4:.1f}h{wide:.1f}l{-wide:.1f} {tall:.1f}Z"
        drawn += _path(half, f"m-mark m-{ink}")
    return drawn


def _path(d: str, classes: str) -> str:
    return f'<path d="{d}" class="{classes}"/>'


def mark(layer: str, status: str = "", title: str = "") -> str:
    """A small drawing of the mark of a layer and status, for a legend or a row of a list: the same mark that
    the map has. With a `title` it is read out; without, it is ornament beside words."""
    ink = INKS.get(status) or INKS.get(layer, "plain")
    said = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    head = f'<svg class="map-mark" viewBox="0 0 20 20" width="20" height="20" {said}>'
    return f"{head}{_swatch(layer, status, ink)}</svg>"


def _swatch(layer: str, status: str, ink: str) -> str:
    box = '<rect x="2" y="4" width="16" height="12"'
    match layer:
        case "incident":
            return drawn_shape(shape_of(status), 10, 10, 6, ink)
        case "post":
            return drawn_shape(POST_SHAPES.get(status, "post"), 5, 18, 6, ink)
        case "circle":
            return '<circle cx="10" cy="10" r="8" class="m-circle m-plain"/>'
        case "zone":
            return f'{box} class="m-band m-zone" stroke-width="5"/>{box} class="m-zone-edge m-zone"/>'
        case "belt":
            return f'{box} class="m-band m-{ink}" stroke-width="5"/>{box} class="m-edge m-{ink}"/>'
        case "incident_area":
            return (
                f'{box} class="m-shade m-area"/>{_path("M2 13l9 -9M6 16l12 -12M12 16l6 -6", "m-line m-area")}'
            )
        case "hazard":
            return f'{box} class="m-hazard m-hazard-{"sure" if status == CONFIRMED_AREA else "maybe"}"/>'
        case "effort":
            return f'{box} class="m-effort"/>'
        case "grid":
            return f'{box} class="m-cell" fill-opacity="0.4"/>'
    return _path("M2 15L8 6L13 12L18 5", f"m-track m-{ink}")
