"""holdfire patrol: plans, what each side says of how they went, what hindered them, and clashes of plans."""

import click

from holdfire.commands.centre.patrol_acts import call_off, deny, obstacle, outcome, plan, set_out
from holdfire.commands.centre.patrol_told import clashes_, export, list_, show


class InOrder(click.Group):
    """Lists the verbs in the order in which a patrol needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder)
def patrol() -> None:
    """Patrols: plan them, see what they clash with, and keep what each side says of how they went."""


for _verb in (plan, call_off, set_out, outcome, obstacle, deny, list_, show, clashes_, export):
    patrol.add_command(_verb)
