"""A patrol as its acts make it: one word for each who speaks of it, none chosen among them.

On 23 March 2020 Turkey said that a joint patrol on the M4 was completed (Anadolu), Russia that it was cut
short (its Defence Ministry, by Tabnak). Both are what the record holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from holdfire.centre.act import Act
from holdfire.centre.patrols.acts import CALLED_OFF, NOT_HELD, SET_OUT, TOLD
from holdfire.moments import utc

PLANNED_STILL, UNDER_WAY, OFF, DIFFER = "planned", "set out", "called off", "told differently"


def last_words(acts: Iterable[Act]) -> dict[str | None, Act]:
    """The last word of each speaker. What another entered as a party's word gives way to its own word."""
    found: dict[str | None, Act] = {}
    for act in acts:
        before = found.get(act.speaker)
        if before is None or act.first_hand or not before.first_hand:
            found[act.speaker] = act
    return found


@dataclass(slots=True)
class Patrol:
    planned: Act
    acts: list[Act] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.planned.content["id"])

    @property
    def parties(self) -> tuple[str, ...]:
        told = self.planned.content["parties"]
        return tuple(str(each) for each in told) if isinstance(told, list | tuple) else ()

    @property
    def joint(self) -> bool:
        return len(self.parties) > 1

    @property
    def start(self) -> datetime:
        return moment_of(self.planned, "start")

    @property
    def end(self) -> datetime:
        return moment_of(self.planned, "end")

    @property
    def route(self) -> list[dict[str, int]]:
        told: Any = self.planned.content["route"]
        return list(told)

    @property
    def times(self) -> tuple[datetime, ...]:
        """When each point of the route is to be passed; empty: only start and end are planned."""
        told: Any = self.planned.content.get("times") or ()
        return tuple(utc(datetime.fromisoformat(each)) for each in told)

    def of(self, kind: str) -> list[Act]:
        return [each for each in self.acts if each.kind == kind]

    @property
    def outcomes(self) -> dict[str | None, Act]:
        """What each speaker says of how it went."""
        return last_words(self.of(TOLD))

    @property
    def last_words(self) -> dict[str | None, Act]:
        """What each speaker says of whether it goes, or how it went."""
        return last_words(each for each in self.acts if each.kind in (CALLED_OFF, SET_OUT, TOLD))

    @property
    def said(self) -> dict[str | None, str]:
        """The same in one word each."""
        return {speaker: word_of(each) for speaker, each in self.last_words.items()}

    @property
    def outcome(self) -> str:
        """In one word; where speakers differ, that. Called off and not held is one thing; that it set out
        is less than how it went, and no other thing."""
        words = set(self.said.values())
        if words == {OFF, NOT_HELD}:
            return NOT_HELD
        if words.isdisjoint({OFF, NOT_HELD}) and len(words) > 1:
            words.discard(UNDER_WAY)
        if not words:
            return PLANNED_STILL
        return words.pop() if len(words) == 1 else DIFFER

    @property
    def expected(self) -> bool:
        """Whether it may still be met on its route: nobody told how it went, and not all whose patrol it is
        have called it off. What another says for them counts only from whoever entered the plan."""
        if self.outcomes:
            return False
        off = {
            speaker
            for speaker, each in self.last_words.items()
            if each.kind == CALLED_OFF and (each.first_hand or each.party == self.planned.party)
        }
        return None not in off and not off.issuperset(self.parties)

    def through(self, moment: datetime) -> "Patrol":
        return Patrol(self.planned, [each for each in self.acts if each.at < moment])


@dataclass(slots=True)
class Patrols:
    patrols: dict[str, Patrol] = field(default_factory=dict)

    def through(self, moment: datetime) -> "Patrols":
        """What was on record before that moment, by the clocks of those who signed."""
        known = {name: each for name, each in self.patrols.items() if each.planned.at < moment}
        return Patrols({name: each.through(moment) for name, each in known.items()})


def word_of(act: Act) -> str:
    """What an act says of its patrol, in one word."""
    return {CALLED_OFF: OFF, SET_OUT: UNDER_WAY}.get(act.kind) or str(act.content["outcome"])


def moment_of(act: Act, name: str) -> datetime:
    return utc(datetime.fromisoformat(str(act.content[name])))
