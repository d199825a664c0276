"""A field form filled in as a device does it: its own bindings decide what is asked, allowed and reckoned.

The XForm is the one that pyxform makes of our workbook; lxml reckons its expressions, with the functions
that ODK's specification adds to XPath.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from lxml import etree

XF, JR = "{http://www.w3.org/2002/xforms}", "{http://openrosa.org/javarosa}"
ORX = "http://openrosa.org/xforms"
_FUNCTIONS = etree.FunctionNamespace(None)


class RefusedError(AssertionError):
    """The device would not let this answer through."""


def _text(value: Any) -> Any:
    found = value[0] if isinstance(value, list) and value else value
    if isinstance(found, list):
        return ""
    return (found.text or "") if isinstance(found, etree._Element) else found


def _days(_: Any, value: Any) -> float:
    said = str(_text(value))
    if said.replace(".", "", 1).isdigit():
        return float(said)
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return float("nan")
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.timestamp() / 86400


def _rounded(_: Any, value: Any, places: float) -> str:
    found = round(float(_text(value)), int(places))
    return f"{found:g}" if places == 0 else str(found)


class Device:
    """One filling of the form, in one language, at one moment."""

    def __init__(self, xform: str, language: str, now: datetime, number: int = 1) -> None:
        whole = etree.fromstring(xform.encode())
        self.model = whole.find(f".//{XF}model")
        self.instances = {each.get("id"): each for each in self.model.findall(f"{XF}instance")}
        (first,) = [each for each in self.model.findall(f"{XF}instance") if each.get("id") is None]
        self.form = _bare(first[0])
        self.lists = {key: _bare(each) for key, each in self.instances.items() if key}
        self.binds = {each.get("nodeset"): each for each in self.model.findall(f"{XF}bind")}
        self.itext = {
            each.get("id"): each.findtext(f"{XF}value")
            for each in self.model.find(f"{XF}itext/{XF}translation[@lang='{language}']")
        }
        self.sets = {each.getparent().get("ref"): each.get("nodeset") for each in whole.iter(f"{XF}itemset")}
        self.uuids = (UUID(int=number * 1000 + each) for each in range(100))
        self.now = now
        _FUNCTIONS.update(
            {
                "once": lambda context, value: _text(context.context_node.text or value),
                "uuid": lambda _: str(next(self.uuids)),
                "if": lambda _, test, yes, no: _text(yes) if test is True else _text(no),
                "selected": lambda _, listed, one: str(_text(one)) in str(_text(listed)).split(),
                "instance": lambda _, name: [self.lists[str(name)]],
                "now": lambda _: self.now.timestamp() / 86400,
                "today": lambda _: self.now.timestamp() / 86400,
                "decimal-date-time": _days,
                "rounded": _rounded,
            }
        )
        self.reckon()

    def node(self, path: str) -> Any:
        (found,) = self.form.xpath("/" + path if path.startswith("/") else f"/data/{path}")
        return found

    def evaluate(self, expression: str, path: str, node: Any = None) -> Any:
        """What the expression comes to at that question; `node` is a choice that it is asked of."""
        asked = self.node(path)
        whole = expression.replace("current()", "$asked").replace("round(", "rounded(")
        return (asked if node is None else node).xpath(whole, asked=asked)

    def relevant(self, path: str) -> bool:
        bind = self.binds[path]
        return bind.get("relevant") is None or self.evaluate(f"boolean({bind.get('relevant')})", path)

    def choices(self, path: str) -> dict[str, str]:
        """What the device offers at that question: label in the language chosen, and what is sent."""
        name, _, rest = self.sets[path].removeprefix("instance('").partition("')/root/item")
        listed = self.lists[name].findall("root/item")
        test = rest.removeprefix("[").removesuffix("]")
        shown = [each for each in listed if not test or self.evaluate(f"boolean({test})", path, each)]
        found = {self.itext[each.findtext("itextId")]: each.findtext("name") for each in shown}
        assert len(found) == len(shown), f"{path}: two choices read alike"
        return found

    def answer(self, path: str, value: str) -> None:
        whole = f"/data/{path}"
        if not self.relevant(whole):
            raise RefusedError(f"{path} is not asked now")
        bind = self.binds[whole]
        if whole in self.sets and value not in self.choices(whole).values():
            raise RefusedError(f"{path}: {value} is not offered")
        before = self.node(whole).text
        self.node(whole).text = value
        if (test := bind.get("constraint")) and not self._allowed(test, whole, bind.get("type")):
            self.node(whole).text = before
            raise RefusedError(f"{path}: {self.itext[f'{whole}:jr:constraintMsg']}")
        self.reckon()

    def _allowed(self, test: str, path: str, kind: str) -> bool:
        if kind == "date":
            test = test.replace(". ", "decimal-date-time(.) ")
        return bool(self.evaluate(f"boolean({test})", path))

    def reckon(self) -> None:
        """Clear what is not asked any more, and reckon the calculations, until nothing changes."""
        for _ in range(10):
            before = etree.tostring(self.form)
            for path, bind in self.binds.items():
                if not self.relevant(path):
                    self.node(path).text = None
                elif bind.get("calculate"):
                    node = self.node(path)
                    if "once(" not in bind.get("calculate") or not node.text:
                        node.text = str(_text(self.evaluate(bind.get("calculate"), path))) or None
            if etree.tostring(self.form) == before:
                return
        raise AssertionError("the calculations never settle")

    def send(self) -> bytes:
        """The submission, once nothing that is required is missing."""
        for path, bind in self.binds.items():
            if bind.get("required") and self.relevant(path) and not self.node(path).text:
                raise RefusedError(f"{path} must be answered")
        self.node("meta/instanceID").text = f"uuid:{next(self.uuids)}"
        return etree.tostring(self._without_what_was_not_asked(), xml_declaration=True, encoding="UTF-8")

    def edit(self, sent: bytes) -> None:
        """Open what was sent again: its answers come back, and its id becomes the one to be replaced."""
        self.form = etree.fromstring(sent)
        for path in self.binds:
            group, _, name = path.rpartition("/")
            (parent,) = self.form.xpath(group) or [etree.SubElement(self.form, group.rpartition("/")[2])]
            if parent.find(name) is None:
                etree.SubElement(parent, name)
        own = self.node("meta/instanceID")
        etree.SubElement(own.getparent(), "deprecatedID").text = own.text

    def _without_what_was_not_asked(self) -> Any:
        whole = etree.fromstring(etree.tostring(self.form))
        for path in self.binds:
            if not self.relevant(path):
                for node in whole.xpath(path):
                    node.getparent().remove(node)
        return whole


def _bare(element: Any) -> Any:
    """A copy without namespaces, as a root of its own, so that plain paths find what it holds."""
    copied = etree.fromstring(etree.tostring(element))
    for each in copied.iter():
        each.tag = etree.QName(each).localname
    etree.cleanup_namespaces(copied)
    return copied
