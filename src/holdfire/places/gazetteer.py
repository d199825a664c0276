"""Gazetteer: from a name, in whatever script and spelling, to the places it may mean.

The answer is always a list with scores and reasons. Homonyms all come back: which of the four
villages called Duma is meant is for the report's other facts, or for a person, to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from holdfire.places.names import Spelling, alternatives, bracketed, spelling
from holdfire.places.point import Point

_LONG = str.maketrans("wy", "ui")
_closeness = Levenshtein.normalized_similarity
_IN_BRACKETS = 0.6
"""What stands in brackets is a district as often as a name, so it weighs less."""

CLOSE_FROM = 0.72
"""Below this likeness of sounds two names are not put side by side at all."""


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A populated place. `id` is unique in its `source` ("C4181" of OCHA, "168325" of GeoNames).

    `population` is None where not known; the sources write 0 for that. `names` are further names.
    """

    id: str
    name: str
    point: Point
    source: str
    country: str | None = None
    adm1: str | None = None
    population: int | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean: by which of its names, how surely (0 to 1), and why in words."""

    entry: PlaceEntry
    matched_name: str
    score: float
    why: str


class Gazetteer:
    """Places that can be found by name. The order of `entries` does not matter."""

    def __init__(self, entries: Iterable[PlaceEntry]) -> None:
        self.entries = tuple(entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __add__(self, other: "Gazetteer") -> "Gazetteer":
        """Both gazetteers as one; a place that both hold comes back twice, once for each source."""
        return Gazetteer((*self.entries, *other.entries))

    def find(self, name: str, limit: int = 5) -> list[Candidate]:
        """The likeliest places first, at most `limit`, but never fewer than all that share the best score.

        Among equal scores the more populous comes first; that is an order, not an answer. Empty where
        nothing is alike.
        """
        best: dict[int, Candidate] = {}
        for written in alternatives(name):
            asked = spelling(written)
            for index in self._alike(asked):
                candidate = self._compared(asked, index)
                owner = self._names[index].owner
                if candidate and (owner not in best or candidate.score > best[owner].score):
                    best[owner] = candidate
        ranked = sorted(best.values(), key=_rank)
        tied = sum(1 for each in ranked if each.score == ranked[0].score)
        return ranked[: max(limit, tied)]

    def _alike(self, asked: Spelling) -> set[int]:
        """Names worth comparing: those that share a form, and those that sound close."""
        if not asked.sounds:
            return set()
        found = {
            *self._by_plain.get(asked.plain, ()),
            *self._by_sounds.get(asked.sounds, ()),
            *(self._by_rough.get(asked.rough, ()) if len(asked.rough) > 1 else ()),
        }
        close = process.extract(
            asked.sounds,
            self._sounds,
            scorer=_closeness,
            score_cutoff=CLOSE_FROM,
            limit=100,
        )
        return found.union(*(self._by_sounds[sounds] for sounds, _, _ in close))

    def _compared(self, asked: Spelling, index: int) -> Candidate | None:
        name = self._names[index]
        score, why = _likeness(asked, name.forms)
        if not score:
            return None
        if name.in_brackets:
            score, why = round(score * _IN_BRACKETS, 3), f"{why}; but it stands in brackets"
        return Candidate(self.entries[name.owner], name.written, score, why)

    @cached_property
    def _names(self) -> list["_Name"]:
        return [
            _Name(owner, written, spelling(each), in_brackets)
            for owner, entry in enumerate(self.entries)
            for written in dict.fromkeys((entry.name, *entry.names))
            for in_brackets, read in ((False, alternatives), (True, bracketed))
            for each in read(written)
        ]

    @cached_property
    def _by_plain(self) -> dict[str, list[int]]:
        return self._by("plain")

    @cached_property
    def _by_sounds(self) -> dict[str, list[int]]:
        return self._by("sounds")

    @cached_property
    def _sounds(self) -> list[str]:
        return list(self._by_sounds)

    @cached_property
    def _by_rough(self) -> dict[str, list[int]]:
        return self._by("rough")

    def _by(self, form: str) -> dict[str, list[int]]:
        known: dict[str, list[int]] = {}
        for index, name in enumerate(self._names):
            known.setdefault(getattr(name.forms, form), []).append(index)
        known.pop("", None)
        return known


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of an entry: whose it is, the field it was written in, and its forms."""

    owner: int
    written: str
    forms: Spelling
    in_brackets: bool


def _rank(candidate: Candidate) -> tuple[float, int, str, str]:
    entry = candidate.entry
    return -candidate.score, -(entry.population or 0), entry.source, entry.id


def _likeness(asked: Spelling, known: Spelling) -> tuple[float, str]:
    """Score and reason for two spellings; (0, "") where they are too far apart to mention.

    Arabic script leaves the short vowels open, which is neither for nor against; long ones it writes
    as w and y. Two consonants alone are weak evidence: Douma and the airport code DAM share them.
    """
    if asked.plain == known.plain:
        return 1.0, "spelt the same"
    if asked.sounds == known.sounds:
        return 0.96, "sounds the same: accents, article, doubled letters or script differ"
    sounds = _closeness(asked.sounds.translate(_LONG), known.sounds.translate(_LONG))
    open_vowels = not (asked.vowelled and known.vowelled)
    short = len(known.rough) < 3
    if asked.rough == known.rough and len(known.rough) > 1:
        base = (0.82 if open_vowels else 0.78) - 0.12 * short
        why = f"same consonants ({known.consonants}), " + (
            "vowels not written" if open_vowels else "other vowels"
        )
        if asked.consonants != known.consonants:
            base -= 0.12
            why = f"same consonants ({known.consonants}) but for kindred ones (kh k h, z d, s sh)"
        return round(base + 0.12 * sounds, 3), why
    if sounds >= CLOSE_FROM:
        letters = Levenshtein.distance(asked.sounds, known.sounds)
        return round(
            0.78 * sounds, 3
        ), "close: 1 letter differs" if letters == 1 else f"close: {letters} letters differ"
    return 0.0, ""
