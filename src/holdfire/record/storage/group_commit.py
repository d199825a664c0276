"""Group commit: many writers share one sync of the disk, and none hears "logged" before it is.

Entries wait in a bounded queue; beyond the bound a caller is told so at once. Two threads verify
signatures, in chunks, and one thread logs what passed, in the order of arrival: append in one
transaction, compare and swap the head in the second store, seal (sign) the checkpoint, and only then
settle the tickets. While one group syncs, the next is being verified.

What is right and wrong about an entry is not decided here: `verify` looks at leaves apart from each
other, `admit` at their order, `seal` signs. The first error of disk, head or seal stops all of it; the
entries under way are then neither acknowledged nor refused for good, and are sent again after restart.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from holdfire.errors import FeedError, HoldfireError, RegressionError, StorageError
from holdfire.record.storage.heads import Head, HeadStore
from holdfire.record.storage.log_store import LogStore, NewLeaf
from holdfire.record.storage.tickets import Logged, Ticket

Verify = Callable[[Sequence[NewLeaf]], list[HoldfireError | None]]
"""For each leaf what is wrong with it, or None. Called by several threads at once."""

Admit = Callable[[Sequence[NewLeaf], int], list[HoldfireError | int | None]]
"""For each leaf, to be logged from the position given on: None to log it, the position at which the same
entry stands already, or why it is refused. Called by one thread, in the order of the log."""

Seal = Callable[[int, bytes], bytes]
"""The signed checkpoint over a size and root."""


class BusyError(StorageError):
    """More entries than can be taken now: nothing is wrong, ask again later."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may wait (entries), be verified at once, and be logged in one group."""

    waiting: int = 4096
    chunk: int = 16
    group: int = 1024
    verifiers: int = 2


@dataclass(slots=True)
class _Chunk:
    leaves: list[NewLeaf]
    tickets: list[Ticket]
    verdicts: list[HoldfireError | None] | None = field(default=None)


