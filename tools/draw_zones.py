"""Draw the zones of the two packs that come with Holdfire, from the places their texts name.

    python tools/draw_zones.py ../shared/data

No official polygon of any of these zones was published. Every map made here is our own drawing:
hulls and bands around towns, in a local metric projection, rounded to three decimals (about
100 m, far below the edge uncertainty each map states). Same inputs, same bytes.

Inputs: OCHA populated places of Syria (CC BY-IGO), Natural Earth admin-1 of Syria and Yemen
(public domain), GeoNames cities of Yemen (CC BY 4.0), and the press line of 18 September 2018.
"""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import shapely
from pyproj import CRS, Transformer
from shapely.geometry import LineString, MultiPoint, Point, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

LIBRARY = Path(__file__).parents[1] / "src/holdfire/library/agreements"
NOT_OFFICIAL = "No official polygon was published."


class Ground:
    """A local metric plane (transverse Mercator around one meridian), and the way there and back."""

    def __init__(self, lon: float, lat: float) -> None:
        plane = CRS.from_proj4(f"+proj=tmerc +lat_0={lat} +lon_0={lon} +ellps=WGS84 +units=m")
        self._there = Transformer.from_crs("EPSG:4326", plane, always_xy=True).transform
        self._back = Transformer.from_crs(plane, "EPSG:4326", always_xy=True).transform

    def metres(self, geometry: BaseGeometry) -> BaseGeometry:
        return shapely.transform(geometry, self._there, interleaved=False)

    def degrees(self, geometry: BaseGeometry, tolerance_m: float = 250) -> BaseGeometry:
        """Back to degrees: simplified, rounded, still whole."""
        plain = shapely.transform(geometry.simplify(tolerance_m), self._back, interleaved=False)
        return shapely.set_precision(plain, 0.001)

    def hull(self, points: Iterable[tuple[float, float]], band_m: float) -> BaseGeometry:
        return self.metres(MultiPoint(list(points))).convex_hull.buffer(band_m, quad_segs=4)

    def line(self, points: Sequence[tuple[float, float]], band_m: float) -> BaseGeometry:
        return self.metres(LineString(points)).buffer(band_m, quad_segs=4)


def feature(geometry: BaseGeometry, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"official": False, **properties},
        "geometry": mapping(shapely.normalize(geometry)),
    }


def write(slug: str, features: list[dict[str, Any]]) -> None:
    """One feature to a line, so that a fault's line number leads to its map."""
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in features)
    text = f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'
    (LIBRARY / slug / "zones.geojson").write_text(text, encoding="utf-8")


class Towns:
    """Towns of Syria by their OCHA place code; the list says which name stands for which code."""

    def __init__(self, path: Path) -> None:
        with path.open(encoding="utf-8", newline="") as rows:
            self._at = {
                row["PP_PCODE"]: (float(row["longitude"]), float(row["latitude"]))
                for row in csv.DictReader(rows)
            }

    def __call__(self, towns: dict[str, str]) -> list[tuple[float, float]]:
        return [self._at[code] for code in towns.values()]


