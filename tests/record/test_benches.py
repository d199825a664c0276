"""The benches of the record run, and measure what is right: each checks roots, sizes and states itself."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("record_append", ["SQLite, row by row", "holdfire               64 writers", "syncs", "load"]),
        ("record_audit", ["plain fold", "audit, 2 processes", "in proportion", "peak memory"]),
        ("record_logs", ["processor time"]),
        (
            "record_proof",
            ["proof, warm", "proof, cold", "4 cosigners: 1", "single file: check", "as a program"],
        ),
        ("record_start", ["first checkpoint", "SQLite alone"]),
    ],
)
def test_a_small_run_of_the_bench_tells_its_figures(
    name: str, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOLDFIRE_BENCH_LOGS", raising=False)
    done = subprocess.run(
        [sys.executable, str(BENCH / f"{name}.py"), "--quick"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    for each in said:
        assert each in done.stdout
