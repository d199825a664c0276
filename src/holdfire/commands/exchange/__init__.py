"""holdfire exchange: what others can open, and what they send, in the forms they know."""

import click

from holdfire.commands.exchange.alerts import cap
from holdfire.commands.exchange.features import features, serve
from holdfire.commands.exchange.tables import atom_, cot_, hxl_
from holdfire.commands.exchange.xlsform import xlsform


@click.group()
def exchange() -> None:
    """Write what others can open, and read what they send, in the forms they know."""


for _verb in (features, serve, cap, cot_, hxl_, atom_, xlsform):
    exchange.add_command(_verb)
