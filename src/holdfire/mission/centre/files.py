"""Files that acts of the centre name by their SHA-256: routes, maps, lists of numbers."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from holdfire.errors import MissionError
from holdfire.record.canonical import digest
from holdfire.record.journal import Entry as Line
from holdfire.record.node import Node
from holdfire.record.storage.durable_files import make_folder, read_whole, write_whole

FOLDER = "centre"
BYTES_MAX = 16 * 1024 * 1024


def keep_file(mission: Path, content: bytes) -> str:
    """Keep a file that an act is to name, durably; its SHA-256."""
    if len(content) > BYTES_MAX:
        raise MissionError(
            f"A file of {len(content):,} bytes is too long for an act; the limit is {BYTES_MAX:,}.",
            "Simplify the lines, or split the file.",
        )
    named = digest(content)
    folder = mission / FOLDER
    make_folder(folder)
    write_whole(folder / named, content)
    return named


def file_reader(mission: Path, node: Node | None) -> Callable[[str], bytes | None]:
    """How a file is read by its SHA-256: from the mission's folder, else from the record. None: not here."""

    def read(sha256: str) -> bytes | None:
        kept = _kept(mission / FOLDER / sha256, sha256)
        if kept is not None:
            return kept
        return node.blobs.get(sha256) if node is not None and node.blobs.has(sha256) else None

    return read


def named_files(mission: Path, line: Line) -> dict[str, bytes]:
    """The files of ours that an act's line names, by their names within the mission's folder."""
    found = {}
    for each in _texts(line.content.values()):
        path = mission / FOLDER / each
        if len(each) == 64 and each.isalnum() and (content := _kept(path, each)) is not None:
            found[f"{FOLDER}/{each}"] = content
    return found


def _kept(path: Path, sha256: str) -> bytes | None:
    content = read_whole(path, BYTES_MAX)
    return content if content is not None and digest(content) == sha256 else None


def _texts(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from _texts(value.values())
        elif isinstance(value, list | tuple):
            yield from _texts(value)
