"""holdfire record join, trust: becoming a node of a joint record, and saying which charter to believe."""

import re
from dataclasses import replace
from pathlib import Path

import click

from holdfire.commands.answers import answer
from holdfire.commands.keys_of_ours import (
    WrongUseError,
    home_for,
    home_of,
    mission_of,
    read_file,
    record_folder,
)
from holdfire.commands.options import as_json
from holdfire.errors import CharterError, FormError
from holdfire.record.charter_draft import read_draft
from holdfire.record.following import pin_of
from holdfire.record.node_home import NodeSettings


@click.command()
@record_folder
@click.option("--party", required=True, metavar="CODE", help="Your party's short name: 1 to 16 of A-Z 0-9 -.")
@click.option(
    "--origin", required=True, metavar="NAME", help="Name of the log, such as record.example/astana."
)
@click.option(
    "--peer",
    "peers",
    multiple=True,
    metavar="CODE=URL",
    help="Where another party's node answers (repeatable).",
)
@click.option(
    "--heads",
    metavar="PATH",
    default="",
    help="Where the second store lies, best on another disk. Else beside the log.",
)
@as_json
def join(folder: Path, party: str, origin: str, peers: tuple[str, ...], heads: str, as_json: bool) -> None:
    """Make a node in DIR: in record/ of a mission, or DIR itself for a party that only keeps a copy.

    \b
    Example: holdfire record join idlib --party TR --origin record.example/astana --peer UN=https://un.example
    JSON keys: folder, party, origin, peers
    """
    if (folder / "agreement").is_dir() and mission_of(folder) is None:
        raise WrongUseError(
            f"{folder} looks like a mission, but has no mission.toml.", "Restore it from a copy."
        )
    home = home_for(folder)
    settings = NodeSettings(party, origin, "", heads, dict(_peer(each) for each in peers))
    try:
        home.found(settings)
    except FormError as cause:
        raise WrongUseError(cause.what, cause.advice) from cause
    whose = "of the mission" if mission_of(folder) else "on its own"
    answer(
        as_json,
        {"folder": str(home.folder), "party": party, "origin": origin, "peers": dict(settings.peers)},
        [f"Node of {party} {whose} in {home.folder}.", f"Next: holdfire key new {folder}"],
    )


@click.command()
@record_folder
@click.argument("charter", metavar="DIGEST_OR_DRAFT")
@as_json
def trust(folder: Path, charter: str, as_json: bool) -> None:
    """Say which first charter this node is to believe: its digest, or the draft that you read and signed.

    A log that begins with another charter is then refused, whoever serves it. Signing a first charter
    does the same.

    \b
    Example: holdfire record trust idlib charter.json
    JSON keys: charter (digest)
    """
    home = home_of(folder)
    settings = home.read()
    digest = charter
    if not re.fullmatch("[0-9a-f]{64}", charter):
        path = Path(charter)
        if not path.is_file():
            raise WrongUseError(
                f"{charter} is no digest of 64 hex digits, and no file.", "Give one of the two."
            )
        digest = pin_of(read_draft(read_file(path))[0])
    if settings.charter not in ("", digest):
        raise CharterError(
            f"This node already believes another charter ({settings.charter[:16]}).",
            "If that was a mistake, correct `charter` in node.toml by hand.",
        )
    home.write(replace(settings, charter=digest))
    answer(as_json, {"charter": digest}, [f"The record must begin with the charter {digest}."])


def _peer(text: str) -> tuple[str, str]:
    code, _, url = text.partition("=")
    if not code or not url:
        raise WrongUseError(f"{text!r} names no peer.", "Write it as UN=https://un.example.")
    return code, url
