"""A joint patrol of which two delegations speak: each side's word on every node, and whose word is whose."""

from datetime import UTC, datetime, timedelta

from delegations import Delegations
from test_centre_of_all import a_mission_for, root

HAND = ("--by", "A. Haddad")
ROAD = ("--point", "35.80,36.30,50", "--point", "35.80,36.60,50")


def patrols(delegations: Delegations, party: str) -> dict[str, object]:
    return delegations.done(party, "patrol", "list", delegations.at(party), "--json").keys


def test_turkey_says_completed_and_russia_cut_short_and_neither_speaks_over_the_other(
    delegations: Delegations,
):
    """As on 23 March 2020, on three nodes."""
    for party in ("RU", "UN"):
        a_mission_for(delegations, party)
    tr, ru = delegations.at("TR"), delegations.at("RU")
    now = datetime.now(UTC)
    times = [f"{now + timedelta(hours=each):%Y-%m-%dT%H:%MZ}" for each in (-1, 1)]
    whose = ("--party", "russia", "--party", "turkey", "--start", times[0], "--end", times[1])
    delegations.done("TR", "patrol", "plan", tr, "m4-2", *whose, *ROAD, *HAND)
    delegations.rounds()
    delegations.done("TR", "patrol", "outcome", tr, "m4-2", "completed", *HAND)
    delegations.done("RU", "patrol", "outcome", ru, "m4-2", "cut short", *HAND)
    delegations.rounds()
    delegations.done("TR", "patrol", "outcome", tr, "m4-2", "completed", "--of", "russia", *HAND)
    delegations.rounds()
    told = {party: patrols(delegations, party) for party in ("TR", "RU", "UN")}
    assert told["TR"] == told["RU"] == told["UN"]
    (patrol,) = told["UN"]["patrols"]
    assert patrol["said"] == {"turkey": "completed", "russia": "cut short"}
    assert (patrol["outcome"], patrol["relayed"]) == ("told differently", [])
    assert root(delegations, "TR") == root(delegations, "RU") == root(delegations, "UN")


def test_two_plans_of_one_id_made_unknown_to_each_other_are_one_and_the_other_is_shown(
    delegations: Delegations,
):
    a_mission_for(delegations, "RU")
    now = datetime.now(UTC)
    times = [f"{now + timedelta(hours=each):%Y-%m-%dT%H:%MZ}" for each in (1, 3)]
    for party, whose in (("TR", "turkey"), ("RU", "russia")):
        given = ("--party", whose, "--start", times[0], "--end", times[1])
        delegations.done(party, "patrol", "plan", delegations.at(party), "m4-2", *given, *ROAD, *HAND)
    delegations.rounds()
    told = {party: patrols(delegations, party) for party in ("TR", "RU")}
    assert told["TR"] == told["RU"]
    assert len(told["TR"]["patrols"]) == 1
    assert "There is a patrol m4-2 already" in told["TR"]["set_aside"][0]["what"]
