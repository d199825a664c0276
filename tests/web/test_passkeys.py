"""Passkeys: a device signs somebody in, and nothing that looks like one does."""

import json
from datetime import timedelta

import pytest
from authenticator import Device, coded
from house import House
from starlette.testclient import TestClient

from holdfire.web.people.accounts import set_disabled

AS_JSON = {"accept": "application/json"}
NOT_ACCEPTED = {
    "what": "This passkey was not accepted.",
    "advice": "Try again, or sign in with your password.",
}


def makes(browser: TestClient, device: Device) -> int:
    """Make a passkey in that browser; the status of the answer."""
    return browser.post("/passkeys", json=device.make(browser.post("/passkeys/new").json())).status_code


def shows(browser: TestClient, device: Device) -> int:
    """Sign in with it; the status of the answer."""
    asked = browser.post("/passkeys/ask").json()
    return browser.post("/passkeys/sign-in", json=device.show(asked)).status_code


@pytest.fixture
def device(house: House) -> Device:
    """Amina's."""
    device = Device()
    assert makes(house.signed_in(), device) == 200
    return device


def test_a_passkey_signs_in_without_a_name_and_with_a_session_of_its_own(
    house: House, device: Device
) -> None:
    browser = house.browser()
    browser.cookies.set("holdfire", "a" * 64)
    assert shows(browser, device) == 200
    assert browser.get("/api/account").json()["name"] == "amina"
    given = [each.value for each in browser.cookies.jar if each.name == "holdfire" and each.domain]
    assert "a" * 64 not in given


def test_a_passkey_is_asked_for_at_the_name_browsers_see_and_kept_on_the_device(house: House) -> None:
    asked = house.signed_in().post("/passkeys/new").json()
    assert asked["rp"]["id"] == "localhost"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "required"


def test_an_answer_is_good_once_and_for_five_minutes(house: House, device: Device) -> None:
    browser = house.browser()
    answer = device.show(browser.post("/passkeys/ask").json())
    assert browser.post("/passkeys/sign-in", json=answer).status_code == 200
    again = house.browser().post("/passkeys/sign-in", json=answer, headers=AS_JSON)
    assert (again.status_code, again.json()) == (401, NOT_ACCEPTED)
    late = device.show(browser.post("/passkeys/ask").json())
    house.clock.now += timedelta(minutes=5)
    assert house.browser().post("/passkeys/sign-in", json=late, headers=AS_JSON).json() == NOT_ACCEPTED


def test_what_was_asked_of_one_account_makes_no_passkey_of_another(house: House) -> None:
    asked = house.signed_in().post("/passkeys/new").json()
    stolen = house.signed_in("root").post("/passkeys", json=Device().make(asked), headers=AS_JSON)
    assert (stolen.status_code, stolen.json()) == (401, NOT_ACCEPTED)


@pytest.mark.parametrize(
    "change",
    [{"origin": "http://evil.example"}, {"flags": 0x01}, {"flags": 0x00}],
    ids=["from another site", "nobody verified", "nobody present"],
)
def test_a_device_in_the_wrong_place_or_without_its_person_is_refused(
    house: House, device: Device, change: dict[str, object]
) -> None:
    for name, value in change.items():
        setattr(device, name, value)
    assert shows(house.browser(), device) == 401


def test_a_forged_signature_and_a_copied_device_are_refused(house: House, device: Device) -> None:
    forged = Device(id=device.id, person=device.person)
    assert shows(house.browser(), forged) == 401
    assert shows(house.browser(), device) == 200
    device.used = 0
    assert shows(house.browser(), device) == 401, "its counter went back: there are two of it"


def test_a_passkey_speaks_for_its_own_account_alone(house: House, device: Device) -> None:
    device.person = coded(b"somebody else")
    assert shows(house.browser(), device) == 401


def test_nobody_takes_the_place_of_anothers_passkey(house: House, device: Device) -> None:
    assert makes(house.signed_in("root"), Device(id=device.id)) == 401
    browser = house.browser()
    assert shows(browser, device) == 200
    assert browser.get("/api/account").json()["name"] == "amina"


