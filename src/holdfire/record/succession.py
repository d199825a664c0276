"""A log that changes hosts: by which key its checkpoints must be signed, and who may go on with it.

A checkpoint is judged by the charter in force after its entries. So a follower that is offered one by a
key it does not know yet folds the new entries on the side: if a successor charter among them, approved as it
must be, names that key, it is the log's. This is also how a log outlives the loss of its host's key.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy

from holdfire.errors import CharterError, FormError, SignatureError
from holdfire.record.approvals import check_successor
from holdfire.record.charter import Charter
from holdfire.record.checkpoint import SignedCheckpoint, check_log_signature
from holdfire.record.entry import read_leaf
from holdfire.record.fold import fold
from holdfire.record.key_file import KeyCard
from holdfire.record.node import Node
from holdfire.record.note import VerifierKey
from holdfire.record.rulings.charters import chartered

ENTRIES_MAX = 65_536
BYTES_MAX = 64 * 1024 * 1024
"""How far behind our copy a change of hosts is looked for."""


def due_key(node: Node, signed: SignedCheckpoint, leaves: Iterable[bytes]) -> VerifierKey:
    """The key of the log by which this checkpoint is signed; `leaves` are those behind our copy, read only
    where the host we know did not sign it. Raises SignatureError where no host of the log did."""
    known = node.charter.host_vkey
    try:
        check_log_signature(signed, known)
        return known
    except SignatureError:
        ahead = deepcopy(node.state)
        fold(ahead, _bounded(leaves), node.entry_of)
        if ahead.charter is None or ahead.charter.host_vkey == known:
            raise
        check_log_signature(signed, ahead.charter.host_vkey)
        return ahead.charter.host_vkey


def _bounded(leaves: Iterable[bytes]) -> Iterator[bytes]:
    """Nobody we know vouches for these yet: no more of them is read than a handover takes."""
    total = 0
    for count, leaf in enumerate(leaves):
        total += len(leaf)
        if count >= ENTRIES_MAX or total > BYTES_MAX:
            raise SignatureError(
                "The checkpoint is not by the host that this copy knows, and no charter that names another "
                f"is among the first {count:,} entries behind it.",
                "Take over a bundle that the former host signed first, up to the change of hosts.",
            )
        yield leaf


def check_host(node: Node, signed: SignedCheckpoint) -> None:
    """Raise SignatureError unless the host of that size signed it, as far as our copy knows hosts."""
    check_log_signature(signed, host_key_at(node, signed.checkpoint.size))


def host_key_at(node: Node, size: int) -> VerifierKey:
    """The host's key by the charter in force after so many entries, as far as our copy knows charters."""
    held = [leaf for index, leaf in node.state.history if index < size]
    return chartered(read_leaf(held[-1]))[0].host_vkey if held else node.charter.host_vkey


def keys_of_hosts(node: Node, due: VerifierKey) -> tuple[VerifierKey, ...]:
    """That key, and those of every host before: older checkpoints are signed by them."""
    before = [chartered(read_leaf(leaf))[0].host_vkey for _, leaf in node.state.history]
    return tuple(dict.fromkeys((due, *reversed(before))))


def is_of_its_host(node: Node, signed: SignedCheckpoint) -> bool:
    """Whether the host that the charter of that size names signed it. The last checkpoint of a host that
    hands over covers the charter that replaces it, and counts no more."""
    host = host_key_at(node, signed.checkpoint.size)
    return any((each.name, each.key_id) == (host.name, host.key_id) for each in signed.note.signatures)


def inherited(node: Node) -> KeyCard | None:
    """The host key on this device with which we may go on, since a charter in our outbox names it and holds
    under the one in force; None where there is none."""
    if node.state.charter is None:
        return None
    for sent in node.outbox.kept():
        if sent.logged or sent.leaf is None:
            continue
        charter = _successor(node, sent.leaf)
        if charter is None or charter.host_vkey == node.charter.host_vkey:
            continue
        for card in node.keys.cards():
            if card.role == "host" and card.public == charter.host_vkey.public:
                return card
    return None


def _successor(node: Node, leaf: bytes) -> Charter | None:
    entry = read_leaf(leaf)
    if entry.body.type != "charter":
        return None
    try:
        charter, approvals = chartered(entry)
        revoked = frozenset(node.state.revoked)
        check_successor(charter, approvals, node.charter, node.state.charter_leaf, revoked)
    except (CharterError, FormError):
        return None
    return charter
