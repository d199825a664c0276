"""Lists of persons, in numbers: each side's number beside the other's, and no credit by reckoning."""

import pytest
from centre_ground import act, folded
from hypothesis import given
from hypothesis import strategies as st

from holdfire.centre.act import CentreError
from holdfire.centre.persons.acts import (
    AGREED,
    CLOSED,
    COMPARED,
    CONFIRMED,
    EXECUTED,
    FATE,
    FORMS,
    OFFERED,
    REOPENED,
    WITHDRAWN,
)
from holdfire.centre.persons.names_file import as_fields, from_fields, read_persons
from holdfire.centre.persons.rules import PERSONS

DAY = "2018-02-24"


def offered(name="ex-1", party="turkey", number=20, **content):
    told = {"id": name, "category": "detainees", "number": number, "to": ["syria"], "names": None} | content
    return act(OFFERED, party, **told)


def handed(number, party="turkey", **content):
    return act(EXECUTED, party, id="ex-1", on=DAY, number=number, **content)


def received(number, party="syria", **content):
    return act(CONFIRMED, party, id="ex-1", on=DAY, number=number, **content)


def the_list(*acts):
    return folded(PERSONS, *acts).state.lists["ex-1"]


def objections(*acts):
    return [(each.objection.rule, each.objection.what) for each in folded(PERSONS, *acts).aside]


def test_scenario_13_both_numbers_stand_and_the_body_is_open_again():
    """20 offered, 10 exchanged, an agency says 5, one of them misidentified (practice.md 4, scenario 13)."""
    found = the_list(
        offered(),
        act(AGREED, "syria", id="ex-1", number=20),
        handed(10),
        handed(5, "un"),
        act(REOPENED, "un", id="ex-1", row=4, why="the body was another's"),
    )
    assert found.by_speaker(EXECUTED) == {"turkey": 10, "un": 5}
    assert found.disputed
    assert found.reopened() == (4,)
    assert (found.status, found.by_speaker(CONFIRMED)) == ("executed, not confirmed", {})


def test_only_the_receiving_side_confirms_and_nothing_is_credited_before():
    assert the_list(offered(), handed(10)).status == "executed, not confirmed"
    assert the_list(offered(), handed(10), received(10)).status == "confirmed"
    assert objections(offered(), received(10, "russia")) == [
        ("receiver", "russia is not among those to whom list ex-1 was offered, so it confirms nothing.")
    ]
    assert objections(offered(), handed(3, "syria"))[0][0] == "receiver"


def test_what_one_side_gave_says_nothing_of_what_the_other_owes():
    other = offered("ex-2", "syria", 20, to=["turkey"])
    state = folded(PERSONS, offered(), other, handed(10), received(10)).state
    assert [each.status for each in state.lists.values()] == ["confirmed", "offered"]


def test_a_speaker_takes_back_its_own_number_with_a_reason_and_all_stays_readable():
    acts = [offered(), handed(10), received(10)]
    back = act(WITHDRAWN, "syria", id="ex-1", on=DAY, number=1, rows=[4], why="a body was another's")
    found = the_list(*acts, back)
    assert found.by_speaker(CONFIRMED) == {"syria": 9}
    assert found.by_speaker(EXECUTED) == {"turkey": 10}
    assert found.disputed
    assert len(found.acts) == 3
    assert objections(*acts, act(WITHDRAWN, "iran", id="ex-1", on=DAY, number=1, why="x")) == [
        ("number", "iran takes 1 of list ex-1 back, and said nothing of it.")
    ]
    assert objections(*acts, act(WITHDRAWN, "syria", id="ex-1", on=DAY, number=11, why="x"))[0][0] == "number"
    assert objections(*acts, act(WITHDRAWN, "syria", id="ex-1", on=DAY, number=1)) == [
        ("reason", "Credit of list ex-1 is taken back without a reason.")
    ]


def test_fate_and_whereabouts_are_two_things():
    told = act(FATE, "un", id="ex-1", row=7, fate="dead", whereabouts="not known")
    (said,) = the_list(offered(category="missing"), told).fates()[7]
    assert (said.content["fate"], said.content["whereabouts"]) == ("dead", "not known")


