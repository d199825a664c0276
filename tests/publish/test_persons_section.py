"""Persons in a bulletin: numbers with whose they are, and nothing that leads to a person."""

import pytest
from centre_dataset import acts_by, lines, rows, section_of, words_of

from holdfire.centre.persons.acts import CONFIRMED, EXECUTED, OFFERED, REOPENED
from holdfire.centre.persons.rules import PERSONS
from holdfire.publish.editions import Edition
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
    )


def test_both_numbers_stand_with_whose_they_are_and_what_comes_later_is_not_known_yet():
    found = section_of(persons, PERSONS, story(), Edition.PARTIES)
    (row,) = rows(found, LISTS)
    assert row[0] == "ex-1"
    assert row[4:] == ("20", "10 by Turkey; 5 by un", "not told")
    assert "Lists on which the sides' numbers differ: 1." in lines(found)
    assert "Lists with a case that was opened again: 1." in lines(found)


@pytest.mark.parametrize("edition", list(Edition))
def test_no_edition_prints_a_row_or_anybodys_words(edition):
    text, ids = words_of(section_of(persons, PERSONS, story(), edition))
    assert "another man" not in text
    assert "crossing" not in text
    assert "Nadia Karam" not in text
    assert edition is not Edition.PUBLIC or (ids == [] and "ex-1" not in text)


def test_a_mission_without_lists_has_no_section():
    assert section_of(persons, None, [], Edition.PUBLIC) is None
    assert section_of(persons, PERSONS, [], Edition.PUBLIC) is None
