"""Meetings: rounds as sources tell them, side by side; outcomes per point; what follows an announcement."""

from datetime import date, timedelta

import pytest
from centre_ground import AT, act, folded, ground, only_objection
from hypothesis import given
from hypothesis import strategies as st

from holdfire.centre.fold import fold, root_of
from holdfire.centre.meetings.acts import ADOPTED, ANNOUNCED, CALLED_OFF, FORMS, HELD, POINT_TOLD, POSTPONED
from holdfire.centre.meetings.expected import days_of, expected, read_expected, told_as
from holdfire.centre.meetings.rules import MEETINGS
from holdfire.errors import MomentError

END_OF_OCTOBER = {"period": "2017-10", "part": "end"}
LATE = 24 * 365 * 3
"""Hours after AT by which every round is over."""
STATEMENT = "seed-002"


def announced(party="un", hours=0, **more):
    return act(ANNOUNCED, party, hours, **({"id": "astana-7", "series": "astana", "round": 7} | more))


def held(party="un", hours=LATE, **more):
    return act(HELD, party, hours, **({"id": "astana-7", "series": "astana", "round": 7} | more))


def point(outcome, party="un", hours=LATE, **more):
    named = {"id": "astana-7", "point": "framework", "subject": "the basic framework", "outcome": outcome}
    return act(POINT_TOLD, party, hours, **(named | more))


def postponed(party="un", hours=1, **more):
    return act(POSTPONED, party, hours, **({"id": "astana-7"} | more))


def called_off(party="un", hours=2, **more):
    return act(CALLED_OFF, party, hours, **({"id": "astana-7"} | more))


def adopted(party="un", hours=LATE, **more):
    named = {"id": "astana-7", "statement": "joint", "title": "Joint statement"}
    return act(ADOPTED, party, hours, **(named | more))


def the(*acts, name="astana-7"):
    found = folded(MEETINGS, *acts)
    assert found.aside == (), [each.objection for each in found.aside]
    return found.state.meetings[name]


def outcome_of(*acts):
    return the(*acts).points["framework"].outcome


# What the rules make of words, by whom and from where.


def test_a_word_of_another_speaker_or_source_on_one_point_stands_beside_the_first():
    seventh = the(held(), point("agreed"), point("not agreed", source=STATEMENT), point("agreed", "iran"))
    framework = seventh.points["framework"]
    assert framework.outcome == "told differently"
    assert {who: each.content["outcome"] for who, each in framework.words.items()} == {
        ("un", None): "agreed", ("un", STATEMENT): "not agreed", ("iran", None): "agreed",
    }  # fmt: skip
    assert outcome_of(held(), point("agreed"), point("agreed", "iran")) == "agreed"


def test_a_word_is_corrected_by_its_teller_with_a_reason_and_both_stay():
    corrected = the(held(), point("agreed"), point("put off", why="read again", subject=None))
    assert corrected.points["framework"].outcome == "put off"
    assert len(corrected.points["framework"].told) == 2
    again = the(held(first="2017-10-30"), held(first="2017-10-31", why="read again"))
    assert [each.content["first"] for each in again.held.values()] == ["2017-10-31"]
    assert len(again.course) == 2


@pytest.mark.parametrize(
    ("course", "stands"),
    [
        ((announced(),), "announced"),
        ((announced(), postponed()), "postponed"),
        ((announced(), postponed(), announced("iran")), "postponed"),
        ((announced(), called_off()), "called off"),
        ((announced(), announced("iran"), called_off()), "called off"),
        ((announced(), called_off(), announced(hours=3)), "announced"),
        ((announced("iran"), announced(), called_off(), postponed("iran")), "told differently"),
        ((announced(), postponed(), held("iran")), "held"),
        ((announced(), called_off(), held("iran")), "told differently"),
        ((announced(), called_off(), held(why="the call-off was an error")), "held"),
        ((held(),), "held"),
    ],
)
def test_where_a_meeting_stands_follows_from_all_words_on_it(course, stands):
    assert the(*course).stands.value == stands


