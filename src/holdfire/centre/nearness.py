"""Incidents near what was notified: a join in space and time that says no more than both places allow.

A notified place and an incident are each known to within a radius. With d metres between the points that
stand for them, they lie d minus both radii to d plus both radii apart. Where the two radii alone are more
than the distance asked for, no position of the points could ever show them near: then the only answers are
"no", which is not listed, and "cannot be told at this precision". A place that is no disc (a province) is
near to nothing in particular. Nearness is no finding: it says where to look first.

Places are not joined across the 180th meridian.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray

from holdfire.centre.access.table import NEAR, NEARNESS, NOTIFIED, POSSIBLY, UNTOLD
from holdfire.centre.act import CentreError
from holdfire.places.geodesy import STEP_DEG, Floats, distances_m, metres_per_degree
from holdfire.places.point import PlacePrecision

WITHIN_M_MAX = 50_000
PAIRS_AT_ONCE = 1_000_000
"""Pairs of an incident and a piece of a notified place that are held in memory at a time: about 200 MB."""
FIRST_INCIDENTS = 256
_SLACK = 1.01
"""Boxes are drawn a little wider than the metres asked for; the geodesic then decides."""
_EVER = 2**62
"""Microseconds that no time reaches: an open end."""

_SPACE = "the two places are known to within more metres than leave it certain"
_TIME = "its time is known too roughly to lie surely in the window"
_ROUTE = "where on its route the movement was at that time is not known"
_ROUGH = "its place and the notified ones are known to within more metres than the distance asked for"
_NO_DISC = "its place is known to no point with a radius"

Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Places:
    """Discs, or pieces of routes: points (or where pieces begin and end), radii in metres, and spans in
    microseconds. `notice` numbers the notification that a piece is of; `pieced`: it may be one of several."""

    lon: Floats
    lat: Floats
    to_lon: Floats
    to_lat: Floats
    radius: Floats
    first: Indices
    last: Indices
    notice: Indices
    pieced: Flags


def nearness(incidents: pl.DataFrame, notified: pl.DataFrame, within_m: float) -> pl.DataFrame:
    """NEARNESS rows of the incidents (INCIDENTS) against NOTIFIED, for a distance in metres.

    Raises CentreError for a distance that is not above 0, or above WITHIN_M_MAX.
    """
    if not 0 < within_m <= WITHIN_M_MAX:
        raise CentreError(
            f"A distance of {within_m:g} m is not one to be near by.", f"Give metres up to {WITHIN_M_MAX:,}."
        )
    frame = _with_numbers(incidents)
    pieces, notices = _pieces(NOTIFIED.checked(notified))
    disc = frame.filter("is_disc")
    found = [_of_no_disc(frame.filter(~pl.col("is_disc")), pieces)]
    for pairs in _candidates(_discs(disc), pieces, within_m):
        rough = pl.col("radii") > within_m
        found.append(_named(pairs.filter(~rough), disc, notices, within_m))
        found.append(_counted(pairs.filter(rough), disc))
    whole = pl.concat(found).sort("place", "notice", nulls_last=True)
    return NEARNESS.checked(whole.drop("place", "notice"))


def _with_numbers(incidents: pl.DataFrame) -> pl.DataFrame:
    """The columns that matter, whether the place is a disc, and the row's `place` in the order of ids."""
    precise = pl.col("where_precision").is_in([PlacePrecision.EXACT, PlacePrecision.NEAR])
    known = pl.all_horizontal(pl.col(each).is_not_null() for each in ("lon", "lat", "radius_m"))
    frame = incidents.select(
        "incident_id", "when_start", "when_end", "lon", "lat", "radius_m", (precise & known).alias("is_disc")
    )
    return frame.sort("incident_id").with_row_index("place")


