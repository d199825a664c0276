"""Counting a mission's reports and incidents in units of count: its own units stand before the library's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import polars as pl

from holdfire.agreement.parties import watching
from holdfire.assessment.counting.count import count_all
from holdfire.assessment.counting.observing import incident_observations, observations
from holdfire.assessment.counting.table import COUNTS, OBSERVATIONS
from holdfire.assessment.counting.unit import Unit
from holdfire.assessment.counting.whereabouts import Areas, unit_areas, zone_areas
from holdfire.errors import MissionError
from holdfire.mission.as_of import completed
from holdfire.mission.basis import basis
from holdfire.mission.folder import Mission
from holdfire.mission.sources import holders_of
from holdfire.mission.unit_files import unit_of
from holdfire.moments import ReportingDay, Span
from holdfire.publish.sealed import SealedDataset
from holdfire.publish.standing import held_reports, withdrawn_reports, without_open, without_withdrawn
from holdfire.registers.derived import set_aside
from holdfire.registers.holders import in_registers

By = Literal["none", "zone", "unit"]


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts, and all that they were counted from: whoever has it can count again."""

    counts: pl.DataFrame
    observations: pl.DataFrame
    areas: Areas | None
    units: tuple[Unit, ...]
    span: Span
    reporting_day: ReportingDay


def span_of_days(reporting_day: ReportingDay, first: date, last: date) -> Span:
    """From the start of the first reporting day to the end of the last."""
    if last < first:
        raise MissionError(f"{last} comes before {first}.", "Give the earlier day first.")
    return Span(reporting_day.span_of(first).start, reporting_day.span_of(last).end)


def counted(
    mission: Mission,
    names: Sequence[str],
    span: Span,
    by: By = "none",
    sealed: SealedDataset | None = None,
    public: bool = False,
) -> Counted:
    """Counts of the span in those units: everywhere, and by zone or unit where asked.

    `sealed`: the mission as it stood at some moment, before any redaction; else as it stands now.
    `public`: without what belongs to open cases, as the public edition has it. Raises MissionError for
    a unit nobody knows, where findings are older than reports, and by unit where there are none.
    """
    units = tuple(unit_of(mission.folder, name) for name in dict.fromkeys(names))
    held = _standing(sealed or completed(mission, mission.sealed()), public)
    told, day = observed(mission, held), held.reporting_day
    areas = _areas(held, span, by)
    found = [COUNTS.empty()]
    for unit in units:
        found.append(count_all((unit,), told, span, day))
        if areas is not None:
            found.append(count_all((unit,), told, span, day, areas))
    return Counted(pl.concat(found), told, areas, units, span, day)


def observed(mission: Mission, held: SealedDataset) -> pl.DataFrame:
    """OBSERVATIONS of the reports and incidents held; registers are told by the mission's source maps."""
    registers = in_registers(held.reports, holders_of(mission.folder, held.reports["source"]))
    told = observations(held.reports, held.membership, registers)
    return OBSERVATIONS.checked(pl.concat([told, incident_observations(held.incidents)]))


def _standing(sealed: SealedDataset, public: bool) -> SealedDataset:
    """What is counted: not what was withdrawn, nor claims made out of tallies; for the public, nor what
    belongs to a case that is open."""
    held = without_withdrawn(sealed)
    gone = set(withdrawn_reports(sealed.cases))
    if public:
        held = without_open(held)
        gone |= held_reports(sealed)
    gone |= set(set_aside(sealed.reports, sealed.tallies, watching(sealed.agreement.parties))["report_id"])
    return replace(held, reports=sealed.reports.filter(~pl.col("report_id").is_in(sorted(gone))))


def _areas(held: SealedDataset, span: Span, by: By) -> Areas | None:
    if by == "none":
        return None
    if by == "zone":
        return zone_areas(held.reports, held.incidents, held.agreement, held.units, span)
    if held.units is None:
        raise MissionError(
            "This mission has no first-level units.",
            "Add them with holdfire places areas, or a country in mission.toml.",
        )
    version = f"units {basis(held.agreement, held.units)['units'][:12]}"
    return unit_areas(held.reports, held.incidents, held.units, version)
