"""Feeds (Atom, RFC 4287): of bulletins with their corrigenda, the last told first, and of a day's alerts.

Each bulletin is an entry, and each day that it corrects another, so that nobody who follows misses that a
bulletin no longer holds. Ids are made of what was issued and of nothing else, so that every node's feed names
one bulletin alike.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from holdfire.exchange.cap.message import Alert
from holdfire.exchange.issued import Issued, Sheet, written
from holdfire.exchange.xml import document

NAMESPACE = "http://www.w3.org/2005/Atom"
ALERTS = "alerts.atom"
LAST = 60
"""Bulletins in a feed: two months of them."""
KINDS = {
    "bulletin.html": "text/html",
    "bulletin.pdf": "application/pdf",
    "bulletin.json": "application/json",
    "incidents.csv": "text/csv",
    "incidents.geojson": "application/geo+json",
    "map.svg": "image/svg+xml",
}


def feed(issued: Issued, base: str) -> tuple[bytes, int]:
    """The feed, and how many entries it has; files are named below `base`, the address at which the mission's
    bulletins are to be had."""
    shown = list(reversed(issued.sheets))[:LAST]
    root = _feed(
        f"{issued.mission}: ceasefire bulletins, {issued.edition} edition",
        f"feed {issued.mission} {issued.agreement} {issued.edition}",
        issued.mission,
        f"{base}feed.{issued.edition}.atom",
        shown,
    )
    count = 0
    for sheet in shown:
        _entry(root, sheet, base)
        for corrected in sheet.corrected:
            _corrigendum(root, issued, sheet, corrected, base)
        count += 1 + len(sheet.corrected)
    return document(root), count


def alert_feed(issued: Issued, sheet: Sheet, made: Iterable[Alert]) -> bytes:
    """A feed of the messages made of one bulletin; their files lie beside it."""
    title = f"{issued.mission}: alerts of bulletin {sheet.number}, {issued.edition} edition"
    root = _feed(
        title, f"alerts {sheet.edition} {sheet.number} {sheet.seal}", issued.mission, ALERTS, [sheet]
    )
    for each in made:
        entry = ElementTree.SubElement(root, "entry")
        _put(entry, "title", f"{each.status}, {each.kind}: {each.headline}")
        _put(entry, "id", _id(f"alert {each.name}"))
        _put(entry, "updated", written(sheet.told_at))
        _link(entry, "alternate", each.name, "application/cap+xml")
        ElementTree.SubElement(entry, "category", {"term": each.kind})
        _put(entry, "summary", each.headline)
    return document(root)


def _feed(title: str, named: str, author: str, itself: str, sheets: list[Sheet]) -> ElementTree.Element:
    root = ElementTree.Element("feed", {"xmlns": NAMESPACE})
    _put(root, "title", title)
    _put(root, "id", _id(named))
    updated = max((each.told_at for each in sheets), default=None)
    _put(root, "updated", "1970-01-01T00:00:00Z" if updated is None else written(updated))
    _put(ElementTree.SubElement(root, "author"), "name", author)
    _link(root, "self", itself)
    _put(root, "generator", "Holdfire")
    return root


def _entry(root: ElementTree.Element, sheet: Sheet, base: str) -> None:
    entry = ElementTree.SubElement(root, "entry")
    _put(entry, "title", f"{_drill(sheet)}{sheet.plain['title']}, no. {sheet.number}")
    _put(entry, "id", _id(f"{sheet.edition} {sheet.number} {sheet.seal}"))
    _put(entry, "updated", written(sheet.told_at))
    for name, kind in KINDS.items():
        if name in sheet.files:
            rel = "alternate" if name == "bulletin.html" else "enclosure"
            _link(entry, rel, f"{base}{sheet.folder}/{name}", kind)
    ElementTree.SubElement(entry, "category", {"term": sheet.edition})
    _put(entry, "summary", _summary(sheet))


def _summary(sheet: Sheet) -> str:
    """The bulletin's own first sentence, and how many corrigenda it tells."""
    first = next(
        (each["text"] for block in sheet.plain["sections"][0]["blocks"] for each in block.get("bullets", ())),
        "",
    )
    corrected = len(sheet.corrigenda)
    return f"{first} Corrigenda of earlier bulletins: {corrected}. Dataset SHA-256 {sheet.seal}."


def _corrigendum(
    root: ElementTree.Element, issued: Issued, sheet: Sheet, corrected: Mapping[str, Any], base: str
) -> None:
    """That an earlier bulletin no longer holds in all, told in this one."""
    day = str(corrected["day"])
    changes = [each for each in sheet.corrigenda if each["day"] == day]
    number = next((str(each["number"]) for each in changes), "not known")
    entry = ElementTree.SubElement(root, "entry")
    title = f"Corrigenda to bulletin no. {number} of {day}, told in no. {sheet.number}"
    _put(entry, "title", f"{_drill(sheet)}{title}")
    _put(entry, "id", _id(f"{sheet.edition} {sheet.number} {sheet.seal} corrigenda {day}"))
    _put(entry, "updated", written(sheet.told_at))
    if "bulletin.html" in sheet.files:
        _link(entry, "alternate", f"{base}{sheet.folder}/bulletin.html#corrigenda", "text/html")
    of = next((each for each in issued.before(sheet) if each.day == day), None)
    if of is not None and "bulletin.html" in of.files:
        _link(entry, "related", f"{base}{of.folder}/bulletin.html", "text/html")
    ElementTree.SubElement(entry, "category", {"term": "corrigenda"})
    kinds = Counter(str(each["kind"]) for each in changes)
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    _put(entry, "summary", f"Changes by kind: {told}. The bulletin stands as it was issued; read both.")


def _drill(sheet: Sheet) -> str:
    return "EXERCISE. " if sheet.exercise else ""


def _link(parent: ElementTree.Element, rel: str, href: str, kind: str = "") -> None:
    told = {"rel": rel, "type": kind, "href": href} if kind else {"rel": rel, "href": href}
    ElementTree.SubElement(parent, "link", told)


def _id(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'holdfire {name}')}"


def _put(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text
