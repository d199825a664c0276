"""How much of an uncertain place lies inside an area.

A disc: the exact area that circle and polygon share, over the area of the disc, worked out from
the polygon's edges (Green's theorem), not from a many-cornered circle. A unit: its surface inside
over its surface. A place without extent has no share: None, never a guess from its pin.

The share of a disc, in words. Go round the part that disc and polygon share. It is bounded by
chords, the pieces of the polygon's edges inside the circle, and by arcs, the pieces of the circle
inside the polygon. An arc starts where an edge leaves the circle and ends where an edge enters, so
all arcs together turn by (sum of entry angles) - (sum of exit angles), up to whole turns; and a
whole turn is a whole disc, which no share can exceed, so it drops out.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from holdfire.errors import PlaceError
from holdfire.places.geodesy import Floats, area_m2, buffer_m
from holdfire.places.outline import Outline, outline_of
from holdfire.places.point import Place

Flags = NDArray[np.int8]
INSIDE, OUTSIDE, UNDECIDED = np.int8(1), np.int8(0), np.int8(-1)

_PAIRS_MAX = 1_000_000
"""Disc-and-edge pairs worked on at a time: bounds the memory at about 250 MB."""
_ROUNDING = 1e-9


def share_inside(place: Place, area: BaseGeometry, unit: BaseGeometry | None = None) -> float | None:
    """Share of the place inside the area, 0 to 1; `unit` is the polygon of its administrative unit.

    None where the place has no extent that could be tested: a region, a country, an unknown place,
    or a unit whose polygon is not given.
    """
    if place.point is not None and place.radius_m is not None:
        point = place.point
        shares, _ = shares_of_discs([point.lon], [point.lat], [place.radius_m], area, 0.0)
        return float(shares[0])
    if place.unit_code is None or unit is None:
        return None
    return unit_share(unit, area)


def inside(place: Place, area: BaseGeometry, edge_m: float, unit: BaseGeometry | None = None) -> bool | None:
    """Whether the place is inside an area whose true edge is within `edge_m` of the drawn one.

    True only if all of it, grown by `edge_m`, lies inside; False only if all of that lies outside;
    None where it straddles the edge or its extent is not known.
    """
    if place.point is not None and place.radius_m is not None:
        point = place.point
        _, flags = shares_of_discs([point.lon], [point.lat], [place.radius_m], area, edge_m)
        return None if flags[0] == UNDECIDED else bool(flags[0] == INSIDE)
    if place.unit_code is None or unit is None:
        return None
    grown = buffer_m(unit, edge_m) if edge_m > 0 else unit
    if area.covers(grown):
        return True
    return None if area.intersects(grown) and not area.touches(grown) else False


@lru_cache(maxsize=4096)
def unit_share(unit: BaseGeometry, area: BaseGeometry) -> float:
    """Share of the unit's surface inside the area. Kept, since units and zones are few and meet often."""
    whole = area_m2(unit)
    if whole <= 0:
        raise PlaceError("A unit has no surface, so no share of it can be told.", "Check its polygon.")
    return min(1.0, area_m2(unit.intersection(area)) / whole)


