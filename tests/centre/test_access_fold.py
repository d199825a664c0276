"""Notifications and what the sides say to them: silence is silence, and nobody speaks for another."""

from datetime import timedelta

import pytest
from access_acts import answer, convoy, site
from centre_ground import AT, HOUR, act, clock, folded, ground, only_objection, point
from hypothesis import given
from hypothesis import strategies as st

from holdfire.centre.access.acts import (
    ACKNOWLEDGED,
    DELAYED,
    DENIED,
    EXECUTED,
    FORMS,
    LAW,
    MOVEMENT_CHANGED,
    SITE_CHANGED,
    WITHDRAWN,
)  # fmt: skip
from holdfire.centre.access.notice import Standing
from holdfire.centre.access.places import movements, notified_rows
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.fold import fold, root_of


def the(found, name="c-7"):
    assert found.aside == (), [each.objection for each in found.aside]
    return found.state.notices[name]


def standings(notice, hours):
    return {each.side: str(each.standing) for each in notice.sides(AT + hours * HOUR)}


def test_one_side_acknowledges_one_denies_and_silence_is_told_once_the_deadline_has_passed():
    told = the(
        folded(
            ACCESS,
            convoy(to=("russia", "syria", "turkey")),
            answer(party="russia"),
            answer(DENIED, party="turkey", why="fighting on the road"),
        )
    )
    assert standings(told, 9) == {"russia": "acknowledged", "syria": "answer awaited", "turkey": "denied"}
    assert standings(told, 10) == {"russia": "acknowledged", "syria": "not acknowledged", "turkey": "denied"}
    assert {each.side: each.answer and each.answer.reason for each in told.sides(AT + 10 * HOUR)} == {
        "russia": None,
        "syria": None,
        "turkey": "fighting on the road",
    }


def test_an_acknowledgement_after_the_deadline_is_late_and_one_on_it_is_not():
    at_the_hour = the(folded(ACCESS, convoy(), answer(hours=10)))
    assert standings(at_the_hour, 20)["russia"] == "acknowledged"
    after = the(folded(ACCESS, convoy(), answer(hours=10 + 1 / 3600)))
    assert standings(after, 20)["russia"] == Standing.LATE


def test_an_answer_is_to_the_version_it_names_and_a_change_asks_the_sides_again():
    changed = convoy(2, kind_of_act=MOVEMENT_CHANGED, version=2, vehicles=20)
    told = the(folded(ACCESS, convoy(), answer(hours=1), changed))
    assert standings(told, 3)["russia"] == "answer awaited"
    (russia, _) = told.sides(AT + 3 * HOUR)
    assert russia.earlier is not None
    assert russia.earlier.version == 1
    assert [each.content["vehicles"] for each in told.versions] == [12, 20], "both are readable"
    again = the(folded(ACCESS, convoy(), changed, answer(hours=3, version=2)))
    assert standings(again, 4)["russia"] == "acknowledged"


def test_a_delay_says_till_when_and_the_last_word_of_a_side_holds():
    told = the(
        folded(ACCESS, convoy(), answer(DELAYED, until=clock(48), why="de-mining"), answer(DENIED, hours=2))
    )
    assert standings(told, 1.5)["russia"] == "delayed"
    assert standings(told, 3)["russia"] == "denied"
    assert told.answers[0].till == AT + 48 * HOUR


def test_what_one_says_of_another_is_its_own_word_and_no_answer_of_the_other():
    told = the(folded(ACCESS, convoy(), answer(DENIED, party="un", whose="syria", why="turned away")))
    assert standings(told, 11)["syria"] == "not acknowledged"
    (word,) = told.told_of_others(AT + 11 * HOUR)
    assert (word.speaker, word.whose, word.reason) == ("un", "syria", "turned away")


def test_a_relayed_answer_is_the_sides_and_is_shown_as_relayed():
    told = the(folded(ACCESS, convoy(), answer(party="russia", of="syria")))
    (_, syria) = told.sides(AT + HOUR * 2)
    assert str(syria.standing) == "acknowledged"
    assert not syria.answer.act.first_hand


