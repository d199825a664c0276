"""A proposal of an endpoint, and one that was dropped; neither is a reading."""

from dataclasses import dataclass

from holdfire.documents.field import Field

WORDS = (
    "place", "participant", "observer", "invited", "agreed", "not agreed", "bound party", "addressee",
    "speaker", "counted by", "area",
)  # fmt: skip
"""Kinds whose value is words that stand in the quote."""
NUMBERS = ("round", "count")
"""Kinds whose value is a whole number that stands in the quote, in figures or in words."""
DATES = ("days", "deadline", "term")
"""Kinds whose value is what the rules made of an expression of time in the quote: a proposal says what a date
is for, and never which date it is."""
FORCE = "force"
KINDS = (*WORDS, *NUMBERS, *DATES, FORCE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """`block` is the number of the block that holds the quote; `of` are words of that block that say what the
    value is of (for a speaker, the words that were said)."""

    kind: str
    block: int
    field: Field
    of: Field | None


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was proposed, as far as it can be told in a line, and the rule that it broke."""

    told: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """All proposals on one document, those dropped, and what went wrong with asking, in words."""

    kept: tuple[Proposal, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    faults: tuple[str, ...] = ()


NO_PROPOSALS = Proposals()
