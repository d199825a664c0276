"""Provisions: what a clause forbids, requires, permits or exempts, for whom, where and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from holdfire.agreement.parties import Citation


class Strength(StrEnum):
    """How strongly the clause binds, read off its verb. Rhetoric is not an obligation."""

    OBLIGATION = "obligation"
    DECISION = "decision"
    DETERMINATION = "determination"
    REQUEST = "request"
    STATEMENT = "statement"


class Mode(StrEnum):
    """What the clause does with the act it names."""

    FORBIDS = "forbids"
    REQUIRES = "requires"
    PERMITS = "permits"
    EXEMPTS = "exempts"


@dataclass(frozen=True, slots=True)
class Provision:
    """One clause as a rule.

    `acts` are codes of the taxonomy of acts; a broad code stands for all below it. For a clause that
    requires something, `acts` are what breaches it (aid refused breaches a duty to let aid pass) and
    may be empty: then it is fulfilled or not, but no single incident breaches it.
    `bound` are the ids of those whose act breaches it: parties and, where a text demands that a
    group be gone, that excluded group; `note` says who undertook it. `zones` empty means
    everywhere. `except_targets` are ids of excluded groups. `against` are the sides that it protects or
    speaks of: force between the Government and the groups that joined is force against one of these, and
    never against one's own side. Empty: the text names no other side.
    `own_reading`: that such an act breaches it, or whom it binds, is read into the text by the pack's
    authors and not said by it; then no incident is found to be a breach, at most undetermined.
    `start` may be None where no source gives the entry into force: then time is undetermined.
    `deadline` is when a required act falls due; `scored_by` says how fulfilment is told.
    `instrument` and `clause` say where it stands; `cited` is the source it was read in.
    """

    id: str
    cited: Citation
    says: str
    verb: str
    strength: Strength
    mode: Mode
    acts: tuple[str, ...]
    bound: tuple[str, ...]
    zones: tuple[str, ...]
    start: datetime | None
    end: datetime | None
    except_targets: tuple[str, ...] = ()
    deadline: datetime | None = None
    scored_by: str = ""
    theme: str = ""
    addressees: tuple[str, ...] = ()
    instrument: str = ""
    clause: str = ""
    also: tuple[Citation, ...] = ()
    note: str = ""
    against: tuple[str, ...] = ()
    own_reading: bool = False

    @property
    def judges_incidents(self) -> bool:
        """Whether an incident can breach it at all."""
        return self.mode in (Mode.FORBIDS, Mode.REQUIRES) and bool(self.acts) and bool(self.bound)

    def in_force_at(self, moment: datetime) -> bool | None:
        """True, False, or None where its entry into force is not known."""
        if self.end is not None and moment >= self.end:
            return False
        return None if self.start is None else self.start <= moment