def test_a_new_time_takes_the_place_of_the_announced_one_for_that_teller_only():
    seventh = the(
        announced(expected=END_OF_OCTOBER),
        announced("iran", expected={"period": "2017-10-30", "part": None}),
        postponed(expected={"period": "2017-11", "part": None}),
    )
    assert seventh.expected() == {("un", None): "2017-11", ("iran", None): "2017-10-30"}
    assert seventh.expected_within(date(2017, 11, 5), date(2017, 11, 6))
    assert not seventh.expected_within(date(2017, 10, 1), date(2017, 10, 29))


CITED = [{"fact": "first", "clause": "para 14", "start": None, "end": None}]
REFUSED = [
    ((announced(), announced()), "twice", "un told that it is announced"),
    ((held(), announced()), "twice", "un told that it is held"),
    ((held(), held(first="2017-10-30")), "twice", "un told that meeting astana-7 is held already."),
    ((held(), held(why="again")), "twice", "is held already, in the same words."),
    ((held(), point("agreed"), point("put off")), "twice", "un told that point framework is agreed already."),
    ((held(), adopted(), adopted(title="Text")), "twice", "un told of statement joint already."),
    ((announced(id="astana-8"),), "id", "Round 7 of astana is not named astana-8."),
    ((announced(id="astana-8", round=None),), "id", "no number of a round is given"),
    ((announced(round=0, id="astana-0"),), "round", "Rounds are numbered from 1."),
    (
        (announced(id="ankara", round=None), held(id="ankara", round=None, series="working-group")),
        "id",
        "Meeting ankara is on record as one of astana.",
    ),
    ((postponed(),), "id", "There is no meeting astana-7."),
    ((held(), postponed(hours=LATE)), "over", "un told that meeting astana-7 is held."),
    ((announced(), called_off(), called_off()), "over", "is called off."),
    ((announced(), point("agreed")), "held", "Nobody has told that meeting astana-7 was held."),
    ((announced(), adopted()), "held", "Nobody has told that meeting astana-7 was held."),
    ((held(), point("agreed", subject=None)), "subject", "Point framework is new"),
    ((held(last="2017-10-31"),), "days", "A last day, 2017-10-31, and no first one."),
    ((held(first="2017-10-31", last="2017-10-30"),), "days", "end on 2017-10-30, before 2017-10-31"),
    ((held(hours=0, first="2017-10-31"),), "future", "2017-10-31 is yet to come"),
    ((held(), adopted(day="2031-01-01")), "future", "2031-01-01 is yet to come"),
    ((held(participants=["atlantis"]),), "party", "participants: the agreement knows no party or body"),
    ((held(host="atlantis"),), "party", "host: the agreement knows no party or body atlantis"),
    ((held(participants=["iran"], absent=["iran"]),), "twice", "iran stands in two of"),
    ((held(participants=["usa"], observers=["usa"]),), "twice", "usa stands in two of"),
    ((held(source="a-blog"),), "source", "The agreement lists no source a-blog, and no file"),
    ((held(first="2017-10-30", cited=CITED),), "source", "A place is cited, and no source."),
    ((held(source=STATEMENT, cited=CITED),), "cited", "first is cited and not told."),
    (
        (announced(source=STATEMENT, cited=CITED),),
        "cited",
        "meeting announced has no fact first, which is cited.",
    ),
    ((held(), adopted(texts={"en": "0" * 64}, authentic="fa")), "authentic", "The text in fa is to prevail"),
    ((held(participants="iran"),), "form", "participants must be a list"),
    ((announced(expected={"period": "October", "part": None}),), "form", "expected must be a day"),
    ((announced(expected={"period": "2017-10-30", "part": "end"}),), "form", "expected must be a day"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("acts", "rule", "what"), REFUSED, ids=[f"{n}-{case[1]}" for n, case in enumerate(REFUSED)]
)
def test_what_breaks_a_rule_is_set_aside_with_the_rule_and_the_next_step(acts, rule, what):
    found = folded(MEETINGS, *acts)
    objection = only_objection(found)
    assert (objection.rule, what in objection.what) == (rule, True), objection.what
    assert objection.advice
    assert found.state == folded(MEETINGS, *acts[:-1]).state


def test_a_document_that_the_agreement_does_not_list_is_named_by_its_file():
    told = the(held(source="a-communique", file="a" * 64, first="2017-10-30", cited=CITED))
    assert list(told.held) == [("un", "a-communique")]


def test_a_body_of_the_agreement_may_host_and_a_meeting_without_a_round_has_an_id_of_its_own():
    group = the(
        held(id="ankara-maps", round=None, series="working-group", host="joint-working-group"),
        name="ankara-maps",
    )
    assert (group.round, group.stands.value) == (None, "held")


def test_as_of_a_moment_later_words_are_not_known():
    state = folded(MEETINGS, announced(), postponed(), held(), point("agreed"), adopted()).state
    then = state.through(AT + timedelta(hours=1)).meetings["astana-7"]
    assert (then.stands.value, dict(then.points), then.statements) == ("postponed", {}, ())
    assert state.through(AT - timedelta(hours=1)).meetings == {}


# Times as they were announced.


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2017-10-30", date(2017, 10, 30), date(2017, 10, 30)),
        ("2017-10-30 to 2017-10-31", date(2017, 10, 30), date(2017, 10, 31)),
        ("2017-10", date(2017, 10, 1), date(2017, 10, 31)),
        ("end of 2017-10", date(2017, 10, 21), date(2017, 10, 31)),
        ("end of 2018-02", date(2018, 2, 21), date(2018, 2, 28)),
        ("beginning of 2017-11", date(2017, 11, 1), date(2017, 11, 10)),
        ("middle of 2017-11", date(2017, 11, 11), date(2017, 11, 20)),
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
    ],
)
def test_a_time_is_kept_as_it_was_told_and_means_these_days(words, first, last):
    told = read_expected(words)
    assert (told_as(told), days_of(told), expected(told)) == (words, (first, last), "")


