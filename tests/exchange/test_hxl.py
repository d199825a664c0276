"""HXL: read back by another's reader; nought and not known apart; no formula comes out of it."""

import csv
import io

import hxl
from issued_days import FIRST, by_place

from holdfire.exchange.hxl import COLUMNS, _plain, table
from holdfire.exchange.issued import Issued

CORE = {"#event", "#meta", "#date", "#loc", "#adm1", "#geo", "#group", "#status", "#affected"}


def rows(content: bytes) -> list[dict[str, str]]:
    heads, _, *found = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    return [dict(zip(heads, row, strict=True)) for row in found]


def test_another_reader_finds_every_column_by_its_hashtag(issued: Issued) -> None:
    content, count = table(issued)
    read = hxl.data(hxl.make_input(io.BytesIO(content), hxl.InputOptions()))
    assert read.display_tags == [tag for _, tag, _ in COLUMNS]
    assert [row.get("#event+id") for row in read] == [each["id"] for each in issued.incidents]
    assert count == 3


def test_another_validator_finds_no_fault(issued: Issued) -> None:
    """The schema that libhxl brings: dates are dates, numbers numbers, and no space is lost."""
    content, _ = table(issued)
    faults: list[str] = []
    schema = hxl.schema(
        callback=lambda fault: faults.append(f"{fault.rule.severity} {fault.column}: {fault}")
    )
    schema.validate(hxl.data(hxl.make_input(io.BytesIO(content), hxl.InputOptions())))
    assert [each for each in faults if each.startswith("error")] == []
    assert {tag.split("+")[0] for _, tag, _ in COLUMNS} <= CORE, "hashtags of the core standard alone"


def test_nought_is_nought_and_not_known_is_empty_with_the_reason_beside_it(issued: Issued) -> None:
    place = by_place(issued)
    told = {row["Incident"]: row for row in rows(table(issued)[0])}
    nought, unknown = told[place["36.4"]], told[place["36.5"]]
    assert (nought["Killed, best"], nought["Killed: why empty"]) == ("0", "")
    assert (unknown["Killed, best"], unknown["Killed: why empty"]) == ("", "not known")
    assert told[place["36.8"]]["Killed, best"] == "3", "as it was corrected"


def test_who_is_not_named_is_no_group_of_that_name(issued: Issued) -> None:
    told = {row["Incident"]: row for row in rows(table(issued)[0])}[by_place(issued)["36.8"]]
    assert (told["Actor"], told["Actor: why empty"]) == ("", "withheld in this edition")
    assert (told["Target"], told["Target: why empty"]) == ("", "withheld in this edition")
    assert (told["Act"], told["Act: why empty"]) == ("shelling", "")


def test_one_day_can_be_asked_for(issued: Issued) -> None:
    assert {row["Reporting day"] for row in rows(table(issued, FIRST)[0])} == {FIRST}


def test_what_a_spreadsheet_would_run_is_a_text_and_a_number_stays_one() -> None:
    assert [_plain(each) for each in ("=1+1", "@x", "-cmd", "-36.5", "0", "Idlib")] == [
        "'=1+1", "'@x", "'-cmd", "-36.5", "0", "Idlib",
    ]  # fmt: skip
