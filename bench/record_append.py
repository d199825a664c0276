"""Signed, verified, durable appends to the record beside one-row-per-commit SQLite.

    python bench/record_append.py [--quick] [--writers 1,8,64] [--sizes 0,100000,1000000]

A writer is a connection: a thread that hands in one entry and waits until it is logged, then the next.
Sixteen parties' entries were signed before by the parties' own keys, as authors sign on their own laptops;
a party's entries go in in the order of its feed, though several writers hand them in. The host reads,
verifies and numbers each, commits groups, moves the head in the second store and signs a checkpoint.

The peer stores the same leaves from the same writers in SQLite of the same settings (write-ahead log,
synchronous=FULL), one row a commit. It verifies nothing, signs nothing and keeps no tree. Syncs of the disk
are counted in a run of its own under strace, where there is one.

Under load a host's signatures are checked by a process of its own. With --pin (Linux) this process is kept
on one core and that one on the others, as a service manager may: Python runs one thread at a time, and lets
them wander from core to core.
"""

import argparse
import contextlib
import itertools
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import apsw

from holdfire.record.checkpoint import parse_checkpoint
from holdfire.record.host import Host
from holdfire.record.state import State
from holdfire.record.storage.heads import HeadStore
from holdfire.record.storage.log_store import LogStore, NewLeaf
from record_logs import (
    HOST_KEY,
    ORIGIN,
    Feeds,
    MadeLog,
    founded,
    fresh_feeds,
    load,
    log_of,
    nowhere,
    percentile,
    traced_syncs,
)

PER_WRITERS = {1: 3_000, 8: 12_000, 64: 40_000}
"""Entries of a run, by number of writers."""

Entries = list[tuple[str, int, bytes]]
Send = Callable[[str, int, bytes], Callable[[], object]]
"""Hands an entry in; what it gives is called to wait until the entry is durable."""


@dataclass(frozen=True, slots=True)
class Run:
    """Entries a second of wall time; waiting times; processor time an entry, that of checking processes
    left out."""

    name: str
    writers: int
    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_us: float

    def tell(self, beside: "Run | None", syncs: float | None) -> None:
        ratio = f"{self.per_second / beside.per_second:6.2f} x SQLite" if beside else " " * 15
        counted = "syncs not counted" if syncs is None else f"{syncs:5.2f} syncs an append"
        print(
            f"{self.name:22}{self.writers:>3} writers {self.per_second:8.0f}/s  p50 {self.p50_ms:6.2f} ms  "
            f"p99 {self.p99_ms:6.2f} ms  {self.cpu_us:5.0f} µs cpu  {counted}  {ratio}  ({load()})",
            flush=True,
        )


def timed(name: str, writers: int, entries: Entries, send: Send) -> Run:
    """Let the writers send the entries, each party's in order; the lock is held to hand in, not to wait."""
    parties = sorted({party for party, _, _ in entries})
    feeds = {each: iter([told for told in entries if told[0] == each]) for each in parties}
    locks = {each: threading.Lock() for each in parties}
    waits: list[list[float]] = [[] for _ in range(writers)]
    failed: list[BaseException] = []

    def write(number: int) -> None:
        # More writers than parties share feeds; fewer take several feeds each, in turn.
        mine = parties[number % len(parties) :: max(1, min(writers, len(parties)))]
        while mine:
            party = mine.pop(0)
            begin = time.perf_counter()
            with locks[party]:
                told = next(feeds[party], None)
                if told is None:
                    continue
                wait = send(*told)
            mine.append(party)
            try:
                wait()
            except BaseException as cause:
                failed.append(cause)
                return
            waits[number].append(time.perf_counter() - begin)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    begin, cpu = time.perf_counter(), time.process_time()
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    took, spent = time.perf_counter() - begin, time.process_time() - cpu
    assert not failed, failed[0]
    every = sorted(itertools.chain.from_iterable(waits)) or [0.0]
    return Run(
        name,
        writers,
        len(every) / took,
        1e3 * percentile(every, 0.5),
        1e3 * percentile(every, 0.99),
        1e6 * spent / len(every),
    )


def by_holdfire(folder: Path, entries: Entries, writers: int, state: State) -> Run:
    """The real host over a log in the folder, of which `state` was folded."""
    log = LogStore.open(folder / "log.sqlite", origin=ORIGIN, locking="shared")
    heads = HeadStore.open(folder / "heads.sqlite")
    before = log.size
    host = Host(log, heads, state, ORIGIN, HOST_KEY, nowhere, lambda evidence: None)

    def send(party: str, seq: int, leaf: bytes) -> Callable[[], object]:
        return host.submit(leaf).result

    run = timed("holdfire", writers, entries, send)
    size = parse_checkpoint(host.checkpoint).checkpoint.size
    assert size == log.size == before + len(entries), f"{size} of {before + len(entries)} entries"
    host.close()
    log.close()
    heads.close()
    return run


