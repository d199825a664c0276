"""holdfire case, as an officer types it: from a complaint to the ruling, each step with its line and keys."""

import json
from pathlib import Path

import pytest
from delegations import Delegations

import holdfire.commands as command_line
from holdfire.centre.cases.table import CASES, POSITIONS, STEPS
from holdfire.mission.casework import cases_of
from holdfire.mission.folder import Mission
from holdfire.mission.record_within import home_within
from holdfire.mission.restoring import rebuild_mission
from holdfire.record.canonical import digest
from holdfire.record.node import Node

SIGNED = ("--by", "A. Haddad", "--why", "as seen")


@pytest.fixture
def holdfire(capsys: pytest.CaptureFixture[str]):
    """Run a command; its answer read from JSON, or its lines, and its messages where it failed."""

    def run(*words: object, code: int = 0, as_json: bool = True):
        call = [str(each) for each in words] + (["--json"] if as_json else [])
        with pytest.raises(SystemExit) as left:
            command_line.main(call)
        said = capsys.readouterr()
        assert left.value.code == code, said.err
        if code:
            return said.err
        return json.loads(said.out) if as_json else said.out.splitlines()

    return run


def first_report(mission: Mission, number: int = 0) -> str:
    return sorted(mission.reports()["report_id"].to_list())[number]


@pytest.fixture
def violation(mission: Mission, holdfire) -> tuple[Path, str]:
    """A mission, and a case in it that monitors found to be a serious violation."""
    folder, report = mission.folder, first_report(mission)
    case_id = holdfire("case", "open", folder, report, *SIGNED)["case_id"]
    holdfire("case", "step", folder, case_id, "under verification", *SIGNED)
    photo = folder.parent / "crater.jpg"
    photo.write_bytes(b"a crater")
    found = holdfire(
        *("case", "step", folder, case_id, "violation serious", *SIGNED, "--role", "monitor"),
        *("--evidence", photo, "--evidence", "two craters, azimuth 210"),
        *("--clause", "c16-use-of-force", "--standard", "reasonable grounds to believe"),
        *("--method", "crater or impact analysis", "--reliability", "B", "--credibility", "2"),
    )
    assert found["step_from"] == "under verification"
    return folder, case_id


def test_a_case_is_opened_stepped_and_shown_with_all_that_was_said(violation, holdfire) -> None:
    folder, case_id = violation
    told = holdfire("case", "show", folder, case_id)
    assert (list(told["case"]), list(told["steps"][0]), told["positions"]) == (CASES.names, STEPS.names, [])
    assert told["case"]["status"] == "violation serious"
    assert told["case"]["evidence"] == [f"sha256:{digest(b'a crater')}", "two craters, azimuth 210"]
    scales = ("reliability", "credibility", "method", "standard_of_proof", "clause")
    assert [told["case"][each] for each in scales] == [
        "B",
        "2",
        "crater or impact analysis",
        "reasonable grounds to believe",
        "c16-use-of-force",
    ]
    assert [each["step_to"] for each in told["steps"]] == [
        "received",
        "under verification",
        "violation serious",
    ]
    lines = holdfire("case", "show", folder, case_id, as_json=False)
    assert lines[0].startswith(f"{case_id}  violation serious since ")
    guarantors = "iran (Islamic Republic of Iran), russia (Russian Federation), turkey (Republic of Turkey)"
    assert f"silent: {guarantors}" in lines
    assert f"those who decide: {guarantors}" in lines
    assert any(
        each.endswith("under verification -> violation serious, by A. Haddad (monitor): as seen")
        for each in lines
    )


def test_positions_are_taken_down_and_the_rule_rules_when_all_have_spoken(violation, holdfire) -> None:
    folder, case_id = violation
    holdfire("case", "position", folder, case_id, "russia", "violation", *SIGNED)
    holdfire("case", "position", folder, case_id, "turkey", "violation", *SIGNED)
    waiting = holdfire("case", "rule", folder, case_id, "--by", "A. Haddad")
    assert (waiting["outcome"], waiting["entry"], waiting["silent"]) == (None, None, ["iran"])
    assert waiting["positions"] == {"russia": "violation", "turkey": "violation"}
    lines = holdfire("case", "rule", folder, case_id, "--by", "A. Haddad", as_json=False)
    assert (lines[0], lines[-1]) == ("Not known yet.", "iran (Islamic Republic of Iran): silent")
    holdfire("case", "position", folder, case_id, "iran", "no violation", *SIGNED)
    holdfire("case", "note", folder, case_id, "--party", "un", *SIGNED)
    told = holdfire("case", "rule", folder, case_id, "--by", "A. Haddad", as_json=False)
    assert told[0].endswith(": no consensus.")
    assert "russia (Russian Federation): violation" in told
    ruled = holdfire("case", "show", folder, case_id)["case"]
    assert (ruled["outcome"], ruled["silent"]) == ("no consensus", [])
    assert "consensus of the guarantors iran, russia, turkey (our reading" in ruled["decided_by"]
    told = holdfire("case", "show", folder, case_id)
    assert list(told["positions"][0]) == POSITIONS.names
    assert [(each["party"], each["position"]) for each in told["positions"]][-1] == ("un", "note")
    shown = holdfire("case", "show", folder, case_id, as_json=False)
    assert any("un (United Nations): note, entered by A. Haddad" in each for each in shown)
    assert told["case"]["outcome"] == "no consensus"


