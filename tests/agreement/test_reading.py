"""A pack is read whole: every fault of every file, with its line, in one reading."""

from pathlib import Path

import pytest

from holdfire.agreement.reading import library_pack, library_packs, load_pack, pack_folder, read_pack
from holdfire.errors import AgreementError
from holdfire.reports.act import ACT_CODES


def told(folder: Path) -> list[str]:
    """Every fault as "file:line: what advice", without the folder."""
    faults = read_pack(folder, ACT_CODES).faults
    return [str(fault).removeprefix(f"{folder}/").replace(": fault: ", ": ") for fault in faults]


def test_the_island_pack_is_whole(island):
    reading = read_pack(island(), ACT_CODES)
    assert reading.faults == ()
    assert reading.agreement is not None
    assert [case.at.rsplit("/", 1)[1] for case in reading.cases] == ["cases.yml:2", "cases.yml:9"]


# Each row: what is planted, and the fault that must come back, at its line.
DEFECTS = [
    pytest.param(
        ("rank: press", "rank: rumour"),
        'agreement.yml:6: "sources", number 2, "rank" is \'rumour\', which is not known here. '
        "Write one of: official text, communiqué, press.",
        id="a word that is not one of the list",
    ),
    pytest.param(
        ("    strength: obligation", "    strenght: obligation"),
        'agreement.yml:42: "provisions", number 1 has an unknown key "strenght". Did you mean "strength"?',
        id="a key with a typing error",
    ),
    pytest.param(
        ("    mode: forbids\n", ""),
        'agreement.yml:36: "provisions", number 1 lacks "mode". Add it: What it does with the acts.',
        id="a key that is missing",
    ),
    pytest.param(
        ("title: Island truce", "title: Island truce\ntitle: Again"),
        'agreement.yml:3: "title" is written twice; it stands on line 2 already. Keep one of them.',
        id="a key written twice",
    ),
    pytest.param(
        ("bound: [north, south]", "bound: [north, sout]"),
        'agreement.yml:45: "sout" is not the id of any entry of parties or excluded. Did you mean "south"?',
        id="a party that does not exist",
    ),
    pytest.param(
        ("zones: [bay]", "zones: [gulf]"),
        'agreement.yml:46: "gulf" is not the id of any entry of zones. List it under zones.',
        id="a zone that does not exist",
    ),
    pytest.param(
        ("except_targets: [wreckers]", "except_targets: [north]"),
        'agreement.yml:48: "north" is not the id of any entry of excluded. List it under excluded.',
        id="a party is not an excluded group",
    ),
    pytest.param(
        ("cited: text, 2\n", "cited: tex, 2\n"),
        'agreement.yml:39: the citation "tex, 2" names no listed source. Did you mean "text"?',
        id="a source that is not listed",
    ),
    pytest.param(
        ('"source": ["text, 2"]', '"source": ["book, 2"]'),
        'zones.geojson:11: the citation "book, 2" names no listed source. List it under sources.',
        id="a source of a map that is not listed",
    ),
    pytest.param(
        ("acts: [fire]", "acts: [fire/shell]"),
        'agreement.yml:44: "fire/shell" is not an act of the taxonomy. Did you mean "fire/shelling"?',
        id="an act that is not in the taxonomy",
    ),
    pytest.param(
        ("time_zone: Asia/Damascus", "time_zone: Asia/Idlib"),
        "agreement.yml:3: There is no time zone 'Asia/Idlib'. Use an IANA name: Asia/Damascus.",
        id="a time zone that does not exist",
    ),
    pytest.param(
        ("from: 2017-05-06", "from: 2017-02-31"),
        "agreement.yml:47: '2017-02-31' is not a time (day is out of range for month). "
        "Write a day that exists: 2017-05-04.",
        id="a day that does not exist",
    ),
    pytest.param(
        ("from: 2017-05-06", "from: 6 May 2017"),
        'agreement.yml:47: "provisions", number 1, "from" is \'6 May 2017\'. '
        'From when it is in force: 2017-05-06, 2017-05-06T00:00+03:00, or "not known".',
        id="a day written in words",
    ),
    pytest.param(
        ("from: 2017-05-06", "from: 2017-05-06\n    until: 2017-05-06"),
        "agreement.yml:48: until 2017-05-06 does not come after from 2017-05-06. Check both dates.",
        id="an end that is not after its start",
    ),
    pytest.param(
        (
            '{role: party, from: 2017-05-04, cited: ["text, 1"]}',
            "{role: party, from: 2017-05-04, cited: [text]}\n"
            "      - {role: party, from: 2017-06-01, cited: [text]}",
        ),
        'agreement.yml:19: "north" holds the role party twice at one time. '
        "End the first, or write the other version as disputed_by and disputed_from.",
        id="one role twice at one time",
    ),
    pytest.param(
        ("  - id: south\n    name: South\n", "  - id: north\n    name: South\n"),
        'agreement.yml:19: "north" is the id of two entries of parties; the first is '
        "at FOLDER/agreement.yml:15. Give each its own id.",
        id="one id for two parties",
    ),
    pytest.param(
        ("bound: [north, south]", "bound: []"),
        'agreement.yml:45: provision "no-fire" forbids acts but binds nobody. '
        "Name who is bound, or leave acts empty.",
        id="a ban that binds nobody",
    ),
    pytest.param(
        ("    name: North\n", "    name: North\n    member_of: north\n"),
        "agreement.yml:17: member_of goes round in a circle: north > north. "
        "A member belongs to a party above it.",
        id="a party that is its own member",
    ),
    pytest.param(
        ("    warn_days: 20\n", "    warn_days: 20\n    decides_by: quorum by constituency\n"),
        "agreement.yml:57: a quorum by constituency needs constituencies. "
        "List each with members and how many it takes.",
        id="a quorum without constituencies",
    ),
    pytest.param(
        (
            "    warn_days: 20\n",
            "    warn_days: 20\n    extensions:\n"
            "      - {decided: 2017-06-01, consented: [north], refused: [north], cited: [text]}\n",
        ),
        "agreement.yml:58: north both consented and refused. Write two records with their own days.",
        id="consent and refusal in one record",
    ),
    pytest.param(
        (
            "{id: bay, name: The bay, kind: zone}",
            "{id: bay, name: The bay, kind: zone}\n  - {id: cape, name: Cape, kind: zone}",
        ),
        'agreement.yml:35: zone "cape" is not drawn. Add a map of it to zones.geojson, or take it out.',
        id="a zone without a map",
    ),
    pytest.param(
        ('"zone": "bay"', '"zone": "bey"'),
        'zones.geojson:7: the map "bay-1" draws a zone "bey" that agreement.yml does not list. '
        'Did you mean "bay"?',
        id="a map of a zone that is not listed",
    ),
    pytest.param(
        ('"official": false', '"official": "no"'),
        'zones.geojson:14: "features", number 1, "properties", "official" must be a boolean, not \'no\'. '
        "Whether this is an official line.",
        id="a word where true or false is meant",
    ),
    pytest.param(
        ("months: 6", "months: 0"),
        'agreement.yml:53: "terms", number 1, "months" is 0; it must be at least 1. Correct it.',
        id="a term of no length",
    ),
    pytest.param(
        ("says: No fire in the bay.", "says: {No fire, in the bay.}"),
        'agreement.yml:40: "provisions", number 1, "says" must be text, not a mapping. '
        "What the clause says, in your own words.",
        id="a comma inside braces",
    ),
    pytest.param(
        ("expect: {no-fire: breach}", "expect: {no-fir: breach}"),
        'cases.yml:2: "no-fir" is not a provision of this pack. Did you mean "no-fire"?',
        id="a case about a provision that does not exist",
    ),
    pytest.param(
        ("    actor: North\n", "    actor: Nroth\n"),
        'cases.yml:2: nobody in this pack is called "Nroth". Did you mean "North"?',
        id="a case about somebody unknown",
    ),
    pytest.param(
        ("expect: {2017-05-04: in force}", "expect: {2017-05-05: in force}"),
        'cases.yml:9: "2017-05-05" is not a start of that term of this pack. Did you mean "2017-05-04"?',
        id="a case about a start the term does not have",
    ),
    pytest.param(
        ("expect: {no-fire: breach}", "expect: {no-fire: broken}"),
        'cases.yml:8: "cases", number 1, "expect", "no-fire" is \'broken\', which is not known here. '
        "Write one of: breach, no breach, undetermined, not applicable.",
        id="a verdict that does not exist",
    ),
    pytest.param(
        ("{lon: 36.5, lat: 35.5, radius_m: 500}", "{lon: 36.5, lat: 95, radius_m: 500}"),
        'cases.yml:4: "cases", number 1, "place", "lat" is 95; it must be at most 90. Correct it.',
        id="a case off the Earth",
    ),
]


