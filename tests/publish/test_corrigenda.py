"""Corrigenda: what an issued bulletin said and is no longer so, told once: ids, before, after, who, why."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from case_rows import ENDORSED, OFFICER, OPEN, WITHDRAWN, case_of, frames, step_of
from hypothesis import given, settings
from hypothesis import strategies as st
from small_case import DAY, FINDING_ROWS, INCIDENT_ROWS, finding, sealed

from holdfire.assessment.table import FINDINGS
from holdfire.incidents.table import INCIDENTS, MEMBERSHIP
from holdfire.publish.because import JUDGED, REPORTED, REVISED, RULES, Act
from holdfire.publish.bulletin import compose
from holdfire.publish.corrigendum import NONE
from holdfire.publish.edition import Edition
from holdfire.publish.issued import History, IssuedBulletin
from holdfire.publish.machine import bulletin_json
from holdfire.publish.pseudonyms import pseudonym
from holdfire.publish.published import TOTALS, total

NEXT = DAY + timedelta(days=1)
LATER = sealed().generated_at + timedelta(days=3)
FIVE = f"i-{5:020x}"
NEW = "r-" + "5" * 20
REVISION = Act(12, REVISED, "secret-network", "taken in from secret.csv", frozenset({NEW}))


def record(changed=None, without=(), more=(), **parts):
    """The small case with some incidents changed (by number), left out, or added."""
    rows = [row | (changed or {}).get(int(row["incident_id"][2:], 16), {}) for row in INCIDENT_ROWS]
    rows = [row for row in rows if int(row["incident_id"][2:], 16) not in without] + list(more)
    members = [
        {"report_id": report, "incident_id": row["incident_id"], "probability": 1.0}
        for row in rows
        for report in row["report_ids"]
    ]
    whole = {"incidents": INCIDENTS.of(rows), "membership": MEMBERSHIP.of(members), "generated_at": LATER}
    return sealed(**(whole | parts))


def issued(dataset, entry, edition, day=DAY, history=None):
    """A bulletin of that dataset as it stands on disk."""
    made = compose(dataset, day, edition, history or History())
    return IssuedBulletin(entry, json.loads(bulletin_json(made)))


def told(dataset, edition=Edition.UN, acts=(), first=None, day=NEXT):
    """What the next day's bulletin corrects in that of the small case."""
    history = History((issued(first or sealed(), 10, edition),), tuple(acts))
    return compose(dataset, day, edition, history).corrigenda


def of(corrigenda, kind):
    return [each for each in corrigenda.changes if each.kind == kind]


THREE_INJURED_NOW_FOUR = {5: {"injured_best": 4, "report_ids": [f"r-{5:020x}", NEW]}}


def test_nothing_is_corrected_where_nothing_changed():
    corrigenda = told(record())
    assert corrigenda == NONE
    section = compose(record(), NEXT, Edition.UN, History((issued(sealed(), 10, Edition.UN),))).sections[-1]
    assert (section.anchor, section.blocks[0].text) == ("corrigenda", "None.")


def test_a_revised_figure_is_told_with_id_before_after_who_and_why():
    (one,) = of(told(record(THREE_INJURED_NOW_FOUR), acts=[REVISION]), "changed")
    assert one.plain == {
        "day": "2017-06-15",
        "number": "166/2017",
        "kind": "changed",
        "ids": [FIVE],
        "field": "injured_best",
        "before": 3,
        "after": 4,
        "who": "secret-network",
        "why": "the source revised its claim: taken in from secret.csv",
        "journal_entries": [12],
    }


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.PARTIES])
def test_other_editions_are_told_what_kind_of_act_it_was_and_no_name(edition):
    (one,) = of(told(record(THREE_INJURED_NOW_FOUR), edition, [REVISION]), "changed")
    assert one.ids == (pseudonym(sealed().publication_key, edition, FIVE),)
    assert (one.before, one.after) == (3, 4)
    assert (one.because.who, one.because.why) == ("a source", "the source revised its claim")
    assert one.because.entries == (12,)


def test_acts_before_the_bulletin_or_of_other_reports_explain_nothing():
    early, other = replace(REVISION, entry=9), replace(REVISION, reports=frozenset({"r-other"}))
    (one,) = of(told(record(THREE_INJURED_NOW_FOUR), acts=[early]), "changed")
    assert one.because.who == "not known"
    (one,) = of(told(record(THREE_INJURED_NOW_FOUR), acts=[other]), "changed")
    assert one.because.why.startswith("no act names its reports: all reports were fused anew")


def test_an_incident_of_a_withdrawn_case_is_told_as_withdrawn_by_the_officer():
    why = "both villages are called Rastan"
    dataset = record(**frames([case_of(5, WITHDRAWN)], [step_of(5, 14, WITHDRAWN, why)]))
    corrigenda = told(dataset)
    (one,) = of(corrigenda, "withdrawn")
    assert (one.ids, one.before, one.after) == ((FIVE,), "recorded: breach", "withdrawn")
    assert (one.because.who, one.because.entries) == (OFFICER, (14,))
    assert one.because.why == f"its case was decided (withdrawn): {why}"
    totals = {each.field: (each.before, each.after) for each in of(corrigenda, "day total")}
    injured = {
        f"persons injured, {each}": (was, None) for each, was in (("low", 2), ("best", 3), ("high", 3))
    }
    assert totals == {"incidents": (9, 8), "breaches": (2, 1), **injured}, "nobody else states any injured"


