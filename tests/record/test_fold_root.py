"""One state, however one got there: in one go, in pieces, over a snapshot."""

from pathlib import Path
from random import Random

import pytest
from cast import (
    NOON,
    PARTIES,
    Log,
    hash_of,
)
from fold_cast import (
    MEMORANDUM,
)

from holdfire.errors import FormError
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.fold import fold
from holdfire.record.snapshot import keep_snapshot, kept_snapshot
from holdfire.record.state import State

ACTS = ("intake", "patrol", "прекращение огня", "bulletin issued")


def script(seed: int, length: int = 40) -> Log:
    """A record in which anything may happen, right and wrong, drawn from the seed."""
    chance, log = Random(seed), Log()
    proposals: list[bytes] = []
    redacts: list[bytes] = []
    acts: list[bytes] = []
    for _ in range(length):
        party = chance.choice(PARTIES)
        scribe = log.scribe(party)
        draw = chance.randrange(14)
        if draw < 3 or (draw < 9 and not proposals):
            acts.append(log.add(scribe.act(chance.choice(ACTS), public=chance.random() < 0.3)))
        elif draw == 3:
            subject, deadline = chance.choice(("term", "line")), chance.choice((0, NOON + 500))
            until = NOON + 1_000 if subject == "term" else 0
            proposals.append(log.add(scribe.proposal(subject, MEMORANDUM, deadline, until)))
        elif draw < 8:
            vote = chance.choice(("consent",) * 5 + ("objection", "reservation"))
            log.add(scribe.vote(chance.choice(proposals), vote))
        elif draw == 8:
            log.add(scribe.time(log.cosigned(times=NOON + 100 * log.size)))
        elif draw == 9 and acts:
            redacts.append(log.add(scribe.redact(chance.choice(acts))))
        elif draw == 10 and redacts:
            log.add(chance.choice((scribe.approve, scribe.erased))(chance.choice(redacts)))
        elif draw == 11:
            log.add(scribe.attest(chance.randrange(log.size + 2), log.state().root()))
        elif draw == 12:
            log.add(chance.choice(log.leaves), b"no leaf at all", '{"b":"e\u0301"}'.encode())
        elif draw == 13:
            log.add(chance.choice((scribe.revoke("mirror"), scribe.evidence("fork", b"{}"))))
    return log


def folded(leaves: list[bytes], *cuts: int) -> State:
    """The state, folded piece by piece; between two pieces only what lies before is at hand."""
    state = State()
    ends = sorted({*cuts, len(leaves)})
    for end in ends:
        places: dict[str, tuple[int, Entry]] = {}
        for at, leaf in enumerate(leaves[:end]):
            try:
                entry = read_leaf(leaf)
            except FormError:
                continue
            places.setdefault(entry.hash, (at, entry))
        fold(state, leaves[state.size : end], places.get)
    return state


@pytest.mark.parametrize("seed", range(12))
def test_a_script_at_random_folds_to_one_state_however_it_is_cut(seed: int) -> None:
    log = script(seed)
    whole = folded(log.leaves)
    assert len(whole.breaches) > 0
    one_by_one = folded(log.leaves, *range(log.size))
    halves = folded(log.leaves, log.size // 3, log.size // 2)
    assert whole == one_by_one == halves
    assert whole.root() == one_by_one.root() == halves.root()
    assert len({each.reason for each in whole.breaches}) > 2


@pytest.mark.parametrize("seed", [1, 4, 7])
def test_a_snapshot_between_two_pieces_changes_nothing(seed: int, tmp_path: Path) -> None:
    log = script(seed)
    whole = folded(log.leaves)
    cut = log.size // 2
    half = folded(log.leaves[:cut])
    keep_snapshot(tmp_path / "snapshot.json", half, log.root(cut))
    state = kept_snapshot(tmp_path / "snapshot.json", log.root)
    assert state == half
    places: dict[str, tuple[int, Entry]] = {}
    for at, leaf in enumerate(log.leaves):
        try:
            places.setdefault(hash_of(leaf), (at, read_leaf(leaf)))
        except FormError:
            continue
    fold(state, log.leaves[cut:], places.get)
    assert state == whole
    assert state.root() == whole.root()


def test_a_part_of_the_record_folds_to_a_part_of_its_history() -> None:
    log = script(3)
    assert folded(log.leaves[:20]).root() == log.state(20).root()
