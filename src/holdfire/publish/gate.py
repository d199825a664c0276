"""The release gate: the last look at a bulletin's files before any is written, edition by edition.

Redaction runs first and should leave nothing to find; the gate does not trust it. It looks for what the
edition may not show (unshown.py), for anything called a breach that no finding and no endorsed case calls
so, and for numbers that lack what makes them one. A bulletin with a leak is not issued.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from holdfire.errors import PublishError
from holdfire.publish.because import Act
from holdfire.publish.bulletin import Bulletin, compose
from holdfire.publish.editions import SHOWS
from holdfire.publish.figure import Figure
from holdfire.publish.figures.map_figure import map_svg
from holdfire.publish.html import bulletin_html
from holdfire.publish.layout import Block, Bullets, Grid, Section, Sentence
from holdfire.publish.machine import bulletin_json
from holdfire.publish.pdf import _plain as words_of_pdf
from holdfire.publish.places_geojson import annex_geojson
from holdfire.publish.pseudonyms import pseudonym
from holdfire.publish.published import BREACH
from holdfire.publish.sealed import SealedDataset
from holdfire.publish.unshown import (
    TEXT_LOOKED_FOR,
    Unshown,
    of_word,
    open_words,
    unshown,
    without_claims,
)

LEAKS_TOLD_MAX = 12
AROUND = 40
"""Characters told on each side of a leak."""

NO_FINDING, NO_NUMBER = "breach without a finding", "number without what makes it one"
_BREACH_WORDS = re.compile(r"(?<!no )\b(breach|violat)\w*", re.IGNORECASE)
_ID = re.compile(r"\b(?:[a-z]-[0-9a-f]{20}|[0-9a-f]{64})\b")
"""Ids and digests as Holdfire makes them; others are looked for like words."""
_ESCAPES = (
    *((mark, "") for mark in ('"', "'", "\\", "&#34;", "&#39;", "&quot;", "&#x27;")),
    *(("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")),
)
"""What is taken off texts and off what is looked for: escapes of JSON, CSV and HTML."""
JSON_WORDS = ("true", "false", "null")
_OUR_NUMBERS = re.compile(r"(?:source|origin|observer|area|bulletin|unit of count|open case) \d+")
"""What redaction calls those whom it does not name; a source of that very name is not given away by it."""
_SENTENCE_END = re.compile(r"[;.]")


@dataclass(frozen=True, slots=True)
class Leak:
    """What kind of thing stands in which file, and the words around it; `secret` is the string itself."""

    kind: str
    file: str
    near: str
    secret: str = ""

    def __str__(self) -> str:
        return f"{self.kind} in {self.file}: …{self.near}…"


@dataclass(frozen=True, slots=True)
class Looked:
    """What the gate looked for, how many numbers it held against the rule, and what it found."""

    looked_for: int
    numbers: int
    leaks: tuple[Leak, ...]

    def of(self, *kinds: str) -> tuple[Leak, ...]:
        return tuple(each for each in self.leaks if each.kind in kinds)

    @property
    def unshown(self) -> tuple[Leak, ...]:
        """Those that the edition may not show."""
        return tuple(each for each in self.leaks if each.kind not in (NO_FINDING, NO_NUMBER))


def looked_through(
    bulletin: Bulletin, content: Mapping[str, bytes], dataset: SealedDataset, acts: Iterable[Act] = ()
) -> Looked:
    """Everything that the gate finds in these files, the first of each kind first.

    `dataset` is the one before redaction, `acts` are those that may explain corrigenda, as held.
    """
    secrets = unshown(dataset, acts, bulletin.edition)
    found = leaked(_texts(bulletin, content), secrets)
    if found:
        public = _public(bulletin, dataset, [each.secret for each in found])
        found = [each for each in found if each.secret not in public]
    leaks = [*found, *unfounded(bulletin, dataset), *bare(bulletin)]
    return Looked(len(secrets), len(bulletin.figures), tuple(_first_of_each_kind(leaks)))


def refuse_leaks(
    bulletin: Bulletin, content: Mapping[str, bytes], dataset: SealedDataset, acts: Iterable[Act] = ()
) -> int:
    """Raise PublishError naming each leak; else how many strings were looked for."""
    looked = looked_through(bulletin, content, dataset, acts)
    refuse(bulletin, looked)
    return looked.looked_for


def refuse(bulletin: Bulletin, looked: Looked) -> None:
    """Raise PublishError where the gate found anything."""
    leaks = looked.leaks
    if leaks:
        more = f"; and {len(leaks) - LEAKS_TOLD_MAX} more" if len(leaks) > LEAKS_TOLD_MAX else ""
        told = "; ".join(str(each) for each in leaks[:LEAKS_TOLD_MAX])
        raise PublishError(
            f"Bulletin {bulletin.number}, {bulletin.edition} edition, may not be released: {told}{more}.",
            "Nothing was written. If these words are public, docs/bulletin.md says what makes them so; else "
            "report this as a defect of redaction, and issue the other editions meanwhile.",
        )


def _first_of_each_kind(leaks: Sequence[Leak]) -> list[Leak]:
    """The leaks, the first of each kind before every second one, so that no kind hides behind another."""
    seen: Counter[str] = Counter()
    placed = []
    for leak in leaks:
        placed.append((seen[leak.kind], leak))
        seen[leak.kind] += 1
    return [leak for _, leak in sorted(placed, key=lambda each: each[0])]


def _public(bulletin: Bulletin, dataset: SealedDataset, found: Sequence[str]) -> frozenset[str]:
    """Those of the strings that are public anyway: words that the same bulletin says with nothing on record,
    names of the agreement and of our maps, our own words, and what the edition shows as written."""
    quiet = compose(without_claims(dataset), bulletin.day, bulletin.edition)
    blank = (bulletin_html(quiet, map_svg(quiet)), bulletin_json(quiet), annex_geojson(quiet))
    words = [*(each.decode() for each in blank), *JSON_WORDS, *open_words(dataset, bulletin.edition)]
    numbers = [each for each in found if _OUR_NUMBERS.fullmatch(each.lower())]
    return frozenset([*numbers, *(secret for _, secret, _ in _found({"": "\n".join(words)}, found))])


def _texts(bulletin: Bulletin, content: Mapping[str, bytes]) -> dict[str, str]:
    """The text of each file; of a PDF, which is packed, the words that it is set from."""
    texts = {name: made.decode("utf-8-sig") for name, made in content.items() if not name.endswith(".pdf")}
    packed = [name for name in content if name.endswith(".pdf")]
    return texts | {name: json.dumps(words_of_pdf(bulletin), ensure_ascii=False) for name in packed}


def leaked(texts: Mapping[str, str], secrets: Collection[Unshown]) -> list[Leak]:
    """Every secret that stands in a text as whole words, whatever their case, once a file."""
    kinds = {each.text: each.kind for each in secrets}
    return [Leak(kinds[secret], name, near, secret) for name, secret, near in _found(texts, list(kinds))]


def _found(texts: Mapping[str, str], wanted: Sequence[str]) -> list[tuple[str, str, str]]:
    """Which of the wanted strings stand in which text as whole words, with the words around the first.

    Escapes of HTML, JSON and CSV are taken off both sides. Ids and digests are read off the text and looked
    up; all other strings are looked for in one pass over every text (Aho-Corasick).
    """
    if not wanted:
        return []
    sought: dict[str, list[str]] = {}
    for each in wanted:
        sought.setdefault(_bare(each), []).append(each)
    plain = {name: _bare(text) for name, text in texts.items()}
    words = [each for each in sought if not _ID.fullmatch(each)]
    rows = pl.Series(list(plain.values()), dtype=pl.String)
    hits = (
        rows.str.extract_many(words, overlapping=True).list.unique().to_list() if words else [[]] * len(rows)
    )
    ids = rows.str.extract_all(_ID.pattern).list.unique().to_list()
    found = []
    for (name, text), *hit in zip(plain.items(), hits, ids, strict=True):
        for one in sorted(sought.keys() & set(hit[0]).union(hit[1])):
            if near := _whole(text, one, max(map(len, sought[one])) >= TEXT_LOOKED_FOR):
                found += [(name, each, near) for each in sought[one]]
    return found


def _whole(text: str, word: str, may_go_on: bool = False) -> str:
    """The words around the first place where the word stands whole, or begins a longer one where it
    `may_go_on`; "" where it never does."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (of_word(text[at - 1 : at]) or (of_word(text[end : end + 1]) and not may_go_on)):
            return " ".join(text[max(0, at - AROUND) : end + AROUND].split())
        at = text.find(word, at + 1)
    return ""


