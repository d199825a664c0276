"""CAP 1.2: an alert, its update and its cancel; the elements and their order are those of the standard."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from issued_days import FIRST, SECOND, by_place

from holdfire.exchange.cap import NAMESPACE, STATUSES, ExchangeError, alerts
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


def messages(issued: Issued, day: str, status: str = "Test") -> dict[str, ElementTree.Element]:
    """Each message of the day by the incident it is of."""
    made, _ = alerts(issued, day, SENDER, status)
    roots = [ElementTree.fromstring(each.content) for each in made]
    return {str(text_of(root, "identifier"))[-22:]: root for root in roots}


def in_order(parent: ElementTree.Element, order: tuple[str, ...]) -> bool:
    places = [order.index(name_of(each)) for each in parent]
    return places == sorted(places)


def test_every_message_has_the_elements_of_the_standard_in_their_order(issued: Issued) -> None:
    found = {**messages(issued, FIRST), **messages(issued, SECOND)}
    assert len(found) == 4
    for root in found.values():
        assert root.tag == f"{{{NAMESPACE}}}alert"
        assert in_order(root, OF_ALERT)
        infos = root.findall(f"{{{NAMESPACE}}}info")
        assert [text_of(each, "language") for each in infos] == ["en", "ru", "tr", "ar", "fa"]
        for block in infos:
            assert in_order(block, OF_BLOCK)
            (area,) = block.findall(f"{{{NAMESPACE}}}area")
            assert in_order(area, OF_AREA)
        for element in root.iter():
            assert element.text in ALLOWED.get(name_of(element), {element.text})
            assert name_of(element) != "sent" or str(element.text).endswith("-00:00"), "CAP has no Z"


def test_a_changed_incident_is_an_update_and_a_withdrawn_one_a_cancel_of_the_message_before(
    issued: Issued,
) -> None:
    place, first, second = by_place(issued), messages(issued, FIRST), messages(issued, SECOND)
    assert {text_of(each, "msgType") for each in first.values()} == {"Alert"}
    kinds = {
        longitude: text_of(second[name], "msgType") for longitude, name in place.items() if name in second
    }
    assert kinds == {"36.8": "Update", "36.6": "Cancel", "36.5": "Alert"}
    for longitude in ("36.8", "36.6"):
        before = first[place[longitude]]
        told = ",".join(str(text_of(before, each)) for each in ("sender", "identifier", "sent"))
        assert text_of(second[place[longitude]], "references") == told


def test_what_is_told_follows_from_the_bulletin_alone(issued: Issued) -> None:
    place, first = by_place(issued), messages(issued, FIRST)
    block = first[place["36.8"]].find(f"{{{NAMESPACE}}}info")
    assert block is not None
    assert (text_of(block, "urgency"), text_of(block, "severity"), text_of(block, "certainty")) == (
        "Past", "Severe", "Possible",
    )  # fmt: skip
    assert text_of(block, "event") == "Shelling, weapon not known"
    assert "Finding: undetermined. This is a record of what happened" in str(text_of(block, "description"))
    nobody_killed = first[place["36.4"]].find(f"{{{NAMESPACE}}}info")
    assert nobody_killed is not None
    assert text_of(nobody_killed, "severity") == "Unknown"
    area = block.find(f"{{{NAMESPACE}}}area")
    assert area is not None
    centre, radius = str(text_of(area, "circle")).split()
    assert centre.startswith("35.86")
    assert float(radius) == pytest.approx(1.287, abs=0.01), (
        "the radius within which the place is known, in km"
    )


def test_the_same_bulletin_makes_the_same_bytes(issued: Issued) -> None:
    one, other = (alerts(issued, SECOND, SENDER, "Test")[0] for _ in range(2))
    assert one == other


def test_no_message_of_an_exercise_passes_for_an_actual_one(issued: Issued) -> None:
    plain = [replace(each, plain={**each.plain, "exercise": True}) for each in issued.sheets]
    drill = replace(issued, sheets=tuple(plain))
    for status in set(STATUSES) - {"Exercise"}:
        with pytest.raises(ExchangeError, match="is of an exercise, and its alerts may not have the status"):
            alerts(drill, FIRST, SENDER, status)
    assert alerts(drill, FIRST, SENDER, "Exercise")[0]


@pytest.mark.parametrize("sender", ["", "two words", "a,b", "<a>", "a&b", "x" * 121])
def test_a_sender_that_the_standard_forbids_is_refused(issued: Issued, sender: str) -> None:
    with pytest.raises(ExchangeError, match="is no sender: CAP wants a name without spaces, commas, < and &"):
        alerts(issued, FIRST, sender, "Test")


def test_a_day_without_a_bulletin_has_no_alert(issued: Issued) -> None:
    with pytest.raises(ExchangeError) as refused:
        alerts(issued, "2018-02-09", SENDER, "Test")
    assert refused.value.what == "No bulletin of 2018-02-09 was issued in the public edition."
    assert "holdfire publish" in refused.value.advice
