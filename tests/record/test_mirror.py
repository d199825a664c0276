"""A mirror takes a log package by package, from anywhere on, and vouches for what it holds and no more."""

import gzip
import threading
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from cast import HOST_VKEY, NOON, ORIGIN, Log, key
from hypothesis import given
from hypothesis import strategies as st

from holdfire.errors import ProofError, StorageError, TransportError
from holdfire.record.checkpoint import parse_checkpoint
from holdfire.record.cosignature import check_cosignatures, witness_vkey
from holdfire.record.mirror import EXCESS_MAX, Mirror
from holdfire.record.mirror_upload import upload, upload_body
from holdfire.record.storage.heads import HeadStore
from holdfire.record.storage.log_store import LogStore, NewLeaf
from holdfire.record.streams import Gunzip
from holdfire.record.wire import (
    MIRROR_TYPE,
    Answer,
    MirrorState,
    UploadHead,
    parse_mirror_state,
    parse_signatures,
    write_add_checkpoint,
)
from holdfire.record.witness import Witness

NAME = f"{ORIGIN}/mirror/TR"
LOG = Log().fill(700)


class Desk:
    """A witness and mirror of TR, with an empty copy of the log, and the source it is filled from."""

    def __init__(self, folder: Path, log: Log = LOG) -> None:
        self.folder, self.log = folder, log
        folder.mkdir(exist_ok=True)
        self.source = LogStore.open(folder / "source.sqlite", synchronous="OFF")
        self.source.append([NewLeaf("", at, leaf) for at, leaf in enumerate(log.leaves)])
        self.open()

    def open(self) -> None:
        self.copy = LogStore.open(self.folder / "copy.sqlite")
        self.heads = HeadStore.open(self.folder / "heads.sqlite")
        self.witness = Witness(
            "TR", [key("TR", "witness")], self.heads, {ORIGIN: [HOST_VKEY]}, lambda evidence: None
        )
        self.mirror = Mirror(ORIGIN, self.witness, [key("TR", "mirror")], self.heads, self.copy)

    def reopen(self) -> None:
        self.close()
        self.open()

    def close(self) -> None:
        self.copy.close()
        self.heads.close()

    def pend(self, size: int) -> None:
        note = self.witness.latest(ORIGIN)
        old = parse_checkpoint(note).checkpoint.size if note else 0
        proof = self.log.consistency(old, size) if old else []
        body = write_add_checkpoint(old, proof, self.log.checkpoint(size))
        assert self.witness.add_checkpoint(body, NOON).status == 200

    def body(self, start: int, end: int, packages: int = 32) -> bytes:
        return upload_body(self.source, ORIGIN, MirrorState(end, start), packages)

    def send(self, body: bytes) -> Answer:
        return self.mirror.add_entries(BytesIO(body), NOON)

    @property
    def own_size(self) -> int:
        return self.heads.head(NAME).size


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.close()
    desk.source.close()


def state(answer: Answer) -> tuple[int, int, int]:
    """Status, and the size and next entry that a mirror tells."""
    assert answer.content_type == MIRROR_TYPE
    told = parse_mirror_state(answer.body)
    assert told.ticket == b""
    return answer.status, told.size, told.next_entry


def words(answer: Answer) -> str:
    return answer.body.decode()


def vouched(note: bytes) -> int:
    """The size that the note's mirror cosignature stands under."""
    signed = parse_checkpoint(note)
    (cosignature,) = check_cosignatures(signed, {"TR": witness_vkey(NAME, key("TR", "mirror"))})
    assert cosignature.time == NOON
    return signed.checkpoint.size


@pytest.mark.parametrize("size", [1, 255, 256, 257, 512, 700])
def test_a_whole_log_is_taken_in_one_upload_and_vouched_for(desk: Desk, size: int) -> None:
    desk.pend(size)
    assert desk.mirror.latest() is None
    answer = desk.send(desk.body(0, size))
    assert answer.status == 200
    assert desk.copy.leaves(0, size) == LOG.leaves[:size]
    assert vouched(desk.mirror.latest() or b"") == size
    signed = parse_checkpoint(LOG.checkpoint(size)).with_signatures(*parse_signatures(answer.body))
    assert signed.to_bytes() == desk.mirror.latest()


