"""Blobs: large things of the record as files, each named by the SHA-256 of its content.

A blob is durable before the leaf that names it is written: `put` returns only after the file and
its folder are synced. Reading verifies the name, so bit rot is told and never passed on.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from holdfire.errors import FormError, StorageError
from holdfire.record.storage.durable_files import (
    PARTIAL,
    make_folder,
    read_whole,
    remove,
    settle,
    write_whole,
)

SIZE_MAX = 64 * 1024 * 1024
"""Bytes of the largest blob taken, unless the caller says otherwise."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class BlobStore:
    """A folder of blobs, spread over 256 folders by the first two digits of their digests."""

    folder: Path
    size_max: int = SIZE_MAX

    def put(self, content: bytes) -> str:
        """Keep the content and return its digest once it is durable. Twice the same is kept once."""
        if len(content) > self.size_max:
            raise FormError(
                f"A blob of {len(content)} bytes is larger than the {self.size_max} allowed.",
                "Split the file, or send it smaller.",
            )
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        make_folder(path.parent)
        if self._intact(digest):
            # Another thread may have renamed it this moment, with its folder not yet synced.
            settle(path.parent)
        else:
            write_whole(path, content)
        return digest

    def get(self, digest: str) -> bytes:
        """The content; StorageError if it is not there, or is no longer what its name says."""
        path = self._path(digest)
        content = read_whole(path, self.size_max)
        if content is None:
            raise StorageError(f"Blob {digest} is not here.", "Fetch it from a mirror.")
        if hashlib.sha256(content).hexdigest() != digest:
            raise StorageError(
                f"Blob {digest} has rotted: its bytes no longer give its name.",
                "Repair it from a mirror: put the right content again.",
            )
        return content

    def has(self, digest: str) -> bool:
        """Whether a file of that name is here; only `get` tells whether it is intact."""
        return self._path(digest).is_file()

    def delete(self, digest: str) -> bool:
        """Take the blob away durably, and what unfinished writing left of it; False if there was none."""
        path = self._path(digest)
        for partial in path.parent.glob(f"{digest}.*{PARTIAL}"):
            remove(partial)
        return remove(path)

    def digests(self) -> Iterator[str]:
        """The digests of all blobs here, in order; files of other names are passed over."""
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                if _DIGEST.fullmatch(path.name) and path.name[:2] == folder.name:
                    yield path.name

    def _intact(self, digest: str) -> bool:
        try:
            self.get(digest)
        except StorageError:
            return False
        return True

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise FormError(
                f"{digest[:80]!r} is no digest of a blob.", "Give the SHA-256 as 64 lower-case hex digits."
            )
        return self.folder / digest[:2] / digest
