"""What a host refuses, each by its named error: nothing of it is logged."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cast import (
    Log,
    Scribe,
    key,
)
from desk_cast import Desk, begun, opened
from fold_cast import NEW, THIEF, approved, rekeyed

from holdfire.errors import (
    AuthorityError,
    CharterError,
    FeedError,
    FormError,
    HoldfireError,
    SignatureError,
)
from holdfire.record.profile import canon, parse_canonical


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    yield from opened(tmp_path)


@pytest.fixture
def log(desk: Desk) -> Log:
    return begun(desk)


def _forged(log: Log) -> bytes:
    told = parse_canonical(log.scribe("TR").act())
    told["b"]["t_claimed"] += 1
    return canon(told)


def _ahead(log: Log) -> bytes:
    log.scribe("TR").act()
    return log.scribe("TR").act()


def _aside(log: Log) -> bytes:
    scribe = log.scribe("RU")
    scribe.prev = "ab" * 32
    return scribe.act()


def _thief(log: Log) -> bytes:
    """A charter that nobody approved enrols the thief as Russia and is signed by him."""
    return log.scribe("RU").write("charter", approved(rekeyed(log, "RU")), secret=NEW)


REFUSALS: dict[str, tuple[Callable[[Log], bytes], type[HoldfireError], str]] = {
    "a gap": (_ahead, FeedError, "The entry is refused (gap): its number is 1, and 0 is the next of TR."),
    "another predecessor": (_aside, FeedError, "The entry is refused (feed): it does not follow the last"),
    "a stranger": (
        lambda log: log.scribe("TR").write("act", {}, secret=THIEF),
        AuthorityError,
        "The entry is refused (author): ",
    ),
    "another party's key": (
        lambda log: log.scribe("TR").write("act", {}, secret=key("IR", "author")),
        AuthorityError,
        "is no key of TR in force at entry 1",
    ),
    "the wrong role": (
        lambda log: log.scribe("TR").write("act", {}, "voter"),
        AuthorityError,
        "The entry is refused (role): an entry of type act is signed with the role author, not voter.",
    ),
    "a bad signature": (_forged, SignatureError, "The entry is refused (signature): it is not signed by"),
    "another log": (
        lambda log: Scribe("TR", "record.example/geneva").act(),
        SignatureError,
        "The entry is refused (signature)",
    ),
    "another log's charter": (
        lambda log: Scribe("RU", "record.example/geneva").charter(),
        CharterError,
        "The entry is refused (charter): entry 0, and no other, holds charter version 0.",
    ),
    "a type that does not exist": (
        lambda log: log.scribe("TR").write("decree", {}),
        FormError,
        "The entry is refused (form): there is no type 'decree' of entry.",
    ),
    "a thief with a charter of his own": (_thief, AuthorityError, "The entry is refused (author): "),
}


@pytest.mark.parametrize(("make", "error", "said"), REFUSALS.values(), ids=REFUSALS.keys())
def test_an_entry_without_its_place_is_refused_by_name(
    desk: Desk, log: Log, make: Callable[[Log], bytes], error: type[HoldfireError], said: str
) -> None:
    with pytest.raises(error) as refused:
        desk.submit(make(log))
    assert type(refused.value) is error
    assert said in refused.value.what
    assert refused.value.advice
    assert desk.log.size == 1
    assert desk.state == desk.folded()
    assert desk.alarms == []
    assert desk.submit(Scribe("IR").act()) == 1, "the host goes on"
