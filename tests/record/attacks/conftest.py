"""Lets the attacks use the cast, the laptops and the small node that stand one folder up."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from court import Court
from laptops import Laptop, everybody


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """In memory where the system has such a folder: liars are on trial here, not the disk's syncs."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def court(tmp_path: Path) -> Court:
    return Court(tmp_path)


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[dict[str, Laptop]]:
    """Five laptops which all follow one record. Those that a test closes itself it takes out."""
    made = everybody(tmp_path / "laptops")
    yield made
    for each in made.values():
        each.close()