def test_late_joined_split_and_moved_incidents_are_each_told_as_what_they_are():
    late = INCIDENT_ROWS[0] | {"incident_id": "i-" + "a" * 20, "report_ids": ["r-late"]}
    (one,) = of(
        told(record(more=[late]), acts=[Act(13, REPORTED, "ngo", "taken in", frozenset({"r-late"}))]),
        "added late",
    )
    assert (one.ids, one.after, one.because.who) == (
        (late["incident_id"],),
        "recorded: no clause applies",
        "ngo",
    )

    two = {5: {"report_ids": [f"r-{5:020x}", f"r-{9:020x}"]}}
    judged = Act(15, JUDGED, OFFICER, "one crater", frozenset({f"r-{5:020x}", f"r-{9:020x}"}), "same")
    joined = told(record(two, without=[9]), acts=[judged])
    (one,) = of(joined, "joined")
    assert (set(one.ids), one.after) == ({FIVE, f"i-{9:020x}"}, "one incident")
    assert one.because.why == "a person judged reports of it (same): one crater"
    assert joined.corrected[0].without == (f"i-{9:020x}",)

    apart = INCIDENT_ROWS[0] | {"incident_id": "i-" + "2" * 20, "report_ids": ["r-" + "2" * 20]}
    (one,) = of(told(record({1: {"report_ids": ["r-" + "1" * 20]}}, more=[apart])), "split")
    assert one.ids == (f"i-{1:020x}", apart["incident_id"])

    start = INCIDENT_ROWS[4]["when_start"] + timedelta(days=1)
    moved = {5: {"when_start": start, "when_end": start + timedelta(minutes=1)}}
    (one,) = of(told(record(moved)), "of another day")
    assert (one.field, one.before, one.after) == ("when", "15 June 2017, 06:00", "16 June 2017, 06:00")


def test_reports_that_are_gone_are_told_as_no_longer_on_record():
    (one,) = of(told(record(without=[5])), "no longer on record")
    assert one.because.why == "its reports are no longer held: see redactions in the journal"


def test_other_rules_explain_another_verdict_and_no_other_death_toll():
    rows = [
        row if row["incident_id"] != FIVE else finding(5, "undetermined", "north-homs")
        for row in FINDING_ROWS
    ]
    rows = [row | {"rule_version": "rules 2, pack ffff"} for row in rows]
    act = Act(20, RULES, "the mission", "the rules changed")
    corrigenda = told(record({5: {"injured_best": 4}}, findings=FINDINGS.of(rows)), acts=[act])
    by_field = {each.field: each for each in of(corrigenda, "changed")}
    assert (by_field["verdict"].before, by_field["verdict"].after) == ("breach", "undetermined")
    assert by_field["verdict"].because.why == "it was assessed again under other rules: the rules changed"
    assert by_field["injured_best"].because.who == "not known"


def test_what_one_bulletin_corrected_the_next_does_not_tell_again():
    dataset = record(THREE_INJURED_NOW_FOUR)
    first = issued(sealed(), 10, Edition.UN)
    second = issued(dataset, 20, Edition.UN, NEXT, History((first,), (REVISION,)))
    third = record({5: {"injured_best": 6, "report_ids": [f"r-{5:020x}", NEW]}}, quarantined=9)
    history = History((first, second), (REVISION,))
    assert (
        compose(
            record(THREE_INJURED_NOW_FOUR, quarantined=9), NEXT + timedelta(1), Edition.UN, history
        ).corrigenda
        == NONE
    )
    (one,) = of(compose(third, NEXT + timedelta(1), Edition.UN, history).corrigenda, "changed")
    assert (one.before, one.after) == (4, 6)


def test_what_was_told_as_withdrawn_is_not_told_again():
    withdrawn = frames([case_of(5, WITHDRAWN)], [step_of(5, 14, WITHDRAWN)])
    first = issued(sealed(), 10, Edition.UN)
    second = issued(record(**withdrawn), 20, Edition.UN, NEXT, History((first,)))
    assert second.plain["corrected"][0]["without"] == [FIVE]
    later = record(**withdrawn, quarantined=9)
    assert compose(later, NEXT + timedelta(1), Edition.UN, History((first, second))).corrigenda == NONE


def test_a_days_second_bulletin_issued_again_still_tells_how_it_differs_from_the_first():
    first, dataset = issued(sealed(), 10, Edition.UN), record(THREE_INJURED_NOW_FOUR)
    second = issued(dataset, 20, Edition.UN, DAY, History((first,), (REVISION,)))
    again = compose(dataset, DAY, Edition.UN, History((first, second), (REVISION,)))
    assert json.loads(bulletin_json(again)) == second.plain
    assert again.corrigenda.changes


