"""holdfire key: a party's keys on its own device."""

from pathlib import Path

import click

from holdfire.commands.answers import answer
from holdfire.commands.keys_of_ours import (
    home_of,
    open_key,
    passphrase_file,
    randomness,
    read_passphrase,
    record_folder,
    seconds_now,
)
from holdfire.commands.options import as_json
from holdfire.commands.record.finding import QUEUED_WORDS, queued
from holdfire.errors import KeyRefusedError
from holdfire.record.charter_draft import ENROLMENTS_FORM
from holdfire.record.key_file import ROLES, KeyCard
from holdfire.record.key_ring import KeyRing
from holdfire.record.node import Draft, Node
from holdfire.record.possession import prove
from holdfire.record.profile import canon
from holdfire.record.storage.durable_files import write_whole

EVERY_PARTY = ("author", "voter", "redactor", "witness", "mirror", "reader")
KINDS = {"reader": "x25519"}


@click.group()
def key() -> None:
    """Make, show, replace and revoke the keys of your party. A key never leaves the device it is made on."""


@key.command("new")
@record_folder
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(sorted(ROLES)),
    help="For which duty (repeatable). Else one key for each: " + ", ".join(EVERY_PARTY) + ".",
)
@click.option(
    "--kind", type=click.Choice(["ed25519", "ml-dsa-44"]), help="Kind of key; ml-dsa-44 for a witness."
)
@passphrase_file
@as_json
def new(
    folder: Path, roles: tuple[str, ...], kind: str | None, passphrase_file: Path | None, as_json: bool
) -> None:
    """Make keys, each in a locked file of its own under keys/.

    The charter must list a key before it counts: hand out its public half with holdfire key show --enrol.

    \b
    Example: holdfire key new idlib --passphrase-file pass.txt
    JSON keys: keys (role, kind, fingerprint, public, file)
    """
    home = home_of(folder)
    wanted = [(role, kind or KINDS.get(role, "ed25519")) for role in roles or EVERY_PARTY]
    with Node.open(home) as node:
        ring, party = node.keys, node.party
        _require_none_yet(_living(node, ring.cards()), wanted)
        passphrase = read_passphrase(passphrase_file, twice=True)
        _require_the_same(ring, passphrase)
        made = [ring.make(party, role, each, passphrase, randomness) for role, each in wanted]
    lines = [f"{card.role:<9} {card.fingerprint}  {card.kind}" for card in made]
    following = [
        f"Keep a copy of {home.keys} where nobody else comes; without the passphrase it opens to nobody.",
        f"Next: holdfire key show {folder} --enrol {party}.json",
    ]
    answer(as_json, {"keys": [_card(card) for card in made]}, [*lines, *following])


def _require_charter_can_change(node: Node, fingerprint: str) -> None:
    """Raise where too few guarantors would be left with an author key to approve any further charter."""
    left = {
        key.party
        for name, key in node.state.keys.items()
        if key.role == "author" and key.in_force(node.state.size) and name != fingerprint
    }
    able = node.charter.guarantors & left
    if len(able) < node.charter.charter_threshold:
        raise KeyRefusedError(
            f"Without {fingerprint} only {len(able)} guarantors could sign a charter, and it takes "
            f"{node.charter.charter_threshold}: no charter could ever follow.",
            "Replace the key by a successor charter instead (holdfire key rotate; record charter propose "
            "--drop). --even-so revokes it all the same.",
        )


def _require_none_yet(cards: list[KeyCard], wanted: list[tuple[str, str]]) -> None:
    """Raise where there is a key for that duty already: two would leave open which one signs."""
    there = {(card.role, card.kind): card for card in cards}
    if twice := [there[each] for each in wanted if each in there]:
        names = ", ".join(f"{card.role} {card.fingerprint}" for card in twice)
        raise KeyRefusedError(
            f"There are keys for this already: {names}. None was made.",
            "holdfire key rotate replaces one; --role makes those that are missing.",
        )


def _require_the_same(ring: KeyRing, passphrase: str) -> None:
    """Raise PassphraseError where this passphrase is not that of the keys here: a command opens several at
    once, so all have one."""
    for card in ring.cards()[:1]:
        ring.open(card, passphrase)


