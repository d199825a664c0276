"""A file of facts on meetings, read out of one source by people or by a program, each with its place.

The form, as JSON in UTF-8:

    {"form": "holdfire/meeting-facts/1",
     "source": "seed-002",            id of the source; one that the agreement lists, or `file` is given
     "file": "<SHA-256>" or null,     the source's text, in whose code points `start` and `end` count
     "facts": [
       {"act": "held", "series": "astana", "round": 6, "first": "2017-09-14", "last": "2017-09-15",
        "cited": [{"fact": "first", "clause": null, "start": 5120, "end": 5143,
                   "quote": "September 14-15, 2017"}]},
       {"act": "point told", "series": "astana", "round": 6, "point": "centre", "subject": "...",
        "outcome": "agreed", "cited": [...]}]}

`act` is a kind of meeting's act without the word "meeting": announced, held, point told, postponed, called
off, statement adopted. `series` and `round` name the meeting, or `series` and `id` where it has no round. All
other keys are the fields of that act (holdfire.centre.meetings.acts), and `why`, all optional where the act
allows null. Each of `cited` has `fact`, and `clause`, or `start`, `end` and `quote`, or all of them; `end` is
not included, and the quote is what stands between. Every fact cites at least one place. A key that is not
named here is refused.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from holdfire.centre.act import CentreError
from holdfire.centre.form import sha256, text
from holdfire.centre.meetings.acts import ANNOUNCED, FORMS, HELD, meeting_id

FORM = "holdfire/meeting-facts/1"
FACTS_MAX = 500
_KINDS = {kind.removeprefix("meeting "): kind for kind in FORMS}
_CITED = ("fact", "clause", "start", "end", "quote")
_ADVICE = "holdfire meeting read --help tells where the form is written down."


@dataclass(frozen=True, slots=True)
class Fact:
    """One act to be written: its kind, its content (without `by`), and the quotes at its places: start, end
    and the words that stand there."""

    kind: str
    content: Mapping[str, object]
    quotes: tuple[tuple[int, int, str], ...]


def read_facts(written: bytes) -> tuple[str | None, tuple[Fact, ...]]:
    """The SHA-256 of the source's text, and the facts in their order. Raises CentreError naming the fact and
    the rule where anything is not as the form says."""
    try:
        told = json.loads(written.decode(), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as cause:
        raise CentreError(f"The file of facts is no JSON in UTF-8: {cause}.", _ADVICE) from cause
    if not isinstance(told, dict) or set(told) != {"form", "source", "file", "facts"}:
        raise _wrong("it must have exactly: form, source, file, facts")
    source, file, facts = told["source"], told["file"], told["facts"]
    if told["form"] != FORM:
        raise _wrong(f"its form is not {FORM}")
    if text(source) or (file is not None and sha256(file)):
        raise _wrong("source must be an id, and file a SHA-256 or null")
    if not isinstance(facts, list) or not 0 < len(facts) <= FACTS_MAX:
        raise _wrong(f"facts must be a list of 1 to {FACTS_MAX}")
    found = (_fact(number, each, source, file) for number, each in enumerate(facts, start=1))
    return file, tuple(found)


def _fact(number: int, told: object, source: str, file: str | None) -> Fact:
    if not isinstance(told, dict) or told.get("act") not in tuple(_KINDS):
        raise _wrong(f"fact {number}: act must be one of: {', '.join(_KINDS)}")
    kind = _KINDS[str(told["act"])]
    named = {key: told.get(key) for key in ("series", "round", "id")}
    fields = set(FORMS[kind].fields) - {"source", "file", "cited"}
    if strange := sorted(set(told) - fields - {"act", "series", "round", "id", "why", "cited"}):
        raise _wrong(f"fact {number} ({told['act']}) has no field {', '.join(strange)}")
    content = {key: value for key, value in told.items() if key in fields or key == "why"}
    content["id"] = _meeting(number, named)
    if kind in (ANNOUNCED, HELD):
        content |= {"series": named["series"], "round": named["round"]}
    places, quotes = _places(number, told.get("cited"))
    return Fact(kind, {**content, "source": source, "file": file, "cited": places}, quotes)


def _meeting(number: int, named: Mapping[str, object]) -> str:
    series, round_number, own = named["series"], named["round"], named["id"]
    if isinstance(series, str) and type(round_number) is int and own is None:
        return meeting_id(series, round_number)
    if isinstance(series, str) and round_number is None and isinstance(own, str):
        return own
    raise _wrong(f"fact {number} must name its meeting: series and round, or series and id")


def _places(number: int, cited: object) -> tuple[list[dict[str, object]], tuple[tuple[int, int, str], ...]]:
    if not isinstance(cited, list) or not cited:
        raise _wrong(f"fact {number} cites no place")
    places, quotes = [], []
    for each in cited:
        if not isinstance(each, dict) or not set(each) <= set(_CITED) or "fact" not in each:
            raise _wrong(f"fact {number}: a place has {', '.join(_CITED)} and nothing else")
        start, end, quote = each.get("start"), each.get("end"), each.get("quote")
        if (start is None) != (quote is None):
            raise _wrong(f"fact {number}: a place in code points comes with its quote")
        if isinstance(quote, str) and type(start) is int and type(end) is int:
            if len(quote) != end - start:
                raise _wrong(f"fact {number}: {quote!r} has {len(quote)} code points, not {end - start}")
            quotes.append((start, end, quote))
        elif quote is not None:
            raise _wrong(f"fact {number}: start and end are whole numbers, and the quote is text")
        places.append({key: each.get(key) for key in ("fact", "clause", "start", "end")})
    return places, tuple(quotes)


def misquoted(facts: tuple[Fact, ...], source_text: str) -> Iterator[str]:
    """Quotes that do not stand at their place in the source's text, in words."""
    for number, fact in enumerate(facts, start=1):
        for start, end, quote in fact.quotes:
            if source_text[start:end] != quote:
                there = source_text[start:end]
                yield f"fact {number}: at {start} to {end} stands {there[:60]!r}, not {quote[:60]!r}"


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no value here")


def _wrong(what: str) -> CentreError:
    return CentreError(f"The file of facts is not as its form says: {what}.", _ADVICE)
