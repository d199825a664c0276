"""What follows an act of a mission that keeps a joint record: its entry is signed, or somebody is told to."""

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from holdfire.commands.answers import counted
from holdfire.commands.keys_of_ours import open_key, randomness, read_passphrase, seconds_now
from holdfire.errors import HoldfireError
from holdfire.mission.opened import Opened
from holdfire.mission.record_within import home_within
from holdfire.mission.recording import enter_waiting, waiting_lines
from holdfire.record.node import Node

PASSPHRASE_FILE = "HOLDFIRE_PASSPHRASE_FILE"

Given = ParamSpec("Given")
Given_back = TypeVar("Given_back")


def then_entered(verb: Callable[Given, Given_back]) -> Callable[Given, Given_back]:
    """Put under a verb that acts on a mission: once it has ended, what it did is entered in the record.

    Nothing of that can undo the act or change the verb's exit code; what fails is told on stderr.
    """

    @wraps(verb)
    def verb_and_entering(*words: Given.args, **options: Given.kwargs) -> Given_back:
        folder = options["folder"]
        assert isinstance(folder, Path)
        try:
            given_back = verb(*words, **options)
        except click.exceptions.Exit:
            enter_or_tell(folder)
            raise
        enter_or_tell(folder)
        return given_back

    return verb_and_entering


def enter_or_tell(folder: Path) -> None:
    """Enter the acts that wait, if HOLDFIRE_PASSPHRASE_FILE opens the author's key; else say that they
    wait. A mission without a record is left alone."""
    home = home_within(folder)
    if home is None:
        return
    try:
        with Node.open(home) as node:
            said = _entered(Opened.open(folder), node)
    except HoldfireError as cause:
        said = (
            f"The act is done and stands in the journal, but is not entered in the record: {cause}\n"
            f"Later: holdfire record enter {folder}"
        )
    if said:
        click.echo(said, err=True)


def _entered(mission: Opened, node: Node) -> str:
    """What became of the acts that wait, in words; "" where none does."""
    waits = len(waiting_lines(mission, node))
    if not waits:
        return ""
    told = f"{counted(waits, 'act waits', 'acts wait')} to be signed"
    if node.state.charter is None:
        return f"{told}, once the record has its charter here."
    path = os.environ.get(PASSPHRASE_FILE)
    if not path:
        return f"{told}: holdfire record enter {mission.folder}"
    author = open_key(node, "author", read_passphrase(Path(path)))
    entered = enter_waiting(mission, node, author, seconds_now(), randomness)
    return (
        f"{counted(len(entered), 'act')} signed and queued (grade 0). "
        f"Next: holdfire record sync {mission.folder}"
    )
