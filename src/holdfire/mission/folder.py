"""A mission folder: it opens the parts, hands each what it needs, and writes down every act.

It has no rules of its own. What it derives can be made again from reports/, agreement/ and journal.jsonl.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

import polars as pl

from holdfire.agreement.names import actor_names
from holdfire.agreement.parties import watching
from holdfire.assessment.placing import place
from holdfire.assessment.rules import assess
from holdfire.errors import Fault, MissionError
from holdfire.incidents.fusing import fuse
from holdfire.incidents.judgements import Judgement
from holdfire.incidents.match_rules import MatchRules
from holdfire.mission import integrity, judging
from holdfire.mission.basis import applied_then, basis, changed
from holdfire.mission.derived import MADE_BY, keep, kept
from holdfire.mission.lock import alone
from holdfire.mission.opened import CREATED, INTAKE, ISSUED, Opened
from holdfire.mission.sources import source_of, sources_of
from holdfire.mission.waiting import waiting
from holdfire.moments import utc
from holdfire.places.areas import AreaSet
from holdfire.places.mission_places import units_of
from holdfire.publish.sealed import SealedDataset
from holdfire.record.journal import Entry
from holdfire.registers.derived import set_aside
from holdfire.reports.actors import ActorBook
from holdfire.reports.intake import IntakeContext, take_in
from holdfire.reports.source_map import SourceMap
from holdfire.reports.store import IntakeResult, ReportStore

__all__ = ["ASSESSED", "CREATED", "FUSED", "INTAKE", "ISSUED", "JUDGED", "Mission"]

FUSED, ASSESSED = "fused", "assessed"
JUDGED = "judgement"

CLOCKS_APART = timedelta(days=1)
"""How far ahead of our clock a report's time may lie before it counts as in the future."""