def test_a_case_is_reopened_with_a_reason_and_closed_again():
    again = act(REOPENED, "un", id="ex-1", row=4, why="another's")
    assert the_list(offered(), again, act(CLOSED, "un", id="ex-1", row=4)).reopened() == ()
    assert objections(offered(), act(REOPENED, "un", id="ex-1", row=4)) == [
        ("reason", "Row 4 of list ex-1 is reopened without a reason.")
    ]


def test_a_person_decides_on_a_pair_and_the_last_word_stands_whichever_row_is_named_first():
    one = act(COMPARED, "un", id="ex-1", row=4, other="ex-2", other_row=7, verdict="same")
    two = act(COMPARED, "turkey", id="ex-2", row=7, other="ex-1", other_row=4, verdict="different")
    state = folded(PERSONS, offered(), offered("ex-2", "syria", to=["turkey"]), one, two).state
    assert list(state.verdicts()) == [(("ex-1", 4), ("ex-2", 7), "different")]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (offered(), "There is a list ex-1 already: 20 detainees, offered by turkey."),
        (offered("ex-2", number=501), "A list of 501 persons cannot be kept: 1 to 500."),
        (offered("ex-2", to=["mars"]), "List ex-2 is offered to mars."),
        (offered("ex-2", to=["turkey"]), "turkey cannot offer list ex-2 to itself."),
        (handed(21), "List ex-1 has 20 persons, and 21 are told of."),
        (handed(2, rows=[1]), "Of list ex-1 2 are told of, and 1 rows are named."),
        (handed(1, rows=[21]), "List ex-1 has 20 rows, and row 21 is named."),
        (act(AGREED, "turkey", id="ex-1", number=1),
         "turkey offered list ex-1 itself; to agree is the other side's."),
        (act(FATE, "un", id="ex-9", row=1, fate="dead", whereabouts="known"), "There is no list ex-9."),
        (act(COMPARED, "un", id="ex-1", row=4, other="ex-1", other_row=4, verdict="same"),
         "Row 4 of list ex-1 is compared with itself."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_rule(bad, says):
    assert objections(offered(), bad)[0][1] == says


WORDS = st.sampled_from(["ex-1", "ex-2", "syria", "same", DAY, ""])
SHORT_LISTS = st.lists(st.integers(0, 30) | st.text(max_size=3), max_size=4)
plain = st.none() | st.integers(-3, 600) | WORDS | SHORT_LISTS


@given(st.lists(st.tuples(st.sampled_from(list(FORMS)), st.dictionaries(st.sampled_from(
    ["id", "number", "to", "rows", "row", "other", "other_row", "verdict", "on", "fate", "category", "why"]
), plain)), max_size=10))  # fmt: skip
def test_whatever_another_machine_sends_the_fold_goes_on(told):
    acts = [offered(), *(act(kind, "syria", **content) for kind, content in told)]
    found = folded(PERSONS, *acts)
    assert isinstance(PERSONS.as_map(found.state), dict)


HEAD = "name,other_name,father,family,birth_year,place,consent,note\n"


def test_a_file_of_names_is_read_and_comes_back_out_of_its_fields():
    text = HEAD + 'Karim,كريم,Salim,Halabi,1979,Idlib,"search; publication",\nKarim,,Nabil,Halabi,,,,\n'
    persons = read_persons(text.encode())
    assert [each.row for each in persons] == [1, 2]
    assert persons[0].uses == ("search", "publication")
    assert from_fields(as_fields(persons)) == persons


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            HEAD + "Karim,,Salim,Halabi,1979,,,\nKARIM,,salim,al-Halabi,1979,,,\n",
            "Rows 1 and 2 are one person",
        ),
        (HEAD, "The list has 0 rows; 1 to 500 are kept."),
        ("name,shoe\nKarim,42\n", "columns that are not read: shoe"),
        ("father\nSalim\n", "The list has no column name"),
        (HEAD + "Karim,,,,seventy,,,\n", "Row 1: birth_year is no year."),
        (HEAD + "Karim,x\n", "Row 1 has 2 cells, and the head 8."),
        (HEAD + ",,,,,,,x\n", "Row 1 has no name"),
    ],
)
def test_a_bad_file_is_told_by_rows_and_never_by_names(text, says):
    with pytest.raises(CentreError) as refused:
        read_persons(text.encode())
    assert says in str(refused.value)
    assert "Karim" not in str(refused.value)
    assert "Salim" not in str(refused.value)
