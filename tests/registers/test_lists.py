"""Whose list a report stands in, and what becomes one entry of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from claim_lists import HOLDERS, RULES, TAKEN_IN, claim, reports_of, said, unit
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from holdfire.moments import Span
from holdfire.places.areas import Area, AreaSet
from holdfire.registers.holders import holders, in_registers
from holdfire.registers.lists import Lists, listed, settled_over
from holdfire.registers.possible import certain_pairs, placed_and_timed, possible_pairs
from holdfire.registers.table import LISTED, REGISTERED
from holdfire.reports.source_map import library_source, read_source_map


def entries_of(*rows: dict[str, object], judgements=(), span=None, areas=None) -> Lists:
    return listed(reports_of(*rows), HOLDERS, span, areas, judgements, RULES)


def reports_by_entry(lists: Lists) -> list[list[str]]:
    return lists.entries["report_ids"].to_list()


def places(*rows: dict[str, object]) -> list[tuple[str, str, bool]]:
    return in_registers(reports_of(*rows), HOLDERS).rows()


def test_the_map_of_a_source_says_whose_register_it_is(tmp_path: Path) -> None:
    path = tmp_path / "posts.yml"
    path.write_text(library_source("holdfire").read_text("utf-8") + "\nregister: turkey\n", encoding="utf-8")
    kept, faults = read_source_map(path)
    nobody, _ = read_source_map(library_source("holdfire"))
    assert faults == ()
    assert kept is not None
    assert nobody is not None
    assert holders([kept, nobody]) == {"posts": "turkey"}


def test_an_outlet_that_names_the_origin_relays_that_register_and_no_other_source_does() -> None:
    assert places(
        claim("r-a", "ru", origin="Post 4"),
        claim("r-b", "outlet", origin="Post 4"),
        claim("r-c", "outlet", origin="Turkey post 1"),
        claim("r-d", "outlet", origin="a resident"),
        claim("r-e", "outlet"),
        claim("r-f", "tr"),
    ) == [
        ("r-a", "russia", True),
        ("r-b", "russia", False),
        ("r-c", "turkey", False),
        ("r-f", "turkey", True),
    ]


def test_a_list_that_prints_another_observers_word_relays_that_one() -> None:
    assert places(claim("r-a", "tr", origin="russia"), claim("r-b", "tr", origin="turkey post")) == [
        ("r-a", "russia", False),
        ("r-b", "turkey", True),
    ]


def test_an_origin_that_two_lists_use_belongs_to_neither() -> None:
    """SOHR is quoted by both: each list keeps its own entry, and SOHR's own source is in no register."""
    assert places(
        claim("r-a", "ru", origin="SOHR"),
        claim("r-b", "tr", origin="SOHR"),
        claim("r-c", "sohr", origin="SOHR"),
    ) == [("r-a", "russia", True), ("r-b", "turkey", True)]


def test_a_name_that_only_begins_alike_is_not_that_observer() -> None:
    assert places(claim("r-a", "outlet", origin="Turkeyreport")) == []
    assert in_registers(reports_of(), HOLDERS).schema == REGISTERED.schema


def test_relays_and_repeats_of_one_origin_are_one_entry() -> None:
    lists = entries_of(
        claim("r-c", "ru", origin="russia post"),
        claim("r-a", "outlet", origin="russia post"),
        claim("r-b", "agency", origin="russia post"),
        claim("r-d", "agency", hour=60, origin="russia post"),
    )
    assert reports_by_entry(lists) == [["r-a", "r-b", "r-c"], ["r-d"]]
    assert lists.entries["entry_id"].to_list() == ["e-a", "e-d"]
    assert set(lists.entries["register"]) == {"russia"}


@pytest.mark.parametrize(
    ("own", "second", "one_entry"),
    [
        pytest.param(
            None, ("outlet", "russia"), True, id="on the observer's word, whose own list names no origin"
        ),
        pytest.param("Russia post 4", ("outlet", "Russia"), True, id="relayed without the post"),
        pytest.param("SOHR", ("outlet", "russia"), True, id="relayed without whom the observer quotes"),
        pytest.param("russia post 4", ("outlet", "russia post 9"), False, id="of another post"),
        pytest.param(None, ("ru-posts", None), False, id="in two lists of its own that state no origin"),
        pytest.param("Post 4", ("ru-posts", "Post 4"), True, id="in two lists of its own, of one origin"),
        pytest.param("Post 4", ("ru-posts", "russia"), False, id="in two lists of its own, of two origins"),
    ],
)
def test_what_is_told_twice_in_one_register(
    own: str | None, second: tuple[str, str | None], one_entry: bool
) -> None:
    source, origin = second
    reports = reports_of(claim("r-a", "ru", origin=own), claim("r-b", source, origin=origin))
    lists = listed(reports, HOLDERS | {"ru-posts": "russia"}, None, None, (), RULES)
    assert lists.entries.height == (1 if one_entry else 2)
    assert set(lists.entries["register"]) == {"russia"}


