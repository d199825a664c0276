"""The record: what it holds, who has countersigned it, and checking it now."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Query

from holdfire.mission.record_within import home_within
from holdfire.mission.recording import waiting_lines
from holdfire.record.node import Node
from holdfire.record.standings import Standings
from holdfire.web.door import Door
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["record"])
ROWS = 50


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """An entry of the joint record, as anybody may know it. `missing`: whose countersignature it wants."""

    position: int
    hash: str
    party: str
    kind: str
    claimed: datetime
    grade: str
    missing: dict[str, list[str]]
    void: str | None


@dataclass(frozen=True, slots=True)
class Joint:
    """The joint record as this node holds it; `checkpoint`: the newest, with who countersigned it."""

    party: str
    origin: str
    size: int
    root: str
    charter: int | None
    to_sign: int
    checkpoint_size: int | None
    countersigned: dict[str, datetime]
    void: int
    evidence: list[str]
    entries: list[RecordEntry]
    start: int


@dataclass(frozen=True, slots=True)
class Record:
    """The journal (its length and the hash of its last line), and the joint record, if there is one."""

    lines: int
    last: str | None
    joint: Joint | None


@door.look("/record", "record.html", Right.READ, "The record")
def record(seat: Seat, start: Annotated[int | None, Query(ge=0, le=10**9)] = None) -> Record:
    """Journal and joint record, the newest entries first."""
    journal = seat.held.journal
    last = journal[-1].hash if journal else None
    with _node(seat) as node:
        return Record(len(journal), last, None if node is None else _joint(seat, node, start))


@contextmanager
def _node(seat: Seat) -> Iterator[Node | None]:
    home = home_within(seat.desk.folder)
    if home is None:
        yield None
        return
    with Node.open(home) as node:
        yield node


def _joint(seat: Seat, node: Node, start: int | None) -> Joint:
    size, state = node.log.size, node.state
    newest = None if state.charter is None else node.notes.newest(node.charter)
    first = max(size - ROWS, 0) if start is None else min(start, size)
    void = {each.index: f"{each.reason}: {each.what}" for each in state.breaches}
    standings = node.standings() if state.charter is not None else None
    entries = [
        _entry(place, entry, standings, void.get(place))
        for place, entry in node.entries(first, min(first + ROWS, state.size))
        if entry is not None
    ]
    return Joint(
        node.party,
        node.settings.origin,
        size,
        node.log.root(size).hex() if size else "",
        None if state.charter is None else state.charter.version,
        len(waiting_lines(seat.held.mission, node)),
        None if newest is None else newest.checkpoint.size,
        {} if newest is None else {who: _moment(at) for who, at in sorted(newest.times.items())},
        len(void),
        node.evidence(),
        list(reversed(entries)),
        first,
    )


def _entry(place: int, entry: object, standings: Standings | None, void: str | None) -> RecordEntry:
    from holdfire.record.entry import Entry

    assert isinstance(entry, Entry)
    body = entry.body
    standing = None if standings is None else standings.of(place, body.party)
    kind = str(body.content["act"]) if body.type == "act" else body.type
    return RecordEntry(
        place,
        entry.hash,
        body.party,
        kind,
        _moment(body.t_claimed),
        "queued" if standing is None else standing.grade.word,
        {} if standing is None else standing.missing,
        void,
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(min(max(seconds, 0), 253402300799), UTC)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked just now, and every fault that was found: none, if it holds together."""

    at: datetime
    lines: int
    intakes: int
    bulletins: int
    entries: int | None
    faults: list[str]


@door.look("/record/verify", "verified.html", Right.READ, "Check the record now")
def verify(seat: Seat) -> Verified:
    """Hash every line, every file that was taken in, every bulletin; verify the tail of the log."""
    mission = seat.held.mission
    faults = [str(each) for each in mission.record_faults()]
    if not mission.journal.verify():
        faults += [str(each) for each in mission.bulletin_faults()]
    with _node(seat) as node:
        entries = None if node is None else node.log.size
    if not seat.is_desk:
        # Names of files and sources are the desk's own: others are told how much is wrong.
        faults = [f"{len(faults)} faults; the desk sees which."] if faults else []
    journal = seat.held.journal
    acts = [each.act for each in journal]
    return Verified(
        seat.now, len(journal), acts.count("intake"), acts.count("bulletin issued"), entries, faults
    )
