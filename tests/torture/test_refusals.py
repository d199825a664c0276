"""Disks that refuse and processes that are killed: fail-stop, and nothing acknowledged is lost."""

from pathlib import Path

import apsw
import pytest
from full_disk import small_disk
from refusals import Refusals, fail_at, fill_up, kill_rounds


@pytest.mark.parametrize(
    ("error", "for_ever"),
    [
        pytest.param(apsw.IOError, False, id="EIO once"),
        pytest.param(apsw.FullError, True, id="ENOSPC from then on"),
    ],
)
def test_a_refusal_at_any_call_stops_the_store_and_loses_nothing(
    scratch: Path, error: type[apsw.Error], for_ever: bool
) -> None:
    tally = Refusals()
    call = 1
    while fail_at(scratch / str(call), call, error, for_ever, tally):
        call += 1
    assert tally.runs > 150
    assert tally.surfaced > 150
    assert tally.acknowledged > 500
    assert tally.lost == 0
    assert tally.revived == 0


def test_a_killed_host_has_every_entry_it_acknowledged(tmp_path: Path) -> None:
    tally = Refusals()
    kill_rounds(tmp_path, 4, 11, tally)
    assert tally.runs == tally.surfaced == 4
    assert tally.acknowledged > 4
    assert tally.lost == 0


def test_a_full_disk_is_named_and_loses_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", 3) as disk:
        if disk is None:
            pytest.skip("no small disk: mounting a tmpfs is not allowed here")
        tally = Refusals()
        fill_up(disk, tally)
    assert tally.surfaced > 0
    assert tally.acknowledged > 100
    assert tally.lost == 0
