"""Delegations with a founded record, made once and copied for each test."""

from pathlib import Path

import pytest
from delegations import Delegations


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, trained: Path) -> Delegations:
    """Five delegations whose record was just founded; TR's node is that of a mission with an exercise in
    it, all of it entered and joint. Do not write there."""
    return Delegations.with_mission(tmp_path_factory.mktemp("founded"), trained)


@pytest.fixture
def delegations(founded: Delegations, tmp_path: Path) -> Delegations:
    """A copy of them that a test may change."""
    return founded.copy_to(tmp_path / "delegations")
