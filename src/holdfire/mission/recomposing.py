"""Recomposing an issued bulletin from what the mission held when it was issued, byte for byte.

This is how anybody who holds the mission shows that an issued bulletin was what the record then said: the
sealed dataset is made again as of the line of its issue, and every file from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from holdfire.errors import MissionError
from holdfire.mission.as_of import Past, opened_as_of
from holdfire.mission.folder import ISSUED, Mission
from holdfire.mission.issued_before import history_of
from holdfire.mission.working_out import worked_out
from holdfire.publish.bulletin import compose
from holdfire.publish.edition import Edition
from holdfire.publish.editions import knowing
from holdfire.publish.issue import MANIFEST, PDF, made
from holdfire.record.canonical import digest
from holdfire.record.journal import Entry

SAME, OTHER, NOT_MADE, CHANGED_SINCE, GONE = (
    "byte-identical",
    "made otherwise",
    "not made here",
    "changed on disk since",
    "gone from disk",
)


@dataclass(frozen=True, slots=True)
class Recomposed:
    """An issued bulletin made again. `files` says of each file what became of it; `why` why the whole could
    not be made as it was, in words: empty where the seal was reproduced."""

    entry: Entry
    seal: str
    files: Mapping[str, str]
    why: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether seal and every file are what the journal says was issued. A PDF that cannot be made here
        is no sign against it, nor is the manifest that names it."""
        sealed = self.seal == self.entry.content["sealed"]
        return sealed and all(each in (SAME, NOT_MADE) for each in self.files.values())


def issued_of(mission: Mission, day: date, edition: Edition, through: int | None = None) -> Entry:
    """The line of the last bulletin issued of that day and edition, up to line `through`; raises
    MissionError where there is none."""
    told = [
        entry
        for entry in mission.entries(ISSUED)
        if (entry.content["day"], entry.content["edition"]) == (day.isoformat(), edition.value)
        and (through is None or entry.number <= through)
    ]
    if not told:
        by_then = "" if through is None else f" up to line {through} of the journal"
        raise MissionError(
            f"No bulletin of {day} was issued in the {edition} edition{by_then}.",
            f"holdfire status {mission.folder} --json lists those that were.",
        )
    return told[-1]


def recomposed(mission: Mission, entry: Entry) -> Recomposed:
    """The bulletin of that line made again, and each file held against what was issued."""
    number = entry.number - 1
    logged = entry.content.get("log", 0)
    assert isinstance(logged, int)
    past = opened_as_of(mission, number, logged)
    day, edition = date.fromisoformat(str(entry.content["day"])), Edition(str(entry.content["edition"]))
    files = entry.content["files"]
    assert isinstance(files, Mapping)
    on_disk = {name: _on_disk(mission, entry, name, str(sha256)) for name, sha256 in files.items()}
    if past.sealed.digest != entry.content["sealed"]:
        why = past.unlike or (
            "mission.toml, the source of a rule, or this version of Holdfire is not what it was then",
        )
        return Recomposed(entry, past.sealed.digest, {n: on_disk[n] or OTHER for n in files}, why)
    history = history_of(Past(mission.folder, mission.settings, number), edition)
    sealed = knowing(past.sealed, edition, history.told)
    workings = worked_out(Past(mission.folder, mission.settings, number), sealed, day, edition)
    content, _ = made(compose(sealed, day, edition, history, workings))
    if PDF not in content:  # the manifest lists it, and so cannot be made either
        content.pop(MANIFEST)
    fates = {name: on_disk[name] or _fate(content.get(name), str(sha256)) for name, sha256 in files.items()}
    otherwise = past.unlike or ("this version of Holdfire writes it otherwise than the one that issued it",)
    return Recomposed(entry, past.sealed.digest, fates, otherwise if OTHER in fates.values() else ())


def _fate(content: bytes | None, sha256: str) -> str:
    return NOT_MADE if content is None else SAME if digest(content) == sha256 else OTHER


def _on_disk(mission: Mission, entry: Entry, name: str, sha256: str) -> str:
    """What is wrong with the file where it was issued to; "" where it is as it was."""
    path = mission.folder / str(entry.content["folder"]) / name
    if not path.is_file():
        return GONE
    return "" if digest(path.read_bytes()) == sha256 else CHANGED_SINCE
