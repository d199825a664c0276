"""Run every bench, one after another, each in a process of its own: make bench

A bench is a file beside this one that prints its own figures, beside the peer it is measured
against in the same run.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    here = Path(__file__).parent
    benches = sorted(path for path in here.glob("*.py") if path != Path(__file__))
    failed = []
    with tempfile.TemporaryDirectory() as logs:
        # Made once for all benches of the record: a log of a million entries takes a minute.
        shared = {**os.environ, "HOLDFIRE_BENCH_LOGS": os.environ.get("HOLDFIRE_BENCH_LOGS", logs)}
        for bench in benches:
            print(f"== {bench.stem} ==", flush=True)
            started = time.monotonic()
            if subprocess.run([sys.executable, str(bench)], check=False, env=shared).returncode:
                failed.append(bench.stem)
            print(f"   ({time.monotonic() - started:.0f} s)\n", flush=True)
    print("failed: " + ", ".join(failed) if failed else f"{len(benches)} benches done")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
