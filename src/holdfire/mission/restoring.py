"""Putting a mission's folder together again out of the joint record: files that are missing, and a journal.

The record has what each act said and the files that went along, as far as they were not redacted. What it
never had stays lost: acts that were not entered, source maps and places of the mission's own, and the
publication key, which is nobody's but the mission's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from holdfire.errors import MissionError
from holdfire.mission.founding import drawn_key
from holdfire.mission.record_within import told_of
from holdfire.mission.recording import SENT_OUT, LineRef, lines_entered
from holdfire.mission.settings import read_settings
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.journal import FIRST, Journal, Redacted
from holdfire.record.journal import Entry as Line
from holdfire.record.node import Node
from holdfire.record.particulars import Particulars, particulars_of
from holdfire.record.storage.durable_files import make_folder, write_whole

FOLDERS = ("agreement", "reports", "bulletins", "letters")
SETTINGS, JOURNAL = "mission.toml", "journal.jsonl"
_LAST_SECOND = 253_402_300_799  # of the year 9999


@dataclass
class Restored:
    """What was put back, by name within the mission, and what could not be, with the reason."""

    files: list[str] = field(default_factory=list)
    lacking: dict[str, str] = field(default_factory=dict)
    journal_lines: int = 0
    """Lines put back into the journal."""
    new_key: bool = False
    """Whether a new publication key was drawn: pseudonyms in bulletins are then others than before."""


@dataclass(frozen=True, slots=True)
class _Act:
    """An own act in the log: its line, and its words, None where they were erased or are not here."""

    position: int
    entry: Entry
    line: LineRef
    says: Particulars | None
    redacted_by: str


def restore(folder: Path, node: Node) -> Restored:
    """Put back into the mission's folder what is missing there and known to the record. Nothing that is
    there is touched."""
    told = Restored()
    acts = list(_own_acts(node))
    for act in acts:
        if act.says is not None and not act.redacted_by:
            _restore_files(folder, node, act.says, told)
    _restore_journal(folder, acts, told)
    return told


def rebuild_mission(new: Path, node: Node) -> Restored:
    """Put a whole mission together in a new folder."""
    if new.exists() and any(new.iterdir()):
        raise MissionError(f"{new} exists and is not empty.", "Name a new folder.")
    if not any(act.says is not None for act in _own_acts(node)):
        raise MissionError(
            f"The record has no act of {node.party} here from which a mission could be rebuilt.",
            "Run holdfire record sync, or import a bundle that has the files (blobs) along.",
        )
    for name in ("sources", "places", "reports"):
        make_folder(new / name)
    return restore(new, node)


def _own_acts(node: Node) -> Iterator[_Act]:
    in_force = {each.target: leaf for leaf, each in node.state.redactions.items() if each.in_force != -1}
    lines = lines_entered(node)
    for sent in node.outbox.all():
        line = lines.get(sent.hash)
        leaf = sent.leaf
        if leaf is None and sent.logged:
            leaf = node.log.leaf(sent.position)
        if line is not None and leaf is not None:
            entry = read_leaf(leaf)
            by = in_force.get(entry.hash, "")
            yield _Act(sent.position, entry, line, particulars_of(node, entry), by)


def _restore_files(folder: Path, node: Node, says: Particulars, told: Restored) -> None:
    files = says.content.get("files")
    if not isinstance(files, Mapping):
        return
    # The manifest of an intake comes last: it says that the rows are there.
    for name, sha256 in sorted(files.items(), key=lambda each: ("/intakes/" in each[0], each[0])):
        place = _within(str(name), says)
        if place is None or (folder / place).exists():
            continue
        if not node.blobs.has(str(sha256)):
            told.lacking[place] = "only its hash was entered, or its file is not fetched yet"
            continue
        content = node.blobs.get(str(sha256))
        make_folder((folder / place).parent)
        write_whole(folder / place, content)
        if place == SETTINGS:
            told.new_key = True
            settings = read_settings(folder / place)
            whole = replace(settings, publication_key=drawn_key(settings)).as_toml()
            write_whole(folder / place, whole.encode())
        told.files.append(place)


def _within(name: str, says: Particulars) -> str | None:
    """Where the file belongs in the mission's folder; None where it lay outside, or may not be meant."""
    if says.act in SENT_OUT:
        line = told_of(says.content) or {}
        name = f"{line.get('folder', '')}/{name}"
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts and path.parts
    if inside and (path.parts[0] in FOLDERS or name == SETTINGS):
        return path.as_posix()
    return None


def _restore_journal(folder: Path, acts: list[_Act], told: Restored) -> None:
    """Write the journal anew where the record knows more lines of it than the folder has."""
    journal = Journal(folder / JOURNAL)
    there = journal.entries()
    lines = _lines(acts)
    agree = all(old.hash == new.hash for old, new in zip(there, lines, strict=False))
    if len(lines) <= len(there) or not agree:
        return
    write_whole(journal.path, b"".join(each.line + b"\n" for each in lines))
    told.journal_lines = len(lines) - len(there)


def _lines(acts: list[_Act]) -> list[Line]:
    """The journal as the entries tell it, up to the first line that cannot be made out."""
    lines: list[Line] = []
    for at, act in enumerate(acts):
        if act.line.number != len(lines) + 1:
            continue  # a line that was entered twice, from a copy of the mission
        before = lines[-1].hash if lines else FIRST
        line = _line(act, before, _previous_of(acts[at + 1 :], act.line.number + 1))
        if line is None:
            break
        lines.append(line)
    return lines


def _line(act: _Act, previous: str, hashed: str) -> Line | None:
    """One line; a tombstone where its words are gone. None where not even its hash is known."""
    told = told_of(act.says.content) if act.says is not None else None
    if act.says is not None and told is not None and not act.redacted_by:
        at = datetime.fromisoformat(act.says.at)
        return Line(act.line.number, at, act.says.act, told, previous)
    hashed = act.line.hash or hashed
    if not act.redacted_by or not hashed:
        return None
    # When it was written stood in its words; when it was entered is the nearest that is left.
    at = datetime.fromtimestamp(min(act.entry.body.t_claimed, _LAST_SECOND), UTC)
    kind = str(act.entry.body.content["act"])
    return Line(act.line.number, at, kind, {}, previous, Redacted(hashed, act.redacted_by))


def _previous_of(later: list[_Act], number: int) -> str:
    """What the line of that number names as the one before it; empty where it is not known."""
    for act in later:
        if act.line.number == number and act.says is not None:
            return str(act.says.content.get("previous", ""))
    return ""
