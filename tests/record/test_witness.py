"""A witness cosigns one history of a log, whatever is put to it, in what order, and whatever breaks."""

import threading
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from cast import HOST, HOST_VKEY, NOON, ORIGIN, Log, key
from hypothesis import given
from hypothesis import strategies as st

from holdfire.errors import StorageError
from holdfire.record.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.cosignature import MlDsaKey, check_cosignatures, witness_vkey
from holdfire.record.forks import check_contradiction
from holdfire.record.note import ED25519, Note, VerifierKey, parse_note, sign_note
from holdfire.record.profile import parse_canonical
from holdfire.record.storage.heads import HeadStore
from holdfire.record.tree import EMPTY_ROOT
from holdfire.record.wire import SIZE_TYPE, Answer, parse_signatures, write_add_checkpoint
from holdfire.record.witness import RECENT_MAX, Witness

NAME = f"{ORIGIN}/witness/TR"
LOG = Log().fill(12)


class Desk:
    """A witness of TR with its store, and the evidence it raised the alarm with."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "heads.sqlite"
        self.alarms: list[bytes] = []
        self.trusted = {ORIGIN: [HOST_VKEY]}
        self.open()

    def open(self) -> None:
        self.heads = HeadStore.open(self.path)
        self.witness = Witness("TR", [key("TR", "witness")], self.heads, self.trusted, self.alarms.append)

    def reopen(self) -> None:
        self.heads.close()
        self.open()

    def ask(self, old: int, new: int, log: Log = LOG, now: int = NOON) -> Answer:
        proof = log.consistency(old, new) if 0 < old <= new else []
        return self.witness.add_checkpoint(write_add_checkpoint(old, proof, log.checkpoint(new)), now)

    @property
    def size(self) -> int:
        return self.heads.head(NAME).size


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.heads.close()


def words(answer: Answer) -> str:
    return answer.body.decode()


def test_the_first_checkpoint_and_each_that_continues_it_is_cosigned(desk: Desk) -> None:
    for old, new in [(0, 3), (3, 4), (4, 4), (4, 12)]:
        answer = desk.ask(old, new, now=NOON + new)
        assert answer.status == 200
        whole = parse_checkpoint(LOG.checkpoint(new)).with_signatures(*parse_signatures(answer.body))
        (cosignature,) = check_cosignatures(whole, {"TR": witness_vkey(NAME, key("TR", "witness"))})
        assert cosignature.time == NOON + new
    assert desk.size == 12


def test_a_twin_key_cosigns_beside_the_first(tmp_path: Path) -> None:
    heads = HeadStore.open(tmp_path / "heads.sqlite")
    twin = MlDsaKey.from_seed(b"\x07" * 32)
    witness = Witness("TR", [key("TR", "witness"), twin], heads, {ORIGIN: [HOST_VKEY]}, lambda evidence: None)
    answer = witness.add_checkpoint(write_add_checkpoint(0, [], LOG.checkpoint(5)), NOON)
    whole = parse_checkpoint(LOG.checkpoint(5)).with_signatures(*parse_signatures(answer.body))
    keys = {"now": witness_vkey(NAME, key("TR", "witness")), "later": witness_vkey(NAME, twin)}
    assert [each.name for each in check_cosignatures(whole, keys)] == ["now", "later"]
    assert len(parse_note(witness.latest(ORIGIN) or b"").signatures) == 3
    heads.close()


def test_an_empty_log_is_cosigned_as_well(desk: Desk) -> None:
    assert desk.ask(0, 0).status == 200
    assert desk.witness.latest(ORIGIN) is not None
    assert desk.ask(0, 2).status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old 0\n",
        b"old 0\n\n",
        b"old 00\n\n" + LOG.checkpoint(3),
        b"old -1\n\n" + LOG.checkpoint(3),
        b"Old 0\n\n" + LOG.checkpoint(3),
        b"old 0\r\n\n" + LOG.checkpoint(3),
        b"old 9223372036854775808\n\n" + LOG.checkpoint(3),
        b"old 1\nabc\n\n" + LOG.checkpoint(3),
        b"old 1\n" + b64encode(b"x" * 31) + b"\n\n" + LOG.checkpoint(3),
        b"old 1\n" + (b64encode(b"x" * 32) + b"\n") * 64 + b"\n" + LOG.checkpoint(3),
        b"old 0\n\n" + LOG.checkpoint(3)[:-1],
        b"old 0\n\n" + LOG.checkpoint(3).replace(b"\n3\n", b"\n03\n"),
        b"old 0\n\n" + LOG.checkpoint(3).replace(b"\n3\n", b"\n3\n\n"),
        "old ٣\n\n".encode() + LOG.checkpoint(3),
    ],
)
def test_a_body_out_of_form_is_answered_400(desk: Desk, body: bytes) -> None:
    answer = desk.witness.add_checkpoint(body, NOON)
    assert answer.status == 400
    assert answer.body.endswith(b".\n")
    assert desk.witness.latest(ORIGIN) is None


def test_63_lines_of_proof_are_read_and_found_wrong(desk: Desk) -> None:
    desk.ask(0, 3)
    body = write_add_checkpoint(3, [b"x" * 32] * 63, LOG.checkpoint(5))
    assert desk.witness.add_checkpoint(body, NOON).status == 422


def test_a_checkpoint_with_extension_lines_is_answered_400(desk: Desk) -> None:
    text = Checkpoint(ORIGIN, 3, LOG.root(3)).text() + "extension\n"
    body = write_add_checkpoint(0, [], sign_note(text, ORIGIN, HOST).to_bytes())
    answer = desk.witness.add_checkpoint(body, NOON)
    assert (answer.status, "no extension lines" in words(answer)) == (400, True)


def test_an_unknown_log_is_answered_404(desk: Desk) -> None:
    strange = sign_checkpoint(Checkpoint("other.example/log", 3, LOG.root(3)), HOST)
    answer = desk.witness.add_checkpoint(write_add_checkpoint(0, [], strange), NOON)
    assert (answer.status, "does not know the log 'other.example/log'" in words(answer)) == (404, True)
    # Another log may have a name that ours could not, and lines that ours must not.
    text = f"a log of others\n3\n{b64encode(b'x' * 32).decode()}\nmore\n"
    note = sign_note(text, "other", HOST).to_bytes()
    assert desk.witness.add_checkpoint(write_add_checkpoint(0, [], note), NOON).status == 404


def test_a_log_that_did_not_sign_is_answered_403(desk: Desk) -> None:
    thief = sign_checkpoint(Checkpoint(ORIGIN, 3, LOG.root(3)), key("RU", "host"))
    answer = desk.witness.add_checkpoint(write_add_checkpoint(0, [], thief), NOON)
    assert (answer.status, "not signed by" in words(answer)) == (403, True)


def test_a_signature_that_fails_is_answered_403_whatever_is_beside_it(desk: Desk) -> None:
    good = parse_note(LOG.checkpoint(3))
    forged = parse_note(LOG.checkpoint(4)).signatures[0]
    note = Note(good.text, (*good.signatures, forged)).to_bytes()
    answer = desk.witness.add_checkpoint(write_add_checkpoint(0, [], note), NOON)
    assert (answer.status, "does not fit the note" in words(answer)) == (403, True)
    assert desk.size == 0


def test_signatures_of_strangers_are_ignored_and_not_kept(desk: Desk) -> None:
    note = LOG.cosigned(3, by=("RU", "IR"))
    assert desk.witness.add_checkpoint(write_add_checkpoint(0, [], note), NOON).status == 200
    kept = parse_note(desk.witness.latest(ORIGIN) or b"")
    assert [line.name for line in kept.signatures] == [ORIGIN, NAME]


def test_an_old_size_above_the_new_is_answered_400_even_where_it_is_also_wrong(desk: Desk) -> None:
    answer = desk.ask(5, 3)
    assert (answer.status, "above the new size" in words(answer)) == (400, True)


def test_a_wrong_old_size_is_answered_409_with_the_size(desk: Desk) -> None:
    desk.ask(0, 7)
    for old, new in [(0, 12), (3, 12), (8, 12), (0, 3), (0, 0)]:
        answer = desk.ask(old, new)
        assert (answer.status, answer.content_type, answer.body) == (409, SIZE_TYPE, b"7\n")
    assert desk.size == 7


def test_409_comes_before_422(desk: Desk) -> None:
    desk.ask(0, 7)
    body = write_add_checkpoint(5, [b"x" * 32], LOG.checkpoint(12))
    assert desk.witness.add_checkpoint(body, NOON).status == 409


@pytest.mark.parametrize(
    ("old", "proof", "new"),
    [
        pytest.param(0, [b"x" * 32], 5, id="a proof from nothing"),
        pytest.param(7, [], 12, id="no proof"),
        pytest.param(7, LOG.consistency(7, 11), 12, id="a proof for another size"),
        pytest.param(7, [*LOG.consistency(7, 12), b"x" * 32], 12, id="a hash too many"),
        pytest.param(7, [b"x" * 32], 7, id="a proof from the same size"),
    ],
)
def test_a_proof_that_does_not_hold_is_answered_422(
    desk: Desk, old: int, proof: list[bytes], new: int
) -> None:
    if old:
        desk.ask(0, old)
    answer = desk.witness.add_checkpoint(write_add_checkpoint(old, proof, LOG.checkpoint(new)), NOON)
    assert answer.status == 422
    assert (desk.size, desk.alarms, desk.witness.halted(ORIGIN)) == (old, [], None)


def test_a_tree_of_size_0_with_another_root_is_answered_422(desk: Desk) -> None:
    text = f"{ORIGIN}\n0\n{b64encode(b'x' * 32).decode()}\n"
    body = write_add_checkpoint(0, [], sign_note(text, ORIGIN, HOST).to_bytes())
    assert desk.witness.add_checkpoint(body, NOON).status == 422
    desk.ask(0, 2)
    assert desk.witness.add_checkpoint(body, NOON).status == 409


def contradicts(evidence: bytes) -> tuple[int, int]:
    """The sizes of the two checkpoints, once the evidence is checked as a stranger would."""
    told = parse_canonical(evidence)
    first, second = (parse_checkpoint(told[each].encode()) for each in ("first", "second"))
    consistency = [b64decode(each) for each in told["consistency"]]
    check_contradiction(first, second, [HOST_VKEY], bytes.fromhex(told["prefix"]), consistency)
    assert len(evidence) <= 4096
    return first.checkpoint.size, second.checkpoint.size


def test_two_trees_of_one_size_end_the_cosigning_of_that_log(desk: Desk) -> None:
    desk.ask(0, 7)
    assert desk.ask(7, 7, LOG.branch(4).fill(7)).status == 422
    (evidence,) = desk.alarms
    assert contradicts(evidence) == (7, 7)
    answer = desk.ask(7, 12)
    assert (answer.status, "two histories" in words(answer)) == (422, True)
    desk.reopen()
    assert desk.ask(7, 12).status == 422
    assert desk.ask(7, 7).status == 422
    assert desk.witness.halted(ORIGIN) == evidence
    assert desk.size == 7
    assert parse_checkpoint(desk.witness.latest(ORIGIN) or b"").checkpoint.root == LOG.root(7)


def test_the_other_tree_is_seen_even_where_the_old_size_is_wrong(desk: Desk) -> None:
    desk.ask(0, 7)
    assert desk.ask(0, 7, LOG.branch(4).fill(7)).status == 409
    assert contradicts(desk.alarms[0]) == (7, 7)
    assert desk.ask(7, 12).status == 422


def test_a_larger_tree_with_another_beginning_ends_the_cosigning_too(desk: Desk) -> None:
    desk.ask(0, 7)
    other = LOG.branch(4).fill(11)
    assert desk.ask(7, 11, other).status == 422
    assert contradicts(desk.alarms[0]) == (7, 11)
    desk.reopen()
    assert desk.ask(7, 12).status == 422
    assert desk.ask(7, 11, other).status == 422
    assert len(desk.alarms) == 1


def test_from_a_power_of_two_the_other_history_is_refused_without_evidence(desk: Desk) -> None:
    desk.ask(0, 8)
    assert desk.ask(8, 11, LOG.branch(4).fill(11)).status == 422
    assert desk.alarms == []
    assert desk.ask(8, 12).status == 200


def test_nobody_but_the_log_can_end_its_cosigning(desk: Desk) -> None:
    desk.ask(0, 7)
    forged = sign_checkpoint(Checkpoint(ORIGIN, 7, b"x" * 32), key("RU", "host"))
    assert desk.witness.add_checkpoint(write_add_checkpoint(7, [], forged), NOON).status == 403
    other = LOG.branch(4).fill(11)
    body = write_add_checkpoint(7, other.consistency(7, 11), LOG.checkpoint(11))
    assert desk.witness.add_checkpoint(body, NOON).status == 422
    assert desk.alarms == []
    assert desk.ask(7, 12).status == 200


def test_a_fork_across_a_change_of_the_logs_key_is_kept_as_both_notes(desk: Desk) -> None:
    desk.ask(0, 7)
    heir = key("IR", "host")
    desk.trusted[ORIGIN] = [VerifierKey(ORIGIN, ED25519, heir.public)]
    note = sign_checkpoint(Checkpoint(ORIGIN, 7, LOG.branch(4).fill(7).root()), heir)
    assert desk.witness.add_checkpoint(write_add_checkpoint(7, [], note), NOON).status == 422
    told = parse_canonical(desk.alarms[0])
    assert told["first"].encode() == LOG.checkpoint(7)
    assert told["second"].encode() == note


def test_an_alarm_that_fails_leaves_the_log_halted(desk: Desk) -> None:
    def broken(evidence: bytes) -> None:
        raise StorageError("The disk is full.", "Make room.")

    desk.ask(0, 7)
    desk.witness._alarm = broken
    with pytest.raises(StorageError, match="disk is full"):
        desk.ask(7, 7, LOG.branch(4).fill(7))
    desk.reopen()
    assert desk.ask(7, 12).status == 422
    assert contradicts(desk.witness.halted(ORIGIN) or b"") == (7, 7)


class Lossy(HeadStore):
    """A store that swaps for good, and then dies before anybody hears of it; or dies before."""

    before = False

    def compare_and_swap(self, *bound: object) -> object:  # type: ignore[override]
        if not self.before:
            super().compare_and_swap(*bound)  # type: ignore[arg-type]
        raise StorageError("Killed.", "Open it anew.")


@pytest.mark.parametrize("before", [True, False])
def test_a_reply_lost_after_the_swap_is_asked_for_again(desk: Desk, before: bool) -> None:
    desk.ask(0, 3)
    lossy = Lossy(desk.heads.file)
    lossy.before = before
    dying = Witness("TR", [key("TR", "witness")], lossy, desk.trusted, desk.alarms.append)
    body = write_add_checkpoint(3, LOG.consistency(3, 7), LOG.checkpoint(7))
    with pytest.raises(StorageError, match="Killed"):
        dying.add_checkpoint(body, NOON)
    desk.reopen()
    again = desk.ask(3, 7)
    if before:
        assert again.status == 200
        return
    assert (again.status, again.body) == (409, b"7\n")
    assert desk.ask(7, 7).status == 200
    assert desk.ask(7, 12).status == 200


def together(calls: list[Callable[[], Answer]]) -> list[Answer]:
    """What the calls answer when they start at once."""
    barrier, answers = threading.Barrier(len(calls)), [Answer(0, "", b"")] * len(calls)

    def run(at: int) -> None:
        barrier.wait()
        answers[at] = calls[at]()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_requests_at_once_none_rolls_another_back(desk: Desk) -> None:
    """The race that the specification names: N and N + K, each consistent with what is there."""
    at = 1
    desk.ask(0, 1)
    log = Log().fill(60)
    for _ in range(12):
        sizes = [at + more for more in (1, 2, 3, 4)]
        answers = together([partial(desk.ask, at, size, log) for size in sizes])
        won = [size for size, answer in zip(sizes, answers, strict=True) if answer.status == 200]
        assert len(won) == 1
        assert desk.size == won[0]
        lost = [answer for answer in answers if answer.status != 200]
        assert {(each.status, each.body) for each in lost} == {(409, f"{won[0]}\n".encode())}
        at = won[0]


def test_two_witness_processes_on_one_store_do_not_roll_back_either(desk: Desk) -> None:
    other = HeadStore.open(desk.path)
    twin = Witness("TR", [key("TR", "witness")], other, desk.trusted, desk.alarms.append)
    desk.ask(0, 3)
    bodies = [write_add_checkpoint(3, LOG.consistency(3, size), LOG.checkpoint(size)) for size in (5, 9)]
    answers = together(
        [
            lambda: desk.witness.add_checkpoint(bodies[0], NOON),
            lambda: twin.add_checkpoint(bodies[1], NOON),
        ]
    )
    assert sorted(each.status for each in answers) == [200, 409]
    other.close()


def test_a_swap_lost_to_another_is_answered_409(desk: Desk) -> None:
    """The same race without threads: the other comes between our reading and our swap."""
    desk.ask(0, 3)
    stale = desk.heads.head(NAME)
    desk.ask(3, 9)
    desk.witness._heads = _Stale(desk.heads.file, stale)  # type: ignore[assignment]
    answer = desk.ask(3, 5)
    assert (answer.status, answer.body) == (409, b"9\n")
    assert desk.size == 9


class _Stale(HeadStore):
    """A store that gives an old head once, as a thread that was overtaken saw it."""

    def __init__(self, file: object, stale: object) -> None:
        super().__init__(file)  # type: ignore[arg-type]
        self.stale = [stale]

    def head(self, origin: str) -> object:  # type: ignore[override]
        return self.stale.pop() if self.stale else super().head(origin)


def test_the_host_and_the_witness_of_one_party_share_a_store(desk: Desk) -> None:
    desk.heads.compare_and_swap(ORIGIN, 0, EMPTY_ROOT, 12, LOG.root(12), b"")
    assert desk.ask(0, 3).status == 200
    assert desk.heads.head(ORIGIN).size == 12


def test_the_last_checkpoints_are_remembered_for_uploads(desk: Desk) -> None:
    log = Log().fill(RECENT_MAX + 4)
    for size in range(1, log.size + 1):
        desk.ask(size - 1, size, log)
    known = [size for size in range(1, log.size + 1) if desk.witness.recent(ORIGIN, size)]
    assert known == list(range(5, RECENT_MAX + 5))
    desk.reopen()
    known = [size for size in range(1, log.size + 1) if desk.witness.recent(ORIGIN, size)]
    assert known == [log.size]


@given(st.binary(max_size=300))
def test_no_body_does_more_than_be_refused(body: bytes) -> None:
    assert FUZZED.witness.add_checkpoint(body, NOON).status == 400


WHOLE = write_add_checkpoint(7, LOG.consistency(7, 12), LOG.checkpoint(12))


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=3), st.integers(0, 4))
def test_no_change_of_a_good_body_moves_the_witness(at: int, put: bytes, cut: int) -> None:
    body = WHOLE[:at] + put + WHOLE[at + cut :]
    if body == WHOLE:
        return
    answer = FUZZED.witness.add_checkpoint(body, NOON)
    # An unknown signature's line may change freely; there is none here.
    assert answer.status in (400, 403, 404, 409, 422)
    assert FUZZED.size == 7


class _Fuzzed:
    """One witness at size 7 for all fuzzed bodies: none of them may move it."""

    desk: Desk | None = None

    @property
    def witness(self) -> Witness:
        assert self.desk is not None
        return self.desk.witness

    @property
    def size(self) -> int:
        assert self.desk is not None
        return self.desk.size


FUZZED = _Fuzzed()


@pytest.fixture(scope="module", autouse=True)
def _fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    FUZZED.desk = Desk(tmp_path_factory.mktemp("fuzzed"))
    FUZZED.desk.ask(0, 7)
    yield
    FUZZED.desk.heads.close()
