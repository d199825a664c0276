"""Scores a reading against gold said by hand: what a page holds, and what no fact may rest on.

Pages in pages/seen were looked at while the rules were written. Pages in pages/unseen were written before any
rule, set aside, and scored at the end. All are made up by the authors of the rules: they show that the rules
hold for other processes and layouts, not how they fare in the world.
"""

import re
from collections import Counter
from pathlib import Path

import yaml

from holdfire.documents.opening import open_text
from holdfire.documents.reading import Reading, read
from holdfire.documents.written import written

PAGES = Path(__file__).parent / "pages"


def gold(which: str) -> dict[str, dict]:
    return yaml.safe_load((PAGES / which / "gold.yml").read_text("utf-8"))


def reading_of(which: str, name: str) -> Reading:
    return read(open_text(PAGES / which / name))


class Score:
    """Right of how many, by aspect, and every miss in words."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        self.misses: list[str] = []

    def mark(self, aspect: str, right: bool, told: str) -> None:
        self.all[aspect] += 1
        self.right[aspect] += right
        if not right:
            self.misses.append(f"{aspect}: {told}")

    def rate(self, aspect: str) -> float:
        return self.right[aspect] / self.all[aspect] if self.all[aspect] else 1.0


def score_page(score: Score, name: str, reading: Reading, told: dict) -> None:
    page = reading.page
    score.mark("published", page.published.value == told["published"], f"{name} {page.published.value}")
    for words, kind in told.get("blocks", []):
        found = [block.kind for block in page.blocks if words in block.passage.of(page.text)]
        score.mark("blocks", kind in found, f"{name} {words!r}: {found}, not {kind}")
    _score_dates(score, name, reading, told)
    for meeting in told.get("meetings", []):
        _score_meeting(score, name, reading, meeting)
    _score_points(score, name, reading, told)
    _score_said(score, name, reading, told)
    for tally in told.get("tallies", []):
        found = [
            (each.total.value, {str(place.value): count.value for place, count in each.parts})
            for each in reading.tallies
        ]
        score.mark("tallies", (tally["total"], tally["parts"]) in found, f"{name} {tally}: {found}")
    resting = facts_of(reading)
    for words in told.get("never", []):
        bad = [each for each in resting if words in each]
        score.mark("never", not bad, f"{name} {words!r} in {bad}")
    comments = [block for block in page.blocks if block.kind in ("comment", "widget")]
    inside = [
        each
        for each in reading.statements
        for block in comments
        for passage in each.words.passages
        if passage.within(block.passage)
    ]
    score.mark("comments kept out", not inside, f"{name}: {inside}")


def _score_dates(score: Score, name: str, reading: Reading, told: dict) -> None:
    text = reading.page.text
    for words, value in told.get("dates", []):
        where = [at for at in range(len(text)) if text.startswith(words, at)]
        found = [
            each.field
            for each in reading.page.dates
            for at in where
            if each.written.passage.start < at + len(words) and at < each.written.passage.end
        ]
        score.mark("dates found", bool(found), f"{name} {words!r}")
        values = [each.value for each in found]
        score.mark("dates right", value in values, f"{name} {words!r}: {values}, not {value}")
        if value is None or str(value).startswith("--") or " of --" in str(value):
            score.mark(
                "no year invented", all(_no_year(each) for each in values), f"{name} {words!r}: {values}"
            )


def _no_year(value: object) -> bool:
    return value is None or "--" in str(value) or str(value).startswith("P")


def _score_meeting(score: Score, name: str, reading: Reading, told: dict) -> None:
    if told.get("next"):
        found = [each for each in reading.meetings if each.is_next]
        aspect = "next meetings"
    else:
        found = [each for each in reading.meetings if each.round.value == told["round"]]
        aspect = "rounds"
    score.mark(aspect, bool(found), f"{name} {told}: {[each.round.value for each in reading.meetings]}")
    if "days" in told:
        days = [each.days.value for each in found]
        score.mark("days of meetings", told["days"] in days, f"{name} {told}: {days}")
    if "place" in told:
        places = [each.place.value for each in found]
        score.mark("places of meetings", told["place"] in places, f"{name} {told}: {places}")
    if "state" in told:
        states = [each.state.value for each in found]
        score.mark("held or planned", told["state"] in states, f"{name} {told}: {states}")


def _score_points(score: Score, name: str, reading: Reading, told: dict) -> None:
    forces = told.get("force", [])
    if forces:
        score.mark("points cut", len(reading.provisions) == len(forces), f"{name} {len(reading.provisions)}")
    for point, force in zip(reading.provisions, forces, strict=False):
        score.mark(
            "force",
            point.force.value == force,
            f"{name} {point.number.value}: {point.force.value}, not {force}",
        )
    for point, bound in zip(reading.provisions, told.get("bound", []), strict=False):
        found = str(point.bound[0].value) if point.bound else ""
        right = found.lower().removeprefix("the ") == bound.lower().removeprefix("the ")
        score.mark("bound", right, f"{name} {point.number.value}: {found!r}, not {bound!r}")


def _score_said(score: Score, name: str, reading: Reading, told: dict) -> None:
    for words, speaker, tier in told.get("said", []):
        found = [each for each in reading.statements if words in str(each.words.value)]
        speakers = [each.speaker.value for each in found]
        aspect = (
            "speakers, quoted"
            if any(each.told in ("direct", "mixed") for each in found)
            else "speakers, told"
        )
        right = _bare(speaker) in [_bare(str(each)) for each in speakers]
        score.mark(aspect, right, f"{name} {words!r}: {speakers}, not {speaker}")
        score.mark("tiers", tier in [each.tier.value for each in found], f"{name} {words!r}, not {tier}")


def _bare(speaker: str) -> str:
    return re.sub(r"^(?:the|an?)\s+", "", speaker.lower())


def facts_of(reading: Reading) -> list[str]:
    """The characters that facts rest on: every quote of every field but the blocks' own and the text's."""
    told = written([reading])
    found: list[str] = []
    for key in ("meetings", "instruments", "provisions", "statements", "claims", "tallies", "officials"):
        found += quotes_in(told[key])
    return found


def quotes_in(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [str(value["quote"])] if "quote" in value else []
        return own + [each for inner in value.values() for each in quotes_in(inner)]
    if isinstance(value, list):
        return [each for inner in value for each in quotes_in(inner)]
    return []


def scored(which: str) -> Score:
    score = Score()
    for name, told in gold(which).items():
        score_page(score, name, reading_of(which, name), told)
    return score


def lines(score: Score) -> list[str]:
    return [
        f"{aspect:22} {score.right[aspect]:3} of {score.all[aspect]:3}  {score.rate(aspect):.2f}"
        for aspect in sorted(score.all)
    ]
