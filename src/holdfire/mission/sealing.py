"""Seals of what a mission sent out: the best proof that a node has of an entry, and what goes with it.

A seal is made from the log and nothing else, so any party's node makes it, and it can be made for as long as
the particulars are kept.
"""

from dataclasses import dataclass

from holdfire.errors import ProofError
from holdfire.mission.recording import SENT_OUT
from holdfire.record.entry import Entry
from holdfire.record.journal import Entry as Line
from holdfire.record.log_proof import LogProof, make_log_proof
from holdfire.record.node import Node
from holdfire.record.particulars import read_particulars
from holdfire.record.seal import make_seal
from holdfire.record.standing import Grade, standing
from holdfire.record.tree import prove_inclusion


@dataclass(frozen=True, slots=True)
class Proved:
    """The proof of an entry under a checkpoint over `size` entries, and the grade that it shows by itself."""

    proof: LogProof
    size: int
    grade: Grade


def best_proof(node: Node, position: int, entry: Entry) -> Proved:
    """The proof under the checkpoint that gives the entry most. Raises ProofError where none covers it."""
    covering = [n for n in node.notes.all(node.charter, position + 1) if n.checkpoint.size <= node.log.size]
    if not covering:
        raise ProofError(
            f"No checkpoint over entry {position} is kept here.",
            "Run holdfire record sync, or import a bundle.",
        )
    author = entry.body.party
    reached = {n.checkpoint.size: standing(position, author, [n], node.charter).grade for n in covering}
    best = max(covering, key=lambda n: (reached[n.checkpoint.size], n.checkpoint.size))
    size = best.checkpoint.size
    hashes = tuple(prove_inclusion(node.log.reader(), position, size))
    return Proved(make_log_proof(position, hashes, best.note, entry.leaf), size, reached[size])


def sealed_by(node: Node, proved: Proved, entry: Entry) -> dict[str, bytes]:
    """The files of the seal by their names. Raises ProofError where the particulars are not here."""
    says = str(entry.body.content["particulars"])
    if not node.blobs.has(says):
        raise ProofError(
            f"What the entry {entry.hash[:16]} says of its bulletin is not here.",
            "Run holdfire record sync, or import a bundle that has the files along.",
        )
    return make_seal(proved.proof, entry.leaf, node.blobs.get(says))


def sent_out_as(node: Node, number: str) -> list[tuple[int, Entry]]:
    """Entries of bulletins and letters of that number, id or folder: our own, else others'. The position or
    the hash of one names it alone."""
    found: list[tuple[int, Entry]] = []
    for at, entry in node.entries():
        if entry is None or entry.body.type != "act" or entry.body.content.get("act") not in SENT_OUT:
            continue
        if number in (str(at), entry.hash):
            return [(at, entry)]
        says = read_particulars(node, at)
        told = says.content.get("told") if says is not None else None
        if isinstance(told, dict) and number in (told.get("number"), told.get("folder"), told.get("id")):
            found.append((at, entry))
    return [each for each in found if each[1].body.party == node.party] or found


def logged_line(node: Node, line: Line) -> tuple[int, Entry] | None:
    """The entry in the log that stands for this line of our own journal; None while there is none."""
    for at, entry in node.entries():
        if entry is None or entry.body.type != "act" or entry.body.party != node.party:
            continue
        if entry.body.content.get("act") != line.act:
            continue
        says = read_particulars(node, at)
        if says is not None and says.content.get("line") == line.hash:
            return at, entry
    return None
