"""What a mission hands on: its issued bulletins of one edition, each file held against its digest.

A bulletin whose files are gone or were changed is not handed on in part: it is left out, and told.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.exchange.issued import HeldBack, Issued, Sheet
from holdfire.mission.opened import ISSUED, Opened
from holdfire.publish.edition import Edition
from holdfire.record.canonical import digest
from holdfire.record.journal import Entry

MACHINE, FEATURES = "bulletin.json", "incidents.geojson"


@dataclass(frozen=True, slots=True)
class HandedOn:
    """What was issued, and the bulletins that are left out, with the reason."""

    issued: Issued
    left_out: tuple[HeldBack, ...]


def handed_on(mission: Opened, edition: Edition) -> HandedOn:
    """Every bulletin of that edition, in the order of issue."""
    sheets, left_out = [], []
    for entry in mission.entries(ISSUED):
        if entry.content["edition"] != edition.value:
            continue
        found = {name: _file(mission, entry, name) for name in (MACHINE, FEATURES)}
        if lacking := [name for name, content in found.items() if content is None]:
            why = f"{' and '.join(lacking)} gone or changed since it was issued"
            left_out.append(HeldBack(f"bulletin {entry.content['number']}, line {entry.number}", why))
        else:
            sheets.append(_sheet(mission, entry, found))
    name, title = mission.settings.name, mission.pack.title
    return HandedOn(Issued(name, title, edition.value, tuple(sheets)), tuple(left_out))


def _file(mission: Opened, entry: Entry, name: str) -> bytes | None:
    files = entry.content["files"]
    assert isinstance(files, dict)
    path = mission.folder / str(entry.content["folder"]) / name
    content = path.read_bytes() if path.is_file() else b""
    return content if digest(content) == files.get(name) else None


def _sheet(mission: Opened, entry: Entry, found: Mapping[str, bytes | None]) -> Sheet:
    plain, features = (json.loads(found[name] or b"") for name in (MACHINE, FEATURES))
    files = entry.content["files"]
    assert isinstance(files, dict)
    told = {str(name): str(value) for name, value in files.items()}
    return Sheet(entry.number, str(entry.content["folder"]), plain, tuple(features["features"]), told)
