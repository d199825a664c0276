"""How a case is told on the command line: lines for people, keys for programs, and what was typed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.centre.cases.frames import CaseFrames
from holdfire.centre.cases.funnel import NOT_TAKEN_UP, Funnel
from holdfire.commands.answers import counted
from holdfire.errors import CaseError
from holdfire.mission.as_of import entry_as_of, last_moment
from holdfire.mission.folder import Mission
from holdfire.moments import utc
from holdfire.record.canonical import digest
from holdfire.record.journal import written

_HASH = re.compile(r"[0-9a-f]{64}")
_LIKE_A_FILE = re.compile(r"\S*/\S*|\S+\.[A-Za-z][A-Za-z0-9]{1,3}")


def evidence_ref(text: str) -> str:
    """A file becomes its SHA-256, so that it can be known again; a SHA-256 and words stay themselves.

    Raises CaseError for what looks like a file and is none.
    """
    path = Path(text)
    if path.is_file():
        return f"sha256:{digest(path.read_bytes())}"
    if _HASH.fullmatch(text.removeprefix("sha256:")):
        return f"sha256:{text.removeprefix('sha256:')}"
    if _LIKE_A_FILE.fullmatch(text) and "://" not in text:
        raise CaseError(
            f"There is no file {text}.", "Name the file, give its SHA-256, or say in words where it is."
        )
    return text


def looked_at(mission: Mission, typed: int | date | datetime | None) -> tuple[datetime | None, int | None]:
    """The last instant, or the journal's line, up to which acts count. (None, None): as of now. Raises
    MissionError for a line that there is not, and for a moment before there was a mission."""
    if typed is None:
        return None, None
    line = entry_as_of(mission, typed)
    if isinstance(typed, int):
        return None, line
    return utc(last_moment(mission.settings.reporting_day, typed)), None


def moment_of(mission: Mission, until: datetime | None, through: int | None, now: datetime) -> datetime:
    """The moment at which one looks: what was asked for, else now."""
    if through is not None:
        return mission.journal.entries()[through - 1].at
    return until or now


def keys_of(row: Mapping[str, object]) -> dict[str, object]:
    """A row of a table in plain values: instants as the journal writes them, null for what is not known."""
    return {name: written(value) if isinstance(value, datetime) else value for name, value in row.items()}


def short_lines(cases: pl.DataFrame, moment: datetime) -> Iterator[str]:
    """One line for each case."""
    for row in cases.iter_rows(named=True):
        late = row["due"] is not None and row["due"] <= moment
        due = f", due {_day(row['due'])}{' OVERDUE' if late else ''}" if row["due"] else ""
        outcome = f" ({row['outcome']})" if row["outcome"] not in (None, row["status"]) else ""
        many = counted(len(row["report_ids"]), "report")
        yield f"{row['case_id']}  {row['status']}{outcome} since {_day(row['since'])}{due}; {many}"


def with_names(agreement: Agreement, ids: Iterable[str]) -> str:
    """Parties by id, each with its name in brackets where that is another word: "russia (Russia)"."""
    names = {each.id: each.name for each in agreement.parties}
    return ", ".join(f"{one} ({names[one]})" if names.get(one, one) != one else one for one in ids)


def long_lines(frames: CaseFrames, moment: datetime, agreement: Agreement) -> Iterator[str]:
    """Everything there is to say of one case. Parties stand by id, as commands take them, and by name."""
    (row,) = frames.cases.iter_rows(named=True)
    yield from short_lines(frames.cases, moment)
    yield f"reports: {', '.join(row['report_ids'])}"
    if row["complaint_of"] is not None:
        yield f"complaint of: {with_names(agreement, [row['complaint_of']])}"
    for name in ("duplicate_of", "clause", "found", "method", "standard_of_proof"):
        if row[name] is not None:
            yield f"{name.replace('_', ' ')}: {row[name]}"
    if row["found"] is not None and row["clause"] is None:
        yield "clause: none named"
    if row["reliability"] or row["credibility"]:
        yield f"source: {row['reliability'] or 'not graded'}, {row['credibility'] or 'not graded'}"
    if row["decided_by"] is not None:
        yield f"ruled on by: {row['decided_by']}"
        yield f"those who decide: {with_names(agreement, row['deciders'] or ()) or 'nobody'}"
        yield f"silent: {with_names(agreement, row['silent'] or ()) or 'nobody'}"
    for step in frames.steps.iter_rows(named=True):
        if step["gap"]:
            yield "  (steps between were redacted)"
        role = _capacity(step, agreement)
        way = f"{step['step_from'] or 'opened'} -> {step['step_to']}, by {step['by']} ({role})"
        yield f"  {step['entry']:>5}  {minute(step['at'])}  {way}: {step['why']}"
        for each in step["evidence"] or ():
            yield f"         evidence: {each}"
    for said in frames.positions.iter_rows(named=True):
        mark = " (no longer stands)" if said["stands"] is False else ""
        whose = with_names(agreement, [said["party"]]) if said["party"] else "desk"
        word = f"{whose}: {said['position']}{mark}"
        yield f"  {said['entry']:>5}  {minute(said['at'])}  {word}, entered by {said['by']}: {said['why']}"


def _capacity(step: Mapping[str, object], agreement: Agreement) -> str:
    if step["role"] != "party":
        return str(step["role"])
    return f"party {with_names(agreement, [str(step['party'])])}"


def funnel_keys(found: Funnel) -> dict[str, object]:
    """The funnel as counts of reports, and of cases by status."""
    return {
        "clock": found.clock,
        "unit": "reports: each version of a claim is one",
        "received": len(found.received),
        "taken_up": len(found.taken_up),
        "not_taken_up": len(found.not_taken_up),
        "outcomes": {name: len(each) for name, each in found.outcomes.items()},
        "open": len(found.open),
        "still_open": {name: len(each) for name, each in found.still_open.items()},
        "cases": {name: len(each) for name, each in found.cases.items()},
        "overdue": sorted(found.overdue),
    }


def funnel_lines(found: Funnel) -> Iterator[str]:
    """The funnel as a small table that adds up."""
    yield f"{len(found.received):>7,}  received ({found.clock}; each version of a claim is one)"
    for name, ids in found.outcomes.items():
        yield f"{len(ids):>7,}  outcome: {name}"
    yield f"{len(found.open):>7,}  open"
    for name, ids in found.still_open.items():
        yield f"{len(ids):>9,}  of these {name}"
    yield f"{len(found.not_taken_up):>9,}  of these {NOT_TAKEN_UP}"
    many = "; ".join(f"{len(ids):,} {name}" for name, ids in found.cases.items())
    yield f"in {counted(sum(map(len, found.cases.values())), 'case')}{': ' if many else ''}{many}"
    if found.overdue:
        yield f"overdue: {', '.join(sorted(found.overdue))}"


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d}"


def minute(moment: datetime) -> str:
    """To the minute, in UTC."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}Z"
