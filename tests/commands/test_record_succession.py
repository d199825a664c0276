"""The UN's machine is lost with the only host key: Russia goes on, all by the command line and by stick."""

import shutil
import tarfile
from pathlib import Path

from delegations import Delegations

from holdfire.record.key_file import key_fingerprint


def test_a_record_outlives_its_host_and_its_hosts_key(delegations: Delegations) -> None:
    shown = delegations.done("OB", "record", "charter", "show", delegations.at("OB"), "--json")
    gone = next(each for each in shown.keys["charter"]["keys"] if each["role"] == "host")
    shutil.rmtree(delegations.at("UN"))

    delegations.make_key("RU", "host", "ed25519")
    keys = delegations.folder / "RU-new.json"
    delegations.done("RU", "key", "show", delegations.at("RU"), "--enrol", keys)
    draft = delegations.folder / "next.json"
    dropped = fingerprint(gone)
    delegations.done(
        "RU", "record", "charter", "propose", delegations.at("RU"),
        "--enrol", keys, "--drop", dropped, "--out", draft,
    )  # fmt: skip
    delegations.sign(draft, "RU", "TR", "IR")
    delegations.done("RU", "record", "charter", "enter", delegations.at("RU"), draft)

    refused = delegations.record("RU", "sync")
    assert "record promote" in refused.err
    note = newest_checkpoint(delegations, "RU")
    told = [each for party in ("RU", "TR", "IR", "OB") for each in ("--latest", f"{party}={note}")]
    delegations.done("RU", "record", "promote", delegations.at("RU"), *told, "--lost", "UN")
    delegations.done("RU", "record", "sync", delegations.at("RU"))

    for party in ("TR", "IR", "OB"):
        assert delegations.give("RU", party).code == 0
        assert delegations.give(party, "RU").code == 0
    for party in ("TR", "IR", "OB"):
        assert delegations.give("RU", party).code == 0
    last = delegations.entry_of("IR", type="charter")
    assert (last["grade"], last["party"]) == ("joint", "RU")


def newest_checkpoint(delegations: Delegations, party: str) -> Path:
    """The checkpoint in the party's bundle, as a party hands it over."""
    bundle = delegations.folder / "newest.tar"
    delegations.done(party, "record", "export", delegations.at(party), bundle)
    path = delegations.folder / "checkpoint"
    with tarfile.open(bundle) as tar:
        member = tar.extractfile("checkpoint")
        assert member is not None
        path.write_bytes(member.read())
    return path


def fingerprint(key: dict[str, str]) -> str:
    return key_fingerprint(key["kind"], bytes.fromhex(key["public"]))
