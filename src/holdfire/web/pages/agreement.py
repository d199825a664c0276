"""The agreement: what is in force on a chosen day, with its sources, terms that run, and commitments."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from holdfire.agreement.telling import overview, standing_at
from holdfire.centre.commitments.acts import STATUSES
from holdfire.moments import utc
from holdfire.web.agreement_days import Turn, turns
from holdfire.web.commitments_told import Owed, owed_on
from holdfire.web.days import DayAsked, day_told
from holdfire.web.door import Door
from holdfire.web.held import Held
from holdfire.web.passages import Passage, SourceText, laid_down, passages, texts_at_hand
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["agreement"])
AFTERWARDS = timedelta(days=31)
"""So long after its last turn the slider ends."""


@dataclass(frozen=True, slots=True)
class TermClock:
    """A term by one of its starts: its end, and how many days are left; below zero: past. `days`: its whole
    length, and `gone` of them have passed."""

    term: str
    state: str
    start: str
    end: str
    days_left: int
    days: int
    gone: int
    why: str
    warning: str
    consented: list[str]
    refused: list[str]
    late: list[str]
    silent: list[str]
    cited: list[str]
    rule: str


@dataclass(frozen=True, slots=True)
class AgreementTold:
    """The pack as standing on that day (`standing`, the keys of holdfire agreement at), its sources, and by
    citation the passage where the text is at hand. `turn`: what begins or ends on that very day; `before`
    and `after`: the days next to it on which anything does. `names` of parties, bodies, groups and zones."""

    on: date
    title: str
    about: str
    digest: str
    first: date
    last: date
    before: date | None
    after: date | None
    turn: Turn | None
    standing: dict[str, Any]
    terms: list[TermClock]
    commitments: list[Owed]
    commitments_number: int
    sources: dict[str, dict[str, Any]]
    texts: dict[str, str]
    passages: dict[str, Passage]
    instruments: list[dict[str, Any]]
    bodies: list[dict[str, Any]]
    roles: dict[str, list[dict[str, Any]]]
    contested: list[dict[str, Any]]
    not_known: list[str]
    names: dict[str, str]
    status_words: list[str]


@door.look("/agreement", "agreement.html", Right.READ, "The agreement on a day")
def agreement(seat: Seat, on: DayAsked = "") -> AgreementTold:
    """What is in force at noon of that day, by the agreement's own clock."""
    held, pack = seat.held, seat.held.agreement
    today = seat.now.astimezone(pack.time_zone).date()
    day = day_told(on) or today
    noon = utc(datetime.combine(day, time(12), pack.time_zone))
    whole: dict[str, Any] = held.part("overview", ("journal", "record"), lambda: overview(pack))
    turned: dict[date, Turn] = held.part(
        "turns", ("journal", "record", f"day {today}"), lambda: turns(pack, seat.now)
    )
    standing = standing_at(pack, noon)
    texts = _texts(held, tuple(each["id"] for each in whole["sources"]))
    owed, number = owed_on(seat, day)
    cited = [ref for each in standing["provisions"] for ref in each["cited"]]
    return AgreementTold(
        day,
        pack.title,
        pack.about,
        pack.digest,
        min(turned, default=day),
        max(max(turned, default=day) + AFTERWARDS, day),
        max((each for each in turned if each < day), default=None),
        min((each for each in turned if each > day), default=None),
        turned.get(day),
        standing,
        [_clock(term, reading, day) for term in standing["terms"] for reading in term["readings"]],
        owed,
        number,
        {each["id"]: each for each in whole["sources"]},
        {name: each.sha256 for name, each in texts.items()},
        passages(texts, cited),
        [each for each in whole["instruments"] if each["id"] in standing["agreed"]],
        [each for each in whole["bodies"] if each["id"] in {one["id"] for one in standing["bodies"]}],
        {each["id"]: each["roles"] for each in whole["parties"]},
        whole["contested"],
        whole["not_known"],
        _names(whole),
        list(STATUSES),
    )


def _clock(term: dict[str, Any], reading: dict[str, Any], day: date) -> TermClock:
    start, end = date.fromisoformat(reading["start"]), date.fromisoformat(reading["end"])
    days = max((end - start).days, 1)
    return TermClock(
        term["id"],
        reading["state"],
        reading["start"],
        reading["end"],
        (end - day).days,
        days,
        min(max((day - start).days, 0), days),
        reading["why"],
        reading["warning"],
        reading["consented"],
        reading["refused"],
        reading["late"],
        reading["silent"],
        reading["cited"],
        term["rule"],
    )


def _texts(held: Held, sources: tuple[str, ...]) -> dict[str, SourceText]:
    folder = held.mission.folder
    return held.part("texts", (f"texts {laid_down(folder)}",), lambda: texts_at_hand(folder, sources))


def _names(whole: dict[str, Any]) -> dict[str, str]:
    kinds = ("parties", "bodies", "excluded", "zones")
    return {each["id"]: each["name"] for kind in kinds for each in whole[kind]}
