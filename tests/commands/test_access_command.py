"""holdfire access among five delegations: one side acknowledges, one is silent, one denies; all see it."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from delegations import Delegations
from typed import typed

from holdfire.centre.access.acts import LAW

HAND = ("--by", "A. Haddad")
ROLE = ("--organisation", "a UN agency")
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def holdfire(capsys):
    return partial(typed, capsys)


def clock(hours):
    return (NOW + timedelta(hours=hours)).isoformat()


def a_mission_for(delegations: Delegations, party: str):
    """That party's node within a mission of its own, under the same agreement."""
    folder = delegations.folder / f"mission of {party}"
    delegations.done(party, "init", folder, "--agreement", "astana")
    delegations.at(party).rename(folder / "record")
    folder.rename(delegations.at(party))
    return delegations.at(party)


WINDOW = ("--start", clock(24), "--end", clock(34), "--answer-by", clock(10))
ROUTE = ("--point", "35.93,36.63,100", "--point", "35.8,36.6,100")


def notify(delegations, folder, *more, name="c-7", party="TR"):
    return delegations.done(
        party, "access", "notify-movement", folder, name, "food", "Convoy to Kafr Nabl", *ROLE, *WINDOW,
        *ROUTE, "--to", "russia", "--to", "iran", "--to", "turkey", *HAND, *more,
    )  # fmt: skip


def listed(delegations, party, *more):
    return delegations.done(party, "access", "list", delegations.at(party), "--json", *more).keys


def test_each_side_stands_by_its_own_word_on_every_node_and_silence_is_told_past_the_deadline(
    delegations: Delegations,
):
    un, ru, ir = (a_mission_for(delegations, party) for party in ("UN", "RU", "IR"))
    tr = delegations.at("TR")
    notify(delegations, un, party="UN")
    delegations.done("UN", "record", "sync", un)
    delegations.rounds()
    said = delegations.done("RU", "access", "acknowledge", ru, "c-7", "--by", "I. Petrov")
    assert LAW in said.out
    delegations.done("TR", "access", "deny", tr, "c-7", "--why", "fighting on the road", "--by", "M. Kaya")
    delegations.rounds()
    delegations.done("UN", "access", "execute", un, "c-7", "departed", *HAND)
    delegations.done("UN", "record", "sync", un)
    delegations.rounds()
    told = {party: listed(delegations, party, "--at", clock(11)) for party in ("TR", "RU", "UN", "IR")}
    assert told["TR"] == told["RU"] == told["UN"] == told["IR"]
    assert told["TR"]["law"] == LAW
    (notice,) = told["TR"]["notifications"]
    assert (notice["notifier"], notice["version"]) == ("un", 1)
    assert {each["side"]: (each["standing"], each["reason"]) for each in notice["sides"]} == {
        "russia": ("acknowledged", None),
        "iran": ("not acknowledged", None),
        "turkey": ("denied", "fighting on the road"),
    }
    assert [(each["said_by"], each["steps"][0]["step"]) for each in notice["outcome"]] == [("un", "departed")]
    before = listed(delegations, "IR", "--at", clock(9))["notifications"][0]["sides"]
    assert {each["side"]: each["standing"] for each in before}["iran"] == "answer awaited"
    lines = delegations.done("IR", "access", "list", ir, "--at", clock(11)).out
    assert lines.startswith(LAW)
    assert "turkey: denied" in lines
    assert '"fighting on the road"' in lines


def test_a_convoy_in_the_past_is_refused_with_the_rule_and_the_next_step(delegations: Delegations):
    tr = delegations.at("TR")
    said = delegations.run(
        "TR", "access", "notify-movement", tr, "c-8", "food", "Convoy", *ROLE, *ROUTE, "--to", "russia",
        "--start", "2017-06-18T06:00Z", "--end", "2017-06-18T15:00Z", "--answer-by", clock(10), *HAND,
    )  # fmt: skip
    assert said.code == 2
    assert said.err.startswith("Movement c-8 is in the past: it ends at 2017-06-18 15:00 UTC")
    assert "A movement is notified before it is over" in said.err
    assert listed(delegations, "TR")["notifications"] == []


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--to", "atlantis", *ROUTE), "The agreement knows no party atlantis."),
        (ROUTE, "Notification c-8 is addressed to nobody."),
        (("--to", "russia"), "Movement c-8 has no route"),
        (("--to", "russia", "--route", "nowhere.geojson", "--route-radius", "50"), "cannot be read"),
        (("--to", "russia", *ROUTE, "--route", "x.geojson"), "not both"),
    ],
)
def test_what_lacks_a_side_or_a_route_is_refused(delegations: Delegations, more, says):
    said = delegations.run(
        "TR", "access", "notify-movement", delegations.at("TR"), "c-8", "food", "Convoy", *ROLE, *WINDOW,
        *HAND, *more,
    )  # fmt: skip
    assert said.code == 2
    assert says in said.err


