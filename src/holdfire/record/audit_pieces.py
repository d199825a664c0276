"""A piece of the log as a worker of an audit finds it: its leaf hashes, runs of plain acts, and the rest.

A run is what acts by authors in force, in the order of their feeds, do to the state, summed up. Any other
leaf is handed over as it is, with the key by which its signature was found right.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import apsw

from holdfire.errors import FormError, StorageError
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.rulings.acts import ACT, ATTEST
from holdfire.record.state import Feed, State
from holdfire.record.tree import leaf_hash

RESTORE = "Keep the file, and restore the log from a mirror: holdfire record sync."


@dataclass(frozen=True, slots=True)
class Key:
    """A signing key that was in force when a piece was handed out."""

    party: str
    role: str
    public: bytes


@dataclass(frozen=True, slots=True)
class Keys:
    """What a worker needs to check signatures: the origin, and the keys by fingerprint."""

    origin: str
    known: Mapping[str, Key]


@dataclass(slots=True)
class Run:
    """Leaves in a row that hold nothing but acts in order: what they do to the state, party by party."""

    count: int = 0
    first: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Number and predecessor of each party's first entry in the run."""
    last: dict[str, Feed] = field(default_factory=dict)
    acts: dict[tuple[str, str], int] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    """Fingerprints that signed."""


@dataclass(frozen=True, slots=True)
class Other:
    """A leaf that is not plain, and the public key its signature is right by, empty where none is known."""

    leaf: bytes
    verified: bytes


Part: TypeAlias = Run | Other


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the log as a worker found it: its leaf hashes end to end, and its parts in order."""

    start: int
    hashes: bytes
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a piece could not be read: an error's words, since errors do not pass between processes."""

    what: str
    advice: str


def examine(path: Path, start: int, end: int, keys: Keys) -> Piece | Unread:
    """Check form and signature of each leaf at [start, end) in the file; for a process of its own."""
    try:
        with closing(open_log(path)) as file:
            return examined(path, file, start, end, keys)
    except StorageError as cause:
        return Unread(cause.what, cause.advice)


def examined(path: Path, file: apsw.Connection, start: int, end: int, keys: Keys) -> Piece:
    hashes: list[bytes] = []
    parts: list[Part] = []
    for leaf in leaves_of(path, file, start, end):
        hashes.append(leaf_hash(leaf))
        try:
            entry = read_leaf(leaf)
        except FormError:
            parts.append(Other(leaf, b""))
            continue
        key = keys.known.get(entry.body.key)
        if key is None or not entry.is_signed_by(key.public, keys.origin):
            parts.append(Other(leaf, b""))
            continue
        last = parts[-1] if parts else None
        run = last if isinstance(last, Run) else Run()
        if not _adds(run, entry, key):
            parts.append(Other(leaf, key.public))
        elif run is not last:
            parts.append(run)
    return Piece(start, b"".join(hashes), tuple(parts))


def _adds(run: Run, entry: Entry, key: Key) -> bool:
    """Add an entry, signed by that key, to the run; False, and nothing changed, where it is not plain."""
    body = entry.body
    if body.type != "act" or key.role != ACT.role or key.party != body.party:
        return False
    before = run.last.get(body.party)
    if before is not None and (body.seq, body.prev) != (before.next, before.last):
        return False
    if ACT.object_to(_NO_STATE, 0, entry, _nowhere) is not None:
        return False
    run.count += 1
    run.first.setdefault(body.party, (body.seq, body.prev))
    run.last[body.party] = Feed(body.seq + 1, entry.hash)
    act = (body.party, body.content["act"])
    run.acts[act] = run.acts.get(act, 0) + 1
    run.keys.add(body.key)
    return True


def leaves_of(path: Path, file: apsw.Connection, start: int, end: int) -> Iterator[bytes]:
    """The leaves at [start, end) as the file has them; StorageError where one is not there."""
    # CAST: rot can make text of a blob, and text that is none.
    asked = (
        "SELECT position, CAST(leaf AS BLOB) FROM entries WHERE position >= ? AND position < ? "
        "ORDER BY position"
    )
    expected = start
    try:
        for position, leaf in file.execute(asked, (start, end)):
            if position != expected or not isinstance(leaf, bytes):
                break
            expected += 1
            yield leaf
    except apsw.Error as cause:
        raise StorageError(f"{path} cannot be read at entry {expected}: {cause}.", RESTORE) from cause
    if expected != end:
        raise StorageError(f"Entry {expected} is missing from {path}.", RESTORE)


def attested(path: Path, file: apsw.Connection, size: int) -> list[tuple[int, Entry]]:
    """Every attestation in form among the first `size` entries, with its index; whether it stands is for the
    fold to say."""
    asked = (
        "SELECT position, CAST(leaf AS BLOB) FROM entries WHERE position < ? "
        'AND instr(leaf, CAST(\'"type":"attest"\' AS BLOB)) ORDER BY position'
    )
    found = []
    try:
        rows = file.execute(asked, (size,)).fetchall()
    except apsw.Error as cause:
        raise StorageError(f"{path} cannot be read: {cause}.", RESTORE) from cause
    for position, leaf in rows:
        if not isinstance(position, int) or not isinstance(leaf, bytes):
            continue
        with suppress(FormError):
            entry = read_leaf(leaf)
            if ATTEST.object_to(_NO_STATE, position, entry, _nowhere) is None and entry.body.type == "attest":
                found.append((position, entry))
    return found


def open_log(path: Path) -> apsw.Connection:
    """A connection that only reads."""
    try:
        file = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        file.set_busy_timeout(10_000)
    except apsw.Error as cause:
        raise StorageError(f"The log {path} does not open: {cause}.", RESTORE) from cause
    return file


def _nowhere(leaf_hash: str) -> None:
    """Where an act looks nothing up."""


_NO_STATE = State()
