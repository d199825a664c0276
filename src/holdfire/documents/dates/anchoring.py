"""What an expression of time may mean, and what says so.

A year is never added where nothing says it. What may say it: the expression itself; the day of publication,
with the tense of the sentence; a full date shortly before it in the same block; a user who knows. Which it
was stands in the field's anchor.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from holdfire.documents.dates.value import Parts, is_day, length_of, span_of, written_day
from holdfire.documents.dates.written import Written
from holdfire.documents.field import Alternative, Field, Passage
from holdfire.documents.language import Language

NO_YEAR = "year not stated"
NO_DAY = "cannot be resolved: the day of publication is not stated"
_TO_BE = re.compile(
    r"\b(?:will|would|shall|must|should|may|might|can|could)\s+(?:not\s+|also\s+|then\s+|formally\s+|only\s+)?(?:be\s+)?(?!be\b)\w+"
    r"|\b(?:is|are)\s+(?:expected|scheduled|due|set|planned|slated|foreseen|supposed|to be \w+)\b"
    r"|\bclosed[\s-]+(?:session|doors?|meeting)",
)
"""Verbs of what is to come, with the participle that would else tell of something gone by."""
_NEAR = 75
"""Code points before an expression in which its clause tells whether it is to come or gone by."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that expressions are resolved against: its parts as far as known, and what it is, in words."""

    parts: Parts
    told_by: str

    @property
    def day(self) -> date | None:
        year, month, day = self.parts
        return date(year, month, day) if year and month and day else None


def resolved(
    text: str,
    each: Written,
    sentence: Passage,
    anchor: Anchor | None,
    before: Written | None,
    language: Language,
) -> Field:
    """The field of an expression. `before` is the full date last named in the same block, if any is near."""
    match each.kind:
        case "duration":
            unit = "TM" if each.unit == "M" and "minute" in each.passage.of(text).lower() else each.unit
            return Field(length_of(each.number, unit), (each.passage,), "length of time as written", 0.95)
        case "year":
            return Field(written_day(each.first), (each.passage,), "year as written", 0.9)
        case "weekday":
            return _weekday(each, _tense(text, each, sentence, language), anchor)
        case "relative":
            return _relative(each, anchor)
        case "part of year":
            return _part_of_year(each, anchor)
        case "weekday of month":
            return _weekday_of_month(text, each, sentence, anchor, before, language)
    return _calendar(text, each, sentence, anchor, before, language)


def _calendar(
    text: str,
    each: Written,
    sentence: Passage,
    anchor: Anchor | None,
    before: Written | None,
    language: Language,
) -> Field:
    last = each.last or each.first
    if not (is_day(each.first) and is_day(last)):
        return Field(None, (each.passage,), "day as written", 0.9, None, (), "there is no such day")
    if last[0] is not None:
        found = _valued(each, each.first, last)
        method = "date as written" if each.either is None else "date in figures, the day read first"
        others = (
            () if each.either is None else (Alternative(written_day(each.either), "the month read first"),)
        )
        return Field(found, (each.passage,), method, 0.97 if not others else 0.6, None, others)
    year, why, sure = _year(text, each, sentence, anchor, before, language)
    if year is None:
        found = _valued(each, each.first, last)
        return Field(found, (each.passage,), "date as written, without a year", 0.95, None, (), NO_YEAR)
    first_year = year - 1 if (each.first[1] or 0) > (last[1] or 0) else year
    first, end = (first_year, *each.first[1:]), (year, *last[1:])
    if not (is_day(first) and is_day(end)):
        return Field(
            _valued(each, each.first, last), (each.passage,), "date as written", 0.5, None, (), NO_YEAR
        )
    return Field(_valued(each, first, end), (each.passage,), "date, its year from the anchor", sure, why)


def _valued(each: Written, first: Parts, last: Parts) -> str:
    if each.kind == "days":
        return span_of(first, last)
    return f"{each.part} of {written_day(first)}" if each.part else written_day(first)


