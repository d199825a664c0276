"""holdfire registers, from files to the answer: as printed, as summed, bounds, flags, lists lined up."""

import json
import re
from pathlib import Path

import pytest

import holdfire.commands as command_line

TALLIES = "bulletin,observer,origin,when_start,when_end,when_precision,area,area_as_written,unit,count,note\n"
SPAN = "2017-03-24T22:00:00Z,2017-03-25T22:00:00Z,day"
UNIT = "facts of opening fire"
RUSSIA = {"": 13, "Damascus": 4, "Daraa": 1, "Latakia": 4, "Hama": 4}
TURKEY = {"": 19, "Hama": 8, "Damascus": 6, "Aleppo": 3, "Homs": 1, "Idlib": 1}
REPORTS = (
    "source_key,when_start,when_end,when_precision,where_precision,lon,lat,radius_m,act,unit,count,"
    "actor_as_written,exemption_claimed\n"
)


def told(capsys, *call):
    code, out, err = said(capsys, *call, "--json")
    assert code == 0, err
    return json.loads(out)


def said(capsys, *call):
    with pytest.raises(SystemExit) as left:
        command_line.main([str(word) for word in call])
    written = capsys.readouterr()
    return left.value.code, written.out, written.err


def tally_lines(**figures):
    return "".join(
        f"B1,{observer},{observer},{SPAN},{area},{area},{UNIT},{count},\n"
        for observer, counts in figures.items()
        for area, count in counts.items()
    )


@pytest.fixture
def folder(tmp_path: Path, capsys) -> Path:
    assert said(capsys, "init", tmp_path / "mission", "--agreement", "astana")[0] == 0
    return tmp_path / "mission"


def taken_in(capsys, folder: Path, source: str, name: str, text: str) -> None:
    file = folder.parent / name
    file.write_text(text, "utf-8")
    code, out, err = said(capsys, "take-in", folder, file, "--source", source)
    assert (code, "0 quarantined" in out) == (0, True), out + err


def own_list(capsys, folder: Path, party: str, *rows: str) -> None:
    """A list that is that observer's register."""
    library = Path(command_line.__file__).parents[1] / "library" / "sources" / "holdfire.yml"
    own = folder / "sources" / f"{party}-list.yml"
    own.parent.mkdir(exist_ok=True)
    own.write_text(f"{library.read_text('utf-8')}\nregister: {party}\n", "utf-8")
    taken_in(capsys, folder, f"{party}-list", f"{party}.csv", REPORTS + "\n".join(rows) + "\n")


def fire(key, lon, lat=35.13, act="fire/shelling", exempt=""):
    at = "2017-03-25T10:00:00Z,2017-03-25T10:01:00Z,instant,exact"
    return f"{key},{at},{lon},{lat},1000,{act},,,,{exempt}"


def test_3_two_tallies_stay_two_as_printed_and_as_summed_and_are_between_24_and_32(folder, capsys):
    taken_in(capsys, folder, "tallies", "t.csv", TALLIES + tally_lines(russia=RUSSIA, turkey=TURKEY))
    found = told(capsys, "registers", folder, "--day", "2017-03-25", "--side", "russia", "--side", "turkey")
    total = found["total"]
    assert (total["lower"], total["upper"]) == (24, 32)
    assert {side: (each["as_printed"], each["as_summed"]) for side, each in total["counts"].items()} == {
        "russia": (13, 13),
        "turkey": (19, 19),
    }
    hama = next(each for each in found["areas"] if each["area"] == "Hama")
    assert (hama["counts"]["russia"]["as_printed"], hama["counts"]["turkey"]["as_printed"]) == (4, 8)
    assert (hama["lower"], hama["upper"]) == (8, 12)
    aleppo = next(each for each in found["areas"] if each["area"] == "Aleppo")
    assert aleppo["counts"]["russia"] is None
    assert (found["units"], found["flags"], found["line_up"]) == ([UNIT], [], None)
    assert any("labelled alike" in each for each in found["assumptions"])


def test_the_answer_for_people_is_a_table_bounds_assumptions_and_flags(folder, capsys):
    taken_in(
        capsys, folder, "tallies", "t.csv", TALLIES + tally_lines(russia={"": 3, "Hama": 4}, turkey={"": 2})
    )
    _, out, _ = said(capsys, "registers", folder, "--day", "2017-03-25")
    lines = out.splitlines()
    assert re.split(r" {2,}", lines[2]) == ["area", "Russian Federation", "Republic of Turkey", "distinct"]
    assert ["total,", "as", "printed", "3", "2", "3", "to", "6"] in [line.split() for line in lines]
    assert "Distinct happenings behind these counts: 3 to 6. This holds if:" in lines
    assert (
        "  - Russian Federation, total: its areas make 4, the total printed is 3 [parts exceed the total]"
        in lines
    )
    assert "do not add them up" in out


