"""The small mission of two days, issued once for all tests of what is handed on."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "mission"))

from issued_days import issued_in, two_days_issued

from holdfire.exchange.issued import Issued
from holdfire.mission.folder import Mission


@pytest.fixture(scope="session")
def two_issued(tmp_path_factory: pytest.TempPathFactory) -> Mission:
    """Do not write there."""
    return two_days_issued(tmp_path_factory.mktemp("issued") / "two")


@pytest.fixture(scope="session")
def issued(two_issued: Mission) -> Issued:
    return issued_in(two_issued)
