"""Letters that were written: of what kind, on what, with the SHA-256 of each file; and by which parties.

The same letter may be written by several parties, each at its own node: its files are the same, and so its
id is; who has written it stands by it. A letter is no part of the root of the centre, since bulletins rest on
that, and letters rest on bulletins.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfire.centre.act import Act, Objection
from holdfire.centre.fold import Ground, Module
from holdfire.centre.form import Field, Form, day, identity, many, one_of, sha256, text

WRITTEN = "letter written"
DAILY, TERM, NOTICE = "daily", "term", "notice"
KINDS = (DAILY, TERM, NOTICE)
_FILE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def _files(value: object) -> str:
    fits = isinstance(value, Mapping) and 0 < len(value) <= 64
    if fits:
        assert isinstance(value, Mapping)
        fits = all(_FILE.fullmatch(str(name)) and not sha256(told) for name, told in value.items())
    return "" if fits else "must name files by their SHA-256"


FORMS = {
    WRITTEN: Form(
        WRITTEN,
        "A letter was written, with these files.",
        {
            "id": Field(identity, "Made of its kind, its subject and its content."),
            "kind": Field(one_of(*KINDS), f"One of: {', '.join(KINDS)}."),
            "about": Field(text, "The day, the term or the subject."),
            "day": Field(day, "The day as of which it is written."),
            "languages": Field(many(identity, 16), "The languages it is written in."),
            "bulletin": Field(text, "The bulletin that it rests on.", "it rests on the record alone"),
            "sealed": Field(sha256, "SHA-256 of that bulletin's dataset.", "it rests on the record alone"),
            "to": Field(many(text, 64), "To whom.", "to the United Nations"),
            "folder": Field(text, "Where the files are, within the author's mission."),
            "files": Field(_files, "SHA-256 of each file by its name."),
        },
    )
}


@dataclass(slots=True)
class LetterKept:
    """A letter as its acts have it; `acts` by who wrote it (None: the desk), in their order."""

    first: Act
    acts: dict[str | None, Act] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.first.content["id"])

    @property
    def files(self) -> Mapping[str, str]:
        told = self.first.content["files"]
        assert isinstance(told, Mapping)
        return {str(name): str(value) for name, value in told.items()}

    def said(self, name: str) -> object:
        return self.first.content.get(name)


@dataclass(slots=True)
class Letters:
    """Every letter by its id, in their order."""

    letters: dict[str, LetterKept] = field(default_factory=dict)

    def of(self, kind: str, about: str) -> list[LetterKept]:
        """Those of that kind on that subject."""
        return [
            each for each in self.letters.values() if (each.said("kind"), each.said("about")) == (kind, about)
        ]


def _object(state: Letters, act: Act, ground: Ground) -> Objection | None:
    name = str(act.content["id"])
    known = state.letters.get(name)
    if known is None:
        return None
    if known.files != act.content["files"]:
        what = f"There is a letter {name} with other files."
        return Objection("files", what, "Its id is made of its content: one of the two was changed.")
    if act.speaker in known.acts:
        what = f"{act.speaker or 'The desk'} wrote the letter {name} before."
        return Objection("double", what, "holdfire letter list tells where it is.")
    return None


def _take(state: Letters, act: Act, ground: Ground) -> None:
    known = state.letters.setdefault(str(act.content["id"]), LetterKept(act))
    known.acts[act.speaker] = act


def _as_map(state: Letters) -> dict[str, object]:
    return {
        name: {"files": dict(each.files), "by": [str(who) for who in each.acts]}
        for name, each in state.letters.items()
    }


LETTERS = Module(
    "letters",
    "Which letters were written, and by whom.",
    FORMS,
    Letters,
    _object,
    _take,
    _as_map,
)
