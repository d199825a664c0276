"""The daily report says what the bulletin says, sentence by sentence, in five languages."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from small_case import DAY, sealed

from holdfire.publish.bulletin import compose
from holdfire.publish.correspondence.daily import daily, sentence
from holdfire.publish.correspondence.docx import letter_docx
from holdfire.publish.correspondence.files import digests, letter_files
from holdfire.publish.correspondence.gating import refuse_names
from holdfire.publish.correspondence.letter import AsWritten, Letter, Number, Sentence
from holdfire.publish.correspondence.writing import LANGUAGES, Page, page, sign_off
from holdfire.publish.edition import Edition
from holdfire.publish.editions import redact
from holdfire.publish.machine import bulletin_json

DAMASCUS = ZoneInfo("Asia/Damascus")
ISOLATES = re.compile("[\u2066-\u2069]")


@cache
def plain() -> dict[str, object]:
    told: dict[str, object] = json.loads(
        bulletin_json(compose(redact(sealed(), Edition.UN), DAY, Edition.UN))
    )
    return told


@cache
def letter() -> Letter:
    return daily(plain(), "Joint desk", DAMASCUS, "f" * 64)


def lines(of: Page) -> list[str]:
    return [ISOLATES.sub("", block.text) for block in of.blocks if block.kind == "line"]


def test_every_sentence_of_the_bulletin_has_words_in_the_letter() -> None:
    """None stands in English for want of words: what the letter leaves out, the table of zones tells."""
    assert [each.text for each in letter().parts if isinstance(each, AsWritten)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_are_the_bulletins_in_every_language(language: str) -> None:
    english, own = page(letter(), "en"), page(letter(), language)
    numbers = [re.findall(r"\d+", line) for line in lines(english)]
    theirs = [re.findall(r"\d+", line) for line in lines(own)][: len(numbers)]
    assert [sorted(each) for each in theirs] == [sorted(each) for each in numbers]
    assert [block.figures for block in own.blocks[: len(english.blocks)]] == [
        block.figures for block in english.blocks
    ]


def test_each_sentence_names_the_figures_that_bear_it_out() -> None:
    (told,) = (block for block in page(letter(), "en").blocks if block.text.startswith("Incidents recorded"))
    figures = plain()["figures"]
    assert isinstance(figures, list)
    shown = [figures[number - 1]["value"] for number in told.figures]
    assert ISOLATES.sub("", told.text).startswith(
        f"Incidents recorded: {shown[0]}, put together from reports: {shown[1]}."
    )


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en", "not known"),
        ("ru", "не известно"),
        ("tr", "bilinmiyor"),
        ("ar", "غير معروف"),
        ("fa", "نامعلوم"),
    ],
)
def test_not_known_is_said_and_is_no_nought(language: str, word: str) -> None:
    told = {"n1": Number(3), "n2": Number(None), "n3": Number(5, "lower"), "n4": Number(0)}
    made = replace(letter(), parts=(Sentence("day-killed", told),))
    (line,) = lines(page(made, language))[:1]
    assert word in line
    assert re.findall(r"\d+", line) == ["3", "5", "0"]


def test_a_figure_that_stands_in_the_words_of_a_sentence_is_not_taken_for_another() -> None:
    """30 days are no figure of the sentence; the 0 is."""
    figures = [{"value": 0, "bound": None}]
    text = "Meetings that may fall within the 30 days after this one, as announced: 0."
    assert sentence({"figures": figures}, {"text": text, "figures": [1]}) == Sentence(
        "meetings-soon", {"n1": Number(0, None, 1)}
    )


def test_a_sentence_without_words_of_ours_stands_in_english_and_is_not_left_out() -> None:
    text = "Something that no letter knows: 4."
    told = sentence({"figures": [{"value": 4, "bound": None}]}, {"text": text, "figures": [1]})
    assert told == AsWritten(text)


def test_the_same_letter_has_the_same_bytes_and_no_clock_in_them() -> None:
    one, omitted = letter_files(letter(), lambda words: None)
    other, _ = letter_files(letter(), lambda words: None)
    assert (one, omitted) == (other, {})
    assert set(one) == {
        "letter.json",
        *(f"letter.{each}.{kind}" for each in LANGUAGES for kind in ("docx", "pdf")),
    }
    manifest = json.loads(one["letter.json"])
    assert manifest["files"] == digests({name: each for name, each in one.items() if name != "letter.json"})
    with zipfile.ZipFile(io.BytesIO(one["letter.ar.docx"])) as book:
        assert {each.date_time for each in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_is_told_the_direction_of_paragraphs_runs_and_tables(language: str) -> None:
    of = page(letter(), language)
    with zipfile.ZipFile(io.BytesIO(letter_docx(of, sign_off(of)))) as book:
        body = book.read("word/document.xml").decode()
    for mark in ("<w:bidi/>", "<w:rtl/>", "<w:bidiVisual/>"):
        assert (mark in body) == (of.direction == "rtl"), mark


def test_an_exercise_is_said_on_every_page() -> None:
    drill = replace(letter(), exercise=True)
    for language in LANGUAGES:
        of = page(drill, language)
        assert of.drill
        with zipfile.ZipFile(io.BytesIO(letter_docx(of, sign_off(of)))) as book:
            headers = [book.read(name).decode() for name in book.namelist() if "header" in name]
        assert any(of.drill in each for each in headers)


def test_a_letter_with_the_name_of_somebody_on_duty_does_not_go_out() -> None:
    with pytest.raises(Exception, match=r"name of a person on duty in letter\.en") as refused:
        refuse_names(["Nadia Karam"], {"letter.en": "As Nadia Karam says, it is quiet."})
    assert "Nothing was written." in str(refused.value)
    refuse_names(["Nadia Karam"], {"letter.en": "It is quiet."})


def test_days_and_moments_are_written_alike_in_every_language() -> None:
    for language in LANGUAGES:
        told = " ".join(lines(page(letter(), language)))
        assert f"{DAY - timedelta(days=1)}\u00a019:30\u00a0+03:00" in told
