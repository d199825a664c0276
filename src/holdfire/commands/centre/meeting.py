"""holdfire meeting: rounds announced and held, what was agreed point by point, and what they adopted."""

import click

from holdfire.commands.centre.meeting_acts import adopt, announce, call_off, hold, point, postpone
from holdfire.commands.centre.meeting_read import read
from holdfire.commands.centre.meeting_told import list_, show


class InOrder(click.Group):
    """Lists the verbs in the order in which a meeting needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder)
def meeting() -> None:
    """Meetings: rounds announced, held, put off; points agreed and not agreed; statements adopted.

    Who comes are parties, bodies and observers of the agreement, never persons.
    """


for _verb in (announce, hold, point, postpone, call_off, adopt, read, list_, show):
    meeting.add_command(_verb)