@pytest.mark.parametrize(("change", "expected"), DEFECTS)
def test_a_planted_defect_is_reported_with_its_line_and_the_next_step(island, change, expected):
    folder = island(change)
    assert expected.replace("FOLDER", str(folder)) in told(folder)


def test_all_planted_defects_of_all_files_come_back_together_in_order(island):
    changes = [
        ("rank: press", "rank: rumour"),
        ("    strength: obligation", "    strenght: obligation"),
        ("bound: [north, south]", "bound: [north, sout]"),
        ("except_targets: [wreckers]", "except_targets: [north]"),
        ("months: 6", "months: 0"),
        ('"source": ["text, 2"]', '"source": ["book, 2"]'),
        ("expect: {no-fire: breach}", "expect: {no-fir: breach}"),
    ]
    folder = island(*changes)
    lines = [fault.split(": ", 1)[0] for fault in told(folder)]
    assert lines == [
        "agreement.yml:6",
        "agreement.yml:36",  # lacks "strength"
        "agreement.yml:42",
        "agreement.yml:45",
        "agreement.yml:48",
        "agreement.yml:53",
        "cases.yml:2",
        "zones.geojson:11",
    ]


def test_a_zone_that_crosses_itself_is_named_with_the_place(island):
    folder = island(
        (
            "[[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]]",
            "[[36, 35], [37, 36], [37, 35], [36, 36], [36, 35]]",
        )
    )
    (fault,) = told(folder)
    assert fault.startswith('zones.geojson:16: the map "bay-1" crosses itself')
    assert "35.5 N 36.5 E" in fault


