"""What a mission holds of observers' counts and lists: everything that registers are lined up from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.parties import watching
from holdfire.assessment.counting.unit import Unit
from holdfire.centre.cases.awaiting import awaited
from holdfire.incidents.judgements import Judgement
from holdfire.mission.casework import cases_of
from holdfire.mission.folder import Mission
from holdfire.mission.sources import holders_of
from holdfire.mission.unit_files import every_unit
from holdfire.moments import ReportingDay
from holdfire.places.areas import AreaSet
from holdfire.registers.asking import ASKED
from holdfire.registers.derived import told_apart
from holdfire.registers.origins import is_derived


@dataclass(frozen=True, slots=True)
class OnFile:
    """What registers are lined up from. `holders` maps a source to the observer whose own list it is;
    `counting` are the units of count that are known; `asked` the reports that await an answer."""

    reports: pl.DataFrame
    tallies: pl.DataFrame
    holders: Mapping[str, str]
    judgements: Sequence[Judgement]
    agreement: Agreement
    units: AreaSet | None
    reporting_day: ReportingDay
    counting: Sequence[Unit] = ()
    asked: pl.DataFrame | None = None

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(each.id for each in self.agreement.parties)

    @property
    def watching(self) -> frozenset[str]:
        """Guarantors and observers of the agreement, at whatever time."""
        return watching(self.agreement.parties)

    @property
    def observers(self) -> tuple[str, ...]:
        """Everybody who printed a tally of its own or keeps a register, by name."""
        printing = self.tallies.filter(~is_derived())["observer"].unique().to_list()
        keeping = {
            self.holders[source] for source in self.reports["source"].unique() if source in self.holders
        }
        return tuple(sorted({*printing, *keeping}))


def on_file(mission: Mission) -> OnFile:
    """What the mission holds now."""
    reports = mission.reports()
    agreement = mission.agreement
    return OnFile(
        reports=reports,
        tallies=told_apart(mission.store.tallies().collect(), [each.id for each in agreement.parties]),
        holders=holders_of(mission.folder, reports["source"]),
        judgements=mission.judgements(),
        agreement=agreement,
        units=mission.units,
        reporting_day=mission.settings.reporting_day,
        counting=every_unit(mission.folder),
        asked=_asked(mission),
    )


def _asked(mission: Mission) -> pl.DataFrame:
    """Reports in cases on which a party's position is awaited (ASKED)."""
    waiting = awaited(cases_of(mission).values(), mission.agreement)
    rows = [(each.report_id, each.of, each.until) for each in waiting]
    return pl.DataFrame(rows, schema=ASKED, orient="row")
