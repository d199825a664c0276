"""What the desk tells of bulletins that were issued: whether they are whole, what they correct, what corrects
them.

The journal is the reference. A bulletin's own JSON is believed only where it still has its digest; it is
redacted as its edition is, so whoever reads the edition may read it.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from holdfire.mission.exchanging import MACHINE
from holdfire.mission.integrity import altered
from holdfire.publish.corrigendum import NONE, Corrigendum
from holdfire.publish.edition import Edition
from holdfire.record.journal import Entry
from holdfire.web.held import Held

CORRIGENDA_MOST = 200
SUMS = "SHA256SUMS"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
READ_BY: Mapping[Edition | None, tuple[Edition, ...]] = {
    None: tuple(Edition),
    Edition.UN: (Edition.UN, Edition.PUBLIC),
    Edition.PARTIES: (Edition.PARTIES, Edition.PUBLIC),
    Edition.PUBLIC: (Edition.PUBLIC,),
}
"""Which editions an account reads that sees the mission through one of them; None: the desk."""


@dataclass(frozen=True, slots=True)
class IssuedOne:
    """A bulletin that was issued; `line` of the journal names it, `folder` is that within the mission, None
    where it was issued elsewhere. `changed`: files not as they were; `away`: a folder elsewhere that is no
    longer there. `corrigenda` is how many it tells, None where its JSON is not what it was; `corrected_by`
    are lines of later bulletins that correct it; `beside` the folder of an earlier one of the same day and
    edition; `log` the size of the joint record it rests on."""

    line: int
    number: str
    day: str
    edition: str
    at: datetime
    sealed: str
    folder: str | None
    files: dict[str, str]
    changed: list[str]
    away: bool
    corrigenda: int | None
    corrected_by: list[int]
    beside: str | None
    log: int | None


@dataclass(frozen=True, slots=True)
class Correction:
    """One corrigendum as printed: of which bulletin, what, before and now, by whom and why."""

    day: str
    number: str
    kind: str
    field: str
    ids: list[str]
    before: str | None
    after: str | None
    who: str | None
    why: str | None
    journal_entries: list[int]


def readable(held: Held, edition: Edition | None) -> list[Entry]:
    """Lines that issued a bulletin in an edition that such an account reads, oldest first."""
    return [each for each in held.issued if each.content["edition"] in READ_BY[edition]]


def issued_one(held: Held, entry: Entry) -> IssuedOne:
    """That bulletin as the journal has it, and what became of its files."""
    told = entry.content
    log = told.get("log")
    home = _home(held, entry)
    own = corrections(held, entry)
    return IssuedOne(
        entry.number,
        str(told["number"]),
        str(told["day"]),
        str(told["edition"]),
        entry.at,
        str(told["sealed"]),
        None if Path(str(told["folder"])).is_absolute() else str(told["folder"]),
        dict(sorted(files_of(entry).items())),
        _changed(held, entry),
        not home.exists() and Path(str(told["folder"])).is_absolute(),
        None if own is None else len(own),
        _corrected_by(held, entry),
        None if told.get("beside") is None else str(told["beside"]),
        log if isinstance(log, int) else None,
    )


def files_of(entry: Entry) -> dict[str, str]:
    """SHA-256 of each file by its name, as the journal has them."""
    files = entry.content["files"]
    assert isinstance(files, Mapping)
    return {str(name): str(digest) for name, digest in files.items()}


def _home(held: Held, entry: Entry) -> Path:
    return held.mission.folder / str(entry.content["folder"])


def _state(held: Held, entry: Entry) -> str:
    """Changes when a file of the bulletin is written, replaced or taken away."""
    found = []
    for name in files_of(entry):
        try:
            told = (_home(held, entry) / name).stat()
        except OSError:
            continue
        found.append((name, told.st_size, told.st_mtime_ns, told.st_ino))
    return repr(found)


def _changed(held: Held, entry: Entry) -> list[str]:
    """Hashed anew only where the disk says that something was written; what is handed out always is."""

    def read() -> list[str]:
        return [path.name for path, _ in altered(held.mission.folder, entry)]

    return held.part(f"altered-{entry.number}", ("journal", _state(held, entry)), read)


def corrections(held: Held, entry: Entry) -> list[Correction] | None:
    """Every corrigendum that the bulletin tells; None where its JSON is gone or was changed."""
    if entry.content.get("corrigenda", NONE.digest) == NONE.digest:
        return []

    def read() -> list[Correction] | None:
        told = _machine(held, entry)
        return None if told is None else [_correction(each) for each in told["corrigenda"]]

    return held.part(f"corrigenda-{entry.number}", ("journal", _state(held, entry)), read)


def _machine(held: Held, entry: Entry) -> dict[str, Any] | None:
    path = _home(held, entry) / MACHINE
    content = path.read_bytes() if path.is_file() else b""
    if sha256(content).hexdigest() != files_of(entry).get(MACHINE):
        return None
    told = json.loads(content)
    return told if isinstance(told, dict) else None


def planned(changes: Iterable[Corrigendum]) -> list[Correction]:
    """Corrigenda of a bulletin that is not issued yet, told as an issued one tells them."""
    return [_correction(each.plain) for each in changes]


def _correction(told: Mapping[str, Any]) -> Correction:
    def text(name: str) -> str | None:
        return None if told.get(name) is None else str(told[name])

    return Correction(
        str(told["day"]),
        str(told["number"]),
        str(told["kind"]),
        str(told["field"]).replace("_", " "),
        [str(each) for each in told.get("ids") or ()],
        text("before"),
        text("after"),
        text("who"),
        text("why"),
        [int(each) for each in told.get("journal_entries") or ()],
    )


def _corrected_by(held: Held, entry: Entry) -> list[int]:
    """Later bulletins of the same edition that say how this one now reads."""
    day, number, edition = (entry.content[name] for name in ("day", "number", "edition"))
    return [
        each.number
        for each in held.issued
        if each.number > entry.number
        and each.content["edition"] == edition
        and any((one.day, one.number) == (day, number) for one in corrections(held, each) or ())
    ]


def packed(content: Mapping[str, bytes]) -> bytes:
    """The files as one ZIP with their sums; the same files give the same bytes."""
    sums = "".join(f"{sha256(made).hexdigest()}  {name}\n" for name, made in sorted(content.items()))
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, made in sorted([*content.items(), (SUMS, sums.encode())]):
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), made, zipfile.ZIP_DEFLATED)
    return told.getvalue()
