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
    CONSENTED,
    EXECUTED,
    FATE,
    FORMS,
    OFFERED,
    REOPENED,
    WITHDRAWN,
)
from holdfire.centre.persons.names_file import as_fields, from_fields, named_in, numbers, read_persons
from holdfire.centre.persons.reciprocity import given as given_by
from holdfire.centre.persons.rules import PERSONS

DAY = "2017-06-14"


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


def test_who_gave_cannot_confirm_in_the_receivers_name_and_a_relayed_word_is_told_as_such():
    own = act(CONFIRMED, "turkey", id="ex-1", on=DAY, number=10, of="syria")
    assert objections(offered(), handed(10), own) == [
        ("receiver", "turkey entered list ex-1 itself: it cannot give syria's word on it.")
    ]
    agreed = act(AGREED, "turkey", id="ex-1", number=20, of="syria")
    assert objections(offered(), agreed)[0][0] == "receiver"
    relayed = act(CONFIRMED, "russia", id="ex-1", on=DAY, number=10, of="syria")
    found = the_list(offered(), handed(10), relayed)
    assert (found.status, found.relayed(CONFIRMED)) == ("confirmed, as relayed", {"syria"})
    both = the_list(offered(), handed(10), relayed, received(2))
    assert (both.status, both.relayed(CONFIRMED)) == ("confirmed", frozenset())


def test_taken_back_is_told_beside_what_is_left():
    back = act(WITHDRAWN, "syria", id="ex-1", on=DAY, number=1, why="another's")
    found = the_list(offered(), handed(10), received(10), back)
    assert (found.taken_back(CONFIRMED), found.taken_back(EXECUTED)) == ({"syria": 1}, {})


def test_a_speaker_credits_no_person_twice():
    acts = [offered(), handed(15, rows=list(range(1, 16)))]
    assert objections(*acts, handed(6)) == [
        ("number", "turkey told of 15 of list ex-1 before; 6 more is beyond its 20.")
    ]
    assert objections(*acts, handed(2, rows=[16, 4])) == [
        ("rows", "turkey told of row 4 of list ex-1 before.")
    ]
    assert the_list(*acts, handed(5), handed(15, "un")).by_speaker(EXECUTED) == {"turkey": 20, "un": 15}
    again = act(WITHDRAWN, "turkey", id="ex-1", on=DAY, number=1, rows=[4], why="another's")
    assert the_list(*acts, again, handed(1, rows=[4])).by_speaker(EXECUTED) == {"turkey": 15}


def test_what_is_still_to_come_is_no_number():
    far = act(EXECUTED, "turkey", id="ex-1", on="2017-06-17", number=1)
    assert objections(offered(), far) == [("time", "2017-06-17 is still to come.")]
    east = act(EXECUTED, "turkey", 3, id="ex-1", on="2017-06-16", number=1)
    assert objections(offered(), east) == [], "in the east it is the 16th already"


def test_a_mixed_list_says_how_many_of_each_and_they_make_up_the_list():
    kinds = {"detainees": 15, "remains": 5}
    assert the_list(offered(category="mixed", kinds=kinds)).kinds == kinds
    assert the_list(offered()).kinds == {"detainees": 20}
    for bad in (
        offered(category="mixed"),
        offered(category="mixed", kinds={"detainees": 15, "remains": 4}),
        offered(category="detainees", kinds=kinds),
        offered(category="remains", kinds={"detainees": 20}),
    ):
        assert [rule for rule, _ in objections(bad)] == ["number"]


def test_reciprocity_is_each_sides_own_sums_side_by_side():
    acts = [
        offered(),
        offered("ex-2", "syria", 8, to=["turkey"]),
        offered("ex-3", "turkey", 5),
        offered("miss-1", "turkey", 50, category="missing"),
        handed(10),
        handed(5, "un"),
        act(EXECUTED, "turkey", id="ex-3", on=DAY, number=5),
        received(9),
    ]
    first, second = given_by(folded(PERSONS, *acts).state)
    assert (first.giver, first.receivers, first.lists, first.offered) == (
        "turkey",
        ("syria",),
        ["ex-1", "ex-3"],
        25,
    )
    assert (first.handed_over, first.received) == ({"turkey": 15, "un": 5}, {"syria": 9})
    assert (second.giver, second.handed_over, second.received) == ("syria", {}, {})


def test_a_number_that_others_entered_is_told_as_relayed_in_the_sums_too():
    other = {"id": "ex-2", "on": DAY}
    acts = [offered(), offered("ex-2", number=8), act(CONFIRMED, "russia", number=4, of="syria", **other)]
    (one,) = given_by(folded(PERSONS, *acts).state)
    assert (one.received, one.received_relayed) == ({"syria": 4}, {"syria": 4}), "all of it"
    (one,) = given_by(folded(PERSONS, *acts, handed(9), received(9)).state)
    assert (one.received, one.received_relayed) == ({"syria": 13}, {"syria": 4}), "of one list only"
    assert (one.handed_over, one.handed_over_relayed) == ({"turkey": 9}, {})


def test_one_person_on_two_lists_that_one_speaker_handed_over_twice_is_told():
    acts = [
        offered(),
        offered("ex-2"),
        handed(2, rows=[3, 4]),
        act(EXECUTED, "turkey", id="ex-2", on=DAY, number=1, rows=[7]),
    ]
    same = act(COMPARED, "un", id="ex-1", row=4, other="ex-2", other_row=7, verdict="same")
    different = act(COMPARED, "un", id="ex-2", row=7, other="ex-1", other_row=4, verdict="different")
    assert folded(PERSONS, *acts, same).state.told_twice() == [(("ex-1", 4), ("ex-2", 7))]
    assert folded(PERSONS, *acts, same, different).state.told_twice() == []


