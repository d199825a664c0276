"""Disks that refuse: a VFS that fails at its n-th call, and one that only counts its syncs."""

from typing import Any

import apsw


class FailingVfs(apsw.VFS):
    """The default VFS, whose n-th write, truncation, sync or deletion fails; once, or from then on always."""

    def __init__(self, name: str, fail_at: int, error: type[apsw.Error], for_ever: bool) -> None:
        self.fail_at, self.error, self.for_ever = fail_at, error, for_ever
        self.calls = self.syncs = 0
        super().__init__(name, "")

    def step(self) -> None:
        self.calls += 1
        if self.calls == self.fail_at or (self.for_ever and self.calls > self.fail_at > 0):
            raise self.error("injected")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - APSW's name
        return FailingFile(self, name, flags)

    def xDelete(self, path: str, settle: bool) -> None:  # noqa: N802
        self.step()
        super().xDelete(path, settle)


class FailingFile(apsw.VFSFile):
    def __init__(self, disk: FailingVfs, name: Any, flags: list[int]) -> None:
        self.disk = disk
        super().__init__("", name, flags)

    def xWrite(self, content: bytes, at: int) -> None:  # noqa: N802
        self.disk.step()
        super().xWrite(content, at)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self.disk.step()
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.step()
        self.disk.syncs += 1
        super().xSync(flags)


class CountingVfs(FailingVfs):
    """Fails never; `syncs` and `calls` tell what the disk was asked."""

    def __init__(self, name: str) -> None:
        super().__init__(name, 0, apsw.IOError, False)
