"""Working out what a day's bulletin shows of units of count and of observers' lists, for one edition."""

from dataclasses import replace
from datetime import date

import polars as pl

from holdfire.assessment.counting.table import THIS_RECORD
from holdfire.mission.counted import counted
from holdfire.mission.folder import Mission
from holdfire.mission.lining_up import of_day
from holdfire.mission.on_file import on_file
from holdfire.mission.unit_files import units_of
from holdfire.publish.edition import Edition
from holdfire.publish.editions import SHOWS, in_edition, reports_counted
from holdfire.publish.sealed import SealedDataset
from holdfire.publish.sections.units import counts_in_edition
from holdfire.publish.visible import all_visible
from holdfire.publish.workings import Workings
from holdfire.registers.recorded_by import recorded_by


def worked_out(mission: Mission, sealed: SealedDataset, day: date, edition: Edition) -> Workings:
    """The workings of that day; `sealed` is the mission's dataset before redaction.

    Reports of withdrawn cases are left out, and for the public those of open cases.
    """
    shown = all_visible(sealed)
    found = of_day(replace(on_file(mission), reports=reports_counted(shown, edition)), day)
    lineup = None if found.lineup is None else lineup_in_edition(found.lineup.rows, shown, edition)
    aside = in_edition(found.set_aside, shown, edition, ids=("report_id", "tally_ids"))
    counts = _counts(mission, shown, day, edition)
    return Workings(counts, lineup, found.bounds, aside, _recorded_by(shown, edition))


def lineup_in_edition(rows: pl.DataFrame, shown: SealedDataset, edition: Edition) -> pl.DataFrame:
    """Rows of a line-up (LINEUP) by the edition's own ids and names. Their reasons are still in them: an
    edition that names no sources must not print those."""
    sides = ("registers", "silent")
    return in_edition(rows, shown, edition, ids=("group_id", "entry_ids"), observers=sides)


def _recorded_by(shown: SealedDataset, edition: Edition) -> pl.DataFrame:
    """Which observer's own list holds which incident, by the edition's own ids."""
    reports = reports_counted(shown, edition)
    rows = recorded_by(reports, shown.membership, dict(shown.registers))
    return in_edition(rows, shown, edition, ids=("incident_id",), observers=("register",))


def _counts(mission: Mission, shown: SealedDataset, day: date, edition: Edition) -> pl.DataFrame:
    """In every unit the mission knows. The public sees what parties and this record count, and not how much
    each source sends in."""
    span = shown.reporting_day.span_of(day)
    shows = SHOWS[edition]
    names = units_of(mission.folder)
    counts = counted(mission, names, span, sealed=shown, public=not shows.open_cases).counts
    if not shows.source_words:
        parties = [party.id for party in shown.agreement.parties]
        counts = counts.filter(pl.col("observer").is_in([*parties, THIS_RECORD]))
    return counts_in_edition(counts, shown, edition)
