"""The line-up in a bulletin: numbers for the public, rows for the parties, reasons for the UN alone."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from small_case import DAY, sealed

from holdfire.publish.day import DayCut
from holdfire.publish.edition import Edition
from holdfire.publish.editions import redact
from holdfire.publish.layout import Bullets, Grid, Sentence
from holdfire.publish.sections.lineup import lineup
from holdfire.publish.workings import Workings
from holdfire.registers.bounds import Bounds
from holdfire.registers.derived import OFFENDER, SET_ASIDE, SUM
from holdfire.registers.pooled import OTHER_AREAS, OVER_ALL
from holdfire.registers.table import LINEUP


def row(number, status, registers, **more):
    return {
        "group_id": f"g-{number:020x}",
        "status": status,
        "remarks": [status],
        "registers": registers,
        "entry_ids": [f"e-{number:018x}{place:02}" for place, _ in enumerate(registers)],
        "silent": sorted({"russia", "turkey"} - set(registers)),
        "probability": None if len(registers) == 1 else 0.9375,
        "rivals": 1 if len(registers) > 1 else None,
        "reasons": ["judged: same, by A. Haddad"],
        "judged_by": "A. Haddad",
    } | more


ROWS = LINEUP.of(
    [
        row(1, "matched", ["russia", "turkey"]),
        row(2, "exempt claimed", ["russia", "turkey"]),
        row(3, "one-sided", ["turkey"]),
        row(4, "awaiting reply", ["turkey"], until=datetime(2017, 6, 17, 21, tzinfo=UTC)),
    ]
)
BOUNDS = Bounds(26, 31, ("Two assumptions.",), ("t-1",))
ASIDE = SET_ASIDE.of(
    [
        {"report_id": "r-1", "kind": SUM, "why": "55 is the sum of two.", "tally_ids": ["t-1", "t-2"]},
        {"report_id": "r-2", "kind": OFFENDER, "why": "turkey is named.", "tally_ids": ["t-2"]},
    ]
)


def section(edition, rows=ROWS, bounds=BOUNDS, aside=ASIDE):
    cut = replace(DayCut(redact(sealed(), edition), DAY, edition), workings=Workings(lineup=rows))
    return lineup(cut, bounds, aside)


def words(found):
    said = []
    for block in found.blocks:
        match block:
            case Sentence():
                said.append(block.text)
            case Bullets():
                said += [each.text for each in block.sentences]
            case Grid():
                said += [" | ".join(cell.text for cell in line) for line in block.rows]
    return said


def test_the_public_reads_numbers_and_neither_rows_nor_statuses():
    said = words(section(Edition.PUBLIC))
    assert said[:3] == [
        *("Listed by two observers or more | 2", "Listed by Russia alone | 0", "Listed by Turkey alone | 2")
    ]
    assert not any("exempt" in each or "awaiting" in each or "g-0" in each for each in said)
    assert not any("turkey is named" in each for each in said)
    assert (
        "Distinct happenings behind tallies and lists together: at least 26 and at most 31. This holds if:"
        in said
    )


def test_the_public_reads_no_word_of_a_source_for_a_unit_or_an_area():
    """Only the agreement's own names are public; who sends a list may call things otherwise."""
    unit, areas = (
        "All observers count in one unit: shellings by the mill.",
        f"{OTHER_AREAS} (the mill): {OVER_ALL}",
    )
    bounds = Bounds(1, 2, (unit, areas, "russia: no count by area."), ("t-1",))
    public, parties = (words(section(each, bounds=bounds)) for each in (Edition.PUBLIC, Edition.PARTIES))
    assert not any("mill" in each for each in public)
    assert {"All observers count in one unit.", "Russia: no count by area."} <= set(public)
    assert {unit, areas} <= set(parties)


def test_the_parties_read_every_row_and_no_judges_name():
    said = words(section(Edition.PARTIES))
    assert "Status: exempt claimed | 1" in said
    assert "matched | Russia and Turkey | – | 0.94" in said
    assert "awaiting reply, due 18 June 2017, 00:00 | Turkey | Russia | –" in said
    assert not any("Haddad" in each for each in said)


def test_the_un_reads_the_reasons():
    said = words(section(Edition.UN))
    assert "one-sided | Turkey | Russia | –" in said
    assert "Row 4 (g-00000000000000000003): judged: same, by A. Haddad." in said


def test_derived_claims_are_shown_and_are_no_incident():
    said = words(section(Edition.UN))
    assert "Reports that add observers' counts up, kept as printed and fused with nothing: 1." in said
    assert "Derived claim r-1: 55 is the sum of two." in said


@pytest.mark.parametrize("rows", [None, LINEUP.empty()])
def test_nothing_lined_up_is_no_zero(rows):
    found = section(Edition.PUBLIC, rows, None, None)
    assert words(found) == ["No two observers' lists were lined up for this day. That is not a zero."]
    assert (found.anchor, found.title) == ("registers", "Registers lined up")


def test_every_figure_opens_to_rows_of_the_edition():
    found = section(Edition.PUBLIC)
    (grid, *_) = found.blocks
    assert grid.rows[0][1].parts[0].ids == ("g-00000000000000000001", "g-00000000000000000002")
