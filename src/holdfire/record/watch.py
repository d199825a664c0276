"""Keeping watch over what a host does not do: entries it leaves lying, and a log that stands still.

Nobody can prove that he was not answered. But an author sees that his entry is overdue, and a reader sees
how old the newest thing is that witnesses stand for; both can then ask others.
"""

from dataclasses import dataclass

from holdfire.errors import ProofError
from holdfire.record.bracket import proved_time
from holdfire.record.entry import read_leaf
from holdfire.record.node import Node
from holdfire.record.standing import Grade

OVERDUE_S = 3_600
"""After how long an entry that enough others do not hold yet is told."""
STALE_S = 24 * 3_600
"""How old the newest witnessed checkpoint may be before the log counts as standing still."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """An entry of ours that waits: its number in our feed, since when by our clock, and how far it got."""

    seq: int
    waits_s: int
    grade: Grade


def overdue(node: Node, now: int, after_s: int = OVERDUE_S) -> list[Overdue]:
    """Entries of ours that were signed longer ago, and that too few others hold; oldest first."""
    found = []
    for sent in node.outbox.kept():
        waits = now - read_leaf(sent.leaf).body.t_claimed if sent.leaf is not None else 0
        if waits <= after_s:
            continue
        grade = Grade.QUEUED if node.state.charter is None else node.standing_of(sent).grade
        if node.state.charter is None or not node.standing_of(sent).held_by_others:
            found.append(Overdue(sent.seq, waits, grade))
    return found


def age_s(node: Node, now: int) -> int | None:
    """Seconds since the witnesses' time on the newest witnessed checkpoint; None where there is none."""
    newest = node.notes.largest_witnessed(node.charter)
    time = proved_time(newest.times) if newest is not None else None
    return None if time is None else now - time


def require_fresh(node: Node, now: int, most_s: int = STALE_S) -> None:
    """Raise ProofError where nothing newer is witnessed: what is shown may have been overtaken since."""
    age = age_s(node, now)
    if age is None or age > most_s:
        since = "no checkpoint is witnessed" if age is None else f"the newest one is {age // 3600} hours old"
        raise ProofError(
            f"The record may have gone on without us: {since}.",
            "Ask another party for its newest checkpoint before you rely on maps or outcomes.",
        )


def own_by_grade(node: Node) -> dict[str, int]:
    """How many of our party's own entries have reached which grade."""
    own = dict.fromkeys((grade.word for grade in Grade), 0)
    standings = node.standings() if node.state.charter is not None else None
    for sent in node.outbox.all():
        reached = standings.of(sent.position, node.party).grade if standings else Grade.QUEUED
        own[reached.word] += 1
    return own
