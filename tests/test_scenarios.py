"""What an officer tries on the first day, from files to bulletin (numbers as in the trade's own list).

Each case goes the whole way: a file is taken in, fused, assessed, and the bulletin read back.
"""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import holdfire.commands as command_line
from holdfire.agreement.reading import library_pack
from holdfire.commands.demo import printed_tallies
from holdfire.incidents.judgements import Judgement
from holdfire.mission.folder import Mission
from holdfire.mission.founding import create
from holdfire.mission.issuing import issue
from holdfire.mission.settings import Settings, reporting_day
from holdfire.publish.edition import Edition
from holdfire.reports.source_map import library_source

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)

REPORT_HEAD = (
    "source_key,when_start,when_end,when_precision,where_precision,lon,lat,radius_m,act,actor_as_written,"
    "target_as_written,direction_stated,attributed_by,killed_low,killed_best,killed_high,killed_civilians,"
    "exemption_claimed,text,language\n"
)
TALLY_HEAD = (
    "bulletin,observer,origin,when_start,when_end,when_precision,area_as_written,unit,count,"
    "confirmed_by_other\n"
)


@pytest.fixture
def mission(tmp_path: Path) -> Mission:
    day = reporting_day("00:00", "Asia/Damascus", stated=False)
    settings = Settings("Idlib desk", "astana", ("SY",), False, day)
    return create(tmp_path / "mission", library_pack("astana"), settings, NOW)


def taken(mission: Mission, source: str, text: str) -> None:
    """Take a text in as a file of that source, fuse and assess."""
    file = mission.folder.parent / f"{source}.csv"
    file.write_text(text, "utf-8")
    result = mission.take_in(file, source, NOW, lambda more: None)
    assert result.quarantined == 0, mission.store.quarantine().collect().rows(named=True)
    mission.fuse(NOW)
    mission.assess(NOW)


def bulletin(mission: Mission, day: date, edition: Edition = Edition.UN) -> dict[str, Any]:
    folder = issue(mission, day, edition, NOW).folder
    return json.loads((folder / "bulletin.json").read_text("utf-8"))


def words(told: object) -> str:
    return json.dumps(told, ensure_ascii=False)


def answer(capsys: pytest.CaptureFixture[str], *call: str) -> dict[str, Any]:
    with pytest.raises(SystemExit) as left:
        command_line.main([*call, "--json"])
    assert left.value.code == 0
    return json.loads(capsys.readouterr().out)


def test_2_the_end_of_the_term_depends_on_whose_start_and_silence_prolongs_nothing(capsys) -> None:
    (term,) = answer(capsys, "agreement", "at", "astana", "2017-10-20")["terms"]
    ends = {reading["start"]: reading["end"] for reading in term["readings"]}
    assert ends == {"2017-05-04": "2017-11-04", "2017-05-05": "2017-11-05", "2017-09-15": "2018-03-15"}
    assert "same day of the month 6 months later" in term["month_rule"]
    warned = [reading["warning"] for reading in term["readings"]]
    assert warned[0].startswith("Ends in 15 days, on 2017-11-04; no consent to prolong it is on record from")
    assert warned[2] == ""
    (later,) = answer(capsys, "agreement", "at", "astana", "2017-11-04")["terms"]
    states = [reading["state"] for reading in later["readings"]]
    assert states == ["unknown: no record of consensus", "in force", "in force"]


def test_3_two_tallies_of_25_march_2017_stay_two_and_are_between_24_and_32(tmp_path: Path) -> None:
    printed = printed_tallies(tmp_path / "printed", NOW)
    told = bulletin(printed, date(2017, 3, 25))
    assert "Russian Federation 13; Republic of Turkey 19" in words(told)
    assert "at least 24, at most 32" in words(told)
    assert "not to be added" in words(told)
    assert (
        "Of the count by Republic of Turkey, the other side is said to confirm: "
        "1; contested or not answered: 18." in words(told)
    )
    assert "fire at Jabhat al-Nusra, an excluded group: an exemption claim" in words(told)
    assert told["incidents"] == []
    assert printed.derived("findings").is_empty()


