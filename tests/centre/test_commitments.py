"""Commitments: owner, due and rule out of the pack; status as each speaker says; what is overdue."""

from datetime import date, timedelta

import pytest
from centre_ground import AT, act, folded, ground, only_objection
from hypothesis import given
from hypothesis import strategies as st

from holdfire.agreement.provisions import Strength
from holdfire.agreement.reading import library_pack, load_pack
from holdfire.centre.commitments.acts import ADDED, ASSESSED, FORMS
from holdfire.centre.commitments.commitment import Commitments, commitments, every_commitment
from holdfire.centre.commitments.rules import COMMITMENTS
from holdfire.centre.commitments.scoreboard import by_owner, by_theme, overdue
from holdfire.centre.fold import fold, root_of

LATE = 24 * 365
"""Hours after AT, 15 June 2018, by which the days spoken of have passed."""
AFTER = date(2018, 5, 13)
ENTRY = {"kind": "entry", "ref": "a" * 64}
MAPS = "memo17-maps"
"""Due by 4 June 2017, four weeks after the memorandum; owed by the three guarantors."""


def assessed(status, party="un", hours=LATE, **more):
    named = {"id": "js17-p05", "on": "2018-05-13", "status": status, "why": "as counted"}
    return act(ASSESSED, party, hours, **(named | ({"evidence": [ENTRY]} if status in (2, 3) else {}) | more))


def added(party="un", hours=LATE, **more):
    named = {"id": "observers", "says": "Lebanon and Iraq are invited", "strength": "decision"}
    return act(ADDED, party, hours, **(named | {"meeting": "astana-12", "point": "invitations"} | more))


def stands(*acts):
    found = folded(COMMITMENTS, *acts)
    assert found.aside == (), [each.objection for each in found.aside]
    return found.state


def listed(on=AFTER, *acts):
    return {each.id: each for each in commitments(ground().agreement, stands(*acts), on)}


# Out of the pack.


def test_the_fourteen_paragraphs_of_the_statement_have_owners_strength_due_and_rule():
    of_statement = [each for name, each in listed().items() if name.startswith("js17-")]
    assert len({each.provision.clause.split(",")[0] for each in of_statement}) == 14
    binding = {each.id: each for each in of_statement if not each.rhetorical}
    assert list(binding) == ["js17-p02", "js17-p05", "js17-p06", "js17-p14"]
    assert {each.owners for each in binding.values()} == {("iran", "russia", "turkey")}
    assert {name: each.due for name, each in binding.items() if each.due} == {"js17-p14": date(2017, 10, 31)}
    assert binding["js17-p05"].evidence_rule.startswith("0 no forces, 1 some posts")
    assert binding["js17-p05"].agreed_on == date(2017, 9, 15)


def test_whom_a_text_binds_nobody_by_is_owned_by_whom_it_is_addressed_to_else_by_who_made_it():
    found = listed()
    assert (found["js17-p08"].owners, found["js17-p08"].owner_from) == (("syria", "opposition"), "addressed")
    made = found["js17-p13"]
    assert (made.owners, made.owner_from) == (("iran", "russia", "turkey"), "made its instrument")
    assert (made.rhetorical, made.evidence_rule) == (True, None)


@pytest.mark.parametrize("slug", ["astana", "hodeidah"])
def test_every_provision_is_one_commitment_and_rhetoric_is_apart_by_its_strength(slug):
    agreement = load_pack(library_pack(slug))
    found = list(every_commitment(agreement, Commitments()))
    assert [each.id for each in found] == [each.id for each in agreement.provisions]
    kinds = {each.strength: each.rhetorical for each in found}
    assert all(kinds[each] == (each not in (Strength.OBLIGATION, Strength.DECISION)) for each in kinds)
    assert all(each.owners and each.statuses(date(2030, 1, 1)) == {} for each in found)


def test_what_was_agreed_later_is_no_commitment_yet():
    early = listed(date(2017, 9, 14))
    assert MAPS in early
    assert not [name for name in early if name.startswith(("js17", "p20", "idlib18"))]
    assert "js17-p05" in listed(date(2017, 9, 15))


# As each speaker says.


def test_five_delegations_that_differ_stand_side_by_side():
    told = (
        assessed(3, "turkey"),
        assessed(3, "russia"),
        assessed(2, "iran"),
        assessed(1, "un"),
        assessed(0, "syria"),
    )
    found = listed(AFTER, *told)["js17-p05"]
    assert found.statuses(AFTER) == {"turkey": 3, "russia": 3, "iran": 2, "un": 1, "syria": 0}
    assert found.statuses(AFTER - timedelta(days=1)) == {}


