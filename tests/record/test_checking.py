"""Signatures checked in other processes: the same verdicts, and a host that does without them if need be."""

import time
from collections.abc import Iterator
from io import BytesIO

import pytest
from cast import key

from holdfire.record import checking
from holdfire.record.checking import BEFORE_LOAD, READY, Checkers, CheckingProcess, Claim, serve
from holdfire.record.ed25519 import is_signature


def claims(count: int) -> list[Claim]:
    """Of four claims one has another message, one another key and one a signature that is none."""
    secret, other = key("RU", "author"), key("TR", "author")
    told: list[Claim] = []
    for number in range(count):
        message = b"entry %d" % number
        signature = secret.sign(message)
        told.append(
            [
                (secret.public, message, signature),
                (secret.public, message + b".", signature),
                (other.public, message, signature),
                (secret.public, message, b"none"),
            ][number % 4]
        )
    return told


@pytest.fixture
def process() -> Iterator[CheckingProcess]:
    process = CheckingProcess()
    assert process.is_ready()
    yield process
    process.close()


@pytest.fixture
def checkers() -> Iterator[Checkers]:
    checkers = Checkers(1)
    yield checkers
    checkers.close()


def started(checkers: Checkers) -> CheckingProcess:
    """The checkers' one process, once there was load enough to start it."""
    left = BEFORE_LOAD
    while left > 0:
        checkers.check(claims(8))
        left -= 8
    for _ in range(200):
        if checkers._free:
            return checkers._free[0]
        time.sleep(0.05)
    raise AssertionError("no process was started")


def test_a_process_comes_to_the_same_verdicts(process: CheckingProcess) -> None:
    for count in (1, 4, 500):
        told = claims(count)
        assert process.check(told) == [is_signature(*each) for each in told]
    assert process.check(claims(4)) == [True, False, False, False]


def test_a_process_that_has_ended_is_told(process: CheckingProcess) -> None:
    process._process.kill()
    with pytest.raises(OSError, match=r"ended|Broken pipe"):
        process.check(claims(4))


def test_a_process_that_cannot_import_the_package_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MODULE", "holdfire.record.not_there")
    process = CheckingProcess()
    assert not process.is_ready()
    process.close()


def test_few_entries_start_no_process(checkers: Checkers) -> None:
    for _ in range(BEFORE_LOAD + 1):
        checkers.check(claims(1))
    assert checkers.check(claims(4)) == [True, False, False, False]
    assert checkers._seen == 4
    assert not checkers._free


def test_load_starts_one_and_it_is_asked(checkers: Checkers, monkeypatch: pytest.MonkeyPatch) -> None:
    started(checkers)
    monkeypatch.setattr(checking, "is_signature", None)
    assert checkers.check(claims(8)) == [True, False, False, False] * 2


def test_where_the_process_breaks_off_the_host_checks_by_itself(checkers: Checkers) -> None:
    process = started(checkers)
    process._process.kill()
    assert checkers.check(claims(8)) == [True, False, False, False] * 2
    assert not checkers._free
    assert process._process.stdin is not None
    assert process._process.stdin.closed
    assert checkers.check(claims(8)) == [True, False, False, False] * 2


def test_after_closing_everything_is_checked_here_and_the_process_is_gone() -> None:
    checkers = Checkers(1)
    process = started(checkers)
    checkers.close()
    assert process._process.poll() is not None
    assert checkers.check(claims(8)) == [True, False, False, False] * 2


def test_a_process_that_is_given_back_after_closing_is_ended(process: CheckingProcess) -> None:
    checkers = Checkers(1)
    checkers.close()
    checkers._give_back(process)
    assert process._process.poll() is not None


def test_a_process_ends_with_its_input() -> None:
    told = BytesIO()
    serve(BytesIO(b""), told)
    assert told.getvalue() == READY
