"""When an entry was made: four times kept apart, and clocks that are years off (docs/record-format.md 7).

The worked entry: Iran enters the intake of a report at noon of 4 May 2017, having seen the charter.
"""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from cast import NOON, PARTIES, Log, charter, hash_of, key

from holdfire.record.bracket import bracket, proved_time
from holdfire.record.entry import NOTHING_SEEN, Entry, read_leaf, write_leaf
from holdfire.record.standing import Countersigned, judged

CHARTER = charter()
LOG = Log().fill(4)
HOUR, YEAR = 3_600, 31_557_600


def note(size: int, times: int | Mapping[str, int], by: tuple[str, ...] = PARTIES) -> Countersigned:
    return judged(LOG.cosigned(size, by=by, times=times), CHARTER)


def entry(claimed: int = NOON, seen: tuple[int, str] = (1, LOG.root(1).hex())) -> Entry:
    body = replace(read_leaf(LOG.leaves[3]).body, t_claimed=claimed, seen=seen)
    return read_leaf(write_leaf(body, LOG.origin, key(body.party, "author")))


def test_an_entry_lies_between_what_its_author_had_seen_and_what_covers_it() -> None:
    notes = [note(1, NOON - HOUR), note(4, NOON + HOUR)]
    told = bracket(entry(), 3, notes, host=NOON + 60)
    assert (told.claimed, told.host) == (NOON, NOON + 60)
    assert (told.not_before, told.not_after) == (NOON - HOUR, NOON + HOUR)
    assert told.flags == ("the host's clock is 59 minutes from the witnesses'",)


def test_honest_clocks_raise_no_flag() -> None:
    notes = [note(1, NOON - 60), note(4, NOON + 60)]
    assert bracket(entry(), 3, notes, host=NOON + 30).flags == ()


@pytest.mark.parametrize("order", [1, -1])
def test_the_first_checkpoint_that_covers_it_counts_whatever_the_order_at_hand(order: int) -> None:
    log = LOG.branch(4).fill(9)
    notes = [judged(log.cosigned(size, by=PARTIES, times=NOON + size), CHARTER) for size in (3, 4, 6, 9)]
    assert bracket(entry(), 3, notes[::order]).not_after == NOON + 4


def test_two_liars_of_five_move_no_end() -> None:
    for wrong in (NOON - 9 * YEAR, NOON + 9 * YEAR, 1, 2**62):
        times = {"RU": wrong, "TR": wrong, "IR": NOON + 1, "UN": NOON + 2, "OB": NOON + 3}
        told = bracket(entry(), 3, [note(4, times)]).not_after
        assert told is not None
        assert NOON + 1 <= told <= NOON + 3


def test_two_liars_who_pull_apart_move_no_end_either() -> None:
    times = {"RU": 1, "TR": NOON + 9 * YEAR, "IR": NOON + 1, "UN": NOON + 2, "OB": NOON + 3}
    assert bracket(entry(), 3, [note(4, times)]).not_after == NOON + 2


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_witnesses_prove_no_time(count: int) -> None:
    few = note(4, NOON, by=PARTIES[:count])
    told = bracket(entry(), 3, [note(1, NOON, by=PARTIES[:count]), few])
    assert (told.not_before, told.not_after) == (None, None)
    assert proved_time(few.times) is None


def test_three_witnesses_prove_a_time_though_they_are_no_quorum() -> None:
    told = note(4, {"RU": NOON, "UN": NOON + 5, "OB": NOON + 9}, by=("RU", "UN", "OB"))
    assert not told.witnessed.complete
    assert bracket(entry(), 3, [told]).not_after == NOON + 5


def test_of_four_the_lower_one_of_the_two_in_the_middle_counts() -> None:
    assert proved_time({"RU": 10, "TR": 20, "IR": 30, "UN": 40}) == 20


def test_mirrors_prove_no_time() -> None:
    told = judged(LOG.cosigned(by=("RU", "TR"), times=NOON, mirrors=("RU", "TR")), CHARTER)
    assert bracket(entry(), 3, [told]).not_after is None


def test_an_author_who_had_seen_nothing_is_bounded_from_one_side() -> None:
    told = bracket(entry(seen=NOTHING_SEEN), 3, [note(1, NOON - HOUR), note(4, NOON)])
    assert (told.not_before, told.not_after) == (None, NOON)


def test_a_checkpoint_of_another_tree_was_not_seen() -> None:
    told = bracket(entry(seen=(1, "ab" * 32)), 3, [note(1, NOON), note(4, NOON)])
    assert told.not_before is None


def test_an_entry_that_is_not_logged_is_bounded_by_nothing_above() -> None:
    told = bracket(entry(), -1, [note(1, NOON - 5), note(4, NOON)])
    assert (told.not_before, told.not_after) == (NOON - 5, None)


ODD = {
    "back-dated by nine years": (NOON - 9 * YEAR, "the claimed time is 9 years before what its author had"),
    "post-dated by nine years": (NOON + 9 * YEAR, "the claimed time is 9 years after witnesses had signed"),
    "a device that begins in 1970": (0, "the claimed time is 47 years before what its author had already"),
    "a day early": (NOON - 2 * 86_400, "the claimed time is 2 days before"),
    "eleven minutes late": (NOON + 661, "the claimed time is 11 minutes after"),
}


@pytest.mark.parametrize(("claimed", "said"), ODD.values(), ids=ODD.keys())
def test_an_odd_claim_is_flagged_and_never_refused(claimed: int, said: str) -> None:
    told = bracket(entry(claimed), 3, [note(1, NOON), note(4, NOON)])
    assert told.claimed == claimed
    assert len(told.flags) == 1
    assert said in told.flags[0]


def test_a_claim_within_ten_minutes_is_no_oddity() -> None:
    notes = [note(1, NOON), note(4, NOON)]
    assert bracket(entry(NOON - 600), 3, notes).flags == bracket(entry(NOON + 600), 3, notes).flags == ()


def test_a_witness_years_off_is_named_and_the_others_hold() -> None:
    times = {"RU": NOON, "TR": NOON + 1, "IR": NOON - 3 * YEAR, "UN": NOON + 2, "OB": NOON + 602}
    told = bracket(entry(), 3, [note(4, times)])
    assert told.not_after == NOON + 1
    assert told.flags == (
        "the clock of witness IR is 3 years off the median",
        "the clock of witness OB is 10 minutes off the median",
    )


def test_a_host_years_off_is_flagged() -> None:
    told = bracket(entry(), 3, [note(4, NOON)], host=NOON - 5 * YEAR)
    assert told.flags == ("the host's clock is 5 years from the witnesses'",)


def test_the_entry_of_the_worked_case_is_the_one_in_the_log() -> None:
    assert hash_of(LOG.leaves[3]) == read_leaf(LOG.leaves[3]).hash
