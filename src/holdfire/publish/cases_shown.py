"""Cases as an edition may know them: never who works on them, and to the public only how many there are."""

from dataclasses import replace

import polars as pl

from holdfire.publish.sealed import SealedDataset
from holdfire.publish.withholding import WITHHELD

_COUNTED = (
    "case_id", "report_ids", "incident_id", "opened", "status", "is_open", "since", "due", "outcome",
    "found", "severity",
)  # fmt: skip
"""What the public may count cases by; of an open one less (`_closed_only`)."""
_CLOSED_ONLY = ("incident_id", "due", "found", "severity")
OPEN = "open case"


def cases_counted_only(dataset: SealedDataset) -> SealedDataset:
    """Cases reduced to what they are counted by. An open one has no id, report, incident or finding left,
    only a number; no position of anybody stays."""
    cases = dataset.cases.sort("case_id")
    open_ = cases.filter("is_open")["case_id"].to_list()
    numbers = {each: f"{OPEN} {number}" for number, each in enumerate(open_, start=1)}
    hidden = [name for name in cases.columns if name not in _COUNTED]
    return replace(
        dataset,
        cases=_emptied(cases, hidden).with_columns(
            pl.col("case_id").replace(numbers),
            pl.when("is_open")
            .then(pl.lit([], pl.List(pl.String)))
            .otherwise("report_ids")
            .alias("report_ids"),
            *(pl.when(~pl.col("is_open")).then(pl.col(name)).alias(name) for name in _CLOSED_ONLY),
        ),
        steps=_emptied(dataset.steps, ("by", "party", "why", "evidence", "role")).with_columns(
            pl.col("case_id").replace(numbers)
        ),
        positions=dataset.positions.clear(),
    )


def cases_unnamed(dataset: SealedDataset) -> SealedDataset:
    """Cases without the names of those who work on them, and without their words and evidence. What a
    party gives as the reason of its position stays: it says so to the other parties."""
    said = pl.when(pl.col("party").is_not_null()).then("why").otherwise(pl.lit(WITHHELD)).alias("why")
    return replace(
        dataset,
        cases=_emptied(dataset.cases, ("opened_by", "evidence")),
        steps=_emptied(dataset.steps, ("by", "why", "evidence")),
        positions=_emptied(dataset.positions, ("by",)).with_columns(said),
    )


def _emptied(frame: pl.DataFrame, names: object) -> pl.DataFrame:
    """Null where the column may be null; a word for text that may not be."""
    assert isinstance(names, list | tuple)
    return frame.with_columns(
        pl.lit(WITHHELD).alias(name)
        if name in ("by", "why", "role", "opened_by")
        else pl.lit(None, frame.schema[name]).alias(name)
        for name in names
    )
