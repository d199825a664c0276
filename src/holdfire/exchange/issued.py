"""What a mission issued, as other systems are given it: each bulletin of one edition, as its own files say.

Nothing leaves here that was not issued: no report, no incident as it is held now, no name. What a later
bulletin says was withdrawn, or is no longer on record, is not handed on, and that it was is told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

Feature = Mapping[str, Any]
GONE = ("withdrawn", "no longer on record")
"""Corrigenda by which an incident is taken back as a whole."""


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
    def corrigenda(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(self.plain["corrigenda"])


def moment(written: str) -> datetime:
    """An instant as bulletins write it, in UTC."""
    return datetime.fromisoformat(written).astimezone(UTC)


def written(at: datetime) -> str:
    """An instant as every form of exchange here writes it: 2017-06-15T21:00:00Z."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class Issued:
    """Every bulletin of one edition, in the order of issue."""

    mission: str
    agreement: str
    edition: str
    sheets: tuple[Sheet, ...]

    @cached_property
    def last_of_days(self) -> tuple[Sheet, ...]:
        """The last issue of each day, oldest day first."""
        last = {each.day: each for each in self.sheets}
        return tuple(last[day] for day in sorted(last))

    @cached_property
    def taken_back(self) -> Mapping[str, Mapping[str, Any]]:
        """Incidents that a later bulletin took back, and the corrigendum that says so. One that is told again
        after that stands."""
        found: dict[str, Mapping[str, Any]] = {}
        for sheet in self.sheets:
            for each in sheet.features:
                found.pop(str(each["id"]), None)
            for change in sheet.corrigenda:
                if change["kind"] in GONE:
                    found.update(dict.fromkeys(map(str, change["ids"]), change))
        return found

    @cached_property
    def incidents(self) -> tuple[Feature, ...]:
        """Each incident once, as it was told last, without those taken back; by day and number."""
        found: dict[str, tuple[str, Feature]] = {}
        for sheet in self.last_of_days:
            for each in sheet.features:
                found[str(each["id"])] = sheet.day, _with_bulletin(each, sheet)
        kept = [pair for name, pair in found.items() if name not in self.taken_back]
        return tuple(
            each for _, each in sorted(kept, key=lambda pair: (pair[0], pair[1]["properties"]["number"]))
        )


def _with_bulletin(feature: Feature, sheet: Sheet) -> Feature:
    told = {"bulletin": sheet.number, "day": sheet.day, "edition": sheet.edition}
    return {**feature, "properties": {**feature["properties"], **told}}


def held_back(found: Iterable[HeldBack]) -> list[dict[str, str]]:
    """As commands tell it."""
    return [{"id": each.id, "why": each.why} for each in found]
