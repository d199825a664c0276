"""A hazard that one side reports is told to every side's delegates at once, as the mission chose."""

from datetime import date
from typing import Any

import pytest
from centre_cast import Cast, point
from seats_taken import NOON, At
from starlette.testclient import TestClient

from holdfire.centre.hazards.acts import ACCIDENT, CANCELLED, CLEARED, CONFIRMED, REPORTED
from holdfire.centre.hazards.rules import HAZARDS
from holdfire.mission.folder import Mission
from holdfire.mission.issuing import issue
from holdfire.places.geodesy import distance_m
from holdfire.places.point import Point
from holdfire.publish.edition import Edition

SQUARE = [[[359200000, 366200000], [359200000, 366400000], [359400000, 366400000], [359400000, 366200000]]]


def choose(at: At, shown: str) -> None:
    file = at.folder / "mission.toml"
    text = file.read_text("utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("hazards_shown")]
    kept.insert(kept.index("[reporting_day]"), f'hazards_shown = "{shown}"')
    file.write_text("\n".join(kept) + "\n", "utf-8")


def rows(browser: TestClient) -> list[dict[str, Any]]:
    return list(browser.get("/api/centre/hazards").json()["rows"])


def test_every_side_is_warned_at_once_of_where_and_what_but_not_by_whom_it_is_known(at: At) -> None:
    cast = Cast(at)
    cast.hazard("m-4", "russia")
    cast.say(
        HAZARDS, CONFIRMED, "russia", id="m-4", evidence="direct", rests_on="seen by Omar", on="2017-06-20"
    )
    cast.say(HAZARDS, ACCIDENT, "russia", id="m-4", on="2017-06-26", incident="i-secret")
    for name, party in (("leyla", "turkey"), ("reza", "iran"), ("sami", "syria")):
        delegate = at.as_("delegate", name, party)
        (told,) = rows(delegate)
        assert (told["stands"], told["kinds"], told["accidents"]) == ("confirmed", ["unexploded ordnance"], 1)
        assert (told["lat"], told["lon"], told["radius_m"]) == (35.93, 36.63, 300)
        assert (told["warning"], told["rests_on"], told["held"][0]["steps"][0]["words"]) == (True, None, None)
        page = delegate.get("/centre/hazards").text
        assert "Told to you as a warning" in page
        for word in ("two farmers", "Omar", "i-secret"):
            assert word not in page + str(told), word
        assert "m-4" in delegate.get("/map/shown.geojson?day=2017-07-01").text
        assert "m-4" in delegate.get("/centre").text
    (own,) = rows(at.as_("delegate", "ivan", "russia"))
    assert (own["warning"], own["rests_on"]) == (False, "told by two farmers")


def test_another_sides_clearing_makes_no_warned_of_area_safe(at: At) -> None:
    cast = Cast(at)
    cast.hazard("m-4", "russia")
    cast.say(HAZARDS, CLEARED, "syria", id="m-4", on="2017-06-25", document="0" * 64)
    (told,) = rows(at.as_("delegate"))
    assert (told["stands"], told["urgent"]) == ("suspected", "told-differently")


def test_a_delegate_tells_own_word_on_what_it_was_warned_of(at: At) -> None:
    Cast(at).hazard("m-4", "russia")
    leyla = at.as_("delegate")
    seen = {"rests_on": "our patrol saw a mine", "on": "2017-06-30"}
    assert leyla.post("/api/centre/hazards/m-4/confirmed", json=seen).status_code == 200
    (told,) = rows(at.as_("officer"))
    assert {each["side"]: each["state"] for each in told["held"]} == {
        "russia": "suspected", "turkey": "confirmed",
    }  # fmt: skip


def test_what_a_bulletin_told_is_told_whole_and_what_came_since_as_a_warning(at: At) -> None:
    cast = Cast(at)
    cast.hazard("m-4", "russia")
    issue(Mission.open(at.folder), date(2017, 7, 1), Edition.PARTIES, NOON.replace(day=3))
    later = Cast(at, NOON.replace(day=4))
    later.say(HAZARDS, CONFIRMED, "russia", id="m-4", evidence="direct", rests_on="Omar", on="2017-07-02")
    (told,) = rows(at.as_("delegate"))
    assert (told["rests_on"], told["warning"]) == ("told by two farmers", False)
    assert (told["stands"], told["held"][0]["steps"][0]["words"]) == ("confirmed", None)


@pytest.mark.parametrize("drawn", [{"place": point(35.9344, 36.6349, 300)}, {"outline": SQUARE}])
def test_a_rounded_place_holds_the_whole_hazard(at: At, drawn: dict[str, Any]) -> None:
    choose(at, "rounded")
    cast = Cast(at)
    cast.say(
        HAZARDS, REPORTED, "russia", id="m-4", title="Field", level="suspected", kinds=["not known"],
        evidence="indirect", rests_on="told", on="2017-06-01", **drawn,
    )  # fmt: skip
    if "outline" in drawn:
        half = [
            [[359200000, 366200000], [359200000, 366300000], [359400000, 366300000], [359400000, 366200000]]
        ]
        cast.say(HAZARDS, CANCELLED, "russia", id="m-4", on="2017-06-20", survey="NTS", outline=half)
    leyla = at.as_("delegate")
    (told,) = rows(leyla)
    shown = Point(told["lon"], told["lat"])
    assert (round(told["lat"] * 100, 6) % 1, round(told["lon"] * 100, 6) % 1) == (0, 0), "on the net"
    if "place" in drawn:
        assert told["radius_m"] >= distance_m(shown, Point(36.6349, 35.9344)) + 300
    else:
        corners = [Point(lon / 1e7, lat / 1e7) for lat, lon in SQUARE[0]]
        assert told["radius_m"] >= max(distance_m(shown, each) for each in corners)
    (held,) = told["held"]
    assert (held["state"], held["residual_m2"], held["steps"]) == ("suspected", told["area_m2"], [])
    assert "Its place is rounded" in leyla.get("/centre/hazards").text
    for exact in ("36.6349", "35.9344", "36.62,", "366200000"):
        assert exact not in leyla.get("/map/shown.geojson?day=2017-07-01").text
    (own,) = rows(at.as_("delegate", "ivan", "russia"))
    assert own["radius_m"] == (300 if "place" in drawn else None)


def test_a_mission_may_choose_that_hazards_wait_for_the_bulletin(at: At) -> None:
    Cast(at).hazard("m-4", "russia")
    leyla = at.as_("delegate")
    assert len(rows(leyla)) == 1
    choose(at, "issued")
    assert rows(leyla) == []
    assert "m-4" not in leyla.get("/map/shown.geojson?day=2017-07-01").text
    issue(Mission.open(at.folder), date(2017, 7, 1), Edition.PARTIES, NOON.replace(day=3))
    (told,) = rows(leyla)
    assert told["warning"] is False


def test_an_observer_is_told_of_hazards_by_bulletins_alone(at: At) -> None:
    Cast(at).hazard("m-4", "russia")
    assert rows(at.as_("observer")) == []