def test_two_maps_of_one_zone_may_not_hold_at_one_time_unless_they_say_so(island):
    second = """,
  {"type": "Feature",
   "properties": {"zone": "bay", "version": "bay-2", "valid_from": "2018-01-01", "source": ["text"],
    "how_drawn": "Drawn by us.", "edge_uncertainty_m": 100, "official": false%s},
   "geometry": {"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]]]}}
 ]"""
    silent = island(("\n ]", second % ""))
    assert told(silent) == [
        'zones.geojson:19: the maps "bay-1" and "bay-2" of "bay" hold at one time. '
        'End the first with valid_until, or write "overlaps" if both are meant to hold.'
    ]
    said = island(("\n ]", second % ', "overlaps": ["bay-1"]'), folder="said")
    assert told(said) == []
    first_says = island(
        ("\n ]", second % ""),
        ('"official": false', '"official": false, "overlaps": ["bay-2"]'),
        folder="first",
    )
    assert told(first_says) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("pack: x\n\ttitle: y\n", ":2: a tab stands before the text.", id="a tab"),
        pytest.param("pack: [x\ntitle: y\n", ":2: this is not YAML here: ", id="a bracket left open"),
        pytest.param("", ":1: the file is empty.", id="nothing"),
        pytest.param("- x\n", ":1: the file must be a mapping, not a list.", id="a list"),
        pytest.param("pack: !!python/object:os.system x\n", ":1: the tag tag:yaml.org", id="a tag"),
        pytest.param("a: " + "[" * 60 + "]" * 60, ":1: values lie deeper than 40 levels.", id="too deep"),
    ],
)
def test_a_file_that_is_no_pack_is_a_fault_and_not_a_failure(island, text, expected):
    folder = island()
    (folder / "agreement.yml").write_text(text, encoding="utf-8")
    faults = told(folder)
    assert any(fault.startswith(f"agreement.yml{expected}") for fault in faults), faults


