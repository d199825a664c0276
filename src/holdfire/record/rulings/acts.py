"""Acts, attestations and evidence: what a party did, what it computed, and what it found wrong."""

from holdfire.record.entry import Entry
from holdfire.record.rulings.ruling import (
    Objection,
    Ruling,
    content_fault,
    is_count,
    is_flag,
    is_hash,
    is_name,
    is_text,
    nothing,
)
from holdfire.record.state import Lookup, State

_ACT = {"act": is_name, "particulars": is_hash, "public": is_flag}
_ATTEST = {"size": is_count, "state": is_hash}
_EVIDENCE = {"kind": is_text(64), "sha256": is_hash}


def _object_to_act(state: State, index: int, entry: Entry, lookup: Lookup) -> Objection | None:
    content = entry.body.content
    if fault := content_fault(content, _ACT):
        return fault
    if content["particulars"] not in entry.body.blobs:
        return Objection("form", "its particulars are not among its blobs")
    return None


def _take_act(state: State, index: int, entry: Entry) -> None:
    key = entry.body.party, entry.body.content["act"]
    state.acts[key] = state.acts.get(key, 0) + 1


def _object_to_attest(state: State, index: int, entry: Entry, lookup: Lookup) -> Objection | None:
    if fault := content_fault(entry.body.content, _ATTEST):
        return fault
    if entry.body.content["size"] > index:
        return Objection("state", "it attests to a tree that holds itself or more")
    return None


def _take_attest(state: State, index: int, entry: Entry) -> None:
    state.attests[entry.body.party] = (entry.body.content["size"], entry.body.content["state"])


def _object_to_evidence(state: State, index: int, entry: Entry, lookup: Lookup) -> Objection | None:
    if fault := content_fault(entry.body.content, _EVIDENCE):
        return fault
    if entry.body.content["sha256"] not in entry.body.blobs:
        return Objection("form", "the evidence is not among its blobs")
    return None


ACT = Ruling("act", "author", _object_to_act, _take_act)
ATTEST = Ruling("attest", "author", _object_to_attest, _take_attest)
EVIDENCE = Ruling("evidence", "author", _object_to_evidence, nothing)
