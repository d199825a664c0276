"""What of an endpoint's answer is kept: a field that quotes characters of the block it names and says no more
than they do. Everything else is dropped, with the reason.

Nothing here can change a block, a date or a speaker that the rules read: proposals are a list of their own.
Blocks that were not shown to the endpoint (comments, widgets, navigation) cannot be quoted from.
"""

import json
import re
from collections.abc import Collection, Iterator

from holdfire.documents.dates.value import day_of
from holdfire.documents.field import Field, Passage, quoted
from holdfire.documents.language import FORCES
from holdfire.documents.page import Page
from holdfire.documents.proposals.numbers import numbers_in
from holdfire.documents.proposals.proposal import DATES, FORCE, KINDS, NUMBERS, WORDS, Dropped, Proposal
from holdfire.documents.provisions.provision import Provision

FIELDS_MAX, QUOTE_MAX = 200, 600
CONFIDENCE = 0.2
"""Below every rule: a proposal is a proposal."""
_KEYS = frozenset({"block", "kind", "value", "quote", "of", "start", "end"})
_SIGNS = {
    "agreed": "agreed_signs", "not agreed": "not_agreed_signs", "observer": "observer_signs",
    "invited": "invite_signs",
}  # fmt: skip


class _BrokenError(Exception):
    """A field that breaks a rule of the leash; the text says which."""


