"""A mission folder: it opens the parts, hands each what it needs, and writes down every act.

It has no rules of its own. What it derives (incidents, findings, bulletins) can be thrown away
and made again from reports/, agreement/, journal.jsonl and this version of the code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.names import actor_names
from holdfire.agreement.reading import load_pack
from holdfire.assessment.placing import place
from holdfire.assessment.rules import assess
from holdfire.errors import IntakeError, MissionError
from holdfire.incidents.fusing import fuse
from holdfire.incidents.judgements import Judgement
from holdfire.incidents.match_rules import MatchRules
from holdfire.mission.basis import basis, changed
from holdfire.mission.derived import MADE_BY, keep, kept
from holdfire.mission.lock import alone
from holdfire.mission.settings import Settings, read_settings
from holdfire.moments import utc
from holdfire.places.areas import AreaSet
from holdfire.places.mission_places import units_of
from holdfire.publish.sealed import SealedDataset
from holdfire.record.journal import Entry, Journal
from holdfire.reports.actors import ActorBook
from holdfire.reports.intake import IntakeContext, take_in
from holdfire.reports.source_map import SourceMap, library_source, library_sources, read_source_map
from holdfire.reports.store import IntakeResult, ReportStore

CREATED, INTAKE, FUSED, ASSESSED = "mission created", "intake", "fused", "assessed"
JUDGED, ISSUED = "judgement", "bulletin issued"

CLOCKS_APART = timedelta(days=1)
"""How far ahead of our clock a report's time may lie before it counts as in the future."""


