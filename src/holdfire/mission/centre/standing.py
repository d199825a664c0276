"""The centre as it stands, for a bulletin: the states of its modules, and the root that stands for them.

In a mission on the joint record only what is logged is told, since that is what every party has; acts of ours
that wait are counted, and told with the next bulletin. A mission alone tells what its journal holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from holdfire.centre.act import Act
from holdfire.centre.fold import root_of
from holdfire.centre.modules import KINDS, MODULES
from holdfire.mission.centre.carried_out import agreed_in
from holdfire.mission.centre.gathering import Centre, gathered, told_of_states
from holdfire.mission.centre.mission_of_centre import OfCentre
from holdfire.mission.record_within import home_within
from holdfire.publish.centre_standing import NO_CENTRE, CentreStanding
from holdfire.publish.visible import visible

NOT_WORDS = ("by", "of", "text", "ref", "proposal", "supersedes")
"""Fields that hold no free text: names and hashes."""


def standing(mission: OfCentre, size: int | None = None) -> CentreStanding:
    """The centre after the log's first `size` entries; None: after all of them. A mission alone whose
    journal holds no act of the centre costs a look at the journal."""
    alone = home_within(mission.folder) is None
    if (alone and not any(e.act in KINDS for e in mission.journal.entries())) or (not alone and size == 0):
        return NO_CENTRE
    with gathered(mission) as centre:
        return _standing(centre, size)


def _standing(centre: Centre, size: int | None) -> CentreStanding:
    reached = None
    if centre.record is None:
        acts, waiting = centre.acts(KINDS), 0
    else:
        reached = centre.record.size if size is None else min(size, centre.record.size)
        acts, waiting = centre.logged(KINDS, reached), len(list(centre.waiting(KINDS)))
    if not acts:
        return CentreStanding(size=reached, waiting=waiting)
    states = centre.states(acts)
    shown = centre.states([_shown(each) for each in acts])
    return CentreStanding(
        states=shown,
        size=reached,
        root=root_of(told_of_states(states)),
        waiting=waiting,
        unread=tuple(sorted(centre.without_words.items())),
        aside=_aside(centre, acts),
        people=tuple(sorted({act.by for act in acts})),
        words=tuple(sorted({text for act in acts for text in _free_texts(act)})),
        undone=agreed_in(centre, reached).refused,
    )


def _aside(centre: Centre, acts: Sequence[Act]) -> int:
    """How many of the acts count for nothing: each module's own, held against its rules."""
    return sum(len(centre.fold(module, acts).aside) for module in MODULES.values())


def _shown(act: Act) -> Act:
    """The act with letters that cannot be seen shown: a bulletin prints its words."""
    return replace(act, content={key: _visible(value) for key, value in act.content.items()})


def _visible(value: object) -> object:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Mapping):
        return {str(key): _visible(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_visible(each) for each in value]
    return value


def _free_texts(act: Act) -> Iterator[str]:
    told = (value for key, value in act.content.items() if key not in NOT_WORDS)
    return (each for each in _texts(told) if " " in each)


def _texts(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from _texts(value.values())
        elif isinstance(value, list | tuple):
            yield from _texts(value)