def test_4_a_page_that_takes_registered_for_committed_creates_no_violation(mission: Mission) -> None:
    """Russia registered 17 cases and Turkey 38; a page writes that they "committed" them, 55 in all."""
    day = "2020-03-20T21:00:00Z,2020-03-21T21:00:00Z,day"
    taken(
        mission,
        "tallies",
        TALLY_HEAD
        + f"B1,russia,,{day},,facts of opening fire,17,\n"
        + f"B1,turkey,,{day},,facts of opening fire,38,\n",
    )
    head = REPORT_HEAD.replace("\n", ",unit,count\n")
    claim = f"{day},country,,,,fire,{{actor}},,false,,,,,,,{{text}},en,violations,{{count}}\n"
    taken(
        mission,
        "holdfire",
        head
        + "kom-1," + claim.format(actor="Russia", text="Russia committed 17 violations", count=17)
        + "kom-2," + claim.format(actor="Turkey", text="Turkey committed 38 violations", count=38)
        + "kom-3," + claim.format(actor="", text="55 violations of the ceasefire", count=55),
    )  # fmt: skip
    aside = mission.derived("set_aside").sort("kind", "report_id")
    assert aside["kind"].to_list() == ["observer listed as an offender"] * 2 + ["sum over observers"]
    assert all(aside["tally_ids"].list.len() > 0), "each is linked to the bulletin's tallies"
    assert mission.derived("incidents").is_empty()
    assert mission.derived("findings").is_empty()
    assert mission.reports().height == 3, "the page is kept as it was taken in"
    told = bulletin(mission, date(2020, 3, 21))
    assert told["incidents"] == []
    assert "at least 38, at most 55" in words(told)
    assert [each["value"] for each in told["figures"] if each["unit"] == "incidents" and each["value"]] == []
    for kept in (
        "Reports that add observers' counts up, kept as printed and fused with nothing: 1.",
        "Reports that name an observer as offender for what it counted, kept and fused with nothing: 2.",
        "55 is the sum of what russia (17) and turkey (38) each printed for 2020-03-21.",
    ):
        assert kept in words(told)


def test_5_a_relayed_part_of_a_count_is_one_origin_and_verifies_nothing(mission: Mission) -> None:
    """34 counted by Russia, 31 of them on the word of the Syrian side; 2 by Turkey, none confirmed."""
    span = "2020-03-20T21:00:00Z,2020-03-21T21:00:00Z,day"
    taken(
        mission,
        "tallies",
        TALLY_HEAD
        + f"B1,russia,,{span},,facts of opening fire,34,\n"
        + f"B1,russia,syria,{span},,facts of opening fire,31,\n"
        + f"B1,turkey,,{span},,facts of opening fire,2,0\n",
    )
    told = words(bulletin(mission, date(2020, 3, 21)))
    assert "Of the total by Russian Federation: 31 relayed from Government of Syria (one origin)." in told
    assert "Of the total by Russian Federation: 3 origin not stated." in told
    assert (
        "Of the count by Republic of Turkey, the other side is said to confirm: "
        "0; contested or not answered: 2." in told
    )
    assert "at least 34, at most 36" in told


def test_7_five_claims_of_one_shelling_are_proposed_as_one_incident_that_a_person_can_take_apart(
    mission: Mission,
) -> None:
    """Both sides complain days apart, an NGO and a video tell of it, a bulletin names only the province."""
    shelled = "fire/shelling,Government of Syria,Ahrar al-Sham,true"
    told = {
        "opposition-complaint": "2017-06-15T13:00:00Z,2017-06-15T14:00:00Z,hour,near,36.60,35.40,3000",
        "government-complaint": "2017-06-14T21:00:00Z,2017-06-15T21:00:00Z,day,near,36.61,35.41,3000",
        "an-ngo": "2017-06-15T12:00:00Z,2017-06-15T13:00:00Z,hour,near,36.605,35.405,2000",
        "a-video": "2017-06-15T13:05:00Z,2017-06-15T13:06:00Z,instant,exact,36.602,35.402,500",
        "province-bulletin": "2017-06-14T21:00:00Z,2017-06-15T21:00:00Z,day,adm1,,,",
    }
    for name, claim in told.items():
        copy = mission.folder / "sources" / f"{name}.yml"
        copy.write_text(library_source("holdfire").read_text("utf-8"), "utf-8")
        taken(
            mission, name, REPORT_HEAD.replace("\n", ",adm1\n") + f"{name}-1,{claim},{shelled},,,,,,,,,Hama\n"
        )

    (proposed,) = mission.derived("incidents").rows(named=True)
    assert len(proposed["report_ids"]) == 5, "all reports are kept"
    membership = mission.derived("membership")
    assert membership["judged_by"].null_count() == 5, "nobody has said so yet: it is a proposal"
    assert (proposed["where_precision"], proposed["radius_m"]) == ("exact", 500.0), "the pin is the video's"
    pairs = mission.derived("pairs")
    vague = mission.reports().filter(pl.col("where_precision") == "adm1")["report_id"].item()
    with_vague = pairs.filter((pl.col("left") == vague) | (pl.col("right") == vague))
    assert 0 < with_vague["place"].null_count() == with_vague.height, "a province is no evidence of a pin"

    ngo, video = (
        mission.reports().filter(pl.col("source") == name)["report_id"].item()
        for name in ("an-ngo", "a-video")
    )
    apart = Judgement(ngo, video, "not same", "A. Haddad", NOW, "two craters, 900 m apart")
    mission.judge(apart)
    mission.fuse(NOW)
    assert mission.derived("incidents").height == 2
    again = Judgement(ngo, video, "same", "B. Novak", NOW + timedelta(hours=1), "the second crater is older")
    mission.judge(again)
    mission.fuse(NOW)
    assert mission.derived("incidents").height == 1, "the merge is reversible both ways"
    assert [each.by for each in mission.judgements()] == ["A. Haddad", "B. Novak"]
    assert [each.why for each in mission.judgements()] == [apart.why, again.why]


