"""Lists of places as files: a country's own list, and the ones that come with Holdfire."""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from holdfire.errors import Fault, PlaceError
from holdfire.places.gazetteer import Gazetteer, PlaceEntry
from holdfire.places.point import Point

FILE_MB_MAX = 200


@dataclass(frozen=True, slots=True)
class GazetteerColumns:
    """Which column of a list holds what; "" for what the list does not have.

    `further_names` are columns with one more name each, or several set apart by "|".
    """

    id: str
    name: str
    lat: str
    lon: str
    further_names: tuple[str, ...] = ()
    country: str = ""
    adm1: str = ""
    population: str = ""


OURS = GazetteerColumns(
    "id", "name", "latitude", "longitude", ("further_names",), "country", "adm1", "population"
)
"""The form in which a mission keeps its lists."""

NONE = GazetteerColumns("", "", "", "")

WELL_KNOWN: tuple[GazetteerColumns, ...] = (
    OURS,
    GazetteerColumns(
        "geonameid", "name", "latitude", "longitude", ("alternatenames",), "country", "admin1", "population"
    ),
    GazetteerColumns(
        "PP_PCODE",
        "PP_NAME_EN",
        "latitude",
        "longitude",
        ("PP_NAME_AR", "PP_REF_NAM", "PP_ALT1_EN", "PP_ALT2_EN"),
        adm1="ADM1_EN",
    ),
)
"""Headers that are recognised: Holdfire's own, GeoNames, and OCHA's populated places (COD-PP).
A list whose header is none of these needs its columns named."""


def columns_of(header: Sequence[str], named: Mapping[str, str | tuple[str, ...]]) -> GazetteerColumns:
    """The columns of a list: those `named` by the user, else those of the well-known list it is.

    Raises PlaceError, with the header, where neither settles id, name, latitude and longitude, and
    where a named column does not exist.
    """
    needed = ("id", "name", "lat", "lon")
    wanted = [column for value in named.values() for column in ([value] if isinstance(value, str) else value)]
    if strange := [column for column in wanted if column not in header]:
        raise PlaceError(f"There is no column {', '.join(strange)}.", _columns_there_are(header))
    known = next((each for each in WELL_KNOWN if all(getattr(each, one) in header for one in needed)), NONE)
    columns = replace(known, **{**_present(known, header), **named})  # type: ignore[arg-type]
    if missing := [each for each in needed if not getattr(columns, each)]:
        options = " ".join(f"--{each}-column" for each in missing)
        raise PlaceError(
            f"The header is not one that is known here: say {options}.", _columns_there_are(header)
        )
    return columns


def read_gazetteer(
    path: Path, columns: GazetteerColumns | None = None, *, country: str | None = None
) -> tuple[Gazetteer, tuple[Fault, ...]]:
    """The places of a CSV list, and a fault for every row that cannot be used, with line and reason.

    Names may repeat (homonyms are real); ids may not. `country` fills the country where the list has
    no such column. Raises PlaceError for a file that cannot be read as such a list at all.
    """
    rows = csv.DictReader(io.StringIO(_text(path)), strict=True)
    columns = columns or columns_of(tuple(rows.fieldnames or ()), {})
    entries: dict[str, PlaceEntry] = {}
    faults = []
    try:
        for row in rows:
            at = f"{path.name}:{rows.line_num}"
            read = _entry(row, columns, source=path.stem, country=country)
            if isinstance(read, PlaceEntry) and read.id in entries:
                read = f"{read.name} has the id {read.id} of {entries[read.id].name}.", "Give it its own id."
            if isinstance(read, PlaceEntry):
                entries[read.id] = read
            else:
                faults.append(Fault(at, *read))
    except csv.Error as cause:
        what = f"The list breaks off or is no CSV from here on ({cause})."
        faults.append(Fault(f"{path.name}:{rows.line_num}", what, "Save it again as CSV, in UTF-8."))
    return Gazetteer(entries.values()), tuple(faults)


