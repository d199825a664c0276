"""A tree of elements as the bytes of a file: indented, in UTF-8, the same from the same tree."""

from xml.etree import ElementTree


def document(root: ElementTree.Element) -> bytes:
    """Letters that XML cannot hold (control characters) are shown by their number, so that a file opens."""
    for element in root.iter():
        element.text = None if element.text is None else _sound(element.text)
        for name, value in element.items():
            element.set(name, _sound(value))
    ElementTree.indent(root)
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _sound(text: str) -> str:
    return "".join(each if _allowed(ord(each)) else f"\u2039U+{ord(each):04X}\u203a" for each in text)


def _allowed(code: int) -> bool:
    """XML 1.0, production 2 (Char)."""
    return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