IDLIB_NEIGHBOURS = {
    "Andan": "C1121", "Sheikh Aqil": "C8121", "Daret Azza": "C1139", "Kafr Hamra": "C1134",
    "Atareb": "C1022", "Zarbah": "C1170", "Hawir Elis": "C1172", "Murak": "C3029",
    "Kafr Zeita": "C3463", "Latmana": "C3458", "Madiq Castle": "C3207", "Ziyara (Ein Elhamam)": "C3152",
    "Kabani": "C3751", "Zaytunah": "C7970",
}  # fmt: skip
NORTH_HOMS = {
    "Ar-Rastan": "C2870", "Talbiseh": "C2882", "Taldu": "C2541", "Kafr Laha": "C2556",
    "Tal Dahab": "C2547", "Ghanto": "C2885", "Dar Kabira": "C2524", "Zafaraniya": "C2888",
    "Salim": "C2865",
}  # fmt: skip
GHOUTA = {
    "Duma": "C2338", "Harasta": "C2342", "Arbin": "C2321", "Zamalka": "C2320", "Ein Terma": "C2315",
    "Kafr Batna": "C2319", "Saqba": "C2314", "Hammura": "C2316", "Jisrein": "C2317", "Misraba": "C2344",
    "Beit Sawa": "C2318", "Shafuniyeh": "C2334", "Otaya": "C2350", "Nashabiyeh": "C2355",
    "Hosh Nasri": "C2329",
}  # fmt: skip
SOUTH = {
    "Nasib": "C5999", "Sayda": "C5995", "Busra Esh-Sham": "C6002", "Mseifra": "C6044", "Hrak": "C6116",
    "Tafas": "C6034", "Nawa": "C6124", "Jasim": "C6111", "Ankhal": "C6058", "Kafr Shams": "C6063",
    "Hara": "C6048", "Nabe Elsakher": "C6287", "Rafid": "C6296", "Jbata Elkhashab": "C6281",
    "Quneitra": "C6268", "Mzeireb": "C6039",
}  # fmt: skip
M4_ROAD = {
    "Saraqab": "C3916", "Nayrab": "C3867", "Ariha": "C4278", "Mhambal": "C4330",
    "Jisr-Ash-Shugur": "C4199", "Ayn Al Hawr": "C7211",
}  # fmt: skip


def listed(towns: Iterable[str]) -> str:
    return ", ".join(towns)


