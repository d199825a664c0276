"""Whose register a report stands in: told by the source map of its source, and by its stated origin.

Only sources whose map says `register: <party id>` keep a register. An outlet that prints an observer's
entry again, naming its origin, relays that register and adds no entry to another one.
"""

from collections.abc import Iterable, Mapping

import polars as pl

from holdfire.registers.table import REGISTERED
from holdfire.reports.map_parts import SourceMap


def holders(maps: Iterable[SourceMap]) -> dict[str, str]:
    """Slug of each source that is an observer's own list, and that observer's party id."""
    return {each.slug: each.register for each in maps if each.register is not None}


def in_registers(reports: pl.DataFrame, holders: Mapping[str, str]) -> pl.DataFrame:
    """A frame of REGISTERED: the register of each report that stands in one.

    An origin belongs to a register if it is the observer's party id, or begins with it as a word
    ("turkey", "Turkey post 4"); else, if sources of one register alone, among all registers, use it in
    their own lists. So:

    - a report of a register's own source is that register's, unless its origin belongs to another
      register by name: then it relays that one;
    - a report of any other source whose origin belongs to a register is a relay of that register;
    - an origin that the lists of two registers use, and that is named after neither, belongs to none:
      each list keeps its own reports, and what other sources say on that word stands in no register;
    - a report without an origin stands in the register of its source, if that has one.
    """
    parties = sorted(set(holders.values()))
    told = reports.select(
        "report_id",
        holder=pl.col("source").replace_strict(dict(holders), default=None, return_dtype=pl.String),
        named=named_after(parties),
        origin="origin",
    )
    used = (
        told.filter(
            pl.col("holder").is_not_null() & pl.col("origin").is_not_null() & pl.col("named").is_null()
        )
        .group_by("origin")
        .agg(pl.col("holder").n_unique().alias("lists"), pl.col("holder").first().alias("user"))
        .filter(pl.col("lists") == 1)
        .select("origin", "user")
    )
    register = pl.coalesce("named", "holder", "user")
    whole = told.join(used, on="origin", how="left").with_columns(register=register)
    return REGISTERED.checked(
        whole.filter(pl.col("register").is_not_null())
        .select("report_id", "register", own=pl.col("holder").eq_missing(pl.col("register")))
        .sort("report_id")
    )


def named_after(parties: Iterable[str]) -> pl.Expr:
    """The party that the origin is or begins with, the longest that fits; null where none does."""
    words = pl.col("origin").str.strip_chars().str.to_lowercase()
    chosen: pl.Expr = pl.lit(None, dtype=pl.String)
    for party in sorted(parties, key=len):
        named = (words == party) | words.str.starts_with(f"{party} ")
        chosen = pl.when(named).then(pl.lit(party)).otherwise(chosen)
    return chosen
