"""Which incidents stand in which observer's own list: what a rate over that observer's hours may count.

The fused record holds what anybody told. Hours of one observer say nothing of what others told, so a
count that stands over its hours is of the incidents that its own register holds.
"""

from collections.abc import Mapping

import polars as pl

from holdfire.registers.holders import in_registers, named_after
from holdfire.registers.table import RECORDED_BY


def recorded_by(reports: pl.DataFrame, membership: pl.DataFrame, holders: Mapping[str, str]) -> pl.DataFrame:
    """A frame of RECORDED_BY: each incident with each register that holds a report of it.

    `holders` maps a source to its register (holders.py). A report counts where it came in the observer's own
    list, or where another source relays it on the word of the observer by name; who alone uses an origin
    is no proof. A register whose list holds no incident has one row without an incident.
    """
    parties = sorted({holders[each] for each in reports["source"].unique() if each in holders})
    named = reports.select("report_id", named=named_after(parties))
    sure = pl.col("own") | (pl.col("named") == pl.col("register")).fill_null(False)
    held = in_registers(reports, holders).join(named, on="report_id", how="left").filter(sure)
    rows = held.join(membership.select("report_id", "incident_id"), on="report_id", how="inner")
    rows = rows.select("register", "incident_id").unique()
    lacking = [each for each in parties if each not in set(rows["register"])]
    empty = pl.DataFrame({"register": lacking}, schema={"register": pl.String}).with_columns(
        incident_id=pl.lit(None, pl.String)
    )
    return RECORDED_BY.checked(pl.concat([rows, empty]).sort("register", "incident_id"))
