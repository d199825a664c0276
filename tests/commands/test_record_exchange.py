"""Carrying the record by stick and by network: what comes over, what is refused, and nothing half-done."""

import time
from pathlib import Path

import pytest
from delegations import Delegations

from holdfire.commands.keys_of_ours import read_passphrase
from holdfire.commands.on_duty_now import keys_by, node_alone, on_duty
from holdfire.record.serving.app import App
from holdfire.record.serving.server import serve

YEAR_S = 31_557_600


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".sqlite-wal", ".sqlite-shm") and path.name != "duty.lock"
    }


def test_a_mistyped_passphrase_changes_nothing(delegations: Delegations) -> None:
    before = files_of(delegations.at("TR"))
    (delegations.folder / "TR.pass").write_text("four quiet words of RT\n")
    said = delegations.record("TR", "sync")
    assert said.code == 2
    assert "The passphrase does not open the key TR/" in said.err
    assert "Check keyboard layout and capitals." in said.err
    assert files_of(delegations.at("TR")) == before


@pytest.mark.parametrize("cut", [100, 3_000, 50_000])
def test_a_bundle_cut_short_is_refused_whole(delegations: Delegations, tmp_path: Path, cut: int) -> None:
    whole = tmp_path / "whole.tar.gz"
    assert delegations.record("TR", "attest").code == 0
    assert delegations.give("TR", "UN").code == 0
    delegations.done("UN", "record", "export", delegations.at("UN"), whole)
    (tmp_path / "cut.tar.gz").write_bytes(whole.read_bytes()[:cut])
    size = delegations.record("OB", "log", "--json").keys["size"]
    said = delegations.record("OB", "import", tmp_path / "cut.tar.gz")
    assert said.code == 1
    assert "Nothing was taken over; ask for the bundle again." in said.err
    assert delegations.record("OB", "log", "--json").keys["size"] == size


def test_a_bundle_that_is_not_there_is_wrong_use(founded: Delegations) -> None:
    said = founded.record("OB", "import", founded.folder / "none.tar.gz")
    assert said.code == 2
    assert "There is no file" in said.err


def test_another_log_of_the_same_name_is_told_from_ours(delegations: Delegations, tmp_path: Path) -> None:
    (tmp_path / "others").mkdir()
    others = Delegations(tmp_path / "others")
    others.found()
    others.done("UN", "record", "export", others.at("UN"), tmp_path / "others.tar.gz")
    said = delegations.record("OB", "import", tmp_path / "others.tar.gz")
    assert said.code == 1
    assert "is not signed with the host key of your charter" in said.err
    assert "It is of another log of the same name, or forged. Nothing was taken over." in said.err


def test_waiting_entries_bring_their_files_although_their_bundle_is_older(delegations: Delegations) -> None:
    secret = delegations.folder / "list.json"
    secret.write_text('{"name": "Omar"}')
    assert delegations.record("TR", "attest").code == 0
    assert delegations.give("TR", "UN").code == 0
    delegations.done("RU", "record", "confide", delegations.at("RU"), secret, "--to", "UN")
    assert delegations.give("RU", "UN").code == 0
    said = delegations.record(
        "UN", "show", delegations.entry_of("UN", type="confidential")["position"], "--json"
    )
    assert set(said.keys["blobs"].values()) == {True}


def test_a_bundle_from_an_entry_on_takes_only_its_files_along(founded: Delegations, tmp_path: Path) -> None:
    size = founded.record("TR", "log", "--json").keys["size"]
    whole = founded.done("TR", "record", "export", founded.at("TR"), tmp_path / "all.tar", "--json").keys
    words = ("record", "export", founded.at("TR"), tmp_path / "last.tar", "--from", size - 1, "--json")
    last = founded.done("TR", *words).keys
    assert 0 < last["blobs"] < whole["blobs"]
    assert last["bytes"] < whole["bytes"]
    none = founded.done("TR", *words[:3], tmp_path / "line.tar", "--without-files", "--json").keys
    assert none["blobs"] == 0


