"""Source maps: all faults in one reading, each with its line and a next step."""

from pathlib import Path

import pytest
from taking import PLAIN

from holdfire.errors import IntakeError
from holdfire.reports.source_map import library_source, library_sources, read_source_map, told_at_once

SLUGS = [
    *("acled", "generic", "guarantor-tallies", "guarantor-tallies-by-governorate", "holdfire", "tallies"),
    *(
        "ucdp-ged",
        "ucdp-ged-slim",
        "ucdp-ged-ukraine",
        "watch",
        "odk",
        "odk-json",
        "odk-csv",
        "kobo-csv",
        "desk",
    ),
]


def faults_of(folder: Path, text: str) -> list[str]:
    path = folder / "list.yml"
    path.write_text(text, encoding="utf-8")
    found, faults = read_source_map(path)
    assert (found is None) == any(fault.weight == "fault" for fault in faults)
    return [str(fault).removeprefix(f"{path}:") for fault in faults]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_map_of_the_library_is_sound(slug: str) -> None:
    found, faults = read_source_map(library_source(slug))
    assert faults == ()
    assert found is not None
    assert found.slug == slug


def test_the_library_holds_these_maps_and_the_how_to_names_each() -> None:
    assert library_sources() == sorted(SLUGS)
    page = (Path(__file__).parents[2] / "docs" / "source-maps.md").read_text("utf-8")
    assert [slug for slug in SLUGS if f"`{slug}`" not in page] == []


def test_a_slug_the_library_does_not_have_is_answered_with_those_it_has() -> None:
    with pytest.raises(IntakeError, match=r"no source 'ucdp'. It has: acled, desk, generic"):
        library_source("ucdp")


def test_a_map_that_cannot_be_used_tells_every_fault_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_text("kind: rumours\nencoding: utf-9\nzone: Asia/Damaskus\n", encoding="utf-8")
    faults = read_source_map(path)[1]
    told = str(told_at_once("mine", faults)).splitlines()
    assert told[0] == f"The source map mine has {len(faults)} faults:"
    assert told[1:-1] == [str(fault) for fault in faults]
    assert {1, 2, 3} <= {int(line.split(":")[1]) for line in told[1:-1]}
    assert told[-1].strip() == "Mend it, then take in."