def _bare(text: str) -> str:
    """In small letters, without quotation marks and backslashes, and with HTML's escapes undone."""
    for escaped, letter in _ESCAPES:
        text = text.replace(escaped, letter)
    return text.lower()


def unfounded(bulletin: Bulletin, dataset: SealedDataset) -> Iterator[Leak]:
    """Incidents that the bulletin calls a breach although no finding and no endorsed case says so."""
    founded = _breaches(bulletin, dataset)
    for row in bulletin.annex:
        said = (row.verdict, *(each.verdict for each in row.findings))
        if BREACH in said and row.incident_id not in founded:
            yield Leak(NO_FINDING, "Annex A or B", f"incident {row.number}, {row.incident_id}: {row.verdict}")
    for section in bulletin.sections:
        for words, figure in _called_breach(section):
            if strange := [each for each in figure.ids if each.startswith("i-") and each not in founded]:
                yield Leak(NO_FINDING, f"section {section.title}", f"{words} {figure.text} ({strange[0]})")
    for each in bulletin.corrigenda.changes:
        if each.field == "verdict" and each.after == BREACH and not founded.intersection(each.ids):
            yield Leak(NO_FINDING, "section Corrigenda", f"{each.ids[-1]}: {each.after}")


def _breaches(bulletin: Bulletin, dataset: SealedDataset) -> frozenset[str]:
    """Incidents found to be a breach, or of an endorsed case, by the edition's own ids."""
    held = set(dataset.findings.filter(pl.col("verdict") == BREACH)["incident_id"].to_list())
    endorsed = dataset.cases.filter(pl.col("outcome") == "endorsed")["report_ids"].to_list()
    reports = [each for listed in endorsed for each in listed]
    own = dataset.membership.filter(pl.col("report_id").is_in(reports))["incident_id"].to_list()
    ids = held.union(own)
    if SHOWS[bulletin.edition].source_names:
        return frozenset(ids)
    return frozenset(pseudonym(dataset.publication_key, bulletin.edition, each) for each in ids)


