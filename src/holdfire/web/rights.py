"""Who may do what at the desk: one table, which every route is held against.

A route names one right; a role has rights. What a page shows of the mission follows from the role as well
(viewpoint): the desk's own people see what the mission holds, delegates and observers what their edition
shows of the days that were issued to them.
"""

from collections.abc import Mapping
from enum import StrEnum

from holdfire.publish.edition import Edition
from holdfire.web.people.account import Account, Role


class Right(StrEnum):
    """What a route asks for."""

    ANYBODY = "anybody"
    """Signing in, and what pages are made of."""
    OWN = "own account"
    """One's own account and language."""
    READ = "read what was issued"
    """Incidents, agreement, decisions, bulletins, record: as far as one's viewpoint shows them."""
    DESK = "read the desk"
    """What the mission holds and has not issued: reports, sources, quarantine, drafts, hand-over."""
    REPORT = "send reports"
    JUDGE = "judge pairs of reports"
    CASE = "open cases and take their steps"
    POSITION = "state a party's position"
    DECIDE = "propose and vote for a party"
    CENTRE = "enter acts of the centre"
    """For one's own party; the desk also in its own name."""
    TAKE_IN = "take files in"
    ISSUE = "issue bulletins"
    HAND_OVER = "hand the watch over"
    CONFIDENTIAL = "open confidential files"
    """Only for accounts that are cleared, whatever their role; each reading is written down."""
    ADMINISTER = "administer accounts"


_ALL = frozenset({Right.ANYBODY, Right.OWN})
_DESK = _ALL | {
    Right.READ, Right.DESK, Right.REPORT, Right.JUDGE, Right.CASE, Right.CENTRE, Right.TAKE_IN,
    Right.HAND_OVER,
}  # fmt: skip

MAY: Mapping[Role, frozenset[Right]] = {
    Role.OFFICER: _DESK,
    Role.CHIEF: _DESK | {Right.ISSUE, Right.DECIDE},
    Role.DELEGATE: _ALL | {Right.READ, Right.POSITION, Right.DECIDE, Right.CENTRE},
    Role.OBSERVER: _ALL | {Right.READ},
    Role.REPORTER: _ALL | {Right.REPORT},
    Role.ADMINISTRATOR: _ALL | {Right.ADMINISTER},
}
_MAY_BE_CLEARED = frozenset({Role.OFFICER, Role.CHIEF, Role.DELEGATE, Role.OBSERVER})


def may(account: Account | None, right: Right) -> bool:
    """Whether that account may use a route that asks for this right; None: nobody is signed in."""
    if account is None:
        return right == Right.ANYBODY
    if right == Right.CONFIDENTIAL:
        return account.cleared and account.role in _MAY_BE_CLEARED
    return right in MAY[account.role]


def edition_of(account: Account) -> Edition | None:
    """The edition through which the mission is shown to that account; None: as the mission holds it."""
    if account.role == Role.DELEGATE:
        return Edition.PARTIES
    return None if Right.DESK in MAY[account.role] else Edition.UN