def leashed(
    answer: str, page: Page, provisions: tuple[Provision, ...], shown: Collection[int], who: str
) -> tuple[list[Proposal], list[Dropped]]:
    """The proposals in `answer` (the words of the model) that hold, and those that do not. `shown` are the
    numbers of the blocks that were sent; `who` stands in the method of each."""
    try:
        told = json.loads(_bare(answer), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as cause:
        return [], [Dropped(_short(answer), f"the answer is no JSON as asked for: {_short(str(cause))}")]
    if not isinstance(told, dict) or not isinstance(told.get("fields"), list):
        return [], [Dropped(_short(answer), 'the answer is no object with a list "fields"')]
    kept: list[Proposal] = []
    dropped = [
        Dropped(_short(key), "only fields are taken from an answer") for key in told if key != "fields"
    ]
    fields = told["fields"]
    if len(fields) > FIELDS_MAX:
        many = f"{len(fields)} fields; {FIELDS_MAX} are looked at"
        dropped.append(Dropped(f"fields from number {FIELDS_MAX + 1}", many))
    for each in fields[:FIELDS_MAX]:
        try:
            made = _proposal(each, page, provisions, shown, who)
            if made in kept:
                raise _BrokenError("it was proposed already")
            kept.append(made)
        except _BrokenError as cause:
            dropped.append(Dropped(_short(_as_json(each)), str(cause)))
    return kept, dropped


def _proposal(
    told: object, page: Page, provisions: tuple[Provision, ...], shown: Collection[int], who: str
) -> Proposal:
    if not isinstance(told, dict):
        raise _BrokenError("it is no object")
    if strange := sorted(set(told) - _KEYS):
        raise _BrokenError(
            f"a field has no {_short(strange[0])!r}: a proposal changes nothing but adds a value"
        )
    kind, number = told.get("kind"), told.get("block")
    if kind not in KINDS:
        raise _BrokenError("its kind is none of those asked for")
    if type(number) is not int or number not in shown:
        raise _BrokenError("it names no block that was shown")
    block = page.blocks[number].passage
    passage = _found(told.get("quote"), page.text, block, "quote")
    _check_offsets(told, passage, block)
    of = told.get("of")
    if kind == "speaker" and of is None:
        raise _BrokenError('a speaker comes with the words that were said, in "of"')
    words = (
        None if of is None else quoted(page.text, _found(of, page.text, block, "of"), "proposed", CONFIDENCE)
    )
    field = _field(kind, told.get("value"), passage, page, provisions, f"proposed by {who}")
    return Proposal(kind, number, field, words)


def _found(quote: object, text: str, block: Passage, key: str) -> Passage:
    """Where those characters stand in the block: the first place."""
    if not isinstance(quote, str) or not quote.strip():
        raise _BrokenError(f"it has no {key}")
    if len(quote) > QUOTE_MAX:
        raise _BrokenError(f"its {key} is longer than {QUOTE_MAX} characters")
    at = text.find(quote, block.start, block.end)
    if at < 0:
        raise _BrokenError(f"its {key} does not stand in the block it names")
    return Passage(at, at + len(quote))


def _check_offsets(told: dict[str, object], passage: Passage, block: Passage) -> None:
    """Offsets are not asked for; where they are given, they count from the block's start and have to fit."""
    given = (told.get("start"), told.get("end"))
    if given != (None, None) and given != (passage.start - block.start, passage.end - block.start):
        raise _BrokenError("its start and end are not those of its quote")


def _field(
    kind: str, value: object, passage: Passage, page: Page, provisions: tuple[Provision, ...], method: str
) -> Field:
    quote = passage.of(page.text)
    if kind in WORDS:
        if not isinstance(value, str) or not _stands(_even(value), _even(quote)):
            raise _BrokenError("its value does not stand in its quote")
        _check_sign(kind, passage, page)
        return Field(" ".join(value.split()), (passage,), method, CONFIDENCE)
    if kind in NUMBERS:
        if type(value) is not int or value not in numbers_in(quote, page.language):
            raise _BrokenError("its number does not stand in its quote")
        return Field(value, (passage,), method, CONFIDENCE)
    if kind in DATES:
        return _date(value, passage, page, method)
    assert kind == FORCE
    if value not in FORCES:
        raise _BrokenError("it is no class of force")
    if not any(passage.within(each) for point in provisions for each in point.words.passages):
        raise _BrokenError("its quote stands in no point of an official text")
    return Field(str(value), (passage,), method, CONFIDENCE)


def _date(value: object, passage: Passage, page: Page, method: str) -> Field:
    read = [each.field for each in page.dates_in(passage)]
    for field in read:
        if field.value is not None and field.value == value:
            if "--" in str(value) or day_of(value) is None:
                return Field(value, (passage,), method, CONFIDENCE, field.anchor, (), field.reason)
            return Field(value, (passage,), method, CONFIDENCE, field.anchor)
    if any(field.reason for field in read):
        raise _BrokenError(f"the date is not resolved ({read[0].reason or read[0].value}) and stays so")
    raise _BrokenError("it is not the date that stands in its quote")


def _check_sign(kind: str, passage: Passage, page: Page) -> None:
    """Kinds that turn on a word of the sentence, which a short quote could leave out ("did not agree on")."""
    if kind not in _SIGNS:
        return
    around = [each.passage for each in page.sentences if passage.within(each.passage)] or [passage]
    words = around[0].of(page.text)
    has = {table: page.language.pattern(table).search(words) is not None for table in _SIGNS.values()}
    if not has[_SIGNS[kind]] or (kind == "agreed" and has["not_agreed_signs"]):
        raise _BrokenError(f"its sentence does not say {kind}")


def _stands(words: str, quote: str) -> bool:
    """Whether the words stand there, and not as a part of longer ones."""
    return bool(words) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", quote) is not None


def _even(words: str) -> str:
    return " ".join(words.split())


def _bare(answer: str) -> str:
    """Without the fence of a code block, in which models wrap JSON unasked."""
    bare = answer.strip()
    if bare.startswith("```") and bare.endswith("```"):
        return bare[3:-3].strip().removeprefix("json")
    return bare


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no value here")


def _as_json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False)


def _short(words: str) -> str:
    """In one line, without signs that would draw on a terminal, and not long."""
    return "".join(_plain(words[:160])) + ("..." if len(words) > 160 else "")


def _plain(words: str) -> Iterator[str]:
    for each in words:
        yield each if each.isprintable() else " "
