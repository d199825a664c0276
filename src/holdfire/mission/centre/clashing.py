"""Plans of a mission that would meet: patrols with each other, and with the movements that are notified."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from holdfire.centre.access.notice import Access
from holdfire.centre.access.places import movements
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.patrols.patrol import Patrols
from holdfire.centre.patrols.rules import PATROLS
from holdfire.mission.centre.gathering import Centre

if TYPE_CHECKING:
    from holdfire.centre.clashes import Clash


def clashes_in(centre: Centre, meant: Collection[str]) -> "list[Clash]":
    """What the patrols meant would meet: other patrols, and notified movements."""
    return clashes_of(centre.folded(PATROLS).state, centre.folded(ACCESS).state, meant)


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
