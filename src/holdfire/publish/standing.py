"""What stands of a sealed dataset: without incidents whose cases were withdrawn, and, for the public,
without those whose cases are still open.

An incident goes out only whole: a withdrawn case takes it out where every report of it belongs to a
withdrawn case and to no other. An open case of any of its reports holds it back: under verification is
not a fact. Nothing vanishes: a bulletin says how many went and how many are held back.
"""

from dataclasses import replace

import polars as pl

from holdfire.centre.cases.funnel import open_reports, withdrawn_reports
from holdfire.publish.sealed import SealedDataset

__all__ = ["open_reports", "withdrawn_reports", "without_open", "without_withdrawn"]

WITHDRAWN = "withdrawn"


def without_withdrawn(dataset: SealedDataset) -> SealedDataset:
    """The dataset less the incidents that only withdrawn cases speak of; they go to `withdrawn`."""
    gone = withdrawn_reports(dataset.cases)
    if not gone:
        return dataset
    whole = pl.col("report_ids").list.eval(pl.element().is_in(list(gone))).list.all()
    return _less(dataset, dataset.incidents.filter(whole & (pl.col("report_ids").list.len() > 0)), WITHDRAWN)


def without_open(dataset: SealedDataset) -> SealedDataset:
    """The dataset less the incidents of which any report belongs to an open case; they go to `held_back`."""
    open_ = open_reports(dataset.cases)
    if not open_:
        return dataset
    touched = pl.col("report_ids").list.eval(pl.element().is_in(list(open_))).list.any()
    return _less(dataset, dataset.incidents.filter(touched), "held_back")


def _less(dataset: SealedDataset, gone: pl.DataFrame, kept_in: str) -> SealedDataset:
    ids = gone["incident_id"].to_list()
    stays = ~pl.col("incident_id").is_in(ids)
    return replace(
        dataset,
        incidents=dataset.incidents.filter(stays),
        membership=dataset.membership.filter(stays),
        placement=dataset.placement.filter(stays),
        findings=dataset.findings.filter(stays),
        **{kept_in: pl.concat([getattr(dataset, kept_in), gone])},
    )
