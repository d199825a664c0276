"""Issuing: a day's bulletin out of a mission, written into the journal, never over another one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from holdfire.errors import PublishError
from holdfire.mission.as_of import completed
from holdfire.mission.folder import ISSUED, Mission
from holdfire.mission.integrity import altered
from holdfire.mission.issued_before import history_of
from holdfire.mission.lock import alone
from holdfire.mission.working_out import worked_out
from holdfire.publish.bulletin import Bulletin, compose
from holdfire.publish.corrigendum import NONE, Corrigenda
from holdfire.publish.edition import Edition
from holdfire.publish.editions import knowing
from holdfire.publish.gate import Looked, looked_through, refuse, refuse_leaks
from holdfire.publish.issue import MANIFEST, PDF, WrittenFile, made, write
from holdfire.publish.issued import History
from holdfire.publish.sealed import SealedDataset
from holdfire.record.canonical import canonical, digest
from holdfire.record.journal import Entry


@dataclass(frozen=True, slots=True)
class Issued:
    """A bulletin on disk, and its number within the edition. `beside` names the last one issued of that
    day and edition, where this is another, and why both stand; "" where it is the only one. `looked_for` is
    how many strings the release gate looked for; None where it was issued before and not looked through
    again. `line` is the line of the journal that issued it."""

    number: str
    folder: Path
    files: tuple[WrittenFile, ...]
    beside: str = ""
    corrigenda: Corrigenda = NONE
    looked_for: int | None = None
    line: int = 0


def issue(
    mission: Mission, day: date, edition: Edition, at: datetime, out: Path | None = None, read: str = ""
) -> Issued:
    """Issue a day's bulletin: in `out`, else in bulletins/<day>/<edition> of the mission.

    What was issued is never written over. The same findings and corrigenda give the same bytes, so asking
    again returns the bulletin that is there; others go beside it, as <edition>-2 and so on. Raises
    PublishError where the release gate finds what the edition may not show; then nothing is written. `read`
    is the mark of the draft that somebody read and signed: another bulletin than that one is not issued.
    """
    whole = completed(mission, mission.sealed())
    with alone(mission.folder):
        composed = _composed(mission, whole, day, edition)
        sealed, history, bulletin = composed.sealed, composed.history, composed.bulletin
        earlier = _earlier(mission, bulletin, out)
        if earlier is not None:
            return earlier
        folder = out or _free(mission.folder / "bulletins" / day.isoformat(), edition)
        gate = _Gate(sealed, history, read)
        files = write(bulletin, folder, gate=gate)
        former = _former(mission, day, edition)
        entry = mission.journal.append(
            ISSUED,
            {
                "number": bulletin.number,
                "day": day.isoformat(),
                "edition": edition.value,
                "folder": _within(folder, mission.folder),
                "sealed": sealed.digest,
                **({} if sealed.centre.size is None else {"log": sealed.centre.size}),
                "corrigenda": bulletin.corrigenda.digest,
                "beside": former.content["folder"] if former else None,
                "files": {file.path.name: file.sha256 for file in files if not file.omitted},
            },
            at,
        )
    beside = _beside(mission, former, sealed.digest)
    return Issued(bulletin.number, folder, files, beside, bulletin.corrigenda, gate.looked_for, entry.number)


@dataclass(frozen=True, slots=True)
class Draft:
    """A bulletin as it would be issued now: what it is made of, its files but the PDF, what the release gate
    found in them, and `refused`, why it may not go out; "" where it may."""

    bulletin: Bulletin
    sealed: str
    content: Mapping[str, bytes]
    omitted: Mapping[str, str]
    looked: Looked
    refused: str = ""
    advice: str = ""

    @property
    def mark(self) -> str:
        """What names this very draft; another finding, corrigendum or word gives another."""
        return mark_of(self.content)

    @property
    def digests(self) -> dict[str, str]:
        """SHA-256 of each file that signing seals; the PDF and the manifest are made at that moment."""
        return digests_of(self.content)


def mark_of(content: Mapping[str, bytes]) -> str:
    """SHA-256 over the files of a bulletin by name, but the PDF, which is set from the same words, and the
    manifest, which names it."""
    return digest(canonical(digests_of(content)))


def digests_of(content: Mapping[str, bytes]) -> dict[str, str]:
    return {name: digest(made) for name, made in sorted(content.items()) if name not in (PDF, MANIFEST)}


def draft(mission: Mission, day: date, edition: Edition) -> Draft:
    """That day's bulletin as `issue` would make it now; nothing is written, and nobody but the desk may read
    it. Raises MissionError where findings are older than what was taken in."""
    composed = _composed(mission, completed(mission, mission.sealed()), day, edition)
    bulletin, sealed = composed.bulletin, composed.sealed
    content, omitted = made(bulletin, pdf=False)
    looked = looked_through(bulletin, content, sealed, composed.history.acts)
    try:
        refuse(bulletin, looked)
    except PublishError as cause:
        return Draft(bulletin, sealed.digest, content, omitted, looked, cause.what, cause.advice)
    return Draft(bulletin, sealed.digest, content, omitted, looked)


@dataclass(frozen=True, slots=True)
class _Composed:
    """A bulletin, with the dataset and the history that it was composed from."""

    sealed: SealedDataset
    history: History
    bulletin: Bulletin


def _composed(mission: Mission, whole: SealedDataset, day: date, edition: Edition) -> _Composed:
    history = history_of(mission, edition)
    sealed = knowing(whole, edition, history.told)
    workings = worked_out(mission, sealed, day, edition)
    return _Composed(sealed, history, compose(sealed, day, edition, history, workings))


@dataclass(slots=True)
class _Gate:
    """The release gate before the files are written; it remembers how much it looked for. `read` is the mark
    of the draft that was signed; "" where nobody signed one."""

    sealed: SealedDataset
    history: History
    read: str = ""
    looked_for: int = 0

    def __call__(self, bulletin: Bulletin, content: Mapping[str, bytes]) -> None:
        if self.read and mark_of(content) != self.read:
            raise PublishError(
                f"What bulletin {bulletin.number}, {bulletin.edition} edition, rests on changed after its "
                "draft was read.",
                "Read the draft as it is now, then sign it. Nothing was written.",
            )
        self.looked_for = refuse_leaks(bulletin, content, self.sealed, self.history.acts)


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


def _earlier(mission: Mission, bulletin: Bulletin, out: Path | None) -> Issued | None:
    """This very bulletin, of the same findings and corrigenda, if it was issued to that place and still
    stands there whole."""
    corrigenda = bulletin.corrigenda
    same = (bulletin.day.isoformat(), bulletin.edition.value, bulletin.digest, corrigenda.digest)
    for entry in reversed(mission.entries(ISSUED)):
        told = entry.content
        folder = mission.folder / str(told["folder"])
        if (told["day"], told["edition"], told["sealed"], told.get("corrigenda", NONE.digest)) != same:
            continue
        if out is not None and out.resolve() != folder.resolve():
            continue
        digests = told["files"]
        assert isinstance(digests, dict)
        if all(_still(folder / name, str(sha256)) for name, sha256 in digests.items()):
            files = tuple(
                WrittenFile(folder / name, str(sha256), (folder / name).stat().st_size)
                for name, sha256 in digests.items()
            )
            return Issued(str(told["number"]), folder, files, corrigenda=corrigenda, line=entry.number)
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
