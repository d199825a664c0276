"""A desk that a real browser opens: a server on loopback that stops by itself, accounts, and Chromium."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))

from browsing import Desktop, opened

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
    folder = tmp_path / "mission"
    shutil.copytree(trained, folder)
    with opened(chromium, folder) as desktop:
        yield desktop
