"""The record's page: what anybody may check, and what a change to it looks like."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from delegations import Delegations
from seats_taken import At, Clock

from holdfire.mission.folder import Mission
from holdfire.mission.verifying import verified_mission
from holdfire.record.node import Node
from holdfire.record.whole_log import WholeLog, whole_log


def test_a_mission_without_a_joint_record_shows_its_journal(at: At) -> None:
    told = at.as_("observer").get("/api/record").json()
    assert told["joint"] is None
    assert len(told["last"]) == 64
    assert at.as_("observer").get("/api/record/verify").json()["faults"] == []


def test_a_file_that_was_changed_is_named_to_the_desk_and_counted_to_others(at: At) -> None:
    part = next((at.folder / "reports" / "parts").rglob("*.parquet"))
    part.write_bytes(part.read_bytes()[:-1])
    faults = at.as_("officer").get("/api/record/verify").json()["faults"]
    assert len(faults) == 1
    assert part.name in faults[0]
    assert at.as_("delegate").get("/api/record/verify").json()["faults"] == ["1 fault; the desk sees which."]


def test_a_joint_record_shows_who_countersigned_and_what_each_entry_wants(founded: Delegations) -> None:
    told = At(founded.at("TR"), Clock()).as_("delegate").get("/api/record").json()["joint"]
    assert (told["party"], told["to_sign"], told["void"], told["evidence"]) == ("TR", 0, 0, [])
    newest = told["checkpoints"][0]
    assert len(newest["countersigned"]) >= 3
    assert newest["size"] <= told["size"]
    assert [each["size"] for each in told["checkpoints"]] == sorted(
        (each["size"] for each in told["checkpoints"]), reverse=True
    )
    assert sum(told["own"].values()) == Mission.open(founded.at("TR")).journal.length
    assert told["entries"][0]["position"] == told["size"] - 1, "newest first"
    assert {each["grade"] for each in told["entries"]} <= {
        "queued",
        "logged",
        "witnessed",
        "joint",
        "mirrored",
    }
    page = At(founded.at("TR"), Clock()).as_("delegate").get("/record").text
    assert told["entries"][0]["hash"] in page
    assert "holdfire record verify MISSION" in page


def test_lines_that_wait_to_be_entered_are_counted_to_all_and_named_to_the_desk(
    founded: Delegations, tmp_path: Path
) -> None:
    shutil.copytree(founded.at("TR"), tmp_path / "TR")
    at = At(tmp_path / "TR", Clock())
    at.as_("officer").post("/api/watch/hand-over", json={"note": "the secret of the desk"})
    desk, other = (at.as_(role).get("/api/record").json()["joint"] for role in ("officer", "observer"))
    assert (desk["to_sign"], desk["waiting"]) == (1, {"watch handed over": 1})
    assert (other["to_sign"], other["waiting"]) == (1, {})
    assert "secret of the desk" not in at.as_("officer").get("/record").text


def test_the_whole_log_is_audited_and_not_only_counted(founded: Delegations, tmp_path: Path) -> None:
    shutil.copytree(founded.at("TR"), tmp_path / "TR")
    at = At(tmp_path / "TR", Clock())
    told = at.as_("observer").get("/api/record/verify").json()
    assert told["faults"] == [] == told["void"]
    assert told["audited"] == told["entries"] > 0
    with sqlite3.connect(tmp_path / "TR" / "record" / "log.sqlite") as log:
        ((leaf,),) = log.execute("SELECT leaf FROM entries WHERE position = 3")
        log.execute("UPDATE entries SET leaf = ? WHERE position = 3", (bytes(leaf).replace(b"1", b"2"),))
    found = At(tmp_path / "TR", Clock()).as_("officer").get("/api/record/verify").json()
    assert found["faults"][0].startswith(
        "The log cannot be audited: The tail of the log does not give the root"
    )
    assert found["audited"] is None
    page = At(tmp_path / "TR", Clock()).as_("observer").get("/record/verify").text
    assert "It holds together" not in page


def test_what_only_an_audit_finds_is_told(founded: Delegations, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries before the right edge are not read when a node is opened, so the audit is what finds them."""

    def with_fault(node: Node, workers: int) -> WholeLog:
        told = whole_log(node, workers)
        return WholeLog(told.audited, ("The tiles of the log do not belong to its leaves.",), told.lost)

    monkeypatch.setattr("holdfire.mission.verifying.whole_log", with_fault)
    told = At(founded.at("TR"), Clock()).as_("officer").get("/api/record/verify").json()
    assert told["faults"] == ["The tiles of the log do not belong to its leaves."]
    assert told["audited"] == told["entries"]


def test_a_log_that_cannot_be_read_is_a_fault_and_no_error_of_the_page(
    founded: Delegations, tmp_path: Path
) -> None:
    shutil.copytree(founded.at("TR"), tmp_path / "TR")
    with sqlite3.connect(tmp_path / "TR" / "record" / "log.sqlite") as log:
        log.execute("DELETE FROM entries WHERE position = 3")
    told = At(tmp_path / "TR", Clock()).as_("officer").get("/api/record/verify")
    assert told.status_code == 200, told.text
    assert told.json()["faults"]
    assert told.json()["audited"] is None


def test_a_log_too_long_for_a_page_is_left_to_the_command(founded: Delegations) -> None:
    told = verified_mission(Mission.open(founded.at("TR")), entries_most=3)
    assert told.entries
    assert told.entries > 3
    assert told.audited is None, "and not told as checked"


def test_entries_and_lines_are_paged(founded: Delegations) -> None:
    observer = At(founded.at("TR"), Clock()).as_("observer")
    told = observer.get("/api/record?start=0&line=0").json()
    assert told["joint"]["entries"][-1]["position"] == 0
    assert told["journal"][-1]["number"] == 1
    assert all(each["act"] is None for each in told["journal"]), "what was done is the desk's"
    assert observer.get("/api/record?start=999999&line=999999").json()["journal"] == []


def test_without_a_record_the_page_shows_the_chain_and_how_to_verify_it(at: At) -> None:
    told = at.as_("officer").get("/api/record").json()
    assert told["journal"][0]["hash"] == told["last"]
    assert told["journal"][-1]["act"] == "mission created"
    page = at.as_("officer").get("/record").text
    assert "holdfire journal verify MISSION" in page
    assert "holdfire record verify" not in page
    assert told["last"] in at.as_("delegate").get("/record").text


def test_within_a_minute_it_is_verified_once(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    page = "holdfire.web.pages.record.verified_mission"

    def counted(mission: Mission, most: int):  # type: ignore[no-untyped-def]
        asked.append(most)
        return verified_mission(mission, most)

    monkeypatch.setattr(page, counted)
    observer = at.as_("observer")
    for _ in range(3):
        assert observer.get("/api/record/verify").status_code == 200
    assert len(asked) == 1


@pytest.mark.parametrize("role", ["reporter", "administrator"])
def test_the_record_is_for_those_who_read_what_was_issued(at: At, role: str) -> None:
    assert at.as_(role).get("/api/record").status_code == 403
    assert at.as_(role).get("/api/record/verify").status_code == 403
