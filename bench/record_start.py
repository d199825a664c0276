"""From the start of a node to its first new checkpoint, on logs of growing size.

    python bench/record_start.py [--quick] [--sizes 10000,100000,1000000]

A process opens the node of the host (every store, the tail of the log verified, the state from its
snapshot), takes up the host's duty, logs one entry and has its checkpoint signed: then the clock stops. The
pages of the log are dropped before. "Program" is the whole process, the interpreter's start and imports
included. Beside it: SQLite alone, which opens a file of the same entries and commits one row. The disk's
syncs are counted in a run of its own under strace, where there is one.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import apsw

from holdfire.record.checkpoint import parse_checkpoint
from holdfire.record.following import pin_of
from holdfire.record.key_file import KeyCard, PrivateKey
from holdfire.record.node import Node
from holdfire.record.node_home import NodeHome, NodeSettings
from holdfire.record.on_duty import Duties, OnDuty
from holdfire.record.snapshot import keep_snapshot
from holdfire.record.storage.heads import HeadStore
from holdfire.record.storage.log_store import LogStore
from holdfire.record.tree import EMPTY_ROOT
from record_logs import (
    HOST_KEY,
    ORIGIN,
    MadeLog,
    drop_pages,
    load,
    log_of,
    made_charter,
    percentile,
    signed,
    traced_syncs,
)


def start(folder: Path, leaf: bytes) -> dict[str, float]:
    """Seconds to each step, from the call on."""
    host = PrivateKey(KeyCard("UN/host", "UN", "host", "ed25519", HOST_KEY.public), HOST_KEY)
    begin = time.perf_counter()
    node = Node.open(NodeHome(folder))
    opened = time.perf_counter()
    before = node.log.size
    assert node.state.size == before
    duty = OnDuty.open(node, Duties(host))
    on_duty = time.perf_counter()
    assert duty.host is not None
    note = duty.host.submit(leaf).result().checkpoint
    done = time.perf_counter()
    assert parse_checkpoint(note).checkpoint.size == before + 1
    duty.close()
    node.close()
    return {
        "opened": opened - begin,
        "on duty": on_duty - begin,
        "checkpoint": done - begin,
        "closed": time.perf_counter() - begin,
    }


def sqlite_alone(file: Path) -> float:
    """Seconds to open a file of the same entries, commit one row and have it on disk."""
    begin = time.perf_counter()
    connection = apsw.Connection(str(file))
    connection.pragma("journal_mode", "wal")
    connection.pragma("synchronous", "FULL")
    ((size,),) = connection.execute("SELECT max(position) FROM entries").fetchall()
    connection.execute("INSERT INTO entries VALUES(?, 'RU', -1, x'00')", (size + 1,))
    took = time.perf_counter() - begin
    connection.close()
    return took


def furnish(folder: Path, made: MadeLog) -> None:
    """A node's folder with that log and what a node that was closed leaves beside it."""
    home, settings = NodeHome(folder), NodeSettings("UN", ORIGIN, charter=pin_of(made_charter()))
    home.found(settings)
    shutil.copyfile(made.path, home.log)
    store = LogStore.open(home.log, origin=ORIGIN)
    size, root = store.head()
    store.close()
    keep_snapshot(home.snapshot, made.state, root)
    # The host vouched for this log before it was stopped.
    heads = HeadStore.open(home.heads(settings))
    heads.compare_and_swap(ORIGIN, 0, EMPTY_ROOT, size, root, b"")
    heads.close()


def in_a_process(folder: Path, leaf: Path, *before: str) -> tuple[float, dict[str, float]]:
    """Seconds of the whole program, and what it tells of its steps."""
    drop_pages(NodeHome(folder).log)
    words = [*before, sys.executable, __file__, "--child", str(folder), "--leaf", str(leaf)]
    begin = time.perf_counter()
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    return time.perf_counter() - begin, json.loads(done.stdout)


def measure(made: MadeLog, times: int, count_syncs: bool) -> float:
    """Milliseconds to the first checkpoint, the median of several starts."""
    author = made.feeds.authors["RU"]
    with tempfile.TemporaryDirectory(prefix="holdfire-bench-") as name:
        folder, leaf, peer = Path(name) / "node", Path(name) / "leaf", Path(name) / "peer.sqlite"
        shutil.copyfile(made.path, peer)
        alone = []
        for _ in range(times):
            drop_pages(peer)
            alone.append(sqlite_alone(peer))
        peer.unlink()
        furnish(folder, made)
        whole: list[float] = []
        steps: list[dict[str, float]] = []
        # The first start is not counted: it lays out stores that a node has from its founding on.
        for each in signed(author, times + 1):
            leaf.write_bytes(each)
            took, told = in_a_process(folder, leaf)
            whole.append(took)
            steps.append(told)
        told_ms = {key: 1e3 * percentile(sorted(each[key] for each in steps[1:]), 0.5) for key in steps[0]}
        (last,) = signed(author, 1)
        leaf.write_bytes(last)
        words = [sys.executable, __file__, "--child", str(folder), "--leaf", str(leaf)]
        syncs = traced_syncs(words) if count_syncs else None
    checkpoint, peer_ms = told_ms["checkpoint"], 1e3 * percentile(sorted(alone), 0.5)
    program = 1e3 * percentile(sorted(whole[1:]), 0.5)
    counted = "syncs not counted" if syncs is None else f"{syncs} syncs to the end"
    print(
        f"{made.state.size:>7} entries: open {told_ms['opened']:6.1f} ms, on duty {told_ms['on duty']:6.1f}, "
        f"first checkpoint {checkpoint:6.1f}, closed {told_ms['closed']:6.1f}; program {program:5.0f} ms; "
        f"SQLite alone {peer_ms:5.1f} ms, {checkpoint / peer_ms:.1f} x; {counted} ({load()})",
        flush=True,
    )
    return checkpoint


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--sizes", default="10001,100001,1000001")
    asked.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    asked.add_argument("--leaf", type=Path, help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.child:
        print(json.dumps(start(options.child, options.leaf.read_bytes())))
        return
    sizes = [1_001] if options.quick else [int(each) for each in options.sizes.split(",")]
    took = []
    for size in sizes:
        with log_of(size) as made:
            took.append(measure(made, 1 if options.quick else 9, not options.quick))
    if len(took) > 1:
        print(f"{sizes[-1] / sizes[0]:.0f} times the entries take {took[-1] / took[0]:.1f} times as long")


if __name__ == "__main__":
    main()
