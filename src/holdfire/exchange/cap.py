"""Alerts in the Common Alerting Protocol 1.2 (OASIS, 1 July 2010): a message an incident of a day.

An incident that was told before and changed is an Update, one that was taken back a Cancel; both refer to the
message that told of it. Whether it is an exercise, a test or meant is never assumed: a status is asked for,
and an exercise's bulletin makes Exercise and nothing else.

What CAP asks for and a bulletin does not say follows from it by the rules below, and by nothing else:
certainty from how many origins tell of it (two: Likely, one: Possible, not stated: Unknown), severity from
the lowest number of killed (one or more: Severe, else Unknown), urgency Past: a bulletin tells what happened.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from holdfire.errors import HoldfireError
from holdfire.exchange.issued import Feature, HeldBack, Issued, Sheet, Told, told_by, written
from holdfire.exchange.phrases import LANGUAGES, phrases
from holdfire.exchange.xml import document

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
STATUSES = ("Actual", "Exercise", "Test")
VERDICTS = ("breach", "undetermined")
"""Incidents that an alert is made of: none that no clause touches."""
SENDER = re.compile(r"[^\s,<&]{1,120}")
_ORIGINS = re.compile(r"(\d+) origins?\b")
_SCOPES = {"public": "Public", "parties": "Restricted", "un": "Restricted"}


class ExchangeError(HoldfireError):
    """Something that cannot be handed on as it was asked for."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One message: the name of its file, and its bytes."""

    name: str
    content: bytes


def alerts(issued: Issued, day: str, sender: str, status: str) -> tuple[list[Alert], list[HeldBack]]:
    """The messages of the day's last bulletin, and what it tells of that makes none. Raises ExchangeError
    where there is no bulletin of the day, or sender and status do not do."""
    sheet = _sheet(issued, day, sender, status)
    before, now = (
        issued.told_before(sheet),
        told_by(each for each in issued.sheets if each.line <= sheet.line),
    )
    named = [str(each["id"]) for each in sheet.features]
    for corrected in sheet.plain["corrected"]:
        named += [
            *map(str, corrected["without"]),
            *(str(row["incident_id"]) for row in corrected["incidents"]),
        ]
    made, aside = [], []
    for name in dict.fromkeys(named):
        told, earlier = now.get(name), _alerted(before.get(name))
        reference = None if earlier is None else _reference(earlier.sheet, name, sender)
        if told is not None and _alerted(told):
            kind = "Alert" if earlier is None else "Update"
            made.append(_message(sheet, told.feature, sender, status, kind, reference))
        elif earlier is not None:
            made.append(_message(sheet, earlier.feature, sender, status, "Cancel", reference))
        elif told is not None:
            aside.append(HeldBack(name, f"the finding is: {told.feature['properties']['verdict']}"))
    return made, aside


def _alerted(told: Told | None) -> Told | None:
    """The incident, if a message was made of it as it was told."""
    return told if told is not None and told.feature["properties"]["verdict"] in VERDICTS else None


def _sheet(issued: Issued, day: str, sender: str, status: str) -> Sheet:
    if not SENDER.fullmatch(sender):
        raise ExchangeError(
            f"{sender!r} is no sender: CAP wants a name without spaces, commas, < and &.",
            "Write one that the readers know, such as desk@ceasefire.example.",
        )
    sheet = issued.last_of(day)
    if sheet is None:
        raise ExchangeError(
            f"No bulletin of {day} was issued in the {issued.edition} edition.",
            f"Issue it first: holdfire publish ... --day {day} --edition {issued.edition}",
        )
    if sheet.exercise and status != "Exercise":
        raise ExchangeError(
            f"Bulletin {sheet.number} is of an exercise, and its alerts may not have the status {status}.",
            "Write --status Exercise.",
        )
    return sheet


def _message(
    sheet: Sheet, feature: Feature, sender: str, status: str, kind: str, reference: str | None
) -> Alert:
    name = str(feature["id"])
    alert = ElementTree.Element("alert", {"xmlns": NAMESPACE})
    _put(alert, "identifier", _identifier(sheet, name))
    _put(alert, "sender", sender)
    _put(alert, "sent", _sent(sheet))
    _put(alert, "status", status)
    _put(alert, "msgType", kind)
    _put(alert, "source", f"ceasefire bulletin {sheet.number}")
    scope = _SCOPES[sheet.edition]
    _put(alert, "scope", scope)
    if scope == "Restricted":
        _put(alert, "restriction", f"{sheet.edition} edition")
    _put(alert, "note", f"dataset sha256:{sheet.seal}")
    if reference is not None:
        _put(alert, "references", reference)
    for language in LANGUAGES:
        _told_in(alert, sheet, feature, language, kind)
    return Alert(f"{_identifier(sheet, name)}.xml", document(alert))


def _identifier(sheet: Sheet, name: str) -> str:
    """Of the incident in that bulletin; a second issue of the day has another seal, and so another one."""
    return f"{sheet.edition}-{sheet.day}-{sheet.seal[:12]}-{name}"


def _sent(sheet: Sheet) -> str:
    """CAP has no Z: the offset is written out."""
    return written(sheet.told_at).replace("Z", "-00:00")


def _reference(sheet: Sheet, name: str, sender: str) -> str:
    return f"{sender},{_identifier(sheet, name)},{_sent(sheet)}"


def _told_in(alert: ElementTree.Element, sheet: Sheet, feature: Feature, language: str, kind: str) -> None:
    told: Mapping[str, Any] = feature["properties"]
    words = phrases(language)
    block = ElementTree.SubElement(alert, "info")
    _put(block, "language", language)
    _put(block, "category", "Security")
    _put(block, "event", words.act(str(told["act_code"] or "")))
    _put(block, "urgency", "Past")
    _put(block, "severity", "Severe" if (told["killed"]["low"] or 0) > 0 else "Unknown")
    _put(block, "certainty", _certainty(told))
    if told["when_start"] is not None:
        _put(block, "onset", str(told["when_start"]).replace("Z", "-00:00"))
    _put(block, "headline", words.headline(told)[:160])
    _put(block, "description", words.description(told, sheet.number, sheet.day, kind))
    for name in ("incident_id", "when_precision", "where_precision", "verdict"):
        if told[name] is not None:
            parameter = ElementTree.SubElement(block, "parameter")
            _put(parameter, "valueName", name)
            _put(parameter, "value", str(told[name]))
    _area(block, feature, words.place(told))


def _certainty(told: Mapping[str, Any]) -> str:
    found = _ORIGINS.search(str(told["sources"] or ""))
    origins = int(found[1]) if found else 0
    return "Unknown" if origins == 0 else "Possible" if origins == 1 else "Likely"


def _area(block: ElementTree.Element, feature: Feature, described: str) -> None:
    """A circle of the radius within which the place is known; a unit's outline; else the words alone."""
    area = ElementTree.SubElement(block, "area")
    _put(area, "areaDesc", described)
    geometry, told = feature["geometry"], feature["properties"]
    if geometry is None:
        return
    if geometry["type"] == "Point":
        lon, lat = geometry["coordinates"]
        kilometres = round(float(told["radius_m"] or 0) / 1000, 3)
        _put(area, "circle", f"{lat:.5f},{lon:.5f} {kilometres:g}")
        return
    outlines = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for rings in outlines:
        corners = [f"{lat:.4f},{lon:.4f}" for lon, lat in rings[0]]
        _put(area, "polygon", " ".join(corners))


def _put(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text
