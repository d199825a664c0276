"""An incident that breaches two clauses is one incident, and has one verdict."""

from agreement_cast import SMALL, incident, table

from holdfire.assessment.placing import place
from holdfire.assessment.rules import assess
from holdfire.assessment.verdicts import incident_verdicts

INCIDENTS = table(
    incident("i-1"), incident("i-2", target=["nusra"]), incident("i-3", actor=["iran", "syria"])
)
FINDINGS = assess(INCIDENTS, place(INCIDENTS, SMALL, None), SMALL)


def test_each_incident_has_its_gravest_verdict_once():
    assert incident_verdicts(FINDINGS).rows() == [("i-1", "breach"), ("i-2", "no breach"), ("i-3", "breach")]


def test_no_finding_gives_no_verdict():
    assert incident_verdicts(FINDINGS.clear()).is_empty()
