"""What was put to those who decide, as it is held between requests, and as far as an account may see it.

Delegates and the desk see what this node put and has not entered in the record yet; an observer sees what
stands in the record, where the mission keeps one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from holdfire.centre.decisions.decision import Decision, Decisions
from holdfire.centre.decisions.rules import DECISIONS
from holdfire.centre.fold import Folded
from holdfire.mission.centre.gathering import Centre, gathered
from holdfire.mission.centre.queued_words import Queued, queued_words
from holdfire.mission.centre.void_ballots import void_ballots
from holdfire.web.held import Held
from holdfire.web.rights import Right
from holdfire.web.seat import Seat


@dataclass(frozen=True, slots=True)
class DecisionsHeld:
    """`aside`: what was tried and does not count, each with the ref of its proposal, None for a proposal that
    does not stand itself. `party`: the node's own; None where the mission keeps no record. `proved`: the
    time that the record proves, None without one. `queued`: what this node signed and no log holds yet."""

    decisions: Mapping[str, Decision]
    aside: tuple[tuple[str | None, str], ...]
    party: str | None
    proved: datetime | None
    queued: tuple[Queued, ...]

    def moment(self, now: datetime) -> datetime:
        """By which deadlines are told: proved time, else the clock."""
        return now if self.proved is None else self.proved


def decisions_held(seat: Seat) -> DecisionsHeld:
    """Every proposal that this account may see."""
    logged = not seat.is_desk and not seat.may(Right.DECIDE)
    name = "decisions-logged" if logged else "decisions"
    return seat.held.part(name, ("journal", "record"), lambda: _read(seat.held, logged))


def _read(held: Held, logged: bool) -> DecisionsHeld:
    with gathered(held.mission) as centre:
        folded = _folded(centre, logged)
        aside = [(_about(each.act.content), each.objection.what) for each in folded.aside]
        aside += [(each.proposal, each.what) for each in void_ballots(centre)]
        proved = None if centre.record is None else datetime.fromtimestamp(centre.record.time, UTC)
        queued = () if logged or centre.node is None else tuple(queued_words(centre.node))
        return DecisionsHeld(folded.state.decisions, tuple(aside), centre.party, proved, queued)


def _folded(centre: Centre, logged: bool) -> Folded[Decisions]:
    if logged and centre.record is not None:
        return centre.fold(DECISIONS, centre.logged(DECISIONS.forms))
    return centre.folded(DECISIONS)


def _about(content: Mapping[str, object]) -> str | None:
    told = content.get("proposal")
    return None if told is None else str(told)


def party_of(seat: Seat, node: str | None) -> str | None:
    """The party that this account speaks for: its own, or, for the head of a desk, that of the node."""
    return seat.who.party or (node if seat.is_desk else None)
