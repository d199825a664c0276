"""Ids: the same claim has the same id in every file, another claim never has."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from taking import Desk
from test_intake import GOOD, HEADER, changed

from holdfire.reports.identity import BETWEEN, KnownIds, digests_of, ids_of, row_texts


def ids(cells: pl.DataFrame, slug: str = "list") -> list[str]:
    return ids_of(digests_of(row_texts(cells, slug)), "reports").to_list()


def test_an_id_stays_what_it_was_when_the_first_release_made_it() -> None:
    """Ids stand in issued bulletins: a change of this value breaks them all."""
    assert ids(pl.DataFrame({"id": ["1"], "words": ["خان شيخون"]})) == ["r-e204fe17fd7f41c42677"]


def test_name_of_file_order_of_rows_and_columns_and_quoting_make_no_difference(desk: Desk) -> None:
    desk.take(HEADER + GOOD + changed(id="2"))
    shuffled = desk.folder / "other name.csv"
    names = HEADER.strip().split(",")
    rows = [changed(id="2").strip().split(","), GOOD.strip().split(",")]
    order = sorted(range(len(names)), reverse=True)
    shuffled.write_text(
        "\r\n".join(",".join(f'"{row[place]}"' for place in order) for row in [names, *rows]) + "\r\n"
    )
    result = desk.take(shuffled)
    assert (result.accepted, result.duplicate) == (0, 2)


def test_another_source_says_it_itself() -> None:
    cells = pl.DataFrame({"id": ["1"]})
    assert ids(cells, "one") != ids(cells, "two")


@given(st.lists(st.tuples(st.text(max_size=4), st.text(max_size=4)), min_size=2, max_size=8, unique=True))
def test_different_cells_have_different_ids(rows: list[tuple[str, str]]) -> None:
    clean = [row for row in rows if BETWEEN not in row[0] + row[1]]
    found = ids(pl.DataFrame(clean, schema={"a": pl.String, "b": pl.String}, orient="row"))
    assert len(set(found)) == len(set(clean))


def test_known_ids_tell_the_first_of_two() -> None:
    known = KnownIds()
    assert known.is_new([b"a", b"b"]) == [True, True]
    assert known.is_new([b"b", b"c", b"c"]) == [False, True, False]
    known.forget([b"c"], "list", [])
    assert known.is_new([b"c"]) == [True]
