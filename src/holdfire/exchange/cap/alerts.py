"""All messages of one bulletin, of the subjects that were asked for."""

from collections.abc import Sequence

from holdfire.agreement.agreement import Agreement
from holdfire.exchange.cap.incidents import of_incidents
from holdfire.exchange.cap.message import Alert, desk_of
from holdfire.exchange.cap.terms import of_terms
from holdfire.exchange.cap.zones import of_zones
from holdfire.exchange.issued import HeldBack, Issued

SUBJECTS = ("incidents", "terms", "zones")


def alerts(
    issued: Issued,
    agreement: Agreement,
    day: str,
    sender: str,
    status: str,
    subjects: Sequence[str] = SUBJECTS,
) -> tuple[list[Alert], list[HeldBack]]:
    """The messages of the day's last bulletin, and what it tells of that makes none. Raises ExchangeError
    where there is no bulletin of the day, or sender and status do not do."""
    desk = desk_of(issued, day, sender, status)
    made: list[Alert] = []
    aside: list[HeldBack] = []
    for subject in dict.fromkeys(subjects):
        match subject:
            case "incidents":
                more, back = of_incidents(issued, desk)
            case "terms":
                more, back = of_terms(issued, agreement, desk)
            case _:
                more, back = of_zones(issued, agreement, desk)
        made += more
        aside += back
    return made, aside
