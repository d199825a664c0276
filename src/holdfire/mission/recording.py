"""A mission on the joint record: every act in its journal becomes a signed entry of its party.

The journal is the mission's own line of work; the record is what all parties keep together. Acts are
signed when somebody opens the author key (`holdfire record enter`), in the order of the journal. What an
act says stands in a blob with a salt, so that it can be erased; the files it took in or issued go along,
so that a lost folder can be put together again (restoring.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from holdfire.centre.letters import WRITTEN
from holdfire.errors import MissionError
from holdfire.mission.centre.files import named_files
from holdfire.mission.lock import alone
from holdfire.mission.opened import CREATED, INTAKE, ISSUED, Opened
from holdfire.mission.record_within import NOT_KNOWN
from holdfire.publish.edition import Edition
from holdfire.record.canonical import Plain, digest
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.journal import Entry as Line
from holdfire.record.journal import Journal, written
from holdfire.record.key_file import PrivateKey, Randomness
from holdfire.record.node import Node
from holdfire.record.outbox import Sent
from holdfire.record.particulars import read_particulars

SENT_OUT = (ISSUED, WRITTEN)
"""Acts that name the files of something that went out: their hashes are entered whole."""
PUBLIC = (CREATED, *SENT_OUT)
"""Acts that speak to everybody, so that nobody can have them redacted."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A line of the journal, and the entry that was made of it. `without` are files of the act that do not
    go along: moved away since, or for fewer eyes than those of all parties. Their hashes are entered."""

    line: Line
    entry: Entry
    without: tuple[str, ...] = ()


LABEL = "journal "
"""How the outbox's word for an entry begins that stands for a line."""


@dataclass(frozen=True, slots=True)
class LineRef:
    """Which line of the journal an entry stands for. `hash` is empty where only its number is known: its
    words were erased, and this device never had it in its outbox."""

    number: int
    hash: str = ""

    @property
    def label(self) -> str:
        """What the outbox remembers an act's entry by."""
        return f"{LABEL}{self.number} {self.hash}"


def lines_entered(node: Node) -> dict[str, LineRef]:
    """Leaf hash of each act of ours to the line of the journal that it stands for.

    Acts are entered in the journal's order. So one whose words are gone follows the one before it.
    """
    found: dict[str, LineRef] = {}
    number, read = 0, []
    for sent in node.outbox.all():
        told = _line_of(node, sent)
        if told is None:
            continue
        if told.hash and not sent.label:
            read.append((sent.seq, told.label))
        number = told.number or number + 1
        found[sent.hash] = replace(told, number=number)
    if read:
        # An outbox that was taken over from the log does not know them; reading each again takes long.
        node.outbox.remember(read)
    return found


def _line_of(node: Node, sent: Sent) -> LineRef | None:
    """The line of one own entry; number 0 where its words are gone, None where it is no act of a journal."""
    word, _, rest = sent.label.partition(" ")
    if word == "journal":
        number, _, hashed = rest.partition(" ")
        return LineRef(int(number), hashed)
    leaf = sent.leaf if sent.leaf is not None or not sent.logged else node.log.leaf(sent.position)
    if leaf is None or read_leaf(leaf).body.type != "act":
        return None
    told = read_particulars(node, sent.position)
    if told is None:
        return LineRef(0)
    stands_for = told.content.get("journal")
    return LineRef(stands_for, str(told.content.get("line", ""))) if isinstance(stands_for, int) else None


def waiting_lines(mission: Opened, node: Node) -> list[Line]:
    """Lines of the journal that no entry of ours stands for yet, oldest first. One that was redacted needs
    none: its entry was there before."""
    settled = _settled(mission.journal, node)
    known = node.outbox.labels() if settled == 0 else set()
    open_lines = [
        line
        for line in mission.journal.since(settled)
        if line.redacted is None and known.isdisjoint(_labels(line))
    ]
    if not open_lines or not any(_line_of(node, sent) for sent in node.outbox.unlabelled()):
        return open_lines
    # Something was taken over from the log, or lost its words: each entry is read.
    entered = lines_entered(node).values()
    whole = {(each.number, each.hash) for each in entered}
    erased = {each.number for each in entered if not each.hash}
    return [
        line for line in open_lines if (line.number, line.hash) not in whole and line.number not in erased
    ]


