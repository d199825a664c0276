"""Signing in: passwords, one-time codes, sessions that nobody plants, and what the accounts' file keeps."""

from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from house import HERE, WORDS, House
from seats_taken import NOON, Clock
from starlette.testclient import TestClient

from holdfire.web.app import served
from holdfire.web.people import second_factor, sessions
from holdfire.web.people.account import Account, Role
from holdfire.web.people.accounts import add_account, set_disabled
from holdfire.web.people.people import People


def test_the_right_password_opens_a_session_and_a_wrong_one_does_not_say_why(house: House) -> None:
    browser = house.browser()
    for told in ({"name": "amina", "password": "wrong"}, {"name": "nobody", "password": WORDS}):
        wrong = browser.post("/sign-in", data=told)
        assert wrong.status_code == 401
        assert "Name, password or code are not right." in wrong.text
    assert house.signed_in().get("/api/queue").status_code == 200


def test_a_session_is_new_at_each_sign_in_so_that_none_can_be_planted(house: House) -> None:
    browser = house.browser()
    browser.cookies.set("holdfire", "a" * 64)
    answer = browser.post("/sign-in", data={"name": "amina", "password": WORDS})
    given = answer.cookies["holdfire"]
    assert given != "a" * 64
    again = browser.post("/sign-in", data={"name": "amina", "password": WORDS}).cookies["holdfire"]
    old = house.browser()
    old.cookies.set("holdfire", given)
    assert again != given
    assert old.get("/api/queue").status_code == 401, "the session before it ended"


def test_a_session_ends_when_nobody_is_there_and_after_twelve_hours(house: House) -> None:
    browser = house.signed_in()
    for _ in range(12):
        house.clock.now += timedelta(minutes=29)
        assert browser.get("/api/queue").status_code == 200
    house.clock.now += timedelta(minutes=31)
    assert browser.get("/api/queue").status_code == 401
    browser = house.signed_in()
    for _ in range(30):
        house.clock.now += timedelta(minutes=25)
        last = browser.get("/api/queue").status_code
    assert last == 401, "twelve hours passed"


def test_a_code_is_asked_for_and_is_good_once(house: House) -> None:
    seed = second_factor.new_seed(lambda n: b"\x07" * n)
    totp = pyotp.TOTP(seed)
    store = house.people.store
    codes = second_factor.set_seed(store, "amina", seed, totp.at(house.clock()), house.clock(), house.draw)
    house.clock.now += timedelta(minutes=2)
    browser = house.browser()
    first = browser.post("/sign-in", data={"name": "amina", "password": WORDS})
    assert first.headers["location"] == "/sign-in/code?then=/"
    assert browser.get("/api/queue").status_code == 401, "half a session is none"
    assert browser.post("/sign-in/code", data={"code": "000000"}).status_code == 401
    code = totp.at(house.clock())
    half = browser.cookies["holdfire"]
    done = browser.post("/sign-in/code", data={"code": code})
    assert done.status_code == 303
    assert done.cookies["holdfire"] != half, "a new token with the rise of rights"
    assert browser.get("/api/queue").status_code == 200
    other = house.browser()
    other.post("/sign-in", data={"name": "amina", "password": WORDS})
    assert other.post("/sign-in/code", data={"code": code}).status_code == 401, "used up"
    assert other.post("/sign-in/code", data={"code": codes[0]}).status_code == 303, "a recovery code"
    third = house.browser()
    third.post("/sign-in", data={"name": "amina", "password": WORDS})
    assert third.post("/sign-in/code", data={"code": codes[0]}).status_code == 401


def test_failures_make_the_next_try_wait_and_lock_nobody_else_out(house: House) -> None:
    browser = house.browser()
    for _ in range(5):
        browser.post("/sign-in", data={"name": "amina", "password": "wrong"})
    waits = browser.post("/sign-in", data={"name": "amina", "password": WORDS})
    assert waits.status_code == 429
    assert "Wait \u20681\u2069 second," in waits.text
    elsewhere = TestClient(
        served(house.desk, False), base_url="http://localhost:8600", follow_redirects=False,
        headers=HERE, client=("10.1.1.1", 5000),
    )  # fmt: skip
    assert elsewhere.post("/sign-in", data={"name": "amina", "password": WORDS}).status_code == 303
    house.clock.now += timedelta(seconds=3)
    assert browser.post("/sign-in", data={"name": "amina", "password": WORDS}).status_code == 303


