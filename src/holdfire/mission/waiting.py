"""Which intakes' quarantine still waits for a person, where files are taken in again."""

from collections.abc import Sequence

from holdfire.record.journal import Entry


def waiting(entered: Sequence[Entry]) -> list[Entry]:
    """Intakes, oldest first, that no later one of the same source took the place of.

    The same bytes taken in again (with a mended map) take the place of the earlier intake. So does a
    corrected file: one of the same name that brings all those rows again, and only those, that the
    earlier one brought in, as duplicates or revisions, beside new ones. The count is compared because
    some sources give every week's file the same name: next week's list clears nothing.
    """
    return [
        entry
        for place, entry in enumerate(entered)
        if not any(_in_place_of(later, entry) for later in entered[place + 1 :])
    ]


def _in_place_of(later: Entry, earlier: Entry) -> bool:
    then, now = earlier.content, later.content
    if then["source"] != now["source"]:
        return False
    if then["sha256"] == now["sha256"]:
        return True
    came_in = _count(earlier, "accepted") + _count(earlier, "duplicate")
    again = _count(later, "duplicate") + _count(later, "revised")
    return then["file"] is not None and then["file"] == now["file"] and came_in == again > 0


def _count(entry: Entry, key: str) -> int:
    return int(str(entry.content.get(key, 0)))
