"""The modules of the centre, in the order in which a mission needs them."""

from typing import Any

from holdfire.centre.access.rules import ACCESS
from holdfire.centre.commitments.rules import COMMITMENTS
from holdfire.centre.decisions.rules import DECISIONS
from holdfire.centre.fold import Module
from holdfire.centre.hazards.rules import HAZARDS
from holdfire.centre.meetings.rules import MEETINGS
from holdfire.centre.patrols.rules import PATROLS
from holdfire.centre.persons.rules import PERSONS
from holdfire.centre.posts import POSTS
from holdfire.centre.works import WORKS

_LISTED: tuple[Module[Any], ...] = (
    DECISIONS,
    POSTS,
    PATROLS,
    PERSONS,
    ACCESS,
    HAZARDS,
    WORKS,
    MEETINGS,
    COMMITMENTS,
)

MODULES: dict[str, Module[Any]] = {module.name: module for module in _LISTED}
"""Each by its name."""

KINDS: frozenset[str] = frozenset(kind for module in MODULES.values() for kind in module.forms)
"""Every kind of act of the centre."""
