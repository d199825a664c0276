"""What an act says: a blob beside its entry, with a salt, so that it can be erased and not be guessed."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.errors import FormError, HoldfireError
from holdfire.record.canonical import Plain
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.node import Node
from holdfire.record.wide import parse_wide

_KEYS = {"act", "at", "content", "salt"}


@dataclass(frozen=True, slots=True)
class Particulars:
    """An act's own words: what was done, when by its author's clock, and the content as the act has it."""

    act: str
    at: str
    content: Mapping[str, Plain]


def parse_particulars(blob: bytes) -> Particulars:
    told = parse_wide(blob, "The particulars")
    if type(told) is not dict or told.keys() != _KEYS or type(told["content"]) is not dict:
        raise FormError(
            f"Particulars have exactly {', '.join(sorted(_KEYS))}.", "Get the blob again from another node."
        )
    return Particulars(str(told["act"]), str(told["at"]), told["content"])


def particulars_of(node: Node, entry: Entry) -> Particulars | None:
    """What the act says; None where the blob is not here: erased, or not fetched yet."""
    wanted = entry.body.content.get("particulars")
    if entry.body.type != "act" or type(wanted) is not str or not node.blobs.has(wanted):
        return None
    return parse_particulars(node.blobs.get(wanted))


def read_particulars(node: Node, position: int) -> Particulars | None:
    """The same for the entry at that position; None also where it is no act."""
    try:
        return particulars_of(node, read_leaf(node.log.leaf(position)))
    except HoldfireError:
        return None