def provinces(path: Path) -> dict[str, BaseGeometry]:
    """Natural Earth's first-level units by name; the one feature without a name is left out."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {
        each["properties"]["name"]: shape(each["geometry"]) for each in features if each["properties"]["name"]
    }


def province(path: Path, name: str) -> BaseGeometry:
    return provinces(path)[name]


def press_line(path: Path) -> tuple[list[str], list[tuple[float, float]]]:
    with path.open(encoding="utf-8", newline="") as rows:
        matched = [row for row in csv.DictReader(rows) if row["longitude"]]
    return (
        [row["ocha_name"] for row in matched],
        [(float(row["longitude"]), float(row["latitude"])) for row in matched],
    )


def idlib(inputs: Path, towns: Towns) -> list[dict[str, Any]]:
    """The Idlib area, its belts and the road corridor."""
    ground = Ground(36.6, 35.7)
    admin1 = inputs / "naturalearth_admin1/syr_admin1_ne10m.geojson"
    governorate = ground.metres(province(admin1, "Idlib"))
    country = unary_union([ground.metres(each).buffer(0) for each in provinces(admin1).values()])
    neighbours = towns(IDLIB_NEIGHBOURS)
    in_principle = governorate.buffer(10_000, quad_segs=4).intersection(country)
    parts = [ground.metres(Point(each)).buffer(6_000, quad_segs=4) for each in neighbours]
    joined = unary_union([governorate, *parts]).buffer(6_000).buffer(-6_000).intersection(country)
    area = max(getattr(joined, "geoms", [joined]), key=lambda each: each.area)
    inner = area.exterior.difference(country.exterior.buffer(2_000))
    security = inner.buffer(5_000, quad_segs=4).intersection(country)
    names, line = press_line(inputs / "zone_definitions_text/dmz_2018_press_line.csv")
    demilitarised = ground.line(line, 8_750).intersection(area)
    road = ground.line(towns(M4_ROAD), 6_000)
    return [
        feature(
            ground.degrees(in_principle),
            zone="idlib",
            version="idlib-2017-05",
            title="Idlib area in principle, no map agreed",
            valid_from="2017-05-06",
            valid_until="2017-09-15",
            source=["tass-memorandum-2017", "uawire-memorandum-2017, point 1"],
            how_drawn="Drawn by us: Idlib province (Natural Earth) and 10 km of the neighbouring provinces "
            "around it, because the memorandum speaks of parts of them and names no town. " + NOT_OFFICIAL,
            edge_uncertainty_m=10000,
        ),
        feature(
            ground.degrees(area),
            zone="idlib",
            version="idlib-2017-09",
            title="Idlib area as announced on 15 September 2017",
            valid_from="2017-09-15",
            valid_until=None,
            source=["seed-002, paras 2 and 5", "mfa-turkey-288", "sohr-posts"],
            how_drawn="Drawn by us: Idlib province (Natural Earth) and 6 km around these towns of Aleppo, "
            f"Hama and Latakia provinces, chosen by us: {listed(IDLIB_NEIGHBOURS)}. "
            "The maps agreed at Ankara on 8 September 2017 were not published. " + NOT_OFFICIAL,
            edge_uncertainty_m=8000,
            note="No source read here redraws the area later: the memorandum of 2018 preserves it. Who held "
            "the ground at a given time is another question.",
        ),
        feature(
            ground.degrees(security),
            zone="idlib-belt",
            version="idlib-belt-2017-09",
            title="Security zone in the Idlib area, width not stated",
            valid_from="2017-09-15",
            valid_until="2018-09-17",
            source=["seed-002, para 5"],
            how_drawn="Drawn by us: 5 km to each side of our edge of the Idlib area, except along the border "
            "of Syria. The text states no width. " + NOT_OFFICIAL,
            edge_uncertainty_m=10000,
        ),
        feature(
            ground.degrees(demilitarised),
            zone="idlib-belt",
            version="idlib-belt-2018-09",
            title="Demilitarised zone of 15 to 20 km",
            valid_from="2018-09-17",
            valid_until=None,
            source=["idlib-memorandum-fr, point 3", "press-line-2018", "wikipedia-ceasefires"],
            how_drawn="Drawn by us: 8.75 km to each side (17.5 km, the middle of 15 to 20) of the line of a "
            f"press sketch through {listed(names)}, inside our Idlib area. The memorandum leaves the lines "
            "to later talks. " + NOT_OFFICIAL,
            edge_uncertainty_m=5000,
            note="One source says 15 to 25 km. The sketch is a journalist's; three of its 17 names could not "
            "be placed.",
        ),
        feature(
            ground.degrees(road, 100),
            zone="m4-corridor",
            version="m4-corridor-2020-03",
            title="Security corridor 6 km to each side of the M4",
            valid_from="2020-03-06",
            valid_until=None,
            source=["protocol-2020, point 2", "protocol-2020, point 3", "vozdegalicia-2020"],
            how_drawn="Drawn by us, schematic: 6 km to each side of straight lines through "
            f"{listed(M4_ROAD)}; the road itself bends. " + NOT_OFFICIAL,
            edge_uncertainty_m=3000,
            note="Its details were to be agreed within 7 days; what was agreed is not known here.",
        ),
    ]


def others(towns: Towns) -> list[dict[str, Any]]:
    """The three smaller areas: in principle from 6 May 2017, with lines from a later day."""
    open_end = (
        "No source read here says when it legally ended; what happened there in 2018 is another question."
    )
    rows = (
        ("north-homs", "North of Homs", NORTH_HOMS, 36.7, 34.85, (4_000, 2_500), (4_000, 2_500),
         "2017-06-26", ["syrianconstitution-2017-06"], "Press says its lines were agreed on 26 June 2017."),
        ("eastern-ghouta", "Eastern Ghouta", GHOUTA, 36.42, 33.53, (3_000, 1_500), (3_000, 2_000),
         "2017-06-26", ["syrianconstitution-2017-06"], "Press says its lines were agreed on 26 June 2017."),
        ("south", "Parts of Daraa and Quneitra", SOUTH, 36.1, 32.85, (6_000, 4_000), (8_000, 5_000),
         "2017-09-15", ["seed-002, para 2"], "The statement announces it with no map."),
    )  # fmt: skip
    features = []
    for zone, title, places, lon, lat, bands, edges, second, cited, why in rows:
        ground = Ground(lon, lat)
        drawn = f"a hull of these towns and {{}} m around it: {listed(places)}. The towns are chosen by us. "
        features += [
            feature(
                ground.degrees(ground.hull(towns(places), bands[0]), 100),
                zone=zone,
                version=f"{zone}-2017-05",
                title=f"{title}, in principle",
                valid_from="2017-05-06",
                valid_until=second,
                source=["tass-memorandum-2017", "uawire-memorandum-2017, point 1"],
                how_drawn="Drawn by us: " + drawn.format(bands[0]) + NOT_OFFICIAL,
                edge_uncertainty_m=edges[0],
            ),
            feature(
                ground.degrees(ground.hull(towns(places), bands[1]), 100),
                zone=zone,
                version=f"{zone}-{second[:7]}",
                title=f"{title}, lines agreed or announced",
                valid_from=second,
                valid_until=None,
                source=cited,
                how_drawn="Drawn by us: " + drawn.format(bands[1]) + why + " " + NOT_OFFICIAL,
                edge_uncertainty_m=edges[1],
                note=open_end,
            ),
        ]
    return features


def hodeidah(inputs: Path) -> list[dict[str, Any]]:
    ground = Ground(43.0, 14.8)
    city, salif, ras_isa = (42.9545, 14.7978), (42.6711, 15.3076), (42.605, 15.122)
    port = (42.93, 14.835)
    admin1 = inputs / "naturalearth_admin1/yem_admin1_ne10m.geojson"
    governorate = ground.metres(province(admin1, "Al Hudaydah"))
    others_of_it = unary_union(
        [ground.metres(each) for name, each in provinces(admin1).items() if name != "Al Hudaydah"]
    )
    with_sea = governorate.union(governorate.buffer(8_000, quad_segs=4).difference(others_of_it))
    around = ground.metres(Point(city)).buffer(9_000, quad_segs=8)
    ports = unary_union(
        [ground.metres(Point(each)).buffer(3_000, quad_segs=8) for each in (port, salif, ras_isa)]
    )
    common = {"valid_from": "2018-12-18", "valid_until": None}
    return [
        feature(
            ground.degrees(with_sea, 800),
            zone="governorate",
            version="governorate-2018-12",
            title="Hudaydah governorate",
            source=["hudaydah-agreement, point 1"],
            how_drawn="Drawn by us: Natural Earth admin-1 (public domain), simplified, with 8 km of sea so "
            "that the coast is no edge. The agreement names the governorate and gives no line.",
            edge_uncertainty_m=3000,
            **common,
        ),
        feature(
            ground.degrees(around, 100),
            zone="city",
            version="city-2018-12",
            title="City of Hodeidah",
            source=["hudaydah-agreement, points 1 to 4"],
            how_drawn="Drawn by us: 9 km around the GeoNames point of the city. " + NOT_OFFICIAL,
            edge_uncertainty_m=5000,
            **common,
        ),
        feature(
            ground.degrees(ports, 50),
            zone="ports",
            version="ports-2018-12",
            title="Ports of Hodeidah, Salif and Ras Isa",
            source=["hudaydah-agreement, points 1 to 3"],
            how_drawn="Drawn by us: 3 km around Salif (GeoNames) and around points set by us at the ports of "
            "Hodeidah and Ras Isa. " + NOT_OFFICIAL,
            edge_uncertainty_m=2000,
            **common,
        ),
    ]


def main(inputs: Path) -> None:
    towns = Towns(inputs / "ocha_syria_places/syr_pplp_adm4_unocha_20210113_en.csv")
    write("astana", [*idlib(inputs, towns), *others(towns)])
    write("hodeidah", hodeidah(inputs))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
