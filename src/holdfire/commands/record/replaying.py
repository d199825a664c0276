"""holdfire record replay: what the log says, laid out anew; and a mission's folder put together again."""

from pathlib import Path

import click

from holdfire.commands.answers import answer, counted
from holdfire.commands.keys_of_ours import home_of, mission_of, record_folder
from holdfire.commands.options import as_json
from holdfire.errors import MissionError
from holdfire.mission.erasing import SHELF
from holdfire.mission.restoring import Restored, rebuild_mission, restore
from holdfire.record.node import Node
from holdfire.shelf.whole import rebuild


@click.command()
@record_folder
@click.option(
    "--restore", "restoring", is_flag=True, help="Put files and journal lines back that the mission lacks."
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="Put the whole mission together in this new folder.",
)
@as_json
def replay(folder: Path, restoring: bool, into: Path | None, as_json: bool) -> None:
    """Make the shelf (shelf.sqlite) anew from the log: entries, acts, judgements, bulletins, votes, grades.

    The shelf holds nothing of its own; it may be deleted at any time. With --restore, what your own party
    entered is put back where it is missing: agreement, rows taken in, bulletins, the journal. Nothing that
    is there is touched, and nothing comes back that was redacted or never entered.

    \b
    Example: holdfire record replay idlib --restore
    JSON keys: file, size, state_root, rows (table: number), restored (files, journal_lines, new_key,
      lacking (file: reason))
    """
    if restoring and into is None and mission_of(folder) is None:
        raise MissionError(f"{folder} is a node without a mission.", "Name a new folder with --into.")
    path = folder / SHELF
    told: Restored | None = None
    with Node.open(home_of(folder)) as node:
        if into is not None:
            told = rebuild_mission(into, node)
        elif restoring:
            told = restore(folder, node)
        rows = rebuild(path, node)
        keys: dict[str, object] = {
            "file": str(path),
            "size": node.log.size,
            "state_root": node.state.root().hex(),
            "rows": rows,
            "restored": None if told is None else _restored_keys(told),
        }
        size = counted(node.log.size, "entry", "entries")
        home = node.home.folder
    lines = [f"{path} made anew from {size}:"]
    lines += [f"  {table:<11} {count:,}" for table, count in rows.items() if table != "meta"]
    answer(as_json, keys, [*lines, *(_restored_lines(told, into, home) if told else [])])


def _restored_keys(told: Restored) -> dict[str, object]:
    return {
        "files": told.files,
        "journal_lines": told.journal_lines,
        "new_key": told.new_key,
        "lacking": told.lacking,
    }


def _restored_lines(told: Restored, into: Path | None, home: Path) -> list[str]:
    lines = [f"put back: {each}" for each in told.files]
    if told.journal_lines:
        lines.append(f"put back: {counted(told.journal_lines, 'line')} of journal.jsonl")
    if not lines:
        lines.append("Nothing was missing that the record could put back.")
    lines += [f"still missing: {name}: {why}" for name, why in told.lacking.items()]
    if told.new_key:
        lines.append(
            "mission.toml has a new publication_key: put the old one there if you have it, or pseudonyms in "
            "bulletins will differ from those issued before."
        )
    if into is not None:
        lines.append(f"Next: move the node ({home}) to {into}/record, then holdfire fuse {into}")
    return lines
