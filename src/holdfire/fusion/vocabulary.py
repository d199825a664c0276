"""Words of many sources made comparable: kinds of act, names of sides, names of places, words of texts.

Each distinct value is looked at once. Two names of a side are akin where one looks like the other, is its
initials or its faction; which names mean the same in these sources is learnt besides (alike.py).
"""

import re
from collections import Counter

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from holdfire.fusion.columns_packed import NONE, TOKENS
from holdfire.fusion.evidence import CELLS
from holdfire.places.names import spelling
from holdfire.reports.act import covers

MOST_SIDES = 1200
"""Distinct names of sides that are held against each other; rarer ones are compared as they are written."""
ALIKE = 86.0
"""From which likeness (of 100) two names are akin."""


def codes_of(values: pl.Series) -> tuple[NDArray[np.int32], list[str]]:
    """A number for each value, in the order of the alphabet; NONE for null."""
    names = values.drop_nulls().unique().sort()
    numbers = pl.DataFrame({"name": names, "code": np.arange(len(names), dtype=np.int32)})
    joined = pl.DataFrame({"name": values}).join(numbers, on="name", how="left", maintain_order="left")
    return joined["code"].fill_null(NONE).to_numpy().astype(np.int32), names.to_list()


def acts_related(
    names: list[str], counts: NDArray[np.int64], known: tuple[str, ...] | None
) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
    """How kinds relate (3 the same, 2 one covers the other, 1 akin, 0 different), and their cells: those
    `known` from before, else the most frequent."""
    small = names[:400]
    related = np.zeros((max(1, len(small)), max(1, len(small))), dtype=np.int8)
    for a, one in enumerate(small):
        for b, other in enumerate(small):
            related[a, b] = _acts(one, other)
    cell = np.full(max(1, len(names)), CELLS - 1, dtype=np.int32)
    if known is not None:
        places = {name: place for place, name in enumerate(known)}
        for number, name in enumerate(names):
            cell[number] = places.get(name, CELLS - 1)
        return related, cell
    frequent = sorted(range(len(names)), key=lambda n: (-int(counts[n]), names[n]))[: CELLS - 1]
    for place, number in enumerate(sorted(number for number in frequent if number < len(small))):
        cell[number] = place
    return related, cell


def _acts(one: str, other: str) -> int:
    if one == other:
        return 3
    if covers(one, other) or covers(other, one):
        return 2
    words = set(re.findall(r"\w+", one.lower())) & set(re.findall(r"\w+", other.lower()))
    return (
        1 if words - {"fire", "of", "and", "the", "other"} or one.split("/")[0] == other.split("/")[0] else 0
    )


def sides_related(names: list[str], counts: NDArray[np.int64]) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """How names of sides relate (2 the same, 1 akin, 0 different), and how common each is."""
    share = counts / max(1, int(counts.sum()))
    rank = np.where(share >= 0.1, 0, np.where(share >= 0.01, 1, 2)).astype(np.int8)
    max(1, len(names))
    if len(names) > MOST_SIDES:
        1 + max((n for n in np.argsort(-counts)[:MOST_SIDES]), default=0)
    related = (
        np.zeros((len(names) or 1, len(names) or 1), dtype=np.int8) if len(names) <= MOST_SIDES else None
    )
    if related is None:
        return np.zeros((1, 1), dtype=np.int8), rank
    plain = [" ".join(re.findall(r"\w+", name)) for name in names]
    if names:
        alike = process.cdist(plain, plain, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, dtype=np.uint8)
        related[: len(names), : len(names)] = (alike >= ALIKE).astype(np.int8)
        initials = {_initials(name): n for n, name in enumerate(plain) if " " in name}
        for n, name in enumerate(plain):
            whole = initials.get(name.replace(" ", ""))
            if whole is not None:
                related[n, whole] = related[whole, n] = 1
        same: dict[str, int] = {}
        for n, name in enumerate(plain):
            first = same.setdefault(" ".join(sorted(name.split())), n)
            related[n, first] = related[first, n] = 2
        np.fill_diagonal(related, 2)
    return related, rank


def _initials(name: str) -> str:
    return "".join(
        word[0] for word in name.split() if word not in ("of", "the", "and", "for", "de", "al", "in")
    )


def places_named(values: pl.Series) -> tuple[NDArray[np.int32], NDArray[np.uint64]]:
    """A number for each place name by its sound, and the groups of its letters as bits."""
    distinct = values.drop_nulls().unique().sort().to_list()
    spelled = [spelling(name) for name in distinct]
    sounds = pl.DataFrame(
        {"name": distinct, "sound": [each.sounds or each.plain or None for each in spelled]},
        schema={"name": pl.String, "sound": pl.String},
    )
    grams = pl.DataFrame(
        {
            "name": distinct,
            "grams": np.array([_grams(each.consonants or each.plain) for each in spelled], dtype=np.uint64),
        },
        schema={"name": pl.String, "grams": pl.UInt64},
    )
    whole = pl.DataFrame({"name": values}).join(sounds, on="name", how="left", maintain_order="left")
    whole = whole.join(grams, on="name", how="left", maintain_order="left")
    codes, _ = codes_of(whole["sound"])
    return codes, whole["grams"].fill_null(0).to_numpy().astype(np.uint64)


def _grams(word: str) -> int:
    bits = 0
    padded = f"^{word}$"
    for n in range(len(padded) - 1):
        bits |= 1 << ((ord(padded[n]) * 31 + ord(padded[n + 1]) * 7) % 64)
    return bits


def rare_words(texts: pl.Series) -> NDArray[np.int32]:
    """The eight rarest words of each text as numbers in ascending order; NONE fills up.

    A word that only one text has can agree with nothing and is left out.
    """
    count = len(texts)
    made = np.full((count, TOKENS), NONE, dtype=np.int32)
    if texts.null_count() == count:
        return made
    words = pl.DataFrame({"row": np.arange(count), "text": texts}).drop_nulls()
    long = (
        words.select(
            "row", word=pl.col("text").str.to_lowercase().str.extract_all(r"[\p{L}\p{N}]{2,}").list.unique()
        )
        .explode("word")
        .drop_nulls()
    )
    often = long.group_by("word").len().filter(pl.col("len") > 1).sort("word").with_row_index("number")
    kept = (
        long.join(often, on="word")
        .sort("row", "len", "number")
        .group_by("row", maintain_order=True)
        .head(TOKENS)
        .sort("row", "number")
        .with_columns(at=pl.int_range(pl.len()).over("row"))
    )
    made[kept["row"].to_numpy(), kept["at"].to_numpy()] = kept["number"].to_numpy().astype(np.int32)
    return made


def counted(codes: NDArray[np.int32], size: int) -> NDArray[np.int64]:
    """How often each code stands."""
    return np.bincount(codes[codes != NONE], minlength=max(1, size)).astype(np.int64)


_ = Counter
