"""An entry: what one party says, numbered in its feed and signed; and the leaf that holds it.

The leaf is canonical JSON {"b": body, "s": [signature]} (docs/record-format.md 3). The signature binds
the entry to one log by its origin, and to the party's entry before it by `prev`. No personal data
stand in a leaf: they stand in blobs, which can be erased while the leaf and its proofs stay.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from holdfire.errors import FormError
from holdfire.record.ed25519 import SigningKey, is_signature
from holdfire.record.profile import canon, parse_canonical
from holdfire.record.tree import EMPTY_ROOT, leaf_hash

LEAF_BYTES_MAX = 65_535
"""A leaf's length is a uint16 in an entry bundle (tlog-tiles)."""
BLOBS_MAX, DIGESTS_MAX, REFS_MAX = 256, 512, 64
NOTHING_SEEN: tuple[int, str] = (0, EMPTY_ROOT.hex())

_KEYS = {
    "blobs", "content", "digests", "key", "party", "prev", "refs", "seen", "seq", "t_claimed", "type",
}  # fmt: skip
_HASH = re.compile(r"[0-9a-f]{64}")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_PARTY = re.compile(r"[A-Z0-9-]{1,16}")
_TYPE = re.compile(r"[a-z]{1,16}")
_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{86}==")
_TAIL_BYTES = len(',"s":[{"k":"","sig":""}]}') + 16 + 88
_ASK = "Ask its author for the entry as it was signed."


