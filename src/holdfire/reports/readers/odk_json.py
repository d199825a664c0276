"""Submissions as JSON: the OData document of ODK Central, or the data of Kobo's API and its lists.

Central nests groups and gives places as GeoJSON (or WKT); Kobo writes group/field and "lat lon alt acc". Both
become the same answers. Rows are called by their number in the file. One page of several is refused: who
forgets the next page would lose reports without a word.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from holdfire.errors import IntakeError
from holdfire.reports.readers.odk_answers import INSTANCE, Rows, Submission
from holdfire.reports.readers.odk_files import Bundle, bundle
from holdfire.reports.readers.raw import BrokenRow, FileForm, Limits, RawBatch, cut, no_rows

_LISTS = {"value": "@odata.nextLink", "results": "next"}
"""The list of submissions in Central's and in Kobo's answer, and where each says that more follow."""

_WKT = re.compile(r"(?:POINT|LINESTRING|POLYGON)\s*Z?\s*\(+([^()]*)\)+", re.IGNORECASE)
_LINK = "@odata.navigationLink"


def read(file: Path, form: FileForm, limits: Limits) -> Iterator[RawBatch]:
    with bundle(file) as found:
        members = [each for each in found.names if each.endswith(".json")] or list(found.names)
        if len(members) != 1:
            what = f"{file.name}: it holds {len(members)} files that may be the submissions."
            raise IntakeError(what, "Give one .json file, alone or with the photos in media/.")
        submissions = _list(file, _loaded(file, found, members[0], limits))
        yield no_rows(list(form.columns))

        rows = Rows(form.columns, partial(found.attached, members[0]))
        for number, each in enumerate(submissions, 1):
            taken = _submission(number, each)
            if isinstance(taken, BrokenRow):
                rows.broken.append(taken)
            else:
                rows.add(taken)
            if len(rows.cells) >= limits.batch_rows:
                yield rows.batch()
        yield rows.batch()


def _loaded(file: Path, found: Bundle, member: str, limits: Limits) -> Any:
    content = found.read(member, limits.whole_bytes_max)
    if content is None:
        raise IntakeError(
            f"{file.name}: {member} has more than {limits.whole_bytes_max} bytes.", "Ask for fewer at once."
        )
    try:
        return json.loads(content.decode("utf-8-sig"), parse_int=str, parse_float=str)
    except UnicodeDecodeError as cause:
        raise IntakeError(f"{file.name}: {member} is not UTF-8 text.", "Export it again.") from cause
    except json.JSONDecodeError as cause:
        if cause.pos >= len(cause.doc.rstrip()):
            raise cut(file, cause.lineno, "the list of submissions does not end.") from cause
        raise IntakeError(
            f"{file.name}:{cause.lineno}: this is not JSON ({cause.msg}).", "Mend it."
        ) from cause
    except RecursionError as cause:
        raise IntakeError(f"{file.name}: it is nested too deep.", "Export it again.") from cause


def _list(file: Path, told: Any) -> list[Any]:
    if isinstance(told, list):
        return told
    if not isinstance(told, dict):
        raise IntakeError(f"{file.name}: it holds no submissions.", "Export them from Central or Kobo.")
    for key, more in _LISTS.items():
        if isinstance(told.get(key), list):
            if told.get(more):
                raise IntakeError(
                    f"{file.name} is one page of several: more submissions follow it.",
                    "Nothing of it was taken in. Ask for all at once, or put the pages' lists into one file.",
                )
            return list(told[key])
    if "__id" in told or "_uuid" in told:
        return [told]
    raise IntakeError(
        f"{file.name}: it has neither a list 'value' (Central) nor 'results' (Kobo).",
        "Export the submissions as OData JSON from Central, or as JSON from Kobo's API.",
    )


def _submission(number: int, told: Any) -> Submission | BrokenRow:
    called = f"submission {number}"
    if not isinstance(told, dict):
        return BrokenRow(number, str(told), f"{called} is no object with answers.", "Export it again.")
    if (fault := _unfit(told)) is not None:
        column, value, reason, advice = fault
        return BrokenRow(number, value, f"{called}: {reason}", advice, column)
    answers: dict[str, list[str]] = {}
    for name, value in told.items():
        if name.startswith("_") or "@" in name:
            answers |= {name: [str(value)]} if not isinstance(value, (dict, list)) and value else {}
        else:
            _flatten(name, value, answers)
    answers.setdefault(INSTANCE, []).extend([] if INSTANCE in answers else _own_id(told))
    return Submission(number, called, {name: each for name, each in answers.items() if each})


def _own_id(told: Mapping[str, Any]) -> list[str]:
    """What the server calls the submission as a whole, where it does not tell the id of this version."""
    if isinstance(told.get("__id"), str):
        return [told["__id"]]
    return [f"uuid:{told['_uuid']}"] if isinstance(told.get("_uuid"), str) else []


def _unfit(told: Mapping[str, Any]) -> tuple[str, str, str, str] | None:
    """Why the server itself says that this submission is not whole or not to be used."""
    system = told.get("__system")
    system = system if isinstance(system, dict) else {}
    checked = told.get("_validation_status")
    verdict = checked.get("uid") if isinstance(checked, dict) else checked
    if system.get("status"):
        reason = "it is encrypted, or a part of it is missing."
        return "__system", str(system["status"]), reason, "Unlock it on the server, then export it again."
    if system.get("reviewState") == "rejected" or verdict == "validation_status_not_approved":
        reason = "its reviewer on the server rejected it."
        return "review", "rejected", reason, "Settle the review there, or enter by hand what holds."
    present, expected = system.get("attachmentsPresent"), system.get("attachmentsExpected")
    if _whole(present) < _whole(expected):
        reason = f"the server has {present} of its {expected} files."
        return "__system", str(present), reason, "Wait until the device has sent the rest; then export again."
    for name in told:
        if name.endswith(_LINK):
            repeat = name.removesuffix(_LINK)
            reason = f"the answers of {repeat!r} are not in the file."
            return repeat, str(told[name]), reason, "Ask Central for them too: add ?$expand=* to the address."
    return None


def _whole(value: Any) -> int:
    return int(value) if str(value).isdigit() else 0


def _flatten(path: str, value: Any, answers: dict[str, list[str]]) -> None:
    """Answers below that path. What Central adds to rows of a repeat (names with "__") is read past."""
    if isinstance(value, Mapping):
        if "coordinates" in value and "type" in value:
            answers.setdefault(path, []).append(_geometry(value))
            return
        for name, each in value.items():
            if not name.startswith("__") and not name.endswith(_LINK):
                whole = name if name.startswith(f"{path}/") else f"{path}/{name}"
                _flatten(whole, each, answers)
    elif isinstance(value, list):
        for each in value:
            _flatten(path, each, answers)
    elif value is not None and (said := _text(value)):
        answers.setdefault(path, []).append(said)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    said = str(value).strip()
    if match := _WKT.fullmatch(said):
        pairs = [each.split() for each in match[1].split(",")]
        return "; ".join(" ".join([each[1], each[0], *each[2:]]) for each in pairs if len(each) > 1)
    return said


def _geometry(value: Mapping[str, Any]) -> str:
    """GeoJSON, longitude first, as the device wrote it: latitude, longitude, altitude, accuracy."""
    points = value["coordinates"]
    told = value.get("properties")
    accuracy = told.get("accuracy") if isinstance(told, Mapping) else None
    while _holds_lists(points) and _holds_lists(points[0]):
        points = points[0]
    listed = points if _holds_lists(points) else [points]
    written = []
    for each in listed:
        if not isinstance(each, list) or len(each) < 2:
            return json.dumps(value)
        height = str(each[2]) if len(each) > 2 else "0"
        written.append(f"{each[1]} {each[0]} {height}" + ("" if accuracy is None else f" {accuracy}"))
    return "; ".join(written)


def _holds_lists(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], list)
