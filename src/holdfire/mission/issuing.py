"""Issuing: a day's bulletin out of a mission, written into the journal, never over another one."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from holdfire.mission.folder import ISSUED, Mission
from holdfire.mission.integrity import altered
from holdfire.mission.lock import alone
from holdfire.publish.bulletin import compose
from holdfire.publish.editions import Edition
from holdfire.publish.issue import WrittenFile, write
from holdfire.record.canonical import digest
from holdfire.record.journal import Entry


@dataclass(frozen=True, slots=True)
class Issued:
    """A bulletin on disk, and its number within the edition. `beside` names the last one issued of that
    day and edition, where this is another, and why both stand; "" where it is the only one."""

    number: str
    folder: Path
    files: tuple[WrittenFile, ...]
    beside: str = ""


def issue(mission: Mission, day: date, edition: Edition, at: datetime, out: Path | None = None) -> Issued:
    """Issue a day's bulletin: in `out`, else in bulletins/<day>/<edition> of the mission.

    What was issued is never written over. The same findings give the same bytes, so asking again
    returns the bulletin that is there; other findings go beside it, as <edition>-2 and so on.
    """
    sealed = mission.sealed()
    with alone(mission.folder):
        earlier = _earlier(mission, day, edition, sealed.digest, out)
        if earlier is not None:
            return earlier
        bulletin = compose(sealed, day, edition)
        folder = out or _free(mission.folder / "bulletins" / day.isoformat(), edition)
        files = write(bulletin, folder)
        former = _former(mission, day, edition)
        mission.journal.append(
            ISSUED,
            {
                "number": bulletin.number,
                "day": day.isoformat(),
                "edition": edition.value,
                "folder": _within(folder, mission.folder),
                "sealed": sealed.digest,
                "beside": former.content["folder"] if former else None,
                "files": {file.path.name: file.sha256 for file in files if not file.omitted},
            },
            at,
        )
    return Issued(bulletin.number, folder, files, _beside(mission, former, sealed.digest))


def _former(mission: Mission, day: date, edition: Edition) -> Entry | None:
    """The entry of the last bulletin issued of that day and edition."""
    told = [
        entry
        for entry in mission.entries(ISSUED)
        if (entry.content["day"], entry.content["edition"]) == (day.isoformat(), edition.value)
    ]
    return told[-1] if told else None


def _beside(mission: Mission, former: Entry | None, seal: str) -> str:
    if former is None:
        return ""
    harmed = [f"{path.name} {fate} since" for path, fate in altered(mission.folder, former)]
    why = ["the same findings" if former.content["sealed"] == seal else "other findings", *harmed]
    place = mission.folder / str(former.content["folder"])
    return f"beside the one issued on {former.at.date()} ({'; '.join(why)}): {place}"


def _earlier(mission: Mission, day: date, edition: Edition, seal: str, out: Path | None) -> Issued | None:
    """The bulletin of these very findings, if it was issued to that place and still stands there whole."""
    for entry in reversed(mission.entries(ISSUED)):
        told = entry.content
        folder = mission.folder / str(told["folder"])
        same = (told["day"], told["edition"], told["sealed"]) == (day.isoformat(), edition.value, seal)
        if not same or (out is not None and out.resolve() != folder.resolve()):
            continue
        digests = told["files"]
        assert isinstance(digests, dict)
        if all(_still(folder / name, str(sha256)) for name, sha256 in digests.items()):
            files = tuple(
                WrittenFile(folder / name, str(sha256), (folder / name).stat().st_size)
                for name, sha256 in digests.items()
            )
            return Issued(str(told["number"]), folder, files)
    return None


def _still(path: Path, sha256: str) -> bool:
    return path.is_file() and digest(path.read_bytes()) == sha256


def _free(folder: Path, edition: Edition) -> Path:
    """<edition>, or <edition>-2 and so on where bulletins of other findings stand."""
    if not (folder / edition).exists():
        return folder / edition
    number = 2
    while (folder / f"{edition}-{number}").exists():
        number += 1
    return folder / f"{edition}-{number}"


def _within(folder: Path, mission: Path) -> str:
    """The folder as the journal names it: from the mission where it lies in it, else whole."""
    whole, base = folder.resolve(), mission.resolve()
    return whole.relative_to(base).as_posix() if whole.is_relative_to(base) else whole.as_posix()
