"""Made-up logs for the benches of the record: sixteen parties that act in turn, every entry signed.

    python bench/record_logs.py [--quick]

The keys come from names, so every run gives the same bytes. An entry is what `enter_act` writes: an act
with one blob, 550 bytes or so. Logs are kept in the folder HOLDFIRE_BENCH_LOGS for the next bench where that
is set, else they go away with the bench that made them. Run by itself it tells what signing costs.
"""

import argparse
import contextlib
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "record"))

from cast import GUARANTORS, HOST, ORIGIN, Scribe, charter, enrolment, in_order, key

from holdfire.record.charter import Charter, Party
from holdfire.record.ed25519 import fingerprint
from holdfire.record.entry import Entry, read_leaf, signed_text
from holdfire.record.fold import fold
from holdfire.record.state import Feed, State
from holdfire.record.storage.log_store import LogStore, NewLeaf
from holdfire.record.tree import EMPTY_ROOT, leaf_hash

CAST = ("RU", "TR", "IR", "UN", "OB")
PARTIES = (*CAST, *(f"P{number:02}" for number in range(len(CAST), 16)))
"""The five of the tests' cast, and eleven more who have author keys only."""
NOON = 1_493_899_200
ROUND = 1024
"""Entries of each party that are signed at a time."""
FEEDS = "feeds.json"
"""Where the feeds of a log go on, for the next bench that appends to it."""
LOGS = "HOLDFIRE_BENCH_LOGS"
BYTES_AN_ENTRY = 1000
"""On disk, rounded up; room is looked for before a log is made."""


@dataclass(slots=True)
class Author:
    """Where a party's feed goes on: number of its next entry, hash of its last."""

    party: str
    seq: int = 0
    prev: str = ""


def made_charter() -> Charter:
    """The charter of the tests' cast with eleven parties more."""
    first = charter()
    more = [enrolment(party, "author") for party in PARTIES[len(CAST) :]]
    parties = [*first.parties, *(Party(each, f"Party {each}", "party") for each in PARTIES[len(CAST) :])]
    return replace(
        first,
        keys=in_order([*first.keys, *more]),
        parties=tuple(sorted(parties, key=lambda each: each.party)),
    )


def charter_leaf() -> bytes:
    return Scribe("RU").charter(made_charter(), GUARANTORS)


def signed(author: Author, count: int) -> list[bytes]:
    """The party's next acts. The text is filled in, not built: an author signs a few entries a day, and the
    maker of a bench a million."""
    secret = key(author.party, "author")
    name, empty = fingerprint("ed25519", secret.public), EMPTY_ROOT.hex()
    leaves = []
    for _ in range(count):
        file = sha256(f"{author.party} {author.seq}".encode()).hexdigest()
        body = (
            f'{{"blobs":["{file}"],"content":{{"act":"intake","particulars":"{file}","public":false}},'
            f'"digests":[],"key":"{name}","party":"{author.party}","prev":"{author.prev}","refs":[],'
            f'"seen":[0,"{empty}"],"seq":{author.seq},"t_claimed":{NOON + author.seq},"type":"act"}}'
        ).encode()
        signature = b64encode(secret.sign(signed_text(ORIGIN, body)))
        leaf = b'{"b":' + body + b',"s":[{"k":"' + name.encode() + b'","sig":"' + signature + b'"}]}'
        author.seq, author.prev = author.seq + 1, leaf_hash(leaf).hex()
        leaves.append(leaf)
    return leaves


def _signed_apart(author: Author, count: int) -> tuple[Author, list[bytes], float]:
    begin = time.process_time()
    leaves = signed(author, count)
    return author, leaves, time.process_time() - begin


