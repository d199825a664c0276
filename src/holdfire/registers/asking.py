"""Questions that wait for an answer: which entry, who was asked, until when.

A question is a judgement "unsure" with a day until which an answer is due, or a row of a frame of questions
put to a party about a report. A later judgement of the same pair answers the first kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from holdfire.columns import INSTANT
from holdfire.errors import IncidentError
from holdfire.incidents.judgements import Settled

ASKED = pl.Schema([("report_id", pl.String()), ("of", pl.String()), ("until", INSTANT)])
"""A question about a report: `of` is the party asked (null: every other register), `until` when the
answer is due (null: no day was set)."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question about an entry, and when its answer is due; None where no day was set."""

    words: str
    until: datetime | None

    def told(self, at: datetime | None) -> str:
        due = "" if self.until is None else f", due {self.until:%Y-%m-%d %H:%M} UTC"
        late = self.until is not None and at is not None and self.until <= at
        return f"{self.words}{due}{', overdue' if late else ''}"


@dataclass(frozen=True, slots=True)
class Awaited:
    """`questions` of each entry; `closed` are the registers an entry may not be joined with meanwhile
    (None among them: with none at all)."""

    questions: Mapping[str, tuple[Question, ...]] = field(default_factory=dict)
    closed: Mapping[str, frozenset[str | None]] = field(default_factory=dict)


def awaited(entries: pl.DataFrame, settled: Settled, asked: pl.DataFrame | None) -> Awaited:
    """The questions that wait about these entries (LISTED); IncidentError for a frame that is no ASKED."""
    questions: dict[str, list[Question]] = {}
    closed: dict[str, set[str | None]] = {}
    ids = set(entries["entry_id"].to_list())
    for pair, judgement in sorted(settled.standing.items()):
        if judgement.until is not None:
            for entry, other in (pair, pair[::-1]):
                words = f"{judgement.by} asked whether {entry} and {other} are one"
                questions.setdefault(entry, []).append(Question(words, judgement.until))
    if asked is not None:
        if set(ASKED) - set(asked.columns):
            raise IncidentError(f"Questions need the columns {', '.join(ASKED)}.", "Give a frame of ASKED.")
        held = {
            each: row[0] for row in entries.select("entry_id", "report_ids").iter_rows() for each in row[1]
        }
        for report, of, until in (
            asked.select(list(ASKED)).unique().sort(list(ASKED), nulls_last=True).iter_rows()
        ):
            if report in held:
                words = f"{of or 'every other observer'} was asked about {report}"
                questions.setdefault(held[report], []).append(Question(words, until))
                closed.setdefault(held[report], set()).add(of)
    return Awaited(
        {entry: tuple(each) for entry, each in questions.items() if entry in ids},
        {entry: frozenset(each) for entry, each in closed.items()},
    )
