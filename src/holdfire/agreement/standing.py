"""Who is bound, and who is left out, at a moment: three-valued, because names can be umbrellas."""

from collections.abc import Iterable
from datetime import datetime

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.parties import Role


def bound_by(agreement: Agreement, actor: str, bound: Iterable[str], moment: datetime) -> bool | None:
    """Whether an actor's act at that moment can breach a provision that binds `bound`.

    A member shares the obligations of the party above it while it holds a role of its own other than
    "other": before it joined, it was not bound. None for an umbrella name that may mean somebody
    who is bound, and for an id the pack does not know.
    """
    wanted = frozenset(bound)
    if actor in wanted:
        return True
    party = next((each for each in agreement.parties if each.id == actor), None)
    if party is None:
        return False if any(group.id == actor for group in agreement.excluded) else None
    if party.may_include:
        inner = [bound_by(agreement, each, wanted, moment) for each in party.may_include]
        return False if all(each is False for each in inner) else None
    joined = any(tenure.holds_at(moment) and tenure.role != Role.OTHER for tenure in party.tenures)
    return joined and party.member_of is not None and party.member_of in wanted


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
