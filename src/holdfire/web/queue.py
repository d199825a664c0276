"""The queue of the duty desk: which incidents wait for an answer, and for how long.

An incident is answered when a case is open on one of its reports, a case came to a result, or somebody noted
that none is needed. What waits longest comes first.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

import polars as pl

from holdfire.centre.cases.case import Case
from holdfire.mission import noting
from holdfire.mission.noting import notes_of
from holdfire.publish.edition import Edition
from holdfire.web.held import Held
from holdfire.web.rights import edition_of
from holdfire.web.seat import Seat
from holdfire.web.viewpoint import Viewpoint, viewpoint

UNANSWERED, NOTED = "unanswered", "noted"
OPEN, OVERDUE, RESULT = "open", "overdue", "result"
STATES = (UNANSWERED, OVERDUE, OPEN, NOTED, RESULT)
GRAVER = ("no breach", "undetermined", "breach")


@dataclass(frozen=True, slots=True)
class Near:
    """A point lies so many kilometres on that side (n, ne, ...) of a town; 0: in it, or next to it."""

    km: int
    side: str
    town: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the queue: an incident, what is known of it, and where its answer stands.

    `verdict` is the gravest of its findings, None where no clause applies; `status` is the case's; `since`
    the moment its first report was taken in.
    """

    incident_id: str
    state: str
    status: str | None
    case_id: str | None
    due: datetime | None
    since: datetime | None
    when_start: datetime | None
    when_end: datetime | None
    when_precision: str | None
    place: str | None
    adm1: str | None
    where_precision: str
    lon: float | None
    lat: float | None
    radius_m: float | None
    act: str | None
    actor: tuple[str, ...] | None
    target: tuple[str, ...] | None
    killed_best: int | None
    injured_best: int | None
    reports: int
    sources: int
    verdict: str | None
    doubts: int
    near: Near | None = None
    """Where no report names the place: the town nearest to its point."""


@dataclass(frozen=True, slots=True, eq=False)
class Queue:
    """Every incident with its state, but overdue, which depends on the hour: longest waiting first. `since`
    and `newest` of the frame: when the first and the last of its reports was taken in."""

    number: int
    """No two queues of one process have the same."""
    edition: Edition | None
    frame: pl.DataFrame

    @property
    def rests_on(self) -> tuple[str, ...]:
        """For what is made of this queue and of nothing else (Held.part)."""
        return (f"queue {self.number}",)


WORKED_OUT = ("incidents", "findings", "reports")
_numbers = count(1)


def queue_of(seat: Seat, lags: bool = False) -> Queue:
    """The queue as this account may see it (`kept_queue`)."""
    return kept_queue(seat.held, edition_of(seat.who), lags)


def kept_queue(held: Held, edition: Edition | None, lags: bool = False) -> Queue:
    """The queue of that edition; None: the desk's own. What was done about incidents is as the journal has it
    now. `lags`: of the incidents themselves, those worked out before will do, while somebody else reads those
    worked out since."""
    rests_on = WORKED_OUT if edition is None else (*WORKED_OUT, "journal", "record")

    def read_known() -> Queue:
        return Queue(next(_numbers), edition, _known(viewpoint(held, edition)))

    known: Queue = held.part(f"known-{edition}", rests_on, read_known, lags=lags)

    def read() -> Queue:
        answers = answered(held, known.frame)
        joined = known.frame.join(answers, on="incident_id", how="left", maintain_order="left")
        whole = joined.with_columns(pl.col("state").fill_null(UNANSWERED))
        return Queue(next(_numbers), edition, whole)

    return held.part(f"queue-{edition}", ("journal", *known.rests_on), read)


def _known(view: Viewpoint) -> pl.DataFrame:
    """Every incident, whatever was done about it."""
    received = (
        view.membership.select("report_id", "incident_id")
        .join(view.reports.select("report_id", "received"), on="report_id")
        .group_by("incident_id")
        .agg(pl.col("received").min().alias("since"), pl.col("received").max().alias("newest"))
    )
    graver = pl.col("verdict").replace_strict(list(GRAVER), [0, 1, 2], return_dtype=pl.Int8)
    verdicts = view.findings.group_by("incident_id").agg(pl.col("verdict").sort_by(graver).last())
    return (
        view.incidents.with_columns(
            pl.col("report_ids").list.len().alias("reports"),
            pl.col("sources").list.len().alias("sources_number"),
            pl.col("doubts").list.len().fill_null(0).alias("doubts_number"),
        )
        .join(received, on="incident_id", how="left")
        .join(verdicts, on="incident_id", how="left")
        .sort("since", "when_start", "incident_id", nulls_last=True)
    )


