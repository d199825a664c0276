"""Handing the watch over: one officer says what is open, another takes it over, and both stand on record.

The journal's line of the last take-over is where a new watch begins; what came after it is what is new.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from holdfire.errors import MissionError
from holdfire.mission.folder import Mission
from holdfire.mission.lock import alone
from holdfire.record.journal import Entry

HANDED, TAKEN = "watch handed over", "watch taken over"


@dataclass(frozen=True, slots=True)
class Watch:
    """Where the watch stands: who handed it over (None: nobody yet), in which line, and whether another took
    it over. `since` and `since_line` are when and where the watch that runs now began."""

    handed_by: str | None
    handed_account: str | None
    handed_at: datetime | None
    note: str
    line: int
    taken_by: str | None
    since: datetime | None
    since_line: int

    @property
    def waits(self) -> bool:
        """Whether a hand-over waits for the officer who takes it."""
        return self.handed_by is not None and self.taken_by is None


NEVER = Watch(None, None, None, "", 0, None, None, 0)


def watch_of(entries: Iterable[Entry]) -> Watch:
    """Where the watch stands after these lines of the journal."""
    now = NEVER
    for each in entries:
        if each.redacted is not None:
            continue
        told = each.content
        if each.act == HANDED:
            now = Watch(
                str(told["by"]),
                str(told["account"]),
                each.at,
                str(told["note"]),
                each.number,
                None,
                now.since,
                now.since_line,
            )
        elif each.act == TAKEN and now.line == told["of"]:
            now = Watch(
                now.handed_by,
                now.handed_account,
                now.handed_at,
                now.note,
                now.line,
                str(told["by"]),
                each.at,
                each.number,
            )
    return now


def hand_over(mission: Mission, by: str, account: str, note: str, at: datetime) -> Entry:
    """Hand the watch over. A hand-over that nobody took yet is replaced by this one."""
    with alone(mission.folder):
        return mission.journal.append(HANDED, {"by": by, "account": account, "note": note}, at)


def take_over(mission: Mission, by: str, account: str, at: datetime) -> Entry:
    """Take it over. Raises MissionError where nothing waits, and for the officer who handed it over."""
    with alone(mission.folder):
        now = watch_of(sorted([*mission.entries(HANDED), *mission.entries(TAKEN)], key=lambda e: e.number))
        if not now.waits:
            raise MissionError("No hand-over waits to be taken.", "The officer who leaves hands over first.")
        if now.handed_account == account or now.handed_by == by:
            raise MissionError(
                f"{by} handed the watch over and cannot take it.", "The officer who comes takes it over."
            )
        return mission.journal.append(TAKEN, {"of": now.line, "by": by, "account": account}, at)
