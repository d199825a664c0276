"""A message of CAP 1.2: its elements in the order of the schema, and identifiers that every node makes alike.

Whether it is an exercise, a test or meant is never assumed: a status is asked for, and an exercise's bulletin
makes Exercise and nothing else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from holdfire.errors import HoldfireError
from holdfire.exchange.issued import Issued, Sheet, written
from holdfire.exchange.xml import document

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
STATUSES = ("Actual", "Exercise", "Test")
ALERT, UPDATE, CANCEL = "Alert", "Update", "Cancel"
SENDER = re.compile(r"[^\s,<&]{1,120}")
_SCOPES = {"public": "Public", "parties": "Restricted", "un": "Restricted"}


class ExchangeError(HoldfireError):
    """Something that cannot be handed on as it was asked for."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One message: the name of its file, its bytes, and what a list of messages says of it, in English."""

    name: str
    content: bytes
    status: str
    kind: str
    headline: str


@dataclass(frozen=True, slots=True)
class Block:
    """What a message says in one language. `geometry` is GeoJSON's, `radius_m` of a point; None where the
    place is told in words alone. `parameters` are names and values for machines."""

    language: str
    subject: str
    headline: str
    description: str
    place: str
    urgency: str = "Unknown"
    severity: str = "Unknown"
    certainty: str = "Unknown"
    onset: datetime | None = None
    expires: datetime | None = None
    geometry: Mapping[str, Any] | None = None
    radius_m: float | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sends what a bulletin tells, and whether it is meant."""

    sheet: Sheet
    sender: str
    status: str

    def message(self, key: str, kind: str, earlier: Sheet | None, blocks: list[Block]) -> Alert:
        """The message on what `key` names. `earlier`: the bulletin whose message on it this one is about."""
        sheet = self.sheet
        alert = ElementTree.Element("alert", {"xmlns": NAMESPACE})
        name = identifier(sheet, key)
        scope = _SCOPES[sheet.edition]
        head = {
            "identifier": name,
            "sender": self.sender,
            "sent": _moment(sheet.told_at),
            "status": self.status,
            "msgType": kind,
            "source": f"ceasefire bulletin {sheet.number}",
            "scope": scope,
            "restriction": f"{sheet.edition} edition" if scope == "Restricted" else None,
            "note": f"dataset sha256:{sheet.seal}",
            "references": None if earlier is None else self._reference(earlier, key),
        }
        _put(alert, head)
        for each in blocks:
            _block(alert, each)
        return Alert(f"{name}.xml", document(alert), self.status, kind, blocks[0].headline)

    def _reference(self, earlier: Sheet, key: str) -> str:
        return f"{self.sender},{identifier(earlier, key)},{_moment(earlier.told_at)}"


def desk_of(issued: Issued, day: str, sender: str, status: str) -> Desk:
    """The desk that sends what the last bulletin of that day tells. Raises ExchangeError where there is no
    bulletin of the day, or sender and status do not do."""
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
    return Desk(sheet, sender, status)


def identifier(sheet: Sheet, key: str) -> str:
    """Of that subject in that bulletin; a second issue of the day has another seal, and so another one."""
    return f"{sheet.edition}-{sheet.day}-{sheet.seal[:12]}-{key}"


def _moment(at: datetime) -> str:
    """CAP has no Z: the offset is written out."""
    return written(at).replace("Z", "-00:00")


def _block(alert: ElementTree.Element, told: Block) -> None:
    block = ElementTree.SubElement(alert, "info")
    words = {
        "language": told.language,
        "category": "Security",
        "event": told.subject,
        "urgency": told.urgency,
        "severity": told.severity,
        "certainty": told.certainty,
        "onset": None if told.onset is None else _moment(told.onset),
        "expires": None if told.expires is None else _moment(told.expires),
        "headline": told.headline[:160],
        "description": told.description,
    }
    _put(block, words)
    for name, value in told.parameters.items():
        _put(ElementTree.SubElement(block, "parameter"), {"valueName": name, "value": value})
    _area(ElementTree.SubElement(block, "area"), told)


def _area(area: ElementTree.Element, told: Block) -> None:
    """A circle of the radius within which the place is known; an outline; else the words alone."""
    _put(area, {"areaDesc": told.place})
    if told.geometry is None:
        return
    if told.geometry["type"] == "Point":
        lon, lat = told.geometry["coordinates"]
        kilometres = round(float(told.radius_m or 0) / 1000, 3)
        _put(area, {"circle": f"{lat:.5f},{lon:.5f} {kilometres:g}"})
        return
    drawn = told.geometry["coordinates"]
    for rings in [drawn] if told.geometry["type"] == "Polygon" else drawn:
        corners = [f"{lat:.4f},{lon:.4f}" for lon, lat in rings[0]]
        _put(area, {"polygon": " ".join(corners)})


def _put(parent: ElementTree.Element, told: Mapping[str, str | None]) -> None:
    for name, text in told.items():
        if text is not None:
            ElementTree.SubElement(parent, name).text = text
