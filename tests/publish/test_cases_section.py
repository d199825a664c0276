"""The cases of a day in each edition: the funnel adds up, dissent stands beside the finding, and the public
learns of no open case more than that there is one."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from small_case import AGREEMENT, DAY, REPORTS, report_rows, sealed

from holdfire.centre.cases.acts import Note, Opening, Position, Stated, Step
from holdfire.centre.cases.case import case_id_of, fold
from holdfire.centre.cases.frames import frames
from holdfire.centre.cases.ladder import Capacity, Status
from holdfire.publish.day import cut
from holdfire.publish.edition import Edition
from holdfire.publish.editions import redact
from holdfire.publish.layout import Bullets, Grid
from holdfire.publish.sections.cases import cases

AT = datetime(2017, 6, 15, 8, tzinfo=UTC)
"""Within the reporting day 15 June 2017 of the small case."""
R1, R2, R5, R6 = ("r-" + "1" * 20, "r-" + "2" * 20, f"r-{5:020x}", f"r-{6:020x}")
OFFICER = "O. F. Ficer"


def opening(entry, *reports, at=AT):
    case_id = case_id_of(reports)
    return Opening(entry, at, case_id, tuple(sorted(reports)), OFFICER, Capacity.OFFICER, "told by phone")


def step(entry, case_id, step_from, step_to, at=AT, **more):
    role = Capacity.BODY if step_to == "no consensus" else Capacity.OFFICER
    whole = {"evidence": ("sha256:" + "e" * 64,)} | more
    return Step(entry, at, case_id, Status(step_from), Status(step_to), OFFICER, role, "desk reason", **whole)


C12, C5, C6 = (case_id_of(each) for each in ([R1, R2], [R5], [R6]))
LONG_AGO = AT - timedelta(days=40)
ACTS = (
    opening(1, R6, at=LONG_AGO),
    opening(2, R1, R2),
    step(3, C12, "received", "under verification"),
    step(4, C12, "under verification", "violation serious", standard_of_proof="clear and convincing"),
    Stated(5, AT, C12, "russia", Position.VIOLATION, OFFICER, "our letter"),
    Stated(6, AT, C12, "turkey", Position.NO_VIOLATION, OFFICER, "our letter"),
    Note(7, AT, C12, "un", OFFICER, "no access to the site"),
    Note(8, AT, C12, None, OFFICER, "ask the driver"),
    step(9, C12, "violation serious", "no consensus"),
    opening(10, R5, at=LONG_AGO),
    step(11, C5, "received", "under verification", at=LONG_AGO, due=AT - timedelta(days=1)),
    step(12, C6, "received", "out of mandate", at=LONG_AGO),
    step(13, C6, "out of mandate", "closed"),
)
DAY_SPAN = {"when_start": AT, "when_end": AT + timedelta(minutes=1), "when_precision": "instant"}


def dataset(acts=ACTS):
    reports = REPORTS.of(row | DAY_SPAN for row in report_rows())
    unique = reports.unique("report_id")
    made = frames(fold(acts).values(), AGREEMENT, unique)
    return sealed(reports=unique, cases=made.cases, steps=made.steps, positions=made.positions)


def section(edition, acts=ACTS, day=DAY):
    return cases(cut(redact(dataset(acts), edition), day, edition))


def grid(found, caption):
    return next(each for each in found.blocks if isinstance(each, Grid) and each.caption == caption)


def rows(found, caption):
    return [tuple(cell.text for cell in row) for row in grid(found, caption).rows]


def lines(found):
    return [each.text for block in found.blocks if isinstance(block, Bullets) for each in block.sentences]


BY_OUTCOME, FUNNEL = "Cases on record, by outcome", "What became of the reports of this day"
TOUCHED = "Cases on which something was entered on this day"


def test_without_a_case_nothing_is_concluded() -> None:
    (only,) = section(Edition.UN, ()).blocks
    assert only.text == "No case is on record: of nothing reported is said here that somebody took it up."


@pytest.mark.parametrize("edition", Edition)
def test_every_edition_tells_the_same_numbers_of_cases(edition) -> None:
    found = section(edition)
    assert lines(found)[:3] == [
        "Cases opened on this day: 1.",
        "Cases closed on this day, opened before: 1.",
        "Other cases that took a step on this day: 0.",
    ]
    assert rows(found, BY_OUTCOME) == [
        ("Outcome: out of mandate", "1"),
        ("Outcome: no consensus", "1"),
        ("Open, without an outcome", "1"),
        ("All cases on record", "3"),
    ]


@pytest.mark.parametrize("edition", [Edition.UN, Edition.PARTIES])
def test_the_funnel_of_reports_adds_up_and_opens_to_the_reports(edition) -> None:
    found = grid(section(edition), FUNNEL)
    told = {row[0].text: row[1].parts[0] for row in found.rows}
    whole = told.pop("Reports that tell of this day")
    assert whole.value == sum(each.value for each in told.values()) == len(whole.ids)
    assert sorted(name for each in told.values() for name in each.ids) == sorted(whole.ids)
    assert {name: each.value for name, each in told.items()} == {
        "Outcome of their case: out of mandate": 1,
        "Outcome of their case: no consensus": 2,
        "Open: their case is under verification": 1,
        "Open: not taken up in any case": whole.value - 4,
    }


@pytest.mark.parametrize("edition", [Edition.UN, Edition.PARTIES])
def test_scenario_10_a_finding_stands_beside_its_dissent_and_the_note(edition) -> None:
    first, second = rows(section(edition), TOUCHED)
    assert first[1] == "no consensus since 15 June 2017"
    assert first[2:5] == (
        "2",
        "violation serious (no clause named; clear and convincing)",
        "Russia: violation; Turkey: no violation",
    )
    assert "no access to the site" in first[5]
    assert second[1].startswith("closed since 15 June 2017; outcome out of mandate")
    assert second[3:] == ("no finding", "not put to anybody", "nothing")


def test_words_of_the_desk_are_for_the_un_alone() -> None:
    assert "case desk: ask the driver" in rows(section(Edition.UN), TOUCHED)[0][5]
    assert "driver" not in rows(section(Edition.PARTIES), TOUCHED)[0][5]


def test_a_case_that_stands_too_long_is_counted() -> None:
    assert lines(section(Edition.UN))[3] == "Cases that stand longer than they may: 1."


def test_the_un_sees_the_ids_as_held_and_the_parties_others() -> None:
    assert rows(section(Edition.UN), TOUCHED)[0][0] == C12
    shown = rows(section(Edition.PARTIES), TOUCHED)[0][0]
    assert shown.startswith("c-")
    assert shown != C12


def test_the_public_learns_numbers_only() -> None:
    found = section(Edition.PUBLIC)
    assert [block.caption for block in found.blocks if isinstance(block, Grid)] == [BY_OUTCOME]
    told = json.dumps([lines(found), rows(found, BY_OUTCOME), grid(found, BY_OUTCOME).note])
    for secret in (C12, C5, C6, "under verification", "Russia", "Turkey", "violation serious", "driver"):
        assert secret not in told
    figures = [part for row in grid(found, BY_OUTCOME).rows for part in row[1].parts]
    assert all(figure.ids == () and figure.why == "ids withheld" for figure in figures)


@pytest.mark.parametrize("edition", Edition)
def test_no_edition_names_who_works_on_a_case_but_that_somebody_decided(edition) -> None:
    found = section(edition)
    told = json.dumps([rows(found, each.caption) for each in found.blocks if isinstance(each, Grid)])
    assert OFFICER not in told
    assert "desk reason" not in told
    assert "e" * 64 not in told


def test_on_another_day_the_same_cases_are_on_record_and_none_is_listed() -> None:
    found = section(Edition.UN, day=date(2017, 6, 14))
    assert lines(found)[0] == "Cases opened on this day: 0."
    assert [each.caption for each in found.blocks if isinstance(each, Grid)] == [BY_OUTCOME, FUNNEL]


def test_every_number_is_of_the_case_desk_and_names_the_ladder() -> None:
    for block in section(Edition.UN).blocks:
        sentences = (
            block.sentences if isinstance(block, Bullets) else [cell for row in block.rows for cell in row]
        )
        for figure in (part for each in sentences for part in each.parts if not isinstance(part, str)):
            assert figure.observer == "Exercise Orontes: case desk"
            assert figure.rule.startswith("case ladder 1; ")


def test_who_is_silent_is_named_beside_who_spoke() -> None:
    acts = [each for each in ACTS if each.entry not in (6, 9)]
    assert rows(section(Edition.UN, acts), TOUCHED)[0][4] == "Russia: violation; Turkey: not stated"
