"""holdfire places: look a place up, and give a mission its country's own lists and areas."""

from pathlib import Path

import click

from holdfire.commands.answers import answer, counted, faults_in_keys
from holdfire.commands.options import as_json
from holdfire.mission.settings import read_settings
from holdfire.places.areas import read_areas
from holdfire.places.gazetteer import Candidate
from holdfire.places.gazetteer_files import columns_of, header_of, read_gazetteer
from holdfire.places.library import extent_of, library_countries, library_gazetteer
from holdfire.places.mission_places import gazetteer_of, keep_areas, keep_gazetteer

_existing = click.Path(exists=True, dir_okay=False, path_type=Path)
_mission = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
_replace = click.option("--replace", is_flag=True, help="Replace what was added under the same name.")


@click.group()
def places() -> None:
    """Find places by name in any script, and add a country's own lists and areas to a mission."""


@places.command()
@click.argument("name")
@click.option("--country", "countries", multiple=True, metavar="CODE", help="ISO code, repeatable: SY.")
@click.option(
    "--mission",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Search this mission's lists and countries.",
)
@click.option(
    "--limit", default=5, show_default=True, type=click.IntRange(1, 100), help="How many, homonyms apart."
)
@as_json
@click.pass_context
def find(
    ctx: click.Context, name: str, countries: tuple[str, ...], mission: Path | None, limit: int, as_json: bool
) -> None:
    """List the places that NAME may mean, the likeliest first, each with a score and the reason.

    All places that share the best score are listed, whatever the limit: which one is meant is not
    guessed. Without --country and --mission, the countries that come with Holdfire are searched.
    Towns are from GeoNames (CC BY 4.0). Exit code 1 where nothing is found.

    \b
    Example: holdfire places find "خان شيخون" --country SY
    JSON keys: name, countries, candidates (id, source, name, matched_name, score, why, lon, lat,
               country, adm1, population)
    """
    chosen = countries or (
        read_settings(mission / "mission.toml").countries if mission else library_countries()
    )
    gazetteer = gazetteer_of(mission / "places", chosen) if mission else library_gazetteer(chosen)
    found = gazetteer.find(name, limit)
    answer(
        as_json,
        {"name": name, "countries": list(chosen), "candidates": [_keys(each) for each in found]},
        [_line(each) for each in found]
        or [
            f"No place like {name!r} in {', '.join(chosen)}. Add the country's own list: holdfire places add."
        ],
    )
    ctx.exit(0 if found else 1)


@places.command()
@_mission
@click.argument("file", type=_existing)
@click.option("--id-column", metavar="NAME", help="Column with the place's own code (p-code).")
@click.option("--name-column", metavar="NAME", help="Column with its name.")
@click.option("--lat-column", metavar="NAME", help="Column with the latitude in degrees, WGS 84.")
@click.option("--lon-column", metavar="NAME", help="Column with the longitude in degrees, WGS 84.")
@click.option(
    "--alt-column", "alt_columns", multiple=True, metavar="NAME", help="A further name, repeatable."
)
@_replace
@as_json
@click.pass_context
def add(
    ctx: click.Context,
    folder: Path,
    file: Path,
    id_column: str | None,
    name_column: str | None,
    lat_column: str | None,
    lon_column: str | None,
    alt_columns: tuple[str, ...],
    replace: bool,
    as_json: bool,
) -> None:
    """Add a country's own list of places, FILE (CSV, UTF-8), to the mission in DIR.

    Every row is checked. Good rows are kept in DIR/places; rows that cannot be used are listed with
    line and reason, and the exit code is then 1. Columns of lists by OCHA (COD populated places) and
    GeoNames are known; for any other list name them.

    \b
    Example: holdfire places add idlib syr_pplp_adm4_unocha.csv
    JSON keys: file, read, accepted, faults (at, what, advice, weight)
    """
    countries = read_settings(folder / "mission.toml").countries
    chosen = {"id": id_column, "name": name_column, "lat": lat_column, "lon": lon_column}
    named: dict[str, str | tuple[str, ...]] = {key: value for key, value in chosen.items() if value}
    if alt_columns:
        named["further_names"] = alt_columns
    columns = columns_of(header_of(file), named)
    only = countries[0] if len(countries) == 1 else None
    gazetteer, faults = read_gazetteer(file, columns, country=only)
    kept = (
        keep_gazetteer(folder / "places", file.stem, gazetteer, replace=replace) if len(gazetteer) else None
    )
    answer(
        as_json,
        {
            "file": str(kept) if kept else None,
            "read": len(gazetteer) + len(faults),
            "accepted": len(gazetteer),
            "faults": faults_in_keys(faults),
        },
        [
            *map(str, faults),
            f"{counted(len(gazetteer), 'place')} added, {counted(len(faults), 'row')} with faults"
            + (f": {kept}" if kept else "; nothing was written."),
        ],
    )
    ctx.exit(1 if faults else 0)


