"""Late and corrected reports: fused by what was learnt before, and which incidents that changed, and why.

The weights stay as they are, so what is told afterwards is what fusing all the reports at once by the same
weights would tell, whatever the order in which they came.
"""

from dataclasses import dataclass

import polars as pl

from holdfire.errors import IncidentError
from holdfire.fusion.fusing import FusedTable, fuse_table
from holdfire.fusion.weights import Model


@dataclass(frozen=True, slots=True)
class Changed:
    """An incident that is not as it was: its reports before (by incident) and after, and why."""

    incident_id: str
    before: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Added:
    """All reports fused, and the incidents that more of them changed."""

    fused: FusedTable
    reports: pl.DataFrame
    changed: tuple[Changed, ...]


def add_reports(reports: pl.DataFrame, membership: pl.DataFrame, model: Model, more: pl.DataFrame) -> Added:
    """Take `more` in beside `reports`, whose membership was `membership` by the same model.

    A report with an id that is there already is a correction: the new row stands in place of the old one.
    Both tables name their reports (report_id).
    """
    for frame in (reports, more):
        if "report_id" not in frame.columns:
            raise IncidentError("Reports without report_id cannot be added to others.", "Give each an id.")
    corrected = set(more["report_id"].to_list()) & set(reports["report_id"].to_list())
    kept = reports.filter(~pl.col("report_id").is_in(list(corrected)))
    whole = pl.concat([kept, more], how="diagonal_relaxed")
    fused = fuse_table(whole, model)
    new = set(more["report_id"].to_list()) - corrected
    return Added(fused, whole, tuple(_changed(membership, fused.membership, new, corrected)))


def _changed(before: pl.DataFrame, after: pl.DataFrame, new: set[str], corrected: set[str]) -> list[Changed]:
    was = dict(before.select("report_id", "incident_id").iter_rows())
    groups = dict(before.group_by("incident_id").agg(pl.col("report_id").sort()).iter_rows())
    told = []
    for incident, members in (
        after.group_by("incident_id").agg(pl.col("report_id").sort()).sort("incident_id").iter_rows()
    ):
        came = [each for each in members if each in new]
        from_before = sorted({was[each] for each in members if each in was})
        old = [each for each in members if each in was]
        same = len(from_before) == 1 and groups[from_before[0]] == old
        fixed = [each for each in members if each in corrected]
        if same and not came and not fixed:
            continue
        reasons = []
        if came:
            reasons.append(f"{', '.join(came)} came in")
        if fixed:
            reasons.append(f"{', '.join(fixed)} was corrected")
        if len(from_before) > 1:
            reasons.append(f"it joins what was {' and '.join(from_before)}")
        if from_before and not same and len(from_before) == 1:
            gone = [each for each in groups[from_before[0]] if each not in members]
            reasons.append(f"{', '.join(gone)} fits elsewhere now")
        told.append(Changed(incident, tuple(from_before), "; ".join(reasons)))
    return told
