"""A page as far as it is read: its blocks, sentences, dates, names. What facts are found in is all here."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from holdfire.documents.blocks.block import BODY, DATELINE, OFFICIAL, QUOTE, SPEAKING, TITLE, Block
from holdfire.documents.blocks.telling import blocks_of
from holdfire.documents.dates.anchoring import Anchor, nearest_full, resolved
from holdfire.documents.dates.published import anchor_of, day_of_section, published
from holdfire.documents.dates.written import Written, find_written
from holdfire.documents.field import Field, Passage, those_within
from holdfire.documents.language import Language
from holdfire.documents.names.lexicon import Mention, lexicon
from holdfire.documents.names.officials import Officials, find_officials
from holdfire.documents.sentences import sentences
from holdfire.documents.source_text import SourceText

_BEFORE_MAX = 12
"""Expressions of time before one that are looked at for its year."""
_REACH = 400
"""Code points between a date with its year and one that borrows it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the number of its block."""

    passage: Passage
    block: int
    kind: str
    section: int


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression of time with what it may mean, where it stands."""

    written: Written
    field: Field
    block: int


class Page:
    """One document. Nothing is read before it is asked for, and nothing twice."""

    def __init__(self, source: SourceText, language: Language, published_by_user: date | None = None) -> None:
        self.source = source
        self.text = source.text
        self.language = language
        self.blocks: tuple[Block, ...] = blocks_of(source, language)
        self.published = published(self.text, self.blocks, source.told, language, published_by_user)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Of the blocks that facts are read out of, in the order of the text."""
        return tuple(
            Sentence(passage, index, block.kind, block.section)
            for index, block in enumerate(self.blocks)
            if block.kind in SPEAKING
            for passage in sentences(self.text, block.passage)
        )

    @cached_property
    def mentions(self) -> list[Mention]:
        """Names of states, bodies, groups and towns there."""
        return [
            each
            for block in self.blocks
            if block.kind in SPEAKING
            for each in lexicon().mentions(self.text, block.passage)
        ]

    @cached_property
    def officials(self) -> Officials:
        passages = [block.passage for block in self.blocks if block.kind in (TITLE, BODY, OFFICIAL, QUOTE)]
        return find_officials(self.text, passages, self.mentions, self.language)

    @cached_property
    def days_of_sections(self) -> dict[int, Field]:
        """The day of each official text on the page."""
        found = {
            section: day_of_section(self.text, self.blocks, section, self.language)
            for section in {block.section for block in self.blocks if block.section}
        }
        return {section: each for section, each in found.items() if each is not None}

    def anchor(self, section: int) -> Anchor | None:
        """What dates are resolved against: in an official text its own day, else the day of publication."""
        own = self.days_of_sections.get(section)
        return anchor_of(own, "the text's own day") if own else anchor_of(self.published)

    @cached_property
    def dates(self) -> tuple[Dated, ...]:
        """Every expression of time in the blocks that speak and on datelines."""
        found: list[Dated] = []
        for index, block in enumerate(self.blocks):
            if block.kind not in SPEAKING and block.kind != DATELINE:
                continue
            told = list(find_written(self.text, block.passage, self.language))
            parts = sentences(self.text, block.passage)
            for place, each in enumerate(told):
                holding = bisect_right(parts, each.passage.start, key=lambda part: part.start) - 1
                fits = holding >= 0 and each.passage.within(parts[holding])
                sentence = parts[holding] if fits else block.passage
                before = nearest_full(told[max(0, place - _BEFORE_MAX) : place], each.passage.start, _REACH)
                anchor = self.anchor(block.section)
                field = resolved(self.text, each, sentence, anchor, before, self.language)
                found.append(Dated(each, field, index))
        return tuple(found)

    def dates_in(self, passage: Passage) -> list[Dated]:
        return those_within(self.dates, passage, lambda each: each.written.passage)

    def mentions_in(self, passage: Passage) -> list[Mention]:
        return those_within(self.mentions, passage, lambda each: each.passage)