def test_an_entry_of_the_copy_is_found_by_its_feed(desk: Desk) -> None:
    desk.pend(5)
    desk.send(desk.body(0, 5))
    assert desk.copy.by_feed("RU", 0) == 0
    assert desk.copy.by_feed("TR", 0) == 1


def test_what_is_no_entry_is_mirrored_all_the_same(tmp_path: Path) -> None:
    log = Log()
    log.add(b"\x00\xff not canonical", b"{}")
    desk = Desk(tmp_path, log)
    desk.pend(3)
    assert desk.send(desk.body(0, 3)).status == 200
    assert desk.copy.leaves(1, 3) == log.leaves[1:]
    assert desk.copy.by_feed("", 1) == 1
    desk.close()


def test_an_empty_leaf_cannot_be_kept_and_is_answered_422(desk: Desk) -> None:
    log = Log()
    log.add(b"")
    note = log.checkpoint()
    desk.witness.add_checkpoint(write_add_checkpoint(0, [], note), NOON)
    head = UploadHead(ORIGIN.encode(), 0, 2).to_bytes()
    leaf = log.leaves[0]
    answer = desk.send(head + len(leaf).to_bytes(2, "big") + leaf + b"\0\0" + b"\0")
    assert (answer.status, "An entry is empty" in words(answer)) == (422, True)
    assert desk.copy.size == 0


def test_the_copy_grows_from_any_place_to_any_other(desk: Desk) -> None:
    at = 0
    for size in [3, 4, 200, 256, 300, 511, 513, 700]:
        desk.pend(size)
        assert desk.send(desk.body(at, size)).status == 200
        assert (desk.copy.size, desk.own_size) == (size, size)
        at = size
    assert desk.copy.root() == LOG.root()


def test_an_unknown_log_is_answered_404(desk: Desk) -> None:
    body = UploadHead(b"other.example/log", 0, 5).to_bytes()
    answer = desk.send(body)
    assert (answer.status, "does not keep that log" in words(answer)) == (404, True)
    assert desk.send(UploadHead(b"\xff\xfe", 5, 5).to_bytes()).status == 404


def test_without_any_checkpoint_it_is_answered_422(desk: Desk) -> None:
    answer = desk.send(desk.body(0, 5))
    assert (answer.status, "add-checkpoint first" in words(answer)) == (422, True)
    assert desk.copy.size == 0


def test_an_end_before_the_start_is_answered_400(desk: Desk) -> None:
    desk.pend(5)
    numbers = (5).to_bytes(8, "big") + (3).to_bytes(8, "big")
    origin = ORIGIN.encode()
    body = len(origin).to_bytes(2, "big") + origin + numbers + b"\0\0"
    answer = desk.send(body)
    assert (answer.status, "end before it" in words(answer)) == (400, True)


@pytest.mark.parametrize("cut", [0, 1, 10, 24, 40])
def test_a_head_that_is_cut_is_answered_400(desk: Desk, cut: int) -> None:
    desk.pend(5)
    assert desk.send(desk.body(0, 5)[:cut]).status == 400


def test_an_end_that_was_never_pending_is_answered_409(desk: Desk) -> None:
    desk.pend(5)
    assert state(desk.send(desk.body(0, 4))) == (409, 5, 0)
    assert state(desk.send(UploadHead(ORIGIN.encode(), 0, 2**64 - 1).to_bytes())) == (409, 5, 0)
    assert desk.copy.size == 0


def test_an_end_below_what_was_vouched_for_is_answered_409(desk: Desk) -> None:
    desk.pend(5)
    desk.pend(9)
    desk.send(desk.body(0, 9))
    assert state(desk.send(desk.body(0, 5))) == (409, 9, 9)
    assert desk.own_size == 9


