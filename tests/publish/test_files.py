"""The files of a bulletin: same bytes, whole or not at all, safe to open, and honest as maps."""

import csv
import errno
import hashlib
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from small_case import DAY, incident, sealed

from holdfire.errors import PublishError
from holdfire.incidents.table import INCIDENTS
from holdfire.publish import issue, pdf
from holdfire.publish.bulletin import OUR_DRAWING, compose
from holdfire.publish.edition import Edition
from holdfire.publish.figures.labels import Sheet
from holdfire.publish.figures.map_figure import SIZE_MAX_BYTES, map_svg
from holdfire.publish.figures.marks import shape_of
from holdfire.publish.html import bulletin_html
from holdfire.publish.letters import Shown, letters_of
from holdfire.publish.machine import as_plain
from holdfire.publish.pdf import PdfNotMadeError, bulletin_pdf, packaged_fonts
from holdfire.publish.places_geojson import annex_geojson
from holdfire.publish.tables import annex_csv


@pytest.fixture(scope="module")
def bulletin():
    return compose(sealed(), DAY, Edition.UN)


@pytest.fixture(scope="module")
def svg(bulletin):
    return map_svg(bulletin)


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.targets = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        if found.get("href", "").startswith("#"):
            self.targets.append(found["href"][1:])


def test_every_number_of_the_page_is_a_link_that_arrives(bulletin, svg):
    page = Page(bulletin_html(bulletin, svg).decode())
    assert len(page.ids) == len(set(page.ids))
    assert set(page.targets) <= set(page.ids)
    numbers = [
        found for tag, found in page.tags if tag == "a" and str(found.get("class", "")).startswith("n")
    ]
    assert len(numbers) == len(bulletin.figures)


def test_the_page_is_one_file_without_script_and_fetches_nothing(bulletin, svg):
    text = bulletin_html(bulletin, svg).decode()
    tags = {tag for tag, _ in Page(text).tags}
    assert not tags & {"script", "link", "img", "iframe"}
    assert not re.findall(r"(?:src|href)=\"https?:", text)
    assert "url(http" not in text


def test_tables_have_captions_and_scoped_heads(bulletin, svg):
    tags = Page(bulletin_html(bulletin, svg).decode()).tags
    count = [tag for tag, _ in tags]
    assert count.count("table") == count.count("caption")
    assert all("scope" in found for tag, found in tags if tag == "th")
    assert ("html", {"lang": "en", "dir": "ltr"}) in tags


def test_a_name_with_markup_in_it_is_shown_and_not_run():
    rows = [incident(1, "<script>alert(1)</script>", 36.6, 35.6)]
    bad = compose(sealed(incidents=INCIDENTS.of(rows)), DAY, Edition.UN)
    made = bulletin_html(bad, map_svg(bad)).decode()
    assert "<script" not in made
    assert "&lt;script&gt;alert(1)" in made


def test_the_map_is_small_says_who_drew_the_zones_and_tells_verdicts_by_shape(svg):
    assert len(svg.encode()) < SIZE_MAX_BYTES
    assert OUR_DRAWING in svg
    shapes = [
        shape_of(verdict, 0, 0) for verdict in ("breach", "undetermined", "no breach", "no clause applies")
    ]
    assert len({re.sub(r"#[0-9a-f]+", "", each) for each in shapes}) == 4
    assert "paint-order" not in svg


def test_a_province_only_incident_is_hatched_and_never_a_mark(bulletin, svg):
    pins = [row.number for row in bulletin.annex if row.is_pin and row.certain_day]
    assert svg.count("<g><title>No. ") == len(pins) == 8
    assert svg.count('fill="url(#hatch)"') == 2  # the unit and the legend
    assert "1 somewhere in Hama" in svg


def test_an_uncertainty_circle_is_drawn_to_scale(svg):
    """The circle of 25 km against the scale bar of the same map."""
    radii = [float(each) for each in re.findall(r'r="([\d.]+)" fill="#[0-9a-f]{6}" fill-opacity="\.07"', svg)]
    bar = re.search(r'width="([\d.]+)" height="4" fill="none"', svg)
    kilometres = re.search(r">(\d+) km<", svg)
    assert max(radii) == pytest.approx(25 * float(bar[1]) / int(kilometres[1]), rel=0.02)
    assert min(radii) == pytest.approx(2 * float(bar[1]) / int(kilometres[1]), rel=0.05)