def test_what_became_of_it_is_told_by_each_side_and_never_merged():
    told = the(
        folded(
            ACCESS,
            convoy(),
            act(EXECUTED, "un", 25, id="c-7", step="departed", when=clock(24.5)),
            act(EXECUTED, "un", 30, id="c-7", step="arrived"),
            act(EXECUTED, "syria", 31, id="c-7", step="turned back"),
        )
    )
    assert {who: [each.content["step"] for each in steps] for who, steps in told.outcome().items()} == {
        "un": ["departed", "arrived"],
        "syria": ["turned back"],
    }


def ids(cases):
    return [f"{case[1]}-{number}" for number, case in enumerate(cases)]


REFUSED = [
    (
        convoy(hours=40, answer_by=clock(50)),
        "past",
        "Movement c-7 is in the past: it ends at 2017-06-16 18:00 UTC",
    ),
    (convoy(route=[]), "route", "Movement c-7 has no route"),
    (convoy(route=[point(), point()]), "route", "Movement c-7 has no route"),
    (convoy(to=()), "addressee", "Notification c-7 is addressed to nobody."),
    (convoy(to=("atlantis",)), "party", "The agreement knows no party atlantis."),
    (convoy(end=clock(20)), "window", "Movement c-7 would end at 2017-06-16 04:00 UTC, not after its start."),
    (convoy(answer_by=clock(-1)), "deadline", "The deadline of notification c-7 has passed"),
    (convoy(answer_by=clock(35)), "deadline", "lies after the movement's end"),
    (site(until=clock(-2)), "window", "Site h-1 would end at"),
    (convoy(vehicles=-1), "form", "access movement notified: vehicles must be a whole number from 0"),
]


@pytest.mark.parametrize(("wrong", "rule", "what"), REFUSED, ids=ids(REFUSED))
def test_a_notification_that_breaks_a_rule_is_set_aside_with_the_rule_and_the_next_step(wrong, rule, what):
    found = folded(ACCESS, wrong)
    assert found.state.notices == {}
    objection = only_objection(found)
    assert objection.rule == rule
    assert what in objection.what
    assert objection.advice


def test_a_movement_under_way_may_still_be_notified():
    assert the(folded(ACCESS, convoy(hours=30, answer_by=clock(31)))).state(AT + 30 * HOUR) == "in force"


BROKEN = [
    ((convoy(), convoy(hours=1)), "id"),
    ((answer(),), "id"),
    ((convoy(), answer(version=2)), "version"),
    ((convoy(), answer(version=0)), "version"),
    ((convoy(), answer(party="iran")), "addressee"),
    ((convoy(), answer(DENIED, party="un", whose="atlantis")), "party"),
    ((convoy(), answer(party=None)), "speaker"),
    ((convoy(), act(WITHDRAWN, "russia", 1, id="c-7")), "speaker"),
    ((convoy(), convoy(1, "russia", kind_of_act=MOVEMENT_CHANGED, version=2)), "speaker"),
    ((convoy(), convoy(1, kind_of_act=MOVEMENT_CHANGED, version=3)), "version"),
    ((convoy(), site(1, id="c-7", kind_of_act=SITE_CHANGED, version=2)), "kind"),
    ((site(), act(EXECUTED, "un", 1, id="h-1", step="arrived")), "kind"),
    ((convoy(), act(EXECUTED, "un", 1, id="c-7", step="departed", when=clock(2))), "future"),
]


@pytest.mark.parametrize(("acts", "rule"), BROKEN, ids=ids(BROKEN))
def test_an_act_that_breaks_a_rule_changes_nothing(acts, rule):
    found, before = folded(ACCESS, *acts), folded(ACCESS, *acts[:-1])
    assert only_objection(found).rule == rule
    assert found.state == before.state


def test_after_withdrawal_nobody_answers_and_what_happened_is_still_told():
    found = folded(
        ACCESS,
        convoy(),
        act(WITHDRAWN, "un", 1, id="c-7"),
        answer(hours=2),
        act(EXECUTED, "syria", 30, id="c-7", step="departed"),
    )
    assert only_objection(found).rule == "withdrawn"
    assert found.state.notices["c-7"].state(AT + 2 * HOUR) == "withdrawn"
    assert found.state.notices["c-7"].outcome()["syria"]


def test_a_group_that_the_agreement_leaves_out_may_be_named_as_who_held_it_up():
    excluded = ground().agreement.excluded[0].id
    assert the(folded(ACCESS, convoy(), answer(DENIED, party="un", whose=excluded)))


