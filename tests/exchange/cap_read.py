"""Reading a CAP message in tests: what the standard allows, and in which order."""

from xml.etree import ElementTree

from holdfire.agreement.agreement import Agreement
from holdfire.exchange.cap.alerts import alerts
from holdfire.exchange.cap.message import NAMESPACE
from holdfire.exchange.issued import Issued

SENDER = "desk@ceasefire.example"
OF_ALERT = (
    *(
        "identifier",
        "sender",
        "sent",
        "status",
        "msgType",
        "source",
        "scope",
        "restriction",
        "addresses",
        "code",
    ),
    *("note", "references", "incidents", "info"),
)
OF_BLOCK = (
    *("language", "category", "event", "responseType", "urgency", "severity", "certainty", "audience"),
    *("eventCode", "effective", "onset", "expires", "senderName", "headline", "description", "instruction"),
    *("web", "contact", "parameter", "resource", "area"),
)
OF_AREA = ("areaDesc", "polygon", "circle", "geocode", "altitude", "ceiling")
"""Sections 3.2.1, 3.2.2 and 3.2.4 of the standard: every element in the order of its schema."""
ALLOWED = {
    "status": {"Actual", "Exercise", "System", "Test", "Draft"},
    "msgType": {"Alert", "Update", "Cancel", "Ack", "Error"},
    "scope": {"Public", "Restricted", "Private"},
    "category": {"Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra",
                 "CBRNE", "Other"},
    "urgency": {"Immediate", "Expected", "Future", "Past", "Unknown"},
    "severity": {"Extreme", "Severe", "Moderate", "Minor", "Unknown"},
    "certainty": {"Observed", "Likely", "Possible", "Unlikely", "Unknown"},
}  # fmt: skip


def name_of(element: ElementTree.Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def text_of(parent: ElementTree.Element, name: str) -> str | None:
    return parent.findtext(f"{{{NAMESPACE}}}{name}")


def block_of(root: ElementTree.Element, language: str = "en") -> ElementTree.Element:
    """What the message says in that language."""
    found = root.findall(f"{{{NAMESPACE}}}info")
    return next(each for each in found if text_of(each, "language") == language)


def area_of(block: ElementTree.Element) -> ElementTree.Element:
    (found,) = block.findall(f"{{{NAMESPACE}}}area")
    return found


def messages(
    issued: Issued, agreement: Agreement, day: str, *subjects: str
) -> dict[str, ElementTree.Element]:
    """Each message of the day by what it is of."""
    made, _ = alerts(issued, agreement, day, SENDER, "Test", subjects or ("incidents",))
    roots = [ElementTree.fromstring(each.content) for each in made]
    start = len("public-2018-02-10-") + 13
    return {str(text_of(root, "identifier"))[start:]: root for root in roots}


def in_order(parent: ElementTree.Element, order: tuple[str, ...]) -> bool:
    places = [order.index(name_of(each)) for each in parent]
    return places == sorted(places)


def assert_as_the_standard_has_it(root: ElementTree.Element) -> None:
    assert root.tag == f"{{{NAMESPACE}}}alert"
    assert in_order(root, OF_ALERT)
    for block in (block_of(root, each) for each in ("en", "ru", "tr", "ar", "fa")):
        assert in_order(block, OF_BLOCK)
        assert in_order(area_of(block), OF_AREA)
        for polygon in area_of(block).findall(f"{{{NAMESPACE}}}polygon"):
            corners = str(polygon.text).split()
            assert (len(corners) >= 4, corners[0] == corners[-1]) == (True, True), "a closed ring"
    for element in root.iter():
        assert element.text in ALLOWED.get(name_of(element), {element.text})
        if name_of(element) in ("sent", "onset", "expires"):
            assert str(element.text).endswith("-00:00"), "CAP has no Z"
