"""The year of the Astana process: five nodes that never saw one another end with one record and one account.

Everything is counted from what the commands answer, never from what the script entered.
"""

import json
import os
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from astana_year import HAND
from delegations import PARTIES, Delegations
from set_clock import Clock
from year_lived import lived

from holdfire.mission.centre.gathering import gathered
from holdfire.mission.folder import Mission
from holdfire.publish.correspondence.daily import daily
from holdfire.publish.correspondence.letter import AsWritten

DAYS = (
    *("2017-05-06", "2017-06-17", "2017-07-06", "2017-08-17", "2017-09-16", "2017-10-25", "2017-11-18"),
    *("2017-12-22", "2018-01-16", "2018-02-24", "2018-03-05", "2018-05-16"),
)
"""A day of each month; that of April is told of below, with its report to the UN."""


def days_asked() -> tuple[str, ...]:
    """Those; with HOLDFIRE_YEAR_DAYS=N every N-th day of the year."""
    every = int(os.environ.get("HOLDFIRE_YEAR_DAYS", "0"))
    first = date(2017, 5, 5)
    return tuple(str(first + timedelta(days=n)) for n in range(0, 390, every)) if every else DAYS


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Delegations:
    """The year as it was lived, looked back on in June 2018."""
    return lived(tmp_path_factory.mktemp("year"))


@pytest.fixture(autouse=True)
def afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    Clock(monkeypatch).set("2018-06-10")


def at_all(year: Delegations, verb: str, *words: object) -> dict[str, object]:
    """What all five nodes answer, word for word the same."""
    told = [year.done(party, *verb.split(), year.at(party), *words, "--json").keys for party in PARTIES]
    assert all(each == told[0] for each in told), verb
    return told[0]


def test_five_nodes_end_with_one_log_one_state_and_one_centre(year: Delegations):
    logs = [year.record(party, "log", "--json").keys for party in PARTIES]
    assert len({(each["size"], each["root"], each["state_root"]) for each in logs}) == 1
    assert logs[0]["size"] > 400
    assert not any(row["void"] for row in logs[0]["entries"])
    centres = set()
    for party in PARTIES:
        with gathered(Mission.open(year.at(party))) as centre:
            assert centre.root
            centres.add(centre.root)
    assert len(centres) == 1
    assert year.record("OB", "verify").code == 0, "audited anew: every leaf, signature and hash"


def test_sixty_patrols_stand_with_each_sides_word(year: Delegations):
    told = at_all(year, "patrol list", "--all")
    patrols = told["patrols"]
    assert (len(patrols), told["total"], told["set_aside"]) == (60, 60, [])
    outcomes = Counter(each["outcome"] for each in patrols)
    assert set(outcomes) == {"completed", "turned back", "told differently"}
    differing = [each["said"] for each in patrols if each["outcome"] == "told differently"]
    assert {(each["turkey"], each["russia"]) for each in differing} == {("completed", "cut short")}
    silent = [each for each in patrols if "russia" not in each["said"]]
    assert len(silent) == 6, "whose side said nothing is not given a word"


def test_forty_convoys_stand_with_each_sides_answer_and_silence_is_told(year: Delegations):
    told = at_all(year, "access list", "--all", "--at", "2018-05-20T00:00Z")
    convoys = told["notifications"]
    assert (len(convoys), told["set_aside"]) == (40, [])
    answers = Counter((side["side"], side["standing"]) for each in convoys for side in each["sides"])
    assert answers["turkey", "acknowledged"] == 40
    assert (answers["russia", "acknowledged"], answers["russia", "delayed"]) == (20, 10)
    assert answers["russia", "not acknowledged"] == 10
    assert (answers["syria", "denied"], answers["syria", "not acknowledged"]) == (10, 30)


def test_three_exchanges_stand_in_both_sides_numbers_and_nobody_is_credited(year: Delegations):
    told = at_all(year, "person list", "--all")
    lists = {each["id"]: each for each in told["lists"]}
    assert set(lists) == {"ex-1", "ex-2", "ex-3"}
    told_of = [(each["number"], each["executed"], each["confirmed"]) for each in lists.values()]
    assert told_of == [
        (20, {"turkey": 10, "un": 5}, {"russia": 10}),
        (12, {"russia": 12}, {"turkey": 11}),
        (6, {"turkey": 6}, {"iran": 6}),
    ]
    assert [each["disputed"] for each in lists.values()] == [True, True, False]
    given = [(each["giver"], each["to"], each["received"]) for each in told["given"]]
    assert given == [
        ("turkey", ["russia"], {"russia": 10}),
        ("russia", ["turkey"], {"turkey": 11}),
        ("turkey", ["iran"], {"iran": 6}),
    ]


def test_one_extension_has_consensus_and_the_other_has_no_record_of_it(year: Delegations):
    decisions = at_all(year, "decide list")["decisions"]
    assert sorted(each["outcome"] for each in decisions) == ["adopted"] * 4 + ["open"]
    (open_,) = (each for each in decisions if each["outcome"] == "open")
    assert open_["silent"] == ["iran"]
    for day, state in (("2018-04-01", "extended"), ("2018-05-10", "unknown: no record of consensus")):
        (term,) = at_all(year, "term show", "--at", day)["terms"]
        assert {each["state"] for each in term["readings"]} == {state}, day


