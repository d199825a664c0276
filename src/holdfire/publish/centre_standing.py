"""The coordination centre as a bulletin is made from it, and what of it may not be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from holdfire.centre.effects.decided import Refused


@dataclass(frozen=True, slots=True)
class CentreStanding:
    """`states` holds each module's state by name, of those that have acts. `size` is how far the joint record
    was folded, None where the mission keeps none; `root` stands for the states, "" where no act is on record.

    `waiting` are acts of ours that are not logged yet, and so not told; `unread` are acts in the log whose
    words are not here, by why; `aside` are acts that count for nothing. `people` are the names of those who
    entered acts, `words` the free texts in them: the release gate looks for both in editions without them.
    `undone` are adopted decisions that could not be carried out, with the rule that stood against it.
    """

    states: Mapping[str, Any] = field(default_factory=dict)
    size: int | None = None
    root: str = ""
    waiting: int = 0
    unread: tuple[tuple[str, int], ...] = ()
    aside: int = 0
    people: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    undone: tuple[Refused, ...] = ()


NO_CENTRE = CentreStanding()
