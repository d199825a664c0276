"""What a person decided on the fields of a reading, as the reader's page saves it, and as it is read again.

The form, as JSON in UTF-8:

    {"form": "holdfire/reading-decisions/1",
     "document": "seed-001.txt", "sha256": "<of the file's bytes>",
     "decisions": [
       {"field": "meetings/0/days", "verdict": "accept" | "correct" | "refuse",
        "read": "2017-09-14/2017-09-15",   the value as it was read; null where it was not known
        "spans": [[5120, 5143]],           the characters it was read from, as the reading has them
        "value": "2017-09-14",             with correct: the value that is right
        "place": [5120, 5132] or null,     with correct: the characters it stands in
        "why": "" }]}

A decision holds for the very field it was made on: the same file, path, value and characters. Anything else
(an older version of the rules read otherwise, somebody edited the file) is refused by name.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.documents.field import Passage
from holdfire.documents.read_fields import ReadField, read_fields
from holdfire.documents.reading import Reading
from holdfire.errors import DocumentError

FORM = "holdfire/reading-decisions/1"
ACCEPT, CORRECT, REFUSE = VERDICTS = ("accept", "correct", "refuse")
DECISIONS_MAX, VALUE_MAX, WHY_MAX = 5_000, 600, 2_000
BYTES_MAX = 8_000_000
_KEYS = {"field", "verdict", "read", "spans", "value", "place", "why"}
_ADVICE = "Open the page of holdfire read --html again, decide, and save. Nothing was entered."


@dataclass(frozen=True, slots=True)
class Decision:
    """`value` is what holds from now on: as read, as corrected, or None for a field that is refused."""

    field: ReadField
    verdict: str
    value: str | int | None
    place: Passage | None
    why: str


def read_decisions(content: bytes, reading: Reading) -> tuple[Decision, ...]:
    """The decisions of that file on this reading. Raises DocumentError naming the first that is not in form
    or not of this reading."""
    if len(content) > BYTES_MAX:
        raise _wrong("it is too long")
    try:
        told = json.loads(content.decode(), object_pairs_hook=_once)
    except (ValueError, RecursionError) as cause:
        raise _wrong("it is no JSON in UTF-8") from cause
    if not isinstance(told, dict) or set(told) != {"form", "document", "sha256", "decisions"}:
        raise _wrong("it must have exactly: form, document, sha256, decisions")
    if told["form"] != FORM:
        raise _wrong(f"its form is not {FORM}")
    if told["sha256"] != reading.page.source.digest:
        raise _wrong(f"it was made on another file than {reading.name}")
    rows = told["decisions"]
    if not isinstance(rows, list) or not 0 < len(rows) <= DECISIONS_MAX:
        raise _wrong(f"decisions must be a list of 1 to {DECISIONS_MAX:,}")
    fields = {each.path: each for each in read_fields(reading)}
    found = tuple(_decision(number, row, fields, reading) for number, row in enumerate(rows, start=1))
    if len({each.field.path for each in found}) < len(found):
        raise _wrong("a field is decided twice")
    return found


def _decision(number: int, row: object, fields: Mapping[str, ReadField], reading: Reading) -> Decision:
    if not isinstance(row, dict) or not {"field", "verdict", "read", "spans"} <= set(row) <= _KEYS:
        raise _wrong(f"decision {number} has other keys than {', '.join(sorted(_KEYS))}")
    field = fields.get(str(row["field"]))
    if field is None:
        raise _wrong(f"decision {number} is on {str(row['field'])[:60]!r}, which is not in this reading")
    if row["read"] != field.told["value"] or row["spans"] != spans_of(field):
        raise _wrong(f"decision {number}: {field.path} was read otherwise when it was decided")
    verdict, why = row["verdict"], row.get("why") or ""
    if verdict not in VERDICTS or not isinstance(why, str) or len(why) > WHY_MAX:
        raise _wrong(f"decision {number}: its verdict must be one of {', '.join(VERDICTS)}, and why a text")
    if verdict == CORRECT:
        place = _place(number, row.get("place"), reading)
        return Decision(field, verdict, _corrected(number, row.get("value"), field, place, why), place, why)
    if row.get("value") is not None or row.get("place") is not None:
        raise _wrong(f"decision {number}: only a correction brings a value")
    value = field.told["value"] if verdict == ACCEPT else None
    assert value is None or isinstance(value, str | int)
    return Decision(field, verdict, value, None, why)


def spans_of(field: ReadField) -> list[list[int]]:
    """The places of a field as pairs of start and end."""
    spans = field.told["spans"]
    assert isinstance(spans, list)
    return [[each["start"], each["end"]] for each in spans]


def _place(number: int, place: object, reading: Reading) -> Passage | None:
    if place is None:
        return None
    if isinstance(place, list) and len(place) == 2 and all(type(each) is int for each in place):
        start, end = place
        if 0 <= start < end <= len(reading.page.text):
            return Passage(start, end)
    raise _wrong(f"decision {number}: its place is no part of the text")


def _corrected(number: int, value: object, field: ReadField, place: Passage | None, why: str) -> str | int:
    """The value that a person gives. Where it stands in the text, or why it is right, has to be said."""
    if isinstance(value, str):
        value = " ".join(value.split())
    if type(field.told["value"]) is int and isinstance(value, str) and re.fullmatch(r"\d{1,9}", value):
        value = int(value)
    if type(value) is not int and not (isinstance(value, str) and 0 < len(value) <= VALUE_MAX):
        raise _wrong(f"decision {number}: a correction of {field.path} gives no value")
    if type(field.told["value"]) is int and type(value) is not int:
        raise _wrong(f"decision {number}: {field.path} is a whole number")
    if value == field.told["value"]:
        raise _wrong(f"decision {number}: {field.path} is corrected to what was read")
    if place is None and not why.strip():
        raise _wrong(f"decision {number}: say where {field.path} stands, or why it is so")
    assert isinstance(value, str | int)
    return value


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _wrong(what: str) -> DocumentError:
    return DocumentError(f"The file of decisions cannot be taken over: {what}.", _ADVICE)
