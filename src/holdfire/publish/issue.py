"""Issuing a bulletin: every file of it, written whole or not at all, never over another one."""

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from holdfire.errors import NotWrittenError, PublishError
from holdfire.publish.bulletin import Bulletin
from holdfire.publish.figures.map_figure import map_svg
from holdfire.publish.html import bulletin_html
from holdfire.publish.machine import bulletin_json
from holdfire.publish.pdf import PdfNotMadeError, bulletin_pdf
from holdfire.publish.places_geojson import annex_geojson
from holdfire.publish.tables import annex_csv

PDF = "bulletin.pdf"
MANIFEST = "manifest.json"
FILES = ("bulletin.html", PDF, "map.svg", "incidents.csv", "incidents.geojson", "bulletin.json")


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One file of an issued bulletin. `omitted` says why it was not made and what to do; else ""."""

    path: Path
    sha256: str
    size_bytes: int
    omitted: str = ""


Gate = Callable[[Bulletin, Mapping[str, bytes]], object]
"""Looks at a bulletin's files by name before any is written, and raises PublishError where one may not be."""


def write(
    bulletin: Bulletin, folder: Path, fonts: tuple[Path, ...] | None = None, gate: Gate | None = None
) -> tuple[WrittenFile, ...]:
    """All files of the bulletin in `folder` (its own folder: <day>/<edition>), and manifest.json.

    `fonts` are font files for the PDF; None takes those of the `pdf` extra. Without that extra the
    PDF is omitted, with advice, and the rest is written; it may be added later by writing again. The
    same where typst cannot set it: what is wrong with one file never keeps the others from being read.
    `gate` sees every file first. Issuing the same bulletin twice changes nothing. Raises
    PublishError where the gate refuses or the folder holds another
    bulletin, and NotWrittenError where the disk does not take it; then nothing is left half-written.
    """
    content, omitted = made(bulletin, fonts)
    if gate is not None:
        gate(bulletin, content)
    if folder.exists():
        _refuse_other(bulletin, folder, content)
    if not folder.exists() or not _is_there(folder, content):
        _place(folder, content)
    found = [_described(folder / name, content[name]) for name in (*FILES, MANIFEST) if name in content]
    found += [WrittenFile(folder / name, "", 0, why) for name, why in omitted.items()]
    return tuple(found)


def made(
    bulletin: Bulletin, fonts: tuple[Path, ...] | None = None, pdf: bool = True
) -> tuple[dict[str, bytes], dict[str, str]]:
    """The content of every file, the manifest included, by name; and why a file was not made, by name. A
    draft needs no PDF, which takes longer than all the rest."""
    svg = map_svg(bulletin)
    content = {
        "bulletin.html": bulletin_html(bulletin, svg),
        "map.svg": svg.encode(),
        "incidents.csv": annex_csv(bulletin),
        "incidents.geojson": annex_geojson(bulletin),
        "bulletin.json": bulletin_json(bulletin),
    }
    omitted = {}
    try:
        if pdf:
            content[PDF] = bulletin_pdf(bulletin, svg, fonts)
    except PdfNotMadeError as cause:
        omitted[PDF] = str(cause)
    content[MANIFEST] = _manifest(bulletin, content, omitted)
    return content, omitted


def _manifest(bulletin: Bulletin, content: Mapping[str, bytes], omitted: Mapping[str, str]) -> bytes:
    listed = {
        "format": "holdfire-manifest/1",
        "number": bulletin.number,
        "day": bulletin.day.isoformat(),
        "edition": str(bulletin.edition),
        "exercise": bulletin.exercise,
        "sealed_dataset_sha256": bulletin.digest,
        "files": {
            name: {"sha256": hashlib.sha256(content[name]).hexdigest(), "size_bytes": len(content[name])}
            for name in sorted(content)
        },
        "omitted": dict(omitted),
    }
    return (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode()


def _described(path: Path, content: bytes) -> WrittenFile:
    return WrittenFile(path, hashlib.sha256(content).hexdigest(), len(content))


def _is_there(folder: Path, content: Mapping[str, bytes]) -> bool:
    """Whether nothing is missing. The bytes were compared before; where a PDF was issued and cannot be
    made now, the manifest that names it stands."""
    return all((folder / name).is_file() for name in content)


def _refuse_other(bulletin: Bulletin, folder: Path, content: Mapping[str, bytes]) -> None:
    """An issued bulletin stands. Only a file that it lacks (a PDF not made before) may be added."""
    for name in FILES:
        issued = folder / name
        if name in content and issued.is_file() and issued.read_bytes() != content[name]:
            raise PublishError(
                f"{folder} holds an issued bulletin, and its {name} is not today's No. {bulletin.number}.",
                "An issued bulletin is never overwritten: issue a corrigendum, or choose another folder.",
            )


def _place(folder: Path, content: Mapping[str, bytes]) -> None:
    """Write all files beside the folder first; they move in only when every one is on the disk."""
    drafts: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        drafts = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        for name, written in content.items():
            _written_through(drafts / name, written)
        if folder.exists():
            for name in (*FILES, MANIFEST):
                if name in content:
                    (drafts / name).replace(folder / name)
        else:
            drafts.chmod(0o755)
            drafts.rename(folder)
        _sync_folder(folder.parent)
    except OSError as cause:
        full = cause.errno in (errno.ENOSPC, errno.EDQUOT)
        raise NotWrittenError(
            f"The bulletin was not written to {folder}: {'the disk is full' if full else cause.strerror}.",
            "Nothing was issued. Free some space and publish again."
            if full
            else "Check the folder's rights.",
        ) from cause
    finally:
        if drafts is not None and drafts.exists():
            shutil.rmtree(drafts, ignore_errors=True)


def _written_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
