"""Inclusion proofs from a log on disk beside pymerkle 7, and the proof file: its size, and checking it.

    python bench/record_proof.py [--quick] [--size 1000000] [--no-peer]

Warm: a reader that has been asked before. Cold: a new reader for each proof, with the pages of the file
dropped from SQLite and from the system as far as it lets us. The checker with no dependencies is timed in
this process, and as a program, whose start is most of it.

pymerkle is under the GPL, so it is never installed beside Holdfire: it gets an environment of its own, which
goes away with the bench, and the very same entries; both trees must have the same root. Where it cannot be
installed the peer is left out.
"""

import argparse
import contextlib
import gc
import importlib.util
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

from record_logs import (
    HOST_KEY,
    NOON,
    ORIGIN,
    MadeLog,
    charter_leaf,
    drop_pages,
    load,
    log_of,
    made_charter,
    percentile,
)

from cast import key  # isort: skip

from holdfire.record.charter import witness_name
from holdfire.record.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.cosignature import cosign
from holdfire.record.log_proof import check_log_proof, make_log_proof, parse_log_proof
from holdfire.record.policy import parse_policy
from holdfire.record.storage.log_store import LogStore
from holdfire.record.tree import check_inclusion, leaf_hash, prove_inclusion

VERIFIER = Path(__file__).parents[1] / "tools" / "verify_record.py"
SEED = 20170504
PEER = """
import json, random, sqlite3, sys, time
from pymerkle import InmemoryTree, SqliteTree
log, file, size, proofs = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
def leaves():
    source = sqlite3.connect(f"file:{log}?immutable=1", uri=True)
    for (leaf,) in source.execute("SELECT leaf FROM entries WHERE position < ? ORDER BY position", (size,)):
        yield leaf
def timed(tree, count):
    chance, waits = random.Random(20170504), []
    for _ in range(count + 1):
        index = chance.randrange(size) + 1
        begin = time.perf_counter()
        tree.prove_inclusion(index)
        waits.append(time.perf_counter() - begin)
    return waits[1:]
memory = InmemoryTree()
for leaf in leaves():
    memory.append_entry(leaf)
told = {"root": memory.get_state().hex(), "memory": timed(memory, 10 * proofs)}
del memory
stored = SqliteTree(file)
stored.append_entries(leaves(), chunksize=10000)
told |= {"stored_root": stored.get_state().hex(), "stored": timed(stored, proofs)}
print(json.dumps(told))
"""


def tell(name: str, waits: list[float], more: str = "") -> float:
    """Print the waits (in seconds) of single calls; gives the median in milliseconds."""
    told = sorted(waits)
    p50, p99 = (1e3 * percentile(told, share) for share in (0.5, 0.99))
    print(
        f"{name:42}{len(told):>6} times  p50 {p50:8.3f} ms  p99 {p99:8.3f} ms  {more}  ({load()})", flush=True
    )
    return p50


def timed(call: Callable[[], object], times: int) -> list[float]:
    call()
    waits = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        waits.append(time.perf_counter() - begin)
    return waits


