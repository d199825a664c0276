"""Corrections in a row: taken back, told by one of two issues of a day, joined and then split."""

import json
from datetime import timedelta

from case_rows import WITHDRAWN, case_of, frames, step_of
from small_case import DAY, INCIDENT_ROWS, sealed
from test_corrigenda import FIVE, LATER, NEW, NEXT, issued, of, record

from holdfire.publish.because import JUDGED, REVISED, Act
from holdfire.publish.bulletin import compose
from holdfire.publish.corrigendum import NONE
from holdfire.publish.edition import Edition
from holdfire.publish.issued import History, IssuedBulletin
from holdfire.publish.machine import bulletin_json

THIRD = NEXT + timedelta(days=1)
FOUR = {5: {"injured_best": 4, "report_ids": [f"r-{5:020x}", NEW]}}
BACK = {5: {"injured_best": 3, "report_ids": [f"r-{5:020x}", NEW]}}
NINE = f"i-{9:020x}"


def revised(entry):
    return Act(entry, REVISED, "secret-network", "taken in", frozenset({NEW}))


def changed(bulletin, name="injured_best"):
    return [
        (each.before, each.after, each.because)
        for each in of(bulletin.corrigenda, "changed")
        if each.field == name
    ]


def composed(dataset, history, acts=(), day=THIRD, edition=Edition.UN):
    return compose(dataset, day, edition, History(tuple(history), tuple(acts)))


def test_a_correction_that_is_taken_back_is_told_each_time():
    first = issued(sealed(), 10, Edition.UN)
    second = issued(record(FOUR), 20, Edition.UN, NEXT, History((first,), (revised(12),)))
    third = composed(record(BACK), [first, second], [revised(12), revised(22)])
    ((before, after, why),) = changed(third)
    assert (before, after, why.entries) == (4, 3, (22,))
    told = IssuedBulletin(30, json.loads(bulletin_json(third)))
    fourth = composed(record(BACK, quarantined=9), [first, second, told], [], THIRD + timedelta(1))
    assert fourth.corrigenda == NONE


def test_what_the_first_of_two_issues_of_a_day_told_and_the_second_did_not_is_taken_back_with_its_reason():
    """No. 167 tells 3 -> 4; it is issued anew after the source took that back, and so tells nothing of it."""
    first = issued(sealed(), 10, Edition.UN)
    second = issued(record(FOUR), 20, Edition.UN, NEXT, History((first,), (revised(12),)))
    acts = (revised(12), revised(22))
    anew = issued(record(BACK), 24, Edition.UN, NEXT, History((first, second), acts))
    assert [each["kind"] for each in anew.plain["corrigenda"] if each["field"] == "injured_best"] == []
    third = composed(record(BACK), [first, second, anew], acts)
    ((before, after, why),) = changed(third)
    assert (before, after) == (4, 3)
    assert (why.who, why.entries) == ("secret-network", (22,))


def test_a_bulletin_that_could_not_tell_of_an_earlier_one_leaves_it_to_the_next():
    first = issued(sealed(), 10, Edition.UN)
    unread = "No. 166/2017, issued in line 10 of the journal: its bulletin.json is gone or was changed since."
    silent = issued(record(FOUR), 20, Edition.UN, NEXT, History((), (revised(12),), (unread,)))
    assert silent.plain["corrigenda_not_told"] == [unread]
    ((before, after, why),) = changed(composed(record(FOUR), [first, silent], [revised(12)]))
    assert (before, after, why.entries) == (3, 4, (12,))
    other = unread.replace("line 10", "line 7")
    able = issued(record(FOUR), 20, Edition.UN, NEXT, History((first,), (revised(12),), (other,)))
    assert composed(record(FOUR), [first, able], [revised(12)]).corrigenda.changes == (), (
        "it could not read another issue of that day, and told of this one"
    )


def test_incidents_joined_and_then_split_are_told_as_both():
    together = {5: {"report_ids": [f"r-{5:020x}", f"r-{9:020x}"]}}
    same = Act(12, JUDGED, "Nadia", "one crater", frozenset({f"r-{5:020x}", f"r-{9:020x}"}), "same")
    apart = Act(22, JUDGED, "Nadia", "two craters", frozenset({f"r-{5:020x}", f"r-{9:020x}"}), "different")
    for edition in Edition:
        first = issued(sealed(), 10, edition)
        second = issued(record(together, without=[9]), 20, edition, NEXT, History((first,), (same,)))
        (joined,) = [each for each in second.plain["corrigenda"] if each["kind"] == "joined"]
        assert joined["journal_entries"] == [12]
        third = composed(record(), [first, second], [same, apart], edition=edition)
        (split,) = of(third.corrigenda, "split")
        assert split.because.entries == (22,)
        totals = {each.field: (each.before, each.after) for each in of(third.corrigenda, "day total")}
        assert totals["incidents"] == (8, 9)
        told = IssuedBulletin(30, json.loads(bulletin_json(third)))
        last = composed(record(quarantined=9), [first, second, told], [], THIRD + timedelta(1), edition)
        assert last.corrigenda == NONE


def test_a_withdrawal_that_is_taken_back_adds_the_incident_late():
    first = issued(sealed(), 10, Edition.PARTIES)
    gone = frames([case_of(5, WITHDRAWN)], [step_of(5, 14, WITHDRAWN)])
    second = issued(record(**gone), 20, Edition.PARTIES, NEXT, History((first,)))
    opened_again = frames([case_of(5, "reopened", is_open=True, outcome=None)], [step_of(5, 24, "reopened")])
    (added,) = of(
        composed(record(**opened_again), [first, second], edition=Edition.PARTIES).corrigenda, "added late"
    )
    assert added.before == "not recorded"


def test_told_is_what_stands_and_neither_what_went_nor_what_was_counted_as_taken_out():
    first = issued(sealed(), 10, Edition.UN)
    assert {FIVE, NINE, f"r-{5:020x}"} <= History((first,)).told
    gone = frames([case_of(5, WITHDRAWN)], [step_of(5, 14, WITHDRAWN)])
    second = issued(record(**gone), 20, Edition.UN, NEXT, History((first,)))
    told = History((first, second)).told
    assert NINE in told
    assert not {FIVE, f"r-{5:020x}"} & told
    anew = issued(record(**gone, generated_at=LATER), 30, Edition.UN, DAY, History((first, second)))
    assert FIVE in {name for each in anew.plain["figures"] for name in each["ids"]}, "counted as taken out"
    assert FIVE not in History((first, second, anew)).told
    assert FIVE not in History((anew,)).told


def test_incidents_counted_in_a_month_are_known_though_no_annex_lists_them():
    """No. 167 counts the incidents of the day before: whoever subtracts knows them."""
    second = issued(record(), 20, Edition.UN, NEXT)
    assert FIVE not in {row["incident_id"] for row in second.plain["incidents"]}
    assert FIVE in History((second,)).told
    assert len(INCIDENT_ROWS) >= len([each for each in History((second,)).told if each.startswith("i-")])
