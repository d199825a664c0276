"""Entries as their party sees them: signed, listed, shown, proved and sealed, each with its grade."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from delegations import Delegations

from holdfire.commands import holdfire

ROOT = Path(__file__).parents[2]


def listed_keys(*path: str) -> set[str]:
    """The top-level JSON keys that a command's help promises."""
    command: click.Command = holdfire
    for word in path:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word)
    told = re.search(r"JSON keys: (.*)\Z", command.help or "", flags=re.S)
    assert told is not None
    text = " ".join(told[1].split())
    while "(" in text:
        text = re.sub(r"\([^()]*\)", "", text)
    return {each.strip() for each in text.split(",")}


def verified(*words: object) -> str:
    """What the single-file verifier says."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "verify_record.py", *map(str, words)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout


def test_every_act_of_the_mission_is_entered_in_its_order(founded: Delegations) -> None:
    rows = founded.record("TR", "log", "--own", "--last", "99", "--json").keys["entries"]
    acts = [row["act"] for row in rows if row["type"] == "act"]
    assert acts[0] == "mission created"
    assert acts[-2:] == ["fused", "assessed"]
    assert [row["seq"] for row in rows] == list(range(len(rows)))
    assert "No act waits" in founded.record("TR", "enter").out


def test_an_act_is_entered_at_once_where_the_passphrase_is_at_hand(delegations: Delegations) -> None:
    said = delegations.done("TR", "fuse", delegations.at("TR"))
    assert "1 act signed and queued (grade 0). Next: holdfire record sync" in said.err
    row = delegations.entry_of_own("TR")
    assert (row["act"], row["grade"], row["position"]) == ("fused", "queued", None)
    assert row["missing"] == {"logged": ["its host"]}


def test_what_is_taken_in_is_entered_too(delegations: Delegations) -> None:
    source = next((ROOT / "src/holdfire/library/demo").glob("tallies-*.csv"))
    said = delegations.run("TR", "take-in", delegations.at("TR"), source, "--source", "tallies")
    assert "signed and queued (grade 0)" in said.err
    assert delegations.entry_of_own("TR")["act"] == "intake"


def test_an_act_that_waits_is_told_where_no_passphrase_is_at_hand(
    delegations: Delegations, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    monkeypatch.delenv("HOLDFIRE_PASSPHRASE_FILE", raising=False)
    said = CliRunner().invoke(holdfire, ["fuse", str(delegations.at("TR"))])
    assert said.exit_code == 0
    assert f"1 act waits to be signed: holdfire record enter {delegations.at('TR')}" in said.stderr
    status = delegations.run("TR", "status", delegations.at("TR"), "--json").keys
    assert status["record"]["to_sign"] == 1
    assert status["record"]["own"]["queued"] == 0
    assert status["record"]["own"]["joint"] > 5


def test_a_mistyped_passphrase_does_not_undo_the_act(delegations: Delegations) -> None:
    (delegations.folder / "TR.pass").write_text("four quiet words of RT\n")
    said = delegations.done("TR", "fuse", delegations.at("TR"))
    assert "The act is done and stands in the journal, but is not entered in the record" in said.err
    assert "Later: holdfire record enter" in said.err


def test_status_says_how_far_the_entries_have_come(founded: Delegations) -> None:
    said = founded.done("TR", "status", founded.at("TR"))
    assert "  record         record.example/astana" in said.out
    assert "our entries: " in said.out
    assert " joint" in said.out


@pytest.mark.parametrize("named", ["0", "hash"])
def test_an_entry_is_shown_with_its_grade_and_four_times(founded: Delegations, named: str) -> None:
    row = founded.entry_of("TR", act="intake")
    said = founded.record("TR", "show", row["position"] if named == "0" else row["entry"][:10])
    assert said.code == 0
    for telling in ("grade          grade 4, joint", "claimed", "host", "proved", "event time", "intake-0"):
        assert telling in said.out


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("9999", "The log has no position 9999"),
        ("zz", "'zz' names no entry."),
        ("deadbeef", "deadbeef names no entry of the log"),
        ("abc", "'abc' names no entry."),
    ],
)
def test_a_wrong_name_of_an_entry_says_how_to_name_one(founded: Delegations, named: str, told: str) -> None:
    said = founded.record("TR", "show", named)
    assert said.code == 2
    assert told in said.err
    assert "holdfire record log lists them." in said.err


def test_a_queued_entry_is_shown_and_cannot_be_proved_yet(delegations: Delegations) -> None:
    entry = delegations.record("TR", "attest", "--json").keys["entry"]
    said = delegations.record("TR", "show", entry)
    assert "not in the log yet" in said.out
    assert "grade          grade 0, queued" in said.out
    refused = delegations.record("TR", "prove", entry, "--out", delegations.folder / "x")
    assert refused.code == 2
    assert "is queued (grade 0): it waits in your outbox and is not logged yet." in refused.err


def test_a_proof_convinces_the_verifier_of_all_grades(founded: Delegations, tmp_path: Path) -> None:
    row = founded.entry_of("TR", act="intake")
    out = tmp_path / "it.tlog-proof"
    said = founded.record("TR", "prove", row["position"], "--out", out, "--json").keys
    assert said["grade"] == "joint"
    trust = tmp_path / "trust"
    founded.done("TR", "record", "charter", "show", founded.at("TR"), "--files", trust)
    told = verified("proof", out, "--charter", trust / "charter.leaf")
    assert "VERDICT: proved" in told
    assert "logged, mirrored, witnessed, joint" in told


def test_a_sealed_bulletin_convinces_until_it_is_changed(delegations: Delegations, tmp_path: Path) -> None:
    mission = delegations.at("TR")
    issued = delegations.done("TR", "publish", mission, "--day", "2017-06-02", "--json").keys
    delegations.rounds()
    number = issued["bulletins"][0]["number"]
    sealed = delegations.record("TR", "seal", number, "--out", tmp_path / "seal", "--json")
    assert (sealed.code, sealed.keys["grade"]) == (0, "joint")
    trust = tmp_path / "trust"
    delegations.done("TR", "record", "charter", "show", mission, "--files", trust)
    words = ("bulletin", issued["bulletins"][0]["folder"], "--seal", tmp_path / "seal", "--charter",
             trust / "charter.leaf")  # fmt: skip
    assert "VERDICT: proved" in verified(*words)
    page = Path(issued["bulletins"][0]["folder"]) / "bulletin.html"
    page.write_text(page.read_text().replace("breach", "no breach", 1))
    assert "VERDICT: proved" not in verified(*words)


def test_the_files_of_the_un_edition_stay_with_their_author(delegations: Delegations) -> None:
    mission = delegations.at("TR")
    issued = delegations.done(
        "TR", "publish", mission, "--day", "2017-06-02", "--edition", "un", "--json"
    ).keys
    row = delegations.entry_of_own("TR")
    shown = delegations.record("TR", "show", row["entry"], "--json").keys
    assert len(shown["blobs"]) == 1, "its particulars alone"
    digests = {file["sha256"] for file in issued["bulletins"][0]["files"] if not file["omitted"]}
    assert set(shown["particulars"]["content"]["files"].values()) == digests


def test_a_bulletin_that_was_moved_away_does_not_hold_up_the_rest(
    delegations: Delegations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    monkeypatch.delenv("HOLDFIRE_PASSPHRASE_FILE", raising=False)
    out = tmp_path / "away"
    words = ["publish", str(delegations.at("TR")), "--day", "2017-06-02", "--out", str(out)]
    assert CliRunner().invoke(holdfire, words).exit_code == 0
    (out / "bulletin.html").unlink()
    said = delegations.record("TR", "enter", "--json").keys
    (entered,) = said["entered"]
    assert entered["without"] == ["bulletin.html"]


def test_verify_audits_the_log_anew(founded: Delegations) -> None:
    said = founded.record("OB", "verify", "--workers", "1", "--json")
    assert said.code == 0
    assert said.keys["breaches"] == said.keys["faults"] == said.keys["evidence"] == []
    assert said.keys["countersigned"]["by"] == ["IR", "OB", "RU", "TR", "UN"]
    assert (
        "Every leaf, signature, hash and rule holds." in founded.record("OB", "verify", "--workers", "1").out
    )


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("record", "log"), ()),
        (("record", "show"), ("0",)),
        (("record", "enter"), ()),
        (("record", "attest"), ()),
        (("record", "verify"), ("--workers", "1")),
        (("record", "replay"), ()),
        (("record", "sync"), ()),
        (("record", "prove"), ("0", "--out", "OUT")),
        (("record", "export"), ("OUT",)),
        (("record", "charter", "show"), ()),
        (("key", "show"), ()),
        (("status",), ()),
        (("journal", "verify"), ()),
    ],
    ids=lambda each: " ".join(each),
)
def test_json_keys_are_those_the_help_lists(
    delegations: Delegations, path: tuple[str, ...], words: tuple[str, ...]
) -> None:
    given = [str(delegations.folder / "out") if word == "OUT" else word for word in words]
    said = delegations.done("TR", *path, delegations.at("TR"), *given, "--json")
    assert set(said.keys) == listed_keys(*path)


def test_the_json_keys_of_import_are_those_the_help_lists(delegations: Delegations, tmp_path: Path) -> None:
    delegations.done("UN", "record", "export", delegations.at("UN"), tmp_path / "un.tar")
    said = delegations.record("OB", "import", tmp_path / "un.tar", "--json")
    assert set(said.keys) == listed_keys("record", "import")
