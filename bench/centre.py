#!/usr/bin/env python3
"""The centre at 10^5 entries: folding all its states, and one command, beside an empty mission.

    python bench/centre.py

Acts of six subjects by two parties are signed into one log, as a host would sequence them. The peer of the
fold is reading the same acts from JSON and nothing else; the peer of a command is the same command in a
mission whose log holds its charter and one thing of each subject. Commands run as processes of their own,
their keys unopened, and are told in seconds of the processor (user and system), since others may use the
machine too: the best of several runs each. Every list is asked for in every way that it can be.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "record"))

from cast import ORIGIN, Scribe, charter, fingerprint, key  # noqa: E402

from holdfire.agreement.reading import library_pack, load_pack  # noqa: E402
from holdfire.centre.act import Act  # noqa: E402
from holdfire.centre.fold import Ground, fold  # noqa: E402
from holdfire.centre.modules import MODULES  # noqa: E402
from holdfire.record.canonical import canonical  # noqa: E402
from holdfire.record.entry import signed_text  # noqa: E402
from holdfire.record.following import pin_of  # noqa: E402
from holdfire.record.journal import Entry, Journal  # noqa: E402
from holdfire.record.journal_lines import Lines  # noqa: E402
from holdfire.record.node import Node  # noqa: E402
from holdfire.record.node_home import NodeHome, NodeSettings  # noqa: E402
from holdfire.record.storage.heads import HeadStore  # noqa: E402
from holdfire.record.storage.log_store import LogStore, NewLeaf  # noqa: E402
from holdfire.record.tree import EMPTY_ROOT, leaf_hash  # noqa: E402
from record_logs import Author, load  # noqa: E402

PARTIES = ("RU", "TR", "IR", "UN", "OB")
IDS = {"RU": "russia", "TR": "turkey", "IR": "iran", "UN": "un", "OB": "ob"}
GUARANTORS = ("RU", "TR", "IR")
SIZES = (10_000, 100_000)
NOON = 1_493_899_200
TIMES = 5
MAP = Path(tempfile.gettempdir()) / "holdfire-bench.geojson"
LEAST = 16
"""Acts of a mission that is all but empty: one thing of each subject."""
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
"""Where modules are compiled anew in each process, half a second of every command is that."""
LISTS = ("works", "person", "access", "patrol", "post", "hazard", "decide", "meeting", "commitment", "letter",
         "zone", "term")  # fmt: skip
OF_ALL = LISTS[:6]
"""Lists that tell of the last 500 where --all is not given."""
FILTERS = (
    ("works list", "--overdue"), ("works list", "--overdue", "--on", "2017-05-05"),
    ("works list", "--all", "--on", "2017-05-05"), ("access list", "--at", "2017-05-05T00:00Z"),
    ("access list", "--all", "--at", "2017-05-05T00:00Z"), ("post list", "--all", "--on", "2017-05-05"),
    ("commitment list", "--not-known"), ("commitment list", "--rhetorical"), ("commitment scoreboard",),
    ("commitment overdue",), ("patrol clashes",), ("letter due",),
)  # fmt: skip
SHOWN = (("works show", "w-0"), ("person show", "l-0"), ("access show", "h-0"), ("patrol show", "p-0"),
         ("hazard show", "m-0"))  # fmt: skip
ACT = ("works progress", "w-0", "--on", "2017-05-01", "--by", "A")
ACTS = (
    ACT,
    ("patrol outcome", "p-0", "completed", "--by", "A"),
    ("patrol plan", "NEW", "--party", "turkey", "--start", "2027-05-01T06:00Z", "--end", "2027-05-01T09:00Z",
     "--point", "35.9,36.6,100", "--point", "35.95,36.65,100", "--by", "A"),
)  # fmt: skip
"""What a desk enters; NEW stands for an id that nothing has yet."""
MAPS = ("patrol export", "hazard export")
"""Verbs that write a file of everything there is."""


def asked() -> list[tuple[str, ...]]:
    """Every command that is measured: noun and verb, then what follows the folder."""
    found: list[tuple[str, ...]] = [*ACTS, *((each, str(MAP)) for each in MAPS)]
    for noun in LISTS:
        ways = ((), ("--all",)) if noun in OF_ALL else ((),)
        found += [(f"{noun} list", *way, *form) for way in ways for form in ((), ("--json",))]
    return [*found, *(each for way in FILTERS for each in (way, (*way, "--json"))), *SHOWN]


@dataclass(frozen=True)
class Told:
    """One act to be: by whom, of what kind, and what it says."""

    party: str
    kind: str
    content: dict[str, object]


def acts(count: int) -> Iterator[Told]:
    """A desk's day again and again: a work is opened and told of by two; a list is offered, agreed, executed
    and confirmed; every third day a site is notified and answered, a patrol goes, a post and a hazard."""
    n = made = 0
    while made < count:
        for told in (*_turn(n), *(() if n % 3 else _third(n))):
            if made == count:
                return
            made += 1
            yield told
        n += 1


def _turn(n: int) -> Iterator[Told]:
    by = {"by": "A. Haddad", "why": None, "of": None}
    point: dict[str, object] = {"lat_e7": 359300000 + n, "lon_e7": 366300000, "radius_m": 100}
    work = {"id": f"w-{n}", "subject": "water", "title": "A pump", "owner": "turkey", "zone": "idlib"}
    yield Told("TR", "works opened", {**work, "place": point, "due": None, "truce": None, **by})
    for party, percent in (("TR", 80), ("RU", 40)):
        told = {"id": f"w-{n}", "on": "2017-05-01", "percent": percent, **by}
        yield Told(party, "works progressed", told)
    offer = {"id": f"l-{n}", "category": "detainees", "number": 20, "to": ["russia"], "through": None}
    yield Told("TR", "persons list offered", {**offer, "names": None, **by})
    yield Told("RU", "persons list agreed", {"id": f"l-{n}", "number": 20, **by})
    handed = {"id": f"l-{n}", "on": "2017-05-02", "number": 10, "rows": None}
    yield Told("TR", "persons list executed", {**handed, "where": None, **by})
    yield Told("RU", "persons list confirmed", {**handed, **by})


def _third(n: int) -> Iterator[Told]:
    by = {"by": "A. Haddad", "why": None, "of": None}
    point: dict[str, object] = {"lat_e7": 359300000 + n, "lon_e7": 366300000, "radius_m": 100}
    site = {"id": f"h-{n}", "title": "A hospital", "organisation": "an agency", "kind": "hospital",
            "place": point, "to": ["russia"], "answer_by": "2017-05-06T12:00Z", "since": None,
            "until": None}  # fmt: skip
    yield Told("TR", "access site notified", {**site, **by})
    yield Told("RU", "access acknowledged", {"id": f"h-{n}", "version": 1, **by})
    route = [point, {**point, "lat_e7": 358300000 + n}]
    plan = {"id": f"p-{n}", "parties": ["turkey", "russia"], "zone": "idlib", "series": None, "route": route,
            "times": None, "start": "2017-05-05T06:00Z", "end": "2017-05-05T09:00Z"}  # fmt: skip
    yield Told("TR", "patrol planned", {**plan, **by})
    for party, outcome in (("TR", "completed"), ("RU", "cut short")):
        told = {"id": f"p-{n}", "outcome": outcome, "minutes": 90, "place": None, **by}
        yield Told(party, "patrol told", told)
    post = {"id": f"o-{n}", "to": "turkey", "zone": "idlib", "place": point, "from": "2017-05-01",
            "name": None, "kind": "observation post"}  # fmt: skip
    yield Told("TR", "post allotted", {**post, **by})
    yield Told("TR", "post set up", {"id": f"o-{n}", "on": "2017-05-02", **by})
    field = {"id": f"m-{n}", "title": "A field", "level": "suspected", "kinds": ["unexploded ordnance"],
             "evidence": "indirect", "rests_on": "two farmers", "on": "2017-05-02", "zone": None,
             "outline": None, "place": point}  # fmt: skip
    yield Told("TR", "hazard reported", {**field, **by})
    sure = {"id": f"m-{n}", "on": "2017-05-03", "evidence": "direct", "rests_on": "a mine seen", **by}
    yield Told("RU", "hazard confirmed", sure)


def in_memory(count: int) -> tuple[list[Act], bytes]:
    """The acts as the fold takes them, and the same as lines of JSON."""
    at = utc_at(NOON)
    found = [
        Act(place, f"{place:064x}", each.kind, IDS[each.party], at, each.content)
        for place, each in enumerate(acts(count))
    ]
    lines = b"\n".join(json.dumps({"kind": each.kind, "content": each.content}).encode() for each in found)
    return found, lines


def utc_at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def fold_all(count: int) -> tuple[float, float]:
    """Seconds of the processor to fold all states and tell them in plain values; to read the acts."""
    found, lines = in_memory(count)
    ground = Ground(load_pack(library_pack("astana")))
    begin = time.process_time()
    for module in MODULES.values():
        folded = fold(module, found, ground)
        assert not folded.aside, folded.aside[0].objection
        dict(module.as_map(folded.state))
    seconds = time.process_time() - begin
    begin = time.process_time()
    read = [json.loads(line) for line in lines.split(b"\n")]
    peer = time.process_time() - begin
    assert len(read) == count
    return seconds, peer


def mission_with(folder: Path, count: int) -> Path:
    """A mission of TR whose log holds the charter and so many acts."""
    holdfire("init", folder, "--agreement", "astana")
    home, settings = NodeHome(folder / "record"), NodeSettings("TR", ORIGIN, charter=pin_of(charter()))
    home.found(settings)
    store = LogStore.open(home.log, origin=ORIGIN)
    first = Scribe("RU").charter(charter(), GUARANTORS)
    store.append([NewLeaf("RU", 0, first)])
    authors = {each: Author(each) for each in PARTIES} | {"RU": Author("RU", 1, leaf_hash(first).hex())}
    waiting: list[NewLeaf] = []
    journal = Desk(folder)
    for line in journal.journal.entries():
        founding = Told("TR", line.act, dict(line.content))
        waiting.append(leaf_of(home, authors["TR"], founding, NOON, line))
    for place, told in enumerate(acts(count)):
        line = journal.write(told, NOON + place) if told.party == "TR" else None
        waiting.append(leaf_of(home, authors[told.party], told, NOON + place, line))
        if len(waiting) == 4096:
            store.append(waiting)
            waiting = []
    if waiting:
        store.append(waiting)
    journal.close()
    size, root = store.head()
    store.close()
    heads = HeadStore.open(home.heads(settings))
    heads.compare_and_swap(ORIGIN, 0, EMPTY_ROOT, size, root, b"")
    heads.close()
    begin = time.process_time()
    Node.open(home).close()
    seconds = time.process_time() - begin
    print(f"  node opened first (fold of {size:,} entries, signatures and all): {seconds:.1f} s")
    return folder


class Desk:
    """The journal of our own mission, in which each of our acts is a line; not synced line by line."""

    def __init__(self, folder: Path) -> None:
        self.journal = Journal(folder / "journal.jsonl")
        before = self.journal.entries()
        self.number, self.previous = len(before), before[-1].hash
        self.lines: list[bytes] = []

    def write(self, told: Told, at: int) -> Entry:
        self.number += 1
        entry = Entry(self.number, utc_at(at), told.kind, told.content, self.previous)  # type: ignore[arg-type]
        self.previous = entry.hash
        self.lines.append(entry.line + b"\n")
        return entry

    def close(self) -> None:
        if not self.lines:
            return
        path = self.journal.path
        content = path.read_bytes() + b"".join(self.lines)
        path.write_bytes(content)
        path.with_name(f"{path.name}.checked").write_bytes(Lines(content).mark)


def leaf_of(home: NodeHome, author: Author, told: Told, at: int, line: Entry | None) -> NewLeaf:
    known = {name: value for name, value in told.content.items() if value is not None}
    unknown = sorted(name for name, value in told.content.items() if value is None)
    number, hashed = (author.seq + 2, "0" * 64) if line is None else (line.number, line.hash)
    content = {"files": {}, "journal": number, "line": hashed, "previous": "", "told": known,
               "not_known": unknown}  # fmt: skip
    salt = sha256(f"{author.party} {author.seq}".encode()).hexdigest()[:32]
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))
    blob = canonical({"act": told.kind, "at": moment, "content": content, "salt": salt})
    digest = sha256(blob).hexdigest()
    path = home.blobs / digest[:2] / digest
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(blob)  # not synced: a hundred thousand syncs are not what is measured here
    secret = key(author.party, "author")
    name = fingerprint("ed25519", secret.public)
    body = (
        f'{{"blobs":["{digest}"],"content":{{"act":"{told.kind}","particulars":"{digest}","public":false}},'
        f'"digests":[],"key":"{name}","party":"{author.party}","prev":"{author.prev}","refs":[],'
        f'"seen":[0,"{EMPTY_ROOT.hex()}"],"seq":{author.seq},"t_claimed":{at},"type":"act"}}'
    ).encode()
    signature = b64encode(secret.sign(signed_text(ORIGIN, body)))
    leaf = b'{"b":' + body + b',"s":[{"k":"' + name.encode() + b'","sig":"' + signature + b'"}]}'
    row = NewLeaf(author.party, author.seq, leaf)
    author.seq, author.prev = author.seq + 1, leaf_hash(leaf).hex()
    return row


def holdfire(*words: object) -> float:
    """Seconds of the processor that a command takes as a process of its own."""
    command = [sys.executable, "-c", "from holdfire.commands import main; main()", *map(str, words)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ask(folder: Path, each: tuple[str, ...]) -> float:
    """Seconds of one of the commands that are measured."""
    told = (f"n-{time.time_ns()}" if word == "NEW" else word for word in each[1:])
    return holdfire(*each[0].split(), folder, *told)


def named(each: tuple[str, ...]) -> str:
    """The command as the table names it: without what an act says, and where a map goes."""
    return each[0] if each in ACTS or each[0] in MAPS else " ".join(each)


def commands(folder: Path) -> dict[str, float]:
    """The best of several runs of each command. Apart: the first look, which fills the shelf; the first list
    of all of each subject, which is kept; the first act, which learns what our entries stand for."""
    found = {"the first look": ask(folder, ("works list", "--json"))}
    found["the first act"] = ask(folder, ACT)
    for noun in OF_ALL:
        found[f"the first {noun} list --all"] = ask(folder, (f"{noun} list", "--all"))
    for each in MAPS:
        found[f"the first {each}"] = ask(folder, (each, str(MAP)))
    for each in asked():
        found[named(each)] = min(ask(folder, each) for _ in range(TIMES))
    return found


def main() -> None:
    print(load())
    before = None
    for size in SIZES:
        seconds, peer = fold_all(size)
        grown = "" if before is None else f"; {seconds / before:.1f} times as long for 10 times the acts"
        read = f"read from JSON alone {peer:.2f} s"
        print(f"{size:>8,} acts  folded into all states  {seconds:6.2f} s  {read}{grown}")
        before = seconds
    with tempfile.TemporaryDirectory(prefix="holdfire-bench-") as name:
        empty, full = Path(name) / "empty", Path(name) / "full"
        for folder, count in ((empty, LEAST), (full, SIZES[-1])):
            mission_with(folder, count)
        at_first, at_last = commands(empty), commands(full)
        print(load())
        print(f"  {'seconds of the processor':<44} {'10^5':>6} {'empty':>6}  ratio")
        for verb, seconds in at_last.items():
            print(f"  {verb:<44} {seconds:6.2f} {at_first[verb]:6.2f} {seconds / at_first[verb]:6.1f}")
        shutil.rmtree(full)


if __name__ == "__main__":
    main()
