"""Noting: somebody looked at an incident and opens no case of it, for a reason that is on record.

A note answers an incident as it was looked at, by the reports it was made of. Where a later report joins
it, it is unanswered again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from holdfire.errors import MissionError
from holdfire.mission.folder import Mission
from holdfire.mission.lock import alone
from holdfire.record.journal import Entry

NOTED = "incident noted"


@dataclass(frozen=True, slots=True)
class Noted:
    """Who looked at an incident made of these reports, when, and why no case is needed."""

    incident_id: str
    report_ids: tuple[str, ...]
    by: str
    why: str
    at: datetime


def note_incident(mission: Mission, incident_id: str, by: str, why: str, at: datetime) -> Entry:
    """Write the note down. Raises MissionError for an incident that is not there, and without a reason."""
    if not by.strip() or not why.strip():
        raise MissionError("A note needs who looked, and why no case is needed.", "Give a reason.")
    with alone(mission.folder):
        incidents = mission.derived("incidents")
        found = incidents.filter(incidents["incident_id"] == incident_id)["report_ids"].to_list()
        if not found:
            raise MissionError(
                f"There is no incident {incident_id} in this mission.",
                "It may be part of another one since: look for one of its reports.",
            )
        told = {"incident": incident_id, "reports": list(found[0]), "by": by, "why": why}
        return mission.journal.append(NOTED, told, at)


def notes_of(entries: Iterable[Entry]) -> dict[str, Noted]:
    """The last note on each incident, by its id."""
    found = {}
    for each in entries:
        told = each.content
        reports = told.get("reports")
        if each.act == NOTED and each.redacted is None and isinstance(reports, list):
            incident = str(told["incident"])
            names = tuple(str(report) for report in reports)
            found[incident] = Noted(incident, names, str(told["by"]), str(told["why"]), each.at)
    return found