@pytest.mark.parametrize(
    "words", ["October", "end of 2017", "2017-13", "2017-10-31 to 2017-10-30", "0017", ""]
)
def test_what_is_no_time_is_refused(words):
    with pytest.raises((ValueError, MomentError)):
        read_expected(words)


# What other machines may send.

values = (
    st.none() | st.integers() | st.text(max_size=9)
    | st.sampled_from(["astana-7", "2017-10-30", "agreed", STATEMENT, [], ["iran"], END_OF_OCTOBER, CITED])
    | st.lists(st.dictionaries(st.sampled_from(["fact", "start", "end"]), st.none() | st.integers()))
)  # fmt: skip
fields = sorted({name for form in FORMS.values() for name in (*form.fields, "of", "why")})
sent = st.builds(
    lambda base, party, more: act(base.kind, party, LATE, **{**base.content, **more}),
    st.sampled_from([announced(), held(), point("agreed"), postponed(), called_off(), adopted()]),
    st.sampled_from(["turkey", "russia", None]),
    st.dictionaries(st.sampled_from(fields), values, max_size=3),
)


@given(st.lists(sent, max_size=12))
def test_whatever_other_machines_send_folds_without_a_crash_and_the_same_everywhere(acts):
    state = fold(MEETINGS, acts, ground()).state
    for meeting in state.meetings.values():
        assert meeting.stands
        meeting.differing(), meeting.expected(), meeting.adopted(), state.next_after(meeting.id)
        meeting.held_on(date(2017, 10, 30))
        meeting.expected_within(date(2017, 10, 1), date(2017, 10, 30))
        assert all(each.outcome and each.subject for each in meeting.points.values())
    again = fold(MEETINGS, acts, ground()).state
    assert root_of({"meetings": MEETINGS.as_map(state)}) == root_of({"meetings": MEETINGS.as_map(again)})
