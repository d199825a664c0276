"""The fold of the centre: acts in their order, each held against its form and its module's rules.

Before an act is written, and whenever acts are folded, the same rules are asked. An act that another
party's machine let through is seen by everybody and counts for nothing. Nothing here reads a clock: what
is due or late is asked of a state with a moment.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from json import dumps
from typing import Generic, TypeVar

from holdfire.agreement.agreement import Agreement
from holdfire.centre.act import Act, Objection
from holdfire.centre.form import Form

State = TypeVar("State")


@dataclass(frozen=True)
class Ground:
    """What the rules of the centre stand on beside the acts: the agreement, and how a file that an act
    names by its SHA-256 is read (None: it is not at hand)."""

    agreement: Agreement
    read_file: Callable[[str], bytes | None] = field(default=lambda digest: None)

    @cached_property
    def parties(self) -> frozenset[str]:
        return frozenset(each.id for each in self.agreement.parties)

    @cached_property
    def zones(self) -> frozenset[str]:
        return frozenset(each.id for each in self.agreement.zones)


@dataclass(frozen=True, slots=True)
class Module(Generic[State]):
    """One subject of the centre: its acts' forms, its rules, and what its state tells.

    `object_to` looks and changes nothing; `take` changes the state for an act that stands; `as_map` is the
    whole state as text keys and plain values, the same on every machine that has the same acts. `refers` are
    the fields of an act whose ids are all that its rules look at; (): they look at the whole state.
    """

    name: str
    meaning: str
    forms: Mapping[str, Form]
    empty: Callable[[], State]
    object_to: Callable[[State, Act, Ground], Objection | None]
    take: Callable[[State, Act, Ground], None]
    as_map: Callable[[State], Mapping[str, object]]
    refers: tuple[str, ...] = ()

    def subjects(self, content: Mapping[str, object]) -> frozenset[str] | None:
        """The ids that the rules look at for an act of this content; None: everything."""
        return frozenset(str(content.get(name)) for name in self.refers) if self.refers else None

    def objection(self, state: State, act: Act, ground: Ground) -> Objection | None:
        """Why the act does not stand as the next one; None if it does."""
        form = self.forms.get(act.kind)
        if form is None:
            return Objection("form", f"There is no act {act.kind!r}.", f"There are: {', '.join(self.forms)}.")
        if wrong := form.objection(act):
            return wrong
        of = act.content.get("of")
        if of is not None and of not in ground.parties:
            known = ", ".join(sorted(ground.parties))
            return Objection("party", f"The agreement knows no party {of}.", f"It knows: {known}.")
        return self.object_to(state, act, ground)


@dataclass(frozen=True, slots=True)
class SetAside:
    """An act that does not stand, and why; it is shown, and changes nothing."""

    act: Act
    objection: Objection


@dataclass(frozen=True, slots=True)
class Folded(Generic[State]):
    state: State
    aside: tuple[SetAside, ...]


def fold(module: Module[State], acts: Iterable[Act], ground: Ground) -> Folded[State]:
    """What the module's acts amount to. Acts of other modules are passed over."""
    state, aside = module.empty(), []
    for act in acts:
        if act.kind not in module.forms:
            continue
        if wrong := module.objection(state, act, ground):
            aside.append(SetAside(act, wrong))
        else:
            module.take(state, act, ground)
    return Folded(state, tuple(aside))


def through(acts: Iterable[Act], moment: datetime) -> list[Act]:
    """The acts as of a moment, by the clocks of those who signed them."""
    return [each for each in acts if each.at <= moment]


def root_of(told: Mapping[str, Mapping[str, object]]) -> str:
    """One hash for the states of several modules, by name: two parties can compare it over the telephone."""
    text = dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return sha256(text.encode()).hexdigest()