@key.command("show")
@record_folder
@click.option(
    "--enrol",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the public halves with proofs of possession here, for the charter.",
)
@passphrase_file
@as_json
def show(folder: Path, enrol: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """List the keys on this device, and which of them are in force. Nothing secret is shown.

    --enrol leaves out keys that a charter listed once and that are out of force: they never come back.

    \b
    Example: holdfire key show idlib --enrol TR-keys.json
    JSON keys: keys (role, kind, fingerprint, public, file, in_force), enrolled (file), party
    """
    with Node.open(home_of(folder)) as node:
        cards = node.keys.cards()
        if enrol is not None:
            write_whole(enrol, _enrolments(node, cards, read_passphrase(passphrase_file)))
        keys = [{**_card(card), "in_force": _in_force(node, card)} for card in cards]
        lines = [
            f"{card.role:<9} {card.fingerprint}  {card.kind:<9} {_standing_words(node, card)}"
            for card in cards
        ]
    if enrol is not None:
        lines.append(f"Public halves with proofs in {enrol}: give it to who drafts the charter.")
    told = {"party": node.party, "keys": keys, "enrolled": str(enrol) if enrol else None}
    answer(as_json, told, lines or [f"No key here yet. Next: holdfire key new {folder}"])


@key.command("rotate")
@record_folder
@click.argument("role", type=click.Choice(sorted(ROLES)))
@passphrase_file
@as_json
def rotate(folder: Path, role: str, passphrase_file: Path | None, as_json: bool) -> None:
    """Make a new key for a role. The old one stays in force until a successor charter lists the new one.

    \b
    Example: holdfire key rotate idlib author
    JSON keys: old (fingerprint), new (role, kind, fingerprint, public, file)
    """
    with Node.open(home_of(folder)) as node:
        old = node.keys.card_for(role, node.state, node.party)
        passphrase = read_passphrase(passphrase_file)
        node.keys.open(old, passphrase)  # one passphrase for all keys of a device
        made = node.keys.make(node.party, role, old.kind, passphrase, randomness)
    answer(
        as_json,
        {"old": old.fingerprint, "new": _card(made)},
        [
            f"New {role} key {made.fingerprint}; {old.fingerprint} stays in force until the charter changes.",
            f"Next: holdfire key show {folder} --enrol KEYS.json; then holdfire record charter propose "
            f"{folder} --enrol KEYS.json --drop {old.fingerprint} --out DRAFT",
            "A node that runs takes the new key up when it is started anew.",
        ],
    )


@key.command("revoke")
@record_folder
@click.argument("fingerprint")
@click.option("--reason", required=True, metavar="TEXT", help="Why; everybody reads it.")
@click.option("--even-so", is_flag=True, help="Revoke it although the charter could never change again.")
@passphrase_file
@as_json
def revoke(
    folder: Path, fingerprint: str, reason: str, even_so: bool, passphrase_file: Path | None, as_json: bool
) -> None:
    """Revoke a key of your own party. It counts from the entry's place in the log on, and for good.

    Signed with the author key on this device. Your only author key is better replaced by a successor
    charter (key rotate): without it nobody signs for your party, not even the next charter.

    \b
    Example: holdfire key revoke idlib 0a1b2c3d4e5f6071 --reason "laptop lost at the checkpoint"
    JSON keys: entry (leaf hash), grade, key
    """
    with Node.open(home_of(folder)) as node:
        node.require_charter()
        known = node.state.keys.get(fingerprint)
        if known is None or known.party != node.party or not known.in_force(node.state.size):
            raise KeyRefusedError(
                f"{fingerprint} is no key of {node.party} that is in force.",
                f"holdfire key show {folder} and holdfire record charter show {folder} list them.",
            )
        if not even_so:
            _require_charter_can_change(node, fingerprint)
        author = open_key(node, "author", read_passphrase(passphrase_file))
        entry = node.enter(Draft("revoke", {"key": fingerprint, "reason": reason}), author, seconds_now())
    answer(
        as_json,
        {**queued(entry), "key": fingerprint},
        [
            f"Revocation of the {known.role} key {fingerprint} entered as {entry.hash[:16]}; {QUEUED_WORDS}.",
            f"Next: holdfire record sync {folder}; then a successor charter with a new key (holdfire key "
            "new, key show --enrol, record charter propose).",
        ],
    )


@key.command("passphrase")
@record_folder
@click.option(
    "--new-passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file whose first line is the new passphrase. Else you are asked.",
)
@passphrase_file
@as_json
def passphrase(
    folder: Path, new_passphrase_file: Path | None, passphrase_file: Path | None, as_json: bool
) -> None:
    """Change the passphrase of every key here. Copies of the old files still open with the old one.

    \b
    Example: holdfire key passphrase idlib
    JSON keys: changed (fingerprints)
    """
    ring = KeyRing(home_of(folder).keys)
    cards = ring.cards()
    old = read_passphrase(passphrase_file)
    for card in cards:
        ring.open(card, old)  # all open, or none is changed
    if not cards:
        raise KeyRefusedError("There is no key here.", f"Make some: holdfire key new {folder}")
    fresh = read_passphrase(new_passphrase_file, twice=True)
    for card in cards:
        ring.change_passphrase(card, old, fresh, randomness)
    answer(
        as_json,
        {"changed": [card.fingerprint for card in cards]},
        [f"{len(cards)} key files have the new passphrase."],
    )


def _card(card: KeyCard) -> dict[str, object]:
    return {
        "role": card.role,
        "kind": card.kind,
        "fingerprint": card.fingerprint,
        "public": card.public.hex(),
        "file": f"keys/{card.role}-{card.fingerprint}.key",
    }


def _in_force(node: Node, card: KeyCard) -> bool:
    standing = node.state.keys.get(card.fingerprint)
    return standing is not None and standing.in_force(node.state.size)


def _living(node: Node, cards: list[KeyCard]) -> list[KeyCard]:
    """Those that are in force or may be: not those that a charter listed once and that are out of force."""
    return [each for each in cards if each.fingerprint not in node.state.keys or _in_force(node, each)]


def _standing_words(node: Node, card: KeyCard) -> str:
    if _in_force(node, card):
        return "in force"
    if card.fingerprint in node.state.revoked:
        return "revoked"
    return "out of force" if card.fingerprint in node.state.keys else "in no charter yet"


def _enrolments(node: Node, cards: list[KeyCard], passphrase: str) -> bytes:
    """The public halves with their proofs. A reader's key cannot sign, so an author key vouches for it: the
    newest, which stays when the one before goes."""
    if not cards:
        raise KeyRefusedError(
            "There is no key here to enrol.", f"Make some: holdfire key new {node.home.folder}"
        )
    living = _living(node, cards)
    opened = {card: node.keys.open(card, passphrase) for card in living}
    authors = [card for card in living if card.role == "author"]
    newest = [card for card in authors if card.fingerprint not in node.state.keys] or authors
    vouching = opened[newest[0]] if newest else None
    told = [prove(opened[card], node.settings.origin, vouching).plain for card in living]
    return canon({"enrolments": told, "form": ENROLMENTS_FORM}) + b"\n"