def _settled(journal: Journal, node: Node) -> int:
    """How many lines from the first on have entries, each of them, so that none needs a look; 0 where one
    cannot tell. Lines are entered in their order, and the hash of the last one that was says that those
    before it are the ones that were."""
    entered, last = node.outbox.labelled(LABEL)
    number, _, hashed = last.removeprefix(LABEL).partition(" ")
    if not hashed or entered != int(number):
        return 0
    tail = journal.since(entered - 1)
    return entered if tail and tail[0].hash == hashed else 0


def _labels(line: Line) -> tuple[str, str]:
    """What an entry is called that stands for the line, with its words or without."""
    return LineRef(line.number, line.hash).label, LineRef(line.number).label


def enter_waiting(
    mission: Opened, node: Node, key: PrivateKey, now: int, randomness: Randomness
) -> list[Entered]:
    """Sign an entry for every line that waits; each is queued before the next is signed."""
    entered = []
    with alone(mission.folder):
        for line in waiting_lines(mission, node):
            named = files_of(mission, line)
            files = {name: content for name, content in named.items() if content is not None}
            entry = node.enter_act(
                line.act,
                as_content(line, {name: digest(content) for name, content in files.items()}),
                written(line.at),
                key,
                now,
                randomness,
                public=line.act in PUBLIC,
                files=tuple(files.values()),
                label=LineRef(line.number, line.hash).label,
            )
            entered.append(Entered(line, entry, tuple(sorted(named.keys() - files.keys()))))
    return entered


def as_content(line: Line, files: Mapping[str, str]) -> dict[str, Plain]:
    """What the line says, in words that the record allows; `told_of` gives it back. `files` are the SHA-256
    of the blobs that go along, by name: within the mission's folder, of a bulletin within its own."""
    known = {key: value for key, value in line.content.items() if value is not None}
    unknown = sorted(key for key, value in line.content.items() if value is None)
    issued = line.content.get("files") if line.act in SENT_OUT else None
    return {
        "files": dict(issued) if isinstance(issued, Mapping) else dict(files),
        "journal": line.number,
        "line": line.hash,
        "previous": line.previous,
        "told": known,
        NOT_KNOWN: unknown,
    }


def files_of(mission: Opened, line: Line) -> dict[str, bytes | None]:
    """The files that go along with an act: the pack and settings it was founded on, rows taken in, a
    bulletin. None where one of a bulletin does not. Raises MissionError where rows were lost or changed."""
    if line.act == CREATED:
        pack = mission.folder / "agreement"
        paths = sorted(path for path in pack.rglob("*") if path.is_file())
        settings = replace(mission.settings, publication_key="").as_toml().encode()
        return {
            **{path.relative_to(mission.folder).as_posix(): path.read_bytes() for path in paths},
            "mission.toml": settings,
        }
    if line.act == INTAKE:
        intake = str(line.content["intake"])
        manifest = f"reports/intakes/{intake}.json"
        parts = {f"reports/parts/{intake}/{name}": told for name, told in _parts(line).items()}
        rows = {name: _still(mission.folder / name, told) for name, told in parts.items()}
        return {**rows, manifest: (mission.folder / manifest).read_bytes()}
    if line.act == ISSUED:
        return _issued(mission, line)
    if line.act == WRITTEN:
        return dict.fromkeys(_files_told(line))  # to the UN and to named sides: of letters only the hashes
    return dict(named_files(mission.folder, line))


def _files_told(line: Line) -> list[str]:
    told = line.content["files"]
    assert isinstance(told, Mapping)
    return [str(name) for name in told]


def _issued(mission: Opened, line: Line) -> dict[str, bytes | None]:
    """The files of a bulletin. The UN's edition shows what the parties may not see, so of that only the
    hashes are entered; and a folder outside the mission may have been moved away."""
    files = line.content["files"]
    assert isinstance(files, Mapping)
    folder = mission.folder / str(line.content["folder"])
    found: dict[str, bytes | None] = dict.fromkeys(files)
    if line.content["edition"] != Edition.UN:
        for name, sha256 in files.items():
            path = folder / name
            content = path.read_bytes() if path.is_file() else b""
            found[name] = content if digest(content) == sha256 else None
    return found


def _parts(line: Line) -> dict[str, str]:
    parts = line.content.get("parts", {})
    assert isinstance(parts, Mapping)
    return {name: str(part["sha256"]) for name, part in parts.items() if isinstance(part, Mapping)}


def _still(path: Path, sha256: str) -> bytes:
    content = path.read_bytes() if path.is_file() else None
    if content is None or digest(content) != sha256:
        raise MissionError(
            f"{path} is gone or was changed since the journal told of it, so it cannot be entered.",
            "Restore the file from a copy of the mission; then enter again.",
        )
    return content
