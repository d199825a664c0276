"""Corrigenda: how what was issued differs from what the record says now, told in a later bulletin.

An issued bulletin stands for ever. What it said of each incident, overlaid by the corrigenda told since,
is held against what the same edition would say now. Incidents are matched through the reports they share:
their ids are stable within an edition. What an edition holds back while a case is open is left as it was
published, so that no corrigendum tells that there is a case.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from holdfire.publish.annex import annex_rows
from holdfire.publish.because import CASE, JUDGED, REPORTED, REVISED, RULES, Act, Because, because
from holdfire.publish.day import DayCut
from holdfire.publish.issued import DayAsTold, History
from holdfire.publish.published import OF_RULES, TOTALS, Row, differences, incident_plain, total
from holdfire.publish.wording import when_words

CHANGED, ADDED, WITHDRAWN, JOINED, SPLIT, MOVED, GONE, TOTAL = (
    "changed",
    "added late",
    "withdrawn",
    "joined",
    "split",
    "of another day",
    "no longer on record",
    "day total",
)
KINDS = (CHANGED, ADDED, WITHDRAWN, JOINED, SPLIT, MOVED, GONE, TOTAL)

_FROM_REPORTS = (REVISED, REPORTED, JUDGED)
_EXPLAINED_BY: Mapping[str, tuple[str, ...]] = {
    CHANGED: _FROM_REPORTS,
    ADDED: (*_FROM_REPORTS, CASE),
    WITHDRAWN: (CASE,),
    JOINED: _FROM_REPORTS,
    SPLIT: _FROM_REPORTS,
    MOVED: _FROM_REPORTS,
    GONE: (),
}


@dataclass(frozen=True, slots=True)
class Corrigendum:
    """One thing that an issued bulletin says and that is no longer so.

    `ids` are the incidents it is of, as they were published and as they are now. `field` is a published
    value, or a total of the day; "incident" where the incident as a whole came, went, joined or split.
    `before` and `after` are as printed; None: not known. `counted` are the ids behind a total, then and now.
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

    @property
    def plain(self) -> dict[str, Any]:
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

    @property
    def plain(self) -> dict[str, Any]:
        return {
            "day": self.day.isoformat(),
            "number": self.number,
            "without": list(self.without),
            "incidents": [dict(each) for each in self.incidents],
            "rule_version": self.rule,
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


def corrigenda_of(cut: DayCut, history: History, acts: Sequence[Act], seal: str) -> Corrigenda:
    """What the bulletin of the cut's day has to correct. `acts` are in the edition's own ids already; `seal`
    is the digest of the dataset: a bulletin of those very findings needs no comparing."""
    current = _Current(cut)
    changes: list[Corrigendum] = []
    corrected: list[CorrectedDay] = []
    not_told = list(history.unread)
    for told in history.as_told(cut.day, seal):
        if told.seal == seal:
            continue
        if current.knows_none_of(told):
            not_told.append(f"No. {told.number}: none of its ids is one of this edition's ids any more.")
            continue
        compared = _Compared(told, current, acts)
        if compared.changes:
            changes += [*compared.changes, *compared.totals()]
            corrected.append(compared.corrected())
    return Corrigenda(tuple(changes), tuple(corrected), tuple(not_told))


class _Current:
    """What the edition would publish now, by report and by day."""

    def __init__(self, cut: DayCut) -> None:
        self._cut = cut
        dataset = cut.dataset
        self.incident_of = _by_report(dataset.incidents)
        self.withdrawn_of = _by_report(dataset.withdrawn)
        self.held_back = frozenset(_by_report(dataset.held_back))
        self.rule = cut.rule

    def rows(self, day: date) -> dict[str, Row]:
        rows = annex_rows(DayCut(self._cut.dataset, day, self._cut.edition))
        return {row.incident_id: incident_plain(row) for row in rows}

    def when(self, incident: str) -> str:
        """The time of an incident, in words, with the reporting day it now belongs to."""
        row = self._cut.dataset.incidents.row(by_predicate=pl.col("incident_id") == incident, named=True)
        return when_words(row, self._cut.dataset.reporting_day.zone)

    def knows_none_of(self, told: DayAsTold) -> bool:
        known = (self.incident_of, self.withdrawn_of, self.held_back)
        reports = {each for row in told.rows for each in row["report_ids"]}
        return bool(reports) and not any(each in part for part in known for each in reports)


def _by_report(incidents: pl.DataFrame) -> dict[str, str]:
    pairs = incidents.select("incident_id", "report_ids").iter_rows()
    return {report: incident for incident, reports in pairs for report in reports}


@dataclass
class _Compared:
    """One bulletin as told, held against what it would say now."""

    told: DayAsTold
    current: _Current
    acts: Sequence[Act]
    changes: list[Corrigendum] = field(default_factory=list)
    without: set[str] = field(default_factory=set)
    now: dict[str, Row] = field(default_factory=dict)
    """Incidents as they now read, that are new in this bulletin or changed."""

    def __post_init__(self) -> None:
        self.before = {row["incident_id"]: row for row in self.told.rows}
        self.after = self.current.rows(self.told.day)
        for incident, row in self.before.items():
            if not self.current.held_back.isdisjoint(row["report_ids"]):
                self.after[incident] = row
        self._from = {report: row["incident_id"] for row in self.told.rows for report in row["report_ids"]}
        for incident, row in self.before.items():
            self._follow(incident, row)
        for incident, row in self.after.items():
            self._trace(incident, row)
        order = {kind: place for place, kind in enumerate(KINDS)}
        self.changes.sort(key=lambda each: (order[each.kind], each.ids))

    def _follow(self, incident: str, row: Row) -> None:
        """What became of an incident that was published."""
        if self.after.get(incident) is row:
            return
        heirs = sorted({h for each in row["report_ids"] if (h := self.current.incident_of.get(each))})
        here = [each for each in heirs if each in self.after]
        if len(heirs) > 1:
            self._say(SPLIT, (incident, *heirs), "incident", "one incident", f"{len(heirs)} incidents", row)
        if here:
            if incident not in here:
                self.without.add(incident)
            return
        self.without.add(incident)
        if len(heirs) == 1:
            self._say(MOVED, (incident, *heirs), "when", row["when"], self.current.when(heirs[0]), row)
        elif not heirs:
            gone = any(each in self.current.withdrawn_of for each in row["report_ids"])
            kind = WITHDRAWN if gone else GONE
            self._say(kind, (incident,), "incident", f"recorded: {row['verdict']}", kind, row)

    def _trace(self, incident: str, row: Row) -> None:
        """Where an incident of now comes from, and how it reads otherwise than it did."""
        if self.before.get(incident) is row:
            return
        former = sorted({self._from[each] for each in row["report_ids"] if each in self._from})
        if not former:
            self._say(ADDED, (incident,), "incident", "not recorded", f"recorded: {row['verdict']}", row)
            self.now[incident] = row
            return
        if len(former) > 1:
            self._say(
                JOINED, (*former, incident), "incident", f"{len(former)} incidents", "one incident", row
            )
        was = self.before[incident if incident in former else former[0]]
        ids = (was["incident_id"], incident)
        if incident not in former:
            self._say(CHANGED, ids, "incident_id", was["incident_id"], incident, was, row)
        found = differences(was, row)
        for name, before, after in found:
            self._say(CHANGED, ids, name, before, after, was, row)
        if found or len(former) > 1 or incident not in former:
            self.now[incident] = row

    def _say(self, kind: str, ids: Sequence[str], name: str, before: Any, after: Any, *rows: Row) -> None:
        kinds: tuple[str, ...] = _EXPLAINED_BY[kind]
        if kind == CHANGED and name in OF_RULES and self.told.rule != self.current.rule:
            kinds = (*kinds, RULES)
        reports = {each for row in rows for each in row["report_ids"]}
        if kind == JOINED:
            reports |= {each for one in ids if one in self.before for each in self.before[one]["report_ids"]}
        self.changes.append(
            Corrigendum(
                self.told.day, self.told.number, kind, tuple(dict.fromkeys(ids)), name, before, after,
                self._because(reports, kinds),
            )
        )  # fmt: skip

    def _because(self, reports: Collection[str], kinds: Sequence[str]) -> Because:
        if not kinds:
            return Because("not known", "its reports are no longer held: see redactions in the journal", ())
        return because(self.acts, self.told.since, reports, kinds)

    def totals(self) -> list[Corrigendum]:
        """Each total of the day that is no longer what it was, with the incidents that changed it."""
        rows = tuple(self.after.values())
        ids = tuple(sorted({one for each in self.changes for one in each.ids}))
        entries = tuple(sorted({n for each in self.changes for n in each.because.entries}))
        why = Because("as told of each incident", "the incidents named changed", entries)
        found = []
        for name in TOTALS:
            (was, then), (now, since) = total(name, self.told.rows), total(name, rows)
            if was != now:
                one = Corrigendum(
                    self.told.day, self.told.number, TOTAL, ids, name, was, now, why, (then, since)
                )
                found.append(one)
        return found

    def corrected(self) -> CorrectedDay:
        gone = tuple(sorted(self.without))
        rows = tuple(self.now[each] for each in sorted(self.now))
        return CorrectedDay(self.told.day, self.told.number, gone, rows, self.current.rule)
