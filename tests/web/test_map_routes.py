"""The map: incidents where they may have been, as the viewer may see them, with or without a script."""

from seats_taken import At


def test_the_light_map_is_a_drawing_that_runs_nothing(at: At) -> None:
    answer = at.as_("officer").get("/map/light.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "<script" not in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.text.startswith("<svg")


def test_features_are_the_incidents_that_wait_and_the_zones_of_the_day(at: At) -> None:
    told = at.as_("officer").get("/map/shown.geojson").json()
    layers = {each["properties"]["layer"] for each in told["features"]}
    assert "zone" in layers
    assert told["seen"] > 0
    queue = at.as_("officer").get("/api/queue").json()
    assert told["seen"] <= queue["counts"]["unanswered"]
    pins = [each for each in told["features"] if each["properties"]["layer"] == "incident"]
    assert all(each["properties"]["radius_m"] > 0 for each in pins), "each pin says how far off it may be"


def test_an_answered_incident_leaves_the_map_of_what_waits(at: At) -> None:
    before = at.as_("officer").get("/map/shown.geojson").json()["seen"]
    row = next(r for r in at.as_("officer").get("/api/queue").json()["rows"] if r["radius_m"])
    at.as_("officer").post(f"/api/incidents/{row['incident_id']}/note", json={"why": "a wedding"})
    assert at.as_("officer").get("/map/shown.geojson").json()["seen"] == before - 1


def test_a_delegate_sees_no_incident_that_was_not_issued(at: At, issued: At) -> None:
    assert at.as_("delegate").get("/map/shown.geojson").json()["seen"] == 0
    assert issued.as_("delegate").get("/map/shown.geojson").json()["seen"] > 0


def test_a_box_that_is_none_is_refused(at: At) -> None:
    assert at.as_("officer").get("/map/shown.geojson?bbox=1,2,3").status_code == 422
    assert at.as_("officer").get("/map/base/mission.geojson").status_code == 404
