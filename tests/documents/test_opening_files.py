"""Files as they come: what is read, what is refused, and in which words."""

import io
import zipfile
from pathlib import Path

import pytest

from holdfire.documents.formats.html_scan import scan
from holdfire.documents.opening import open_text, text_of
from holdfire.documents.reading import read
from holdfire.documents.source_text import BYTES_MAX, TEXT_MAX
from holdfire.errors import DocumentError


def refused(content: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        text_of(content, "page")
    return f"{caught.value.what} {caught.value.advice}"


def test_plain_text_is_kept_as_it_is() -> None:
    content = "Минск, 19 September 2015\r\n\r\nمحادثات أستانا\n".encode()
    source = text_of(content, "page.txt")
    assert source.text == content.decode()
    assert [source.of(line) for line in source.lines] == [
        "Минск, 19 September 2015",
        "",
        "محادثات أستانا",
        "",
    ]


def test_a_mark_of_byte_order_is_no_text() -> None:
    assert text_of("Minsk".encode("utf-8-sig"), "page").text == "Minsk"
    assert text_of("Minsk".encode("utf-16"), "page").text == "Minsk"


def test_mixed_encodings_are_read_and_told() -> None:
    source = text_of(b"Talks in Minsk.\n" + "Переговоры".encode("cp1251"), "page.txt")
    (fault,) = source.faults
    assert fault.weight == "warning"
    assert "page.txt:2" in fault.at
    assert "--encoding" in fault.advice
    assert text_of("Переговоры".encode("cp1251"), "page.txt", "windows-1251").text == "Переговоры"


@pytest.mark.parametrize("content", [b"", b"  \n\t\n", b"<html><body><script>x()</script></body></html>"])
def test_an_empty_page_is_called_empty(content: bytes) -> None:
    assert refused(content) == "page is empty: no text is in it. Check that it was saved whole."


def test_a_picture_is_no_text() -> None:
    assert "control characters" in refused(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00\x01" * 50)


def test_what_is_too_long_is_refused_at_once(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(BYTES_MAX + 1)
    with pytest.raises(DocumentError, match=f"{BYTES_MAX:,} are read at most"):
        open_text(large)
    assert f"{TEXT_MAX:,} are read at most" in refused(b"word " * (TEXT_MAX // 5 + 2))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"gone\.html is no file"):
        open_text(tmp_path / "gone.html")


def test_a_page_shows_what_a_reader_sees() -> None:
    page = b"""<html><head><title>T</title><style>p{}</style></head><body><nav><a href=#>Home</a></nav>
    <p>One &amp; <b>two</b><br>three</p><div style="display:none">hidden</div><p hidden>gone</p>
    <ol><li>first<li>second</ol><!-- <p>no</p> --></body></html>"""
    source = text_of(page, "page.html", second_witness=False)
    assert [source.of(line) for line in source.lines] == [
        "T",
        "Home",
        "One & two",
        "three",
        "1. first",
        "2. second",
    ]
    assert "nav" in source.lines[1].hints


def test_elements_nested_too_deep_are_refused() -> None:
    assert "500 elements within each other" in refused(b"<html>" + b"<div>" * 600 + b"deep")


@pytest.mark.parametrize(
    "page",
    [
        b"<html>" + b"<!--" * 200_000,
        b"<html>" + b"<a " * 100_000,
        b"<html><script>" * 50_000,
        b"<html>" + b"<![CDATA[" * 100_000,
        b"<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><html><p>" + b"&b;" * 100_000,
        b'<html><p title="' + b'">' * 100_000 + b"x",
        b"<html>" + b"</p>" * 200_000 + b"x",
    ],
    ids=["comments", "tags", "scripts", "sections", "entities", "quotes", "ends"],
)
def test_hostile_pages_are_scanned_to_their_end(page: bytes) -> None:
    """None of these grows with the square of its length: the whole test is a matter of seconds."""
    assert sum(1 for _ in scan(page.decode())) <= 400_002


def test_text_in_another_script_without_dates_is_read() -> None:
    found = read(
        text_of("اجتمع الوفدان في أستانا. قال المتحدث إن الهدنة صامدة منذ أسبوع كامل.".encode(), "page")
    )
    assert not found.page.dates
    assert found.page.published.value is None
    assert not found.meetings
    (fault,) = found.page.source.faults
    assert "commonest of the language 'en'" in fault.what


def test_a_damaged_pdf_and_one_of_pictures_are_refused_in_words() -> None:
    pytest.importorskip("pypdfium2")
    assert "does not open as a PDF" in refused(b"%PDF-1.4 nonsense")
    import pypdfium2

    empty = pypdfium2.PdfDocument.new()
    empty.new_page(200, 200)
    written = io.BytesIO()
    empty.save(written)
    assert "they are pictures" in refused(written.getvalue())


def test_a_docx_is_read_with_the_numbers_of_its_points() -> None:
    docx = pytest.importorskip("docx")
    paper = docx.Document()
    paper.add_heading("Protocol on the crossing", 0)
    paper.add_paragraph("The Parties have agreed as follows:")
    paper.add_paragraph("The Parties shall open the crossing by 3 May 2021.", style="List Number")
    paper.add_paragraph("Neither Party shall close it.", style="List Number")
    written = io.BytesIO()
    paper.save(written)
    found = read(text_of(written.getvalue(), "paper.docx"))
    assert [each.force.value for each in found.provisions] == ["commitment", "prohibition"]
    assert found.provisions[0].deadline.value == "2021-05-03"
    assert found.page.source.kind == "docx"


def test_an_archive_that_would_burst_is_not_opened() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 120_000_000)
    assert "would unpack to" in refused(packed.getvalue())


def test_a_second_witness_moves_confidence_and_nothing_else() -> None:
    pytest.importorskip("trafilatura")
    from holdfire.documents.formats.witness import KEPT, LEFT_OUT

    page = (Path(__file__).parent / "pages" / "seen" / "libya-1.html").read_bytes()
    alone, beside = (read(text_of(page, "page", second_witness=each)) for each in (False, True))
    assert not beside.page.source.faults
    hints = frozenset().union(*(line.hints for line in beside.page.source.lines))
    assert {KEPT, LEFT_OUT} <= hints
    assert [(b.passage, b.kind) for b in alone.page.blocks] == [
        (b.passage, b.kind) for b in beside.page.blocks
    ]
    assert any(KEPT in block.method for block in beside.page.blocks)


def test_a_text_in_another_language_is_told_and_one_in_english_is_not() -> None:
    french = "La sixième réunion s'est tenue à Astana les 14 et 15 septembre 2017, selon le ministère."
    english = (
        "The sixth meeting was held in Astana on 14 and 15 September 2017, according to the foreign ministry."
    )
    assert read(text_of(french.encode(), "page")).page.source.faults
    assert not read(text_of(english.encode(), "page")).page.source.faults
