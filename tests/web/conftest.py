"""A desk over a mission with an exercise in it."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from house import House
from seats_taken import NOON, At, Clock

from holdfire.mission.folder import Mission
from holdfire.mission.issuing import issue
from holdfire.publish.edition import Edition
from holdfire.web.people import passwords


@pytest.fixture
def at(trained: Path, tmp_path: Path) -> At:
    """The desk over a copy of the trained mission, which a test may change."""
    folder = tmp_path / "mission"
    shutil.copytree(trained, folder)
    return At(folder, Clock())


@pytest.fixture(scope="session")
def published(trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The trained mission with the bulletins of 2 June 2017 issued to parties and UN. Do not write there."""
    folder = tmp_path_factory.mktemp("published") / "mission"
    shutil.copytree(trained, folder)
    for edition in (Edition.PARTIES, Edition.UN):
        issue(Mission.open(folder), date(2017, 6, 2), edition, NOON)
    return folder


@pytest.fixture
def issued(published: Path, tmp_path: Path) -> At:
    """The desk over a copy of it: line 11 or so of its journal issued the parties' edition, the next the
    UN's."""
    shutil.copytree(published, tmp_path / "issued")
    return At(tmp_path / "issued", Clock())


@pytest.fixture
def house(at: At, monkeypatch: pytest.MonkeyPatch) -> House:
    """The same with accounts: an officer and an administrator. Passwords cost little here; that they cost
    what they should is tried in test_accounts_file.py."""
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    nobody = cheap.hash("nobody signs in with this")
    monkeypatch.setattr(passwords, "_hasher", lambda: cheap)
    monkeypatch.setattr(passwords, "_nobody", lambda: nobody)
    return House(at)
