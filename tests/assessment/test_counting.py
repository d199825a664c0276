"""Counts are of incidents, each number with the ids behind it."""

import pytest
from agreement_cast import SMALL, incident, table

from holdfire.assessment.counting import count_by, incident_verdicts
from holdfire.assessment.placing import place
from holdfire.assessment.rules import assess
from holdfire.errors import AssessmentError

INCIDENTS = table(
    incident("i-1"), incident("i-2", target=["nusra"]), incident("i-3", actor=["iran", "syria"])
)
FINDINGS = assess(INCIDENTS, place(INCIDENTS, SMALL, None), SMALL)


def test_an_incident_that_breaches_two_clauses_is_one_incident():
    total = count_by(FINDINGS, INCIDENTS, []).row(0, named=True)
    assert (total["number"], total["unit"]) == (3, "incident")
    breaches = count_by(FINDINGS, INCIDENTS, ["verdict"]).filter(verdict="breach").row(0, named=True)
    assert breaches["number"] == 2
    assert breaches["incident_ids"] == ["i-1", "i-3"]
    assert len(breaches["finding_ids"]) > 2


def test_an_incident_of_several_counts_for_each():
    counted = count_by(FINDINGS, INCIDENTS, ["attributed_to"])
    assert dict(counted.select("attributed_to", "number").iter_rows()) == {"iran": 1, "syria": 3}


def test_the_gravest_finding_of_each_incident():
    assert incident_verdicts(FINDINGS).rows() == [("i-1", "breach"), ("i-2", "no breach"), ("i-3", "breach")]


def test_what_nothing_is_counted_by():
    with pytest.raises(AssessmentError, match="not counted by colour"):
        count_by(FINDINGS, INCIDENTS, ["colour"])


def test_no_findings_give_no_row():
    assert count_by(FINDINGS.clear(), INCIDENTS, []).is_empty()
    assert count_by(FINDINGS.clear(), INCIDENTS, ["verdict"]).is_empty()