def _year(
    text: str,
    each: Written,
    sentence: Passage,
    anchor: Anchor | None,
    before: Written | None,
    language: Language,
) -> tuple[int | None, str | None, float]:
    """The year, what says so, and how surely; None where nothing does."""
    month, day = each.first[1] or 1, each.first[2] or 1
    from_text = _following(before, (month, day))
    told = anchor.day if anchor else None
    if anchor is None or told is None:
        if from_text is not None:
            return from_text, "order in the text: it follows a date with its year", 0.8
        return (anchor.parts[0], anchor.told_by, 0.7) if anchor and anchor.parts[0] else (None, None, 0.0)
    if each.year_told is not None:
        return told.year + each.year_told, anchor.told_by, 0.9
    tense = _tense(text, each, sentence, language)
    nearest = min((-1, 0, 1), key=lambda step: abs((_on(told.year + step, month, day) - told).days))
    year = told.year + nearest
    away = (_on(year, month, day) - told).days
    slack = 31 if each.kind == "month" else 3
    if tense < 0 and away > slack:
        year -= 1
    elif tense > 0 and away < -slack:
        year += 1
    if from_text is not None and from_text == year:
        return year, f"{anchor.told_by}, and order in the text", 0.92
    return year, anchor.told_by, 0.88 if tense else 0.8


def _following(before: Written | None, at: tuple[int, int]) -> int | None:
    """The year of the date named before, where this one comes after it in that year."""
    if before is None or before.first[0] is None:
        return None
    last = before.last or before.first
    return last[0] if at >= (last[1] or 1, 0) else None


def _on(year: int, month: int, day: int) -> date:
    return date(year, month, 28 if (month, day) == (2, 29) else day)


def _tense(text: str, each: Written, sentence: Passage, language: Language) -> int:
    """-1 gone by, 1 to come, 0 not told: by the last word of either kind before it, else the next one
    after."""
    before = text[max(sentence.start, each.passage.start - _NEAR) : each.passage.start]
    word = re.search(r"([A-Za-z]+)\s*$", before)
    if word and word.group(1).lower() in language.words("right_before_to_come"):
        return 1
    ended = re.search(r"(?P<lead>(?:\S+\s+){0,2})\b\w+ed\s+(?:late\s+|early\s+)?on\s+$", before)
    if ended and not _TO_BE.search(ended.group()):
        return -1  # "announced on Friday that ... would"
    before = _TO_BE.sub(_blank, before)
    if re.search(r"\b(?:will|is)\s*$", before):
        return 1
    ahead, behind = language.pattern("to_come"), language.pattern("gone_by")
    last_ahead = _last(ahead, before)
    last_behind = _last(behind, before)
    if max(last_ahead, last_behind) >= 0:
        return 1 if last_ahead >= last_behind else -1  # "agreed to meet" is one and the other
    after = text[each.passage.end : min(sentence.end, each.passage.end + _NEAR)]
    first_ahead, first_behind = ahead.search(after), behind.search(after)
    if first_ahead and (not first_behind or first_ahead.start() < first_behind.start()):
        return 1
    return -1 if first_behind else 0


def _blank(match: re.Match[str]) -> str:
    """Only the first word stays, so that "will be signed" is no longer something signed."""
    first = match.group().split()[0]
    if first.startswith("closed"):
        return " " * len(match.group())
    return ("will" if first in ("is", "are", "to") else first).ljust(len(match.group()))


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _weekday(each: Written, tense: int, anchor: Anchor | None) -> Field:
    if anchor is None or anchor.day is None:
        return Field(None, (each.passage,), "day of the week", 0.95, None, (), NO_DAY)
    back = (anchor.day.weekday() - each.number) % 7
    ahead = (each.number - anchor.day.weekday()) % 7
    past, future = anchor.day - timedelta(days=back), anchor.day + timedelta(days=ahead or 7)
    if each.unit.startswith("+"):
        return _weekdays(int(each.unit[1:]), future if tense > 0 else past, anchor, each)
    if each.year_told == 1 or (tense > 0 and not each.year_told):
        return Field(future.isoformat(), (each.passage,), "day of the week", 0.8, anchor.told_by)
    sure = 0.9 if tense < 0 else 0.75
    other = Alternative(future.isoformat(), "the same day to come: no words tell which")
    others = () if tense < 0 or each.year_told or back == 0 else (other,)
    return Field(past.isoformat(), (each.passage,), "day of the week", sure, anchor.told_by, others)