def test_a_change_keeps_what_is_not_named_and_both_versions_are_shown(delegations: Delegations, tmp_path):
    tr = delegations.at("TR")
    notify(delegations, tr, "--vehicles", 12, "--why", "asked by the town")
    delegations.done("TR", "access", "acknowledge", tr, "c-7", *HAND)
    line = {"type": "LineString", "coordinates": [[36.63, 35.93], [36.7, 35.8], [36.8, 35.7]]}
    route = tmp_path / "new-route.geojson"
    route.write_text(json.dumps(line))
    delegations.done(
        "TR", "access", "change", tr, "c-7", "--vehicles", 20, "--route", route, "--route-radius", 50, *HAND
    )
    delegations.done("TR", "access", "delay", tr, "c-7", "--whose", "syria", "--until", clock(40), *HAND)
    told = delegations.done("TR", "access", "show", tr, "c-7", "--json").keys
    assert [each["vehicles"] for each in told["versions"]] == [12, 20]
    assert [len(each["route"]) for each in told["versions"]] == [2, 3]
    assert told["cargo"] == "food"
    turkey = next(each for each in told["sides"] if each["side"] == "turkey")
    assert (turkey["standing"], turkey["answered_version"]) == ("answer awaited", 1)
    assert [(each["whose"], each["what"]) for each in told["told_of_others"]] == [("syria", "delayed")]
    lines = delegations.done("TR", "access", "show", tr, "c-7").out.splitlines()
    assert any(each.startswith("version 1 of") for each in lines)
    delegations.done("TR", "access", "withdraw", tr, "c-7", "--why", "put off", *HAND)
    refused = delegations.run("TR", "access", "acknowledge", tr, "c-7", *HAND)
    assert refused.code == 2
    assert "Notification c-7 was withdrawn" in refused.err


def test_incidents_near_a_notified_site_are_listed_with_what_their_precision_leaves_open(mission, holdfire):
    incidents = mission.derived("incidents")
    precise = incidents.filter(incidents["radius_m"].is_not_null())
    first = precise.row(0, named=True)
    place = f"{first['lat']},{first['lon']},10"
    holdfire(
        "access", "notify-site", mission.folder, "h-1", "hospital", "Hospital", *ROLE, "--to", "russia",
        "--place", place, "--since", "2017-05-05T00:00Z", "--answer-by", clock(10), *HAND,
    )  # fmt: skip
    told = holdfire("access", "near", mission.folder, "--within", 50_000)
    assert told["law"] == LAW
    mine = [each for each in told["near"] if each["incident_id"] == first["incident_id"]]
    assert [each["notice_id"] for each in mine] == ["h-1"]
    assert mine[0]["answer"] in ("near", "possibly near")
    rough = {each["incident_id"] for each in told["too_rough"]}
    provinces = incidents.filter(incidents["where_precision"].is_in(["adm1", "adm2"]))["incident_id"]
    assert rough >= set(provinces), "known only to a province: never near"
    none = holdfire("access", "near", mission.folder, "--from", "2016-01-01", "--to", "2016-01-02")
    assert (none["near"], none["too_rough"]) == ([], [])
    said = holdfire("access", "near", mission.folder, "--within", 0, code=2, as_json=False)
    assert "is not one to be near by" in said


def test_a_notification_that_is_not_there_is_named(mission, holdfire):
    for verb in ("acknowledge", "withdraw", "show"):
        words = HAND if verb != "show" else ()
        said = holdfire("access", verb, mission.folder, "c-9", *words, code=2, as_json=False)
        assert "There is no notification c-9." in said
