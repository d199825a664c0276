"""What every test may use: the real data, where it is."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test measures time: a busy machine is no defect.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

SHARED = Path(os.environ.get("HOLDFIRE_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data; a test that needs it is skipped where it is absent."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip(f"no real data at {SHARED}: set HOLDFIRE_SHARED")
    return folder
