"""Handing the watch over: one officer says what is open, another takes it over, and both stand on record.

The journal's line of the last take-over is where a new watch begins; what came after it is what is new.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from holdfire.errors import MissionError
from holdfire.mission.folder import Mission
from holdfire.mission.lock import alone
from holdfire.record.canonical import Plain
from holdfire.record.journal import Entry

HANDED, TAKEN = "watch handed over", "watch taken over"


@dataclass(frozen=True, slots=True)
class Watch:
    """Where the watch stands: who handed it over (None: nobody yet, or the words were redacted), in which
    line, what was open then by kind, and whether another took it over. `since` and `since_line` are when and
    where the watch that runs now began."""

    handed_by: str | None = None
    handed_account: str | None = None
    handed_at: datetime | None = None
    note: str = ""
    line: int = 0
    open_then: Mapping[str, int] = field(default_factory=dict)
    waits: bool = False
    """Whether a hand-over waits for the officer who takes it."""
    taken_by: str | None = None
    since: datetime | None = None
    since_line: int = 0


NEVER = Watch()


def watch_of(entries: Iterable[Entry]) -> Watch:
    """Where the watch stands after these lines of the journal. A line whose words were redacted still hands
    over or takes over; by whom is then not known."""
    now = NEVER
    for each in entries:
        if each.act == HANDED:
            now = _handed(now, each)
        elif each.act == TAKEN and now.waits and (each.redacted or each.content["of"] == now.line):
            by = None if each.redacted else str(each.content["by"])
            now = replace(now, waits=False, taken_by=by, since=each.at, since_line=each.number)
    return now


def _handed(now: Watch, entry: Entry) -> Watch:
    begun = replace(NEVER, handed_at=entry.at, line=entry.number, waits=True)
    begun = replace(begun, since=now.since, since_line=now.since_line)
    if entry.redacted:
        return begun
    told, counts = entry.content, entry.content.get("open")
    counted = counts if isinstance(counts, Mapping) else {}
    return replace(
        begun,
        handed_by=str(told["by"]),
        handed_account=str(told["account"]),
        note=str(told["note"]),
        open_then={kind: number for kind, number in counted.items() if isinstance(number, int)},
    )


def hand_over(
    mission: Mission, by: str, account: str, note: str, at: datetime, counts: Mapping[str, int] | None = None
) -> Entry:
    """Hand the watch over. A hand-over that nobody took yet is replaced by this one. `counts`: what is open
    now, by kind, so that it is on record with what state the watch was left."""
    content: dict[str, Plain] = {"by": by, "account": account, "note": note, "open": dict(counts or {})}
    with alone(mission.folder):
        return mission.journal.append(HANDED, content, at)


def take_over(mission: Mission, by: str, account: str, at: datetime, of: int | None = None) -> Entry:
    """Take it over: the hand-over of line `of`, which the officer has read; None: the last one. Raises
    MissionError where nothing waits, where another hand-over took its place, and for the officer who handed
    it over."""
    with alone(mission.folder):
        lines = [*mission.journal.of(HANDED), *mission.journal.of(TAKEN)]
        now = watch_of(sorted(lines, key=lambda each: each.number))
        if not now.waits:
            raise MissionError("No hand-over waits to be taken.", "The officer who leaves hands over first.")
        if of is not None and of != now.line:
            raise MissionError(
                f"The hand-over of line {of} was replaced by that of line {now.line}.",
                "Read the one that waits now, then take the watch over.",
            )
        if now.handed_account is None:
            raise MissionError(
                f"It was redacted who handed the watch over in line {now.line}, so nobody can take it.",
                "The officer who leaves hands over anew.",
            )
        if now.handed_account == account or now.handed_by == by:
            raise MissionError(
                f"{by} handed the watch over and cannot take it.", "The officer who comes takes it over."
            )
        return mission.journal.append(TAKEN, {"of": now.line, "by": by, "account": account}, at)
