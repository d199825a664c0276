"""Expressions of time as they are written, with their parts and nothing added: a day without a year has
none."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from holdfire.documents.field import Passage
from holdfire.documents.language import Language

YEAR_FIRST, YEAR_LAST = 1900, 2100


@dataclass(frozen=True, slots=True)
class Written:
    """One expression. `kind`: day, days, month, year, weekday, relative, duration. `first` and `last` are
    (year, month, day), None for what is not written. `part` is a part of the month. `either` is the other
    reading of an order of day and month that is open. `number` and `unit` are of a duration or of "two days
    ago"."""

    passage: Passage
    kind: str
    first: tuple[int | None, int | None, int | None] = (None, None, None)
    last: tuple[int | None, int | None, int | None] | None = None
    part: str = ""
    either: tuple[int | None, int | None, int | None] | None = None
    number: int = 0
    unit: str = ""
    year_told: int | None = None
    """Years from the year of writing: "this year" is 0, "last year" -1."""


_Make = Callable[[re.Match[str], Language], Written | None]


def find_written(text: str, within: Passage, language: Language) -> Iterator[Written]:
    """The expressions in that passage, in their order, none within another."""
    if _sign(language).search(text, within.start, within.end) is None:
        return
    at = within.start
    taken: list[tuple[int, int, Written]] = []
    for order, (pattern, make) in enumerate(_rules(language)):
        for match in pattern.finditer(text, at, within.end):
            made = make(match, language)
            if made is not None:
                taken.append((made.passage.start, order, made))
    end = -1
    for start, _, made in sorted(taken, key=lambda each: (each[0], -each[2].passage.end, each[1])):
        if start >= end:
            end = made.passage.end
            yield made


@cache
def _sign(language: Language) -> re.Pattern[str]:
    """What every expression has at least: a digit, or a word for a time. Most paragraphs have neither."""
    tables = ("months", "weekdays", "relative_days", "units", "weeks_of_month")
    words = {word for table in tables for word in language.words(table)} - {
        "first",
        "second",
        "third",
        "last",
    }
    parts = "|".join(sorted({re.escape(each) for each in words} | {"half", "quarter", "spring", "autumn"}))
    return re.compile(rf"\d|\b(?:{parts}|summer|winter)", re.IGNORECASE)


@cache
def _rules(language: Language) -> tuple[tuple[re.Pattern[str], _Make], ...]:
    month = "|".join(
        sorted(
            {each.title() for each in language.words("months")}
            | {each.upper() for each in language.words("months")},
            key=len,
            reverse=True,
        )
    )
    weekday = "|".join(each.title() for each in language.words("weekdays"))
    names = {
        "M": rf"(?:(?:{month})(?:(?<=[A-Z]..)\.|(?<=Sept)\.)?)",
        "D": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%])",
        "Y": r"(?:19|20)\d\d(?!\d)",
        "W": weekday,
        "TO": r"(?:\s*[-–—]\s*|\s+(?:and|to|or|through|until)\s+)",
        "PART": _either_case(language.words("parts_of_month")),
        "WEEK": _either_case(language.words("weeks_of_month")),
        "REL": _either_case(language.words("relative_days")),
        "N": f"(?i:{language.number_pattern})",
        "UNIT": "|".join(language.words("units")),
        "AFTER": r"(?=\s*(?:[,.;:)\]”\"»]|$|\n|\s(?:in|at|of|with|by|as|and|when|while|that|under|this)\b))",
    }
    return tuple((re.compile(_filled(each, names)), make) for each, make in _WRITTEN)


def _filled(pattern: str, names: dict[str, str]) -> str:
    for name, value in names.items():
        pattern = pattern.replace(f"<{name}>", value)
    return pattern


def _either_case(words: tuple[str, ...]) -> str:
    both = {each for word in words for each in (word, word.capitalize())}
    return "|".join(sorted((re.escape(each) for each in both), key=len, reverse=True))


def _month(written: str | None, language: Language) -> int | None:
    return language.numbers("months")[written.rstrip(".").lower()] if written else None


def _number(written: str | None) -> int | None:
    return int(re.sub(r"\D", "", written)) if written else None


def _passage(match: re.Match[str]) -> Passage:
    return Passage(match.start(), match.end())


def _day(match: re.Match[str], language: Language) -> Written:
    year, month, day = (match.groupdict().get(each) for each in "ymd")
    return Written(_passage(match), "day", (_number(year), _month(month, language), _number(day)))


