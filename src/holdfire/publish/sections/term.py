"""The term clock: whether the agreement still holds, one reading for each competing start."""

from holdfire.agreement.term import TermAnswer, answer
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
        blocks += [_grid(found), *_warnings(found)]
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
