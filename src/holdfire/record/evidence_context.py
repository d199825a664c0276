"""The entries that an evidence file shows, folded as far as they go: what can be judged from a part of a log.

A file holds the charters and the few entries that one rule needs. They are folded in their order as the
whole log would be (docs/record-format.md 6), with one allowance: a party's feed begins where the first
entry shown of it stands, and goes on over entries that are left out. Where every entry from 0 on is shown
there is no allowance, and what is found is final. Else it rests on no charter being left out, which the
reader's own charter shows or whoever holds the log can refute.
"""

from collections.abc import Iterable, Sequence

from holdfire.errors import FormError, ProofError
from holdfire.record.charter import Charter
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.fold import object_to, take, take_void
from holdfire.record.rulings.ruling import Objection
from holdfire.record.state import Feed, State

SILENT_ON = frozenset({"gap", "target"})
"""Reasons that are about what is not there: leaving an entry out of the file would feign them."""


class Context:
    """The state as the entries shown so far make it. Entries come in ascending order of their index."""

    def __init__(self) -> None:
        self.state = State()
        self.charters: list[Charter] = []
        self.first_leaf = ""
        self._known: dict[str, tuple[int, Entry]] = {}
        self._next = 0
        self._whole = True

    @property
    def is_whole(self) -> bool:
        """Whether no entry before the next one was left out."""
        return self._whole

    def take_in(self, index: int, leaf: bytes) -> Objection | None:
        """Let the entry take effect if nothing is to be said against it; tells what is."""
        self._reach(index)
        self._next = index + 1
        entry, objection = self._judged(leaf, lenient=not self._whole)
        if objection is not None:
            # Void as it is, it may have its place: its party's feed goes on from it.
            take_void(self.state, objection, entry)
            return objection
        assert entry is not None
        # Only what stands can be referred to; the same leaf once more, which is void, must not hide it.
        self._known[entry.hash] = (index, entry)
        take(self.state, entry)
        if entry.body.type == "charter" and self.state.charter is not None:
            self.charters.append(self.state.charter)
            self.first_leaf = self.first_leaf or entry.hash
        return None

    def judge(self, index: int, leaf: bytes) -> tuple[Entry | None, Objection | None]:
        """What is to be said against the leaf as the entry of that index; None as entry: it has no form."""
        self._reach(index)
        return self._judged(leaf, lenient=False)

    def rests_on(self, reason: str) -> str:
        """What nobody can see in the file and the finding for that reason relies on; empty: on nothing.
        Raises ProofError where that is too much: anybody could have left something out."""
        if self._whole:
            return ""
        if reason in SILENT_ON:
            raise ProofError(
                f"The reason `{reason}` rests on other entries not being in the log, and some are left out.",
                "Show every entry from 0 on, or check the whole log.",
            )
        return "that no other charter or revocation was in force than those shown"

    def _reach(self, index: int) -> None:
        if index < self._next:
            raise FormError("The entries of the evidence are not in ascending order.", "Write it anew.")
        if index > self._next:
            self._whole = False
        self.state.size = index

    def _judged(self, leaf: bytes, lenient: bool) -> tuple[Entry | None, Objection | None]:
        try:
            entry = read_leaf(leaf)
        except FormError as cause:
            return None, Objection("form", cause.what)
        body = entry.body
        known = self.state.feeds.get(body.party)
        before = dict(self.state.feeds)
        if not self._whole and (known is None or (lenient and body.seq > known.next)):
            self.state.feeds[body.party] = Feed(body.seq, body.prev)
        objection = object_to(self.state, entry, self._known.get)
        if objection is not None:
            self.state.feeds = before
        return entry, objection


def folded(shown: Iterable[tuple[int, bytes]]) -> Context:
    """The context that these entries make, which must be in ascending order."""
    context = Context()
    for index, leaf in shown:
        context.take_in(index, leaf)
    return context


def entries_needed(leaves: Sequence[bytes], index: int) -> list[int]:
    """Which entries below `index` a file must show so that the entry there can be judged as the whole log
    judges it: its party's ones by number and hash, what it refers to and what was said of that (votes,
    approvals), the last proof of time, and revocations. `leaves` is the log up to that entry; charters are
    left out, since every file brings them."""
    entries = [_read(leaf) for leaf in leaves[: index + 1]]
    target = entries[index]
    if target is None:
        return []
    body = target.body
    wanted = set(body.refs)
    for each in reversed(entries[:index]):
        if each is not None and each.hash in wanted:
            wanted.update(each.body.refs)
    found: set[int] = set()
    own: list[int] = []
    times: list[int] = []
    for at, each in enumerate(entries[:index]):
        if each is None or each.body.type == "charter":
            continue
        if each.hash in wanted or wanted.intersection(each.body.refs) or each.body.type == "revoke":
            found.add(at)
        if each.body.party == body.party:
            own.append(at)
            if each.body.seq in (body.seq, body.seq - 1) or each.hash == body.prev:
                found.add(at)
        if each.body.type == "time":
            times.append(at)
    return sorted(found.union(own[-1:], times[-1:]))


def _read(leaf: bytes) -> Entry | None:
    try:
        return read_leaf(leaf)
    except FormError:
        return None
