"""The fold: entry after entry, what stands, what is void and why, and the state that follows.

`object_to` is asked by a host before it logs an entry, and by every replica after: the same function, so
that an entry which a host should have refused is seen by everybody (docs/record-format.md 6).
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from holdfire.errors import FormError
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.rulings import RULINGS
from holdfire.record.rulings.charters import approved_before, chartered
from holdfire.record.rulings.ruling import Objection, Ruling
from holdfire.record.state import Breach, Feed, KeyStanding, Lookup, State

Verifier = Callable[[bytes, Entry, str], bool]
"""Whether the public key signed the entry for the log of that origin."""


def by_signature(public: bytes, entry: Entry, origin: str) -> bool:
    return entry.is_signed_by(public, origin)


def signing_key(state: State, entry: Entry) -> KeyStanding | None:
    """The key that the entry must be signed with; None where nobody enrolled it. For entry 0, and for a
    charter that enrols its author's new key, it is the one the charter itself lists, if that charter
    holds: else anybody could enrol himself, and use up a number of another's feed."""
    key = state.keys.get(entry.body.key)
    if entry.body.type != "charter" or (key is not None and key.in_force(state.size)):
        return key
    # Reading a charter takes as long as hundreds of entries: a stranger's is not even read.
    if state.charter is not None and not approved_before(state, entry):
        return None
    if RULINGS["charter"].object_to(state, state.size, entry, _nowhere) is not None:
        return None
    charter, _ = chartered(entry)
    for each in charter.keys:
        if each.fingerprint == entry.body.key:
            return KeyStanding(each.party, each.role, each.kind, each.public, state.size)
    return None


def object_to(
    state: State, entry: Entry, lookup: Lookup, is_signed: Verifier = by_signature
) -> Objection | None:
    """Why the entry cannot stand as the next one; None if it can. Changes nothing.

    An objection to its place (author, signature, number) says that it has no place in the log. One to
    its content (a late vote, say) leaves it its place, void.
    """
    ruling = RULINGS.get(entry.body.type)
    if ruling is None:
        return Objection("form", f"there is no type {entry.body.type!r} of entry", in_feed=False)
    told = _out_of_place(state, entry, ruling, is_signed)
    if told is not None:
        return replace(told, in_feed=False)
    return ruling.object_to(state, state.size, entry, lookup)


def _out_of_place(state: State, entry: Entry, ruling: Ruling, is_signed: Verifier) -> Objection | None:
    body, index = entry.body, state.size
    if (index == 0) != _is_first_charter(entry):
        return Objection("charter", "entry 0, and no other, holds charter version 0")
    if index == 0 and (told := ruling.object_to(state, index, entry, _nowhere)) is not None:
        return replace(told, reason="charter")
    key = signing_key(state, entry)
    if key is None or key.party != body.party or not key.in_force(index):
        return _no_key(entry, index)
    if key.role != ruling.role:
        return Objection(
            "role", f"an entry of type {body.type} is signed with the role {ruling.role}, not {key.role}"
        )
    if not is_signed(key.public, entry, state.origin or _origin_of(entry)):
        return Objection("signature", f"it is not signed by the key {body.key}")
    feed = state.feed(body.party)
    if body.seq != feed.next:
        return Objection(
            "replay" if body.seq < feed.next else "gap",
            f"its number is {body.seq}, and {feed.next} is the next of {body.party}",
        )
    if body.prev != feed.last:
        return Objection("feed", f"it does not follow the last entry of {body.party}")
    return None


def take(state: State, entry: Entry) -> None:
    """Let the entry, to which nothing was objected, take effect."""
    RULINGS[entry.body.type].take(state, state.size, entry)
    _follow(state, entry)
    state.size += 1


def take_void(state: State, objection: Objection, entry: Entry | None = None) -> Breach:
    """Count an entry that is in the log though it cannot stand; its number is used up if it had its place."""
    breach = Breach(state.size, objection.reason, objection.what, entry is not None and objection.in_feed)
    state.breaches.append(breach)
    if entry is not None and breach.in_feed:
        _follow(state, entry)
    state.size += 1
    return breach


def _follow(state: State, entry: Entry) -> None:
    feed = state.feeds.setdefault(entry.body.party, Feed())
    feed.next, feed.last = entry.body.seq + 1, entry.hash


def fold(
    state: State, leaves: Iterable[bytes], lookup: Lookup, is_signed: Verifier = by_signature
) -> list[Entry | Breach]:
    """Let each leaf of a log take effect in turn; tells for each the entry, or why it is void."""
    told: list[Entry | Breach] = []
    for leaf in leaves:
        try:
            entry = read_leaf(leaf)
        except FormError as cause:
            told.append(take_void(state, Objection("form", cause.what, in_feed=False)))
            continue
        objection = object_to(state, entry, lookup, is_signed)
        if objection is None:
            take(state, entry)
            told.append(entry)
        else:
            told.append(take_void(state, objection, entry))
    return told


def _nowhere(leaf_hash: str) -> None:
    """Where to look things up before there is any entry."""


def _is_first_charter(entry: Entry) -> bool:
    charter = entry.body.content.get("charter") if entry.body.type == "charter" else None
    return type(charter) is dict and type(charter.get("version")) is int and charter["version"] == 0


def _origin_of(entry: Entry) -> str:
    return chartered(entry)[0].origin


def _no_key(entry: Entry, index: int) -> Objection:
    return Objection("author", f"{entry.body.key} is no key of {entry.body.party} in force at entry {index}")
