"""What of the queue is new since the watch began: the strip above it, and the rows behind each number."""

from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from holdfire.mission.noting import NOTED as NOTE
from holdfire.mission.noting import notes_of
from holdfire.web.held import Held
from holdfire.web.queue import UNANSWERED, Queue, cases_by_incident
from holdfire.web.since_watch import watch_now

NEW, ANSWERED, CHANGED = "new", "answered", "changed"
SINCE = (NEW, ANSWERED, CHANGED)
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Strip:
    """The watch that runs: since when and by whom (None: nobody has taken one over, so everything counts, or
    the words were redacted), and how many incidents are new, answered, or changed since."""

    since: datetime | None
    taken_by: str | None
    counts: dict[str, int]


def strip_of(held: Held, queue: Queue) -> Strip:
    """The numbers of the strip. Each is that of the rows which `rows_since` shows."""
    watch = watch_now(held)
    return Strip(watch.since, watch.taken_by, {kind: len(ids) for kind, ids in _since(held, queue).items()})


def rows_since(held: Held, queue: Queue, kind: str) -> pl.DataFrame:
    """The queue's rows of that kind: new, answered or changed since the watch began."""
    return queue.frame.filter(pl.col("incident_id").is_in(_since(held, queue)[kind].implode()))


def _since(held: Held, queue: Queue) -> dict[str, pl.Series]:
    """Incidents by what befell them since. New: its first report was taken in since, whatever came then.
    Answered: a case was opened on it or it was noted since, and that still stands. Changed: known before,
    and its case took a step since, or a report joined it."""
    found: dict[str, pl.Series] = held.part(
        f"strip-{queue.edition}", ("journal", *queue.rests_on), lambda: _read(held, queue.frame)
    )
    return found


def _read(held: Held, frame: pl.DataFrame) -> dict[str, pl.Series]:
    watch = watch_now(held)
    after = pl.lit(watch.since or LONG_AGO, pl.Datetime("us", "UTC"))
    answers, steps = _answers(held, frame, watch.since_line)
    still = pl.col("state") != UNANSWERED
    moved = pl.col("incident_id").is_in(steps) | (pl.col("newest") > after)
    kinds = {
        NEW: pl.col("since") > after,
        ANSWERED: pl.col("incident_id").is_in(answers) & still,
        CHANGED: (pl.col("since") <= after) & moved,
    }
    return {kind: frame.filter(test)["incident_id"] for kind, test in kinds.items()}


def _answers(held: Held, frame: pl.DataFrame, line: int) -> tuple[list[str], list[str]]:
    """Incidents that were answered, and those whose case took a step, in the journal's lines after that."""
    lines = [each for each in held.lines(NOTE) if each.number > line]
    answered, stepped = list(notes_of(lines)), []
    for incident, case in cases_by_incident(held.cases, frame).items():
        if case.opening.entry > line:
            answered.append(incident)
        if any(step.entry > line for step in case.steps):
            stepped.append(incident)
    return answered, stepped
