"""holdfire exchange: what others can open, and what they send, in the forms they know."""

import click

from holdfire.commands.exchange.xlsform import xlsform


@click.group()
def exchange() -> None:
    """Write what others can open, and read what they send, in the forms they know."""


exchange.add_command(xlsform)
