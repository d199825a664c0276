"""holdfire person, worked by five delegations: numbers for all, names for those who were cleared."""

from pathlib import Path

import pytest
from delegations import PARTIES, Delegations, Said

HAND = ("--by", "A. Haddad")
NAMES = ("Zephyrin Karambulat", "Oktavia Brandwein")
"""Made up, and found nowhere else: whatever holds one of them has leaked it."""


@pytest.fixture(scope="module")
def with_missions(founded: Delegations, tmp_path_factory: pytest.TempPathFactory) -> Delegations:
    made = founded.copy_to(tmp_path_factory.mktemp("persons") / "delegations")
    for party in PARTIES:
        if party != "TR":
            folder = made.folder / f"mission of {party}"
            made.done(party, "init", folder, "--agreement", "astana")
            made.at(party).rename(folder / "record")
            folder.rename(made.at(party))
    return made


@pytest.fixture
def five(with_missions: Delegations, tmp_path: Path) -> Delegations:
    return with_missions.copy_to(tmp_path / "five")


def person(five: Delegations, party: str, verb: str, *words: object) -> Said:
    hand = () if verb in ("list", "show", "names") else HAND
    return five.run(party, "person", verb, five.at(party), *words, *hand)


def lists(five: Delegations, party: str) -> list[dict[str, object]]:
    return person(five, party, "list", "--json").keys["lists"]


def offer_names(five: Delegations, folder: Path) -> Said:
    rows = "".join(f"{name},,{n + 1950}\n" for n, name in enumerate(NAMES))
    file = folder / "names.csv"
    file.write_text("name,father,birth_year\n" + rows, "utf-8")
    return person(
        five, "TR", "offer", "ex-1", "detainees", "--to", "syria", "--names", file, "--reader", "UN"
    )


def test_names_go_to_the_parties_cleared_and_to_nothing_else(five: Delegations, tmp_path: Path):
    said = [offer_names(five, tmp_path)]
    assert said[0].code == 0, said[0].err
    five.rounds()
    said += [
        person(five, "TR", "agree", "ex-1", "--number", 2, "--of", "syria"),
        person(
            five, "TR", "execute", "ex-1", "--on", "2018-02-24", "--number", 2, "--where", "Abu al-Zandin"
        ),
        person(five, "UN", "reopen", "ex-1", 2, "--why", "another's"),
        person(five, "UN", "fate", "ex-1", 1, "--fate", "alive", "--whereabouts", "known"),
    ]
    five.rounds()
    said += [person(five, party, verb, *words) for party in PARTIES for verb, words in
             (("list", ()), ("show", ("ex-1",)))]  # fmt: skip
    assert [each.code for each in said] == [0] * len(said)
    for name in NAMES:
        assert five.holding(name.encode()) == [], "no name stands on any disk in the clear"
        assert not any(name in each.out + each.err for each in said)
    opened = person(five, "UN", "names", "ex-1", "--json")
    assert [row["name"] for row in opened.keys["rows"]] == list(NAMES)
    refused = person(five, "IR", "names", "ex-1")
    assert refused.code != 0
    assert "No reader key on this device is among those" in refused.err
    assert lists(five, "IR") == lists(five, "TR")
    (only,) = lists(five, "OB")
    assert (only["number"], only["executed"], only["confirmed"], only["reopened"]) == (
        2,
        {"turkey": 2},
        {},
        [2],
    )


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
    told = five.done("UN", "person", "match", five.at("UN"), "ex-1", "miss-1", "--json").keys["pairs"]
    assert [(row["row"], row["other_row"], row["verdict"]) for row in told] == [(1, 1, None)]
    assert told[0]["probability"] > 0.8
    assert person(five, "UN", "compare", "ex-1", 1, "miss-1", 1, "same", "--why", "one father").code == 0
    told = five.done("UN", "person", "match", five.at("UN"), "ex-1", "miss-1", "--json").keys["pairs"]
    assert told[0]["verdict"] == "same"
