"""The hand-over: what is open stands there by itself, and two officers sign."""

from seats_taken import At


def test_a_watch_is_handed_over_by_one_and_taken_by_another(at: At) -> None:
    one, other = at.as_("officer", "amina"), at.as_("officer", "boris")
    assert one.get("/api/watch").json()["watch"]["since"] is None
    assert one.post("/api/watch/hand-over", json={"note": "Two calls expected from Hama."}).status_code == 200
    alone = one.post("/api/watch/take-over")
    assert alone.status_code == 409
    assert alone.json()["what"] == "Amina of the desk handed the watch over and cannot take it."
    told = other.get("/api/watch").json()
    assert told["may_take"] is True
    assert told["watch"]["note"] == "Two calls expected from Hama."
    assert other.post("/api/watch/take-over").status_code == 200
    told = other.get("/api/watch").json()
    assert told["watch"]["taken_by"] == "Boris of the desk"
    assert told["new"] == {}, "nothing came since"
    assert other.post("/api/watch/take-over").json()["what"] == "No hand-over waits to be taken."


def test_what_came_since_the_watch_began_is_counted_by_kind(at: At) -> None:
    one, other = at.as_("officer", "amina"), at.as_("officer", "boris")
    one.post("/api/watch/hand-over", json={"note": ""})
    other.post("/api/watch/take-over")
    incident = one.get("/api/queue").json()["rows"][0]["incident_id"]
    one.post(f"/api/incidents/{incident}/note", json={"why": "a wedding"})
    assert other.get("/api/watch").json()["new"] == {"incident noted": 1}


def test_the_page_names_the_oldest_that_waits_and_who_was_kept_out(at: At) -> None:
    told = at.as_("officer").get("/api/watch").json()
    first = at.as_("officer").get("/api/queue").json()["rows"][0]["incident_id"]
    assert told["oldest"][0]["incident_id"] == first
    assert f"/incidents/{first}" in at.as_("officer").get("/watch").text
    assert all(each["denied_by"] or each["reason"] for each in told["kept_out"])


def test_a_note_that_would_run_is_shown_as_it_is(at: At) -> None:
    at.as_("officer").post("/watch/hand-over", data={"note": "<script>alert(1)</script>"})
    page = at.as_("officer", "boris").get("/watch").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
