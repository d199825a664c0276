"""holdfire record prove, seal: proofs that anybody checks offline."""

from pathlib import Path

import click

from holdfire.commands.answers import answer
from holdfire.commands.keys_of_ours import WrongUseError, home_of, record_folder
from holdfire.commands.options import as_json
from holdfire.commands.record.finding import entry_argument, find_entry, graded
from holdfire.mission.sealing import best_proof, sealed_by, sent_out_as
from holdfire.record.entry import Entry
from holdfire.record.node import Node
from holdfire.record.storage.durable_files import make_folder, write_whole

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
        proved = best_proof(node, position, found)
    content, size, grade = proved.proof.to_bytes(), proved.size, proved.grade
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
        proved = best_proof(node, position, found)
        files = sealed_by(node, proved, found)
    grade = proved.grade
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


def _bulletin(node: Node, number: str) -> tuple[int, Entry]:
    """The entry of the bulletin that is meant."""
    found = sent_out_as(node, number)
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
