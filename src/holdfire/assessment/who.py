"""Who is bound, who is left out, who claims it: worked out once for each distinct set of names and time.

Millions of incidents share a few hundred combinations of actors, targets and periods, so only those
are looked at one by one. Each reading carries its words.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.parties import Party, Role
from holdfire.agreement.provisions import Provision
from holdfire.agreement.standing import NOBODY, bound_by, left_out, sides_of

Ids = tuple[str, ...]

CIVILIANS = "civilians"
"""The id a target has that is no side at all. It is never left out of a ceasefire."""

_BINDING = (Role.PARTY, Role.GUARANTOR)


@dataclass(frozen=True, slots=True)
class Reading:
    """True, False or None (not known), and why."""

    holds: bool | None
    why: str


class Epochs:
    """Time cut where any role or exclusion begins or ends: within one epoch nobody's standing changes."""

    def __init__(self, agreement: Agreement) -> None:
        edges: set[datetime | None] = set()
        for party in agreement.parties:
            for tenure in party.tenures:
                edges |= {tenure.start, tenure.end, tenure.disputed_from}
        for group in agreement.excluded:
            edges |= {group.excluded_from, group.excluded_until}
        self.edges: list[datetime] = sorted(edge for edge in edges if edge is not None)

    def moments(self, first: int, last: int) -> list[datetime]:
        """A moment in each epoch from `first` to `last`."""
        earliest = datetime.min.replace(tzinfo=UTC)
        return [earliest if number == 0 else self.edges[number - 1] for number in range(first, last + 1)]

    def of(self, incidents: pl.DataFrame) -> pl.DataFrame:
        """Columns first and last: the epochs of the first and the last instant each may mean; all of
        them where its time is not known."""
        return pl.DataFrame(
            {
                "first": self._numbers(incidents["when_start"], "right", 0),
                "last": self._numbers(incidents["when_end"], "left", len(self.edges)),
            }
        )

    def _numbers(self, instants: pl.Series, side: Literal["left", "right"], unknown: int) -> pl.Series:
        """An instant that is an edge belongs to what begins there; the end of a span is not in it."""
        if not self.edges:
            return pl.Series([0] * len(instants), dtype=pl.Int32)
        found = pl.Series(self.edges, dtype=instants.dtype).search_sorted(instants, side=side)
        return pl.select(
            pl.when(instants.is_null()).then(pl.lit(unknown)).otherwise(found).cast(pl.Int32)
        ).to_series()


def through(moments: Sequence[datetime], reading: Callable[[datetime], Reading]) -> Reading:
    """One reading for all these moments; not known where it changed between them."""
    readings = [reading(moment) for moment in moments]
    if len({each.holds for each in readings}) == 1:
        return readings[0]
    return Reading(None, f"that changed within the time it may mean ({readings[0].why}; {readings[-1].why})")


def actor_bound(agreement: Agreement, provision: Provision, actors: Ids | None, moment: datetime) -> Reading:
    """Whether who acted is bound by the clause at that moment."""
    if not actors:
        return Reading(None, "who acted is not known")
    each = {actor: _bound(agreement, provision, actor, moment) for actor in actors}
    outside = [
        actor for actor in actors if _excluded(agreement, actor, moment) and each[actor].holds is False
    ]
    bound = [actor for actor in actors if each[actor].holds is True]
    if bound and outside:
        who = (
            f"{_named(agreement, bound)} is bound, {_named(agreement, outside)} is left out of the ceasefire"
        )
        return Reading(None, f"{who}; which of them acted is not told apart")
    if bound:
        return Reading(True, "; ".join(each[actor].why for actor in bound))
    holds = False if all(reading.holds is False for reading in each.values()) else None
    return Reading(holds, "; ".join(reading.why for reading in each.values()))


def _bound(agreement: Agreement, provision: Provision, actor: str, moment: datetime) -> Reading:
    name = _named(agreement, (actor,))
    by_name = {party.id: party for party in agreement.parties}
    holds = bound_by(agreement, actor, provision.bound, moment)
    if holds is None:
        umbrella = by_name.get(actor)
        if umbrella is None:
            return Reading(None, f"the agreement does not know {actor!r}")
        if not umbrella.may_include:
            return Reading(None, f"whether {name} had joined by then is not known")
        return Reading(None, f"{name} may mean somebody who is bound and somebody who is not")
    if not holds:
        return Reading(False, f"{name} is not bound by this clause")
    # bound_by is True for one the clause names, or for a member of one that it names.
    answerable = actor if actor in provision.bound else by_name[actor].member_of or actor
    if answerable in by_name and (role := _in_role(agreement, by_name[answerable], moment)).holds is not True:
        return role
    if answerable != actor:
        return Reading(True, f"{name} shares the obligations of {_named(agreement, (answerable,))}")
    return Reading(True, f"{name} is bound by this clause")


def _in_role(agreement: Agreement, party: Party, moment: datetime) -> Reading:
    """Whether it was a party or guarantor by then; a clause that names an outsider binds it as named."""
    tenures = [tenure for tenure in party.tenures if tenure.role in _BINDING]
    if not tenures or any(tenure.holds_at(moment) for tenure in tenures):
        return Reading(True, "")
    for tenure in tenures:
        if tenure.disputed_from is not None and tenure.disputed_from <= moment < tenure.start:
            source = ", ".join(cited.source for cited in tenure.disputed_by)
            since = f"{tenure.start.astimezone(agreement.time_zone):%Y-%m-%d}"
            return Reading(
                None, f"{party.name} was {tenure.role} from {since}, or earlier as {source} has it"
            )
    return Reading(False, f"{party.name} was neither party nor guarantor at that time")


