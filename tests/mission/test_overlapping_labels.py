"""Two observers who break their counts down by other areas, through a mission's own maps."""

from datetime import UTC, date, datetime
from pathlib import Path

from two_days import settings

from holdfire.agreement.reading import library_pack
from holdfire.mission.folder import Mission
from holdfire.mission.founding import create
from holdfire.mission.lining_up import LinedUp, lined_up
from holdfire.mission.on_file import on_file

NOW = datetime(2018, 2, 12, 12, tzinfo=UTC)
DAY = date(2018, 2, 10)
HEAD = "bulletin,observer,origin,when_start,when_end,when_precision,area,area_as_written,unit,count,note\n"
SPAN = "2018-02-09T17:30:00Z,2018-02-10T17:30:00Z,day"


def mission_with(folder: Path, *figures: tuple[str, str, int]) -> Mission:
    """A mission that holds these counts: observer, area as printed ("" for the total), number."""
    mission = create(folder / "mission", library_pack("astana"), settings(), NOW)
    file = folder / "tallies.csv"
    lines = [f"B1,{name},{name},{SPAN},{area},{area},facts,{count},\n" for name, area, count in figures]
    file.write_text(HEAD + "".join(lines), "utf-8")
    mission.take_in(file, "tallies", NOW, lambda more: None)
    return mission


def found(folder: Path, *figures: tuple[str, str, int]) -> LinedUp:
    return lined_up(on_file(mission_with(folder, *figures)), DAY, DAY)


def test_four_by_the_zone_and_four_by_the_governorate_in_it_are_four_to_eight(tmp_path: Path) -> None:
    rows = [("russia", "", 4), ("russia", "idlib", 4), ("turkey", "", 4), ("turkey", "SY-ID", 4)]
    bounds = found(tmp_path, *rows).bounds
    assert bounds.text == "4 to 8"
    assert [(each.area, each.lower, each.upper) for each in bounds.areas] == [
        ("SY-ID", 4, 8),
        ("idlib", 4, 8),
    ]
    assert any(said.startswith("On the map these overlap") for said in bounds.assumptions)


def test_governorates_lie_apart_and_their_largest_counts_add_up(tmp_path: Path) -> None:
    rows = [("russia", "SY-ID", 4), ("turkey", "SY-HM", 3), ("turkey", "SY-ID", 1)]
    assert found(tmp_path, *rows).bounds.text == "7 to 8"


def test_two_spellings_that_no_map_knows_are_named(tmp_path: Path) -> None:
    rows = [("russia", "Jabal", 4), ("turkey", "Gabal", 4)]
    said = found(tmp_path, *rows).bounds.assumptions
    assert any(each.endswith("no other label covers: Gabal, Jabal.") for each in said)
