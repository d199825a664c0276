"""Areas that entries of watch name and nobody knows: such watch stands behind no count, and is told."""

import polars as pl

from holdfire.moments import Span
from holdfire.publish.sealed import SealedDataset
from holdfire.trends.effort import within


def known_areas(dataset: SealedDataset) -> frozenset[str]:
    """Ids of the zones of the agreement, drawn or not, and of the first-level units on file."""
    return frozenset(
        {*(each.id for each in dataset.agreement.zones), *(each.id for each in dataset.units or ())}
    )


def strange_areas(dataset: SealedDataset, span: Span) -> dict[str, tuple[str, ...]]:
    """Each area named in the span that is neither, with the ids of the entries that name it, sorted."""
    named = within(dataset.watch, span).filter(pl.col("area").is_not_null())
    rows = named.filter(~pl.col("area").is_in(sorted(known_areas(dataset)))).sort("area", "watch_id")
    found: dict[str, tuple[str, ...]] = {}
    for area, watch_id in rows.select("area", "watch_id").iter_rows():
        found[area] = (*found.get(area, ()), watch_id)
    return found
