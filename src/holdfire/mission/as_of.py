"""A mission as it stood right after a line of its journal: nothing is kept of it, all is made again.

The journal says which files had been taken in by then, what people had judged and how cases stood; the
files of each intake are kept apart. So incidents and findings can be fused and assessed again from exactly
those. What cannot be made again is told: a pack, rules or units changed since, lines redacted since.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import NoReturn

import polars as pl

from holdfire.agreement.parties import watching
from holdfire.assessment.placing import place
from holdfire.assessment.rules import assess
from holdfire.centre.effects.decided import Agreed
from holdfire.centre.patrols.watch import patrol_watch
from holdfire.errors import MissionError
from holdfire.incidents.fusing import fuse
from holdfire.incidents.judgements import Judgement
from holdfire.incidents.match_rules import MatchRules
from holdfire.mission.basis import changed
from holdfire.mission.casework import case_frames
from holdfire.mission.centre.agreed import agreed_then
from holdfire.mission.centre.standing import standing
from holdfire.mission.folder import ASSESSED, INTAKE, JUDGED, Mission
from holdfire.mission.sources import holders_of
from holdfire.mission.unit_files import every_unit
from holdfire.moments import ReportingDay
from holdfire.publish.sealed import SealedDataset
from holdfire.record.journal import Entry, Journal
from holdfire.registers.derived import set_aside
from holdfire.reports.store import ReportStore


@dataclass(frozen=True, slots=True)
class AsOf:
    """A mission right after line `entry` of its journal. `sealed` holds its tables; `unlike` says what is
    known to differ from then, in words: empty where all is as it was."""

    entry: int
    at: datetime
    judgements: tuple[Judgement, ...]
    sealed: SealedDataset
    unlike: tuple[str, ...] = ()

    @property
    def reports(self) -> pl.DataFrame:
        return self.sealed.reports

    @property
    def tallies(self) -> pl.DataFrame:
        return self.sealed.tallies

    @property
    def watch(self) -> pl.DataFrame:
        return self.sealed.watch

    @property
    def incidents(self) -> pl.DataFrame:
        return self.sealed.incidents

    @property
    def membership(self) -> pl.DataFrame:
        return self.sealed.membership

    @property
    def placement(self) -> pl.DataFrame:
        return self.sealed.placement

    @property
    def findings(self) -> pl.DataFrame:
        return self.sealed.findings

    @property
    def cases(self) -> pl.DataFrame:
        return self.sealed.cases


@dataclass(frozen=True, slots=True)
class _JournalThrough(Journal):
    """The journal up to a line, to be read only."""

    through: int

    def entries(self) -> tuple[Entry, ...]:
        return Journal.entries(self)[: self.through]

    def of(self, act: str) -> tuple[Entry, ...]:
        return tuple(each for each in Journal.of(self, act) if each.number <= self.through)

    def append(self, *_: object) -> NoReturn:
        raise MissionError(
            f"This is the mission as of line {self.through} of its journal: nothing can be added to it.",
            "Open the mission itself.",
        )


class _IntakesOf(ReportStore):
    """Only those intakes of a store."""

    def __init__(self, store: ReportStore, ids: frozenset[str]) -> None:
        super().__init__(store.folder)
        self._chosen = ids

    def _ids(self) -> list[str]:
        return [each for each in super()._ids() if each in self._chosen]


@dataclass(frozen=True)
class Past(Mission):
    """A mission that ends with line `through` of its journal: whatever is read from it is as of then.
    `log_size`: how far the joint record had come, as a bulletin's line says; 0: none of it is read."""

    through: int = 0
    log_size: int | None = 0

    @property
    def journal(self) -> Journal:
        return _JournalThrough(self.folder / "journal.jsonl", self.through)

    @property
    def store(self) -> ReportStore:
        return intakes_of(self, self.entries(INTAKE))

    @cached_property
    def agreed(self) -> Agreed:
        """As the last assessment by then had it: with the very decisions that it applied. Before the first
        one, the pack alone."""
        return agreed_then(self, self.entries(ASSESSED))


def intakes_of(mission: Mission, entered: list[Entry]) -> ReportStore:
    """What those lines of the journal say was taken in, and no more."""
    ids = frozenset(str(each.content["intake"]) for each in entered)
    return _IntakesOf(ReportStore(mission.folder / "reports"), ids)