@dataclass(frozen=True, slots=True)
class Body:
    """What is signed. `seen` is size and root (hex) of the largest checkpoint that the author knew to be
    cosigned; `t_claimed` is the author's own clock in seconds, which nothing proves."""

    party: str
    key: str
    seq: int
    prev: str
    type: str
    content: Mapping[str, Any]
    t_claimed: int
    seen: tuple[int, str] = NOTHING_SEEN
    refs: tuple[str, ...] = ()
    blobs: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()

    def canonical(self) -> bytes:
        return canon(
            {
                "blobs": sorted(self.blobs),
                "content": dict(self.content),
                "digests": sorted(self.digests),
                "key": self.key,
                "party": self.party,
                "prev": self.prev,
                "refs": list(self.refs),
                "seen": list(self.seen),
                "seq": self.seq,
                "t_claimed": self.t_claimed,
                "type": self.type,
            }
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A leaf that was read: its body, and the signature over it, which reading does not check."""

    body: Body
    signature: bytes
    leaf: bytes = field(repr=False)
    hash: str
    """The leaf hash in hex; other entries name this one by it."""

    def signed_text(self, origin: str) -> bytes:
        # The leaf is canonical, so the body's own bytes stand in it and need not be written again.
        return signed_text(origin, self.leaf[len('{"b":') : -_TAIL_BYTES])

    def is_signed_by(self, public: bytes, origin: str) -> bool:
        return is_signature(public, self.signed_text(origin), self.signature)


def signed_text(origin: str, canonical_body: bytes) -> bytes:
    """What an author signs: it names the log, so that the entry is worth nothing in another one."""
    return b"holdfire/entry/v1\n" + origin.encode() + b"\n" + canonical_body


def write_leaf(body: Body, origin: str, key: SigningKey) -> bytes:
    """The body signed for that log, as a leaf; raises FormError where it is too long or not in form."""
    text = body.canonical()
    signature = b64encode(key.sign(signed_text(origin, text))).decode()
    leaf = b'{"b":' + text + f',"s":[{{"k":"{body.key}","sig":"{signature}"}}]}}'.encode()
    return read_leaf(leaf).leaf


def read_leaf(leaf: bytes) -> Entry:
    """The entry in those bytes; raises FormError for every departure from the format."""
    if not 0 < len(leaf) <= LEAF_BYTES_MAX:
        raise FormError(
            f"A leaf of {len(leaf):,} bytes is not allowed: 1 to {LEAF_BYTES_MAX:,}.",
            "Put what is large into a file (blob) and name it by its SHA-256.",
        )
    told = parse_canonical(leaf, "The leaf")
    if type(told) is not dict or told.keys() != {"b", "s"}:
        raise FormError('A leaf has exactly the keys "b" and "s".', _ASK)
    body, signatures = told["b"], told["s"]
    if type(body) is not dict or body.keys() != _KEYS:
        raise FormError(f"A body has exactly the keys {', '.join(sorted(_KEYS))}.", _ASK)
    _check_body(body)
    return Entry(
        Body(
            party=body["party"],
            key=body["key"],
            seq=body["seq"],
            prev=body["prev"],
            type=body["type"],
            content=body["content"],
            t_claimed=body["t_claimed"],
            seen=tuple(body["seen"]),
            refs=tuple(body["refs"]),
            blobs=tuple(body["blobs"]),
            digests=tuple(body["digests"]),
        ),
        _signature(signatures, body["key"]),
        leaf,
        leaf_hash(leaf).hex(),
    )


def _signature(signatures: Any, key: str) -> bytes:
    """The bytes of the only signature, which must be by the key that the body names."""
    if type(signatures) is not list or len(signatures) != 1 or type(signatures[0]) is not dict:
        raise FormError("A leaf of version 1 has exactly one signature.", _ASK)
    (only,) = signatures
    if only.keys() != {"k", "sig"} or only["k"] != key:
        raise FormError(f"The signature is not by the key {key} that the body names.", _ASK)
    text = only["sig"]
    if type(text) is not str or not _SIGNATURE.fullmatch(text):
        raise FormError("The signature is not 64 bytes in base64.", _ASK)
    raw = b64decode(text)
    if b64encode(raw).decode() != text:
        raise FormError("The signature has bits behind its end.", _ASK)
    return raw


def _check_body(body: Mapping[str, Any]) -> None:
    _require(_is_text(body["party"], _PARTY), "party", "1 to 16 of A-Z 0-9 -")
    _require(_is_text(body["key"], _FINGERPRINT), "key", "16 hex digits")
    _require(_is_count(body["seq"]), "seq", "a whole number from 0")
    _require(_is_count(body["t_claimed"]), "t_claimed", "whole seconds from 0")
    _require(_is_text(body["type"], _TYPE), "type", "1 to 16 small letters")
    _require(type(body["content"]) is dict, "content", "an object")
    first = body["seq"] == 0
    ours = body["prev"] == "" if first else _is_text(body["prev"], _HASH)
    _require(ours, "prev", "a leaf hash, and empty exactly where seq is 0")
    seen = body["seen"]
    _require(
        type(seen) is list and len(seen) == 2 and _is_count(seen[0]) and _is_text(seen[1], _HASH),
        "seen",
        "[size, root in hex]",
    )
    _require(seen[0] > 0 or seen[1] == _EMPTY_ROOT, "seen", "[0, root of the empty tree] where size is 0")
    _require(_are_hashes(body["refs"], REFS_MAX), "refs", _REFS_RULE)
    for name, most, rule in _RISING:
        hashes = body[name]
        rising = _are_hashes(hashes, most) and (len(hashes) < 2 or all(a < b for a, b in pairwise(hashes)))
        _require(rising, name, rule)
    _require(not body["digests"] or body["type"] == "confidential", "digests", "empty as in an open entry")


_REFS_RULE = f"at most {REFS_MAX} leaf hashes"
_RISING = tuple(
    (name, most, f"at most {most} SHA-256 in hex, ascending, none twice")
    for name, most in (("blobs", BLOBS_MAX), ("digests", DIGESTS_MAX))
)
_EMPTY_ROOT = EMPTY_ROOT.hex()


def _require(holds: bool, key: str, rule: str) -> None:
    if not holds:
        raise FormError(f"The body's {key} is not {rule}.", _ASK)


def _is_text(value: Any, form: re.Pattern[str]) -> bool:
    return type(value) is str and form.fullmatch(value) is not None


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _are_hashes(value: Any, most: int) -> bool:
    if type(value) is not list or len(value) > most:
        return False
    for each in value:  # noqa: SIM110 - most lists are empty or short, and a generator costs more
        if type(each) is not str or _HASH.fullmatch(each) is None:
            return False
    return True
