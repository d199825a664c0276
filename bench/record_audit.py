"""A full audit of a log (form, signature, tree and state of every entry) beside a plain fold in one process.

    python bench/record_audit.py [--quick] [--size 1000000] [--workers 2]

The audit is that of `holdfire record verify`. The fold is the rule book itself, entry after entry, and its
tree: what a reader would write first. It runs over a sample, whose time for the whole log is reckoned in
proportion and said to be so. Both must come to the state that the maker of the log knows.
"""

import argparse
import resource
import time
from dataclasses import dataclass

from holdfire.record.audit import audit
from holdfire.record.fold import fold
from holdfire.record.frontier import Frontier
from holdfire.record.state import State
from holdfire.record.storage.log_store import LogStore
from holdfire.record.tree import leaf_hash
from record_logs import ORIGIN, MadeLog, load, log_of, nowhere

PIECE = 4096


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of wall time, and of processor time over all processes."""

    name: str
    size: int
    wall_s: float
    cpu_s: float

    def tell(self, more: str = "") -> None:
        print(
            f"{self.name:26}{self.size:>8} entries {self.wall_s:7.1f} s {self.cpu_s:7.1f} cpu s "
            f"{1e6 * self.cpu_s / self.size:6.1f} µs cpu an entry  {more}  ({load()})",
            flush=True,
        )


def cpu_seconds() -> float:
    """Of this process and those of its children that have ended."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def by_audit(made: MadeLog, size: int, workers: int) -> Run:
    wall, cpu = time.perf_counter(), cpu_seconds()
    told = audit(made.path, ORIGIN, size, workers)
    run = Run(f"audit, {workers} processes", size, time.perf_counter() - wall, cpu_seconds() - cpu)
    assert told.size == size
    assert not told.breaches, told.breaches[0]
    if size == made.state.size:
        assert told.state == made.state, "the audit comes to another state than the maker of the log"
    store = LogStore.open(made.path)
    assert told.root == store.root(size), "the audit comes to another tree than was stored"
    store.close()
    return run


def by_fold(made: MadeLog, size: int) -> Run:
    store = LogStore.open(made.path)
    state, tree = State(), Frontier()
    wall, cpu = time.perf_counter(), time.process_time()
    for start in range(0, size, PIECE):
        leaves = store.leaves(start, min(start + PIECE, size))
        tree.extend([leaf_hash(leaf) for leaf in leaves])
        fold(state, leaves, nowhere)
    run = Run("plain fold, one process", size, time.perf_counter() - wall, time.process_time() - cpu)
    assert (tree.root(), state.breaches) == (store.root(size), [])
    store.close()
    return run


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--size", type=int, default=1_000_001)
    asked.add_argument("--workers", type=int, default=2)
    options = asked.parse_args()
    size, sample = (4_001, 1_000) if options.quick else (options.size, 50_000)
    with log_of(size) as made:
        size = made.state.size
        folded = by_fold(made, min(sample, size))
        whole = folded.wall_s * size / folded.size
        folded.tell(f"{whole:.1f} s for {size} in proportion")
        part = by_audit(made, size // 10, options.workers)
        part.tell()
        run = by_audit(made, size, options.workers)
        run.tell(f"{whole / run.wall_s:.2f} x the fold")
        print(f"ten times the entries take {run.wall_s / part.wall_s:.1f} times as long")
        own, child = (
            resource.getrusage(who).ru_maxrss / 1024
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        print(f"peak memory {own:.0f} MB, and at most {child:.0f} MB in each process beside it; no syncs")


if __name__ == "__main__":
    main()
