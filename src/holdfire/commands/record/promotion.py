"""holdfire record promote: going on as host after the host's machine was lost."""

from pathlib import Path

import click

from holdfire.commands.answers import answer, counted
from holdfire.commands.keys_of_ours import WrongUseError, read_file, record_folder
from holdfire.commands.on_duty_now import node_alone
from holdfire.commands.options import as_json
from holdfire.errors import TransportError
from holdfire.record.node import Node
from holdfire.record.rebuild import promote as promoted
from holdfire.record.rebuild import witness_prefix
from holdfire.record.transport import over_http


@click.command()
@record_folder
@click.option(
    "--latest",
    "told",
    multiple=True,
    metavar="CODE=FILE",
    help="What a party's witness signed last, in a file (repeatable). Else its node is asked.",
)
@click.option(
    "--lost",
    multiple=True,
    metavar="CODE",
    help="A party whose witness cannot be asked any more; agree on that with the others (repeatable).",
)
@as_json
def promote(folder: Path, told: tuple[str, ...], lost: tuple[str, ...], as_json: bool) -> None:
    """Let this copy of the log be the one that its host goes on with, after the host's machine was lost.

    Every witness is asked how far it went: a log that went on from an older copy would show two histories.
    Nothing is changed where one was not asked, or knows more than this copy. The host key must be here,
    restored from its copy (keys/); a party that cannot be called hands over its `checkpoint` in a bundle.

    \b
    Example: holdfire record promote idlib --latest IR=checkpoint-of-ir --lost OB
    JSON keys: size, root, asked (party: size, or null where it never signed), lost
    """
    files = dict(_named(each) for each in told)
    with node_alone(folder) as node:
        node.require_charter()
        latest: dict[str, bytes | None] = {party: read_file(path) for party, path in files.items()}
        latest |= _asked(node, {*latest, *lost})
        head = promoted(node, latest, lost)
        sizes = {party: _size(note) for party, note in sorted(latest.items())}
    lines = [f"{party} had signed {'nothing' if size is None else size}." for party, size in sizes.items()]
    answer(
        as_json,
        {"size": head.size, "root": head.root.hex(), "asked": sizes, "lost": sorted(lost)},
        [
            *lines,
            f"The log goes on here from {counted(head.size, 'entry', 'entries')}.",
            f"Next: holdfire record sync {folder}; the others' outboxes bring what was not yet held.",
        ],
    )


def _asked(node: Node, known: set[str]) -> dict[str, bytes | None]:
    """What the witnesses with an address signed last. One that does not tell is left out, and missed: an
    answer that there is nothing may be anybody's."""
    prefix = witness_prefix(node.settings.origin)
    found: dict[str, bytes | None] = {}
    if node.party not in known:
        mine = node.own_note()
        found[node.party] = mine or None
    for party, url in node.settings.peers.items():
        if party in known or party == node.party:
            continue
        try:
            found[party] = over_http(party, url, prefix).fetch_checkpoint()
        except TransportError as cause:
            click.echo(f"{party} did not tell: {cause.what}", err=True)
    return found


def _size(note: bytes | None) -> int | None:
    return None if note is None else int(note.split(b"\n")[1])


def _named(text: str) -> tuple[str, Path]:
    party, _, file = text.partition("=")
    if not party or not file:
        raise WrongUseError(f"{text!r} names no checkpoint.", "Write it as IR=FILE.")
    return party, Path(file)
