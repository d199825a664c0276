"""One meeting in several documents: its days, its place, and which round a thing was agreed in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from holdfire.documents.comparing.likeness import likeness, stems
from holdfire.documents.comparing.side import DATE, MEETING, PLACE, difference, side
from holdfire.documents.field import Field
from holdfire.documents.language import Language
from holdfire.documents.meetings.details import SAME_TOWN
from holdfire.documents.meetings.meeting import HELD, Meeting
from holdfire.documents.meetings.outcomes import AGREED
from holdfire.documents.reading import Reading
from holdfire.documents.written import Plain

ALIKE_MIN = 0.3
"""Points of two meetings that are this much alike are taken for one thing agreed twice, or told
differently."""

AREAS_MIN = 3

_Told = tuple[Reading, Meeting]


def meetings_compared(readings: Sequence[Reading]) -> Iterator[Plain]:
    """Differences on numbered meetings that two documents tell of."""
    known: dict[tuple[object, object], list[_Told]] = {}
    named = {each.series.value for reading in readings for each in reading.meetings} - {None}
    only = next(iter(named)) if len(named) == 1 else None
    for reading in readings:
        for meeting in reading.meetings:
            series: object = meeting.series.value or only or "round"
            if meeting.round.value is not None and (len(named) <= 1 or meeting.series.value is not None):
                known.setdefault((series, meeting.round.value), []).append((reading, meeting))
    for (series, number), told in known.items():
        about = f"{series} {number}"
        yield from _fields(DATE, about, [(reading, meeting.days) for reading, meeting in told])
        yield from _fields(PLACE, about, [(reading, meeting.place) for reading, meeting in told])
    yield from _agreed_elsewhere(readings)


def _fields(kind: str, about: str, told: list[tuple[Reading, Field]]) -> Iterator[Plain]:
    """One difference for all documents that give a value, where any two of them cannot both be right."""
    given = [(reading, field) for reading, field in told if field.value is not None]
    values = list(dict.fromkeys(str(field.value) for _, field in given))
    if any(not _both_right(one, other) for _, one in given for _, other in given):
        firsts = {str(field.value): (reading, field) for reading, field in reversed(given)}
        sides = [side(reading, field) for reading, field in firsts.values()]
        yield difference(kind, about, sides, " / ".join(values), 0.85)


def _both_right(one: Field, other: Field) -> bool:
    """Whether one meeting may have both: values that agree, or two names of one town."""
    named = [
        {each.value, *(more.value for more in each.alternatives if more.why == SAME_TOWN)}
        for each in (one, other)
    ]
    return bool(named[0] & named[1]) or _agree(str(one.value), str(other.value))


def _agree(one: str, other: str) -> bool:
    """Whether two values may both be right: equal, one less precise, or one without its year."""
    if one == other:
        return True
    bare = [each.replace("/", "").startswith("--") or "--" in each for each in (one, other)]
    if any(bare):
        return _without_year(one) == _without_year(other)
    short, long = sorted((one.split(" of ")[-1], other.split(" of ")[-1]), key=len)
    return long.startswith(short) and "/" not in long and len(short) < len(long)


def _without_year(value: str) -> str:
    return "/".join(f"--{each[-5:]}" if each[:2].isdigit() else each for each in value.split("/"))


@dataclass(frozen=True, slots=True)
class _Agreed:
    """A thing agreed at a meeting: an outcome that a page tells, or a decision of the text made there."""

    reading: Reading
    meeting: Meeting
    words: Field
    zones: tuple[Field, ...]
    section: int = 0
    before: str = ""
    """Of a meeting without a number: the day of the next one, which its page tells."""


def _agreed_elsewhere(readings: Sequence[Reading]) -> Iterator[Plain]:
    """The same thing agreed at two different rounds, by what two documents say: alike in words, or the same
    areas."""
    told = [each for reading in readings for each in _agreed(reading)]
    if len(told) < 2:
        return
    words = [str(each.words.value) for each in told]
    table = likeness(words, words, readings[0].page.language)
    for row, one in enumerate(told):
        for column, other in enumerate(told[row + 1 :], start=row + 1):
            same_series = one.meeting.series.value == other.meeting.series.value
            if not same_series or one.meeting.round.value == other.meeting.round.value:
                continue
            areas = _same_areas(one.zones, other.zones)
            numbered = None not in (one.meeting.round.value, other.meeting.round.value)
            body = _same_body(words[row], words[column], one.reading.page.language)
            if not numbered and not (body and _apart(one, other)):
                continue
            if table[row][column] >= ALIKE_MIN or areas or body:
                rounds = " or ".join(str(each.meeting.round.value or each.before) for each in (one, other))
                about = f"agreed at {one.meeting.series.value} {rounds}"
                sides = [side(each.reading, each.words, each.section) for each in (one, other)]
                why = f"{str(one.words.value)[:70]} / {str(other.words.value)[:70]}"
                yield difference(
                    MEETING, about, sides, why, 0.7 if areas else round(0.4 + table[row][column] / 2, 2)
                )


_BODY = re.compile(
    r"(?:to\s+)?(?:set\s+up|establish|create|form)\b.{0,60}?\b"
    r"(?:mechanism|group|committee|commission|cent(?:re|er)|team|body|cell)\b",
    re.IGNORECASE,
)


def _same_body(one: str, other: str, language: Language) -> bool:
    """Whether both set up a body for the ceasefire: a body is set up once."""
    return all(_BODY.match(each) and "ceasefire" in stems(each, language) for each in (one, other))


def _apart(one: "_Agreed", other: "_Agreed") -> bool:
    """Whether a meeting without a number ended before the other one began."""
    bounds = [(one.before, _first_day(other)), (other.before, _first_day(one))]
    return any(before and first and before.removeprefix("one before ") <= first for before, first in bounds)


def _first_day(agreed: "_Agreed") -> str:
    days = str(agreed.meeting.days.value or "").split("/")[0]
    return days if re.fullmatch(r"\d{4}-\d\d-\d\d", days) else ""


def _same_areas(one: Sequence[Field], other: Sequence[Field]) -> bool:
    """Whether both name three areas or more, and most of the places of the shorter list are in the other."""
    if min(len(one), len(other)) < AREAS_MIN:
        return False
    places = [
        {name for each in zones for name in str(each.anchor or "").split(": ")[-1].split(", ") if name}
        for zones in (one, other)
    ]
    shared = len(places[0] & places[1])
    return shared >= 2 and 2 * shared >= min(map(len, places))


def _agreed(reading: Reading) -> Iterator[_Agreed]:
    all_held = [each for each in reading.meetings if each.state.value == HELD]
    held = [each for each in all_held if each.round.value is not None]
    following = [str(each.days.value) for each in reading.meetings if each.is_next]
    days = [each for each in following if re.fullmatch(r"\d{4}-\d\d-\d\d", each)]
    for meeting in all_held:
        before = f"one before {days[0]}" if meeting.round.value is None and len(days) == 1 else ""
        for outcome in meeting.outcomes:
            if outcome.outcome.value == AGREED and (before or meeting.round.value is not None):
                yield _Agreed(reading, meeting, outcome.subject, outcome.zones, before=before)
    if len(held) == 1:
        for each in reading.provisions:
            if each.force.value == "decision":
                yield _Agreed(reading, held[0], each.words, each.zones, each.section)
