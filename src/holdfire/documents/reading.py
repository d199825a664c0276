"""The reading of one document: everything that was found on its page, each field with what it rests on."""

import re
from dataclasses import dataclass, replace
from datetime import date

from holdfire.documents.field import Field
from holdfire.documents.language import Language, language
from holdfire.documents.meetings.gathering import meetings_of
from holdfire.documents.meetings.meeting import Meeting
from holdfire.documents.names.rows import actors_in
from holdfire.documents.page import Page
from holdfire.documents.proposals.proposal import NO_PROPOSALS, Proposals
from holdfire.documents.provisions.instruments import instruments_of
from holdfire.documents.provisions.provision import Instrument, Provision
from holdfire.documents.provisions.reading import provisions_of
from holdfire.documents.source_text import SourceText
from holdfire.documents.statements.finding import statements_of
from holdfire.documents.statements.statement import Statement
from holdfire.documents.tallies import Claim, Tally, claims_of, tallies_of
from holdfire.errors import Fault

_LOOKED_AT, _WORDS_MIN, _SHARE_MIN = 20_000, 12, 0.15


@dataclass(frozen=True)
class Reading:
    """One document with all that was read out of it. `actors` are those named, each once. `proposals` are not
    read by rules: a user's own endpoint makes them, if one is asked."""

    page: Page
    meetings: tuple[Meeting, ...]
    instruments: tuple[Instrument, ...]
    provisions: tuple[Provision, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    tallies: tuple[Tally, ...]
    actors: tuple[Field, ...]
    proposals: Proposals = NO_PROPOSALS

    @property
    def name(self) -> str:
        return self.page.source.name


def read(source: SourceText, published: date | None = None, tables: Language | None = None) -> Reading:
    """Read a document. `published` is its day of publication where a user knows it; none is looked up."""
    known = tables or language()
    page = Page(_told_if_foreign(source, known), known, published)
    statements = statements_of(page.text, page.blocks, page.officials, page.mentions, page.language)
    return Reading(
        page=page,
        meetings=meetings_of(page),
        instruments=instruments_of(page),
        provisions=provisions_of(page),
        statements=statements,
        claims=claims_of(page, statements),
        tallies=tallies_of(page),
        actors=_actors(page),
    )


def _told_if_foreign(source: SourceText, tables: Language) -> SourceText:
    """The source, with a fault where its text is hardly in the language of the tables: what is not found in
    it may all the same be there."""
    words = re.findall(r"[^\W\d_]+", source.text[:_LOOKED_AT])
    known = set(tables.words("stop_words"))
    share = sum(1 for word in words if word.lower() in known) / len(words) if words else 0.0
    if len(words) < _WORDS_MIN or share >= _SHARE_MIN:
        return source
    told = f"{share:.0%} of its words are the commonest of the language {tables.code!r}"
    what = f"{told}; in such a text a third is."
    advice = "It may be in another language, in which little of it is found. Read a translation, and say so."
    return replace(source, faults=(*source.faults, Fault(f"{source.name}:1", what, advice, "warning")))


def _actors(page: Page) -> tuple[Field, ...]:
    found: dict[object, Field] = {}
    for sentence in page.sentences:
        for each in actors_in(page, sentence.passage, excluded=True):
            found.setdefault(each.value, each)
    return tuple(found.values())
