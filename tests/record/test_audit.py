"""A full audit on several processes comes to what the fold comes to, on whatever a log holds."""

from collections.abc import Callable
from pathlib import Path

import apsw
import pytest
from cast import GUARANTORS, ORIGIN, Log, charter, enrolment, hash_of, in_order, key

from holdfire.errors import StorageError
from holdfire.record import audit as audits
from holdfire.record.audit import Audited, audit
from holdfire.record.ed25519 import fingerprint
from holdfire.record.entry import read_leaf
from holdfire.record.storage.log_store import LogStore, NewLeaf


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many pieces of a small log, so that keys go out of force between handing out and folding."""
    monkeypatch.setattr(audits, "PIECE", 3)


def audited(folder: Path, log: Log, spoil: Callable[[apsw.Connection], None] | None = None) -> Audited:
    """The audit of the log as a file; `spoil` does to the file what rot or a dishonest host would."""
    path = folder / "log.sqlite"
    store = LogStore.open(path, origin=ORIGIN)
    # The columns beside the leaf are not believed by an audit, so here they say nothing.
    store.append([NewLeaf("", -1, leaf) for leaf in log.leaves])
    store.close()
    if spoil:
        file = apsw.Connection(str(path))
        spoil(file)
        file.close()
    return audit(path, ORIGIN, log.size, workers=2)


def same_as_fold(folder: Path, log: Log) -> Audited:
    told, state = audited(folder, log), log.state()
    assert (told.size, told.root) == (log.size, log.root())
    assert told.state == state
    assert told.breaches == tuple(state.breaches)
    assert told.state.root() == state.root()
    return told


def test_a_log_of_acts_by_all_parties(tmp_path: Path) -> None:
    told = same_as_fold(tmp_path, Log().fill(40))
    assert told.breaches == ()
    assert told.state.acts["TR", "intake"] == 8


def test_a_log_of_its_charter_alone(tmp_path: Path) -> None:
    assert same_as_fold(tmp_path, Log()).state.origin == ORIGIN


def test_votes_redactions_and_attestations_among_acts(tmp_path: Path) -> None:
    log = Log().fill(9)
    target = log.add(log.scribe("IR").act())
    proposal = log.add(log.scribe("TR").proposal("line", b"The line runs along the river."))
    log.fill(15)
    for party in GUARANTORS:
        log.add(log.scribe(party).vote(proposal))
    redact = log.add(log.scribe("IR").redact(target))
    log.fill(25)
    log.add(log.scribe("RU").approve(redact), log.scribe("UN").erased(redact))
    log.add(log.scribe("OB").attest(20, log.state(20).root()))
    told = same_as_fold(tmp_path, log.fill(36))
    assert told.breaches == ()
    assert told.state.proposals[hash_of(proposal)].outcome == "adopted"
    assert told.state.redactions[hash_of(redact)].erased == {"UN"}


def test_acts_by_a_key_after_its_revocation_are_void(tmp_path: Path) -> None:
    """The revocation comes while the pieces after it are with the workers, who still know the key."""
    log = Log().fill(5)
    log.add(log.scribe("TR").revoke("author"))
    told = same_as_fold(tmp_path, log.fill(20))
    assert {each.reason for each in told.breaches} == {"author"}
    assert len(told.breaches) == 3


def test_a_charter_brings_a_new_key_into_force_and_takes_the_old_one_out(tmp_path: Path) -> None:
    log = Log().fill(7)
    secret = key("OB", "author of 2018")
    # The possession of a reader's key is proved by an author key of the same charter: both go.
    kept = [
        each for each in charter().keys if (each.party, each.role) not in {("OB", "author"), ("OB", "reader")}
    ]
    listed = in_order([*kept, enrolment("OB", "author", secret=secret)])
    successor = charter(version=1, previous=hash_of(log.leaves[0]), keys=listed)
    log.add(log.scribe("RU").charter(successor, ("RU", "IR")))  # not enough: void, and in its place
    log.fill(12)
    log.add(log.scribe("RU").charter(successor, GUARANTORS))
    observer = log.scribe("OB")
    old = observer.seq, observer.prev
    log.add(observer.act())
    observer.seq, observer.prev = old
    for _ in range(6):
        digest = observer.file(b"particulars")
        content = {"act": "intake", "particulars": digest, "public": False}
        log.add(observer.write("act", content, secret=secret, blobs=(digest,)))
    told = same_as_fold(tmp_path, log)
    assert [each.reason for each in told.breaches] == ["charter", "author"]
    assert told.state.keys[fingerprint("ed25519", secret.public)].party == "OB"
    assert told.state.acts["OB", "intake"] == 8


@pytest.mark.parametrize("at", [1, 2, 6, 11, 19])
def test_an_entry_with_a_bit_flipped_is_void_and_the_rest_of_its_feed_with_it(
    tmp_path: Path, at: int
) -> None:
    log = Log().fill(20)
    leaves, log = log.leaves, Log()
    bent = bytearray(leaves[at])
    bent[leaves[at].index(b'"t_claimed":') + 13] ^= 1  # one digit of the claimed time
    log.add(*leaves[1:at], bytes(bent), *leaves[at + 1 :])
    told = same_as_fold(tmp_path, log)
    assert told.breaches[0].index == at
    assert told.breaches[0].reason == "signature"
    assert {each.reason for each in told.breaches[1:]} <= {"gap"}


def test_bytes_that_are_no_leaf_are_void(tmp_path: Path) -> None:
    log = Log().fill(5)
    log.add(b"no leaf", b"{}", b"\xff" * 40)
    told = same_as_fold(tmp_path, log.fill(12))
    assert [(each.index, each.reason) for each in told.breaches] == [(5, "form"), (6, "form"), (7, "form")]


def test_gaps_replays_and_chains_that_do_not_fit_are_void(tmp_path: Path) -> None:
    log = Log().fill(11)
    again = log.leaves[8]
    turkey = log.scribe("TR")
    missing = turkey.act()
    late = turkey.act()
    other = Log().scribe("TR")
    other.seq, other.prev = read_leaf(missing).body.seq, "0" * 64
    log.add(again, late, other.act(), missing, late)
    told = same_as_fold(tmp_path, log.fill(20))
    assert [each.reason for each in told.breaches] == ["replay", "gap", "feed"]


def test_an_act_logged_too_early_and_again_too_late_is_redacted_where_it_stands(tmp_path: Path) -> None:
    """The same leaf is in the log three times; what refers to it means the time at which it stands."""
    log = Log().fill(6)
    turkey = log.scribe("TR")
    before, target = turkey.act(), turkey.act()
    log.add(target, before, target)
    log.fill(14)
    log.add(target)
    redact = log.add(log.scribe("IR").redact(target))
    told = audited(tmp_path, log)
    assert [(each.index, each.reason) for each in told.breaches] == [(6, "gap"), (14, "replay")]
    assert told.state.redactions[hash_of(redact)].target == hash_of(target)


def test_what_comes_later_in_the_log_cannot_be_referred_to(tmp_path: Path) -> None:
    log = Log().fill(7)  # so that target and redaction are in one piece
    target = log.scribe("TR").act()
    log.add(log.scribe("IR").redact(target), target)
    told = same_as_fold(tmp_path, log.fill(12))
    assert [(each.index, each.reason) for each in told.breaches] == [(7, "target")]


def test_an_act_that_does_not_follow_the_one_just_before_it_is_void(tmp_path: Path) -> None:
    log = Log().fill(7)
    turkey = log.scribe("TR")
    log.add(turkey.act())
    seq, prev = turkey.seq, turkey.prev
    turkey.prev = "0" * 64
    log.add(turkey.act())
    turkey.seq, turkey.prev = seq, prev
    told = same_as_fold(tmp_path, log.fill(16))
    assert [(each.index, each.reason) for each in told.breaches] == [(8, "feed")]


def test_a_void_act_of_the_right_number_uses_its_number_up(tmp_path: Path) -> None:
    log = Log().fill(4)
    turkey = log.scribe("TR")
    log.add(turkey.write("act", {"act": "intake", "particulars": "0" * 64, "public": False}))
    told = same_as_fold(tmp_path, log.fill(16))
    assert [(each.reason, each.in_feed) for each in told.breaches] == [("form", True)]
    assert told.state.acts["TR", "intake"] == 3


def test_an_act_by_the_wrong_role_is_void(tmp_path: Path) -> None:
    log = Log().fill(4)
    turkey = log.scribe("TR")
    name, seq, prev = turkey.file(b"particulars"), turkey.seq, turkey.prev
    content = {"act": "intake", "particulars": name, "public": False}
    log.add(turkey.write("act", content, "voter", blobs=(name,)))
    turkey.seq, turkey.prev = seq, prev
    told = same_as_fold(tmp_path, log.fill(12))
    assert [each.reason for each in told.breaches] == ["role"]


def test_an_act_signed_with_the_key_of_another_party_is_void(tmp_path: Path) -> None:
    log = Log().fill(4)
    turkey = log.scribe("TR")
    name, seq, prev = turkey.file(b"particulars"), turkey.seq, turkey.prev
    content = {"act": "intake", "particulars": name, "public": False}
    log.add(turkey.write("act", content, secret=key("RU", "author"), blobs=(name,)))
    turkey.seq, turkey.prev = seq, prev
    told = same_as_fold(tmp_path, log.fill(12))
    assert [each.reason for each in told.breaches] == ["author"]


def test_entries_of_another_log_are_void(tmp_path: Path) -> None:
    log, other = Log().fill(6), Log("record.example/other").fill(6)
    log.add(*other.leaves)
    told = same_as_fold(tmp_path, log.fill(20))
    assert {each.index for each in told.breaches} == set(range(6, 12))


def test_only_the_entries_asked_for_are_audited(tmp_path: Path) -> None:
    log = Log().fill(20)
    audited(tmp_path, log)
    told = audit(tmp_path / "log.sqlite", ORIGIN, 13)
    assert (told.size, told.root, told.state) == (13, log.root(13), log.state(13))


def test_a_lost_row_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"Entry 11 is missing from .*log\.sqlite"):
        audited(
            tmp_path, Log().fill(20), lambda file: file.execute("DELETE FROM entries WHERE position = 11")
        )


def test_a_row_that_rot_has_made_a_text_is_audited_as_the_bytes_it_is(tmp_path: Path) -> None:
    def spoil(file: apsw.Connection) -> None:
        file.execute("UPDATE entries SET leaf = CAST(x'ff41' AS TEXT) WHERE position = 7")

    told = audited(tmp_path, Log().fill(20), spoil)
    assert (told.breaches[0].index, told.breaches[0].reason) == (7, "form")


def test_a_file_that_is_no_log_is_told(tmp_path: Path) -> None:
    (tmp_path / "log.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(StorageError, match="cannot be read"):
        audit(tmp_path / "log.sqlite", ORIGIN, 3)
    with pytest.raises(StorageError, match="does not open"):
        audit(tmp_path / "none.sqlite", ORIGIN, 3)


def test_the_log_of_another_origin_is_told(tmp_path: Path) -> None:
    audited(tmp_path, Log().fill(5))
    with pytest.raises(StorageError, match=r"is the log of record\.example/astana, not of foreign"):
        audit(tmp_path / "log.sqlite", "foreign.example/log", 5)


def test_an_attestation_to_another_state_is_told_and_a_right_one_is_not(tmp_path: Path) -> None:
    log = Log().fill(11)
    log.add(log.scribe("RU").attest(8, log.state(8).root()))
    log.add(log.scribe("IR").attest(8, bytes(32)))
    log.add(log.scribe("TR").attest(log.size, log.state().root()))
    log.fill(20)
    told = audited(tmp_path, log)
    assert told.breaches == ()
    (disputed,) = told.disputed
    assert (disputed.index, disputed.party, disputed.size, disputed.attested) == (12, "IR", 8, "00" * 32)
    assert disputed.computed == log.state(8).root().hex()
