"""Atom: what RFC 4287 asks of a feed and its entries, and ids that every node makes alike."""

from xml.etree import ElementTree

from issued_days import SECOND

from holdfire.exchange.atom import NAMESPACE, alert_feed, feed
from holdfire.exchange.cap.alerts import alerts
from holdfire.exchange.issued import Issued
from holdfire.mission.folder import Mission

BASE = "https://desk.example/"


def read(issued: Issued) -> ElementTree.Element:
    return ElementTree.fromstring(feed(issued, BASE)[0])


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
    assert len({texts(each, "id")[0] for each in entries}) == len(entries) == feed(issued, BASE)[1]


def test_the_last_bulletin_is_first_with_its_files_and_how_many_corrigenda_it_tells(issued: Issued) -> None:
    first, _, second = read(issued).findall(f"{{{NAMESPACE}}}entry")
    assert texts(first, "title")[0].endswith("no. 42/2018")
    assert ("alternate", f"{BASE}bulletins/2018-02-11/public/bulletin.html") in links(first)
    assert ("enclosure", f"{BASE}bulletins/2018-02-11/public/incidents.csv") in links(first)
    assert "Corrigenda of earlier bulletins: 0." not in texts(first, "summary")[0]
    assert "Corrigenda of earlier bulletins: 0." in texts(second, "summary")[0]
    assert texts(second, "summary")[0].startswith("Incidents recorded: 3")


def test_a_correction_is_an_entry_of_its_own_that_leads_to_both_bulletins(issued: Issued) -> None:
    _, correction, _ = read(issued).findall(f"{{{NAMESPACE}}}entry")
    assert texts(correction, "title") == [
        "Corrigenda to bulletin no. 41/2018 of 2018-02-10, told in no. 42/2018"
    ]
    assert links(correction) == [
        ("alternate", f"{BASE}bulletins/2018-02-11/public/bulletin.html#corrigenda"),
        ("related", f"{BASE}bulletins/2018-02-10/public/bulletin.html"),
    ]
    assert "withdrawn 1" in texts(correction, "summary")[0]


def test_alerts_have_a_feed_that_says_first_whether_they_are_meant(
    issued: Issued, two_issued: Mission
) -> None:
    made, _ = alerts(issued, two_issued.agreement, SECOND, "desk@x.example", "Test")
    sheet = issued.last_of(SECOND)
    assert sheet is not None
    root = ElementTree.fromstring(alert_feed(issued, sheet, made))
    entries = root.findall(f"{{{NAMESPACE}}}entry")
    assert [links(each) for each in entries] == [[("alternate", each.name)] for each in made]
    titles = sorted(texts(each, "title")[0].split(":")[0] for each in entries)
    assert titles == ["Test, Alert", "Test, Cancel", "Test, Update"]
    assert all(len(texts(each, "id")) == len(texts(each, "updated")) == 1 for each in (root, *entries))


def test_ids_are_made_of_what_was_issued(issued: Issued) -> None:
    assert feed(issued, BASE) == feed(issued, BASE)
    ids = {texts(each, "id")[0] for each in read(issued).findall(f"{{{NAMESPACE}}}entry")}
    elsewhere = ElementTree.fromstring(feed(issued, "https://other.example/")[0])
    assert ids == {texts(each, "id")[0] for each in elsewhere.findall(f"{{{NAMESPACE}}}entry")}
