"""Confiding: sealing a file to named parties as an entry of the record, and opening one that was."""

from collections.abc import Callable, Collection, Mapping

from holdfire.errors import EnvelopeError
from holdfire.record.entry import Entry
from holdfire.record.envelope import FileName, LeafPart, Opened, new_file_id, read_leaf_part, seal
from holdfire.record.envelope import unseal as opened_with
from holdfire.record.key_file import KeyCard, PrivateKey, Randomness
from holdfire.record.node import Draft, Node
from holdfire.record.possession import Enrolment


def confide(
    node: Node,
    fields: Mapping[str, bytes],
    parties: Collection[str],
    kind: str,
    author: Callable[[], PrivateKey],
    now: int,
    randomness: Randomness,
) -> tuple[Entry, LeafPart]:
    """Seal the fields to the parties by their short names in the record, our own always among them, and enter
    the file. `kind` is a word that everybody sees."""
    named = sorted({node.party, *parties})
    readers = {each.fingerprint: each.public for party in named for each in readers_of(node, party)}
    name = FileName(node.settings.origin, new_file_id(randomness), kind)
    sealed = seal(fields, readers, name, randomness)
    blobs, digests = (sealed.ciphertext, sealed.wraps), tuple(sealed.leaf.digests)
    draft = Draft("confidential", {"file": sealed.leaf.file}, blobs=blobs, digests=digests)
    return node.enter(draft, author(), now), sealed.leaf


def readers_of(node: Node, party: str) -> list[Enrolment]:
    """The reader keys of a party in force; EnvelopeError where it has none, or is none of the record's."""
    if node.charter.party_named(party) is None:
        known = ", ".join(each.party for each in node.charter.parties)
        raise EnvelopeError(f"{party} is no party of this record.", f"Its parties are: {known}.")
    keys = [
        each
        for each in node.charter.with_role("reader", party)
        if node.state.keys[each.fingerprint].in_force(node.state.size)
    ]
    if not keys:
        raise EnvelopeError(
            f"The charter lists no reader key of {party}, so nothing can be sealed to it.",
            "Have it enrol one, or leave it out.",
        )
    return list(keys)


def opened(node: Node, found: Entry, open_card: Callable[[KeyCard], PrivateKey]) -> Opened:
    """What stands in a confidential file, opened with our party's reader key and held against its entry."""
    if found.body.type != "confidential":
        raise EnvelopeError(
            f"Entry {found.hash[:16]} holds no confidential file.", "holdfire record log lists them."
        )
    part = read_leaf_part(found.body.content["file"], found.body.digests, node.settings.origin)
    ours = [
        card for card in node.keys.cards() if card.role == "reader" and card.fingerprint in part.recipients
    ]
    if not ours:
        raise EnvelopeError(
            f"No reader key on this device is among those that entry {found.hash[:16]} was sealed to.",
            f"If {node.party} is to read it, ask {found.body.party} to seal it to you.",
        )
    for digest in (part.ciphertext, part.wraps):
        if not node.blobs.has(digest):
            raise EnvelopeError(
                f"The file {digest[:16]} of entry {found.hash[:16]} is not here.",
                "If it was redacted (holdfire record show), it is gone for good; else run holdfire record "
                "sync, or import a bundle that has the files along.",
            )
    key = open_card(ours[0])
    return opened_with(part, node.blobs.get(part.ciphertext), node.blobs.get(part.wraps), key.reader)
