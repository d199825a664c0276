"""The status ladder of a case: which step leads from where to where, who may take it, what it needs.

Statuses and their order follow the trade's funnel (joint monitoring commissions of Nepal, Myanmar and
Colombia). How many days a status may last is our reading, no agreement's: a mission may set others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from holdfire.errors import CaseError

LADDER_VERSION = "case ladder 1"


class Status(StrEnum):
    """Where a case stands. It stands in exactly one place."""

    RECEIVED = "received"
    OUT_OF_MANDATE = "out of mandate"
    DUPLICATE = "duplicate"
    UNDER_VERIFICATION = "under verification"
    UNVERIFIABLE = "unverifiable"
    NOT_AN_INCIDENT = "not an incident"
    NO_VIOLATION = "incident, no violation"
    NON_COMPLIANCE = "non-compliance"
    VIOLATION_MINOR = "violation minor"
    VIOLATION_SERIOUS = "violation serious"
    ENDORSED = "endorsed"
    NOT_ENDORSED = "not endorsed"
    NO_CONSENSUS = "no consensus"
    CLOSED = "closed"
    REOPENED = "reopened"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Capacity(StrEnum):
    """In what capacity somebody acts on a case. "party" is the party that complained, none other."""

    OFFICER = "officer"
    MONITOR = "monitor"
    PARTY = "party"
    BODY = "body"


class Need(StrEnum):
    """What a step needs besides a name and a reason, which every step needs."""

    EVIDENCE = "at least one reference to evidence"
    RULING = "the positions of those who decide"
    OTHER_CASE = "the case that it repeats"


FOUND = (Status.NON_COMPLIANCE, Status.VIOLATION_MINOR, Status.VIOLATION_SERIOUS)
"""What monitors find and the body has not ruled on yet: put to those who decide."""
RULED = (Status.ENDORSED, Status.NOT_ENDORSED, Status.NO_CONSENSUS)
"""What the body's decision rule makes of the positions."""
UNRULED = (
    Status.OUT_OF_MANDATE,
    Status.DUPLICATE,
    Status.UNVERIFIABLE,
    Status.NOT_AN_INCIDENT,
    Status.NO_VIOLATION,
)
"""Outcomes that no body rules on."""
OUTCOMES = (*UNRULED, *RULED, Status.WITHDRAWN)
"""Results of a case. Unverifiable and no consensus are results as good as any other."""
OPEN = (Status.RECEIVED, Status.UNDER_VERIFICATION, Status.REOPENED, *FOUND)
"""No result yet. What was found and is not ruled on is open: nothing is agreed."""
KEEPS_OUTCOME = (Status.CLOSED, Status.CORRECTED)
"""After these the case still has the outcome that it had before."""

SEVERITY: Mapping[Status, str] = MappingProxyType(
    {
        Status.NON_COMPLIANCE: "non-compliance",
        Status.VIOLATION_MINOR: "minor",
        Status.VIOLATION_SERIOUS: "serious",
    }
)

DAYS: Mapping[Status, int | None] = MappingProxyType(
    {
        **dict.fromkeys(Status),
        Status.RECEIVED: 3,
        Status.REOPENED: 7,
        Status.UNDER_VERIFICATION: 14,
        **dict.fromkeys(FOUND, 30),
    }
)
"""How many days a case may stay in a status before it is overdue; None: as long as it likes. Ours."""


@dataclass(frozen=True, slots=True)
class Way:
    """One step of the ladder: who may take it, and what it needs beside a name and a reason."""

    step_from: Status
    step_to: Status
    may: tuple[Capacity, ...]
    need: Need | None = None


DESK = (Capacity.OFFICER, Capacity.MONITOR)
OFFICER = (Capacity.OFFICER,)
_UNVERIFIED = (Status.RECEIVED, Status.UNDER_VERIFICATION, Status.REOPENED)
_AT_REST = (*UNRULED, *RULED)


def _ways(
    froms: Iterable[Status], to: Iterable[Status], may: tuple[Capacity, ...], need: Need | None = None
) -> list[Way]:
    return [Way(one, other, may, need) for one in froms for other in to if one != other]


WAYS: tuple[Way, ...] = (
    *_ways((Status.RECEIVED, Status.REOPENED), (Status.UNDER_VERIFICATION,), DESK),
    *_ways(_UNVERIFIED, (Status.OUT_OF_MANDATE,), OFFICER),
    *_ways(_UNVERIFIED, (Status.DUPLICATE,), DESK, Need.OTHER_CASE),
    *_ways(
        (Status.UNDER_VERIFICATION,),
        (Status.UNVERIFIABLE, Status.NOT_AN_INCIDENT, Status.NO_VIOLATION),
        DESK,
    ),
    *_ways((Status.UNDER_VERIFICATION,), FOUND, DESK, Need.EVIDENCE),
    *_ways(FOUND, RULED, (Capacity.BODY,), Need.RULING),
    *_ways((*_AT_REST, Status.CORRECTED), (Status.CLOSED,), OFFICER),
    *_ways((*_AT_REST, Status.CLOSED), (Status.CORRECTED,), OFFICER),
    *_ways(
        (*_AT_REST, *FOUND, Status.CLOSED, Status.CORRECTED, Status.WITHDRAWN),
        (Status.REOPENED,),
        (Capacity.OFFICER, Capacity.BODY),
    ),
    *_ways(Status, (Status.WITHDRAWN,), (Capacity.OFFICER, Capacity.PARTY)),
)
"""Every step there is. What does not stand here cannot be done."""

_BY_ENDS = {(way.step_from, way.step_to): way for way in WAYS}


def ways_from(status: Status) -> tuple[Way, ...]:
    """Every step that leads on from there, in the order of the ladder."""
    return tuple(way for way in WAYS if way.step_from == status)


def way(case_id: str, step_from: Status, step_to: Status, role: Capacity) -> Way:
    """The step of the ladder that is asked for. Raises CaseError where there is none, or where it is
    somebody else's to take: the error names where the case stands, what was asked, what is possible."""
    found = _BY_ENDS.get((step_from, step_to))
    if found is None:
        possible = ", ".join(f'"{each.step_to}"' for each in ways_from(step_from))
        raise CaseError(
            f'Case {case_id} stands at "{step_from}", from where no step leads to "{step_to}".',
            f"Possible from there: {possible}.",
        )
    if role not in found.may:
        may = " or ".join(found.may)
        raise CaseError(
            f'Case {case_id} stands at "{step_from}"; the step to "{step_to}" is not taken as {role}.',
            f"It is taken as {may}.",
        )
    return found
