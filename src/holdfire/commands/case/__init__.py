"""holdfire case: a complaint from the day it comes in to the ruling on it."""

import click

from holdfire.commands.case.acting import note, open_, position, rule, step
from holdfire.commands.case.viewing import funnel_, list_, show


class InOrder(click.Group):
    """Lists the verbs in the order in which a case needs them, not by letter."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder)
def case() -> None:
    """Open cases, take them up the status ladder, collect positions and let the decision rule rule.

    A case goes received, under verification, then what was found; those who decide take positions, and the
    outcome follows from the agreement's decision rule. Every act is a line of the journal, signed by name.
    """


for _verb in (open_, step, position, note, rule, show, list_, funnel_):
    case.add_command(_verb)
