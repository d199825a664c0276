"""Proved time: a cosigned checkpoint in the log moves it on, and with it deadlines and terms.

No party's clock decides anything. A deadline has passed once the witnesses' median, entered in the log,
is past it; so every replica sees it pass at the same index.
"""

from statistics import median_low

from holdfire.errors import HoldfireError
from holdfire.record.checkpoint import SignedCheckpoint, parse_checkpoint
from holdfire.record.entry import Entry
from holdfire.record.note import Note
from holdfire.record.policy import Countersigning, judge_checkpoint
from holdfire.record.profile import NUMBER_MAX
from holdfire.record.rulings.ruling import Objection, Ruling, content_fault
from holdfire.record.state import Lookup, State

_TIME = {"checkpoint": lambda value: type(value) is str}


def witness_time(told: Countersigning) -> int:
    """The median of the witnesses' times in seconds; of two in the middle the lower one."""
    return median_low(told.times.values())


def _judged(state: State, entry: Entry) -> tuple[SignedCheckpoint, Countersigning]:
    """The checkpoint and its witnesses; a line by a key that was revoked counts for nothing."""
    assert state.charter is not None
    policy = state.charter.witnessed_policy
    signed = parse_checkpoint(entry.body.content["checkpoint"].encode())
    stolen = {state.keys[name].public for name in state.revoked if name in state.keys}
    known = [*policy.witness_keys.values(), *(log.key for log in policy.logs)]
    refused = {(key.name, key.key_id) for key in known if key.public in stolen}
    if refused:
        lines = (each for each in signed.note.signatures if (each.name, each.key_id) not in refused)
        signed = SignedCheckpoint(signed.checkpoint, Note(signed.note.text, tuple(lines)))
    return signed, judge_checkpoint(policy, signed)


def _object_to_time(state: State, index: int, entry: Entry, lookup: Lookup) -> Objection | None:
    if fault := content_fault(entry.body.content, _TIME):
        return fault
    try:
        signed, told = _judged(state, entry)
    except HoldfireError as cause:
        return Objection("time", cause.what)
    if not told.complete:
        return Objection("time", f"its checkpoint is not witnessed: {' '.join(told.reasons)}")
    if signed.checkpoint.size > index:
        return Objection("time", "its checkpoint is of a larger tree than the one it stands in")
    if witness_time(told) > NUMBER_MAX:
        return Objection("time", "its witnesses' time is no number that can be written")
    return None


def _take_time(state: State, index: int, entry: Entry) -> None:
    _, told = _judged(state, entry)
    state.time = max(state.time, witness_time(told))
    for proposal in state.proposals.values():
        if proposal.outcome == "open" and 0 < proposal.deadline < state.time:
            proposal.outcome, proposal.decided = "lapsed", index
    if state.term == "in force" and state.time > state.term_until:
        state.term = "lapsed"


TIME = Ruling("time", "author", _object_to_time, _take_time)
