"""Proposals and votes: the outcome follows from the votes, and nobody asserts it.

Consensus is of all guarantors. Silence is not consent. One vote a party, on the very text proposed.
"""

from holdfire.record.entry import Entry
from holdfire.record.rulings.ruling import Objection, Ruling, content_fault, is_count, is_hash, is_name
from holdfire.record.state import Lookup, Proposal, State

CONSENTING = ("consent", "reservation")
VOTES = (*CONSENTING, "objection", "abstention")
TERM = "term"

_PROPOSAL = {"deadline": is_count, "subject": is_name, "text": is_hash, "until": is_count}
_VOTE = {"charter": is_count, "text": is_hash, "vote": lambda value: value in VOTES}


def _object_to_proposal(state: State, index: int, entry: Entry, lookup: Lookup) -> Objection | None:
    content = entry.body.content
    if fault := content_fault(content, _PROPOSAL):
        return fault
    if content["text"] not in entry.body.blobs:
        return Objection("form", "the text proposed is not among its blobs")
    if (content["until"] > 0) != (content["subject"] == TERM):
        return Objection("form", "`until` belongs to a term, and a term needs it")
    return _foreign(state, entry)


def _take_proposal(state: State, index: int, entry: Entry) -> None:
    assert state.charter is not None
    content = entry.body.content
    lapsed = 0 < content["deadline"] < state.time
    state.proposals[entry.hash] = Proposal(
        index=index,
        party=entry.body.party,
        subject=content["subject"],
        text=content["text"],
        deadline=content["deadline"],
        until=content["until"],
        charter=state.charter.version,
        outcome="lapsed" if lapsed else "open",
        decided=index if lapsed else -1,
    )


def _object_to_vote(state: State, index: int, entry: Entry, lookup: Lookup) -> Objection | None:
    content, refs = entry.body.content, entry.body.refs
    if fault := content_fault(content, _VOTE):
        return fault
    if fault := _foreign(state, entry):
        return fault
    proposal = state.proposals.get(refs[0]) if len(refs) == 1 else None
    if proposal is None:
        return Objection("target", "it refers to no proposal in the log")
    assert state.charter is not None
    if content["charter"] != state.charter.version:
        return Objection(
            "charter", f"charter version {state.charter.version} is in force, and the vote names another"
        )
    if content["text"] != proposal.text:
        return Objection("text", "it is a vote on another text than the one proposed")
    if entry.body.party in proposal.votes:
        return Objection("double", f"{entry.body.party} voted on this proposal before")
    if proposal.outcome != "open":
        return Objection("late", f"the proposal is {proposal.outcome} since entry {proposal.decided}")
    return None


def _take_vote(state: State, index: int, entry: Entry) -> None:
    assert state.charter is not None
    leaf = entry.body.refs[0]
    proposal = state.proposals[leaf]
    vote = entry.body.content["vote"]
    proposal.votes[entry.body.party] = vote
    if vote not in CONSENTING:
        proposal.outcome, proposal.decided = "no consensus", index
    elif state.charter.guarantors <= proposal.votes.keys():
        proposal.outcome, proposal.decided = "adopted", index
        state.latest[proposal.subject] = leaf
        if proposal.subject == TERM:
            state.term_until = proposal.until
            state.term = "in force" if state.time <= proposal.until else "lapsed"


def _foreign(state: State, entry: Entry) -> Objection | None:
    assert state.charter is not None
    if entry.body.party in state.charter.guarantors:
        return None
    return Objection("foreign", f"{entry.body.party} is no guarantor, and only guarantors decide")


PROPOSAL = Ruling("proposal", "author", _object_to_proposal, _take_proposal)
VOTE = Ruling("vote", "voter", _object_to_vote, _take_vote)
