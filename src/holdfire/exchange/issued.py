"""What a mission issued, as other systems are given it: each bulletin of one edition, as its own files say.

Nothing leaves here that was not issued: no report, no incident as it is held now, no name. What a later
bulletin corrects is handed on as it reads since, and what it takes back is not.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

Feature = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Something that a form of exchange cannot carry, or may not, and why."""

    id: str
    why: str


@dataclass(frozen=True)
class Sheet:
    """One bulletin as it was issued. `plain` is its bulletin.json, `features` those of its incidents.geojson,
    `files` the SHA-256 of each file, `line` its line in the journal: of two of a day the later counts."""

    line: int
    folder: str
    plain: Mapping[str, Any]
    features: tuple[Feature, ...]
    files: Mapping[str, str]

    @property
    def number(self) -> str:
        return str(self.plain["number"])

    @property
    def day(self) -> str:
        return str(self.plain["day"])

    @property
    def edition(self) -> str:
        return str(self.plain["edition"])

    @property
    def exercise(self) -> bool:
        return bool(self.plain["exercise"])

    @property
    def seal(self) -> str:
        """SHA-256 of the dataset it was made from: it tells two issues of a day apart, everywhere alike."""
        return str(self.plain["sealed_dataset_sha256"])

    @property
    def told_at(self) -> datetime:
        """The end of its reporting day: the moment it tells of, the same on every node. When a node issued
        it is its own clock's matter."""
        return moment(str(self.plain["period"]["end"]))

    @property
    def middle(self) -> datetime:
        """The middle of its reporting day: the moment at which its maps and terms are looked up."""
        start = moment(str(self.plain["period"]["start"]))
        return start + (self.told_at - start) / 2

    @property
    def maps(self) -> frozenset[str]:
        """Ids of the maps in force on its day."""
        return frozenset(str(self.plain["map_version"]).split(", ")) - {"no map in force"}

    @property
    def corrigenda(self) -> tuple[Mapping[str, Any], ...]:
        """What it corrects in earlier bulletins; one written by an earlier version corrects nothing."""
        return tuple(self.plain.get("corrigenda", ()))

    @property
    def corrected(self) -> tuple[Mapping[str, Any], ...]:
        """Each day of which it corrects something, as that day now reads."""
        return tuple(self.plain.get("corrected", ()))

    def sentences(self, anchor: str) -> frozenset[str]:
        """The sentences of the section with that anchor, tables left out."""
        blocks = [
            block
            for section in self.plain["sections"]
            if section["anchor"] == anchor
            for block in section["blocks"]
        ]
        alone = [block["sentence"] for block in blocks if "sentence" in block]
        listed = [each for block in blocks for each in block.get("bullets", ())]
        return frozenset(str(each["text"]) for each in (*alone, *listed))


def moment(written: str) -> datetime:
    """An instant as bulletins write it, in UTC."""
    return datetime.fromisoformat(written).astimezone(UTC)


def written(at: datetime) -> str:
    """An instant as every form of exchange here writes it: 2017-06-15T21:00:00Z."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Told:
    """An incident as it was told last: the day it is of, and the bulletin that told it so."""

    feature: Feature
    day: str
    sheet: Sheet


def _day_and_line(sheet: Sheet) -> tuple[str, int]:
    return sheet.day, sheet.line


@dataclass(frozen=True)
class Issued:
    """Every bulletin of one edition, in the order of issue."""

    mission: str
    agreement: str
    edition: str
    sheets: tuple[Sheet, ...]

    def last_of(self, day: str) -> Sheet | None:
        """The last issue of that day."""
        return next((each for each in reversed(self.sheets) if each.day == day), None)

    def before(self, sheet: Sheet) -> Iterator[Sheet]:
        """The bulletins of days up to its own that were issued before it, the last first."""
        place = bisect_right(self._by_day, (sheet.day, sheet.line), key=_day_and_line)
        for at in range(place - 1, -1, -1):
            if self._by_day[at].line < sheet.line:
                yield self._by_day[at]

    @cached_property
    def _by_day(self) -> tuple[Sheet, ...]:
        return tuple(sorted(self.sheets, key=_day_and_line))

    def told_before(self, sheet: Sheet) -> Mapping[str, Told]:
        """Each incident as it was told last before that bulletin."""
        return told_by(each for each in self.sheets if each.line < sheet.line)

    @cached_property
    def told(self) -> Mapping[str, Told]:
        """Each incident as it was told last, by id; without those that a later bulletin took back."""
        return told_by(self.sheets)

    def taken_back(self, day: str | None = None) -> list[HeldBack]:
        """Incidents of that day, or of all, that a bulletin told of and a later one does no longer: whoever
        was given them before has to take them out."""
        seen: dict[str, tuple[str, str]] = {}
        for sheet in self.sheets:
            seen |= {str(each["id"]): (sheet.day, sheet.number) for each in sheet.features}
            for corrected in sheet.corrected:
                of = str(corrected["day"]), sheet.number
                seen |= {str(row["incident_id"]): of for row in corrected["incidents"]}
        return [
            HeldBack(name, f"bulletin {number} told of it and a later one does no longer: take it out")
            for name, (of_day, number) in sorted(seen.items(), key=lambda each: (each[1], each[0]))
            if name not in self.told and day in (None, of_day)
        ]

    @cached_property
    def incidents(self) -> tuple[Feature, ...]:
        """The same as features that name their bulletin, by day and number."""
        kept = sorted(self.told.values(), key=lambda each: (each.day, each.feature["properties"]["number"]))
        return tuple(_with_bulletin(each) for each in kept)


def told_by(sheets: Iterable[Sheet]) -> dict[str, Told]:
    """What those bulletins tell together: of a day its last issue, with what later ones corrected in it."""
    days: dict[str, dict[str, Told]] = {}
    for sheet in sheets:
        days[sheet.day] = {str(each["id"]): Told(each, sheet.day, sheet) for each in sheet.features}
        for corrected in sheet.corrected:
            day = days.setdefault(str(corrected["day"]), {})
            for name in corrected["without"]:
                day.pop(str(name), None)
            for row in corrected["incidents"]:
                name = str(row["incident_id"])
                day[name] = Told(_feature(row, day.get(name), sheet), str(corrected["day"]), sheet)
    return {name: each for day in sorted(days) for name, each in days[day].items()}


PLACE = ("lon", "lat", "radius_m", "where_precision", "unit")


def _feature(row: Mapping[str, Any], before: Told | None, sheet: Sheet) -> Feature:
    """An incident as a later bulletin corrected it. Its place is drawn as before where it is the same; a new
    one as a point, where it is one: the outline of a unit stands in no corrigendum."""
    geometry: Mapping[str, Any] | None = None
    means = "place not known to a unit, or its outline is not in the bulletin that corrected it"
    same = before is not None and all(before.feature["properties"][each] == row[each] for each in PLACE)
    if before is not None and same:
        geometry, means = before.feature["geometry"], before.feature["properties"]["geometry_means"]
    elif row["lon"] is not None and row["radius_m"] is not None:
        geometry = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
        means = "within radius_m of this point"
    told = {**row, "geometry_means": means, "exercise": sheet.exercise}
    return {"type": "Feature", "id": row["incident_id"], "geometry": geometry, "properties": told}


def _with_bulletin(each: Told) -> Feature:
    told = {"bulletin": each.sheet.number, "day": each.day, "edition": each.sheet.edition}
    return {**each.feature, "properties": {**each.feature["properties"], **told}}


def held_back(found: Iterable[HeldBack]) -> list[dict[str, str]]:
    """As commands tell it."""
    return [{"id": each.id, "why": each.why} for each in found]
