"""The host: it sequences the parties' entries into the one log, and signs what it sequenced.

It decides nothing. What it logs it holds against the same rules as every replica (fold.py), so an entry
that it should not have taken is seen by all. It acknowledges after the entry is durable and the head was
swapped in the second store (storage/group_commit.py).
"""

from collections.abc import Callable, Sequence

from holdfire.errors import (
    AuthorityError,
    CharterError,
    EquivocationError,
    FeedError,
    FormError,
    HoldfireError,
    RecordError,
    SignatureError,
    StorageError,
)
from holdfire.record.charter import Charter
from holdfire.record.checking import Checkers, Claim
from holdfire.record.checkpoint import Checkpoint, sign_checkpoint
from holdfire.record.ed25519 import SigningKey
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.evidence import equivocation_evidence
from holdfire.record.fold import object_to, take, take_void
from holdfire.record.rulings.charters import chartered
from holdfire.record.rulings.ruling import Objection
from holdfire.record.state import Lookup, State
from holdfire.record.storage.group_commit import Bounds, GroupCommitter
from holdfire.record.storage.heads import HeadStore
from holdfire.record.storage.log_store import LogStore, NewLeaf
from holdfire.record.storage.tickets import Ticket

ERRORS: dict[str, type[RecordError]] = {
    "form": FormError,
    "charter": CharterError,
    "author": AuthorityError,
    "role": AuthorityError,
    "foreign": AuthorityError,
    "signature": SignatureError,
    "replay": FeedError,
    "gap": FeedError,
    "feed": FeedError,
}
"""Which named error an objection becomes; the others are plain RecordErrors."""
ADVICE = {
    "replay": "It was logged before, or the feed is older than the log: fetch the log and write it anew.",
    "gap": "Send the entries before it first: they are in the outbox.",
    "feed": "The outbox and the log differ: fetch the log and compare.",
    "author": "Sign with a key that the charter in force lists.",
    "role": "Sign with the key of the right role; holdfire key show lists them.",
    "signature": "Sign it anew on the device that holds the key.",
}


BOUNDS = Bounds(verifiers=1)
"""One thread verifies: under load it hands the work to a process, and two would only share its chunks."""


class Arrived(NewLeaf):
    """A leaf on its way into the log, read once; `verified` is the key by which its signature was found
    right, empty while it was not."""

    __slots__ = ("entry", "verified")

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry.body.party, entry.body.seq, entry.leaf)
        object.__setattr__(self, "entry", entry)
        object.__setattr__(self, "verified", b"")

    entry: Entry
    verified: bytes


def refusal(objection: Objection) -> RecordError:
    """The objection as the named error that the author gets."""
    error = ERRORS.get(objection.reason, RecordError)
    advice = ADVICE.get(objection.reason, "Nothing was logged. Correct it and send it anew.")
    return error(f"The entry is refused ({objection.reason}): {objection.what}.", advice)


def _any_first(charter: Charter) -> CharterError | None:
    return None


