"""The names reports may use for parties and excluded groups, and whom a name means when."""

from collections.abc import Iterator
from datetime import datetime

from holdfire.agreement.agreement import Agreement
from holdfire.places.areas import AreaSet
from holdfire.plain_names import plain

ActorName = tuple[str, str, datetime | None, datetime | None]
"""A name, the id it stands for, and from when up to when (None: open) it is used so, in the pack's zone:
words made of these dates say the days that the pack says."""


def actor_names(agreement: Agreement) -> tuple[ActorName, ...]:
    """Every name the pack knows, each with its id and dates; one name may stand more than once.

    Ids are names too, so that a source map may say "syria". A name that a group took at a known
    date is dated; a name that others use for it at any time is open (`Alias.used_by`).
    """
    zone = agreement.time_zone

    def local(moment: datetime | None) -> datetime | None:
        return None if moment is None else moment.astimezone(zone)

    found = {(name, actor, local(start), local(end)) for name, actor, start, end in _all(agreement)}
    return tuple(sorted(found, key=str))


def _all(agreement: Agreement) -> Iterator[ActorName]:
    for party in agreement.parties:
        yield (party.id, party.id, None, None)
        yield (party.name, party.id, None, None)
        for alias in party.aliases:
            yield (alias.name, party.id, alias.start, alias.end)
    for group in agreement.excluded:
        yield (group.id, group.id, None, None)
        yield (group.name, group.id, None, None)
        for alias in group.aliases:
            yield (alias.name, group.id, alias.start, alias.end)


def ids_named(agreement: Agreement, name: str, moment: datetime | None) -> tuple[str, ...]:
    """The ids this name stands for at that moment (None: at any time), sorted; none if nobody's.

    Strictly by the dates that the pack gives: what a group was called on a day. Whom a report means that
    uses an old name later is told by `reports.actors.ActorBook`, at intake as in `explain`.
    """
    wanted = plain(name)
    return tuple(
        sorted(
            {
                actor
                for written, actor, start, end in actor_names(agreement)
                if plain(written) == wanted
                and (moment is None or ((start is None or start <= moment) and (end is None or moment < end)))
            }
        )
    )


def names_of(agreement: Agreement, units: AreaSet | None = None) -> dict[str, str]:
    """What people read in place of the ids of parties, excluded groups, zones and first-level units."""
    named = {each.id: each.name for each in (units or ())}
    named |= {each.id: each.name for each in agreement.zones}
    named |= {each.id: each.name for each in agreement.excluded}
    return named | {each.id: each.name for each in agreement.parties}
