"""holdfire record time: entering what the witnesses' clocks prove, so that deadlines and terms can pass."""

from pathlib import Path

import click

from holdfire.commands.answers import answer
from holdfire.commands.keys_of_ours import (
    WrongUseError,
    home_of,
    open_key,
    passphrase_file,
    read_passphrase,
    record_folder,
    seconds_now,
)
from holdfire.commands.options import as_json
from holdfire.commands.record.finding import QUEUED_WORDS, as_utc, queued
from holdfire.record.node import Draft, Node
from holdfire.record.rulings.clock import witness_time


@click.command("time")
@record_folder
@passphrase_file
@as_json
def time_(folder: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Enter the newest checkpoint that enough witnesses cosigned: its time is then proved for everybody.

    Deadlines of proposals and the end of a term pass by proved time alone, the median of the witnesses'
    clocks: nobody's own clock decides, and nobody can hold it back by saying nothing.

    \b
    Example: holdfire record time idlib
    JSON keys: entry (leaf hash), grade, proved (UTC), before (UTC, null: no time was proved yet)
    """
    with Node.open(home_of(folder)) as node:
        node.require_charter()
        newest = node.notes.largest_witnessed(node.charter)
        before = node.state.time
        if newest is None or witness_time(newest.witnessed) <= before:
            raise WrongUseError(
                "No checkpoint here is witnessed with a later time than the one that is proved already.",
                f"Let the witnesses cosign first: holdfire record sync {folder}, on their side too.",
            )
        proved = witness_time(newest.witnessed)
        author = open_key(node, "author", read_passphrase(passphrase_file))
        entry = node.enter(Draft("time", {"checkpoint": newest.note.decode()}), author, seconds_now())
    keys = {**queued(entry), "proved": as_utc(proved), "before": as_utc(before) if before else None}
    answer(
        as_json,
        keys,
        [f"{as_utc(proved)} is proved once entry {entry.hash[:16]} is logged; {QUEUED_WORDS}."],
    )
