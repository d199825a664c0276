"""From the official texts of a page to their provisions."""

import re

from holdfire.documents.field import Field, Passage, quoted
from holdfire.documents.page import Page
from holdfire.documents.provisions.bound import asked_by, bound_by, speaker_of_text
from holdfire.documents.provisions.force import force_of_parts, parts_of
from holdfire.documents.provisions.instruments import named_in
from holdfire.documents.provisions.points import Point, front_of, points_of
from holdfire.documents.provisions.provision import Instrument, Provision
from holdfire.documents.provisions.terms import deadline_of, term_of
from holdfire.documents.provisions.zones import zones_in


def provisions_of(page: Page) -> tuple[Provision, ...]:
    """Every numbered point of every official text, in order."""
    found: list[Provision] = []
    for section in sorted({block.section for block in page.blocks if block.section}):
        front = front_of(page, section)
        makers = speaker_of_text(page, front)
        named = [each for each in named_in(page, None) if each.section == section]
        found += (_provision(page, each, makers, named) for each in points_of(page, section))
    return tuple(found)


def _provision(page: Page, point: Point, makers: tuple[Field, ...], named: list[Instrument]) -> Provision:
    parts = parts_of(page.text, point.words, page.language)
    force = force_of_parts(parts)
    kind = str(force.value)
    number = Field(point.number, point.number_passages, "the number in front of the point", 0.98)
    inside = [each for each in named if each.title.passages and each.title.passages[0].within(point.words)]
    term = term_of(page, point.words, point.section, named) if kind == "term" else None
    return Provision(
        number=number,
        words=quoted(page.text, point.words, "the point without its number", 0.98),
        section=point.section,
        force=force,
        parts=parts,
        bound=bound_by(page, point.words, kind, makers),
        addressees=asked_by(page, point.words) if kind == "request" else (),
        subjects=subjects_in(page, point.words),
        zones=tuple(zones_in(page, point.words)),
        deadline=deadline_of(page, point.words),
        references=tuple(each.title for each in inside),
        term=term,
    )


def subjects_in(page: Page, words: Passage) -> tuple[Field, ...]:
    """What a point is about, by the words of the table of subjects."""
    table = page.language.tables["subjects"]
    assert isinstance(table, dict)
    found = []
    for subject, known in table.items():
        pattern = re.compile(
            rf"(?<!\w)(?:{'|'.join(re.escape(each) for each in known)})(?!\w)", re.IGNORECASE
        )
        match = pattern.search(page.text, words.start, words.end)
        if match:
            found.append(
                Field(str(subject), (Passage(*match.span()),), "a word of the table of subjects", 0.7)
            )
    return tuple(found)
