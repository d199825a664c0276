"""Works of restoration: progress, truce and end as each side says; overdue is asked with a day."""

from datetime import date, timedelta

import pytest
from centre_ground import AT, act, folded, ground, only_objection
from hypothesis import given
from hypothesis import strategies as st

from holdfire.centre.fold import fold, root_of
from holdfire.centre.works import ENDED, FORMS, OPENED, PROGRESSED, TRUCE, WORKS

DAY = "2017-06-15"


def opened(party="turkey", **more):
    return act(OPENED, party, 0, **({"id": "pump-3", "subject": "water", "title": "Pump"} | more))


def progressed(party="turkey", percent=40, **more):
    return act(PROGRESSED, party, 1, **({"id": "pump-3", "on": DAY, "percent": percent} | more))


def ended(party="turkey", outcome="restored", **more):
    return act(ENDED, party, 2, **({"id": "pump-3", "on": DAY, "outcome": outcome} | more))


def truce(party="turkey", state="agreed", **more):
    return act(TRUCE, party, 1, **({"id": "pump-3", "on": DAY, "state": state} | more))


def the(*acts):
    found = folded(WORKS, *acts)
    assert found.aside == (), [each.objection for each in found.aside]
    return found.state.works["pump-3"]


def test_two_sides_percentages_stand_side_by_side_and_each_sides_last_word_is_its_last_day():
    work = the(
        opened(),
        progressed("turkey", 80),
        progressed("russia", 40),
        progressed("turkey", 20, on="2017-06-10"),
    )
    assert {who: each.percent for who, each in work.last_told.items()} == {"turkey": 80, "russia": 40}


def test_one_sides_end_takes_nothing_from_what_the_other_says():
    work = the(
        opened(), ended("turkey", "restored"), progressed("russia", 60), ended("russia", "partly restored")
    )
    assert work.outcome == "told differently by the sides"
    assert work.outcomes == {"turkey": "restored", "russia": "partly restored"}
    assert the(opened(), ended("turkey"), ended("russia")).outcome == "restored"
    assert the(opened()).outcome == "under way"


def test_a_work_is_overdue_from_the_day_after_its_due_day_until_some_side_says_it_ended():
    work = the(opened(due="2017-06-20"))
    assert not work.overdue(date(2017, 6, 20))
    assert work.overdue(date(2017, 6, 21))
    assert not the(opened(due="2017-06-20"), ended()).overdue(date(2017, 6, 21))
    assert not the(opened()).overdue(date(2099, 1, 1)), "without a day nothing is overdue"


@pytest.mark.parametrize(
    ("told", "waits"),
    [
        ((), True),
        ((truce(state="asked"),), True),
        ((truce(),), False),
        ((truce(), truce("russia", "refused")), True),
        ((truce(), truce(state="broken")), True),
        ((truce(state="broken"), truce(state="held")), False),
        ((ended(),), False),
    ],
)
def test_a_work_waits_for_its_truce_until_a_side_says_it_is_agreed_and_none_says_it_is_not(told, waits):
    assert the(opened(truce="two days at the pump"), *told).waits_for_truce is waits
    assert the(opened()).waits_for_truce is False


REFUSED = [
    ((opened(), opened()), "id", "There is a work pump-3 already: Pump."),
    ((progressed(),), "id", "There is no work pump-3."),
    ((opened(), progressed(percent=101)), "percent", "101 percent of work pump-3 cannot be done."),
    (
        (opened(), ended(), progressed()),
        "ended",
        "turkey said that work pump-3 ended on 2017-06-15 (restored).",
    ),
    ((opened(), ended(), ended(outcome="given up")), "ended", "turkey said that work pump-3 ended"),
    ((opened(), progressed(on="2017-06-17")), "future", "2017-06-17 is yet to come"),
    ((opened(), truce()), "truce", "Work pump-3 needs no truce"),
    ((opened(truce="two days"), truce(until="2017-06-01")), "truce", "would end on 2017-06-01, before"),
    ((opened(zone="atlantis"),), "zone", "The agreement has no zone atlantis."),
    ((opened(owner="atlantis"),), "party", "The agreement knows no party or body atlantis."),
]


@pytest.mark.parametrize(
    ("acts", "rule", "what"), REFUSED, ids=[f"{n}-{case[1]}" for n, case in enumerate(REFUSED)]
)
def test_what_breaks_a_rule_is_set_aside_with_the_rule_and_the_next_step(acts, rule, what):
    found = folded(WORKS, *acts)
    objection = only_objection(found)
    assert (objection.rule, what in objection.what) == (rule, True), objection.what
    assert objection.advice
    assert found.state == folded(WORKS, *acts[:-1]).state


def test_a_body_of_the_agreement_may_own_a_work():
    body = ground().agreement.bodies[0].id
    assert the(opened(owner=body)).of("owner") == body


def test_as_of_a_moment_later_words_are_not_known():
    state = folded(WORKS, opened(), progressed(), ended()).state
    then = state.through(AT + timedelta(hours=1)).works["pump-3"]
    assert (len(then.progress), then.outcome) == (1, "under way")
    assert state.through(AT - timedelta(hours=1)).works == {}


values = st.none() | st.integers() | st.text(max_size=9) | st.sampled_from(["pump-3", DAY, "agreed", "water"])
fields = sorted({name for form in FORMS.values() for name in (*form.fields, "of", "why")})
sent = st.builds(
    lambda base, party, more: act(base.kind, party, 3, **{**base.content, **more}),
    st.sampled_from([opened(), opened(truce="two days"), progressed(), ended(), truce()]),
    st.sampled_from(["turkey", "russia", None]),
    st.dictionaries(st.sampled_from(fields), values, max_size=2),
)


@given(st.lists(sent, max_size=12))
def test_whatever_other_machines_send_folds_without_a_crash_and_the_same_everywhere(acts):
    state = fold(WORKS, acts, ground()).state
    for work in state.works.values():
        assert work.outcome
        work.overdue(date(2017, 6, 15))
        assert work.waits_for_truce in (True, False)
    again = fold(WORKS, acts, ground()).state
    assert root_of({"works": WORKS.as_map(state)}) == root_of({"works": WORKS.as_map(again)})
