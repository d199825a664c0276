"""The form of an act: what comes from another machine is held against it before anything reads it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.centre.act import Act
from holdfire.centre.form import Field, Form, by_language, count, day, identity, many, moment, place, text

AT = datetime(2017, 10, 2, 8, 0, tzinfo=UTC)
FORM = Form(
    "post moved",
    "A post goes elsewhere.",
    {
        "id": Field(identity, "The post, by its id."),
        "on": Field(day, "The day it moved."),
        "to": Field(place, "Where to.", "the new place is not known"),
    },
)


def act(**content: object) -> Act:
    return Act(1, "a" * 64, "post moved", "turkey", AT, {"by": "A. Haddad", **content})


def test_an_act_of_its_form_is_not_objected_to():
    where = {"lat_e7": 359300000, "lon_e7": 366300000, "radius_m": 500}
    assert FORM.objection(act(id="post-1", on="2017-10-02", to=where)) is None


def test_a_field_that_may_be_not_known_need_not_be_there():
    assert FORM.objection(act(id="post-1", on="2017-10-02")) is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"id": "post-1"}, "post moved: on must be given."),
        ({"id": "Post 1", "on": "2017-10-02"}, "post moved: id must be an id: small letters, digits, . _ -"),
        ({"id": "post-1", "on": "2017-02-30"}, "post moved: on must be a day such as 2017-06-15."),
        ({"id": "post-1", "on": "2017-10-02", "to": [35, 36]}, "post moved: to must be a point: lat_e7"),
        ({"id": "post-1", "on": "2017-10-02", "colour": "red"}, "has the field colour, which this version"),
        ({"id": "post-1", "on": "2017-10-02", "by": " "}, "post moved: by must be a text of 1 to 4,000"),
    ],
)
def test_what_is_out_of_form_is_named_with_its_rule(content: dict[str, object], says: str):
    wrong = FORM.objection(act(**content))
    assert wrong is not None
    assert says in wrong.what
    assert wrong.rule == "form"


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(plain)
def test_no_check_ever_fails_on_what_another_machine_may_send(value: object):
    for check in (text, identity, day, moment, count, place, by_language, many(identity)):
        assert isinstance(check(value), str)


def test_what_is_named_twice_in_a_list_is_seen():
    assert many(identity)(["post-1", "post-1"]) == "must name nothing twice"
    assert many(identity)(["post-1", "post-2"]) == ""


def test_whose_word_it_is_and_whether_it_is_relayed():
    own = act(id="post-1", on="2017-10-02")
    relayed = act(id="post-1", on="2017-10-02", of="russia")
    unsigned = Act(1, "journal 2", "post moved", None, AT, {"by": "A. Haddad", "of": "russia"})
    assert (own.speaker, own.first_hand) == ("turkey", True)
    assert (relayed.speaker, relayed.first_hand) == ("russia", False)
    assert (unsigned.speaker, unsigned.first_hand) == ("russia", False)