class Host:
    """The open log of one origin, and the one way into it. Close it before the store."""

    def __init__(
        self,
        log: LogStore,
        heads: HeadStore,
        state: State,
        origin: str,
        key: SigningKey,
        lookup: Lookup,
        alarm: Callable[[bytes], None],
        bounds: Bounds | None = None,
        heir: bool = False,
        first: Callable[[Charter], CharterError | None] = _any_first,
    ) -> None:
        """`state` must be folded from the whole log; `alarm` gets evidence files. An `heir` goes on with a
        log whose host is lost with its key: a charter that names the heir's key waits to be logged, and
        nobody believes what it signs before that one is in (succession.py).

        `first` says why a first charter is not the one that this node was told to believe.

        Raises StorageError where the state is of another size than the log, CharterError where another
        hosts it, and RegressionError where the log is behind its head.
        """
        if state.size != log.size:
            raise StorageError(
                f"The state is folded from {state.size} entries, and the log has {log.size}.",
                "Fold the whole log before anything is taken.",
            )
        self._log, self._state, self._origin, self._key = log, state, origin, key
        self._lookup, self._alarm = lookup, alarm
        self._heir, self._first = heir, first
        wrong = self._not_host_of(state.charter) if state.charter is not None else None
        if wrong is not None and not heir:
            raise wrong
        bounds = bounds or BOUNDS
        self._checkers = Checkers(bounds.verifiers)
        self._committer = GroupCommitter(
            log, heads, origin, self._verify, self._seal, admit=self._admit, bounds=bounds
        )

    @property
    def checkpoint(self) -> bytes:
        return self._committer.checkpoint

    def submit(self, leaf: bytes) -> Ticket:
        """Queue a leaf; its ticket is settled once it is durable and signed for, or refused.

        Raises FormError at once for what is no leaf, BusyError where too many wait.
        """
        return self._committer.submit(Arrived(read_leaf(leaf)))

    def close(self) -> None:
        self._committer.close()
        self._checkers.close()

    def _verify(self, leaves: Sequence[NewLeaf]) -> list[HoldfireError | None]:
        """Signatures by keys we know. Another's is looked at in the order of the log, where a charter
        just before it may have enrolled its key."""
        claimed: list[Arrived] = []
        claims: list[Claim] = []
        for new in leaves:
            assert isinstance(new, Arrived)
            key = self._state.keys.get(new.entry.body.key)
            if key is not None:
                claimed.append(new)
                claims.append((key.public, new.entry.signed_text(self._origin), new.entry.signature))
        for new, (public, _, _), is_right in zip(claimed, claims, self._checkers.check(claims), strict=True):
            if is_right:
                object.__setattr__(new, "verified", public)
        return [None] * len(leaves)

    def _admit(self, leaves: Sequence[NewLeaf], first: int) -> list[HoldfireError | int | None]:
        group = _Group(self._log, self._lookup, first)
        verdicts: list[HoldfireError | int | None] = []
        for new in leaves:
            assert isinstance(new, Arrived)
            verdicts.append(self._admit_one(new, group))
        return verdicts

    def _admit_one(self, new: Arrived, group: "_Group") -> HoldfireError | int | None:
        entry = new.entry
        if (same := group.same(entry, self._state)) is not None:
            return same
        objection = object_to(
            self._state,
            entry,
            group.lookup,
            lambda public, told, origin: new.verified == public or told.is_signed_by(public, origin),
        )
        if objection is None or objection.in_feed:
            # The entry that brings another host's charter is the last that we log.
            charter = self._state.charter or chartered(entry)[0]
            if (wrong := self._not_host_of(charter)) is not None and not self._heir:
                return wrong
            if self._state.charter is None and (strange := self._first(charter)) is not None:
                return strange
            if objection is None:
                take(self._state, entry)
                self._heir = self._heir and self._not_host_of(self._state.charter or charter) is not None
            else:
                # It has its place in the feed and is void: that it was tried stands in the record.
                take_void(self._state, objection, entry)
            group.add(entry, stands=objection is None)
            return None
        if objection.reason == "replay":
            return self._again(entry, group, objection)
        return refusal(objection)

    def _not_host_of(self, charter: Charter) -> CharterError | None:
        """Why we may not sign for the log of this charter; None if we are its host."""
        if charter.origin != self._origin:
            return CharterError(
                f"The charter is of {charter.origin}, and this log is {self._origin}.",
                "Send it to its own log.",
            )
        if charter.host_vkey.public != self._key.public:
            return CharterError(
                f"By the charter {charter.host_party} hosts {self._origin} with another key than this one.",
                "Send the entry to that host.",
            )
        return None

    def _again(self, entry: Entry, group: "_Group", objection: Objection) -> HoldfireError | int:
        """Another entry whose number is taken, signed by the party all the same: an equivocation, if the
        first is the party's own too. A host before us may have logged one that it never signed."""
        there = group.find(entry.body.party, entry.body.seq)
        if there is None or not self._is_own(there[1]):
            stands = self._lookup(entry.hash)
            return refusal(objection) if stands is None else stands[0]
        position, leaf = there
        evidence = equivocation_evidence(self._origin, leaf, entry.leaf)
        self._alarm(evidence)
        return EquivocationError(
            f"{entry.body.party} signed two different entries with the number {entry.body.seq}; the first "
            f"stands at position {position}.",
            "Both are kept as evidence. Number entries from one device only.",
            evidence,
        )

    def _is_own(self, leaf: bytes) -> bool:
        entry = read_leaf(leaf)
        key = self._state.keys.get(entry.body.key)
        return (
            key is not None and key.party == entry.body.party and entry.is_signed_by(key.public, self._origin)
        )

    def _seal(self, size: int, root: bytes) -> bytes:
        return sign_checkpoint(Checkpoint(self._origin, size, root), self._key)


class _Group:
    """Entries admitted to the group under way, which the store does not have yet."""

    def __init__(self, log: LogStore, lookup: Lookup, first: int) -> None:
        self._log, self._lookup, self._next = log, lookup, first
        self._new: dict[tuple[str, int], tuple[int, bytes]] = {}
        self._standing: dict[str, tuple[int, Entry]] = {}

    def add(self, entry: Entry, stands: bool) -> None:
        self._new[entry.body.party, entry.body.seq] = (self._next, entry.leaf)
        if stands:
            self._standing[entry.hash] = (self._next, entry)
        self._next += 1

    def lookup(self, leaf_hash: str) -> tuple[int, Entry] | None:
        """As the replicas will see it: an entry of this very group can be referred to already."""
        return self._standing.get(leaf_hash) or self._lookup(leaf_hash)

    def same(self, entry: Entry, state: State) -> int | None:
        """The position of the very same entry, if it is logged; asked before any rule, since its key may
        have been revoked after its acknowledgement was lost."""
        if entry.body.seq >= state.feed(entry.body.party).next:
            return None
        there = self.find(entry.body.party, entry.body.seq)
        return there[0] if there is not None and there[1] == entry.leaf else None

    def find(self, party: str, seq: int) -> tuple[int, bytes] | None:
        if (party, seq) in self._new:
            return self._new[party, seq]
        position = self._log.by_feed(party, seq)
        return None if position is None else (position, self._log.leaf(position))