def test_consent_is_counted_use_by_use_and_by_who_says_so():
    acts = [
        offered(consents={"search": 12}),
        act(CONSENTED, "un", id="ex-1", use="transfer-to-icrc", number=3),
        act(CONSENTED, "un", id="ex-1", use="search", number=9),
        act(CONSENTED, "turkey", id="ex-1", use="search", number=12, withdrawn=True),
    ]
    assert the_list(*acts).consents() == {"search": {"turkey": 0, "un": 9}, "transfer-to-icrc": {"un": 3}}
    named = act(CONSENTED, "un", id="ex-1", use="transfer to Karim", number=3)
    assert objections(offered(), named)[0][0] == "form", "no room for a name in the word of a use"


def test_two_speakers_fates_of_one_row_both_stand():
    told = [
        act(FATE, who, id="ex-1", row=7, fate=fate, whereabouts="not known")
        for who, fate in (("un", "alive"), ("turkey", "dead"), ("un", "dead"), ("un", "alive"))
    ]
    found = the_list(offered(category="missing"), *told)
    assert {who: each.content["fate"] for who, each in found.fates()[7].items()} == {
        "un": "alive",
        "turkey": "dead",
    }
    assert found.told_differently() == (7,)


def test_what_stood_before_a_moment_is_made_again():
    late = act(WITHDRAWN, "turkey", 5, id="ex-1", on=DAY, number=4, why="x")
    state = folded(PERSONS, offered(), handed(10), late).state
    assert state.before(late.at).lists["ex-1"].by_speaker(EXECUTED) == {"turkey": 10}
    assert state.lists["ex-1"].by_speaker(EXECUTED) == {"turkey": 6}


def test_a_decision_that_was_taken_back_later_still_stood_before():
    rows = {"id": "ex-1", "row": 4, "other": "ex-2", "other_row": 7}
    acts = [
        offered(),
        offered("ex-2"),
        act(COMPARED, "un", 1, **rows, verdict="same"),
        act(COMPARED, "un", 5, **rows, verdict="ask"),
    ]
    state = folded(PERSONS, *acts).state
    assert [verdict for *_, verdict in state.verdicts()] == ["ask"]
    assert [verdict for *_, verdict in state.before(acts[3].at).verdicts()] == ["same"]
    assert list(state.before(acts[2].at).verdicts()) == []


def test_the_root_commits_to_fates_and_consents():
    one, other = (
        act(FATE, "un", id="ex-1", row=7, fate=fate, whereabouts="known") for fate in ("alive", "dead")
    )
    told = [PERSONS.as_map(folded(PERSONS, offered(), each).state) for each in (one, other)]
    assert told[0] != told[1]


def test_fate_and_whereabouts_are_two_things():
    told = act(FATE, "un", id="ex-1", row=7, fate="dead", whereabouts="not known")
    said = the_list(offered(category="missing"), told).fates()[7]["un"]
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
NUMBERS = st.dictionaries(st.sampled_from(["detainees", "remains", "search", "x"]), st.integers(-1, 30))
plain = st.none() | NUMBERS | st.integers(-3, 600) | WORDS | SHORT_LISTS


@given(st.lists(st.tuples(st.sampled_from(list(FORMS)), st.dictionaries(st.sampled_from(
    ["id", "number", "to", "rows", "row", "other", "other_row", "verdict", "on", "fate", "category", "why",
     "kinds", "consents", "use", "withdrawn", "whereabouts"]
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
        (HEAD + "Karim,,,,,,sell,\n", "Row 1: consent names a use that is not known."),
        ("name,kind\nKarim,spies\n", "Row 1: kind is no category."),
        ("row,name\n2,Karim\n", "Row 1 has another number in its column row."),
        ("name,other_name\nKarim,كريم\nكريم,\n", "Rows 1 and 2 are one person"),
        ("name,father,family\nKarim,Salim,Halabi\nKarim Salim Halabi,,\n", "Rows 1 and 2 are one person"),
        ("name,birth_year,place\nKarim,1979,Idlib\nKarim,1979,Homs\n", "Rows 1 and 2 are one person"),
    ],
)
def test_a_bad_file_is_told_by_rows_and_never_by_names(text, says):
    with pytest.raises(CentreError) as refused:
        read_persons(text.encode())
    assert says in str(refused.value)
    assert "Karim" not in str(refused.value)
    assert "Salim" not in str(refused.value)


def test_what_parts_two_persons_of_one_name_lets_both_stand():
    assert len(read_persons(b"name,birth_year\nKarim,1979\nKarim,1980\nKarim,\n")) == 3
    assert len(read_persons(b"name,place\nKarim,Idlib\nKarim,Homs\n")) == 2


def test_what_everybody_may_know_of_a_file_is_its_numbers():
    text = "name,kind,consent\nKarim,,search; search\nOmar,remains,\nSami,,search;transfer-to-icrc\n"
    persons = read_persons(text.encode())
    told = ({"detainees": 2, "remains": 1}, {"search": 2, "transfer-to-icrc": 1})
    assert numbers(persons, "detainees") == told


def test_a_name_in_words_is_found_whole_in_whatever_case():
    persons = read_persons(HEAD.encode() + "Ali,,,,,,,\nKarim Al-Halabi,كريم الحلبي,,,,,,\n".encode())
    assert named_in("the ALI family", persons) == 1
    assert named_in("of karim al halabi, as said", persons) == 2
    assert named_in("عن كريم الحلبي", persons) == 2
    assert named_in("an alien matter", persons) is None
