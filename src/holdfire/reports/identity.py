"""Ids of claims: the same claim of the same source has the same id, whatever file brings it.

An id is r- (t-, w-) and 20 hex digits: BLAKE2b, 80 bits, over the source's slug, the names of all
columns and all cells of the row as they came, columns in order of name. The file's name, the order
of its rows and columns and its quoting do not matter; one changed character makes another claim.
With 80 bits, ten million claims meet by chance once in 10^10 such missions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b

import polars as pl

ID_BYTES = 10
BETWEEN = "\x1f"
"""The ASCII unit separator stands between cells; a cell that holds one itself is refused."""

MARKS = {"reports": "r-", "tallies": "t-", "watch": "w-"}


@dataclass(slots=True)
class KnownIds:
    """Ids of the claims a mission holds, and the source's own keys for them. It grows during an intake;
    what a failed reading added is taken back."""

    digests: set[bytes] = field(default_factory=set)
    keys: dict[str, set[str]] = field(default_factory=dict)

    def add_ids(self, ids: pl.Series) -> None:
        self.digests.update(digests_in(ids))

    def add_keys(self, source: str, keys: Iterable[str]) -> None:
        self.keys.setdefault(source, set()).update(keys)

    def keys_of(self, source: str) -> set[str]:
        return self.keys.setdefault(source, set())

    def is_new(self, digests: list[bytes]) -> list[bool]:
        """For each digest whether it is met for the first time; from then on it is known."""
        fresh = set(digests)
        if len(fresh) == len(digests) and self.digests.isdisjoint(fresh):
            self.digests |= fresh
            return [True] * len(digests)
        new = []
        for each in digests:
            new.append(each not in self.digests)
            self.digests.add(each)
        return new

    def forget(self, digests: Iterable[bytes], source: str, keys: Iterable[str]) -> None:
        """Take back what an intake added that was not kept in the end."""
        self.digests.difference_update(digests)
        self.keys_of(source).difference_update(keys)


def digests_in(ids: pl.Series) -> list[bytes]:
    """What ids were made from: the bytes behind their hex digits."""
    return ids.str.slice(2).str.decode("hex").to_list()


def seed_of(slug: str, columns: Iterable[str]) -> str:
    """What all rows of a file share in their ids: the source and the names of the columns."""
    names = BETWEEN.join(sorted(columns)).encode("utf-8")
    return f"{slug}{BETWEEN}{blake2b(names, digest_size=ID_BYTES).hexdigest()}"


def row_texts(cells: pl.DataFrame, slug: str) -> pl.Series:
    """Each row as the one text its id is made of."""
    ordered = [pl.col(name).fill_null("") for name in sorted(cells.columns)]
    return cells.select(
        pl.concat_str(pl.lit(seed_of(slug, cells.columns)), *ordered, separator=BETWEEN)
    ).to_series()


def digests_of(texts: pl.Series) -> list[bytes]:
    return [blake2b(each, digest_size=ID_BYTES).digest() for each in texts.cast(pl.Binary).to_list()]


def ids_of(digests: list[bytes], kind: str) -> pl.Series:
    written = pl.Series(digests, dtype=pl.Binary).bin.encode("hex")
    return MARKS[kind] + written
