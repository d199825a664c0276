"""The reading of one document: everything that was found on its page, each field with what it rests on."""

from dataclasses import dataclass
from datetime import date

from holdfire.documents.field import Field
from holdfire.documents.language import Language, language
from holdfire.documents.meetings.gathering import meetings_of
from holdfire.documents.meetings.meeting import Meeting
from holdfire.documents.names.rows import actors_in
from holdfire.documents.page import Page
from holdfire.documents.provisions.instruments import instruments_of
from holdfire.documents.provisions.provision import Instrument, Provision
from holdfire.documents.provisions.reading import provisions_of
from holdfire.documents.source_text import SourceText
from holdfire.documents.statements.finding import statements_of
from holdfire.documents.statements.statement import Statement
from holdfire.documents.tallies import Claim, Tally, claims_of, tallies_of


@dataclass(frozen=True)
class Reading:
    """One document with all that was read out of it. `actors` are those named, each once."""

    page: Page
    meetings: tuple[Meeting, ...]
    instruments: tuple[Instrument, ...]
    provisions: tuple[Provision, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    tallies: tuple[Tally, ...]
    actors: tuple[Field, ...]

    @property
    def name(self) -> str:
        return self.page.source.name


def read(source: SourceText, published: date | None = None, tables: Language | None = None) -> Reading:
    """Read a document. `published` is its day of publication where a user knows it; none is looked up."""
    page = Page(source, tables or language(), published)
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


def _actors(page: Page) -> tuple[Field, ...]:
    found: dict[object, Field] = {}
    for sentence in page.sentences:
        for each in actors_in(page, sentence.passage, excluded=True):
            found.setdefault(each.value, each)
    return tuple(found.values())
