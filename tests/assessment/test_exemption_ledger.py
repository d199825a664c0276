"""The ledger of exemption claims: claimed, supported, contradicted, untestable, and whom it hit."""

from agreement_cast import SMALL, incident, table

from holdfire.agreement.names import ids_named
from holdfire.assessment.exemption_ledger import exemption_ledger
from holdfire.assessment.placing import place
from holdfire.assessment.rules import assess

DATE = "2018-09-20"


def shelled(name: str, **said: object) -> dict[str, object]:
    """A position shelled in the belt on 20 September 2018; whose it was and who claims what is `said`."""
    moment = incident(day=DATE)["when_start"]
    hts = list(ids_named(SMALL, "HTS", moment))
    row = incident(day=DATE, lon=36.1, target=hts, exemption_claimed=True)
    return row | {"incident_id": f"i-{name}"} | said


def ledger(*rows: dict[str, object]):
    incidents = table(*rows)
    return exemption_ledger(incidents, assess(incidents, place(incidents, SMALL, None), SMALL))


def only(row: dict[str, object]) -> dict[str, object]:
    (told,) = ledger(row).rows(named=True)
    return told


def test_hts_shelled_in_the_belt_with_a_civilian_house_hit_is_claimed_supported_and_its_harm_is_kept():
    told = only(shelled("1", killed_civilians=1))
    assert (told["claimed"], told["outcome"], told["civilian_harm"]) == (True, "supported", True)
    assert told["killed_civilians"] == 1
    assert "claimed: supported" in told["why"]


def test_a_claim_about_a_party_that_is_bound_is_contradicted():
    assert only(shelled("2", target=["opposition"]))["outcome"] == "contradicted"


def test_a_claim_without_a_known_target_is_untestable():
    assert only(shelled("3", target=None))["outcome"] == "untestable"


def test_a_claim_that_no_clause_tested_is_untestable_and_says_so():
    told = only(shelled("4", act="patrol"))
    assert told["outcome"] == "untestable"
    assert told["why"] == "no clause in force there and then tests it"


def test_an_excluded_target_that_nobody_claimed_is_listed_apart_and_is_no_claim():
    told = only(shelled("5", exemption_claimed=None))
    assert (told["claimed"], told["outcome"]) == (False, "not claimed, target excluded")


def test_an_incident_without_claim_against_a_party_is_not_in_the_ledger():
    assert ledger(shelled("6", target=["opposition"], exemption_claimed=None)).is_empty()


def test_harm_to_civilians_is_not_known_where_nobody_states_a_toll():
    assert only(shelled("7", killed_civilians=None))["civilian_harm"] is None
    assert only(shelled("8", killed_civilians=0))["civilian_harm"] is False
    assert only(shelled("9", target=["civilians"], killed_civilians=None))["civilian_harm"] is True


def test_each_claim_stands_once_and_the_three_outcomes_make_up_the_claims():
    rows = ledger(
        shelled("1", killed_civilians=1),
        shelled("2", target=["opposition"]),
        shelled("3", target=None),
        shelled("5", exemption_claimed=None),
    )
    claimed = rows.filter("claimed")
    assert rows["incident_id"].is_unique().all()
    assert claimed.height == 3
    assert sorted(claimed["outcome"].to_list()) == ["contradicted", "supported", "untestable"]
