"""holdfire person, worked by five delegations: numbers for all, names for those who were cleared."""

import json
from pathlib import Path

import pytest
from delegations import PARTIES, Delegations, Said
from set_clock import Clock

HAND = ("--by", "A. Haddad")
NAMES = ("Zephyrin Karambulat", "Oktavia Brandwein")
"""Made up, and found nowhere else: whatever holds one of them has leaked it."""
OTHER_NAME, FATHER = "زفيرين كرمبلاط", "Quillon"


@pytest.fixture(scope="module")
def in_2018(tmp_path_factory: pytest.TempPathFactory) -> Delegations:
    with pytest.MonkeyPatch.context() as patch:
        Clock(patch).set("2018-02-22")
        made = Delegations(tmp_path_factory.mktemp("persons"))
        made.found()
        for party in PARTIES:
            folder = made.folder / f"mission of {party}"
            made.done(party, "init", folder, "--agreement", "astana")
            made.at(party).rename(folder / "record")
            folder.rename(made.at(party))
    return made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def five(in_2018: Delegations, tmp_path: Path, clock: Clock) -> Delegations:
    clock.set("2018-02-24")
    return in_2018.copy_to(tmp_path / "five")


def person(five: Delegations, party: str, verb: str, *words: object) -> Said:
    hand = () if verb in ("list", "show", "names", "match") else HAND
    return five.run(party, "person", verb, five.at(party), *words, *hand)


def lists(five: Delegations, party: str) -> list[dict[str, object]]:
    return person(five, party, "list", "--json").keys["lists"]


def offer_names(five: Delegations, folder: Path) -> Said:
    rows = f"1,{NAMES[0]},{OTHER_NAME},{FATHER},1950,,search\n2,{NAMES[1]},,{FATHER},,remains,\n"
    rows += "".join(f"{n},Nobody Number{n},,,{1960 + n},,\n" for n in range(3, 21))
    file = folder / "names.csv"
    file.write_text("row,name,other_name,father,birth_year,kind,consent\n" + rows, "utf-8")
    words = ("ex-1", "detainees", "--to", "syria", "--through", "icrc", "--names", file, "--reader", "UN")
    return person(five, "TR", "offer", *words)


def forms_of(name: str) -> list[bytes]:
    """The name as files may hold it."""
    return [name.encode(), name.upper().encode(), json.dumps(name)[1:-1].encode(), name.encode("utf-16-le")]