def test_never_assessed_is_not_known_and_not_zero():
    found = listed(AFTER, assessed(0, "un"))
    assert found["js17-p05"].statuses(AFTER) == {"un": 0}
    assert found["js17-p06"].statuses(AFTER) == {}
    monitoring = next(each for each in by_theme(found.values(), AFTER) if each.name == "monitoring")
    assert "js17-p05" not in monitoring.never_assessed
    assert "js17-p06" in monitoring.never_assessed
    (row,) = monitoring.rows
    assert (row.counts, row.scored, row.not_known) == ((1, 0, 0, 0), 1, len(monitoring.ids) - 1)


def test_a_speakers_word_is_its_latest_day_and_a_word_taken_back_is_no_word():
    told = (assessed(2), assessed(1, on="2018-01-01"), assessed(None, on="2018-06-01"))
    found = listed(AFTER, *told)["js17-p05"]
    assert found.statuses(date(2018, 2, 1)) == {"un": 1}
    assert found.statuses(AFTER) == {"un": 2}
    assert found.statuses(date(2018, 6, 1)) == {}
    assert len(found.assessed) == 3, "the history keeps every word"


# What is overdue, and what people say of it.


def test_an_obligation_is_overdue_from_the_day_after_its_last_day_until_all_who_assess_it_say_full():
    def days(on, *told):
        return listed(on, *(assessed(each, who, id=MAPS) for each, who in told))[MAPS].days_overdue(on)

    assert listed()[MAPS].due == date(2017, 6, 4)
    assert [days(date(2017, 6, day)) for day in (3, 4, 5, 14)] == [0, 0, 1, 10]
    assert days(AFTER, (3, "turkey")) == 0
    assert days(AFTER, (3, "turkey"), (1, "iran")) == 343
    assert listed()["js17-p05"].days_overdue(AFTER) is None, "no day is stated"


def test_overdue_is_not_non_compliance_which_only_people_say():
    late = listed(AFTER)[MAPS]
    assert late.days_overdue(AFTER)
    assert late.non_compliance(AFTER) == {}
    said = listed(AFTER, assessed(1, "iran", id=MAPS, non_compliance=["turkey"]))[MAPS]
    assert said.non_compliance(AFTER) == {"iran": ("turkey",)}
    assert listed(AFTER, assessed(0, "iran", id=MAPS))[MAPS].non_compliance(AFTER) == {}


def test_the_longest_overdue_stands_first_and_rhetoric_is_never_late():
    told = (added(hours=0, id="wish", strength="request", due={"period": "2017-05", "part": None}),)
    late = overdue(listed(date(2017, 11, 1), *told).values(), date(2017, 11, 1))
    assert [(each.id, each.days_overdue(date(2017, 11, 1))) for each in late] == [
        ("memo17-working-group", 167), (MAPS, 150), ("js17-p14", 1),
    ]  # fmt: skip


# The scoreboard.


def test_a_share_is_of_what_the_speaker_scored_and_no_speaker_is_merged_with_another():
    told = (
        assessed(3, "turkey"),
        assessed(0, "turkey", id="js17-p06"),
        assessed(2, "russia"),
        assessed(3, "russia", id="memo17-access"),
    )
    groups = {each.name: each for each in by_theme(listed(AFTER, *told).values(), AFTER)}
    rows = {row.speaker: row for row in groups["monitoring"].rows}
    assert (rows["turkey"].counts, rows["turkey"].share) == ((1, 0, 0, 1), 0.5)
    assert (rows["russia"].counts, rows["russia"].share) == ((0, 0, 1, 0), pytest.approx(2 / 3))
    access = {row.speaker: (row.counts, row.share) for row in groups["access"].rows}
    assert access == {"russia": ((0, 0, 0, 1), 1.0), "turkey": ((0, 0, 0, 0), None)}


def test_each_commitment_stands_in_one_theme_and_with_each_of_its_owners():
    found = listed()
    assert sorted(name for each in by_theme(found.values(), AFTER) for name in each.ids) == sorted(found)
    owners = {each.name: each.ids for each in by_owner(found.values(), AFTER)}
    assert all(MAPS in owners[each] for each in ("russia", "turkey", "iran"))
    assert MAPS not in owners["syria"]


# Taken on from a meeting.


def test_what_a_meeting_agreed_is_a_commitment_from_the_day_it_was_agreed():
    told = added(agreed_on="2018-05-01", owners=["iran"], due={"period": "2018-05", "part": "end"})
    assert "observers" not in listed(date(2018, 4, 30), told)
    taken = listed(AFTER, told)["observers"]
    assert (taken.due, taken.due_told, taken.owner_from) == (date(2018, 5, 31), "end of 2018-05", "taken on")
    assert (taken.where, taken.evidence_rule) == ("meeting astana-12, point invitations", None)
    bare = listed(date(2018, 6, 15), added())["observers"]
    assert (bare.owners, bare.owner_from, bare.due, bare.theme) == ((), "not stated", None, None)


