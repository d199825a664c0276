"""Worked case: "HTS position shelled in belt, civilian house hit", 20 September 2018.

The claim is tested, the target apart from the effect, and the incident is kept.
"""

import pytest
from agreement_cast import SMALL, incident, table

from holdfire.agreement.names import ids_named
from holdfire.assessment.explaining import explain
from holdfire.assessment.placing import place
from holdfire.assessment.rules import assess
from holdfire.assessment.table import EXEMPTION

DATE = "2018-09-20"


def shelled(**said: object) -> dict[str, object]:
    moment = incident(day=DATE)["when_start"]
    target = list(ids_named(SMALL, "HTS", moment))
    return incident(day=DATE, lon=36.1, target=target, exemption_claimed=True) | said


def found(**said: object):
    return next(
        each for each in explain(table(shelled(**said)), SMALL, None) if each.provision_id == "ceasefire"
    )


def test_a_position_of_hts_with_a_civilian_house_hit_is_kept_and_left_to_people():
    answer = found(killed_civilians=1)
    assert answer.exemption == "claimed: supported", (
        "the target as claimed is Nusra under its name of that day"
    )
    assert answer.verdict == "undetermined"
    assert answer.conditions["exempt"] is None
    told = "; ".join(answer.reasons)
    assert "civilian harm: civilians were harmed; the incident is kept whatever the target was" in told
    assert "an effect that the exemption of the target does not cover" in told


def test_the_house_may_be_told_by_the_target_instead_of_the_toll():
    assert found(target=["civilians", "nusra"]).verdict == "undetermined"


def test_the_incident_stands_among_the_findings_and_in_the_belt():
    incidents = table(shelled(killed_civilians=1))
    placement = place(incidents, SMALL, None)
    assert placement.filter(zone="belt")["inside"].to_list() == [True]
    assert "ceasefire" in assess(incidents, placement, SMALL)["provision"].to_list()


def test_without_civilian_harm_the_supported_claim_settles_it():
    answer = found(killed_civilians=0)
    assert (answer.exemption, answer.verdict) == ("claimed: supported", "no breach")


@pytest.mark.parametrize(
    ("said", "outcome", "verdict"),
    [
        pytest.param({"target": ["opposition"]}, "claimed: contradicted", "breach", id="a party, not Nusra"),
        pytest.param({"target": None}, "claimed: untestable", "undetermined", id="target not known"),
        pytest.param({"target": ["nusra", "opposition"]}, "claimed: untestable", "undetermined", id="mixed"),
        pytest.param(
            {"exemption_claimed": None}, "not claimed: target excluded", "no breach", id="not claimed"
        ),
        pytest.param(
            {"exemption_claimed": False, "target": ["opposition"]}, "not claimed", "breach", id="no claim"
        ),
        pytest.param(
            {"direction_stated": False}, "claimed: untestable", "no breach", id="who fired is not said"
        ),
    ],
)
def test_claims(said, outcome, verdict):
    answer = found(**said)
    assert (answer.exemption, answer.verdict) == (outcome, verdict)
    assert answer.exemption in EXEMPTION


def test_the_name_hts_meant_nobody_before_the_group_took_it():
    assert ids_named(SMALL, "HTS", incident(day="2017-01-20")["when_start"]) == ()


@pytest.mark.parametrize(
    ("provision", "said"),
    [
        pytest.param("air", {"act": "fire/air"}, id="a clause that leaves nobody out"),
        pytest.param("ceasefire", {"act": "access-denied"}, id="a clause that is not about the act"),
    ],
)
@pytest.mark.parametrize("target", [["nusra"], ["opposition"], None])
def test_a_claim_is_not_tested_where_the_clause_has_no_exemption_for_the_act(provision, said, target):
    def told(claimed: bool | None):
        row = table(shelled(target=target, exemption_claimed=claimed, **said))
        return next(each for each in explain(row, SMALL, None) if each.provision_id == provision)

    claimed, silent = told(True), told(None)
    assert (claimed.exemption, silent.exemption) == ("claimed: not tested", "not claimed")
    reason = "claim: exemption claimed and not tested: the clause has none for what was done"
    assert reason in claimed.reasons
    assert "claim: no exemption was claimed: the clause has none for what was done" in silent.reasons


def test_a_claim_is_tested_where_the_act_may_be_the_clause_s():
    assert found(act=None).exemption == "claimed: supported"
