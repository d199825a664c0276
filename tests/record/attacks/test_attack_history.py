"""Attacks on what was logged: an entry edited, the tail cut off, an entry slipped in, the log exchanged."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from cast import HOST_VKEY, NOON, ORIGIN, Log, charter, key
from court import Court, asked, charters_of, copied, edited, log_at, log_of, lying_host
from laptops import Laptop, opened
from served import SmallNode

from holdfire.errors import (
    CharterError,
    ForkError,
    ProofError,
    RegressionError,
    SignatureError,
    TransportError,
)
from holdfire.record.bracket import bracket
from holdfire.record.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.ed25519 import SigningKey
from holdfire.record.entry import read_leaf
from holdfire.record.evidence import Logged, altered_evidence, truncated_evidence
from holdfire.record.forks import compare, proved_fork
from holdfire.record.log_proof import check_log_proof, make_log_proof
from holdfire.record.policy import parse_policy
from holdfire.record.rounds import Round, fetch, hand_in
from holdfire.record.standing import judged
from holdfire.record.storage.heads import HeadStore
from holdfire.record.transport import Transport, direct
from holdfire.record.tree import leaf_hash
from holdfire.record.wire import Answer, write_add_checkpoint
from holdfire.record.witness import Witness


def acted(laptops: dict[str, Laptop], rounds: int = 1) -> None:
    """Each party enters something; the host logs it, and all follow and cosign."""
    host = laptops["UN"]
    for _ in range(rounds):
        for party in ("RU", "TR", "IR", "OB"):
            laptops[party].act(text=f"seen by {party}")
            laptops[party].round(host)
        host.act(text="seen by the host")
        host.round()
    for party in ("RU", "TR", "IR", "OB"):
        laptops[party].round(host)


def test_an_edited_entry_is_known_to_every_follower_and_the_host_convicted(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    """1: the operator edits one old entry, computes all tiles anew and signs again."""
    acted(laptops)
    host = laptops["UN"].node
    true = log_at(host)
    leaves = list(true.leaves)
    leaves[3] = edited(leaves[3])
    forged = log_of(leaves)
    with lying_host(tmp_path / "forged", forged) as other:
        for party in ("RU", "TR", "IR", "OB"):
            node = laptops[party].node
            with pytest.raises(ForkError, match="signed two trees of") as told:
                fetch(node, other, Round())
            court.confirms(told.value.evidence, "fork", true.leaves[0])
            assert len(node.evidence()) == 1
            assert node.log.root() == true.root()
    shown = Logged(3, forged.leaves[3], tuple(true.inclusion(3)))
    altered = altered_evidence(shown, leaf_hash(true.leaves[3]), true.checkpoint(), charters_of(true))
    court.confirms(altered, "altered", true.leaves[0])
    court.finds_void(forged, 3, "signature")


def test_whichever_entry_is_edited_a_witness_refuses_and_keeps_the_proof(
    court: Court, tmp_path: Path
) -> None:
    """1: every old entry in turn; the proof asked for leads from the tree that the witness cosigned."""
    true = Log().fill(13)
    for index in range(1, 13):
        forged = log_of([*true.leaves[:index], edited(true.leaves[index]), *true.leaves[index + 1 :]])
        forged.fill(15)
        heads = HeadStore.open(tmp_path / f"{index}.sqlite")
        alarms: list[bytes] = []
        witness = Witness("TR", [key("TR", "witness")], heads, {ORIGIN: [HOST_VKEY]}, alarms.append)
        first = witness.add_checkpoint(write_add_checkpoint(0, [], true.checkpoint()), NOON)
        told = witness.add_checkpoint(
            write_add_checkpoint(13, forged.consistency(13), forged.checkpoint()), NOON
        )
        assert (first.status, told.status) == (200, 422)
        assert len(alarms) == 1
        if index in (1, 12):
            court.confirms(alarms[0], "fork", true.leaves[0])
        again = witness.add_checkpoint(write_add_checkpoint(13, [], true.checkpoint()), NOON)
        assert again.status == 422, "a log that showed two histories is cosigned no more"
        heads.close()


def test_an_entry_of_a_forged_signature_cannot_hide_behind_a_genuine_checkpoint() -> None:
    """1: the proof file of the edited entry under the checkpoint that was really signed."""
    log = Log().fill(9)
    proof = log.proof(4)
    with pytest.raises(ProofError, match="root"):
        check_log_proof(proof, edited(log.leaves[4]), parse_policy(charter().witnessed.encode()))


def test_a_host_whose_log_was_restored_from_an_old_copy_signs_nothing(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    """2: the log is set back, the store of heads lies on another disk."""
    host = laptops.pop("UN")
    folder = host.home.folder
    host.close()
    shutil.copytree(folder, tmp_path / "backup")
    host = laptops["UN"] = Laptop(tmp_path / "laptops", "UN")
    acted(laptops)
    signed, leaf = host.duty.newest_note(), host.node.log.leaf(0)
    laptops.pop("UN").close()
    for each in folder.glob("*.sqlite*"):
        if not each.name.startswith("heads"):
            each.unlink()
    (folder / "snapshot.json").unlink()
    for each in (tmp_path / "backup").glob("*.sqlite*"):
        if not each.name.startswith("heads"):
            shutil.copy(each, folder)
    with pytest.raises(RegressionError, match="a head over 6 was vouched for"):
        Laptop(tmp_path / "laptops", "UN")
    assert signed is not None
    old = log_at(laptops["TR"].node)
    evidence = truncated_evidence(signed, old.checkpoint(1))
    assert "after the larger" in court.confirms(evidence, "truncated", leaf).rests_on


def test_a_host_set_back_with_all_its_stores_is_told_by_authors_and_witnesses(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    """2: the whole folder is an old copy, heads included. First it shows less, then something else."""
    acted(laptops)
    true = log_at(laptops["UN"].node)
    turkey = laptops["TR"]
    set_back = true.branch(3)
    with lying_host(tmp_path / "short", set_back) as other:
        with pytest.raises(RegressionError, match="shows 3 entries, and it signed 6 before"):
            fetch(turkey.node, other, Round())
        (name,) = turkey.node.evidence()
        evidence = (turkey.node.home.evidence / name).read_bytes()
        court.confirms(evidence, "truncated", true.leaves[0])
    asking = write_add_checkpoint(3, [], set_back.checkpoint())
    told = turkey.duty.witness.add_checkpoint(asking, NOON)  # type: ignore[union-attr]
    assert (told.status, told.body) == (409, b"6\n")
    set_back.fill(8)
    with lying_host(tmp_path / "other", set_back) as other:
        with pytest.raises(ForkError, match="does not begin with the tree of 6") as fork:
            fetch(turkey.node, other, Round())
        court.confirms(fork.value.evidence, "fork", true.leaves[0])


def test_an_authors_receipt_convicts_the_host_that_lost_the_entry(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    """2: only the author has the checkpoint over its entry; what the host shows later contradicts it."""
    acted(laptops)
    host, turkey = laptops["UN"], laptops["TR"]
    before = log_at(host.node)
    turkey.act(text="the entry that is to vanish")

    hand_in(turkey.node, host.transport, opened("TR", "author"), Round())
    forged = before.branch(before.size).fill(before.size + 3)
    with lying_host(tmp_path / "without it", forged) as other:
        with pytest.raises(ForkError) as fork:
            fetch(turkey.node, other, Round())
        court.confirms(fork.value.evidence, "fork", before.leaves[0])
    assert turkey.node.outbox.kept()[-1].logged is False
    assert turkey.node.log.size == before.size, "nothing of the second history was taken over"


def test_a_receipt_that_proves_nothing_is_no_receipt(laptops: dict[str, Laptop]) -> None:
    """2: the host answers 200 with a proof of another tree, or by another key."""

    turkey = laptops["TR"]
    turkey.act()
    leaf = turkey.node.outbox.kept()[-1].leaf
    assert leaf is not None
    log = log_at(laptops["UN"].node)
    foreign = log_of([*log.leaves, leaf])
    right = foreign.proof(1, foreign.checkpoint())

    def answering(content: bytes) -> Transport:
        return direct(
            "UN",
            lambda request: Answer(200, "text/plain", content if request.path == "/add-entry" else b""),
        )

    for content, error in (
        (replace(right, hashes=(b"\0" * 32,)).to_bytes(), ProofError),
        (replace(right, checkpoint=_by_stranger(foreign)).to_bytes(), SignatureError),
        (log.proof(0, log.checkpoint()).to_bytes(), TransportError),
    ):
        with pytest.raises(error):
            hand_in(turkey.node, answering(content), opened("TR", "author"), Round())
    assert turkey.node.notes.note(2) is None


def _by_stranger(log: Log) -> bytes:
    stranger = SigningKey.from_seed(b"\x07" * 32)
    return sign_checkpoint(Checkpoint(ORIGIN, log.size, log.root()), stranger)


def test_an_entry_slipped_into_the_past_is_a_fork_wherever_it_is_put(court: Court) -> None:
    """5: at each place below the size that was signed."""
    true = Log().fill(11)

    extra = true.branch(11).scribe("RU").act("patrol")
    for index in range(1, 11):
        forged = log_of([*true.leaves[:index], extra, *true.leaves[index:]])
        found = compare(
            true.hashes, 11, true.checkpoint(), forged.checkpoint(), HOST_VKEY,
            forged.consistency(11),
        )  # fmt: skip
        assert found is not None
        if index in (1, 10):
            court.confirms(found.evidence, "fork", true.leaves[0])


def test_a_back_dated_entry_stands_with_its_proved_time_and_is_flagged() -> None:
    """5: an author claims last year. It is logged where it arrived, and its bracket says when that was."""
    log = Log().fill(6)
    seen = log.cosigned()
    scribe = log.scribe("TR")
    scribe.seen, scribe.clock = (6, log.root().hex()), NOON - 31_557_600
    index = log.size
    entry = read_leaf(log.add(scribe.act("protocol of last year")))
    notes = [judged(note, charter()) for note in (seen, log.cosigned(times=NOON + 900))]
    told = bracket(entry, index, notes)
    assert (told.not_before, told.not_after) == (NOON, NOON + 900)
    assert told.flags == ("the claimed time is 365 days before what its author had already seen",)
    # There is nobody to convict: a clock may be wrong. That it is flagged is the result.
    assert log.state().breaches == []


def test_a_log_of_the_same_name_with_another_charter_is_never_begun(tmp_path: Path, court: Court) -> None:
    """21: the origin is exchanged for a log of the attacker's, whose charter its own keys approved."""
    swapped = Log(made=charter(title="Another memorandum")).fill(9)
    laptop = Laptop(tmp_path / "laptops", "TR")
    with (
        lying_host(tmp_path / "swapped", swapped) as other,
        pytest.raises(CharterError, match="begins with another charter"),
    ):
        fetch(laptop.node, other, Round())
    assert laptop.node.log.size == 0
    laptop.close()
    # Its own evidence proves nothing to whoever pinned the true charter.
    ours = Log()
    fork = swapped.branch(4).fill(9)

    brought = [each.plain for each in charters_of(swapped)]
    evidence = proved_fork(
        parse_checkpoint(fork.checkpoint()),
        parse_checkpoint(swapped.checkpoint()),
        [HOST_VKEY],
        charters=brought,
    ).evidence
    court.throws_out(evidence, ours.leaves[0])
    court.confirms(evidence, "fork", swapped.leaves[0])


def test_a_checkpoint_by_another_key_or_of_another_log_is_refused(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    """21: the key of the log is exchanged (CVE-2022-39199: the identity was taken from the answer)."""
    acted(laptops)
    true = log_at(laptops["UN"].node)
    turkey = laptops["TR"].node
    small = SmallNode(tmp_path / "small", copied(true).fill(true.size + 2), true.size + 2, "UN")
    small.log.checkpoint = lambda size=None: _by_stranger(small.log)  # type: ignore[method-assign]
    with pytest.raises(SignatureError, match="not signed by"):
        fetch(turkey, asked(small), Round())
    elsewhere = Log("record.example/elsewhere").fill(9)
    small.log = elsewhere
    with pytest.raises(SignatureError, match=r"elsewhere|not signed"):
        fetch(turkey, asked(small), Round())
    small.close()
    proof = make_log_proof(2, tuple(true.inclusion(2)), _by_stranger(true), true.leaves[2])
    assert "not signed by the log's key" in court.reads_proof(proof.to_bytes(), true.leaves[0])["verdict"]
