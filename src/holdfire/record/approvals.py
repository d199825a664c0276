"""Approving a charter: whose signatures count, and whether enough guarantors gave theirs.

A successor needs the threshold of the charter before AND its own, so neither a thief of new keys nor a
guarantor who was dropped without being asked can turn the log over (docs/record-format.md 4).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from holdfire.errors import CharterError
from holdfire.record.charter import Charter
from holdfire.record.ed25519 import SigningKey, is_signature

_ANEW = "Draft it anew with holdfire record charter propose."


@dataclass(frozen=True, slots=True)
class Approval:
    """One guarantor's signature over a charter, by an author key."""

    key: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class Approving:
    """Whether enough guarantors of one charter approved, and which have not."""

    needed: int
    signed: frozenset[str]
    guarantors: frozenset[str]

    @property
    def complete(self) -> bool:
        return len(self.signed) >= self.needed

    @property
    def missing(self) -> frozenset[str]:
        return self.guarantors - self.signed


def approve(charter: Charter, fingerprint: str, key: SigningKey) -> Approval:
    return Approval(fingerprint, key.sign(charter.approval_text()))


def approving(charter: Charter, approvals: Iterable[Approval], by: Charter) -> Approving:
    """How far the guarantors of `by` (the charter itself, or the one before) approved `charter`.

    A guarantor counts once, whatever the number of its keys; a signature that fails counts for nobody.
    """
    authors = {
        each.fingerprint: each for each in by.keys if each.role == "author" and each.party in by.guarantors
    }
    text = charter.approval_text()
    signed = {
        authors[each.key].party
        for each in approvals
        if each.key in authors and is_signature(authors[each.key].public, text, each.signature)
    }
    return Approving(by.charter_threshold, frozenset(signed), by.guarantors)


def check_first(charter: Charter, approvals: Iterable[Approval]) -> None:
    """Raise CharterError unless this can be entry 0 of its log."""
    if charter.version != 0 or charter.previous:
        raise CharterError(
            f"Entry 0 holds charter version {charter.version}; a log starts with version 0.",
            "Get the log from its first entry on.",
        )
    _require(approving(charter, list(approvals), charter), "version 0")


def check_successor(
    charter: Charter,
    approvals: Iterable[Approval],
    before: Charter,
    before_leaf: str,
    revoked: frozenset[str],
) -> None:
    """Raise CharterError unless `charter` may follow `before`, whose entry has the hash `before_leaf`.

    `revoked` are the fingerprints whose signatures no longer count: a thief must not approve.
    """
    if charter.origin != before.origin:
        raise CharterError(
            f"The charter is of the log {charter.origin}, not of {before.origin}.",
            "The origin never changes.",
        )
    if charter.version != before.version + 1 or charter.previous != before_leaf:
        raise CharterError(
            f"Charter version {charter.version} does not follow version {before.version}: the number must be "
            "one more and `previous` the entry of that one.",
            _ANEW,
        )
    if back := revoked & {each.fingerprint for each in charter.keys}:
        raise CharterError(
            f"The charter lists revoked keys: {', '.join(sorted(back))}.", "A revoked key never comes back."
        )
    counted = [each for each in approvals if each.key not in revoked]
    _require(approving(charter, counted, before), f"version {before.version}, the one before")
    _require(approving(charter, counted, charter), f"version {charter.version}, its own")


def _require(told: Approving, whose: str) -> None:
    if not told.complete:
        raise CharterError(
            f"Too few guarantors of {whose} approved the charter: {len(told.signed)} of {told.needed} needed "
            f"(signed: {', '.join(sorted(told.signed)) or 'nobody'}; missing: "
            f"{', '.join(sorted(told.missing))}).",
            "Have the missing ones sign it with holdfire record charter sign.",
        )
