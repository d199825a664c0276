"""Cells of observers' tallies as a bulletin publishes them, and corrigenda to those of an issued one."""

import json
from datetime import timedelta

import pytest
from small_case import DAY, sealed, tally

from holdfire.publish.because import TALLIED, Act
from holdfire.publish.bulletin import compose
from holdfire.publish.edition import Edition
from holdfire.publish.html import bulletin_html
from holdfire.publish.issued import History, IssuedBulletin
from holdfire.publish.machine import bulletin_json
from holdfire.publish.tallies_told import changed_tallies, printed_figure
from holdfire.reports.table import TALLIES

NEXT = DAY + timedelta(days=1)
COUNCIL, ELDERS = "village council", "a council of elders"
HELD = [tally(DAY, "russia", 4, "SY-ID"), tally(DAY, COUNCIL, 2), tally(DAY, "turkey", 6, "SY-ID")]


def of(rows, **more):
    return sealed(tallies=TALLIES.of(rows), **more)


def issued(dataset, edition, entry=10, day=DAY, history=None):
    return IssuedBulletin(
        entry, json.loads(bulletin_json(compose(dataset, day, edition, history or History())))
    )


def corrected(rows, edition=Edition.UN, first=HELD, acts=(), **more):
    """The bulletin of the next day, after the tallies of the first became these."""
    history = History((issued(of(first), edition),), tuple(acts))
    return compose(
        of(rows, generated_at=sealed().generated_at + timedelta(3), **more), NEXT, edition, history
    )


def told(bulletin):
    return [
        (each.tally["observer"], each.tally["area"], each.before, each.after)
        for each in bulletin.corrigenda.changes
        if each.kind == "tally"
    ]


@pytest.mark.parametrize("edition", list(Edition))
def test_a_bulletin_publishes_one_cell_for_each_observer_and_area(edition):
    cells = issued(of(HELD), edition).plain["tallies"]
    who = "observer 1" if edition is Edition.PUBLIC else COUNCIL
    found = sorted(
        (each["observer"], each["area"] or "", each["count_low"], each["count_high"]) for each in cells
    )
    assert found == sorted([("russia", "SY-ID", 4, 4), ("turkey", "SY-ID", 6, 6), (who, "", 2, 2)])
    assert [each["sources"] for each in cells] == [["bulletins"] if edition is Edition.UN else None] * 3


def test_an_observer_is_told_by_the_number_it_has_now_and_by_no_name():
    """Another council came in that stands before it: the number of the first is 2 from now on."""
    rows = [*HELD, tally(DAY, COUNCIL, 3, raw_line=9), tally(DAY, ELDERS, 8)]
    bulletin = corrected(rows, Edition.PUBLIC)
    assert sorted(told(bulletin), key=str) == [
        ("observer 1", None, "not on file", 8),
        ("observer 2", None, 2, "2 or 3"),
    ]
    page = (bulletin_html(bulletin, "") + bulletin_json(bulletin)).decode()
    assert COUNCIL not in page
    assert ELDERS not in page


def test_an_observer_whose_figure_went_is_not_told_by_a_number_that_is_somebody_elses_now():
    rows = [row for row in HELD if row["observer"] != COUNCIL] + [tally(DAY, ELDERS, 8)]
    bulletin = corrected(rows, Edition.PUBLIC)
    assert sorted(told(bulletin), key=str) == sorted(
        [("observer 1", None, "not on file", 8), ("observer 1 of No. 166/2017", None, 2, "not on file")],
        key=str,
    )
    assert sorted(told(corrected(rows)), key=str) == sorted(
        [(ELDERS, None, "not on file", 8), (COUNCIL, None, 2, "not on file")], key=str
    )


def test_two_observers_are_never_one_cell_whatever_rows_they_share():
    rows = [dict(HELD[0]), dict(HELD[2]) | {"count": 9}]
    assert told(corrected([*rows, HELD[1]])) == [("turkey", "SY-ID", 6, 9)]
    swapped = [dict(HELD[0]) | {"observer": "turkey"}, dict(HELD[2]) | {"observer": "russia"}, HELD[1]]
    for edition in Edition:
        found = sorted(told(corrected(swapped, edition)))
        assert found == [("russia", "SY-ID", 4, 6), ("turkey", "SY-ID", 6, 4)]


def test_the_act_that_brought_the_rows_says_who_and_why_and_no_act_is_made_up():
    new = tally(DAY, "russia", 5, "SY-ID", raw_line=9)
    act = Act(12, TALLIED, "gazette", "taken in from gazette.csv", frozenset({new["tally_id"]}))
    (one,) = [each for each in corrected([*HELD, new], acts=[act]).corrigenda.changes if each.kind == "tally"]
    assert (one.because.who, one.because.why) == ("gazette", "tallies came in: taken in from gazette.csv")
    other = Act(12, TALLIED, "gazette", "taken in", frozenset({"t-other"}))
    (one,) = [
        each for each in corrected([*HELD, new], acts=[other]).corrigenda.changes if each.kind == "tally"
    ]
    assert (one.because.who, one.because.why) == ("not known", "no act in the journal since then explains it")
    public = corrected([*HELD, new], Edition.PUBLIC).corrigenda
    assert "gazette" not in str(public)


def test_tallies_of_a_bulletin_that_lacks_them_machine_readable_are_not_told():
    first = issued(of(HELD), Edition.UN)
    old = IssuedBulletin(10, {key: each for key, each in first.plain.items() if key != "tallies"})
    after = of([*HELD, tally(DAY, "russia", 9)], generated_at=sealed().generated_at + timedelta(3))
    assert told(compose(after, NEXT, Edition.UN, History((old,)))) == []


def test_cells_are_matched_by_their_rows_and_by_names_only_where_names_stand():
    gone = {"observer": "observer 1", "area": None, "count_low": 2, "count_high": 2, "tally_ids": ["t-1"]}
    new = {"observer": "observer 1", "area": None, "count_low": 5, "count_high": 5, "tally_ids": ["t-2"]}
    assert changed_tallies([gone], [new], by_name=False) == [(None, new), (gone, None)]
    assert changed_tallies([gone], [new], by_name=True) == [(gone, new)]
    assert printed_figure(None) == "not on file"
