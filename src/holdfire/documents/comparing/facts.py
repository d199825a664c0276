"""What a passage says that can be held against another: lengths of time, days, hours of the day, quantities.
Two ways to write one thing are one value: three months and 90 days, half a year and six months."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from holdfire.documents.comparing.likeness import stems
from holdfire.documents.field import Field, Passage
from holdfire.documents.reading import Reading

_DAYS = {"H": 1 / 24, "D": 1.0, "W": 7.0, "M": 30.44, "Y": 365.25}
_IN_OTHER_UNITS = 0.04
"""Lengths in different units may differ by this share: a month is no exact number of days."""
_TO_NUMBERS = {"a half": 0.5, "dozen": 12, "a dozen": 12, "two dozen": 24, "hundred": 100}
_TIMES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_METRES = {
    "kilometre": 1000.0,
    "kilometer": 1000.0,
    "km": 1000.0,
    "mile": 1609.0,
    "metre": 1.0,
    "meter": 1.0,
    "m": 1.0,
}
_LENGTH = re.compile(
    r"\b(?:(?P<half>half an?)\s+(?P<halved>day|month|year)"
    r"|(?<!once )(?<!twice )an?\s+(?P<unit>hour|day|week|month|year)|(?P<fortnight>fortnight))\b"
)
_CLOCK = re.compile(
    r"(?<![\d:.])(?:(?P<h>[01]?\d|2[0-3])(?:[:.](?P<m>[0-5]\d))?\s*(?P<half>[ap])\.?m\b"
    r"|(?P<h2>[01]?\d|2[0-3]):(?P<m2>[0-5]\d)|(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)\s*(?:hours|hrs)"
    r"|(?P<word>noon|midnight))(?!\w)"
)
_MEASURES = frozenset({"metre", "percent", "dollar"})
_SMALL = 10
_UNIT_OF_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Fact:
    """A value where it stands. `unit` tells what may be held against it."""

    value: Any
    field: Field
    unit: frozenset[str] = frozenset()

    @property
    def passage(self) -> Passage:
        return self.field.passages[0]


Same = Callable[[Fact, Fact], bool]


def lengths_in(reading: Reading, where: Passage) -> list[Fact]:
    """Lengths of time in days, with the letter of their unit."""
    found = []
    for dated in reading.page.dates_in(where):
        match = re.fullmatch(r"PT?(\d+)([HDWMY])", str(dated.field.value))
        minutes = str(dated.field.value).startswith("PT") and str(dated.field.value).endswith("M")
        if dated.written.kind == "duration" and match and not minutes:
            found.append(
                Fact(
                    int(match[1]) * _DAYS[match[2]], dated.field, frozenset({dated.written.unit or match[2]})
                )
            )
    for each in _LENGTH.finditer(reading.page.text, where.start, where.end):
        letter = (each["halved"] or each["unit"] or "w")[0].upper()
        count = 0.5 if each["half"] else 2 if each["fortnight"] else 1
        words = Field(each.group(), (Passage(*each.span()),), "a length of time in words", 0.8)
        if not any(_meet(words.passages[0], fact.passage) for fact in found):
            found.append(Fact(count * _DAYS[letter], words, frozenset({letter, "in words"})))
    return sorted(found, key=lambda fact: fact.passage)


def same_length(one: Fact, other: Fact) -> bool:
    if one.unit == other.unit:
        return bool(abs(one.value - other.value) < 0.01)
    return bool(abs(one.value - other.value) <= _IN_OTHER_UNITS * max(one.value, other.value))


def days_in(reading: Reading, where: Passage) -> list[Fact]:
    """Days and months, each as its first and last day; of a span its two ends. A year that is not written
    counts for nothing."""
    found = []
    for dated in reading.page.dates_in(where):
        if dated.written.kind in ("day", "days", "month"):
            ends = [_span(each, dated.field.anchor is None) for each in str(dated.field.value).split("/")]
            found += [Fact(each, dated.field) for each in ends if each is not None]
    return found


_PART_DAYS = {"beginning": ("01", "10"), "start": ("01", "10"), "early": ("01", "10"), "middle": ("10", "20")}
_PART_DAYS |= {"mid": ("10", "20"), "end": ("20", "31"), "late": ("20", "31")}


def _span(value: str, year_written: bool) -> tuple[str, str] | None:
    match = re.fullmatch(r"(?:([\w ]+) of )?(\d{4}|-)-(\d\d)(?:-(\d\d))?", value)
    if match is None:
        return None
    part, year, month, day = match.groups()
    first, last = _PART_DAYS.get((part or "").split(" ")[0], ("01", "31"))
    year = year if year_written and year != "-" else "----"
    return f"{year}-{month}-{day or first}", f"{year}-{month}-{day or last}"


def same_days(one: Fact, other: Fact) -> bool:
    """Whether both may be right: they overlap, the year left aside where one has none."""
    cut = 5 if "-" in (one.value[0][0], other.value[0][0]) else 0
    mine, its = ([each[cut:] for each in fact.value] for fact in (one, other))
    return bool(mine[0] <= its[1] and its[0] <= mine[1])


def hours_in(reading: Reading, where: Passage) -> list[Fact]:
    """Hours of the day, in minutes."""
    found = []
    for each in _CLOCK.finditer(reading.page.text, where.start, where.end):
        if each["word"]:
            minutes = 720 if each["word"] == "noon" else 0
        else:
            hour = int(each["h"] or each["h2"] or each["h4"])
            hour = hour % 12 + 12 * (each["half"] == "p") if each["half"] else hour
            minutes = 60 * hour + int(each["m"] or each["m2"] or each["m4"] or 0)
        field = Field(each.group(), (Passage(*each.span()),), "an hour of the day", 0.85)
        found.append(Fact(minutes % _UNIT_OF_DAY, field))
    return found


def equal(one: Fact, other: Fact) -> bool:
    return bool(one.value == other.value)


def quantities_in(reading: Reading, where: Passage) -> list[Fact]:
    """Numbers with what they count: the stems of the two words behind them. Distances are in metres."""
    language = reading.page.language
    text = reading.page.text
    pattern = re.compile(
        rf"(?<![\w.,:])(?P<money>[$€£])?\s?(?P<n>{language.number_pattern}|(?:a|two)\s+dozen|dozen)(?P<d>\.\d+)?"
        rf"(?:\s*\(\d+\))?(?:[\s-](?P<times>hundred|thousand|million|billion)s?)?"
        rf"(?P<share>\s?(?:%|per\s?cent\b))?(?P<of>(?:[\s-]+(?:of\s+)?(?:the\s+|its\s+|their\s+)?(?:m\b|[A-Za-z]{{2,}})){{0,3}})",
        re.IGNORECASE,
    )
    taken = [dated.written.passage for dated in reading.page.dates_in(where)]
    taken += [each.passage for each in hours_in(reading, where)]
    found = []
    for match in pattern.finditer(text, where.start, where.end):
        span = Passage(match.start(), match.end("n"))
        if any(_meet(span, each) for each in taken):
            continue
        words = " ".join(match["n"].lower().split())
        number = _TO_NUMBERS.get(words) or language.number(match["n"])
        if number is None or (words == "one" and not match["share"]):
            continue
        value = float(f"{number}{match['d'] or ''}") * _TIMES.get((match["times"] or "").lower(), 1)
        unit = _unit(match, language)
        metres = next((each for each in _METRES if each in unit), None)
        if metres:
            value, unit = value * _METRES[metres], frozenset({"metre"})
        if unit:
            shown = Field(_shown(value, metres, text, span), (span,), "a number before its unit", 0.9)
            found.append(Fact(value, shown, unit))
    return found


def _shown(value: float, metres: str | None, text: str, span: Passage) -> str | int:
    return span.of(text) if metres or value != int(value) else int(value)


def _unit(match: re.Match[str], language: Any) -> frozenset[str]:
    if match["share"]:
        return frozenset({"percent"})
    if match["money"]:
        return frozenset({"dollar"})
    words = match["of"].lower().replace("-", " ").split()
    named = {each for each in _METRES for word in words[:1] if word.removesuffix("s") == each}
    return frozenset(named or stems(" ".join(words[:3]), language))


def _meet(one: Passage, other: Passage) -> bool:
    return one.start < other.end and other.start < one.end


def same_quantity(one: Fact, other: Fact) -> bool:
    if one.unit == other.unit == {"metre"}:
        return bool(abs(one.value - other.value) <= 0.03 * max(one.value, other.value))
    return bool(one.value == other.value)


def one_unit(one: Fact, other: Fact) -> bool:
    return bool(one.unit & other.unit)


def apart(
    mine: Sequence[Fact],
    its: Sequence[Fact],
    elsewhere: Sequence[Fact],
    same: Same,
    comparable: Same | None = None,
) -> Iterator[tuple[Fact, Fact]]:
    """Facts of a point that its telling does not have, each with the one that stands there instead: what the
    telling says of other points (`elsewhere`) is none. Nothing where several could be meant."""
    left = [each for each in mine if not any(same(each, told) for told in its)]
    more = [each for each in its if not any(same(known, each) for known in (*mine, *elsewhere))]
    if comparable is None:
        if left and more and min(len(left), len(more)) == 1:
            yield left[0], more[0]
        return
    for one in left:
        others = [each for each in more if comparable(one, each)] or _last_left(mine, left, more)
        if len(others) == 1 and sum(comparable(each, others[0]) for each in left) <= 1:
            yield one, others[0]


def _last_left(mine: Sequence[Fact], left: Sequence[Fact], more: Sequence[Fact]) -> list[Fact]:
    """The only one that is left where all others of a row agree, or where there is but one on either side,
    and not far off: "500 policemen" and "300 police officers" count one thing in two words."""
    if len(left) != 1 or len(more) != 1 or (left[0].unit | more[0].unit) & _MEASURES:
        return []
    small, large = sorted((float(left[0].value), float(more[0].value)))
    return list(more) if small * 2 >= large and (len(mine) > 1 or small >= _SMALL) else []
