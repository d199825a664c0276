"""holdfire commitment, as a desk types it: assessed by each, taken on from a meeting, overdue on a day."""

from functools import partial

import pytest
from delegations import PARTIES, Delegations
from test_centre_of_all import a_mission_for, root
from typed import typed

HAND = ("--by", "A. Haddad")
ON = ("--on", "2018-05-13")


@pytest.fixture
def holdfire(capsys):
    return partial(typed, capsys)


def assess(holdfire, folder, name, status, *words, why="as counted", **how):
    given = (*ON, *words, "--why", why) if why else (*ON, *words)
    return holdfire("commitment", "assess", folder, name, status, *given, *HAND, **how)


def listed(holdfire, folder, *words):
    found = holdfire("commitment", "list", folder, *ON, *words)["commitments"]
    return {each["id"]: each for each in found}


def test_the_four_binding_paragraphs_of_the_statement_are_listed_and_the_rest_apart(mission, holdfire):
    folder = mission.folder
    binding = [name for name in listed(holdfire, folder) if name.startswith("js17")]
    assert binding == ["js17-p02", "js17-p05", "js17-p06", "js17-p14"]
    apart = listed(holdfire, folder, "--rhetorical")
    assert len([name for name in apart if name.startswith("js17")]) == 11
    assert all(each["days_overdue"] in (None, 0) for each in apart.values())
    assert list(listed(holdfire, folder, "--owner", "syria", "--theme", "access")) == ["memo17-access"]


def test_each_speakers_word_stands_with_its_reason_and_evidence(mission, holdfire, tmp_path):
    folder = mission.folder
    (tmp_path / "posts.txt").write_text("10 of 12\n")
    assess(holdfire, folder, "js17-p05", 2, "--evidence", f"file:{tmp_path / 'posts.txt'}", "--of", "turkey")
    named = assess(holdfire, folder, "js17-p05", 3, "--evidence", "incident:inc-1", "--of", "russia")
    assert named["not_held_here"] == ["inc-1"], "kept as told, and seen not to be ours"
    assess(holdfire, folder, "js17-p05", 0, "--of", "syria", why="no consent to posts")
    found = listed(holdfire, folder)["js17-p05"]
    assert [(each["said_by"], each["status"]) for each in found["statuses"]] == [
        ("turkey", 2), ("russia", 3), ("syria", 0),
    ]  # fmt: skip
    assert "js17-p05" not in listed(holdfire, folder, "--not-known")
    history = holdfire("commitment", "show", folder, "js17-p05")["history"]
    assert [each["evidence"][0]["at_hand"] for each in history if each["evidence"]] == [True, None]
    assess(holdfire, folder, "js17-p05", "withdrawn", "--of", "syria", why="entered in error")
    found = holdfire("commitment", "show", folder, "js17-p05", *ON)
    assert [each["said_by"] for each in found["statuses"]] == ["turkey", "russia"]
    assert len(found["history"]) == 4
    lines = holdfire("commitment", "show", folder, "js17-p05", as_json=False)
    assert "  2018-05-13  syria (relayed): word taken back. entered in error" in lines


def test_overdue_is_told_by_the_day_and_non_compliance_by_people(mission, holdfire):
    folder = mission.folder
    late = holdfire("commitment", "overdue", folder, "--on", "2017-06-05")
    assert {each["id"]: each["days_overdue"] for each in late["overdue"]} == {
        "memo17-working-group": 18, "memo17-maps": 1,
    }  # fmt: skip
    assert all(each["non_compliance"] == [] for each in late["overdue"])
    assess(holdfire, folder, "memo17-maps", 1, "--non-compliance", "turkey", "--of", "iran")
    (maps,) = (
        e for e in holdfire("commitment", "overdue", folder, *ON)["overdue"] if e["id"] == "memo17-maps"
    )
    assert maps["non_compliance"] == [{"said_by": "iran", "owners": ["turkey"]}]
    lines = holdfire("commitment", "overdue", folder, *ON, as_json=False)
    assert any("iran says not complied with by turkey" in line for line in lines)


def test_the_scoreboard_keeps_speakers_apart_and_what_is_not_known_beside(mission, holdfire):
    folder = mission.folder
    assess(holdfire, folder, "js17-p05", 1, "--of", "turkey")
    assess(holdfire, folder, "js17-p06", 0, "--of", "turkey")
    assess(holdfire, folder, "js17-p05", 3, "--evidence", "incident:inc-1", "--of", "russia")
    board = holdfire("commitment", "scoreboard", folder, *ON)
    (monitoring,) = (each for each in board["groups"] if each["name"] == "monitoring")
    rows = {each["said_by"]: each for each in monitoring["rows"]}
    assert (rows["turkey"]["counts"], rows["turkey"]["share"]) == ([1, 1, 0, 0], 0.1667)
    assert (rows["russia"]["counts"], rows["russia"]["share"]) == ([0, 0, 0, 1], 1.0)
    assert rows["russia"]["not_known"] == len(monitoring["commitments"]) - 1
    assert "Peace Accords Matrix" in board["share_rule"]
    owners = holdfire("commitment", "scoreboard", folder, *ON, "--per", "owner")["groups"]
    assert {"russia", "turkey", "iran", "syria"} <= {each["name"] for each in owners}