@dataclass(frozen=True)
class Mission:
    """An open mission. Every act that changes it holds the lock and ends with a line in the journal."""

    folder: Path
    settings: Settings

    @classmethod
    def open(cls, folder: Path) -> "Mission":
        """The mission in that folder; raises MissionError where there is none or a part is missing."""
        if not folder.is_dir():
            raise MissionError(
                f"There is no folder {folder}.",
                f"Start a mission with holdfire init {folder} --agreement astana.",
            )
        mission = cls(folder, read_settings(folder / "mission.toml"))
        if not (folder / "agreement").is_dir():
            raise MissionError(
                f"{folder} has no agreement/ any more.", "Copy the agreement pack back there, as it was."
            )
        return mission

    @property
    def journal(self) -> Journal:
        return Journal(self.folder / "journal.jsonl")

    @property
    def store(self) -> ReportStore:
        return ReportStore(self.folder / "reports")

    @cached_property
    def agreement(self) -> Agreement:
        return load_pack(self.folder / "agreement")

    @cached_property
    def units(self) -> AreaSet | None:
        """First-level units: the mission's own if it added any, else the library's for its countries."""
        return units_of(self.folder / "places", 1, self.settings.countries)

    def sources(self) -> list[str]:
        """Slugs of every source map the mission can use, its own and the library's."""
        own = {path.stem for path in (self.folder / "sources").glob("*.yml")}
        return sorted(own | set(library_sources()))

    def source(self, slug: str) -> SourceMap:
        """The source map of that slug; the mission's own one stands before the library's."""
        if slug not in self.sources():
            raise MissionError(
                f"There is no source {slug!r}.",
                f"Known: {', '.join(self.sources())}. Write {self.folder}/sources/{slug}.yml for a new one.",
            )
        own = self.folder / "sources" / f"{slug}.yml"
        found, faults = read_source_map(own if own.exists() else library_source(slug))
        if found is None:
            raise IntakeError(
                f"The source map {slug} has {len(faults)} faults. The first: {faults[0]}",
                "Mend it, then take in.",
            )
        return found

    def take_in(self, file: Path, slug: str, at: datetime, progress: Callable[[int], None]) -> IntakeResult:
        """Take one file in, whole or not at all. `at` is now; `progress` hears how many rows were read."""
        source = self.source(slug)
        with alone(self.folder):
            self._catch_up(at)
            context = IntakeContext(
                actors=ActorBook(actor_names(self.agreement)),
                known=self.store.known(),
                received=utc(at),
                zone=self.settings.reporting_day.zone,
                latest=utc(at) + CLOCKS_APART,
                progress=progress,
            )
            intake_id = f"intake-{len(self.store.intakes()) + 1:05}"
            result = self.store.append(take_in(file, source, context), intake_id)
            self._enter(intake_id, file.name, result, at)
        return result

    def _enter(self, intake_id: str, file: str | None, result: IntakeResult, at: datetime) -> None:
        self.journal.append(
            INTAKE,
            {
                "intake": intake_id,
                "file": file,
                "sha256": result.sha256,
                "source": result.source,
                "read": result.read,
                "accepted": result.accepted,
                "duplicate": result.duplicate,
                "quarantined": result.quarantined,
            },
            at,
        )

    def _catch_up(self, at: datetime) -> None:
        """Enter intakes that were kept just before a power failure, whose line was not written then."""
        entered = {entry.content["intake"] for entry in self.entries(INTAKE)}
        for kept_before in self.store.intakes():
            if kept_before["intake"] not in entered:
                whole = {**kept_before, "faults": ()}
                intake_id = whole.pop("intake")
                self._enter(intake_id, None, IntakeResult(**whole), at)

    def judge(self, judgement: Judgement) -> Entry:
        """Write down what a person says of two reports; the next fuse follows it."""
        known = set(self.reports()["report_id"].to_list())
        if strangers := [each for each in judgement.pair if each not in known]:
            raise MissionError(
                f"There is no report {', '.join(strangers)} in this mission.",
                "Report ids start with r-; the bulletin's annex and incidents.parquet list them.",
            )
        with alone(self.folder):
            return self.journal.append(
                JUDGED,
                {
                    "left": judgement.left,
                    "right": judgement.right,
                    "verdict": judgement.verdict,
                    "by": judgement.by,
                    "why": judgement.why,
                },
                judgement.at,
            )

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement ever made, oldest first; which of them stand is decided by the fusing."""
        return tuple(
            Judgement(
                str(each.content["left"]),
                str(each.content["right"]),
                each.content["verdict"],  # type: ignore[arg-type]
                str(each.content["by"]),
                each.at,
                str(each.content["why"]),
            )
            for each in self.entries(JUDGED)
        )

    def reports(self) -> pl.DataFrame:
        return self.store.reports().collect()

    def fuse(self, at: datetime, rules: MatchRules | None = None) -> pl.DataFrame:
        """Make incidents of all reports; returns them."""
        with alone(self.folder):
            fused = fuse(self.reports(), self.judgements(), rules or MatchRules())
            keep(self.folder, "incidents", fused.incidents)
            keep(self.folder, "membership", fused.membership)
            keep(self.folder, "pairs", fused.pairs)
            self.journal.append(
                FUSED,
                {
                    "reports": fused.membership.height,
                    "incidents": fused.incidents.height,
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
            self.journal.append(
                ASSESSED,
                {
                    "incidents": incidents.height,
                    "findings": findings.height,
                    **basis(self.agreement, self.units),
                },
                at,
            )
        return findings

    @property
    def inputs(self) -> tuple[tuple[str, str], ...]:
        """Name and SHA-256 of each file taken in, each once."""
        found = {(str(e.content["file"]), str(e.content["sha256"])) for e in self.entries(INTAKE)}
        return tuple(sorted(found))

    @property
    def quarantined(self) -> int:
        """Rows that wait in quarantine: of a file taken in again, those of its latest intake."""
        latest = {
            (e.content["source"], e.content["sha256"]): int(str(e.content["quarantined"]))
            for e in self.entries(INTAKE)
        }
        return sum(latest.values())

    def derived(self, name: str) -> pl.DataFrame:
        """A derived table, as it was last made."""
        if name not in MADE_BY:
            raise MissionError(f"There is no derived table {name!r}.", f"There are: {', '.join(MADE_BY)}.")
        return kept(self.folder, name)

    def sealed(self) -> SealedDataset:
        """Everything a bulletin is made from, sealed at the moment of the last assessment."""
        assessed = self._require(ASSESSED, "The findings are", (INTAKE, JUDGED, FUSED), "assess")
        if newer := changed(assessed.content, basis(self.agreement, self.units)):
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
            if self.last(act) <= max(self.last(each) for each in later):
                return verb if self.last(INTAKE) else "take-in"
        assessed = self.entries(ASSESSED)[-1]
        return "assess" if changed(assessed.content, basis(self.agreement, self.units)) else ""

    def entries(self, act: str) -> list[Entry]:
        """The journal's entries of that act, oldest first."""
        return [entry for entry in self.journal.entries() if entry.act == act]

    def last(self, act: str) -> int:
        """Number of the last entry of that act that changed anything; 0 if there is none. A file taken
        in again that brought nothing new leaves what was made of the first as it is."""
        changing = (
            each.number for each in self.entries(act) if act != INTAKE or each.content["accepted"] != 0
        )
        return max(changing, default=0)

    def _require(self, act: str, these_are: str, later: tuple[str, ...], verb: str) -> Entry:
        """The last entry of that act, if nothing came after it that it does not yet follow."""
        done = self.entries(act)
        again = f"Run holdfire {verb} {self.folder}."
        if not done:
            raise MissionError(f"{these_are} not made yet.", again)
        if newer := [each for each in later if self.last(each) > done[-1].number]:
            raise MissionError(f"{these_are} older than the last {newer[0]}.", again)
        return done[-1]
