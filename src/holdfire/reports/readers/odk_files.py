"""Where submissions lie: one file, a folder, or a zip of them, with the photos that came with them.

A zip is a stranger's: nothing of it is unpacked to the disk under its own names, a name that leads out of
it stops the intake, and so do more files, bytes or packing than any field form makes.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO

from holdfire.errors import IntakeError
from holdfire.reports.readers.raw import AGAIN

FILES_MAX = 200_000
UNPACKED_BYTES_MAX = 4 << 30
PACKING_MAX = 200
"""Of a member above 1 MiB: text of a form packs to a tenth, a photo hardly at all."""

_SMALL = 1 << 20
_SPOILED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError)


@dataclass(frozen=True)
class Bundle:
    """A folder, or the one file asked for and what lies beside it. `names` are relative, sorted, with "/"."""

    root: Path
    names: tuple[str, ...]

    def read(self, name: str, bytes_max: int) -> bytes | None:
        """The whole file; None where it has more than `bytes_max`."""
        path = self.root / name
        return path.read_bytes() if path.stat().st_size <= bytes_max else None

    def has(self, name: str) -> bool:
        path = self.root / name
        return path.is_file() and not path.is_symlink()

    @cached_property
    def by_last_two(self) -> dict[tuple[str, str], str]:
        """Each file by the name of its folder and its own: exports keep photos by submission."""
        return {(PurePosixPath(each).parent.name, PurePosixPath(each).name): each for each in self.names}

    def attached(self, member: str, submission: str, name: str) -> str | None:
        """SHA-256 of a photo that a submission names: beside its file, in media/, or in its own folder.

        `member` is the file it stands in, `submission` its id. None where the photo did not come.
        """
        if not name or name != PurePosixPath(name).name or "\\" in name or name in (".", ".."):
            return None
        beside = PurePosixPath(member).parent
        for path in (beside / name, beside / "media" / name, PurePosixPath("media", name)):
            if self.has(str(path)):
                return self.sha256(str(path))
        own = self.by_last_two.get((submission.removeprefix("uuid:"), name))
        return None if own is None else self.sha256(own)

    def sha256(self, name: str) -> str:
        digest = sha256()
        with self.opened(name) as stream:
            while chunk := stream.read(_SMALL):
                digest.update(chunk)
        return digest.hexdigest()

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        with (self.root / name).open("rb") as stream:
            yield stream


@dataclass(frozen=True)
class _Packed(Bundle):
    """The members of a zip."""

    archive: zipfile.ZipFile

    def read(self, name: str, bytes_max: int) -> bytes | None:
        member = self.archive.getinfo(name)
        if member.file_size > bytes_max:
            return None
        with self.opened(name) as stream:
            found = stream.read(bytes_max + 1)
        return found if len(found) <= bytes_max else None

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self.archive.open(name) as stream:
                yield stream
        except _SPOILED as cause:
            raise _broken(self.root, f"{name}: {cause}") from cause

    def has(self, name: str) -> bool:
        return name in self._there

    @cached_property
    def _there(self) -> frozenset[str]:
        return frozenset(self.names)


def bundle(file: Path) -> AbstractContextManager[Bundle]:
    """What lies in a folder or a zip, or beside a single file (whose name is then the only one)."""
    if file.is_dir():
        return _plain(Bundle(file, _in_folder(file)))
    if zipfile.is_zipfile(file):
        return _zip(file)
    return _plain(Bundle(file.parent, (file.name,)))


@contextmanager
def _plain(found: Bundle) -> Iterator[Bundle]:
    yield found


@contextmanager
def _zip(file: Path) -> Iterator[Bundle]:
    try:
        archive = zipfile.ZipFile(file)
    except (*_SPOILED, ValueError) as cause:
        raise _broken(file, str(cause)) from cause
    with archive:
        members = [each for each in archive.infolist() if not each.filename.endswith("/")]
        _check(file, members)
        yield _Packed(file, tuple(sorted(each.filename for each in members)), archive)


def _in_folder(folder: Path) -> tuple[str, ...]:
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            found.append(path.relative_to(folder).as_posix())
            if len(found) > FILES_MAX:
                raise _too_much(folder, f"more than {FILES_MAX:,} files")
    return tuple(sorted(found))


def _check(file: Path, members: list[zipfile.ZipInfo]) -> None:
    names = [each.filename for each in members]
    if len(names) > FILES_MAX:
        raise _too_much(file, f"{len(names):,} files")
    if not all(names):
        raise _broken(file, "one of its files has no name")
    if len(set(names)) < len(names):
        raise _broken(file, "two of its files have one name")
    for member in members:
        path = PurePosixPath(member.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in member.filename:
            raise IntakeError(
                f"{file.name}: the name {member.filename!r} leads out of the zip.",
                "Nothing of it was taken in. Ask who made it; exports of ODK and Kobo have no such names.",
            )
        if member.flag_bits & 0x1:
            raise IntakeError(
                f"{file.name}: {member.filename} is locked with a password.", "Unlock it first."
            )
        if member.file_size > _SMALL and member.file_size > PACKING_MAX * max(member.compress_size, 1):
            raise _too_much(file, f"{member.filename}, which unfolds more than {PACKING_MAX} times")
    if sum(each.file_size for each in members) > UNPACKED_BYTES_MAX:
        raise _too_much(file, f"more than {UNPACKED_BYTES_MAX:,} bytes when unfolded")


def _too_much(file: Path, what: str) -> IntakeError:
    return IntakeError(
        f"{file.name} holds {what}.", "Nothing of it was taken in. Give the submissions in smaller parts."
    )


def _broken(file: Path, why: str) -> IntakeError:
    return IntakeError(f"{file.name}: this is not a whole .zip file ({why}).", AGAIN)
