"""Words between quotation marks, also where the two marks are of different kinds («...").

A mark that may open or close is read by its neighbours: what stands before a letter opens. A quotation that
nothing closes ends with its paragraph.
"""

import re
from dataclasses import dataclass

from holdfire.documents.field import Passage

_OPEN, _CLOSE, _EITHER = "“«„‘", "”»’", '"“”'
_STRICT_OPEN, _STRICT_CLOSE = "“«„", "”»"
_MARK = re.compile(f'[{_STRICT_OPEN}{_STRICT_CLOSE}"]')
QUOTED_MIN = 2


@dataclass(frozen=True, slots=True)
class Quoted:
    """`outer` with its marks, `inner` without. `closed`: both marks are there."""

    outer: Passage
    inner: Passage
    closed: bool


def quoted_in(text: str, within: Passage) -> list[Quoted]:
    """The quotations of one paragraph, in order, none within another."""
    found: list[Quoted] = []
    opened = -1
    for mark in _MARK.finditer(text, within.start, within.end):
        at, letter = mark.start(), mark.group()
        if opened < 0:
            if letter in _STRICT_OPEN or (letter == '"' and _opens(text, at, within)):
                opened = at
        elif letter in _STRICT_CLOSE or (letter == '"' and not _opens(text, at, within)):
            if at - opened - 1 >= QUOTED_MIN:
                found.append(Quoted(Passage(opened, at + 1), Passage(opened + 1, at), True))
            opened = -1
        elif letter in _STRICT_OPEN:
            opened = at  # the one before was never closed
    if opened >= 0 and within.end - opened > 20:
        found.append(Quoted(Passage(opened, within.end), Passage(opened + 1, within.end), False))
    return found


def _opens(text: str, at: int, within: Passage) -> bool:
    before = text[at - 1] if at > within.start else " "
    after = text[at + 1] if at + 1 < within.end else " "
    return (before.isspace() or before in "([—–-") and not after.isspace()


def outside(passage: Passage, quotations: list[Quoted]) -> bool:
    """Whether a passage stands in none of these."""
    return not any(each.outer.start <= passage.start < each.outer.end for each in quotations)
