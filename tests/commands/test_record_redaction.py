"""Confidential files, and redaction of what a mission entered: not a byte of the canary stays anywhere."""

import json
from pathlib import Path

import pytest
from delegations import PARTIES, Delegations

from holdfire.commands.on_duty_now import node_alone
from holdfire.errors import Fault
from holdfire.mission.folder import Mission

CANARY = b"CANARY-Omar-al-Example"


def judged(delegations: Delegations) -> int:
    """TR's judgement with the canary in its reason, logged everywhere; its position."""
    mission = Mission.open(delegations.at("TR"))
    left, right = mission.reports()["report_id"].to_list()[:2]
    delegations.done("TR", "judge", mission.folder, left, right, "same", "--by", "A. Haddad", "--why",
                     f"{CANARY.decode()} saw both")  # fmt: skip
    delegations.done("TR", "fuse", mission.folder)
    delegations.rounds()
    delegations.record("TR", "replay")
    position = delegations.entry_of("RU", act="judgement")["position"]
    assert isinstance(position, int)
    return position


def rows_of(mission: Mission) -> int:
    """How many rows of every table are kept."""
    store = mission.store
    tables = (store.reports(), store.tallies(), store.watch(), store.quarantine())
    return sum(table.collect().height for table in tables)


def redact(delegations: Delegations, position: int) -> str:
    """RU asks, IR approves, all erase and say so; the leaf hash of the redaction."""
    asked = delegations.record("RU", "redact", position, "--ground", "names a witness", "--json")
    assert (asked.code, asked.keys["grade"]) == (0, "queued")
    delegations.rounds()
    entry: str = asked.keys["entry"]
    assert delegations.record("IR", "approve", entry[:12]).code == 0
    delegations.rounds()
    return entry


@pytest.fixture(scope="module")
def redacted(founded: Delegations, tmp_path_factory: pytest.TempPathFactory) -> tuple[Delegations, str, int]:
    """The delegations after the judgement was redacted, its leaf hash, and where the judgement stands."""
    delegations = founded.copy_to(tmp_path_factory.mktemp("redacted") / "delegations")
    position = judged(delegations)
    held = delegations.holding(CANARY)
    assert {path.split("/")[0] for path in held} == set(PARTIES), "everybody had it"
    assert "TR/journal.jsonl" in held
    assert "TR/shelf.sqlite" in held
    return delegations, redact(delegations, position), position


def test_after_a_redaction_the_canary_is_in_no_file_of_anybody(
    redacted: tuple[Delegations, str, int],
) -> None:
    delegations, _, _ = redacted
    assert delegations.holding(CANARY) == []


def test_every_party_says_that_it_has_erased(redacted: tuple[Delegations, str, int]) -> None:
    delegations, _, _ = redacted
    delegations.rounds()
    rows = delegations.record("OB", "log", "--last", "99", "--json").keys["entries"]
    assert {row["party"] for row in rows if row["type"] == "erased"} == set(PARTIES)


def test_what_was_redacted_is_shown_as_such_and_proofs_hold(redacted: tuple[Delegations, str, int]) -> None:
    delegations, by, position = redacted
    said = delegations.record("TR", "show", position)
    assert f"says           redacted under {by}" in said.out
    assert "grade          grade 4, joint" in said.out
    assert delegations.record("TR", "verify", "--workers", "1").code == 0


def test_the_journal_holds_together_and_says_what_was_redacted(
    redacted: tuple[Delegations, str, int],
) -> None:
    delegations, by, _ = redacted
    said = delegations.run("TR", "journal", "verify", delegations.at("TR"))
    assert said.code == 0
    assert f": redacted under {by} (judgement)" in said.out
    keys = delegations.run("TR", "journal", "verify", delegations.at("TR"), "--json").keys
    assert [(each["act"], each["by"]) for each in keys["redacted"]] == [("judgement", by)]


