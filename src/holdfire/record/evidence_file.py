"""Reading an evidence file: its form, the charters it brings, and the keys of the log that it rests on.

Nothing of what it says is proved here but that its charters hold one after the other, are in the log where
the kind has a checkpoint, and that the log's host signed the checkpoints (docs/record-format.md 10).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from holdfire.errors import FormError, SignatureError
from holdfire.record.charter import Charter
from holdfire.record.checkpoint import SignedCheckpoint, parse_checkpoint
from holdfire.record.entry import Entry
from holdfire.record.evidence import HELD_AGAINST, KEYS, Logged
from holdfire.record.evidence_context import Context
from holdfire.record.forks import FORM, check_signed
from holdfire.record.note import VerifierKey, strict_base64
from holdfire.record.policy import Policy, parse_policy
from holdfire.record.profile import parse_canonical
from holdfire.record.rulings.ruling import is_count, is_hash
from holdfire.record.tree import check_inclusion, leaf_hash

EVIDENCE_BYTES_MAX = 16 * 1024 * 1024
LISTED_MAX = 10_000
"""Entries that one file may show."""
PROOF_MAX = 128
ENTRY_ROLES = ("author", "voter", "redactor")
"""The roles whose keys sign entries."""

_ANEW = "Have it written anew by whoever found this."


@dataclass(frozen=True, slots=True)
class Trust:
    """What the reader knows already, all optional: keys of the log, charters that hold, the leaf hash of
    entry 0 (hex). A file that stands on another first charter is then refused."""

    log_keys: tuple[VerifierKey, ...] = ()
    charters: tuple[Charter, ...] = ()
    charter_leaf: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """An evidence file in form, with its charters folded and the keys of the log that it rests on."""

    fields: dict[str, Any]
    charters: tuple[Logged, ...]
    context: Context
    trust: Trust

    @property
    def origin(self) -> str:
        return str(self.fields["origin"])

    @property
    def known_charters(self) -> tuple[Charter, ...]:
        return (*self.trust.charters, *self.context.charters)

    @property
    def log_keys(self) -> tuple[VerifierKey, ...]:
        given = self.trust.log_keys + tuple(each.host_vkey for each in self.trust.charters)
        return given or tuple(dict.fromkeys(each.host_vkey for each in self.context.charters))

    def log_keys_at(self, size: int) -> tuple[VerifierKey, ...]:
        """The key that the log signs trees of that size with: a host's, from its charter's entry on. Else
        whoever kept the key of a former host could sign a later tree and "prove" a fork."""
        if self.trust.log_keys or self.trust.charters:
            return self.log_keys
        return tuple(each.host_vkey for each in self._charters_at(size)[-1:]) or self.log_keys

    def host_at(self, size: int) -> str:
        """Who hosted the log at that size, as far as the charters here tell."""
        known = self._charters_at(size) or self.known_charters
        return f"{known[-1].host_party}, the host" if known else "the host"

    def _charters_at(self, size: int) -> tuple[Charter, ...]:
        """The charters of this file that a tree of that size holds, oldest first."""
        pairs = zip(self.charters, self.context.charters, strict=False)
        return tuple(charter for each, charter in pairs if each.index < size)

    def policy(self, named: str) -> Policy:
        """The policy of that name in the newest charter known, or the one whose file this is."""
        if named not in ("joint", "witnessed"):
            return parse_policy(named.encode())
        if not self.known_charters:
            raise FormError(f"The policy `{named}` stands in a charter, and the evidence has none.", _ANEW)
        charter = self.known_charters[-1]
        return charter.joint_policy if named == "joint" else charter.witnessed_policy

    def checkpoint(self, key: str) -> SignedCheckpoint:
        """The checkpoint under that key, signed by this log."""
        signed = parse_checkpoint(self.text(key).encode())
        if signed.checkpoint.origin != self.origin:
            raise FormError(
                f"The checkpoint `{key}` is of {signed.checkpoint.origin}, the evidence of {self.origin}.",
                _ANEW,
            )
        check_signed(signed, self.log_keys_at(signed.checkpoint.size))
        return signed

    def listed(self, key: str) -> tuple[Logged, ...]:
        """The entries in that list, each proved against the checkpoint."""
        found, signed = _logged(self.fields[key], key), self.checkpoint("checkpoint")
        for each in found:
            check_logged(each, signed)
        return found

    def is_authored(self, entry: Entry) -> bool:
        """Whether a key of the party, in any of the charters, signed the entry."""
        return any(
            key.fingerprint == entry.body.key
            and key.party == entry.body.party
            and key.role in ENTRY_ROLES
            and entry.is_signed_by(key.public, self.origin)
            for charter in self.known_charters
            for key in charter.keys
        )

    def text(self, key: str) -> str:
        return _text(self.fields, key)

    def raw(self, key: str) -> bytes:
        return _bytes(self.fields, key)

    def count(self, key: str) -> int:
        return _count(self.fields, key)

    def digest(self, key: str) -> str:
        """A SHA-256 in hex."""
        if not is_hash(self.fields[key]):
            raise FormError(f"`{key}` of the evidence is no SHA-256 in hex.", _ANEW)
        return str(self.fields[key])

    def hashes(self, key: str) -> list[bytes]:
        return _hashes(self.fields[key], key)


def read_evidence(content: bytes, trust: Trust) -> EvidenceFile:
    """The evidence in this file; FormError, SignatureError or ProofError where it cannot be relied on."""
    fields = _read(content)
    charters = _logged(fields["charters"], "charters")
    file = EvidenceFile(fields, charters, _folded(charters, fields["origin"]), trust)
    if trust.charter_leaf and charters and file.context.first_leaf != trust.charter_leaf:
        raise SignatureError(
            f"The evidence stands on another first charter ({file.context.first_leaf[:12]}…) than yours "
            f"({trust.charter_leaf[:12]}…).",
            "It is about another log, or made up.",
        )
    against = HELD_AGAINST.get(fields["kind"], "checkpoint")
    if against and charters:
        signed = file.checkpoint(against)
        for each in charters:
            check_logged(each, signed)
    if not against and any(each.proof for each in charters):
        raise FormError("The charters of an equivocation bring a proof, and there is no tree for it.", _ANEW)
    return file


def check_logged(each: Logged, signed: SignedCheckpoint) -> None:
    """Raise ProofError unless the entry stands at its index in the tree of that checkpoint."""
    size, root = signed.checkpoint.size, signed.checkpoint.root
    check_inclusion(leaf_hash(each.leaf), each.index, size, each.proof, root)


def _read(content: bytes) -> dict[str, Any]:
    if len(content) > EVIDENCE_BYTES_MAX:
        raise FormError(f"The evidence has {len(content):,} bytes; {EVIDENCE_BYTES_MAX:,} are read.", _ANEW)
    fields = parse_canonical(content, "The evidence")
    if type(fields) is not dict or fields.get("form") != FORM:
        raise FormError(f"This is no evidence of the form {FORM}.", "Give an evidence file.")
    kind = fields.get("kind")
    if type(kind) is not str or kind not in KEYS:
        raise FormError("The evidence is of no kind that exists.", f"Kinds are {', '.join(KEYS)}.")
    if fields.keys() != KEYS[kind] | {"charters", "form", "kind", "origin"}:
        raise FormError(
            f"Evidence of kind {kind} has exactly {', '.join(sorted(KEYS[kind]))} beside its head.", _ANEW
        )
    _text(fields, "origin")
    return fields


def _folded(charters: Sequence[Logged], origin: str) -> Context:
    """The charters in their order, each of which must hold."""
    context = Context()
    for each in charters:
        if each.index == 0 or context.charters:
            objection = context.take_in(each.index, each.leaf)
        else:
            raise SignatureError("The charters in the evidence do not begin with entry 0.", _ANEW)
        if objection is not None or len(context.charters) == 0 or context.state.origin != origin:
            said = objection.what if objection else f"it is not of the log {origin}"
            raise SignatureError(
                f"The charter at entry {each.index} in the evidence does not hold: {said}.", _ANEW
            )
    if len(context.charters) != len(charters):
        raise FormError("An entry among the evidence's charters is no charter.", _ANEW)
    return context


def _logged(listed: Any, what: str) -> tuple[Logged, ...]:
    if type(listed) is not list or len(listed) > LISTED_MAX:
        raise FormError(f"`{what}` of the evidence is no list of at most {LISTED_MAX:,} entries.", _ANEW)
    found = []
    for each in listed:
        if type(each) is not dict or each.keys() != {"index", "leaf", "proof"}:
            raise FormError(f"Each of `{what}` has exactly index, leaf and proof.", _ANEW)
        found.append(
            Logged(_count(each, "index"), _bytes(each, "leaf"), tuple(_hashes(each["proof"], "proof")))
        )
    if any(one.index >= other.index for one, other in pairwise(found)):
        raise FormError(f"`{what}` of the evidence are not in ascending order.", _ANEW)
    return tuple(found)


def _hashes(listed: Any, what: str) -> list[bytes]:
    if type(listed) is not list or len(listed) > 128 or not all(type(each) is str for each in listed):
        raise FormError(f"`{what}` of the evidence is no list of hashes.", _ANEW)
    return [strict_base64(each, f"A hash of `{what}`") for each in listed]


def _text(fields: dict[str, Any], key: str) -> str:
    if type(fields[key]) is not str:
        raise FormError(f"`{key}` of the evidence is no text.", _ANEW)
    return str(fields[key])


def _bytes(fields: dict[str, Any], key: str) -> bytes:
    return strict_base64(_text(fields, key), f"`{key}` of the evidence")


def _count(fields: dict[str, Any], key: str) -> int:
    if not is_count(fields[key]):
        raise FormError(f"`{key}` of the evidence is no whole number from 0.", _ANEW)
    return int(fields[key])
