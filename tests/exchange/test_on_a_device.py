"""The field form in the engine of ODK Collect itself (JavaRosa, within the validator that pyxform brings).

Skipped where there is no Java compiler. The engine here is what telephones run: what it asks, refuses,
reckons and writes is what comes to a mission.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pyxform
from test_field_form import form, taken_in, xform

from holdfire.mission.folder import Mission

JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
SOURCE = Path(__file__).parent / "FilledForm.java"

pytestmark = pytest.mark.skipif(
    not shutil.which("javac") or not JAR.exists(), reason="no Java compiler, or pyxform without validator"
)

Fill = Callable[[str], tuple[bytes, list[str]]]


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the compiled program and the form."""
    folder = tmp_path_factory.mktemp("engine")
    subprocess.run(["javac", "-cp", JAR, "-d", folder, SOURCE], check=True, timeout=120)
    (folder / "form.xml").write_text(xform(), encoding="utf-8")
    return folder


@pytest.fixture
def fill(engine: Path, tmp_path: Path) -> Fill:
    """Answers, one a line (kind, path, value), to the submission and what the engine did not let through."""

    def filled(answers: str) -> tuple[bytes, list[str]]:
        lines = ["\t".join(each.split(None, 2)) for each in answers.strip().splitlines()]
        (tmp_path / "answers.tsv").write_text("\n".join(lines), encoding="utf-8")
        call = ["java", "-cp", f"{JAR}{os.pathsep}{engine}", "FilledForm", str(engine / "form.xml")]
        call.append(str(tmp_path / "answers.tsv"))
        surroundings = os.environ | {"TZ": "Asia/Damascus"}
        done = subprocess.run(call, capture_output=True, check=False, timeout=120, env=surroundings)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout, done.stderr.decode().splitlines()

    return filled


def test_the_validator_of_odk_takes_the_form(engine: Path) -> None:
    done = subprocess.run(
        ["java", "-jar", JAR, engine / "form.xml"], capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"Xform is valid" in done.stdout + done.stderr


def test_the_engine_refuses_and_reckons_as_the_form_means_it(fill: Fill, mission: Mission) -> None:
    town = next(row for row in form().listed("towns") if "idlib" in row["zones"].split())
    sent, kept_out = fill(f"""
        select   what/act          fire.shelling
        text     what/text         Трижды; потом тихо
        select   what/language     ru
        select   when/how          span
        dateTime when/from         2099-06-15T14:20:00.000+03:00
        dateTime when/from         2025-06-15T14:20:00.000+03:00
        dateTime when/to           2025-06-15T13:20:00.000+03:00
        dateTime when/to           2025-06-15T16:20:00.000+03:00
        select   where/how         town
        select   where/zone        idlib
        select   where/town        {town["name"]}
        integer  where/tap_m       5
        decimal  where/distance_km 31
        decimal  where/distance_km 4
        select   where/direction   n
        select   source/how        told
        select   source/told_by    turkey
        select   who/actor         syria
        select   who/target        opposition
        select   toll/killed       known
        integer  toll/killed_low   2
        integer  toll/killed_high  1
        integer  toll/killed_high  2
        select   toll/injured      not_known
    """)
    assert kept_out == [
        "refused when/from 2099-06-15T14:20:00.000+03:00",
        "refused when/to 2025-06-15T13:20:00.000+03:00",
        "not asked where/tap_m",
        "refused where/distance_km 31",
        "refused toll/killed_high 1",
    ]
    (report,) = taken_in(mission, sent)
    assert report["when_start"] == datetime(2025, 6, 15, 11, 20, tzinfo=UTC)
    assert report["when_end"] == datetime(2025, 6, 15, 13, 20, tzinfo=UTC)
    north = float(town["lat"]) + 4 / float(town["km_lat"])
    assert (report["lat"], report["lon"]) == (pytest.approx(north, abs=1e-5), float(town["lon"]))
    assert (report["radius_m"], report["where_precision"]) == (4_000, "near")
    assert report["place_as_written"] == town["written"]
    assert (report["origin"], report["attributed_by"]) == ("turkey", "turkey")
    assert (report["actor"], report["target"]) == (["syria"], ["opposition"])
    assert (report["killed_low"], report["killed_best"], report["killed_high"]) == (2, 2, 2)
    assert report["injured_low"] is None
    assert report["text"] == "Трижды; потом тихо"


def test_the_accuracy_of_the_device_and_the_day_come_through(fill: Fill, mission: Mission) -> None:
    sent, kept_out = fill("""
        select   what/act      advance
        select   when/how      day
        date     when/day      2025-06-15
        select   where/how     here
        geopoint where/gps     35.93 36.63 412.5 8.2
        text     where/place   تل
        select   source/how    saw
        text     source/team   post-7
        select   who/actor     not_known
        select   who/target    not_known
        select   toll/killed   not_known
        select   toll/injured  not_known
    """)
    assert kept_out == []
    (report,) = taken_in(mission, sent)
    assert f"{report['when_start']:%Y-%m-%d %H:%M}" == "2025-06-14 21:00"
    assert report["when_precision"] == "day"
    assert (report["lat"], report["lon"], report["radius_m"]) == (35.93, 36.63, 8.2)
    assert (report["actor"], report["target"], report["killed_low"]) == (None, None, None)
    assert report["place_as_written"] == "تل"
