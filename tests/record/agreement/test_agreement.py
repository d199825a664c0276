"""The package and the single-file verifier say the same of everything: a fixed part of long_run.py."""

import json
import random
from pathlib import Path
from types import SimpleNamespace

import pytest
import test_evidence_files as evidence
from bent import folder
from bent_files import SMALL, script_evidence
from both import Disagreement, Folds, accepts, one_leaf, one_signature, said, verifier
from cast import ORIGIN, Log, hash_of
from scripts import Script
from written import name_of

from holdfire.record.bundle_import import feed_place
from holdfire.record.evidence_check import check_evidence
from holdfire.record.evidence_file import Trust
from holdfire.record.fold import fold
from holdfire.record.node import Node
from holdfire.record.state import State
from holdfire.record.storage.log_store import LogStore


@pytest.mark.parametrize("seed", range(24))
def test_entries_at_random_are_void_for_one_reason_and_give_one_state(seed: int) -> None:
    script = Script(seed)
    for _ in range(70):
        script.step()
    script_evidence(random.Random(seed), script)


def test_the_random_entries_break_every_rule_and_reach_every_outcome() -> None:
    reasons, outcomes = set(), set()
    for seed in range(100, 114):
        script = Script(seed)
        for _ in range(90):
            reasons.add(script.step())
        fold = script.folds.other
        outcomes |= {each["state"]["outcome"] for each in fold.proposals.values()} | {fold.term["state"]}
        outcomes |= {"redacted" for each in fold.redactions.values() if each["in_force"] >= 0}
        outcomes |= {f"charter {fold.charters[-1].version > 0}"} if fold.charters else set()
    assert reasons >= {
        "", "approval", "author", "charter", "double", "feed", "foreign", "form", "gap", "late", "replay",
        "role", "signature", "state", "target", "text", "time",
    }  # fmt: skip
    assert outcomes >= {"open", "adopted", "no consensus", "lapsed", "in force", "redacted", "charter True"}


@pytest.mark.parametrize("name", SMALL)
def test_what_is_bent_at_random_is_taken_by_both_or_by_none(name: str) -> None:
    ask, times = SMALL[name]
    chance = random.Random(name)
    for _ in range(5 * times):
        ask(chance)


def test_both_agree_on_914_edge_cases_of_signatures(shared: Path) -> None:
    cases = json.loads((shared / "vectors/cctv-ed25519/ed25519/ed25519vectors.json").read_text())
    for case in cases:
        one_signature(bytes.fromhex(case["key"]), case["msg"].encode(), bytes.fromhex(case["sig"]))
    assert len(cases) == 914


def test_a_difference_is_seen() -> None:
    folds = Folds(ORIGIN)
    folds.step(Log().leaves[0])
    folds.other.put("time", 1)
    with pytest.raises(Disagreement, match="state after entry 1"):
        folds.step(Log().fill(2).leaves[1])


def test_recipients_of_mixed_kinds_are_out_of_form_and_end_no_fold() -> None:
    log = Log()
    file = {
        "bucket": 4096,
        "cek_mac": "0" * 64,
        "ciphertext": "1" * 64,
        "class": "line",
        "id": "0" * 32,
        "wraps": "2" * 64,
    }
    for odd in (["0" * 16, True], [["x"], {}], [{}], [1, "0" * 16]):
        content = {"file": {**file, "recipients": odd}}
        log.add(
            log.scribe("TR").write("confidential", content, blobs=("1" * 64, "2" * 64), digests=("0" * 64,))
        )
    folds = Folds(ORIGIN)
    assert [folds.step(leaf) for leaf in log.leaves] == ["", "form", "form", "form", "form"]


def twice_logged() -> Log:
    """A leaf that the host logged too early, where it is void, again in its turn, and once more after it."""
    log = Log()
    first, second = log.scribe("TR").act("patrol"), log.scribe("TR").act("secret")
    log.add(second, first, second, second)
    log.add(log.scribe("IR").redact(second))
    return log


def test_a_leaf_logged_twice_can_be_referred_to_where_it_stands() -> None:
    folds = Folds(ORIGIN)
    assert [folds.step(leaf) for leaf in twice_logged().leaves] == ["", "gap", "", "", "replay", ""]


def test_a_node_finds_the_leaf_logged_twice_where_it_stands(tmp_path: Path) -> None:
    log, state = twice_logged(), State()
    store = LogStore.open(tmp_path / "log", origin=ORIGIN, synchronous="OFF")
    store.append([feed_place(leaf) for leaf in log.leaves])
    node = SimpleNamespace(log=store, state=state)
    fold(state, log.leaves, lambda wanted: Node.entry_of(node, wanted))  # type: ignore[arg-type]
    store.close()
    assert [(each.index, each.reason) for each in state.breaches] == [(1, "gap"), (4, "replay")]
    assert list(state.redactions) == [hash_of(log.leaves[5])]


def test_a_leaf_logged_twice_makes_no_evidence_against_who_refers_to_it() -> None:
    log = twice_logged()
    raw, first = evidence.void_of(log, 5, "target", *range(5)), hash_of(log.leaves[0])
    assert not accepts(lambda: check_evidence(raw, Trust(charter_leaf=first)))[0]
    assert said(folder(), "evidence", raw, "--charter-hash", first).startswith("refuted: ")


def test_a_type_that_does_not_exist_is_out_of_form() -> None:
    log = Log()
    leaf = log.scribe("TR").write("manifesto", {})
    with pytest.raises(verifier().Refused, match="`type` is not of its form"):
        verifier().read_leaf(leaf)
    one_leaf(leaf)
    assert Folds(ORIGIN).step(leaf) == "form"


def test_evidence_of_an_empty_leaf_is_read_by_both() -> None:
    log = Log().fill(3)
    log.add(b"")
    raw, first = evidence.void_of(log, 3, "form"), hash_of(log.leaves[0])
    assert accepts(lambda: check_evidence(raw, Trust(charter_leaf=first)))[0]
    assert said(folder(), "evidence", raw, "--charter-hash", first) == "proved"


def test_a_charter_of_one_party_is_sound_for_neither() -> None:
    """Two parties must approve a redaction, and another one must mirror."""
    script = Script(3)
    script.sound = True
    plan = script.plan
    plan["standing"] = {"A": "guarantor", "UN": "un"}
    plan["keys"] = [each for each in plan["keys"] if each[0] in ("A", "UN")]
    plan.update(k=1, m=2, mirrors=1, needed=2)
    assert script.step() == ""
    assert script.folds.other.charters[0].keys[name_of(("A", "author", 0))].party == "A"
    for change in ({"mirrors": 2}, {"mirrors": 0}, {"m": 3}, {"m": 1}, {"k": 2}, {"needed": 1}):
        again = Script(3)
        again.sound, again.plan = True, {**plan, **change}
        assert again.step() == "charter"
    alone = Script(3)
    alone.sound, alone.plan = True, {**plan, "keys": [k for k in plan["keys"] if k[:2] != ("UN", "mirror")]}
    assert alone.step() == "charter"