def test_labels_never_lie_over_each_other():
    sheet = Sheet(200, 100)
    spots = [sheet.spot("Khan Shaykhun", 10, 100, 50, 5) for _ in range(30)]
    assert None in spots
    for number, one in enumerate(sheet.taken):
        for other in sheet.taken[number + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_the_csv_has_its_mark_and_no_cell_that_a_spreadsheet_would_run(bulletin):
    made = annex_csv(bulletin)
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))
    assert len(rows) == len(bulletin.annex)
    assert any(row["where"].startswith("'=HYPERLINK") for row in rows)
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())
    assert any("خان شيخون" in row["where"] for row in rows)
    rough = next(row for row in rows if row["incident_id"].endswith("4"))
    assert (rough["lon"], rough["lat"], rough["radius_m"]) == ("", "", "")


def test_geojson_has_a_polygon_for_a_province_and_no_pin(bulletin):
    features = {each["id"][-1]: each for each in json.loads(annex_geojson(bulletin))["features"]}
    assert features["4"]["geometry"]["type"] == "Polygon"
    assert features["4"]["properties"]["geometry_means"] == "somewhere in this unit; not a point"
    assert features["1"]["geometry"] == {"type": "Point", "coordinates": [36.651, 35.442]}


def test_the_json_numbers_figures_as_the_page_does_and_lists_every_id(bulletin):
    plain = json.loads(json.dumps(as_plain(bulletin)))
    assert [each["number"] for each in plain["figures"]] == list(range(1, len(bulletin.figures) + 1))
    first = plain["sections"][0]["blocks"][0]["bullets"][0]
    assert plain["figures"][first["figures"][0] - 1]["ids"] == sorted(
        row.incident_id for row in bulletin.annex if row.certain_day
    )


def test_the_pdf_is_tagged_and_the_same_bulletin_gives_the_same_bytes(bulletin, svg):
    pytest.importorskip("typst")
    made = bulletin_pdf(bulletin, svg)
    assert made == bulletin_pdf(bulletin, svg)
    assert b"pdfuaid" in made
    assert b"StructTreeRoot" in made
    assert set(re.findall(rb"D:(\d{8})", made)) == {b"20170615"}  # the day it tells of, no clock


def test_letters_of_the_fonts_are_read_from_their_files():
    typst = pytest.importorskip("typst")
    fonts = packaged_fonts()
    known = letters_of(fonts)
    assert all(ord(letter) in known for letter in "aéЖẞΩخچ‹›–…\u1e9e")
    assert not any(ord(letter) in known for letter in "坐ს⟨😀")
    assert letters_of(fonts[:0]) == frozenset()
    # What is said to be there, typst finds there: every letter of the Arabic and Cyrillic blocks.
    text = "".join(chr(code) for code in (*range(0x400, 0x530), *range(0x621, 0x64B)) if code in known)
    setting = '#set document(title: "x")\n#set text(font: ("Noto Sans", "Noto Sans Arabic"))\n' + text
    typst.compile(
        {"main.typ": setting.encode()},
        font_paths=sorted({str(font.parent) for font in fonts}),
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=0,
    )


def test_a_letter_that_no_font_has_is_shown_by_its_number():
    shown = Shown(frozenset(map(ord, "abc ‹U+575010E9›")))
    assert shown.of({"a": ["坐 ab\n", 3, None, True]}) == {"a": ["‹U+5750› ab\n", 3, None, True]}
    assert shown.of("ა\u200e坐") == "‹U+10D0›\u200e‹U+5750›"
    assert shown.missing == {ord("坐"), ord("ა")}


def test_places_in_chinese_and_georgian_keep_no_file_from_being_written(tmp_path):
    """坐标 is written for a place, the mission has a Georgian name; neither script has a font here."""
    pytest.importorskip("typst")
    rows = [incident(1, "坐标 \x01", 36.6, 35.6), incident(2, "სოფელი 😀", 36.7, 35.7)]
    made = compose(sealed(incidents=INCIDENTS.of(rows), mission_name="საქართველო"), DAY, Edition.UN)
    written = issue.write(made, tmp_path / "un")
    assert [each.path.name for each in written] == [*issue.FILES, "manifest.json"]
    assert not any(each.omitted for each in written)
    assert "坐标" in (tmp_path / "un" / "bulletin.html").read_text("utf-8")
    assert "坐标" in (tmp_path / "un" / "incidents.csv").read_text("utf-8-sig")
    said = pdf.left_out(made, 12)[0]
    assert (said["number"], said["title"]) == (len(made.sections) + 1, "What this PDF leaves out")
    assert said["blocks"][0]["parts"][0]["text"] == (
        "Letters that the fonts of this PDF do not have are shown by their Unicode number, as in ‹U+5750›: "
        "12 different ones. bulletin.html has them as they were written."
    )