@places.command()
@_mission
@click.argument("file", type=_existing)
@click.option(
    "--level", required=True, type=click.IntRange(1, 4), help="1 for governorates, 2 for districts."
)
@click.option("--id", "id_property", required=True, metavar="PROPERTY", help="Property with the code: PCODE.")
@click.option(
    "--name",
    "name_properties",
    required=True,
    multiple=True,
    metavar="PROPERTY",
    help="Property with the name, repeatable: the first is shown, all are recognised.",
)
@_replace
@as_json
@click.pass_context
def areas(
    ctx: click.Context,
    folder: Path,
    file: Path,
    level: int,
    id_property: str,
    name_properties: tuple[str, ...],
    replace: bool,
    as_json: bool,
) -> None:
    """Add the administrative units in FILE (GeoJSON, WGS 84) to the mission in DIR.

    From then on they are used instead of those that come with Holdfire. All or nothing: with a
    single fault (crosses itself, not closed, no code, code used twice, coordinates swapped) nothing
    is added, because a missing unit would look like a place without incidents.

    \b
    Example: holdfire places areas idlib syr_adm1.geojson --level 1 --id PCODE --name NAME_EN --name NAME_AR
    JSON keys: file, level, accepted, faults (at, what, advice, weight)
    """
    countries = read_settings(folder / "mission.toml").countries
    units, faults = read_areas(
        file, id_property=id_property, name_properties=name_properties, level=level, near=extent_of(countries)
    )
    kept = None if faults else keep_areas(folder / "places", level, units, replace=replace)
    accepted = 0 if faults else len(units)
    answer(
        as_json,
        {
            "file": str(kept) if kept else None,
            "level": level,
            "accepted": accepted,
            "faults": faults_in_keys(faults),
        },
        [
            *map(str, faults),
            f"{counted(accepted, 'unit')} added{f': {kept}' if kept else '; nothing was written.'}",
        ],
    )
    ctx.exit(1 if faults else 0)


def _keys(candidate: Candidate) -> dict[str, object]:
    entry = candidate.entry
    return {
        "id": entry.id,
        "source": entry.source,
        "name": entry.name,
        "matched_name": candidate.matched_name,
        "score": candidate.score,
        "why": candidate.why,
        "lon": entry.point.lon,
        "lat": entry.point.lat,
        "country": entry.country,
        "adm1": entry.adm1,
        "population": entry.population,
    }


def _line(candidate: Candidate) -> str:
    entry = candidate.entry
    known_as = "" if candidate.matched_name == entry.name else f", as {candidate.matched_name}"
    people = "" if entry.population is None else f", {entry.population:,} people"
    where = f"{entry.point.lat:.5f}, {entry.point.lon:.5f}"
    return (
        f"{candidate.score:.2f}  {entry.name} ({entry.country or '?'} {entry.adm1 or ''}{people})  {where}  "
        f"[{entry.source} {entry.id}]{known_as}: {candidate.why}"
    )
