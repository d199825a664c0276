"""Patrols and posts in a bulletin: each side's word, differences shown, the public told numbers only."""

import pytest
from centre_dataset import AT, HOUR, acts_by, lines, rows, section_of, words_of

from holdfire.centre.patrols.acts import DENIED, PLANNED, TOLD
from holdfire.centre.patrols.patrol import PATROLS
from holdfire.centre.posts import ALLOTTED, CLOSED, POSTS, SET_UP
from holdfire.publish.editions import Edition
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


def test_nothing_planned_is_no_section():
    assert section_of(patrols, PATROLS, [], Edition.PUBLIC) is None
    assert section_of(posts, POSTS, [], Edition.PUBLIC) is None