def test_a_redacted_judgement_is_not_followed_any_more(redacted: tuple[Delegations, str, int]) -> None:
    delegations, by, _ = redacted
    mission = Mission.open(delegations.at("TR"))
    assert mission.judgements() == ()
    assert [each.redacted is not None for each in mission.redacted()] == [True]
    said = delegations.done("TR", "fuse", delegations.at("TR"))
    assert f"redacted under {by[:16]}" in said.out


def test_a_redaction_is_entered_once_and_approved_by_another(
    redacted: tuple[Delegations, str, int],
) -> None:
    delegations, by, position = redacted
    assert "RU has approved it already" in delegations.record("RU", "approve", by).err
    said = delegations.record("OB", "approve", position)
    assert said.code == 1
    assert "is of type act, and asks for no redaction." in said.err


def test_no_bundle_brings_the_erased_back(redacted: tuple[Delegations, str, int], tmp_path: Path) -> None:
    delegations, _, _ = redacted
    before = sorted(delegations.folder.glob("TR-to-UN.tar.gz"))
    assert before
    assert delegations.record("OB", "replay").code == 0
    for party in PARTIES:
        if party != "UN":
            assert delegations.give("UN", party).code == 0
    assert delegations.holding(CANARY) == []


def test_a_tombstone_that_no_redaction_stands_behind_is_a_fault(delegations: Delegations) -> None:
    mission = Mission.open(delegations.at("TR"))
    mission.journal.redact(len(mission.journal.entries()), "ab" * 32)
    said = delegations.run("TR", "journal", "verify", mission.folder)
    assert said.code == 1
    assert "and the record has no such redaction in force." in said.out
    assert delegations.run("TR", "status", mission.folder).code == 1


def test_a_tombstone_under_a_redaction_of_another_entry_is_a_fault(
    redacted: tuple[Delegations, str, int], tmp_path: Path
) -> None:
    delegations = redacted[0].copy_to(tmp_path / "other")
    mission = Mission.open(delegations.at("TR"))
    mission.journal.redact(2, redacted[1])
    said = delegations.run("TR", "journal", "verify", mission.folder)
    assert said.code == 1
    assert "and that redaction is of another entry." in said.out


def test_a_redaction_that_one_party_asked_for_founds_no_tombstone(delegations: Delegations) -> None:
    row = delegations.entry_of("RU", act="fused")
    asked = delegations.record("RU", "redact", row["position"], "--ground", "x", "--json").keys["entry"]
    delegations.rounds()
    mission = Mission.open(delegations.at("TR"))
    (line,) = mission.entries("fused")
    mission.journal.redact(line.number, asked)
    said = delegations.run("TR", "journal", "verify", mission.folder)
    assert said.code == 1
    assert "and the record has no such redaction in force." in said.out


