"""holdfire record charter: drafting, signing and entering the charter of a joint record."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from holdfire.commands.answers import answer
from holdfire.commands.keys_of_ours import (
    home_of,
    open_key,
    passphrase_file,
    read_file,
    read_passphrase,
    record_folder,
    seconds_now,
)
from holdfire.commands.options import as_json
from holdfire.commands.record.charter_show import show
from holdfire.commands.record.charter_words import described, read_party, signed_keys, signed_lines
from holdfire.commands.record.finding import QUEUED_WORDS, queued
from holdfire.errors import CharterError
from holdfire.record.approvals import Approving, approve, approving
from holdfire.record.charter import Charter
from holdfire.record.charter_draft import (
    first_charter,
    read_draft,
    read_enrolments,
    successor_draft,
    write_draft,
)
from holdfire.record.following import pin_of
from holdfire.record.key_file import PrivateKey
from holdfire.record.key_ring import signing
from holdfire.record.node import Draft, Node
from holdfire.record.possession import Enrolment
from holdfire.record.rulings.charters import as_content
from holdfire.record.storage.durable_files import write_whole

draft_file = click.argument("file", metavar="DRAFT", type=click.Path(path_type=Path, dir_okay=False))
out_file = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Where to write the draft."
)


@click.group()
def charter() -> None:
    """Draft, sign, enter and show the charter: who keeps the record, with which keys, by which quorum."""


@charter.command("new")
@click.option(
    "--origin", required=True, metavar="NAME", help="Name of the log, such as record.example/astana."
)
@click.option("--title", required=True, metavar="TEXT", help="What the record is of.")
@click.option(
    "--party",
    "parties",
    multiple=True,
    required=True,
    metavar="CODE=NAME:STANDING",
    help="A party (repeatable); STANDING is guarantor, party, un or observer.",
)
@click.option(
    "--keys",
    "key_files",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file of enrolments from holdfire key show --enrol (repeatable).",
)
@click.option("--threshold", type=int, help="Guarantors that must sign a charter. Else all of them.")
@click.option("--quorum", type=int, help="Witnesses of the wider quorum. Else all parties but one.")
@click.option("--mirrors", type=int, default=2, show_default=True, help="Other parties that must mirror.")
@out_file
@as_json
def new(
    origin: str,
    title: str,
    parties: tuple[str, ...],
    key_files: tuple[Path, ...],
    threshold: int | None,
    quorum: int | None,
    mirrors: int,
    out: Path,
    as_json: bool,
) -> None:
    """Draft version 0 of a charter from the parties' enrolments. Everybody then signs the same file.

    \b
    Example: holdfire record charter new --origin record.example/astana --title "Astana process" \\
               --party RU=Russia:guarantor --party TR=Turkey:guarantor --party IR=Iran:guarantor \\
               --party UN="United Nations":un --keys RU.json --keys TR.json --keys IR.json --keys UN.json \\
               --out charter.json
    JSON keys: file, version, digest, parties, keys (number), threshold
    """
    named = tuple(sorted((read_party(each) for each in parties), key=lambda each: each.party))
    drafted = first_charter(origin, title, named, _enrolled(key_files), threshold, quorum, mirrors)
    _drafted(out, drafted, [*described(drafted), *signed_lines(drafted, [], None)], as_json)


@charter.command("propose")
@record_folder
@click.option(
    "--enrol",
    "key_files",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file of enrolments to add (repeatable).",
)
@click.option(
    "--drop", "dropped", multiple=True, metavar="FINGERPRINT", help="A key to leave out (repeatable)."
)
@click.option(
    "--party", "parties", multiple=True, metavar="CODE=NAME:STANDING", help="A party to add or change."
)
@click.option("--threshold", type=int, help="Guarantors that must sign from then on. Else as now.")
@click.option(
    "--quorum", type=int, help="Witnesses of the wider quorum. Else as many parties as may be missing now."
)
@out_file
@as_json
def propose(
    folder: Path,
    key_files: tuple[Path, ...],
    dropped: tuple[str, ...],
    parties: tuple[str, ...],
    threshold: int | None,
    quorum: int | None,
    out: Path,
    as_json: bool,
) -> None:
    """Draft the successor of the charter in force. It holds once the old AND the new threshold signed.

    Revoked keys are left out by themselves. A key that is enrolled again brings its new proof.

    \b
    Example: holdfire record charter propose idlib --enrol TR-new.json --drop 0a1b2c3d4e5f6071 --out next.json
    JSON keys: file, version, digest, parties, keys (number), threshold
    """
    with Node.open(home_of(folder)) as node:
        before = node.charter
        revoked = {each.fingerprint for each in before.keys} & node.state.revoked
        drafted = successor_draft(
            before,
            node.state.charter_leaf,
            _enrolled(key_files),
            sorted({*dropped, *revoked}),
            [read_party(each) for each in parties],
            threshold,
            quorum,
        )
    changes = [f"  left out       {each} (revoked)" for each in sorted(revoked)]
    lines = [*described(drafted), *changes, *signed_lines(drafted, [], before)]
    _drafted(out, drafted, lines, as_json)


@charter.command("sign")
@record_folder
@draft_file
@passphrase_file
@as_json
def sign(folder: Path, file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Approve a draft with your party's author key. Read it first: holdfire record charter show.

    A successor that replaces your author key is signed with the old one and with the new one. Signing a
    first charter also makes this node believe it, as holdfire record trust does.

    \b
    Example: holdfire record charter sign idlib charter.json
    JSON keys: file, signed (parties), missing (parties), complete
    """
    drafted, approvals = read_draft(read_file(file))
    home = home_of(folder)
    with Node.open(home) as node:
        _require_ours(node, drafted)
        before = node.state.charter
        for author in _authors(node, drafted, read_passphrase(passphrase_file)):
            ours = approve(drafted, author.card.fingerprint, signing(author))
            approvals = [*(each for each in approvals if each.key != ours.key), ours]
        if before is None:
            home.write(replace(node.settings, charter=pin_of(drafted)))
    write_whole(file, write_draft(drafted, approvals))
    keys = {"file": str(file), **signed_keys(drafted, approvals, before)}
    who = f"{drafted.host_party}, as host, runs" if before is None else "one of you runs"
    following = f"Next: {who} holdfire record charter enter DIR {file.name}"
    if not keys["complete"]:
        following = f"Next: give {file} to those who are missing, for holdfire record charter sign"
    believed = ["From now on this node believes a log that begins with this charter, and no other."]
    lines = [f"{drafted.title}: charter version {drafted.version}, digest {pin_of(drafted)}"]
    lines += signed_lines(drafted, approvals, before)
    answer(as_json, keys, [*lines, *(believed if before is None else []), following])