def prove(store: LogStore, proofs: int) -> tuple[float, float]:
    """Medians in milliseconds of warm and cold proofs of entries drawn at random."""
    size, root = store.head()
    chance = random.Random(SEED)
    reader = store.reader()
    for index in range(0, size, 256):
        prove_inclusion(reader, index, size)
    warm: list[float] = []
    cold: list[float] = []
    for index in (chance.randrange(size) for _ in range(proofs)):
        begin = time.perf_counter()
        proof = prove_inclusion(reader, index, size)
        warm.append(time.perf_counter() - begin)
        check_inclusion(leaf_hash(store.leaf(index)), index, size, proof, root)
    gc.disable()
    for index in (chance.randrange(size) for _ in range(max(20, proofs // 10))):
        store.file.rows("PRAGMA shrink_memory")
        drop_pages(store.file.path)
        begin = time.perf_counter()
        prove_inclusion(store.reader(), index, size)
        cold.append(time.perf_counter() - begin)
    gc.enable()
    return tell("holdfire: proof, warm", warm), tell("holdfire: proof, cold", cold)


def peer_waits(made: MadeLog, root: str, proofs: int) -> tuple[list[float], list[float]] | None:
    """Waits of pymerkle's proofs from memory and from SQLite; None where it cannot be had."""
    with tempfile.TemporaryDirectory(prefix="holdfire-bench-") as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / ("Scripts" if os.name == "nt" else "bin") / "python"
        install = [python, "-m", "pip", "install", "-q", "pymerkle==7.*"]
        if subprocess.run(install, check=False, capture_output=True).returncode:
            print("pymerkle 7 cannot be installed here: no peer for proofs")
            return None
        size = str(made.state.size)
        words = [python, "-c", PEER, str(made.path), str(Path(folder) / "peer.sqlite"), size, str(proofs)]
        told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    assert told["root"] == told["stored_root"] == root, "pymerkle comes to another root"
    return told["memory"], told["stored"]


def cosigned(size: int, root: bytes, parties: tuple[str, ...]) -> bytes:
    signed = parse_checkpoint(sign_checkpoint(Checkpoint(ORIGIN, size, root), HOST_KEY))
    lines = [
        cosign(signed.checkpoint, witness_name(ORIGIN, each), key(each, "witness"), NOON) for each in parties
    ]
    return signed.with_signatures(*lines).to_bytes()


def check_files(store: LogStore, folder: Path, times: int) -> None:
    """Size of the proof file of an entry, and how long it takes to check it."""
    size, root = store.head()
    index = size // 3
    leaf = store.leaf(index)
    hashes = tuple(prove_inclusion(store.reader(), index, size))
    policy = parse_policy(made_charter().witnessed.encode())
    for parties in (("RU", "TR", "IR", "UN"), ("RU", "TR", "IR", "UN", "OB")):
        note = cosigned(size, root, parties)
        bare, whole = (make_log_proof(index, hashes, note, extra).to_bytes() for extra in (None, leaf))
        print(
            f"proof file, {len(parties)} cosigners: {len(bare)} bytes; "
            f"{len(whole)} with the entry of {len(leaf)} bytes in it"
        )
        assert check_log_proof(parse_log_proof(bare), leaf, policy).countersigning.complete
        waits = timed(lambda bare=bare: check_log_proof(parse_log_proof(bare), leaf, policy), times)
        tell(f"holdfire: check, {len(parties)} cosigners", waits)
        by_verifier(folder, whole, max(3, times // 20), len(parties))


def by_verifier(folder: Path, proof: bytes, times: int, cosigners: int) -> None:
    """tools/verify_record.py on that file: by the policy alone, and by the charter with the author's key."""
    file, policy, trusted = folder / "entry.tlog-proof", folder / "policy", folder / "charter"
    file.write_bytes(proof)
    policy.write_bytes(made_charter().witnessed.encode())
    trusted.write_bytes(charter_leaf())
    spec = importlib.util.spec_from_file_location("verify_record", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["verify_record"] = module
    spec.loader.exec_module(module)
    for trust, where in (("policy", policy), ("charter", trusted)):
        words = ["proof", str(file), f"--{trust}", str(where)]

        def call(words: list[str] = words) -> None:
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                code = module.main(words)
            assert code == 0, said.getvalue()

        name = f"single file: check, {cosigners} cosigners, by {trust}"
        tell(name, timed(call, times))
    words = [sys.executable, str(VERIFIER), "proof", str(file), "--policy", str(policy)]
    waits = timed(lambda: subprocess.run(words, check=True, capture_output=True), max(2, times // 4))
    tell("single file: the same, as a program", waits)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--size", type=int, default=1_000_001)
    asked.add_argument("--no-peer", action="store_true")
    options = asked.parse_args()
    size, proofs, times = (4_001, 200, 20) if options.quick else (options.size, 5_000, 500)
    with log_of(size) as made, tempfile.TemporaryDirectory(prefix="holdfire-bench-") as folder:
        store = LogStore.open(made.path, origin=ORIGIN, locking="shared")
        hashes = len(prove_inclusion(store.reader(), 0, store.size))
        print(f"a log of {store.size} entries; a proof has {hashes} hashes")
        warm, cold = prove(store, proofs)
        told = None if options.quick or options.no_peer else peer_waits(made, store.root().hex(), 20)
        if told is not None:
            memory = tell("pymerkle 7: proof, in memory", told[0])
            stored = tell("pymerkle 7: proof, SQLite", told[1])
            print(
                f"warm {memory / warm:.1f} x pymerkle in memory; cold {stored / cold:.0f} x pymerkle's SQLite"
            )
        check_files(store, Path(folder), times)
        store.close()
    if not options.quick:
        with log_of(options.size // 10) as made:
            store = LogStore.open(made.path, origin=ORIGIN, locking="shared")
            print(f"a log of {store.size} entries:")
            prove(store, proofs)
            store.close()


if __name__ == "__main__":
    main()
