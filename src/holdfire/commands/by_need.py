"""Groups of verbs that are imported when they are asked for.

A command needs few of the parts, and on a poor laptop importing all of them takes longer than what it does.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class ByNeed(click.Group):
    """Lists its verbs in the order the work is done, not by letter, and imports the one that is asked for.

    `verbs` says where each is: the module below holdfire.commands, a dot, and its name there.
    """

    def __init__(self, *args: Any, verbs: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.verbs)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.verbs:
            return None
        module, verb = self.verbs[name].rsplit(".", 1)
        found = getattr(import_module(f"holdfire.commands.{module}"), verb)
        assert isinstance(found, click.Command)
        return found
