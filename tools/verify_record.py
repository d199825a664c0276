#!/usr/bin/env python3
"""An independent check of a joint record: proofs, bundles, evidence, sealed bulletins and disclosures.

One file, Python 3.9 or newer, nothing to install, no network, nothing written to disk. It was written from
docs/record-format.md and the C2SP texts alone and shares no code with Holdfire, so that no error of one can
hide in the other. It reads from top to bottom: signatures, canonical JSON, trees, notes, charters, the fold
of the state; then what is said about it; then each kind of file.

It ends with one line, VERDICT: proved | not proved: <reason> | refuted: <reason>, and exits with 0, 1 and 1;
with 2 where it was called wrongly. "Proved" says that these bytes were signed, logged and countersigned by
those named; never that what they tell is true.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import random
import re
import sys
import time
import zlib
from array import array
from bisect import bisect_right
from functools import partial
from pathlib import Path
from typing import Any, Callable, Iterator, NamedTuple  # noqa: UP035 - Python 3.9 reads this file too
from unicodedata import ucd_3_2_0 as unicode_3_2


class Refused(Exception):  # noqa: N818
    """The material is malformed, not authentic or not enough: nothing is proved."""


class Refuted(Exception):  # noqa: N818
    """The material is authentic and shows the contrary of what it was given for."""


class Misused(Exception):  # noqa: N818
    """The options do not fit together, or a file cannot be opened."""


def need(holds: Any, reason: str) -> None:
    if not holds:
        raise Refused(reason)


def refute(claimed: Any, contrary: str) -> None:
    if not claimed:
        raise Refuted(contrary)


# --- Ed25519, strict (section 2) ----------------------------------------------------------------------------
# Points of -x^2 + y^2 = 1 + d x^2 y^2 over 2^255 - 19 in extended coordinates (X, Y, Z, T) with XY = ZT.
# Tables hold points ready to be added: (Y + X, Y - X, 2dT, 2Z). Nothing here is secret, so nothing need take
# the same time.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
_Y8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826  # of a point of order 8
LOW_ORDER = frozenset(
    (y | sign << 255).to_bytes(32, "little") for y in (0, 1, P - 1, P, P + 1, _Y8, P - _Y8) for sign in (0, 1)
)
"""The 14 encodings of the 8 points of low order; y = P and P + 1 are the ones that are not canonical."""
Point = Any
NEUTRAL: Point = (0, 1, 1, 0)


def decompress(raw: bytes) -> Point:
    """The point of a canonical encoding, or None."""
    number = int.from_bytes(raw, "little")
    y, sign = number & (2**255 - 1), number >> 255
    if len(raw) != 32 or y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x - u) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (v * x * x - u) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def ready(point: Point) -> Point:
    x, y, z, t = point
    return (y + x) % P, (y - x) % P, 2 * D * t % P, 2 * z


def add(point: Point, other: Point, sign: int = 1) -> Point:
    """point + other, or point - other; `other` is a table's."""
    x, y, z, t = point
    plus, minus, c, d = other if sign > 0 else (other[1], other[0], -other[2], other[3])
    a, b, c, d = (y - x) * minus % P, (y + x) * plus % P, t * c % P, z * d % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def double(point: Point) -> Point:
    x, y, z, _ = point
    a, b = x * x % P, y * y % P
    g, h, e = b - a, -a - b, ((x + y) * (x + y) - a - b) % P
    f = g - 2 * z * z % P
    return e * f % P, g * h % P, f * g % P, e * h % P


def tables(point: Point, width: int) -> list[list[Point]]:
    """For the point times 1, 2^64, 2^128 and 2^192: the odd multiples of each, ready."""
    found = []
    for part in range(4):
        twice, multiples = double(point), [point]
        step = ready(twice)
        for _ in range((1 << (width - 2)) - 1):
            multiples.append(add(multiples[-1], step))
        found.append([ready(each) for each in multiples])
        for _ in range(64 if part < 3 else 0):
            point = double(point)
    return found


def signed_digits(scalar: int, width: int) -> Iterator[tuple[int, int]]:
    """Positions i and odd digits d, few of them, with scalar = sum of d 2^i and |d| < 2^(width - 1)."""
    at = 0
    while scalar:
        zeros = (scalar & -scalar).bit_length() - 1
        scalar, at = scalar >> zeros, at + zeros
        digit = scalar & ((1 << width) - 1)
        digit -= (digit >> (width - 1)) << width
        yield at, digit
        scalar -= digit


def combine(*terms: tuple[int, list[list[Point]], int]) -> Point:
    """The sum of each scalar times the point of its tables, all in one run of 64 doublings."""
    steps: list[list[tuple[int, Point]]] = [[] for _ in range(66)]
    for scalar, quarters, width in terms:
        for part, table in enumerate(quarters):
            for at, digit in signed_digits(scalar >> 64 * part & (1 << 64) - 1, width):
                steps[at].append((digit, table[abs(digit) >> 1]))
    total = NEUTRAL
    for step in reversed(steps):
        total = double(total)
        for sign, point in step:
            total = add(total, point, sign)
    return total


_BASE = tables(decompress((4 * pow(5, -1, P) % P).to_bytes(32, "little")), 7)
_KEYS: dict[bytes, Any] = {}


