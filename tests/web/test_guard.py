"""The guard: what comes from elsewhere, under another name, too large or too often reaches no route."""

import os

import pytest
from seats_taken import NOON, At
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from holdfire.web.app import desk_app, served
from holdfire.web.desk import Desk
from holdfire.web.guard import POLICY, Guard
from holdfire.web.people.account import Account, Role
from holdfire.web.people.accounts import add_account
from holdfire.web.people.people import People

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


@pytest.mark.parametrize(
    "host", ["[", "[::1", "", "\xff", "localhost.evil.example", "localhost@evil.example"]
)
def test_a_name_that_cannot_be_read_is_not_this_desks(at: At, host: str) -> None:
    answer = guarded(at).get("/sign-in", headers={"host": host.encode("latin-1")})  # type: ignore[dict-item]
    assert answer.status_code == 421


def test_a_new_cookie_with_each_request_is_no_way_round_the_limit_at_the_door(at: At) -> None:
    browser = guarded(at, clock=lambda: 60.0)
    for path in ("/passkeys/ask", "/sign-in"):
        for number in range(150):
            told = {"cookie": f"holdfire={number}", "origin": "http://localhost:8600"}
            assert browser.post(path, headers=told).status_code != 429
    last = browser.post("/sign-in", headers={"cookie": "holdfire=new", "origin": "http://localhost:8600"})
    assert last.status_code == 429
    assert last.json()["what"] == "Too many requests came from your address."
    assert browser.get("/sign-in").status_code == 200


def test_a_refusal_is_guarded_like_a_page_and_plain_for_a_browser(at: At) -> None:
    told = {"host": "evil.example", "accept": "text/html,*/*"}
    answer = guarded(at, secure=True).get("/sign-in", headers=told)
    assert answer.text == "This desk is not called 'evil.example'. Open http://localhost:8600.\n"
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    waiting = guarded(at, per_minute=0, clock=lambda: 75.5).get("/sign-in")
    assert (waiting.headers["retry-after"], waiting.json()["advice"]) == ("45", "Wait 45 seconds.")


def test_no_socket_goes_past_the_guard(at: At) -> None:
    with pytest.raises(WebSocketDisconnect), guarded(at).websocket_connect("/live"):
        pass


def test_behind_tls_cookies_go_that_way_only_and_to_this_host_only(at: At) -> None:
    people = People.of(at.folder, os.urandom, secure=True)
    add_account(people.store, Account("amina", "A. Haddad", Role.OFFICER), "four words apart here", "t", NOON)
    desk = Desk(at.folder, at.clock, os.urandom, people, "https://desk.example.org")
    browser = TestClient(served(desk, True), base_url="https://desk.example.org", follow_redirects=False)
    told = {"name": "amina", "password": "four words apart here"}
    answer = browser.post("/sign-in", data=told, headers={"origin": "https://desk.example.org"})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-holdfire=")
    for each in ("; HttpOnly", "; Secure", "; SameSite=strict", "; Path=/"):
        assert each in cookie
    assert "domain" not in cookie.lower()
    assert browser.get("/api/queue").status_code == 200
    there = {"language": "ar"}
    chosen = browser.post("/language", data=there, headers={"origin": "https://desk.example.org"})
    assert "; Secure" in chosen.headers["set-cookie"]
    assert browser.get("/sign-in", headers={"host": "localhost"}).status_code == 421
