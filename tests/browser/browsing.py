"""People before browsers: who they are, and what they do with a keyboard."""

import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from holdfire.mission.centre.deciding import OpenKey
from holdfire.web.people.account import Account, Role

WORDS = "four words apart here"
ACCOUNTS = (
    Account("amina", "A. Haddad", Role.OFFICER),
    Account("boris", "B. Orlov", Role.OFFICER),
    Account("carla", "C. Weiss", Role.CHIEF),
    Account("leyla", "L. Demir", Role.DELEGATE, "turkey"),
    Account("ivan", "I. Petrov", Role.DELEGATE, "russia"),
    Account("reza", "R. Karimi", Role.DELEGATE, "iran"),
    Account("una", "U. Berg", Role.OBSERVER, "un"),
    Account("nour", "Nour", Role.REPORTER),
    Account("root", "The administrator", Role.ADMINISTRATOR),
)


@dataclass
class Ticking:
    """A clock that starts on an afternoon of July 2017 and goes on by itself."""

    began: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return datetime(2017, 7, 1, 12, 0, tzinfo=UTC) + (datetime.now(UTC) - self.began)


@dataclass
class Desktop:
    """A desk's address, and the browsers that are open at it."""

    browser: Any
    origin: str
    folder: Path
    contexts: list[Any] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def page(self, name: str | None = "amina", **settings: Any) -> Any:
        """A page of a browser of its own, signed in by its form; None: nobody."""
        context = self.browser.new_context(base_url=self.origin, **settings)
        context.set_default_timeout(30_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", self._heard)
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        if name is not None:
            page.goto("/sign-in")
            page.fill("input[name=name]", name)
            page.fill("input[name=password]", WORDS)
            page.click("main button.primary")
            page.wait_for_load_state()
        return page

    def _heard(self, message: Any) -> None:
        """What breaks our own policy is a fault; that something is not there, or a slow GPU, is none."""
        if message.type == "error" and "Content Security Policy" in message.text:
            self.faults.append(message.text)

    def close(self) -> None:
        for each in self.contexts:
            each.close()


@contextmanager
def opened(
    browser: Any, folder: Path, clock: Callable[[], datetime] | None = None, open_key: OpenKey | None = None
) -> Iterator[Desktop]:
    """A desk over the mission in that folder, with everybody's account, at an address of its own."""
    import uvicorn

    from holdfire.web.app import served
    from holdfire.web.desk import Desk
    from holdfire.web.people.accounts import accounts, add_account
    from holdfire.web.people.people import People

    clock = clock or Ticking()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    people = People.of(folder, secrets.token_bytes)
    known = {each.account.name for each in accounts(people.store)}
    for account in ACCOUNTS:
        if account.name not in known:
            add_account(people.store, account, WORDS, "test", clock())
    origin = f"http://localhost:{port}"
    desk = Desk(folder, clock, secrets.token_bytes, people, origin, open_key)
    server = uvicorn.Server(uvicorn.Config(served(desk, False), port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    made = Desktop(browser, origin, folder)
    try:
        yield made
    finally:
        made.close()
        server.should_exit = True
        server.force_exit = True
        thread.join(timeout=10)
