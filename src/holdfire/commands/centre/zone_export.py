"""holdfire zone export: the maps in force on a day as a file that a map program opens."""

import json
from datetime import date
from pathlib import Path

import click

from holdfire.agreement.zones import Zone, ZoneVersion
from holdfire.centre.effects.decided import Agreed
from holdfire.commands.answers import answer
from holdfire.commands.centre.term import at_day
from holdfire.commands.centre.zone_words import day_told, moment_of, zone_named
from holdfire.commands.options import as_json, mission_folder
from holdfire.mission.opened import Opened

PLACES = 7
"""Decimals of a degree in a file that is exported: a centimetre."""


@click.command("export")
@mission_folder
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The GeoJSON file to write.")
@click.argument("zones", metavar="[ZONE]...", nargs=-1)
@at_day
@as_json
def export(folder: Path, out: Path, zones: tuple[str, ...], at: date | None, as_json: bool) -> None:
    """Write the maps in force on a day as GeoJSON: of the zones named, or of all.

    \b
    Example: holdfire zone export idlib --at 2017-10-20 --out maps.geojson
    JSON keys: at, out, maps (zone, version)
    """
    agreed = Opened.open(folder).agreed
    moment = moment_of(at, agreed.agreement)
    chosen = [zone_named(each, agreed.agreement) for each in zones] or list(agreed.agreement.zones)
    drawn = [(each, version) for each in chosen if (version := each.version_at(moment))]
    features = [_feature(each, version, agreed) for each, version in drawn]
    told = {"type": "FeatureCollection", "features": features}
    out.write_text(json.dumps(told, ensure_ascii=False) + "\n", encoding="utf-8")
    day = day_told(moment, agreed.agreement.time_zone)
    keys = {"at": day, "out": str(out), "maps": [{"zone": z.id, "version": v.id} for z, v in drawn]}
    answer(as_json, keys, [f"{len(drawn)} maps in force on {day} are in {out}."])


def _feature(each: Zone, version: ZoneVersion, agreed: Agreed) -> dict[str, object]:
    """As a pack's zones.geojson has it."""
    import shapely
    from shapely.geometry import mapping

    zone = agreed.agreement.time_zone
    rounded = shapely.transform(version.geometry, lambda corners: corners.round(PLACES))
    cited = [", ".join(part for part in (one.source, one.clause) if part) for one in version.cited]
    return {
        "type": "Feature",
        "properties": {
            "official": version.official,
            "zone": each.id,
            "version": version.id,
            "title": version.title,
            "valid_from": day_told(version.start, zone),
            "valid_until": None if version.end is None else day_told(version.end, zone),
            "source": cited,
            "how_drawn": version.how_drawn,
            "edge_uncertainty_m": version.edge_uncertainty_m,
        },
        "geometry": mapping(rounded),
    }