def test_two_reports_of_one_list_are_two_entries_until_a_person_joins_them() -> None:
    twice = (claim("r-a", "ru"), claim("r-b", "ru"))
    assert reports_by_entry(entries_of(*twice)) == [["r-a"], ["r-b"]]
    assert reports_by_entry(entries_of(*twice, judgements=[said("r-a", "r-b", "same")])) == [["r-a", "r-b"]]


def test_a_person_joins_two_entries_of_one_list_also_by_way_of_anothers() -> None:
    rows = (claim("r-a", "ru"), claim("r-b", "ru"), claim("r-c", "tr"))
    judgements = [said("r-a", "r-c", "same"), said("r-b", "r-c", "same", 9)]
    assert reports_by_entry(entries_of(*rows, judgements=judgements)) == [["r-a", "r-b"], ["r-c"]]


def test_what_a_person_keeps_apart_a_relay_does_not_join() -> None:
    rows = (claim("r-a", "ru", origin="russia post"), claim("r-b", "outlet", origin="russia post"))
    apart = entries_of(*rows, judgements=[said("r-a", "r-b", "not same")])
    assert reports_by_entry(apart) == [["r-a"], ["r-b"]]


def test_a_relay_alone_is_an_entry_only_if_its_origin_names_the_observer() -> None:
    """What an outlet says on the word of "Post 4" may be that post's, but nobody says so for sure."""
    far = {"lon": 39.0, "hour": 200}
    lists = entries_of(
        claim("r-a", "ru", origin="Post 4"),
        claim("r-b", "outlet", origin="Post 4", **far),
        claim("r-c", "outlet", origin="russia post 9", **far),
    )
    assert reports_by_entry(lists) == [["r-a"], ["r-c"]]


def test_an_entry_keeps_the_versions_that_its_source_has_replaced() -> None:
    later = TAKEN_IN + timedelta(hours=1)
    lists = entries_of(
        claim("r-a", "ru", source_key="1", count=2, unit="rounds"),
        claim("r-z", "ru", source_key="1", count=5, unit="rounds", received=later),
    )
    entry = lists.entries.row(0, named=True)
    assert (entry["report_ids"], entry["entry_id"]) == (["r-a", "r-z"], "e-a")
    assert (entry["count"], entry["unit"]) == (5, "rounds")


def test_what_relays_count_differently_is_not_known() -> None:
    rows = (
        claim("r-a", "ru", origin="russia", count=3, unit="rounds", exemption_claimed=True),
        claim("r-b", "outlet", origin="russia", count=4, unit="rounds"),
    )
    entry = entries_of(*rows).entries.row(0, named=True)
    assert entry["count"] is None
    assert entry["unit"] == "rounds"
    assert entry["exemption_claimed"] is True


DAY = Span(datetime(2017, 6, 15, tzinfo=UTC), datetime(2017, 6, 16, tzinfo=UTC))


def test_an_entry_belongs_to_the_day_that_holds_its_middle_and_a_vague_one_only_may() -> None:
    month = {"when_end": datetime(2017, 7, 1, tzinfo=UTC), "when_precision": "month"}
    lists = entries_of(
        claim("r-a", "ru", hour=23.4),
        claim("r-b", "ru", hour=23.6),
        claim("r-c", "ru", hour=-300, **month),
        claim("r-d", "ru", hour=None),
        claim("r-e", "ru", hour=48),
        claim("r-f", "ru", hour=-0.6),
        span=DAY,
    )
    assert lists.entries["entry_id"].to_list() == ["e-a"]
    assert lists.perhaps["entry_id"].to_list() == ["e-c", "e-d"]


IDLIB = Area("SY07", "Idlib", box(36.0, 35.0, 37.0, 36.0), 1, ("Idleb",))
HAMA = Area("SY05", "Hama", box(37.0, 35.0, 38.0, 36.0), 1)


