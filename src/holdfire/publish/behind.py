"""What stands behind each number: the same list in HTML, PDF and JSON, figure by figure."""

from dataclasses import dataclass

from holdfire.moments import Span
from holdfire.publish.bulletin import Bulletin
from holdfire.publish.figure import Figure

IDS_PRINTED_MAX = 12
"""So many ids are printed on a page; all of them are in the JSON, under the figure's number."""


@dataclass(frozen=True, slots=True)
class Behind:
    """One figure with its number. `listed` are ids in this bulletin's annex, by their number in it;
    `others` are the ids that are not, as far as they are printed, and `more` how many are left out."""

    number: int
    figure: Figure
    listed: tuple[int, ...]
    others: tuple[str, ...]
    more: int


def behind(bulletin: Bulletin) -> tuple[Behind, ...]:
    numbers = {row.incident_id: row.number for row in bulletin.annex}
    found = []
    for number, figure in enumerate(bulletin.figures, start=1):
        listed = tuple(sorted(numbers[each] for each in figure.ids if each in numbers))
        others = tuple(each for each in figure.ids if each not in numbers)
        found.append(
            Behind(number, figure, listed, others[:IDS_PRINTED_MAX], max(0, len(others) - IDS_PRINTED_MAX))
        )
    return tuple(found)


def span_words(span: Span) -> str:
    return f"{span.start:%Y-%m-%d %H:%M} to {span.end:%Y-%m-%d %H:%M} UTC"
