"""Evidence files: what somebody did to the record, written so that a stranger can check it offline.

One function for each kind of docs/record-format.md 10; each gives canonical bytes and checks nothing but
the form. `evidence_check.py` is what says whether a file proves anything. `charters` are the entries that
hold the charters in force, for readers who do not know the keys; they bring their proofs with them.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from holdfire.record.checkpoint import parse_checkpoint
from holdfire.record.forks import FORM
from holdfire.record.profile import canon
from holdfire.record.tree import HashReader, prove_inclusion

Kind: TypeAlias = Literal[
    "fork", "equivocation", "truncated", "altered", "void", "refused", "padding", "blob"
]  # fmt: skip

KEYS: Mapping[str, frozenset[str]] = {
    "fork": frozenset({"first", "second", "prefix", "consistency"}),
    "equivocation": frozenset({"first", "second"}),
    "truncated": frozenset({"larger", "shown"}),
    "altered": frozenset({"index", "shown", "leaf_hash", "proof", "checkpoint"}),
    "void": frozenset({"entries", "index", "reason", "checkpoint"}),
    "refused": frozenset({"leaf", "reason", "entries", "checkpoint"}),
    "padding": frozenset({"checkpoint", "policy"}),
    "blob": frozenset({"index", "leaf", "proof", "checkpoint", "sha256"}),
}
"""What each kind holds beside form, kind, origin and charters."""

HELD_AGAINST: Mapping[str, str] = {"fork": "second", "truncated": "larger", "equivocation": ""}
"""Against which checkpoint the charters are proved where a kind has none named `checkpoint`. Two leaves
stand in no tree: their charters bring no proof, and hold by their approvals alone."""


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry with the proof that the log holds it at `index`, for the checkpoint of the evidence."""

    index: int
    leaf: bytes
    proof: tuple[bytes, ...] = ()

    @classmethod
    def of(cls, reader: HashReader, index: int, leaf: bytes, size: int) -> "Logged":
        """The leaf proved from a copy of the log, against its checkpoint of that size."""
        return cls(index, leaf, tuple(prove_inclusion(reader, index, size)))

    @property
    def plain(self) -> dict[str, Any]:
        return {
            "index": self.index,
            "leaf": base64(self.leaf),
            "proof": [base64(each) for each in self.proof],
        }


def equivocation_evidence(origin: str, first: bytes, second: bytes, charters: Sequence[Logged] = ()) -> bytes:
    """A party signed two entries with one number; which of them was logged does not matter."""
    told = {"first": base64(first), "second": base64(second)}
    return _written("equivocation", origin, charters, told)


def truncated_evidence(larger: bytes, shown: bytes, charters: Sequence[Logged] = ()) -> bytes:
    """What was shown lacks entries that the log had signed."""
    told = {"larger": larger.decode(), "shown": shown.decode()}
    return _written("truncated", _origin(larger), charters, told)


def altered_evidence(
    committed: Logged, leaf_hash: bytes, checkpoint: bytes, charters: Sequence[Logged]
) -> bytes:
    """The log committed to `leaf_hash` at that index, and the leaf of `committed` is what was shown."""
    told = {
        "checkpoint": checkpoint.decode(),
        "index": committed.index,
        "leaf_hash": leaf_hash.hex(),
        "proof": [base64(each) for each in committed.proof],
        "shown": base64(committed.leaf),
    }
    return _written("altered", _origin(checkpoint), charters, told)


def void_evidence(
    index: int, reason: str, entries: Sequence[Logged], checkpoint: bytes, charters: Sequence[Logged]
) -> bytes:
    """The entry at `index` is in the log and void; `entries` are it and what the rule needs to be judged."""
    told = {
        "checkpoint": checkpoint.decode(),
        "entries": [each.plain for each in sorted(entries, key=lambda each: each.index)],
        "index": index,
        "reason": reason,
    }
    return _written("void", _origin(checkpoint), charters, told)


def refused_evidence(
    leaf: bytes, reason: str, entries: Sequence[Logged], checkpoint: bytes, charters: Sequence[Logged]
) -> bytes:
    """The leaf was offered as the next entry after those of the checkpoint, and breaks that rule."""
    told = {
        "checkpoint": checkpoint.decode(),
        "entries": [each.plain for each in sorted(entries, key=lambda each: each.index)],
        "leaf": base64(leaf),
        "reason": reason,
    }
    return _written("refused", _origin(checkpoint), charters, told)


def padding_evidence(checkpoint: bytes, policy: str, charters: Sequence[Logged] = ()) -> bytes:
    """The checkpoint does not satisfy the policy (`joint`, `witnessed`, or a policy file's text)."""
    told = {"checkpoint": checkpoint.decode(), "policy": policy}
    return _written("padding", _origin(checkpoint), charters, told)


def blob_evidence(entry: Logged, sha256: str, checkpoint: bytes, charters: Sequence[Logged]) -> bytes:
    """What was shown as a file of the entry has another SHA-256 than any that the entry names."""
    told = entry.plain | {"checkpoint": checkpoint.decode(), "sha256": sha256}
    return _written("blob", _origin(checkpoint), charters, told)


def base64(content: bytes) -> str:
    return b64encode(content).decode()


def _origin(checkpoint: bytes) -> str:
    return parse_checkpoint(checkpoint).checkpoint.origin


def _written(kind: Kind, origin: str, charters: Sequence[Logged], told: Mapping[str, Any]) -> bytes:
    assert told.keys() == KEYS[kind]
    head = {"charters": [each.plain for each in charters], "form": FORM, "kind": kind, "origin": origin}
    return canon(head | dict(told))