@charter.command("enter")
@record_folder
@draft_file
@passphrase_file
@as_json
def enter(folder: Path, file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Enter a charter that enough have signed into the log, as your party's entry.

    The first one is entered by the party that has the host key.

    \b
    Example: holdfire record charter enter idlib charter.json
    JSON keys: entry (leaf hash), grade, version
    """
    drafted, approvals = read_draft(read_file(file))
    home = home_of(folder)
    with Node.open(home) as node:
        before = node.state.charter
        _require_ours(node, drafted)
        if before is None and drafted.host_party != node.party:
            raise CharterError(
                f"The first charter is entered by its host, which is {drafted.host_party}.",
                f"Give {file} to {drafted.host_party}. Your node fetches the log, or takes over a bundle.",
            )
        for by in (before, drafted):
            if by is not None:
                _require_complete(approving(drafted, approvals, by))
        passphrase = read_passphrase(passphrase_file)
        first = before is None
        author = _authors(node, drafted, passphrase)[0] if first else open_key(node, "author", passphrase)
        entry = node.enter(Draft("charter", as_content(drafted, approvals)), author, seconds_now())
        if before is None:
            home.write(replace(node.settings, charter=pin_of(drafted)))
    answer(
        as_json,
        {**queued(entry), "version": drafted.version},
        [
            f"Charter version {drafted.version} entered as {entry.hash}; {QUEUED_WORDS}.",
            f"Next: holdfire record sync {folder}",
        ],
    )


charter.add_command(show)


def _enrolled(key_files: Iterable[Path]) -> list[Enrolment]:
    return [each for path in key_files for each in read_enrolments(read_file(path))]


def _drafted(out: Path, drafted: Charter, lines: list[str], as_json: bool) -> None:
    write_whole(out, write_draft(drafted, []))
    keys = {
        "file": str(out),
        "version": drafted.version,
        "digest": pin_of(drafted),
        "parties": [each.party for each in drafted.parties],
        "keys": len(drafted.keys),
        "threshold": drafted.charter_threshold,
    }
    following = f"Draft in {out}. Next, each guarantor: holdfire record charter sign DIR {out}"
    answer(as_json, keys, [*lines, following])


def _require_ours(node: Node, drafted: Charter) -> None:
    if drafted.origin != node.settings.origin:
        what = f"The draft is of the log {drafted.origin}, and this node is of {node.settings.origin}."
        raise CharterError(what, "Take the draft of your own record.")
    before = node.state.charter
    due = (0, "") if before is None else (before.version + 1, node.state.charter_leaf)
    if before is not None and (drafted.version, drafted.previous) != due:
        raise CharterError(
            f"The draft is version {drafted.version} and does not follow the charter in force here, version "
            f"{before.version}.",
            "Run holdfire record sync, if others are ahead; else draft it anew (record charter propose).",
        )


def _require_complete(told: Approving) -> None:
    if not told.complete:
        raise CharterError(
            f"Too few signed: {len(told.signed)} of {told.needed}; missing: "
            f"{', '.join(sorted(told.missing))}.",
            "Have them sign the same file with holdfire record charter sign.",
        )


def _authors(node: Node, drafted: Charter, passphrase: str) -> list[PrivateKey]:
    """The author keys to sign with: the one in force counts for the charter before, one that the draft
    lists for the draft itself."""
    listed = {each.fingerprint for each in drafted.keys}
    standing = {name for name, key in node.state.keys.items() if key.in_force(node.state.size)}
    cards = [
        card
        for card in node.keys.cards()
        if (card.role, card.party) == ("author", node.party) and card.fingerprint in listed | standing
    ]
    if not cards:
        raise CharterError(
            f"The draft lists no author key of {node.party} that is on this device.",
            "Enrol it: holdfire key show --enrol; then have the charter drafted anew.",
        )
    return [node.keys.open(card, passphrase) for card in cards]
