"""What an account is shown of the mission: all of it at the desk, else what its edition shows.

Delegates and observers see the dataset as it stood when the last bulletin of their edition was issued,
redacted as that bulletin was, and of it the days that were issued to them. What is not issued is a draft.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.publish.edition import Edition
from holdfire.web.held import Held
from holdfire.web.seen import last_issued, redacted_then


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """The tables as one account may see them; `edition` None: the desk's own."""

    held: Held
    edition: Edition | None
    agreement: Agreement
    incidents: pl.DataFrame
    membership: pl.DataFrame
    placement: pl.DataFrame
    findings: pl.DataFrame
    reports: pl.DataFrame


def viewpoint(held: Held, edition: Edition | None) -> Viewpoint:
    """The mission through that edition."""
    if edition is None:
        return Viewpoint(
            held,
            None,
            held.agreement,
            held.incidents,
            held.membership,
            held.placement,
            held.findings,
            held.reports,
        )
    found: Viewpoint = held.part(f"seen-{edition}", ("journal", "record"), lambda: _seen(held, edition))
    return found


def issued_days(held: Held, edition: Edition) -> frozenset[date]:
    return frozenset(
        date.fromisoformat(str(each.content["day"]))
        for each in held.issued
        if each.content["edition"] == edition
    )


def _seen(held: Held, edition: Edition) -> Viewpoint:
    if not last_issued(held, edition):
        return _nothing(held, edition)
    seen = redacted_then(held, edition)
    spans = [held.mission.settings.reporting_day.span_of(day) for day in sorted(issued_days(held, edition))]
    within = pl.any_horizontal(
        (pl.col("when_start") < span.end) & (pl.col("when_end") > span.start) for span in spans
    )
    incidents = seen.incidents.filter(within)
    ids = incidents["incident_id"].implode()
    reports = incidents["report_ids"].explode().implode()
    return Viewpoint(
        held,
        edition,
        seen.agreement,
        incidents,
        seen.membership.filter(pl.col("incident_id").is_in(ids)),
        seen.placement.filter(pl.col("incident_id").is_in(ids)),
        seen.findings.filter(pl.col("incident_id").is_in(ids)),
        seen.reports.filter(pl.col("report_id").is_in(reports)),
    )


def _nothing(held: Held, edition: Edition) -> Viewpoint:
    def none(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.clear()

    return Viewpoint(
        held,
        edition,
        held.agreement,
        none(held.incidents),
        none(held.membership),
        none(held.placement),
        none(held.findings),
        none(held.reports),
    )