def test_scenario_13_numbers_for_all_names_for_the_cleared_both_numbers_kept_the_body_case_open(
    five: Delegations, tmp_path: Path, clock: Clock
):
    """20 offered, 10 exchanged, an agency says 5, a body misidentified (practice.md 4): worked by five."""
    said = [offer_names(five, tmp_path)]
    assert said[0].code == 0, said[0].err
    five.rounds()
    rows = [word for n in range(1, 11) for word in ("--row", n)]
    said += [
        person(five, "RU", "offer", "ex-2", "abductees", "--to", "turkey", "--of", "syria", "--number", 20),
        person(five, "RU", "agree", "ex-1", "--number", 20, "--of", "syria"),
        person(five, "TR", "execute", "ex-1", "--on", "2018-02-24", "--number", 10, *rows),
        person(five, "UN", "execute", "ex-1", "--on", "2018-02-24", "--number", 5, "--where", "the crossing"),
        person(five, "UN", "fate", "ex-1", 1, "--fate", "alive", "--whereabouts", "not known"),
    ]
    five.rounds()
    clock.set("2018-03-02")
    why = ("--why", "the body was another's")
    said += [
        person(five, "UN", "reopen", "ex-1", 2, *why),
        person(five, "TR", "take-back", "ex-1", "--on", "2018-03-02", "--number", 1, "--row", 2, *why),
    ]
    five.rounds()
    clock.set("2018-03-04")
    for party in PARTIES:
        for words in (("list",), ("list", "--json"), ("show", "ex-1"), ("show", "ex-1", "--json")):
            said.append(person(five, party, *words))
    said += [five.run(party, verb, five.at(party)) for party in ("UN", "TR") for verb in ("fuse", "assess")]
    editions = ("--edition", "public", "--edition", "parties", "--edition", "un")
    said += [five.run(party, "publish", five.at(party), "--day", day, *editions) for party in ("UN", "TR")
             for day in ("2018-02-24", "2018-03-02")]  # fmt: skip
    assert [each.code for each in said] == [0] * len(said), [each.err for each in said if each.code]

    told = {party: person(five, party, "list", "--json").keys for party in PARTIES}
    assert all(each == told["UN"] for each in told.values())
    first, second = told["OB"]["lists"]
    assert first["kinds"] == {"detainees": 19, "remains": 1}
    assert first["consents"] == {"search": {"turkey": 1}}
    assert first["executed"] == {"turkey": 9, "un": 5}, "what was taken back is gone, and nothing was chosen"
    assert (first["confirmed"], first["disputed"], first["reopened"]) == ({}, True, [2])
    assert (second["status"], second["executed"]) == ("offered", {})
    assert [(each["giver"], each["handed_over"], each["received"]) for each in told["OB"]["given"]] == [
        ("turkey", {"turkey": 9, "un": 5}, {}),
        ("syria", {}, {}),
    ], "what one gave credits the other with nothing"
    history = [
        (each["kind"], each["number"]) for each in person(five, "IR", "show", "ex-1", "--json").keys["acts"]
    ]
    assert ("persons list executed", 10) in history, "nothing is overwritten"

    for party in ("UN", "TR"):
        before, after = (words_of_section(five, party, day) for day in ("2018-02-24", "2018-03-02"))
        assert "5 by United Nations; 10 by Republic of Turkey" in before
        assert "5 by United Nations; 9 by Republic of Turkey, after 1 taken back" in after
        assert "Lists with a case that was opened again: 0." in before
        assert "Lists with a case that was opened again: 1." in after

    no_name_stands(five, said)
    opened = person(five, "UN", "names", "ex-1", "--json")
    assert [row["name"] for row in opened.keys["rows"]][:2] == list(NAMES)
    assert opened.keys["rows"][0]["other_name"] == OTHER_NAME
    assert opened.keys["read"] == {
        "lists": ["ex-1"],
        "names": 20,
        "by": "un",
        "at": "2018-03-04T12:00:00+00:00",
    }
    assert (
        "Read at 2018-03-04T12:00:00+00:00 with the reader key of un: 20 names"
        in person(five, "UN", "names", "ex-1").out
    )
    for party in ("IR", "RU", "OB"):
        for refused in (person(five, party, "names", "ex-1"), person(five, party, "match", "ex-1", "ex-1")):
            assert refused.code != 0
            assert "No reader key on this device is among those" in refused.err
            no_name_stands(five, [refused])


def no_name_stands(five: Delegations, said: list[Said]) -> None:
    for name in (*NAMES, OTHER_NAME, FATHER, "Karambulat", "Nobody Number7"):
        for form in forms_of(name):
            assert five.holding(form) == [], "no name stands on any disk in the clear"
        assert not any(name in each.out + each.err for each in said)


def words_of_section(five: Delegations, party: str, day: str) -> str:
    """The section on persons of the UN edition, as plain text."""
    (file,) = (five.at(party) / "bulletins" / day / "un").rglob("bulletin.json")
    sections = json.loads(file.read_text("utf-8"))["sections"]
    found = [each for each in sections if each["anchor"] == "persons"]
    return json.dumps(found, ensure_ascii=False)


def test_differing_numbers_are_both_on_every_node(five: Delegations):
    assert person(five, "TR", "offer", "ex-1", "detainees", "--to", "syria", "--number", 20).code == 0
    five.rounds()
    person(five, "TR", "execute", "ex-1", "--on", "2018-02-24", "--number", 10)
    person(five, "UN", "execute", "ex-1", "--on", "2018-02-24", "--number", 5)
    five.rounds()
    told = {party: lists(five, party) for party in PARTIES}
    assert all(each == told["UN"] for each in told.values())
    (only,) = told["UN"]
    assert only["executed"] == {"turkey": 10, "un": 5}
    assert only["disputed"] is True
    assert only["status"] == "executed, not confirmed"
    assert "the numbers differ, and all are kept" in person(five, "RU", "list").out


def test_a_duplicate_person_is_refused_by_rows_and_nothing_is_entered(five: Delegations, tmp_path: Path):
    file = tmp_path / "twice.csv"
    file.write_text(f"name,birth_year\n{NAMES[0]},1950\n{NAMES[0]},1950\n", "utf-8")
    said = person(
        five, "TR", "offer", "ex-1", "detainees", "--to", "syria", "--names", file, "--reader", "UN"
    )
    assert said.code == 2
    assert "Rows 1 and 2 are one person" in said.err
    assert NAMES[0] not in said.err
    assert lists(five, "TR") == []