def test_refusals_say_where_the_case_stands_and_end_with_wrong_use(violation, holdfire, mission) -> None:
    folder, case_id = violation
    said = holdfire("case", "step", folder, case_id, "closed", *SIGNED, code=2, as_json=False)
    assert said == (
        f'Case {case_id} stands at "violation serious", from where no step leads to "closed".\n'
        'Possible from there: "endorsed", "not endorsed", "no consensus", "reopened", "withdrawn".\n'
    )
    said = holdfire("case", "position", folder, case_id, "un", "violation", *SIGNED, code=2, as_json=False)
    assert "The position of un on case" in said
    said = holdfire("case", "position", folder, case_id, "rusia", "violation", *SIGNED, code=2, as_json=False)
    assert said == (
        "The agreement knows no party rusia.\nOn this case may take a position: iran (Islamic Republic of "
        "Iran), russia (Russian Federation), turkey (Republic of Turkey).\n"
    )
    said = holdfire("case", "open", folder, first_report(mission), *SIGNED, code=2, as_json=False)
    assert "stands in case" in said
    said = holdfire("case", "show", folder, "c-none", code=2, as_json=False)
    assert said == f"There is no case c-none here.\nList them: holdfire case list {folder}.\n"
    said = holdfire("case", "step", folder, case_id, "endorsed", *SIGNED, code=2, as_json=False)
    assert "'endorsed' is no step: holdfire case rule computes it from the positions." in said
    said = holdfire("case", "step", folder, case_id, "guilty", *SIGNED, code=2, as_json=False)
    assert "'guilty' is no status. Write one of: received; out of mandate; " in said


def test_each_act_says_which_is_next(mission, holdfire) -> None:
    folder = mission.folder
    opened = holdfire("case", "open", folder, first_report(mission), *SIGNED, as_json=False)
    case_id = holdfire("case", "list", folder)["cases"][0]["case_id"]
    assert opened[-1].startswith(f'Next: holdfire case step {folder} {case_id} "under verification" ')
    holdfire("case", "step", folder, case_id, "under verification", *SIGNED)
    found = holdfire(
        *("case", "step", folder, case_id, "violation minor", *SIGNED, "--evidence", "two craters"),
        as_json=False,
    )
    assert found[-1].startswith(f"Next: holdfire case position {folder} {case_id} PARTY violation ")
    assert found[-2].startswith("Due by ")
    assert found[-2].endswith("Z.")
    said = holdfire("case", "position", folder, case_id, "iran", "abstains", *SIGNED, as_json=False)
    assert said[-1] == f"Next: holdfire case rule {folder} {case_id} --by NAME"


@pytest.mark.parametrize("typed", ["crater.jpg", "photos/7"])
def test_evidence_that_looks_like_a_file_and_is_none_is_refused(mission, holdfire, typed) -> None:
    said = holdfire(
        *("case", "step", mission.folder, "c-1", "violation minor", *SIGNED, "--evidence", typed),
        code=2,
        as_json=False,
    )
    assert said.startswith(f"There is no file {typed}.")