def _called_breach(section: Section) -> Iterator[tuple[str, Figure]]:
    """Figures that the words before them, or the head of their column, call breaches or violations."""
    for block in section.blocks:
        for sentence in _sentences(block):
            before = ""
            for part in sentence.parts:
                if isinstance(part, str):
                    before = _SENTENCE_END.split(part)[-1]
                elif _BREACH_WORDS.search(before):
                    yield before.strip(), part
        if isinstance(block, Grid):
            named = [place for place, head in enumerate(block.head) if _BREACH_WORDS.search(head)]
            for row in block.rows:
                for place in named:
                    figures = (part for part in row[place].parts if isinstance(part, Figure))
                    yield from ((block.head[place], each) for each in figures)


def _sentences(block: Block) -> tuple[Sentence, ...]:
    match block:
        case Sentence():
            return (block,)
        case Bullets():
            return block.sentences
        case Grid():
            return tuple(cell for row in block.rows for cell in row)
    return ()


def bare(bulletin: Bulletin) -> Iterator[Leak]:
    """Numbers without unit, observer, rule or map, and numbers not known without a reason."""
    for number, figure in enumerate(bulletin.figures, start=1):
        made_of = {"unit": figure.unit, "observer": figure.observer, "rule": figure.rule, "map": figure.map}
        lacking = [name for name, value in made_of.items() if not value.strip()]
        lacking += ["why it is not known"] if figure.value is None and not figure.why.strip() else []
        if lacking:
            yield Leak(NO_NUMBER, f"figure {number}", f"{figure.text} lacks {', '.join(lacking)}")
