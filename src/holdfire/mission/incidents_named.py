"""Incidents that an act of the centre names: whether this mission holds them.

One that it does not hold is no reason to refuse the act: another party may have told of it in a bulletin,
and this mission may have taken other reports in. But a slip of the pen is to be seen at once.
"""

from collections.abc import Iterable

from holdfire.errors import MissionError
from holdfire.mission.opened import Opened


def not_held_here(mission: Opened, ids: Iterable[str]) -> list[str]:
    """Those of the ids that are no incident of this mission as it was last fused, sorted."""
    asked = set(ids)
    if not asked:
        return []
    from holdfire.mission.derived import kept  # a table: most acts name no incident

    try:
        held = set(kept(mission.folder, "incidents")["incident_id"].to_list())
    except MissionError:
        held = set()
    return sorted(asked - held)


def told_not_held(ids: Iterable[str]) -> list[str]:
    """A line on each, for people."""
    return [
        f"Incident {each} is not among those of this mission; the word stands as it was told." for each in ids
    ]