def test_a_bulletin_with_all_its_letters_and_rows_leaves_nothing_out(bulletin):
    assert pdf.left_out(bulletin, 0) == []
    assert pdf.printed(bulletin.annex) == bulletin.annex


def test_a_pdf_that_typst_refuses_is_listed_as_omitted_and_the_rest_is_written(
    bulletin, tmp_path, monkeypatch
):
    typst = pytest.importorskip("typst")

    def refuse(*_, **__):
        raise RuntimeError("it will not")

    monkeypatch.setattr(typst, "compile", refuse)
    written = issue.write(bulletin, tmp_path / "un")
    assert {each.path.name: each.omitted for each in written if each.omitted} == {
        "bulletin.pdf": f"The PDF of bulletin {bulletin.number} cannot be set: it will not. "
        "The other files are complete without it."
    }
    manifest = json.loads((tmp_path / "un" / "manifest.json").read_text())
    assert list(manifest["omitted"]) == ["bulletin.pdf"]
    assert sorted(manifest["files"]) == sorted(set(issue.FILES) - {"bulletin.pdf"})
    assert all((tmp_path / "un" / name).is_file() for name in manifest["files"])


def test_an_issued_bulletin_has_all_files_and_a_manifest_of_their_digests(bulletin, tmp_path):
    pytest.importorskip("typst")
    folder = tmp_path / "2017-06-15" / "un"
    written = issue.write(bulletin, folder)
    assert {each.path.name for each in written} == {*issue.FILES, "manifest.json"}
    manifest = json.loads((folder / "manifest.json").read_text())
    for name in issue.FILES:
        assert manifest["files"][name]["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    assert sorted(each.name for each in folder.parent.iterdir()) == ["un"]


def without_pdf(monkeypatch):
    def refuse(*_):
        raise PdfNotMadeError("typst is not installed, so no PDF was made.", "Install the extra.")

    monkeypatch.setattr(issue, "bulletin_pdf", refuse)


def test_the_same_bulletin_may_be_issued_twice_and_another_one_never_over_it(bulletin, tmp_path, monkeypatch):
    without_pdf(monkeypatch)
    issue.write(bulletin, tmp_path / "un")
    before = {each.name: each.read_bytes() for each in (tmp_path / "un").iterdir()}
    issue.write(bulletin, tmp_path / "un")
    with pytest.raises(PublishError, match="is never overwritten: issue a corrigendum"):
        issue.write(replace(bulletin, title="Another"), tmp_path / "un")
    assert {each.name: each.read_bytes() for each in (tmp_path / "un").iterdir()} == before


def test_without_the_extra_the_rest_is_written_and_the_pdf_may_be_added_later(
    bulletin, tmp_path, monkeypatch
):
    without_pdf(monkeypatch)
    written = issue.write(bulletin, tmp_path / "un")
    omitted = [each for each in written if each.omitted]
    assert [each.path.name for each in omitted] == ["bulletin.pdf"]
    assert omitted[0].omitted == "typst is not installed, so no PDF was made. Install the extra."
    monkeypatch.setattr(issue, "bulletin_pdf", lambda *_: b"%PDF")
    issue.write(bulletin, tmp_path / "un")
    assert (tmp_path / "un" / "bulletin.pdf").read_bytes() == b"%PDF"
    without_pdf(monkeypatch)
    issue.write(bulletin, tmp_path / "un")
    assert "bulletin.pdf" in json.loads((tmp_path / "un" / "manifest.json").read_text())["files"]


def test_a_full_disk_leaves_nothing_half_written(bulletin, tmp_path, monkeypatch):
    without_pdf(monkeypatch)

    def full(path, content):
        if path.name == "incidents.csv":
            raise OSError(errno.ENOSPC, "No space left on device")
        path.write_bytes(content)

    monkeypatch.setattr(issue, "_written_through", full)
    with pytest.raises(PublishError, match=r"the disk is full\. Nothing was issued"):
        issue.write(bulletin, tmp_path / "un")
    assert list(tmp_path.iterdir()) == []