def test_8_a_claimed_exemption_is_tested_and_the_incident_with_its_civilian_stays(mission: Mission) -> None:
    """20 September 2018, in the belt; the source writes Nusra, who went by HTS that day."""
    taken(
        mission,
        "holdfire",
        REPORT_HEAD
        + "k-1,2018-09-20T07:00:00Z,2018-09-20T07:01:00Z,instant,exact,36.9,35.54,1000,fire/shelling,"
        + "Government of Syria,Nusra,true,un,1,1,1,1,true,HTS position shelled; house hit,en\n",
    )
    (incident,) = mission.derived("incidents").rows(named=True)
    assert (incident["target"], incident["exemption_claimed"]) == (["nusra"], True)
    findings = mission.derived("findings").filter(pl.col("provision") == "c16-use-of-force")
    (finding,) = findings.rows(named=True)
    assert finding["verdict"] == "undetermined"
    assert finding["exemption"].startswith("claimed: ")
    told = bulletin(mission, date(2018, 9, 20))
    assert [each["incident_id"] for each in told["incidents"]] == [incident["incident_id"]]
    assert "Exemption claims" in words(told)


def test_9_between_two_maps_a_rough_place_is_undecidable_by_the_map_of_that_day(mission: Mission) -> None:
    """300 m outside the line of May, 200 m inside that of 15 September 2017, known to 1 km."""
    at = "instant,exact,36.5607,35.3144,1000,fire/shelling,Government of Syria,Ahrar al-Sham,true,un"
    taken(
        mission,
        "holdfire",
        REPORT_HEAD
        + f"before,2017-09-01T07:00:00Z,2017-09-01T07:01:00Z,{at},,,,,,,\n"
        + f"after,2017-10-01T07:00:00Z,2017-10-01T07:01:00Z,{at},,,,,,,\n",
    )
    placed = (
        mission.derived("placement")
        .filter(pl.col("zone") == "idlib")
        .join(mission.derived("incidents").select("incident_id", "when_start"), on="incident_id")
        .sort("when_start")
    )
    assert placed["zone_version"].to_list() == ["idlib-2017-05", "idlib-2017-09"]
    assert placed["inside"].to_list() == [None, None]
    assert all(0 < share < 1 for share in placed["share"].to_list())
    verdicts = mission.derived("findings").filter(pl.col("provision") == "memo17-use-of-weapons")["verdict"]
    assert verdicts.to_list() == ["undetermined", "undetermined"]
    zones = next(
        section
        for section in bulletin(mission, date(2017, 10, 1))["sections"]
        if section["anchor"] == "zones"
    )
    assert "idlib" in words(zones).lower()


@pytest.fixture(scope="module")
def syria(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every row of UCDP GED on Syria, 2016 to 2019, under the Astana pack with OCHA's governorates."""
    folder = tmp_path_factory.mktemp("syria") / "mission"
    adm1 = shared / "ocha_syria_admin/syr_adm1_ocha_2018_simplified.geojson"
    ged = shared / "ucdp_ged_syria/ged_syria_20160101_20191130.csv.gz"
    names = ("--id", "PCODE", "--name", "NAME_EN", "--name", "NAME_AR")
    for call in (
        ("init", folder, "--agreement", "astana"),
        ("places", "areas", folder, adm1, "--level", 1, *names),
        ("run", folder, ged, "--source", "ucdp-ged"),
    ):
        with pytest.raises(SystemExit) as left:
            command_line.main([str(word) for word in call])
        assert left.value.code == 0
    return folder


def test_all_16566_rows_of_ged_are_taken_in_and_none_is_lost(syria: Path, capsys) -> None:
    mission = Mission.open(syria)
    (entry,) = mission.entries("intake")
    assert entry.content["read"] == 16_566
    assert int(str(entry.content["accepted"])) + int(str(entry.content["quarantined"])) == 16_566
    inside = mission.derived("incidents")["report_ids"].list.explode().sort()
    assert inside.to_list() == mission.reports()["report_id"].sort().to_list()


def test_idlib_month_by_month_is_what_the_rows_show(syria: Path, capsys) -> None:
    told = answer(capsys, "series", str(syria), "--by", "unit", "--from", "2017-01", "--to", "2017-08")
    idlib = next(area for area in told["areas"] if area["name"] == "Idleb")
    assert told["months"][0] == "2017-01"
    assert idlib["counts"] == [29, 41, 45, 52, 7, 16, 36, 9]
    apart = {each["why"]: each["count"] for each in told["apart"]}
    assert sum(apart.values()) > 0


@pytest.mark.parametrize("day", ["2017-01-01", "2017-04-04", "2017-06-15", "2017-12-31"])
def test_any_day_of_2017_has_a_bulletin(syria: Path, day: str) -> None:
    told = bulletin(Mission.open(syria), date.fromisoformat(day))
    assert told["day"] == day
    assert {section["anchor"] for section in told["sections"]} >= {"summary", "zones", "tallies"}
