"""The agreement of a mission as the decisions on its joint record made it, now and at an earlier assessment.

Only what is logged counts, since that is what every party has: the same log gives the same agreement. A
mission that keeps no record has the pack, and pays nothing to know it: not even the record's code is read.
"""

from collections.abc import Collection, Mapping, Sequence

from holdfire.centre.effects.decided import Agreed
from holdfire.mission.centre.mission_of_centre import OfCentre
from holdfire.mission.record_within import home_within
from holdfire.record.journal import Entry


def agreed_on(mission: OfCentre, size: int | None = None, only: Collection[str] | None = None) -> Agreed:
    """The agreement after the log's first `size` entries (None: after all), of adopted decisions with `only`
    those that it names."""
    if home_within(mission.folder) is None:
        return Agreed(mission.pack, mission.pack)
    from holdfire.mission.centre.carried_out import agreed_in
    from holdfire.mission.centre.gathering import gathered

    with gathered(mission) as centre:
        return agreed_in(centre, size, only)


def agreed_then(mission: OfCentre, assessed: Sequence[Entry]) -> Agreed:
    """The agreement as the last of these assessments had it."""
    told = assessed[-1].content.get("decided") if assessed else None
    if not isinstance(told, Mapping):
        return Agreed(mission.pack, mission.pack)
    refs, size = told["refs"], told["size"]
    assert isinstance(refs, list)
    assert isinstance(size, int)
    return agreed_on(mission, size, frozenset(map(str, refs)))
