"""What can go wrong, told so that a duty officer knows the next step.

Misuse and broken surroundings raise a HoldfireError. A defect in data is a Fault: a value
that is collected, so that one reading of a file reports all of its defects.
"""

from dataclasses import dataclass
from typing import Literal


class HoldfireError(Exception):
    """Something Holdfire cannot go on with: what it is, and what to do about it."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(f"{what} {advice}")
        self.what = what
        self.advice = advice


class MomentError(HoldfireError):
    """A time, span or reporting day that cannot be meant."""


class PlaceError(HoldfireError):
    """A point, area or gazetteer that cannot be used."""


class AgreementError(HoldfireError):
    """An agreement pack that cannot be relied on; `faults` holds every defect found."""

    def __init__(self, what: str, advice: str, faults: tuple["Fault", ...] = ()) -> None:
        super().__init__(what, advice)
        self.faults = faults


class IntakeError(HoldfireError):
    """A file that cannot be taken in at all; single bad rows are quarantined instead."""


class IncidentError(HoldfireError):
    """Reports or judgements that cannot be fused as they stand."""


class AssessmentError(HoldfireError):
    """A question put to the rules that they cannot answer."""


class MissionError(HoldfireError):
    """A mission folder that is missing, damaged or used in the wrong order."""


class PublishError(HoldfireError):
    """A bulletin that may not or cannot be issued."""


class NotWrittenError(PublishError):
    """A bulletin that is in order, and that the disk or the folder's rights did not take."""


class RecordError(HoldfireError):
    """A record whose history does not hold together."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A defect in data: where it is, what is wrong, what to do.

    `at` is "file:line" as editors understand it. A "warning" may stand; a "fault" may not.
    """

    at: str
    what: str
    advice: str
    weight: Literal["fault", "warning"] = "fault"

    def __str__(self) -> str:
        return f"{self.at}: {self.weight}: {self.what} {self.advice}"
