"""holdfire node: serve a party's node to the others."""

import signal
import threading
from contextlib import ExitStack
from pathlib import Path

import click

from holdfire.commands.answers import counted
from holdfire.commands.keys_of_ours import WrongUseError, passphrase_file, record_folder, seconds_now
from holdfire.commands.on_duty_now import keys_by, node_alone, on_duty, peers_of
from holdfire.commands.rounds_now import Rounds, carry_out_redactions
from holdfire.errors import HoldfireError, StorageError
from holdfire.record.key_file import PrivateKey
from holdfire.record.on_duty import OnDuty
from holdfire.record.serving.app import App
from holdfire.record.serving.server import serve

ROUND_S = 2.0
"""How long a node waits between two rounds to the others, in seconds."""


@click.command()
@record_folder
@click.option(
    "--listen", default="127.0.0.1:8470", show_default=True, metavar="HOST:PORT", help="Where to answer."
)
@click.option("--rounds", type=click.IntRange(0), help="Stop after so many rounds. Else run until stopped.")
@passphrase_file
def node(folder: Path, listen: str, rounds: int | None, passphrase_file: Path | None) -> None:
    """Serve your node to the other parties: as host, witness and mirror, whichever keys are here.

    It answers on this machine only unless --listen says otherwise; towards other machines put something
    before it that ends TLS. Every two seconds it goes its round, as holdfire record sync does: what you
    enter meanwhile goes out. Keys that a new charter brings are taken up when it is started anew. Ctrl-C
    ends it; nothing acknowledged is lost by that, nor by a power cut.

    \b
    Example: holdfire node idlib --listen 127.0.0.1:8470
    """
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    with ExitStack() as stack:
        opened = stack.enter_context(node_alone(folder))
        host, port = _address(listen)
        peers = peers_of(opened)
        keys = keys_by(opened, passphrase_file)
        duty = stack.enter_context(on_duty(opened, keys))
        running = stack.enter_context(serve(App(duty, seconds_now), host, port))
        click.echo(
            f"{opened.party} answers at {running.address} ({_duties(duty)}). Ctrl-C ends it.", err=True
        )
        rounds_gone, before = 0, ""
        going = Rounds(duty, keys.author, peers)
        while not stop.is_set() and (rounds is None or rounds_gone < rounds):
            said = _round_words(folder, duty, going, keys.author)
            if said and said != before:
                click.echo(said, err=True)
            before, rounds_gone = said, rounds_gone + 1
            stop.wait(ROUND_S if rounds is None else ROUND_S / 40)
    click.echo("Stopped.", err=True)


def _round_words(folder: Path, duty: OnDuty, going: Rounds, author: PrivateKey | None) -> str:
    """Go one round, and say what happened in it; "" where nothing did. What fails is told and tried again;
    a disk that fails ends the node."""
    node, now = duty.node, seconds_now()
    erased: list[str] = []
    try:
        folded = node.state.size
        with duty.appending():
            node.catch_up()
        done = going.go(now)
        if node.state.charter is not None and (node.state.size != folded or done.cosigned_by):
            erased = carry_out_redactions(folder, node, author, now)
            node.trim()
    except StorageError:
        raise
    except HoldfireError as trouble:
        return str(trouble)
    said = [f"erased: {each}" for each in erased]
    if done.handed_in or done.fetched:
        size = counted(node.log.size, "entry", "entries")
        said.append(f"{done.handed_in} handed in, {done.fetched} fetched; the log has {size}.")
    said += [f"refused: {each}" for each in done.refused] + [f"not reached: {each}" for each in done.troubles]
    said += [f"EVIDENCE set aside: evidence/{each}" for each in node.alarms]
    return "\n".join(said)


def _address(listen: str) -> tuple[str, int]:
    host, colon, port = listen.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65_535:
        raise WrongUseError(
            f"{listen!r} is no address to answer at.", "Write it as HOST:PORT, such as 127.0.0.1:8470."
        )
    return host.strip("[]"), int(port)


def _duties(duty: OnDuty) -> str:
    held = [name for name in ("host", "witness", "mirror") if getattr(duty, name) is not None]
    return ", ".join(held) or "no duty: no key is here"
