"""A small mission of two days, 10 and 11 February 2018: bulletins no. 41 and 42."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from holdfire.agreement.reading import library_pack
from holdfire.centre.cases.acts import Step
from holdfire.centre.cases.ladder import Capacity, Status
from holdfire.mission.casework import Claimed, open_case, step_case
from holdfire.mission.folder import Mission
from holdfire.mission.founding import create
from holdfire.mission.settings import Settings, reporting_day

FORTY_ONE, FORTY_TWO = date(2018, 2, 10), date(2018, 2, 11)
NOON = datetime(2018, 2, 12, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
OFFICER = "Nadia Karam"
WITHDRAWN_WHY = "both villages of that name were taken for one"

HEAD = (
    "source_key,when_start,when_end,when_precision,where_precision,lon,lat,radius_m,act,origin,"
    "killed_best,text"
)
TOLD = "A man by the mill of Saraqib heard two shells and saw the ambulance"


def line(key: str, day: date, lon: float, killed: str, origin: str = "the mill keeper") -> str:
    when = f"{day}T10:00:00Z,{day}T10:01:00Z,instant"
    return f"{key},{when},exact,{lon},35.86,500,fire/shelling,{origin},{killed},{TOLD}"


def settings(name: str = "Orontes", **more: object) -> Settings:
    day = reporting_day("19:30", "Asia/Damascus", True)
    return replace(Settings(name, "astana", ("SY",), False, day, "5eed" * 16), **more)  # type: ignore[arg-type]


def founded(folder: Path) -> Mission:
    """The mission with three incidents on day 41 and one on day 42, assessed."""
    mission = create(folder, library_pack("astana"), settings(), NOON - timedelta(days=9))
    lines = [
        line("p-1", FORTY_ONE, 36.80, "2"),
        line("p-2", FORTY_ONE, 36.60, "5"),
        line("p-3", FORTY_ONE, 36.40, "0"),
        line("p-4", FORTY_TWO, 36.50, ""),
    ]
    took_in(mission, "patrol.csv", lines, NOON - HOUR)
    return mission


def took_in(mission: Mission, name: str, lines: list[str], at: datetime) -> None:
    file = mission.folder.parent / name
    file.write_text("\n".join((HEAD, *lines)) + "\n")
    mission.take_in(file, "holdfire", at, lambda more: None)
    mission.fuse(at)
    mission.assess(at)


def report_of(mission: Mission, key: str) -> str:
    rows = mission.reports().filter(mission.reports()["source_key"] == key).sort("received")
    return str(rows["report_id"][-1])


def stepped(mission: Mission, case_id: str, status: Status, at: datetime, why: str = "as seen") -> None:
    step_case(mission, Step(0, at, case_id, Status.RECEIVED, status, OFFICER, Capacity.OFFICER, why))


def opened(mission: Mission, key: str, at: datetime) -> str:
    return open_case(mission, Claimed((report_of(mission, key),), OFFICER, "a complaint came in"), at)[0]


def corrected(mission: Mission, at: datetime) -> None:
    """The source revises two dead to three, and the case on another incident is withdrawn."""
    case_id = opened(mission, "p-2", at)
    stepped(mission, case_id, Status.UNDER_VERIFICATION, at + HOUR)
    stepped(mission, case_id, Status.WITHDRAWN, at + 2 * HOUR, WITHDRAWN_WHY)
    took_in(mission, "patrol-2.csv", [line("p-1", FORTY_ONE, 36.80, "3")], at + 3 * HOUR)
