"""One field report, as each server and device writes the same answers; names and shapes as they document."""

import json
from typing import Any

INSTANCE = "uuid:7f3c6a52-6b4e-4d0c-9d0e-000000000001"
RECORD = "3b1f7f0e-9f06-4b7a-8f0a-00000000000a"
VERSION = "holdfire-report-1-0123456789ab"

ANSWERS = {
    "record_id": RECORD,
    "form_version": VERSION,
    "when/how": "minute",
    "when/at": "2017-06-15T14:20:00.000+03:00",
    "where/how": "here",
    "where/gps": "35.93 36.63 412.5 8.2",
    "where/place": "خان شيخون",
    "what/act": "fire.shelling.mortar",
    "what/text": "Three rounds; then quiet.",
    "what/language": "en",
    "source/how": "saw",
    "source/team": "post-7",
    "who/actor": "not_known",
    "who/target": "opposition",
    "toll/killed": "known",
    "toll/killed_low": "0",
    "toll/killed_high": "2",
    "toll/injured": "not_known",
    "meta/instanceID": INSTANCE,
}


def changed(**answers: str | None) -> dict[str, str]:
    """The report with other answers; a double underscore stands for the slash, None takes an answer out."""
    whole = ANSWERS | {name.replace("__", "/"): value for name, value in answers.items()}
    return {name: value for name, value in whole.items() if value is not None}


def xml(answers: dict[str, str] | None = None) -> bytes:
    """As a device sends it: groups nested, metadata in the namespace of OpenRosa."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for path, value in (ANSWERS if answers is None else answers).items():
        group, _, name = path.rpartition("/")
        groups.setdefault(group, []).append((name, value.replace("&", "&amp;").replace("<", "&lt;")))
    lines = ["<?xml version='1.0' ?>", f'<data id="holdfire_report" version="{VERSION}"']
    lines.append(' xmlns:orx="http://openrosa.org/xforms" xmlns:jr="http://openrosa.org/javarosa">')
    for group, listed in groups.items():
        mark = "orx:" if group == "meta" else ""
        inside = "".join(f"<{mark}{name}>{value}</{mark}{name}>" for name, value in listed)
        lines.append(f"<{mark}{group}>{inside}</{mark}{group}>" if group else inside)
    return "".join([*lines, "</data>"]).encode()


def central(*submissions: dict[str, str], **system: Any) -> dict[str, Any]:
    """As ODK Central's OData document has it: groups nested, places as GeoJSON, numbers as numbers."""
    rows = []
    for answers in submissions or (ANSWERS,):
        row: dict[str, Any] = {"__id": answers["meta/instanceID"]}
        row["__system"] = {
            "submissionDate": "2017-06-15T11:30:00.000Z",
            "updatedAt": None,
            "submitterId": "12",
            "submitterName": "Tablet of post 7",
            "attachmentsPresent": 0,
            "attachmentsExpected": 0,
            "status": None,
            "reviewState": None,
            "deviceId": "collect:x",
            "edits": 0,
            "formVersion": VERSION,
        } | system
        for path, value in answers.items():
            *groups, name = path.split("/")
            place = row
            for group in groups:
                place = place.setdefault(group, {})
            place[name] = _typed(path, value)
        rows.append(row)
    return {"@odata.context": "https://central.example/v1/projects/1/forms/f.svc/$metadata", "value": rows}


def _typed(path: str, value: str) -> Any:
    if path == "where/gps":
        lat, lon, height, accuracy = map(float, value.split())
        return {
            "type": "Point",
            "coordinates": [lon, lat, height],
            "properties": {"accuracy": accuracy},
        }
    return int(value) if value.isdigit() else value


def kobo(*submissions: dict[str, str], **told: Any) -> dict[str, Any]:
    """As Kobo's API answers: one flat object a submission, its own notes under names with underscores."""
    rows = [
        {
            "_id": 471987 + number,
            "formhub/uuid": "189436bb09a54957bfcc798e338b54d6",
            **answers,
            "__version__": "veGcULpqP6JNFKRJbbMvMs",
            "meta/rootUuid": answers["meta/instanceID"],
            "_xform_id_string": "ajXVJpBkTD5tB4Nu9QXpgm",
            "_uuid": answers["meta/instanceID"].removeprefix("uuid:"),
            "_attachments": [],
            "_status": "submitted_via_web",
            "_geolocation": [35.93, 36.63],
            "_submission_time": "2017-06-15T11:30:00",
            "_tags": [],
            "_notes": [],
            "_validation_status": {},
            "_submitted_by": None,
        }
        | told
        for number, answers in enumerate(submissions or (ANSWERS,))
    ]
    return {"count": len(rows), "next": None, "previous": None, "results": rows}


def as_json(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()


def _quoted(cells: list[str], delimiter: str) -> str:
    return delimiter.join('"' + cell.replace('"', '""') + '"' for cell in cells)


def central_csv(*submissions: dict[str, str], **added: str) -> bytes:
    """As Central writes its table: group-field, four columns for a place, KEY and the sender at the end."""
    rows = submissions or (ANSWERS,)
    names = [name for name in dict.fromkeys(name for row in rows for name in row) if name != "where/gps"]
    parts = ("Latitude", "Longitude", "Altitude", "Accuracy")
    header = ["SubmissionDate", *(name.replace("/", "-") for name in names)]
    header += [f"where-gps-{part}" for part in parts]
    header += ["KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", *added]
    lines = [_quoted(header, ",")]
    for row in rows:
        place = (row.get("where/gps", "").split() + [""] * 4)[:4]
        cells = ["2017-06-15T11:30:00.000Z", *(row.get(name, "") for name in names), *place]
        cells += [row["meta/instanceID"], "12", "Tablet of post 7", "0", "0", *added.values()]
        lines.append(_quoted(cells, ","))
    return ("\n".join(lines) + "\n").encode()


def kobo_csv(*submissions: dict[str, str], **added: str) -> bytes:
    """As Kobo writes XML values and headers: a place whole and in parts, no metadata, its notes behind."""
    rows = submissions or (ANSWERS,)
    names = list(dict.fromkeys(name for row in rows for name in row if not name.startswith("meta/")))
    parts = [f"where/_gps_{part}" for part in ("latitude", "longitude", "altitude", "precision")]
    notes = ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by"]
    notes += ["__version__", "_tags", "_index", *added]
    lines = [_quoted([*names, *parts, *notes], ";")]
    for number, row in enumerate(rows, 1):
        place = (row.get("where/gps", "").split() + [""] * 4)[:4]
        own = row["meta/instanceID"].removeprefix("uuid:")
        said = [
            str(number),
            own,
            "2017-06-15T11:30:00",
            "",
            "",
            "submitted_via_web",
            "",
            "v1",
            "",
            str(number),
        ]
        lines.append(_quoted([*(row.get(name, "") for name in names), *place, *said, *added.values()], ";"))
    return ("\n".join(lines) + "\n").encode()
