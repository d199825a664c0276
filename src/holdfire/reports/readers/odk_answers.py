"""Submissions of ODK and Kobo as rows: whatever export they come by, an answer has one name, group/field.

A map may also ask for what follows from an answer: `x.lat`, `x.lon` and `x.radius_m` of a place, `x.next`
(the day after a date), `x.sha256` of each file that `x` names. What the server notes about a submission
(BOOKKEEPING: when it came, who sent it) is no answer: unless a map asks for it, it is read past, so that
the same answers are the same claim whatever export brings them, and no sender's name is kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from holdfire.reports.readers.odk_points import Spot, spot_of
from holdfire.reports.readers.raw import BrokenRow, RawBatch, frame_of

INSTANCE, REPLACES = "meta/instanceID", "meta/deprecatedID"
"""A submission's own id, and the id of the one that it replaces: an edit, never a second report."""

BOOKKEEPING = frozenset(
    {
        *("@id", "@version", "meta/instanceName", "meta/rootUuid", "meta/audit", "formhub/uuid"),
        *("_id", "_uuid", "_submission_time", "_submitted_by", "_status", "_geolocation", "_tags", "_notes"),
        *("_validation_status", "_attachments", "_xform_id_string", "_bamboo_dataset_id", "_index"),
        *("__version__", "_version_", "_supplementalDetails", "__id", "__system", "KEY", "SubmissionDate"),
        *("SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status"),
        *("ReviewState", "DeviceID", "Edits", "FormVersion"),
    }
)
_OF_A_PLACE = frozenset({"lat", "lon", "radius_m"})
_FOLLOWING = _OF_A_PLACE | {"next", "sha256"}

Attached = Callable[[str, str], str | None]
"""From a submission's id and a file's name to the file's SHA-256; None where the file did not come."""


@dataclass(frozen=True, slots=True)
class Submission:
    """`number` is its place in what is read (of a CSV: its line), `called` how a reason names it. `answers`
    are by group/field; an answer within a repeat has several values, in order."""

    number: int
    called: str
    answers: Mapping[str, Sequence[str]]

    def first(self, name: str) -> str:
        return next(iter(self.answers.get(name, ())), "")


@dataclass(slots=True)
class Rows:
    """Submissions gathered since the last batch. `columns` are those that the map knows."""

    columns: tuple[str, ...]
    attached: Attached
    broken: list[BrokenRow] = field(default_factory=list)
    cells: list[list[str | None]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    met: dict[str, list[str | None]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        bases = {base_of(name) for name in self.columns}
        self.known = frozenset(self.columns) | {base for base in bases if base}

    def add(self, submission: Submission) -> None:
        try:
            row = [self._cell(submission, name) for name in self.columns]
            self._check(submission, row)
        except UnfitError as cause:
            self.broken.append(cause.row(submission))
            return
        self.cells.append(row)
        self.numbers.append(submission.number)

    def batch(self) -> RawBatch:
        lines = pl.Series(self.numbers, dtype=pl.Int64)
        made = RawBatch(frame_of(self.cells, list(self.columns)), lines, tuple(self.broken))
        self.cells, self.numbers, self.broken = [], [], []
        return made

    def _check(self, submission: Submission, row: list[str | None]) -> None:
        for name in sorted(submission.answers):
            if name not in self.known and name not in BOOKKEEPING:
                raise UnfitError(
                    f"The answer {name!r} is neither mapped nor ignored.",
                    "Is it the form that this map reads? Else map it, or list it under 'ignore:'.",
                    name,
                    submission.first(name),
                )
        own = submission.first(INSTANCE)
        if own and self.met.setdefault(own, row) != row:
            raise UnfitError(
                f"The submission {own} came before in what is read, with other answers.",
                "An edit has an id of its own; ask how one id came to stand twice.",
                INSTANCE,
                own,
            )

    def _cell(self, submission: Submission, name: str) -> str | None:
        base = base_of(name)
        if base is None:
            return _joined(name, submission.answers.get(name, ()))
        given = submission.answers.get(base, ())
        if not given:
            return None
        if name.endswith(".sha256"):
            return "; ".join(self._digest(submission, base, each) for each in given)
        one = _joined(base, given) or ""
        if name.endswith(".next"):
            return _day_after(base, one)
        spot = _spot(base, one)
        part = name.removeprefix(f"{base}.")
        return {"lat": spot.lat, "lon": spot.lon, "radius_m": spot.radius_m}[part]

    def _digest(self, submission: Submission, base: str, name: str) -> str:
        found = self.attached(submission.first(INSTANCE), name)
        if found is None:
            raise UnfitError(
                f"The file {name!r} that it names did not come with it.",
                "Take it in again with its files: beside it, in media/, or as the zip of the export.",
                base,
                name,
            )
        return found


class UnfitError(ValueError):
    """Why a submission is no row: reason, next step, the answer at fault and its value."""

    def __init__(self, reason: str, advice: str, column: str, value: str) -> None:
        super().__init__(reason)
        self.reason, self.advice, self.column, self.value = reason, advice, column, value

    def row(self, submission: Submission) -> BrokenRow:
        said = f"{submission.called}: {self.reason}"
        return BrokenRow(submission.number, self.value, said, self.advice, self.column)


def base_of(name: str) -> str | None:
    """The answer from which that column follows ("where/gps" of "where/gps.lat"); None for an answer."""
    base, dot, part = name.rpartition(".")
    return base if dot and part in _FOLLOWING else None


def _joined(name: str, given: Sequence[str]) -> str | None:
    """The values of a repeat with "; " between them, as lists are written everywhere here."""
    if len(given) > 1 and any(";" in each for each in given):
        what = "One of several values has a semicolon, which parts values here."
        raise UnfitError(what, "Take it out, or ask for this once.", name, given[0])
    return "; ".join(given) or None


def _spot(name: str, text: str) -> Spot:
    try:
        return spot_of(text)
    except ValueError as cause:
        raise UnfitError(
            f"The place cannot be read: {cause}.", "Correct it in the form.", name, text
        ) from cause


def _day_after(name: str, text: str) -> str:
    try:
        return (date.fromisoformat(text[:10]) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError) as cause:
        raise UnfitError(f"{text!r} is no day.", "Write it as 2017-06-15.", name, text) from cause
