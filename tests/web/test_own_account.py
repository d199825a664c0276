"""One's own account: what its holder may do in a browser, and what a program with a token may not."""

import re
from datetime import timedelta

import pyotp
import pytest
from house import WORDS, House
from starlette.testclient import TestClient


def token_of(browser: TestClient) -> str:
    page = browser.post("/account/tokens", data={"label": "export", "days": "30"})
    return "hf_" + page.text.split("hf_")[1][:64]


def test_codes_begin_with_a_code_and_recovery_codes_are_shown_once(house: House) -> None:
    browser = house.signed_in()
    page = browser.get("/account")
    seed = re.search(r'name="seed" value="([A-Z2-7]{32})"', page.text)[1]  # type: ignore[index]
    assert f"secret={seed}" in page.text, "the address that an app opens"
    wrong = browser.post("/account/codes", data={"seed": seed, "code": "000000"})
    assert wrong.status_code == 400
    assert "This code does not fit." in wrong.text
    assert seed in wrong.text, "the app has read this one"
    kept = browser.post("/account/codes", data={"seed": seed, "code": pyotp.TOTP(seed).at(house.clock())})
    codes = re.findall(r"[a-z2-7]{4}(?:-[a-z2-7]{4}){3}", kept.text)
    assert len(codes) == 8
    assert kept.headers["cache-control"] == "no-store"
    assert not any(code in browser.get("/account").text for code in codes)
    assert seed not in browser.get("/account").text
    again = browser.post("/account/codes", data={"seed": seed, "code": "000000"})
    assert "This account has one-time codes already." in again.text
    other = house.browser()
    other.post("/sign-in", data={"name": "amina", "password": WORDS})
    typed = codes[0].upper().replace("-", " ")
    assert other.post("/sign-in/code", data={"code": typed}).status_code == 303, "however it is typed"
    assert other.get("/api/account").json()["codes_left"] == 7


def test_a_half_session_ends_after_five_minutes(house: House) -> None:
    browser = house.signed_in()
    seed = browser.get("/api/account").json()["seed"]
    browser.post("/account/codes", data={"seed": seed, "code": pyotp.TOTP(seed).at(house.clock())})
    half = house.browser()
    half.post("/sign-in", data={"name": "amina", "password": WORDS})
    house.clock.now += timedelta(minutes=6)
    code = pyotp.TOTP(seed).at(house.clock())
    assert half.post("/sign-in/code", data={"code": code}).status_code == 401


def test_the_password_is_changed_by_whoever_knows_it_and_all_else_ends(house: House) -> None:
    browser, other = house.signed_in(), house.signed_in()
    token = token_of(browser)
    wrong = browser.post("/api/account/password", json={"before": "x", "password": "new four words here"})
    assert (wrong.status_code, wrong.json()["what"]) == (400, "The password so far does not fit.")
    told = {"before": WORDS, "password": "new four words here"}
    assert browser.post("/api/account/password", json=told).status_code == 200
    assert browser.get("/api/queue").status_code == 401
    assert other.get("/api/queue").status_code == 401
    program = house.browser().get("/api/queue", headers={"authorization": f"Bearer {token}"})
    assert program.status_code == 401
    old = house.browser().post("/sign-in", data={"name": "amina", "password": WORDS})
    assert old.status_code == 401
    new = house.browser().post("/sign-in", data={"name": "amina", "password": "new four words here"})
    assert new.status_code == 303


def test_whoever_finds_a_browser_open_cannot_try_passwords_there_for_long(house: House) -> None:
    browser = house.signed_in()
    told = {"before": "a guess", "password": "new four words here"}
    said = [browser.post("/api/account/password", json=told).status_code for _ in range(6)]
    assert said == [400] * 5 + [429]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/account/tokens", {"label": "longer", "days": "366"}),
        ("/account/codes", {"seed": "A" * 32, "code": "000000"}),
        ("/account/password", {"before": WORDS, "password": "new four words here"}),
        ("/account/passkeys/end", {"id": "x"}),
        ("/passkeys/new", {}),
    ],
)
def test_a_token_opens_nothing_that_would_outlive_it(house: House, path: str, told: dict[str, str]) -> None:
    program = house.browser()
    program.headers["authorization"] = f"Bearer {token_of(house.signed_in())}"
    assert program.get("/api/queue").status_code == 200
    program.headers["accept"] = "application/json"
    answer = program.post(path, data=told)
    assert answer.status_code == 403
    assert answer.json()["what"] == "A token does not open the page of its own account."
    assert program.get("/api/account").status_code == 403


def test_a_token_that_is_worth_nothing_is_not_made_good_by_a_cookie(house: House) -> None:
    browser = house.signed_in()
    for token in ("", "hf_" + "0" * 64, "x" * 500):
        answer = browser.get("/api/queue", headers={"authorization": f"Bearer {token}"})
        assert answer.status_code == 401


def test_a_token_is_ended_by_its_holder(house: House) -> None:
    browser = house.signed_in()
    token = token_of(browser)
    assert browser.post("/account/tokens/end", data={"label": "export"}).status_code == 303
    program = house.browser().get("/api/queue", headers={"authorization": f"Bearer {token}"})
    assert program.status_code == 401
    done = [each["what"] for each in house.signed_in("root").get("/api/accounts").json()["changes"]]
    assert done[0] == "token ended: export"
    assert done[1] == "token made: export, until 2017-07-31"


def test_a_page_that_renews_itself_keeps_no_session_alive(house: House) -> None:
    browser = house.signed_in()
    for _ in range(4):
        house.clock.now += timedelta(minutes=10)
        last = browser.get("/api/queue", headers={"x-by-itself": "true"})
    assert last.status_code == 401, "forty minutes in which nobody did anything"


def test_signing_in_leads_back_with_everything_that_was_asked(house: House) -> None:
    led = house.browser().get("/accounts?show=a&start=60", headers={"accept": "text/html"})
    assert led.headers["location"] == "/sign-in?then=/accounts%3Fshow%3Da%26start%3D60"
    form = house.browser().get(led.headers["location"])
    assert 'name="then" value="/accounts?show=a&amp;start=60"' in form.text


def test_an_administrator_sets_no_password_of_their_own_without_knowing_it(house: House) -> None:
    root = house.signed_in("root")
    own = root.post("/api/accounts/root/password", json={"password": "another four words"})
    assert own.json()["advice"] == (
        "Ask another administrator; your own password you change on your account's page."
    )
    assert root.post("/api/accounts/root/factors", json={}).status_code == 400
    assert root.get("/api/accounts").status_code == 200


def test_a_reset_ends_what_was_made_before_it(house: House) -> None:
    token = token_of(house.signed_in())
    root = house.signed_in("root")
    assert root.post("/api/accounts/amina/factors", json={}).status_code == 200
    program = house.browser().get("/api/queue", headers={"authorization": f"Bearer {token}"})
    assert program.status_code == 401
    told = {"shown": "B. Haddad", "role": "chief"}
    root.post("/api/accounts/amina/place", json=told)
    done = root.get("/api/accounts").json()["changes"][0]
    assert done["what"] == 'officer -> chief; shown as "B. Haddad", before "A. Haddad"'
    assert (done["by"], done["account"]) == ("root", "amina")