def test_a_shut_account_is_out_at_once(house: House) -> None:
    browser = house.signed_in()
    set_disabled(house.people.store, "amina", True, "root", NOON)
    assert browser.get("/api/queue").status_code == 401
    assert house.browser().post("/sign-in", data={"name": "amina", "password": WORDS}).status_code == 401


def test_a_token_has_its_accounts_rights_until_it_ends(house: House) -> None:
    page = house.signed_in().post("/account/tokens", data={"label": "export", "days": "1"})
    token = "hf_" + page.text.split("hf_")[1][:64]
    program = house.browser()
    told = {"authorization": f"Bearer {token}"}
    assert program.get("/api/queue", headers=told).status_code == 200
    assert program.get("/api/accounts", headers=told).status_code == 403
    house.clock.now += timedelta(days=1)
    assert program.get("/api/queue", headers=told).status_code == 401


def test_the_file_keeps_no_secret_as_it_is_used(house: House) -> None:
    browser = house.signed_in()
    page = browser.post("/account/tokens", data={"label": "export", "days": "9"})
    token = page.text.split("hf_")[1][:64]
    folder = house.folder / "desk"
    kept = b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
    for secret in (WORDS, browser.cookies["holdfire"], token):
        assert secret.encode() not in kept
    assert (folder / "accounts.sqlite").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("password", "what"),
    [
        ("short", "A password has 12 to 200 characters."),
        ("password1234", "This password is among the first that a stranger would try."),
        ("nour nour nour", "This password is among the first that a stranger would try."),
    ],
)
def test_a_weak_password_is_refused(house: House, password: str, what: str) -> None:
    told = {"name": "nour", "shown": "Nour", "role": "reporter", "password": password}
    refused = house.signed_in("root").post("/api/accounts", json=told)
    assert (refused.status_code, refused.json()["what"]) == (400, what)


def test_an_administrator_makes_accounts_and_sees_no_mission(house: House) -> None:
    root = house.signed_in("root")
    told = {"name": "leyla", "shown": "L. Demir", "role": "delegate", "party": "turkey", "password": WORDS}
    assert root.post("/api/accounts", json=told).status_code == 200
    assert root.post("/api/accounts", json=told).json()["what"] == "There is an account leyla already."
    assert root.post("/api/accounts", json=told | {"name": "x2", "party": "narnia"}).status_code == 400
    own = root.post("/api/accounts/root/open", json={"disabled": True})
    assert own.json()["what"] == ("Nobody changes their own role, shuts their own account, or sets it anew.")
    assert root.get("/api/queue").status_code == 403
    changes = root.get("/api/accounts").json()["changes"]
    assert changes[0]["what"] == "made: delegate of turkey"
    assert changes[0]["by"] == "root"
    assert house.signed_in("leyla").get("/api/queue").status_code == 200


def test_a_change_of_role_ends_the_sessions_it_was_made_under(house: House) -> None:
    browser = house.signed_in()
    told = {"shown": "A. Haddad", "role": "reporter"}
    assert house.signed_in("root").post("/api/accounts/amina/place", json=told).status_code == 200
    assert browser.get("/api/queue").status_code == 401


def test_signing_in_leads_nowhere_else(house: House) -> None:
    for elsewhere in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        told = {"name": "amina", "password": WORDS, "then": elsewhere}
        assert house.browser().post("/sign-in", data=told).status_code == 422, elsewhere


def test_a_session_of_another_desk_is_nobodys_here(house: House, tmp_path: Path) -> None:
    other = People.of(tmp_path / "other", house.draw)
    add_account(other.store, Account("amina", "A", Role.OFFICER), WORDS, "test", NOON)
    token = sessions.begin(other.store, "amina", True, NOON, house.draw)
    browser = house.browser()
    browser.cookies.set("holdfire", token)
    assert browser.get("/api/queue").status_code == 401
    assert Clock().now == NOON