def test_all_faults_of_a_map_are_found_in_one_reading(tmp_path: Path) -> None:
    text = """
title: A list
kind: reports
colums: {}
encoding: utf-9
zone: Asia/Damaskus
columns:
  source_key: id
  acts: what
  act: {from: what, lookup: act}
  killed_best: {is: 3, from: killed}
when: {form: days, start: date, precision: {is: fortnight}, formats: ["day first"]}
where: {precision: how, lon: x}
lookups:
  act:
    values: {shelling: fire/shelin}
  unused: {why: none, values: {a: b}}
ignore: [what]
"""
    assert faults_of(tmp_path, text) == [
        "4: fault: unknown key 'colums'. Did you mean 'columns'?",
        "5: fault: there is no encoding 'utf-9'. Usual ones: utf-8, cp1252, cp1256, utf-16.",
        "6: fault: There is no time zone 'Asia/Damaskus'. Use an IANA name: Asia/Damascus.",
        "9: fault: the table reports has no column 'acts' to fill. Did you mean 'act'?",
        "11: fault: exactly one of 'from', 'is' and 'words' says where it comes from. "
        "docs/source-maps.md lists what a map may say.",
        "12: fault: 'fortnight' is no value of precision. "
        "It is one of: day, hour, instant, month, range, week, year.",
        "12: fault: 'day first' is no form of date. For instance %d/%m/%Y.",
        "13: fault: only one of 'lon' and 'lat' is mapped. A point needs both.",
        "15: fault: 'why' is missing. Say it in words; a reader of the map needs it.",
        "16: fault: 'shelling' becomes 'fire/shelin', no value of act. docs/acts.md lists the codes.",
        "17: fault: the lookup 'unused' is used nowhere. Use it or delete it.",
        "18: fault: the column 'what' is both mapped and ignored. Keep one of the two.",
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(("kind: reports", "kind: rumours"), "'kind' is 'rumours'.", id="kind"),
        pytest.param(
            ("when: {form: days,", "wann: {"), "'when' is missing: how the source states time.", id="when"
        ),
        pytest.param(("precision: {is: day}, ", ""), "'precision' is missing.", id="precision of time"),
        pytest.param(
            ("optional: all", "optional: [calibre]"), "'calibre' is used nowhere in the map.", id="optional"
        ),
        pytest.param(("optional: all", "required: [actors]"), "has no column 'actors'.", id="required"),
        pytest.param(
            ("optional: all", "expected: {min: 9, max: 3}"), "min 9 is more than max 3.", id="expected"
        ),
        pytest.param(
            ("optional: all", "delimiter: '::'"), "the delimiter is not one ASCII character.", id="delimiter"
        ),
        pytest.param(("optional: all", "unique_key: maybe"), "'unique_key' is true or false.", id="truth"),
        pytest.param(
            ("optional: all", "remarks: [{from: act, matches: '(', say: x}]"),
            "'(' is no pattern",
            id="pattern",
        ),
        pytest.param(
            ("act: act", "act: {from: act, lookup: acts}"), "there is no lookup 'acts'.", id="lookup"
        ),
        pytest.param(("act: act", "act: {is: rocketing}"), "'rocketing' is no value of act.", id="constant"),
        pytest.param(("title: A list", "title: A list\ntitle: B"), '"title" is written twice', id="twice"),
        pytest.param(
            ("title: A list", "title: A list\nregister: The Turks"),
            "'register' is 'The Turks', no party id. Write its id as the agreement does: register: turkey.",
            id="register",
        ),
    ],
)
def test_a_fault_says_what_is_wrong(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    assert change[0] in PLAIN
    found = faults_of(tmp_path, PLAIN.replace(*change))
    assert any(message in fault for fault in found), found


def test_a_map_of_tallies_needs_its_counts(tmp_path: Path) -> None:
    text = "title: x\nkind: tallies\ncolumns: {unit: unit}\nwhen: {form: written, start: day}\n"
    assert any("needs the list 'counts'" in fault for fault in faults_of(tmp_path, text))


def test_a_source_may_be_the_register_of_an_observer(tmp_path: Path) -> None:
    path = tmp_path / "list.yml"
    path.write_text(PLAIN, encoding="utf-8")
    nobodys, _ = read_source_map(path)
    path.write_text(PLAIN + "register: turkey\n", encoding="utf-8")
    turkeys, faults = read_source_map(path)
    assert faults == ()
    assert (nobodys and nobodys.register, turkeys and turkeys.register) == (None, "turkey")


@pytest.mark.parametrize("slug", ["tallies", "watch"])
def test_only_reports_have_a_register_since_others_name_their_observer(tmp_path: Path, slug: str) -> None:
    text = library_source(slug).read_text("utf-8") + "\nregister: turkey\n"
    (fault,) = faults_of(tmp_path, text)
    assert f"a map of {slug} has no 'register'. Its column `observer` says whose it is" in fault


def test_a_map_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    found, faults = read_source_map(tmp_path / "none.yml")
    assert found is None
    assert "there is no such file. A source map is sources/<slug>.yml" in str(faults[0])


def test_what_must_match_needs_a_column_a_pattern_and_a_reason(tmp_path: Path) -> None:
    text = """
title: A list
kind: reports
columns: {}
when: {form: days, start: date, precision: {is: day}}
where: {precision: {is: unknown}}
unknown_id: perhaps
must:
  - {from: version, match: "1-(", why: Not our form}
  - {from: version}
"""
    told = faults_of(tmp_path, text)
    assert any("'unknown_id' is 'perhaps'" in each for each in told), told
    assert any("'1-(' is no pattern" in each for each in told), told
    assert any("needs 'from', 'match' and 'why'" in each for each in told), told
