"""Files are there whole or not at all, and a disk that refuses is named."""

import errno
import os
from pathlib import Path

import pytest

from holdfire.errors import StorageError
from holdfire.record.storage import durable_files
from holdfire.record.storage.durable_files import make_folder, read_whole, remove, write_whole


def refuse(name: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(durable_files.os, name, refused)


def test_a_file_is_written_whole_and_replaced_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"one")
    write_whole(tmp_path / "a", b"two")
    assert read_whole(tmp_path / "a", 10) == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize(
    ("call", "number", "name"),
    [("write", errno.ENOSPC, "ENOSPC"), ("fsync", errno.EIO, "EIO"), ("replace", errno.EACCES, "EACCES")],
)
def test_a_refusal_is_named_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, name: str
) -> None:
    write_whole(tmp_path / "a", b"old")
    with monkeypatch.context() as patched:
        refuse(call, number, patched)
        with pytest.raises(StorageError, match=rf"did not write .*/a: {name} .*nothing was acknowledged"):
            write_whole(tmp_path / "a", b"new")
    assert read_whole(tmp_path / "a", 10) == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_a_write_that_the_disk_takes_in_parts_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(durable_files.os, "write", lambda handle, content: write(handle, content[:3]))
    write_whole(tmp_path / "a", b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"


def test_removing_tells_whether_there_was_a_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"")
    assert remove(tmp_path / "a")
    assert not remove(tmp_path / "a")


def test_folders_are_made_down_to_the_last(tmp_path: Path) -> None:
    make_folder(tmp_path / "x" / "y")
    make_folder(tmp_path / "x" / "y")
    assert (tmp_path / "x" / "y").is_dir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="is no folder"):
        make_folder(tmp_path / "file")


def test_links_folders_and_files_that_are_too_long_are_not_read(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"12345")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert read_whole(tmp_path / "none", 5) is None
    with pytest.raises(StorageError, match="no plain file of at most 4 bytes"):
        read_whole(tmp_path / "a", 4)
    with pytest.raises(StorageError, match="ELOOP"):
        read_whole(tmp_path / "link", 5)
    with pytest.raises(StorageError, match="no plain file"):
        read_whole(tmp_path, 5)
