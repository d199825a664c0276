"""The centre's acts as they are held between requests: gathered once, and folded once for each subject.

An act of ours that is not logged yet is a draft of the party whose word it is: where a mission keeps a joint
record, only the desk and that party are shown it. Where it keeps none, its journal is all there is.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from holdfire.centre.access.rules import ACCESS
from holdfire.centre.act import Act
from holdfire.centre.fold import Folded, Ground, Module, fold
from holdfire.centre.hazards.rules import HAZARDS
from holdfire.centre.letters import LETTERS
from holdfire.centre.meetings.rules import MEETINGS
from holdfire.centre.patrols.rules import PATROLS
from holdfire.centre.persons.rules import PERSONS
from holdfire.centre.posts import POSTS
from holdfire.centre.works import WORKS
from holdfire.mission.centre.gathering import WAITING, gathered
from holdfire.web.centre.common import things_of
from holdfire.web.held import Held

State = TypeVar("State")
RESTS_ON = ("journal", "record")
KINDS = frozenset(
    kind
    for module in (PATROLS, POSTS, PERSONS, ACCESS, HAZARDS, WORKS, MEETINGS, LETTERS)
    for kind in module.forms
)
"""Kinds of acts that the rooms tell of."""


@dataclass(frozen=True, slots=True)
class ActsHeld:
    """Every act with its words here, in order. `party`: the node's own; None where no record is kept."""

    acts: tuple[Act, ...]
    party: str | None

    def drafts(self, reader: str) -> frozenset[str]:
        """Refs of acts that are not logged yet and are no word of the reader's party."""
        if self.party is None:
            return frozenset()
        return frozenset(
            each.ref for each in self.acts if each.ref.startswith(WAITING) and each.speaker != reader
        )


def acts_held(held: Held) -> ActsHeld:
    """The acts of every room; the node is opened once until the journal or the record changes."""

    def read() -> ActsHeld:
        with gathered(held.mission) as centre:
            return ActsHeld(tuple(centre.acts(KINDS)), centre.party)

    return held.part("centre-acts", RESTS_ON, read)


def folded(held: Held, module: Module[State], reader: str | None = None) -> Folded[State]:
    """What the module's acts amount to; for a `reader`'s party without others' drafts, None: for the desk."""
    told = acts_held(held)
    drafts = frozenset() if reader is None else told.drafts(reader)
    name = f"centre-{module.name}-{reader}" if drafts else f"centre-{module.name}"
    before: dict[str, Former] = held.part(f"{name}-before", ("always",), dict)

    def read() -> Folded[State]:
        acts = [each for each in told.acts if each.kind in module.forms and each.ref not in drafts]
        found = folded_since(module, acts, before.get("last"), Ground(held.mission.pack))
        before["last"] = Former([each.ref for each in acts], found)
        return found

    return held.part(name, RESTS_ON, read)


@dataclass(frozen=True, slots=True)
class Former:
    """What was folded before, and from which acts, by their refs."""

    refs: list[str]
    folded: Folded[Any]


def folded_since(
    module: Module[State], acts: list[Act], former: Former | None, ground: Ground
) -> Folded[State]:
    """The same as folding all of the acts. Where they go on from those of before, and the module's rules look
    at one thing alone, only things that were acted on since are folded again. What was folded before is not
    changed: somebody may be reading it.

    Rules of the rooms look at the agreement alone: no file that an act names is read.
    """
    if former is None or module.refers != ("id",) or [e.ref for e in acts[: len(former.refs)]] != former.refs:
        return fold(module, acts, ground)
    touched = {str(each.content.get("id")) for each in acts[len(former.refs) :]}
    if not touched:
        found: Folded[State] = former.folded
        return found
    again = fold(module, (each for each in acts if str(each.content.get("id")) in touched), ground)
    state = module.empty()
    things = things_of(module.name, state)
    things.update(things_of(module.name, former.folded.state))
    things.update(things_of(module.name, again.state))
    aside = [each for each in former.folded.aside if str(each.act.content.get("id")) not in touched]
    return Folded(state, tuple(sorted([*aside, *again.aside], key=lambda each: each.act.order)))
