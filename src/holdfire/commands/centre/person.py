"""holdfire person: lists of detainees, abductees, remains and missing, from offer to confirmation."""

import click

from holdfire.commands.centre.person_acts import agree, confirm, execute, take_back
from holdfire.commands.centre.person_decided import ask, different, same
from holdfire.commands.centre.person_lists import list_, show
from holdfire.commands.centre.person_match import match
from holdfire.commands.centre.person_names import names
from holdfire.commands.centre.person_offer import offer
from holdfire.commands.centre.person_rows import close, consent, fate, reopen


class InOrder(click.Group):
    """Lists the verbs in the order in which a list needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder)
def person() -> None:
    """Detainees, abductees, remains and missing: lists offered, agreed, executed and confirmed, in numbers.

    Names stand in a confidential file that only the parties named can open. Everything else speaks of rows.
    Each side's number stands beside the other's, and nobody is credited before the receiver confirms.
    """


for _verb in (
    offer,
    agree,
    execute,
    confirm,
    take_back,
    fate,
    reopen,
    close,
    consent,
    names,
    match,
    same,
    different,
    ask,
    list_,
    show,
):
    person.add_command(_verb)