def gazetteer_text(gazetteer: Gazetteer) -> str:
    """The places as CSV with the columns of OURS, sorted by id: the same places, the same characters."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        [OURS.id, OURS.name, OURS.lat, OURS.lon, *OURS.further_names, "country", "adm1", "population"]
    )
    for each in sorted(gazetteer.entries, key=lambda entry: entry.id):
        further = "|".join(name.replace("|", " ") for name in each.names)
        known = ("" if value is None else value for value in (each.country, each.adm1, each.population))
        writer.writerow([each.id, each.name, each.point.lat, each.point.lon, further, *known])
    return out.getvalue()


def header_of(path: Path) -> tuple[str, ...]:
    """The column names of a CSV list."""
    return tuple(next(csv.reader(io.StringIO(_text(path))), ()))


_Problem = tuple[str, str]


def _entry(
    row: Mapping[str | None, str | list[str] | None],
    columns: GazetteerColumns,
    *,
    source: str,
    country: str | None,
) -> PlaceEntry | _Problem:
    """A row as a place, or what is wrong with it and what to do."""
    if None in row or None in row.values():
        return "The row has more or fewer fields than the header.", "Put a name that holds a comma in quotes."
    text = {str(key): str(value).strip() for key, value in row.items()}
    identity, name = text[columns.id], text[columns.name]
    if not identity or not name:
        return f"The {columns.id if not identity else columns.name} is empty.", "Fill it in."
    point = _point(name, text[columns.lat], text[columns.lon])
    if not isinstance(point, Point):
        return point
    people = text.get(columns.population, "")
    if people and not people.isdigit():
        return f"{name}: population {people!r} is no whole number.", "Write digits only, or leave it empty."
    further = (each.strip() for column in columns.further_names for each in text[column].split("|"))
    return PlaceEntry(
        id=identity,
        name=name,
        point=point,
        source=source,
        country=text.get(columns.country) or country,
        adm1=text.get(columns.adm1) or None,
        population=int(people) if people and int(people) else None,
        names=tuple(dict.fromkeys(each for each in further if each and each != name)),
    )


def _point(name: str, lat_text: str, lon_text: str) -> Point | _Problem:
    try:
        lat, lon = float(lat_text), float(lon_text)
    except ValueError:
        return (
            f"{name}: latitude {lat_text!r}, longitude {lon_text!r} are no numbers.",
            "Write degrees with a point: 35.442, 36.651.",
        )
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lon) <= 180 and abs(lat) <= 180):
        return f"{name}: {lat_text}, {lon_text} is no point on Earth.", "Write degrees in WGS 84."
    if abs(lat) > 90:
        return (
            f"{name}: latitude {lat_text} is over 90; are the two swapped?",
            "Name the columns the other way.",
        )
    if lat == lon == 0:
        return f"{name}: 0, 0 is in the Gulf of Guinea.", "Leave the row out if its place is not known."
    return Point(lon, lat)


def _text(path: Path) -> str:
    try:
        size_mb = path.stat().st_size / 1e6
        if size_mb > FILE_MB_MAX:
            raise PlaceError(
                f"{path.name} has {size_mb:,.0f} MB; the limit is {FILE_MB_MAX}.", "Split the list."
            )
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as cause:
        line = cause.object.count(b"\n", 0, cause.start) + 1
        raise PlaceError(f"{path.name} is not UTF-8 in line {line}.", "Save the list as UTF-8.") from cause
    except OSError as cause:
        raise PlaceError(f"{path} cannot be read ({cause.strerror}).", "Check the path.") from cause


def _present(columns: GazetteerColumns, header: Sequence[str]) -> dict[str, str | tuple[str, ...]]:
    """The columns of a well-known list without those that this copy of it lacks."""
    return {
        "further_names": tuple(each for each in columns.further_names if each in header),
        **{
            each: column if (column := getattr(columns, each)) in header else ""
            for each in ("country", "adm1", "population")
        },
    }


def _columns_there_are(header: Sequence[str]) -> str:
    return f"The columns are: {', '.join(header) or 'none'}."
