"""What tests of the fold share: the next charter of a log, and what became of its last entry."""

from dataclasses import replace
from typing import Any

from cast import (
    GUARANTORS,
    NOON,
    Log,
    enrolment,
    fingerprint_of,
    in_order,
    key,
)

from holdfire.record.approvals import approve
from holdfire.record.charter import Charter
from holdfire.record.ed25519 import SigningKey, fingerprint
from holdfire.record.rulings.charters import as_content
from holdfire.record.state import Breach

SIX_MONTHS = NOON + 184 * 86_400
MEMORANDUM = b"Memorandum on the creation of de-escalation areas, Astana, 4 May 2017"
TERM = b"The term is extended by six months."
DAY = 86_400
NEW = SigningKey.from_seed(b"\x05" * 32)
THIEF = SigningKey.from_seed(b"\x06" * 32)


def last(log: Log) -> Breach | None:
    """The breach that the last entry of the log is; None if it stands."""
    state = log.state()
    assert state.size == log.size
    found = state.breaches[-1] if state.breaches else None
    return found if found is not None and found.index == log.size - 1 else None


def successor(log: Log, **changed: Any) -> Charter:
    """The next charter of that log, with these changes."""
    state = log.state()
    assert state.charter is not None
    return replace(
        state.charter, **{"version": state.charter.version + 1, "previous": state.charter_leaf} | changed
    )


def rekeyed(log: Log, party: str = "IR") -> Charter:
    """The next charter, in which the party has a new author key."""
    before = log.state().charter
    assert before is not None
    kept = [k for k in before.keys if k.party != party or k.role not in ("author", "reader")]
    return successor(log, keys=in_order([*kept, enrolment(party, "author", secret=NEW)]))


def approved(made: Charter, *more: tuple[str, SigningKey]) -> dict[str, Any]:
    """The content of its entry, with the first keys of all guarantors and these."""
    approvals = [approve(made, fingerprint_of(each, "author"), key(each, "author")) for each in GUARANTORS]
    approvals += [approve(made, name, secret) for name, secret in more]
    return as_content(made, approvals)


NEW_NAME = fingerprint("ed25519", NEW.public)


def proposed(log: Log, party: str = "TR", subject: str = "line", until: int = 0) -> bytes:
    return log.add(log.scribe(party).proposal(subject, MEMORANDUM, until=until))