def test_areas_and_days_asked_for_are_bounded_alone(folder, capsys):
    later = (
        tally_lines(russia={"": 2, "Hama": 2})
        .replace("03-24T", "03-25T")
        .replace("03-25T22:00:00Z,day", "03-26T22:00:00Z,day")
    )
    text = TALLIES + tally_lines(russia=RUSSIA, turkey=TURKEY) + later
    taken_in(capsys, folder, "tallies", "t.csv", text)
    hama = told(capsys, "registers", folder, "--day", "2017-03-25", "--area", "Hama")
    assert (hama["total"]["lower"], hama["total"]["upper"], len(hama["areas"])) == (8, 12, 1)
    assert hama["total"]["counts"]["turkey"]["as_printed"] is None
    both = told(capsys, "registers", folder, "--from", "2017-03-25", "--to", "2017-03-26")
    assert [(each["day"], each["lower"], each["upper"]) for each in both["days"]] == [
        ("2017-03-25", 24, 32),
        ("2017-03-26", 2, None),
    ]
    assert (both["total"]["lower"], both["total"]["upper"]) == (26, None)
    russia, turkey = (both["total"]["counts"][side] for side in ("russia", "turkey"))
    assert (russia["as_printed"], turkey["as_printed"], turkey["low"]) == (15, None, 19)
    assert "No happening is counted on two days." in both["assumptions"]


def test_lists_tighten_the_bounds_and_are_lined_up_one_to_one(folder, capsys):
    taken_in(capsys, folder, "tallies", "t.csv", TALLIES + tally_lines(russia={"": 2}, turkey={"": 2}))
    assert told(capsys, "registers", folder, "--day", "2017-03-25")["total"]["lower"] == 2
    own_list(capsys, folder, "russia", fire("a", 36.75), fire("b", 37.15, exempt="true"))
    own_list(capsys, folder, "turkey", fire("c", 36.751), fire("d", 36.2, lat=36.1))
    found = told(capsys, "registers", folder, "--day", "2017-03-25")
    assert (found["total"]["lower"], found["total"]["upper"]) == (3, 4)
    assert {side: each["listed"] for side, each in found["total"]["counts"].items()} == {
        "russia": 2,
        "turkey": 2,
    }
    counts = found["line_up"]["counts"]
    assert (counts["matched"], counts["exempt claimed"], counts["one-sided"]) == (1, 1, 1)
    _, out, _ = said(capsys, "registers", folder, "--day", "2017-03-25")
    assert "2 (lists 2)" in out
    assert "Lists lined up, one to one:" in out
    before = told(capsys, "registers", folder, "--day", "2017-03-25", "--as-of", "2")
    assert (before["total"]["lower"], before["line_up"]) == (2, None)


def test_a_source_without_register_can_be_named_a_list(folder, capsys):
    taken_in(capsys, folder, "holdfire", "r.csv", REPORTS + fire("a", 36.75) + "\n" + fire("b", 37.15) + "\n")
    taken_in(capsys, folder, "tallies", "t.csv", TALLIES + tally_lines(russia={"": 1}))
    call = ("registers", folder, "--day", "2017-03-25", "--list", "turkey=holdfire")
    found = told(capsys, *call)
    assert found["sides"] == ["russia", "turkey"]
    assert (found["total"]["lower"], found["total"]["upper"]) == (2, 3)
    assert "turkey: no tally; its list of 2 is taken to be its count." in found["assumptions"]


def test_4_seventeen_and_fifty_five_make_no_incident_and_are_linked_to_the_tallies(folder, capsys):
    """An outlet: Russia and Turkey "committed" 55 violations, 17 of them Turkey."""
    taken_in(capsys, folder, "tallies", "t.csv", TALLIES + tally_lines(russia={"": 38}, turkey={"": 17}))
    day = "2017-03-24T22:00:00Z,2017-03-25T22:00:00Z,day,country,,,,fire,violations"
    rows = f"kom-1,{day},55,Russia; Turkey,\nkom-2,{day},17,Turkey,\n{fire('true', 36.75)}\n"
    taken_in(capsys, folder, "holdfire", "kom.csv", REPORTS + rows)
    assert told(capsys, "fuse", folder)["incidents"] == 1
    found = told(capsys, "registers", folder, "--day", "2017-03-25")
    assert [each["kind"] for each in found["set_aside"]] in (
        ["sum over observers", "observer listed as an offender"],
        ["observer listed as an offender", "sum over observers"],
    )
    tally_ids = {side: each["tally_ids"] for side, each in found["total"]["counts"].items()}
    linked = {each["kind"]: each["tally_ids"] for each in found["set_aside"]}
    assert linked["sum over observers"] == sorted(tally_ids["russia"] + tally_ids["turkey"])
    assert linked["observer listed as an offender"] == tally_ids["turkey"]
    assert (found["total"]["lower"], found["total"]["upper"]) == (38, 55)
    as_list = told(capsys, "registers", folder, "--day", "2017-03-25", "--list", "iran=holdfire")
    assert as_list["total"]["counts"]["iran"]["listed"] == 1


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ((), "Give either --day, or both --from and --to."),
        (("--from", "2017-03-25"), "Give either --day, or both --from and --to."),
        (("--day", "2017-03-25", "--side", "rusia"), "There is no observer rusia in this mission."),
        (("--day", "2017-03-25", "--area", "Atlantis"), "There is no area Atlantis here."),
        (("--day", "2017-03-25", "--list", "turkey"), "write PARTY=SOURCE"),
        (("--day", "2017-03-25", "--list", "turkey=nobody"), "There are no reports of nobody."),
        (("--from", "2017-03-26", "--to", "2017-03-25"), "2017-03-25 comes before 2017-03-26."),
    ],
)
def test_a_slip_is_told_with_what_there_is(folder, capsys, options, why):
    taken_in(capsys, folder, "tallies", "t.csv", TALLIES + tally_lines(russia=RUSSIA, turkey=TURKEY))
    code, _, err = said(capsys, "registers", folder, *options)
    assert (code, why in err) == (2, True), err


