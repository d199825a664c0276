"""holdfire record: the joint record of several parties, one file a subject."""

import click

from holdfire.commands.record.charter import charter
from holdfire.commands.record.checking import attest, verify
from holdfire.commands.record.confidential import confide, disclose, unseal
from holdfire.commands.record.entries import enter, log, show
from holdfire.commands.record.exchange import export, import_bundle, sync
from holdfire.commands.record.joining import join, trust
from holdfire.commands.record.promotion import promote
from holdfire.commands.record.proved_time import time_
from holdfire.commands.record.proving import prove, seal
from holdfire.commands.record.redaction import approve, redact
from holdfire.commands.record.replaying import replay


class InOrder(click.Group):
    """Lists the verbs in the order in which they are first needed, not by letter."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder)
def record() -> None:
    """Keep the joint record: join, sign, exchange, prove and check it.

    Each party runs a node of its own, with its own keys. What it enters is signed, numbered, logged in
    one tree, mirrored and countersigned. Anybody can check it offline with tools/verify_record.py.
    """


for _verb in (
    join,
    trust,
    charter,
    enter,
    sync,
    export,
    import_bundle,
    log,
    show,
    prove,
    seal,
    verify,
    attest,
    time_,
    replay,
    confide,
    unseal,
    disclose,
    redact,
    approve,
    promote,
):
    record.add_command(_verb)
