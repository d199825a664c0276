"""Every field of every output rests on characters that say it: over pages of ours and the seeds."""

import json
import re
from pathlib import Path

import pytest
from gold_scores import PAGES, gold
from jsonschema import Draft202012Validator

from holdfire.agreement.schema import schema_text
from holdfire.documents.comparing.differences import differences_between
from holdfire.documents.language import language
from holdfire.documents.names.lexicon import lexicon
from holdfire.documents.opening import open_text
from holdfire.documents.reading import read
from holdfire.documents.statements.agents import TIERS
from holdfire.documents.written import written

ENGLISH = language()
SIGNS = {
    "planned": ("planned_signs", "to_come", "meeting_words"),
    "held": ("held_signs", "gone_by"),
    "agreed": ("agreed_signs",),
    "not agreed": ("not_agreed_signs",),
    "agreed in part": ("partly_agreed_signs",),
}
"""The tables whose words speak for the name of a class."""


def pages_of_ours() -> list[Path]:
    folders = ("seen", "shown", "unseen", "untouched", "late")
    return [PAGES / which / name for which in folders for name in gold(which)]


def all_fields(value: object, key: str = "", path: str = ""):
    """Every field in an output with the key it stands under."""
    if isinstance(value, dict):
        if {"value", "spans", "method"} <= set(value):
            yield key, path, value
        for name, inner in value.items():
            yield from all_fields(inner, name if name not in ("value", "spans") else key, f"{path}/{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from all_fields(inner, key, f"{path}[{index}]")


def even(words: str) -> str:
    return " ".join(words.split())


def number_in(words: str) -> set[int]:
    found = {int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", words)}
    tables = {**ENGLISH.number_words, **ENGLISH.numbers("ordinals")}
    return found | {value for word, value in tables.items() if re.search(rf"(?i)(?<!\w){word}(?!\w)", words)}


def days_in(value: str) -> set[int]:
    return {int(each[-2:]) for each in value.split("/") if re.fullmatch(r"(?:\d{4}|-)-\d\d-\d\d", each)}


def supports_date(value: str, quote: str, anchored: bool) -> bool:
    """The days, months and years of the value stand in the words, unless an anchor gave them."""
    if value.startswith("P"):
        amount = int(re.sub(r"\D", "", value))
        return amount in number_in(quote) or (amount % 7 == 0 and amount // 7 in number_in(quote))
    if anchored and not re.search(r"\d", quote):
        return True  # "Tuesday", "next month": the day is the anchor's, the word is there
    years = {int(each) for each in re.findall(r"(?<![\d-])(\d{4})(?=-|/|$)", value)}
    return days_in(value) <= number_in(quote) | ({*range(32)} if anchored else set()) and (
        anchored or years <= number_in(quote)
    )


def supports_name(value: str, quote: str) -> bool:
    """Each part of an actor's id is a name in the tables that stands in the words."""
    from holdfire.documents.field import Passage

    named = {each.name.id for each in lexicon().mentions(quote, Passage(0, len(quote)))}
    named |= {each.name.state for each in lexicon().mentions(quote, Passage(0, len(quote)))}
    carried = {"SY"} if "Syrian" in quote else set()
    return set(value.split(":")) <= named | carried or even(value) == even(quote)


def supported(key: str, field: dict) -> bool:
    value, spans = field["value"], field["spans"]
    if key == "tier" and value == "unattributed" and not spans:
        return "called" in field["method"]
    if value is None or not spans:
        return value is None or bool(field["anchor"]) or "metadata" in field["method"]
    quotes = [each["quote"] for each in spans]
    whole = " ".join(quotes)
    anchored = field["anchor"] is not None
    if isinstance(value, int):
        return anchored or value in number_in(whole)
    if even(value) == even(whole) or even(value) in even(whole):
        return True
    if key in ("days", "date", "day", "published", "deadline", "length", "start", "end", "period"):
        return supports_date(value, whole, anchored)
    if key in (
        "actor",
        "participants",
        "observers",
        "invited",
        "bound",
        "addressees",
        "of",
        "series",
        "place",
        "zones",
    ):
        slug = {even(value).replace("-", " ").lower()} & {even(whole).lower()}
        return (
            bool(slug) or supports_name(value, whole) or value.replace("-", " ") in whole.lower() or anchored
        )
    if key == "number":
        return re.findall(r"[\w.]+", str(value)) == quotes
    if key == "speaker":
        return anchored or even(value).lower() in even(whole).lower()
    if key == "tier":
        return value in TIERS and any(each["quote"].strip() for each in spans)
    if key == "subjects":
        return any(word in whole.lower() for word in ENGLISH.tables["subjects"][value])
    if key in ("state", "outcome"):
        return anchored or any(ENGLISH.pattern(table).search(whole) for table in SIGNS[value])
    return key == "force"  # held against the whole point, below


def force_is_told(row: dict) -> bool:
    """A rule of the class fits the words of the point, brackets aside."""
    patterns = dict(ENGLISH.force)[row["force"]["value"]]
    words = re.sub(r"\([^()]*\)", " ", row["words"]["value"])
    clauses = [words, *re.split(r"\s+and\s+", words), re.sub(r"^(?:that|to)\s+", "", words)]
    return any(each.search(clause) for each in patterns for clause in clauses)


def outputs_of(paths: list[Path]) -> dict:
    readings = [read(open_text(path)) for path in paths]
    return written(readings, differences_between(readings))


def check(told: dict) -> None:
    texts = {each["document"]: each["text"] for each in told["documents"]}
    Draft202012Validator(json.loads(schema_text("reading"))).validate(told)
    wrong = []
    for rows in told.values():
        for row in rows if isinstance(rows, list) else []:
            text = texts.get(row.get("document", ""))
            for key, path, field in all_fields(row):
                for each in [*field["spans"], *(s for a in field["alternatives"] for s in a["spans"])]:
                    if text is not None and text[each["start"] : each["end"]] != each["quote"]:
                        wrong.append(f"{row['document']} {path}: {each} is not what stands there")
                if text is not None and not supported(key, field):
                    wrong.append(f"{row['document']} {path}: {field['value']!r} on {field['spans']}")
    wrong += [
        f"{row['document']} point {row['number']['value']} is no {row['force']['value']}"
        for row in told["provisions"]
        if row["force"]["method"] != "no rule of force fits" and not force_is_told(row)
    ]
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("path", pages_of_ours(), ids=lambda path: path.name)
def test_every_span_of_our_own_pages_supports_its_value(path: Path) -> None:
    check(outputs_of([path]))


def test_every_span_of_the_seeds_supports_its_value(shared: Path) -> None:
    check(outputs_of(sorted((shared / "seeds").glob("*.txt"))))


def test_a_value_that_its_words_do_not_say_is_seen() -> None:
    """The check itself fails where it should."""
    base = {"method": "x", "anchor": None, "alternatives": [], "reason": None, "confidence": 1.0}
    date = {**base, "value": "2017-09-15", "spans": [{"start": 0, "end": 9, "quote": "16 May 2017"}]}
    year = {**base, "value": "2017-05-16", "spans": [{"start": 0, "end": 6, "quote": "16 May"}]}
    actor = {**base, "value": "IR", "spans": [{"start": 0, "end": 6, "quote": "Russia"}]}
    assert not supported("days", date)
    assert not supported("days", year)
    assert not supported("actor", actor)
    assert not supported("round", {**base, "value": 7, "spans": [{"start": 0, "end": 5, "quote": "sixth"}]})
    state = {**base, "value": "held", "spans": [{"start": 0, "end": 9, "quote": "will meet"}]}
    assert not supported("state", state)
    row = {"force": {"value": "prohibition"}, "words": {"value": "The Parties may meet again."}}
    assert not force_is_told(row)
    assert supported("round", {**base, "value": 6, "spans": [{"start": 0, "end": 5, "quote": "sixth"}]})