def test_what_the_other_side_confirms_and_what_is_only_relayed_stands_beside_the_totals(folder, capsys):
    head = TALLIES.replace(",note\n", ",confirmed_by_other\n")
    lines = [
        f"B1,russia,,{SPAN},,,{UNIT},34,",
        f"B1,russia,syria,{SPAN},,,{UNIT},31,",
        f"B1,turkey,,{SPAN},,,{UNIT},19,1",
        f"B1,turkey,,{SPAN},Hama,Hama,{UNIT},8,0",
    ]
    taken_in(capsys, folder, "tallies", "t.csv", head + "\n".join(lines) + "\n")
    found = told(capsys, "registers", folder, "--day", "2017-03-25")
    (said_of,) = found["confirmed"]
    assert said_of | {"tally_ids": []} == {
        "day": "2017-03-25",
        "observer": "turkey",
        "count": 19,
        "low": 1,
        "high": 1,
        "left": 18,
        "tally_ids": [],
    }
    assert [(each["origin"], each["count"]) for each in found["relayed"]] == [("syria", 31), (None, 3)]
    alone = told(capsys, "registers", folder, "--day", "2017-03-25", "--side", "russia")
    assert (alone["confirmed"], len(alone["relayed"])) == ([], 2)
    _, out, _ = said(capsys, "registers", folder, "--day", "2017-03-25")
    assert (
        "Of the 19 counted by Republic of Turkey the other side is said to confirm 1; contested or not "
        "answered: 18." in out
    )
    assert "Of the count by Russian Federation: 31 on the word of Government of Syria (one origin)." in out


def test_proposed_pairs_are_told_by_the_reports_that_judge_takes(folder, capsys):
    own_list(capsys, folder, "russia", fire("a", 36.75), fire("b", 36.752))
    own_list(capsys, folder, "turkey", fire("c", 36.751))
    proposed = told(capsys, "registers", folder, "--day", "2017-03-25")["line_up"]["proposed"]
    _, out, _ = said(capsys, "registers", folder, "--day", "2017-03-25")
    assert proposed
    for each in proposed:
        assert f"{each['left_report']} {each['right_report']}" in out
    matched = next(line for line in out.splitlines() if line.startswith("  matched"))
    assert "Russian Federation r-" in matched
    assert out.splitlines()[-1].startswith(f"Next: holdfire judge {folder} REPORT REPORT same")


def test_without_a_tally_or_a_list_it_says_what_to_take_in(folder, capsys):
    code, out, _ = said(capsys, "registers", folder, "--day", "2017-03-25")
    assert code == 0
    assert out.splitlines()[1:] == [
        "No observer's tally or list is on file here. That is not a zero.",
        f"Next: holdfire take-in {folder} FILE --source tallies",
    ]


def test_more_confirmed_than_counted_is_said_to_contradict_itself(folder, capsys):
    head = TALLIES.replace(",note\n", ",confirmed_by_other\n")
    taken_in(capsys, folder, "tallies", "t.csv", head + f"B1,turkey,,{SPAN},,,{UNIT},3,9\n")
    _, out, _ = said(capsys, "registers", folder, "--day", "2017-03-25")
    assert "said to confirm 9: more than were counted, which does not hold together." in out
    assert told(capsys, "registers", folder, "--day", "2017-03-25")["confirmed"][0]["left"] is None


def test_a_sources_words_make_no_line_of_their_own(folder, capsys):
    forged = "a\nDistinct happenings behind these counts: 0. \u202e91"
    taken_in(
        capsys, folder, "tallies", "t.csv", TALLIES + f'B1,turkey,,{SPAN},"{forged}","{forged}",{UNIT},,\n'
    )
    _, out, _ = said(capsys, "registers", folder, "--day", "2017-03-25")
    assert not any(
        line.startswith("Distinct happenings behind these counts: 0.") for line in out.splitlines()
    )
    assert "a\\x0aDistinct" in out
    assert "\u202e" not in out
