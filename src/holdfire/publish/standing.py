"""What stands of a sealed dataset: without incidents whose cases were withdrawn, and, for the public,
without those whose cases are still open.

An incident goes out only whole: a withdrawn case takes it out where every report of it belongs to a
withdrawn case and to no other. An open case of any of its reports holds it back: under verification is
not a fact. Nothing vanishes: a bulletin says how many went and how many are held back.

What the public was told of before its case was opened stays where it is: an incident that went from a month,
or from the previous day, without a word would be known by subtraction as the one whose case is open. And
nobody can keep a correction from the public by opening a case.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

import polars as pl

from holdfire.centre.cases.funnel import open_reports, withdrawn_reports
from holdfire.publish.sealed import SealedDataset

__all__ = [
    "TAKEN_OUT",
    "held_reports",
    "open_reports",
    "with_published",
    "withdrawn_reports",
    "without_open",
    "without_withdrawn",
]

WITHDRAWN = "withdrawn"
TAKEN_OUT = "Taken out because the cases that all of their reports belong to were withdrawn: "
"""How a bulletin begins to tell of them; what it counts there does not stand."""


def without_withdrawn(dataset: SealedDataset) -> SealedDataset:
    """The dataset less the incidents that only withdrawn cases speak of; they go to `withdrawn`."""
    gone = withdrawn_reports(dataset.cases)
    if not gone:
        return dataset
    whole = pl.col("report_ids").list.eval(pl.element().is_in(list(gone))).list.all()
    return _less(dataset, dataset.incidents.filter(whole & (pl.col("report_ids").list.len() > 0)), WITHDRAWN)


def without_open(dataset: SealedDataset) -> SealedDataset:
    """The dataset less the incidents of which any report belongs to an open case, but those published
    before; they go to `held_back`."""
    open_ = open_reports(dataset.cases)
    if not open_:
        return dataset
    held = dataset.incidents.filter(_with_any(open_) & ~_with_any(dataset.published))
    return _less(dataset, held, "held_back")


def held_reports(dataset: SealedDataset) -> frozenset[str]:
    """Reports that open cases hold back: those of the cases, and all others of the same incidents, for an
    incident is held back whole. Not those of incidents published before."""
    open_ = open_reports(dataset.cases)
    if not open_:
        return frozenset()
    held = without_open(dataset).held_back["report_ids"].to_list()
    return (open_ | {each for reports in held for each in reports}) - dataset.published


def with_published(
    dataset: SealedDataset, told: Collection[str], shown_as: Callable[[str], str]
) -> SealedDataset:
    """The dataset, not redacted yet, with what an edition that shows no open case has told already of
    incidents whose case is open. `told` are ids in that edition; `shown_as` gives the edition's own id."""
    open_ = open_reports(dataset.cases)
    if not open_ or not told:
        return replace(dataset, published=frozenset())
    known = dataset.incidents.filter(_with_any(open_)).select("incident_id", "report_ids").iter_rows()
    published = [
        reports for incident, reports in known if any(shown_as(each) in told for each in (incident, *reports))
    ]
    return replace(dataset, published=frozenset(each for reports in published for each in reports))


def _with_any(reports: Collection[str]) -> pl.Expr:
    return pl.col("report_ids").list.eval(pl.element().is_in(list(reports))).list.any()


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