def completed(mission: Mission, sealed: SealedDataset) -> SealedDataset:
    """The sealed dataset with the mission's cases as they stand, with the watch that its patrols kept, and
    with what says how its lists and units of count are to be read: source maps and unit files, as they are
    now."""
    found = case_frames(mission)
    centre = standing(mission, mission.log_size)
    kept = patrol_watch(centre.states.get("patrols"), sealed.watch)
    return replace(
        sealed,
        watch=pl.concat([sealed.watch, kept.rows]),
        patrols_held_back=kept.held_back,
        cases=found.cases,
        steps=found.steps,
        positions=found.positions,
        registers=tuple(sorted(holders_of(mission.folder, sealed.reports["source"]).items())),
        counting=tuple(unit.rule_version for unit in every_unit(mission.folder)),
        centre=centre,
    )


def last_moment(reporting_day: ReportingDay, moment: date | datetime) -> datetime:
    """The last instant that is meant: of a day, of the reporting day that bears its name; of an instant that
    names no zone, as clocks showed it in the zone of the reporting day."""
    if not isinstance(moment, datetime):
        return reporting_day.span_of(moment).end - timedelta(microseconds=1)
    return moment if moment.tzinfo else moment.replace(tzinfo=reporting_day.zone)


def entry_as_of(mission: Mission, moment: int | date | datetime) -> int:
    """The number of the journal's last line as of a line, an instant, or the end of a reporting day; raises
    MissionError where there is none."""
    entries = mission.journal.entries()
    if isinstance(moment, int):
        if not 1 <= moment <= len(entries):
            raise MissionError(
                f"The journal has no line {moment}: it has lines 1 to {len(entries)}.",
                f"Count the lines of {mission.journal.path}.",
            )
        return moment
    last = last_moment(mission.settings.reporting_day, moment)
    # By number and not by time alone: a clock that was set back puts no later line before an earlier one.
    number = next((each.number - 1 for each in entries if each.at > last), len(entries))
    if number == 0:
        raise MissionError(
            f"The mission did not exist on {last.astimezone(UTC):%Y-%m-%d %H:%M} UTC: its journal begins at "
            f"{entries[0].at:%Y-%m-%d %H:%M} UTC.",
            "Name a later moment, or a line of the journal.",
        )
    return number


def clock_as_of(mission: Mission, moment: int | date | datetime) -> datetime:
    """What a clock shows then: of a line of the journal, when it was written."""
    if isinstance(moment, int):
        return mission.journal.entries()[entry_as_of(mission, moment) - 1].at
    return last_moment(mission.settings.reporting_day, moment)


def opened_as_of(mission: Mission, moment: int | date | datetime, log_size: int | None = 0) -> AsOf:
    """The mission as it stood then, fused and assessed again from what it held; raises MissionError where
    there was no mission, RecordError where its files are not what the journal says. `log_size`: how many
    entries of the joint record it had then."""
    number = entry_as_of(mission, moment)
    past = Past(mission.folder, mission.settings, number, log_size)
    last = past.journal.entries()[-1]
    sealed = _sealed(past, last.at)
    return AsOf(number, last.at, past.judgements(), sealed, unlike_then(past))


def sealed_as_of(mission: Mission, entry: int, log_size: int | None = 0) -> SealedDataset:
    """The sealed dataset as it stood right after that line of the journal, with the centre by the first
    `log_size` entries of the joint record."""
    return opened_as_of(mission, entry, log_size).sealed


def _sealed(past: Past, at: datetime) -> SealedDataset:
    reports, tallies = past.reports(), past.store.tallies().collect()
    aside = set_aside(reports, tallies, watching(past.agreement.parties))
    claims = reports.join(aside, on="report_id", how="anti", maintain_order="left")
    fused = fuse(claims, past.judgements(), MatchRules())
    placement = place(fused.incidents, past.agreement, past.units)
    sealed = SealedDataset(
        agreement=past.agreement,
        incidents=fused.incidents,
        membership=fused.membership,
        placement=placement,
        findings=assess(fused.incidents, placement, past.agreement),
        tallies=tallies,
        watch=past.store.watch().collect(),
        reports=reports,
        reporting_day=past.settings.reporting_day,
        units=past.units,
        quarantined=past.quarantined,
        mission_name=past.settings.name,
        inputs=past.inputs,
        generated_at=at,
        publication_key=past.settings.publication_key,
        exercise=past.settings.exercise,
    )
    return completed(past, sealed)


def unlike_then(past: Past) -> tuple[str, ...]:
    """What is known to be other than it was then."""
    found = []
    assessed = past.entries(ASSESSED)
    if assessed and (newer := changed(assessed[-1].content, past.basis)):
        found.append(f"{' and '.join(newer)} changed since line {assessed[-1].number} of the journal")
    gone = [each for each in past.redacted() if each.act in (INTAKE, JUDGED) or each.act.startswith("case ")]
    found += [f"line {each.number} of the journal ({each.act}) was redacted since" for each in gone]
    return tuple(found)
