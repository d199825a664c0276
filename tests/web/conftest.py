"""A desk over a mission with an exercise in it."""

import shutil
from pathlib import Path

import pytest
from seats_taken import At, Clock


@pytest.fixture
def at(trained: Path, tmp_path: Path) -> At:
    """The desk over a copy of the trained mission, which a test may change."""
    folder = tmp_path / "mission"
    shutil.copytree(trained, folder)
    return At(folder, Clock())
