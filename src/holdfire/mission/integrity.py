"""Whether what a mission keeps is what its journal says it took in and issued.

The journal is the reference: its lines hold the hash of the line before. Beside it lie the manifest
of each intake, the Parquet files the manifest names, and the folders of bulletins. A power failure
leaves at most the newest intake without its line; anything else was lost or changed by somebody.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from holdfire.errors import Fault, RecordError
from holdfire.record.canonical import Plain, digest
from holdfire.record.journal import Entry, Journal
from holdfire.reports.store import IntakeResult, ReportStore

FROM_A_COPY = "Restore the file from a copy of the mission."


def as_entry(intake_id: str, file: str | None, result: IntakeResult) -> dict[str, Plain]:
    """What the journal says of an intake."""
    return {
        "intake": intake_id,
        "file": file,
        "sha256": result.sha256,
        "source": result.source,
        "read": result.read,
        "accepted": result.accepted,
        "duplicate": result.duplicate,
        "quarantined": result.quarantined,
        "revised": result.revised,
        "parts": {name: dict(part) for name, part in result.parts.items()},
    }


INTAKE_ID = "intake-{:05}"


def next_intake(store: ReportStore, journal: Journal) -> str:
    """The id of the next intake. Those that were redacted count as well: no id is given twice."""
    told = sum(1 for each in journal.entries() if each.act == "intake")
    kept = [int(str(each["intake"]).rpartition("-")[2]) for each in store.intakes()]
    return INTAKE_ID.format(max(told, *kept, 0) + 1)


def cut_off(store: ReportStore, entered: Sequence[Entry]) -> tuple[str, IntakeResult] | None:
    """The newest intake where power failed before its line was written; None if it has one."""
    manifests = store.intakes()
    if not manifests or manifests[-1]["intake"] in {entry.content["intake"] for entry in entered}:
        return None
    whole = {**manifests[-1], "faults": ()}
    return whole.pop("intake"), IntakeResult(**whole)


def journal_faults(journal: Journal) -> tuple[Fault, ...]:
    """Where the journal does not hold together; one without entries was emptied or deleted."""
    faults = journal.verify()
    if faults or journal.entries():
        return faults
    what = "The journal has no entry, but every mission has the one of its founding."
    return (Fault(f"{journal.path.name}:1", what, FROM_A_COPY),)


def intake_faults(store: ReportStore, entered: Sequence[Entry], thorough: bool) -> list[Fault]:
    """Where the files of intakes are not what the journal says of them. `thorough` hashes every file;
    else their sizes are compared."""
    kept = {str(each["intake"]): each for each in store.intakes()}
    faults = []
    for entry in entered:
        name = str(entry.content["intake"])
        at = f"reports/intakes/{name}.json:1"
        if name not in kept:
            rows = f"{entry.content['accepted']} rows of {entry.content['file']}"
            faults.append(
                Fault(at, f"The manifest of {name} ({rows}) is gone; the journal has it.", FROM_A_COPY)
            )
        elif changed := _differing(entry.content, kept[name]):
            what = f"The manifest of {name} is not what the journal says: {', '.join(changed)}."
            faults.append(Fault(at, what, FROM_A_COPY))
    told = {str(entry.content["intake"]) for entry in entered}
    for name in kept:
        if name not in told:
            advice = (
                "If power failed right after it was taken in, holdfire fuse enters it. Else lines of the "
                "journal were cut off: restore it from a copy."
            )
            what = f"{name} is on disk, but the journal has no line of it."
            faults.append(Fault(f"reports/intakes/{name}.json:1", what, advice))
    return faults + store.faults(thorough)


def _differing(entry: Mapping[str, Plain], manifest: Mapping[str, object]) -> list[str]:
    return [key for key in entry if key in manifest and entry[key] != manifest[key]]


def altered(folder: Path, entry: Entry) -> list[tuple[Path, str]]:
    """Files of an issued bulletin that no longer have the hash in the journal, and what became of each.
    A folder outside the mission that is gone was moved away, which is anybody's right."""
    home = folder / str(entry.content["folder"])
    files = entry.content["files"]
    assert isinstance(files, Mapping)
    if not home.exists() and Path(str(entry.content["folder"])).is_absolute():
        return []
    found = []
    for name, sha256 in files.items():
        path = home / name
        if not path.is_file():
            found.append((path, "is gone"))
        elif digest(path.read_bytes()) != sha256:
            found.append((path, "was changed"))
    return found


def bulletin_faults(folder: Path, issued: Sequence[Entry]) -> list[Fault]:
    """Issued files that were changed or are gone, and folders of bulletins that nobody issued."""
    faults = []
    for entry in issued:
        number = f"{entry.content['number']}, {entry.content['edition']} edition"
        faults += [
            Fault(
                f"{_named(path, folder)}:1",
                f"The file {fate} since it was issued (bulletin {number}, journal entry {entry.number}).",
                FROM_A_COPY,
            )
            for path, fate in altered(folder, entry)
        ]
    told = {(folder / str(entry.content["folder"])).resolve() for entry in issued}
    for home in sorted((folder / "bulletins").glob("*/*")):
        if home.is_dir() and not home.name.startswith(".") and home.resolve() not in told:
            faults.append(
                Fault(
                    f"{_named(home, folder)}:1",
                    "The folder stands among the bulletins, but the journal has no line of its issue.",
                    "If power failed while it was published, delete it and publish again. Else lines of the "
                    "journal were cut off: restore it from a copy.",
                )
            )
    return faults


def _named(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()


def refuse(folder: Path, faults: Sequence[Fault]) -> None:
    """Raise RecordError where there are faults; nothing is to be made of what does not hold together."""
    if faults:
        more = f" ({len(faults)} faults)" if len(faults) > 1 else ""
        raise RecordError(
            f"{folder} does not hold together{more}: {faults[0]}",
            f"holdfire journal verify {folder} lists every fault.",
        )
