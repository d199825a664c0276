"""All differences between the documents of one call. A copy of another document is compared once, with its
origin."""

from collections.abc import Sequence

from holdfire.documents.comparing.meetings import meetings_compared
from holdfire.documents.comparing.points import points_compared
from holdfire.documents.reading import Reading
from holdfire.documents.written import Plain


def differences_between(readings: Sequence[Reading]) -> list[Plain]:
    """Typed differences, each with its sides and their ranks; none is chosen. An official text is also held
    against the news text on its own page."""
    distinct = list({each.page.source.digest: each for each in reversed(readings)}.values())[::-1]
    return [*meetings_compared(distinct), *points_compared(distinct)]
