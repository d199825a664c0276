"""Attack 16: two checkpoints put to one witness at the same moment, and a witness that dies in between.

Whatever the order, what it cosigned is one history, and it is on disk before anybody can have it.
"""

import subprocess
import sys
import threading
from base64 import b64decode
from pathlib import Path

import pytest
from cast import HOST_VKEY, NOON, ORIGIN, Log, key
from court import Court

from holdfire.errors import RegressionError
from holdfire.record.checkpoint import parse_checkpoint
from holdfire.record.cosignature import check_cosignatures, witness_vkey
from holdfire.record.storage.heads import HeadStore
from holdfire.record.wire import Answer, parse_signatures, write_add_checkpoint
from holdfire.record.witness import Witness

NAME = f"{ORIGIN}/witness/TR"
OURS = Log().fill(20)
THEIRS = OURS.branch(5).fill(20, act="patrol")


def body(old: int, new: int, log: Log = OURS) -> bytes:
    return write_add_checkpoint(old, log.consistency(old, new) if old else [], log.checkpoint(new))


def opened(path: Path, alarms: list[bytes]) -> tuple[HeadStore, Witness]:
    heads = HeadStore.open(path)
    return heads, Witness("TR", [key("TR", "witness")], heads, {ORIGIN: [HOST_VKEY]}, alarms.append)


def is_cosigned(log: Log, size: int, answer: bytes) -> bool:
    signed = parse_checkpoint(log.checkpoint(size)).with_signatures(*parse_signatures(answer))
    return bool(check_cosignatures(signed, {NAME: witness_vkey(NAME, key("TR", "witness"))}))


def test_of_two_histories_put_at_once_by_threads_one_is_cosigned(court: Court, tmp_path: Path) -> None:
    for number in range(6):
        alarms: list[bytes] = []
        heads, witness = opened(tmp_path / f"{number}.sqlite", alarms)
        assert witness.add_checkpoint(body(0, 5), NOON).status == 200
        asked = [(OURS, 9), (THEIRS, 9), (OURS, 12), (THEIRS, 12), (OURS, 9), (THEIRS, 14)]
        barrier, answers = threading.Barrier(len(asked)), dict[int, Answer]()

        def put(at: int, log: Log, size: int) -> None:
            barrier.wait()  # noqa: B023
            answers[at] = witness.add_checkpoint(body(5, size, log), NOON)  # noqa: B023

        threads = [threading.Thread(target=put, args=(at, *each)) for at, each in enumerate(asked)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        right = [asked[at] for at, told in answers.items() if told.status == 200]
        assert len({(id(log), size) for log, size in right}) == 1
        assert all(is_cosigned(*asked[at], told.body) for at, told in answers.items() if told.status == 200)
        # What it cosigned is followed by the other history, of the same size: that convicts the host.
        log, size = right[0]
        other = THEIRS if log is OURS else OURS
        witness.add_checkpoint(body(5, size, other), NOON)
        court.confirms(alarms[0], "fork", OURS.leaves[0])
        heads.close()


def started(store: Path, way: str, *bodies: Path) -> "subprocess.Popen[str]":
    script = Path(__file__).with_name("witness_process.py")
    words = [sys.executable, str(script), str(store), way, *map(str, bodies)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def told_by(process: "subprocess.Popen[str]") -> list[tuple[int, bytes]]:
    out, _ = process.communicate(timeout=30)
    return [(int(status), b64decode(raw)) for status, raw in (line.split(" ") for line in out.splitlines())]


def test_of_two_histories_put_at_once_to_two_processes_one_is_cosigned(court: Court, tmp_path: Path) -> None:
    """Two servers of one witness over one store; each is asked for N, and for N + K."""
    store, alarms = tmp_path / "heads.sqlite", list[bytes]()
    heads, witness = opened(store, alarms)
    assert witness.add_checkpoint(body(0, 5), NOON).status == 200
    heads.close()
    files = {}
    for name, log in (("ours", OURS), ("theirs", THEIRS)):
        for old, new in ((5, 9), (9, 14)):
            files[name, new] = tmp_path / f"{name}-{new}"
            files[name, new].write_bytes(body(old, new, log))
    processes = {
        name: started(store, "answer", *(files[name, each] for each in (9, 14)))
        for name in ("ours", "theirs")
    }
    (tmp_path / "go").touch()
    answers = {name: told_by(process) for name, process in processes.items()}
    cosigned = {name for name, told in answers.items() if any(status == 200 for status, _ in told)}
    assert len(cosigned) == 1
    (name,) = cosigned
    statuses = [status for status, _ in answers[name]]
    log = OURS if name == "ours" else THEIRS
    heads, witness = opened(store, alarms)
    sizes = [9, 14]
    if statuses != [200, 200]:
        # The other history was shown between the two: then the log is halted, and nothing more is cosigned.
        assert statuses == [200, 422]
        assert witness.halted(ORIGIN) is not None
        sizes = [9]
    assert all(is_cosigned(log, size, told) for size, (_, told) in zip(sizes, answers[name], strict=False))
    assert heads.head(NAME).size == sizes[-1]
    other = THEIRS if log is OURS else OURS
    witness.add_checkpoint(body(5, 14, other), NOON)
    evidence = witness.halted(ORIGIN)
    assert evidence is not None
    court.confirms(evidence, "fork", OURS.leaves[0])
    heads.close()


def test_a_witness_that_dies_before_it_answers_has_the_head_on_disk(court: Court, tmp_path: Path) -> None:
    """Killed between persisting and replying: asked again, it never cosigns anything before or beside it."""
    store, alarms = tmp_path / "heads.sqlite", list[bytes]()
    asked = tmp_path / "asked"
    asked.write_bytes(body(0, 9))
    (tmp_path / "go").touch()
    process = started(store, "die", asked)
    out, _ = process.communicate(timeout=30)
    assert (process.returncode, out) == (-9, "")
    heads, witness = opened(store, alarms)
    assert heads.head(NAME).size == 9
    for old, new, log in ((0, 5, OURS), (0, 9, OURS), (5, 9, OURS), (5, 12, THEIRS)):
        told = witness.add_checkpoint(body(old, new, log), NOON)
        assert (told.status, told.body) == (409, b"9\n")
    again = witness.add_checkpoint(write_add_checkpoint(9, [], OURS.checkpoint(9)), NOON)
    assert again.status == 200
    assert is_cosigned(OURS, 9, again.body)
    told = witness.add_checkpoint(body(9, 12, THEIRS), NOON)
    assert told.status == 422
    court.confirms(alarms[0], "fork", OURS.leaves[0])
    heads.close()


def test_a_head_is_never_swapped_for_a_smaller_or_another_one(tmp_path: Path) -> None:
    """The store itself refuses, whoever asks it."""
    heads = HeadStore.open(tmp_path / "heads.sqlite")
    heads.compare_and_swap(ORIGIN, 0, OURS.root(0), 9, OURS.root(9), b"")
    for old, old_root, new, new_root in (
        (9, OURS.root(9), 5, OURS.root(5)),
        (9, OURS.root(9), 9, THEIRS.root(9)),
        (5, OURS.root(5), 12, OURS.root(12)),
        (9, THEIRS.root(9), 12, OURS.root(12)),
    ):
        with pytest.raises(RegressionError):
            heads.compare_and_swap(ORIGIN, old, old_root, new, new_root, b"")
    assert heads.head(ORIGIN).size == 9
    heads.close()
