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
    assert clash["metres"] < 50 <= clash["uncertain_m"]
    assert holdfire("patrol", "list", folder)["patrols"][0]["outcome"] == "planned", "it stands all the same"


GPX = """<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><rte>
<rtept lat="35.80" lon="36.30"><time>2020-03-23T08:00:00Z</time></rtept>
<rtept lat="35.80" lon="36.60"><time>2020-03-23T09:00:00Z</time></rtept></rte></gpx>"""


def test_a_route_comes_from_a_gpx_file_with_its_times_where_that_is_asked_for(mission, holdfire, tmp_path):
    folder, file = mission.folder, tmp_path / "m4.gpx"
    file.write_text(GPX, "utf-8")
    times = (
        "--start",
        "2020-03-23T08:00Z",
        "--end",
        "2020-03-23T12:00Z",
        "--route",
        file,
        "--route-radius",
        50,
    )
    even = ("patrol", "plan", folder, "even", "--party", "turkey", *times, *HAND)
    timed = ("patrol", "plan", folder, "timed", "--party", "russia", *times, "--file-times", *HAND)
    holdfire(*even)
    holdfire(*timed)
    assert holdfire("patrol", "show", folder, "even")["times"] == []
    told = holdfire("patrol", "show", folder, "timed")
    assert told["times"] == ["2020-03-23T08:00Z", "2020-03-23T09:00Z"]
    assert told["route"][1] == {"lat_e7": 358000000, "lon_e7": 366000000, "radius_m": 50}


def test_a_route_file_that_no_line_can_be_read_from_is_refused(mission, holdfire, tmp_path):
    times = ("--start", "2020-03-23T08:00Z", "--end", "2020-03-23T12:00Z", "--party", "turkey")
    for text, more, says in [
        ("<!DOCTYPE gpx><gpx/>", (), "declares a document type"),
        (GPX.replace("<time>2020-03-23T09:00:00Z</time>", ""), ("--file-times",), "the time of every point"),
        (GPX.replace("T09:", "T19:"), ("--file-times",), "do not rise from its start to its end"),
    ]:
        file = tmp_path / "m4.gpx"
        file.write_text(text, "utf-8")
        given = ("--route", file, "--route-radius", 50, *more)
        said = holdfire("patrol", "plan", mission.folder, "m4-2", *times, *given, *HAND, code=2)
        assert says in said
    assert holdfire("patrol", "list", mission.folder)["patrols"] == []


@pytest.mark.parametrize(
    ("fields", "says", "step"),
    [
        ({"start": "11:00", "end": "08:00"}, "would end before it begins", "The end comes after the start."),
        ({"day": "2020-03-20"}, "would be over by now: it ends on 2020-03-20 11:00", "A plan is made before"),
        ({"road": ROAD[:2]}, "has no route: 1 point.", "Give two points or more"),
        ({"road": ()}, "has no route: 0 points.", "Give two points or more"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_is_refused_with_the_rule_and_the_next_step(
    mission, holdfire, fields, says, step
):
    told = {"start": "08:00", "end": "11:00", "day": "2020-03-23", "road": ROAD} | fields
    times = ("--start", f"{told['day']}T{told['start']}Z", "--end", f"{told['day']}T{told['end']}Z")
    said = holdfire(
        "patrol", "plan", mission.folder, "m4-2", "--party", "turkey", *told["road"], *times, *HAND, code=2
    )
    assert says in said
    assert step in said


def test_a_patrol_that_is_called_off_or_under_way_says_so_by_who_says_it(mission, holdfire, monkeypatch):
    folder = mission.folder
    planned(holdfire, folder, "m4-2")
    planned(holdfire, folder, "m4-3", "20:00", "22:00")
    holdfire("patrol", "call-off", folder, "m4-3", "--why", "weather", *HAND)
    Clock(monkeypatch).set("2020-03-23T09:00")
    holdfire("patrol", "set-out", folder, "m4-2", "--at", "2020-03-23T08:05Z", "--of", "turkey", *HAND)
    first, second = holdfire("patrol", "list", folder)["patrols"]
    assert (first["outcome"], first["set_out"]) == ("set out", {"turkey": "2020-03-23T08:05Z"})
    assert (second["outcome"], second["said"]) == ("called off", {"desk": "called off"})
    assert planned(holdfire, folder, "m4-5", "20:30", "22:00")["clashes"] == [], "m4-3 is not expected"


def test_each_side_says_how_it_went_and_both_stand(mission, holdfire, monkeypatch, tmp_path):
    folder = mission.folder
    planned(holdfire, folder, "m4-2")
    Clock(monkeypatch).set("2020-03-24")
    stated = ("--minutes", 150, "--ended", "2020-03-23T11:00Z")
    holdfire("patrol", "outcome", folder, "m4-2", "completed", *stated, "--of", "turkey", *HAND)
    told = holdfire("patrol", "outcome", folder, "m4-2", "cut short", "--of", "russia", *HAND)
    assert told["outcome"] == "told differently"
    holdfire("patrol", "obstacle", folder, "m4-2", "a berm", "--at", "2020-03-23T09:00Z", *HAND)
    holdfire("patrol", "deny", folder, "m4-2", "--at", "2020-03-23T10:00Z", "--denied-by", "a group", *HAND)
    (patrol,) = holdfire("patrol", "list", folder)["patrols"]
    assert patrol["said"] == {"turkey": "completed", "russia": "cut short"}
    assert (patrol["denied"], patrol["hindered"]) == (1, 1)
    assert patrol["minutes"] == {"turkey": 150, "russia": None}
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
    (post, *_) = told["posts"]
    assert (post["map"], post["doubts"], post["manned_by"]) == ("idlib-2017-09", [], {})
    holdfire("post", "hand-over", folder, "post-1", "russia", "--on", "2018-06-01", *HAND)
    moved = ("--on", "2018-06-02", "--place", "33.5,36.3,200", *HAND)
    assert "it lies off idlib" in holdfire("post", "move", folder, "post-1", *moved)["doubt"]
    told = holdfire("post", "list", folder, "--on", "2018-06-30", as_json=False)
    assert "post-1       turkey in idlib: stands  desk: stands, handed over to russia (doubted: it" in told[2]
    told = holdfire("post", "list", folder, "--on", "2018-08-01", as_json=False)
    assert told[0] == "On 2018-08-01 1 of 3 posts stand."
    assert "told differently" in told[1]
