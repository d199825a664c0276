"""mission.toml: what a mission is told once, read strictly."""

from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.errors import MissionError
from holdfire.mission.settings import Settings, read_settings
from holdfire.moments import ReportingDay

UKRAINE_DAY = ReportingDay(time(19, 30), ZoneInfo("Europe/Kyiv"))
SETTINGS = Settings("Idlib, June 2017", "astana", ("SY",), False, UKRAINE_DAY)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mission.toml"
    path.write_text(SETTINGS.as_toml(), "utf-8")
    return path


def test_what_is_written_is_read_back(file: Path) -> None:
    assert read_settings(file) == SETTINGS


@given(st.text())
def test_any_name_is_read_back(tmp_path_factory, name: str) -> None:
    path = tmp_path_factory.mktemp("mission") / "mission.toml"
    settings = Settings(name, "astana", (), True, UKRAINE_DAY)
    path.write_bytes(settings.as_toml().encode())
    assert read_settings(path) == settings


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        pytest.param("name =", "nam =", "lacks name", id="a key missing"),
        pytest.param("exercise =", "drill = true\nexercise =", "has drill, which", id="a key unknown"),
        pytest.param('"19:30"', '"half past seven"', "'half past seven' is no time of day", id="no time"),
        pytest.param('"19:30"', "1930", "reporting_day.cutoff is 1930, not text in quotes", id="no text"),
        pytest.param('"Europe/Kyiv"', '"EET/Kiev"', "no time zone 'EET/Kiev'", id="no such zone"),
        pytest.param("form = 1", "form = 2", "form = 2, and this Holdfire reads form 1", id="a later form"),
        pytest.param("exercise = false", 'exercise = "no"', "is 'no', not true or false", id="no truth"),
        pytest.param("[reporting_day]", "[reporting_day", "cannot be read", id="no TOML"),
    ],
)
def test_every_slip_is_named(file: Path, was: str, becomes: str, message: str) -> None:
    file.write_text(file.read_text("utf-8").replace(was, becomes), "utf-8")
    with pytest.raises(MissionError) as raised:
        read_settings(file)
    assert message in str(raised.value)


def test_a_folder_without_settings_is_no_mission(tmp_path: Path) -> None:
    with pytest.raises(MissionError, match=r"is no mission: it has no mission\.toml\. Start one with"):
        read_settings(tmp_path / "mission.toml")
