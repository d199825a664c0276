"""Delegations with a founded record, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest
from delegations import Delegations


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, trained: Path) -> Delegations:
    """Five delegations whose record was just founded; TR's node is that of a mission with an exercise in
    it, all of it entered and joint. Do not write there."""
    delegations = Delegations(tmp_path_factory.mktemp("founded"))
    shutil.copytree(trained, delegations.at("TR"))
    delegations.found()
    assert delegations.record("TR", "enter").code == 0
    delegations.rounds()
    return delegations


@pytest.fixture
def delegations(founded: Delegations, tmp_path: Path) -> Delegations:
    """A copy of them that a test may change."""
    return founded.copy_to(tmp_path / "delegations")
