"""The reader's page: whole in one file, and what is decided on it is taken over as judgements, or refused by
name."""

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from gold_scores import PAGES

from holdfire.commands import holdfire
from holdfire.documents.decisions import read_decisions, spans_of
from holdfire.documents.opening import open_text
from holdfire.documents.read_fields import read_fields
from holdfire.documents.reading import Reading, read
from holdfire.documents.shown import LANGUAGES, shown
from holdfire.errors import DocumentError
from holdfire.mission.opened import Opened
from holdfire.mission.reading_judged import READING_JUDGED, standing_of

MINSK = PAGES / "seen" / "minsk-1.txt"


@cache
def minsk() -> Reading:
    return read(open_text(MINSK))


def decided(reading: Reading, verdicts: dict[str, dict], **changed: object) -> bytes:
    fields = {each.path: each for each in read_fields(reading)}
    rows = [
        {
            "field": path,
            "read": fields[path].told["value"],
            "spans": spans_of(fields[path]),
            "why": "",
            **told,
        }
        for path, told in verdicts.items()
    ]
    base = {"form": "holdfire/reading-decisions/1", "document": reading.name, "decisions": rows}
    return json.dumps({**base, "sha256": reading.page.source.digest, **changed}).encode()


def path_of(name: str, value: object, reading: Reading) -> str:
    return next(
        each.path for each in read_fields(reading) if (each.name, each.told["value"]) == (name, value)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_loads_nothing_and_links_every_field(language: str) -> None:
    page = shown(minsk(), language)
    targets = set(re.findall(r'href="#(at-\d+-\d+)"', page))
    assert targets
    assert targets <= set(re.findall(r'id="(at-\d+-\d+)"', page))
    assert not re.search(r"https?:|//[a-z]|url\(|@import|\bsrc=|<link|<img|<iframe", page.replace("// ", ""))
    fields = re.findall(r'data-field="([^"]+)"', page)
    assert fields == [each.path for each in read_fields(minsk())]


def test_words_of_the_document_never_run(tmp_path: Path) -> None:
    bad = tmp_path / '"><script>alert(0)<.txt'.replace("/", "")
    evil = '</script><script>alert(1)</script><img src=x onerror="alert(2)">'
    bad.write_text(MINSK.read_text("utf-8").replace("Olena Marchuk", f"Olena {evil} Marchuk"), "utf-8")
    page = shown(read(open_text(bad)))
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == page.count("<script") == 2
    assert "<img" not in page
    allowed = re.search(r"script-src 'sha256-([^']+)'; base-uri 'none'\"", page)
    assert allowed
    assert allowed[1] == b64encode(sha256(scripts[1].encode()).digest()).decode()
    assert "default-src 'none'" in page


def test_decisions_become_judgements_once(tmp_path: Path) -> None:
    mission, file, reading = tmp_path / "m", tmp_path / "d.json", minsk()
    run = CliRunner()
    assert run.invoke(holdfire, ["init", str(mission), "--agreement", "astana", "--name", "x"]).exit_code == 0
    days, next_days = (path_of("days", day, reading) for day in ("2017-07-05", "2017-08-02"))
    text = reading.page.text
    at = text.index("20 July")
    verdicts = {
        days: {"verdict": "accept"},
        next_days: {"verdict": "correct", "value": "2017-07-20", "place": [at, at + 7]},
        path_of("published", "2017-07-20", reading): {"verdict": "refuse", "why": "the day it was saved"},
    }
    file.write_bytes(decided(reading, verdicts))
    arguments = ["read", str(MINSK), "--decisions", str(file), "--into", str(mission), "--by", "A. Haddad"]
    told = run.invoke(holdfire, arguments, catch_exceptions=False).output
    assert "1 accepted, 1 corrected, 1 refused, by A. Haddad; 3 judgements written." in told
    standing = standing_of(Opened.open(mission).entries(READING_JUDGED))
    kept = {field: each for (_, field), each in standing.items()}
    assert (kept[days]["verdict"], kept[days]["value"]) == ("accepted", "2017-07-05")
    assert kept[days]["cited"] == [
        {"start": s, "end": e, "quote": text[s:e]} for s, e in spans_of(
            next(each for each in read_fields(reading) if each.path == days)
        )
    ]  # fmt: skip
    assert (kept[next_days]["read"], kept[next_days]["value"]) == ("2017-08-02", "2017-07-20")
    assert kept[next_days]["cited"] == [{"start": at, "end": at + 7, "quote": "20 July"}]
    again = run.invoke(holdfire, arguments, catch_exceptions=False).output
    assert "0 judgements written, 3 stood already" in again


def test_only_what_was_taken_over_is_fed(tmp_path: Path) -> None:
    reading, file = minsk(), tmp_path / "d.json"
    number = path_of("days", "2017-07-05", reading).split("/")[1]
    names = [f"meetings/{number}/{each}" for each in ("series", "round", "state", "days")]
    verdicts: dict[str, dict] = {each: {"verdict": "accept"} for each in names}
    verdicts[names[3]] = {"verdict": "correct", "value": "2017-07-06", "why": "the minutes say so"}
    file.write_bytes(decided(reading, verdicts))
    arguments = ["read", str(MINSK), "--decisions", str(file), "--as", "meeting-facts", "--source", "wire"]
    told = json.loads(CliRunner().invoke(holdfire, arguments, catch_exceptions=False).stdout)
    (fact,) = told["facts"]
    assert (fact["act"], fact["round"], fact["first"]) == ("held", 13, "2017-07-06")
    assert "place" not in fact


@cache
def bad_decisions() -> dict[str, tuple[bytes, str]]:
    reading = minsk()
    days = path_of("days", "2017-07-05", reading)
    number = days.replace("days", "round")
    one = {days: {"verdict": "accept"}}

    def of(**told: object) -> bytes:
        return decided(reading, {days: told})

    return {
        "another file": (decided(reading, one, sha256="0" * 64), "another file"),
        "another form": (decided(reading, one, form="x"), "form is not"),
        "no json": (b"{", "no JSON"),
        "no text": (b"\xff", "no JSON"),
        "deep": (b"[" * 200_000, "no JSON"),
        "a key twice": (decided(reading, one).replace(b'"form"', b'"sha256": 1, "form"', 1), "no JSON"),
        "nothing decided": (decided(reading, {}), "1 to"),
        "a field that is not there": (decided(reading, one).replace(days.encode(), b"meetings/99"), "not in"),
        "another value as read": (of(verdict="accept", read="2017-07-06"), "read otherwise"),
        "other characters": (of(verdict="accept", spans=[[0, 9]]), "read otherwise"),
        "a verdict of its own": (of(verdict="perhaps"), "verdict"),
        "an acceptance that changes": (of(verdict="accept", value="2017-07-09"), "only a correction"),
        "a correction to nothing": (of(verdict="correct", value=" ", why="x"), "gives no value"),
        "a correction to the same": (of(verdict="correct", value="2017-07-05", why="x"), "what was read"),
        "a correction without a reason": (of(verdict="correct", value="2017-07-06"), "say where"),
        "a place outside": (of(verdict="correct", value="x", place=[0, 10**9]), "no part of the text"),
        "a place backwards": (of(verdict="correct", value="x", place=[9, 3]), "no part of the text"),
        "a list as value": (of(verdict="correct", value=[1], why="x"), "gives no value"),
        "words as a number": (
            decided(reading, {number: {"verdict": "correct", "value": "many", "why": "x"}}),
            "whole number",
        ),
        "a strange key": (of(verdict="accept", tier="official"), "other keys"),
    }  # fmt: skip


@pytest.mark.parametrize("name", bad_decisions())
def test_decisions_out_of_form_are_refused_by_name(name: str) -> None:
    content, why = bad_decisions()[name]
    with pytest.raises(DocumentError, match=why):
        read_decisions(content, minsk())


def test_decided_twice_is_refused() -> None:
    reading = minsk()
    told = json.loads(decided(reading, {path_of("days", "2017-07-05", reading): {"verdict": "accept"}}))
    told["decisions"] *= 2
    with pytest.raises(DocumentError, match="twice"):
        read_decisions(json.dumps(told).encode(), reading)
