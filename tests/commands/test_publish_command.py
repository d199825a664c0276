"""holdfire publish: what it says of corrigenda and of the gate, and an issued bulletin made again."""

import json
from pathlib import Path

import pytest
from test_command_line import Said

from holdfire import commands as command_line
from holdfire.mission.folder import ISSUED, Mission

LATE = (
    "source_key,when_start,when_end,when_precision,where_precision,lon,lat,radius_m,act\n"
    "late-1,2017-06-02T10:00:00Z,2017-06-02T10:01:00Z,instant,exact,36.63,35.93,500,fire/shelling\n"
)


@pytest.fixture
def run(capsys):
    def call(*words: object) -> Said:
        with pytest.raises(SystemExit) as left:
            command_line.main([str(word) for word in words])
        told = capsys.readouterr()
        return Said(int(left.value.code or 0), told.out, told.err)

    return call


def late(run, mission: Mission, tmp_path: Path) -> None:
    file = tmp_path / "late.csv"
    file.write_text(LATE)
    assert run("take-in", mission.folder, file, "--source", "holdfire").code == 0
    assert run("fuse", mission.folder).code == 0
    assert run("assess", mission.folder).code == 0


def test_publish_names_the_corrigenda_and_what_the_gate_looked_for(run, mission, tmp_path) -> None:
    first = run("publish", mission.folder, "--day", "2017-06-02")
    assert "corrigend" not in first.out
    assert "release gate: none of" in first.out
    late(run, mission, tmp_path)
    second = run("publish", mission.folder, "--day", "2017-06-03", "--json")
    (told,) = json.loads(second.out)["bulletins"]
    added = next(each for each in told["corrigenda"] if each["kind"] == "added late")
    assert (added["number"], added["before"], added["who"]) == ("153/2017", "not recorded", "a source")
    assert added["why"] == "another report came in"
    assert told["gate"]["looked_for"] > 100
    again = run("publish", mission.folder, "--day", "2017-06-03")
    assert "to No. 153/2017" in again.out
    assert "release gate" not in again.out


def test_check_makes_the_issued_bulletin_again_and_tells_what_differs(run, mission, tmp_path) -> None:
    run("publish", mission.folder, "--day", "2017-06-02")
    line = mission.entries(ISSUED)[-1].number
    late(run, mission, tmp_path)
    run("publish", mission.folder, "--day", "2017-06-02")
    asked = ("publish", mission.folder, "--day", "2017-06-02", "--check")
    for more in ((), ("--as-of", str(line))):
        found = run(*asked, *more)
        assert (found.code, "made again, byte-identical" in found.out) == (0, True), found.out
    (first,) = json.loads(run(*asked, "--as-of", str(line), "--json").out)["bulletins"]
    assert (first["journal_entry"], first["holds"], first["why"]) == (line, True, [])
    assert first["sealed"] == first["resealed"]
    page = mission.folder / "bulletins/2017-06-02/public/bulletin.html"
    page.write_text("all quiet")
    found = run(*asked, "--as-of", str(line))
    assert found.code == 1
    assert "NOT made again as it was issued\n  bulletin.html: changed on disk since" in found.out
    assert len(mission.entries(ISSUED)) == 2


def test_as_of_is_for_checking_and_a_day_or_a_line(run, mission) -> None:
    said = run("publish", mission.folder, "--day", "2017-06-02", "--as-of", "3")
    assert (said.code, "--as-of goes with --check" in said.err) == (2, True)
    said = run("publish", mission.folder, "--day", "2017-06-02", "--check", "--as-of", "noon")
    assert "'noon' is no line of the journal, no day and no time. Write 57, 2017-06-15 or" in said.err
    said = run("publish", mission.folder, "--day", "2017-06-02", "--check")
    assert "No bulletin of 2017-06-02 was issued in the public edition." in said.err
