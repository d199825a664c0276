"""What is done to a case, act by act, as the journal keeps it: opening, step, position, note.

An act never changes. A case is what its acts amount to (case.fold). `entry` is the number of the journal's
line and orders them; 0 in an act that is not written yet.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from holdfire.centre.cases.ladder import Capacity, Status
from holdfire.errors import CaseError
from holdfire.moments import utc

OPENED, STEPPED, STATED, NOTED = "case opened", "case step", "case position", "case note"
"""The journal's names of the acts."""
CASE_ACTS = (OPENED, STEPPED, STATED, NOTED)


class Position(StrEnum):
    """What one of those who decide says of the finding. "not stated" takes an earlier word back."""

    VIOLATION = "violation"
    NO_VIOLATION = "no violation"
    EXEMPT = "exempt"
    ABSTAINS = "abstains"
    NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Opening:
    """A case begins, on these reports. `complaint_of`: the party that complains, None where nobody does.
    `incident_id`: the incident whose reports they were. `due`: when "received" is overdue."""

    entry: int
    at: datetime
    case_id: str
    report_ids: tuple[str, ...]
    by: str
    role: Capacity
    why: str
    complaint_of: str | None = None
    incident_id: str | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A case goes from one status to another.

    Three scales are kept apart, each None where not stated: how good the source and what it says are
    (`reliability` A-F, `credibility` 1-6), how it was verified (`method`), and how strong the conclusion is
    (`standard_of_proof`). `clause` is the provision breached, `duplicate_of` the case repeated, `body` the
    body that is to rule, `party` who acts where a party does. `due` is when the status reached is overdue.
    """

    entry: int
    at: datetime
    case_id: str
    step_from: Status
    step_to: Status
    by: str
    role: Capacity
    why: str
    evidence: tuple[str, ...] = ()
    due: datetime | None = None
    clause: str | None = None
    duplicate_of: str | None = None
    body: str | None = None
    party: str | None = None
    standard_of_proof: str | None = None
    method: str | None = None
    reliability: str | None = None
    credibility: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A party's position on what was found, and who wrote it down."""

    entry: int
    at: datetime
    case_id: str
    party: str
    position: Position
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark, by a party (the UN and observers as well) or, where `party` is None, by the desk. It is
    never counted."""

    entry: int
    at: datetime
    case_id: str
    party: str | None
    by: str
    why: str


Act = Opening | Step | Stated | Note

_KINDS: Mapping[str, type[Opening] | type[Step] | type[Stated] | type[Note]] = {
    OPENED: Opening,
    STEPPED: Step,
    STATED: Stated,
    NOTED: Note,
}
_READ: Mapping[str, Callable[[Any], object]] = {
    "role": Capacity,
    "step_from": Status,
    "step_to": Status,
    "position": Position,
    "report_ids": tuple,
    "evidence": tuple,
    "due": lambda told: utc(datetime.fromisoformat(told)),
}
_BESIDE = ("entry", "at")
"""What the journal's line says itself."""


def kind_of(act: Act) -> str:
    """The journal's name of an act of this kind."""
    return next(name for name, kind in _KINDS.items() if isinstance(act, kind))


def as_content(act: Act) -> dict[str, str | list[str] | None]:
    """What the journal keeps of it, in plain values; `read_act` gives it back."""
    names = [field.name for field in fields(act) if field.name not in _BESIDE]
    return {name: _plain(getattr(act, name)) for name in names}


def _plain(value: object) -> str | list[str] | None:
    if value is None:
        return None
    if isinstance(value, tuple):
        return [str(each) for each in value]
    if isinstance(value, datetime):
        return utc(value).isoformat().replace("+00:00", "Z")
    return str(value)


def read_act(kind: str, entry: int, at: datetime, content: Mapping[str, object]) -> Act:
    """The act that a line of the journal tells of. A key that is not there is not known.

    Raises CaseError for what this version does not know.
    """
    shape = _KINDS[kind]
    names = {field.name for field in fields(shape)} - set(_BESIDE)
    told = {name: content[name] for name in names if name in content}
    try:
        read = {name: _as_held(name, value) for name, value in told.items()}
        return shape(entry=entry, at=at, **read)  # type: ignore[arg-type]
    except (ValueError, TypeError) as cause:
        raise CaseError(
            f"Line {entry} of the journal ({kind}) says what this version of Holdfire does not know: {cause}",
            "Read this mission with the version that wrote it, or a later one.",
        ) from cause


def _as_held(name: str, value: object) -> object:
    read = _READ.get(name)
    return value if value is None or read is None else read(value)
