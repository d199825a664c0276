"""To which parties a thing of the centre is common: whose it is, with whom it is done, whom it is told.

The agreement makes common what was notified to a party or is done with it. What others say later of a thing
makes it common to nobody else.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from holdfire.centre.access.notice import Notice
from holdfire.centre.act import Act
from holdfire.centre.hazards.area import Area
from holdfire.centre.letters import LetterKept
from holdfire.centre.meetings.meeting import Meeting
from holdfire.centre.patrols.patrol import Patrol
from holdfire.centre.persons.ledger import PersonList
from holdfire.centre.posts import HANDED_OVER, Post
from holdfire.centre.works import Work

Named = frozenset[str]
_OF_A_MEETING = ("host", "invited", "participants", "observers", "absent")


def _patrol(each: Patrol) -> Named:
    return _named(each.planned.speaker, *each.parties)


def _post(each: Post) -> Named:
    over = (str(act.content["to"]) for act in each.acts if act.kind == HANDED_OVER)
    return _named(each.allotted.speaker, each.party, *over)


def _persons(each: PersonList) -> Named:
    through = each.offered.content.get("through")
    return _named(each.giver, *each.receivers, through)


def _notice(each: Notice) -> Named:
    return _named(each.notifier, *(side for version in each.versions for side in _listed(version, "to")))


def _hazard(each: Area) -> Named:
    return _named(each.reported.speaker)


def _work(each: Work) -> Named:
    return _named(each.opened.speaker, each.of("owner"))


def _meeting(each: Meeting) -> Named:
    told = (side for act in each.course for name in _OF_A_MEETING for side in _listed(act, name))
    return _named(*(act.speaker for act in each.course), *told)


def _letter(each: LetterKept) -> Named:
    return _named(*each.acts, *_listed(each.first, "to"))


def _listed(act: Act, name: str) -> Iterator[str]:
    told = act.content.get(name)
    yield from map(str, told) if isinstance(told, list | tuple) else [] if told is None else [str(told)]


def _named(*told: object) -> Named:
    return frozenset(str(each) for each in told if each is not None)


COMMON_TO: Mapping[str, tuple[str, Callable[[Any], Named]]] = {
    "patrols": ("patrols", _patrol),
    "posts": ("posts", _post),
    "persons": ("lists", _persons),
    "access": ("notices", _notice),
    "hazards": ("areas", _hazard),
    "works": ("works", _work),
    "meetings": ("meetings", _meeting),
    "letters": ("letters", _letter),
}
"""By the module's name: the field of its state that holds its things by id, and to whom one is common."""


def things_of(module: str, state: object) -> dict[str, Any]:
    """The things of a module's state by id."""
    found: dict[str, Any] = getattr(state, COMMON_TO[module][0])
    return found


def common_parties(module: str, thing: object) -> Named:
    """To which parties that thing of the module is common."""
    return COMMON_TO[module][1](thing)


def common_to(module: str, things: Mapping[str, Any], party: str) -> dict[str, Any]:
    """Those of them that are common to that party."""
    whose = COMMON_TO[module][1]
    return {name: each for name, each in things.items() if party in whose(each)}
