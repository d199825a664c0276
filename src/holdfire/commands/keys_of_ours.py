"""How a command comes to a node and to its keys: the folder, and a passphrase that is never an argument."""

import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from holdfire.errors import FormError, HoldfireError, PassphraseError
from holdfire.mission.record_within import RECORD
from holdfire.record.key_file import COST, Cost, PrivateKey
from holdfire.record.node import Node
from holdfire.record.node_home import NodeHome

PASSPHRASE_BYTES_MAX = 4096
FILE_BYTES_MAX = 8 * 1024 * 1024

record_folder = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))

passphrase_file = click.option(
    "--passphrase-file",
    "passphrase_file",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="HOLDFIRE_PASSPHRASE_FILE",
    help="A file whose first line opens the keys. Else HOLDFIRE_PASSPHRASE_FILE names one, or you are asked.",
)


class WrongUseError(HoldfireError):
    """A command was asked for something that is not there, or that cannot be meant."""


def home_of(folder: Path) -> NodeHome:
    """The node of a mission, or the folder itself where it is a node alone (an observer's mirror, say);
    WrongUseError where there is none."""
    home = home_for(folder)
    if not home.exists:
        raise WrongUseError(
            f"{folder} has no node of a joint record.", f"holdfire record join {folder} makes one."
        )
    return home


def home_for(folder: Path) -> NodeHome:
    """Where the node of that folder is, or would be."""
    within = folder / RECORD
    if (folder / "mission.toml").is_file() or (within / "node.toml").is_file():
        return NodeHome(within)
    return NodeHome(folder)


def mission_of(folder: Path) -> Path | None:
    """The mission's folder; None where the folder is a node without a mission."""
    return folder if (folder / "mission.toml").is_file() else None


def seconds_now() -> int:
    """The clock in whole seconds, read once by each command and passed on."""
    return int(time.time())


randomness: Callable[[int], bytes] = secrets.token_bytes
"""Where keys and salts come from: the operating system."""


def read_passphrase(path: Path | None, twice: bool = False) -> str:
    """The passphrase from a file or from the keyboard; PassphraseError where there is none."""
    otherwise = "Give --passphrase-file FILE, or set HOLDFIRE_PASSPHRASE_FILE."
    return read_secret("passphrase", path, twice, PassphraseError, otherwise)


def read_secret(word: str, path: Path | None, twice: bool, error: type[HoldfireError], otherwise: str) -> str:
    """A secret of that name, the first line of a file or typed at the keyboard, where it is not shown; never
    from an argument, which other users of the machine could read."""
    if path is not None:
        try:
            content = path.read_bytes()[:PASSPHRASE_BYTES_MAX]
            return content.decode().split("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as cause:
            raise error(
                f"The {word} file {path} cannot be read.", "Name a text file whose first line it is."
            ) from cause
    if not sys.stdin.isatty():
        raise error(f"A {word} is needed, and there is no keyboard to ask at.", otherwise)
    return str(click.prompt(word.capitalize(), hide_input=True, confirmation_prompt=twice, err=True))


def read_file(path: Path, most: int = FILE_BYTES_MAX) -> bytes:
    """A small file that somebody named; FormError where there is none or it is longer than `most` bytes."""
    try:
        if path.stat().st_size > most:
            raise FormError(f"{path} is longer than {most:,} bytes.", "Name the right file, or split it.")
        return path.read_bytes()
    except OSError as cause:
        raise FormError(
            f"{path} cannot be read: {cause.strerror}.", "Check the name; the file must be there."
        ) from cause


def open_key(node: Node, role: str, passphrase: str, cost: Cost = COST) -> PrivateKey:
    """The key of our party for that role which is in force now."""
    return node.keys.open(node.keys.card_for(role, node.state, node.party), passphrase, cost)