@dataclass(slots=True)
class Feeds:
    """Entries of all parties in turn, signed by two processes while the caller is at the ones before."""

    authors: dict[str, Author] = field(default_factory=lambda: {each: Author(each) for each in PARTIES})
    cpu_s: float = 0.0
    signed: int = 0

    def rounds(self, count: int) -> Iterator[list[tuple[str, int, bytes]]]:
        """`count` entries as party, number and leaf, a few thousand at a time."""
        left = count
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            ahead = self._order(pool, min(ROUND, -(-left // len(PARTIES))))
            while left > 0:
                told = [each.result() for each in ahead]
                self.authors = {author.party: author for author, _, _ in told}
                left -= sum(len(leaves) for _, leaves, _ in told)
                if left > 0:
                    ahead = self._order(pool, min(ROUND, -(-left // len(PARTIES))))
                self.cpu_s += sum(cpu for _, _, cpu in told)
                self.signed += sum(len(leaves) for _, leaves, _ in told)
                columns = [
                    [(author.party, author.seq - len(leaves) + at, leaf) for at, leaf in enumerate(leaves)]
                    for author, leaves, _ in told
                ]
                yield list(itertools.chain.from_iterable(zip(*columns, strict=True)))

    def _order(
        self, pool: ProcessPoolExecutor, count: int
    ) -> list[Future[tuple[Author, list[bytes], float]]]:
        return [pool.submit(_signed_apart, each, count) for each in self.authors.values()]

    @property
    def microseconds(self) -> float:
        """Processor time of one signature with its entry."""
        return 1e6 * self.cpu_s / max(1, self.signed)


@dataclass(frozen=True, slots=True)
class MadeLog:
    """A log on disk and what its entries amount to, as their maker knows it."""

    folder: Path
    state: State
    feeds: Feeds

    @property
    def path(self) -> Path:
        return self.folder / "log.sqlite"


def nowhere(leaf_hash: str) -> tuple[int, Entry] | None:
    """Acts look nothing up."""
    return None


def founded() -> tuple[bytes, State]:
    """The charter's leaf and the state after it."""
    leaf, state = charter_leaf(), State()
    (told,) = fold(state, [leaf], nowhere)
    assert isinstance(told, Entry), told
    return leaf, state


def state_of(feeds: Feeds, size: int) -> State:
    """The state after a log of nothing but these feeds' acts."""
    _, state = founded()
    for author in feeds.authors.values():
        state.feeds[author.party] = Feed(author.seq, author.prev)
        state.acts[author.party, "intake"] = author.seq - (author.party == "RU")
    state.size = size
    return state


def fresh_feeds(leaf: bytes) -> Feeds:
    feeds = Feeds()
    feeds.authors["RU"] = Author("RU", 1, leaf_hash(leaf).hex())
    return feeds


def make_log(folder: Path, size: int) -> MadeLog:
    """A log of `size` entries (rounded up to a charter and whole turns of sixteen) in the folder."""
    need = size * BYTES_AN_ENTRY
    if shutil.disk_usage(folder).free < 2 * need:
        raise SystemExit(f"A log of {size} entries takes {need >> 20} MB, and {folder} has not twice that.")
    leaf, _ = founded()
    feeds = fresh_feeds(leaf)
    store = LogStore.open(folder / "log.sqlite", origin=ORIGIN)
    store.append([NewLeaf("RU", 0, leaf)])
    for each in feeds.rounds(size - 1):
        store.append([NewLeaf(party, seq, leaf) for party, seq, leaf in each])
    state = state_of(feeds, store.size)
    store.close()
    told = {
        "size": state.size,
        "feeds": [[each.party, each.seq, each.prev] for each in feeds.authors.values()],
    }
    (folder / FEEDS).write_text(json.dumps(told), encoding="utf-8")
    return MadeLog(folder, state, feeds)


@contextlib.contextmanager
def log_of(size: int) -> Iterator[MadeLog]:
    """A log of that many entries: kept from another bench, or made now. Do not append to it."""
    with contextlib.ExitStack() as opened:
        kept = os.environ.get(LOGS)
        home = Path(kept or opened.enter_context(tempfile.TemporaryDirectory(prefix="holdfire-bench-")))
        folder = home / f"log-{size}"
        if (folder / FEEDS).exists():
            yield _found(folder)
            return
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        begin = time.perf_counter()
        made = make_log(folder, size)
        print(
            f"made a log of {made.state.size} entries in {time.perf_counter() - begin:.0f} s, "
            f"{made.path.stat().st_size / 2**20:.0f} MB on disk; "
            f"{made.feeds.microseconds:.0f} µs of processor time to sign one",
            flush=True,
        )
        yield made


def _found(folder: Path) -> MadeLog:
    told = json.loads((folder / FEEDS).read_text("utf-8"))
    feeds = Feeds({party: Author(party, seq, prev) for party, seq, prev in told["feeds"]})
    return MadeLog(folder, state_of(feeds, told["size"]), feeds)


def load() -> str:
    """How busy the machine is, to be printed beside every figure."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def drop_pages(path: Path) -> None:
    """Ask the system to forget what it keeps of the file in memory; where it cannot be asked, nothing."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def traced_syncs(words: Sequence[str]) -> int | None:
    """How often the program syncs the disk, counted at the kernel's door; None where there is no strace."""
    if shutil.which("strace") is None:
        return None
    with tempfile.TemporaryDirectory(prefix="holdfire-bench-") as folder:
        trace = Path(folder) / "trace"
        strace = ["strace", "-f", "--seccomp-bpf", "-o", str(trace), "-e", "trace=fsync,fdatasync"]
        if subprocess.run([*strace, *words], check=False, capture_output=True).returncode:
            return None
        return sum("sync(" in line for line in trace.read_text("utf-8").splitlines())


def percentile(sorted_values: list[float], share: float) -> float:
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * share))]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true")
    options = asked.parse_args()
    count = 500 if options.quick else 10_000
    author = Author("TR")
    begin = time.process_time()
    leaves = signed(author, count)
    filled = time.process_time() - begin
    scribe = Scribe("TR")
    begin = time.process_time()
    for _ in range(count):
        scribe.act()
    written = time.process_time() - begin
    assert read_leaf(leaves[-1]).is_signed_by(key("TR", "author").public, ORIGIN)
    print(f"an author's entry of {len(leaves[-1])} bytes: {1e6 * written / count:.0f} µs of processor time")
    print(f"the same filled in, as the benches do: {1e6 * filled / count:.0f} µs ({load()})")


HOST_KEY = HOST
"""The key that signs checkpoints."""

if __name__ == "__main__":
    main()
