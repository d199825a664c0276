"""The file of facts on meetings: the Astana rounds out of the seeds, and what is refused."""

import json
from copy import deepcopy
from datetime import date
from hashlib import sha256

import pytest
from centre_ground import act, folded, ground
from hypothesis import given
from hypothesis import strategies as st

from astana_rounds import (
    NARRATIVE,
    PREVIEW,
    STATEMENT,
    TWELFTH,
    facts_file,
    rounds_of_seed_001,
    rounds_of_seed_002,
    texts_of,
    twelfth_round,
)
from holdfire.centre.act import CentreError
from holdfire.centre.fold import fold
from holdfire.centre.meetings.acts import HELD
from holdfire.centre.meetings.facts_file import FORM, misquoted, read_facts
from holdfire.centre.meetings.rules import MEETINGS

LATE = 24 * 365 * 3
"""Hours after which every round of the seeds is over."""


@pytest.fixture(scope="module")
def seed_text(shared):
    return texts_of(shared)


def acts_of(texts, source, facts):
    digest, read = read_facts(facts_file(texts, source, *facts))
    assert digest == sha256(texts[source].encode()).hexdigest()
    assert list(misquoted(read, texts[source])) == []
    return [act(each.kind, "un", LATE, **each.content) for each in read]


def of_all_seeds(texts):
    acts = [
        *acts_of(texts, PREVIEW, rounds_of_seed_001(texts)),
        *acts_of(texts, NARRATIVE, rounds_of_seed_002(texts)),
        *acts_of(texts, TWELFTH, twelfth_round(texts)),
    ]
    found = folded(MEETINGS, *acts)
    assert found.aside == (), [each.objection for each in found.aside]
    return found.state


def test_the_seeds_tell_rounds_one_to_six_and_twelve_as_held_seven_and_thirteen_as_planned(seed_text):
    state = of_all_seeds(seed_text)
    stands = {each.round: each.stands.value for each in state.meetings.values()}
    assert stands == {**dict.fromkeys((1, 2, 3, 4, 5, 6, 12), "held"), 7: "announced", 13: "announced"}


def test_two_sources_that_differ_on_the_days_of_round_six_stand_side_by_side(seed_text):
    sixth = of_all_seeds(seed_text).meetings["astana-6"]
    assert sixth.differing()["last"] == {("un", PREVIEW): "2017-09-14", ("un", NARRATIVE): "2017-09-15"}
    assert "first" not in sixth.differing()
    assert "participants" not in sixth.differing(), "who does not state them does not differ"
    assert (sixth.held_on(date(2017, 9, 15)), sixth.held_on(date(2017, 9, 16))) == (True, False)


def test_round_four_has_no_day_stated_and_is_held_on_no_day(seed_text):
    fourth = of_all_seeds(seed_text).meetings["astana-4"]
    (word,) = fourth.held.values()
    assert word.content.get("first") is None
    assert not any(fourth.held_on(date(2017, 5, day)) for day in range(1, 32))


def test_the_fifth_and_the_twelfth_round_have_outcomes_per_point_and_none_of_their_own(seed_text):
    state = of_all_seeds(seed_text)
    assert {name: each.outcome for name, each in state.meetings["astana-5"].points.items()} == {
        "framework": "agreed in part", "talks": "not agreed",
    }  # fmt: skip
    assert {name: each.outcome for name, each in state.meetings["astana-12"].points.items()} == {
        "idlib": "not agreed", "committee": "not agreed", "committee-speed": "agreed",
    }  # fmt: skip
    assert not hasattr(state.meetings["astana-12"], "outcome")


def test_the_next_meeting_keeps_the_precision_it_was_announced_with(seed_text):
    state = of_all_seeds(seed_text)
    assert state.meetings["astana-7"].expected() == {("un", NARRATIVE): "end of 2017-10"}
    assert state.meetings["astana-13"].expected() == {("un", TWELFTH): "2019-07"}
    assert list(state.next_after("astana-6")) == ["astana-7"]
    assert list(state.next_after("astana-12")) == ["astana-13"]


def good():
    place = {"fact": "first", "clause": None, "start": 0, "end": 2, "quote": "14"}
    fact = {"act": "held", "series": "astana", "round": 6, "first": "2017-09-14", "cited": [place]}
    return {"form": FORM, "source": STATEMENT, "file": None, "facts": [fact]}


def changed(**more):
    told = deepcopy(good())
    told["facts"][0].update(more)
    return told


def test_a_file_of_facts_becomes_acts_and_a_quote_that_is_not_there_is_told():
    _, (fact,) = read_facts(json.dumps(good()).encode())
    assert (fact.kind, fact.content["id"], fact.quotes) == (HELD, "astana-6", ((0, 2, "14"),))
    assert "quote" not in fact.content["cited"][0]
    assert list(misquoted((fact,), "14-15 September")) == []
    assert list(misquoted((fact,), "13-15 September")) == ["fact 1: at 0 to 2 stands '13', not '14'"]


BAD = [
    ([], "exactly: form, source, file, facts"),
    ({**good(), "form": "x"}, "its form is not"),
    ({**good(), "facts": []}, "facts must be a list of 1"),
    ({**good(), "more": 1}, "exactly: form"),
    ({**good(), "file": "x"}, "file a SHA-256 or null"),
    (changed(act="spoken"), "fact 1: act must be one of"),
    (changed(act=["held"]), "fact 1: act must be one of"),
    (changed(attendance=9), "fact 1 (held) has no field attendance"),
    (changed(by="somebody"), "has no field by"),
    (changed(source="x"), "has no field source"),
    (changed(round="6"), "must name its meeting"),
    (changed(round=True), "must name its meeting"),
    (changed(cited=[]), "cites no place"),
    (changed(cited=[{"fact": "first", "start": 0, "end": 2}]), "comes with its quote"),
    (changed(cited=[{"fact": "first", "start": 0, "end": 3, "quote": "14"}]), "has 2 code points, not 3"),
    (changed(cited=[{"fact": "first", "start": "0", "end": 2, "quote": "14"}]), "whole numbers"),
    (changed(cited=[{"clause": "para 14"}]), "a place has"),
]


@pytest.mark.parametrize(("told", "what"), BAD, ids=[each[1] for each in BAD])
def test_a_file_that_is_not_as_its_form_says_is_refused(told, what):
    with pytest.raises(CentreError) as refused:
        read_facts(json.dumps(told).encode())
    assert what in str(refused.value)


@pytest.mark.parametrize("written", [b"\xff", b"{", b'{"form": 1, "form": 1}', b"[NaN]", b"[" * 100_000])
def test_what_is_no_json_or_says_a_key_twice_is_refused(written):
    with pytest.raises(CentreError):
        read_facts(written)


values = (
    st.none()
    | st.integers()
    | st.text(max_size=9)
    | st.sampled_from(["held", "astana-7", "2017-10-30", [], ["iran"]])
    | st.lists(st.dictionaries(st.sampled_from(["fact", "start", "quote"]), st.none() | st.integers()))
)


@given(st.recursive(values, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=6), inner)))
def test_a_hostile_file_of_facts_is_refused_and_never_crashes(told):
    for whole in (told, {**good(), "facts": told}, changed(cited=told), changed(round=told, act=told)):
        try:
            _, facts = read_facts(json.dumps(whole).encode())
        except CentreError:
            continue
        fold(MEETINGS, [act(each.kind, "un", LATE, **each.content) for each in facts], ground())
