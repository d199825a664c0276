"""A decision as its acts make it: votes, silence and dissent, and the outcome that follows from the rule."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from holdfire.centre.act import Act
from holdfire.centre.cases.positions import Deciding
from holdfire.centre.decisions.acts import CONSENTING, RESERVATION


class Outcome(StrEnum):
    """What became of a proposal. "lapsed": its deadline passed while a word was missing."""

    OPEN = "open"
    ADOPTED = "adopted"
    NO_CONSENSUS = "no consensus"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Vote:
    """What one party said; `why` holds the words of a reservation or dissent, None where none were given.
    `signed`: by the party itself; else somebody else wrote down what it said."""

    party: str
    vote: str
    why: str | None
    at: datetime
    ref: str
    order: int
    signed: bool


@dataclass(slots=True)
class Decision:
    """`deciding` says whose votes count and how. `superseded_by` is the ref of the text in its place."""

    proposed: Act
    deciding: Deciding
    votes: dict[str, Vote] = field(default_factory=dict)
    superseded_by: str | None = None

    @property
    def ref(self) -> str:
        return self.proposed.ref

    @property
    def id(self) -> str:
        """Short enough to be read out; the ref whole where it is a line of the journal."""
        return self.ref if self.ref.startswith("journal ") else self.ref[:12]

    @property
    def text(self) -> str:
        return str(self.proposed.content["text"])

    @property
    def texts(self) -> Mapping[str, str]:
        told = self.proposed.content.get("texts")
        return {str(key): str(each) for key, each in told.items()} if isinstance(told, Mapping) else {}

    @property
    def deadline(self) -> datetime | None:
        seconds = self.proposed.content["deadline"]
        assert isinstance(seconds, int)
        return datetime.fromtimestamp(seconds, UTC) if seconds else None

    def said(self, *votes: str) -> tuple[str, ...]:
        """Those who voted so, sorted."""
        return tuple(sorted(each.party for each in self.votes.values() if each.vote in votes))

    @property
    def consenting(self) -> frozenset[str]:
        return frozenset(each.party for each in self.votes.values() if each.vote in CONSENTING)

    @property
    def dissenting(self) -> frozenset[str]:
        """Who spoke and did not consent: an abstention is no consent."""
        return frozenset(self.votes) - self.consenting

    @property
    def silent(self) -> tuple[str, ...]:
        """Who decides and has not spoken. Silence is not consent."""
        return tuple(each for each in self.deciding.deciders if each not in self.votes)

    @property
    def reservations(self) -> tuple[Vote, ...]:
        return tuple(each for each in self.votes.values() if each.vote == RESERVATION)

    @property
    def outcome(self) -> Outcome:
        """What the rule makes of the votes, whatever the clock says."""
        if self.deciding.agreed_by(self.consenting):
            return Outcome.ADOPTED
        if not self.deciding.agreed_by(frozenset(self.deciding.deciders) - self.dissenting):
            return Outcome.NO_CONSENSUS
        return Outcome.OPEN if self.superseded_by is None else Outcome.SUPERSEDED

    def outcome_at(self, moment: datetime) -> Outcome:
        """The same at a moment that is proved, or believed: an open one lapses with its deadline."""
        past = self.deadline is not None and moment > self.deadline
        return Outcome.LAPSED if past and self.outcome is Outcome.OPEN else self.outcome

    @property
    def decided(self) -> Vote | None:
        """The vote that settled it; None while it is open."""
        so_far = Decision(self.proposed, self.deciding)
        for vote in self.votes.values():
            so_far.votes[vote.party] = vote
            if so_far.outcome is not Outcome.OPEN:
                return vote
        return None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A vote or proposal that does not count, kept so that it is seen."""

    act: Act
    rule: str
    what: str


@dataclass(slots=True)
class Decisions:
    """Every decision by the ref of its proposal, in their order."""

    decisions: dict[str, Decision] = field(default_factory=dict)

    def before(self, moment: datetime) -> "Decisions":
        """What was on record before that moment, by the clocks of those who signed."""
        known = {ref: each for ref, each in self.decisions.items() if each.proposed.at < moment}
        return Decisions({ref: _before(each, moment, known.keys()) for ref, each in known.items()})

    def named(self, name: str) -> list[Decision]:
        """Those whose ref begins so."""
        return [each for ref, each in self.decisions.items() if ref.startswith(name)]


def _before(decision: Decision, moment: datetime, known: Collection[str]) -> Decision:
    votes = {party: each for party, each in decision.votes.items() if each.at < moment}
    newer = decision.superseded_by if decision.superseded_by in known else None
    return Decision(decision.proposed, decision.deciding, votes, newer)
