"""The store: one intake whole or not at all, whatever the disk does."""

import errno
import os
from pathlib import Path

import pytest
from taking import Desk
from test_intake import GOOD, HEADER, changed

from holdfire.errors import IntakeError
from holdfire.reports import store as store_module
from holdfire.reports.readers.raw import Limits


def files_in(desk: Desk) -> list[str]:
    return sorted(str(path.relative_to(desk.folder)) for path in (desk.folder / "reports").rglob("*.*"))


def test_an_empty_store_has_empty_tables(desk: Desk) -> None:
    assert desk.reports().height == desk.tallies().height == desk.quarantine().height == 0
    assert desk.store.known().digests == set()


def test_intakes_add_up_and_are_read_in_order(desk: Desk) -> None:
    desk.take(HEADER + GOOD)
    desk.take(HEADER + changed(id="2"))
    assert desk.reports()["source_key"].to_list() == ["1", "2"]
    assert [each["intake"] for each in desk.store.intakes()] == ["intake-00001", "intake-00002"]
    assert desk.store.intakes()[0]["accepted"] == 1


def test_rows_are_cut_into_files_of_a_sensible_size(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "ROWS_MAX", 4)
    desk.take(HEADER + "".join(changed(id=str(number)) for number in range(10)), limits=Limits(batch_rows=2))
    assert len([name for name in files_in(desk) if "reports-" in name]) == 3
    assert desk.reports()["source_key"].to_list() == [str(number) for number in range(10)]


def full(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_what_was_there_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.take(HEADER + GOOD)
    before = files_in(desk)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(IntakeError) as caught:
            desk.take(HEADER + changed(id="2"))
    assert str(caught.value) == (
        f"The disk of {desk.folder / 'reports'} is full. Nothing of this file was taken in; what "
        f"{desk.folder / 'reports'} held before is whole. Free some space and take it in again."
    )
    assert files_in(desk) == before
    assert desk.reports()["source_key"].to_list() == ["1"]
    assert desk.take(HEADER + changed(id="2")).accepted == 1


def test_a_disk_that_fills_up_at_the_manifest_keeps_nothing_of_the_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", torn)
        with pytest.raises(IntakeError, match="is full"):
            desk.take(HEADER + GOOD)
    assert files_in(desk) == []
    assert desk.reports().height == 0


def test_a_disk_that_cannot_be_written_is_said_to_be_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(IntakeError, match=r"cannot be written \(Input/output error\)"):
        desk.take(HEADER + GOOD)


class PulledPlug(BaseException):
    """The power fails: nothing is tidied up."""


def test_a_crash_leaves_no_part_of_a_file_to_be_seen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.take(HEADER + GOOD)

    def crash(*_: object) -> None:
        raise PulledPlug

    with monkeypatch.context() as patch:
        patch.setattr(store_module, "_durable_folder", crash)
        patch.setattr(store_module.shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(PulledPlug):
            desk.take(HEADER + changed(id="2"))
    assert any("intake-00002" in name for name in files_in(desk))
    assert desk.reports()["source_key"].to_list() == ["1"]
    assert desk.take(HEADER + changed(id="2")).accepted == 1
    assert not any("intake-00002" in name for name in files_in(desk))


def test_a_cut_file_leaves_nothing_though_its_first_batches_were_good(desk: Desk) -> None:
    rows = "".join(changed(id=str(number)) for number in range(500))
    with pytest.raises(IntakeError, match=r"list\.csv:502: the file is cut"):
        desk.take(HEADER + rows + "500,2017-0", limits=Limits(batch_rows=50, chunk_bytes=4000))
    assert desk.reports().height == 0
    assert files_in(desk) == ["list.csv"] or not any("parquet" in name for name in files_in(desk))


def test_an_intake_id_is_used_once(desk: Desk) -> None:
    desk.take(HEADER + GOOD)
    desk.intakes = 0
    with pytest.raises(IntakeError, match="There is an intake intake-00001 already"):
        desk.take(HEADER + changed(id="2"))
    assert desk.reports().height == 1


def test_a_mended_map_clears_the_quarantine_of_the_file_it_reads_again(desk: Desk) -> None:
    text = HEADER + GOOD + changed(id="2", act="shelliing")
    desk.take(text)
    assert desk.quarantine().height == 1
    from test_intake import LOOKUP

    mended = LOOKUP.replace("protest: null", "protest: null, fire/shelling: fire/shelling")
    result = desk.take(text, mended)
    assert (result.accepted, result.duplicate, result.quarantined) == (1, 1, 0)
    assert desk.quarantine().height == 0
    assert desk.store.intakes()[0]["quarantined"] == 1


def test_a_file_that_is_written_to_while_it_is_read_is_refused(desk: Desk) -> None:
    path = desk.folder / "growing.csv"
    path.write_text(HEADER + GOOD)

    def grow(_: int) -> None:
        with path.open("a") as stream:
            stream.write(changed(id="2"))

    with pytest.raises(IntakeError, match=r"growing\.csv was changed while it was read"):
        desk.take(path, progress=grow)
    assert desk.reports().height == 0


def test_a_file_that_is_not_there_is_named(desk: Desk) -> None:
    with pytest.raises(IntakeError, match="There is no file"):
        desk.take(desk.folder / "none.csv")
