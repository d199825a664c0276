"""Files that are on disk before a call returns: written whole, renamed into place, removed for good.

A new file is written beside its place, synced, renamed, and its folder synced: after a power cut
there is the old file or the new one, never half of either. What a disk refused is not tried again:
after a failed sync nobody knows which pages it holds, and a second sync may well say "done".
"""

import contextlib
import errno
import os
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from holdfire.errors import StorageError

try:
    from fcntl import fcntl as _control
except ImportError:  # no such call on Windows
    _control = None  # type: ignore[assignment]

_FULL_SYNC = 51
"""F_FULLFSYNC of macOS, where fsync alone stops at the drive's own cache."""

PARTIAL = ".partial"
"""How the name of a file ends while it is being written."""


def refused(act: str, path: Path, cause: OSError) -> StorageError:
    """A disk's refusal as the duty officer reads it: what, where, the system's own name for it."""
    name = errno.errorcode.get(cause.errno or 0, "an error without a number")
    return StorageError(
        f"The disk did not {act} {path}: {name} ({cause.strerror}).",
        "Free space or check the disk, then do it again from the start; nothing was acknowledged.",
    )


def write_whole(path: Path, content: bytes) -> None:
    """Put the content in place at once and durably: either the old file is there or the new one."""
    partial = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}{PARTIAL}")
    try:
        _write_new(partial, content)
        os.replace(partial, path)  # noqa: PTH105 - the crash tests watch every call on os here
    except OSError as cause:
        with contextlib.suppress(OSError):
            os.unlink(partial)  # noqa: PTH108
        raise refused("write", path, cause) from cause
    settle(path.parent)


def remove(path: Path) -> bool:
    """Take the file away durably; False if there was none."""
    try:
        os.unlink(path)  # noqa: PTH108
        there = True
    except FileNotFoundError:
        there = False
    except OSError as cause:
        raise refused("remove", path, cause) from cause
    if path.parent.is_dir():
        settle(path.parent)
    return there


def make_folder(path: Path) -> None:
    """Make the folder and those above it, each durably."""
    if path.is_dir():
        return
    make_folder(path.parent)
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileExistsError:
        if not path.is_dir():
            raise StorageError(f"{path} is no folder.", "Move the file of that name away.") from None
    except OSError as cause:
        raise refused("make the folder", path, cause) from cause
    settle(path.parent)


def read_whole(path: Path, size_max: int) -> bytes | None:
    """The content of a plain file; None if there is none. A link, a folder or a longer file is refused."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        return None
    except OSError as cause:
        raise refused("open", path, cause) from cause
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_size > size_max:
            raise StorageError(
                f"{path} is no plain file of at most {size_max} bytes.",
                "It was not put there by Holdfire: move it away and repair from a mirror.",
            )
        return _read_to_end(handle, size_max, found.st_size)
    except OSError as cause:
        raise refused("read", path, cause) from cause
    finally:
        os.close(handle)


def settle(folder: Path) -> None:
    """Make the folder's own list of names durable."""
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as cause:
        raise refused("settle the folder", folder, cause) from cause


def _write_new(path: Path, content: bytes) -> None:
    # For its owner alone: keys, files of named parties, reports. What is to be handed out is copied out.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        _write_all(handle, content, os.write)
        sync(handle)
    finally:
        os.close(handle)


def sync(handle: int) -> None:
    """Sync one open file down to the platter."""
    if sys.platform == "darwin" and _control is not None:
        _control(handle, _FULL_SYNC)
    else:
        os.fsync(handle)


def _write_all(handle: int, content: bytes, write: Callable[[int, memoryview], int]) -> None:
    rest = memoryview(content)
    while rest:
        taken = write(handle, rest)
        if taken <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        rest = rest[taken:]


def _read_to_end(handle: int, size_max: int, expected: int) -> bytes:
    # Room for a piece is made before it is read; for a small file, a megabyte takes longer than the reading.
    piece = min(expected + 1, 1 << 20)
    parts: list[bytes] = []
    while part := os.read(handle, piece):
        parts.append(part)
        if sum(map(len, parts)) > size_max:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return b"".join(parts)