def test_where_the_lines_hash_was_forgotten_its_number_must_fit(
    redacted: tuple[Delegations, str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from holdfire.mission import erasing
    from holdfire.mission.recording import LineRef

    delegations, by, _ = redacted
    mission = Mission.open(delegations.at("TR"))
    (line,) = mission.redacted()
    with node_alone(mission.folder) as node:
        target = node.state.redactions[by].target
        for number, faults in ((line.number, 0), (line.number + 1, 1)):
            known = {target: LineRef(number)}
            monkeypatch.setattr(erasing, "lines_entered", lambda node, known=known: known)
            assert len(erasing.tombstone_faults(mission, node)) == faults


def test_an_unfinished_line_that_was_set_aside_goes_with_its_kind(delegations: Delegations) -> None:
    folder = delegations.at("TR")
    for act in ("fused", "assessed"):
        (folder / f"journal.jsonl.torn-{act}").write_bytes(b'{"act":"' + act.encode() + b'","at":"2017-0')
    redact(delegations, delegations.entry_of("RU", act="fused")["position"])
    assert [path.name for path in folder.glob("*.torn-*")] == ["journal.jsonl.torn-assessed"]


def test_a_tombstone_in_a_mission_without_a_record_is_a_fault(mission: Mission) -> None:
    from holdfire.mission.erasing import tombstone_faults

    mission.journal.redact(2, "ab" * 32)
    (fault,) = tombstone_faults(mission, None)
    assert isinstance(fault, Fault)
    assert "this mission has no record that could have it." in fault.what


def test_a_redacted_intake_takes_its_rows_with_it_and_does_not_come_back(delegations: Delegations) -> None:
    folder = delegations.at("TR")
    mission = Mission.open(folder)
    rows = rows_of(mission)
    row = delegations.entry_of("RU", act="intake")
    says = delegations.record("RU", "show", row["position"], "--json").keys["particulars"]["content"]["told"]
    redact(delegations, row["position"])

    assert not (folder / "reports" / "intakes" / f"{says['intake']}.json").exists()
    assert not list((folder / "reports" / "parts" / says["intake"]).glob("*.parquet"))
    assert rows_of(mission) == rows - says["accepted"] - says["quarantined"]
    assert delegations.run("TR", "journal", "verify", folder).code == 0
    assert "put back: " not in delegations.record("TR", "replay", "--restore").out
    assert mission.stale() == "fuse"
    delegations.done("TR", "fuse", folder)


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("mission created", "is an act that speaks to everybody (mission created), which is never redacted."),
        (None, "is charter, which is never redacted."),
    ],
)
def test_what_speaks_to_everybody_is_never_redacted(founded: Delegations, act: str, told: str) -> None:
    position = 0 if act is None else founded.entry_of("RU", act=act)["position"]
    said = founded.record("RU", "redact", position, "--ground", "x")
    assert said.code == 1
    assert told in said.err


def test_a_confidential_file_is_read_by_those_named_alone(delegations: Delegations, tmp_path: Path) -> None:
    persons = tmp_path / "persons.json"
    persons.write_text(json.dumps({"name": CANARY.decode(), "place of detention": "Idlib"}))
    said = delegations.record("TR", "confide", persons, "--to", "UN", "--class", "persons", "--json")
    assert (said.code, said.keys["readers"], said.keys["fields"]) == (0, ["TR", "UN"], 2)
    delegations.rounds()
    position = delegations.entry_of("UN", type="confidential")["position"]

    opened = delegations.record("UN", "unseal", position, "--out", tmp_path / "un.json")
    assert opened.code == 0
    assert "(grade 4, joint)" in opened.out
    assert json.loads((tmp_path / "un.json").read_text())["name"] == CANARY.decode()
    refused = delegations.record("IR", "unseal", position, "--out", tmp_path / "ir.json")
    assert refused.code == 1
    assert "No reader key on this device is among those that entry" in refused.err
    assert not (tmp_path / "ir.json").exists()
    assert delegations.holding(CANARY) == []
    assert "a file of class persons, at most 4,096 bytes" in delegations.record("IR", "show", position).out

    out = tmp_path / "field.json"
    told = delegations.record("UN", "disclose", position, "place of detention", "--out", out, "--json").keys
    assert told["grade"] == "joint"
    assert Path(told["leaf"]).is_file()
    assert CANARY not in out.read_bytes()
    wrong = delegations.record("UN", "disclose", position, "age", "--out", out)
    assert (wrong.code, "The file has no field 'age'." in wrong.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--to", "XX"), "XX is no party of this record. Its parties are: IR, OB, RU, TR, UN."),
        (("--to", "un"), "un is no party of this record."),
    ],
)
def test_nothing_is_sealed_to_a_stranger(
    founded: Delegations, tmp_path: Path, words: tuple, told: str
) -> None:
    (tmp_path / "x.json").write_text("{}")
    said = founded.record("TR", "confide", tmp_path / "x.json", *words)
    assert said.code == 1
    assert told in said.err.replace("\n", " ")
