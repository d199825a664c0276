"""How a command finds the entry that somebody means, and tells in one line what it has reached."""

import time
from typing import Any

import click

from holdfire.commands.keys_of_ours import WrongUseError
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.leaf_search import positions_beginning
from holdfire.record.node import Node
from holdfire.record.outbox import Sent
from holdfire.record.standing import Grade, Standing

entry_argument = click.argument("entry", metavar="ENTRY")

QUEUED = -1
"""The position of an entry that is in our outbox alone."""
DIGITS_MIN = 8
_LISTS_THEM = "Give a position from 0, or 8 or more digits of the leaf hash: holdfire record log lists them."


def find_entry(node: Node, named: str) -> tuple[int, Entry]:
    """The entry in the log that somebody means by a position or the beginning of a hash."""
    position, entry = find_any(node, named)
    if position == QUEUED:
        raise WrongUseError(
            f"Entry {entry.hash[:16]} is queued (grade 0): it waits in your outbox and is not logged yet.",
            "Run holdfire record sync, or export a bundle for the host; then ask again.",
        )
    return position, entry


def find_any(node: Node, named: str) -> tuple[int, Entry]:
    """The same; an entry that waits in our outbox is found as well, at position QUEUED."""
    digits = named.lower()
    if digits.isascii() and digits.isdigit() and len(digits) < DIGITS_MIN:
        return _at(node, int(digits))
    if not set(digits) <= set("0123456789abcdef") or not DIGITS_MIN <= len(digits) <= 64:
        raise WrongUseError(f"{named!r} names no entry.", _LISTS_THEM)
    found = [_at(node, each) for each in positions_beginning(node.log, digits, 2)]
    waiting = [each for each in node.outbox.kept() if not each.logged and each.hash.startswith(digits)]
    found += [(QUEUED, read_leaf(each.leaf)) for each in waiting if each.leaf is not None]
    if len(found) == 1:
        return found[0]
    how = "several entries" if found else "no entry"
    raise WrongUseError(f"{named} names {how} of the log of {node.log.size:,}.", _LISTS_THEM)


def _at(node: Node, position: int) -> tuple[int, Entry]:
    if position >= node.log.size:
        raise WrongUseError(
            f"The log has no position {position}: it has {node.log.size:,} entries, counted from 0.",
            _LISTS_THEM,
        )
    return position, read_leaf(node.log.leaf(position))


def graded(grade: Grade) -> str:
    """ "grade 2, mirrored"."""
    return f"grade {int(grade)}, {grade.word}"


QUEUED_WORDS = graded(Grade.QUEUED)


def queued(entry: Entry) -> dict[str, object]:
    """The keys by which a command tells of an entry that it just signed."""
    return {"entry": entry.hash, "grade": Grade.QUEUED.word}


def what_is_missing(standing: Standing) -> str:
    """What stands between an entry and the highest grade, in one line; "" where nothing does."""
    return "; ".join(f"{grade}: {', '.join(who)}" for grade, who in standing.missing.items())


def logged_row(position: int, entry: Entry, standing: Standing, void: str | None) -> dict[str, Any]:
    """An entry of the log, as lists of entries have it."""
    return {
        "position": position,
        "entry": entry.hash,
        "party": entry.body.party,
        "seq": entry.body.seq,
        "type": entry.body.type,
        "act": entry.body.content.get("act"),
        "grade": standing.grade.word,
        "missing": standing.missing,
        "void": void,
    }


def queued_row(sent: Sent, party: str) -> dict[str, Any]:
    """The same of an entry that waits in our outbox."""
    body = read_leaf(sent.leaf).body if sent.leaf is not None else None
    return {
        "position": None,
        "entry": sent.hash,
        "party": party,
        "seq": sent.seq,
        "type": body.type if body else None,
        "act": body.content.get("act") if body else None,
        "grade": Grade.QUEUED.word,
        "missing": {"logged": ["its host"]},
        "void": None,
    }


def row_line(row: dict[str, Any]) -> str:
    place = "-" if row["position"] is None else row["position"]
    what = row["act"] or row["type"] or ""
    void = f"  VOID: {row['void']}" if row["void"] else ""
    lacking = "; ".join(f"{grade}: {', '.join(who)}" for grade, who in row["missing"].items())
    missing = f"  (missing: {lacking})" if lacking else ""
    head = f"{place:>6}  {row['party']:<4} {row['seq']:>5}  {row['entry'][:12]}  {row['grade']:<9}"
    return f"{head} {what}{void}{missing}"


def as_utc(seconds: int | None) -> str | None:
    """An instant in UTC; a clock may claim any number, so one out of all calendars is told as it is."""
    if seconds is None:
        return None
    try:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
    except (OverflowError, ValueError, OSError):
        return f"{seconds} s since 1970"
