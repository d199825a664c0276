"""holdfire record charter show: the charter in force, or a draft, and what verifiers need of it."""

from pathlib import Path
from typing import Any

import click

from holdfire.commands.answers import answer
from holdfire.commands.keys_of_ours import home_of, read_file
from holdfire.commands.options import as_json
from holdfire.commands.record.charter_words import described, signed_keys, signed_lines
from holdfire.record.charter import Charter
from holdfire.record.charter_draft import read_draft
from holdfire.record.following import pin_of
from holdfire.record.node import Node
from holdfire.record.storage.durable_files import make_folder, write_whole


@click.command()
@click.argument("path", metavar="DIR_OR_DRAFT", type=click.Path(path_type=Path))
@click.option(
    "--files",
    type=click.Path(path_type=Path, file_okay=False),
    help="Of a node: also write charter.leaf, joint.policy and witnessed.policy here, for verifiers.",
)
@as_json
def show(path: Path, files: Path | None, as_json: bool) -> None:
    """Show the charter in force of a node, or a draft: parties, keys, thresholds, and who has signed.

    \b
    Example: holdfire record charter show charter.json
    JSON keys: charter (as written), digest, leaf, signed (parties), missing (parties), complete, files
    """
    if path.is_file():
        drafted, approvals = read_draft(read_file(path))
        keys = {**_shown(drafted, None), **signed_keys(drafted, approvals, None)}
        answer(as_json, keys, [*described(drafted), *signed_lines(drafted, approvals, None)])
        return
    with Node.open(home_of(path)) as node:
        held = node.charter
        found = node.entry_of(node.state.charter_leaf)
        written = _write_files(files, held, found[1].leaf if found else b"") if files is not None else []
        lines = described(held, node.state)
        leaf = node.state.charter_leaf
    in_force = {"signed": sorted(held.guarantors), "missing": [], "complete": True, "files": written}
    answer(
        as_json,
        {**_shown(held, leaf), **in_force},
        [*lines, f"In force since the entry {leaf}.", *(f"Written: {each}" for each in written)],
    )


def _write_files(folder: Path, held: Charter, leaf: bytes) -> list[str]:
    make_folder(folder)
    contents = {
        "charter.leaf": leaf,
        "joint.policy": held.joint.encode(),
        "witnessed.policy": held.witnessed.encode(),
    }
    for name, content in contents.items():
        write_whole(folder / name, content)
    return [str(folder / name) for name in contents]


def _shown(held: Charter, leaf: str | None) -> dict[str, Any]:
    return {"charter": held.plain, "digest": pin_of(held), "leaf": leaf, "files": []}