def test_a_shut_account_does_not_open_to_its_passkey(house: House, device: Device) -> None:
    set_disabled(house.people.store, "amina", True, "root", house.clock())
    assert shows(house.browser(), device) == 401


def test_a_passkey_is_never_made_to_wait_by_others_failures(house: House, device: Device) -> None:
    browser = house.browser()
    for _ in range(6):
        last = browser.post("/sign-in", data={"name": "amina", "password": "not these words"})
    assert last.status_code == 429
    assert shows(browser, device) == 200


def test_one_takes_ones_own_passkey_away_and_nobody_elses(house: House, device: Device) -> None:
    told = {"id": coded(device.id)}
    refused = house.signed_in("root").post("/api/account/passkeys/end", json=told)
    assert (refused.status_code, refused.json()["what"]) == (400, "This account has no such passkey.")
    amina = house.signed_in()
    assert [each["id"] for each in amina.get("/api/account").json()["passkeys"]] == [told["id"]]
    assert amina.post("/api/account/passkeys/end", json=told).status_code == 200
    assert shows(house.browser(), device) == 401
    done = [each["what"] for each in house.signed_in("root").get("/api/accounts").json()["changes"]]
    assert done[:2] == ["passkey taken away", "passkey made"]


def test_an_account_has_ten_passkeys_at_most(house: House) -> None:
    amina = house.signed_in()
    made = [makes(amina, Device(id=b"number %d of them" % number)) for number in range(11)]
    assert made == [200] * 10 + [400]


def hostile(challenge: str) -> dict[str, object]:
    """Answers that no device gives."""
    client = coded(json.dumps({"type": "webauthn.get", "challenge": challenge, "origin": "x"}).encode())
    base = {"id": coded(b"a device's own id"), "rawId": coded(b"a device's own id"), "type": "public-key"}
    return {
        "no answer": {},
        "numbers for texts": base | {"response": {"clientDataJSON": 5}},
        "nothing but the client's part": base | {"response": {"clientDataJSON": client}},
        "no lists where texts are": base | {"id": ["x"], "response": {"clientDataJSON": client}},
        "nobody's handle": base
        | {"response": {"clientDataJSON": client, "authenticatorData": "AAAA", "signature": "AAAA"}},
        "bytes of nothing": base
        | {
            "response": {
                "clientDataJSON": client,
                "authenticatorData": coded(bytes(37)),
                "signature": "AAAA",
                "userHandle": "AAAA",
            }
        },
        "a challenge that is a number": base | {"response": {"clientDataJSON": coded(b'{"challenge": 5}')}},
        "no base 64": base | {"response": {"clientDataJSON": "\u2603"}},
    }


@pytest.mark.parametrize("name", sorted(hostile("")))
def test_bytes_that_no_device_sends_prove_nothing(house: House, device: Device, name: str) -> None:
    browser = house.browser()
    challenge = browser.post("/passkeys/ask").json()["challenge"]
    answer = browser.post("/passkeys/sign-in", json=hostile(challenge)[name], headers=AS_JSON)
    assert (answer.status_code, answer.json()) == (401, NOT_ACCEPTED)
    amina = house.signed_in()
    challenge = amina.post("/passkeys/new").json()["challenge"]
    kept = amina.post("/passkeys", json=hostile(challenge)[name], headers=AS_JSON)
    assert kept.json() == NOT_ACCEPTED


def test_what_is_no_json_at_all_is_refused_in_words(house: House) -> None:
    for content in ("[" * 100_000, "{", '"text"', "[1]", "\udcff".encode("utf-8", "surrogateescape")):
        told = {"content-type": "application/json"} | AS_JSON
        answer = house.browser().post("/passkeys/sign-in", content=content, headers=told)
        assert answer.status_code in (400, 422), content[:10]
        assert answer.json()["what"]
