"""The term clock of a bulletin with decisions on record: who consented to what, and who was silent."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from small_case import AGREEMENT, sealed

from holdfire.agreement.parties import Citation
from holdfire.agreement.term import Extension
from holdfire.publish.day import cut
from holdfire.publish.edition import Edition
from holdfire.publish.editions import redact
from holdfire.publish.layout import Grid
from holdfire.publish.sections.term import term_clock

LATER = datetime(2018, 6, 1, tzinfo=ZoneInfo("UTC"))
REF = "a" * 64


def record(day: date, consented: tuple[str, ...], refused: tuple[str, ...] = (), adopted: bool = False):
    cited = (Citation(REF, "decision d-1"),)
    until = date(2018, 5, 4)
    return Extension(day, until, consented, refused, cited, None, "Six months more", REF, adopted)


def grids(day: date, *records: Extension, edition: Edition = Edition.PARTIES) -> list[Grid]:
    term = replace(AGREEMENT.terms[0], extensions=records)
    dataset = sealed(agreement=replace(AGREEMENT, terms=(term,)), generated_at=LATER)
    section = term_clock(cut(redact(dataset, edition), day, edition))
    return [each for each in section.blocks if isinstance(each, Grid)]


def cells(grid: Grid) -> list[str]:
    return [cell.text for cell in grid.rows[0]]


CONSENTS = (
    record(date(2017, 10, 10), ("russia",)),
    record(date(2017, 10, 20), ("turkey",)),
)


def test_a_bulletin_tells_only_the_consents_that_were_on_record_by_its_day():
    assert len(grids(date(2017, 10, 9), *CONSENTS)) == 1
    _, told = grids(date(2017, 10, 15), *CONSENTS)
    assert cells(told) == ["4 May 2018: Six months more", "Russia", "nobody", "Turkey and iran", "no"]


def test_who_was_silent_is_named_and_the_term_is_unknown_and_not_extended():
    clock, told = grids(date(2017, 11, 20), *CONSENTS)
    assert cells(clock)[3] == "unknown: no record of consensus"
    assert cells(told)[1:4] == ["Russia and Turkey", "nobody", "iran"]


def test_an_adopted_text_is_told_with_its_day_and_prolongs():
    whole = record(date(2017, 10, 25), ("russia", "turkey", "iran"), adopted=True)
    clock, told = grids(date(2017, 11, 20), *CONSENTS, whole)
    assert cells(clock)[3] == "extended"
    assert cells(told)[1:] == ["Russia, Turkey and iran", "nobody", "nobody", "25 October 2017"]


def test_a_refusal_is_told_as_one():
    _, told = grids(date(2017, 11, 20), record(date(2017, 10, 10), ("russia",), ("turkey",)))
    assert cells(told)[1:4] == ["Russia", "Turkey", "iran"]


def test_to_the_public_no_title_of_a_text_is_told():
    _, told = grids(date(2017, 11, 20), *CONSENTS, edition=Edition.PUBLIC)
    assert cells(told)[0] == "4 May 2018"
