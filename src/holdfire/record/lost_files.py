"""Files that valid entries name and that are not here, though no redaction erased them.

A host that deletes a photo changes no leaf, so no hash of the log tells of it. What tells is that an entry
names it, that nobody redacted it, and that a mirror has cosigned that it holds the log and its files.
"""

from collections.abc import Collection
from dataclasses import dataclass

from holdfire.record.erasing import erased_blobs
from holdfire.record.node import Node


@dataclass(frozen=True, slots=True)
class LostFile:
    """`file` is the SHA-256 that the entry at `position` names. `vouched`: our own mirror has cosigned a tree
    with that entry in it, and so that the file is kept here."""

    entry: str
    position: int
    file: str
    vouched: bool

    @property
    def words(self) -> str:
        named = f"The file {self.file[:16]} that entry {self.position} names is not here"
        if self.vouched:
            return f"{named}, and our mirror vouched for it: import a bundle that has it along."
        return f"{named} yet: holdfire record sync fetches it."


def lost_files(node: Node, void: Collection[int]) -> list[LostFile]:
    """Every one of them once, by the first valid entry that names it."""
    vouched = max(
        (each.checkpoint.size for each in node.notes.all(node.charter) if node.party in each.mirrors),
        default=0,
    )
    erased, seen, found = erased_blobs(node), set[str](), []
    for position, entry in node.entries():
        if entry is None or position in void:
            continue
        for blob in entry.body.blobs:
            if blob not in seen and blob not in erased and not node.blobs.has(blob):
                found.append(LostFile(entry.hash, position, blob, position < vouched))
            seen.add(blob)
    return found
