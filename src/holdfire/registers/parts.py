"""Whose word a count is: an observer's printed total, and the parts of it that it only relays.

"34, of which 31 according to the Syrian side" is one bulletin with two numbers for one area: the
total, and a part whose origin is somebody else. The part is one origin relayed, whatever its size;
what remains has no stated origin. Neither is verified by being printed.
"""

from dataclasses import dataclass

import polars as pl

from holdfire.registers.origins import SPAN


@dataclass(frozen=True, slots=True)
class OriginShare:
    """How much of an observer's printed total rests on one origin.

    `origin` None: the remainder, whose origin the page does not state. `count` None: not known.
    """

    observer: str
    area: str | None
    origin: str | None
    count: int | None
    tally_ids: tuple[str, ...]


def split_by_origin(origins: pl.DataFrame) -> tuple[OriginShare, ...]:
    """Every total of which a part is relayed, as its parts and the remainder."""
    group = ("observer", *SPAN, "unit", "area")
    shares: list[OriginShare] = []
    for _, rows in origins.group_by(*group, maintain_order=True):
        parts = rows.filter("relayed")
        if parts.is_empty():
            continue
        whole = rows.filter(~pl.col("relayed"))
        shares.extend(
            OriginShare(row["observer"], row["area"], row["origin"], row["count"], tuple(row["tally_ids"]))
            for row in parts.iter_rows(named=True)
        )
        shares.append(_remainder(whole, parts))
    return tuple(shares)


def _remainder(whole: pl.DataFrame, parts: pl.DataFrame) -> OriginShare:
    ids = sorted({each for ids in whole["tally_ids"].to_list() for each in ids})
    total, known = whole["count"].max(), parts["count"].null_count() == 0
    settled = whole["count"].null_count() == 0 and whole["count"].n_unique() == 1
    left = int(total) - int(parts["count"].sum()) if known and settled and isinstance(total, int) else None
    return OriginShare(whole["observer"][0], whole["area"][0], None, left, tuple(ids))
