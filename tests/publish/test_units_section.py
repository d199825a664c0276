"""The units of count side by side: one row for each observer, every number with all that makes it one."""

from dataclasses import replace
from datetime import timedelta

from small_case import DAY, sealed

from holdfire.assessment.counting.table import COUNTS
from holdfire.publish.day import DayCut
from holdfire.publish.edition import Edition
from holdfire.publish.figure import Figure
from holdfire.publish.layout import figures_of
from holdfire.publish.sections.units import NOT_COUNTED, NOTHING_TOLD, counts_in_edition, units
from holdfire.publish.workings import Workings

BASE = DayCut(sealed(), DAY, Edition.UN)


def counted(unit, counts, observer, lower, upper, **more):
    return {
        "unit": unit,
        "rule_version": f"{unit} 1 (0a1b2c3d4e5f)",
        "counts": counts,
        "observer": observer,
        "span_start": BASE.span.start,
        "span_end": BASE.span.end,
        "cut_off": "00:00 to 00:00 Asia/Damascus",
        "area": None,
        "map_version": None,
        "lower": lower,
        "upper": upper,
        "flagged": 0,
        "ids": ["r-1", "r-2"],
        "perhaps_ids": [],
        "why": [],
        **more,
    }


ROWS = (
    counted("smm", "ceasefire violations", "turkey", 494, 494, flagged=17),
    counted("episode", "episodes", "turkey", 4, 6, perhaps_ids=["r-3"], why=["no direction (2 reports)"]),
    counted("smm", "ceasefire violations", "exercise-network", 12, None, why=["no number (1 report)"]),
    counted("incident", "incidents", "this record", 31, 31),
    counted("smm", "ceasefire violations", "turkey", 3, 3, area="idlib", map_version="idlib-1"),
)  # fmt: skip


def section(*rows):
    return units(replace(BASE, workings=Workings(counts=COUNTS.of(rows))))


def grid(found):
    return [[cell.text for cell in row] for row in found.blocks[0].rows]


def test_units_stand_side_by_side_one_row_an_observer_this_record_last():
    found = section(*ROWS)
    assert (found.anchor, found.title) == ("units", "Units of count")
    assert found.blocks[0].head == ("Observer", "Ceasefire violations", "Episodes", "Incidents")
    assert grid(found) == [
        ["exercise-network", "at least 12", "–", "–"],
        ["Turkey", "494 (assessed as training: 17)", "at least 4, at most 6", "–"],
        ["This record (fused)", "–", "–", "31"],
    ]


def test_every_number_has_unit_observer_rule_span_and_ids():
    figures = [each for each in figures_of((section(*ROWS),)) if isinstance(each, Figure)]
    assert [(each.value, each.observer, each.unit, each.rule, each.ids) for each in figures[:3]] == [
        (12, "exercise-network", "ceasefire violations", "smm 1 (0a1b2c3d4e5f)", ("r-1", "r-2")),
        (494, "turkey", "ceasefire violations", "smm 1 (0a1b2c3d4e5f)", ("r-1", "r-2")),
        (17, "turkey", "ceasefire violations, training", "smm 1 (0a1b2c3d4e5f)", ("r-1", "r-2")),
    ]
    assert figures[4].ids == ("r-1", "r-2", "r-3"), "the upper bound opens to what may belong"
    assert all(each.span == BASE.span and each.map == "no map: everywhere" for each in figures)


def test_why_there_are_two_numbers_is_said_in_words_without_loose_numbers():
    found = section(*ROWS)
    assert [sentence.text for sentence in found.blocks[2].sentences] == [
        "no direction: episodes (Turkey).",
        "no number: ceasefire violations (exercise-network).",
    ]


def test_no_number_is_a_sum_of_two_observers():
    primes = (2, 3, 5, 7)
    rows = [counted("smm", "violations", f"observer-{n}", n, n) for n in primes]
    values = [each.value for each in figures_of((section(*rows),))]
    assert sorted(values) == list(primes)


def test_where_nothing_was_counted_the_section_says_so_and_prints_no_zero():
    assert [block.text for block in units(BASE).blocks] == [NOT_COUNTED]
    assert [block.text for block in section().blocks] == [NOTHING_TOLD]
    assert not list(figures_of((units(BASE),)))


def test_the_span_printed_is_that_of_the_count():
    late = counted("smm", "violations", "turkey", 1, 1, span_end=BASE.span.end + timedelta(days=1))
    (figure,) = figures_of((section(late),))
    assert figure.span.length == timedelta(days=2)


def test_an_edition_without_source_names_numbers_observers_that_are_no_party_but_not_this_record():
    counts = COUNTS.of(ROWS)
    dataset = sealed(publication_key="0a" * 32)
    public = counts_in_edition(counts, dataset, Edition.PUBLIC)
    assert public["observer"].to_list() == ["turkey", "turkey", "observer 1", "this record", "turkey"]
    assert not {"r-1", "r-2", "r-3"} & {each for row in public["ids"].to_list() for each in row}
    assert public.drop("observer", "ids", "perhaps_ids").equals(counts.drop("observer", "ids", "perhaps_ids"))
    assert counts_in_edition(counts, dataset, Edition.UN).equals(counts)
    found = units(replace(BASE, workings=Workings(counts=public), edition=Edition.PUBLIC))
    assert [row[0] for row in grid(found)] == ["observer 1", "Turkey", "This record (fused)"]
