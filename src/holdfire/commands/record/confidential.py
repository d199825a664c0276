"""holdfire record confide, unseal, disclose: files that only the named parties read."""

import json
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import click

from holdfire.commands.answers import answer, counted
from holdfire.commands.keys_of_ours import (
    home_of,
    open_key,
    passphrase_file,
    randomness,
    read_file,
    read_passphrase,
    record_folder,
    seconds_now,
)
from holdfire.commands.options import as_json
from holdfire.commands.record.finding import QUEUED_WORDS, entry_argument, find_entry, graded, queued
from holdfire.errors import EnvelopeError
from holdfire.mission.centre.confiding import confide as sealed_to
from holdfire.mission.centre.confiding import opened as opened_file
from holdfire.record.disclosure import disclose as disclosed
from holdfire.record.key_file import KeyCard, PrivateKey
from holdfire.record.node import Node
from holdfire.record.storage.durable_files import write_whole

FILE_BYTES_MAX = 32 * 1024 * 1024


@click.command()
@record_folder
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--to",
    "recipients",
    multiple=True,
    required=True,
    metavar="CODE",
    help="A party that may read it (repeatable).",
)
@click.option(
    "--class",
    "kind",
    default="file",
    show_default=True,
    metavar="WORD",
    help="What kind of file, in a word; everybody sees it.",
)
@passphrase_file
@as_json
def confide(
    folder: Path,
    file: Path,
    recipients: tuple[str, ...],
    kind: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Seal a file to named parties and enter it. Others see its class, a rounded size, and hashes.

    A JSON object of texts is sealed field by field, so that one field can be disclosed later; any other
    file is one field. Your own party is always among the readers.

    \b
    Example: holdfire record confide idlib detainees.json --to UN --to IR --class persons
    JSON keys: entry (leaf hash), grade, readers (parties), bucket (bytes), fields
    """
    fields = _fields(file)
    with Node.open(home_of(folder)) as node:
        parties = sorted({node.party, *recipients})
        entry, leaf = sealed_to(
            node,
            fields,
            parties,
            kind,
            lambda: open_key(node, "author", read_passphrase(passphrase_file)),
            seconds_now(),
            randomness,
        )
    keys = {"readers": parties, "bucket": leaf.bucket, "fields": len(fields)}
    answer(
        as_json,
        {**queued(entry), **keys},
        [
            f"{file.name} ({counted(len(fields), 'field')}) sealed to {', '.join(parties)} as {entry.hash}; "
            f"{QUEUED_WORDS}.",
            f"{file} itself is still on this disk, in the clear: keep it safe, or delete it.",
            f"Next: holdfire record sync {folder}",
        ],
    )


@click.command()
@record_folder
@entry_argument
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the contents (JSON; keep it safe).",
)
@passphrase_file
@as_json
def unseal(folder: Path, entry: str, out: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Open a confidential file with your party's reader key, and check it against its entry.

    \b
    Example: holdfire record unseal idlib 12 --out detainees.json
    JSON keys: file, entry, grade, fields (number)
    """
    with Node.open(home_of(folder)) as node:
        position, found = find_entry(node, entry)
        opened = opened_file(node, found, _by(node, passphrase_file))
        grade = node.standing(position, found.body.party).grade
    told = {name: _as_text(value) for name, value in opened.fields.items()}
    write_whole(out, json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n")
    answer(
        as_json,
        {"file": str(out), "entry": found.hash, "grade": grade.word, "fields": len(told)},
        [
            f"{counted(len(told), 'field')} in {out}; they are what entry {found.hash[:16]} of "
            f"{found.body.party} commits to ({graded(grade)})."
        ],
    )


@click.command()
@record_folder
@entry_argument
@click.argument("field")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the disclosure.",
)
@passphrase_file
@as_json
def disclose(
    folder: Path, entry: str, field: str, out: Path, passphrase_file: Path | None, as_json: bool
) -> None:
    """Write a proof of one field of a confidential file, which reveals that field and no other.

    Beside it goes the entry (OUT.leaf), which the verifier needs. Whoever gets the two knows that field.

    \b
    Example: holdfire record disclose idlib 12 "place of detention" --out field.json
    JSON keys: file, leaf (file), entry, grade, field
    """
    with Node.open(home_of(folder)) as node:
        position, found = find_entry(node, entry)
        opened = opened_file(node, found, _by(node, passphrase_file))
        grade = node.standing(position, found.body.party).grade
    if field not in opened.fields:
        raise EnvelopeError(
            f"The file has no field {field!r}.",
            f"It has {len(opened.fields)}; holdfire record unseal writes them out with their names.",
        )
    leaf = out.with_name(out.name + ".leaf")
    write_whole(leaf, found.leaf)
    write_whole(out, disclosed(found.hash, field, opened.fields[field], opened.salts[field]))
    answer(
        as_json,
        {
            "file": str(out),
            "leaf": str(leaf),
            "entry": found.hash,
            "grade": grade.word,
            "field": field,
        },
        [
            f"{out} proves that field of entry {found.hash[:16]} ({graded(grade)}), and no other.",
            f"Check it with: python3 tools/verify_record.py disclosure {out} --leaf {leaf}",
        ],
    )


def _fields(file: Path) -> dict[str, bytes]:
    content = read_file(file, FILE_BYTES_MAX)
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        told = None
    if isinstance(told, dict) and told and all(isinstance(value, str) for value in told.values()):
        return {str(name): value.encode() for name, value in told.items()}
    return {file.name: content}


def _by(node: Node, passphrase_file: Path | None) -> Callable[[KeyCard], PrivateKey]:
    return lambda card: node.keys.open(card, read_passphrase(passphrase_file))


def _as_text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return "base64:" + b64encode(value).decode()