def answered(held: Held, incidents: pl.DataFrame) -> pl.DataFrame:
    """Which incidents are answered, and by what: incident_id, state, status, case_id, due."""
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "incident_id": pl.String, "state": pl.String, "status": pl.String, "case_id": pl.String,
        "due": pl.Datetime("us", "UTC"),
    }  # fmt: skip
    rows: dict[str, tuple[object, ...]] = {}
    notes = notes_of(held.lines(noting.NOTED))
    if notes:
        known = incidents.filter(pl.col("incident_id").is_in(list(notes)))
        for incident, reports in known.select("incident_id", "report_ids").iter_rows():
            if set(notes[incident].report_ids) >= set(reports):
                rows[incident] = (incident, NOTED, None, None, None)
    for incident, case in cases_by_incident(held.cases, incidents).items():
        state = OPEN if case.is_open else RESULT
        rows[incident] = (incident, state, str(case.status), case.case_id, case.due if case.is_open else None)
    return pl.DataFrame(list(rows.values()), schema=schema, orient="row")


def cases_by_incident(cases: Mapping[str, Case], incidents: pl.DataFrame) -> dict[str, Case]:
    """The case on each incident that has one, found by their reports; an open one before one at rest."""
    by_report: dict[str, Case] = {}
    for case in sorted(cases.values(), key=lambda each: each.is_open):
        by_report.update(dict.fromkeys(case.opening.report_ids, case))
    if not by_report:
        return {}
    pairs = (
        incidents.select("incident_id", "report_ids")
        .explode("report_ids")
        .filter(pl.col("report_ids").is_in(list(by_report)))
    )
    found: dict[str, Case] = {}
    for incident, report in pairs.iter_rows():
        case = by_report[report]
        if incident not in found or case.is_open:
            found[incident] = case
    return found


def shown(frame: pl.DataFrame, state: str, now: datetime) -> pl.DataFrame:
    """The rows in that state now; "all": every one."""
    late = (pl.col("state") == OPEN) & (pl.col("due") <= now)
    match state:
        case "all":
            return frame
        case "overdue":
            return frame.filter(late).sort("due")
        case "open":
            return frame.filter(pl.col("state") == OPEN).sort("due", nulls_last=True)
    return frame.filter(pl.col("state") == state)


def counted(held: Held, queue: Queue, now: datetime) -> dict[str, int]:
    """How many are in each state; overdue ones count among the open ones as well."""

    def read() -> tuple[dict[str, int], list[datetime]]:
        found = dict(queue.frame.group_by("state").len().iter_rows())
        states = {state: int(found.get(state, 0)) for state in STATES}
        dues = queue.frame.filter(pl.col("state") == OPEN)["due"].drop_nulls().sort().to_list()
        return {**states, "all": queue.frame.height}, dues

    counts, dues = held.part(f"queue-counts-{queue.edition}", queue.rests_on, read)
    return {**counts, OVERDUE: bisect_right(dues, now)}


def row_of(told: Mapping[str, object], now: datetime) -> Waiting:
    """One row of the frame as a value, as it stands now."""
    return late(row_at_rest(told), now)


def late(row: Waiting, now: datetime) -> Waiting:
    """The row, overdue where its case is."""
    return replace(row, state=OVERDUE) if row.state == OPEN and row.due and row.due <= now else row


def row_at_rest(told: Mapping[str, object]) -> Waiting:
    """One row of the frame as a value, without what depends on the hour."""
    named = {name: _kept_whole(told[name]) for name in Waiting.__slots__ if name in told}
    return Waiting(
        **{
            **named,
            "place": told["place_as_written"],
            "sources": told["sources_number"],
            "doubts": told["doubts_number"],
        }  # type: ignore[arg-type]
    )


def _kept_whole(value: object) -> object:
    """Lists as tuples: a row that is kept for many readers is changed by none."""
    return tuple(value) if isinstance(value, list) else value