def test_a_409_does_not_wait_for_the_entries(desk: Desk) -> None:
    """Of these bodies only the head has come; were they read on, they would be answered 400."""
    desk.pend(5)
    desk.pend(9)
    desk.send(desk.body(0, 9))
    desk.pend(12)
    for start, end in [(0, 5), (10, 12), (0, 11), (0, 13)]:
        assert state(desk.send(UploadHead(ORIGIN.encode(), start, end).to_bytes()))[0] == 409


def test_a_start_beyond_the_next_entry_is_answered_409(desk: Desk) -> None:
    desk.pend(9)
    assert state(desk.send(desk.body(3, 9))) == (409, 9, 0)
    assert desk.copy.size == 0


def test_too_many_entries_that_are_there_already_are_answered_409(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.pend(9)
    desk.send(desk.body(0, 9))
    desk.pend(12)
    monkeypatch.setattr("holdfire.record.mirror.EXCESS_MAX", 5)
    assert state(desk.send(desk.body(3, 12))) == (409, 12, 9)
    assert desk.send(desk.body(4, 12)).status == 200
    assert EXCESS_MAX == 8192


def test_some_of_the_packages_are_answered_202_and_one_goes_on_from_there(desk: Desk) -> None:
    desk.pend(700)
    assert state(desk.send(desk.body(0, 700, packages=1))) == (202, 700, 256)
    assert desk.mirror.latest() is None
    assert state(desk.send(desk.body(256, 700, packages=1))) == (202, 700, 512)
    assert desk.send(desk.body(512, 700)).status == 200
    assert desk.own_size == 700


def test_an_upload_that_breaks_off_goes_on_after_a_restart(desk: Desk) -> None:
    desk.pend(700)
    whole = desk.body(0, 700)
    first = len(desk.body(0, 700, packages=1))
    for cut in (first, first + 1, first + 5000):
        assert state(desk.send(whole[:cut])) == (202, 700, 256)
    desk.reopen()
    assert state(desk.send(desk.body(500, 700))) == (409, 700, 256)
    assert desk.mirror.latest() is None
    assert desk.send(desk.body(256, 700)).status == 200
    assert vouched(desk.mirror.latest() or b"") == 700


def test_a_first_package_that_is_cut_is_answered_400(desk: Desk) -> None:
    desk.pend(700)
    first = len(desk.body(0, 700, packages=1))
    for cut in (first - 1, first - 33, 60):
        answer = desk.send(desk.body(0, 700)[:cut])
        assert (answer.status, "No package was whole" in words(answer)) == (400, True)
    assert (
        desk.send(desk.body(0, 700, packages=1)[: len(UploadHead(ORIGIN.encode(), 0, 700).to_bytes())]).status
        == 400
    )
    assert desk.copy.size == 0


def test_what_comes_after_the_last_package_is_not_read(desk: Desk) -> None:
    desk.pend(5)
    assert desk.send(desk.body(0, 5) + b"more").status == 200


def test_an_upload_goes_on_for_an_older_checkpoint_while_newer_ones_come(desk: Desk) -> None:
    desk.pend(600)
    assert state(desk.send(desk.body(0, 600, packages=1))) == (202, 600, 256)
    desk.pend(700)
    assert desk.send(desk.body(256, 600)).status == 200
    assert desk.own_size == 600
    desk.reopen()
    assert desk.send(desk.body(600, 600)).status == 200
    assert desk.send(desk.body(600, 700)).status == 200


def test_after_a_restart_only_the_newest_checkpoint_is_known(desk: Desk) -> None:
    desk.pend(600)
    desk.pend(700)
    desk.reopen()
    assert state(desk.send(desk.body(0, 600))) == (409, 700, 0)


def test_one_changed_byte_is_answered_422_and_nothing_of_its_package_is_kept(desk: Desk) -> None:
    desk.pend(700)
    whole = bytearray(desk.body(0, 700))
    second = len(desk.body(0, 700, packages=1))
    whole[second + 100] ^= 1
    answer = desk.send(bytes(whole))
    assert (answer.status, "The proof" in words(answer)) == (422, True)
    assert desk.copy.size == 256
    assert desk.mirror.latest() is None


def test_a_proof_of_more_than_63_hashes_is_answered_422(desk: Desk) -> None:
    desk.pend(3)
    body = desk.body(0, 3)
    assert body[-1:] == b"\0"
    answer = desk.send(body[:-1] + b"\x40" + b"x" * 32 * 64)
    assert (answer.status, "more than 63" in words(answer)) == (422, True)


def test_entries_of_another_history_are_answered_422(tmp_path: Path, desk: Desk) -> None:
    other = Desk(tmp_path / "other", LOG.branch(100).fill(300))
    desk.pend(300)
    assert desk.send(other.body(0, 300)).status == 422
    assert desk.copy.size == 0
    other.close()


def test_a_copy_of_another_history_is_never_vouched_for(tmp_path: Path) -> None:
    """As after a disk was swapped: the copy is whole in itself, and not what the witness cosigned."""
    desk = Desk(tmp_path)
    other = LOG.branch(3).fill(9)
    desk.copy.append([NewLeaf("", at, leaf) for at, leaf in enumerate(other.leaves)])
    desk.pend(9)
    answer = desk.send(desk.body(9, 9))
    assert (answer.status, "another tree of size 9" in words(answer)) == (422, True)
    desk.pend(12)
    assert desk.send(desk.body(9, 12)).status == 422
    assert (desk.mirror.latest(), desk.copy.size) == (None, 9)
    desk.close()


def test_the_same_upload_twice_is_vouched_for_twice_and_kept_once(desk: Desk) -> None:
    desk.pend(300)
    assert desk.send(desk.body(0, 300)).status == 200
    assert desk.send(desk.body(0, 300)).status == 200
    assert desk.send(desk.body(100, 300)).status == 200
    assert desk.copy.size == 300


def test_uploads_at_once_keep_each_entry_once(desk: Desk) -> None:
    for size in (300, 500, 700):
        desk.pend(size)
    bodies = [desk.body(0, size) for size in (300, 500, 700, 700, 300, 500)]
    answers: list[Answer] = []
    threads = [threading.Thread(target=lambda body=body: answers.append(desk.send(body))) for body in bodies]  # type: ignore[misc]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each.status for each in answers} <= {200, 409}
    assert sum(each.status == 200 for each in answers) >= 2
    assert desk.copy.leaves(0, 700) == LOG.leaves
    assert (desk.own_size, vouched(desk.mirror.latest() or b"")) == (700, 700)


class _Dying:
    """A copy whose disk fails at the nth append, with the entries on it or not."""

    def __init__(self, copy: LogStore, at: int, kept: bool) -> None:
        self.copy, self.left, self.kept = copy, at, kept

    def __getattr__(self, name: str) -> object:
        return getattr(self.copy, name)

    def append(self, leaves: Sequence[NewLeaf], at: int | None = None) -> int:
        self.left -= 1
        if self.left < 0:
            if self.kept:
                self.copy.append(leaves)
            raise StorageError("The log has stopped: EIO.", "Open it anew.")
        return self.copy.append(leaves)


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("kept", [True, False])
def test_a_disk_that_fails_in_between_is_gone_on_from(desk: Desk, at: int, kept: bool) -> None:
    desk.pend(700)
    dying = _Dying(desk.copy, at, kept)
    mirror = Mirror(ORIGIN, desk.witness, [key("TR", "mirror")], desk.heads, dying)  # type: ignore[arg-type]
    with pytest.raises(StorageError, match="EIO"):
        mirror.add_entries(BytesIO(desk.body(0, 700)), NOON)
    assert desk.mirror.latest() is None
    desk.reopen()
    done = upload(desk.source, ORIGIN, 700, 0, desk.send)
    assert (done.size, desk.own_size) == (700, 700)


def test_a_cosignature_never_leaves_before_the_head_is_swapped(desk: Desk) -> None:
    class Broken(HeadStore):
        def compare_and_swap(self, *bound: object) -> object:  # type: ignore[override]
            raise StorageError("Killed.", "Open it anew.")

    desk.pend(5)
    mirror = Mirror(ORIGIN, desk.witness, [key("TR", "mirror")], Broken(desk.heads.file), desk.copy)
    with pytest.raises(StorageError, match="Killed"):
        mirror.add_entries(BytesIO(desk.body(0, 5)), NOON)
    assert (desk.copy.size, desk.mirror.latest()) == (5, None)
    assert desk.send(desk.body(5, 5)).status == 200


def test_another_writer_of_the_copy_is_noticed(desk: Desk) -> None:
    class Elsewhere(_Dying):
        def append(self, leaves: Sequence[NewLeaf], at: int | None = None) -> int:
            self.copy.append([NewLeaf("", 0, b"foreign")])
            return self.copy.append(leaves, at)

    desk.pend(5)
    copy = Elsewhere(desk.copy, 0, True)
    mirror = Mirror(ORIGIN, desk.witness, [key("TR", "mirror")], desk.heads, copy)  # type: ignore[arg-type]
    with pytest.raises(StorageError, match="somebody else appended"):
        mirror.add_entries(BytesIO(desk.body(0, 5)), NOON)
    assert desk.copy.size == 1, "nothing was put behind the foreign entry"


def test_a_host_mirrors_its_own_log_without_an_upload(desk: Desk) -> None:
    desk.copy.append([NewLeaf("", at, leaf) for at, leaf in enumerate(LOG.leaves)])
    desk.pend(500)
    assert desk.send(UploadHead(ORIGIN.encode(), 500, 500).to_bytes()).status == 200
    assert vouched(desk.mirror.latest() or b"") == 500
    # Its next entry, 700, would be behind the end of every upload.
    assert state(desk.send(UploadHead(ORIGIN.encode(), 0, 400).to_bytes())) == (409, 500, 500)


def test_an_empty_log_is_vouched_for(desk: Desk) -> None:
    body = write_add_checkpoint(0, [], LOG.checkpoint(0))
    assert desk.witness.add_checkpoint(body, NOON).status == 200
    assert desk.send(UploadHead(ORIGIN.encode(), 0, 0).to_bytes()).status == 200
    assert vouched(desk.mirror.latest() or b"") == 0


# Packed bodies


def test_a_packed_body_is_unpacked_as_it_is_read(desk: Desk) -> None:
    desk.pend(700)
    packed = gzip.compress(desk.body(0, 700))
    answer = desk.mirror.add_entries(Gunzip(BytesIO(packed), 10**8), NOON)
    assert answer.status == 200


def test_a_packed_body_that_unfolds_too_far_ends_at_the_limit(desk: Desk) -> None:
    desk.pend(700)
    whole = desk.body(0, 700)
    first = len(desk.body(0, 700, packages=1))
    answer = desk.mirror.add_entries(Gunzip(BytesIO(gzip.compress(whole)), first + 100_000), NOON)
    assert state(answer) == (202, 700, 256)
    bomb = gzip.compress(whole[:60] + b"\0" * 50_000_000)
    assert len(bomb) < 60_000
    assert desk.mirror.add_entries(Gunzip(BytesIO(bomb), 1_000_000), NOON).status in (400, 422)


@pytest.mark.parametrize("cut", [0, 5, 12, 200])
def test_a_packed_body_that_is_cut_or_damaged_ends_there(desk: Desk, cut: int) -> None:
    desk.pend(700)
    packed = gzip.compress(desk.body(0, 700))
    for body in (packed[:cut], b"\1" + packed, packed[:cut] + b"\xff" * 300):
        assert desk.mirror.add_entries(Gunzip(BytesIO(body), 10**8), NOON).status in (400, 404, 422)
    assert desk.copy.size == 0


# The other side


def test_an_upload_takes_as_many_requests_as_it_needs(desk: Desk) -> None:
    desk.pend(700)
    sent: list[int] = []

    def send(body: bytes) -> Answer:
        sent.append(len(body))
        return desk.send(body)

    done = upload(desk.source, ORIGIN, 700, 650, send)  # we believed it to be further than it is
    signed = parse_checkpoint(LOG.checkpoint()).with_signatures(*done.signatures)
    assert vouched(signed.to_bytes()) == 700
    assert len(sent) == 2


def test_a_request_holds_at_most_so_many_packages_and_bytes(desk: Desk) -> None:
    one = desk.body(0, 700, packages=1)
    for most in (0, 1):
        assert upload_body(desk.source, ORIGIN, MirrorState(700, 0), bytes_max=most) == one
    assert len(desk.body(0, 700, packages=2)) < len(desk.body(0, 700))


def test_where_the_mirror_waits_for_another_size_that_one_is_served(desk: Desk) -> None:
    desk.pend(600)
    done = upload(desk.source, ORIGIN, 700, 0, desk.send)
    assert (done.size, desk.own_size) == (600, 600)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param(Answer(422, "text/plain", b"no"), "with status 422: no", id="refused"),
        pytest.param(
            Answer(409, MIRROR_TYPE, MirrorState(900, 0).to_bytes()), "this copy has 700", id="ahead"
        ),
        pytest.param(
            Answer(202, MIRROR_TYPE, MirrorState(600, 601).to_bytes()), "makes no sense", id="senseless"
        ),
        pytest.param(
            Answer(202, MIRROR_TYPE, MirrorState(700, 3).to_bytes()), "stays at entry 3", id="stuck"
        ),
    ],
)
def test_a_mirror_that_does_not_get_on_is_told(desk: Desk, answer: Answer, said: str) -> None:
    with pytest.raises(TransportError, match=said):
        upload(desk.source, ORIGIN, 700, 0, lambda body: answer)


