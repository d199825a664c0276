"""Plans of a mission that would meet: patrols with each other, and with the movements that are notified.

When each patrol is planned stands on the shelf; only those that may meet are folded.
"""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from holdfire.centre.access.acts import MOVEMENT
from holdfire.centre.access.notice import Access
from holdfire.centre.access.places import movements
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.patrols.patrol import Patrols
from holdfire.centre.patrols.rules import PATROLS
from holdfire.mission.centre.gathering import Centre
from holdfire.mission.centre.listing import View, listed

if TYPE_CHECKING:
    from holdfire.centre.clashes import Clash


Hours = tuple[datetime, datetime]
"""From when to when a patrol is planned."""

PLANS = View(
    name="patrol plans",
    module=PATROLS,
    things=lambda state: state.patrols,
    opened=lambda each: each.planned,
    keys=lambda each, _: {"start": each.start.isoformat(), "end": each.end.isoformat()},
    lines=lambda each, _: (),
)


def planned_hours(centre: Centre) -> dict[str, Hours]:
    """The hours of every patrol by its id."""
    rows = ((row.subject, json.loads(row.keys)) for row in listed(centre, PLANS, None).rows)
    return {
        name: (datetime.fromisoformat(told["start"]), datetime.fromisoformat(told["end"]))
        for name, told in rows
    }


def clashes_in(centre: Centre, meant: Collection[str], hours: Mapping[str, Hours]) -> "list[Clash]":
    """What the patrols meant would meet: other patrols, and notified movements. `hours` are those of all."""
    if not meant:
        return []
    from holdfire.centre.clashes import HOUR  # with what measures, which is long to load

    first, last = min(hours[each][0] for each in meant) - HOUR, max(hours[each][1] for each in meant) + HOUR
    near = {name for name, (start, end) in hours.items() if start <= last and end >= first}
    convoys = {str(each.content["id"]) for each in centre.acts([MOVEMENT])}
    return clashes_of(centre.folded(PATROLS, near).state, centre.folded(ACCESS, convoys).state, meant)


def clashes_of(patrols: Patrols, access: Access, meant: Collection[str]) -> "list[Clash]":
    """The same of these states: those who are not shown a plan are told of no clash with it."""
    from holdfire.centre.clashes import HOUR, Movement, clashes  # with what measures, which is long to load

    ours = [each for name in meant if (each := patrols.patrols.get(name)) is not None and each.expected]
    if not ours:
        return []
    first, last = min(each.start for each in ours) - HOUR, max(each.end for each in ours) + HOUR
    plans = [
        Movement(each.id, each.route, each.start, each.end, times=each.times)
        for each in patrols.patrols.values()
        if each.start <= last and each.end >= first and each.expected
    ]
    convoys = movements(
        access,
        lambda name, route, start, end: Movement(name, [dict(each) for each in route], start, end, "convoy"),
    )
    return clashes([each for each in plans if each.id in meant], [*plans, *convoys])
