"""A small mission to test with: three days of an exercise under the Astana pack, ready to publish."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from holdfire.agreement.reading import library_pack, load_pack
from holdfire.commands.exercise import train
from holdfire.exercise.files import make, write
from holdfire.mission.folder import Mission

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an assessed exercise; `sent/` beside it holds the files it took in. Do not write."""
    folder = tmp_path_factory.mktemp("drill")
    made = make(load_pack(library_pack("astana")), date(2017, 6, 1), 3, 7)
    sent = write(made, folder / "sent")
    train(made, sent, folder / "sent", folder / "mission", library_pack("astana"), NOW)
    return folder / "mission"


@pytest.fixture
def mission(trained: Path, tmp_path: Path) -> Mission:
    """A copy of that mission which a test may change."""
    shutil.copytree(trained, tmp_path / "mission")
    return Mission.open(tmp_path / "mission")
