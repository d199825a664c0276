"""Plans of a mission that would meet: patrols with each other, and with the movements that are notified."""

from collections.abc import Collection

from holdfire.centre.access.places import movements
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.clashes import Clash, Movement, clashes
from holdfire.centre.patrols.rules import PATROLS
from holdfire.mission.centre.gathering import Centre


def clashes_in(centre: Centre, meant: Collection[str]) -> list[Clash]:
    """What the patrols meant would meet: other patrols, and notified movements."""
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
