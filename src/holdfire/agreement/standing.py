"""Who is bound, and who is left out, at a moment: three-valued, because names can be umbrellas."""

from collections.abc import Iterable
from datetime import datetime

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.parties import Role

NOBODY = None
"""Among the sides somebody may stand on: none of those asked about."""


def sides_of(
    agreement: Agreement, actor: str, sides: Iterable[str], moment: datetime
) -> frozenset[str | None]:
    """The sides, of those given, that an actor may stand on at that moment; NOBODY among them where it
    may stand on none. One value only: so it is known.

    A member stands with the party above it while it holds a role of its own other than "other": before
    it joined it did not, and where no source says whether it had, it may have. An umbrella name
    and an id that the pack does not know may mean somebody on no side.
    """
    wanted = frozenset(sides)
    if actor in wanted:
        return frozenset((actor,))
    party = next((each for each in agreement.parties if each.id == actor), None)
    if party is None:
        known = any(group.id == actor for group in agreement.excluded)
        return frozenset((NOBODY,)) if known else wanted | {NOBODY}
    if party.may_include:
        inner = (sides_of(agreement, each, wanted, moment) for each in party.may_include)
        return frozenset((NOBODY,)).union(*inner)
    if party.member_of is None or party.member_of not in wanted:
        return frozenset((NOBODY,))
    held = [tenure for tenure in party.tenures if tenure.holds_at(moment)]
    if any(tenure.role != Role.OTHER for tenure in held):
        return frozenset((party.member_of,))
    unsure = any(tenure.joined is None for tenure in held)
    return frozenset((party.member_of, NOBODY)) if unsure else frozenset((NOBODY,))


def bound_by(agreement: Agreement, actor: str, bound: Iterable[str], moment: datetime) -> bool | None:
    """Whether an actor's act at that moment can breach a provision that binds `bound`.

    None where it may stand on a side that is bound and may not: an umbrella name, an id the pack does
    not know, a group of which no source says whether it had joined.
    """
    found = sides_of(agreement, actor, bound, moment)
    if found == {NOBODY}:
        return False
    return None if NOBODY in found else True


def left_out(agreement: Agreement, target: str, groups: Iterable[str], moment: datetime) -> bool | None:
    """Whether a target is one of these excluded groups at that moment; None where it may be one."""
    wanted = frozenset(groups)
    group = next((each for each in agreement.excluded if each.id == target), None)
    if group is not None:
        return group.id in wanted and group.excluded_at(moment)
    party = next((each for each in agreement.parties if each.id == target), None)
    if party is None:
        return None
    inner = [left_out(agreement, each, wanted, moment) for each in party.may_include]
    return False if all(each is False for each in inner) else None
