"""The places of a mission: the lists and areas it added, and under them what comes with Holdfire.

Its folder `places/` holds `<name>.csv` for each list and `areas_<level>.geojson` for each level of
units; both are written by the commands and may be read by anybody.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from holdfire.errors import PlaceError
from holdfire.places.area_files import kept_areas_text, read_kept_areas
from holdfire.places.areas import AreaSet
from holdfire.places.gazetteer import Gazetteer
from holdfire.places.gazetteer_files import gazetteer_text, read_gazetteer
from holdfire.places.library import library_countries, library_gazetteer, library_units


def gazetteer_of(folder: Path, countries: Iterable[str]) -> Gazetteer:
    """The mission's own lists together with the library's towns of its countries.

    A country whose towns cannot be had here does not stop a mission that has a list of its own.
    """
    own = Gazetteer(())
    for path in sorted(folder.glob("*.csv")):
        listed, faults = read_gazetteer(path)
        if faults:
            raise PlaceError(f"{path} was changed and has faults: {faults[0]}", "Add the list again.")
        own += listed
    try:
        return own + library_gazetteer(countries)
    except PlaceError:
        if len(own):
            return own
        raise


def units_of(folder: Path, level: int, countries: Iterable[str]) -> AreaSet | None:
    """The mission's own units of that level, else (level 1) the library's of its countries, else None."""
    kept = _areas_path(folder, level)
    if kept.exists():
        areas, faults = read_kept_areas(kept, level)
        if faults:
            raise PlaceError(f"{kept} was changed and has faults: {faults[0]}", "Add the areas again.")
        return areas
    known = [each.upper() for each in countries if each.upper() in library_countries()]
    if level != 1 or not known:
        return None
    return AreaSet(area for country in dict.fromkeys(known) for area in library_units(country))


def keep_gazetteer(folder: Path, name: str, gazetteer: Gazetteer, *, replace: bool = False) -> Path:
    """Write a list into the mission's places. The same list again changes nothing; another one under
    the same name raises PlaceError, unless it may `replace` the first."""
    return _write(folder / f"{name}.csv", gazetteer_text(gazetteer), replace=replace)


def keep_areas(folder: Path, level: int, areas: AreaSet, *, replace: bool = False) -> Path:
    """Write the units of a level into the mission's places, under the same rule."""
    return _write(_areas_path(folder, level), kept_areas_text(areas), replace=replace)


def _areas_path(folder: Path, level: int) -> Path:
    return folder / f"areas_{level}.geojson"


def _write(path: Path, text: str, *, replace: bool) -> Path:
    """Whole or not at all: a full disk leaves what was there before."""
    if path.exists() and not replace and path.read_text("utf-8") != text:
        raise PlaceError(
            f"{path} is there already and differs.", "Use --replace, or rename your file to keep both."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(path.suffix + ".unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path
