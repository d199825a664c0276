"""A node: one party's copy of the log, its feed, and what follows from both.

Opening it verifies the tail of the log and folds what is new. A node writes its party's entries, keeps
countersigned checkpoints, sets evidence aside, and erases what a redaction names. It signs as host,
witness or mirror only where those keys are opened and handed in.
"""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from types import TracebackType

from holdfire.errors import CharterError, FeedError, ForkError, FormError, ProofError
from holdfire.record.bracket import Bracket
from holdfire.record.canonical import Plain
from holdfire.record.charter import Charter
from holdfire.record.checkpoint import parse_checkpoint
from holdfire.record.countersigned import CountersignedNotes
from holdfire.record.draft import Draft, act_draft
from holdfire.record.entry import NOTHING_SEEN, Entry, read_leaf, write_leaf
from holdfire.record.feed_guard import head_name, note_signed, require_newest
from holdfire.record.fold import fold, object_to
from holdfire.record.host import refusal
from holdfire.record.key_file import PrivateKey, Randomness
from holdfire.record.key_ring import KeyRing, signing
from holdfire.record.leaf_search import positions_of
from holdfire.record.node_home import NodeHome, NodeSettings
from holdfire.record.outbox import Outbox, Sent
from holdfire.record.rulings.charters import chartered
from holdfire.record.snapshot import keep_snapshot, kept_snapshot
from holdfire.record.standing import Countersigned, Standing
from holdfire.record.standings import Standings
from holdfire.record.state import Breach, State
from holdfire.record.storage.blobs import BlobStore
from holdfire.record.storage.connection import Mode
from holdfire.record.storage.durable_files import write_whole
from holdfire.record.storage.heads import HeadStore
from holdfire.record.storage.log_store import LogStore

__all__ = ["Draft", "Node"]

PIECE = 4096
"""Leaves folded at a time."""
SHARED = Mode(locking="shared")
"""While a node serves, its party still signs and looks at entries in another process."""


