"""Worked cases: what a lawyer expects of the pack, written in plain YAML and run like tests.

Each case is a sentence, a question and the answer expected. A question about an incident is
answered by the assessment; questions about terms, roles, names and maps by `answers.py`
alone. The format is docs/agreement-format.md, section "Worked cases".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from holdfire.agreement.schema import schema_faults
from holdfire.agreement.written import Lines, read_yaml
from holdfire.errors import Fault, MomentError, PlaceError
from holdfire.moments import Known, known
from holdfire.places.point import Place, PlacePrecision, Point

INSIDE = {"inside": True, "outside": False, "undecidable": None}
"""How cases say where a place lies to a zone, and what the placement table says for it."""


@dataclass(frozen=True, slots=True)
class IncidentQuestion:
    """An incident and what the provisions are expected to say of it.

    `when` is text as `moments.known` reads it (in the pack's zone), None where not known.
    `actor` and `target` are names or ids as written, to be resolved at the time of the incident
    as intake resolves them; None where not known. `expect` maps provision ids to a verdict;
    `inside` maps zone ids to True, False or None (undecidable); `zone_version` maps zone ids to
    the id of the map that must be used; `exemption` is the expected outcome of the exemption
    claim for every provision in `expect`, None where the case does not say.
    """

    when: str | None
    place: Place
    act: str | None
    actor: tuple[str, ...] | None
    target: tuple[str, ...] | None
    exemption_claimed: bool | None
    killed_civilians: int | None
    injured: int | None
    expect: Mapping[str, str]
    inside: Mapping[str, bool | None]
    zone_version: Mapping[str, str]
    exemption: str | None

    def known(self, zone: ZoneInfo) -> Known | None:
        return None if self.when is None else known(self.when, zone)


@dataclass(frozen=True, slots=True)
class TermQuestion:
    """The state (and, if given, the end) of a term at a moment, for each competing start day."""

    term: str
    at: str
    expect: Mapping[str, str]
    ends: Mapping[str, str]
    warned: bool | None


@dataclass(frozen=True, slots=True)
class RoleQuestion:
    """Exactly who holds a role at a moment."""

    role: str
    at: str
    expect: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """Whom a name means at a moment: exactly these ids; empty where it means nobody the pack knows."""

    name: str
    at: str
    expect: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapQuestion:
    """Which map of a zone is in force at a moment; None where there is none."""

    zone: str
    at: str
    expect: str | None


Question: TypeAlias = IncidentQuestion | TermQuestion | RoleQuestion | NameQuestion | MapQuestion


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """One case: a sentence that says what must hold, the question, and why. `at` is file:line."""

    case: str
    question: Question
    because: str
    at: str


def read_cases(path: Path) -> tuple[tuple[WorkedCase, ...], tuple[Fault, ...]]:
    """The cases of a pack and every fault of the file; a pack without the file has no cases."""
    if not path.exists():
        return (), ()
    document = read_yaml(path)
    if document.value is None:
        return (), document.faults
    faults = [*document.faults, *schema_faults("cases", document.value, document.lines)]
    cases: list[WorkedCase] = []
    listed = document.value.get("cases") if isinstance(document.value, dict) else None
    for place, written in enumerate(listed if isinstance(listed, list) else []):
        at = document.lines.at("cases", place)
        if any(_within(fault, document.lines, place) for fault in faults):
            continue
        try:
            cases.append(WorkedCase(written["case"], _question(written), written.get("because", ""), at))
        except (MomentError, PlaceError) as cause:
            faults.append(Fault(at, cause.what, cause.advice))
    return tuple(cases), tuple(faults)


def _within(fault: Fault, lines: Lines, place: int) -> bool:
    """Whether the fault stands in the case at that place of the list, so that it cannot be used."""
    line = int(fault.at.rsplit(":", 1)[1])
    first = lines.of_value[("cases", place)]
    following = lines.of_value.get(("cases", place + 1))
    return first <= line and (following is None or line < following)


def _question(written: Mapping[str, Any]) -> Question:
    if "term" in written:
        ends = {day: str(end) for day, end in written.get("ends", {}).items()}
        for text in (written["at"], *written["expect"], *ends.values()):
            known(text, ZoneInfo("UTC"))
        return TermQuestion(written["term"], written["at"], written["expect"], ends, written.get("warned"))
    if "role" in written:
        known(written["at"], ZoneInfo("UTC"))
        return RoleQuestion(written["role"], written["at"], tuple(written["expect"]))
    if "name" in written:
        known(written["at"], ZoneInfo("UTC"))
        return NameQuestion(written["name"], written["at"], tuple(written["expect"]))
    if "map_of" in written:
        known(written["at"], ZoneInfo("UTC"))
        return MapQuestion(written["map_of"], written["at"], written["expect"])
    return _incident(written)


def _incident(written: Mapping[str, Any]) -> IncidentQuestion:
    when = written.get("when")
    if when is not None:
        known(when, ZoneInfo("UTC"))
    return IncidentQuestion(
        when=when,
        place=_place(written.get("place") or {}),
        act=written.get("act"),
        actor=_names(written.get("actor")),
        target=_names(written.get("target")),
        exemption_claimed=written.get("exemption_claimed"),
        killed_civilians=written.get("killed_civilians"),
        injured=written.get("injured"),
        expect=written["expect"],
        inside={zone: INSIDE[word] for zone, word in written.get("inside", {}).items()},
        zone_version=written.get("zone_version", {}),
        exemption=written.get("exemption"),
    )


def _names(written: str | list[str] | None) -> tuple[str, ...] | None:
    if written is None:
        return None
    return (written,) if isinstance(written, str) else tuple(written)


def _place(written: Mapping[str, Any]) -> Place:
    """A disc, or a first- or second-level unit by its code, or a place of which nothing is known."""
    if "unit" in written:
        level = {1: PlacePrecision.ADM1, 2: PlacePrecision.ADM2}[written.get("level", 1)]
        return Place(level, unit_code=written["unit"])
    if "lon" in written:
        point = Point(float(written["lon"]), float(written["lat"]))
        radius = written.get("radius_m")
        if radius is None:
            return Place(PlacePrecision.UNKNOWN, point)
        near = PlacePrecision.NEAR if radius > 5000 else PlacePrecision.EXACT
        return Place(near, point, float(radius))
    return Place(PlacePrecision.UNKNOWN)
