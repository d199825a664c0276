"""Erasing what a redaction names: blobs go from this disk, the leaf and every proof stay.

A redaction in force is an order to every node. Each says when it is done (`erased`); who does not is
seen. A node cannot prove that it kept no copy: that stays a matter of trust, and the docs say so.
"""

from collections.abc import Collection, Iterator

from holdfire.record.entry import Entry, read_leaf
from holdfire.record.key_file import PrivateKey
from holdfire.record.node import Draft, Node
from holdfire.record.state import Redaction


def erased_blobs(node: Node) -> frozenset[str]:
    """Blobs that no node may keep or take in any more: those that redactions in force name, and that their
    target was the first entry to name. Else somebody could have another's public file erased by naming it in
    an entry of his own and having that redacted."""
    ordered = {
        blob: each.target
        for each in list(node.state.redactions.values())
        if each.in_force != -1
        for blob in each.blobs
        if node.first_namers.get(blob, each.target) == each.target
    }
    if unknown := ordered.keys() - node.first_namers.keys():
        node.first_namers |= first_namers(node, unknown)
    return frozenset(blob for blob, target in ordered.items() if node.first_namers.get(blob) == target)


def first_namers(node: Node, blobs: Collection[str]) -> dict[str, str]:
    """Leaf hash of the first entry that stands and names each of the blobs. It reads the log through: only
    redactions need it, and they are rare."""
    void = {each.index for each in node.state.breaches}
    found: dict[str, str] = {}
    for index, entry in node.entries(0, node.state.size):
        if entry is None or index in void or not entry.body.blobs:
            continue
        for blob in entry.body.blobs:
            if blob in blobs:
                found.setdefault(blob, entry.hash)
        if len(found) == len(blobs):
            break
    return found


def due(node: Node) -> Iterator[tuple[str, Redaction]]:
    """Redactions in force for which this party has given no receipt."""
    for leaf, redaction in list(node.state.redactions.items()):
        if redaction.in_force != -1 and node.party not in redaction.erased:
            yield leaf, redaction


def erase(node: Node) -> list[str]:
    """Delete every blob that redactions in force name, durably; those that were still here."""
    return [blob for blob in sorted(erased_blobs(node)) if node.blobs.delete(blob)]


def kept_back(node: Node) -> dict[str, str]:
    """Files that a redaction in force names and that are still here, with the leaf hash of the earlier entry
    that names them: that entry is to be redacted too, if it can be."""
    erased_blobs(node)
    named = (blob for _, each in due(node) for blob in each.blobs)
    return {
        blob: node.first_namers[blob] for blob in named if node.blobs.has(blob) and blob in node.first_namers
    }


def receipts(node: Node, key: PrivateKey, now: int) -> list[Entry]:
    """Erase, then sign a receipt for each redaction that is due; it is queued in the outbox. None is signed
    where a file is still here, because an earlier entry names it too (`kept_back`)."""
    erase(node)
    waiting = {
        ref
        for sent in node.outbox.kept()
        if sent.leaf is not None and (entry := _receipt(sent.leaf)) is not None
        for ref in entry.body.refs
    }
    return [
        node.enter(Draft("erased", {"blobs": sorted(each.blobs)}, refs=(leaf,)), key, now)
        for leaf, each in due(node)
        if leaf not in waiting and not any(node.blobs.has(blob) for blob in each.blobs)
    ]


def _receipt(leaf: bytes) -> Entry | None:
    entry = read_leaf(leaf)
    return entry if entry.body.type == "erased" else None
