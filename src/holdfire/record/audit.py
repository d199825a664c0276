"""A full audit: every leaf, signature, hash and rule of a log, anew, on every core.

Nothing that the node remembers is believed: not its state, not its tiles. Workers read pieces of the log
and check form and signature of each leaf. What is plain (acts by authors in force, feeds in order) they
sum up, run by run; any other leaf they hand over as it is, with the key they found its signature right by.
The runs and leaves are then folded in order. A run that does not fit the state is folded leaf by leaf, so
the answer is always that of the fold (fold.py).
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import apsw

from holdfire.errors import StorageError
from holdfire.record.audit_pieces import (
    RESTORE,
    Key,
    Keys,
    Other,
    Piece,
    Run,
    Unread,
    attested,
    examine,
    examined,
    leaves_of,
    open_log,
)
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.fold import fold
from holdfire.record.frontier import Frontier
from holdfire.record.state import Breach, State
from holdfire.record.tree import HASH_BYTES, leaf_hash

PIECE = 4096
"""Leaves of one piece."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """A party's attestation to another state than the entries amount to: its node computes otherwise, or
    was shown other entries. Both roots are in hex."""

    index: int
    party: str
    size: int
    attested: str
    computed: str


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit computed: nothing is taken from what was stored."""

    size: int
    root: bytes
    state: State
    breaches: tuple[Breach, ...]
    disputed: tuple[Disputed, ...] = ()


def audit(path: Path, origin: str, size: int, workers: int = 2) -> Audited:
    """Audit the first `size` entries of the log file.

    Raises StorageError where a row is missing or unreadable, or where the charter is of another origin.
    """
    with (
        closing(open_log(path)) as file,
        ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool,
    ):
        auditor = _Auditor(path, file, origin, attested(path, file, size))
        if size:
            auditor.take(examined(path, file, 0, 1, auditor.keys()))  # the charter: it names the keys
        pending: deque[Future[Piece | Unread]] = deque()
        starts = iter(range(1, size, PIECE))
        while True:
            keys = auditor.keys()
            while len(pending) < 2 * workers and (start := next(starts, None)) is not None:
                pending.append(pool.submit(examine, path, start, min(start + PIECE, size), keys))
            if not pending:
                state = auditor.state
                disputed = tuple(auditor.disputed())
                return Audited(size, auditor.tree.root(), state, tuple(state.breaches), disputed)
            try:
                auditor.take(_result(pending.popleft()))
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise


def _result(piece: Future[Piece | Unread]) -> Piece:
    try:
        told = piece.result()
    except BrokenProcessPool as cause:
        raise StorageError(
            "A process of the audit was ended from outside.",
            "Free memory, then audit again: nothing was lost.",
        ) from cause
    if isinstance(told, Unread):
        raise StorageError(told.what, told.advice)
    return told


class _Auditor:
    """The state and tree so far. It folds what the workers found, in the order of the log."""

    def __init__(
        self, path: Path, file: apsw.Connection, origin: str, attestations: Sequence[tuple[int, Entry]]
    ) -> None:
        self._path, self._file, self._origin = path, file, origin
        self.state, self.tree = State(), Frontier()
        self._attestations = attestations
        self._sizes = sorted({entry.body.content["size"] for _, entry in attestations})
        self._roots: dict[int, str] = {}
        """Of each size that somebody attested to: the state's root there."""
        self._note()
        self._hashes: list[tuple[int, bytes]] = []
        """Where each piece starts, and its leaf hashes end to end."""

    def keys(self) -> Keys:
        """The signing keys in force now; StorageError where this is the log of another origin."""
        state = self.state
        if state.charter is not None and state.origin != self._origin:
            raise StorageError(
                f"{self._path} is the log of {state.origin}, not of {self._origin}.",
                "Give the right file: two logs are never mixed.",
            )
        return Keys(
            self._origin,
            {
                name: Key(key.party, key.role, key.public)
                for name, key in state.keys.items()
                if key.kind == "ed25519" and key.in_force(state.size)
            },
        )

    def take(self, piece: Piece) -> None:
        hashes = piece.hashes
        self._hashes.append((piece.start, hashes))
        for part in piece.parts:
            if isinstance(part, Other):
                self._fold_other(part)
            elif self._fits(part) and not self._within(part.count):
                self._take_run(part)
            else:
                self._fold_run(part.count)
            self._note()
        self.tree.extend([hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)])

    def disputed(self) -> Iterator[Disputed]:
        """Attestations that stand and are to another state than was computed here."""
        for index, entry in self._attestations:
            size, told = entry.body.content["size"], entry.body.content["state"]
            if self._stands(index) and self._roots[size] != told:
                yield Disputed(index, entry.body.party, size, told, self._roots[size])

    def _note(self) -> None:
        at = bisect_left(self._sizes, self.state.size)
        if at < len(self._sizes) and self._sizes[at] == self.state.size:
            self._roots[self.state.size] = self.state.root().hex()

    def _within(self, count: int) -> list[int]:
        """Attested sizes that are reached in the middle of the next so many entries."""
        start = self.state.size
        return self._sizes[bisect_left(self._sizes, start + 1) : bisect_left(self._sizes, start + count)]

    def _fold_run(self, count: int) -> None:
        end = self.state.size + count
        for stop in (*self._within(count), end):
            leaves = leaves_of(self._path, self._file, self.state.size, stop)
            fold(self.state, leaves, self._lookup)
            self._note()

    def _fold_other(self, part: Other) -> None:
        def is_signed(public: bytes, entry: Entry, origin: str) -> bool:
            same = part.verified == public and origin == self._origin
            return same or entry.is_signed_by(public, origin)

        fold(self.state, [part.leaf], self._lookup, is_signed)

    def _fits(self, run: Run) -> bool:
        """Whether the run goes on from this state. Its keys were looked at when its piece was handed out:
        one that went out of force since then makes the run be folded leaf by leaf."""
        state = self.state
        feeds = {party: state.feed(party) for party in run.first}
        return all(
            first == (feeds[party].next, feeds[party].last) for party, first in run.first.items()
        ) and (all(state.keys[name].in_force(state.size) for name in run.keys))

    def _take_run(self, run: Run) -> None:
        state = self.state
        state.feeds |= run.last
        for act, count in run.acts.items():
            state.acts[act] = state.acts.get(act, 0) + count
        state.size += run.count

    def _lookup(self, wanted: str) -> tuple[int, Entry] | None:
        """The entry of that hash that was read and stands. A leaf can be in a log twice, void the other
        time; and what is referred to is mostly recent."""
        raw = bytes.fromhex(wanted)
        for start, hashes in reversed(self._hashes):
            at = hashes.find(raw)
            while at != -1:
                index, beside = divmod(at, HASH_BYTES)
                if not beside and self._stands(start + index):
                    return self._entry(start + index, raw)
                at = hashes.find(raw, at + 1)
        return None

    def _stands(self, index: int) -> bool:
        breaches = self.state.breaches
        at = bisect_left(breaches, index, key=lambda each: each.index)
        return index < self.state.size and (at == len(breaches) or breaches[at].index != index)

    def _entry(self, index: int, raw: bytes) -> tuple[int, Entry]:
        (leaf,) = leaves_of(self._path, self._file, index, index + 1)
        if leaf_hash(leaf) != raw:
            raise StorageError(f"Entry {index} of {self._path} changed while it was audited.", RESTORE)
        return index, read_leaf(leaf)
