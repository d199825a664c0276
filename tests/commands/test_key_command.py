"""A party's keys through the command line: made once, shown without secrets, replaced, revoked."""

from pathlib import Path

import pytest
from delegations import ORIGIN, Delegations


def fingerprint(delegations: Delegations, party: str, role: str, in_force: bool = True) -> str:
    keys = delegations.done(party, "key", "show", delegations.at(party), "--json").keys["keys"]
    (found,) = [k["fingerprint"] for k in keys if k["role"] == role and k["in_force"] is in_force]
    assert isinstance(found, str)
    return found


def successor(delegations: Delegations, party: str, *words: str) -> None:
    """Propose a successor with this party's present keys, have it signed by all, entered, and known."""
    enrolled, draft = delegations.folder / "new.json", delegations.folder / "next.json"
    delegations.done(party, "key", "show", delegations.at(party), "--enrol", enrolled)
    given = ("--enrol", enrolled, "--out", draft, *words)
    delegations.done(party, "record", "charter", "propose", delegations.at(party), *given)
    delegations.sign(draft, "RU", "TR", "IR")
    delegations.done(party, "record", "charter", "enter", delegations.at(party), draft)
    delegations.rounds()


def test_new_makes_a_key_for_every_duty_and_prints_no_secret(tmp_path: Path) -> None:
    delegations = Delegations(tmp_path)
    (tmp_path / "OB.pass").write_text("four quiet words of OB\n")
    delegations.done("OB", "record", "join", tmp_path / "OB", "--party", "OB", "--origin", ORIGIN)
    said = delegations.done("OB", "key", "new", tmp_path / "OB", "--json")
    assert [each["role"] for each in said.keys["keys"]] == [
        "author", "voter", "redactor", "witness", "mirror", "reader",
    ]  # fmt: skip
    assert len(list((tmp_path / "OB" / "keys").glob("*.key"))) == 6
    assert "sealed" not in said.out
    again = delegations.run("OB", "key", "new", tmp_path / "OB")
    assert again.code == 2
    assert "There are keys for this already" in again.err
    assert len(list((tmp_path / "OB" / "keys").glob("*.key"))) == 6


def test_a_new_key_takes_the_passphrase_of_the_others(tmp_path: Path) -> None:
    delegations = Delegations(tmp_path)
    delegations.join("OB")
    (tmp_path / "OB.pass").write_text("another set of words\n")
    said = delegations.run("OB", "key", "new", tmp_path / "OB", "--role", "host")
    assert said.code == 2
    assert "The passphrase does not open the key" in said.err


def test_an_easy_passphrase_is_refused_with_a_better_idea(tmp_path: Path) -> None:
    delegations = Delegations(tmp_path)
    (tmp_path / "OB.pass").write_text("secret\n")
    delegations.done("OB", "record", "join", tmp_path / "OB", "--party", "OB", "--origin", ORIGIN)
    said = delegations.run("OB", "key", "new", tmp_path / "OB")
    assert said.code == 2
    assert "The passphrase is too easy: 12 characters, 5 of them different" in said.err
    assert not list((tmp_path / "OB" / "keys").glob("*"))


def test_show_says_which_keys_are_in_force(founded: Delegations) -> None:
    said = founded.done("TR", "key", "show", founded.at("TR"))
    assert said.out.count("in force") == 6


def test_a_rotated_author_key_signs_once_both_charters_parties_have_signed(delegations: Delegations) -> None:
    old = fingerprint(delegations, "TR", "author")
    said = delegations.done("TR", "key", "rotate", delegations.at("TR"), "author", "--json").keys
    assert said["old"] == old
    new = said["new"]["fingerprint"]
    successor(delegations, "TR", "--drop", old)

    assert fingerprint(delegations, "TR", "author") == new
    assert delegations.record("TR", "attest").code == 0
    delegations.rounds()
    row = delegations.entry_of("OB", type="attest")
    shown = delegations.record("OB", "show", row["position"], "--json").keys
    assert (shown["key"], shown["void"], shown["grade"]) == (new, None, "joint")
    reader = delegations.done("OB", "record", "charter", "show", delegations.at("OB"), "--json").keys
    assert reader["charter"]["version"] == 1


def test_a_revoked_key_is_shown_and_replaced_by_a_new_one(delegations: Delegations) -> None:
    lost = fingerprint(delegations, "IR", "voter")
    said = delegations.done("IR", "key", "revoke", delegations.at("IR"), lost, "--reason", "laptop lost")
    assert f"Revocation of the voter key {lost} entered as" in said.out
    assert "grade 0, queued" in said.out
    delegations.rounds()
    assert "revoked" in delegations.done("IR", "key", "show", delegations.at("IR")).out
    again = delegations.run("IR", "key", "revoke", delegations.at("IR"), lost, "--reason", "again")
    assert again.code == 2
    assert f"{lost} is no key of IR that is in force." in again.err

    delegations.done("IR", "key", "new", delegations.at("IR"), "--role", "voter")
    successor(delegations, "IR")
    assert fingerprint(delegations, "IR", "voter") != lost
    assert delegations.record("OB", "verify", "--workers", "1").code == 0


def test_the_only_author_key_is_not_revoked_where_no_charter_could_follow(delegations: Delegations) -> None:
    key = fingerprint(delegations, "IR", "author")
    words = ("key", "revoke", delegations.at("IR"), key, "--reason", "laptop lost")
    said = delegations.run("IR", *words)
    assert said.code == 2
    assert "only 2 guarantors could sign a charter, and it takes 3: no charter could ever follow." in said.err
    assert delegations.record("IR", "log", "--own", "--json").keys["entries"] == []
    assert delegations.run("IR", *words, "--even-so").code == 0
    assert delegations.entry_of_own("IR")["type"] == "revoke"


@pytest.mark.parametrize("of", ["RU", "nobody"])
def test_only_an_own_key_in_force_can_be_revoked(founded: Delegations, of: str) -> None:
    named = fingerprint(founded, "RU", "author") if of == "RU" else "00112233445566aa"
    said = founded.run("TR", "key", "revoke", founded.at("TR"), named, "--reason", "x")
    assert said.code == 2
    assert f"{named} is no key of TR that is in force." in said.err


def test_the_passphrase_of_all_keys_changes_together(delegations: Delegations) -> None:
    new = delegations.folder / "new.pass"
    new.write_text("quite another sentence\n")
    said = delegations.done("OB", "key", "passphrase", delegations.at("OB"), "--new-passphrase-file", new)
    assert "6 key files have the new passphrase." in said.out
    assert delegations.record("OB", "sync").code == 2
    (delegations.folder / "OB.pass").write_text(new.read_text())
    assert delegations.record("OB", "sync").code == 0


def test_a_damaged_key_file_is_told_from_a_mistyped_passphrase(delegations: Delegations) -> None:
    (path,) = delegations.home("OB").keys.glob("author-*")
    path.write_bytes(path.read_bytes().replace(b'"sealed":"', b'"sealed":"00')[:-3])
    said = delegations.record("OB", "attest")
    assert said.code == 1
    assert "Restore it from a copy." in said.err or "canonical" in said.err
