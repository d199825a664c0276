"""A feed of what was issued (Atom, RFC 4287): an entry a bulletin, the last told first, with its corrigenda.

Ids are made of what was issued and of nothing else, so that every node's feed names one bulletin alike.
"""

from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from holdfire.exchange.issued import Issued, Sheet, written
from holdfire.exchange.xml import document

NAMESPACE = "http://www.w3.org/2005/Atom"
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


def feed(issued: Issued, base: str) -> bytes:
    """The feed; files are named below `base`, the address at which the mission's bulletins are to be had."""
    root = ElementTree.Element("feed", {"xmlns": NAMESPACE})
    _put(root, "title", f"{issued.mission}: ceasefire bulletins, {issued.edition} edition")
    _put(root, "id", _id(f"feed {issued.mission} {issued.agreement} {issued.edition}"))
    shown = list(reversed(issued.sheets))[:LAST]
    updated = max((each.told_at for each in shown), default=None)
    _put(root, "updated", "1970-01-01T00:00:00Z" if updated is None else written(updated))
    author = ElementTree.SubElement(root, "author")
    _put(author, "name", issued.mission)
    ElementTree.SubElement(root, "link", {"rel": "self", "href": f"{base}feed.{issued.edition}.atom"})
    _put(root, "generator", "Holdfire")
    for sheet in shown:
        _entry(root, sheet, base)
    return document(root)


def _entry(root: ElementTree.Element, sheet: Sheet, base: str) -> None:
    entry = ElementTree.SubElement(root, "entry")
    drill = "EXERCISE. " if sheet.exercise else ""
    _put(entry, "title", f"{drill}{sheet.plain['title']}, no. {sheet.number}")
    _put(entry, "id", _id(f"{sheet.edition} {sheet.number} {sheet.seal}"))
    _put(entry, "updated", written(sheet.told_at))
    for name, kind in KINDS.items():
        if name in sheet.files:
            rel = "alternate" if name == "bulletin.html" else "enclosure"
            ElementTree.SubElement(
                entry, "link", {"rel": rel, "type": kind, "href": f"{base}{sheet.folder}/{name}"}
            )
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


def _id(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'holdfire {name}')}"


def _put(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text