@dataclass
class Node:
    """An open node. Close it, or use it in a `with` block. Several processes may have it open; only one may
    be on duty (on_duty.py), and only that one appends to the log."""

    home: NodeHome
    settings: NodeSettings
    log: LogStore
    heads: HeadStore
    notes: CountersignedNotes
    outbox: Outbox
    blobs: BlobStore
    keys: KeyRing
    state: State = field(default_factory=State)
    alarms: list[str] = field(default_factory=list)
    """Names of evidence files set aside since the node was opened."""
    feed_conflict: FeedError | None = None
    """Why nothing may be signed for our party here: somebody else wrote in our feed."""
    _told_notes: tuple[int, int] = (0, 0)
    first_namers: dict[str, str] = field(default_factory=dict)
    """Of blobs that were redacted: the leaf hash of the first entry that names each."""
    _kept_size: int | None = None
    """How many entries the snapshot on disk was folded from; None where none fits."""

    @classmethod
    def open(cls, home: NodeHome) -> "Node":
        """Open every store, verify the tail, fold what is new; StorageError where the disk is at fault."""
        settings = home.read()
        with contextlib.ExitStack() as opened:
            log = opened.enter_context(
                contextlib.closing(LogStore.open(home.log, origin=settings.origin, locking="shared"))
            )
            heads = opened.enter_context(contextlib.closing(HeadStore.open(home.heads(settings))))
            notes = opened.enter_context(contextlib.closing(CountersignedNotes.open(home.notes, SHARED)))
            outbox = opened.enter_context(contextlib.closing(Outbox.open(home.outbox, SHARED)))
            node = cls(home, settings, log, heads, notes, outbox, BlobStore(home.blobs), KeyRing(home.keys))
            node._resume()
            opened.pop_all()
        return node

    def close(self) -> None:
        """Keep a snapshot where the log grew, so that the next opening is quick, and close the stores."""
        if self.state.charter is not None and self.state.size != self._kept_size:
            with contextlib.suppress(ProofError):
                keep_snapshot(self.home.snapshot, self.state, self.log.root(self.state.size))
        for store in (self.log, self.heads, self.notes, self.outbox):
            store.close()

    def __enter__(self) -> "Node":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, cause: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def charter(self) -> Charter:
        """The charter in force; CharterError where the log has none yet."""
        if self.state.charter is None:
            raise CharterError(
                f"The record {self.settings.origin} has no charter here yet.",
                "Fetch the log (holdfire record sync), or import a bundle with its charter.",
            )
        self._tell_notes()
        return self.state.charter

    @property
    def party(self) -> str:
        return self.settings.party

    # The log and its state

    def _resume(self) -> None:
        size = self.log.size

        def root_at(at: int) -> bytes | None:
            return self.log.root(at) if at <= size else None

        kept = kept_snapshot(self.home.snapshot, root_at)
        self._kept_size = None if kept is None else kept.size
        self.state = State() if kept is None else kept
        self.catch_up()

    def catch_up(self) -> list[Breach]:
        """Fold every entry that the log has and the state has not; what is void among them. Entries of
        our own party go into the outbox's numbering."""
        breaches: list[Breach] = []
        own: list[tuple[int, Entry]] = []
        while self.state.size < self.log.size:
            start = self.state.size
            end = min(start + PIECE, self.log.size)
            leaves = self.log.leaves(start, end)
            for index, told in enumerate(fold(self.state, leaves, self.entry_of), start):
                if isinstance(told, Breach):
                    breaches.append(told)
                entry = told if isinstance(told, Entry) else None
                if isinstance(told, Breach) and told.in_feed:
                    entry = read_leaf(leaves[index - start])
                if entry is not None and entry.body.party == self.party:
                    own.append((index, entry))
        if own:
            try:
                self.outbox.adopt(own)
            except FeedError as conflict:
                # The copy is whole and goes on being kept; only our own feed is spoilt.
                self.feed_conflict = conflict
        return breaches

    def _tell_notes(self) -> None:
        """Let checkpoints be judged by the charters and revocations that the state has now. A host's state
        moves on while others ask, so this is looked at with every use of the charter."""
        known = (len(self.state.history), len(self.state.revoked))
        if known != self._told_notes:
            self.notes.revoked = {
                self.state.keys[name].public: self.state.keys[name].until for name in list(self.state.revoked)
            }
            history = list(self.state.history)
            self.notes.history = [(index, chartered(read_leaf(leaf))[0]) for index, leaf in history]
            self._told_notes = known

    def entry_of(self, leaf_hash: str) -> tuple[int, Entry] | None:
        """The entry of that hash with its index, if it is in the log, counted and not void."""
        void = {each.index for each in self.state.breaches}
        for index in positions_of(self.log, bytes.fromhex(leaf_hash)):
            if index < self.state.size and index not in void:
                return index, read_leaf(self.log.leaf(index))
        return None

    def entries(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, Entry | None]]:
        """Each entry with its index; None where the leaf is none."""
        last = self.log.size if end is None else end
        for low in range(start, last, PIECE):
            for index, leaf in enumerate(self.log.leaves(low, min(low + PIECE, last)), low):
                try:
                    yield index, read_leaf(leaf)
                except FormError:
                    yield index, None

    # Our own entries

    def enter(self, draft: Draft, key: PrivateKey, now: int) -> Entry:
        """Sign an entry and put it into the outbox: queued (grade 0) when this returns.

        Blobs are on disk before it. What the log would refuse is refused here already, as far as the
        log is known. `now` is our clock in seconds.
        """
        if self.feed_conflict is not None:
            raise self.feed_conflict
        guard = head_name(self.settings.origin, self.party)
        require_newest(self.heads, guard, self.outbox.feed)
        if draft.type != "charter" or self.outbox.feed.next:
            self.require_charter()
        for blob in draft.blobs:
            self.blobs.put(blob)
        body = draft.body(key.card, self.outbox.feed, self.seen(), now)
        leaf = write_leaf(body, self.settings.origin, signing(key))
        self._refuse_hopeless(read_leaf(leaf))
        entry = self.outbox.put(leaf, draft.label)
        note_signed(self.heads, guard, self.outbox.feed)
        return entry

    def require_charter(self) -> None:
        """Raise CharterError while the log has no charter: what was queued before it would take its number
        in the feed."""
        if self.state.charter is None:
            what = "its entry is queued" if self.outbox.feed.next else "nothing else can be entered before it"
            raise CharterError(
                f"The record {self.settings.origin} has no charter here yet; {what}.",
                "holdfire record sync logs or fetches it; holdfire record import takes it from a bundle.",
            )

    def _refuse_hopeless(self, entry: Entry) -> None:
        """Raise, before anything is kept, what the log as we know it would object to."""
        if self.outbox.feed.next != self.state.feed(self.party).next:
            return  # it may rest on entries that are not logged yet
        told = object_to(self.state, entry, self.entry_of)
        if told is not None:
            raise refusal(told)

    def enter_act(
        self,
        act: str,
        content: Mapping[str, Plain],
        at: str,
        key: PrivateKey,
        now: int,
        randomness: Randomness,
        public: bool = False,
        files: tuple[bytes, ...] = (),
        label: str = "",
    ) -> Entry:
        """Enter what the product did, as `act_draft` writes it."""
        return self.enter(act_draft(act, at, content, randomness, public, files, label), key, now)

    def seen(self) -> tuple[int, str]:
        """Size and root of the largest checkpoint we know to be witnessed."""
        if self.state.charter is None:
            return NOTHING_SEEN
        told = self.notes.largest_witnessed(self.charter)
        if told is None:
            return NOTHING_SEEN
        return told.checkpoint.size, told.checkpoint.root.hex()

    # What an entry has reached

    def standings(self) -> Standings:
        """Grades and times by the checkpoints kept now; CharterError where there is no charter yet."""
        return Standings(self.notes.all(self.charter), self.charter, self.notes.stored_at)

    def standing(self, position: int, author: str) -> Standing:
        return self.standings().of(position, author)

    def standing_of(self, sent: Sent) -> Standing:
        return self.standing(sent.position, self.party)

    def bracket(self, position: int, entry: Entry) -> Bracket:
        return self.standings().times(position, entry)

    def trim(self) -> int:
        """Let go of own leaves that enough others hold; how many."""
        standings = self.standings()
        held = [
            each.seq for each in self.outbox.kept() if standings.of(each.position, self.party).held_by_others
        ]
        if held:
            self.outbox.trim(held)
        return len(held)

    # Checkpoints and evidence

    def own_note(self) -> bytes:
        """The newest checkpoint of our own copy that the log signed, with all that is kept under it; empty
        where there is none."""
        if self.state.charter is None:
            return b""
        kept = reversed(self.notes.all(self.charter))
        return next((each.note for each in kept if each.checkpoint.size <= self.log.size), b"")

    def keep_note(self, note: bytes) -> Countersigned:
        """Keep a checkpoint of this log with what is under it. A ForkError carries its evidence, which is
        set aside before it is raised; a note of another history is never kept among ours."""
        signed = parse_checkpoint(note)
        size = signed.checkpoint.size
        try:
            if size <= self.log.size and self.log.root(size) != signed.checkpoint.root:
                raise self.notes.contradicted(note, self.charter, self.log)
            return self.notes.keep(note, self.charter)
        except ForkError as fork:
            if fork.evidence:
                self.alarm(fork.evidence)
            raise

    def alarm(self, evidence: bytes) -> None:
        """Set evidence aside in a file named by its hash; the same evidence once."""
        name = f"{sha256(evidence).hexdigest()}.json"
        path = self.home.evidence / name
        if not path.exists():
            write_whole(path, evidence)
            self.alarms.append(name)

    def evidence(self) -> list[str]:
        return sorted(path.name for path in self.home.evidence.glob("*.json"))
