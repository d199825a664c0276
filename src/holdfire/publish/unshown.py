"""What an edition may not show, as words to look for in its files: the release gate's list.

It is read from the dataset before redaction, so that it does not rest on redaction having worked. What is
public anyway is no secret: words that the same bulletin says when nothing at all is on record, names in the
agreement and on our maps, our own words, and what the edition shows as written. Other words shorter than
LENGTH_MIN, or without a letter, are not looked for: they would be found everywhere.
"""

import ast
import dataclasses
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.assessment.counting.reading import library_unit, library_units, load_unit
from holdfire.publish.because import CASE, JUDGED, Act
from holdfire.publish.edition import Edition
from holdfire.publish.editions import SHOWS
from holdfire.publish.figures import basemap
from holdfire.publish.pseudonyms import pseudonym
from holdfire.publish.sealed import FRAMES, SealedDataset
from holdfire.publish.standing import held_reports, without_open
from holdfire.publish.visible import all_visible, visible
from holdfire.publish.wording import act_words
from holdfire.reports.act import ACT_CODES
from holdfire.reports.map_parts import CONDITIONS, WATCH_KINDS

LENGTH_MIN = 4
TEXT_MIN = 20
"""Shorter words of a source are not told from anybody's."""
TEXT_LOOKED_FOR = 40
"""So many characters of a longer text are looked for, from its start, less the word that they end in."""

SOURCE, FILE, ROW, HASH, ORIGIN, OBSERVER, PERSON, TEXT, DENIAL, OPEN = (
    "name of a source",
    "name of a raw file",
    "id as held",
    "digest of a file",
    "origin that is no party",
    "observer that has only a number here",
    "name of a person on duty",
    "words of a source or of a person on duty",
    "who denied passage, or why",
    "id of an open case or of its incident",
)

_NAMED: tuple[tuple[str, str, str], ...] = (
    (SOURCE, "reports", "source"),
    (SOURCE, "tallies", "source"),
    (SOURCE, "watch", "source"),
    (SOURCE, "incidents", "sources"),
    (SOURCE, "tallies", "relayed_by"),
    (FILE, "reports", "raw_file"),
    (FILE, "tallies", "raw_file"),
    (FILE, "watch", "raw_file"),
    (ROW, "reports", "report_id"),
    (ROW, "membership", "report_id"),
    (ROW, "incidents", "incident_id"),
    (ROW, "findings", "finding_id"),
    (ROW, "tallies", "tally_id"),
    (ROW, "watch", "watch_id"),
    (ROW, "cases", "case_id"),
    (HASH, "reports", "raw_file_sha256"),
    (HASH, "tallies", "raw_file_sha256"),
    (HASH, "watch", "raw_file_sha256"),
    (HASH, "reports", "evidence"),
    (HASH, "steps", "evidence"),
    (ORIGIN, "reports", "origin"),
    (ORIGIN, "reports", "attributed_by"),
    (ORIGIN, "incidents", "origins"),
    (ORIGIN, "incidents", "attributed_by"),
    (ORIGIN, "tallies", "origin"),
    (PERSON, "membership", "judged_by"),
    (PERSON, "cases", "opened_by"),
    (PERSON, "steps", "by"),
    (PERSON, "positions", "by"),
)
"""What no edition without source names may show: kind, table, column."""
_SAID: tuple[tuple[str, str], ...] = (
    ("reports", "text"),
    ("reports", "doubts"),
    ("incidents", "doubts"),
    ("tallies", "note"),
    ("steps", "why"),
)
"""What no edition without the sources' words may show."""
_AS_WRITTEN: tuple[tuple[str, str], ...] = (
    ("incidents", "place_as_written"),
    ("incidents", "adm1"),
    ("incidents", "adm2"),
    ("incidents", "act"),
    ("incidents", "actor"),
    ("incidents", "target"),
    ("tallies", "observer"),
    ("tallies", "origin"),
    ("tallies", "area"),
    ("tallies", "area_as_written"),
    ("tallies", "unit"),
    ("watch", "observer"),
    ("watch", "area"),
)
"""What an edition with the sources' names of places and observers shows as written."""


@dataclasses.dataclass(frozen=True, slots=True)
class Unshown:
    """A string that may not stand in the edition, and what kind of thing it is."""

    text: str
    kind: str


def unshown(dataset: SealedDataset, acts: Iterable[Act], edition: Edition) -> tuple[Unshown, ...]:
    """Every string of the dataset, and of the acts since, that this edition may not show, each once."""
    shows, seen = SHOWS[edition], all_visible(dataset)
    found: dict[str, str] = {}

    def add(kind: str, texts: Iterable[str | None], shortest: int = LENGTH_MIN) -> None:
        for text in texts:
            if text and len(text) >= shortest and any(letter.isalpha() for letter in text):
                found.setdefault(_start_of(text) if kind == TEXT else text, kind)

    if not shows.open_cases:
        add(OPEN, _open_ids(dataset, edition))
    if not shows.source_names:
        for kind, frame, column in _NAMED:
            add(kind, _texts(getattr(seen, frame), column))
        add(FILE, (name for name, _ in seen.inputs))
        add(HASH, (digest for _, digest in seen.inputs))
        add(PERSON, (act.by for act in acts if act.kind in (JUDGED, CASE)))
        add(PERSON, map(visible, dataset.centre.people))
    if not shows.source_words:
        add(TEXT, map(visible, dataset.centre.words), TEXT_MIN)
        add(OBSERVER, (*_texts(seen.tallies, "observer"), *_texts(seen.watch, "observer")))
    if not shows.report_text:
        for frame, column in _SAID:
            add(TEXT, _texts(getattr(seen, frame), column), TEXT_MIN)
        hidden = seen.positions.filter(pl.col("party").is_null()) if shows.open_cases else seen.positions
        add(TEXT, _texts(hidden, "why"), TEXT_MIN)
        add(TEXT, (act.why for act in acts), TEXT_MIN)
    if not shows.denials_by:
        people = {each.id for each in dataset.agreement.parties}
        denied_by = [each for each in _texts(seen.watch, "denied_by") if each not in people]
        add(DENIAL, [*_texts(seen.watch, "reason"), *denied_by])
    return tuple(Unshown(text, kind) for text, kind in found.items())


