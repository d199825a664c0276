"""The desk at which files are taken in."""

from pathlib import Path

import pytest
from taking import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
