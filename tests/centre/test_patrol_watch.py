"""Patrols of the centre as entries of watch: what each side states of itself, and nothing twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from centre_ground import AT, HOUR, act, clock, folded, point

from holdfire.centre.patrols.acts import DENIED, PLANNED, SET_OUT, TOLD
from holdfire.centre.patrols.rules import PATROLS
from holdfire.centre.patrols.watch import HeldBack, patrol_watch
from holdfire.moments import Span
from holdfire.reports.table import WATCH
from holdfire.trends.effort import effort_by_area

NONE = WATCH.empty()
DAY = Span(datetime(2017, 6, 15, tzinfo=UTC), datetime(2017, 6, 16, tzinfo=UTC))
M4 = [point(35.80, 36.30), point(35.79, 36.45)]
PLAN = act(PLANNED, "turkey", id="p-1", parties=["russia", "turkey"], zone="idlib", route=M4,
           start=clock(2), end=clock(5))  # fmt: skip


def told(kind, party, hours=6, **content):
    return act(kind, party, hours, id="p-1", **content)


def watch(*acts, taken=NONE):
    found = folded(PATROLS, PLAN, *acts)
    assert found.aside == ()
    return patrol_watch(found.state, taken)


def rows(*acts, taken=NONE):
    return watch(*acts, taken=taken).rows.to_dicts()


def test_each_side_of_a_joint_patrol_has_its_own_entry_with_its_own_hours():
    acts = [
        told(SET_OUT, "turkey", 3, at=clock(2.5)),
        told(TOLD, "turkey", outcome="completed", minutes=150, ended=clock(5.5)),
        told(TOLD, "russia", outcome="cut short", why="provocations"),
    ]
    turkey, russia = rows(*acts)
    assert (turkey["observer"], turkey["hours"]) == ("turkey", 2.5)
    assert (turkey["when_start"], turkey["when_end"]) == (AT + 2.5 * HOUR, AT + 5.5 * HOUR)
    assert turkey["track"] == "LINESTRING (36.300000 35.800000, 36.450000 35.790000)"
    assert (russia["observer"], russia["hours"], russia["track"]) == ("russia", None, None)
    assert russia["reason"] == "provocations"
    assert (russia["when_start"], russia["when_end"]) == (AT + 2 * HOUR, AT + 5 * HOUR), "as planned"
    assert {each["area"] for each in (turkey, russia)} == {"idlib"}


def test_what_is_relayed_told_by_a_third_or_not_held_is_no_entry():
    assert rows(told(TOLD, "turkey", of="russia", outcome="completed", minutes=60)) == []
    assert rows(told(TOLD, "un", outcome="completed", minutes=60)) == []
    assert rows(told(TOLD, "turkey", outcome="did not take place")) == []
    assert rows() == []


def test_in_a_mission_without_a_record_the_desks_note_of_a_sides_word_is_an_entry():
    noted = replace(told(TOLD, "un", of="russia", outcome="completed", minutes=60), party=None)
    assert [each["observer"] for each in rows(noted)] == ["russia"]


def test_denials_of_one_patrol_say_once_that_one_was_to_go():
    acts = [
        told(DENIED, "turkey", 4, at=clock(3), denied_by="an armed group", reason="none given"),
        told(DENIED, "turkey", 4, at=clock(3.5), denied_by="an armed group"),
    ]
    first, second = rows(*acts)
    assert (first["kind"], first["planned"], first["manned"]) == ("denial", 1, None)
    assert (second["planned"], second["manned"]) == (None, None)
    assert (first["denied_by"], first["reason"]) == ("an armed group", "none given")
    (gone, *_) = [
        each for each in rows(*acts, told(TOLD, "turkey", outcome="completed")) if each["kind"] == "denial"
    ]
    assert (gone["planned"], gone["manned"]) == (1, 1)


def test_effort_reads_the_entries_and_adds_no_two_sides_hours():
    acts = [
        told(TOLD, "turkey", outcome="completed", minutes=150),
        told(TOLD, "russia", outcome="turned back", minutes=60),
        told(DENIED, "russia", at=clock(3), denied_by="an armed group"),
    ]
    found = {each.observer: each for each in effort_by_area(watch(*acts).rows, DAY, {})}
    assert (found["turkey"].hours, found["russia"].hours) == (2.5, 1.0)
    assert (found["turkey"].denials, found["russia"].denials, found["russia"].patrols_denied) == (0, 1, 1)


def taken_in(**more):
    row = {
        "watch_id": "w-1", "source": "turkey-patrols", "observer": "turkey", "received": AT,
        "when_start": AT, "when_end": AT + 12 * HOUR, "area": "idlib", "kind": "patrol", "hours": 8.0,
        "raw_file": "a.csv", "raw_file_sha256": "0" * 64, "raw_line": 2,
    }  # fmt: skip
    return WATCH.of([row | more])


@pytest.mark.parametrize(
    ("more", "held"),
    [
        ({}, True),
        ({"area": None}, True),
        ({"area": "south"}, False),
        ({"observer": "russia"}, False),
        ({"kind": "post"}, False),
        ({"kind": "denial"}, False),
        ({"when_end": AT + 2 * HOUR}, False),
        ({"when_start": AT + 5 * HOUR, "when_end": AT + 6 * HOUR}, False),
        ({"when_end": AT + 2 * HOUR + timedelta(seconds=1)}, True),
    ],
)
def test_what_may_be_taken_in_already_is_held_back_and_named(more, held):
    found = watch(told(TOLD, "turkey", outcome="completed", minutes=150), taken=taken_in(**more))
    assert found.rows.height == (0 if held else 1)
    kept = HeldBack("p-1", "turkey", "patrol", AT + 2 * HOUR, AT + 5 * HOUR, ("w-1",))
    assert found.held_back == ((kept,) if held else ())


def test_an_entry_keeps_its_id_when_its_act_is_logged_and_its_own_copy_holds_nothing_back():
    acts = [told(TOLD, "turkey", outcome="completed", minutes=150)]
    first = watch(*acts).rows
    again = watch(told(SET_OUT, "turkey", 3, at=clock(2)), *acts, taken=first)
    assert again.rows["watch_id"].to_list() == first["watch_id"].to_list()
    assert again.held_back == ()
