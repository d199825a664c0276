"""Posts of the control forces: allotted, set up, moved, closed, as each side says."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from centre_ground import act, folded, ground, point

from holdfire.centre.act import Act
from holdfire.centre.fold import fold
from holdfire.centre.posts import ALLOTTED, CLOSED, MOVED, POSTS, SET_UP

LATER = datetime(2018, 5, 20, tzinfo=UTC)


def allotted(name="post-1", to="turkey", **content):
    told = {"id": name, "to": to, "zone": "idlib", "place": point(35.93, 36.63), "from": "2017-06-01"}
    return act(ALLOTTED, "turkey", **(told | {"kind": "observation post"} | content))


def told(kind, party, on, name="post-1", **content):
    return replace(act(kind, party, id=name, on=on, **content), at=LATER)


def posts(*acts):
    return folded(POSTS, *acts).state.posts


def objections(*acts):
    return [(each.objection.rule, each.objection.what) for each in folded(POSTS, *acts).aside]


def test_ten_of_twelve_posts_stood_by_13_may_2018():
    """Sputnik of that day, for the Idlib area; the posts' names and days here are made up."""
    acts = [allotted(f"post-{n}") for n in range(12)]
    acts += [told(SET_UP, "turkey", "2018-05-01", f"post-{n}") for n in range(10)]
    stand = [each.standing("2018-05-13") for each in posts(*acts).values()]
    assert (stand.count("stands"), stand.count("not set up")) == (10, 2)


def test_two_sides_that_differ_on_one_post_both_stand():
    acts = [allotted(), told(SET_UP, "turkey", "2018-04-01"), told(CLOSED, "russia", "2018-05-02")]
    (post,) = posts(*acts).values()
    assert post.on("2018-05-13") == {"turkey": "stands", "russia": "closed"}
    assert post.standing("2018-05-13") == "told differently"
    assert post.standing("2018-04-15") == "stands"


def test_a_post_that_moved_still_stands():
    acts = [
        allotted(),
        told(SET_UP, "turkey", "2018-04-01"),
        told(MOVED, "turkey", "2018-04-09", place=point()),
    ]
    assert posts(*acts)["post-1"].standing("2018-05-01") == "stands"


def test_a_place_off_the_map_of_its_first_day_is_doubted_with_the_map_named():
    near, far = posts(allotted(), allotted("post-2", place=point(33.5, 36.3))).values()
    assert near.doubt == ""
    assert "it lies off idlib by the map idlib-2017" in far.doubt
    (early,) = posts(allotted(**{"from": "2016-01-01"})).values()
    assert early.doubt == "no map of idlib is in force on 2016-01-01"


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (allotted(), "There is a post post-1 already, allotted to turkey."),
        (allotted("post-2", to="mars"), "The agreement knows no party mars."),
        (allotted("post-2", zone="mars"), "The agreement has no zone mars."),
        (told(SET_UP, "turkey", "2018-04-01", "post-9"), "There is no post post-9."),
        (
            told(SET_UP, "turkey", "2017-05-01"),
            "Post post-1 is allotted from 2017-06-01, and 2017-05-01 is before.",
        ),
        (told(SET_UP, "turkey", "2018-06-01"), "2018-06-01 is yet to come."),
    ],
)
def test_what_cannot_be_is_refused_with_the_rule(bad, says):
    assert objections(allotted(), bad)[0][1] == says


def test_an_act_out_of_form_is_set_aside():
    (aside,) = fold(POSTS, [Act(1, "a", ALLOTTED, "turkey", LATER, {"id": 7})], ground()).aside
    assert aside.objection.rule == "form"
