"""The drawing of counts over watch: observers in rows of their own, nothing stacked, empty is not zero."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

from small_case import DAY, sealed, watch_row

from holdfire.publish.bulletin import compose
from holdfire.publish.day import DayCut
from holdfire.publish.edition import Edition
from holdfire.publish.editions import redact
from holdfire.publish.figures.counts_and_watch import ObserverDay, ObserverRow, counts_and_watch_svg
from holdfire.publish.layout import Drawing
from holdfire.publish.sections.counts_drawn import DAYS, counts_drawn
from holdfire.reports.table import TALLIES, WATCH

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def drawn(*days: ObserverDay, name: str = "Turkey") -> str:
    return counts_and_watch_svg([ObserverRow(name, days)])


def day(number: int, low: int | None, high: int | None, hours: float | None = None, denials: int = 0):
    return ObserverDay(date(2017, 6, number), low, high, hours, denials)


def test_a_day_without_a_printed_count_has_no_mark_and_a_zero_has_one() -> None:
    empty, zero = drawn(day(1, None, None)), drawn(day(1, 0, 0))
    assert "0" not in texts(empty)
    assert "0" in texts(zero)
    assert zero.count("<rect") == empty.count("<rect") + 1


def test_outlets_that_differ_are_a_range() -> None:
    assert "14–15" in texts(drawn(day(1, 14, 15)))


def test_being_kept_from_watching_is_a_letter_and_not_a_colour_alone() -> None:
    assert "x" in texts(drawn(day(1, 1, 1, 12.0, denials=1)))
    assert "x" not in texts(drawn(day(1, 1, 1, 12.0)))


def test_hours_that_are_not_known_are_a_mark_and_no_bar_of_nothing() -> None:
    unknown = replace(day(1, 1, 1, None), partly=True)
    assert "?" in texts(drawn(unknown))
    assert "?" not in texts(drawn(day(1, 1, 1, 12.0)))


def test_hours_beyond_what_there_is_room_for_set_no_scale() -> None:
    absurd = WATCH.of([watch_row(1, "idlib", hours=1e12, manned=1), watch_row(2, "south", hours=20.0)])
    found = counts_drawn(DayCut(replace(sealed(), watch=absurd), DAY, Edition.UN))
    assert found is not None
    assert "widest watch 20 h" in texts(found.svg)[0]
    assert "?" in texts(found.svg)


def test_no_number_drawn_is_a_sum_of_two_observers() -> None:
    rows = [ObserverRow("A", (day(1, 13, 13, 7.0),)), ObserverRow("B", (day(1, 19, 19, 11.0),))]
    told = " ".join(texts(counts_and_watch_svg(rows)))
    assert "32" not in told
    assert "18" not in told


def test_a_name_cannot_break_out_of_the_drawing() -> None:
    assert "<script>&" in "".join(texts(drawn(day(1, 1, 1), name="<script>&")))


def test_the_drawing_covers_the_days_up_to_the_bulletins_and_says_what_it_shows_in_words() -> None:
    found = counts_drawn(DayCut(redact(sealed(), Edition.UN), DAY, Edition.UN))
    assert found is not None
    assert f"{DAY.day}.{DAY.month}." in texts(found.svg)
    assert len([each for each in texts(found.svg) if each.endswith(f".{DAY.month}.")]) == DAYS
    assert "Russia" in found.alt
    assert "not to be added" in found.caption


def test_without_tallies_and_watch_nothing_is_drawn() -> None:
    bare = replace(sealed(), tallies=TALLIES.empty(), watch=WATCH.empty())
    assert counts_drawn(DayCut(bare, DAY, Edition.UN)) is None
    sections = compose(bare, DAY, Edition.UN).sections
    assert not any(isinstance(block, Drawing) for section in sections for block in section.blocks)
