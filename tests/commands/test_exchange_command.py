"""holdfire exchange: what was issued, written for others by the commands, and served on this machine."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest
from typed import typed

from holdfire.mission.folder import Mission

SERVE = "from holdfire.commands import main; main()"


@pytest.fixture
def holdfire(capsys):
    return partial(typed, capsys)


@pytest.fixture
def issued(mission: Mission, holdfire) -> Mission:
    holdfire("publish", mission.folder, "--day", "2017-06-02", "--edition", "public", "--edition", "un")
    return mission


def test_each_form_is_written_and_says_what_it_held_back(issued: Mission, holdfire, tmp_path: Path):
    folder = issued.folder
    table = holdfire("exchange", "hxl", folder, "--out", tmp_path / "table.csv")
    marks = holdfire("exchange", "cot", folder, "--out", tmp_path / "marks.xml")
    assert table["rows"] > 0
    assert table["rows"] == marks["marks"] + len(marks["held_back"]), "nothing is left out unseen"
    assert {each["why"].split(":")[0] for each in marks["held_back"]} <= {
        "no point", "how well the point is known is not stated",
    }  # fmt: skip
    assert holdfire("exchange", "atom", folder, "--out", tmp_path / "feed.atom")["entries"] == 1
    told = holdfire("exchange", "features", folder, "--out", tmp_path / "features")
    assert told["collections"]["incidents"] == table["rows"]
    whole = json.loads(
        (tmp_path / "features" / "collections" / "incidents" / "items.json").read_text("utf-8")
    )
    assert whole["numberMatched"] == table["rows"]
    assert every_address_is_a_file(tmp_path / "features")
    alerts = holdfire(
        "exchange", "cap", folder, "--day", "2017-06-02", "--sender", "x@y", "--status", "Exercise", "--out",
        tmp_path / "alerts", "--of", "incidents",
    )  # fmt: skip
    assert sorted(path.name for path in (tmp_path / "alerts").glob("*.xml")) == sorted(alerts["alerts"])
    assert (tmp_path / "alerts" / "alerts.atom").is_file()
    assert len(alerts["alerts"]) + len(alerts["held_back"]) == table["rows"]


def every_address_is_a_file(folder: Path) -> bool:
    """A folder promises no address that it does not have, and no query."""
    described = json.loads((folder / "api.json").read_text("utf-8"))["paths"]
    conforms = json.loads((folder / "conformance.json").read_text("utf-8"))["conformsTo"]
    assert [each.rpartition("/")[2] for each in conforms] == ["geojson"]
    return all((folder / path[1:]).is_file() for path in described)


def test_an_edition_is_handed_on_to_no_wider_circle_than_its_own(issued: Mission, holdfire, tmp_path: Path):
    sources = {str(each) for each in issued.reports()["source"].unique()}
    for edition, named in (("public", False), ("un", True)):
        holdfire("exchange", "hxl", issued.folder, "--edition", edition, "--out", tmp_path / edition)
        written = (tmp_path / edition).read_text("utf-8")
        assert any(each in written for each in sources) == named, edition
    said = holdfire("exchange", "hxl", issued.folder, "--edition", "parties", "--out", tmp_path / "x", code=2)
    assert said.startswith("No bulletin of the parties edition is on file in ")
    assert "Issue one: holdfire publish " in said


def test_what_is_asked_wrongly_is_refused_and_nothing_is_written(issued: Mission, holdfire, tmp_path: Path):
    given = ("exchange", "cap", issued.folder, "--day", "2017-06-02", "--out", tmp_path / "alerts")
    said = holdfire(*given, "--sender", "desk@x.example", "--status", "Actual", code=2)
    assert "is of an exercise, and its alerts may not have the status Actual." in said
    assert "Missing option '--status'" in holdfire(*given, "--sender", "desk@x.example", code=2)
    said = holdfire("exchange", "atom", issued.folder, "--base", "https://x", "--out", tmp_path / "f", code=2)
    assert "--base https://x does not end with /." in said
    assert list(tmp_path.glob("alerts*")) == []


def test_a_server_answers_map_programs_and_sees_what_is_issued_later(issued: Mission, holdfire):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    call = [
        sys.executable,
        "-c",
        SERVE,
        "exchange",
        "serve",
        str(issued.folder),
        "--port",
        str(port),
        "--json",
    ]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            told = "".join(iter(server.stdout.readline, "}\n")) + "}"
            address = json.loads(told)["address"]
            assert address == f"http://127.0.0.1:{port}"
            before = matched(address)
            holdfire("publish", issued.folder, "--day", "2017-06-03", "--edition", "public")
            until = time.monotonic() + 20
            while matched(address) == before and time.monotonic() < until:
                time.sleep(0.1)
            assert matched(address) > before > 0
        finally:
            server.terminate()


def matched(address: str) -> int:
    with urllib.request.urlopen(f"{address}/collections/incidents/items?limit=1", timeout=10) as answer:
        found: int = json.loads(answer.read())["numberMatched"]
    return found


def test_a_file_comes_with_its_folders_and_a_folder_is_no_file(issued: Mission, holdfire, tmp_path: Path):
    out = tmp_path / "for" / "ocha" / "table.csv"
    assert holdfire("exchange", "hxl", issued.folder, "--out", out)["rows"] > 0
    assert out.is_file()
    assert "is a directory" in holdfire("exchange", "hxl", issued.folder, "--out", tmp_path, code=2)
    said = holdfire("exchange", "features", issued.folder, "--out", out, code=2)
    assert "is a file" in said


def test_marks_for_tak_are_a_package_where_the_file_is_a_zip(issued: Mission, holdfire, tmp_path: Path):
    told = holdfire("exchange", "cot", issued.folder, "--out", tmp_path / "marks.zip")
    with ZipFile(tmp_path / "marks.zip") as opened:
        assert len(opened.namelist()) == told["marks"] + 1