def test_a_copy_that_is_behind_uploads_nothing(desk: Desk) -> None:
    with pytest.raises(ProofError):
        upload_body(desk.source, ORIGIN, MirrorState(701, 0))


@given(st.binary(max_size=200), st.integers(0, 80))
def test_no_body_does_more_than_be_refused(body: bytes, keep: int) -> None:
    for sent in (body, BODY[:keep] + body):
        assert fuzzed().send(sent).status in (400, 404, 409, 422)
    assert (fuzzed().copy.size, fuzzed().own_size) == (300, 0)


@given(st.integers(0, 40_000), st.binary(min_size=1, max_size=3), st.integers(0, 4))
def test_no_change_of_a_good_body_gets_in(at: int, put: bytes, cut: int) -> None:
    body = BODY[:at] + put + BODY[at + cut :]
    if not body.startswith(BODY):
        answer = fuzzed().send(body)
        assert answer.status in (202, 400, 404, 409, 422)
    assert fuzzed().copy.leaves(300, fuzzed().copy.size) == LOG.leaves[300 : fuzzed().copy.size]


BODY = b""
_DESKS: list[Desk] = []


def fuzzed() -> Desk:
    """One mirror, at 300 of 700 entries, for all fuzzed bodies."""
    return _DESKS[0]


@pytest.fixture(scope="module", autouse=True)
def _fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    global BODY
    desk = Desk(tmp_path_factory.mktemp("fuzzed"))
    desk.copy.append([NewLeaf("", at, leaf) for at, leaf in enumerate(LOG.leaves[:300])])
    desk.pend(700)
    BODY = desk.body(300, 700)
    _DESKS.append(desk)
    yield
    desk.close()