def test_a_bulletin_issued_again_tells_the_same_corrigenda_and_has_the_same_bytes():
    dataset = record(THREE_INJURED_NOW_FOUR)
    first = issued(sealed(), 10, Edition.UN)
    once = compose(dataset, NEXT, Edition.UN, History((first,), (REVISION,)))
    itself = IssuedBulletin(20, json.loads(bulletin_json(once)))
    again = compose(dataset, NEXT, Edition.UN, History((first, itself), (REVISION,)))
    assert bulletin_json(once) == bulletin_json(again)


def test_a_days_second_bulletin_tells_how_it_differs_from_the_first():
    first = issued(sealed(), 10, Edition.UN)
    again = compose(record(THREE_INJURED_NOW_FOUR), DAY, Edition.UN, History((first,), (REVISION,)))
    assert [(each.number, each.field) for each in of(again.corrigenda, "changed")] == [
        ("166/2017", "injured_best")
    ]


def test_the_public_is_told_what_changed_in_an_incident_that_was_published_before_its_case_was_opened():
    """Nobody can keep a correction from the public by opening a case."""
    for status, entry in ((OPEN, 14), (ENDORSED, 15)):
        cases = frames([case_of(5, status)], [step_of(5, entry, status)])
        (one,) = of(told(record(THREE_INJURED_NOW_FOUR, **cases), Edition.PUBLIC, [REVISION]), "changed")
        assert (one.before, one.after) == (3, 4)
        assert (one.because.who, one.because.entries) == ("a source", (12,)), "the case explains nothing"


def test_the_public_is_told_nothing_of_an_incident_that_was_held_back_all_the_time():
    cases = frames([case_of(5, OPEN)], [step_of(5, 14, OPEN)])
    first = sealed(**cases)
    assert told(record(THREE_INJURED_NOW_FOUR, **cases), Edition.PUBLIC, [REVISION], first=first) == NONE


def test_an_incident_held_back_when_the_bulletin_was_issued_is_added_late_once_its_case_is_decided():
    held = sealed(**frames([case_of(5, OPEN)]))
    decided = record(**frames([case_of(5, ENDORSED)], [step_of(5, 15, ENDORSED)]))
    corrigenda = told(decided, Edition.PUBLIC, first=held)
    (one,) = of(corrigenda, "added late")
    assert (one.because.who, one.because.why) == (
        "the officer of the case",
        "its case was decided (endorsed)",
    )
    assert {each.field for each in of(corrigenda, "day total")} >= {"incidents", "breaches"}


def test_a_new_publication_key_is_said_and_not_taken_for_a_hundred_corrections():
    corrigenda = told(record(publication_key="ab" * 32), Edition.PUBLIC)
    assert corrigenda.changes == ()
    assert corrigenda.not_told == ("No. 166/2017: none of its ids is one of this edition's ids any more.",)


def test_a_bulletin_of_an_earlier_version_without_the_new_keys_is_corrected_like_any_other():
    first = issued(sealed(), 10, Edition.UN)
    old = {
        key: value for key, value in first.plain.items() if not key.startswith("corri") and key != "corrected"
    }
    history = History((IssuedBulletin(10, old),), (REVISION,))
    assert of(compose(record(THREE_INJURED_NOW_FOUR), NEXT, Edition.UN, history).corrigenda, "changed")


@pytest.mark.parametrize("edition", list(Edition))
def test_totals_of_rows_are_those_the_bulletin_prints(edition):
    bulletin = compose(sealed(), DAY, edition)
    rows = json.loads(bulletin_json(bulletin))["incidents"]
    printed = {
        figure.unit: figure.value
        for figure in reversed(bulletin.sections[0].blocks[0].sentences[0].parts)
        if not isinstance(figure, str)
    }
    assert printed["incidents"] == total("incidents", rows)[0] == 9
    table = next(each for each in bulletin.sections if each.anchor == "casualties").blocks[0].rows[-1]
    assert [cell.parts[0].value for cell in table[1:7]] == [total(name, rows)[0] for name in TOTALS[3:]]


@settings(max_examples=10)
@given(st.permutations([1, 2, 3, 5, 7, 9]), st.integers(0, 6), st.integers(0, 5))
def test_before_and_after_of_totals_always_follow_from_the_incidents_told(order, gone, more):
    """Whatever is taken away and changed: totals before are those issued, after are those issued now."""
    without, changed = order[:gone], {number: {"killed_best": more} for number in order[gone:]}
    dataset = record(changed, without=without)
    corrigenda = told(dataset)
    first = issued(sealed(), 10, Edition.UN).plain["incidents"]
    now = issued(dataset, 11, Edition.UN).plain["incidents"]
    for name in TOTALS:
        was, is_now = total(name, first)[0], total(name, now)[0]
        found = [(each.before, each.after) for each in of(corrigenda, "day total") if each.field == name]
        assert found == ([] if was == is_now else [(was, is_now)])
    rows = {row["incident_id"]: row for row in first}
    for day in corrigenda.corrected:
        for each in day.without:
            rows.pop(each)
        rows |= {row["incident_id"]: row for row in day.incidents}
    assert set(rows) == {row["incident_id"] for row in now}
    assert total("persons killed, best", tuple(rows.values())) == total("persons killed, best", now)
