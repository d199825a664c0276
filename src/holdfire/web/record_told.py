"""What the desk tells of the joint record: how far entries came, who countersigned, what is amiss.

Everybody who reads what was issued may know hashes, grades and who signed; what acts say is the desk's.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from holdfire.mission.folder import Mission
from holdfire.mission.recording import waiting_lines
from holdfire.record.entry import Entry
from holdfire.record.node import Node
from holdfire.record.standing import Grade
from holdfire.record.standings import Standings
from holdfire.record.watch import age_s, overdue, own_by_grade

ROWS, CHECKPOINTS = 50, 10
LADDER = tuple(grade.word for grade in Grade)


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """An entry of the joint record, as anybody may know it. `missing`: whose countersignature it wants, by
    grade; `void`: why it counts for nothing."""

    position: int
    hash: str
    party: str
    kind: str
    claimed: datetime
    grade: str
    missing: dict[str, list[str]]
    void: str | None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint that is kept: over how many entries, its root, and who countersigned when. `mirrored`:
    parties that cosigned that they hold it; `lacking`: whom the quorum of witnesses and that of all
    guarantors still want."""

    size: int
    root: str
    countersigned: dict[str, datetime]
    mirrored: dict[str, datetime]
    lacking: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Joint:
    """The joint record as this node holds it, the newest entries and checkpoints first. `own`: entries of
    our party by grade; `late`: those that too few others hold for over an hour; `age_s`: how old the newest
    witnessed checkpoint is, None where there is none; `to_sign` acts wait to be entered, `waiting` by kind
    (empty where that is the desk's alone)."""

    party: str
    origin: str
    size: int
    root: str
    charter: int | None
    own: dict[str, int]
    late: int
    age_s: int | None
    to_sign: int
    waiting: dict[str, int]
    void: int
    evidence: list[str]
    checkpoints: list[Checkpoint]
    entries: list[RecordEntry]
    start: int


def joint_of(mission: Mission, node: Node, start: int | None, now: int, whole: bool) -> Joint:
    """The record from entry `start` on, None: the last ones. `whole`: also what is the desk's to know."""
    size, state = node.log.size, node.state
    chartered = state.charter is not None
    first = max(size - ROWS, 0) if start is None else min(start, size)
    void = {
        each.index: f"{each.reason}: {each.what}" if whole else str(each.reason) for each in state.breaches
    }
    standings = node.standings() if chartered else None
    waits = waiting_lines(mission, node)
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
        own_by_grade(node),
        len(overdue(node, now)),
        age_s(node, now) if chartered else None,
        len(waits),
        dict(sorted(Counter(each.act for each in waits).items())) if whole else {},
        len(void),
        node.evidence(),
        _checkpoints(node) if chartered else [],
        list(reversed(entries)),
        first,
    )


def _checkpoints(node: Node) -> list[Checkpoint]:
    found = []
    for each in reversed(node.notes.all(node.charter)[-CHECKPOINTS:]):
        lacking = {"witnessed": each.witnessed, "joint": each.joint}
        found.append(
            Checkpoint(
                each.checkpoint.size,
                each.checkpoint.root.hex(),
                {who: _moment(at) for who, at in sorted(each.times.items())},
                {who: _moment(at) for who, at in sorted(each.mirrors.items())},
                {name: sorted(one.missing) for name, one in lacking.items() if not one.complete},
            )
        )
    return found


def _entry(place: int, entry: Entry, standings: Standings | None, void: str | None) -> RecordEntry:
    body = entry.body
    standing = None if standings is None else standings.of(place, body.party)
    kind = str(body.content["act"]) if body.type == "act" else body.type
    return RecordEntry(
        place,
        entry.hash,
        body.party,
        kind,
        _moment(body.t_claimed),
        Grade.QUEUED.word if standing is None else standing.grade.word,
        {} if standing is None else standing.missing,
        void,
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(min(max(seconds, 0), 253402300799), UTC)