def test_cases_are_listed_by_status_overdue_and_as_of_a_moment(violation, holdfire, mission) -> None:
    folder, case_id = violation
    other = holdfire("case", "open", folder, first_report(mission, 1), *SIGNED)
    assert [each["case_id"] for each in holdfire("case", "list", folder)["cases"]] == [
        case_id,
        other["case_id"],
    ]
    received = holdfire("case", "list", folder, "--status", "received")["cases"]
    assert [each["case_id"] for each in received] == [other["case_id"]]
    assert holdfire("case", "list", folder, "--overdue")["cases"] == []
    before = holdfire("case", "list", folder, "--as-of", other["entry"] - 1)["cases"]
    assert [(each["case_id"], each["status"]) for each in before] == [(case_id, "violation serious")]
    founding = mission.journal.entries()[0].at
    assert holdfire("case", "list", folder, "--as-of", founding.isoformat())["cases"] == []
    for verb in (("list",), ("show", case_id), ("funnel", "--day", "2017-06-15")):
        for moment in ("2017-06-15", "2017-06-15T12:00Z"):
            call = ("case", verb[0], folder, *verb[1:], "--as-of", moment)
            said = holdfire(*call, code=2, as_json=False)
            assert said.startswith("The mission did not exist on 2017-06-15 "), said
    late = holdfire("case", "list", folder, "--as-of", "2199-01-01", "--overdue")["cases"]
    assert len(late) == 2
    said = holdfire("case", "list", folder, "--as-of", "99999", code=2, as_json=False)
    assert said.startswith("The journal has no line 99999: it has lines 1 to ")
    lines = holdfire("case", "list", folder, as_json=False)
    assert lines[-1] == "2 cases"
    assert lines[1].startswith(f"{other['case_id']}  received since ")


def test_the_funnel_of_a_day_or_span_adds_up_by_either_clock(violation, holdfire, mission) -> None:
    folder, case_id = violation
    everything = ("--from", "2017-06-01", "--to", "2017-06-30")
    for call in (("--day", "2026-01-02"), (*everything, "--clock", "telling-of")):
        told = holdfire("case", "funnel", folder, *call)
        assert told["received"] > 1
        assert told["received"] == sum(told["outcomes"].values()) + told["open"]
        assert told["open"] == told["not_taken_up"] + sum(told["still_open"].values())
        assert told["still_open"] == {"violation serious": 1}
        assert told["cases"] == {"violation serious": 1}
    holdfire("case", "step", folder, case_id, "withdrawn", *SIGNED)
    told = holdfire("case", "funnel", folder, "--day", "2026-01-02")
    assert (told["outcomes"], told["still_open"]) == ({"withdrawn": 1}, {})
    lines = holdfire("case", "funnel", folder, "--day", "2026-01-02", as_json=False)
    assert "      1  outcome: withdrawn" in lines
    assert lines[-1] == "in 1 case: 1 withdrawn"
    empty = holdfire("case", "funnel", folder, "--day", "2026-01-02", "--as-of", 1)
    assert (empty["received"], empty["open"]) == (0, 0), "the founding is a moment of the mission"
    said = holdfire(
        *("case", "funnel", folder, "--day", "2026-01-02", "--as-of", "2017-01-01"), code=2, as_json=False
    )
    assert said.startswith("The mission did not exist on "), "zeros before there was a mission prove nothing"
    for call in ((), ("--day", "2026-01-02", "--from", "2026-01-01"), ("--from", "2026-01-01")):
        said = holdfire("case", "funnel", folder, *call, code=2, as_json=False)
        assert "Give either --day, or both --from and --to." in said


def test_the_party_that_complained_withdraws_its_case(mission, holdfire) -> None:
    folder = mission.folder
    opened = ("case", "open", folder, first_report(mission), *SIGNED, "--role", "party", "--party", "turkey")
    case_id = holdfire(*opened)["case_id"]
    step = ("case", "step", folder, case_id, "withdrawn", *SIGNED, "--role", "party", "--party")
    assert "is a complaint of turkey" in holdfire(*step, "russia", code=2, as_json=False)
    assert holdfire(*step, "turkey")["status"] == "withdrawn"


def test_every_act_on_a_case_is_entered_in_the_joint_record_and_comes_back_out_of_it(
    delegations: Delegations,
) -> None:
    folder = delegations.at("TR")
    report = first_report(Mission.open(folder))
    delegations.done("TR", "case", "open", folder, report, *SIGNED)
    case_id = f"c-{report[2:]}"
    delegations.done("TR", "case", "step", folder, case_id, "under verification", *SIGNED)
    found = ("violation minor", *SIGNED, "--evidence", "two craters")
    delegations.done("TR", "case", "step", folder, case_id, *found)
    delegations.done("TR", "case", "position", folder, case_id, "turkey", "violation", *SIGNED)
    delegations.done("TR", "case", "note", folder, case_id, *SIGNED)
    rows = delegations.record("TR", "log", "--own", "--last", "5", "--json").keys["entries"]
    acts = ["case opened", "case step", "case step", "case position", "case note"]
    assert sorted(row["act"] for row in rows) == sorted(acts)
    home = home_within(folder)
    assert home is not None
    with Node.open(home) as node:
        rebuild_mission(delegations.folder / "again", node)
    again = cases_of(Mission.open(delegations.folder / "again"))
    assert again == cases_of(Mission.open(folder)), "a lost folder's cases come back out of the record"
    assert again[case_id].status == "violation minor"
