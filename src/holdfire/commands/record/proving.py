"""holdfire record prove, seal: proofs that anybody checks offline."""

from pathlib import Path

import click

from holdfire.commands.answers import answer
from holdfire.commands.keys_of_ours import WrongUseError, home_of, record_folder
from holdfire.commands.options import as_json
from holdfire.commands.record.finding import entry_argument, find_entry, graded
from holdfire.errors import ProofError
from holdfire.mission.recording import SENT_OUT
from holdfire.record.entry import Entry
from holdfire.record.log_proof import LogProof, make_log_proof
from holdfire.record.node import Node
from holdfire.record.particulars import read_particulars
from holdfire.record.seal import make_seal
from holdfire.record.standing import Grade, standing
from holdfire.record.storage.durable_files import make_folder, write_whole
from holdfire.record.tree import prove_inclusion

TRUST = "--charter CHARTER (holdfire record charter show DIR --files FOLDER writes it)"


@click.command()
@record_folder
@entry_argument
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Where to write the proof."
)
@as_json
def prove(folder: Path, entry: str, out: Path, as_json: bool) -> None:
    """Write a proof that an entry is in the log, with the countersignatures; anybody checks it offline.

    \b
    Example: holdfire record prove idlib 12 --out 12.tlog-proof
    JSON keys: file, position, size, grade, bytes
    """
    with Node.open(home_of(folder)) as node:
        position, found = find_entry(node, entry)
        proof, size, grade = proved(node, position, found)
    content = proof.to_bytes()
    write_whole(out, content)
    answer(
        as_json,
        {"file": str(out), "position": position, "size": size, "grade": grade.word, "bytes": len(content)},
        [
            f"{out}: entry {position} in the log of {size:,}; {graded(grade)}; {len(content):,} bytes.",
            f"Check it with: python3 tools/verify_record.py proof {out} {TRUST}",
        ],
    )


@click.command()
@record_folder
@click.argument("number", metavar="NUMBER_OR_ENTRY")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the seal."
)
@as_json
def seal(folder: Path, number: str, out: Path, as_json: bool) -> None:
    """Write the seal of an issued bulletin or letter: the proof of its entry, and what it says of its files.

    NUMBER is that of the bulletin, as printed on it, or the id of the letter. Where several of your bulletins
    bear it, name the bulletin's folder within the mission, or its entry.

    \b
    Example: holdfire record seal idlib HF-20170615-un --out seal-15-june
    JSON keys: folder, position, grade, files
    """
    with Node.open(home_of(folder)) as node:
        position, found = _bulletin(node, number)
        proof, _, grade = proved(node, position, found)
        says = str(found.body.content["particulars"])
        if not node.blobs.has(says):
            raise ProofError(
                f"What the entry {found.hash[:16]} says of its bulletin is not here.",
                "Run holdfire record sync, or import a bundle that has the files along.",
            )
        files = make_seal(proof, found.leaf, node.blobs.get(says))
    make_folder(out)
    for name, content in files.items():
        write_whole(out / name, content)
    answer(
        as_json,
        {"folder": str(out), "position": position, "grade": grade.word, "files": sorted(files)},
        [
            f"Seal of the bulletin at position {position} in {out}; {graded(grade)}.",
            f"Check it with: python3 tools/verify_record.py bulletin BULLETIN --seal {out} {TRUST}",
        ],
    )


def proved(node: Node, position: int, entry: Entry) -> tuple[LogProof, int, Grade]:
    """The proof under the checkpoint that gives the entry most, that checkpoint's size, and the grade that
    the proof by itself shows."""
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
    return make_log_proof(position, hashes, best.note, entry.leaf), size, reached[size]


def _bulletin(node: Node, number: str) -> tuple[int, Entry]:
    """The entry of the bulletin that is meant, ours before others'."""
    found: list[tuple[int, Entry]] = []
    for at, entry in node.entries():
        if entry is None or entry.body.type != "act" or entry.body.content.get("act") not in SENT_OUT:
            continue
        says = read_particulars(node, at)
        told = says.content.get("told") if says is not None else None
        if number in (str(at), entry.hash):
            return at, entry
        if isinstance(told, dict) and number in (told.get("number"), told.get("folder"), told.get("id")):
            found.append((at, entry))
    found = [each for each in found if each[1].body.party == node.party] or found
    if len(found) == 1:
        return found[0]
    if found:
        places = ", ".join(str(at) for at, _ in found)
        raise WrongUseError(
            f"Several bulletins are called {number}: at the positions {places}.", "Name one by its position."
        )
    raise WrongUseError(
        f"The log has no issue of a bulletin {number}.",
        "holdfire record enter signs what was issued; holdfire record sync logs it.",
    )
