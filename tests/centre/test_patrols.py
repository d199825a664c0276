"""Patrols: planned on a route, and carried out as each side says."""

from datetime import UTC, datetime, timedelta

import pytest
from centre_ground import act, clock, folded, point
from hypothesis import given
from hypothesis import strategies as st

from holdfire.centre.clashes import HOUR, REACH_M, Movement, clash_of, clashes
from holdfire.centre.patrols.acts import CALLED_OFF, DENIED, FORMS, HINDERED, PLANNED, TOLD
from holdfire.centre.patrols.patrol import PATROLS

M4 = [point(35.80, 36.30), point(35.79, 36.45), point(35.81, 36.60)]


def planned(name="p-1", party="turkey", parties=("russia", "turkey"), **content):
    told = {"id": name, "parties": list(parties), "zone": "idlib", "route": M4, "start": clock(2)}
    return act(PLANNED, party, **(told | {"end": clock(5)} | content))


def told(kind, party, hours=6, **content):
    return act(kind, party, hours, id="p-1", **content)


def the_patrol(*acts):
    return folded(PATROLS, *acts).state.patrols["p-1"]


def objections(*acts):
    return [(each.objection.rule, each.objection.what) for each in folded(PATROLS, *acts).aside]


def test_23_march_2020_turkey_says_completed_and_russia_cut_short():
    found = the_patrol(
        planned(series=2),
        told(TOLD, "turkey", outcome="completed"),
        told(TOLD, "russia", outcome="cut short", place=M4[1], why="provocations of radical groups"),
    )
    said = {who: each.content["outcome"] for who, each in found.outcomes.items()}
    assert said == {"turkey": "completed", "russia": "cut short"}
    assert found.outcome == "told differently"
    assert found.joint


def test_a_speakers_last_word_stands_and_a_relayed_one_is_of_whom_it_names():
    found = the_patrol(
        planned(),
        told(TOLD, "turkey", outcome="completed"),
        told(TOLD, "turkey", 7, outcome="turned back"),
        told(TOLD, "turkey", 8, of="russia", outcome="turned back"),
    )
    assert found.outcome == "turned back"
    assert {who: each.first_hand for who, each in found.outcomes.items()} == {"turkey": True, "russia": False}


def test_obstacles_and_denials_are_kept_with_who_and_why_as_said():
    found = the_patrol(
        planned(),
        told(HINDERED, "turkey", at=clock(3), what="a berm across the road"),
        told(DENIED, "turkey", at=clock(4), denied_by="an armed group", reason="none given"),
    )
    assert [each.content["denied_by"] for each in found.of(DENIED)] == ["an armed group"]
    assert found.outcome == "planned"


@pytest.mark.parametrize(
    ("bad", "rule", "says"),
    [
        (planned("p-2", route=[]), "route", "Patrol p-2 has no route: 0 points."),
        (planned("p-2", route=M4[:1]), "route", "Patrol p-2 has no route: 1 points."),
        (planned("p-2", end=clock(1)), "dates", "Patrol p-2 would end before it begins."),
        (planned("p-2", start=clock(-5), end=clock(-1)), "past", "Patrol p-2 would be over by now"),
        (planned("p-2", parties=["mars"]), "party", "The agreement knows no party mars."),
        (planned("p-2", parties=[]), "party", "Nobody goes on patrol p-2."),
        (planned("p-2", zone="mars"), "zone", "The agreement has no zone mars."),
        (planned(), "id", "There is a patrol p-1 already"),
        (told(TOLD, "turkey", 1, outcome="completed"), "future", "Patrol p-1 begins on 2017-06-15 10:00 UTC"),
        (told(HINDERED, "turkey", at=clock(9), what="x"), "future", "is yet to come."),
        (told(CALLED_OFF, "iran"), "party", "and iran cannot call it off."),
        (act(TOLD, "turkey", 6, id="p-9", outcome="completed"), "id", "There is no patrol p-9."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_rule(bad, rule, says):
    (found,) = objections(planned(), bad)
    assert found[0] == rule
    assert says in found[1]


plain = st.none() | st.integers(-3, 600) | st.sampled_from(["p-1", "turkey", clock(3), ""]) | st.lists(
    st.integers(0, 9) | st.just(M4[0]), max_size=3
)  # fmt: skip
NAMES = ["id", "parties", "zone", "route", "start", "end", "outcome", "place", "minutes", "at", "what"]


@given(
    st.lists(
        st.tuples(st.sampled_from(list(FORMS)), st.dictionaries(st.sampled_from(NAMES), plain)), max_size=8
    )
)
def test_whatever_another_machine_sends_the_fold_goes_on(sent):
    found = folded(PATROLS, planned(), *(act(kind, "turkey", 6, **content) for kind, content in sent))
    assert isinstance(PATROLS.as_map(found.state), dict)


NOON = datetime(2020, 3, 23, 12, tzinfo=UTC)


def movement(name, start=0.0, hours=2.0, lat=35.8, lon=36.3, length=0.2, radius=50, kind="patrol"):
    points = [point(lat, lon, radius), point(lat, lon + length, radius)]
    begin = NOON + timedelta(hours=start)
    return Movement(name, points, begin, begin + timedelta(hours=hours), kind)


def test_two_patrols_on_one_road_in_one_hour_clash_with_the_nearest_meeting_told():
    clash = clash_of(movement("p-1"), movement("p-2", start=0.5))
    assert clash is not None
    assert clash.metres < 200
    assert clash.apart <= HOUR


def test_a_patrol_through_a_notified_convoy_clashes_and_one_hours_later_does_not():
    convoy = movement("c-7", kind="convoy")
    assert clash_of(movement("p-1", lat=35.801), convoy) is not None
    assert clash_of(movement("p-1", start=4), convoy) is None
    assert clash_of(movement("p-1", lat=35.9), convoy) is None


def test_each_pair_is_told_once_soonest_first():
    ours = [movement("p-2", start=0.4), movement("p-1")]
    found = clashes(ours, [*ours, movement("c-7", start=-1, kind="convoy")])
    assert next((each.one.id, each.other.id) for each in found) in {("p-1", "c-7"), ("p-2", "c-7")}
    assert len({frozenset((each.one.id, each.other.id)) for each in found}) == len(found)


somewhere = st.builds(
    movement,
    st.sampled_from(["p-1"]),
    start=st.floats(-6, 6),
    hours=st.floats(0.1, 5),
    lat=st.floats(35, 36.5),
    lon=st.floats(36, 37.5),
    length=st.floats(0, 0.5),
    radius=st.integers(0, 2_000),
)


@given(somewhere, somewhere)
def test_a_clash_is_one_whichever_is_asked_first_and_never_beyond_reach(one, other):
    there, back = clash_of(one, other), clash_of(other, one)
    assert (there is None) == (back is None)
    if there is not None:
        step = 0.5 * 111_000 / 119 + 1
        radius = one.points[0]["radius_m"] + other.points[0]["radius_m"]
        assert there.metres <= REACH_M + radius + 2 * step
        assert there.apart <= HOUR
