"""Entering an act of the centre at the desk: on what the account sees, as the word of its own party."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from holdfire.centre.act import Act, CentreError
from holdfire.centre.fold import Ground, Module
from holdfire.mission.centre.acting import Acted, perform
from holdfire.moments import utc
from holdfire.record.canonical import Plain
from holdfire.web.centre.acts_held import acts_held
from holdfire.web.centre.common import things_of
from holdfire.web.centre.scope import hidden, scope_of, seen
from holdfire.web.seat import Seat


def require_seen(seat: Seat, module: Module[Any], name: str) -> Any:
    """The thing of that id. Raises CentreError where there is none, or where it is not the account's to see:
    both are answered alike."""
    found = things_of(module.name, seen(seat.held, scope_of(seat), module)).get(name)
    if found is None:
        raise CentreError(
            f"There is no {name} in {module.name}.", "The page of the centre lists what there is."
        )
    return found


def require_new(
    seat: Seat, module: Module[Any], name: str, advice: str = "Give this one another id."
) -> None:
    """Raises CentreError where the id is that of a thing which the account does not see, and tells no
    more."""
    if hidden(seat.held, scope_of(seat), module, name):
        raise CentreError(f"The id {name} is taken.", advice)


def speaker_of(seat: Seat, of: str | None) -> str | None:
    """Whose word an act is: an account of a party speaks for that party alone; the desk for itself (None), or
    it relays the word of a party, `of`."""
    return seat.who.party or (of if seat.is_desk else None)


def enter(
    seat: Seat, module: Module[Any], kind: str, told: Mapping[str, Plain], of: str | None = None
) -> Acted:
    """Write the act in the account's name, as the word of `speaker_of`. Raises CentreError naming the rule
    where it does not stand."""
    own, speaker = acts_held(seat.held).party, speaker_of(seat, of)
    if speaker == own:
        speaker = None  # The node's own party signs: that is its own word.
    content: dict[str, Plain] = {**told, "by": seat.who.shown, "of": speaker}
    fields = module.forms[kind].whole
    said = {name: value for name, value in content.items() if value is not None and name in fields}
    scope = scope_of(seat)
    if scope.whole:
        return perform(seat.held.mission, module, kind, said, seat.now)
    _stands_as_seen(seat, module, Act(_AFTER_ALL, "", kind, own, seat.now, said))
    try:
        return perform(seat.held.mission, module, kind, said, seat.now)
    except CentreError as cause:
        # The rule that it breaks is about what the account is not shown, so it is not named.
        raise CentreError(
            "This does not stand beside what is on record by now.",
            "Look at it again with the next bulletin, or ask the desk.",
        ) from cause


_AFTER_ALL = 10**12
"""An order after that of every act on record."""


def _stands_as_seen(seat: Seat, module: Module[Any], act: Act) -> None:
    """Raises CentreError naming the rule, where the act does not stand beside what the account sees."""
    state = seen(seat.held, scope_of(seat), module)
    if wrong := module.objection(state, act, Ground(seat.held.mission.pack)):
        raise wrong.refusal()


def told_at(moment: datetime, seat: Seat) -> str:
    """An instant as acts have it; one that names no zone is by the clocks of the reporting day's zone."""
    zone = seat.held.mission.settings.reporting_day.zone
    return utc(moment if moment.tzinfo else moment.replace(tzinfo=zone)).isoformat().replace("+00:00", "Z")
