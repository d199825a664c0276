"""How dates, places, acts and findings are put into words: plain, short, and no surer than they are."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from holdfire.places.areas import AreaSet
from holdfire.reports.act import ACT_CODES

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_ACT_WORDS = {
    "fire/small-arms": "small-arms fire",
    "fire/mine-or-ied": "mine or improvised device",
    "fire/air/barrel-bomb": "air strike, barrel bomb",
    "fire/air": "air strike",
    "fire/chemical": "alleged chemical weapon",
    "fire/exercise": "fire assessed as training",
    "fire/against-civilians": "force against civilians",
    "fire/explosion": "explosion, cause undetermined",
    "fire/shelling/mortar": "mortar fire",
    "fire/shelling/artillery": "artillery fire",
    "fire/shelling": "shelling",
    "fire": "use of force, means not stated",
}


def day_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_words(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{day_words(local.date())}, {local:%H:%M}"


def when_words(row: Mapping[str, Any], zone: ZoneInfo) -> str:
    """The time of an incident, with its precision wherever it is not an instant."""
    start, end, precision = row["when_start"], row["when_end"], row["when_precision"]
    if start is None or end is None or precision is None:
        return "time not known"
    first, last = start.astimezone(zone), (end - timedelta(microseconds=1)).astimezone(zone)
    if precision == "instant":
        return f"{day_words(first.date())}, {first:%H:%M}"
    if precision == "hour":
        return f"{day_words(first.date())}, {first:%H:%M} to {end.astimezone(zone):%H:%M}"
    if precision == "day" and first.date() == last.date():
        return f"{day_words(first.date())}, hour not known"
    if precision == "month":
        return f"some day of {MONTHS[first.month - 1]} {first.year}"
    if precision == "year":
        return f"some day of {first.year}"
    return f"some time from {day_words(first.date())} to {day_words(last.date())}"


def act_words(code: str | None) -> str:
    if code is None:
        return "act not known"
    if code in _ACT_WORDS:
        return _ACT_WORDS[code]
    return code.replace("-", " ").replace("/", ", ") if code in ACT_CODES else code


def metres_words(metres: float) -> str:
    if metres < 1000:
        return f"{metres:.0f} m"
    kilometres = metres / 1000
    return f"{kilometres:.0f} km" if kilometres >= 10 else f"{kilometres:.1f} km".replace(".0 km", " km")


def unit_name(written: str | None, units: AreaSet | None) -> str | None:
    """A unit's name where what was written (a name or a code) is one of the units; else as written."""
    if written is None or units is None:
        return written
    found = next((area for area in units.areas if area.id == written), None) or units.named(written)
    return found.name if found else written


def where_words(row: Mapping[str, Any], units: AreaSet | None) -> str:
    """Where it was, as surely as it is known: a pin only for a disc, "somewhere in" for a unit."""
    province = unit_name(row["adm1"], units)
    precision = str(row["where_precision"])
    name = row["place_as_written"]
    if precision in ("exact", "near") and row["radius_m"] is not None:
        near = f"{name}, {province}" if name and province else name or province or "unnamed place"
        return f"{near} (within {metres_words(row['radius_m'])})"
    if precision == "adm2":
        return f"somewhere in {row['adm2'] or 'a district not named'}" + (f", {province}" if province else "")
    if precision == "adm1":
        return f"somewhere in {province or 'a province not named'}"
    if precision == "region":
        return f"somewhere in a region ({name or province or 'not named'})"
    return "place not known" if precision == "unknown" else "somewhere in the country"


def listed(words: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
