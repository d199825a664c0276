"""Patrols: planned on a route, and carried out as each side says."""

import pytest
from centre_ground import act, clock, folded, point
from hypothesis import given
from hypothesis import strategies as st

from holdfire.centre.patrols.acts import CALLED_OFF, DENIED, FORMS, HINDERED, PLANNED, SET_OUT, TOLD
from holdfire.centre.patrols.rules import PATROLS

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


def test_what_another_enters_as_a_partys_word_gives_way_to_its_own_word():
    own = told(TOLD, "russia", outcome="cut short")
    relayed = told(TOLD, "turkey", 8, of="russia", outcome="completed")
    for acts in ([own, relayed], [relayed, own]):
        found = the_patrol(planned(), *acts)
        assert found.said == {"russia": "cut short"}, acts
        assert len(found.of(TOLD)) == 2


def test_called_off_by_one_and_held_by_the_other_is_told_differently():
    off, gone = told(CALLED_OFF, "russia", 1), told(TOLD, "turkey", outcome="completed")
    assert the_patrol(planned(), off).outcome == "called off"
    assert the_patrol(planned(), off, gone).outcome == "told differently"
    none = told(TOLD, "turkey", outcome="did not take place")
    assert the_patrol(planned(), off, none).outcome == "did not take place"
    back = told(TOLD, "russia", 7, outcome="completed")
    assert the_patrol(planned(), off, gone, back).outcome == "completed"


def test_that_it_set_out_is_less_than_how_it_went():
    out = told(SET_OUT, "turkey", 3, at=clock(2.5))
    assert the_patrol(planned(), out).outcome == "set out"
    assert the_patrol(planned(), out, told(TOLD, "russia", outcome="turned back")).outcome == "turned back"
    assert the_patrol(planned(), out, told(CALLED_OFF, "russia", 3)).outcome == "told differently"


def test_a_plan_is_expected_until_all_whose_patrol_it_is_call_it_off_themselves():
    by_russia, by_turkey = told(CALLED_OFF, "russia", 1), told(CALLED_OFF, "turkey", 1)
    assert the_patrol(planned()).expected
    assert the_patrol(planned(), by_russia).expected
    assert not the_patrol(planned(), by_russia, by_turkey).expected
    for_them = told(CALLED_OFF, "turkey", 1, of="russia")
    assert the_patrol(planned(party="russia"), for_them, by_turkey).expected
    assert not the_patrol(planned(party="turkey"), for_them, by_turkey).expected
    assert not the_patrol(planned(), told(TOLD, "turkey", outcome="completed")).expected


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
        (planned("p-2", route=M4[:1]), "route", "Patrol p-2 has no route: 1 point."),
        (planned("p-2", end=clock(1)), "dates", "Patrol p-2 would end before it begins."),
        (planned("p-2", start=clock(-5), end=clock(-1)), "past", "Patrol p-2 would be over by now"),
        (planned("p-2", parties=["mars"]), "party", "The agreement knows no party mars."),
        (planned("p-2", parties=[]), "party", "Nobody goes on patrol p-2."),
        (planned("p-2", zone="mars"), "zone", "The agreement has no zone mars."),
        (planned(), "id", "There is a patrol p-1 already"),
        (told(TOLD, "turkey", 1, outcome="completed"), "future", "Patrol p-1 begins on 2017-06-15 10:00 UTC"),
        (told(HINDERED, "turkey", at=clock(9), what="x"), "future", "is yet to come."),
        (told(CALLED_OFF, "iran"), "party", "and iran cannot call it off."),
        (told(SET_OUT, "turkey", 3, at=clock(4)), "future", "is yet to come."),
        (told(TOLD, "turkey", outcome="completed", ended=clock(7)), "future", "is yet to come."),
        (told(TOLD, "turkey", outcome="completed", ended=clock(2)), "dates", "have ended before it set out"),
        (planned("p-2", route=[point(80, 30), point(35, 30)]), "route", "is over 40 degrees long."),
        (planned("p-2", times=[clock(2), clock(5)]), "times", "Patrol p-2 has 3 points and 2 times."),
        (planned("p-2", times=[clock(2), clock(4), clock(3)]), "times", "do not rise from its start"),
        (planned("p-2", times=[clock(1), clock(3), clock(4)]), "times", "do not rise from its start"),
        (act(TOLD, "turkey", 6, id="p-9", outcome="completed"), "id", "There is no patrol p-9."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_rule(bad, rule, says):
    (found,) = objections(planned(), bad)
    assert found[0] == rule
    assert says in found[1]


def test_nobody_calls_off_twice_or_after_telling_how_it_went():
    twice = [told(CALLED_OFF, "russia", 1), told(CALLED_OFF, "russia", 1)]
    assert objections(planned(), *twice) == [("ended", "russia said of patrol p-1 already: called off.")]
    after = [told(TOLD, "russia", outcome="completed"), told(CALLED_OFF, "russia")]
    assert objections(planned(), *after) == [("ended", "russia said of patrol p-1 already: completed.")]
    assert objections(planned(), told(CALLED_OFF, "russia", 1), told(CALLED_OFF, "turkey", 1)) == []
    correct = [told(CALLED_OFF, "turkey", 1, of="russia"), told(CALLED_OFF, "russia", 1)]
    assert objections(planned(), *correct) == []


plain = st.none() | st.integers(-3, 600) | st.sampled_from(["p-1", "turkey", clock(3), ""]) | st.lists(
    st.integers(0, 9) | st.just(M4[0]), max_size=3
)  # fmt: skip
NAMES = [*(name for form in FORMS.values() for name in form.whole)]


@given(
    st.lists(
        st.tuples(st.sampled_from(list(FORMS)), st.dictionaries(st.sampled_from(NAMES), plain)), max_size=8
    )
)
def test_whatever_another_machine_sends_the_fold_goes_on(sent):
    found = folded(PATROLS, planned(), *(act(kind, "turkey", 6, **content) for kind, content in sent))
    assert isinstance(PATROLS.as_map(found.state), dict)
    for each in found.state.patrols.values():
        assert each.outcome
        assert each.expected in (True, False)
