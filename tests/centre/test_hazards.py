"""Hazardous areas: no step that IMAS does not allow, no clearance by reckoning, each side by its own word."""

from datetime import timedelta

import pytest
from centre_ground import AT, HOUR, act, folded, ground, only_objection, point
from hypothesis import given
from hypothesis import strategies as st

from holdfire.centre.fold import fold, root_of
from holdfire.centre.hazards.acts import (
    ACCIDENT,
    CANCELLED,
    CLEARED,
    CONFIRMED,
    FORMS,
    HANDED_OVER,
    REDUCED,
    REPORTED,
)  # fmt: skip
from holdfire.centre.hazards.rules import HAZARDS, LADDER
from holdfire.centre.hazards.telling import area_keys, area_lines, outline_of

DAY, PAPER = "2017-06-15", "ab" * 32
LAT, LON = 359_000_000, 366_000_000


def square(side=10_000, east=0, north=0):
    """A square of so many 1e-7 degrees, as rings."""
    south, west = LAT + north, LON + east
    return [[[south, west], [south, west + side], [south + side, west + side], [south + side, west]]]


def reported(party="un", hours=0, /, **more):
    whole = {
        "id": "m-4", "title": "Field by the mill", "level": "suspected", "kinds": ("unexploded ordnance",),
        "evidence": "indirect", "rests_on": "told by two farmers", "on": DAY, "outline": square(),
    }  # fmt: skip
    return act(REPORTED, party, hours, **(whole | more))


def confirmed(party="un", **more):
    return act(
        CONFIRMED,
        party,
        1,
        **({"id": "m-4", "evidence": "direct", "rests_on": "a mine seen", "on": DAY} | more),
    )


def cancelled(party="un", **more):
    return act(CANCELLED, party, 2, **({"id": "m-4", "on": DAY, "survey": "NTS 12"} | more))


def reduced(party="un", **more):
    return act(REDUCED, party, 2, **({"id": "m-4", "on": DAY, "survey": "TS 3"} | more))


def cleared(party="un", **more):
    return act(CLEARED, party, 3, **({"id": "m-4", "on": DAY, "document": PAPER} | more))


def handed_over(party="un", **more):
    return act(
        HANDED_OVER, party, 4, **({"id": "m-4", "on": DAY, "to": "the town", "document": PAPER} | more)
    )


def the(*acts):
    found = folded(HAZARDS, *acts)
    assert found.aside == (), [each.objection for each in found.aside]
    return found.state.areas["m-4"]


def test_an_area_climbs_the_ladder_from_suspicion_to_handover():
    for acts, state in (
        ((), "suspected"),
        ((confirmed(),), "confirmed"),
        ((confirmed(), cleared()), "cleared"),
        ((confirmed(), cleared(), handed_over()), "handed over"),
        ((cancelled(),), "cancelled by non-technical survey"),
        ((reduced(), handed_over()), "handed over"),
    ):
        assert the(reported(), *acts).state == state


def test_land_released_in_parts_leaves_the_rest_hazardous_however_much_is_drawn():
    half = [[[LAT, LON], [LAT, LON + 5_000], [LAT + 10_000, LON + 5_000], [LAT + 10_000, LON]]]
    other = [
        [[LAT, LON + 5_000], [LAT, LON + 10_000], [LAT + 10_000, LON + 10_000], [LAT + 10_000, LON + 5_000]]
    ]
    one = the(reported(), reduced(outline=half))
    assert one.state == "suspected"
    assert one.residual_m2("un") == pytest.approx(one.whole_m2 / 2, rel=1e-3)
    both = the(reported(), reduced(outline=half), cleared(outline=other))
    assert both.residual_m2("un") == pytest.approx(0, abs=1)
    assert both.state == "suspected", "nobody said that all of it is released"
    assert the(reported(), reduced(outline=half), cleared(outline=other), cleared()).state == "cleared"


def test_parts_that_overlap_are_taken_off_once():
    half = [[[LAT, LON], [LAT, LON + 5_000], [LAT + 10_000, LON + 5_000], [LAT + 10_000, LON]]]
    area = the(reported(), reduced(outline=half), cancelled(outline=half))
    assert area.residual_m2("un") == pytest.approx(area.whole_m2 / 2, rel=1e-3)


def test_one_sides_clearance_takes_nothing_from_anothers_suspicion():
    area = the(reported("russia"), cleared("syria"))
    assert area.by_side == {"russia": "suspected", "syria": "cleared"}
    assert (area.state, area.disputed, area.hazardous) == ("suspected", True, True)
    assert (area.residual_m2("russia"), area.residual_m2("syria")) == (area.whole_m2, 0)
    agreed = the(reported("russia"), cleared("syria"), cleared("russia"))
    assert (agreed.state, agreed.disputed, agreed.hazardous) == ("cleared", False, False)


def test_a_second_side_may_hold_it_for_worse_than_it_was_reported():
    assert the(reported("russia"), confirmed("syria")).state == "confirmed"


def test_an_accident_is_told_beside_the_area_and_changes_no_state():
    told = act(ACCIDENT, "syria", 9, id="m-4", on=DAY, incident="i-0123456789abcdef0123")
    area = the(reported(), cleared(), told)
    assert area.state == "cleared"
    assert "accident on 2017-06-15, incident i-0123456789abcdef0123" in "\n".join(area_lines(area))