def _weekdays(more: int, first: date, anchor: Anchor, each: Written) -> Field:
    """A span of days of the week. Of days gone by the last may not lie behind the day of writing."""
    assert anchor.day is not None
    if first <= anchor.day < first + timedelta(days=more):
        first -= timedelta(days=7)
    last = first + timedelta(days=more)
    value = f"{first.isoformat()}/{last.isoformat()}"
    return Field(value, (each.passage,), "days of the week", 0.8, anchor.told_by)


def _part_of_year(each: Written, anchor: Anchor | None) -> Field:
    year = each.first[0]
    if year is not None:
        return Field(f"{each.part} of {year}", (each.passage,), "a part of a year as written", 0.9)
    if anchor is None or anchor.parts[0] is None:
        return Field(None, (each.passage,), "a part of a year", 0.9, None, (), NO_DAY)
    value = f"{each.part} of {anchor.parts[0] + (each.year_told or 0)}"
    return Field(value, (each.passage,), "a part of a year", 0.85, anchor.told_by)


def _weekday_of_month(
    text: str,
    each: Written,
    sentence: Passage,
    anchor: Anchor | None,
    before: Written | None,
    language: Language,
) -> Field:
    month, count = each.first[1] or 1, int(each.unit)
    year, why, sure = each.first[0], None, 0.9
    if year is None:
        year, why, sure = _year(text, replace(each, kind="month"), sentence, anchor, before, language)
    if year is None:
        return Field(f"--{month:02}", (each.passage,), "its month", 0.8, None, (), NO_YEAR)
    days = [date(year, month, 1) + timedelta(days=more) for more in range(31)]
    fitting = [day for day in days if day.month == month and day.weekday() == each.number]
    day = fitting[count - 1 if count > 0 else -1]
    return Field(day.isoformat(), (each.passage,), "counted in its month", min(sure, 0.85), why)


def _relative(each: Written, anchor: Anchor | None) -> Field:
    method = "time told from the day of writing"
    if anchor is None:
        return Field(None, (each.passage,), method, 0.95, None, (), NO_DAY)
    year, month, _ = anchor.parts
    if each.unit == "M" and month:
        months = month - 1 + each.number
        found: Parts = (year + months // 12 if year else None, months % 12 + 1, None)
        return Field(written_day(found), (each.passage,), method, 0.85, anchor.told_by)
    if each.unit == "Y" and year:
        return Field(
            written_day((year + each.number, None, None)), (each.passage,), method, 0.8, anchor.told_by
        )
    if anchor.day is None:
        return Field(None, (each.passage,), method, 0.95, None, (), NO_DAY)
    if each.unit == "W":
        monday = anchor.day - timedelta(days=anchor.day.weekday() - 7 * each.number)
        week = f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
        return Field(week, (each.passage,), f"{method}, weeks from Monday", 0.6, anchor.told_by)
    if each.unit == "D":
        day = anchor.day + timedelta(days=each.number)
        return Field(day.isoformat(), (each.passage,), method, 0.9, anchor.told_by)
    return Field(None, (each.passage,), method, 0.9, None, (), "cannot be resolved: too short a time")


def nearest_full(found: Iterable[Written], at: int, reach: int) -> Written | None:
    """The last of these that carries its year and stands before `at`, at most `reach` code points away."""
    full = [each for each in found if each.first[0] is not None and each.first[1] is not None]
    near = [each for each in full if each.passage.end <= at and at - each.passage.end <= reach]
    return near[-1] if near else None
