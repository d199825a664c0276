"""holdfire record redact, approve: having what an entry says erased everywhere, by two parties at least."""

from pathlib import Path

import click

from holdfire.commands.answers import answer
from holdfire.commands.keys_of_ours import (
    home_of,
    open_key,
    passphrase_file,
    read_passphrase,
    record_folder,
    seconds_now,
)
from holdfire.commands.options import as_json
from holdfire.commands.record.finding import QUEUED_WORDS, entry_argument, find_entry, queued
from holdfire.errors import RedactionError
from holdfire.record.entry import Entry
from holdfire.record.node import Draft, Node

REDACTABLE = ("act", "confidential", "disclosure")


@click.command()
@record_folder
@entry_argument
@click.option(
    "--ground", required=True, metavar="TEXT", help="Why, without any personal data; everybody reads it."
)
@click.option(
    "--blob",
    "blobs",
    multiple=True,
    metavar="SHA256",
    help="Which files (repeatable). Else all of the entry's.",
)
@passphrase_file
@as_json
def redact(
    folder: Path, entry: str, ground: str, blobs: tuple[str, ...], passphrase_file: Path | None, as_json: bool
) -> None:
    """Ask for a redaction: the files of an entry are erased on every node once another party approves.

    The leaf stays, and so does every proof. In the mission of the entry's author, the line of the journal
    becomes a tombstone, and rows that were taken in go. Charters, votes and issued bulletins are never
    redacted. A dishonest party can keep a copy; its receipt (`erased`) is its word.

    \b
    Example: holdfire record redact idlib 12 --ground "names a witness"
    JSON keys: entry (leaf hash of the request), grade, target, blobs
    """
    with Node.open(home_of(folder)) as node:
        _, target = find_entry(node, entry)
        named = sorted(blobs or target.body.blobs)
        _require_redactable(target, named)
        draft = Draft("redact", {"blobs": named, "ground": ground}, refs=(target.hash,))
        made = node.enter(draft, open_key(node, "redactor", read_passphrase(passphrase_file)), seconds_now())
        needed = node.charter.redaction_threshold
    answer(
        as_json,
        {**queued(made), "target": target.hash, "blobs": named},
        [
            f"Redaction of {target.hash[:16]} asked for as {made.hash}; {QUEUED_WORDS}.",
            f"It takes {needed} parties, of which you are one: the others run holdfire record approve DIR "
            f"{made.hash[:16]} once it is logged.",
            f"Next: holdfire record sync {folder}",
        ],
    )


def _require_redactable(target: Entry, named: list[str]) -> None:
    body = target.body
    if body.type not in REDACTABLE or (body.type == "act" and body.content.get("public")):
        what = f"an act that speaks to everybody ({body.content['act']})" if body.type == "act" else body.type
        raise RedactionError(
            f"Entry {target.hash[:16]} is {what}, which is never redacted.",
            "Only acts of a mission, confidential files and disclosures are. What was issued can be "
            "corrected by a new bulletin.",
        )
    if strange := sorted(set(named) - set(body.blobs)):
        raise RedactionError(
            f"Entry {target.hash[:16]} has no file {strange[0][:64]}.",
            "holdfire record show lists its files; --blob takes the whole SHA-256.",
        )


@click.command()
@record_folder
@entry_argument
@passphrase_file
@as_json
def approve(folder: Path, entry: str, passphrase_file: Path | None, as_json: bool) -> None:
    """Approve a redaction that another party asked for. Once in force, every node erases at its next sync.

    Read first what is to go, and why: holdfire record show.

    \b
    Example: holdfire record approve idlib 0a1b2c3d4e5f6071
    JSON keys: entry (leaf hash), grade, redaction
    """
    with Node.open(home_of(folder)) as node:
        _, asked = find_entry(node, entry)
        redaction = node.state.redactions.get(asked.hash)
        if redaction is None:
            raise RedactionError(
                f"Entry {asked.hash[:16]} is of type {asked.body.type}, and asks for no redaction.",
                "Give the entry of type redact: holdfire record log lists them.",
            )
        if node.party in redaction.approvals:
            raise RedactionError(
                f"{node.party} has approved it already; so have {', '.join(sorted(redaction.approvals))}.",
                f"It takes {node.charter.redaction_threshold} different parties.",
            )
        key = open_key(node, "redactor", read_passphrase(passphrase_file))
        made = node.enter(Draft("approve", {}, refs=(asked.hash,)), key, seconds_now())
    answer(
        as_json,
        {**queued(made), "redaction": asked.hash},
        [
            f"Approval of {asked.hash[:16]} (ground: {redaction.ground}) entered as {made.hash[:16]}; "
            f"{QUEUED_WORDS}.",
            f"Next: holdfire record sync {folder}",
        ],
    )
