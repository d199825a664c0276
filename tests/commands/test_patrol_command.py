"""holdfire post and patrol: what is planned, what it clashes with, and how it went as each side says."""

import json
from functools import partial

import pytest
from set_clock import Clock
from typed import typed

HAND = ("--by", "A. Haddad")
ROAD = ("--point", "35.80,36.30,50", "--point", "35.80,36.60,50")


@pytest.fixture
def holdfire(capsys, monkeypatch):
    Clock(monkeypatch).set("2020-03-22")
    return partial(typed, capsys)


def planned(holdfire, folder, name, start="08:00", end="11:00", *more):
    times = ("--start", f"2020-03-23T{start}Z", "--end", f"2020-03-23T{end}Z")
    parties = ("--party", "russia", "--party", "turkey")
    return holdfire("patrol", "plan", folder, name, *parties, *ROAD, *times, *more, *HAND)


def test_a_plan_tells_at_once_what_it_clashes_with_and_is_kept_all_the_same(mission, holdfire):
    folder = mission.folder
    assert planned(holdfire, folder, "m4-2", "08:00", "11:00", "--series", "2")["clashes"] == []
    (clash,) = planned(holdfire, folder, "m4-3", "08:30", "11:30")["clashes"]
    assert (clash["one"], clash["other"], clash["kind"]) == ("m4-3", "m4-2", "patrol")
    assert clash["minutes_apart"] <= 60
    assert planned(holdfire, folder, "m4-4", "18:00", "19:00")["clashes"] == []
    asked = ("--from", "2020-03-23T00:00Z", "--to", "2020-03-24T00:00Z")
    assert len(holdfire("patrol", "clashes", folder, *asked)["clashes"]) == 1


def test_a_patrol_through_a_notified_convoy_is_told(mission, holdfire):
    folder = mission.folder
    window = (
        "--start",
        "2020-03-23T07:00Z",
        "--end",
        "2020-03-23T12:00Z",
        "--answer-by",
        "2020-03-22T18:00Z",
    )
    holdfire(
        "access", "notify-movement", folder, "c-7", "food", "Convoy", "--organisation", "a UN agency",
        "--to", "russia", *ROAD, *window, *HAND,
    )  # fmt: skip
    (clash,) = planned(holdfire, folder, "m4-2")["clashes"]
    assert (clash["other"], clash["kind"]) == ("c-7", "convoy")


def test_each_side_says_how_it_went_and_both_stand(mission, holdfire, monkeypatch, tmp_path):
    folder = mission.folder
    planned(holdfire, folder, "m4-2")
    Clock(monkeypatch).set("2020-03-24")
    holdfire("patrol", "outcome", folder, "m4-2", "completed", "--of", "turkey", *HAND)
    told = holdfire("patrol", "outcome", folder, "m4-2", "cut short", "--of", "russia", *HAND)
    assert told["outcome"] == "told differently"
    holdfire("patrol", "obstacle", folder, "m4-2", "a berm", "--at", "2020-03-23T09:00Z", *HAND)
    holdfire("patrol", "deny", folder, "m4-2", "--at", "2020-03-23T10:00Z", "--denied-by", "a group", *HAND)
    (patrol,) = holdfire("patrol", "list", folder)["patrols"]
    assert patrol["said"] == {"turkey": "completed", "russia": "cut short"}
    assert (patrol["denied"], patrol["hindered"]) == (1, 1)
    lines = holdfire("patrol", "show", folder, "m4-2", as_json=False)
    assert "russia: patrol outcome told cut short" in lines[3]
    out = tmp_path / "patrols.geojson"
    assert holdfire("patrol", "export", folder, out)["patrols"] == 1
    (feature,) = json.loads(out.read_text("utf-8"))["features"]
    assert feature["geometry"]["coordinates"][0] == [36.3, 35.8]


def test_a_patrol_without_route_is_refused_with_the_rule_and_the_next_step(mission, holdfire):
    times = ("--start", "2020-03-23T08:00Z", "--end", "2020-03-23T11:00Z")
    said = holdfire("patrol", "plan", mission.folder, "m4-2", "--party", "turkey", *times, *HAND, code=2)
    assert "Patrol m4-2 has no route: 0 points." in said
    assert "Give two points or more" in said
    assert holdfire("patrol", "list", mission.folder)["patrols"] == []


def test_posts_are_listed_as_they_stood_on_a_day(mission, holdfire):
    folder = mission.folder
    for n in range(3):
        place = ("--place", "35.93,36.63,200", "--from", "2017-10-12")
        holdfire("post", "allot", folder, f"post-{n}", "turkey", "--zone", "idlib", *place, *HAND)
    holdfire("post", "set-up", folder, "post-0", "--on", "2017-10-14", *HAND)
    holdfire("post", "set-up", folder, "post-1", "--on", "2017-11-20", *HAND)
    holdfire("post", "close", folder, "post-0", "--on", "2018-07-01", "--of", "russia", *HAND)
    told = holdfire("post", "list", folder, "--on", "2018-05-13")
    assert [each["standing"] for each in told["posts"]] == ["stands", "stands", "not set up"]
    told = holdfire("post", "list", folder, "--on", "2018-08-01", as_json=False)
    assert told[0] == "On 2018-08-01 1 of 3 posts stand."
    assert "told differently" in told[1]
