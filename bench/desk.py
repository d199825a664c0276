#!/usr/bin/env python3
"""The desk at 10^5 incidents: what a page costs, and a minute of 100 officers and 20 reports a second.

    python bench/desk.py [--incidents 100000] [--seconds 60] [--officers 100] [--reports 20]

A mission is made of drawn reports through the product's own intake, fusing and assessing. Its desk is served
as `holdfire serve` does, with accounts, sessions and guard, in a process of its own, with the worker that
takes reports in every twenty seconds and works out the whole mission anew; `--by-hand` leaves it out. The
peer is the desk of the same mission before anything came in, under the same load, in the same run. Officers
poll the queue every two seconds, and read the page whole every twenty, as browsers do when the worker is
done; each report is acknowledged only when it is on the disk.
"""

import argparse
import http.client
import json
import multiprocessing
import os
import random
import secrets
import socket
import statistics
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from holdfire.agreement.reading import library_pack
from holdfire.mission.folder import Mission
from holdfire.mission.founding import create
from holdfire.mission.settings import Settings, reporting_day

WORDS = "four words apart here"
POLLS_EVERY_S = 2.0
PAGE_EACH = 10
ACTS = ("fire", "fire/shelling", "fire/small-arms", "fire/air", "fire/shelling/mortar")


def made(folder: Path, incidents: int) -> Mission:
    """A mission with so many drawn reports, each of its own incident or nearly so, worked out."""
    settings = Settings("Bench", "astana", ("SY",), True, reporting_day("00:00", "Asia/Damascus", True))
    now = datetime(2019, 1, 2, tzinfo=UTC)
    mission = create(folder, library_pack("astana"), settings, now)
    if not incidents:
        return mission
    draw = random.Random(7)
    lines = ["source_key,act,when_start,when_end,when_precision,lon,lat,radius_m,where_precision,killed_best"]
    for number in range(incidents):
        start = datetime(2017, 5, 6, tzinfo=UTC) + timedelta(minutes=draw.randrange(600 * 1440))
        end = start + timedelta(hours=1)
        lines.append(
            f"k{number},{draw.choice(ACTS)},{start:%Y-%m-%dT%H:%MZ},{end:%Y-%m-%dT%H:%MZ},hour,"
            f"{draw.uniform(36.0, 38.5):.5f},{draw.uniform(32.5, 36.3):.5f},500,exact,{draw.randrange(4)}"
        )
    file = folder.parent / "drawn.csv"
    file.write_text("\n".join(lines) + "\n")
    began = time.perf_counter()
    mission.take_in(file, "holdfire", now, lambda _: None)
    mission.fuse(now)
    mission.assess(now)
    print(f"{incidents:,} reports taken in, fused and assessed in {time.perf_counter() - began:.0f} s")
    return mission


def serve(
    folder: Path, port: int, officers: int, works: bool, ready: "multiprocessing.synchronize.Event"
) -> None:
    """The desk as it meets the network, until it is ended."""
    import uvicorn

    from holdfire.web.app import served
    from holdfire.web.desk import Desk
    from holdfire.web.field.worker import Worker
    from holdfire.web.people import tokens as of_programs
    from holdfire.web.people.account import Account, Role
    from holdfire.web.people.accounts import add_account
    from holdfire.web.people.people import People
    from holdfire.web.queue import kept_queue

    people = People.of(folder, secrets.token_bytes)
    now = datetime.now(UTC)
    add_account(people.store, Account("reporter", "Reporter", Role.REPORTER), WORDS, "bench", now)
    add_account(people.store, Account("officer", "Officer", Role.OFFICER), WORDS, "bench", now)
    until = now + timedelta(days=1)
    tokens = {
        name: [
            of_programs.new_token(people.store, name, str(n), until, now, secrets.token_bytes)
            for n in range(count)
        ]
        for name, count in (("officer", officers), ("reporter", 8))
    }
    (folder.parent / "tokens.json").write_text(json.dumps(tokens))
    origin = f"http://localhost:{port}"
    desk = Desk(folder, lambda: datetime.now(UTC), secrets.token_bytes, people, origin)
    server = uvicorn.Server(uvicorn.Config(served(desk, False), port=port, log_level="error", lifespan="off"))
    if works:
        Worker(folder, desk.clock, print, ready=lambda: kept_queue(desk.keeper.held(True), None)).start()
    threading.Thread(target=lambda: (time.sleep(2), ready.set()), daemon=True).start()
    server.run()


