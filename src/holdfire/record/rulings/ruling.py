"""A ruling: who may sign a type of entry, what its content must be, and what it changes."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from holdfire.record.entry import Entry
from holdfire.record.state import Lookup, Reason, State

HASH = re.compile(r"[0-9a-f]{64}")
FINGERPRINT = re.compile(r"[0-9a-f]{16}")
NAME = re.compile(r"[^/\x00-\x1f\x7f-\x9f]*")


@dataclass(frozen=True, slots=True)
class Objection:
    """Why an entry cannot stand: the reason's word, and the sentence. `in_feed`: it is its party's next
    entry all the same, so its number is used up, and everybody sees what was tried."""

    reason: Reason
    what: str
    in_feed: bool = True


@dataclass(frozen=True, slots=True)
class Ruling:
    """`object_to` looks and changes nothing; `take` changes the state for an entry that stands."""

    type: str
    role: str
    object_to: Callable[[State, int, Entry, Lookup], Objection | None]
    take: Callable[[State, int, Entry], None]


def content_fault(content: Mapping[str, Any], form: Mapping[str, Callable[[Any], bool]]) -> Objection | None:
    """The objection to a content that has not exactly these keys, each as its test asks."""
    if content.keys() != form.keys():
        return Objection("form", f"its content must have exactly {', '.join(sorted(form)) or 'nothing'}")
    for key, is_right in form.items():
        if not is_right(content[key]):
            return Objection("form", f"`{key}` of its content is not what it must be")
    return None


def standing_entry(state: State, index: int, leaf_hash: str, lookup: Lookup) -> Entry | None:
    """The entry of that hash, if it stands before `index`. A `lookup` into the whole log may also find what
    comes later, or is void: neither can be referred to, else the fold would depend on how much is at hand."""
    found = lookup(leaf_hash)
    if found is None or found[0] >= index:
        return None
    at = bisect_left(state.breaches, found[0], key=lambda each: each.index)
    void = at < len(state.breaches) and state.breaches[at].index == found[0]
    return None if void else found[1]


def is_hash(value: Any) -> bool:
    return type(value) is str and HASH.fullmatch(value) is not None


def is_fingerprint(value: Any) -> bool:
    return type(value) is str and FINGERPRINT.fullmatch(value) is not None


def is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def is_flag(value: Any) -> bool:
    return type(value) is bool


def is_text(longest: int) -> Callable[[Any], bool]:
    """A test for texts of 1 to `longest` characters."""

    def fits(value: Any) -> bool:
        return type(value) is str and 0 < len(value) <= longest

    return fits


def is_name(value: Any) -> bool:
    """A text of 1 to 64 characters that can stand in a row's key: no slash, no control character."""
    return type(value) is str and 0 < len(value) <= 64 and NAME.fullmatch(value) is not None


def are_hashes(value: Any) -> bool:
    return (
        type(value) is list
        and all(is_hash(each) for each in value)
        and all(a < b for a, b in pairwise(value))
    )


def nothing(state: State, index: int, entry: Entry) -> None:
    """Change nothing: what the entry says stands in its blobs."""