def _days(match: re.Match[str], language: Language) -> Written | None:
    got = match.groupdict()
    last_month = _month(got.get("m2") or got["m"], language)
    first_month = _month(got["m"], language)
    last_year = _number(got.get("y2")) or _number(got.get("y"))
    first_year = _number(got.get("y")) or last_year
    first, last = _number(got["d"]), _number(got["d2"])
    if first_month == last_month and first is not None and last is not None and last <= first:
        return None
    if first_year and last_year == first_year and first_month and last_month and first_month > last_month:
        first_year -= 1
    return Written(_passage(match), "days", (first_year, first_month, first), (last_year, last_month, last))


def _figures(match: re.Match[str], language: Language) -> Written | None:
    year, one, two = (int(match[each]) for each in ("y", "a", "b"))
    readings = [(year, month, day) for day, month in ((one, two), (two, one)) if month <= 12 and day <= 31]
    if not readings:
        return None
    other = readings[1] if len(readings) > 1 and match["sep"] == "/" and one != two else None
    return Written(_passage(match), "day", readings[0], either=other)


def _iso(match: re.Match[str], language: Language) -> Written | None:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    return (
        Written(_passage(match), "day", (year, month, day)) if 1 <= month <= 12 and 1 <= day <= 31 else None
    )


def _of_month(match: re.Match[str], language: Language) -> Written:
    got = match.groupdict()
    part = ""
    if got.get("part"):
        part = language.mapping("parts_of_month")[got["part"].lower()]
    if got.get("week"):
        part = language.mapping("weeks_of_month")[got["week"].lower()]
    told = {"this": 0, "next": 1, "last": -1}.get(got.get("yt") or "")
    start, end = match.span("whole")
    first = (_number(got.get("y")), _month(got["m"], language), None)
    return Written(Passage(start, end), "month", first, part=part, year_told=told)


def _part_of_year(match: re.Match[str], language: Language) -> Written:
    """ "The first half of 2022", "the spring of 2019", "the summer of next year"."""
    part = " ".join(match["part"].lower().split())
    told = {"this": 0, "next": 1, "last": -1}.get((match["yt"] or "").lower())
    start, end = match.span("whole")
    return Written(
        Passage(start, end), "part of year", (_number(match["y"]), None, None), part=part, year_told=told
    )


def _weekday_of_month(match: re.Match[str], language: Language) -> Written:
    """ "The second Thursday of August"."""
    count = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}[match["nth"].lower()]
    return Written(
        _passage(match), "weekday of month", (_number(match["y"]), _month(match["m"], language), None),
        number=language.numbers("weekdays")[match["w"].lower()], unit=str(count),
    )  # fmt: skip


def _year(match: re.Match[str], language: Language) -> Written:
    start, end = match.span("y")
    return Written(Passage(start, end), "year", (int(match["y"]), None, None))


def _weekday(match: re.Match[str], language: Language) -> Written:
    where = {"last": -1, "next": 1, "coming": 1, "this": 0}.get((match["which"] or "").lower(), 0)
    return Written(
        _passage(match), "weekday", number=language.numbers("weekdays")[match["w"].lower()], year_told=where
    )


def _weekdays(match: re.Match[str], language: Language) -> Written:
    """Two days in a row, or a span of them; the unit tells how many days lie between."""
    first, last = (language.numbers("weekdays")[match[each].lower()] for each in ("w", "w2"))
    return Written(_passage(match), "weekday", number=first, unit=f"+{(last - first) % 7}", year_told=0)


def _relative(match: re.Match[str], language: Language) -> Written:
    return Written(
        _passage(match), "relative", number=language.numbers("relative_days")[match["rel"].lower()], unit="D"
    )


def _ago(match: re.Match[str], language: Language) -> Written | None:
    number = language.number(match["n"])
    unit = language.mapping("units")[match["u"].lower()]
    return None if number is None else Written(_passage(match), "relative", number=-number, unit=unit)


def _neighbour(match: re.Match[str], language: Language) -> Written:
    step = {"last": -1, "next": 1, "this": 0}[match["which"].lower()]
    return Written(
        _passage(match), "relative", number=step, unit=language.mapping("units")[match["u"].lower()]
    )


def _duration(match: re.Match[str], language: Language) -> Written | None:
    number = language.number(match["n"])
    unit = language.mapping("units")[match["u"].lower()]
    return None if number is None else Written(_passage(match), "duration", number=number, unit=unit)