def _pieces(notified: pl.DataFrame) -> tuple[_Places, pl.DataFrame]:
    """The legs cut into pieces so short (places.geodesy.STEP_DEG) that a plane around one is true; and the
    versions of notifications that they are of, by number."""
    cut = notified.filter(pl.col("end").is_null() | (pl.col("start") < pl.col("end")))
    notices = cut.select("notice_id", "version", "is_movement", "start", "end")
    notices = notices.unique(["notice_id", "version"]).sort("notice_id", "version")
    notices = notices.with_row_index("notice")
    cut = cut.join(notices.select("notice_id", "version", "notice"), on=["notice_id", "version"])
    span = pl.max_horizontal(
        (pl.col("to_lon") - pl.col("lon")).abs(), (pl.col("to_lat") - pl.col("lat")).abs()
    )
    parts = (span / STEP_DEG).ceil().clip(1, None).cast(pl.Int64)
    cut = cut.with_columns(parts.alias("parts")).with_columns(pl.int_ranges(0, pl.col("parts")).alias("part"))
    cut = cut.explode("part")
    ends = {}
    for first, last in (("lon", "to_lon"), ("lat", "to_lat")):
        step = (pl.col(last) - pl.col(first)) / pl.col("parts")
        ends[first] = pl.col(first) + step * pl.col("part")
        ends[last] = pl.col(first) + step * (pl.col("part") + 1)
    cut = cut.with_columns(**ends)
    lon, lat, to_lon, to_lat, radius = (
        cut[name].to_numpy() for name in ("lon", "lat", "to_lon", "to_lat", "radius_m")
    )
    spans = _ticks(cut, "start", -_EVER), _ticks(cut, "end", _EVER)
    notice, moves = cut["notice"].cast(pl.Int64).to_numpy(), cut["is_movement"].to_numpy()
    return _Places(lon, lat, to_lon, to_lat, radius, *spans, notice, moves), notices


def _discs(disc: pl.DataFrame) -> _Places:
    lon, lat, radius = (disc[name].to_numpy() for name in ("lon", "lat", "radius_m"))
    spans = _ticks(disc, "when_start", -_EVER), _ticks(disc, "when_end", _EVER)
    alone = np.zeros(disc.height, dtype=bool)
    return _Places(lon, lat, lon, lat, radius, *spans, np.arange(disc.height), alone)


def _ticks(frame: pl.DataFrame, name: str, unknown: int) -> Indices:
    return frame[name].dt.timestamp("us").fill_null(unknown).to_numpy()


def _candidates(discs: _Places, pieces: _Places, within_m: float) -> Iterator[pl.DataFrame]:
    """Incident and notice by number, distance_m, least_m, most_m and radii of the pairs that may be within
    the distance and whose times may meet; some at a time."""
    if not len(discs.lon) or not len(pieces.lon):
        return
    corners = np.column_stack([pieces.lon, pieces.lat, pieces.to_lon, pieces.to_lat]).reshape(-1, 2, 2)
    tree = shapely.STRtree(shapely.linestrings(corners))
    widest = float(pieces.radius.max())
    begin, size = 0, FIRST_INCIDENTS
    while begin < len(discs.lon):
        chosen = slice(begin, begin + size)
        reach = discs.radius[chosen] + within_m + widest
        incident, piece = tree.query(_boxes(discs.lon[chosen], discs.lat[chosen], reach))
        yield _by_notice(discs, pieces, incident + begin, piece, within_m)
        begin += size
        # So many next that about PAIRS_AT_ONCE pairs come of them.
        size = int(np.clip(size * PAIRS_AT_ONCE / max(len(incident), 1), 1, 4 * size))


def _boxes(lon: Floats, lat: Floats, reach_m: Floats) -> NDArray[np.object_]:
    east, _ = metres_per_degree(np.clip(np.abs(lat) + reach_m / 110_000, 0, 89.0))
    width, height = reach_m / east * _SLACK, reach_m / 110_500 * _SLACK
    boxes: NDArray[np.object_] = shapely.box(lon - width, lat - height, lon + width, lat + height)
    return boxes


def _by_notice(
    discs: _Places, pieces: _Places, incident: Indices, piece: Indices, within_m: float
) -> pl.DataFrame:
    """One row a pair. Of a route's pieces each bound is the best that any of them gives."""
    meet = (discs.first[incident] < pieces.last[piece]) & (pieces.first[piece] < discs.last[incident])
    incident, piece = incident[meet], piece[meet]
    radii = discs.radius[incident] + pieces.radius[piece]
    untold = (radii > within_m) & ~pieces.pieced[piece]
    distance = _distance_m(discs, pieces, incident, piece, np.where(untold, radii + within_m, -1.0))
    kept = distance - radii <= within_m
    frame = pl.DataFrame(
        {
            "incident": incident[kept],
            "notice": pieces.notice[piece[kept]],
            "distance_m": distance[kept],
            "radii": radii[kept],
        }
    )
    least, most = pl.col("distance_m") - pl.col("radii"), pl.col("distance_m") + pl.col("radii")
    frame = frame.with_columns(least.alias("least_m"), most.alias("most_m"))
    pieced = pl.Series(pieces.pieced[piece[kept]])
    whole = frame.filter(pieced).group_by("incident", "notice").min()
    return pl.concat([frame.filter(~pieced), whole.select(frame.columns)])


