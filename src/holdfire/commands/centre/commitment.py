"""holdfire commitment: what the texts oblige to, how far each speaker says it is, and what is overdue."""

import click

from holdfire.commands.centre.commitment_acts import add, assess
from holdfire.commands.centre.commitment_board import overdue_, scoreboard
from holdfire.commands.centre.commitment_told import list_, show


class InOrder(click.Group):
    """Lists the verbs in the order in which a commitment needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder)
def commitment() -> None:
    """Commitments: assess how far each is, take on what a meeting agreed, see the scoreboard of a day.

    What nobody assessed is not known, which is not "not begun". Overdue is not non-compliance: only people
    say that somebody did not comply.
    """


for _verb in (list_, show, assess, add, scoreboard, overdue_):
    commitment.add_command(_verb)
