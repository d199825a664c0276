"""Persons in a bulletin: numbers with whose they are, and nothing that leads to a person."""

import pytest
from centre_dataset import acts_by, lines, rows, section_of, words_of

from holdfire.centre.persons.acts import (
    COMPARED,
    CONFIRMED,
    EXECUTED,
    FATE,
    OFFERED,
    REOPENED,
    WITHDRAWN,
)
from holdfire.centre.persons.rules import PERSONS
from holdfire.publish.edition import Edition
from holdfire.publish.sections.persons import persons

LISTS = "Lists, with each side's own numbers"
DAY = "2017-06-15"


def story():
    return acts_by(
        (OFFERED, "turkey", -100, {"id": "ex-1", "category": "detainees", "number": 20, "to": ["syria"]}),
        (EXECUTED, "turkey", 0, {"id": "ex-1", "on": DAY, "number": 10, "why": "at the crossing"}),
        (EXECUTED, "un", 1, {"id": "ex-1", "on": DAY, "number": 5}),
        (REOPENED, "un", 2, {"id": "ex-1", "row": 4, "why": "the body of another man"}),
        (CONFIRMED, "syria", 90, {"id": "ex-1", "on": "2017-06-19", "number": 9}),
        (EXECUTED, "russia", 3, {"id": "ex-1", "on": DAY, "number": 4, "of": "iran"}),
    )


def test_both_numbers_stand_with_whose_they_are_and_what_comes_later_is_not_known_yet():
    found = section_of(persons, PERSONS, story(), Edition.PARTIES)
    (row,) = rows(found, LISTS)
    assert row[0] == "ex-1"
    assert row[4:] == ("20", "10 by Turkey; 5 by un; 4 by iran (relayed)", "not told")
    assert "Lists on which the sides' numbers differ: 1." in lines(found)
    assert "Lists with a case that was opened again: 1." in lines(found)


@pytest.mark.parametrize("edition", list(Edition))
def test_no_edition_prints_a_row_or_anybodys_words(edition):
    text, ids = words_of(section_of(persons, PERSONS, story(), edition))
    assert "another man" not in text
    assert "crossing" not in text
    assert "Nadia Karam" not in text
    assert edition is not Edition.PUBLIC or (ids == [] and "ex-1" not in text)


def test_reciprocity_stands_side_by_side_and_rows_told_of_twice_are_said():
    acts = acts_by(
        (OFFERED, "turkey", -100, {"id": "ex-1", "category": "mixed", "number": 20, "to": ["syria"],
                                   "kinds": {"detainees": 15, "remains": 5}}),
        (OFFERED, "syria", -99, {"id": "ex-2", "category": "abductees", "number": 8, "to": ["turkey"]}),
        (OFFERED, "turkey", -98, {"id": "ex-3", "category": "detainees", "number": 4, "to": ["syria"]}),
        (EXECUTED, "turkey", -2, {"id": "ex-1", "on": DAY, "number": 2, "rows": [1, 2]}),
        (EXECUTED, "turkey", -2, {"id": "ex-3", "on": DAY, "number": 1, "rows": [4]}),
        (COMPARED, "un", -1, {"id": "ex-1", "row": 2, "other": "ex-3", "other_row": 4, "verdict": "same"}),
        (WITHDRAWN, "turkey", 0, {"id": "ex-1", "on": DAY, "number": 1, "rows": [1], "why": "another man"}),
        (FATE, "un", 1, {"id": "ex-3", "row": 1, "fate": "dead", "whereabouts": "not known"}),
        (FATE, "turkey", 1, {"id": "ex-3", "row": 1, "fate": "alive", "whereabouts": "known"}),
    )  # fmt: skip
    found = section_of(persons, PERSONS, acts, Edition.UN)
    assert rows(found, LISTS)[0][1:] == (
        *("15 detainees; 5 remains", "Turkey", "Government of Syria", "20"),
        *("1 by Turkey, after 1 taken back", "not told"),
    )
    assert rows(found, "What each side gave, over all its lists") == [
        ("Turkey", "Government of Syria", "24", "2 by Turkey", "not told"),
        ("Government of Syria", "Turkey", "8", "not told", "not told"),
    ]
    assert rows(found, "Fate and whereabouts") == [("un", "0", "1", "0", "0"), ("Turkey", "1", "0", "0", "1")]
    assert any("told of twice by one speaker: 1." in each for each in lines(found))
    assert not any(
        "told of twice" in each for each in lines(section_of(persons, PERSONS, story(), Edition.UN))
    )


def test_the_sums_say_how_many_of_a_number_others_entered():
    acts = [
        *story(),
        *acts_by(
            (OFFERED, "turkey", -90, {"id": "ex-2", "category": "detainees", "number": 7, "to": ["syria"]}),
            (EXECUTED, "turkey", 4, {"id": "ex-2", "on": DAY, "number": 7}),
            (EXECUTED, "iran", 4, {"id": "ex-2", "on": DAY, "number": 3}),
            (CONFIRMED, "russia", 5, {"id": "ex-2", "on": DAY, "number": 6, "of": "syria"}),
        ),
    ]
    found = section_of(persons, PERSONS, acts, Edition.PARTIES)
    (row,) = rows(found, "What each side gave, over all its lists")
    assert row[3] == "17 by Turkey; 5 by un; 7 by iran, of these 4 relayed"
    assert row[4] == "6 by Government of Syria (relayed)"


def test_a_mission_without_lists_has_no_section():
    assert section_of(persons, None, [], Edition.PUBLIC) is None
    assert section_of(persons, PERSONS, [], Edition.PUBLIC) is None
