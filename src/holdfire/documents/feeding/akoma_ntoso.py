"""The official text of a reading as Akoma Ntoso 3.0, the XML that parliaments and the UN exchange documents
in.

A `statement` document: what stands in front of the points as its preamble, each point a paragraph with its
number and an eId (para_1). What was read of a point stands beside it as an analysis in a namespace of ours,
with the rule and its confidence; the text itself is unchanged.
"""

from xml.etree import ElementTree as Tree

from holdfire.documents.dates.value import last_day_of
from holdfire.documents.field import Field
from holdfire.documents.provisions.points import front_of
from holdfire.documents.provisions.provision import Instrument, Provision
from holdfire.documents.reading import Reading
from holdfire.errors import DocumentError

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OURS = "https://holdfire.example/ns/reading/1"
_BY = "#holdfire"


def akoma_ntoso(reading: Reading, slug: str) -> str:
    """The XML. Raises DocumentError for a document without numbered points."""
    if not reading.provisions:
        raise DocumentError(
            f"{reading.name} holds no numbered points of an official text.", "Give the text itself."
        )
    section = reading.provisions[0].section
    points = [each for each in reading.provisions if each.section == section]
    made = next(
        (each for each in reading.instruments if each.section == section and each.role == "made here"), None
    )
    Tree.register_namespace("", AKN)
    Tree.register_namespace("hf", OURS)
    root = Tree.Element(_akn("akomaNtoso"))
    document = Tree.SubElement(root, _akn("statement"), {"name": "statement"})
    _meta(document, reading, made, points, slug)
    _preface(document, made)
    front = front_of(reading.page, section)
    if front is not None:
        preamble = Tree.SubElement(document, _akn("preamble"))
        Tree.SubElement(preamble, _akn("p")).text = _clean(" ".join(front.of(reading.page.text).split()))
    body = Tree.SubElement(document, _akn("mainBody"))
    for each in points:
        _point(body, each)
    Tree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Tree.tostring(root, encoding="unicode") + "\n"


def _akn(name: str) -> str:
    return f"{{{AKN}}}{name}"


def _clean(words: str) -> str:
    """Without characters that XML cannot hold."""
    return "".join(
        each for each in words if each in "\t\n" or (ord(each) >= 32 and each not in "\ufffe\uffff")
    )


def _meta(
    document: Tree.Element, reading: Reading, made: Instrument | None, points: list[Provision], slug: str
) -> None:
    day = last_day_of(made.day.value) if made is not None else None
    told = day.isoformat() if day is not None else "9999-01-01"
    meta = Tree.SubElement(document, _akn("meta"))
    naming = Tree.SubElement(meta, _akn("identification"), {"source": _BY})
    this = f"/akn/un/statement/{told}/{slug}"
    for level, name, at in (
        ("FRBRWork", "Work", this),
        ("FRBRExpression", "Expression", f"{this}/eng"),
        ("FRBRManifestation", "Manifestation", f"{this}/eng.xml"),
    ):
        part = Tree.SubElement(naming, _akn(level))
        Tree.SubElement(part, _akn("FRBRthis"), {"value": at})
        Tree.SubElement(part, _akn("FRBRuri"), {"value": at})
        unknown = {"name": "day not stated" if day is None else "made"}
        Tree.SubElement(part, _akn("FRBRdate"), {"date": told, **unknown})
        Tree.SubElement(part, _akn("FRBRauthor"), {"href": _BY})
        if name == "Work":
            Tree.SubElement(part, _akn("FRBRcountry"), {"value": "un"})
        if name == "Expression":
            Tree.SubElement(part, _akn("FRBRlanguage"), {"language": "eng"})
    references = Tree.SubElement(meta, _akn("references"), {"source": _BY})
    Tree.SubElement(
        references,
        _akn("TLCOrganization"),
        {"eId": "holdfire", "href": "/ontology/holdfire", "showAs": "Holdfire"},
    )
    beside = Tree.SubElement(meta, _akn("proprietary"), {"source": _BY})
    Tree.SubElement(beside, f"{{{OURS}}}source", {"name": reading.name, "sha256": reading.page.source.digest})
    for each in points:
        _analysis(beside, each)


def _analysis(beside: Tree.Element, point: Provision) -> None:
    part = Tree.SubElement(beside, f"{{{OURS}}}point", {"href": f"#{_eid(point)}"})
    rows = [("force", point.force)]
    rows += [("bound", each) for each in point.bound] + [("addressee", each) for each in point.addressees]
    rows += [("zone", each) for each in point.zones] + [("deadline", point.deadline)]
    if point.term is not None:
        rows += [("length", point.term.length), ("start", point.term.start), ("end", point.term.end)]
    for name, field in rows:
        if field.value is not None or field.alternatives:
            _field(part, name, field)


def _field(part: Tree.Element, name: str, field: Field) -> None:
    told = {"method": _clean(field.method), "confidence": f"{field.confidence:.2f}"}
    if field.value is not None:
        told["value"] = _clean(str(field.value))
    else:
        told["notKnown"] = str(field.reason)
    if field.passages:
        told |= {"start": str(field.passages[0].start), "end": str(field.passages[0].end)}
    own = Tree.SubElement(part, f"{{{OURS}}}{name}", told)
    for each in field.alternatives:
        Tree.SubElement(own, f"{{{OURS}}}or", {"value": _clean(str(each.value)), "why": _clean(each.why)})


def _preface(document: Tree.Element, made: Instrument | None) -> None:
    if made is not None and made.title.value is not None:
        preface = Tree.SubElement(document, _akn("preface"))
        line = Tree.SubElement(preface, _akn("p"))
        Tree.SubElement(line, _akn("docTitle")).text = _clean(str(made.title.value))


def _eid(point: Provision) -> str:
    return "para_" + str(point.number.value).replace("(", "__").replace(")", "")


def _point(body: Tree.Element, point: Provision) -> None:
    paragraph = Tree.SubElement(body, _akn("paragraph"), {"eId": _eid(point)})
    Tree.SubElement(paragraph, _akn("num")).text = f"{point.number.value}."
    content = Tree.SubElement(paragraph, _akn("content"))
    Tree.SubElement(content, _akn("p")).text = _clean(str(point.words.value))