def test_as_of_a_moment_only_what_was_signed_by_then_is_known():
    found = folded(ACCESS, convoy(), answer(hours=1), convoy(2, kind_of_act=MOVEMENT_CHANGED, version=2))
    assert found.state.through(AT - timedelta(seconds=1)).notices == {}
    then = found.state.through(AT + HOUR * 1.5).notices["c-7"]
    assert (then.number, len(then.answers)) == (1, 1)


def test_rows_of_notified_places_end_where_the_next_version_or_the_withdrawal_begins():
    moved = site(5, kind_of_act=SITE_CHANGED, version=2, place=point(35.5))
    found = folded(ACCESS, site(), moved, act(WITHDRAWN, "un", 9, id="h-1"), convoy())
    rows = notified_rows(found.state).sort("notice_id", "version")
    assert rows.select("notice_id", "version", "start", "end").rows() == [
        ("c-7", 1, AT + 24 * HOUR, AT + 34 * HOUR),
        ("h-1", 1, AT, AT + 5 * HOUR),
        ("h-1", 2, AT + 5 * HOUR, AT + 9 * HOUR),
    ]
    assert rows["lat"].to_list() == [35.93, 35.93, 35.5]


def test_movements_are_given_by_their_version_in_force_and_without_those_withdrawn():
    acts = (convoy(), convoy(2, kind_of_act=MOVEMENT_CHANGED, version=2, end=clock(40)), site())
    made = movements(folded(ACCESS, *acts).state, lambda *told: told)
    assert made == [("c-7", [point(), point(35.8, 36.6)], AT + 24 * HOUR, AT + 40 * HOUR)]
    gone = folded(ACCESS, *acts, act(WITHDRAWN, "un", 3, id="c-7"))
    assert movements(gone.state, lambda *told: told) == []


def test_the_text_says_that_notification_is_no_permission():
    assert "not permission" in LAW
    assert "changes nobody's duty under international humanitarian law" in LAW


def test_no_form_of_access_asks_for_the_name_of_a_person():
    for form in FORMS.values():
        assert not {"name", "driver", "contact", "person"} & set(form.fields)


points = st.fixed_dictionaries(
    {"lat_e7": st.integers(), "lon_e7": st.integers(-9, 9), "radius_m": st.integers(-1, 5)}
)
known = st.sampled_from([clock(5), clock(90), "c-7", "h-1", "russia", "departed", "hospital", 1, 2])
names = st.sampled_from(["russia", "syria", "atlantis", 3, None])
values = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | known
    | st.lists(names, max_size=3) | st.lists(points, max_size=3)
)  # fmt: skip
fields = sorted({name for form in FORMS.values() for name in (*form.fields, "of", "why")})
contents = st.dictionaries(st.sampled_from(fields), values, max_size=12)
good = st.sampled_from(
    [convoy(), site(), answer(), answer(DENIED), convoy(2, kind_of_act=MOVEMENT_CHANGED, version=2)]
)
bad = st.builds(
    lambda kind, party, hours, content: act(kind, party, hours, **content),
    st.sampled_from([*FORMS, "access nothing"]),
    st.sampled_from(["un", "russia", "atlantis", None]),
    st.integers(-9, 60),
    contents,
)
mixed = st.builds(
    lambda base, more: act(base.kind, base.party, 0, **{**base.content, **more}),
    good,
    st.dictionaries(st.sampled_from(fields), values, max_size=2),
)


@given(st.lists(good | bad | mixed, max_size=12))
def test_whatever_other_machines_send_folds_without_a_crash_and_the_same_everywhere(acts):
    found = fold(ACCESS, acts, ground())
    for moment in (AT, AT + 48 * HOUR):
        for notice in found.state.notices.values():
            assert len(notice.sides(moment)) == len(notice.addressees) > 0
            assert notice.state(moment) in ("withdrawn", "over", "in force", "to come")
        found.state.through(moment)
    notified_rows(found.state)
    assert root_of({"access": ACCESS.as_map(found.state)}) == root_of(
        {"access": ACCESS.as_map(fold(ACCESS, acts, ground()).state)}
    )


def test_acknowledging_is_the_only_answer_that_cannot_be_told_of_another():
    assert "whose" not in FORMS[ACKNOWLEDGED].fields
    assert "whose" in FORMS[DENIED].fields
