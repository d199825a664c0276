"""Taking the inbox in, and working out what follows: incidents and findings."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from holdfire.mission.folder import Mission
from holdfire.record.storage.durable_files import write_whole
from holdfire.reports.store import IntakeResult
from holdfire.web.desk_file import FOLDER
from holdfire.web.field.inbox import Inbox
from holdfire.web.field.row import SOURCE, as_file


@lru_cache(maxsize=16)
def inbox_of(folder: Path) -> Inbox:
    """The one inbox of that mission in this process."""
    return Inbox(folder / FOLDER / "inbox.sqlite")


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """What was done: reports taken in, and which verbs ran after it."""

    taken: IntakeResult | None
    ran: tuple[str, ...]


def take_inbox(mission: Mission, at: datetime) -> IntakeResult | None:
    """Take in all that waits; None where nothing does."""
    inbox = inbox_of(mission.folder)
    waiting = inbox.waiting()
    if not waiting:
        return None
    file = mission.folder / FOLDER / f"desk-{waiting[0].place:08d}-{waiting[-1].place:08d}.csv"
    write_whole(file, as_file(each.told for each in waiting))
    result = mission.take_in(file, SOURCE, at, lambda _: None)
    inbox.taken([each.place for each in waiting], file.name)
    return result


def work_out(folder: Path, at: datetime) -> WorkedOut:
    """Take the inbox in, fuse and assess, as far as anything is to be done."""
    mission = Mission.open(folder)
    taken, ran = take_inbox(mission, at), []
    while (verb := mission.stale()) in ("fuse", "assess"):
        if verb in ran:
            break
        if verb == "fuse":
            mission.fuse(at)
        else:
            mission.assess(at)
        ran.append(verb)
    return WorkedOut(taken, tuple(ran))
