"""Entering an act of the centre at the desk: on what the account sees, as the word of its own party."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from holdfire.centre.act import CentreError
from holdfire.centre.fold import Module
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


def require_new(seat: Seat, module: Module[Any], name: str) -> None:
    """Raises CentreError where the id is that of a thing which the account does not see, and tells no
    more."""
    if hidden(seat.held, scope_of(seat), module, name):
        raise CentreError(f"The id {name} is taken.", "Give this one another id.")


def enter(
    seat: Seat, module: Module[Any], kind: str, told: Mapping[str, Plain], of: str | None = None
) -> Acted:
    """Write the act in the account's name. `of`: whose word it is, as the desk relays it; an account of a
    party speaks for that party alone. Raises CentreError naming the rule where it does not stand."""
    speaker = seat.who.party or (of if seat.is_desk else None)
    if speaker == acts_held(seat.held).party:
        speaker = None  # The node's own party signs: that is its own word.
    content: dict[str, Plain] = {**told, "by": seat.who.shown, "of": speaker}
    fields = module.forms[kind].whole
    said = {name: value for name, value in content.items() if value is not None and name in fields}
    return perform(seat.held.mission, module, kind, said, seat.now)


def told_at(moment: datetime, seat: Seat) -> str:
    """An instant as acts have it; one that names no zone is by the clocks of the reporting day's zone."""
    zone = seat.held.mission.settings.reporting_day.zone
    return utc(moment if moment.tzinfo else moment.replace(tzinfo=zone)).isoformat().replace("+00:00", "Z")
