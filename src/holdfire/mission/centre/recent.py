"""What the centre was last told of: a list of a desk reads this first, and the whole where that is asked for.

Things whose rules look at nothing but themselves are folded by themselves, so that a list of the last few
costs the same in a record of any length, and tells of each thing what a list of all would.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from holdfire.centre.fold import Folded, Module, SetAside
from holdfire.mission.centre.gathering import Centre

State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class Part:
    """`shown` things of `total`, which are all ids that acts name; fewer than all: those that were last told
    of."""

    shown: int
    total: int

    @property
    def whole(self) -> bool:
        return self.shown == self.total

    def words(self, things: str) -> list[str]:
        """What a list says where it is not the whole one."""
        if self.whole:
            return []
        are = "is the one" if self.shown == 1 else f"are the {self.shown:,}"
        told = f"Listed {are} last told of, of {self.total:,} {things}"
        return [f"{told}; --all lists every one."]


@dataclass(frozen=True, slots=True)
class Recent(Generic[State]):
    """`folded` holds a part of the things of a module."""

    folded: Folded[State]
    part: Part

    @property
    def shown(self) -> int:
        return self.part.shown

    @property
    def total(self) -> int:
        return self.part.total


def recent(centre: Centre, module: Module[State], last: int | None) -> Recent[State]:
    """The things of the module that were last told of, at most so many; None: all of them."""
    meant, total = centre.touched_last(module.forms, last or 1)
    if last is None or not module.refers or total <= last:
        return Recent(centre.folded(module), Part(total, total))
    folded = centre.folded(module, meant)
    # An act that refers to a thing left out lacks that thing here, which is no fault of the act.
    aside = tuple(each for each in folded.aside if _within(module, each, meant))
    return Recent(Folded(folded.state, aside), Part(len(meant), total))


def _within(module: Module[State], each: SetAside, meant: set[str]) -> bool:
    named = (each.act.content.get(name) for name in module.refers)
    return all(name is None or name in meant for name in named)
