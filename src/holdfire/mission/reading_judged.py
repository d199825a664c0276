"""What a person decided on fields read out of a document, in a mission's journal: one line for each field.

A line says which characters of which file it is about, what the rules read and what holds. It is signed with
the other acts of the mission; a later decision on the same field supersedes, and both stay readable.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from holdfire.errors import MissionError
from holdfire.mission.lock import alone
from holdfire.mission.opened import Opened
from holdfire.record.canonical import Plain
from holdfire.record.journal import Entry

READING_JUDGED = "reading judged"


def judge_readings(mission: Opened, told: Sequence[dict[str, Plain]], by: str, at: datetime) -> list[Entry]:
    """Write every decision down, in their order; those that the journal holds already word for word are not
    written again. Raises MissionError without a name."""
    if not by.strip():
        raise MissionError("A decision on a reading needs who decides.", "Give --by a name.")
    with alone(mission.folder):
        standing = standing_of(mission.entries(READING_JUDGED))
        new = [{**each, "by": by} for each in told if standing.get(_key(each)) != {**each, "by": by}]
        return [mission.journal.append(READING_JUDGED, each, at) for each in new]


def standing_of(entries: Iterable[Entry]) -> dict[tuple[str, str], dict[str, Plain]]:
    """The last decision on each field, by the file's SHA-256 and the field's path. Redacted ones are left
    out."""
    found = {}
    for each in entries:
        if each.act == READING_JUDGED and each.redacted is None:
            found[_key(each.content)] = dict(each.content)
    return found


def _key(told: object) -> tuple[str, str]:
    assert isinstance(told, dict)
    return str(told["sha256"]), str(told["field"])