def by_sqlite(folder: Path, entries: Entries, writers: int) -> Run:
    """One connection that the writers share, one row a commit: quicker than a connection for each, whose
    writers would sleep until the file is free."""
    file = apsw.Connection(str(folder / "peer.sqlite"))
    file.pragma("journal_mode", "wal")
    file.pragma("synchronous", "FULL")
    file.execute("CREATE TABLE entries(position INTEGER PRIMARY KEY, party TEXT, seq INTEGER, leaf BLOB)")
    lock = threading.Lock()

    def send(party: str, seq: int, leaf: bytes) -> Callable[[], object]:
        def commit() -> None:
            with lock:
                file.execute("INSERT INTO entries(party, seq, leaf) VALUES(?, ?, ?)", (party, seq, leaf))

        return commit

    run = timed("SQLite, row by row", writers, entries, send)
    file.close()
    return run


def fresh(folder: Path) -> State:
    """A log that holds its charter and nothing else."""
    leaf, state = founded()
    store = LogStore.open(folder / "log.sqlite", origin=ORIGIN)
    store.append([NewLeaf("RU", 0, leaf)])
    store.close()
    return state


def entries_of(feeds: Feeds, count: int) -> Entries:
    return list(itertools.chain.from_iterable(feeds.rounds(count)))[:count]


def on_new_log(count: int, writers: int, entries: Entries) -> tuple[Run, Run]:
    with tempfile.TemporaryDirectory(prefix="holdfire-bench-") as folder:
        state = fresh(Path(folder))
        return (
            by_holdfire(Path(folder), entries[:count], writers, state),
            by_sqlite(Path(folder), entries[:count], writers),
        )


def on_old_log(made: MadeLog, count: int, writers: int) -> Run:
    """Appends to a copy of a log that has many entries already."""
    with tempfile.TemporaryDirectory(prefix="holdfire-bench-") as name:
        folder = Path(name)
        shutil.copyfile(made.path, folder / "log.sqlite")
        return by_holdfire(folder, entries_of(made.feeds, count), writers, made.state)


def syncs_of(what: str, writers: int, count: int) -> float | None:
    """Syncs an append, from a run of that many entries less a run of none; None where they cannot be had."""
    words = [sys.executable, __file__, "--child", what, "--writers", str(writers), "--count"]
    none, some = (traced_syncs([*words, str(each)]) for each in (0, count))
    return None if none is None or some is None else (some - none) / count


def child(what: str, writers: int, count: int) -> None:
    """The run that is counted: no other work, so that the syncs of a run of 0 entries can be taken off."""
    leaf, _ = founded()
    entries = entries_of(fresh_feeds(leaf), max(count, 16))[:count]
    with tempfile.TemporaryDirectory(prefix="holdfire-bench-") as folder:
        if what == "holdfire":
            by_holdfire(Path(folder), entries, writers, fresh(Path(folder)))
        else:
            by_sqlite(Path(folder), entries, writers)


def pin() -> None:
    """Keep this thread and those it starts on one core, and processes they start on the others."""
    first, *others = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {first})

    def watch() -> None:
        while others:
            time.sleep(0.05)
            for file in Path("/proc/self/task").glob("*/children"):
                with contextlib.suppress(OSError):
                    for number in file.read_text().split():
                        os.sched_setaffinity(int(number), set(others))

    threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--writers", default="1,8,64")
    asked.add_argument("--sizes", default="100001,1000001")
    asked.add_argument("--pin", action="store_true")
    asked.add_argument("--child", help=argparse.SUPPRESS)
    asked.add_argument("--count", type=int, default=0, help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.child:
        child(options.child, int(options.writers), options.count)
        return
    per = {1: 30, 8: 160, 64: 960} if options.quick else PER_WRITERS
    sizes = [] if options.quick else [int(each) for each in options.sizes.split(",") if each]
    leaf, _ = founded()
    feeds = fresh_feeds(leaf)
    entries = entries_of(feeds, max(per.values()))
    if options.pin:
        pin()
    print(f"entries of {len(entries[-1][2])} bytes; an author spends {feeds.microseconds:.0f} µs to sign one")
    for writers in (int(each) for each in options.writers.split(",")):
        count = per.get(writers, 10_000)
        ours, peer = on_new_log(count, writers, entries)
        counted = 64 if options.quick else min(count, 4_000)
        peer.tell(None, None if options.quick else syncs_of("sqlite", writers, counted))
        ours.tell(peer, None if options.quick else syncs_of("holdfire", writers, counted))
    for size in sizes:
        with log_of(size) as made:
            print(f"on a log of {made.state.size} entries:")
            on_old_log(made, per[64], 64).tell(None, None)


if __name__ == "__main__":
    main()
