"""A draft as the desk reads it: every sentence and cell with the incidents behind it.

An edition that names no source shows ids of its own; the desk, which holds the key, is led to the true ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.mission.issuing import Draft
from holdfire.publish.edition import Edition
from holdfire.publish.editions import SHOWS
from holdfire.publish.figure import Figure
from holdfire.publish.gate import LEAKS_TOLD_MAX, NO_FINDING, NO_NUMBER, Leak
from holdfire.publish.layout import Bullets, Grid, Section, Sentence
from holdfire.publish.pseudonyms import pseudonym
from holdfire.web.held import Held

BEHIND_MOST, ROWS_MOST = 40, 100
Names = Mapping[str, str]
"""The id under which the edition shows an incident or a finding, and the incident that it is of."""


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a sentence: words, or a number with its unit, its reason, and who counted."""

    text: str
    unit: str | None = None
    why: str | None = None
    observer: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, the first incidents behind its numbers, and how many there are in all. `others`: what else
    was counted in it, such as tallies and entries of watch."""

    parts: list[Said]
    incidents: list[str]
    number: int
    others: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the draft: its first rows; `number` in all."""

    caption: str
    head: list[str]
    rows: list[list[Line]]
    number: int
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the draft."""

    number: int
    title: str
    lines: list[Line]
    tables: list[Table]


@dataclass(frozen=True, slots=True)
class Check:
    """What was checked before release, over how many things, and what was found: nothing, if it passed."""

    name: str
    passed: bool
    number: int
    found: list[str]


def checks_of(draft: Draft) -> list[Check]:
    """The release gate's three checks, and whether every file could be made."""
    looked = draft.looked
    figures = len(draft.bulletin.figures)
    return [
        _check("unshown", looked.looked_for, looked.unshown),
        _check("founded", len(draft.bulletin.annex), looked.of(NO_FINDING)),
        _check("numbers", figures, looked.of(NO_NUMBER)),
        Check(
            "made",
            not draft.omitted,
            len(draft.content),
            [f"{name}: {why}" for name, why in sorted(draft.omitted.items())],
        ),
    ]


def _check(name: str, number: int, found: tuple[Leak, ...]) -> Check:
    told = [str(each) for each in found[:LEAKS_TOLD_MAX]]
    more = [f"and {len(found) - LEAKS_TOLD_MAX} more"] if len(found) > LEAKS_TOLD_MAX else []
    return Check(name, not found, number, told + more)


def names_in(held: Held, edition: Edition) -> Names:
    """What each incident and finding is called in that edition."""

    def read() -> dict[str, str]:
        own = {each: each for each in held.incidents["incident_id"].to_list()}
        pairs = held.findings.select("finding_id", "incident_id").iter_rows()
        own |= {finding: incident for finding, incident in pairs if incident in own}
        if SHOWS[edition].source_names:
            return own
        key = held.mission.settings.publication_key
        return {pseudonym(key, edition, name): incident for name, incident in own.items()}

    return held.part(f"names-{edition}", ("incidents", "findings", "settings"), read)


def parts_of(draft: Draft, names: Names) -> list[Part]:
    """The draft section by section."""
    return [_part(each, names) for each in draft.bulletin.sections]


def _part(section: Section, names: Names) -> Part:
    lines, tables = [], []
    for block in section.blocks:
        match block:
            case Sentence():
                lines.append(_line(block, names))
            case Bullets():
                lines += [_line(each, names) for each in block.sentences]
            case Grid():
                tables.append(_table(block, names))
            case _:
                pass  # drawings are seen in the document itself
    return Part(section.number, section.title, lines, tables)


def _table(grid: Grid, names: Names) -> Table:
    rows = [[_line(cell, names) for cell in row] for row in grid.rows[:ROWS_MOST]]
    return Table(grid.caption, list(grid.head), rows, len(grid.rows), grid.note)


def _line(sentence: Sentence, names: Names) -> Line:
    figures = [each for each in sentence.parts if isinstance(each, Figure)]
    ids = dict.fromkeys(one for each in figures for one in each.ids)
    for each in sentence.parts:
        if isinstance(each, str):
            ids |= dict.fromkeys(word for word in each.split(", ") if word in names)
    found = list(dict.fromkeys(names[one] for one in ids if one in names))
    others = sum(1 for one in ids if one not in names)
    return Line([_said(each) for each in sentence.parts], found[:BEHIND_MOST], len(found), others)


def _said(part: str | Figure) -> Said:
    if isinstance(part, str):
        return Said(part)
    return Said(part.text, part.unit, part.why or None, part.observer)
