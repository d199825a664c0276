"""All differences between the documents of one call. Repeats of one origin are
compared once."""

from collections.abc import Sequence

from holdfire.documents.comparing.meetings import meetings_compared
from holdfire.documents.comparing.origins import distinct
from holdfire.documents.comparing.points import points_compared
from holdfire.documents.reading import Reading
from holdfire.documents.written import Plain


def differences_between(readings: Sequence[Reading]) -> list[Plain]:
    """Typed differences, each with its sides and their ranks; none is chosen. An official text is also held
    against the news text on its own page."""
    told = distinct(readings)
    found = list(meetings_compared(told))
    known = {_told_of(each) for each in found}
    return [*found, *(each for each in points_compared(told) if _told_of(each) not in known)]


def _told_of(difference: Plain) -> tuple[object, frozenset[tuple[object, object]]]:
    """What it holds against what: a day of a meeting that is a point as well is told once."""
    sides = difference["sides"]
    assert isinstance(sides, list)
    return difference["kind"], frozenset((each["document"], each["field"]["value"]) for each in sides)
