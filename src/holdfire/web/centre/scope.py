"""What an account sees of the centre: one function, which the rooms, their acts, the API and the map ask.

The desk sees all. A delegate sees what is common to the own party, as it stands, and besides it what was
issued to the parties; never another party's plan or draft, but a warning of its hazards. An observer sees
what was issued to the UN: bulletins of its edition, and letters to it. Where nothing was issued, nothing.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from holdfire.centre.fold import Module
from holdfire.centre.hazards.rules import HAZARDS
from holdfire.centre.letters import LETTERS, LetterKept
from holdfire.mission.settings import ISSUED as AS_ISSUED
from holdfire.mission.settings import ROUNDED
from holdfire.publish.edition import Edition
from holdfire.publish.editions import SHOWS
from holdfire.web.centre.acts_held import RESTS_ON, folded
from holdfire.web.centre.common import common_to, things_of
from holdfire.web.centre.issued import issued_things
from holdfire.web.centre.warned import warned
from holdfire.web.held import Held
from holdfire.web.rights import edition_of
from holdfire.web.seat import Seat
from holdfire.web.seen import last_issued

State = TypeVar("State")
SEEN_RESTS_ON = (*RESTS_ON, "settings")
"""When others' hazards are shown is a setting of the mission."""
ALL, COMMON, ISSUED, NOTHING = "all", "common", "issued", "nothing issued"


@dataclass(frozen=True, slots=True)
class Scope:
    """How far an account sees. `edition` None: all; `party`: to whom things must be common, None: to
    nobody's."""

    edition: Edition | None
    party: str | None

    @property
    def whole(self) -> bool:
        return self.edition is None

    @property
    def key(self) -> str:
        """Names what is kept for this scope."""
        return "desk" if self.edition is None else f"{self.edition}-{self.party}"

    @property
    def shows_sources(self) -> bool:
        """Whether it is told from which source a word was taken."""
        return self.edition is None or SHOWS[self.edition].source_names


def scope_of(seat: Seat) -> Scope:
    """How far this account sees."""
    edition = edition_of(seat.who)
    return Scope(edition, None if edition is None else seat.who.party)


def seen(held: Held, scope: Scope, module: Module[State]) -> State:
    """The module's state as far as that scope sees it; nobody changes what this returns."""
    if scope.whole:
        return folded(held, module).state

    def read() -> State:
        state = module.empty()
        things_of(module.name, state).update(_seen(held, scope, module))
        return state

    return held.part(f"centre-seen-{module.name}-{scope.key}", SEEN_RESTS_ON, read)


def _seen(held: Held, scope: Scope, module: Module[Any]) -> dict[str, Any]:
    assert scope.edition is not None
    found = dict(issued_things(held, scope.edition).get(module.name, {}))
    # An account without a party reads as a party of no name: every draft is another's.
    live = things_of(module.name, folded(held, module, scope.party or "").state)
    if scope.edition == Edition.PARTIES and scope.party is not None:
        own = common_to(module.name, live, scope.party)
        found = {**{name: each for name, each in found.items() if name not in own}, **own}
        if module.name == HAZARDS.name and held.mission.settings.hazards_shown != AS_ISSUED:
            found = _hazards(held, found)
    elif module.name == LETTERS.name:
        found = {name: each for name, each in live.items() if _to_un(each, scope.party)}
    return found


def _hazards(held: Held, told: dict[str, Any]) -> dict[str, Any]:
    """Every side's hazards as they stand, drafts among them; of what is not `told` to the account anyhow a
    warning."""
    rounded = held.mission.settings.hazards_shown == ROUNDED
    areas = folded(held, HAZARDS).state.areas
    return {name: warned(each, told.get(name), rounded) for name, each in areas.items()}


def _to_un(letter: LetterKept, party: str | None) -> bool:
    """Whether a letter is to the United Nations, or to the account's own organisation."""
    to = letter.said("to")
    return to is None or (isinstance(to, list | tuple) and party is not None and party in to)


def extent(held: Held, scope: Scope) -> str:
    """In a word how far the account sees: all, common, issued, or nothing since nothing was issued."""
    if scope.edition is None:
        return ALL
    if scope.edition == Edition.PARTIES:
        return COMMON
    letters = seen(held, scope, LETTERS).letters
    return ISSUED if letters or last_issued(held, scope.edition) else NOTHING


def hidden(held: Held, scope: Scope, module: Module[Any], name: str) -> bool:
    """Whether there is a thing of that id which this scope does not see."""
    if scope.whole or name in things_of(module.name, seen(held, scope, module)):
        return False
    return name in things_of(module.name, folded(held, module).state)
