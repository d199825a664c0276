"""holdfire exemptions: the claim, what was hit by its name, what testing shows, and the harm."""

import json
from pathlib import Path

import pytest

import holdfire.commands as command_line

HEAD = (
    "source_key,when_start,when_end,when_precision,where_precision,lon,lat,radius_m,act,actor_as_written,"
    "target_as_written,direction_stated,exemption_claimed,killed_civilians\n"
)
ROW = (
    "k-1,2018-09-20T08:00:00Z,2018-09-20T08:30:00Z,hour,exact,36.6,35.6,500,fire/shelling,"
    "Government of Syria,Nusra,true,true,1\n"
)


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    (tmp_path / "belt.csv").write_text(HEAD + ROW)
    mission = tmp_path / "mission"
    for call in (
        ("init", mission, "--agreement", "astana"),
        ("take-in", mission, tmp_path / "belt.csv", "--source", "holdfire"),
        ("fuse", mission),
        ("assess", mission),
    ):
        assert said(capsys, *call)[0] == 0
    return mission


def said(capsys: pytest.CaptureFixture[str], *call: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        command_line.main([str(word) for word in call])
    return int(left.value.code or 0), capsys.readouterr().out


def test_a_claim_is_listed_with_whom_it_hit_by_name_and_its_harm(folder, capsys) -> None:
    code, out = said(capsys, "exemptions", folder, "--day", "2018-09-20")
    assert (code, out.splitlines()[0]) == (
        0,
        "1 exemption claim: 1 supported, 0 contradicted, 0 untestable",
    )
    assert "2018-09-20  supported; civilians harmed" in out
    assert "    target: Jabhat al-Nusra (Hayat Tahrir al-Sham). " in out
    keys = json.loads(said(capsys, "exemptions", folder, "--json")[1])
    assert (keys["claimed"], keys["supported"], keys["rows"][0]["civilian_harm"]) == (1, 1, True)


def test_another_day_has_none(folder, capsys) -> None:
    keys = json.loads(said(capsys, "exemptions", folder, "--day", "2018-09-21", "--json")[1])
    assert (keys["claimed"], keys["rows"]) == (0, [])
