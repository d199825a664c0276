"""The demonstration: everything at once, twice, and never over somebody else's folder."""

import json
from pathlib import Path

import pytest

import holdfire.commands as command_line


def demo(*words: object) -> int:
    with pytest.raises(SystemExit) as left:
        command_line.main(["demo", *(str(word) for word in words)])
    return int(left.value.code or 0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("there") / "demo"
    assert demo("--out", out) == 0
    return out


def test_it_ends_with_bulletins_in_three_editions(made: Path) -> None:
    for edition in ("public", "parties", "un"):
        names = {path.name for path in (made / "mission/bulletins/2017-06-14" / edition).iterdir()}
        assert {"bulletin.html", "bulletin.json", "map.svg", "incidents.csv", "manifest.json"} <= names


def test_every_bulletin_of_made_up_reports_says_so(made: Path) -> None:
    for page in (made / "mission/bulletins").rglob("bulletin.html"):
        assert "EXERCISE" in page.read_text("utf-8").split("<main")[0] + page.read_text("utf-8")[:4000]


def test_a_second_run_replaces_it_and_says_what_it_found(made: Path, capsys) -> None:
    assert demo("--out", made, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    exercise = told["exercise"]
    assert exercise["read"] == exercise["accepted"] + exercise["duplicate"] + exercise["quarantined"]
    march = told["printed"][0]
    assert (march["day"], march["lower"], march["upper"]) == ("2017-03-25", 24, 32)


def test_a_folder_it_did_not_make_is_not_touched(tmp_path: Path, capsys) -> None:
    (tmp_path / "letters.txt").write_text("keep")
    assert demo("--out", tmp_path) == 2
    told = capsys.readouterr().err
    assert f"{tmp_path} is not empty and was not made by holdfire demo: it has no HOLDFIRE-DEMO.txt." in told
    assert "Nothing was touched." in told
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]
