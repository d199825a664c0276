"""What the forms of the centre may hold: ids of the agreement, and the words of each field's list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from holdfire.centre.access.acts import CARGOES, SITE_KINDS, STEPS
from holdfire.centre.hazards.acts import EVIDENCE, KINDS, LEVELS
from holdfire.centre.meetings.acts import OUTCOMES as POINT_OUTCOMES
from holdfire.centre.patrols.acts import OUTCOMES
from holdfire.centre.persons.acts import CATEGORIES, FATES, MIXED, WHEREABOUTS
from holdfire.centre.posts import KINDS_OF_POST
from holdfire.centre.works import OUTCOMES as WORK_OUTCOMES
from holdfire.centre.works import SUBJECTS, TRUCE_STATES
from holdfire.web.centre.scope import scope_of
from holdfire.web.seat import Seat

LISTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "patrols": {"outcome": OUTCOMES},
    "access": {"kind": SITE_KINDS, "cargo": CARGOES, "step": STEPS},
    "persons": {"category": (*CATEGORIES, MIXED), "fate": FATES, "whereabouts": WHEREABOUTS},
    "hazards": {"level": LEVELS, "kinds": KINDS, "evidence": EVIDENCE},
    "works": {"subject": SUBJECTS, "state": TRUCE_STATES, "outcome": WORK_OUTCOMES},
    "posts": {"kind": KINDS_OF_POST},
    "meetings": {"outcome": POINT_OUTCOMES},
}
"""By room, the words that a field takes, as the forms of its acts have them."""


@dataclass(frozen=True, slots=True)
class Choices:
    """`own`: the party that the account speaks for, None: the desk. `parties`, `bodies`, `zones`, `groups`
    (excluded ones) and `sources` by the agreement, no source where the account is told of none; `lists`: by a
    field's name what it takes. `clock`: the zone by whose clocks a moment is meant that names none."""

    own: str | None
    today: date
    clock: str
    parties: list[str]
    bodies: list[str]
    zones: list[str]
    groups: list[str]
    sources: list[str]
    lists: dict[str, list[str]]


def choices_of(seat: Seat, room: str) -> Choices:
    """What forms of that room may hold, today."""
    agreement, zone = seat.held.agreement, seat.held.mission.settings.reporting_day.zone
    return Choices(
        seat.who.party,
        seat.now.astimezone(zone).date(),
        zone.key,
        sorted(each.id for each in agreement.parties),
        sorted(each.id for each in agreement.bodies),
        sorted(each.id for each in agreement.zones),
        sorted(each.id for each in agreement.excluded),
        sorted(each.id for each in agreement.sources) if scope_of(seat).shows_sources else [],
        {name: list(words) for name, words in LISTS[room].items()},
    )
