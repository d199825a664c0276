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


class DocumentError(HoldfireError):
    """A document that cannot be read at all; what is merely odd about one is a Fault beside its reading."""


class IncidentError(HoldfireError):
    """Reports or judgements that cannot be fused as they stand."""


class AssessmentError(HoldfireError):
    """A question put to the rules that they cannot answer."""


class CaseError(HoldfireError):
    """A step, position or ruling that the case does not allow as it stands."""


class MissionError(HoldfireError):
    """A mission folder that is missing, damaged or used in the wrong order."""


class PublishError(HoldfireError):
    """A bulletin that may not or cannot be issued."""


class NotWrittenError(PublishError):
    """A bulletin that is in order, and that the disk or the folder's rights did not take."""


class RecordError(HoldfireError):
    """A record whose history does not hold together; each way has a name of its own below."""


class FormError(RecordError):
    """Bytes that are not in the one form the record allows (canonical JSON, note, checkpoint, tile)."""


class ProofError(RecordError):
    """A proof of inclusion or consistency that does not hold."""


class SignatureError(RecordError):
    """A signature that is missing, forged, or not by the key that ought to have signed."""


class KeyRefusedError(RecordError):
    """A key that may not be enrolled or used: unsafe point, wrong role, no proof of possession."""


class PassphraseError(RecordError):
    """A key file that this passphrase does not open."""


class ForkError(RecordError):
    """Two histories of one log, both signed; `evidence` is the file that proves it."""

    def __init__(self, what: str, advice: str, evidence: bytes = b"") -> None:
        super().__init__(what, advice)
        self.evidence = evidence


class EquivocationError(ForkError):
    """A party signed two entries with one number; `evidence` holds both."""


class RegressionError(RecordError):
    """A tree smaller than, or different from, one that was signed or seen before."""


class FeedError(RecordError):
    """An entry that does not follow its party's last one: a gap, a repetition, a wrong predecessor."""


class AuthorityError(RecordError):
    """An entry by somebody who may not make it: foreign author, wrong role, revoked key."""


class CharterError(RecordError):
    """A charter that is unsound, or that too few have signed."""


class StorageError(RecordError):
    """A disk that refused or lied: the store has stopped and must be opened anew."""


class BundleError(RecordError):
    """A bundle that is cut off, foreign or unsafe; nothing of it was taken over."""


class EnvelopeError(RecordError):
    """A confidential file that does not open, or is not what its entry says."""


class RedactionError(RecordError):
    """A redaction without its two approvals, or of something that may not be redacted."""


class TransportError(RecordError):
    """Another node that could not be reached, or refused."""


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