def shares_of_discs(
    lon: ArrayLike, lat: ArrayLike, radius_m: ArrayLike, area: BaseGeometry, edge_m: float
) -> tuple[Floats, Flags]:
    """For each disc its share inside the area, and whether it is inside: 1 yes, 0 no, -1 undecidable.

    `edge_m` counts as in `inside`. A radius of 0 is a pin, whose share is 1 or 0. Where a coordinate or
    the radius is NaN, the share is NaN and the flag -1. Right for discs up to about 100 km.
    """
    x, y, radius = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in (lon, lat, radius_m)))
    if (radius < 0).any() or not edge_m >= 0:
        raise PlaceError("A radius or an edge uncertainty is below zero.", "Give metres from 0 upward.")
    outline = outline_of(_surface(area))
    shares = np.full(x.shape, np.nan)
    flags = np.full(x.shape, UNDECIDED, dtype=np.int8)
    known = np.flatnonzero(np.isfinite(x) & np.isfinite(y) & np.isfinite(radius))
    discs = x[known], y[known], radius[known]
    clear, centre_in = outline.clear_of_edge(*discs, edge_m)
    shares[known], flags[known] = centre_in, centre_in
    near = np.flatnonzero(~clear)
    step = max(256, _PAIRS_MAX // len(outline.starts))
    for begin in range(0, len(near), step):
        chosen = near[begin : begin + step]
        shares[known[chosen]], flags[known[chosen]] = _near_edge(
            outline, (discs[0][chosen], discs[1][chosen], discs[2][chosen]), centre_in[chosen], edge_m
        )
    return shares, flags


def _surface(area: BaseGeometry) -> Polygon | MultiPolygon:
    if isinstance(area, Polygon | MultiPolygon):
        return area
    raise PlaceError(f"A {area.geom_type} has no inside.", "Give a Polygon or MultiPolygon.")


def _near_edge(
    outline: Outline, discs: tuple[Floats, Floats, Floats], centre_in: NDArray[np.bool_], edge_m: float
) -> tuple[Floats, Flags]:
    """Exact shares and flags of discs that may touch the edge."""
    radius = discs[2]
    disc, start, end = outline.edges_near(*discs, edge_m)
    distance = np.full(len(radius), np.inf)
    np.minimum.at(distance, disc, _distance_from_origin(start, end))
    flags = np.where(distance >= radius + edge_m, centre_in.astype(np.int8), UNDECIDED)
    turned = np.bincount(disc, _twice_area(start, end, radius[disc]), minlength=len(radius))
    shares = centre_in.astype(np.float64)
    wide = (radius > 0) & (distance < radius)
    share = (turned[wide] / (2 * np.pi * radius[wide] ** 2)) % 1.0
    settled = (share < _ROUNDING) | (share > 1 - _ROUNDING)
    shares[wide] = np.where(settled, centre_in[wide], share)
    return shares, flags


def _distance_from_origin(start: Floats, end: Floats) -> Floats:
    along = end - start
    length2 = np.einsum("ij,ij->i", along, along)
    lead = -np.einsum("ij,ij->i", start, along)
    foot = np.clip(np.divide(lead, length2, out=np.zeros_like(lead), where=length2 > 0), 0.0, 1.0)
    return np.asarray(np.hypot(*(start + foot[:, None] * along).T))


def _twice_area(start: Floats, end: Floats, radius: Floats) -> Floats:
    """What each edge adds to twice the shared area, up to whole discs: its chord and its two arc ends.

    Whether an end of an edge is in the circle is told from the corner alone, so that two edges that
    meet there agree, and entries and exits alternate, whatever the rounding. An edge that misses the
    circle enters and leaves it at one and the same point, which adds nothing.
    """
    along = end - start
    a = np.einsum("ij,ij->i", along, along)
    b = np.einsum("ij,ij->i", start, along)
    r2 = radius**2
    starts_in = np.einsum("ij,ij->i", start, start) <= r2
    ends_in = np.einsum("ij,ij->i", end, end) <= r2
    root = np.sqrt(np.maximum(b**2 - a * (np.einsum("ij,ij->i", start, start) - r2), 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        enter = np.where(starts_in, 0.0, np.clip((-b - root) / a, 0.0, 1.0))
        leave = np.where(ends_in, 1.0, np.clip((-b + root) / a, 0.0, 1.0))
    first, last = start + enter[:, None] * along, start + leave[:, None] * along
    chord = first[:, 0] * last[:, 1] - last[:, 0] * first[:, 1]
    entry = np.where(starts_in, 0.0, np.arctan2(first[:, 1], first[:, 0]))
    departure = np.where(ends_in, 0.0, np.arctan2(last[:, 1], last[:, 0]))
    return np.where(a > 0, chord + r2 * (entry - departure), 0.0)  # a ring may repeat a corner