def test_aliases_that_unfold_without_end_are_stopped(island):
    folder = island()
    bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    bomb += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    (folder / "agreement.yml").write_text("\n".join(bomb), encoding="utf-8")
    assert any(
        "unfolds to more than 100000 values. Write out its aliases." in fault for fault in told(folder)
    )


def test_latin_1_is_refused_with_the_line_of_the_first_strange_byte(island):
    folder = island()
    (folder / "agreement.yml").write_bytes("pack: x\ntitle: communiqué\n".encode("latin-1"))
    assert "agreement.yml:2: this is not UTF-8 text. Save the file as UTF-8." in told(folder)


def test_a_map_file_cut_in_the_middle_is_a_fault_with_its_line(island):
    folder = island()
    whole = (folder / "zones.geojson").read_text()
    (folder / "zones.geojson").write_text(whole[: len(whole) // 2])
    (fault,) = told(folder)
    assert fault.startswith("zones.geojson:")
    assert "this is not JSON here" in fault


def test_a_missing_file_and_a_missing_folder_are_faults(island, tmp_path):
    folder = island()
    (folder / "zones.geojson").unlink()
    assert told(folder) == [
        "zones.geojson:1: there is no such file. A pack needs agreement.yml and zones.geojson."
    ]
    assert "there is no such folder" in read_pack(tmp_path / "nowhere").faults[0].what


def test_loading_a_faulty_pack_raises_with_every_fault(island):
    folder = island(("months: 6", "months: 0"), ("rank: press", "rank: rumour"))
    with pytest.raises(AgreementError) as caught:
        load_pack(folder)
    assert f"The agreement pack {folder} has 2 faults." in caught.value.what
    assert len(caught.value.faults) == 2


def test_days_of_the_pack_are_local_days(island):
    agreement = load_pack(island())
    # Damascus kept summer time in May 2017: its midnight is 21:00 UTC of the day before.
    assert agreement.provisions[0].start.isoformat() == "2017-05-05T21:00:00+00:00"


def test_a_deadline_runs_to_the_end_of_its_day(island):
    agreement = load_pack(island(("from: 2017-05-06", "from: 2017-05-06\n    deadline: 2017-06-04")))
    assert agreement.provisions[0].deadline.isoformat() == "2017-06-04T21:00:00+00:00"


def test_words_that_yaml_would_turn_into_false_stay_words(island):
    agreement = load_pack(island(("title: Island truce", "title: no")))
    assert agreement.title == "no"


def test_the_digest_changes_with_every_file(island):
    first = load_pack(island())
    same = load_pack(island(folder="same"))
    other = load_pack(island(("No fire in the bay.", "No fire at all."), folder="other"))
    cases = load_pack(island(("The term ends", "The term is over"), folder="cases"))
    assert first.digest == same.digest
    assert len({first.digest, other.digest, cases.digest}) == 3


def test_a_source_that_nobody_cites_is_a_warning_that_does_not_stand_in_the_way(island):
    reading = read_pack(island(("cited: [paper]", "cited: [text]")))
    (fault,) = reading.faults
    assert (fault.weight, fault.what) == ("warning", 'no fact cites the source "paper".')
    assert reading.whole
    assert reading.agreement is not None


def test_a_pack_of_the_library_is_found_by_name_and_a_near_miss_is_helped():
    assert library_packs() == ["astana", "hodeidah"]
    assert pack_folder("astana") == library_pack("astana")
    with pytest.raises(AgreementError, match='Did you mean "astana"'):
        library_pack("astna")
