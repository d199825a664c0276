"""A term of the agreement as a letter tells it: each start that a source claims, its end, who consented."""

from datetime import datetime

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.term import Term, answer
from holdfire.publish.correspondence.term_report import StartStands, TermStands


def term_stands(agreement: Agreement, term: Term, at: datetime) -> TermStands:
    """The term at that moment, by what was on record then."""
    names = {each.id: each.name for each in agreement.parties}

    def named(parties: frozenset[str]) -> tuple[str, ...]:
        return tuple(sorted(names.get(each, each) for each in parties))

    readings = tuple(
        StartStands(
            each.start.day,
            ", ".join(one.source for one in each.start.cited) or "the agreement",
            each.end,
            str(each.state),
            named(each.consented),
            named(each.silent),
        )
        for each in answer(term, at, agreement.time_zone).readings
    )
    day = at.astimezone(agreement.time_zone).date()
    adopted = [each for each in term.extensions if each.adopted and each.decided <= day]
    extensions = tuple((each.decided, each.until) for each in adopted if each.until is not None)
    return TermStands(term.id, readings, extensions)
