"""The term clock: whether the agreement still holds, one reading for each competing start, and who consented.

What is told of consents is what was on record by the reporting day: of each text put to the guarantors who
consented, who refused, and of whom no word is on record. Silence is never told as consent.
"""

from holdfire.agreement.term import Extension, Term, TermAnswer, answer
from holdfire.publish.day import DayCut
from holdfire.publish.layout import Block, Cell, Grid, Section, Sentence, said
from holdfire.publish.wording import day_words, listed


def term_clock(cut: DayCut) -> Section:
    moment = cut.span.middle
    answers = [answer(term, moment, cut.agreement.time_zone) for term in cut.agreement.terms]
    if not answers:
        return Section(9, "term", "Term of the agreement", (said("The agreement pack sets no term."),))
    blocks: list[Block] = []
    for found in answers:
        blocks += [_grid(found), *_warnings(found), *_on_record(cut, found.term)]
    return Section(9, "term", "Term of the agreement", tuple(blocks))


def _grid(found: TermAnswer) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for reading in found.readings:
        cited = listed([" ".join((each.source, each.clause)).strip() for each in reading.start.cited])
        rows.append(
            (
                said(day_words(reading.start.day)),
                said(cited or "no source named"),
                said(day_words(reading.end)),
                said(str(reading.state)),
                said(reading.why),
            )
        )
    return Grid(
        f"{found.term.rule or found.term.id}",
        ("Start claimed", "By", "End", "State on this day", "Why"),
        tuple(rows),
        f"{found.month_rule} Silence is never consensus.".strip(),
    )


def _warnings(found: TermAnswer) -> tuple[Sentence, ...]:
    distinct = dict.fromkeys(reading.warning for reading in found.readings if reading.warning)
    return tuple(said(f"Warning: {warning}") for warning in distinct)


def _on_record(cut: DayCut, term: Term) -> tuple[Grid, ...]:
    """Each text about prolonging that somebody had spoken on by the reporting day."""
    today = cut.span.middle.astimezone(cut.agreement.time_zone).date()
    texts: dict[str, list[Extension]] = {}
    for number, record in enumerate(term.extensions):
        if record.decided <= today:
            texts.setdefault(record.proposal or f"record {number}", []).append(record)
    if not texts:
        return ()
    head = ("Prolonged until", "Consented", "Refused", "No word on record from", "Adopted")
    rows = tuple(_row(cut, term, records) for records in texts.values())
    return (Grid("Consents to prolong it, on record by this day", head, rows),)


def _row(cut: DayCut, term: Term, records: list[Extension]) -> tuple[Cell, ...]:
    until = records[0].until
    what = "no day named" if until is None else day_words(until)
    if cut.shows.source_words and records[0].note:
        what += f": {records[0].note.strip()}"
    consented = {each for record in records for each in record.consented}
    refused = {each for record in records for each in record.refused}
    silent = set(term.deciders) - consented - refused
    adopted = next((each.decided for each in records if each.adopted and each.proposal), None)
    own = not records[0].proposal
    when = "a text of the pack" if own else "no" if adopted is None else day_words(adopted)
    return (said(what), *(said(_names(cut, each)) for each in (consented, refused, silent)), said(when))


def _names(cut: DayCut, parties: set[str]) -> str:
    return listed(sorted(cut.party_name(each) for each in parties)) or "nobody"
