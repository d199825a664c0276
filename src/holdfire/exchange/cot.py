"""Marks for TAK as Cursor on Target events: one an incident whose place is a point with a radius.

A mark says how well its place is known (`ce`, metres). What is known to a province only is no mark on
anybody's screen: it is held back, and told. Height is not known, which CoT writes as 9999999.
"""

from datetime import timedelta
from xml.etree import ElementTree

from holdfire.exchange.issued import Feature, HeldBack, Issued, Sheet, moment, written
from holdfire.exchange.xml import document

MARK = "b-m-p-s-m"
"""A spot on the map. Nothing in a bulletin says whose unit stands there, so it is no unit's symbol."""
UNKNOWN = "9999999.0"
HOW = "h-e"
"""Estimated by people."""


def marks(issued: Issued, day: str | None, stale: timedelta) -> tuple[bytes, int, list[HeldBack]]:
    """Events of the incidents told of that day, or of all, as one <events> document; how many; and those that
    are none. A mark is stale so long after its reporting day ended."""
    made, aside = each_mark(issued, day, stale)
    root = ElementTree.Element("events")
    root.extend(made)
    return document(root), len(made), aside


def each_mark(
    issued: Issued, day: str | None, stale: timedelta
) -> tuple[list[ElementTree.Element], list[HeldBack]]:
    """The same, one event a mark."""
    made, aside = [], []
    for feature in issued.incidents:
        told = feature["properties"]
        if day is not None and told["day"] != day:
            continue
        geometry = feature["geometry"]
        if geometry is None or geometry["type"] != "Point":
            aside.append(HeldBack(str(feature["id"]), f"no point: {told['geometry_means']}"))
        elif told["radius_m"] is None:
            aside.append(HeldBack(str(feature["id"]), "how well the point is known is not stated"))
        else:
            made.append(_mark(feature, issued.told[str(feature["id"])].sheet, stale))
    return made, aside


def _mark(feature: Feature, sheet: Sheet, stale: timedelta) -> ElementTree.Element:
    told = feature["properties"]
    start = moment(told["when_start"]) if told["when_start"] else sheet.told_at
    mark = ElementTree.Element(
        "event",
        {
            "version": "2.0",
            "uid": f"holdfire-{sheet.edition}-{feature['id']}",
            "type": MARK,
            "how": HOW,
            "time": written(sheet.told_at),
            "start": written(start),
            "stale": written(sheet.told_at + stale),
        },
    )
    lon, lat = feature["geometry"]["coordinates"]
    place = {"lat": f"{lat:.5f}", "lon": f"{lon:.5f}", "hae": UNKNOWN, "le": UNKNOWN}
    ElementTree.SubElement(mark, "point", {**place, "ce": f"{float(told['radius_m']):.1f}"})
    detail = ElementTree.SubElement(mark, "detail")
    drill = "EXERCISE " if told["exercise"] else ""
    ElementTree.SubElement(detail, "contact", {"callsign": f"{drill}{told['bulletin']}-{told['number']}"})
    said = (told["act"] or "act not known", told["where"], told["when"], f"finding: {told['verdict']}")
    ElementTree.SubElement(detail, "remarks").text = drill + "; ".join(map(str, said))
    ElementTree.SubElement(detail, "precisionlocation", {"geopointsrc": "???", "altsrc": "???"})
    return mark
