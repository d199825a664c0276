"""Tries that fail make the next ones wait; the holder of an account is not locked out by a stranger."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pyotp
import pytest
from house import HERE, WORDS, House
from seats_taken import NOON
from starlette.testclient import TestClient

from holdfire.web.app import served
from holdfire.web.people import second_factor
from holdfire.web.people.people import NotKnownError
from holdfire.web.people.store import Store
from holdfire.web.people.tries import TooOftenError, begin_try, came_in, network_of, take_back

NOW = int(NOON.timestamp())


def browser_at(house: House, address: str) -> TestClient:
    return TestClient(
        served(house.desk, False), base_url="http://localhost:8600", follow_redirects=False,
        headers=HERE, client=(address, 5000),
    )  # fmt: skip


def waits(store: Store, account: str, address: str, now: int, code: bool = False) -> int:
    """How long a try there has to wait; 0: it does not. It is not counted."""
    try:
        take_back(store, begin_try(store, account, address, now, code))
    except TooOftenError as cause:
        return cause.wait_s
    return 0


def test_each_failure_after_five_doubles_the_pause_up_to_a_quarter_of_an_hour(house: House) -> None:
    store, now, seen = house.people.store, NOW, []
    for _ in range(17):
        pause = waits(store, "amina", "10.0.0.1", now)
        seen.append(pause)
        now += pause
        begin_try(store, "amina", "10.0.0.1", now)
    assert seen[:9] == [0, 0, 0, 0, 0, 1, 2, 4, 8]
    assert max(seen) == 900
    assert waits(store, "amina", "10.0.0.1", now + 3600) == 0, "an hour later all is forgotten"


def test_a_clock_that_was_set_back_makes_nobody_wait_longer(house: House) -> None:
    for number in range(6):
        begin_try(house.people.store, "amina", "10.0.0.1", NOW + 7000 + 2 * number)
    assert waits(house.people.store, "amina", "10.0.0.1", NOW) == 2


def test_many_tries_at_once_are_as_many_tries(house: House) -> None:
    def guess(number: int) -> str:
        try:
            house.people.sign_in("amina", f"guess number {number}", "10.0.0.1", NOON, None)
        except (NotKnownError, TooOftenError) as cause:
            return type(cause).__name__
        return "in"

    with ThreadPoolExecutor(12) as many:
        said = list(many.map(guess, range(12)))
    assert (said.count("NotKnownError"), said.count("TooOftenError")) == (5, 7)


def test_one_address_cannot_try_every_account(house: House) -> None:
    store = house.people.store
    for number in range(30):
        begin_try(store, f"name{number}", "10.0.0.1", NOW)
    assert waits(store, "amina", "10.0.0.1", NOW) == 1
    assert waits(store, "amina", "10.0.0.2", NOW) == 0


def test_one_holder_of_ipv6_is_one_address_and_ipv4_is_itself_however_written() -> None:
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::9") != network_of("2001:db8:1:2::9")
    assert network_of("::ffff:10.0.0.1") == network_of("10.0.0.1") == "10.0.0.1"
    assert network_of("testclient") == "testclient"


def test_a_crowd_of_addresses_is_slowed_down_and_the_holder_is_not(house: House) -> None:
    store = house.people.store
    came_in(store, "amina", "10.9.9.9", NOW)
    now = NOW
    for number in range(110):
        now += 1 + waits(store, "amina", f"10.1.0.{number}", now)
        begin_try(store, "amina", f"10.1.0.{number}", now)
    assert 0 < waits(store, "amina", "10.7.7.7", now) <= 60, "from where nobody came before"
    assert waits(store, "amina", "10.9.9.9", now) == 0, "from where the holder came in before"
    assert waits(store, "root", "10.7.7.7", now) == 0, "no other account waits"


def test_codes_are_counted_over_all_addresses_for_whoever_tries_knows_the_password(house: House) -> None:
    store = house.people.store
    for number in range(20):
        begin_try(store, "amina", f"10.1.0.{number}", NOW, code=True)
    assert waits(store, "amina", "10.7.7.7", NOW, code=True) == 1
    assert waits(store, "amina", "10.7.7.7", NOW) == 0, "a password may still be tried"


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Too many tries. Wait 1 second,"), ("ru", "Подождите 1 секунду"), ("ar", "انتظر ثانية واحدة")],
)
def test_the_page_says_how_long_to_wait_in_its_language(house: House, language: str, told: str) -> None:
    browser = house.browser()
    browser.cookies.set("language", language)
    for _ in range(6):
        last = browser.post("/sign-in", data={"name": "amina", "password": "not these words"})
    assert last.status_code == 429
    assert last.headers["retry-after"] == "1"
    assert told in last.text.replace("\u2068", "").replace("\u2069", "")


def test_wrong_codes_have_to_wait_and_the_right_one_is_not_used_up_by_that(house: House) -> None:
    seed = second_factor.new_seed(lambda n: b"\x09" * n)
    totp = pyotp.TOTP(seed)
    store = house.people.store
    second_factor.set_seed(store, "amina", seed, totp.at(house.clock()), house.clock(), house.draw)
    browser = browser_at(house, "10.0.0.1")
    browser.post("/sign-in", data={"name": "amina", "password": WORDS})
    code = totp.at(house.clock() + timedelta(seconds=30))
    said = [browser.post("/sign-in/code", data={"code": "000000"}).status_code for _ in range(6)]
    assert said == [401] * 5 + [429]
    assert browser.post("/sign-in/code", data={"code": code}).status_code == 429
    house.clock.now = house.clock.now.replace(second=2)
    assert browser.post("/sign-in/code", data={"code": code}).status_code == 303