_WRITTEN: tuple[tuple[str, _Make], ...] = (
    (r"(?<![\d.])(?P<y><Y>)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", _iso),
    (r"(?<![\d./])(?P<a>\d{1,2})(?P<sep>[./])(?P<b>\d{1,2})(?P=sep)(?P<y><Y>)", _figures),
    (r"(?<![\w.])(?:(?:<W>),?\s+)?(?P<d><D>)<TO>(?P<d2><D>)\s+(?:of\s+)?"
     r"(?P<m><M>)(?!\w)(?:,?\s+(?P<y><Y>))?", _days),
    (r"(?<![\w.])(?P<d><D>)\s+(?P<m><M>)(?:,?\s+(?P<y><Y>))?<TO>"
     r"(?P<d2><D>)\s+(?P<m2><M>)(?!\w)(?:,?\s+(?P<y2><Y>))?", _days),
    (r"(?<!\w)(?P<m><M>)\s+(?P<d><D>)(?:,?\s+(?P<y><Y>))?<TO>"
     r"(?P<m2><M>)\s+(?P<d2><D>)(?:,?\s+(?P<y2><Y>))?", _days),
    (r"(?<!\w)(?P<m><M>)\s+(?P<d><D>)<TO>(?P<d2><D>),?\s+(?P<y><Y>)", _days),
    (r"(?<!\w)(?P<m><M>)\s+(?P<d><D>)<TO>(?P<d2><D>)<AFTER>", _days),
    (r"(?<!\w)(?P<m><M>)\s+(?P<d><D>)\s*[-–—]\s*(?P<d2><D>)", _days),
    (r"(?<![\w.:])(?:(?:<W>),?\s+)?(?P<d><D>)\s+(?:of\s+)?(?P<m><M>)(?!\w)(?:,?\s+(?P<y><Y>))?", _day),
    (r"(?<!\w)(?:(?:<W>),?\s+)?(?P<m><M>)\s+(?:the\s+)?(?P<d><D>)(?:,?\s+(?P<y><Y>))?", _day),
    (r"(?<!\w)(?P<whole>(?:(?P<part><PART>)(?:\s+of\s+|[\s-]+)|(?:[Tt]he\s+)?(?P<week><WEEK>)\s+week\s+(?:of|in)\s+)"
     r"(?P<m><M>)(?!\w)(?:,?\s+(?P<y><Y>))?(?:\s+(?P<yt>this|next|last)\s+year)?)", _of_month),
    (r"(?<!\w)(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast)\s+(?P<w><W>)\s+(?:of|in)\s+(?P<m><M>)(?!\w)"
     r"(?:,?\s+(?P<y><Y>))?", _weekday_of_month),
    (r"(?<!\w)(?P<whole>(?P<part>(?:[Ff]irst|[Ss]econd)\s+half"
     r"|(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast)\s+quarter|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)"
     r"\s+(?:of\s+)?(?:(?P<y><Y>)|(?P<yt>this|next|last)\s+year))", _part_of_year),
    (r"(?<!\w)(?P<whole>(?P<m><M>),?\s+(?P<y><Y>))", _of_month),
    (r"(?<!\w)(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Oo]f|[Dd]uring|[Ff]rom|is|[Ll]ast|[Nn]ext|[Tt]his|[Ff]or"
     r"|[Bb]efore|[Tt]hrough|till|around)\s+"
     r"(?P<whole>(?P<m><M>)(?![\w])(?:\s+(?P<yt>this|next|last)\s+year)?)(?!\s+<D>)(?!\s+[A-Z])", _of_month),
    (r"(?<!\w)(?P<w><W>)<TO>(?P<w2><W>)(?!\w)", _weekdays),
    (r"(?<!\w)(?:(?P<which>[Ll]ast|[Nn]ext|[Cc]oming|[Tt]his)\s+)?(?P<w><W>)(?!\w)", _weekday),
    (r"(?<!\w)(?P<rel><REL>)(?!\w)", _relative),
    (r"(?<!\w)(?P<n><N>)\s+(?P<u><UNIT>)s?\s+ago(?!\w)", _ago),
    (r"(?<!\w)(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s+(?P<u>week|month|year)(?!\w)", _neighbour),
    (r"(?<![\w.,])(?P<n><N>)(?:\s*\(\d{1,4}\))?[\s-]+(?P<u><UNIT>)s?(?!\w)(?!\s+ago)(?![\s-]old)", _duration),
    (r"(?<!\w)(?:[Ii]n|[Ss]ince|[Uu]ntil|[Oo]f|[Ff]rom|[Bb]y|[Bb]efore|[Aa]fter|[Dd]uring)\s+(?P<y><Y>)(?![\w,]*\d)",
     _year),
    (r"\((?P<y><Y>)\)", _year),
)  # fmt: skip
