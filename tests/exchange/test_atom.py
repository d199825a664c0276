"""Atom: what RFC 4287 asks of a feed and its entries, and ids that every node makes alike."""

from xml.etree import ElementTree

from holdfire.exchange.atom import NAMESPACE, feed
from holdfire.exchange.issued import Issued

BASE = "https://desk.example/"


def read(issued: Issued) -> ElementTree.Element:
    return ElementTree.fromstring(feed(issued, BASE))


def texts(parent: ElementTree.Element, name: str) -> list[str]:
    return [str(each.text) for each in parent.findall(f"{{{NAMESPACE}}}{name}")]


def links(parent: ElementTree.Element) -> list[tuple[str, str]]:
    return [(each.get("rel", ""), each.get("href", "")) for each in parent.findall(f"{{{NAMESPACE}}}link")]


def test_a_feed_and_its_entries_have_what_the_standard_asks_for_once(issued: Issued) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: one id, title and updated each; an author; a link to oneself."""
    root = read(issued)
    entries = root.findall(f"{{{NAMESPACE}}}entry")
    for each in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(texts(each, name)) == 1, name
        assert texts(each, "updated")[0].endswith("Z")
    assert [*root.iter(f"{{{NAMESPACE}}}author")]
    assert links(root) == [("self", f"{BASE}feed.public.atom")]
    assert len({texts(each, "id")[0] for each in entries}) == 2


def test_the_last_bulletin_is_first_with_its_files_and_how_many_corrigenda_it_tells(issued: Issued) -> None:
    first, second = read(issued).findall(f"{{{NAMESPACE}}}entry")
    assert texts(first, "title")[0].endswith("no. 42/2018")
    assert ("alternate", f"{BASE}bulletins/2018-02-11/public/bulletin.html") in links(first)
    assert ("enclosure", f"{BASE}bulletins/2018-02-11/public/incidents.csv") in links(first)
    assert "Corrigenda of earlier bulletins: 0." not in texts(first, "summary")[0]
    assert "Corrigenda of earlier bulletins: 0." in texts(second, "summary")[0]
    assert texts(second, "summary")[0].startswith("Incidents recorded: 3")


def test_ids_are_made_of_what_was_issued(issued: Issued) -> None:
    assert feed(issued, BASE) == feed(issued, BASE)
    ids = {texts(each, "id")[0] for each in read(issued).findall(f"{{{NAMESPACE}}}entry")}
    elsewhere = ElementTree.fromstring(feed(issued, "https://other.example/"))
    assert ids == {texts(each, "id")[0] for each in elsewhere.findall(f"{{{NAMESPACE}}}entry")}
