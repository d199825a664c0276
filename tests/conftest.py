"""What every test may use: the real data, where it is, and a small mission."""

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

# Two processes of tests on two cores: threads of each would only wait for each other. Polars reads it once.
os.environ.setdefault("POLARS_MAX_THREADS", "1")

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent / "commands"))

from delegations import Delegations

from holdfire.mission.folder import Mission
from holdfire.record import key_file

# No test measures time: a busy machine is no defect.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

SHARED = Path(os.environ.get("HOLDFIRE_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(scope="session", autouse=True)
def quick_guesses() -> Iterator[None]:
    """Passphrases that cost next to nothing. Key files say what they always say; only tests open them."""
    with pytest.MonkeyPatch.context() as quick:
        quick.setattr(key_file, "Argon2id", quick_argon2id)
        yield


def quick_argon2id(*, salt: bytes, length: int, iterations: int, lanes: int, memory_cost: int) -> Argon2id:
    """Argon2id at its least cost. The cost that was asked for goes into the salt, so that a file whose cost
    was changed opens with no passphrase, here as well."""
    told = sha256(b"%d %d %d %b" % (iterations, lanes, memory_cost, salt)).digest()
    return Argon2id(salt=told, length=length, iterations=1, lanes=1, memory_cost=8)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data; a test that needs it is skipped where it is absent."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip(f"no real data at {SHARED}: set HOLDFIRE_SHARED")
    return folder


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a mission that took in and assessed three days of an exercise under the Astana
    pack; its files stand beside it in `sent/`. Do not write there."""
    from holdfire.agreement.reading import library_pack, load_pack
    from holdfire.commands.exercise import train
    from holdfire.exercise.files import make, write

    folder = tmp_path_factory.mktemp("drill")
    made = make(load_pack(library_pack("astana")), date(2017, 6, 1), 3, 7)
    sent = write(made, folder / "sent")
    now = datetime(2026, 1, 2, 12, tzinfo=UTC)
    train(made, sent, folder / "sent", folder / "mission", library_pack("astana"), now)
    return folder / "mission"


@pytest.fixture
def mission(trained: Path, tmp_path: Path) -> Mission:
    """A copy of that mission which a test may change."""
    shutil.copytree(trained, tmp_path / "mission")
    return Mission.open(tmp_path / "mission")


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, trained: Path) -> Delegations:
    """Five delegations whose record was just founded; TR's node is that of a mission with an exercise in
    it, all of it entered and joint. Do not write there."""
    return Delegations.with_mission(tmp_path_factory.mktemp("founded"), trained)


@pytest.fixture
def delegations(founded: Delegations, tmp_path: Path) -> Delegations:
    """A copy of them that a test may change."""
    return founded.copy_to(tmp_path / "delegations")
