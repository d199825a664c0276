"""Posts at the desk: allotted, set up, moved, handed over, closed, as each side says."""

from typing import Any

import pytest
from centre_cast import Cast
from seats_taken import At
from starlette.testclient import TestClient

ALLOT = {
    "id": "post-7", "to": "turkey", "zone": "idlib", "kind": "observation post", "since": "2017-06-01",
    "lat": 35.93, "lon": 36.63, "radius_m": 200, "name": "Morek",
}  # fmt: skip
SPOT = {"lat": 35.95, "lon": 36.65, "radius_m": 100}


def row(browser: TestClient) -> dict[str, Any]:
    (found,) = browser.get("/api/centre/posts").json()["rows"]
    return dict(found)


def test_a_post_is_allotted_and_each_side_tells_what_became_of_it(at: At) -> None:
    assert at.as_("officer").post("/api/centre/posts", json=ALLOT).status_code == 200
    turkish = at.as_("delegate")
    told = row(turkish)
    assert (told["name"], told["stands"], told["urgent"]) == ("Morek", "not set up", "post-not-set-up")
    assert turkish.post("/api/centre/posts/post-7/set-up", json={"on": "2017-06-05"}).status_code == 200
    moved = turkish.post("/centre/posts/post-7/moved", data=SPOT | {"on": "2017-06-10"})
    assert (moved.status_code, moved.headers["location"]) == (303, "/centre/posts?thing=post-7#post-7")
    over = {"on": "2017-06-20", "to": "russia"}
    assert turkish.post("/api/centre/posts/post-7/handed-over", json=over).status_code == 200
    russian = at.as_("delegate", "ivan", "russia")
    assert row(russian)["holders"] == [{"party": "russia", "side": "turkey"}], "it is Russia's to see now"
    assert russian.post("/api/centre/posts/post-7/closed", json={"on": "2017-06-25"}).status_code == 200
    told = row(at.as_("officer"))
    assert (told["stands"], told["urgent"]) == ("told differently", "told-differently")


def test_a_post_off_its_zones_map_is_kept_and_doubted(at: At) -> None:
    done = at.as_("officer").post("/api/centre/posts", json=ALLOT | {"lat": 33.5, "lon": 36.3})
    assert done.status_code == 200
    assert "lies off idlib by the map" in row(at.as_("officer"))["doubts"][0]


@pytest.mark.parametrize(
    ("path", "told", "what"),
    [
        ("", ALLOT | {"id": "p-1"}, "There is a post p-1 already, allotted to turkey."),
        ("", ALLOT | {"zone": "nowhere"}, "The agreement has no zone nowhere."),
        ("", ALLOT | {"to": "nobody"}, "The agreement knows no party nobody."),
        (
            "/p-1/set-up",
            {"on": "2017-05-05"},
            "Post p-1 is allotted from 2017-06-01, and 2017-05-05 is before.",
        ),
        ("/p-1/closed", {"on": "2018-05-05"}, "2018-05-05 is yet to come."),
        ("/p-1/handed-over", {"on": "2017-06-05", "to": "nobody"}, "The agreement knows no party nobody."),
        ("/p-9/set-up", {"on": "2017-06-05"}, "There is no p-9 in posts."),
    ],
)
def test_what_the_rule_does_not_allow_is_refused(at: At, path: str, told: dict[str, Any], what: str) -> None:
    Cast(at).post("p-1", "turkey")
    refused = at.as_("delegate").post(f"/api/centre/posts{path}", json=told)
    assert refused.status_code == 409, refused.text
    assert refused.json()["what"] == what
    assert refused.json()["advice"]


def test_a_delegate_tells_nothing_of_a_post_that_is_not_its_own(at: At) -> None:
    Cast(at).post("p-1", "turkey")
    unseen = at.as_("delegate", "ivan", "russia").post(
        "/api/centre/posts/p-1/closed", json={"on": "2017-06-05"}
    )
    assert unseen.json()["what"] == "There is no p-1 in posts."
    taken = at.as_("delegate", "ivan", "russia").post("/api/centre/posts", json=ALLOT | {"id": "p-1"})
    assert taken.json()["what"] == "The id p-1 is taken."
