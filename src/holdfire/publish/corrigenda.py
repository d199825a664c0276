"""Corrigenda: how what was issued differs from what the record says now, told in a later bulletin.

An issued bulletin stands for ever. What it said of each incident, overlaid by the corrigenda told since,
is held against what the same edition would say now. Incidents are matched through the reports they share:
their ids are stable within an edition. What was published before a case on it was opened is corrected like
anything else (standing.py); what an edition holds back was never published, and no corrigendum tells of it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from holdfire.publish.annex import annex_rows
from holdfire.publish.because import CASE, JUDGED, REPORTED, REVISED, RULES, TALLIED, Act, Because, because
from holdfire.publish.corrigendum import (
    ADDED,
    CHANGED,
    GONE,
    JOINED,
    KINDS,
    MOVED,
    SPLIT,
    TALLY,
    TOTAL,
    WITHDRAWN,
    CorrectedDay,
    Corrigenda,
    Corrigendum,
)
from holdfire.publish.day import DayCut
from holdfire.publish.issued import DayAsTold, History
from holdfire.publish.published import OF_RULES, TOTALS, Row, differences, incident_plain, total
from holdfire.publish.tallies_told import (
    ToldTally,
    changed_tallies,
    gone_from,
    printed_figure,
    told_tallies,
)
from holdfire.publish.wording import when_words

_FROM_REPORTS = (REVISED, REPORTED, JUDGED)
_EXPLAINED_BY: Mapping[str, tuple[str, ...]] = {
    CHANGED: _FROM_REPORTS,
    ADDED: (*_FROM_REPORTS, CASE),
    WITHDRAWN: (CASE,),
    JOINED: _FROM_REPORTS,
    SPLIT: _FROM_REPORTS,
    MOVED: _FROM_REPORTS,
    GONE: (),
    TALLY: (TALLIED,),
}


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
        if not cut.shows.source_names and current.knows_none_of(told):
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
        self.tally_ids = frozenset(dataset.tallies["tally_id"].to_list())
        self.rule, self.by_name = cut.rule, cut.shows.source_words

    def rows(self, day: date) -> dict[str, Row]:
        return {row.incident_id: incident_plain(row) for row in annex_rows(self._of(day))}

    def tallies(self, day: date) -> tuple[ToldTally, ...]:
        return told_tallies(self._of(day))

    def _of(self, day: date) -> DayCut:
        return DayCut(self._cut.dataset, day, self._cut.edition)

    def when(self, incident: str) -> str:
        """The time of an incident, in words, with the reporting day it now belongs to."""
        row = self._cut.dataset.incidents.row(by_predicate=pl.col("incident_id") == incident, named=True)
        return when_words(row, self._cut.dataset.reporting_day.zone)

    def knows_none_of(self, told: DayAsTold) -> bool:
        known = (self.incident_of, self.withdrawn_of, self.held_back, self.tally_ids)
        ids = {each for row in told.rows for each in row["report_ids"]}
        ids |= {each for row in told.tallies or () for each in row["tally_ids"]}
        return bool(ids) and not any(each in part for part in known for each in ids)


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
    tallies: tuple[ToldTally, ...] | None = None

    def __post_init__(self) -> None:
        self.before = {row["incident_id"]: row for row in self.told.rows}
        self.after = self.current.rows(self.told.day)
        self._from = {report: row["incident_id"] for row in self.told.rows for report in row["report_ids"]}
        for incident, row in self.before.items():
            self._follow(incident, row)
        for incident, row in self.after.items():
            self._trace(incident, row)
        self._tallied()
        order = {kind: place for place, kind in enumerate(KINDS)}
        self.changes.sort(key=lambda each: (order[each.kind], each.ids))

    def _follow(self, incident: str, row: Row) -> None:
        """What became of an incident that was published."""
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
        # Its reports too: else a split would be told again and again where no value of the rest changed.
        same_reports = set(was["report_ids"]) == set(row["report_ids"])
        if found or len(former) > 1 or incident not in former or not same_reports:
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

    def _tallied(self) -> None:
        """Observers' figures that are no longer what was published."""
        if self.told.tallies is None:
            return
        now = self.current.tallies(self.told.day)
        for was, new in changed_tallies(self.told.tallies, now, self.current.by_name):
            cell = new or gone_from(was, self.told.number)
            then, since = (tuple(each["tally_ids"]) if each else () for each in (was, new))
            why = self._because({*then, *since}, _EXPLAINED_BY[TALLY] if new else ())
            ids = tuple(dict.fromkeys((*then, *since)))
            self.changes.append(
                Corrigendum(
                    self.told.day, self.told.number, TALLY, ids, "count", printed_figure(was),
                    printed_figure(new), why, (then, since), cell,
                )
            )  # fmt: skip
            self.tallies = now

    def _because(self, reports: Collection[str], kinds: Sequence[str]) -> Because:
        if not kinds:
            return Because("not known", "its reports are no longer held: see redactions in the journal", ())
        return because(self.acts, self.told.since, reports, kinds)

    def totals(self) -> list[Corrigendum]:
        """Each total of the day that is no longer what it was, with the incidents that changed it."""
        rows = tuple(self.after.values())
        of_incidents = [each for each in self.changes if each.kind != TALLY]
        ids = tuple(sorted({one for each in of_incidents for one in each.ids}))
        entries = tuple(sorted({n for each in of_incidents for n in each.because.entries}))
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
        return CorrectedDay(self.told.day, self.told.number, gone, rows, self.current.rule, self.tallies)
