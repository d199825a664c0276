"""The long runs against the record's storage: power cuts, kills, full disks, refusals, and the load.

    python tools/torture.py --images 100000 --kills 200 --full-disks 20 --refusals --load

Each kind is run in slices and prints its figures as it goes. The exit status is 1 if anything that was
acknowledged was lost, or if the settings known to lose entries were not found to lose any.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "torture"))

import apsw
from committer_load import CostlyVerify, run_load, verify_nothing
from crash_work import Setting, Tally, cut_and_check, traced_work
from failing_disk import CountingVfs
from full_disk import small_disk
from refusals import Refusals, fail_at, fill_up, kill_rounds

SLICE = 1000
LOSING = {
    "WAL, NORMAL": Setting(synchronous="NORMAL"),
    "DELETE, FULL": Setting(journal_mode="delete", locking="shared"),
}


def main() -> int:
    asked = _arguments()
    folder = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    good = True
    with (
        tempfile.TemporaryDirectory(dir=folder) as memory,
        tempfile.TemporaryDirectory(dir=asked.disk) as disk,
    ):
        if asked.images:
            good &= _power_cuts(asked.images, asked.seed, Path(memory))
        if asked.kills:
            good &= _kills(asked.kills, asked.seed, Path(disk))
        if asked.full_disks:
            good &= _full_disks(asked.full_disks, Path(disk))
        if asked.refusals:
            good &= _refusals(Path(memory))
        if asked.load:
            _load(Path(disk), asked.seconds)
    return 0 if good else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--images", type=int, default=0, help="disks after simulated power cuts")
    parser.add_argument("--kills", type=int, default=0, help="rounds of SIGKILL")
    parser.add_argument("--full-disks", type=int, default=0, help="rounds on a disk of 3 MB (needs root)")
    parser.add_argument("--refusals", action="store_true", help="EIO and ENOSPC at every call")
    parser.add_argument("--load", action="store_true", help="entries a second, and syncs an append")
    parser.add_argument("--seconds", type=float, default=5.0, help="length of each load run")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--disk", help="a folder on the disk to be tried (default: the temporary one)")
    return parser.parse_args()


def _power_cuts(images: int, seed: int, scratch: Path) -> bool:
    total = _cut("WAL, FULL", Setting(), images, seed, scratch)
    good = total.bad == 0
    for name, setting in LOSING.items():
        good &= _cut(name, setting, min(images, 2000), seed, scratch).lost > 0
    return good


def _cut(name: str, setting: Setting, images: int, seed: int, scratch: Path) -> Tally:
    total, begin = Tally(), time.perf_counter()
    while total.images < images:
        place = scratch / f"{setting.journal_mode}-{setting.synchronous}-{total.images}"
        work = traced_work(place, setting, seed + total.images)
        total.add(
            cut_and_check(work, setting, min(SLICE, images - total.images), seed + total.images, scratch)
        )
        _say(
            f"power cuts, {name}: {total.images} images, {total.acknowledged} acknowledged entries sought; "
            f"{total.lost} images lost some, {total.stuck} did not go on, {total.ahead} heads astray, "
            f"{total.blobs} blobs lost",
            begin,
        )
    for each in total.first:
        print(f"  {each}")
    return total


def _kills(rounds: int, seed: int, folder: Path) -> bool:
    tally, begin = Refusals(), time.perf_counter()
    while tally.runs < rounds:
        kill_rounds(folder / f"kills-{tally.runs}", min(10, rounds - tally.runs), seed + tally.runs, tally)
        _say(f"kills: {tally.runs}, {tally.acknowledged} acknowledged, {tally.lost} lost", begin)
    return tally.lost == 0


def _full_disks(rounds: int, folder: Path) -> bool:
    tally, begin = Refusals(), time.perf_counter()
    for _ in range(rounds):
        with small_disk(folder / "small", 3) as disk:
            if disk is None:
                print("full disks: not run, mounting a tmpfs is not allowed here")
                return True
            fill_up(disk, tally)
        _say(f"full disks: {tally.runs}, {tally.acknowledged} acknowledged, {tally.lost} lost", begin)
    return tally.lost == 0


def _refusals(scratch: Path) -> bool:
    total = 0
    for error in (apsw.IOError, apsw.FullError):
        for for_ever in (False, True):
            tally, begin, call = Refusals(), time.perf_counter(), 1
            place = scratch / f"{error.__name__}-{for_ever}"
            while fail_at(place / str(call), call, error, for_ever, tally):
                call += 1
            _say(
                f"refusals, {error.__name__} {'for ever' if for_ever else 'once'}: {tally.runs} runs, "
                f"{tally.surfaced} surfaced, {tally.acknowledged} acknowledged, {tally.lost} lost, "
                f"{tally.revived} went on",
                begin,
            )
            total += tally.lost + tally.revived
    return total == 0


def _load(folder: Path, seconds: float) -> None:
    for name, verify in (("nothing verified", verify_nothing), ("60 + 25 us a leaf", CostlyVerify())):
        for threads in (1, 8, 64):
            found = run_load(folder / f"{name}-{threads}", threads, seconds, verify)
            print(
                f"load, {name}, {threads} writers: {found.per_second:,.0f} entries/s, "
                f"p50 {found.p50_ms:.2f} ms, p99 {found.p99_ms:.2f} ms, "
                f"{found.per_second * seconds / found.groups:.1f} entries a group"
            )
    disk = CountingVfs("counting")
    for threads in (1, 64):
        before = disk.syncs
        found = run_load(folder / f"counted-{threads}", threads, seconds, verify_nothing, "counting")
        print(
            f"syncs, {threads} writers: {(disk.syncs - before) / found.groups:.3f} a group with checkpoints, "
            f"{(disk.syncs - before) / (found.per_second * seconds):.3f} an entry"
        )


def _say(text: str, begin: float) -> None:
    print(f"{text} ({time.perf_counter() - begin:.0f} s)", flush=True)


if __name__ == "__main__":
    sys.exit(main())