def test_a_mission_alone_keeps_numbers_and_refuses_names(five: Delegations, tmp_path: Path):
    five.done("UN", "init", tmp_path / "alone", "--agreement", "astana")
    file = tmp_path / "names.csv"
    file.write_text(f"name\n{NAMES[0]}\n", "utf-8")
    words = ("person", "offer", tmp_path / "alone", "ex-1", "missing", "--to", "syria", *HAND)
    said = five.run("UN", *words, "--names", file)
    assert said.code == 2
    assert "Names are kept in confidential files of a joint record" in said.err
    assert five.run("UN", *words, "--number", 3).code == 0


def test_rows_of_two_lists_are_proposed_and_a_person_decides(five: Delegations, tmp_path: Path):
    held, missing = "name\nKarim Haddad\nOmar Najjar\n", "name\nКарим Хаддад\n"
    for name, text in (("ex-1", held), ("miss-1", missing)):
        file = tmp_path / f"{name}.csv"
        file.write_text(text, "utf-8")
        words = ("offer", name, "missing", "--to", "syria", "--names", file, "--reader", "UN")
        assert person(five, "TR", *words).code == 0
    five.rounds()
    match = person(five, "UN", "match", "ex-1", "miss-1", "--json").keys
    assert match["read"]["names"] == 3
    assert match["without_consent"] == {"ex-1": 2, "miss-1": 1}
    told = match["pairs"]
    assert [(row["row"], row["other_row"], row["verdict"]) for row in told] == [(1, 1, None)]
    assert told[0]["probability"] > 0.8
    for verb, verdict in (("same", "same"), ("different", "different"), ("ask", "ask"), ("same", "same")):
        decided = person(five, "UN", verb, "ex-1#1", "miss-1#1", "--why", "one father")
        assert decided.code == 0, decided.err
        assert "Karim" not in decided.out
        (pair,) = person(five, "UN", "match", "ex-1", "miss-1", "--json").keys["pairs"]
        assert pair["verdict"] == verdict, "the last word stands, whatever the score"
    refused = person(five, "UN", "same", "ex-1", "miss-1#1")
    assert (refused.code, "Write the list and the row's number: ex-1#4." in refused.err) == (2, True)
    beyond = person(five, "UN", "same", "ex-1#3", "miss-1#1")
    assert (beyond.code, "List ex-1 has 2 rows, and row 3 is named." in beyond.err) == (2, True)


def test_a_name_of_the_list_in_words_that_all_read_is_refused_by_its_row(five: Delegations, tmp_path: Path):
    file = tmp_path / "one.csv"
    file.write_text(f"name\n{NAMES[0]}\n", "utf-8")
    words = ("offer", "ex-1", "missing", "--to", "syria", "--names", file, "--reader", "UN")
    said = person(five, "TR", *words, "--why", f"family of {NAMES[0].upper()}")
    assert (said.code, "--why holds the name of row 1" in said.err) == (2, True)
    assert NAMES[0].casefold() not in said.err.casefold()
    assert lists(five, "TR") == []


def test_rows_that_may_be_one_person_are_told_of_and_kept(five: Delegations, tmp_path: Path):
    file = tmp_path / "twice.csv"
    file.write_text(
        "name,birth_year\nKarim Haddad,\nOmar Najjar,1960\nكريم حداد,1970\nعمر نجار,1961\n", "utf-8"
    )
    said = person(five, "TR", "offer", "ex-1", "missing", "--to", "syria", "--names", file, "--json")
    assert said.keys["alike"] == [[1, 3]], "the years part the others"


def test_a_file_that_another_sealed_is_not_read_as_a_list(five: Delegations, tmp_path: Path):
    """TR enters a list and names a confidential file of the UN's as its own."""
    from holdfire.centre.persons.acts import OFFERED
    from holdfire.centre.persons.rules import PERSONS
    from holdfire.mission.centre.acting import perform
    from holdfire.mission.folder import Mission

    secret = tmp_path / "row.json"
    secret.write_text(json.dumps({"row 001": json.dumps({"name": NAMES[0]})}), "utf-8")
    told = five.done("UN", "record", "confide", five.at("UN"), secret, "--to", "TR", "--json").keys
    five.rounds()
    content = {"id": "ex-1", "category": "missing", "number": 1, "to": ["syria"], "names": told["entry"]}
    from holdfire.commands.options import now

    perform(Mission.open(five.at("TR")), PERSONS, OFFERED, {**content, "by": "A. Haddad"}, now())
    said = person(five, "TR", "names", "ex-1")
    assert said.code == 2
    assert "sealed by un; the list has 1, entered by turkey" in said.err
    assert NAMES[0] not in said.out + said.err
