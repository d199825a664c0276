"""Issuing a bulletin: every file of it, written whole or not at all, never over another one."""

from dataclasses import dataclass
from pathlib import Path

from holdfire.publish.bulletin import Bulletin

FILES = ("bulletin.html", "bulletin.pdf", "map.svg", "incidents.csv", "incidents.geojson", "bulletin.json")


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One file of an issued bulletin. `omitted` says why it was not made and what to do; else ""."""

    path: Path
    sha256: str
    size_bytes: int
    omitted: str = ""


def write(bulletin: Bulletin, folder: Path, fonts: tuple[Path, ...] | None = None) -> tuple[WrittenFile, ...]:
    """All files of the bulletin in `folder` (its own folder: <day>/<edition>), manifest.json last.

    `fonts` are font files for the PDF; None takes those of the `pdf` extra.
    """
    raise NotImplementedError