@dataclass(frozen=True)
class Mission(Opened):
    """An open mission. Every act that changes it holds the lock and ends with a line in the journal."""

    @property
    def store(self) -> ReportStore:
        return ReportStore(self.folder / "reports")

    @property
    def log_size(self) -> int | None:
        """How many entries of the joint record are read; None: all."""
        return None

    @property
    def basis(self) -> dict[str, str]:
        """What findings made now rest on."""
        return basis(self.pack, self.units, self.agreed.digest)

    @cached_property
    def units(self) -> AreaSet | None:
        """First-level units: the mission's own if it added any, else the library's for its countries."""
        return units_of(self.folder / "places", 1, self.settings.countries)

    def sources(self) -> list[str]:
        return sources_of(self.folder)

    def source(self, slug: str) -> SourceMap:
        return source_of(self.folder, slug)

    def take_in(self, file: Path, slug: str, at: datetime, progress: Callable[[int], None]) -> IntakeResult:
        """Take one file in, whole or not at all. `at` is now; `progress` hears how many rows were read."""
        source = self.source(slug)
        with alone(self.folder):
            self._check(at)
            context = IntakeContext(
                actors=ActorBook(actor_names(self.agreement)),
                known=self.store.known(),
                received=utc(at),
                zone=self.settings.reporting_day.zone,
                latest=utc(at) + CLOCKS_APART,
                progress=progress,
            )
            intake_id = integrity.next_intake(self.store, self.journal)
            result = self.store.append(take_in(file, source, context), intake_id)
            self.journal.append(INTAKE, integrity.as_entry(intake_id, file.name, result), at)
        return result

    def _catch_up(self, at: datetime) -> None:
        """Enter an intake that was kept just before a power failure, whose line was not written then."""
        if lacking := integrity.cut_off(self.store, self.entries(INTAKE)):
            self.journal.append(INTAKE, integrity.as_entry(lacking[0], None, lacking[1]), at)

    def record_faults(self, thorough: bool = True) -> tuple[Fault, ...]:
        """Where journal or intakes are not what they were; `thorough` hashes every file."""
        if found := integrity.journal_faults(self.journal):
            return found
        return tuple(integrity.intake_faults(self.store, self.entries(INTAKE), thorough))

    def bulletin_faults(self) -> tuple[Fault, ...]:
        """Where issued bulletins are not what the journal says."""
        return tuple(integrity.bulletin_faults(self.folder, self.entries(ISSUED)))

    def _check(self, at: datetime | None = None, thorough: bool = False) -> None:
        """Raise RecordError where something was lost or changed; with `at`, first `_catch_up`."""
        self.journal.entries()
        integrity.refuse(self.folder, integrity.journal_faults(self.journal))
        if at is not None:
            self._catch_up(at)
        integrity.refuse(self.folder, self.record_faults(thorough))

    def judge(self, judgement: Judgement) -> Entry:
        """Write down what a person says of two reports; the next fuse follows it."""
        told = judging.as_written(judgement, self.reports()["report_id"])
        with alone(self.folder):
            return self.journal.append(JUDGED, told, judgement.at)

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement but those redacted (`redacted`), oldest first; fusing decides which stand."""
        return judging.read_again(self.entries(JUDGED))

    def reports(self) -> pl.DataFrame:
        """Every report taken in; raises RecordError naming the files that are damaged, if any are."""
        try:
            return self.store.reports().collect()
        except pl.exceptions.PolarsError:
            integrity.refuse(self.folder, self.record_faults())
            raise

    def fuse(self, at: datetime, rules: MatchRules | None = None) -> pl.DataFrame:
        """Make incidents of all reports but claims made out of tallies (registers.derived); returns them."""
        with alone(self.folder):
            self._check(at, thorough=True)
            reports = self.reports()
            aside = set_aside(reports, self.store.tallies().collect(), watching(self.agreement.parties))
            claims = reports.join(aside, on="report_id", how="anti", maintain_order="left")
            fused = fuse(claims, self.judgements(), rules or MatchRules())
            keep(self.folder, "set_aside", aside)
            keep(self.folder, "incidents", fused.incidents)
            keep(self.folder, "membership", fused.membership)
            keep(self.folder, "pairs", fused.pairs)
            self.journal.append(
                FUSED,
                {
                    "reports": fused.membership.height,
                    "incidents": fused.incidents.height,
                    "set_aside": aside.height,
                    "judgements": len(self.judgements()),
                },
                at,
            )
        return fused.incidents

    def assess(self, at: datetime) -> pl.DataFrame:
        """Hold every incident against the provisions in force; returns the findings."""
        with alone(self.folder):
            self._require(FUSED, "The incidents are", (INTAKE, JUDGED), "fuse")
            incidents = kept(self.folder, "incidents")
            placement = place(incidents, self.agreement, self.units)
            findings = assess(incidents, placement, self.agreement)
            keep(self.folder, "placement", placement)
            keep(self.folder, "findings", findings)
            told = {"incidents": incidents.height, "findings": findings.height}
            self.journal.append(ASSESSED, {**told, **self.basis, **applied_then(self.agreed)}, at)
        return findings

    @property
    def inputs(self) -> tuple[tuple[str, str], ...]:
        """Name and SHA-256 of each file taken in, each once."""
        found = {(str(e.content["file"]), str(e.content["sha256"])) for e in self.entries(INTAKE)}
        return tuple(sorted(found))

    @property
    def quarantined(self) -> int:
        """Rows that wait in quarantine: not those of a file whose corrected one was taken in since."""
        return sum(int(str(e.content["quarantined"])) for e in waiting(self.entries(INTAKE)))

    def quarantine(self, every: bool = False) -> pl.LazyFrame:
        """Defects of the rows that wait; with `every`, also of those that no longer do."""
        entered = self.entries(INTAKE)
        return self.store.quarantine(
            str(e.content["intake"]) for e in (entered if every else waiting(entered))
        )

    def derived(self, name: str) -> pl.DataFrame:
        """A derived table, as it was last made."""
        if name not in MADE_BY:
            raise MissionError(f"There is no derived table {name!r}.", f"There are: {', '.join(MADE_BY)}.")
        return kept(self.folder, name)

    def sealed(self) -> SealedDataset:
        """Everything a bulletin is made from, sealed at the moment of the last assessment."""
        self._check()
        assessed = self._require(ASSESSED, "The findings are", (INTAKE, JUDGED, FUSED), "assess")
        if newer := changed(assessed.content, self.basis):
            raise MissionError(
                f"The findings are older than {' and '.join(newer)} of {self.folder}.",
                f"Run holdfire assess {self.folder}.",
            )
        return SealedDataset(
            agreement=self.agreement,
            incidents=kept(self.folder, "incidents"),
            membership=kept(self.folder, "membership"),
            placement=kept(self.folder, "placement"),
            findings=kept(self.folder, "findings"),
            tallies=self.store.tallies().collect(),
            watch=self.store.watch().collect(),
            reports=self.reports(),
            reporting_day=self.settings.reporting_day,
            units=self.units,
            quarantined=self.quarantined,
            mission_name=self.settings.name,
            inputs=self.inputs,
            generated_at=assessed.at,
            publication_key=self.settings.publication_key,
            exercise=self.settings.exercise,
        )

    def stale(self) -> str:
        """Which verb is to be run next so that findings follow everything taken in; "" if none."""
        for act, later, verb in (
            (FUSED, (INTAKE, JUDGED), "fuse"),
            (ASSESSED, (INTAKE, JUDGED, FUSED), "assess"),
        ):
            made = all((self.folder / f"{n}.parquet").is_file() for n, by in MADE_BY.items() if by == verb)
            if not made or self.last(act) <= max(self.last(each) for each in later):
                return verb if self.last(INTAKE) else "take-in"
        assessed = self.entries(ASSESSED)[-1]
        return "assess" if changed(assessed.content, self.basis) else ""

    def redacted(self) -> list[Entry]:
        """Lines of the journal whose words a redaction took away."""
        return [each for each in self.journal.entries() if each.redacted is not None]

    def last(self, act: str) -> int:
        """Number of the last entry of that act that changed anything; 0 if there is none. A file taken
        in again that brought nothing new leaves what was made of the first as it is."""
        told = self.entries(act)
        return max((e.number for e in told if act != INTAKE or e.content["accepted"] != 0), default=0)

    def _require(self, act: str, these_are: str, later: tuple[str, ...], verb: str) -> Entry:
        """The last entry of that act, if nothing came after it that it does not yet follow."""
        done = self.entries(act)
        again = f"Run holdfire {verb} {self.folder}."
        if not done:
            raise MissionError(f"{these_are} not made yet.", again)
        if newer := [each for each in later if self.last(each) > done[-1].number]:
            raise MissionError(f"{these_are} older than the last {newer[0]}.", again)
        return done[-1]