@pytest.mark.parametrize(
    ("said_of_place", "area"),
    [
        pytest.param({}, "SY07", id="the whole disc lies inside"),
        pytest.param({"lon": 36.99}, None, id="the disc reaches over the border"),
        pytest.param({"lon": 36.99, "adm1": "Idleb"}, "SY07", id="the source names the unit"),
        pytest.param({"adm1": "Hama"}, None, id="it names another than the disc lies in"),
        pytest.param(unit("Hama"), "SY05", id="known only to a unit"),
        pytest.param(unit("Nowhere"), None, id="a unit that is not there"),
    ],
)
def test_the_area_is_told_only_where_it_is_certain(
    said_of_place: dict[str, object], area: str | None
) -> None:
    lists = entries_of(claim("r-a", "ru", **said_of_place), areas=AreaSet([IDLIB, HAMA]))
    assert lists.entries["area"].to_list() == [area]


def test_a_unit_says_nothing_of_a_zone_that_is_called_alike() -> None:
    zone = Area("idlib-zone", "Idlib", box(36.0, 35.0, 37.0, 36.0))
    assert entries_of(claim("r-a", "ru", **unit()), areas=AreaSet([zone])).entries["area"].to_list() == [None]


def test_no_reports_make_no_entries() -> None:
    assert entries_of().entries.schema == LISTED.schema


def pairs_of(*rows: dict[str, object], judgements=()) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    reports = reports_of(*rows)
    entries = listed(reports, HOLDERS, None, None, judgements, RULES).entries
    settled = settled_over(entries, reports, judgements)
    possible = possible_pairs(entries, "russia", "turkey", RULES, settled)
    return possible.rows(), certain_pairs(entries, "russia", "turkey", settled).rows()


def test_two_entries_may_be_one_if_discs_and_times_come_within_the_tolerances() -> None:
    rows = (
        claim("r-b", "ru"),
        claim("r-a", "tr", hour=33),
        claim("r-c", "tr", hour=40),
        claim("r-d", "tr", lon=36.70),
        claim("r-e", "tr", lon=36.72),
        claim("r-f", "tr", **unit()),
        claim("r-g", "ir"),
    )
    assert pairs_of(*rows) == ([("e-b", "e-a"), ("e-b", "e-d")], [])


def test_a_person_takes_pairs_away_and_adds_them() -> None:
    rows = (claim("r-a", "ru"), claim("r-b", "tr"), claim("r-c", "tr", lon=39.0), claim("r-d", "ru", hour=11))
    apart, unsure = said("r-a", "r-b", "not same"), said("r-d", "r-b", "unsure")
    joined = said("r-a", "r-c", "same")
    assert pairs_of(*rows, judgements=[apart, joined, unsure]) == (
        [("e-a", "e-c"), ("e-d", "e-b")],
        [("e-a", "e-c")],
    )


def test_each_entry_is_in_one_certain_pair_at_most() -> None:
    rows = (claim("r-a", "ru"), claim("r-b", "ru"), claim("r-c", "tr"))
    reports = reports_of(*rows)
    entries = listed(reports, HOLDERS, None, None, (), RULES).entries
    judgements = [said("r-a", "r-c", "same"), said("r-b", "r-c", "same", 9)]
    settled = settled_over(entries, reports, judgements)
    assert certain_pairs(entries, "russia", "turkey", settled).rows() == [("e-a", "e-c")]


def test_an_entry_without_a_disc_or_a_time_may_be_anything() -> None:
    rows = (claim("r-a", "ru"), claim("r-b", "ru", **unit()), claim("r-c", "ru", hour=None))
    assert entries_of(*rows).entries.select(placed_and_timed()).to_series().to_list() == [True, False, False]


@settings(max_examples=25)
@given(st.permutations(range(6)))
def test_the_order_of_the_reports_changes_nothing(order: list[int]) -> None:
    rows = [
        claim("r-a", "ru", origin="russia post"),
        claim("r-b", "outlet", origin="russia post", hour=10.5),
        claim("r-c", "ru", origin="russia post", hour=11),
        claim("r-d", "tr"),
        claim("r-e", "agency", origin="russia post"),
        claim("r-f", "tr", **unit()),
    ]
    areas = AreaSet([IDLIB, HAMA])
    straight = entries_of(*rows, areas=areas).entries
    assert entries_of(*(rows[place] for place in order), areas=areas).entries.equals(straight)
    assert isinstance(straight, pl.DataFrame)
