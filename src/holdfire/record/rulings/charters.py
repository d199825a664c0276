"""Charters and revocations: which keys are in force, from which index to which."""

from base64 import b64encode
from contextlib import suppress
from functools import lru_cache
from typing import Any

from holdfire.errors import CharterError, FormError
from holdfire.record.approvals import Approval, check_first, check_successor
from holdfire.record.charter import KEYS_MAX, Charter, read_charter
from holdfire.record.ed25519 import is_signature
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.note import strict_base64
from holdfire.record.profile import canon
from holdfire.record.rulings.ruling import Objection, Ruling, content_fault, is_fingerprint, is_text
from holdfire.record.state import KeyStanding, Lookup, State

_REVOKE = {"key": is_fingerprint, "reason": is_text(200)}


def as_content(charter: Charter, approvals: list[Approval]) -> dict[str, Any]:
    """The content of an entry that brings this charter with these approvals."""
    rising = sorted(approvals, key=lambda each: each.key)
    return {
        "approvals": [{"key": a.key, "sig": b64encode(a.signature).decode()} for a in rising],
        "charter": charter.plain,
    }


def chartered(entry: Entry) -> tuple[Charter, list[Approval]]:
    """The charter and approvals of such an entry; raises CharterError or FormError."""
    charter, approvals = _chartered(entry.leaf)
    return charter, list(approvals)


def chartered_before(entry: Entry) -> Charter:
    """The charter of an entry that this node took in before, and kept in its own snapshot."""
    return read_charter(entry.body.content["charter"], known_sound=True)


@lru_cache(maxsize=16)
def _chartered(leaf: bytes) -> tuple[Charter, tuple[Approval, ...]]:
    """Remembered, since one entry is asked about several times, and each key's proof is a signature."""
    content = read_leaf(leaf).body.content
    if content.keys() != {"approvals", "charter"} or type(content["approvals"]) is not list:
        raise FormError("A charter's entry has exactly approvals and charter.", "Draft it anew.")
    approvals = [_approval(each) for each in content["approvals"]]
    keys = [each.key for each in approvals]
    if keys != sorted(set(keys)):
        raise FormError("The approvals are not in order, or a key stands twice.", "Draft it anew.")
    return read_charter(content["charter"]), tuple(approvals)


def approved_before(state: State, entry: Entry) -> bool:
    """Whether enough guarantors of the charter in force signed the one in this entry, which is not read for
    it: a quick look that a stranger's charter does not pass."""
    before, content = state.charter, entry.body.content
    raw, listed = content.get("charter"), content.get("approvals")
    if before is None or type(raw) is not dict or type(listed) is not list or len(listed) > KEYS_MAX:
        return False
    if raw.get("version") != before.version + 1 or raw.get("previous") != state.charter_leaf:
        return False
    text = b"holdfire/charter/v1\n" + before.origin.encode() + b"\n" + canon(raw)
    authors = {k.fingerprint: k for k in before.with_role("author") if k.party in before.guarantors}
    signed = set()
    for each in listed:
        key = authors.get(str(each.get("key"))) if type(each) is dict else None
        if key is None or key.fingerprint in state.revoked:
            continue
        with suppress(FormError):
            if is_signature(key.public, text, strict_base64(str(each.get("sig")), "An approval")):
                signed.add(key.party)
    return len(signed) >= before.charter_threshold


def _approval(fields: Any) -> Approval:
    if type(fields) is not dict or fields.keys() != {"key", "sig"} or not is_fingerprint(fields["key"]):
        raise FormError("An approval has exactly key and sig.", "Draft it anew.")
    if type(fields["sig"]) is not str:
        raise FormError("An approval's signature is no text.", "Draft it anew.")
    return Approval(fields["key"], strict_base64(fields["sig"], "An approval"))


def _object_to_charter(state: State, index: int, entry: Entry, lookup: Lookup) -> Objection | None:
    try:
        charter, approvals = chartered(entry)
        if state.charter is None:
            check_first(charter, approvals)
        else:
            check_successor(charter, approvals, state.charter, state.charter_leaf, frozenset(state.revoked))
            _check_duties(state, charter)
    except (CharterError, FormError) as cause:
        return Objection("charter", cause.what)
    if entry.body.refs:
        return Objection("charter", "a charter's entry refers to no other")
    return None


def _check_duties(state: State, charter: Charter) -> None:
    """Raise CharterError where a key that is known gets another duty or owner, or one fingerprint of 64
    bits, which its owner can make two keys for, another key."""
    for each in charter.keys:
        known = state.keys.get(each.fingerprint)
        duty = each.party, each.role, each.kind, each.public
        if known is not None and (known.party, known.role, known.kind, known.public) != duty:
            raise CharterError(
                f"The charter gives the key {each.fingerprint} another duty than it had before.",
                "Make a key of its own for each duty.",
            )


def _take_charter(state: State, index: int, entry: Entry) -> None:
    charter, _ = chartered(entry)
    before = state.charter
    listed = {each.fingerprint: each for each in charter.keys}
    for name, standing in state.keys.items():
        if name not in listed and standing.until == -1:
            standing.until = index
    for name, each in listed.items():
        known = state.keys.get(name)
        if known is None or known.until != -1:
            state.keys[name] = KeyStanding(each.party, each.role, each.kind, each.public, index)
    if before is not None and before.guarantors != charter.guarantors:
        for proposal in state.proposals.values():
            if proposal.outcome == "open":
                proposal.outcome, proposal.decided = "void", index
    state.origin, state.charter, state.charter_leaf = charter.origin, charter, entry.hash
    state.history.append((index, entry.leaf))


def _object_to_revoke(state: State, index: int, entry: Entry, lookup: Lookup) -> Objection | None:
    if fault := content_fault(entry.body.content, _REVOKE):
        return fault
    key = state.keys.get(entry.body.content["key"])
    if key is None or not key.in_force(index) or key.party != entry.body.party:
        return Objection("target", f"{entry.body.content['key']} is no key of {entry.body.party} in force")
    return None


def _take_revoke(state: State, index: int, entry: Entry) -> None:
    name = entry.body.content["key"]
    state.keys[name].until = index
    state.revoked.add(name)


CHARTER = Ruling("charter", "author", _object_to_charter, _take_charter)
REVOKE = Ruling("revoke", "author", _object_to_revoke, _take_revoke)