def test_a_clock_years_ahead_is_flagged_and_never_refused(
    delegations: Delegations, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    with monkeypatch.context() as clock:
        clock.setattr(time, "time", lambda: now + 3 * YEAR_S)
        assert delegations.record("TR", "attest").code == 0
    delegations.rounds()
    entry = delegations.entry_of("UN", type="attest")
    assert entry["grade"] == "joint"
    said = delegations.record("UN", "show", entry["position"])
    assert "odd clock      the claimed time is" in said.out
    assert "years after witnesses had signed the entry" in said.out


def test_two_processes_are_never_on_duty_for_one_node(founded: Delegations) -> None:
    with node_alone(founded.at("OB")):
        said = founded.record("OB", "sync")
        assert said.code == 2
        assert "Another process is on duty for this node." in said.err
        assert founded.record("OB", "log").code == 0, "looking is always allowed"


def test_a_node_alone_is_told_to_use_bundles(delegations: Delegations) -> None:
    said = delegations.record("TR", "sync")
    assert said.code == 0
    assert "exchange bundles (holdfire record export, import)" in said.out


def test_a_party_without_an_address_cannot_be_asked_for(founded: Delegations) -> None:
    said = founded.record("TR", "sync", "--with", "RU")
    assert said.code == 2
    assert "node.toml has no address of RU." in said.err


def test_over_the_network_an_entry_rises_and_a_silent_node_loses_nothing(delegations: Delegations) -> None:
    with node_alone(delegations.at("UN")) as node:
        keys = keys_by(node, delegations.folder / "UN.pass")
        with on_duty(node, keys) as duty, serve(App(duty, lambda: int(time.time()))) as running:
            for party in ("TR", "RU"):
                settings = delegations.home(party).settings_file
                settings.write_text(
                    settings.read_text() + f'UN = "{running.address}"\nIR = "http://127.0.0.1:9"\n'
                )
            assert delegations.record("TR", "attest").code == 0
            said = delegations.record("TR", "sync", "--json")
            assert (said.code, said.keys["handed_in"], said.keys["fetched"]) == (0, 1, 1)
            assert said.keys["troubles"] == []
            assert said.keys["newest"]["witnessed_by"] == ["TR"]
            assert delegations.record("RU", "sync").code == 0
            again = delegations.record("TR", "sync", "--json").keys
            assert set(again["newest"]["witnessed_by"]) >= {"TR", "RU"}
    gone = delegations.record("TR", "sync")
    assert gone.code == 0
    assert "not reached: UN at" in gone.out
    assert "Nothing is lost: it is tried again at the next sync." in gone.out


def test_a_node_serves_rounds_and_stops(delegations: Delegations) -> None:
    said = delegations.run("OB", "node", delegations.at("OB"), "--listen", "127.0.0.1:0", "--rounds", "2")
    assert said.code == 0
    assert "OB answers at http://127.0.0.1:" in said.err
    assert "(witness, mirror)" in said.err
    wrong = delegations.run("OB", "node", delegations.at("OB"), "--listen", "nowhere")
    assert wrong.code == 2
    assert "'nowhere' is no address to answer at. Write it as HOST:PORT" in wrong.err.replace("\n", " ")


def test_a_passphrase_is_never_an_argument(tmp_path: Path) -> None:
    file = tmp_path / "pass"
    file.write_bytes("vier stille Wörter hier\r\nsecond line".encode())
    assert read_passphrase(file) == "vier stille Wörter hier"


def test_a_lost_host_goes_on_only_once_every_witness_was_asked(
    delegations: Delegations, tmp_path: Path
) -> None:
    bundle = tmp_path / "tr.tar.gz"
    delegations.done("TR", "record", "export", delegations.at("TR"), bundle)
    old, new = delegations.home("UN"), tmp_path / "rebuilt"
    delegations.done("UN", "record", "join", new, "--party", "UN", "--origin", "record.example/astana")
    delegations.done("UN", "record", "trust", new, delegations.folder / "charter.json")
    for key in old.keys.iterdir():
        if key.name.startswith("host"):
            continue
        (new / "keys" / key.name).write_bytes(key.read_bytes())
    delegations.done("UN", "record", "import", new, bundle)
    (host,) = old.keys.glob("host-*")
    (new / "keys" / host.name).write_bytes(host.read_bytes())

    refused = delegations.run("UN", "record", "sync", new)
    assert refused.code == 3
    assert "holdfire record promote" in refused.err
    refused = delegations.run("UN", "record", "promote", new)
    assert refused.code == 3
    assert "The witnesses of IR, OB, RU, TR were not asked what they cosigned last." in refused.err

    words = []
    for party in ("IR", "OB", "RU", "TR"):
        note = tmp_path / f"{party}.note"
        with node_alone(delegations.at(party)) as node:
            note.write_bytes(node.own_note())
        words += ["--latest", f"{party}={note}"]
    said = delegations.run("UN", "record", "promote", new, *words)
    assert said.code == 0, said
    assert "The log goes on here from" in said.out
    assert delegations.run("UN", "record", "attest", new).code == 0
    assert delegations.run("UN", "record", "sync", new, "--json").keys["handed_in"] == 1
