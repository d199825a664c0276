"""Writing letters of a mission: gathered from what was issued and what is on record, gated, kept, entered.

A letter's id is made of its content, so that two nodes that write the same letter enter the same one. Its
files are written before the act that names them; what was written is never written over.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from holdfire.centre.letters import LETTERS, WRITTEN, Letters
from holdfire.errors import MissionError
from holdfire.exchange.issued import Issued, Sheet
from holdfire.mission.centre.acting import perform
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.exchanging import handed_on
from holdfire.mission.folder import Mission
from holdfire.publish.correspondence.files import digests, letter_files
from holdfire.publish.correspondence.letter import Letter
from holdfire.publish.correspondence.writing import LANGUAGES
from holdfire.publish.edition import Edition
from holdfire.record.canonical import Plain, digest
from holdfire.record.storage.durable_files import make_folder, write_whole

FOLDER = "letters"
Gate = Callable[[Mapping[str, str]], None]


@dataclass(frozen=True, slots=True)
class LetterWritten:
    """A letter on disk. `entry` is its line in the journal, None where we had written it before."""

    id: str
    folder: Path
    files: Mapping[str, str]
    omitted: Mapping[str, str]
    entry: int | None


def issued_for_letters(mission: Mission) -> Issued:
    """What was issued in the edition that letters rest on; MissionError where nothing was."""
    issued = handed_on(mission, Edition.UN).issued
    if not issued.sheets:
        raise MissionError(
            f"No bulletin of the un edition is on file in {mission.folder}; reports to the UN rest on those.",
            f"Issue one: holdfire publish {mission.folder} --day YYYY-MM-DD --edition un",
        )
    return issued


def sheet_of(issued: Issued, day: date, folder: Path) -> Sheet:
    """The last bulletin of that day; MissionError where there is none."""
    sheet = issued.last_of(day.isoformat())
    if sheet is None:
        raise MissionError(
            f"No bulletin of {day} was issued in the un edition.",
            f"Issue it first: holdfire publish {folder} --day {day} --edition un",
        )
    return sheet


def keep_letter(
    mission: Mission,
    letter: Letter,
    gate: Gate,
    by: str,
    at: datetime,
    languages: Sequence[str] = LANGUAGES,
    to: Sequence[str] | None = None,
) -> LetterWritten:
    """Write the letter's files and enter that they were written; one that we wrote before is found again.

    Raises PublishError where the gate finds what may not go out; nothing is written then.
    """
    made, omitted = letter_files(letter, gate, languages)
    named = digests(made)
    name = _id(letter, named)
    place = f"{FOLDER}/{name}"
    with gathered(mission) as centre:
        state: Letters = centre.folded(LETTERS).state
        known = state.letters.get(name)
        ours = known is not None and centre.party in known.acts
    _write(mission.folder / place, made)
    if ours:
        return LetterWritten(name, mission.folder / place, named, omitted, None)
    content: dict[str, Plain] = {
        "id": name,
        "kind": letter.kind,
        "about": letter.about,
        "day": letter.day.isoformat(),
        "languages": list(languages),
        "bulletin": letter.bulletin or None,
        "sealed": letter.seal or None,
        "to": None if to is None else list(to),
        "folder": place,
        "files": dict(named),
        "by": by,
        "why": None,
        "of": None,
    }
    acted = perform(mission, LETTERS, WRITTEN, content, at)
    return LetterWritten(name, mission.folder / place, named, omitted, acted.entry.number)


def _id(letter: Letter, files: Mapping[str, str]) -> str:
    """Kind, subject and twelve digits of what all its files are."""
    about = "".join(each if each.isascii() and each.isalnum() else "-" for each in letter.about.lower())
    whole = digest("".join(f"{name} {told}\n" for name, told in sorted(files.items())).encode())
    return f"{letter.kind}-{about[:40].strip('-')}-{whole[:12]}"


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    make_folder(folder)
    for name, content in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            write_whole(path, content)
