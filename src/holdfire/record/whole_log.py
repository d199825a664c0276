"""Whether a whole log holds: every leaf audited anew, and what the node keeps of it held against that."""

from dataclasses import dataclass

from holdfire.record.audit import Audited, audit
from holdfire.record.lost_files import LostFile, lost_files
from holdfire.record.node import Node


@dataclass(frozen=True, slots=True)
class WholeLog:
    """What the audit computed, every fault in words, and files that entries name and that are not here."""

    audited: Audited
    faults: tuple[str, ...]
    lost: tuple[LostFile, ...]


def whole_log(node: Node, workers: int) -> WholeLog:
    """Audit it in so many processes. Raises StorageError where a row is missing or unreadable."""
    node.require_charter()
    told = audit(node.home.log, node.settings.origin, node.log.size, workers)
    lost = lost_files(node, {each.index for each in told.breaches})
    faults = [
        *_disputes(told),
        *_faults(node, told.root, told.state.root()),
        *(each.words for each in lost if each.vouched),
    ]
    return WholeLog(told, tuple(faults), tuple(lost))


def _disputes(told: Audited) -> list[str]:
    return [
        f"Entry {each.index}: {each.party} attested to another state after {each.size:,} entries "
        f"({each.attested[:16]}) than they amount to here ({each.computed[:16]}). Compare both logs, and "
        "the versions of Holdfire."
        for each in told.disputed
    ]


def _faults(node: Node, root: bytes, state_root: bytes) -> list[str]:
    faults = []
    for note in node.notes.all(node.charter):
        size = note.checkpoint.size
        if size <= node.log.size and node.log.root(size) != note.checkpoint.root:
            faults.append(f"The checkpoint of {size} entries is not of this tree.")
    if node.log.root() != root:
        faults.append("The tiles of the log do not belong to its leaves.")
    if node.state.root() != state_root:
        faults.append("The state kept is not what the log amounts to: delete snapshot.json.")
    return faults
