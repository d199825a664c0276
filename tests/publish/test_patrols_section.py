"""Patrols and posts in a bulletin: each side's word, differences shown, the public told numbers only."""

import pytest
from centre_dataset import AT, HOUR, acts_by, lines, rows, section_of, words_of

from holdfire.centre.patrols.acts import CALLED_OFF, DENIED, PLANNED, SET_OUT, TOLD
from holdfire.centre.patrols.rules import PATROLS
from holdfire.centre.posts import ALLOTTED, CLOSED, HANDED_OVER, MOVED, POSTS, SET_UP
from holdfire.publish.edition import Edition
from holdfire.publish.sections.patrols import patrols
from holdfire.publish.sections.posts import posts

POINT = {"lat_e7": 358000000, "lon_e7": 363000000, "radius_m": 50}


def at(hours):
    return (AT + hours * HOUR).isoformat()


def story():
    plan = {"id": "m4-1", "parties": ["russia", "turkey"], "zone": "idlib", "route": [POINT, POINT]}
    return acts_by(
        (PLANNED, "turkey", -20, {**plan, "start": at(-4), "end": at(-2)}),
        (TOLD, "turkey", -1, {"id": "m4-1", "outcome": "completed"}),
        (
            TOLD,
            "turkey",
            0,
            {"id": "m4-1", "outcome": "cut short", "of": "russia", "why": "a crowd of women"},
        ),
        (DENIED, "turkey", 0, {"id": "m4-1", "at": at(-3), "denied_by": "an armed group"}),
        (TOLD, "russia", 90, {"id": "m4-1", "outcome": "completed"}),
    )


def test_both_words_stand_and_what_comes_later_is_not_known_yet():
    found = section_of(patrols, PATROLS, story(), Edition.PARTIES)
    (row,) = rows(found, "Patrols of the day")
    assert row == (
        "m4-1",
        "Russia and Turkey",
        "told differently",
        "Turkey: completed; Russia: cut short (relayed)",
    )
    assert "Told differently by the sides: 1." in lines(found)
    assert "Denied passage: 1. Hindered: 0." in lines(found)


@pytest.mark.parametrize("edition", list(Edition))
def test_no_edition_prints_a_reason_and_the_public_one_no_id(edition):
    text, ids = words_of(section_of(patrols, PATROLS, story(), edition))
    assert "crowd" not in text
    assert edition is not Edition.PUBLIC or ("m4-1" not in text and ids == [])


def test_posts_are_counted_by_party_and_differences_told():
    told = {"to": "turkey", "zone": "idlib", "place": POINT, "from": "2017-05-10", "kind": "checkpoint"}
    acts = acts_by(
        (ALLOTTED, "turkey", -900, {"id": "post-1", **told}),
        (ALLOTTED, "turkey", -900, {"id": "post-2", **told}),
        (SET_UP, "turkey", -20, {"id": "post-1", "on": "2017-06-10"}),
        (CLOSED, "russia", -10, {"id": "post-1", "on": "2017-06-12"}),
    )
    found = section_of(posts, POSTS, acts, Edition.PARTIES)
    (row,) = rows(found, "Posts by zone and party")
    assert row[1:] == ("Turkey", "2", "0", "1", "0", "1")
    assert any("Turkey: stands; Russia: closed" in line for line in lines(found))


def test_a_plan_that_one_side_called_off_and_one_that_set_out_are_told_as_they_stand():
    plan = {"parties": ["russia", "turkey"], "zone": "idlib", "route": [POINT, POINT]}
    hours = {"start": at(-4), "end": at(-2)}
    acts = acts_by(
        (PLANNED, "turkey", -20, {"id": "m4-1", **plan, **hours}),
        (PLANNED, "turkey", -20, {"id": "m4-2", **plan, **hours}),
        (CALLED_OFF, "russia", -6, {"id": "m4-1"}),
        (SET_OUT, "turkey", -3, {"id": "m4-2", "at": at(-4)}),
    )
    found = section_of(patrols, PATROLS, acts, Edition.PARTIES)
    assert "Called off: 1. Of which nobody told how they went: 1." in lines(found)
    assert [row[2:] for row in rows(found, "Patrols of the day")] == [
        ("called off", "Russia: called off"),
        ("set out", "Turkey: set out"),
    ]


def test_a_post_handed_over_and_one_that_moved_off_the_map_are_told():
    told = {"to": "turkey", "zone": "idlib", "place": POINT, "from": "2017-05-10", "kind": "checkpoint"}
    far = {"lat_e7": 335000000, "lon_e7": 363000000, "radius_m": 50}
    acts = acts_by(
        (ALLOTTED, "turkey", -900, {"id": "post-1", **told}),
        (SET_UP, "turkey", -100, {"id": "post-1", "on": "2017-06-10"}),
        (HANDED_OVER, "turkey", -20, {"id": "post-1", "on": "2017-06-12", "to": "russia"}),
        (MOVED, "turkey", -10, {"id": "post-1", "on": "2017-06-14", "place": far}),
    )
    said = " ".join(lines(section_of(posts, POSTS, acts, Edition.PARTIES)))
    assert "post-1: handed over to Russia, as Turkey says." in said
    assert "post-1: doubted, it lies off idlib" in said
    public, _ = words_of(section_of(posts, POSTS, acts, Edition.PUBLIC))
    assert "post-1" not in public


def test_nothing_planned_is_no_section():
    assert section_of(patrols, PATROLS, [], Edition.PUBLIC) is None
    assert section_of(posts, POSTS, [], Edition.PUBLIC) is None