@dataclass
class Times:
    """How long requests took, in milliseconds, how many bytes came, and what failed."""

    took: list[float] = field(default_factory=list)
    most_bytes: int = 0
    failed: list[str] = field(default_factory=list)

    def told(self) -> str:
        if not self.took:
            return "none"
        ranked = sorted(self.took)
        p99 = ranked[min(len(ranked) - 1, int(len(ranked) * 0.99))]
        median = statistics.median(ranked)
        return (
            f"{len(ranked):,} requests, median {median:.0f} ms, p99 {p99:.0f} ms, "
            f"most {self.most_bytes / 1000:.0f} kB, {len(self.failed)} failed"
        )


def asked(port: int, method: str, path: str, token: str, body: bytes | None, times: Times) -> None:
    began = time.perf_counter()
    try:
        line = http.client.HTTPConnection("localhost", port, timeout=30)
        headers = {"authorization": f"Bearer {token}", "accept-encoding": "gzip"}
        if body is not None:
            headers["content-type"] = "application/json"
        line.request(method, path, body, headers)
        answer = line.getresponse()
        size = len(answer.read())
        line.close()
        if answer.status != 200:
            times.failed.append(f"{path}: {answer.status}")
        times.most_bytes = max(times.most_bytes, size)
    except OSError as cause:
        times.failed.append(f"{path}: {cause}")
    times.took.append((time.perf_counter() - began) * 1000)


def under_load(
    port: int, tokens: dict[str, list[str]], seconds: float, reports: int
) -> tuple[Times, Times, Times]:
    """Officers that poll, each on its own beat, and reports at an even pace: polls, pages, reports."""
    polls, pages, sent, until = Times(), Times(), Times(), time.monotonic() + seconds

    def officer(number: int) -> None:
        token, beat = tokens["officer"][number], number % PAGE_EACH
        time.sleep(POLLS_EVERY_S * number / len(tokens["officer"]))
        while time.monotonic() < until:
            began = time.monotonic()
            asked(port, "GET", "/api/queue", token, None, polls)
            if (beat := (beat + 1) % PAGE_EACH) == 0:
                asked(port, "GET", "/", token, None, pages)
            time.sleep(max(0.0, POLLS_EVERY_S - (time.monotonic() - began)))

    def reporter(number: int, of: int) -> None:
        while time.monotonic() < until:
            began = time.monotonic()
            told = {"report_id": str(uuid.uuid4()), "act": "fire/shelling", "day": "2018-06-03"}
            body = json.dumps(told).encode()
            asked(port, "POST", "/api/reports", tokens["reporter"][number], body, sent)
            time.sleep(max(0.0, of / reports - (time.monotonic() - began)))

    threads = [threading.Thread(target=officer, args=(n,)) for n in range(len(tokens["officer"]))]
    threads += [threading.Thread(target=reporter, args=(n, 8)) for n in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return polls, pages, sent


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def measured(
    name: str, folder: Path, asked_for: argparse.Namespace, alone: Callable[[int, str], None]
) -> None:
    context = multiprocessing.get_context("spawn")
    ready, port = context.Event(), free_port()
    process = context.Process(
        target=serve, args=(folder, port, asked_for.officers, not asked_for.by_hand, ready)
    )
    process.start()
    ready.wait(120)
    tokens = json.loads((folder.parent / "tokens.json").read_text())
    print(f"\n{name}")
    alone(port, tokens["officer"][0])
    polls, pages, sent = under_load(port, tokens, asked_for.seconds, asked_for.reports)
    print(f"  under load, queue:   {polls.told()}")
    print(f"  under load, pages:   {pages.told()}")
    print(f"  under load, reports: {sent.told()}")
    for each in [*polls.failed, *pages.failed, *sent.failed][:5]:
        print(f"    {each}")
    process.terminate()
    process.join()


def alone(port: int, token: str) -> None:
    for path in ("/api/queue", "/", "/map/shown.geojson?bbox=35,32,43,38&zoom=6", "/map/light.svg"):
        first, times = Times(), Times()
        asked(port, "GET", path, token, None, first)
        for _ in range(100):
            asked(port, "GET", path, token, None, times)
        print(f"  {path:<48} first {first.took[0]:.0f} ms; then {times.told()}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--officers", type=int, default=100)
    parser.add_argument("--reports", type=int, default=20)
    parser.add_argument("--by-hand", action="store_true", help="without the worker")
    asked_for = parser.parse_args()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as base:
        for name, number in (
            ("an empty mission", 0),
            (f"{asked_for.incidents:,} incidents", asked_for.incidents),
        ):
            folder = Path(base) / str(number) / "mission"
            folder.parent.mkdir()
            made(folder, number)
            measured(name, folder, asked_for, alone)


if __name__ == "__main__":
    main()
