"""A decision as far as it bears on the agreement, and the agreement as decisions made it.

Nothing here asserts an outcome: whether a decision was adopted, and when, is what the decisions of the
centre compute from the votes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from holdfire.agreement.agreement import Agreement

CONSENTING, OBJECTING = ("consent", "reservation"), ("objection",)
"""Words of a vote. An abstention is neither: who abstains has not consented."""
OPEN = "open"
"""The outcome of a proposal on which votes are awaited."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one party said of a proposal; `at` is its own clock, which nothing proves. What it has not
    `signed` another entered as its word: that is shown, and binds it to nothing."""

    party: str
    vote: str
    at: datetime
    signed: bool = True


@dataclass(frozen=True, slots=True)
class Decided:
    """A proposal that would change the agreement, and what came of it.

    `ref` names it for everybody: the leaf hash of its entry. `order` is its place among decisions: of the
    vote that adopted it, else of the proposal. `adopted` is when, by the clock of the last vote needed; None
    where it is not adopted: it is open, or `outcome` says what else became of it. `awaited` are those whose
    word is still needed, and `deadline` is until when. `proposed` is when it was put to them.
    """

    ref: str
    id: str
    effect: Mapping[str, object]
    order: int
    outcome: str
    adopted: datetime | None
    spoken: tuple[Spoken, ...] = ()
    awaited: tuple[str, ...] = ()
    deadline: datetime | None = None
    title: str = ""
    proposed: datetime | None = None

    def by(self, moment: datetime) -> "Decided | None":
        """What was on record of it before that moment, by the clocks of those who spoke; None: nothing."""
        if self.proposed is not None and self.proposed >= moment:
            return None
        later = tuple(each.party for each in self.spoken if each.at >= moment)
        if not later and (self.adopted is None or self.adopted < moment):
            return self
        return replace(
            self,
            outcome=OPEN,
            adopted=None,
            spoken=tuple(each for each in self.spoken if each.at < moment),
            awaited=tuple(dict.fromkeys((*self.awaited, *later))),
        )

    def said(self, votes: tuple[str, ...]) -> tuple[str, ...]:
        """Who spoke so, each for itself."""
        return tuple(sorted({each.party for each in self.spoken if each.vote in votes and each.signed}))

    @property
    def relayed(self) -> tuple[str, ...]:
        """Parties of whom another said how they voted."""
        return tuple(sorted({each.party for each in self.spoken if not each.signed}))

    @property
    def consented(self) -> tuple[str, ...]:
        return self.said(CONSENTING)

    @property
    def refused(self) -> tuple[str, ...]:
        return self.said(OBJECTING)


@dataclass(frozen=True, slots=True)
class Refused:
    """A decision that cannot change the agreement: the rule's word, why, and the next step."""

    decided: Decided
    rule: str
    what: str
    advice: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """The agreement as decided. `digest` stands for what decisions changed in it, "" where nothing;
    `applied` are the refs of the adopted ones that did, in their order. `replaced` are maps that a later
    map put out of force wholly: zone, map, ref of the decision. `size` is of how many entries of the log
    these are all decisions, None where there is no log."""

    agreement: Agreement
    pack: Agreement
    decisions: tuple[Decided, ...] = ()
    applied: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    digest: str = ""
    replaced: tuple[tuple[str, str, str], ...] = ()
    size: int | None = None

    def of_term(self, term: str) -> tuple[Decided, ...]:
        """Decisions and proposals on that term."""
        return tuple(each for each in self.decisions if each.effect.get("term") == term)

    def of_zone(self, zone: str) -> tuple[Decided, ...]:
        return tuple(each for each in self.decisions if each.effect.get("zone") == zone)
