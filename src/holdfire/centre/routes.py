"""Routes as desks have them: GPX 1.0 and 1.1 of a receiver, GeoJSON of a GIS, as points with optional times.

A GPX file means one route (`rte`) or one track (`trk`) with one segment; a GeoJSON file one LineString, whose
feature may give `coordTimes`. XML entities are never resolved: a file that declares any is refused.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from xml.parsers import expat

from holdfire.centre.act import CentreError
from holdfire.centre.outline import CORNERS_MAX, E7, points_in
from holdfire.errors import MomentError
from holdfire.moments import believed, utc

BYTES_MAX = 16 * 1024 * 1024
_DEPTH_MAX = 64
_SAVE_AGAIN = "Save it again as GPX 1.1 with one route or one track, or draw it in a GIS as GeoJSON."
_LINES = {"rte": "rtept", "trkseg": "trkpt"}
"""The elements that are a line each, and what its points are called."""


@dataclass(frozen=True, slots=True)
class Route:
    """Points as acts have them (1e-7 degree, each known to the radius asked for), in order. `times` has one
    instant a point, or is empty: the file says of some point or of all not when it is passed."""

    points: list[dict[str, int]]
    times: tuple[datetime, ...] = ()


def route_in(content: bytes, name: str, radius_m: int) -> Route:
    """The one route in a file; `name` is the file's, `radius_m` how well its points are known.

    Raises CentreError naming what is wrong: too long, no route or several, a place or a time that cannot be.
    """
    if len(content) > BYTES_MAX:
        raise CentreError(f"{name} has over {BYTES_MAX:,} bytes.", "Simplify it to about 10 m.")
    if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return _gpx(content, name, radius_m)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        raise CentreError(f"{name} is not UTF-8 at byte {cause.start}.", "Save it as UTF-8.") from cause
    points = points_in(text, name, radius_m)
    return Route(points, _rising(_coord_times(text), len(points), name))


def _coord_times(text: str) -> list[str | None]:
    """What a feature says of the times of its line; none where it says nothing. The text is sound GeoJSON."""
    told = json.loads(text)
    if told.get("type") == "FeatureCollection":
        told = told["features"][0]
    own = told.get("properties")
    found = own.get("coordTimes", own.get("times")) if isinstance(own, Mapping) else None
    if isinstance(found, list) and len(found) == 1 and isinstance(found[0], list):
        found = found[0]
    return [each if isinstance(each, str) else None for each in found] if isinstance(found, list) else []


def _rising(told: Sequence[str | None], points: int, name: str) -> tuple[datetime, ...]:
    """One instant a point. Empty where some point has none; raises for one that cannot be, or goes back."""
    if not told or None in told:
        return ()
    if len(told) != points:
        what = f"{name} has {points} points and {len(told)} times."
        raise CentreError(what, "Give one time a point, or none.")
    times = []
    for number, each in enumerate(told, start=1):
        try:
            times.append(utc(datetime.fromisoformat(str(each).strip())))
            believed(times[-1].date())
        except (ValueError, OverflowError, MomentError) as cause:
            what = f"{name}: the time of point {number} ({str(each)[:40]!r}) is no instant with its zone."
            raise CentreError(what, "Write 2020-03-23T08:00:00Z, or leave all times out.") from cause
        if number > 1 and times[-1] < times[-2]:
            what = f"{name}: point {number} is passed before the point that it follows."
            raise CentreError(what, "Put the points into their order, or leave all times out.")
    return tuple(times)


@dataclass(slots=True)
class _Line:
    """A line being read: latitude, longitude and time of each point, as written."""

    corners: list[tuple[str, str]] = field(default_factory=list)
    times: list[str | None] = field(default_factory=list)


class _Reading:
    """Takes a GPX file in, element by element."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[tuple[str, _Line]] = []
        self._open: list[str] = []
        self._time: list[str] | None = None

    def start(self, tag: str, given: dict[str, str]) -> None:
        tag = tag.rpartition("}")[2]
        parent = self._open[-1] if self._open else ""
        if not self._open and tag != "gpx":
            raise CentreError(f"{self.name} is XML, but no GPX: it begins with <{tag[:40]}>.", _SAVE_AGAIN)
        self._open.append(tag)
        if len(self._open) > _DEPTH_MAX:
            raise CentreError(f"{self.name} is nested more than {_DEPTH_MAX} deep.", _SAVE_AGAIN)
        if tag in _LINES:
            self.lines.append((tag, _Line()))
        elif _LINES.get(parent) == tag:
            line = self.lines[-1][1]
            line.corners.append((given.get("lat", ""), given.get("lon", "")))
            line.times.append(None)
            if len(line.corners) > CORNERS_MAX:
                what = f"The route of {self.name} has over {CORNERS_MAX:,} points."
                raise CentreError(what, "Simplify it to about 10 m.")
        elif tag == "time" and parent in _LINES.values():
            self._time = []

    def end(self, tag: str) -> None:
        self._open.pop()
        if self._time is not None and tag.rpartition("}")[2] == "time":
            self.lines[-1][1].times[-1] = "".join(self._time).strip() or None
            self._time = None

    def text(self, said: str) -> None:
        if self._time is not None:
            self._time.append(said)

    def no_doctype(self, *_: object) -> None:
        what = f"{self.name} declares a document type; entities are not resolved here."
        raise CentreError(what, "Take the DOCTYPE out: a GPX file needs none.")


def _gpx(content: bytes, name: str, radius_m: int) -> Route:
    reading = _Reading(name)
    parser = expat.ParserCreate(namespace_separator="}")
    hooks = {
        "StartElement": reading.start,
        "EndElement": reading.end,
        "CharacterData": reading.text,
        "StartDoctypeDecl": reading.no_doctype,
        "EntityDecl": reading.no_doctype,
    }
    for name_of_hook, method in hooks.items():
        setattr(parser, f"{name_of_hook}Handler", method)
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as cause:
        raise CentreError(f"{name} is no XML that can be read ({cause}).", _SAVE_AGAIN) from cause
    line = _only(reading.lines, name)
    if len(line.corners) < 2:
        what = f"The route of {name} has {len(line.corners)} points: it leads nowhere."
        raise CentreError(what, "Give two points or more, in their order.")
    points = [_point(lat, lon, n, name, radius_m) for n, (lat, lon) in enumerate(line.corners, start=1)]
    return Route(points, _rising(line.times, len(points), name))


def _only(lines: Iterable[tuple[str, _Line]], name: str) -> _Line:
    """The one line of the file: its route if it has one, else its track."""
    drawn = [(tag, line) for tag, line in lines if line.corners]
    routes = [line for tag, line in drawn if tag == "rte"]
    tracks = [line for tag, line in drawn if tag == "trkseg"]
    found = routes or tracks
    if len(found) != 1:
        what = f"{name} has {len(routes)} routes and {len(tracks)} segments of tracks, not one line."
        raise CentreError(what, "Give each route a file of its own, its segments joined.")
    return found[0]


def _point(lat: str, lon: str, number: int, name: str, radius_m: int) -> dict[str, int]:
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        north = east = math.nan
    if not (abs(north) <= 90 and abs(east) <= 180):
        what = f"{name}: point {number} lies at latitude {lat[:20]!r}, longitude {lon[:20]!r}."
        raise CentreError(what, "Give degrees of WGS 84, latitude up to 90 and longitude up to 180.")
    return {"lat_e7": round(north * E7), "lon_e7": round(east * E7), "radius_m": radius_m}
