"""Which entries of two lists may be one happening at all, and which a person says are: for bounds."""

import polars as pl

from holdfire.incidents.judgements import Settled
from holdfire.incidents.match_rules import MatchRules
from holdfire.incidents.pairing import candidate_pairs, tracks

PAIRED = pl.Schema({"left": pl.String, "right": pl.String})
"""Entry ids: `left` of the first register, `right` of the other."""


def placed_and_timed() -> pl.Expr:
    """Whether an entry is a disc with a time. Any other may be anything: it is wild, and for who asks to
    count as possible with every entry."""
    disc = pl.col("where_precision").is_in(["exact", "near"])
    known = pl.all_horizontal(pl.col("lon", "lat", "radius_m", "when_start", "when_end").is_not_null())
    return (disc & known).fill_null(False)


def possible_pairs(
    entries: pl.DataFrame, one: str, other: str, rules: MatchRules, settled: Settled | None = None
) -> pl.DataFrame:
    """Pairs of an entry of register `one` and one of `other` that may be one happening (PAIRED, sorted).

    Both are discs with a time, and discs and spans come within the tolerances of the matcher; a pair that
    a person judged "not same" (`settled`, of lists.settled_over) is none. What a person joined is possible
    whatever the distance. Wild entries are in no pair: see `placed_and_timed`.
    """
    both = entries.filter(placed_and_timed() & pl.col("register").is_in([one, other])).sort("entry_id")
    each = tracks(both.select("when_start", "when_end", "lon", "lat", "radius_m", "where_precision",
                              source="register", adm1=pl.lit(None, dtype=pl.String)))  # fmt: skip
    ids, register = both["entry_id"].to_list(), both["register"].to_list()
    joined = set(certain_pairs(both, one, other, settled).rows()) if settled else set()
    for left, right in candidate_pairs(each, rules):
        for a, b in zip(left.tolist(), right.tolist(), strict=True):
            joined.add((ids[a], ids[b]) if register[a] == one else (ids[b], ids[a]))
    if settled is not None and settled.apart:
        joined = {pair for pair in joined if not _kept_apart(settled, *pair)}
    return _frame(joined)


def certain_pairs(entries: pl.DataFrame, one: str, other: str, settled: Settled) -> pl.DataFrame:
    """Pairs of an entry of `one` and one of `other` that a person joined, placed or not (PAIRED, sorted).

    Of several entries of a register that are joined to one, the smaller id stands, so that each stands in
    one pair at most.
    """
    partners: dict[str, str] = {}
    for entry in sorted(entries.filter(pl.col("register") == other)["entry_id"].to_list()):
        partners.setdefault(settled.root(entry), entry)
    pairs: dict[str, tuple[str, str]] = {}
    for entry in sorted(entries.filter(pl.col("register") == one)["entry_id"].to_list()):
        root = settled.root(entry)
        if root in partners:
            pairs.setdefault(root, (entry, partners[root]))
    return _frame(set(pairs.values()))


def _kept_apart(settled: Settled, one: str, other: str) -> bool:
    barrier = settled.between(one, other)
    return barrier is not None and barrier.verdict == "not same"


def _frame(pairs: set[tuple[str, str]]) -> pl.DataFrame:
    return pl.DataFrame(sorted(pairs), schema=PAIRED, orient="row")