def test_the_area_in_square_metres_is_that_of_the_ellipsoid():
    """0.001 degrees square near Idlib: 111 m by 90.2 m."""
    assert the(reported()).whole_m2 == pytest.approx(10_007, abs=15)
    around = the(reported(outline=None, place=point(radius_m=300)))
    assert around.whole_m2 == 282_743


BOW_TIE = [[[LAT, LON], [LAT + 9_000, LON + 9_000], [LAT + 9_000, LON], [LAT, LON + 9_000]]]
REFUSED = [
    ((reported(outline=BOW_TIE),), "form", "hazard reported: outline crosses itself near 35.9"),
    ((reported(outline=[[[LAT, LON], [LAT, LON + 9]]]),), "form", "at least three corners"),
    ((reported(outline=[[[LAT, LON], [LAT + 9, LON], [LAT + 9, LON + 9], [LAT, LON]]]),), "form", "repeat"),
    ((reported(outline=None),), "outline", "needs either an outline or a point"),
    ((reported(place=point()),), "outline", "needs either an outline or a point"),
    ((reported(outline=None, place=point(radius_m=0)),), "outline", "no extent that can be drawn"),
    ((reported(outline=None, place=point(84.9, radius_m=1_000_000)),), "outline", "no extent"),
    ((reported(level="confirmed"),), "evidence", "cannot be confirmed on indirect evidence (IMAS 08.10)"),
    ((reported(kinds=()),), "kinds", "What lies there is not said."),
    ((reported(zone="atlantis"),), "zone", "The agreement has no zone atlantis."),
    ((reported(on="2017-06-19"),), "future", "is yet to come"),
    ((reported(), reported()), "id", "There is an area m-4 already: Field by the mill."),
    ((cleared(),), "id", "There is no hazardous area m-4."),
    ((reported(), confirmed(evidence="indirect")), "evidence", "indirect evidence"),
    ((reported(), cleared(document=None)), "document", "cannot be cleared without its completion report"),
    ((reported(), cleared(), handed_over(document=None)), "document", "without the handover document"),
    ((reported(), handed_over()), "ladder", "m-4 is suspected, from where no step leads to: handed over"),
    ((reported(), cleared(), confirmed()), "ladder", "m-4 is cleared, from where no step leads"),
    ((reported(), cleared(outline=square(east=50_000))), "outline", "100% of the part that is cleared"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("acts", "rule", "what"), REFUSED, ids=[f"{n}-{case[1]}" for n, case in enumerate(REFUSED)]
)
def test_what_breaks_a_rule_is_set_aside_with_the_rule_and_the_next_step(acts, rule, what):
    found = folded(HAZARDS, *acts)
    objection = only_objection(found)
    assert (objection.rule, what in objection.what) == (rule, True), objection.what
    assert objection.advice
    assert found.state == folded(HAZARDS, *acts[:-1]).state


def test_every_state_of_the_ladder_says_which_steps_lead_on():
    stepping = set(FORMS) - {REPORTED, ACCIDENT}
    assert {step for steps in LADDER.values() for step in steps} == stepping
    assert LADDER["handed over"] == ()


def test_as_of_a_moment_later_steps_are_not_known():
    state = folded(HAZARDS, reported(), cleared(), cleared("russia")).state
    then = state.through(AT + HOUR).areas["m-4"]
    assert then.by_side == {"un": "suspected"}
    assert state.through(AT - timedelta(seconds=1)).areas == {}


def test_what_a_map_tells_is_the_most_hazardous_word_and_each_sides():
    state = folded(HAZARDS, reported("russia"), cleared("syria")).state
    (area,) = state.areas.values()
    properties = area_keys(area)
    assert properties["state"] == "suspected"
    assert [(each["said_by"], each["state"]) for each in properties["said"]] == [
        ("russia", "suspected"),
        ("syria", "cleared"),
    ]
    outline = outline_of(area)
    assert outline["type"] == "Polygon"
    assert outline["coordinates"][0][0] == [36.6, 35.9], "longitude first (RFC 7946)"


corners = st.lists(st.lists(st.integers(-2, 30_000), min_size=0, max_size=3), max_size=6)
values = (
    st.none() | st.integers() | st.text(max_size=9) | st.lists(corners, max_size=3) | st.just(square())
    | st.just(BOW_TIE) | st.just(point()) | st.just(point(89.9, radius_m=900_000))
    | st.sampled_from(["m-4", DAY, "direct", "suspected", PAPER, "2017-06-31", ("not known",)])
)  # fmt: skip
fields = sorted({name for form in FORMS.values() for name in (*form.fields, "of", "why")})
good = [reported(), confirmed(), cancelled("russia"), reduced(), cleared(), handed_over()]
acts = st.builds(
    lambda base, party, more: act(base.kind, party, 5, **{**base.content, **more}),
    st.sampled_from(good),
    st.sampled_from(["un", "russia", None]),
    st.dictionaries(st.sampled_from(fields), values, max_size=2),
)


@given(st.lists(acts, max_size=10))
def test_whatever_other_machines_send_folds_without_a_crash_and_the_same_everywhere(sent):
    state = fold(HAZARDS, sent, ground()).state
    for area in state.areas.values():
        assert area_keys(area)
        assert list(area_lines(area, steps=True))
        assert outline_of(area)["coordinates"]
    again = fold(HAZARDS, sent, ground()).state
    assert root_of({"hazards": HAZARDS.as_map(state)}) == root_of({"hazards": HAZARDS.as_map(again)})