def _start_of(text: str) -> str:
    """What of a longer text is looked for. It ends with a whole word, so that a page that cuts the text short
    further on, or inside a word, still holds it; where that leaves too little, it ends inside a word, and
    the gate lets a string of that length go on."""
    start = text[:TEXT_LOOKED_FOR]
    if start == text or not of_word(text[TEXT_LOOKED_FOR]):
        return start
    end = TEXT_LOOKED_FOR
    while end and of_word(text[end - 1]):
        end -= 1
    while end and not of_word(text[end - 1]):
        end -= 1
    return text[:end] if end >= TEXT_MIN else start


def of_word(letter: str) -> bool:
    """Whether a letter is part of a word; "" is of none."""
    return letter.isalnum() or letter == "_"


def _open_ids(dataset: SealedDataset, edition: Edition) -> Iterator[str]:
    """Ids of open cases and of their incidents and reports, as held and as the edition would show them; not
    of what was published before the case was opened."""
    held = without_open(dataset).held_back["incident_id"].to_list()
    cases = dataset.cases.filter("is_open")["case_id"].to_list()
    for each in (*cases, *held, *sorted(held_reports(dataset))):
        yield each
        yield pseudonym(dataset.publication_key, edition, each)


def _texts(frame: pl.DataFrame, column: str) -> list[str]:
    held = frame[column].drop_nulls()
    if held.dtype == pl.List:
        held = held.explode(keep_nulls=False, empty_as_null=False)
    found: list[str] = held.unique().sort().to_list()
    return found


def open_words(dataset: SealedDataset, edition: Edition) -> Iterator[str]:
    """Text that is no secret: the agreement's, our maps', our own, and what the edition shows as written."""
    yield from _names(dataset.agreement)
    for area in dataset.units or ():
        yield from (area.id, area.name, *area.names)
    yield from (
        str(each.properties["en"]) for name in ("places", "countries") for each in basemap.layer(name)
    )
    yield from own_words()
    yield from codes_and_units()
    yield from (*dataset.counting, *_texts(dataset.findings, "rule_version"))
    yield from _texts(dataset.findings, "clause")
    shown = list(_AS_WRITTEN) if SHOWS[edition].source_words else []
    if SHOWS[edition].denials_by:
        shown += [("watch", "reason"), ("watch", "denied_by")]
    seen = all_visible(dataset)
    if SHOWS[edition].open_cases:
        yield from _texts(seen.positions.filter(pl.col("party").is_not_null()), "why")
    for frame, column in shown:
        yield from _texts(getattr(seen, frame), column)


def without_claims(dataset: SealedDataset) -> SealedDataset:
    """The same mission with nothing on record: what its bulletin says, everybody may read."""
    empty = {name: getattr(dataset, name).clear() for name in FRAMES}
    return dataclasses.replace(dataset, **empty, inputs=(), quarantined=0)


def _names(agreement: Agreement) -> Iterator[str]:
    """Names that the agreement gives: not who uses an alias, nor which source the pack cites for it."""
    for each in agreement.parties:
        yield from (each.id, each.name, *(alias.name for alias in each.aliases))
    for group in agreement.excluded:
        yield from (group.id, group.name, *(alias.name for alias in group.aliases))
    for body in agreement.bodies:
        yield from (body.id, body.name)
    for zone in agreement.zones:
        yield from (zone.id, zone.name, *(version.id for version in zone.versions))


@cache
def own_words() -> tuple[str, ...]:
    """The words that our own code puts into bulletins: its strings, without those that document it."""
    found: set[str] = set()
    for part in ("publish", "trends", "registers", "assessment", "centre"):
        for path in _modules(resources.files("holdfire") / part):
            tree = ast.parse(path.read_text("utf-8"))
            said = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                    found.add(node.value)
    return tuple(sorted(found))


@cache
def codes_and_units() -> tuple[str, ...]:
    """Our codes of acts and of watch as a bulletin prints them, and what the units of the library count."""
    counted = tuple(word for name in library_units() for word in (name, load_unit(library_unit(name)).counts))
    return (
        *sorted(ACT_CODES),
        *map(act_words, sorted(ACT_CODES)),
        *sorted(WATCH_KINDS | CONDITIONS),
        *counted,
    )


def _modules(folder: Traversable) -> Iterator[Traversable]:
    for path in folder.iterdir():
        if path.is_dir():
            yield from _modules(path)
        elif path.name.endswith(".py"):
            yield path
