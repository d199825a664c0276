"""Plans of a mission that would meet: patrols with each other, and with the movements that are notified."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from holdfire.centre.access.places import movements
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.patrols.rules import PATROLS
from holdfire.mission.centre.gathering import Centre

if TYPE_CHECKING:
    from holdfire.centre.clashes import Clash


def clashes_in(centre: Centre, meant: Collection[str]) -> "list[Clash]":
    """What the patrols meant would meet: other patrols, and notified movements."""
    from holdfire.centre.clashes import Movement, clashes  # with what measures, which is long to load

    plans = [
        Movement(each.id, each.route, each.start, each.end, times=each.times)
        for each in centre.folded(PATROLS).state.patrols.values()
        if each.expected
    ]
    convoys = movements(
        centre.folded(ACCESS).state,
        lambda name, route, start, end: Movement(name, [dict(each) for each in route], start, end, "convoy"),
    )
    return clashes([each for each in plans if each.id in meant], [*plans, *convoys])
