"""Confidential files, and the later disclosure of one field: digests in the leaf, contents in blobs."""

from typing import Any

from holdfire.record.entry import Entry
from holdfire.record.rulings.ruling import (
    Objection,
    Ruling,
    content_fault,
    is_count,
    is_fingerprint,
    is_hash,
    is_text,
    nothing,
    standing_entry,
)
from holdfire.record.state import Lookup, State


def _is_id(value: Any) -> bool:
    return type(value) is str and len(value) == 32 and set(value) <= set("0123456789abcdef")


def _are_recipients(value: Any) -> bool:
    return (
        type(value) is list
        and 0 < len(value) <= 64
        and all(is_fingerprint(each) for each in value)
        and value == sorted(set(value))
    )


_FILE = {
    "bucket": is_count,
    "cek_mac": is_hash,
    "ciphertext": is_hash,
    "class": is_text(32),
    "id": _is_id,
    "recipients": _are_recipients,
    "wraps": is_hash,
}
_CONFIDENTIAL = {"file": lambda value: type(value) is dict and content_fault(value, _FILE) is None}
_DISCLOSURE = {"disclosure": is_hash}


def _object_to_confidential(state: State, index: int, entry: Entry, lookup: Lookup) -> Objection | None:
    if fault := content_fault(entry.body.content, _CONFIDENTIAL):
        return fault
    file = entry.body.content["file"]
    if set(entry.body.blobs) != {file["ciphertext"], file["wraps"]}:
        return Objection("form", "its blobs are not exactly ciphertext and wraps")
    if not entry.body.digests:
        return Objection("form", "it has no digest of any field")
    return None


def _object_to_disclosure(state: State, index: int, entry: Entry, lookup: Lookup) -> Objection | None:
    if fault := content_fault(entry.body.content, _DISCLOSURE):
        return fault
    if entry.body.content["disclosure"] not in entry.body.blobs:
        return Objection("form", "the disclosure is not among its blobs")
    refs = entry.body.refs
    found = standing_entry(state, index, refs[0], lookup) if len(refs) == 1 else None
    if found is None or found.body.type != "confidential":
        return Objection("target", "it refers to no confidential file in the log")
    return None


CONFIDENTIAL = Ruling("confidential", "author", _object_to_confidential, nothing)
DISCLOSURE = Ruling("disclosure", "author", _object_to_disclosure, nothing)