def test_a_theme_of_the_agreement_is_its_own_and_another_stays_as_written():
    assert listed(AFTER, added(agreed_on="2018-01-01", theme="excluded-groups"))["observers"].theme == (
        "excluded groups"
    )
    assert listed(AFTER, added(agreed_on="2018-01-01", theme="sport"))["observers"].theme == "sport"


REFUSED = [
    ((assessed(1, id="js17-p99"),), "id", "There is no commitment js17-p99."),
    ((assessed(4),), "status", "There is no status 4."),
    ((assessed(1, why=None),), "reason", "No reason is given for what is said of js17-p05."),
    ((assessed(2, evidence=None),), "evidence", "Status 2 (partial) of js17-p05 is borne out by nothing."),
    ((assessed(3, evidence=[]),), "evidence", "Status 3 (full) of js17-p05"),
    ((assessed(None),), "word", "un has no word on js17-p05 to take back"),
    ((assessed(1, "turkey"), assessed(None, "un")), "word", "un has no word on js17-p05 to take back"),
    ((assessed(1, hours=0),), "future", "2018-05-13 is yet to come"),
    ((assessed(1, on="2017-09-14"),), "before", "js17-p05 was agreed on 2017-09-15, after 2017-09-14."),
    ((assessed(1, non_compliance=["syria"]),), "owner", "syria does not answer for js17-p05."),
    ((assessed(3, non_compliance=["iran"]),), "status", "cannot be full"),
    (
        (assessed(0, id="js17-p14", on="2017-10-31", non_compliance=["iran"]),),
        "due",
        "js17-p14 is due until 2017-10-31: on 2017-10-31 nobody is late.",
    ),
    ((assessed(0, id="js17-p10", non_compliance=["un"]),), "rhetorical", "js17-p10 is a request"),
    ((assessed(1, evidence=[{"kind": "hearsay", "ref": "x"}]),), "form", "evidence number 1 must be"),
    ((added(), added("iran")), "id", "There is a commitment observers already: meeting astana-12"),
    ((added(id="js17-p05"),), "id", "There is a commitment js17-p05 already"),
    ((added(meeting=None),), "point", "A point is named, and no meeting."),
    ((added(agreed_on="2031-01-01"),), "future", "2031-01-01 is yet to come"),
    ((added(owners=["atlantis"]),), "party", "The agreement knows no party or body atlantis."),
    ((added(strength="wish"),), "form", "strength must be one of"),
]


@pytest.mark.parametrize(
    ("acts", "rule", "what"), REFUSED, ids=[f"{n}-{case[1]}" for n, case in enumerate(REFUSED)]
)
def test_what_breaks_a_rule_is_set_aside_with_the_rule_and_the_next_step(acts, rule, what):
    found = folded(COMMITMENTS, *acts)
    objection = only_objection(found)
    assert (objection.rule, what in objection.what) == (rule, True), objection.what
    assert objection.advice
    assert found.state == folded(COMMITMENTS, *acts[:-1]).state


def test_as_of_a_moment_later_words_are_not_known():
    state = stands(added(), assessed(1, hours=LATE + 2))
    then = state.through(AT + timedelta(hours=LATE + 1))
    assert (list(then.added), then.assessed) == (["observers"], {})
    assert state.through(AT) == Commitments()


values = (
    st.none() | st.integers() | st.text(max_size=9) | st.sampled_from(["observers", MAPS, "2018-05-13", []])
    | st.lists(st.sampled_from(["iran", "syria", ENTRY, 3]), max_size=3)
    | st.dictionaries(st.sampled_from(["period", "part", "kind", "ref"]), st.text(max_size=7))
)  # fmt: skip
fields = sorted({name for form in FORMS.values() for name in (*form.fields, "of", "why")})
sent = st.builds(
    lambda base, party, more: act(base.kind, party, LATE, **{**base.content, **more}),
    st.sampled_from([added(), assessed(0), assessed(3), assessed(None), assessed(1, id="observers")]),
    st.sampled_from(["turkey", "russia", None]),
    st.dictionaries(st.sampled_from(fields), values, max_size=3),
)


@given(st.lists(sent, max_size=12))
def test_whatever_other_machines_send_folds_without_a_crash_and_the_same_everywhere(acts):
    state = fold(COMMITMENTS, acts, ground()).state
    found = commitments(ground().agreement, state, date(2018, 6, 15))
    for each in found:
        assert all(status in range(4) for status in each.statuses(AFTER).values())
        each.non_compliance(AFTER)
    boards = (*by_theme(found, AFTER), *by_owner(found, AFTER))
    assert all(sum(row.counts) + row.not_known == len(each.ids) for each in boards for row in each.rows)
    again = fold(COMMITMENTS, acts, ground()).state
    told, told_again = COMMITMENTS.as_map(state), COMMITMENTS.as_map(again)
    assert root_of({"commitments": told}) == root_of({"commitments": told_again})