def a_point(holdfire, folder, outcome="agreed", of="un", *words):
    holdfire("meeting", "point", folder, "astana-6", "centre", outcome, "--subject", "a joint centre",
             "--of", of, *words, *HAND)  # fmt: skip


def test_an_agreed_point_of_a_meeting_is_taken_on_and_one_not_agreed_is_not(mission, holdfire):
    folder = mission.folder
    take = ("commitment", "add", folder, "centre", "--meeting", "astana-6", "--point", "centre",
            "--strength", "decision")  # fmt: skip
    assert "There is no point centre" in holdfire(*take, *HAND, code=2)
    holdfire("meeting", "hold", folder, "astana", 6, "--first", "2017-09-14", "--last", "2017-09-15", *HAND)
    a_point(holdfire, folder, "not agreed", "iran")
    assert "Nobody tells that point centre of astana-6 was agreed" in holdfire(*take, *HAND, code=2)
    a_point(holdfire, folder)
    said = holdfire(*take, "--owner", "iran", "--theme", "monitoring", "--due", "end of 2017-10", *HAND)
    assert (said["says"], said["agreed_on"]) == ("a joint centre", "2017-09-15")
    assert [each["said_by"] for each in said["told_otherwise"]] == ["iran"]
    taken = listed(holdfire, folder)["centre"]
    assert (taken["due"], taken["due_told"], taken["days_overdue"]) == ("2017-10-31", "end of 2017-10", 194)


def test_where_sources_differ_on_the_day_the_desk_says_which(mission, holdfire):
    folder = mission.folder
    hold = ("meeting", "hold", folder, "astana", 6, "--first", "2017-09-14")
    holdfire(*hold, "--source", "seed-001", *HAND)
    holdfire(*hold, "--last", "2017-09-15", "--source", "seed-002", *HAND)
    a_point(holdfire, folder)
    take = ("commitment", "add", folder, "centre", "--meeting", "astana-6", "--point", "centre",
            "--strength", "decision")  # fmt: skip
    assert "it ended on 2017-09-14 or 2017-09-15" in holdfire(*take, *HAND, code=2)
    assert holdfire(*take, "--agreed-on", "2017-09-15", *HAND)["agreed_on"] == "2017-09-15"


def test_what_is_refused_names_the_rule_and_the_next_step(mission, holdfire):
    folder = mission.folder
    assert "There is no commitment js17-p99." in assess(holdfire, folder, "js17-p99", 1, code=2)
    assert "Name an entry, an incident or a file" in assess(holdfire, folder, "js17-p05", 2, code=2)
    assert "Give it with --why." in assess(holdfire, folder, "js17-p05", 1, why=None, code=2)
    assert "is no evidence" in assess(holdfire, folder, "js17-p05", 2, "--evidence", "rumour", code=2)
    entry = ("--evidence", f"entry:{'a' * 64}")
    assert "There is no entry" in assess(holdfire, folder, "js17-p05", 2, *entry, code=2)
    assert "There is no commitment x." in holdfire("commitment", "show", folder, "x", code=2)


def test_five_delegations_that_differ_are_told_alike_on_every_node(delegations: Delegations):
    said = {"TR": 3, "RU": 3, "IR": 2, "UN": 1, "OB": 0}
    for party, status in said.items():
        if party != "TR":
            a_mission_for(delegations, party)
        evidence = ("--evidence", "incident:inc-1") if status > 1 else ()
        delegations.done(
            party, "commitment", "assess", delegations.at(party), "js17-p05", status, *ON, *evidence,
            "--why", "as seen", *HAND,
        )  # fmt: skip
    delegations.rounds()
    told = [
        delegations.done(each, "commitment", "scoreboard", delegations.at(each), *ON, "--json").keys
        for each in PARTIES
    ]
    assert all(each == told[0] for each in told)
    (monitoring,) = (each for each in told[0]["groups"] if each["name"] == "monitoring")
    counts = {each["said_by"]: each["counts"] for each in monitoring["rows"]}
    assert counts == {
        "turkey": [0, 0, 0, 1], "russia": [0, 0, 0, 1], "iran": [0, 0, 1, 0], "un": [0, 1, 0, 0],
        "ob": [1, 0, 0, 0],
    }  # fmt: skip
    assert len({root(delegations, each) for each in PARTIES}) == 1
