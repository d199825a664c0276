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
    return [*meetings_compared(told), *points_compared(told)]
