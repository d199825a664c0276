"""Submissions as CSV: of ODK Central (group-field, a zip with repeats and media), of Kobo (group/field).

Columns are brought to group/field; the four columns of a place become one answer again. A row of a repeat
belongs to the submission that its PARENT_KEY names; one whose submission is not there is quarantined.
Rows are called by the line they start on.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from holdfire.errors import IntakeError
from holdfire.reports.readers import delimited
from holdfire.reports.readers.odk_answers import BOOKKEEPING, INSTANCE, Rows, Submission
from holdfire.reports.readers.odk_files import Bundle, bundle
from holdfire.reports.readers.raw import BrokenRow, FileForm, Limits, RawBatch, no_rows

_PLACE_PARTS = ("Latitude", "Longitude", "Altitude", "Accuracy")
_KOBO_PART = re.compile(r"(.*/)?_([^/]+)_(latitude|longitude|altitude|precision)")
_COUNTED = re.compile(r"\[\d+\]")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Table:
    """One CSV file: its name, header, and rows with the lines they start on; `broken` are no rows."""

    name: str
    header: Sequence[str]
    rows: Sequence[tuple[int, Row]]
    broken: Sequence[BrokenRow]


def read(file: Path, form: FileForm, limits: Limits) -> Iterator[RawBatch]:
    with bundle(file) as found:
        tables = _tables(file, found, form, limits)
        mains = [each for each in tables if "PARENT_KEY" not in each.header]
        if len(mains) != 1:
            what = f"{file.name}: {len(mains)} of its CSV files may be the submissions."
            raise IntakeError(what, "Give one form's export: its CSV, alone or as the zip of the server.")
        yield no_rows(list(form.columns))

        rows = Rows(form.columns, partial(found.attached, mains[0].name))
        named = _named(file, mains[0].header, rows.known)
        repeats = _repeats([each for each in tables if each is not mains[0]], rows, mains[0])
        rows.broken.extend(mains[0].broken)
        for line, row in mains[0].rows:
            taken = _submission(line, row, named, repeats)
            if isinstance(taken, BrokenRow):
                rows.broken.append(taken)
            else:
                rows.add(taken)
            if len(rows.cells) >= limits.batch_rows:
                yield rows.batch()
        yield rows.batch()


def _tables(file: Path, found: Bundle, form: FileForm, limits: Limits) -> list[_Table]:
    members = [each for each in found.names if each.endswith(".csv")]
    if found.root != file and not file.is_dir():
        return [_table(file, file.name, form, limits)]
    tables = []
    with TemporaryDirectory(prefix="holdfire-") as folder:
        for number, member in enumerate(members):
            content = found.read(member, limits.whole_bytes_max)
            if content is None:
                what = f"{file.name}: {member} has more than {limits.whole_bytes_max} bytes."
                raise IntakeError(what, "Ask for fewer at once.")
            unpacked = Path(folder) / f"{number}.csv"
            unpacked.write_bytes(content)
            tables.append(_table(unpacked, member, form, limits))
    return tables


def _table(path: Path, name: str, form: FileForm, limits: Limits) -> _Table:
    header: list[str] = []
    rows: list[tuple[int, Row]] = []
    broken: list[BrokenRow] = []
    try:
        for batch in delimited.read(path, form, limits):
            header = header or batch.cells.columns
            cells = batch.cells.iter_rows(named=True)
            rows += [
                (line, {column: text for column, text in row.items() if text})
                for line, row in zip(batch.lines, cells, strict=True)
            ]
            broken += batch.broken
    except IntakeError as cause:
        raise IntakeError(cause.what.replace(path.name, name), cause.advice) from cause
    return _Table(name, header, rows, broken)


def _named(file: Path, header: Sequence[str], known: frozenset[str]) -> dict[str, tuple[str, int]]:
    """Each column that is an answer: its group/field, and which part of a place it is (-1: the whole)."""
    found: dict[str, tuple[str, int]] = {}
    strange = []
    for column in header:
        place, _, part = column.rpartition("-")
        slashed = column.replace("-", "/")
        if column in known or slashed in known:
            found[column] = (column if column in known else slashed, -1)
        elif part in _PLACE_PARTS and place.replace("-", "/") in known:
            found[column] = (place.replace("-", "/"), _PLACE_PARTS.index(part))
        elif not _read_past(column, slashed, header):
            strange.append(column)
    if strange:
        raise IntakeError(
            f"{file.name}: the column {', '.join(map(repr, strange[:5]))} is no answer of the form that this "
            "map reads.",
            "Nothing was taken in. Export names and values of the form (XML), not its labels, with the names "
            "of groups; else map the column, or list it under 'ignore:'.",
        )
    return found


def _read_past(column: str, slashed: str, header: Sequence[str]) -> bool:
    """What the server adds: its bookkeeping, and the parts or address of an answer that stands there too."""
    kobo = _KOBO_PART.fullmatch(column)
    if kobo and f"{kobo[1] or ''}{kobo[2]}" in header:
        return True
    if column.endswith("_URL") and column.removesuffix("_URL") in header:
        return True
    return column in BOOKKEEPING or slashed in BOOKKEEPING


def _submission(
    line: int,
    row: Row,
    named: Mapping[str, tuple[str, int]],
    repeats: Mapping[str, Mapping[str, Sequence[str]]],
) -> Submission | BrokenRow:
    if (fault := _unfit(row)) is not None:
        column, reason, advice = fault
        return BrokenRow(line, row.get(column, ""), reason, advice, column)
    answers: dict[str, list[str]] = {}
    parts: dict[str, list[str]] = {}
    for column, text in row.items():
        name, part = named.get(column, ("", 0))
        if part >= 0 and name:
            parts.setdefault(name, ["", "", "0", "0"])[part] = text
        elif name:
            answers[name] = [text]
    answers |= {name: [" ".join(each)] for name, each in parts.items() if each[0] or each[1]}
    own = row.get("KEY") or (f"uuid:{row['_uuid']}" if "_uuid" in row else "")
    answers |= {name: list(each) for name, each in repeats.get(own, {}).items()}
    if own:
        answers.setdefault(INSTANCE, [own])
    return Submission(line, own or f"line {line}", answers)


def _unfit(row: Row) -> tuple[str, str, str] | None:
    """Why the server itself says that this submission is not whole or not to be used."""
    if row.get("Status"):
        reason = "It is encrypted, or a part of it is missing."
        return "Status", reason, "Unlock it on the server, then export it again."
    for column, verdict in (
        ("ReviewState", "rejected"),
        ("_validation_status", "validation_status_not_approved"),
    ):
        if row.get(column) == verdict:
            reason = "Its reviewer on the server rejected it."
            return column, reason, "Settle the review there, or enter by hand what holds."
    present, expected = row.get("AttachmentsPresent", ""), row.get("AttachmentsExpected", "")
    if expected.isdigit() and present.isdigit() and int(present) < int(expected):
        reason = f"The server has {present} of its {expected} files."
        return "AttachmentsPresent", reason, "Wait until the device has sent the rest; then export again."
    return None


def _repeats(tables: Sequence[_Table], rows: Rows, main: _Table) -> dict[str, dict[str, list[str]]]:
    """The answers within repeats, by the KEY of their submission. What belongs to none is quarantined."""
    keys = {row.get("KEY", "") for _, row in main.rows}
    found: dict[str, dict[str, list[str]]] = {}
    for table in tables:
        rows.broken.extend(table.broken)
        for line, row in table.rows:
            own = row.get("PARENT_KEY", "").partition("/")[0]
            if own not in keys or not own:
                reason = f"{table.name}:{line}: no submission of the export has the key {own!r}."
                rows.broken.append(BrokenRow(line, own, reason, "Export the form whole.", "PARENT_KEY"))
                continue
            path = _COUNTED.sub("", row.get("KEY", "").partition("/")[2])
            answers = found.setdefault(own, {})
            for column, text in row.items():
                if column not in ("KEY", "PARENT_KEY"):
                    name = str(PurePosixPath(path, column.replace("-", "/")))
                    answers.setdefault(name, []).append(text)
    return found
