"""Replaying the log: the same shelf each time, and a mission put together again out of the record."""

import shutil
from pathlib import Path

import pytest
from delegations import Delegations

from holdfire.mission.folder import Mission
from holdfire.shelf.whole import contents


def shelf_of(delegations: Delegations, party: str) -> dict[str, list[tuple[object, ...]]]:
    assert delegations.record(party, "replay").code == 0
    return contents(delegations.at(party) / "shelf.sqlite")


def test_two_replays_give_equal_shelves(delegations: Delegations) -> None:
    first = shelf_of(delegations, "TR")
    assert shelf_of(delegations, "TR") == first
    (delegations.at("TR") / "shelf.sqlite").unlink()
    assert shelf_of(delegations, "TR") == first
    assert len(first["entries"]) == delegations.record("TR", "log", "--json").keys["size"]


def test_two_nodes_with_one_log_and_the_same_notes_give_equal_tables(delegations: Delegations) -> None:
    ours, theirs = shelf_of(delegations, "TR"), shelf_of(delegations, "OB")
    for table in ("entries", "acts", "judgements", "intakes", "bulletins", "redactions", "keys", "meta"):
        assert ours[table] == theirs[table], table


def test_lost_rows_and_manifests_come_back_byte_for_byte(delegations: Delegations) -> None:
    mission = Mission.open(delegations.at("TR"))
    before = {path: path.read_bytes() for path in (mission.folder / "reports").rglob("*") if path.is_file()}
    shutil.rmtree(mission.folder / "reports" / "parts" / "intake-00001")
    (mission.folder / "reports" / "intakes" / "intake-00002.json").unlink()
    assert delegations.run("TR", "journal", "verify", mission.folder).code == 1

    said = delegations.record("TR", "replay", "--restore")
    assert "put back: reports/parts/intake-00001/reports-00001.parquet" in said.out
    assert "put back: reports/intakes/intake-00002.json" in said.out
    after = {path: path.read_bytes() for path in (mission.folder / "reports").rglob("*") if path.is_file()}
    assert after == before
    assert delegations.run("TR", "journal", "verify", mission.folder).code == 0
    assert "Nothing was missing" in delegations.record("TR", "replay", "--restore").out


def test_lost_lines_of_the_journal_come_back(delegations: Delegations) -> None:
    journal = delegations.at("TR") / "journal.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes(b"".join(whole.splitlines(keepends=True)[:3]))
    said = delegations.record("TR", "replay", "--restore", "--json").keys["restored"]
    assert said["journal_lines"] == whole.count(b"\n") - 3
    assert journal.read_bytes() == whole


def test_a_journal_that_went_another_way_is_left_as_it_is(delegations: Delegations) -> None:
    journal = delegations.at("TR") / "journal.jsonl"
    mission = Mission.open(delegations.at("TR"))
    first = mission.journal.entries()[0]
    journal.write_bytes(first.line + b"\n")
    mission.journal.append("fused", {"incidents": 1}, first.at)
    other = journal.read_bytes()
    delegations.record("TR", "replay", "--restore")
    assert journal.read_bytes() == other


def test_a_whole_mission_is_put_together_in_a_new_folder(delegations: Delegations, tmp_path: Path) -> None:
    old = Mission.open(delegations.at("TR"))
    old_reports, old_journal = old.reports(), (old.folder / "journal.jsonl").read_bytes()
    new = tmp_path / "new"
    said = delegations.record("TR", "replay", "--into", new, "--json").keys["restored"]
    assert said["lacking"] == {}
    assert said["new_key"] is True
    (old.folder / "record").rename(new / "record")

    mission = Mission.open(new)
    assert (new / "journal.jsonl").read_bytes() == old_journal
    assert mission.reports().equals(old_reports)
    assert delegations.run("TR", "journal", "verify", new).code == 0
    delegations.done("TR", "fuse", new)
    delegations.done("TR", "assess", new)
    again = delegations.record("TR", "replay", "--into", new)
    assert again.code == 2


def test_a_folder_that_is_not_empty_is_not_overwritten(founded: Delegations, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    said = founded.record("TR", "replay", "--into", tmp_path)
    assert said.code == 2
    assert "exists and is not empty. Name a new folder." in said.err.replace("\n", " ")


def test_a_node_without_a_mission_restores_none(founded: Delegations, tmp_path: Path) -> None:
    assert founded.record("OB", "replay", "--restore").code == 2
    said = founded.record("OB", "replay", "--into", tmp_path / "new")
    assert said.code == 2
    assert "The record has no act of OB here from which a mission could be rebuilt." in said.err


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/passwd", "record/node.toml", "reports/../../x", ""])
def test_a_path_that_leads_out_of_the_mission_is_not_written(name: str) -> None:
    from holdfire.mission.restoring import _within
    from holdfire.record.particulars import Particulars

    assert _within(name, Particulars("intake", "2017-06-01T12:00Z", {})) is None
    assert _within("reports/intakes/intake-00001.json", Particulars("intake", "", {})) is not None
