"""How two values of a column relate, worked out once for each distinct pair of values."""

from collections.abc import Callable

import polars as pl


def related(left: pl.Series, right: pl.Series, relation: Callable[[str, str], str]) -> pl.DataFrame:
    """Columns one, other, relation; relation is null where either value is.

    Millions of pairs share a few hundred distinct values: Python sees only those.
    """
    pairs = pl.DataFrame({"one": left.cast(pl.String), "other": right.cast(pl.String)})
    distinct = pairs.drop_nulls().unique().sort("one", "other")
    words = [relation(one, other) for one, other in distinct.iter_rows()]
    known = distinct.with_columns(relation=pl.Series(words, dtype=pl.String))
    return pairs.join(known, on=["one", "other"], how="left", maintain_order="left")
