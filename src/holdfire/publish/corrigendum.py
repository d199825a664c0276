"""A corrigendum as a value: what an issued bulletin says and is no longer so, and the day as it now reads."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from holdfire.publish.because import Because
from holdfire.publish.published import Row
from holdfire.publish.tallies_told import ToldTally

CHANGED, ADDED, WITHDRAWN, JOINED, SPLIT, MOVED, GONE, TALLY, TOTAL = (
    "changed",
    "added late",
    "withdrawn",
    "joined",
    "split",
    "of another day",
    "no longer on record",
    "tally",
    "day total",
)
KINDS = (CHANGED, ADDED, WITHDRAWN, JOINED, SPLIT, MOVED, GONE, TALLY, TOTAL)


@dataclass(frozen=True, slots=True)
class Corrigendum:
    """One thing that an issued bulletin says and that is no longer so.

    `ids` are the incidents it is of, as they were published and as they are now. `field` is a published
    value, or a total of the day; "incident" where the incident as a whole came, went, joined or split.
    `before` and `after` are as printed; None: not known. `counted` are the ids behind a total or a tally,
    then and now. `tally` is the cell of an observer's tallies that it is of (tallies_told); `ids` are then
    the ids of its tallies.
    """

    day: date
    number: str
    kind: str
    ids: tuple[str, ...]
    field: str
    before: str | int | None
    after: str | int | None
    because: Because
    counted: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    tally: ToldTally | None = None

    @property
    def plain(self) -> dict[str, Any]:
        named = ("observer", "area", "unit", "sources")
        return {
            "day": self.day.isoformat(),
            "number": self.number,
            "kind": self.kind,
            "ids": list(self.ids),
            "field": self.field,
            "before": self.before,
            "after": self.after,
            "who": self.because.who,
            "why": self.because.why,
            "journal_entries": list(self.because.entries),
            **({name: self.tally[name] for name in named} if self.tally else {}),
        }


@dataclass(frozen=True, slots=True)
class CorrectedDay:
    """How a corrected bulletin now reads: the incidents that are no longer in it, and those that are new or
    changed, whole. A later bulletin is held against this, so that nothing is told twice."""

    day: date
    number: str
    without: tuple[str, ...]
    incidents: tuple[Row, ...]
    rule: str
    tallies: tuple[ToldTally, ...] | None = None
    """All of the day's tallies as they now read; None where none changed."""

    @property
    def plain(self) -> dict[str, Any]:
        return {
            "day": self.day.isoformat(),
            "number": self.number,
            "without": list(self.without),
            "incidents": [dict(each) for each in self.incidents],
            "rule_version": self.rule,
            **({} if self.tallies is None else {"tallies": [dict(each) for each in self.tallies]}),
        }


@dataclass(frozen=True)
class Corrigenda:
    """All that one bulletin corrects. `not_told` says of which bulletins nothing can be told, and why."""

    changes: tuple[Corrigendum, ...] = ()
    corrected: tuple[CorrectedDay, ...] = ()
    not_told: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of them as bulletin.json has them; the same for every bulletin without any."""
        told = [[each.plain for each in part] for part in (self.changes, self.corrected)]
        return hashlib.sha256(json.dumps([*told, self.not_told], sort_keys=True).encode()).hexdigest()


NONE = Corrigenda()
