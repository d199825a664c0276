"""A slice of the power cuts of `make torture`, with fixed seeds. What is lost here was acknowledged.

The settings that lose entries (docs of SQLite; record design, section 4) must be found to lose them:
that is the test of the test.
"""

from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from crash_trace import Call
from crash_work import Setting, Tally, cut_and_check, traced_work
from power_cut import Content, disks

from holdfire.record.storage import blobs, durable_files
from holdfire.record.storage.heads import HeadStore


def cuts(scratch: Path, setting: Setting, images: int, seed: int) -> Tally:
    work = traced_work(scratch / f"work-{seed}", setting, seed)
    return cut_and_check(work, setting, images, seed, scratch)


@pytest.mark.parametrize("seed", range(6))
def test_no_power_cut_takes_what_was_acknowledged(scratch: Path, seed: int) -> None:
    tally = cuts(scratch, Setting(), 500, seed)
    assert tally.images == 500
    assert tally.acknowledged > 10_000
    assert tally.bad == 0, tally


@pytest.mark.parametrize(
    "setting",
    [
        pytest.param(Setting(synchronous="NORMAL"), id="write-ahead log, NORMAL"),
        pytest.param(Setting(journal_mode="delete", locking="shared"), id="DELETE, FULL"),
    ],
)
def test_the_settings_known_to_lose_entries_are_found_to_lose_them(scratch: Path, setting: Setting) -> None:
    tally = cuts(scratch, setting, 120, 1)
    assert tally.lost > 0
    assert tally.first[0].startswith("image ")


def test_a_head_that_is_not_synced_is_found_to_fall_behind(scratch: Path) -> None:
    """The log alone is synced here, so the head is what a power cut takes."""
    with patch("crash_work.HeadStore.open", unsynced_heads()):
        tally = cuts(scratch, Setting(), 120, 1)
    assert tally.ahead > 0
    assert tally.lost == 0


def unsynced_heads() -> object:
    opened = HeadStore.open

    def open_unsynced(path: Path, **kept: object) -> HeadStore:
        return opened(path, **{**kept, "synchronous": "OFF"})  # type: ignore[arg-type]

    return open_unsynced


@pytest.mark.parametrize("left_out", ["sync", "settle"])
def test_a_blob_is_found_lost_if_file_or_folder_is_not_synced(scratch: Path, left_out: str) -> None:
    with (
        patch.object(durable_files, left_out, lambda _: None),
        patch.object(blobs, "settle", durable_files.settle),
    ):
        tally = cuts(scratch, Setting(), 150, 1)
    assert tally.blobs > 0


def test_the_same_seed_cuts_the_same_disks() -> None:
    calls = [Call("create", "/d/a"), Call("settle", "/d")]
    calls += [Call("write", "/d/a", at, bytes([at % 251]) * 700) for at in range(0, 7000, 700)]
    assert list(disks(calls, 50, 3)) == list(disks(calls, 50, 3))
    assert list(disks(calls, 50, 3)) != list(disks(calls, 50, 4))


def test_what_was_synced_is_on_every_disk_and_what_was_not_is_torn_at_sectors() -> None:
    content = Content()
    content.pending.append(Call("write", "a", 0, b"s" * 1024))
    content.sync()
    content.pending.append(Call("write", "a", 0, b"n" * 1024))
    content.pending.append(Call("truncate", "a", 1500))
    chance = Random(5)
    found = {content.after_cut(chance) for _ in range(200)}
    sectors = {each[at : at + 512] for each in found for at in (0, 512)}
    assert sectors == {b"s" * 512, b"n" * 512}
    assert {len(each) for each in found} == {1024, 1500}
    assert b"n" * 512 + b"s" * 512 in found
    assert b"s" * 512 + b"n" * 512 in found
