"""Which letters of a mission are due by a day: one of each bulletin for the UN, one before a term ends."""

from datetime import date

from holdfire.centre.letters import Letters
from holdfire.centre.letters_due import Due, daily_due, term_due
from holdfire.mission.centre.term_stands import term_stands
from holdfire.mission.exchanging import handed_on
from holdfire.mission.opened import Opened
from holdfire.moments import known
from holdfire.publish.correspondence.term_report import due_on
from holdfire.publish.edition import Edition


def letters_owed(mission: Opened, written: Letters, day: date) -> list[Due]:
    """Letters due by that day which are not among those written."""
    issued = [
        (date.fromisoformat(each.day), each.number, each.seal)
        for each in handed_on(mission, Edition.UN).issued.sheets
        if date.fromisoformat(each.day) < day
    ]
    agreement = mission.agreement
    at = known(day.isoformat(), agreement.time_zone).span.middle
    ends = [
        (term.id, stands.end, due_on(stands.end))
        for term in agreement.terms
        for stands in [term_stands(agreement, term, at)]
    ]
    return [*daily_due(issued, written), *term_due(ends, written, day)]
