"""Cursor on Target: marks with the radius they are known to, read back by another's reader."""

import io
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree
from zipfile import ZipFile

from issued_days import FIRST, by_place
from takproto import parse_proto, xml2proto

from holdfire.exchange.cot import MARK, each_mark, marks
from holdfire.exchange.cot_package import package
from holdfire.exchange.issued import Issued

DAY = timedelta(hours=24)


def test_a_mark_says_how_well_its_place_is_known_and_height_is_not_known(issued: Issued) -> None:
    content, count, aside = marks(issued, None, DAY)
    assert (count, aside) == (3, [])
    mark = next(
        each for each in ElementTree.fromstring(content) if by_place(issued)["36.8"] in each.get("uid", "")
    )
    point = mark.find("point")
    assert point is not None
    assert (point.get("lat"), point.get("lon"), point.get("ce")) == ("35.86000", "36.80000", "1287.2")
    assert (point.get("hae"), point.get("le")) == ("9999999.0", "9999999.0")
    assert mark.get("type") == MARK
    assert (mark.get("time"), mark.get("stale")) == ("2018-02-11T17:30:00Z", "2018-02-12T17:30:00Z")


def test_what_is_known_to_a_province_is_no_mark_and_that_is_told(issued: Issued) -> None:
    first, second = issued.sheets
    (province, *others) = first.features
    told = {**province["properties"], "geometry_means": "somewhere in this unit; not a point"}
    outline = {"type": "Polygon", "coordinates": []}
    there = {**province, "geometry": outline, "properties": told, "id": "i-province"}
    of = replace(issued, sheets=(replace(first, features=(there, *others)), second))
    _, count, aside = marks(of, FIRST, DAY)
    assert [(each.id, each.why) for each in aside] == [
        ("i-province", "no point: somewhere in this unit; not a point")
    ]
    assert count == 2


def test_another_reader_reads_what_was_written(issued: Issued) -> None:
    """takproto, the protocol of TAK as its users' library has it."""
    content, _, _ = marks(issued, None, DAY)
    for mark in ElementTree.fromstring(content):
        sent = bytes(xml2proto(ElementTree.tostring(mark, encoding="unicode")))
        read = parse_proto(sent).cotEvent
        point = mark.find("point")
        assert point is not None
        assert (read.uid, read.type) == (mark.get("uid"), MARK)
        assert (read.lat, read.lon, read.ce) == tuple(
            float(point.get(each, "")) for each in ("lat", "lon", "ce")
        )
        assert read.detail.contact.callsign.startswith(("41/2018-", "42/2018-"))


def test_a_package_names_each_mark_and_every_node_writes_the_same(issued: Issued) -> None:
    made, _ = each_mark(issued, None, DAY)
    written = package(made, "Orontes all days public")
    assert written == package(each_mark(issued, None, DAY)[0], "Orontes all days public")
    with ZipFile(io.BytesIO(written)) as opened:
        manifest = ElementTree.fromstring(opened.read("MANIFEST/manifest.xml"))
        named = [str(each.get("zipEntry")) for each in manifest.iter("Content")]
        assert opened.namelist() == ["MANIFEST/manifest.xml", *named]
        uids = [ElementTree.fromstring(opened.read(each)).get("uid") for each in named]
    assert (manifest.tag, manifest.get("version")) == ("MissionPackageManifest", "2")
    assert uids == [each.get("uid") for each in made]
    assert [each.get("value") for each in manifest.findall("Contents/Content/Parameter")] == uids
