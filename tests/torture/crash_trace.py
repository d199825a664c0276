"""What a program asks of the disk, written down call by call: by SQLite (a VFS of APSW) and by plain files.

The calls are carried out as well. The list of them, with the acknowledgements between, is all that
`power_cut` needs to build the disks that a power cut could leave.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw


@dataclass(frozen=True, slots=True)
class Call:
    """One call: create, write, truncate, sync, delete, rename, mkdir, settle (a folder) or ack."""

    kind: str
    path: str = ""
    at: int = 0
    content: bytes = b""
    to: str = ""
    mark: Any = None


@dataclass(slots=True)
class Trace:
    calls: list[Call] = field(default_factory=list)

    def add(self, kind: str, path: str = "", at: int = 0, content: bytes = b"", to: str = "") -> None:
        self.calls.append(Call(kind, path, at, content, to))

    def acknowledge(self, mark: Any) -> None:
        """From here on the writer's caller relies on this."""
        self.calls.append(Call("ack", mark=mark))


class TracedVfs(apsw.VFS):
    """The default VFS, with every call that changes the disk put in the trace."""

    def __init__(self, name: str, trace: Trace) -> None:
        self.trace = trace
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - APSW's name
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if path is not None and flags[0] & apsw.SQLITE_OPEN_CREATE and not Path(path).exists():
            self.trace.add("create", path)
        return TracedFile(self.trace, path, name, flags)

    def xDelete(self, path: str, settle: bool) -> None:  # noqa: N802
        super().xDelete(path, settle)
        self.trace.add("delete", path)
        if settle:
            self.trace.add("settle", str(Path(path).parent))


class TracedFile(apsw.VFSFile):
    def __init__(self, trace: Trace, path: str | None, name: Any, flags: list[int]) -> None:
        self.trace, self.path = trace, path or ""
        # SQLite's own VFS settles the folder at the first sync of a journal that it has just made.
        journals = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL
        self.settles = bool(flags[0] & journals) and path is not None and not Path(path).exists()
        super().__init__("", name, flags)

    def xWrite(self, content: bytes, at: int) -> None:  # noqa: N802
        super().xWrite(content, at)
        self.trace.add("write", self.path, at, bytes(content))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        super().xTruncate(size)
        self.trace.add("truncate", self.path, size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self.trace.add("sync", self.path)
        if self.settles:
            self.trace.add("settle", str(Path(self.path).parent))
            self.settles = False


class TracedOs:
    """Stands for the module `os` in durable_files: carries out, and puts in the trace what it changes."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.open_files: dict[int, tuple[str, int]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def open(self, path: Any, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            self.trace.add("create", str(path))
        handle = os.open(path, flags, mode)
        self.open_files[handle] = (str(path), 0)
        return handle

    def write(self, handle: int, content: bytes) -> int:
        taken = os.write(handle, content)
        path, at = self.open_files[handle]
        self.trace.add("write", path, at, bytes(content[:taken]))
        self.open_files[handle] = (path, at + taken)
        return taken

    def fsync(self, handle: int) -> None:
        os.fsync(handle)
        path = self.open_files[handle][0]
        self.trace.add("settle" if Path(path).is_dir() else "sync", path)

    def close(self, handle: int) -> None:
        self.open_files.pop(handle, None)
        os.close(handle)

    def replace(self, old: Any, new: Any) -> None:
        os.replace(old, new)  # noqa: PTH105
        self.trace.add("rename", str(old), to=str(new))

    def unlink(self, path: Any) -> None:
        os.unlink(path)  # noqa: PTH108
        self.trace.add("delete", str(path))

    def mkdir(self, path: Any) -> None:
        os.mkdir(path)  # noqa: PTH102
        self.trace.add("mkdir", str(path))
