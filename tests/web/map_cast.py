"""A day in October 2018 over the Astana pack: incidents of every precision, and what the centre knows."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

import polars as pl
from shapely.geometry import LineString

from holdfire.agreement.reading import library_pack, load_pack
from holdfire.centre.act import Act
from holdfire.centre.fold import Ground, fold
from holdfire.centre.modules import MODULES
from holdfire.incidents.table import INCIDENTS
from holdfire.moments import Span
from holdfire.places.library import library_units
from holdfire.reports.table import WATCH
from holdfire.reports.tracks import as_wkt
from holdfire.web.mapping.layers import View

START = datetime(2018, 10, 20, tzinfo=UTC)
DAY = Span(START, START + timedelta(days=1))
UNITS = library_units("SY")


@lru_cache(maxsize=1)
def pack():
    return load_pack(library_pack("astana"))


def incident(name="i-1", lon=36.63, lat=35.93, radius_m=2000.0, precision="exact", **more):
    return {
        "incident_id": name,
        "when_start": START + timedelta(hours=6),
        "when_end": START + timedelta(hours=7),
        "lon": lon,
        "lat": lat,
        "radius_m": radius_m,
        "where_precision": precision,
        "act": "fire/shelling",
        "report_ids": ["r-1"],
        "sources": ["ngo"],
    } | more


def known_to_unit(name, precision="adm1", **more):
    """Its point is the capital of the governorate, as codebooks have it."""
    return incident(name, precision=precision, **({"radius_m": None, "adm1": "Idlib"} | more))


def incidents(*rows, verdicts=None):
    frame = INCIDENTS.of(rows)
    return frame if verdicts is None else frame.with_columns(verdict=pl.Series(verdicts, dtype=pl.String))


def point(lat, lon, radius_m=100):
    return {"lat_e7": round(lat * 1e7), "lon_e7": round(lon * 1e7), "radius_m": radius_m}


def state(module, *acts):
    """Acts as (kind, party, content), signed a week before the day."""
    at = START - timedelta(days=7)
    told = [
        Act(number, f"{number:064x}", kind, party, at, {"by": "A. Haddad", **content})
        for number, (kind, party, content) in enumerate(acts, start=1)
    ]
    found = fold(MODULES[module], told, Ground(pack()))
    assert not found.aside, [each.objection for each in found.aside]
    return found.state


def allotted(**more):
    content = {
        "id": "post-1",
        "to": "turkey",
        "zone": "idlib",
        "place": point(35.93, 36.63),
        "from": "2018-05-01",
        "kind": "observation post",
        "name": "Post 1",
    }
    return ("post allotted", "turkey", content | more)


def watch(**more):
    row = {
        "watch_id": "w-1",
        "source": "watch",
        "observer": "turkey",
        "received": START,
        "when_start": START,
        "when_end": START + timedelta(hours=8),
        "kind": "patrol",
        "hours": 3.0,
        "track": as_wkt(LineString([(36.6, 35.5), (36.7, 35.7)])),
        "reach_m": 5000.0,
        "raw_file": "w.csv",
        "raw_file_sha256": "0" * 64,
        "raw_line": 1,
    }
    return WATCH.of([row | more])


def view(**more):
    return View(pack(), **({"span": DAY, "units": UNITS} | more))
