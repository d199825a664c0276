"""The meetings of a reading as a file of facts that `holdfire meeting read` takes
(holdfire/meeting-facts/1)."""

import re
from collections.abc import Iterator
from hashlib import sha256

from holdfire.documents.dates.value import day_of, last_day_of
from holdfire.documents.feeding.naming import Naming, id_of
from holdfire.documents.field import Field, Passage
from holdfire.documents.meetings.meeting import HELD, Meeting
from holdfire.documents.reading import Reading

FORM = "holdfire/meeting-facts/1"
Fact = dict[str, object]


def facts_file(reading: Reading, source: str, naming: Naming | None) -> tuple[Fact, list[str]]:
    """The file, and in words what of the reading it leaves out and why. The digest in it is that of the
    reading's text in UTF-8, which the file itself is where it is plain text in UTF-8."""
    facts: list[Fact] = []
    left_out: list[str] = []
    for meeting in reading.meetings:
        if meeting.series.value is None or meeting.round.value is None:
            left_out.append(
                f"{_told(meeting)}: it has no series and number, by which a mission knows meetings"
            )
            continue
        made = _held(reading, meeting) if meeting.state.value == HELD else _announced(reading, meeting)
        if made is None:
            left_out.append(f"{_told(meeting)}: whether it was held is not told")
            continue
        _add_actors(reading, meeting, made, naming, left_out)
        facts.append(made)
        facts += _points(reading, meeting)
    digest = sha256(reading.page.text.encode()).hexdigest()
    return {"form": FORM, "source": source, "file": digest, "facts": facts}, left_out


def _told(meeting: Meeting) -> str:
    return f"meeting {meeting.series.value or 'of no series'} {meeting.round.value or 'without a number'}"


def _base(reading: Reading, meeting: Meeting, act: str) -> Fact:
    passages = meeting.round.passages or tuple(meeting.told_in[:1])
    return {
        "act": act,
        "series": meeting.series.value,
        "round": meeting.round.value,
        "cited": [_cited(reading, "round", each) for each in passages[:1]],
    }


def _cited(reading: Reading, fact: str, passage: Passage) -> Fact:
    quote = passage.of(reading.page.text)
    return {"fact": fact, "clause": None, "start": passage.start, "end": passage.end, "quote": quote}


def _cite(reading: Reading, made: Fact, fact: str, field: Field) -> None:
    cited = made["cited"]
    assert isinstance(cited, list)
    cited += (_cited(reading, fact, each) for each in field.passages)


def _held(reading: Reading, meeting: Meeting) -> Fact:
    made = _base(reading, meeting, "held")
    first, last = day_of(meeting.days.value), last_day_of(meeting.days.value)
    if first is not None and last is not None:
        made["first"] = first.isoformat()
        _cite(reading, made, "first", meeting.days)
        if last != first:
            made["last"] = last.isoformat()
            _cite(reading, made, "last", meeting.days)
    elif meeting.days.value is not None:
        made["why"] = f"the text says {meeting.days.value}: {meeting.days.reason or 'no day'}"
    return _with_place(reading, meeting, made)


def _announced(reading: Reading, meeting: Meeting) -> Fact | None:
    if meeting.state.value is None:
        return None
    made = _base(reading, meeting, "announced")
    expected = _expected(str(meeting.days.value or ""))
    if expected is not None:
        made["expected"] = expected
        _cite(reading, made, "expected", meeting.days)
    elif meeting.days.value is not None:
        made["why"] = f"the text says {meeting.days.value}: {meeting.days.reason or 'no full date'}"
    return _with_place(reading, meeting, made)


def _expected(value: str) -> Fact | None:
    """A time as a mission writes it: a day, days, a month or a year, or a part of a month. Weeks are not
    among its parts, so their month stands."""
    part, _, period = value.rpartition(" of ")
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}(/\d{4}-\d\d-\d\d)?", period):
        return None
    return {"period": period, "part": part if part in ("beginning", "middle", "end") else None}


def _with_place(reading: Reading, meeting: Meeting, made: Fact) -> Fact:
    if meeting.place.value is not None:
        made["place"] = meeting.place.value
        _cite(reading, made, "place", meeting.place)
    return made


def _add_actors(
    reading: Reading, meeting: Meeting, made: Fact, naming: Naming | None, left_out: list[str]
) -> None:
    held = made["act"] == "held"
    for key, fields in (
        ("participants", meeting.participants if held else []),
        ("observers", meeting.observers if held else []),
        ("invited", meeting.invited),
    ):
        ids: list[str] = []
        for each in fields:
            name = id_of(each.value, naming)
            if name is None:
                left_out.append(f"{_told(meeting)}: {each.value} ({key}) is nobody of the agreement")
            elif name not in ids:
                ids.append(name)
                _cite(reading, made, key, each)
        if ids:
            made[key] = ids


def _points(reading: Reading, meeting: Meeting) -> Iterator[Fact]:
    for number, outcome in enumerate(meeting.outcomes, start=1):
        made = _base(reading, meeting, "point told")
        made |= {
            "point": f"point-{number}",
            "subject": outcome.subject.value,
            "outcome": outcome.outcome.value,
        }
        made["cited"] = []
        _cite(reading, made, "subject", outcome.subject)
        _cite(reading, made, "outcome", outcome.outcome)
        yield made
