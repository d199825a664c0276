"""A desk behind its guard, with people who have accounts and browsers that sign in."""

from seats_taken import NOON, At
from starlette.testclient import TestClient

from holdfire.web.app import served
from holdfire.web.desk import Desk
from holdfire.web.people.account import Account, Role
from holdfire.web.people.accounts import add_account
from holdfire.web.people.people import People

WORDS = "four words apart here"
HERE = {"origin": "http://localhost:8600"}


class Counting:
    """Randomness that a test can foresee, and that never repeats."""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self, size: int) -> bytes:
        self.drawn += 1
        return self.drawn.to_bytes(size, "big")


class House:
    """A desk behind its guard, with an officer and an administrator."""

    def __init__(self, at: At) -> None:
        self.folder, self.clock, self.draw = at.folder, at.clock, Counting()
        self.people = People.of(at.folder, self.draw)
        for account in (
            Account("amina", "A. Haddad", Role.OFFICER),
            Account("root", "The administrator", Role.ADMINISTRATOR),
        ):
            add_account(self.people.store, account, WORDS, "test", NOON)
        self.desk = Desk(at.folder, at.clock, self.draw, self.people)

    def browser(self) -> TestClient:
        return TestClient(
            served(self.desk, False), base_url="http://localhost:8600", follow_redirects=False, headers=HERE
        )

    def signed_in(self, name: str = "amina") -> TestClient:
        browser = self.browser()
        answer = browser.post("/sign-in", data={"name": name, "password": WORDS})
        assert answer.status_code == 303, answer.text
        return browser
