"""Posts of the control forces: allotted, set up, moved, closed, as each side says."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from centre_ground import act, folded, ground, point
from hypothesis import given
from hypothesis import strategies as st

from holdfire.centre.act import Act
from holdfire.centre.fold import fold
from holdfire.centre.posts import ALLOTTED, CLOSED, FORMS, HANDED_OVER, MOVED, POSTS, SET_UP

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


def test_a_relayed_word_gives_way_to_the_partys_own_and_is_heard_where_it_has_none():
    own = told(SET_UP, "russia", "2018-04-01")
    relayed = told(CLOSED, "turkey", "2018-05-02", of="russia")
    assert posts(allotted(), own, relayed)["post-1"].on("2018-05-13") == {"russia": "stands"}
    assert posts(allotted(), relayed)["post-1"].on("2018-05-13") == {"russia": "closed"}


def test_a_post_handed_over_is_manned_by_another_from_that_day_as_each_says():
    over = told(HANDED_OVER, "turkey", "2018-05-01", to="russia")
    (post,) = posts(allotted(), told(SET_UP, "turkey", "2018-04-01"), over).values()
    assert (post.party, post.manned_by("2018-04-30"), post.manned_by("2018-05-01")) == (
        "turkey", {}, {"turkey": "russia"},
    )  # fmt: skip
    assert post.standing("2018-05-13") == "stands"


def test_the_place_it_moved_to_is_doubted_by_the_map_of_that_day_from_that_day():
    moved = told(MOVED, "turkey", "2018-04-09", place=point(33.5, 36.3))
    (post,) = posts(allotted(), told(SET_UP, "turkey", "2018-04-01"), moved).values()
    assert post.doubted("2018-04-08") == []
    (doubt,) = post.doubted("2018-04-09")
    assert "it lies off idlib by the map idlib-2017" in doubt
    assert doubt.endswith("as it moved on 2018-04-09")
    assert post.places("2018-05-01") == {"turkey": point(33.5, 36.3)}


def test_a_zone_in_which_no_clause_sets_up_any_watch_is_doubted():
    whole = ground()
    mute = replace(whole.agreement, provisions=tuple(
        each for each in whole.agreement.provisions if not (each.theme == "monitoring" and each.zones)
    ))  # fmt: skip
    (post,) = fold(POSTS, [allotted()], replace(whole, agreement=mute)).state.posts.values()
    assert post.doubt == "no clause in force on 2017-06-01 sets up posts, patrols or other watch in idlib"
    assert posts(allotted())["post-1"].doubt == ""
    assert posts(allotted())["post-1"].map == "idlib-2017-05"


def test_metres_count_the_same_eastward_and_northward():
    """One degree of longitude is 90 km at 36 degrees north: a radius that reaches is reached."""
    area = ground().agreement.zone("idlib").version_at(LATER.replace(year=2017, month=6))
    tip = min(
        (
            corner
            for part in getattr(area.geometry, "geoms", [area.geometry])
            for corner in part.exterior.coords
        ),
        key=lambda corner: corner[0],
    )
    off = 20_000
    away = tip[0] - off / 90_300
    reach = off - round(area.edge_uncertainty_m)
    near, far = (point(tip[1], away, max(0, reach + more)) for more in (600, -600))
    assert posts(allotted(place=near))["post-1"].doubt == ""
    assert "it lies off idlib" in posts(allotted(place=far))["post-1"].doubt


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
        (told(HANDED_OVER, "turkey", "2018-04-01", to="mars"), "The agreement knows no party mars."),
    ],
)
def test_what_cannot_be_is_refused_with_the_rule(bad, says):
    assert objections(allotted(), bad)[0][1] == says


def test_an_act_out_of_form_is_set_aside():
    (aside,) = fold(POSTS, [Act(1, "a", ALLOTTED, "turkey", LATER, {"id": 7})], ground()).aside
    assert aside.objection.rule == "form"


WORDS = st.sampled_from(["post-1", "turkey", "idlib", "2018-04-01", ""])
plain = st.none() | st.integers(-3, 9) | WORDS | st.just(point())
NAMES = [*(name for form in FORMS.values() for name in form.whole)]


@given(
    st.lists(
        st.tuples(st.sampled_from(list(FORMS)), st.dictionaries(st.sampled_from(NAMES), plain)), max_size=8
    )
)
def test_whatever_another_machine_sends_the_fold_goes_on(sent):
    acts = [replace(act(kind, "turkey", **content), at=LATER) for kind, content in sent]
    found = folded(POSTS, allotted(), *acts).state
    assert isinstance(POSTS.as_map(found), dict)
    for each in found.posts.values():
        assert each.standing("2018-05-13")
        assert isinstance(each.doubted("2018-05-13"), list)
