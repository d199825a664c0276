"""A provision as an official text words it, and the text it is of."""

from dataclasses import dataclass, field

from holdfire.documents.field import Field, Passage

BINDING = frozenset({"commitment", "prohibition", "decision", "term", "reaffirmation", "exception"})
"""Classes of force that may bind somebody. Requests, thanks and findings bind nobody by name."""


@dataclass(frozen=True, slots=True)
class Term:
    """How long something lasts. Where the start is not stated every start that the text offers is an
    alternative, and so is the end that follows from it; none is chosen. `extension` is in the text's
    words."""

    length: Field
    start: Field
    end: Field
    extension: Field


@dataclass(frozen=True, slots=True)
class Part:
    """A clause of a point that has a verb, and so a force, of its own."""

    passage: Passage
    force: Field


@dataclass(frozen=True, slots=True)
class Provision:
    """One numbered point, or a sub-point of one ("2(b)"). `bound` is who must act; `addressees` whom a
    request asks. `references` are the texts it names."""

    number: Field
    words: Field
    section: int
    force: Field
    parts: tuple[Part, ...]
    bound: tuple[Field, ...]
    addressees: tuple[Field, ...]
    subjects: tuple[Field, ...]
    zones: tuple[Field, ...]
    deadline: Field
    references: tuple[Field, ...]
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A text that was made or is named. `role`: "made here" for the official text on the page, or "named"."""

    title: Field
    kind: Field
    day: Field
    role: str
    section: int = 0
    makers: tuple[Field, ...] = field(default=())
