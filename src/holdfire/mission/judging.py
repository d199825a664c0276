"""Judgements in a mission's journal: how one is written down, and how they are read again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from holdfire.errors import MissionError
from holdfire.incidents.judgements import Judgement, Verdict
from holdfire.moments import ReportingDay
from holdfire.record.canonical import Plain
from holdfire.record.journal import Entry

WORDS: Mapping[str, Verdict] = MappingProxyType(
    {"same": "same", "not same": "not same", "different": "not same", "unsure": "unsure", "ask": "unsure"}
)
"""What may be said, and the verdict it is. Who asks is unsure until an answer is there."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of two reports, in one of WORDS; `due` with ask: the reporting day by whose end an
    answer is due."""

    left: str
    right: str
    word: str
    by: str
    why: str
    due: date | None = None

    def judged(self, at: datetime, reporting: ReportingDay) -> Judgement:
        """The judgement it is; raises MissionError where a day is missing, or says nothing."""
        if (self.word == "ask") != (self.due is not None):
            what = (
                "To ask needs a day until which the answer is due."
                if self.word == "ask"
                else f"{self.word} asks nothing."
            )
            raise MissionError(what, "Give a day (--until) with ask, and with ask only.")
        until = reporting.span_of(self.due).end if self.due else None
        return Judgement(self.left, self.right, WORDS[self.word], self.by, at, self.why, until)


def as_written(judgement: Judgement, known: Iterable[str]) -> dict[str, Plain]:
    """What the journal says of it; raises MissionError where it names nobody, no reason, or a report that
    is not among those `known`."""
    if not judgement.by.strip() or not judgement.why.strip():
        raise MissionError("A judgement needs who judges, and why.", "Give --by a name and --why a reason.")
    held = set(known)
    if strangers := [each for each in judgement.pair if each not in held]:
        raise MissionError(
            f"There is no report {', '.join(strangers)} in this mission.",
            "Report ids start with r-; the bulletin's annex and incidents.parquet list them.",
        )
    told: dict[str, Plain] = {
        key: getattr(judgement, key) for key in ("left", "right", "verdict", "by", "why")
    }
    if judgement.until is not None:
        told["until"] = judgement.until.isoformat()
    return told


def read_again(entries: Iterable[Entry]) -> tuple[Judgement, ...]:
    """The judgements of those entries, in their order."""
    return tuple(_judgement(each.content, each.at) for each in entries)


def _judgement(told: Mapping[str, Plain], at: datetime) -> Judgement:
    until = told.get("until")
    return Judgement(
        str(told["left"]),
        str(told["right"]),
        told["verdict"],  # type: ignore[arg-type]
        str(told["by"]),
        at,
        str(told["why"]),
        datetime.fromisoformat(str(until)) if until is not None else None,
    )
