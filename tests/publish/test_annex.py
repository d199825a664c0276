"""The annex: reasons said once where clauses agree, and shares that do not round doubt away."""

import pytest
from small_case import DAY, FINDING_ROWS, finding, sealed

from holdfire.assessment.table import FINDINGS
from holdfire.publish.annex import grouped
from holdfire.publish.bulletin import compose
from holdfire.publish.edition import Edition


def annex_row(number, *findings):
    bulletin = compose(sealed(findings=FINDINGS.of(findings)), DAY, Edition.UN)
    return next(row for row in bulletin.annex if row.incident_id == f"i-{number:020x}")


def test_two_clauses_with_one_finding_and_the_same_reasons_are_said_together():
    second = FINDING_ROWS[4] | {"finding_id": "f-second", "clause": "Ceasefire of 30 December 2016, annex I"}
    row = annex_row(5, FINDING_ROWS[4], second)
    assert len(row.findings) == 2
    assert [clauses for clauses, _ in grouped(row.findings)] == [
        ("Ceasefire of 30 December 2016, annex I", "Memorandum of 4 May 2017, para 2")
    ]


def test_clauses_that_differ_in_a_reason_stay_apart_and_the_gravest_verdict_is_the_incidents():
    other = FINDING_ROWS[4] | {"finding_id": "f-2", "verdict": "no breach", "act_covered": False}
    row = annex_row(5, FINDING_ROWS[4], other)
    assert len(grouped(row.findings)) == 2
    assert row.verdict == "breach"


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0%"), (0.004, "less than 1%"), (0.5, "50%"), (0.996, "more than 99%"), (1.0, "100%")],
)
def test_a_share_is_never_rounded_to_certainty(share, words):
    row = annex_row(1, finding(1, "undetermined", "idlib", share=share))
    assert f"map idlib-1: {words} of the place inside" in row.findings[0].reasons[1]