def key_is_strict(public: bytes) -> bool:
    """Canonical, on the curve, of prime order, not the neutral element."""
    if public not in _KEYS:
        point = decompress(public)
        if point is not None:
            negative = tables((P - point[0], point[1], 1, P - point[3]), 5)
            x, y, z, _ = combine((L, negative, 5))
            point = negative if point[:2] != (0, 1) and x == 0 and y == z else None
        _KEYS[public] = point
    return _KEYS[public] is not None


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is right: S < L, R not of low order, encoding of [S]B - [k]A equal to R."""
    if len(signature) != 64 or not key_is_strict(public):
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if s >= L or r in LOW_ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % L
    x, y, z, _ = combine((s, _BASE, 7), (k, _KEYS[public], 5))
    inverse = pow(z, -1, P)
    return (y * inverse % P | (x * inverse % P & 1) << 255).to_bytes(32, "little") == r


def as_x25519(y: int) -> bytes:
    """The X25519 key of the same secret (RFC 7748, section 4.1)."""
    return ((1 + y) * pow(1 - y, P - 2, P) % P).to_bytes(32, "little")


_SMALL = {as_x25519(y) for y in (0, P - 1, _Y8, P - _Y8)} | {(P - 1).to_bytes(32, "little")}


def x25519_is_safe(public: bytes) -> bool:
    """Canonical, and not of small order: else anybody could read what is sealed to it."""
    return int.from_bytes(public, "little") < P and public not in _SMALL


# --- Canonical JSON and plain values (section 1) ------------------------------------------------------------
LARGEST = 2**53 - 1
MIB = 1 << 20


def _whole(digits: str) -> int:
    need(len(digits) <= 17 and abs(int(digits)) <= LARGEST, "a number is beyond 2^53 - 1")
    return int(digits)


def _no_fraction(text: str) -> Any:
    raise Refused(f"{text[:20]} is not a whole number")


_DECODER = json.JSONDecoder(parse_int=_whole, parse_float=_no_fraction, parse_constant=_no_fraction)
_WIDE = json.JSONDecoder(parse_float=_no_fraction, parse_constant=_no_fraction)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_KEY = re.compile(r"[ -~]*")


def canon(value: Any) -> bytes:
    return _ENCODER.encode(value).encode("utf-8")


def _plain(value: Any, level: int) -> None:
    if isinstance(value, str):
        if not value.isascii():
            need(all(unicode_3_2.category(each) != "Cn" for each in value), "a letter is not in Unicode 3.2")
            need(unicode_3_2.normalize("NFC", value) == value, "a text is not in Unicode NFC")
    elif isinstance(value, (list, dict)):
        need(level <= 8, "more than 8 levels")
        if isinstance(value, dict):
            need(all(map(_KEY.fullmatch, value)), "a key is not printable ASCII")
            value = value.values()
        for each in value:
            _plain(each, level + 1)
    else:
        need(value is not None, "null is no plain value")


def parse(raw: bytes, what: str, wide: bool = False) -> Any:
    """The plain value of canonical bytes; whatever is not canonical is refused. `wide`: particulars, in
    which null and any letters may stand (section 5)."""
    try:
        value = (_WIDE if wide else _DECODER).decode(raw.decode("utf-8"))
        if not wide:
            _plain(value, 1)
        need(canon(value) == raw, "not canonical: written another way, or a key twice")
    except Refused as why:
        raise Refused(f"{what}: {why}") from None
    except (ValueError, RecursionError):
        raise Refused(f"{what}: not JSON in UTF-8") from None
    return value


def b64(text: Any, what: str, length: int = -1) -> bytes:
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, AttributeError):
        raise Refused(f"{what}: not base64") from None
    need(base64.b64encode(raw).decode() == text, f"{what}: base64 written another way")
    need(length in (-1, len(raw)), f"{what}: {len(raw)} bytes, not {length}")
    return raw


# Each of these tells whether a value has the form that its name says.
Form = Callable[[Any], bool]


def matches(pattern: str) -> Form:
    found = re.compile(pattern)
    return lambda value: isinstance(value, str) and found.fullmatch(value) is not None


def text_of(most: int) -> Form:
    return lambda value: isinstance(value, str) and 1 <= len(value) <= most


def one_of(*values: Any) -> Form:
    return lambda value: isinstance(value, str) and value in values


def list_of(right: Form, most: int = MIB, least: int = 0, ascending: bool = False) -> Form:
    def check(value: Any) -> bool:
        held = isinstance(value, list) and least <= len(value) <= most and all(map(right, value))
        return held and (not ascending or value == sorted(set(value)))

    return check


def is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def is_object(value: Any) -> bool:
    return isinstance(value, dict)


def is_text(value: Any) -> bool:
    return isinstance(value, str)


is_list = list_of(lambda value: True)
is_hash, is_fingerprint, is_salt = matches("[0-9a-f]{64}"), matches("[0-9a-f]{16}"), matches("[0-9a-f]{32}")
is_party, is_origin = matches("[A-Z0-9-]{1,16}"), matches("[a-zA-Z0-9._/:-]{1,200}")
is_name = matches(r"[^/\x00-\x1f\x7f-\x9f]{1,64}")
is_hash_or_none = matches("([0-9a-f]{64})?")
hashes = partial(list_of, is_hash, ascending=True)


def shaped(value: Any, form: dict[str, Form], what: str) -> Any:
    """The value, if it is an object with exactly these keys and such values."""
    need(isinstance(value, dict) and value.keys() == form.keys(), f"{what}: not the keys {', '.join(form)}")
    for key, right in form.items():
        need(right(value[key]), f"{what}: `{key}` is not of its form")
    return value


def utc(seconds: int) -> str:
    if seconds > 253402300799:
        return f"second {seconds} (beyond the year 9999)"
    return time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(seconds))


# --- Trees (RFC 6962 section 2.1, tlog-tiles, section 7) ----------------------------------------------------
def sha256(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(b"\x00" + leaf)


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right)


EMPTY_ROOT = sha256(b"")


def climb(index: int, last: int, old: bytes, new: bytes, proof: list[bytes]) -> tuple[bytes, bytes] | None:
    """From a node to the root: the root over what stands left of it (`old`), and over all (`new`)."""
    for sibling in proof:
        if last == 0:
            return None
        if index & 1 or index == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        index, last = index >> 1, last >> 1
    return (old, new) if last == 0 else None


def included(index: int, size: int, leaf: bytes, proof: list[bytes], root: bytes) -> bool:
    """Whether an inclusion proof leads from the leaf hash to the root."""
    if not 0 <= index < size or len(leaf) != 32:
        return False
    ends = climb(index, size - 1, leaf, leaf, proof)
    return ends is not None and ends[1] == root


def consistent(small: int, large: int, first: bytes, second: bytes, proof: list[bytes]) -> bool:
    """Whether a consistency proof shows that the larger tree begins with the smaller."""
    if small == 0 or small >= large:
        right = first == second if small == large else small < large
        return right and not proof and (small > 0 or first == EMPTY_ROOT)
    path = proof if small & (small - 1) else [first, *proof]
    index, last = small - 1, large - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    return bool(path) and climb(index, last, path[0], path[0], path[1:]) == (first, second)


def tree_root(leaves: list[bytes]) -> bytes:
    """The tree hash over leaf hashes."""
    layer = leaves or [EMPTY_ROOT]
    while len(layer) > 1:
        pairs = [node_hash(layer[i], layer[i + 1]) for i in range(0, len(layer) - 1, 2)]
        layer = pairs + layer[len(layer) & ~1 :]
    return layer[0]


class Tree:
    """The log's tree over the leaves from `base` on; what lies before comes from tiles."""

    def __init__(self, base: int = 0) -> None:
        self.size = base
        self.levels = [bytearray() for _ in range(64)]
        self.start = [-(-base // 2**h) for h in range(64)]
        self.tiles: dict[tuple[int, int], bytes] = {}

    def append(self, here: bytes) -> None:
        n, self.size = self.size, self.size + 1
        for level, start in zip(self.levels, self.start):  # noqa: B905 - Python 3.9 knows no `strict`
            level += here
            if not n & 1 or n == start:
                return
            here, n = node_hash(bytes(level[-64:-32]), here), n >> 1

    def node(self, height: int, n: int) -> bytes:
        """The hash over the leaves [n 2^height, (n + 1) 2^height)."""
        own = 32 * (n - self.start[height])
        if own >= 0:
            return bytes(self.levels[height][own : own + 32])
        level, inner = divmod(height, 8)
        tile, at = divmod(n << inner, 256)
        part = self.tiles.get((level, tile), b"")[32 * at : 32 * (at + (1 << inner))]
        if len(part) == 32 << inner:
            return tree_root([part[i : i + 32] for i in range(0, len(part), 32)])
        need(height, f"a tile is missing: level 0, hash {n}")
        return node_hash(self.node(height - 1, 2 * n), self.node(height - 1, 2 * n + 1))

    def root(self, size: int) -> bytes:
        parts, at = [EMPTY_ROOT] if size == 0 else [], 0
        for height in range(size.bit_length() - 1, -1, -1):
            if size >> height & 1:
                parts.append(self.node(height, at >> height))
                at += 1 << height
        here = parts.pop()
        while parts:
            here = node_hash(parts.pop(), here)
        return here

    def check_tiles(self) -> None:
        """Every hash of a tile is that of the entries, or else part of what the tiles above it say."""
        for (level, number), tile in self.tiles.items():
            each = [tile[i : i + 32] for i in range(0, len(tile), 32)]
            own = [max(self.start[8 * level] - 256 * number, 0), len(each)]
            right = all(each[i] == self.node(8 * level, 256 * number + i) for i in range(*own))
            if right and own[0] and len(each) == 256:
                right = tree_root(each) == self.node(8 * level + 8, number)
            need(right, f"a tile of level {level} does not fit the entries")


# --- Notes, checkpoints, policies, proof files (C2SP) -------------------------------------------------------
class Checkpoint(NamedTuple):
    origin: str
    size: int
    root: bytes
    text: bytes
    signatures: list[tuple[str, bytes, bytes]]  # key name, key ID, the rest


def number_of(text: str, what: str) -> int:
    right = re.fullmatch("0|[1-9][0-9]{0,18}", text) and int(text) < 2**63
    need(right, f"{what}: {text[:20]!r} is not a decimal number")
    return int(text)


def is_key_name(name: str) -> bool:
    right = re.fullmatch(r"[^\s+\x00-\x1f\ud800-\udfff]+", name)
    return right is not None and len(name.encode()) <= 255


def read_checkpoint(raw: Any, what: str = "the checkpoint") -> Checkpoint:
    try:
        whole = raw.decode("utf-8") if isinstance(raw, bytes) else raw
        length = len(whole.encode("utf-8"))
    except (ValueError, AttributeError):
        raise Refused(f"{what}: not text in UTF-8") from None
    need(length <= MIB // 4, f"{what}: longer than 256 KiB")
    need(all(c >= " " or c == "\n" for c in whole), f"{what}: holds a control character")
    text, blank, lines = whole.rpartition("\n\n")
    need(blank and lines.endswith("\n"), f"{what}: no signature lines after an empty line")
    signatures = []
    for line in lines[:-1].split("\n"):
        parts = line.split(" ")
        need(len(parts) == 3 and parts[0] == "\u2014", f"{what}: a signature line is not of its form")
        need(is_key_name(parts[1]), f"{what}: bad key name")
        signed = b64(parts[2], f"{what}: signature of {parts[1][:80]}")
        need(len(signed) > 4, f"{what}: an empty signature")
        signatures.append((parts[1], signed[:4], signed[4:]))
    need(len(signatures) <= 64, f"{what}: more than 64 signatures")
    head = text.split("\n")
    need(len(head) == 3 and is_key_name(head[0]), f"{what}: not three lines before the signatures")
    size, root = number_of(head[1], f"{what}: size"), b64(head[2], f"{what}: root", 32)
    need(size or root == EMPTY_ROOT, f"{what}: size 0 with a root that is not the empty tree's")
    return Checkpoint(head[0], size, root, (text + "\n").encode(), signatures)


class Vkey(NamedTuple):
    name: str
    kind: int  # 1 log, 4 Ed25519 cosigner, 6 ML-DSA-44 cosigner
    public: bytes

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public)[:4]


def read_vkey(text: str, strict: bool = True) -> Vkey:
    parts = text.split("+", 2)
    need(len(parts) == 3 and is_key_name(parts[0]), f"{text[:60]!r} is not a verifier key")
    raw = b64(parts[2], f"key {parts[0][:60]}")
    key = Vkey(parts[0], raw[0] if raw else 0, raw[1:])
    need(len(key.public) == {1: 32, 4: 32, 6: 1312}.get(key.kind), f"key {key.name[:60]}: unknown type")
    need(key.id.hex() == parts[1], f"key {key.name[:60]}: its key ID is not that of the key")
    right = not strict or key.kind == 6 or key_is_strict(key.public)
    need(right, f"key {key.name[:60]}: not a key of the strict profile")
    return key


class Policy:
    """A tlog-policy file: logs, witnesses, groups, and the quorum. `strict`: its keys are not known from a
    charter, which has their proofs, so they are checked here."""

    def __init__(self, text: str, what: str, strict: bool = True) -> None:
        self.logs: list[Vkey] = []
        self.witnesses: dict[str, Vkey] = {}
        self.groups: dict[str, tuple[int, list[str]]] = {}
        self.quorum, self.strict = "", strict
        need(len(text) <= MIB // 4, f"{what}: longer than 256 KiB")
        right = all(c >= " " or c in "\t\n" for c in text) and "\x7f" not in text
        need(right, f"{what}: a control character")
        need(text.endswith("\n"), f"{what}: its last line has no end")
        for number, line in enumerate(text.split("\n"), 1):
            words = [word for word in re.split("[ \t]+", line) if word]
            if words and not words[0].startswith("#"):
                need(self._line(words), f"{what}: line {number} cannot be read: {line.strip()[:60]!r}")
        need(self.quorum, f"{what}: no quorum line")
        keys = [key.public for key in (*self.logs, *self.witnesses.values())]
        need(len(keys) == len(set(keys)), f"{what}: one key twice")
        most = max(len(self.logs), len(self.witnesses), len(self.groups))
        need(most <= 64, f"{what}: more than 64 logs, witnesses or groups")

    def _line(self, words: list[str]) -> bool:
        def free(name: str) -> bool:
            return name not in self.witnesses and name not in self.groups

        what, rest = words[0], words[1:]
        if what == "log" and len(rest) in (1, 2):
            self.logs.append(read_vkey(rest[0], self.strict))
            return self.logs[-1].kind == 1
        if what == "witness" and len(rest) in (2, 3) and free(rest[0]) and rest[0] != "none":
            self.witnesses[rest[0]] = read_vkey(rest[1], self.strict)
            return self.witnesses[rest[0]].kind in (4, 6)
        if what == "group" and len(rest) > 2 and free(rest[0]) and rest[0] != "none":
            name, k, members = rest[0], rest[1], rest[2:]
            need(re.fullmatch("all|any|[1-9][0-9]{0,3}", k), f"{k[:20]!r} is not a number of members")
            count = len(members) if k == "all" else 1 if k == "any" else int(k)
            used = {each for _, others in self.groups.values() for each in others}
            fresh = not any(free(each) or each in used for each in members)
            self.groups[name] = (count, members)
            return fresh and count <= len(members) == len(set(members))
        if what == "quorum" and len(rest) == 1 and not self.quorum:
            self.quorum = rest[0]
            return rest[0] == "none" or not free(rest[0])
        return False

    def lacking(self, present: set[str]) -> int:
        """How many more witnesses than these, by name, it takes. Each name is in one group only, so in a
        group the cheapest members can be summed."""
        short = {name: int(name not in present) for name in self.witnesses}
        for name, (count, members) in self.groups.items():
            short[name] = sum(sorted(short[each] for each in members)[:count])
        return 0 if self.quorum == "none" else short[self.quorum]

    @property
    def cosigners(self) -> list[Cosigner]:
        return [Cosigner(name, "witness", key) for name, key in self.witnesses.items()]


class Cosigner(NamedTuple):
    party: str
    role: str  # witness or mirror
    key: Vkey


class Countersigned:
    """Who signed a checkpoint, of those whose keys we know. Other lines are ignored, as signed-note asks;
    so are those of keys in `less`, which were revoked."""

    def __init__(
        self, point: Checkpoint, logs: list[Vkey], known: list[Cosigner], less: frozenset[bytes] = frozenset()
    ) -> None:
        self.log = ""
        self.times: dict[tuple[str, str], int] = {}  # by role and party; the earliest of each
        self.keys: dict[Vkey, int] = {}
        self.wrong: list[str] = []
        self.unread: dict[Vkey, str] = {}
        own = [key for key in logs if key.name == point.origin]
        by_id = {(key.name, key.id): Cosigner("", "log", key) for key in own}
        by_id.update({(each.key.name, each.key.id): each for each in known})
        for name, key_id, signed in point.signatures:
            who = by_id.get((name, key_id))
            if who is None or who.key.public in less:
                continue
            message, moment = point.text, int.from_bytes(signed[:8], "big")
            if who.key.kind != 1:
                message = b"cosignature/v1\ntime %d\n" % moment + point.text
                signed = signed[8:] if 0 < moment < 2**63 else b""
            if who.key.kind == 6 and len(signed) == 2420:
                self.unread[who.key] = name
            elif not ed25519(who.key.public, message, signed):
                self.wrong.append(name)
            elif who.role == "log":
                self.log = name
            else:
                self.keys[who.key] = min(moment, self.keys.get(who.key, moment))
                seat = who.role, who.party
                self.times[seat] = min(moment, self.times.get(seat, moment))

    def of(self, role: str) -> dict[str, int]:
        return {party: moment for (each, party), moment in sorted(self.times.items()) if each == role}

    def median(self, later: bool = False) -> int | None:
        """That of at least three witnesses; of two in the middle the lower one, or else the later."""
        times = sorted(self.of("witness").values())
        return times[(len(times) - (not later)) // 2] if len(times) >= 3 else None

    def satisfies(self, policy: Policy) -> bool:
        return bool(self.log) and not self.wrong and not policy.lacking(self.present(policy))

    def present(self, policy: Policy, unread: bool = False) -> set[str]:
        found = {*self.keys, *self.unread} if unread else self.keys.keys()
        return {name for name, key in policy.witnesses.items() if key in found}

    def hinges_on_unread(self, policy: Policy) -> bool:
        """Whether it satisfies the policy only if the ML-DSA-44 lines, which we cannot check, are right."""
        return bool(policy.lacking(self.present(policy)) and not policy.lacking(self.present(policy, True)))


def read_proof(raw: bytes) -> tuple[bytes | None, int, list[bytes], Checkpoint]:
    """Extra, index, inclusion proof and checkpoint of a .tlog-proof file."""
    what = "the proof file"
    head, blank, note = raw.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except ValueError:
        raise Refused(f"{what}: not text") from None
    need(blank and lines.pop(0) == "c2sp.org/tlog-proof@v1", f"{what}: it does not begin as a .tlog-proof")
    extra = b64(lines.pop(0)[6:], f"{what}: extra") if lines and lines[0].startswith("extra ") else None
    need(lines and lines[0].startswith("index "), f"{what}: no index line")
    index = number_of(lines.pop(0)[6:], f"{what}: index")
    need(len(lines) <= 63, f"{what}: more than 63 hashes")
    return extra, index, [b64(line, f"{what}: hash", 32) for line in lines], read_checkpoint(note)


# --- Entries and charters (sections 2 to 5) -----------------------------------------------------------------
class Key(NamedTuple):
    kind: str
    party: str
    public: bytes
    role: str

    @property
    def fingerprint(self) -> str:
        return sha256(b"holdfire/key/v1\n" + self.kind.encode() + b"\n" + self.public)[:8].hex()


ROLES: dict[str, tuple[str, ...]] = {"ed25519": ("host", "author", "voter", "redactor", "witness", "mirror")}
ROLES.update({"ml-dsa-44": ("witness",), "x25519": ("reader",)})
SIGNING_ROLES = ("author", "voter", "redactor")
LENGTHS = {"ed25519": (64, 128), "ml-dsa-44": (2624, 4840), "x25519": (64, 128)}  # of public key and proof
RULES = {"decisions": "consensus of guarantors", "ed25519": "strict 1", "silence": "is not consent"}

CONTENT: dict[str, tuple[str, dict[str, Form]]] = {
    "charter": ("author", {"approvals": is_list, "charter": is_object}),
    "act": ("author", {"act": is_name, "particulars": is_hash, "public": is_flag}),
    "proposal": ("author", {"deadline": is_count, "subject": is_name, "text": is_hash, "until": is_count}),
    "vote": (
        "voter",
        {
            "charter": is_count,
            "text": is_hash,
            "vote": one_of("consent", "reservation", "objection", "abstention"),
        },
    ),
    "attest": ("author", {"size": is_count, "state": is_hash}),
    "time": ("author", {"checkpoint": is_text}),
    "confidential": ("author", {"file": lambda value: fits(value, FILE)}),
    "disclosure": ("author", {"disclosure": is_hash}),
    "redact": ("redactor", {"blobs": hashes(), "ground": text_of(200)}),
    "approve": ("redactor", {}),
    "erased": ("author", {"blobs": hashes()}),
    "revoke": ("author", {"key": is_fingerprint, "reason": text_of(200)}),
    "evidence": ("author", {"kind": text_of(64), "sha256": is_hash}),
}
"""Each type of entry: who signs, and the form of its content."""

FILE: dict[str, Form] = {
    "bucket": is_count,
    "cek_mac": is_hash,
    "ciphertext": is_hash,
    "class": text_of(32),
    "id": is_salt,
    "recipients": list_of(is_fingerprint, 64, 1, ascending=True),
    "wraps": is_hash,
}
BODY: dict[str, Form] = {
    "blobs": hashes(256),
    "content": is_object,
    "digests": hashes(512),
    "key": is_fingerprint,
    "party": is_party,
    "prev": is_hash_or_none,
    "refs": list_of(is_hash, 64),
    "seen": lambda v: is_list(v) and len(v) == 2 and is_count(v[0]) and is_hash(v[1]),
    "seq": is_count,
    "t_claimed": is_count,
    "type": one_of(*CONTENT),
}
CHARTER: dict[str, Form] = {
    "form": one_of("holdfire/charter/v1"),
    "keys": list_of(is_object, 256),
    "origin": is_origin,
    "parties": list_of(is_object, 32, 1),
    "policy": is_object,
    "previous": is_hash_or_none,
    "rules": lambda v: v == RULES,
    "schemas": lambda v: is_object(v) and len(v) <= 64 and all(map(is_hash, v.values())),
    "thresholds": is_object,
    "title": is_text,
    "version": is_count,
}
PARTY = {
    "name": is_text,
    "party": is_party,
    "standing": one_of("guarantor", "party", "un", "observer"),
}


def fits(value: Any, form: dict[str, Form]) -> bool:
    return isinstance(value, dict) and value.keys() == form.keys() and all(form[k](value[k]) for k in form)


def read_leaf(leaf: bytes, what: str = "the leaf") -> tuple[Any, bytes]:
    """Body and signature of a leaf of the right form."""
    need(1 <= len(leaf) <= 65535, f"{what}: {len(leaf)} bytes, not 1 to 65,535")
    whole = shaped(parse(leaf, what), {"b": is_object, "s": list_of(is_object, 1, 1)}, what)
    body = shaped(whole["b"], BODY, what)
    need(
        (body["seq"] == 0) == (body["prev"] == ""),
        f"{what}: `prev` is empty where `seq` is 0, and only there",
    )
    need(body["seen"][0] or body["seen"][1] == EMPTY_ROOT.hex(), f"{what}: `seen`: size 0, another root")
    need(body["type"] == "confidential" or not body["digests"], f"{what}: digests in a {body['type']}")
    signed = shaped(whole["s"][0], {"k": one_of(body["key"]), "sig": is_text}, f"{what}: signature")
    return body, b64(signed["sig"], f"{what}: signature", 64)


def is_signed(public: bytes, origin: str, body: Any, signature: bytes) -> bool:
    return ed25519(public, b"holdfire/entry/v1\n" + origin.encode() + b"\n" + canon(body), signature)


class Charter:
    """A sound charter; whether it *holds* is asked apart. With `trusted`, which is for a charter that the
    reader vouches for, a key's proof of possession is looked at only when the key is used."""

    def __init__(self, content: Any, leaf: str, trusted: bool = False) -> None:
        what = "the charter"
        shaped(content, CONTENT["charter"][1], what)
        inner = shaped(content["charter"], CHARTER, what)
        self.leaf, self.index, self.inner = leaf, 0, inner
        self.origin, self.version, self.previous = inner["origin"], inner["version"], inner["previous"]
        need((self.version == 0) == (self.previous == ""), f"{what}: `previous` is empty only in version 0")
        self.parties = {shaped(each, PARTY, what)["party"]: each for each in inner["parties"]}
        names = [each["party"] for each in inner["parties"]]
        need(names == sorted(set(names)), f"{what}: parties are not ascending")
        self.guarantors = {p for p, each in self.parties.items() if each["standing"] == "guarantor"}
        self.approvals = content["approvals"]
        for each in self.approvals:
            b64(shaped(each, {"key": is_fingerprint, "sig": is_text}, what)["sig"], f"{what}: approval")
        by = [each["key"] for each in self.approvals]
        need(by == sorted(set(by)), f"{what}: approvals are not ascending")
        self._read_keys(inner["keys"], what)
        limits = shaped(inner["thresholds"], {"charter": is_count, "redaction": is_count}, what)
        self.k, self.m = limits["charter"], limits["redaction"]
        need(len(self.guarantors) < 2 * self.k <= 2 * len(self.guarantors), f"{what}: k is no majority")
        need(2 <= self.m <= len(names), f"{what}: a redaction takes from two parties to all")
        self._read_policies(inner["policy"], what)
        if not trusted:
            self.require_possession(self.keys)

    def _read_keys(self, enrolments: list[Any], what: str) -> None:
        form = {"kind": one_of(*ROLES), "party": one_of(*self.parties), "proof": is_text, "public": is_text}
        form.update(role=is_text)
        self.keys: dict[str, Key] = {}
        self.proofs: dict[str, bytes] = {}
        seen: set[bytes] = set()
        for each in enrolments:
            shaped(each, form, f"{what}: enrolment")
            name, length = f"{what}: the {each['role']} key of {each['party']}", LENGTHS[each["kind"]]
            need(each["role"] in ROLES[each["kind"]], f"{name} is of kind {each['kind']}")
            for part, digits in zip(("public", "proof"), length):  # noqa: B905
                need(
                    re.fullmatch("[0-9a-f]*", each[part]) and len(each[part]) == digits,
                    f"{name}: `{part}` is out of form",
                )
            key = Key(each["kind"], each["party"], bytes.fromhex(each["public"]), each["role"])
            y = int.from_bytes(key.public[:32], "little") & (1 << 255) - 1
            marks = {key.public, as_x25519(y)} if key.kind == "ed25519" else {key.public}
            need(not marks & seen and key.fingerprint not in self.keys, f"{name} is used twice")
            seen |= marks
            self.keys[key.fingerprint], self.proofs[key.fingerprint] = key, bytes.fromhex(each["proof"])
        keys = list(self.keys.values())
        order = [(key.party, key.role, key.kind, key.public) for key in keys]
        need(order == sorted(order), f"{what}: keys are not ascending")
        seats = [(key.party, key.role) for key in keys]
        need(sum(role == "host" for _, role in seats) == 1, f"{what}: not exactly one host key")
        need(all((p, "author") in seats for p in self.guarantors), f"{what}: a guarantor has no author key")
        need(all(seats.count((p, "mirror")) < 2 for p in self.parties), f"{what}: a party has two mirrors")
        self.host = next(key for key in keys if key.role == "host")
        self.log = Vkey(self.origin, 1, self.host.public)
        self.cosigners = [
            Cosigner(k.party, k.role, Vkey(f"{self.origin}/{k.role}/{k.party}", kind, k.public))
            for k in keys
            for kind in [6 if k.kind == "ml-dsa-44" else 4]
            if k.role in ("witness", "mirror")
        ]

    def require_possession(self, fingerprints: Any) -> None:
        """Refuses unless these keys are of the strict profile, and their holders have shown to hold them. We
        cannot check the proof of an ML-DSA-44 key: Report.say_signed tells of it."""
        for fingerprint in fingerprints:
            key = self.keys[fingerprint]
            parts = (self.origin, key.party, key.role, key.kind, key.public.hex(), "")
            own = [k.public for k in self.keys.values() if (k.party, k.role) == (key.party, "author")]
            signers = own if key.kind == "x25519" else [key.public]
            message, proof = "\n".join(("holdfire/possession/v1", *parts)).encode(), self.proofs[fingerprint]
            right = key.kind == "ml-dsa-44" or any(ed25519(public, message, proof) for public in signers)
            right = right and (key.kind != "x25519" or x25519_is_safe(key.public))
            name = f"the charter: the {key.role} key of {key.party}"
            need(right, f"{name}: its proof of possession is wrong, or the key is not of the strict profile")

    def _read_policies(self, policy: Any, what: str) -> None:
        shaped(policy, {"joint": is_text, "mirrors": is_count, "witnessed": is_text}, f"{what}: policy")
        self.mirrors = policy["mirrors"]
        mirroring = sum(each.role == "mirror" for each in self.cosigners)
        need(1 <= self.mirrors < mirroring, f"{what}: `mirrors` is 0, or more than there are others")
        self.joint = Policy(policy["joint"], f"{what}: policy `joint`", strict=False)
        self.witnessed = Policy(policy["witnessed"], f"{what}: policy `witnessed`", strict=False)
        enrolled = {(each.party, each.key) for each in self.cosigners if each.role == "witness"}
        for each in (self.joint, self.witnessed):
            need(each.logs == [self.log], f"{what}: a policy's log line is not the host key")
            need(set(each.witnesses.items()) <= enrolled, f"{what}: a policy's witness is not enrolled so")
        names = set(self.joint.witnesses)
        right = not self.joint.lacking(self.guarantors) and all(
            self.joint.lacking(names - {party}) for party in self.guarantors
        )
        need(right, f"{what}: `joint` is not the group of all guarantors")
        right = 2 * self.witnessed.lacking(set()) > len(self.witnessed.witnesses)
        need(right, f"{what}: half of the witnesses or fewer satisfy `witnessed`")

    def approved(self, keys: dict[str, Key], guarantors: set[str], enough: int) -> dict[str, str]:
        """The guarantors that approved this charter with an author key among these, and the key; as soon as
        there are enough, the rest is not looked at."""
        message = b"holdfire/charter/v1\n" + self.origin.encode() + b"\n" + canon(self.inner)
        found: dict[str, str] = {}
        for each in self.approvals:
            key = keys.get(each["key"])
            fresh = key and key.role == "author" and key.party in guarantors and key.party not in found
            signed = b64(each["sig"], "an approval")
            if fresh and key and len(found) < enough and ed25519(key.public, message, signed):
                found[key.party] = each["key"]
        return found

    def require_held(self, before: Charter | None, keys: dict[str, Key], revoked: set[str]) -> None:
        """Refuses unless it holds after the charter `before`, whose keys in force are `keys`."""
        name = f"charter version {self.version}"
        right = (before.origin, before.version + 1, before.leaf) if before else (self.origin, 0, "")
        follows = right == (self.origin, self.version, self.previous)
        need(follows, f"{name}: does not follow from the one before")
        need(not revoked & self.keys.keys(), f"{name}: it lists a revoked key")
        own = self.approved(self.keys, self.guarantors, self.k)
        need(len(own) >= self.k, f"{name} is approved by {len(own)} of its guarantors, {self.k} are needed")
        old = self.approved(keys, before.guarantors, before.k) if before else own
        need(not before or len(old) >= before.k, f"{name} has {len(old)} approvals under the version before")

    def called(self, party: str) -> str:
        each = self.parties.get(party)
        return f"{party} ({each['name']}, {each['standing']})" if each else party


def in_force_for(charters: list[Charter], size: int) -> Charter:
    """The charter in force after the first `size` entries."""
    return [c for c in charters if c.index < max(size, 1)][-1]


# --- The fold (section 6) -----------------------------------------------------------------------------------
class Void(Exception):  # noqa: N818 - it is no error, it is a finding
    """An entry that breaks a rule; the argument is the reason."""


def lawful(holds: Any, reason: str) -> None:
    if not holds:
        raise Void(reason)


class Fold:
    """The state after the entries so far. Where entries are left out (evidence), `whole` turns false."""

    def __init__(self, origin: str, root_at: Callable[[int], bytes] | None = None) -> None:
        self.origin, self.root_at, self.next, self.whole = origin, root_at, 0, True
        self.charters: list[Charter] = []
        self.keys: dict[str, list[Any]] = {}  # fingerprint: key, from, until
        self.revoked: dict[str, int] = {}  # fingerprint: index of the revocation
        self.feeds: dict[str, tuple[int, str]] = {}  # party: next seq, last leaf hash
        self.chains: dict[str, list[str]] = {}  # party: leaf hashes by seq
        self.standing: dict[str, tuple[str, list[str]]] = {}  # of what can be referred to: type and blobs
        self.proposals: dict[str, Any] = {}
        self.redactions: dict[str, Any] = {}
        self.acts: dict[str, int] = {}
        self.attested: list[tuple[int, str, int, str]] = []
        self.equivocations: list[tuple[int, str, int]] = []
        self.forks: list[tuple[int, Checkpoint]] = []
        self.void: dict[int, str] = {}
        self.open: set[str] = set()
        self.body: Any = None  # of the last entry, if it has the form
        self.time, self.term = 0, dict[str, Any](state="none", until=0)
        self.map: dict[bytes, bytes] = {}
        for key, value in (("breaches", 0), ("term", self.term), ("time", 0)):
            self.put(key, value)

    def put(self, key: str, value: Any) -> None:
        self.map[key.encode()] = leaf_hash(key.encode() + b"\n" + canon(value))

    def state_root(self) -> str:
        return tree_root([self.map[key] for key in sorted(self.map)]).hex()

    def in_force(self) -> dict[str, Key]:
        return {fingerprint: each[0] for fingerprint, each in self.keys.items() if each[2] < 0}

    def stolen(self, size: int) -> frozenset[bytes]:
        """The keys whose signatures on a checkpoint of this size do not count: revoked before (section 7)."""
        return frozenset(self.keys[each][0].public for each, r in self.revoked.items() if size > r + 1)

    def step(self, index: int, leaf: bytes, check: bool = True, judged: bool = False) -> str:
        """Takes one entry in; gives the reason where it is void, else an empty text. `check`: also its
        signature. `judged`: where entries are left out, this is the one in question and no link to it."""
        self.whole, self.next = self.whole and index == self.next, index + 1
        self.body = None
        try:
            self._take(index, leaf, check, judged)
        except Void as why:
            self.void[index] = str(why)
            self.put("breaches", len(self.void))
            return str(why)
        return ""

    def _take(self, index: int, leaf: bytes, check: bool, judged: bool) -> None:
        """The rules of section 6, in their order."""
        try:  # 1
            body, signature = read_leaf(leaf)
        except Refused:
            raise Void("form") from None
        digest, content, kind, party = leaf_hash(leaf).hex(), body["content"], body["type"], body["party"]
        self.body = body
        inner = content.get("charter") if kind == "charter" else None
        first = isinstance(inner, dict) and type(inner.get("version")) is int and inner["version"] == 0
        charter = self._successor(body, digest, first or index == 0) if kind == "charter" else None
        lawful((index == 0) == first and (charter or index), "charter")  # 2
        key, _, until = self.keys.get(body["key"], [None, 0, 0])
        key = key if until < 0 else charter.keys.get(body["key"]) if charter else None
        lawful(key and key.party == party, "author")  # 3
        lawful(key.role == CONTENT[kind][0], "role")
        lawful(not check or is_signed(key.public, self.origin, body, signature), "signature")  # 4
        self._follow(index, body, digest, judged)  # 5
        self.feeds[party] = (body["seq"] + 1, digest)  # from here on it has its place, void or not
        self.put(f"feed/{party}", {"last": digest, "next": body["seq"] + 1})
        self.chains.setdefault(party, []).append(digest)
        if kind == "charter":  # 6
            lawful(charter, "charter")
            self._install(charter, index)
        else:
            lawful(fits(content, CONTENT[kind][1]), "form")
            getattr(self, "_" + kind)(index, body, digest)
        if kind in ("confidential", "disclosure") or (kind == "act" and not content["public"]):
            self.standing[digest] = (kind, body["blobs"])

    def _follow(self, index: int, body: Any, digest: str, judged: bool) -> None:
        seq, prev = self.feeds.get(body["party"], (0, ""))
        if not self.whole and (body["party"] not in self.feeds or (body["seq"] > seq and not judged)):
            return  # with some entries only, a feed is taken up where the first of them stands
        if body["seq"] < seq:
            chain = self.chains.get(body["party"], []) if self.whole else []
            if body["seq"] < len(chain) and chain[body["seq"]] != digest:
                self.equivocations.append((index, body["party"], body["seq"]))
            raise Void("replay")
        lawful(body["seq"] == seq, "gap")
        lawful(body["prev"] == prev, "feed")

    def _successor(self, body: Any, digest: str, first: bool) -> Charter | None:
        """The charter of this entry, if it holds here."""
        try:
            charter = Charter(body["content"], digest)
            need(charter.origin == self.origin and not body["refs"], "another origin, or refs")
            need(first or self.charters, "no charter before")
            charter.require_held(None if first else self.charters[-1], self.in_force(), set(self.revoked))
            kept = all(self.keys.get(f, [k])[0] == k for f, k in charter.keys.items())
            need(kept, "a key changed its role")
        except Refused:
            return None
        return charter

    def _install(self, charter: Any, index: int) -> None:
        before = self.charters[-1] if self.charters else None
        charter.index = index
        self.charters.append(charter)
        for fingerprint, key in charter.keys.items():
            if fingerprint not in self.keys or self.keys[fingerprint][2] >= 0:
                self._put_key(fingerprint, key, index, -1)
        for fingerprint, (key, since, until) in self.keys.items():
            if fingerprint not in charter.keys and until < 0:
                self._put_key(fingerprint, key, since, index)
        self.put("charter", {"leaf": charter.leaf, "version": charter.version})
        if before and before.guarantors != charter.guarantors:
            for digest in sorted(self.open):
                self._decide(digest, "void", index)

    def _put_key(self, fingerprint: str, key: Key, since: int, until: int) -> None:
        self.keys[fingerprint] = [key, since, until]
        value = {"from": since, "party": key.party, "role": key.role, "until": until}
        self.put(f"key/{fingerprint}", value)

    def _only_ref(self, body: Any, *kinds: str) -> str:
        """The one entry referred to, which stands and is of such a type."""
        digest = body["refs"][0] if len(body["refs"]) == 1 else ""
        lawful(self.standing.get(digest, ("",))[0] in kinds, "target")
        return digest

    def _act(self, index: int, body: Any, digest: str) -> None:
        lawful(body["content"]["particulars"] in body["blobs"], "form")
        key = f"acts/{body['party']}/{body['content']['act']}"
        self.acts[key] = self.acts.get(key, 0) + 1
        self.put(key, self.acts[key])

    def _evidence(self, index: int, body: Any, digest: str) -> None:
        lawful(body["content"]["sha256"] in body["blobs"], "form")

    def _proposal(self, index: int, body: Any, digest: str) -> None:
        content, party = body["content"], body["party"]
        lawful(content["text"] in body["blobs"], "form")
        lawful((content["until"] > 0) == (content["subject"] == "term"), "form")
        lawful(party in self.charters[-1].guarantors, "foreign")
        state = {"decided": -1, "index": index, "outcome": "open", "party": party}
        state.update(subject=content["subject"], votes={})
        self.proposals[digest] = {"state": state, **content}
        self.standing[digest] = ("proposal", body["blobs"])
        self.open.add(digest)
        self.put(f"proposal/{digest}", state)
        self._let_lapse({digest}, index)

    def _vote(self, index: int, body: Any, digest: str) -> None:
        content, party, charter = body["content"], body["party"], self.charters[-1]
        lawful(party in charter.guarantors, "foreign")
        target = self._only_ref(body, "proposal")
        proposal = self.proposals[target]
        state = proposal["state"]
        lawful(content["charter"] == charter.version, "charter")
        lawful(content["text"] == proposal["text"], "text")
        lawful(party not in state["votes"], "double")
        lawful(state["decided"] < 0, "late")
        state["votes"][party] = content["vote"]
        self.put(f"proposal/{target}", state)
        if content["vote"] in ("objection", "abstention"):
            self._decide(target, "no consensus", index)
        elif charter.guarantors <= state["votes"].keys():
            self._decide(target, "adopted", index)
            self.put(f"latest/{proposal['subject']}", {"index": index, "proposal": target})
            if proposal["subject"] == "term":
                self._set_term("in force", proposal["until"])

    def _decide(self, digest: str, outcome: str, index: int) -> None:
        state = self.proposals[digest]["state"]
        state.update(outcome=outcome, decided=index)
        self.open.discard(digest)
        self.put(f"proposal/{digest}", state)

    def _let_lapse(self, proposals: set[str], index: int) -> None:
        for digest in sorted(proposals):
            if 0 < self.proposals[digest]["deadline"] < self.time:
                self._decide(digest, "lapsed", index)

    def _set_term(self, state: str, until: Any) -> None:
        self.term = {
            "state": "lapsed" if state == "in force" and until < self.time else state,
            "until": until,
        }
        self.put("term", self.term)

    def _attest(self, index: int, body: Any, digest: str) -> None:
        lawful(body["content"]["size"] <= index, "state")
        self.attested.append((index, body["party"], body["content"]["size"], body["content"]["state"]))
        self.put(f"attest/{body['party']}", body["content"])

    def _time(self, index: int, body: Any, digest: str) -> None:
        policy = self.charters[-1].witnessed
        try:
            point = read_checkpoint(body["content"]["checkpoint"])
        except Refused:
            raise Void("time") from None
        less = frozenset(self.keys[each][0].public for each in self.revoked)
        signed = Countersigned(point, policy.logs, policy.cosigners, less)
        ours = point.origin == self.origin and point.size <= index and signed.log
        lawful(ours and not signed.wrong, "time")
        need(not signed.hinges_on_unread(policy), f"entry {index} hinges on an unchecked ML-DSA-44 line")
        times = sorted(signed.of("witness").values())
        lawful(signed.satisfies(policy) and times and times[(len(times) - 1) // 2] <= LARGEST, "time")
        if self.root_at and self.root_at(point.size) != point.root:
            self.forks.append((index, point))
        self.time = max(self.time, times[(len(times) - 1) // 2])
        self.put("time", self.time)
        self._let_lapse(set(self.open), index)
        self._set_term(self.term["state"], self.term["until"])

    def _confidential(self, index: int, body: Any, digest: str) -> None:
        file = body["content"]["file"]
        lawful(body["blobs"] == sorted({file["ciphertext"], file["wraps"]}) and body["digests"], "form")

    def _disclosure(self, index: int, body: Any, digest: str) -> None:
        lawful(body["content"]["disclosure"] in body["blobs"], "form")
        self._only_ref(body, "confidential")

    def _redact(self, index: int, body: Any, digest: str) -> None:
        target, blobs = self._only_ref(body, "act", "confidential", "disclosure"), body["content"]["blobs"]
        lawful(blobs and set(blobs) <= set(self.standing[target][1]), "target")
        self.standing[digest] = ("redact", blobs)
        self.redactions[digest] = {
            "approvals": [body["party"]],
            "erased": [],
            "in_force": -1,
            "target": target,
        }
        self.put(f"redaction/{digest}", self.redactions[digest])

    def _approve(self, index: int, body: Any, digest: str) -> None:
        target = self._only_ref(body, "redact")
        state = self.redactions[target]
        lawful(body["party"] not in state["approvals"], "approval")
        state["approvals"] = sorted([*state["approvals"], body["party"]])
        if state["in_force"] < 0 and len(state["approvals"]) >= self.charters[-1].m:
            state["in_force"] = index
        self.put(f"redaction/{target}", state)

    def _erased(self, index: int, body: Any, digest: str) -> None:
        target = self._only_ref(body, "redact")
        state = self.redactions[target]
        lawful(state["in_force"] >= 0 and body["content"]["blobs"] == self.standing[target][1], "target")
        state["erased"] = sorted({*state["erased"], body["party"]})
        self.put(f"redaction/{target}", state)

    def _revoke(self, index: int, body: Any, digest: str) -> None:
        fingerprint = body["content"]["key"]
        key, since, until = self.keys.get(fingerprint, [None, 0, 0])
        lawful(key and key.party == body["party"] and until < 0, "target")
        self.revoked[fingerprint] = index
        self._put_key(fingerprint, key, since, index)


# --- What is said at the end --------------------------------------------------------------------------------
GRADES = ("logged", "mirrored", "witnessed", "joint")
PROVED, BY, UNTIL, MISSING = "WHAT IS PROVED", "BY WHOM", "UNTIL WHEN", "WHAT IS MISSING OR NOT PROVED"


class Report:
    """The lines of a verdict. `unpinned` is the leaf hash of a charter the reader has not vouched for."""

    def __init__(self) -> None:
        self.parts: dict[str, list[str]] = {PROVED: [], BY: [], UNTIL: [], MISSING: []}
        self.unpinned = ""

    def say(self, part: str, *lines: str, most: int = 40) -> None:
        self.parts[part] += [line for line in dict.fromkeys(lines[:most]) if line not in self.parts[part]]
        self.parts[part] += [f"... and {len(lines) - most} more of this kind"] if len(lines) > most else []

    def proves(self, *lines: str) -> None:
        self.say(PROVED, *lines)

    def by(self, *lines: str) -> None:
        self.say(BY, *lines)

    def lacks(self, *lines: str) -> None:
        self.say(MISSING, *lines)

    def require_pin(self) -> None:
        asked = "compare its leaf hash with what you signed, then repeat with --charter-hash"
        need(not self.unpinned, f"nobody has vouched for the charter: {asked} {self.unpinned}")

    def say_signed(self, signed: Countersigned, trust: Charter | Policy, author: str = "") -> set[str]:
        """Says who signed the checkpoint, and gives the grades that hold; refuses a wrong signature."""
        charter = trust if isinstance(trust, Charter) else None
        called: Callable[[str], str] = charter.called if charter else str
        need(not signed.wrong, f"the signature under the name {(signed.wrong or [''])[0]} is wrong")
        need(signed.log, "the checkpoint is not signed by the log's key")
        self.by(f"the log {signed.log}" + (f", host {called(charter.host.party)}" if charter else ""))
        times, mirrors = signed.of("witness"), signed.of("mirror")
        for role, each in (("witness", times), ("mirror", mirrors)):
            self.by(*[f"{role} {called(party)}, at {utc(moment)}" for party, moment in each.items()])
        middle = signed.median(later=True)
        if middle is None:
            self.say(UNTIL, f"not known: {len(times)} witnesses' times, and it takes three")
        else:
            self.say(UNTIL, f"it existed by {utc(middle)}: the median of {len(times)} witnesses' clocks")
            off = [called(party) for party, moment in times.items() if abs(moment - middle) > 600]
            self.lacks(*[f"the clock of witness {each} is more than 600 s off the median" for each in off])
        unread = "not checked and not counted (no ML-DSA in this program)"
        self.lacks(*[f"{unread}: {name}: ML-DSA-44" for name in signed.unread.values()])
        policy = trust.witnessed if isinstance(trust, Charter) else trust
        wanted = policy.witnesses.keys() | (charter.guarantors if charter else set())
        self.lacks(*[f"not countersigned by {called(party)}" for party in sorted(wanted - times.keys())])
        if not isinstance(trust, Charter):
            return {"logged", "witnessed"} if signed.satisfies(trust) else {"logged"}
        grades = {
            "logged": True,
            "mirrored": len(mirrors.keys() - {author}) >= trust.mirrors,
            "witnessed": signed.satisfies(trust.witnessed),
            "joint": signed.satisfies(trust.joint),
        }
        held = [grade for grade in GRADES if grades[grade]]
        under = f"under charter version {trust.version}"
        self.proves(f"grades that hold for this checkpoint {under}: {', '.join(held)}")
        self.lacks(*[f"grade `{grade}` does not hold" for grade in GRADES if not grades[grade]])
        return set(held)


def require_grade(grades: set[str], wanted: str) -> None:
    best = max(GRADES.index(grade) for grade in grades)
    held = best >= GRADES.index(wanted)
    need(held, f"the checkpoint is only `{GRADES[best]}`, and `{wanted}` was asked for")


class Anchor:
    """What the reader believes beforehand: a policy, a charter's leaf or its hash, a whole bundle."""

    def __init__(self, options: Any, report: Report) -> None:
        self.charters: list[Charter] = []
        self.policy: Policy | None = None
        self.record: Record | None = None
        self.pin = getattr(options, "charter_hash", None) or ""
        if self.pin and not is_hash(self.pin):
            raise Misused("--charter-hash takes 64 hex digits")
        if getattr(options, "policy", None):
            self.policy = Policy(slurp(options.policy, MIB).decode("utf-8", "surrogateescape"), "the policy")
        if getattr(options, "charter", None):
            raw = slurp(options.charter, 65536, cut=True)
            if raw[:1] == b"{":
                charter = read_charter(raw, "the charter's leaf")
                own = charter.approved(charter.keys, charter.guarantors, charter.k)
                need(len(own) >= charter.k, f"the charter is approved by {len(own)} of its guarantors only")
                charter.require_possession(own.values())
                if charter.version:
                    report.lacks(f"that version {charter.version} of the charter follows from the one before")
                report.lacks("proofs of possession of keys not used here: you gave the charter yourself")
                self.charters = [charter]
            else:
                self.record = Record(options.charter, sample=0)
                self.charters = self.record.fold.charters if self.record.fold else []
                need(self.charters, "the bundle given as --charter does not begin at entry 0")
            need(not self.pin or self.pin in {c.leaf for c in self.charters}, "the charter given is another")
            for each in self.charters:
                told = f"leaf hash {each.leaf}: compare with what you signed"
                report.proves(f"you gave charter version {each.version}, {told}")

    def vouch(self, charters: list[Charter], report: Report, by_log: bool = False) -> None:
        """Compares charters found in a file, a chain from version 0, with what the reader vouched for.
        `by_log`: a log of the reader's policy signed that they are logged."""
        found = {charter.leaf for charter in charters}
        for charter in charters:
            report.proves(f"charter version {charter.version} inside has leaf hash {charter.leaf}")
        need(not self.pin or self.pin in found, f"the charter inside is another than {self.pin}")
        known = {c.leaf for c in self.charters} & found
        need(not self.charters or known, "the charter inside is another than yours")
        if by_log and not (self.pin or self.charters):
            report.lacks("that the charter is the one agreed: it rests on the log's key in your policy alone")
        if not (self.pin or self.charters or by_log):
            report.unpinned = charters[0].leaf


def read_charter(leaf: bytes, what: str) -> Charter:
    """A charter that the reader gave."""
    body, _ = read_leaf(leaf, what)
    need(body["type"] == "charter", f"{what}: of type {body['type']}, not charter")
    return Charter(body["content"], leaf_hash(leaf).hex(), trusted=True)


def slurp(path: Any, most: int, cut: bool = False) -> bytes:
    try:
        with Path(path).open("rb") as file:
            raw = file.read(most + 1)
    except OSError as why:
        raise Misused(f"{path} cannot be read: {why.strerror}") from None
    need(cut or len(raw) <= most, f"{path}: longer than {most} bytes")
    return raw


# --- Bundles (section 9) ------------------------------------------------------------------------------------
class Unpacked:
    """The bytes of a tar file, taken out of gzip where they are in it; nothing is ever written to disk."""

    def __init__(self, file: Any) -> None:
        self.file, self.left, self.zip, self.over, self.ready = file, (4 << 30) + 1025 * MIB, None, False, b""
        if file.read(2) == b"\x1f\x8b":
            self.zip = zlib.decompressobj(31)
        file.seek(0)

    def read(self, count: int) -> bytes:
        """So many bytes, or fewer at the end."""
        parts, missing = [self.ready[:count]], count - len(self.ready)
        self.ready = self.ready[count:]
        while missing > 0 and (block := self._block()):
            parts.append(block[:missing])
            self.ready, missing = block[missing:], missing - len(block)
        self.left -= count
        need(self.left >= 0, "the bundle is larger than 4 GiB unpacked")
        return b"".join(parts)

    def _block(self) -> bytes:
        while self.zip is not None:
            raw = self.zip.unconsumed_tail or self.file.read(65536)
            if self.zip.eof:
                need(not raw and not self.zip.unused_data, "something stands behind the end of the gzip")
                return b""
            need(raw, "the bundle's compression is cut off")
            if block := self.zip.decompress(raw, MIB):
                return block
        return bytes(self.file.read(65536))


def octal(field: bytes) -> int:
    found = re.fullmatch(rb" *([0-7]{1,12})[ \0]*", field)
    need(found, "the tar file has a header that cannot be read")
    return int(found[1], 8) if found else 0


def check_pax(raw: bytes) -> None:
    """A PAX header may tell of times and owners only: name and size stand in one place."""
    while raw:
        found = re.match(rb"([1-9][0-9]{0,4}) (mtime|atime|ctime|uid|gid|uname|gname|comment)=", raw)
        need(found and raw[int(found[1]) - 1 : int(found[1])] == b"\n", "the tar file has a bad PAX header")
        raw = raw[int(found[1]) :] if found else b""


def members(path: Any) -> Iterator[tuple[str, bytes]]:
    """Each regular file of a tar file, read in memory. All else is refused."""
    count, pax = 0, False
    try:
        with Path(path).open("rb") as file:
            stream = Unpacked(file)
            while any(head := stream.read(512)) or len(head) < 512:
                need(len(head) == 512, "the tar file is cut off")
                summed = sum(head) - sum(head[148:156]) + 8 * 32
                need(octal(head[148:156]) == summed, "the tar file has a header with a wrong checksum")
                need(head[257:265] == b"ustar\x0000", "the bundle is not a tar file of the kind USTAR or PAX")
                name, kind = head[:100].rstrip(b"\0").decode("ascii", "backslashreplace"), head[156:157]
                need(kind in b"0\0x", f"{name}: a link, folder or device, no regular file")
                need(kind == b"x" or not any(head[345:500]), f"{name}: a prefix to its name")
                size, count = octal(head[124:136]), count + 1
                right = size <= (65536 if kind == b"x" else 64 * MIB) and count <= 1_000_000
                need(right, f"{name}: beyond 64 MiB, or too many members")
                content, padding = stream.read(size), stream.read(-size % 512)
                need(len(content) == size and len(padding) == -size % 512, "the tar file is cut off")
                need(not any(padding), f"{name}: something hidden in the padding after it")
                if kind == b"x":
                    need(not pax, "the tar file has two PAX headers for one member")
                    check_pax(content)
                else:
                    yield name, content
                pax = kind == b"x"
            need(not pax and stream.read(512) == bytes(512), "the tar file is cut off")
            while rest := stream.read(65536):
                need(not any(rest), "the tar file goes on after its end")
    except OSError as why:
        raise Misused(f"{path} cannot be read: {why.strerror}") from None
    except zlib.error:
        raise Refused("the bundle's compression is damaged or cut off") from None


_NUMBER = "(0|[1-9][0-9]{0,17})"
PLACES = [
    re.compile(place)
    for place in (
        r"bundle\.json",
        "checkpoint",
        f"cosigned/{_NUMBER}",
        "tile/.+",
        f"feeds/([A-Z0-9-]{{1,16}})/{_NUMBER}",
        "blobs/([0-9a-f]{64})",
        "evidence/([0-9a-f]{64})",
    )
]
"""The files of a bundle, in their order."""


def tiles_of(start: int, size: int) -> Iterator[tuple[str, int, int, int]]:
    """Each tile that a bundle must have, in their order: name, level (-1: entries), number, width."""
    for level in range(-1, 8):
        shift = 8 * max(level, 0)
        count = size >> shift if level >= 0 or start < size else 0
        for number in range(start >> shift + 8, -(-count // 256)):
            width, digits = min(count - 256 * number, 256), str(number)
            digits = digits.zfill(-(-len(digits) // 3) * 3)
            parts = ["x" + digits[i : i + 3] for i in range(0, len(digits), 3)]
            name = f"tile/{'entries' if level < 0 else level}/{'/'.join([*parts[:-1], parts[-1][1:]])}"
            yield name + (f".p/{width}" if width < 256 else ""), level, number, width


def split_entries(raw: bytes, name: str) -> list[bytes]:
    leaves, at = [], 0
    while at < len(raw):
        end = at + 2 + int.from_bytes(raw[at : at + 2], "big")
        need(at + 2 <= len(raw) and end <= len(raw), f"{name}: an entry is cut off")
        leaves.append(raw[at + 2 : end])
        at = end
    return leaves


class Record:
    """A bundle: read once for its tree, and once more for the fold, when that is known to be right."""

    def __init__(self, path: Any, sample: int = -1, charters: list[Charter] | None = None) -> None:
        self.path, self.given = path, charters or []
        self.cosigned: list[Checkpoint] = []
        self.blobs: set[str] = set()
        self.attested: dict[int, str] = {}
        self.feeds: list[tuple[str, int, bytes]] = []
        self.evidence: list[str] = []
        self.fold: Fold | None = None
        self.survey()
        need(self.tree.root(self.size) == self.point.root, "the entries do not give the checkpoint's root")
        self.tree.root(self.start)
        self.tree.check_tiles()
        chosen: Any = range(self.base, self.size)
        if sample >= 0:
            chosen = frozenset(random.SystemRandom().sample(chosen, min(sample, len(chosen))))
        self.checked, self.unknown, self.wrong_seen = 0, 0, 0
        self.first: dict[str, str] = {}  # of each file: the entry that named it first
        self.claims, self.seen, self.authors = array("q"), array("q"), dict[str, int]()
        self.replay(chosen)

    def survey(self) -> None:
        """Form and order of the files, hashes of blobs and evidence, and the tree."""
        before: tuple[Any, ...] = (-1,)
        for number, (name, content) in enumerate(members(self.path)):
            found = [(i, m) for i, place in enumerate(PLACES) if (m := place.fullmatch(name))]
            need(found, f"{name[:120]!r} is no file of a bundle")
            rank, match = found[0]
            here = rank, int(match[1]) if rank == 2 else number if rank == 3 else name
            here = (rank, match[1], int(match[2])) if rank == 4 else here
            need(rank == number or (rank > 1 and number > 1), "bundle.json and checkpoint come first")
            need(here > before, f"{name} is there twice, or out of its order")
            before = here
            if rank == 0:
                self.read_head(content)
            elif rank in (1, 2):
                point = read_checkpoint(content, name)
                need(point.origin == self.origin, f"{name}: of another log, {point.origin[:200]}")
                right = point.size == self.size if rank == 1 else int(match[1]) == point.size <= self.size
                need(right, f"{name}: it has the size {point.size}")
                self.cosigned.append(point)
                self.point = self.cosigned[0]
            elif rank == 3:
                self.read_tile(name, content)
            elif rank == 4:
                self.feeds.append((match[1], int(match[2]), content))
            else:
                need(sha256(content).hex() == match[1], f"{name}: the file has another hash")
                (self.blobs.add if rank == 5 else self.evidence.append)(match[1])
        need(before > (1,), "no bundle.json and checkpoint: this is not a bundle")
        missing = next(self.tiles, None)
        need(missing is None, f"{(missing or ('',))[0]} is missing")

    def read_head(self, content: bytes) -> None:
        form: dict[str, Form] = {"form": one_of("holdfire/bundle/v1"), "from": is_count}
        form.update(origin=is_origin, size=is_count)
        head = shaped(parse(content, "bundle.json"), form, "bundle.json")
        self.start, self.size, self.origin = head["from"], head["size"], head["origin"]
        need(self.start <= self.size < 2**48, "bundle.json: `from` is beyond `size`, or `size` too large")
        self.tree = Tree(self.start // 256 * 256 if self.start < self.size else self.size)
        self.base = self.tree.size
        self.tiles = tiles_of(self.start, self.size)

    def read_tile(self, name: str, content: bytes) -> None:
        wanted, level, number, width = next(self.tiles, ("another file", 0, 0, 0))
        need(name == wanted, f"{name}: {wanted} should come here")
        if level >= 0:
            need(len(content) == 32 * width, f"{name}: not {width} hashes")
            self.tree.tiles[level, number] = content
            return
        leaves = split_entries(content, name)
        need(len(leaves) == width, f"{name}: {len(leaves)} entries")
        for leaf in leaves:
            self.tree.append(leaf_hash(leaf))
            if b'"type":"attest"' in leaf:
                self.note_attested(leaf)

    def note_attested(self, leaf: bytes) -> None:
        try:
            body, _ = read_leaf(leaf)
        except Refused:
            return
        if body["type"] == "attest" and is_count(body["content"].get("size")):
            self.attested[body["content"]["size"]] = ""

    def replay(self, chosen: Any) -> None:
        """The fold, where the bundle begins at entry 0; else signatures by the given charter's keys."""
        fold, index, roots = Fold(self.origin, self.tree.root), self.base, dict[int, str]()
        keys = {k: v for c in self.given for k, v in c.keys.items()}
        for name, content in members(self.path):
            for leaf in split_entries(content, name) if name.startswith("tile/entries/") else ():
                need(leaf_hash(leaf) == self.tree.node(0, index), "the file changed while it was read")
                if index in self.attested:
                    self.attested[index] = fold.state_root()
                if self.start == 0:
                    fold.step(index, leaf, index in chosen or index == 0)
                    need(index or not fold.void, "entry 0 is not a charter that holds")
                else:
                    fold.body = self.check_alone(index, leaf, keys, index in chosen)
                self.checked += index in chosen
                self.note_entry(index, leaf, None if index in fold.void else fold.body, roots)
                index += 1
        need(self.start or self.size, "the bundle holds no entry, so no charter")
        self.fold = fold if self.start == 0 else None

    def check_alone(self, index: int, leaf: bytes, keys: dict[str, Key], check: bool) -> Any:
        try:
            body, signature = read_leaf(leaf)
        except Refused:
            return None
        key = keys.get(body["key"])
        self.unknown += key is None
        right = key is None or not check or is_signed(key.public, self.origin, body, signature)
        need(right, f"the signature of entry {index} is wrong")
        return body

    def note_entry(self, index: int, leaf: bytes, body: Any, roots: dict[int, str]) -> None:
        self.claims.append(body["t_claimed"] if body else -1)
        size, root = body["seen"] if body else (-1, "")
        if self.base <= size <= self.size:
            if size not in roots:
                roots[size] = self.tree.root(size).hex()
            self.wrong_seen += roots[size] != root
        self.seen.append(size if roots.get(size, root) == root else -1)
        if not body:
            return
        for each in body["blobs"]:
            self.first.setdefault(each, leaf_hash(leaf).hex())
        self.authors[body["party"]] = self.authors.get(body["party"], 0) + 1

    def countersigned(self, point: Checkpoint, charters: list[Charter], vkey: Vkey | None) -> Countersigned:
        """By the charter in force after so many entries; keys revoked before do not count."""
        if not charters:
            return Countersigned(point, [vkey] if vkey else [], [])
        charter = in_force_for(charters, point.size)
        less = self.fold.stolen(point.size) if self.fold else frozenset()
        return Countersigned(point, [charter.log], charter.cosigners, less)


def check_bundle(options: Any, report: Report) -> None:
    anchor = Anchor(options, report)
    sample = 0 if options.no_entry_signatures else -1 if options.signatures is None else options.signatures
    record = Record(options.file, sample, anchor.charters)
    need(options.origin in (None, record.origin), f"the bundle is of the log {record.origin}")
    point, fold = record.point, record.fold
    vkey = read_vkey(options.vkey) if options.vkey else None
    if vkey:
        signed = Countersigned(point, [vkey], [])
        need(signed.log == record.origin and not signed.wrong, "not signed by the key --vkey")
    span = f"entries {record.start} to {record.size - 1}" if record.start < record.size else "no entries"
    charters = fold.charters if fold else [c for c in anchor.charters if c.origin == record.origin]
    if fold:
        anchor.vouch(charters, report)
    signed = record.countersigned(point, charters, vkey)
    if charters:
        trust = in_force_for(charters, record.size)
        require_used(trust, signed)
        grades = report.say_signed(signed, trust)
        mirrors = signed.of("mirror").keys()
        lacking = [party for party in sorted(record.authors) if len(mirrors - {party}) < trust.mirrors]
        report.lacks(*[f"not mirrored by enough other parties, for the entries of {p}" for p in lacking])
        grades -= {"mirrored"} if lacking else set()
    else:
        need(vkey, "it begins after entry 0, so it holds no charter: give --charter (or --vkey)")
        grades = {"logged"}
        report.by(f"the log {record.origin}, by the key you gave; countersignatures: not checked")
    report.proves(f"the log {record.origin} signed a tree of {record.size} entries; the bundle holds {span}")
    report.proves(f"signatures of entries checked: {record.checked} of {span}")
    if sample >= 0:
        report.lacks("the signatures of the entries not checked were taken to be right, as you asked")
    say_times(report, record, charters, vkey)
    if fold:
        say_state(report, record, fold)
    else:
        report.lacks(f"the state: void entries and outcomes depend on the {record.start} entries before")
        report.lacks(f"the signatures of {record.unknown} entries: by keys not in your charter")
        report.lacks("whether the keys were in force then: only the entries before show it")
    say_files(report, record, charters)
    for path in options.known or []:
        compare_known(report, record, read_checkpoint(slurp(path, MIB), path), charters, vkey)
    report.require_pin()
    require_grade(grades, options.grade)


def require_used(charter: Charter, signed: Countersigned, *more: str) -> None:
    """Of a charter that the reader gave: the proofs of the keys that are used here."""
    used = {key.public for key in signed.keys} | {charter.log.public}
    charter.require_possession([f for f, key in charter.keys.items() if key.public in used or f in more])


def compare_known(
    report: Report, record: Record, known: Checkpoint, charters: list[Charter], vkey: Any
) -> None:
    logs = [charter.log for charter in charters] + ([vkey] if vkey else [])
    signed = Countersigned(known, logs, [])
    need(known.origin == record.origin and signed.log, "a --known checkpoint is not signed by this log")
    beyond = f"the log signed {known.size} entries, the bundle ends at {record.size}"
    refute(known.size <= record.size, f"not complete: {beyond}")
    same = record.tree.root(known.size) == known.root
    refute(same, f"forked: the log signed another tree of size {known.size}: keep this one")
    report.proves(f"it is a continuation of the known checkpoint of size {known.size}")


def say_state(report: Report, record: Record, fold: Fold) -> None:
    valid = record.size - len(fold.void)
    report.proves(f"{valid} entries are valid, {len(fold.void)} void; state root {fold.state_root()}")
    report.proves(*[f"entry {i} is void: {why}" for i, why in sorted(fold.void.items())])
    for digest, each in fold.proposals.items():
        state = each["state"]
        votes = ", ".join(f"{party} {vote}" for party, vote in sorted(state["votes"].items())) or "no vote"
        report.proves(f"proposal {state['subject']!r} {digest[:16]}: {state['outcome']} ({votes})")
    if fold.term["state"] != "none":
        report.proves(f"the term is {fold.term['state']}, until {utc(int(str(fold.term['until'])))}")
    for digest, state in fold.redactions.items():
        force = f"in force from entry {state['in_force']}" if state["in_force"] >= 0 else "not in force"
        who, done = ", ".join(state["approvals"]), ", ".join(state["erased"]) or "nobody"
        told = f"{force}, approved by {who}, erased by {done}"
        report.proves(f"redaction {digest[:16]} of {state['target'][:16]}: {told}")
        left = [each for each in fold.standing[digest][1] if record.first.get(each) == state["target"]]
        kept = [each for each in left if state["in_force"] >= 0 and each in record.blobs]
        report.lacks(*[f"the file {each[:16]} is in the bundle though it was redacted" for each in kept])
    wrong = [each for each in fold.attested if record.attested.get(each[2]) != each[3]]
    right = len(fold.attested) - len(wrong)
    report.proves(f"{right} of {len(fold.attested)} attestations give the state computed here")
    report.lacks(*[f"{who} attested another state after {n} entries (entry {i})" for i, who, n, _ in wrong])
    twice, forks = "signed two entries of number", "holds a checkpoint of another tree of size"
    report.lacks(*[f"{who} {twice} {seq}, one is entry {i}" for i, who, seq in fold.equivocations])
    report.lacks(*[f"a fork: entry {i} {forks} {point.size}" for i, point in fold.forks])
    if record.wrong_seen:
        report.lacks(f"{record.wrong_seen} entries saw another tree: a fork")


def say_times(report: Report, record: Record, charters: list[Charter], vkey: Vkey | None) -> None:
    """Checks every cosigned checkpoint, and flags claims outside their bracket of proved time (section 7)."""
    medians = {}
    for each in record.cosigned:
        signed = record.countersigned(each, charters, vkey)
        need(signed.log and not signed.wrong, f"the checkpoint of size {each.size} is not signed by the log")
        if each is not record.point and charters and not signed.times:
            report.lacks(f"a cosignature that counts on the further checkpoint of size {each.size}")
        if each.size >= record.start:
            same = record.tree.root(each.size) == each.root
            refute(same, f"forked: the log signed another tree of size {each.size}")
        if (middle := signed.median()) is not None:
            medians[each.size] = middle, signed.median(later=True)
    sizes, outside = sorted(medians), 0
    for index, claim in enumerate(record.claims, record.base):
        at = bisect_right(sizes, index)
        after = medians[sizes[at]][1] if at < len(sizes) else claim
        before = medians.get(record.seen[index - record.base], (claim, 0))[0]
        outside += claim >= 0 and not before - 600 <= claim <= (after or 0) + 600
    if outside:
        report.lacks(f"{outside} entries claim a time outside the bracket of proved time")


NAMED_MAX = 8


def say_missing(report: Report, record: Record) -> None:
    """Files that entries name and the bundle has not: erased by a redaction, or kept back by who made it."""
    missing = record.first.keys() - record.blobs
    if record.fold is None:
        report.lacks(*([f"{len(missing)} files, erased or kept back"] if missing else []))
        return
    erased = {
        blob
        for digest, state in record.fold.redactions.items()
        if state["in_force"] >= 0
        for blob in record.fold.standing[digest][1]
        if record.first.get(blob) == state["target"]
    }
    if missing & erased:
        report.lacks(f"{len(missing & erased)} files, erased by a redaction")
    kept_back = sorted(missing - erased)
    if kept_back:
        report.lacks(f"{len(kept_back)} files that no redaction erased: kept back, lost or left out")
    for each in kept_back[:NAMED_MAX]:
        report.lacks(f"the file {each[:16]}, which entry {record.first[each][:16]} names")


def say_files(report: Report, record: Record, charters: list[Charter]) -> None:
    there, named = len(record.first.keys() & record.blobs), len(record.first)
    report.proves(f"{there} of the {named} files that entries name are in the bundle, unaltered")
    say_missing(report, record)
    if strange := record.blobs - record.first.keys():
        report.lacks(f"{len(strange)} files of the bundle are named by no valid entry")
    keys = record.fold.in_force() if record.fold else {k: v for c in charters for k, v in c.keys.items()}
    for party, seq, leaf in record.feeds:
        name = f"feeds/{party}/{seq}"
        body, signature = read_leaf(leaf, name)
        need((body["party"], body["seq"]) == (party, seq), f"{name}: it is {body['party']}/{body['seq']}")
        key = keys.get(body["key"])
        right = key and key.party == party and key.role == CONTENT[body["type"]][0]
        if not right or not key or not is_signed(key.public, record.origin, body, signature):
            report.lacks(f"{name} is passed over: not signed by a key of {party} that is known here")
            continue
        chain = record.fold.chains.get(party, []) if record.fold else []
        if seq < len(chain) and chain[seq] != leaf_hash(leaf).hex():
            report.lacks(f"{name}: {party} signed another of this number too: equivocation")
        report.lacks(f"{name} is signed and not logged")
    for name, content in members(record.path) if record.evidence else ():
        if name.startswith("evidence/"):
            inner = Report()
            anchor = Anchor(None, inner)
            anchor.charters, anchor.record = charters, record if record.fold else None
            try:
                told = check_evidence(content, anchor, inner)
            except (Refused, Refuted) as why:
                told = f"not confirmed: {why}"
            report.proves(f"{name[:25]}: {told}")


# --- Evidence (section 10) ----------------------------------------------------------------------------------
is_proof, listed = list_of(is_text, 63), list_of(is_object)
LOGGED: dict[str, Form] = {"index": is_count, "leaf": is_text, "proof": is_proof}
FURTHER: dict[str, dict[str, Form]] = {
    "fork": {"first": is_text, "second": is_text, "prefix": is_hash_or_none, "consistency": is_proof},
    "equivocation": {"first": is_text, "second": is_text},
    "truncated": {"larger": is_text, "shown": is_text},
    "altered": {"shown": is_text, "leaf_hash": is_hash, "index": is_count, "proof": is_proof},
    "void": {"entries": listed, "index": is_count, "reason": is_text},
    "refused": {"entries": listed, "leaf": is_text, "reason": is_text},
    "padding": {"policy": is_text},
    "blob": {**LOGGED, "sha256": is_hash},
}
AGAINST = {"fork": "second", "truncated": "larger", "equivocation": ""}
"""The checkpoint that charters are proved against, where it is not `checkpoint`."""


class Evidence:
    def __init__(self, raw: bytes, anchor: Anchor, report: Report) -> None:
        value = parse(raw, "the evidence")
        need(is_object(value) and one_of(*FURTHER)(value.get("kind")), "the evidence: of no known kind")
        self.value, self.kind, self.anchor, self.report = value, value["kind"], anchor, report
        self.against = AGAINST.get(self.kind, "checkpoint")
        form: dict[str, Form] = {
            "form": one_of("holdfire/evidence/v1"),
            "origin": is_origin,
            "charters": listed,
        }
        form.update(FURTHER[self.kind], kind=is_text, **{self.against: is_text} if self.against else {})
        shaped(value, form, "the evidence")
        self.origin = value["origin"]
        self.base = self.point(self.against) if self.against else None
        self.chain = self.logged("charters")
        self.charters = self.read_charters() or [c for c in anchor.charters if c.origin == self.origin]
        if self.base:
            self.require_signed(self.base)

    def point(self, name: str) -> Checkpoint:
        point = read_checkpoint(self.value[name], f"`{name}`")
        need(point.origin == self.origin, f"`{name}` is of another log")
        return point

    def logged(self, name: str) -> dict[int, bytes]:
        """Leaves by index of a list of entries, each proved against the checkpoint."""
        found = [self.one_logged(each, f"`{name}`") for each in self.value[name]]
        need(found == sorted(dict(found).items()), f"`{name}` are not ascending")
        return dict(found)

    def one_logged(self, each: Any, what: str) -> tuple[int, bytes]:
        shaped(each, LOGGED, what)
        leaf, proof = b64(each["leaf"], what), [b64(one, what, 32) for one in each["proof"]]
        held = not proof
        if self.base:
            held = included(each["index"], self.base.size, leaf_hash(leaf), proof, self.base.root)
        need(held, f"{what}: the proof does not put it at index {each['index']}")
        return each["index"], leaf

    def read_charters(self) -> list[Charter]:
        fold = Fold(self.origin)
        for index, leaf in self.chain.items():
            told = fold.step(index, leaf)
            held = not told and len(fold.charters) and fold.charters[-1].index == index
            need(held, f"the charter at entry {index} does not hold")
        if fold.charters:
            self.anchor.vouch(fold.charters, self.report, bool(self.anchor.policy and self.base))
        return fold.charters

    def require_signed(self, point: Checkpoint) -> None:
        """Refuses unless the log signed it: by the reader's policy, or the charter in force for that size."""
        logs = self.anchor.policy.logs if self.anchor.policy else []
        need(logs or self.charters, "it holds no charter: give --charter or --policy")
        logs = logs or [in_force_for(self.charters, point.size).log]
        signed = Countersigned(point, logs, [])
        need(signed.log and not signed.wrong, f"the checkpoint of size {point.size} is not signed by the log")
        self.report.by(f"the log {self.origin} signed a checkpoint of size {point.size}")

    def require_author(self, leaf: bytes, what: str) -> Any:
        """The body of a leaf that a party's key signed."""
        body, signature = read_leaf(leaf, what)
        keys = [key for c in self.charters if (key := c.keys.get(body["key"])) and key.role in SIGNING_ROLES]
        need(keys and keys[0].party == body["party"], f"{what}: not signed by a key of its party")
        right = is_signed(keys[0].public, self.origin, body, signature)
        need(right, f"{what}: the signature of {body['party']} is wrong")
        self.report.by(f"{self.charters[-1].called(body['party'])} signed {what}")
        return body

    def fork(self) -> str:
        first, second, prefix = self.point("first"), self.point("second"), self.value["prefix"]
        self.require_signed(first)
        proof = [b64(each, "`consistency`", 32) for each in self.value["consistency"]]
        if first.size == second.size:
            need(prefix == "" and not proof, "equal sizes need no prefix and no proof")
            refute(first.root != second.root, "both checkpoints are of the same tree")
        else:
            need(prefix and 0 < first.size < second.size, "`prefix` or sizes are wrong")
            start = bytes.fromhex(prefix)
            held = consistent(first.size, second.size, start, second.root, proof)
            need(held, "`consistency` does not show how the tree of `second` begins")
            refute(start != first.root, "the second tree continues the first")
        return f"the log signed two contradicting histories, of sizes {first.size} and {second.size}"

    def equivocation(self) -> str:
        need(self.charters, "it holds no charter: give --charter")
        leaves = [b64(self.value[name], f"`{name}`") for name in ("first", "second")]
        one, two = (self.require_author(leaf, f"leaf {i + 1}") for i, leaf in enumerate(leaves))
        refute(leaves[0] != leaves[1], "both leaves are the same")
        refute(one["party"] == two["party"] and one["seq"] == two["seq"], "they differ in party or number")
        self.report.lacks("whether the keys were in force when it was signed")
        return f"{one['party']} signed two different entries of number {one['seq']}"

    def truncated(self) -> str:
        larger, shown = self.point("larger"), self.point("shown")
        self.require_signed(shown)
        refute(larger.size > shown.size, "what was shown is not the smaller")
        self.report.lacks("when the smaller was shown: an older checkpoint is no fault by itself")
        return f"the log had signed {larger.size} entries; what was shown has {shown.size}"

    def altered(self) -> str:
        index, here = self.value["index"], bytes.fromhex(self.value["leaf_hash"])
        proof = [b64(each, "`proof`", 32) for each in self.value["proof"]]
        held = self.base and included(index, self.base.size, here, proof, self.base.root)
        need(held, f"the proof does not put `leaf_hash` at index {index}")
        refute(leaf_hash(b64(self.value["shown"], "`shown`")) != here, "what was shown is what was logged")
        self.report.lacks("who showed the other leaf: this file alone does not say")
        return f"entry {index} of the log is not the leaf that was shown"

    def judged(self, index: int, leaf: bytes | None, name: str) -> str:
        """What the rules say of an entry, after those that the file shows before it."""
        entries, reason = self.logged("entries"), self.value["reason"]
        leaf = entries.get(index) if leaf is None else leaf
        right = leaf is not None and max(entries, default=0) <= index
        need(right, "`entries` do not end with the entry itself")
        leaf = leaf or b""
        fold, before = Fold(self.origin), {**self.chain, **entries}
        for at in sorted(before):
            if at < index:
                fold.step(at, before[at])
        told = fold.step(index, leaf, judged=True)
        need(fold.charters or fold.whole, "it holds no charter that shows what the entry is judged by")
        record = self.anchor.record
        if record and record.fold and index < record.size and record.tree.node(0, index) == leaf_hash(leaf):
            # A bundle given to be trusted is replayed without its signatures: that finding stays the file's.
            told = record.fold.void.get(index, told if told == "signature" else "")
        elif not fold.whole and told != "form":
            missing = f"`{reason}` rests on other entries not being there: only a whole bundle can show it"
            need(told != reason or reason not in ("gap", "target"), f"{missing} (--charter BUNDLE)")
            left = "no charter or revocation is left out: a whole bundle shows it"
            self.report.lacks(f"that the entries listed are themselves valid, and that {left}")
        refute(told, f"{name} breaks no rule, as far as these entries show")
        refute(told == reason, f"{name} is void for another reason: {told}")
        return f"{name} is void: {reason}"

    def void(self) -> str:
        return self.judged(self.value["index"], None, f"entry {self.value['index']}")

    def refused(self) -> str:
        self.report.lacks("that the leaf was offered: this file alone does not say by whom and when")
        leaf = b64(self.value["leaf"], "`leaf`")
        return self.judged(self.base.size if self.base else 0, leaf, "the leaf offered")

    def padding(self) -> str:
        point, wanted = self.base or self.point("checkpoint"), self.value["policy"]
        if wanted in ("joint", "witnessed"):
            need(self.charters, "it holds no charter: give --charter")
            charter = in_force_for(self.charters, point.size)
            policy = charter.joint if wanted == "joint" else charter.witnessed
        else:
            policy = Policy(wanted, "`policy`")
            self.report.lacks("that this policy was agreed: the evidence brings it")
        signed = Countersigned(point, policy.logs, policy.cosigners)
        refute(not signed.satisfies(policy), "the checkpoint satisfies the policy")
        if signed.log and not signed.wrong:
            need(not signed.hinges_on_unread(policy), "ML-DSA-44 lines may satisfy it")
        absent = sorted(policy.witnesses.keys() - signed.present(policy))
        self.report.lacks(*[f"a right countersignature by {name}" for name in absent])
        self.report.lacks("who passed it off as countersigned: this file alone does not say")
        return f"the checkpoint of size {point.size} does not satisfy the policy it was passed off under"

    def blob(self) -> str:
        index, leaf = self.one_logged({key: self.value[key] for key in LOGGED}, "the entry")
        body, _ = read_leaf(leaf, "the entry")
        refute(self.value["sha256"] not in body["blobs"], "the file is among the entry's")
        self.report.lacks("who showed the file: this file alone does not say")
        return f"the file {self.value['sha256'][:16]}... is none that entry {index} brought"


def check_evidence(raw: bytes, anchor: Anchor, report: Report) -> str:
    evidence = Evidence(raw, anchor, report)
    told = getattr(evidence, evidence.kind)()
    report.proves(f"{evidence.kind}: {told}")
    report.require_pin()
    return f"{evidence.kind} confirmed: {told}"


# --- Commands -----------------------------------------------------------------------------------------------
def check_proof(raw: bytes, given: bytes | None, options: Any, report: Report) -> Any:
    """Checks a proof file; gives the body of its leaf (None if it has not the form of an entry)."""
    extra, index, proof, point = read_proof(raw)
    leaf = given if given is not None else extra or b""
    need(leaf, "the proof file brings no leaf (`extra`): give it with --leaf")
    need(extra in (None, leaf), "the leaf in the proof file is another than the one given")
    held = included(index, point.size, leaf_hash(leaf), proof, point.root)
    need(held, f"the proof does not put this leaf at index {index} of the tree")
    anchor = Anchor(options, report)
    body, signature = read_leaf(leaf)
    report.proves(
        f"entry {index} of the log {point.origin}: type `{body['type']}`, in the name of {body['party']}, "
        f"its number {body['seq']}; leaf hash {leaf_hash(leaf).hex()}"
    )
    if anchor.policy:
        report.lacks("the author's own signature: --policy holds no such key, --charter does")
        signed = Countersigned(point, anchor.policy.logs, anchor.policy.cosigners)
        grades = report.say_signed(signed, anchor.policy)
        need("witnessed" in grades, "the policy is not satisfied")
        return body
    need(anchor.charters, "nothing to trust: give --policy or --charter")
    charter, fold = in_force_for(anchor.charters, point.size), anchor.record.fold if anchor.record else None
    need(charter.origin == point.origin, f"the charter is of the log {charter.origin}")
    less = fold.stolen(point.size) if fold else frozenset()
    signed = Countersigned(point, [charter.log], charter.cosigners, less)
    grades = report.say_signed(signed, charter, body["party"])
    then, role = in_force_for(anchor.charters, index + 1), CONTENT[body["type"]][0]
    key = then.keys.get(body["key"]) or in_force_for(anchor.charters, index).keys.get(body["key"])
    right = key and key.party == body["party"] and key.role == role
    need(right, f"no {role} key of {body['party']} in the charter signed the leaf")
    if key:
        need(is_signed(key.public, point.origin, body, signature), f"{key.party}'s signature is wrong")
        require_used(charter, signed, *[key.fingerprint] if charter is then else [])
        report.by(f"{charter.called(key.party)}, who signed the entry (key {key.fingerprint})")
    if fold and anchor.record and index < anchor.record.size:
        same = anchor.record.tree.node(0, index) == leaf_hash(leaf)
        refute(same, "your bundle has another entry there")
        need(index not in fold.void, f"the entry is void in your bundle: {fold.void.get(index)}")
        report.proves("the entry is valid in the state of your bundle")
    else:
        report.lacks("that the entry is valid and its key not revoked: a bundle shows it")
    require_grade(grades, options.grade)
    return body


def command_proof(options: Any, report: Report) -> None:
    leaf = slurp(options.leaf, 65535) if options.leaf else None
    check_proof(slurp(options.file, MIB), leaf, options, report)


def command_evidence(options: Any, report: Report) -> None:
    check_evidence(slurp(options.file, 64 * MIB), Anchor(options, report), report)


SENT_OUT = ("bulletin issued", "letter written")
"""Acts that name the files of something that went out."""


def command_bulletin(options: Any, report: Report) -> None:
    folder, seal = Path(options.folder), Path(options.seal)
    body = check_proof(slurp(seal / "seal.tlog-proof", MIB), None, options, report)
    raw = slurp(seal / "seal.json", 64 * MIB)
    form: dict[str, Form] = {"act": is_text, "at": lambda value: True, "content": is_object, "salt": is_salt}
    told = shaped(parse(raw, "seal.json", wide=True), form, "seal.json")
    need(body["type"] == "act" and body["content"].get("act") in SENT_OUT, "no bulletin's seal")
    need(told["act"] == body["content"]["act"], "seal.json is of another act")
    need(body["content"].get("particulars") == sha256(raw).hex(), "seal.json is not the entry's")
    files = told["content"].get("files")
    need(is_object(files) and files and all(map(is_hash, files.values())), "seal.json: bad `files`")
    if not folder.is_dir():
        raise Misused(f"{folder} is not a folder")
    there = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        need(not path.is_symlink(), f"{name} is a link")
        if path.is_file() and path.name not in ("seal.json", "seal.tlog-proof"):
            digest = hashlib.sha256()
            with path.open("rb") as file:
                while block := file.read(MIB):
                    digest.update(block)
            there[name] = digest.hexdigest()
    for name, digest in sorted(files.items()):
        need(name in there, f"{name} is missing from the folder")
        refute(there[name] == digest, f"{name} is not the file that was sealed")
    more = sorted(there.keys() - files.keys())
    need(not more, f"{(more or [''])[0]} is in the folder and not sealed")
    report.proves(f"all {len(files)} files of the folder are those that {body['party']} sealed")


def command_disclosure(options: Any, report: Report) -> None:
    form: dict[str, Form] = {"entry": is_hash, "form": one_of("holdfire/disclosure/v1"), "name": is_text}
    form.update(salt=is_salt, value=is_text)
    shown = shaped(parse(slurp(options.file, 64 * MIB), "the disclosure"), form, "the disclosure")
    leaf = slurp(options.leaf, 65535)
    body, _ = read_leaf(leaf)
    need(shown["entry"] == leaf_hash(leaf).hex(), "the disclosure is of another entry")
    value = b64(shown["value"], "`value`")
    field = b"holdfire/field/v1\n" + bytes.fromhex(shown["salt"]) + shown["name"].encode() + b"\x00" + value
    need(sha256(field).hex() in body["digests"], "what is disclosed is not what the entry committed to")
    report.proves(f"the field {shown['name']!r} ({len(value)} bytes) is one that this entry committed to")
    report.by(f"{body['party']}, by its own word: the signature is not checked here")
    report.lacks("that the entry is logged and signed: its proof file shows it (`proof`)")


def options_of(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="verify_record.py", description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    told = {
        "proof": (command_proof, "a .tlog-proof file"),
        "bundle": (check_bundle, "a whole record, or a part, as a tar file"),
        "evidence": (command_evidence, "evidence of a fork, a void entry and so on"),
        "bulletin": (command_bulletin, "a bulletin's folder against its seal"),
        "disclosure": (command_disclosure, "one disclosed field of a confidential entry"),
    }
    for name, (call, text) in told.items():
        own = commands.add_parser(name, help=text, description=f"Checks {text}.")
        own.set_defaults(call=call)
        own.add_argument("folder" if name == "bulletin" else "file")
        own.add_argument("--json", action="store_true", help="the verdict as JSON")
        if name in ("proof", "disclosure"):
            own.add_argument("--leaf", required=name == "disclosure", help="the entry, as it was logged")
        if name == "bulletin":
            own.add_argument("--seal", required=True, help="folder with seal.tlog-proof and seal.json")
        if name == "disclosure":
            continue
        own.add_argument("--charter", help="the charter you signed: its leaf, or a bundle you trust")
        own.add_argument("--charter-hash", help="leaf hash of the charter you signed, 64 hex digits")
        own.add_argument("--grade", choices=GRADES, default="witnessed", help="least grade to be proved")
        if name != "bundle":
            own.add_argument("--policy", help="a tlog-policy file you trust")
            continue
        own.add_argument("--known", action="append", help="a checkpoint you know; may be repeated")
        own.add_argument("--origin", help="the log's name")
        own.add_argument("--vkey", help="the log's verifier key")
        own.add_argument("--signatures", type=int, help="check so many entries, at random")
        own.add_argument("--no-entry-signatures", action="store_true")
    options = parser.parse_args(words)
    if options.command in ("proof", "bulletin") and not (options.policy or options.charter):
        parser.error("give --policy or --charter: what you trust beforehand")
    if getattr(options, "signatures", None) is not None and options.signatures < 0:
        parser.error("--signatures takes a number from 0")
    return options


BROKEN = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)


def verdict_of(options: argparse.Namespace, report: Report) -> str:
    try:
        options.call(options, report)
    except Refused as why:
        return f"not proved: {why}"
    except Refuted as why:
        return f"refuted: {why}"
    except BROKEN as why:
        return f"not proved: this program failed on it ({type(why).__name__}); please report it"
    return "proved"


def main(words: list[str] | None = None) -> int:
    options, report = options_of(words), Report()
    try:
        verdict = " ".join(verdict_of(options, report).split())
    except Misused as why:
        print(f"verify_record.py: {why}", file=sys.stderr)
        return 2
    report.lacks("that anything said here is true: only who signed it, in which order, by when")
    if verdict != "proved":
        found = [line for part in (PROVED, BY, UNTIL) for line in report.parts[part]]
        lacking = report.parts[MISSING]
        report.parts = {PROVED: [], MISSING: lacking, "FOUND BEFORE THE CHECK FAILED, NOT PROVED": found}
    if options.json:
        print(json.dumps({"verdict": verdict, **report.parts}, indent=1))
        return 0 if verdict == "proved" else 1
    for part, lines in report.parts.items():
        print("\n".join([part, *(f"  - {line}" for line in lines or ["nothing"]), ""]))
    print(f"VERDICT: {verdict}")
    return 0 if verdict == "proved" else 1


if __name__ == "__main__":
    sys.exit(main())
