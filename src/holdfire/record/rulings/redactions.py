"""Redactions: two parties or more have the blobs of an entry deleted; the leaf and all proofs stay."""

from holdfire.record.entry import Entry
from holdfire.record.rulings.ruling import (
    Objection,
    Ruling,
    are_hashes,
    content_fault,
    is_text,
    standing_entry,
)
from holdfire.record.state import Lookup, Redaction, State

REDACTABLE = ("act", "confidential", "disclosure")
"""Charters, votes, proposals and evidence are the public record: they are never redacted."""

_REDACT = {"blobs": are_hashes, "ground": is_text(200)}
_ERASED = {"blobs": are_hashes}


def _object_to_redact(state: State, index: int, entry: Entry, lookup: Lookup) -> Objection | None:
    content, refs = entry.body.content, entry.body.refs
    if fault := content_fault(content, _REDACT):
        return fault
    found = standing_entry(state, index, refs[0], lookup) if len(refs) == 1 else None
    if found is None:
        return Objection("target", "it refers to no entry that stands in the log")
    target = found.body
    if target.type not in REDACTABLE or target.content.get("public") is True:
        return Objection("target", f"an entry of type {target.type} that is public is not redacted")
    if not content["blobs"] or not set(content["blobs"]) <= set(target.blobs):
        return Objection("target", "it names no blobs, or blobs that its target does not have")
    return None


def _take_redact(state: State, index: int, entry: Entry) -> None:
    content = entry.body.content
    state.redactions[entry.hash] = Redaction(
        target=entry.body.refs[0],
        blobs=tuple(content["blobs"]),
        ground=content["ground"],
        approvals=[entry.body.party],
    )


def _object_to_approve(state: State, index: int, entry: Entry, lookup: Lookup) -> Objection | None:
    if fault := content_fault(entry.body.content, {}):
        return fault
    redaction = _redaction(state, entry)
    if redaction is None:
        return Objection("target", "it refers to no redaction in the log")
    if entry.body.party in redaction.approvals:
        return Objection("approval", f"{entry.body.party} approved this redaction before; another must")
    return None


def _take_approve(state: State, index: int, entry: Entry) -> None:
    assert state.charter is not None
    redaction = state.redactions[entry.body.refs[0]]
    redaction.approvals.append(entry.body.party)
    if redaction.in_force == -1 and len(redaction.approvals) >= state.charter.redaction_threshold:
        redaction.in_force = index


def _object_to_erased(state: State, index: int, entry: Entry, lookup: Lookup) -> Objection | None:
    if fault := content_fault(entry.body.content, _ERASED):
        return fault
    redaction = _redaction(state, entry)
    if redaction is None or redaction.in_force == -1:
        return Objection("target", "it refers to no redaction that is in force")
    if set(entry.body.content["blobs"]) != set(redaction.blobs):
        return Objection("target", "it tells of other blobs than the redaction names")
    return None


def _take_erased(state: State, index: int, entry: Entry) -> None:
    state.redactions[entry.body.refs[0]].erased.add(entry.body.party)


def _redaction(state: State, entry: Entry) -> Redaction | None:
    return state.redactions.get(entry.body.refs[0]) if len(entry.body.refs) == 1 else None


REDACT = Ruling("redact", "redactor", _object_to_redact, _take_redact)
APPROVE = Ruling("approve", "redactor", _object_to_approve, _take_approve)
ERASED = Ruling("erased", "author", _object_to_erased, _take_erased)
