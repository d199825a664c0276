"""Whose word on which report is awaited: what cases that are put to be ruled on ask of those who decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from holdfire.agreement.agreement import Agreement
from holdfire.centre.cases.case import Case
from holdfire.centre.cases.ladder import FOUND
from holdfire.centre.cases.positions import deciding_on
from holdfire.errors import CaseError


@dataclass(frozen=True, slots=True)
class Awaited:
    """The position of party `of` on the case in which the report stands, due by `until` (None: not set)."""

    report_id: str
    of: str
    until: datetime | None


def awaited(cases: Iterable[Case], agreement: Agreement) -> tuple[Awaited, ...]:
    """What waits in these cases. Where nobody is known to be entitled to rule, nobody is asked."""
    found = []
    for case in cases:
        if case.status not in FOUND:
            continue
        try:
            deciders = deciding_on(agreement, case).deciders
        except CaseError:
            continue
        silent = [party for party in deciders if party not in case.positions]
        found += [Awaited(report, of, case.due) for report in case.opening.report_ids for of in silent]
    return tuple(sorted(found, key=lambda each: (each.report_id, each.of)))
