"""The daily report to the UN: what an issued bulletin says, sentence by sentence, figure by figure.

It is made of the bulletin's own bulletin.json and of nothing else, so it says what was issued, and is the
same on every node. A sentence is known by its words with the figures taken out; one that is not known here
stands in the letter in English, and is never left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from holdfire.publish.correspondence.letter import (
    AsWritten,
    CountedBy,
    Heading,
    Letter,
    Number,
    Part,
    Rows,
    Sentence,
    Value,
    Word,
    Written,
)
from holdfire.publish.correspondence.sentences import SENTENCES

Plain = Mapping[str, Any]
TALLIES = "The observers' own tallies, not to be added: "
SECTIONS = (
    *("decisions", "posts", "patrols", "persons", "access", "hazards", "works", "meetings", "commitments"),
    "cases",
)
"""Sections of which the letter tells every sentence, where the bulletin has them."""


def daily(plain: Plain, sender: str, zone: ZoneInfo, digest: str) -> Letter:
    """The report on the day of that bulletin. `digest` is the SHA-256 of its bulletin.json."""
    day = date.fromisoformat(plain["day"])
    parts = (
        *_head(plain, zone),
        Heading("h-summary"),
        *_summary(plain),
        _zones(plain),
        *_watch(plain),
        *_term(plain),
        *(part for name in SECTIONS for part in _section(plain, name)),
        Heading("h-limits"),
        *(Sentence(f"limits-{number}") for number in (1, 2, 3)),
        Sentence("corrigenda", {"n": Number(len(plain["corrigenda"]))}),
        Heading("h-rests-on"),
        Sentence("rests-on", {"bulletin": Written(plain["number"]), "edition": _edition(plain)}),
        Sentence("dataset", {"sha": Written(plain["sealed_dataset_sha256"])}),
        Sentence("machine-file", {"sha": Written(digest)}),
    )
    title = Sentence("title-daily", {"number": Written(plain["number"]), "day": day})
    return Letter(
        "daily", plain["day"], title, parts, sender, day, plain["number"], plain["sealed_dataset_sha256"],
        bool(plain["exercise"]),
    )  # fmt: skip


def _head(plain: Plain, zone: ZoneInfo) -> Iterator[Part]:
    period = plain["period"]
    start, end = (datetime.fromisoformat(period[each]).astimezone(UTC) for each in ("start", "end"))
    yield Sentence("agreement", {"name": Written(plain["agreement"])})
    yield Sentence("period", {"start": start.astimezone(zone), "end": end.astimezone(zone)})
    yield Sentence("edition", {"edition": _edition(plain)})
    yield Sentence("map-version", {"map": Written(plain["map_version"])})


def _edition(plain: Plain) -> Word:
    return Word(f"edition-{plain['edition']}", str(plain["edition"]))


def section_of(plain: Plain, anchor: str) -> Plain | None:
    return next((each for each in plain["sections"] if each["anchor"] == anchor), None)


def _section(plain: Plain, anchor: str) -> Iterator[Part]:
    if section_of(plain, anchor) is not None:
        found = list(_sentences(plain, anchor))
        rows = list(_posts(plain)) if anchor == "posts" else []
        if found or rows:
            yield Heading(f"h-{anchor}")
            yield from rows
            yield from found


def _summary(plain: Plain) -> Iterator[Part]:
    """The summary but its sentences on each zone, which the table of zones tells."""
    zones = section_of(plain, "zones")
    rows = zones["blocks"][0]["table"]["rows"] if zones is not None else []
    names = tuple(f"{row[0]['text']}: " for row in rows)
    summary = section_of(plain, "summary")
    for block in () if summary is None else summary["blocks"]:
        for bullet in block.get("bullets", ()):
            if not str(bullet["text"]).startswith(names):
                yield sentence(plain, bullet)


def _sentences(plain: Plain, anchor: str) -> Iterator[Part]:
    """Every bullet of the section."""
    section = section_of(plain, anchor)
    for block in () if section is None else section["blocks"]:
        for bullet in block.get("bullets", ()):
            yield sentence(plain, bullet)


def sentence(plain: Plain, bullet: Plain) -> Sentence | AsWritten:
    """The sentence that these words are, with its figures; in English where it is none of ours."""
    text, numbers = str(bullet["text"]), bullet["figures"]
    if text.startswith(TALLIES):
        return _tallies(plain, text.removeprefix(TALLIES), numbers)
    shown = [_shown(plain["figures"][each - 1]) for each in numbers]
    for start, message in SENTENCES.items():
        first, *rest = map(re.escape, start.split("{}"))
        if len(rest) <= len(shown):
            form = first + "".join(f"{gap}{words}" for gap, words in zip(shown, rest, strict=False))
            if re.match(form, text):
                told = {f"n{n}": figure(plain, each) for n, each in enumerate(numbers[: len(rest)], 1)}
                return Sentence(message, dict(told))
    return AsWritten(text)


def _tallies(plain: Plain, text: str, numbers: Sequence[int]) -> Sentence:
    """Each observer's own total beside the other's, and the bounds of distinct happenings; never a sum."""
    *own, lower, upper = (figure(plain, each) for each in numbers)
    parted = text.partition(". Distinct happenings")[0].split("; ")
    names = [re.sub(rf"\s+{_shown(plain['figures'][n - 1])}$", "", each)
             for each, n in zip(parted, numbers, strict=False)]  # fmt: skip
    counts = tuple(CountedBy(Written(name), each) for name, each in zip(names, own, strict=True))
    return Sentence("day-tallies", {"counts": counts, "lower": lower, "upper": upper})


def figure(plain: Plain, number: int) -> Number:
    told = plain["figures"][number - 1]
    return Number(told["value"], told["bound"], number)


def _shown(told: Plain) -> str:
    """How a bulletin prints a figure, as a pattern: its value with whatever parts its thousands."""
    if told["value"] is None:
        return "not known"
    value = told["value"]
    digits = f"{value:,}".replace(",", r"[\s\u202f,]?") if isinstance(value, int) else re.escape(str(value))
    return rf"(?:at (?:least|most) )?{digits}"


def _zones(plain: Plain) -> Rows:
    section = section_of(plain, "zones")
    table = section["blocks"][0]["table"] if section is not None else {"rows": []}
    rows = []
    for row in table["rows"]:
        name, *cells = row
        counts = [_cell(plain, cell) for cell in cells[:4]]
        rows.append((_zone_name(name["text"]), *counts, _hours(plain, cells[5])))
    head = ("c-zone", "c-inside", "c-perhaps", "c-breach", "c-undetermined", "c-watch")
    return Rows(head, tuple(rows))


def _zone_name(text: str) -> Value:
    names = {"Outside every zone": "outside", "All incidents of the day, each once": "all-once"}
    return Word(names[text], text) if text in names else Written(text)


def _cell(plain: Plain, cell: Plain) -> Value:
    numbers = tuple(figure(plain, each) for each in cell["figures"])
    return numbers[0] if len(numbers) == 1 else numbers or Written("–")


def _hours(plain: Plain, cell: Plain) -> Value:
    """Each observer's hours beside the other's; the words "no watch" where there are none."""
    hours = [n for n in cell["figures"] if plain["figures"][n - 1]["unit"] == "hours of watch"]
    if hours:
        return tuple(figure(plain, each) for each in hours)
    return Word("no-watch", cell["text"]) if "no watch" in cell["text"] else Written("–")


def _watch(plain: Plain) -> Iterator[Part]:
    """Zones that nobody is known to have watched: a zero there says nothing."""
    section = section_of(plain, "zones")
    rows = section["blocks"][0]["table"]["rows"] if section is not None else []
    blind = tuple(Written(row[0]["text"]) for row in rows if row[6]["text"] == "no watch on record")
    if blind:
        yield Sentence("nobody-watched", {"zones": blind})


def _posts(plain: Plain) -> Iterator[Part]:
    section = section_of(plain, "posts")
    for block in () if section is None else section["blocks"]:
        for row in block.get("table", {}).get("rows", ()):
            named = {"zone": Written(row[0]["text"]), "party": Written(row[1]["text"])}
            counts = {f"n{place}": _cell(plain, cell) for place, cell in enumerate(row[2:7], 1)}
            yield Sentence("posts-row", {**named, **counts})


def _term(plain: Plain) -> Iterator[Part]:
    """Each start that a source claims, with its own end and state; the days that are left."""
    section = section_of(plain, "term")
    if section is None:
        return
    yield Heading("h-term")
    day = date.fromisoformat(plain["day"])
    for row in section["blocks"][0]["table"]["rows"]:
        start, by, end, state = (cell["text"] for cell in row[:4])
        ends = _day(end)
        values: dict[str, Value] = {
            "start": _day(start) or Written(start),
            "by": Written(by),
            "end": ends or Written(end),
            "state": Word(state_name(state), state),
        }
        if ends is not None and ends >= day and state in ("in force", "extended"):
            yield Sentence("term-left", {**values, "days": Number((ends - day).days)})
        else:
            yield Sentence("term-row", values)


def state_name(state: str) -> str:
    return f"state-{state.split(':')[0].replace(' ', '-')}"


def _day(text: str) -> date | None:
    """A day as bulletins write it: 4 May 2017."""
    try:
        return datetime.strptime(text, "%d %B %Y").replace(tzinfo=UTC).date()
    except ValueError:
        return None
