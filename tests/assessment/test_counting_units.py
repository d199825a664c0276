"""Units of count as files: read whole, with every fault and its line."""

from pathlib import Path

import pytest

from holdfire.assessment.counting.reading import library_unit, library_units, load_unit, read_unit
from holdfire.errors import AssessmentError

SOUND = """\
unit: made
title: Made up
version: 2
source: a test
counts: things
over: observations
acts:
  covered: [fire]
number:
  stated: [Round, rounds ]
  otherwise: one
group:
  by: [place]
  gap_minutes: 10
  distance_m: 100
across_cut: divided
additive: false
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "made.yml"
    path.write_text(text, "utf-8")
    return path


def faults(folder: Path, text: str) -> list[tuple[int, str]]:
    unit, found = read_unit(written(folder, text))
    assert unit is None
    assert all(fault.advice for fault in found)
    return [(int(fault.at.rpartition(":")[2]), fault.what) for fault in found]


@pytest.mark.parametrize("name", library_units())
def test_every_unit_of_the_library_is_sound_and_names_its_source(name):
    unit = load_unit(library_unit(name))
    assert unit.unit == name
    assert len(unit.source) > 20
    assert unit.rule_version.startswith(f"{name} {unit.version} (")
    if unit.group and (unit.group.gap_minutes or unit.group.distance_m):
        assert unit.ours, "no source we know gives a gap or a distance"


def test_the_library_has_the_units_of_the_trade():
    assert library_units() == ["episode", "fact-of-fire", "incident", "rounds-only", "smm", "snhr", "ucdp"]


def test_a_sound_file_is_read_whole(tmp_path):
    unit = load_unit(written(tmp_path, SOUND))
    assert unit.stated == ("round", "rounds")
    assert (unit.group.by, unit.group.gap_minutes, unit.group.distance_m) == (("place",), 10, 100)
    assert (unit.across_cut, unit.additive, unit.ours) == ("divided", False, False)


def test_the_rule_version_changes_with_the_file(tmp_path):
    before = load_unit(written(tmp_path, SOUND)).rule_version
    after = load_unit(written(tmp_path, SOUND.replace("gap_minutes: 10", "gap_minutes: 11"))).rule_version
    assert before != after
    assert before.startswith("made 2 (")


def test_all_faults_are_told_at_once_each_with_its_line(tmp_path):
    text = (
        SOUND.replace("unit: made", "unit: other")
        .replace("version: 2", "version: 0")
        .replace("over: observations", "over: reports")
        .replace("covered: [fire]", "covered: [fier]")
        .replace("gap_minutes: 10", "gap_minuts: 10")
        .replace("additive: false", "additive: true")
    )
    assert faults(tmp_path, text) == [
        (1, "\"unit\" is 'other' and the file is made.yml."),
        (3, '"version" is 0; it must be at least 1.'),
        (6, "\"over\" is 'reports', which is not known here."),
        (8, "'fier' is no code of an act."),
        (12, "nothing says how far apart in time reports of one group may be."),
        (14, '"group" has an unknown key "gap_minuts".'),
        (17, '"additive" is true and "across_cut" is divided.'),
    ]


@pytest.mark.parametrize(
    ("before", "after", "line", "what"),
    [
        ("by: [place]", "by: [place, day, mood]", 13, '"group", "by", number 3 is \'mood\', which is not'),
        ("  distance_m: 100\n", "", 12, 'a group by "place" has "distance_m"'),
        ("otherwise: one", "otherwise: at least one", 11, "where reports are grouped, each"),
        ("covered: [fire]", "covered: [fire]\n  except: [patrol]", 9, "'patrol' is below none of the acts"),
        ("across_cut", "flag: [flight]\nacross_cut", 16, "'flight' is below none of the acts covered"),
        ("over: observations", "over: incidents", 10, "an incident of the fused record states no number"),
        ("title: Made up\n", "", 1, 'the file lacks "title".'),
        ("counts: things", "counts: ''", 5, '"counts" is empty.'),
    ],
)
def test_what_does_not_hold_together_is_a_fault(tmp_path, before, after, line, what):
    found = faults(tmp_path, SOUND.replace(before, after))
    assert [place for place, said in found if said.startswith(what)] == [line], found


def test_nothing_grouped_can_be_divided_by_a_cut(tmp_path):
    start, end = SOUND.index("group:"), SOUND.index("across_cut")
    assert faults(tmp_path, SOUND[:start] + SOUND[end:]) == [
        (12, "nothing is grouped, so a cut divides nothing.")
    ]


def test_an_act_left_out_cannot_be_flagged(tmp_path):
    text = SOUND.replace("covered: [fire]", "covered: [fire]\n  except: [fire/exercise]")
    assert faults(tmp_path, text.replace("across_cut", "flag: [fire/exercise]\nacross_cut")) == [
        (17, "'fire/exercise' is left out and flagged.")
    ]


def test_a_file_that_is_no_mapping_is_a_fault(tmp_path):
    assert faults(tmp_path, "- smm\n") == [(1, "the file must be a mapping, not a list.")]


def test_using_a_faulty_file_tells_every_fault(tmp_path):
    with pytest.raises(AssessmentError, match=r"has 1 fault:\n.*made.yml:17: fault: \"additive\" is true"):
        load_unit(written(tmp_path, SOUND.replace("additive: false", "additive: true")))


def test_an_unknown_unit_of_the_library_offers_what_is_meant():
    with pytest.raises(AssessmentError, match=r"no unit of count 'epsiode'.*Did you mean \"episode\""):
        library_unit("epsiode")


@pytest.mark.parametrize("name", [name for name in library_units() if name != "incident"])
def test_a_unit_that_no_source_prints_as_a_rule_says_that_the_reading_is_ours(name):
    assert load_unit(library_unit(name)).ours
