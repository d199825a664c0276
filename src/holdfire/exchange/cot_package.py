"""Marks as a data package of TAK: the zip that its programs on a telephone or a desk open as it is."""

import io
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree
from zipfile import ZipFile, ZipInfo

from holdfire.exchange.xml import document

MANIFEST = "MANIFEST/manifest.xml"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can hold: no clock in what every node writes alike."""


def package(marks: list[ElementTree.Element], name: str) -> bytes:
    """A package of that name with each mark in a file of its own. The same marks have the same id, so that a
    package opened twice takes its own place."""
    uids = [str(each.get("uid")) for each in marks]
    manifest = ElementTree.Element("MissionPackageManifest", {"version": "2"})
    configuration = ElementTree.SubElement(manifest, "Configuration")
    _parameter(configuration, "uid", str(uuid5(NAMESPACE_URL, f"holdfire package {name} {' '.join(uids)}")))
    _parameter(configuration, "name", name)
    contents = ElementTree.SubElement(manifest, "Contents")
    files = {}
    for uid, mark in zip(uids, marks, strict=True):
        path = f"{uid}/{uid}.cot"
        content = ElementTree.SubElement(contents, "Content", {"ignore": "false", "zipEntry": path})
        _parameter(content, "uid", uid)
        files[path] = document(mark)
    return _zipped({MANIFEST: document(manifest), **files})


def _parameter(parent: ElementTree.Element, name: str, value: str) -> None:
    ElementTree.SubElement(parent, "Parameter", {"name": name, "value": value})


def _zipped(files: dict[str, bytes]) -> bytes:
    """Not compressed: how small a file gets is the matter of a node's own library."""
    out = io.BytesIO()
    with ZipFile(out, "w") as made:
        for path, content in files.items():
            entry = ZipInfo(path, EARLIEST)
            entry.create_system = 3
            made.writestr(entry, content)
    return out.getvalue()
