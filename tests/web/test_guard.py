"""The guard: what comes from elsewhere, under another name, too large or too often reaches no route."""

import pytest
from seats_taken import At
from starlette.testclient import TestClient

from holdfire.web.app import desk_app
from holdfire.web.desk import Desk
from holdfire.web.guard import POLICY, Guard

FORM = {"content-type": "application/x-www-form-urlencoded"}


def guarded(at: At, **settings: object) -> TestClient:
    desk = Desk(at.folder, at.clock, bytes)
    guard = Guard(
        desk_app(desk, lambda _: None),
        desk.origin,
        frozenset({"localhost"}),
        **settings,  # type: ignore[arg-type]
    )
    return TestClient(guard, base_url="http://localhost:8600", follow_redirects=False)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"cookie": "holdfire=abc"}, 403),
        ({"sec-fetch-site": "same-origin", "cookie": "holdfire=abc"}, 303),
        ({"origin": "http://localhost:8600"}, 303),
    ],
)
def test_only_this_desks_own_pages_may_post(at: At, headers: dict[str, str], status: int) -> None:
    answer = guarded(at).post("/language", data={"language": "ar"}, headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["what"] == "This request did not come from a page of this desk."


def test_the_desk_answers_to_its_own_name_only(at: At) -> None:
    answer = guarded(at).get("/sign-in", headers={"host": "evil.example"})
    assert (answer.status_code, answer.json()["what"]) == (421, "This desk is not called 'evil.example'.")


def test_every_page_forbids_what_it_does_not_need(at: At) -> None:
    answer = guarded(at).get("/sign-in")
    assert answer.headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert "<style" not in answer.text
    assert " style=" not in answer.text


def test_more_than_a_route_takes_is_refused_however_it_is_sent(at: At) -> None:
    here = {"origin": "http://localhost:8600"}
    told = guarded(at).post("/language", content=b"x" * 1_000_001, headers=here)
    assert told.status_code == 413

    def drip():  # type: ignore[no-untyped-def]
        for _ in range(11):
            yield b"x" * 100_000

    streamed = guarded(at).post("/language", content=drip(), headers=here | FORM)
    assert (streamed.status_code, streamed.json()["what"]) == (413, "More than 1,000,000 bytes were sent.")


def test_too_many_requests_have_to_wait(at: At) -> None:
    browser = guarded(at, per_minute=3, clock=lambda: 60.0)
    assert [browser.get("/sign-in").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert browser.get("/sign-in").headers["retry-after"] == "60"
    assert browser.get("/static/desk.css").status_code == 200
