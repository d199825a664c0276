"""holdfire serve: the desk of a mission, in a browser."""

import secrets
import signal
import socket
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from holdfire.commands.account import not_installed
from holdfire.commands.keys_of_ours import WrongUseError, open_key, passphrase_file, read_passphrase
from holdfire.commands.options import mission_folder
from holdfire.mission.folder import Mission
from holdfire.record.key_file import PrivateKey
from holdfire.record.node import Node

HERE = ("127.0.0.1", "localhost", "::1")


@click.command()
@mission_folder
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8600, show_default=True, help="Where to answer."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address of this machine to bind to."
)
@click.option(
    "--behind",
    metavar="URL",
    help="The https address that browsers use, where something before the desk ends TLS.",
)
@click.option(
    "--proxy",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="With --behind: the address from which what ends TLS asks; it is believed who asked it.",
)
@click.option(
    "--idle",
    type=click.IntRange(1, 24 * 60),
    default=30,
    show_default=True,
    metavar="MINUTES",
    help="After so long without anything done, a browser has to sign in again.",
)
@click.option(
    "--longest",
    type=click.IntRange(1, 7 * 24),
    default=12,
    show_default=True,
    metavar="HOURS",
    help="After so long it has to in any case.",
)
@click.option("--by-hand", is_flag=True, help="Take nothing in and work nothing out but when asked to.")
@click.option(
    "--webhooks-inside",
    is_flag=True,
    help="Webhooks may lead to this machine and into private networks too.",
)
@passphrase_file
def serve(
    folder: Path,
    port: int,
    host: str,
    behind: str | None,
    proxy: str,
    idle: int,
    longest: int,
    by_hand: bool,
    webhooks_inside: bool,
    passphrase_file: Path | None,
) -> None:
    """Open the desk of a mission: pages for everybody who works on it, and the same as JSON calls.

    It answers on this machine only. Towards others put something before it that ends TLS, and say its
    address with --behind. Reports that come in are taken in every 20 seconds, and incidents and findings
    made anew. With a passphrase file the desk signs for its own party: votes and proposals of the head of
    the desk and of that party's delegates. Ctrl-C ends it; nothing acknowledged is lost by that.

    \b
    Example: holdfire serve idlib --port 8600
    """
    mission = Mission.open(folder)
    try:
        import uvicorn

        from holdfire.web.app import served
        from holdfire.web.desk import Desk
        from holdfire.web.field.worker import Worker
        from holdfire.web.hooks.sender import Sender
        from holdfire.web.people.accounts import accounts
        from holdfire.web.people.people import People
        from holdfire.web.people.sessions import Lasts
        from holdfire.web.queue import kept_queue
    except ModuleNotFoundError as cause:
        raise not_installed(cause) from cause
    origin = _origin(host, port, behind)
    secure = origin.startswith("https://")
    listening = _bound(host, port)
    people = People.of(folder, secrets.token_bytes, secure, Lasts(idle * 60, longest * 3600))
    opened = None
    if passphrase_file is not None:
        passphrase = read_passphrase(passphrase_file)

        def opened(node: Node, role: str) -> PrivateKey:
            return open_key(node, role, passphrase)

    desk = Desk(
        folder, lambda: datetime.now(UTC), secrets.token_bytes, people, origin, opened, webhooks_inside
    )
    if not accounts(people.store):
        click.echo(
            "There is no account yet. In another window: "
            f'holdfire account add {folder} NAME chief --shown "PERSON" --by "PERSON"',
            err=True,
        )
    worker = Worker(
        folder,
        desk.clock,
        lambda said: click.echo(said, err=True),
        ready=lambda: kept_queue(desk.keeper.held(looks=True), None),
    )
    sender = Sender(desk, lambda said: click.echo(said, err=True))
    sender.start()
    if not by_hand:
        worker.start()
    click.echo(f"The desk of {mission.settings.name}: {origin}  (Ctrl-C ends it)", err=True)
    # The server gives the signal back when it has ended what it had begun; then the worker ends as well.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        settings = uvicorn.Config(
            served(desk, secure), log_level="warning", access_log=False, server_header=False,
            proxy_headers=behind is not None, forwarded_allow_ips=proxy, timeout_graceful_shutdown=5,
        )  # fmt: skip
        uvicorn.Server(settings).run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # the server has ended what it had begun
    finally:
        listening.close()
        sender.stop()
        if not by_hand:
            worker.stop()
    click.echo("Stopped.", err=True)


def _bound(host: str, port: int) -> socket.socket:
    """The place where the desk answers, taken before anything else is begun."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        taken = socket.socket(family, kind, protocol)
        try:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(address)
        except OSError:
            taken.close()
            raise
    except OSError as cause:
        raise WrongUseError(
            f"The desk cannot answer at {host} port {port}: {cause.strerror}.",
            "Another desk may be open there. End it, or give --port another number.",
        ) from cause
    return taken


def _origin(host: str, port: int, behind: str | None) -> str:
    """The address that browsers see. Raises WrongUseError for one that would send passwords in the open."""
    if behind is not None:
        told = urlsplit(behind)
        if told.scheme != "https" or not told.hostname or told.path.strip("/") or told.query:
            raise WrongUseError(
                f"--behind {behind} is no address of a desk.",
                "Give scheme and host alone: https://desk.example.org",
            )
        return f"https://{told.netloc}"
    if host not in HERE:
        raise WrongUseError(
            f"Bound to {host}, the desk would be open to others without TLS.",
            "Put something before it that ends TLS, and say its address: --behind https://...",
        )
    return f"http://localhost:{port}"