def test_four_zones_were_drawn_and_one_ended_by_surrender(year: Delegations):
    def maps(day: str) -> dict[str, object]:
        zones = at_all(year, "zone list", "--at", day)["zones"]
        return {
            each["id"]: each["map"] and each["map"]["version"] for each in zones if each["kind"] == "zone"
        }

    before, after = maps("2018-04-13"), maps("2018-04-14")
    assert (before["idlib"], before["north-homs"]) == ("idlib-2017-10", "north-homs-2017-08")
    assert sum(each is not None for each in before.values()) == 4
    assert {zone for zone in before if before[zone] != after[zone]} == {"eastern-ghouta"}
    zones = at_all(year, "zone list", "--at", "2018-04-14")["zones"]
    (ended,) = (each["ended"] for each in zones if each["ended"])
    assert (ended["on"], ended["reason"]) == ("2018-04-14", "Douma surrendered")


def test_what_happened_in_a_zone_is_judged_by_the_map_of_its_day(year: Delegations):
    mission = Mission.open(year.at("IR"))
    incidents = mission.derived("incidents").select("incident_id", "when_start")
    placed = mission.derived("placement").join(incidents, on="incident_id")
    judged = Counter(
        (row["zone"], row["zone_version"]) for row in placed.iter_rows(named=True) if row["inside"]
    )
    assert judged["idlib", "idlib-2017-10"] > 0
    assert judged["north-homs", "north-homs-2017-06"] > 0
    assert judged["north-homs", "north-homs-2017-08"] > 0
    last = max(row["when_start"] for row in placed.iter_rows(named=True) if row["zone"] == "eastern-ghouta")
    assert f"{last:%Y-%m-%d}" < "2018-04-14"


def section(year: Delegations, party: str, day: str, anchor: str) -> str:
    out = year.folder / f"{anchor} of {day}"
    year.done(party, "publish", year.at(party), "--day", day, "--edition", "un", "--out", out)
    sections = json.loads((out / "bulletin.json").read_text("utf-8"))["sections"]
    return json.dumps([each for each in sections if each["anchor"] == anchor], ensure_ascii=False)


def test_a_bulletin_says_that_a_zone_has_no_map_once_it_ended_and_not_before(year: Delegations):
    said = "has no map since 2018-04-14, when a decision ended it (Douma surrendered)."
    assert said in section(year, "IR", "2018-04-18", "zones")
    assert said not in section(year, "IR", "2018-04-13", "zones")
    mission = Mission.open(year.at("IR"))
    incidents = mission.derived("incidents").select("incident_id", "when_start")
    after = {key for key, when in incidents.iter_rows() if f"{when:%Y-%m-%d}" == "2018-04-18"}
    assert len(after) == 1, "the shelling by Douma of that day is on record"
    placed = mission.derived("placement").iter_rows(named=True)
    assert not any(row["inside"] for row in placed if row["incident_id"] in after)


def test_six_rounds_were_held_and_what_was_not_agreed_stands_as_a_point(year: Delegations):
    told = at_all(year, "meeting list")
    meetings = {each["id"]: each for each in told["meetings"]}
    assert told["set_aside"] == []
    held = {name for name, each in meetings.items() if each["stands"] == "held"}
    assert held == {f"astana-{number}" for number in range(4, 10)}
    points = {each["point"]: each["outcome"] for each in meetings["astana-5"]["points"]}
    assert points == {"maps": "not agreed", "working-group": "agreed"}


def test_two_guarantors_assess_one_commitment_and_neither_word_is_chosen(year: Delegations):
    told = at_all(year, "commitment show", "memo17-maps", "--on", "2018-05-20")
    assert {each["said_by"]: each["status"] for each in told["statuses"]} == {"iran": 1, "russia": 2}
    (evidence,) = (each for word in told["history"] for each in word["evidence"])
    assert (evidence["ref"], evidence["at_hand"]) == ("none-of-ours", None), (
        "named, and its being here not claimed"
    )


@pytest.mark.parametrize("day", days_asked())
def test_a_bulletin_of_any_day_made_afterwards_is_the_same_on_each_node(year: Delegations, day: str):
    made = {}
    for party in PARTIES:
        out: Path = year.folder / f"{day} of {party}"
        year.done(party, "publish", year.at(party), "--day", day, "--edition", "un", "--out", out)
        made[party] = {path.name: path.read_bytes() for path in sorted(out.iterdir())}
    first, *others = made.values()
    assert {"bulletin.html", "bulletin.json", "incidents.csv"} <= first.keys()
    assert all(each == first for each in others)


def test_five_nodes_write_one_and_the_same_report_to_the_un(year: Delegations):
    """Each of the bulletin it made itself; every sentence in words of each language, none left in English."""
    day = "2018-04-18"
    told = []
    for party in PARTIES:
        at = year.at(party)
        year.done(
            party, "publish", at, "--day", day, "--edition", "un", "--out", at / "bulletins" / day / "un"
        )
        told.append(year.done(party, "letter", "daily", at, "--day", day, *HAND, "--json").keys)
    assert len({(each["id"], tuple(sorted(each["files"].items()))) for each in told}) == 1
    assert len(told[0]["files"]) == 11
    plain = json.loads((year.at("RU") / "bulletins" / day / "un" / "bulletin.json").read_text("utf-8"))
    letter = daily(plain, "Joint desk", ZoneInfo("Asia/Damascus"), "f" * 64)
    assert [each.text for each in letter.parts if isinstance(each, AsWritten)] == []
