"""Rows of delimited text: which line each starts on, and what is refused rather than guessed."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.errors import IntakeError
from holdfire.reports.readers.delimited import read
from holdfire.reports.readers.raw import FileForm, Limits

Rows = tuple[list[list[str | None]], list[int], list[tuple[int, str]]]


def rows_of(file: Path, form: FileForm | None = None, limits: Limits | None = None) -> Rows:
    cells: list[list[str | None]] = []
    lines: list[int] = []
    broken: list[tuple[int, str]] = []
    for batch in read(file, form or FileForm(), limits or Limits()):
        cells += [list(row) for row in batch.cells.iter_rows()]
        lines += batch.lines.to_list()
        broken += [(each.line, each.reason) for each in batch.broken]
    return cells, lines, broken


def written(folder: Path, text: str | bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def refused(folder: Path, text: str | bytes, form: FileForm | None = None, name: str = "list.csv") -> str:
    with pytest.raises(IntakeError) as caught:
        rows_of(written(folder, text, name), form)
    return str(caught.value)


def test_a_row_starts_on_its_physical_line_also_behind_a_cell_of_several_lines(tmp_path: Path) -> None:
    file = written(tmp_path, 'id,text\n1,"one\ntwo\nthree"\n2,plain\n\n3,"a ""quoted"" word, and more"\n')
    cells, lines, broken = rows_of(file)
    assert cells == [["1", "one\ntwo\nthree"], ["2", "plain"], ["3", 'a "quoted" word, and more']]
    assert lines == [2, 5, 7]
    assert not broken


def test_line_ends_of_old_macs_are_named(tmp_path: Path) -> None:
    assert refused(tmp_path, "id,text\r1,Duma\r2,Idlib\r") == (
        "list.csv:1: lines end with a carriage return (CR) alone, as on old Macs. Nothing was taken in. "
        "Save the file with LF or CR LF as line ends."
    )


@pytest.mark.parametrize("chunk", [7, 16, 33, 1 << 20])
def test_chunks_do_not_change_what_is_read(tmp_path: Path, chunk: int) -> None:
    file = written(tmp_path, 'id,text\r\n1,"خان\r\nشيخون"\r\n2,Khan Shaykhun\r\n3,""\r\n')
    cells, lines, _ = rows_of(file, limits=Limits(chunk_bytes=chunk))
    assert [row[0] for row in cells] == ["1", "2", "3"]
    assert cells[0][1] == "خان\r\nشيخون"
    assert lines == [2, 4, 5]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=12)


@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=12), chunk=st.integers(5, 80))
def test_what_a_csv_writer_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], chunk: int
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["a", "b"])
    lines, line = [], 2
    for row in rows:
        writer.writerow(row)
        lines.append(line)
        line += 1 + sum(cell.count("\n") for cell in row)
    file = written(tmp_path_factory.mktemp("csv"), text.getvalue())
    cells, found, broken = rows_of(file, limits=Limits(chunk_bytes=chunk))
    assert [[cell or "" for cell in row] for row in cells] == [list(row) for row in rows]
    assert found == lines
    assert not broken


def test_a_row_with_too_many_or_too_few_cells_is_broken_and_the_others_are_read(tmp_path: Path) -> None:
    cells, lines, broken = rows_of(written(tmp_path, "a,b\n1,2\n3\n4,5,6\n7,8\n"))
    assert cells == [["1", "2"], ["7", "8"]]
    assert lines == [2, 5]
    assert broken == [
        (3, "The row has 1 cells; the header has 2."),
        (4, "The row has 3 cells; the header has 2."),
    ]


def test_a_file_cut_inside_a_quoted_cell_is_refused_with_the_line_of_the_quote(tmp_path: Path) -> None:
    assert refused(tmp_path, 'a,b\n1,2\n3,"half a se') == (
        "list.csv:3: the file is cut: the quote opened here is never closed. "
        "Nothing of it was taken in. Ask for the whole file again."
    )


def test_a_file_cut_inside_its_last_row_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "a,b,c\n1,2,3\n4,5").startswith(
        "list.csv:3: the file is cut: its last row has 2 of 3 cells."
    )


def test_a_last_cell_that_may_be_half_is_set_aside_unless_the_map_allows_it(tmp_path: Path) -> None:
    """19 may be half of 190; the rows before it are whole."""
    text = "a,b\n1,2\n3,19"
    cells, _, broken = rows_of(written(tmp_path, text))
    assert cells == [["1", "2"]]
    assert broken == [
        (
            3,
            "The file ends in this row without a line end, so its last cell may be cut "
            "(19 may be half of 190).",
        )
    ]
    cells, _, _ = rows_of(written(tmp_path, text), FileForm(last_line_open=True))
    assert cells[-1] == ["3", "19"]


def test_a_cut_packing_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(("a,b\n" + "1,2\n" * 5000).encode())
    assert "list.csv.gz:1: the file is cut: its packing ends early" in refused(
        tmp_path, whole[: len(whole) // 2], name="list.csv.gz"
    )


def test_a_packed_file_is_read_like_a_plain_one(tmp_path: Path) -> None:
    cells, lines, _ = rows_of(written(tmp_path, gzip.compress(b"a,b\n1,2\n"), "list.csv.gz"))
    assert (cells, lines) == ([["1", "2"]], [2])


def test_a_quote_in_the_middle_of_a_cell_is_refused_with_its_line(tmp_path: Path) -> None:
    message = refused(tmp_path, 'a,b\n1,2\n3,a 5" gun\n4,another 6" gun\n')
    assert message.startswith("list.csv:3: a quote stands in the middle of a cell. Nothing was taken in.")
    cells, _, _ = rows_of(written(tmp_path, 'a,b\n3,a 5" gun\n'), FileForm(quote=None))
    assert cells == [["3", 'a 5" gun']]


def test_a_byte_that_is_not_of_the_declared_encoding_is_named_with_line_and_offset(tmp_path: Path) -> None:
    text = "a,b\n1,Ter Ma’la\n".encode("cp1252")
    assert refused(tmp_path, text).startswith("list.csv:2: byte 0x92 at offset 12 is not utf-8 text.")
    cells, _, _ = rows_of(written(tmp_path, text), FileForm(encoding="cp1252"))
    assert cells == [["1", "Ter Ma’la"]]


def test_a_wide_encoding_that_was_not_declared_is_named(tmp_path: Path) -> None:
    text = "a,b\n1,2\n".encode("utf-16-le")
    assert "there is a zero byte, so this is not utf-8 text." in refused(tmp_path, text)
    cells, _, _ = rows_of(written(tmp_path, "a,b\n1,Дума\n".encode("utf-16")), FileForm(encoding="utf-16"))
    assert cells == [["1", "Дума"]]


def test_a_mark_at_the_start_of_utf_8_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    (batch, *_) = read(written(tmp_path, b"\xef\xbb\xbfa,b\n1,2\n"), FileForm(), Limits())
    assert batch.cells.columns == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "list.csv: the file is empty.", id="nothing at all"),
        pytest.param("\n\n", "list.csv: the file has no header line.", id="only line ends"),
        pytest.param("a,b,a\n1,2,3\n", "list.csv:1: the column 'a' stands there twice.", id="a name twice"),
    ],
)
def test_a_table_needs_a_header(tmp_path: Path, text: str, message: str) -> None:
    assert message in refused(tmp_path, text)


def test_a_row_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    file = written(tmp_path, 'a,b\n1,"' + "x" * 5000)
    with pytest.raises(IntakeError, match=r"list\.csv:2: the row that starts here is longer than 1000 bytes"):
        rows_of(file, limits=Limits(chunk_bytes=400, row_bytes_max=1000))


def test_a_file_that_unfolds_without_end_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, gzip.compress(b"a,b\n" + b"1,2\n" * 100_000), "list.csv.gz")
    with pytest.raises(IntakeError, match="unfolds to more than 10000 bytes"):
        rows_of(file, limits=Limits(chunk_bytes=4000, unpacked_bytes_max=10_000))


def test_batches_are_no_larger_than_the_limit(tmp_path: Path) -> None:
    file = written(tmp_path, "a,b\n" + "1,2\n" * 1000)
    sizes = [each.cells.height for each in read(file, FileForm(), Limits(batch_rows=300))]
    assert sizes == [0, 250, 250, 250, 250]
