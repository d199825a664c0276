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
from holdfire.publish.because import CASE, JUDGED, Act
from holdfire.publish.editions import SHOWS, Edition
from holdfire.publish.figures import basemap
from holdfire.publish.pseudonyms import pseudonym
from holdfire.publish.sealed import FRAMES, SealedDataset
from holdfire.publish.standing import open_reports
from holdfire.publish.visible import all_visible

LENGTH_MIN = 4
TEXT_MIN = 20
"""Shorter words of a source are not told from anybody's."""
TEXT_LOOKED_FOR = 40
"""So many characters of a longer text are looked for, from its start."""

SOURCE, FILE, ROW, HASH, ORIGIN, PERSON, TEXT, DENIAL, OPEN = (
    "name of a source",
    "name of a raw file",
    "id as held",
    "digest of a file",
    "origin that is no party",
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
                found.setdefault(text[:TEXT_LOOKED_FOR] if kind == TEXT else text, kind)

    if not shows.open_cases:
        add(OPEN, _open_ids(dataset, edition))
    if not shows.source_names:
        for kind, frame, column in _NAMED:
            add(kind, _texts(getattr(seen, frame), column))
        add(FILE, (name for name, _ in seen.inputs))
        add(HASH, (digest for _, digest in seen.inputs))
        add(PERSON, (act.by for act in acts if act.kind in (JUDGED, CASE)))
    if not shows.report_text:
        for frame, column in _SAID:
            add(TEXT, _texts(getattr(seen, frame), column), TEXT_MIN)
        add(TEXT, (act.why for act in acts), TEXT_MIN)
    if not shows.denials_by:
        people = {each.id for each in dataset.agreement.parties}
        denied_by = [each for each in _texts(seen.watch, "denied_by") if each not in people]
        add(DENIAL, [*_texts(seen.watch, "reason"), *denied_by])
    return tuple(Unshown(text, kind) for text, kind in found.items())


def _open_ids(dataset: SealedDataset, edition: Edition) -> Iterator[str]:
    """Ids of open cases and of their incidents and reports, as held and as the edition would show them."""
    open_ = open_reports(dataset.cases)
    touched = pl.col("report_ids").list.eval(pl.element().is_in(list(open_))).list.any()
    held = dataset.incidents.filter(touched)["incident_id"].to_list()
    for each in (*dataset.cases.filter("is_open")["case_id"].to_list(), *held, *sorted(open_)):
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
    yield from (str(town.properties["en"]) for town in basemap.layer("places"))
    yield from own_words()
    shown = list(_AS_WRITTEN) if SHOWS[edition].source_words else []
    if SHOWS[edition].denials_by:
        shown += [("watch", "reason"), ("watch", "denied_by"), ("positions", "why")]
    seen = all_visible(dataset)
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


def _modules(folder: Traversable) -> Iterator[Traversable]:
    for path in folder.iterdir():
        if path.is_dir():
            yield from _modules(path)
        elif path.name.endswith(".py"):
            yield path
