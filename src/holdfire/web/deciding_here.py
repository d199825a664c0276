"""Deciding from a desk: what an account puts or says is its own party's, signed where this desk can sign.

The guarantors' proposals and votes are entries signed with their party's own keys: a desk can make them for
the party whose node it is, and only while it was started with that party's passphrase. A body of the
agreement is asked by acts of the journal, which any desk can write; a word its party did not sign is relayed.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from holdfire.centre.act import CentreError
from holdfire.centre.decisions.acts import CONSENT
from holdfire.centre.decisions.rules import DECISIONS
from holdfire.centre.effects.form import PROLONG, objection_to
from holdfire.mission.centre.deciding import TERM, OpenKey, Text, decision_named, propose, vote
from holdfire.mission.centre.deciding_in_body import propose_in_body, vote_in_body
from holdfire.mission.centre.gathering import Centre, gathered
from holdfire.mission.lock import alone
from holdfire.record.canonical import Plain
from holdfire.web.decisions_held import party_of
from holdfire.web.errors import DeskError
from holdfire.web.seat import Seat


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text as it is put. `body` None: to the guarantors; `prolong` and `until`: the term that it makes
    longer, up to that day; `supersedes`: the proposal of one's own that it takes the place of."""

    title: str
    texts: dict[str, str]
    authentic: str
    subject: str
    why: str | None
    body: str | None
    prolong: str | None
    until: date | None
    deadline: datetime | None
    supersedes: str | None


def put_here(seat: Seat, told: Proposal) -> int | None:
    """Put it to those who decide; the line of the journal where it is one. Raises CentreError or DeskError
    for what cannot stand, and for a party that this desk cannot sign for."""
    if told.authentic not in told.texts:
        raise CentreError(
            f"The authentic text is to be {told.authentic}, and there is none in it.",
            "Write it, or choose another.",
        )
    effect, end, subject = _effect(seat, told)
    mission = seat.held.mission
    with alone(mission.folder), gathered(mission) as centre:
        party = _require_party(seat, centre)
        text = _text(told, seat.who.shown, effect, _earlier(centre, told.supersedes))
        if told.body is None:
            key = _key(seat, centre, party, "Propose on your own machine: holdfire decide propose.")
            propose(centre, text, subject, seat.now, key, told.deadline, end)
            return None
        of = _of(centre, party)
    acted = propose_in_body(mission, text, subject, told.body, seat.now, told.deadline, of)
    return acted.entry.number


def say_here(seat: Seat, name: str, word: str, why: str | None) -> tuple[str, str, int | None]:
    """Say the account's own party's word, and no other's: the party, the decision's id, and the line of the
    journal where it is one."""
    if word != CONSENT and why is None:
        raise DeskError(
            f"A word that is {word} says why, and no words are given.",
            "Write the words of it; they stand beside the vote as they are.",
        )
    mission = seat.held.mission
    with alone(mission.folder), gathered(mission) as centre:
        found = decision_named(centre.folded(DECISIONS).state, name)
        party = _require_party(seat, centre)
        if found.deciding.body is None:
            key = _key(seat, centre, party, "Vote on your own machine: holdfire decide vote.")
            vote(centre, found, word, seat.who.shown, why, seat.now, key, seat.desk.draw)
            return party, found.id, None
        of = _of(centre, party)
    acted = vote_in_body(mission, found, word, seat.who.shown, why, seat.now, of)
    return party, found.id, acted.entry.number


def _text(told: Proposal, by: str, effect: dict[str, Plain] | None, earlier: str | None) -> Text:
    return Text(told.title, told.texts, told.authentic, by, told.why, effect, earlier)


def _effect(seat: Seat, told: Proposal) -> tuple[dict[str, Plain] | None, datetime | None, str]:
    """What the text does, the end that the record keeps of the term, and the subject. Raises CentreError for
    an effect that could not be carried out."""
    if (told.prolong is None) != (told.until is None):
        raise CentreError("A term is prolonged until a day.", "Give both, the term and the day, or neither.")
    if told.prolong is None or told.until is None:
        return None, None, told.subject
    effect: dict[str, Plain] = {"effect": PROLONG, "term": told.prolong, "until": told.until.isoformat()}
    if wrong := objection_to(effect, seat.held.agreement):
        raise wrong.refusal()
    zone = seat.held.mission.pack.time_zone
    return effect, datetime.combine(told.until, time(), zone).astimezone(UTC), TERM


def _earlier(centre: Centre, name: str | None) -> str | None:
    return None if name is None else decision_named(centre.folded(DECISIONS).state, name).ref


def _require_party(seat: Seat, centre: Centre) -> str:
    party = party_of(seat, centre.party)
    if party is None:
        raise DeskError(
            "This account speaks for no party.", "A delegate votes, or the head of a party's own desk."
        )
    return party


def _of(centre: Centre, party: str) -> str | None:
    """Whose word it is, where it is not the node's own party that signs."""
    return None if centre.party == party else party


def _key(seat: Seat, centre: Centre, party: str, advice: str) -> OpenKey:
    if party != centre.party:
        raise DeskError(f"This desk is of {centre.party or 'no party'} and cannot sign for {party}.", advice)
    if seat.desk.open_key is None:
        raise DeskError(
            "This desk does not hold its party's keys, so it cannot sign.",
            "Vote with holdfire decide vote, or start the desk with --passphrase-file.",
        )
    return seat.desk.open_key
