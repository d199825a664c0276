"""Acting at the centre: an act is held against its module's rules, and then written into the journal.

The same rules fold it on every other machine, so what is refused here would count for nothing there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from holdfire.centre.act import Act
from holdfire.centre.fold import Module
from holdfire.mission.centre.gathering import WAITING, Centre, gathered
from holdfire.mission.lock import alone
from holdfire.mission.opened import Opened
from holdfire.record.canonical import Plain
from holdfire.record.journal import Entry

Content = Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Acted:
    """An act that was written, its line in the journal, and the state with it: of what it is about."""

    act: Act
    entry: Entry
    state: Any


def perform(
    mission: Opened,
    module: Module[Any],
    kind: str,
    content: Content | Callable[[Centre, Any], Content],
    at: datetime,
) -> Acted:
    """Write an act, if it stands. `content` may be made from the centre and the module's state as they are.

    Raises CentreError naming the rule where the act does not stand; nothing is written then.
    """
    with alone(mission.folder), gathered(mission) as centre:
        about = None if callable(content) else module.subjects(content)
        state = centre.folded(module, about).state
        told = content(centre, state) if callable(content) else content
        order = (0 if centre.record is None else centre.record.size) + mission.journal.length + 1
        act = Act(order, "", kind, centre.party, at, dict(told))
        if wrong := module.objection(state, act, centre.ground):
            raise wrong.refusal()
        entry = mission.journal.append(kind, told, at)
        act = Act(order, f"{WAITING}{entry.number}", kind, centre.party, at, dict(told))
        module.take(state, act, centre.ground)
    return Acted(act, entry, state)
