"""Deciding on the joint record: proposals and votes become entries of their own types, signed at once.

They go into the outbox and not into the journal: a vote is a party's word to the others, and nothing of the
mission's own. What the record would refuse, and what the centre's rules would set aside, is refused before
anything is signed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from holdfire.centre.act import Act, CentreError
from holdfire.centre.decisions.acts import PROPOSED, VOTED
from holdfire.centre.decisions.decision import Decision, Decisions
from holdfire.centre.decisions.rules import DECISIONS
from holdfire.mission.centre.gathering import Centre
from holdfire.record.canonical import Plain, canonical, digest
from holdfire.record.draft import Draft
from holdfire.record.entry import Entry
from holdfire.record.key_file import PrivateKey, Randomness
from holdfire.record.node import Node

FORM, WORDS = "holdfire/proposal/v1", "holdfire/vote-words/v1"
TERM = "term"
OpenKey = Callable[[Node, str], PrivateKey]
"""How the key of a role is opened."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is put to those who decide. `texts` by language, of which `authentic` prevails; `does` is its
    effect on the agreement, None where it is words only."""

    title: str
    texts: Mapping[str, str]
    authentic: str
    by: str
    why: str | None = None
    does: Mapping[str, Plain] | None = None
    supersedes: str | None = None

    @property
    def blob(self) -> bytes:
        """The canonical bytes that votes are bound to by their hash."""
        return canonical(
            {
                "form": FORM,
                "title": self.title,
                "texts": dict(self.texts),
                "authentic": self.authentic,
                "by": self.by,
                "why": self.why,
                "does": None if self.does is None else dict(self.does),
                "supersedes": self.supersedes,
            }
        )


def node_of(centre: Centre) -> Node:
    """The node of the mission; CentreError where it keeps no joint record."""
    if centre.node is None:
        raise CentreError(
            "The guarantors decide by signed votes, and this mission keeps no joint record.",
            f"Join one first: holdfire record join {centre.mission.folder}",
        )
    return centre.node


def proposed_content(
    text: Text, subject: str, deadline: datetime | None, until: datetime | None
) -> dict[str, Plain]:
    """What a proposal says, as the rules of the centre read it."""
    return {
        "title": text.title,
        "texts": dict(text.texts),
        "authentic": text.authentic,
        "by": text.by,
        "why": text.why,
        "does": None if text.does is None else dict(text.does),
        "supersedes": text.supersedes,
        "subject": subject,
        "deadline": _seconds(deadline),
        "until": _seconds(until),
        "text": digest(text.blob),
    }


def proposal_act(
    centre: Centre, text: Text, subject: str, deadline: datetime | None, until: datetime | None, at: datetime
) -> Act:
    """The proposal as the rules of the centre see it, before it is signed."""
    content = proposed_content(text, subject, deadline, until)
    return Act(_order(centre), "", PROPOSED, centre.party, at, content)


def propose(
    centre: Centre,
    text: Text,
    subject: str,
    at: datetime,
    open_key: OpenKey,
    deadline: datetime | None = None,
    until: datetime | None = None,
    files: tuple[bytes, ...] = (),
) -> Entry:
    """Put a text to the guarantors, with the files it names; raises CentreError where the rules of the centre
    do not let it stand, RecordError where the record would not."""
    node = node_of(centre)
    node.require_charter()
    act = proposal_act(centre, text, subject, deadline, until, at)
    _refuse(centre, act)
    if deadline is not None and deadline <= at:
        raise CentreError(
            f"The deadline {deadline:%Y-%m-%d %H:%M} UTC has passed already.", "Name a later one, or none."
        )
    content = {name: act.content[name] for name in ("deadline", "subject", "text", "until")}
    draft = Draft("proposal", content, blobs=(text.blob, *files), label=PROPOSED)
    return node.enter(draft, open_key(node, "author"), int(at.timestamp()))


def vote(
    centre: Centre,
    decision: Decision,
    word: str,
    by: str,
    why: str | None,
    at: datetime,
    open_key: OpenKey,
    randomness: Randomness,
) -> Entry:
    """Vote on a proposal as our party. The words of a reservation or dissent go along in a file."""
    node = node_of(centre)
    node.require_charter()
    recorded = node.state.proposals.get(decision.ref)
    if recorded is not None and recorded.outcome == "lapsed":
        raise CentreError(
            f"Proposal {decision.id} is lapsed already: its deadline passed by proved time.",
            "Make a new proposal, with a later deadline.",
        )
    content = {"by": by, "why": why, "proposal": decision.ref, "vote": word, "text": decision.text}
    _refuse(centre, Act(_order(centre), "", VOTED, centre.party, at, content))
    blob = canonical({"form": WORDS, "by": by, "why": why, "salt": randomness(16).hex()})
    charter = node.charter.version
    said = {"charter": charter, "text": decision.text, "vote": word}
    draft = Draft("vote", said, refs=(decision.ref,), blobs=(blob,), label=VOTED)
    return node.enter(draft, open_key(node, "voter"), int(at.timestamp()))


def decision_named(state: Decisions, name: str) -> Decision:
    """The one decision whose ref begins so; CentreError where there is none, or several."""
    found = state.named(name)
    if len(found) == 1:
        return found[0]
    if not found:
        raise CentreError(f"There is no proposal {name} on record here.", "holdfire decide list names them.")
    raise CentreError(
        f"{name} may mean {len(found)} proposals: {', '.join(each.id for each in found)}.",
        "Write more of its name.",
    )


def believed_moment(centre: Centre, now: datetime) -> datetime:
    """By which deadlines are told: proved time on the joint record, else the clock."""
    proved = 0 if centre.record is None else centre.record.time
    return datetime.fromtimestamp(proved, UTC) if centre.record is not None else now


def _refuse(centre: Centre, act: Act) -> None:
    state = centre.folded(DECISIONS).state
    if wrong := DECISIONS.objection(state, act, centre.ground):
        raise wrong.refusal()


def _order(centre: Centre) -> int:
    return 0 if centre.record is None else centre.record.size


def _seconds(moment: datetime | None) -> int:
    return 0 if moment is None else int(moment.timestamp())
