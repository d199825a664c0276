"""A desk that a real browser opens: a server on loopback that stops by itself, accounts, and Chromium."""

import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))

from browsing import ACCOUNTS, WORDS, Desktop, Ticking

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """The system's own Chromium; without it these tests are skipped and say so."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here: tools/browser.sh says how to get it")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def desktop(chromium: object, trained: Path, tmp_path: Path) -> Iterator[Desktop]:
    """A desk over a copy of the trained mission, open at an address of its own."""
    import uvicorn

    from holdfire.web.app import served
    from holdfire.web.desk import Desk
    from holdfire.web.people.accounts import add_account
    from holdfire.web.people.people import People

    folder = tmp_path / "mission"
    shutil.copytree(trained, folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    import secrets

    clock = Ticking()
    people = People.of(folder, secrets.token_bytes)
    for account in ACCOUNTS:
        add_account(people.store, account, WORDS, "test", clock())
    origin = f"http://localhost:{port}"
    desk = Desk(folder, clock, secrets.token_bytes, people, origin)
    server = uvicorn.Server(uvicorn.Config(served(desk, False), port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    made = Desktop(chromium, origin, folder)
    yield made
    made.close()
    server.should_exit = True
    server.force_exit = True
    thread.join(timeout=10)