def _distance_m(
    discs: _Places, pieces: _Places, incident: Indices, piece: Indices, surely_within: Floats
) -> Floats:
    """Metres from the incident's point to the nearest point of the piece: the foot is found in a plane
    around the incident, the metres along the geodesic.

    No geodesic is worked out where the plane shows it `surely_within` these metres (-1: it matters).
    """
    lon, lat = discs.lon[incident], discs.lat[incident]
    from_lon, from_lat = pieces.lon[piece], pieces.lat[piece]
    over, up = pieces.to_lon[piece] - from_lon, pieces.to_lat[piece] - from_lat
    east, north = metres_per_degree(discs.lat)
    east, north = east[incident], north[incident]
    lead = -((from_lon - lon) * over * east**2 + (from_lat - lat) * up * north**2)
    length2 = (over * east) ** 2 + (up * north) ** 2
    share = np.clip(np.divide(lead, length2, out=np.zeros_like(lead), where=length2 > 0), 0.0, 1.0)
    foot_lon, foot_lat = from_lon + share * over, from_lat + share * up
    found: Floats = np.hypot((foot_lon - lon) * east, (foot_lat - lat) * north)
    asked = np.flatnonzero(found * _SLACK > surely_within)
    found[asked] = distances_m(lon[asked], lat[asked], foot_lon[asked], foot_lat[asked])
    return found


def _named(pairs: pl.DataFrame, disc: pl.DataFrame, notices: pl.DataFrame, within_m: float) -> pl.DataFrame:
    """Pairs of which something can be told: near, or possibly near and why no more."""
    meant, when = notices[pairs["notice"]], disc[pairs["incident"]]
    frame = pl.concat(
        [pairs.drop("notice"), meant, when.select("place", "incident_id", "when_start", "when_end")],
        how="horizontal",
    )
    ended = pl.col("end").is_null() | (pl.col("when_end") <= pl.col("end"))
    in_time = ((pl.col("when_start") >= pl.col("start")) & ended).fill_null(False)
    in_place = pl.col("most_m") <= within_m
    told = pl.concat_list(
        pl.when(~in_place).then(pl.lit(_SPACE)),
        pl.when(~in_time).then(pl.lit(_TIME)),
        pl.when("is_movement").then(pl.lit(_ROUTE)),
    ).list.drop_nulls()
    return frame.select(
        "place",
        "notice",
        "incident_id",
        "notice_id",
        "version",
        "is_movement",
        pl.when(in_place & in_time).then(pl.lit(NEAR)).otherwise(pl.lit(POSSIBLY)).alias("answer"),
        "distance_m",
        pl.col("least_m").clip(0, None),
        "most_m",
        pl.lit(None, pl.Int32).alias("candidates"),
        pl.when(told.list.len() > 0).then(told).alias("reasons"),
    )


def _counted(pairs: pl.DataFrame, disc: pl.DataFrame) -> pl.DataFrame:
    """One row for each incident known too roughly for some of the notifications that it may be near."""
    counted = pairs.group_by("incident").agg(pl.len().cast(pl.Int32).alias("candidates"))
    meant = disc.select("place", "incident_id")[counted["incident"]]
    return _unnamed(meant.with_columns(counted["candidates"]), _ROUGH)


def _of_no_disc(frame: pl.DataFrame, pieces: _Places) -> pl.DataFrame:
    """Incidents whose place is no disc, at a time when anything was notified at all."""
    first, last = _ticks(frame, "when_start", -_EVER), _ticks(frame, "when_end", _EVER)
    begun = np.searchsorted(np.sort(pieces.first), last, "left")
    over = np.searchsorted(np.sort(pieces.last), first, "right")
    open_then = frame.filter(pl.Series(begun > over, dtype=pl.Boolean))
    none = pl.lit(None, pl.Int32).alias("candidates")
    return _unnamed(open_then.select("place", "incident_id", none), _NO_DISC)


def _unnamed(frame: pl.DataFrame, why: str) -> pl.DataFrame:
    empty = ("notice_id", "version", "is_movement", "distance_m", "least_m", "most_m")
    return frame.with_columns(
        *(pl.lit(None, NEARNESS.schema[name]).alias(name) for name in empty),
        pl.lit(UNTOLD).alias("answer"),
        pl.lit(None, pl.UInt32).alias("notice"),
        pl.concat_list(pl.lit(why)).alias("reasons"),
    ).select("place", "notice", *NEARNESS.names)
