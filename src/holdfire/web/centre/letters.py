"""Letters as their page tells them: those that are due, and those that were written, by whom, with what."""

from dataclasses import dataclass
from datetime import date

from holdfire.centre.letters import LetterKept
from holdfire.centre.letters_due import Due
from holdfire.web.centre.told import Proof, Shown, Urgent, day_of, list_of, proof_of, text_of


@dataclass(frozen=True, slots=True)
class Author:
    """A side ("": the desk) that wrote it; several may have written the same letter."""

    side: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class LetterRow:
    """`to` empty: to the United Nations. `files`: how many, each with its SHA-256 in the act."""

    id: str
    kind: str
    about: str
    day: date | None
    languages: list[str]
    bulletin: str | None
    to: list[str]
    files: int
    written: list[Author]


@dataclass(frozen=True, slots=True)
class DueRow:
    """A letter that is not written, due by `on`."""

    kind: str
    about: str
    on: date
    late: bool
    days_over: int


@dataclass(frozen=True, slots=True)
class LettersRoom:
    """`due`: the desk's to know, the most urgent first, of `due_number`; None for others."""

    rows: list[LetterRow]
    due: list[DueRow] | None
    due_number: int
    shown: Shown
    names: dict[str, str]
    aside: list[str]


def letter_urgent(each: LetterKept) -> Urgent:
    return Urgent(each.first.at)


def letter_row(each: LetterKept) -> LetterRow:
    first = each.first
    return LetterRow(
        id=each.id,
        kind=str(first.content["kind"]),
        about=str(first.content["about"]),
        day=day_of(first, "day"),
        languages=list_of(first, "languages"),
        bulletin=text_of(first, "bulletin"),
        to=list_of(first, "to"),
        files=len(each.files),
        written=[Author(who or "", proof_of(act)) for who, act in each.acts.items()],
    )


def due_rows(found: list[Due], day: date) -> list[DueRow]:
    told = sorted(found, key=lambda each: (each.on, each.kind, each.about))
    return [
        DueRow(each.kind, each.about, each.on, each.overdue(day), max(0, (day - each.on).days))
        for each in told
    ]