class GroupCommitter:
    """The one way into a log while it is open. Start it after `LogStore.open`; close it before the store."""

    def __init__(
        self,
        store: LogStore,
        heads: HeadStore,
        origin: str,
        verify: Verify,
        seal: Seal,
        *,
        admit: Admit | None = None,
        bounds: Bounds | None = None,
    ) -> None:
        """Raises RegressionError, and signs nothing, if the log does not continue its own last head."""
        self._store, self._heads, self._origin = store, heads, origin
        self._verify, self._seal = verify, seal
        self._admit = admit or admit_by_number(store)
        self._bounds = bounds or Bounds()
        self._head = continued_head(store, heads, origin)
        self._checkpoint = seal(self._head.size, self._head.root)
        self._lock = threading.Lock()
        self._to_verify = threading.Condition(self._lock)
        self._to_log = threading.Condition(self._lock)
        self._waiting: deque[tuple[NewLeaf, Ticket]] = deque()
        self._chunks: deque[_Chunk] = deque()
        self._under_way = 0
        self._closing = False
        self._dead: StorageError | None = None
        loops = [self._verify_loop] * self._bounds.verifiers + [self._log_loop]
        self._threads = [threading.Thread(target=each, daemon=True) for each in loops]
        for thread in self._threads:
            thread.start()

    @property
    def checkpoint(self) -> bytes:
        """The newest signed checkpoint."""
        return self._checkpoint

    def submit(self, leaf: NewLeaf) -> Ticket:
        """Queue one entry. BusyError at once if too many wait; StorageError if the log has stopped."""
        ticket = Ticket()
        with self._lock:
            self._require_open()
            if self._under_way >= self._bounds.waiting:
                raise BusyError(
                    f"{self._under_way} entries wait to be logged; no more are taken now.",
                    "Keep the entry and send it again in a few seconds.",
                )
            self._under_way += 1
            self._waiting.append((leaf, ticket))
            self._to_verify.notify()
        return ticket

    def close(self) -> None:
        """Take no more, log what waits, and end the threads."""
        with self._lock:
            self._closing = True
            self._to_verify.notify_all()
            self._to_log.notify_all()
        for thread in self._threads:
            thread.join()

    def _require_open(self) -> None:
        if self._dead is not None:
            raise StorageError(self._dead.what, self._dead.advice)
        if self._closing:
            raise StorageError("The log is being closed.", "Send the entry again once it is open.")

    def _verify_loop(self) -> None:
        while (chunk := self._next_chunk()) is not None:
            try:
                verdicts = self._verify(chunk.leaves)
                if len(verdicts) != len(chunk.leaves):
                    raise AssertionError("one verdict a leaf")
            except HoldfireError as refusal:
                verdicts = [refusal] * len(chunk.leaves)
            except BaseException as cause:
                self._fail(cause)
                return
            with self._lock:
                chunk.verdicts = verdicts
                self._to_log.notify()

    def _next_chunk(self) -> _Chunk | None:
        with self._lock:
            while not self._waiting and not self._closing and self._dead is None:
                self._to_verify.wait()
            if not self._waiting or self._dead is not None:
                return None
            share = -(-len(self._waiting) // self._bounds.verifiers)
            taken = [self._waiting.popleft() for _ in range(min(self._bounds.chunk, share))]
            chunk = _Chunk([leaf for leaf, _ in taken], [ticket for _, ticket in taken])
            self._chunks.append(chunk)
            return chunk

    def _log_loop(self) -> None:
        while (group := self._next_group()) is not None:
            try:
                self._log(group)
            except BaseException as cause:
                for chunk in group:
                    self._chunks.appendleft(chunk)
                self._fail(cause)
                return

    def _next_group(self) -> list[_Chunk] | None:
        """Every chunk at the front that is verified; a later one waits for those before it."""
        with self._lock:
            while not (self._chunks and self._chunks[0].verdicts is not None) and self._dead is None:
                if self._closing and not self._chunks and not self._waiting:
                    return None
                self._to_log.wait()
            if self._dead is not None:
                return None
            group, entries = [], 0
            while self._chunks and self._chunks[0].verdicts is not None and entries < self._bounds.group:
                group.append(self._chunks.popleft())
                entries += len(group[-1].leaves)
            self._under_way -= entries
            return group

    def _log(self, group: list[_Chunk]) -> None:
        passed: list[tuple[NewLeaf, Ticket]] = []
        for chunk in group:
            for leaf, ticket, verdict in zip(chunk.leaves, chunk.tickets, chunk.verdicts or (), strict=True):
                if verdict is None:
                    passed.append((leaf, ticket))
                else:
                    ticket.settle(verdict)
        if not passed:
            return
        new: list[NewLeaf] = []
        placed: list[tuple[Ticket, int]] = []
        first = self._store.size
        verdicts = self._admit([leaf for leaf, _ in passed], first)
        for (leaf, ticket), admitted in zip(passed, verdicts, strict=True):
            if isinstance(admitted, HoldfireError):
                ticket.settle(admitted)
            elif admitted is None:
                placed.append((ticket, first + len(new)))
                new.append(leaf)
            else:
                placed.append((ticket, admitted))
        if new:
            self._vouch(new, first)
        for ticket, position in placed:
            ticket.settle(Logged(position, self._checkpoint))

    def _vouch(self, new: list[NewLeaf], first: int) -> None:
        """Durable in the log, then durable as the head, and only then signed."""
        if self._store.append(new) != first:
            raise StorageError(
                "Somebody else appended to the log.", "Only the committer may: close the other writer."
            )
        size, root = self._store.head()
        old = self._head
        self._head = self._heads.compare_and_swap(self._origin, old.size, old.root, size, root, b"")
        self._checkpoint = self._seal(size, root)

    def _fail(self, cause: BaseException) -> None:
        """Stop for good and tell everybody who waits."""
        why = cause.what if isinstance(cause, HoldfireError) else f"{type(cause).__name__}: {cause}."
        error = StorageError(
            f"The log has stopped: {why}",
            "Entries under way are not acknowledged. Open the log anew and send them again.",
        )
        error.__cause__ = cause
        with self._lock:
            self._dead = self._dead or error
            left = [ticket for chunk in self._chunks for ticket in chunk.tickets]
            left += [ticket for _, ticket in self._waiting]
            self._chunks.clear()
            self._waiting.clear()
            self._to_verify.notify_all()
            self._to_log.notify_all()
        self._store.file.stop(why)
        for ticket in left:
            ticket.settle(error)


def continued_head(store: LogStore, heads: HeadStore, origin: str) -> Head:
    """Move the head up to the log, which may be ahead after a crash; RegressionError if it is not."""
    old = heads.head(origin)
    size, root = store.head()
    if size < old.size:
        raise RegressionError(
            f"The log of {origin} has {size} entries, but a head over {old.size} was vouched for.",
            "This is an old copy, or entries are lost. Sign nothing; restore the log from a mirror.",
        )
    if store.root(old.size) != old.root:
        raise RegressionError(
            f"The log of {origin} has another tree of size {old.size} than was vouched for.",
            "Sign nothing; restore the log from a mirror.",
        )
    if size == old.size:
        return old
    return heads.compare_and_swap(origin, old.size, old.root, size, root, b"")


def admit_by_number(store: LogStore) -> Admit:
    """The least order there is: a party's number is taken once; the same entry again keeps its position."""

    def admit(leaves: Sequence[NewLeaf], first: int) -> list[HoldfireError | int | None]:
        verdicts: list[HoldfireError | int | None] = []
        places: dict[tuple[str, int], tuple[int, bytes]] = {}
        at = first
        for new in leaves:
            number = (new.party, new.seq)
            if number not in places and (found := store.by_feed(*number)) is not None:
                places[number] = (found, store.leaf(found))
            known = places.get(number)
            if known is None or new.seq < 0:
                places[number] = (at, new.leaf)
                at += 1
                verdicts.append(None)
            elif known[1] == new.leaf:
                verdicts.append(known[0])
            else:
                verdicts.append(_taken(new, known[0]))
        return verdicts

    return admit


def _taken(new: NewLeaf, position: int) -> FeedError:
    return FeedError(
        f"Number {new.seq} of {new.party} is taken by another entry, at position {position}.",
        "Number the entry after the last one logged; two entries of one number are an equivocation.",
    )
