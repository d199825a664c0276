"""Erasing in a mission what redactions of the joint record name: rows, manifests, and the journal's words.

The journal keeps a tombstone in place of the line, so that its chain still holds. What was computed from
the erased words (incidents, findings, the shelf) is taken away as well; fuse and assess make it again
without them. Issued bulletins stay: they spoke to everybody, and the record allows no redaction of them.
"""

from collections.abc import Iterator
from pathlib import Path

from holdfire.errors import Fault
from holdfire.mission.centre.files import FOLDER
from holdfire.mission.centre.gathering import SHELF as CENTRE_SHELF
from holdfire.mission.derived import DERIVED
from holdfire.mission.folder import INTAKE, Mission
from holdfire.mission.lock import alone
from holdfire.mission.recording import LineRef, lines_entered
from holdfire.record.journal import Entry as Line
from holdfire.record.node import Node
from holdfire.record.storage.durable_files import remove

SHELF = "shelf.sqlite"
"""The shelf of a mission, or of a node that is alone."""


def erase_in_mission(mission: Mission, node: Node) -> list[str]:
    """Carry out every redaction in force that is of this mission's acts; what was done, in words.

    Files go first and the line last, so that whatever breaks off is done again. Of an intake the whole
    goes, even if only one of its files was named: what is left would no longer be what was taken in.
    """
    done = []
    with alone(mission.folder):
        for line, by in list(_due(mission, node)):
            named = [mission.folder / FOLDER / blob for blob in node.state.redactions[by].blobs]
            gone = [path for path in (*_files(mission, line), *named) if remove(path)]
            _forget_derived(mission)
            mission.journal.redact(line.number, by)
            done.append(f"line {line.number} of the journal ({line.act}), redacted under {by}")
            done += [path.relative_to(mission.folder).as_posix() for path in gone]
    return done


def forget_shelves(mission: Mission) -> None:
    """Take away what was laid out of the log; it is laid out again without what was erased."""
    for name in (SHELF, CENTRE_SHELF):
        remove(mission.folder / name)


def tombstone_faults(mission: Mission, node: Node | None) -> tuple[Fault, ...]:
    """Tombstones in the journal for which the record has no redaction in force. `node` is None where the
    mission has no record, which could not say so."""
    entered = lines_entered(node) if node is not None else {}
    faults = []
    for line in mission.journal.entries():
        if line.redacted is None:
            continue
        what = _unfounded(line, node, entered)
        if what:
            faults.append(
                Fault(
                    f"{mission.journal.path.name}:{line.number}",
                    f"The line says that it was redacted under {line.redacted.by}, and {what}.",
                    "Restore the line from a copy of the mission; ask who took it away.",
                )
            )
    return tuple(faults)


def _unfounded(line: Line, node: Node | None, entered: dict[str, LineRef]) -> str:
    """Why the tombstone does not stand; empty where it does."""
    assert line.redacted is not None
    if node is None:
        return "this mission has no record that could have it"
    redaction = node.state.redactions.get(line.redacted.by)
    if redaction is None or redaction.in_force == -1:
        return "the record has no such redaction in force"
    told = entered.get(redaction.target)
    if told is None or told.number != line.number or told.hash not in ("", line.hash):
        return "that redaction is of another entry"
    return ""


def _due(mission: Mission, node: Node) -> Iterator[tuple[Line, str]]:
    """Lines that redactions in force take away and that still stand, each with its redaction's leaf hash."""
    in_force = {leaf: each for leaf, each in node.state.redactions.items() if each.in_force != -1}
    if not in_force:
        return
    entered = lines_entered(node)
    lines = {line.number: line for line in mission.journal.entries()}
    for leaf, redaction in in_force.items():
        told = entered.get(redaction.target)
        if told is None:
            continue
        line = lines.get(told.number)
        if line is not None and line.redacted is None and told.hash in ("", line.hash):
            yield line, leaf


def _files(mission: Mission, line: Line) -> list[Path]:
    """The files of the mission that hold what the line speaks of. Among them are unfinished lines of the
    same kind of act, which were set aside: they may well hold the same words."""
    begins = line.line.partition(b'"at":')[0]
    torn = [path for path in _set_aside(mission) if path.read_bytes().startswith(begins)]
    if line.act != INTAKE:
        return torn
    intake = str(line.content["intake"])
    parts = sorted((mission.folder / "reports" / "parts" / intake).glob("*"))
    return [*torn, *parts, mission.folder / "reports" / "intakes" / f"{intake}.json"]


def _set_aside(mission: Mission) -> list[Path]:
    journal = mission.journal.path
    return sorted(journal.parent.glob(f"{journal.name}.torn-*"))


def _forget_derived(mission: Mission) -> None:
    for name in DERIVED:
        remove(mission.folder / f"{name}.parquet")
    forget_shelves(mission)