def target_covered(
    agreement: Agreement, provision: Provision, actors: Ids | None, targets: Ids | None, moment: datetime
) -> Reading:
    """Whether all against whom it was directed stand on another side that the clause speaks of.

    Nobody is the other side to itself: fire between two groups of one side is not between the sides.
    """
    if not provision.against:
        return Reading(True, "the clause names no other side: it holds whoever the target is")
    if not targets:
        return Reading(None, "against whom it was directed is not known")
    own = _own_sides(agreement, provision, actors, moment)
    each = [_covered(agreement, provision, target, own, moment) for target in targets]
    if all(reading.holds is True for reading in each):
        holds: bool | None = True
    else:
        holds = False if all(reading.holds is False for reading in each) else None
    return Reading(holds, "; ".join(reading.why for reading in each))


@dataclass(frozen=True, slots=True)
class _Own:
    """The sides that those who acted may stand on; `certain` where they stand on one for sure.

    Of somebody who may stand on none, only the case that it stands on one counts here: in the other
    it is not bound, and the actor's condition says so.
    """

    sides: frozenset[str]
    certain: bool
    names: str


def _own_sides(agreement: Agreement, provision: Provision, actors: Ids | None, moment: datetime) -> _Own:
    if not actors:
        return _Own(frozenset(provision.bound), False, "who acted")
    wanted = (*provision.bound, *provision.against)
    found = {side for actor in actors for side in sides_of(agreement, actor, wanted, moment)}
    sides = frozenset(side for side in found if side is not None)
    return _Own(sides, NOBODY not in found and len(sides) == 1, _named(agreement, actors))


def _covered(agreement: Agreement, provision: Provision, target: str, own: _Own, moment: datetime) -> Reading:
    if target == CIVILIANS:
        return Reading(
            None,
            "the text speaks of the sides;"
            " whether force against civilians breaches it is for people to judge",
        )
    name = _named(agreement, (target,))
    found = sides_of(agreement, target, provision.against, moment)
    if found == {NOBODY}:
        return Reading(False, f"{name} is on none of the sides that the clause speaks of")
    if len(own.sides) == 1 and not found - own.sides - {NOBODY}:
        told = "are both on one side"
        if NOBODY in found or not own.certain:
            told = "are on one side, or one of them is on none"
        return Reading(False, f"{own.names} and {name} {told}")
    if NOBODY in found:
        return _unsure(agreement, target, name)
    if found & own.sides:
        return Reading(None, f"whether {name} is on another side than {own.names} is not known")
    side = next(each for each in agreement.parties if each.id in found)
    if (role := _in_role(agreement, side, moment)).holds is not True:
        return role
    return Reading(True, f"{name} is on another side that the clause speaks of")


def _unsure(agreement: Agreement, target: str, name: str) -> Reading:
    party = next((each for each in agreement.parties if each.id == target), None)
    if party is None:
        return Reading(None, f"the agreement does not know {target!r}")
    if party.may_include:
        return Reading(None, f"{name} may mean somebody the clause speaks of and somebody it does not")
    return Reading(None, f"whether {name} had joined by then is not known")


def target_exempt(
    agreement: Agreement, provision: Provision, targets: Ids | None, moment: datetime
) -> Reading:
    """Whether all against whom it was directed are groups the clause leaves out at that moment.

    Civilians are no side: they are set apart here, and what was done to them is judged as effect.
    """
    sides = tuple(target for target in targets or () if target != CIVILIANS)
    if targets and not sides:
        return Reading(False, "it was directed against civilians, whom no exemption covers")
    if not sides:
        return Reading(None, "against whom it was directed is not known")
    each = {target: left_out(agreement, target, provision.except_targets, moment) for target in sides}
    out = [target for target in sides if each[target] is True]
    if len(out) == len(sides):
        return Reading(True, f"{_named(agreement, out)} is left out of the ceasefire at that time")
    if all(value is False for value in each.values()):
        return Reading(False, f"{_named(agreement, sides)} is not a group that the clause leaves out")
    if out:
        rest = _named(agreement, [target for target in sides if target not in out])
        return Reading(
            None, f"{_named(agreement, out)} is left out of the ceasefire, {rest} is not known to be"
        )
    return Reading(
        None, f"whether {_named(agreement, sides)} is a group that the clause leaves out is not known"
    )


def _excluded(agreement: Agreement, actor: str, moment: datetime) -> bool:
    return any(group.id == actor and group.excluded_at(moment) for group in agreement.excluded)


def _named(agreement: Agreement, ids: Iterable[str]) -> str:
    names = {party.id: party.name for party in agreement.parties}
    names |= {group.id: group.name for group in agreement.excluded}
    return " and ".join(names.get(each, each) for each in ids)


def named(agreement: Agreement, ids: Iterable[str] | None) -> str:
    """Names for ids, for readers; "somebody not named" for none."""
    return _named(agreement, ids or ()) or "somebody not named"
