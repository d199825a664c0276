"""Alerts of terms: the agreement is about to end, and no consent to prolong it is on record.

A warning that a bulletin repeats is an Update of the one before; one that stands no more, because the term
was prolonged or has ended, a Cancel. Nothing is warned of that the bulletin of that day did not itself say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.term import TermReading, answer
from holdfire.exchange.cap.message import ALERT, CANCEL, UPDATE, Alert, Block, Desk
from holdfire.exchange.issued import HeldBack, Issued, Sheet
from holdfire.exchange.phrases import LANGUAGES, phrases

SECTION, WARNING = "term", "Warning: "


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning as a bulletin has it, with the moment at which that term ends."""

    reading: TermReading
    ends: datetime
    left: int


def of_terms(issued: Issued, agreement: Agreement, desk: Desk) -> tuple[list[Alert], list[HeldBack]]:
    """The warnings of the desk's bulletin, those it takes back, and those that it does not have itself."""
    sheet = desk.sheet
    before = next(issued.before(sheet), None)
    then = {} if before is None else _said(agreement, before)[0]
    now, aside = _said(agreement, sheet)
    made = []
    for key, found in now.items():
        kind = UPDATE if key in then else ALERT
        earlier = before if key in then else None
        made.append(desk.message(key, kind, earlier, _blocks(agreement, sheet, found, kind)))
    for key, found in then.items():
        if key not in now:
            made.append(desk.message(key, CANCEL, before, _blocks(agreement, sheet, found, CANCEL)))
    return made, aside


def _said(agreement: Agreement, sheet: Sheet) -> tuple[Mapping[str, Warned], list[HeldBack]]:
    """The warnings of one bulletin by term, start and end; and those that it does not say."""
    sentences = sheet.sentences(SECTION)
    said, aside = {}, []
    for term in agreement.terms:
        for reading in answer(term, sheet.middle, agreement.time_zone).readings:
            if not reading.warning:
                continue
            key = f"term-{term.id}-{reading.start.day}-{reading.end}"
            if WARNING + reading.warning in sentences:
                ends = datetime.combine(reading.end, time(), agreement.time_zone).astimezone(UTC)
                today = sheet.middle.astimezone(agreement.time_zone).date()
                said[key] = Warned(reading, ends, (reading.end - today).days)
            else:
                aside.append(HeldBack(key, f"bulletin {sheet.number} does not warn of it in these words"))
    matched = {WARNING + each.reading.warning for each in said.values()}
    for sentence in sorted(each for each in sentences - matched if each.startswith(WARNING)):
        why = f"bulletin {sheet.number} says: {sentence} The agreement as it now stands does not"
        aside.append(HeldBack("term", why))
    return said, aside


def _blocks(agreement: Agreement, sheet: Sheet, found: Warned, kind: str) -> list[Block]:
    told = {
        "number": sheet.number,
        "day": sheet.day,
        "start": str(found.reading.start.day),
        "end": str(found.reading.end),
        "left": str(found.left),
    }
    made = []
    for language in LANGUAGES:
        words = phrases(language)
        gone = kind == CANCEL
        made.append(
            Block(
                language,
                words.said("term_subject"),
                words.marked(words.said("term_headline", **told), sheet.exercise, gone),
                words.said("term_gone" if gone else "term_told", **told),
                agreement.title,
                "Past" if gone else "Future",
                certainty="Unknown" if gone else "Possible",
                expires=None if gone else found.ends,
                parameters={"term_began": told["start"], "term_ends": told["end"]},
            )
        )
    return made
