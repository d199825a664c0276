"""What was issued, for programs: the Atom feed and OGC API Features, each for who reads the edition."""

import json
from datetime import timedelta
from hashlib import sha256
from xml.etree import ElementTree

import pytest
from house import WORDS
from on_loopback import on_loopback
from owslib.ogcapi.features import Features
from seats_taken import NOON, At

from holdfire.exchange.atom import NAMESPACE
from holdfire.mission.folder import ISSUED, Mission
from holdfire.web.desk import Desk
from holdfire.web.people.account import Account, Role
from holdfire.web.people.accounts import add_account
from holdfire.web.people.people import People
from holdfire.web.people.tokens import new_token

READS = {
    "officer": {"parties", "un", "public"}, "delegate": {"parties", "public"}, "observer": {"un", "public"},
    "reporter": set(), "administrator": set(),
}  # fmt: skip


@pytest.mark.parametrize(("role", "reads"), READS.items())
def test_a_feed_is_for_who_reads_its_edition(issued: At, role: str, reads: set[str]) -> None:
    browser = issued.as_(role)
    for edition in ("parties", "un", "public"):
        for path in (f"/feed.{edition}.atom", f"/api/features/{edition}/collections/incidents/items"):
            status = browser.get(path, headers={"accept": "application/json"}).status_code
            assert status == (200 if edition in reads else 404 if reads else 403), f"{role} {path}"


def test_the_feeds_links_lead_to_the_files_as_they_were_issued(issued: At) -> None:
    browser = issued.as_("delegate")
    answer = browser.get("/feed.parties.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    links = {each.get("rel"): each.get("href", "") for each in root.findall(f"{{{NAMESPACE}}}link")}
    assert links["self"] == "http://localhost:8600/feed.parties.atom"
    files = [
        each.get("href", "").removeprefix("http://localhost:8600")
        for each in root.iterfind(f"{{{NAMESPACE}}}entry/{{{NAMESPACE}}}link")
    ]
    entry = next(e for e in Mission.open(issued.folder).entries(ISSUED) if e.content["edition"] == "parties")
    told: dict[str, str] = entry.content["files"]  # type: ignore[assignment]
    assert f"/bulletins/{entry.number}/files/bulletin.html" in files
    for each in files:
        assert sha256(browser.get(each).content).hexdigest() == told[each.rsplit("/", 1)[1]], each


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("collections/incidents/items?limit=0", 400, "limit=0 is no number from 1 to 10,000."),
        ("collections/incidents/items?where=x", 400, "There is no parameter where."),
        ("collections?limit=1", 400, "There is no parameter limit."),
        ("collections/persons/items", 404, "There is no collection persons."),
        ("collections/zones/items/none", 404, "There is no feature none in zones."),
    ],
)
def test_what_is_asked_wrongly_is_told_by_its_rule(issued: At, path: str, status: int, says: str) -> None:
    answer = issued.as_("officer").get(f"/api/features/parties/{path}")
    assert (answer.status_code, says in answer.json()["what"]) == (status, True), answer.text


def test_owslib_reads_features_from_the_desk_with_a_token(issued: At) -> None:
    drawn = iter(range(1, 100))
    people = People.of(issued.folder, lambda size: next(drawn).to_bytes(size, "big"))
    add_account(people.store, Account("leyla", "L", Role.DELEGATE, "turkey"), WORDS, "test", NOON)
    token = new_token(people.store, "leyla", "maps", NOON + timedelta(days=1), NOON, people.draw)
    with on_loopback(Desk(issued.folder, issued.clock, people.draw, people)) as desk:
        told = {"Authorization": f"Bearer {token}"}
        read = Features(f"{desk.origin}/api/features/parties/", headers=told)
        assert set(read.feature_collections()) == {"incidents", "zones"}
        assert (
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in read.conformance()["conformsTo"]
        )
        page = read.collection_items("incidents", limit=1)
        assert (page["numberReturned"], page["numberMatched"] > 1) == (1, True)
        following = next(each["href"] for each in page["links"] if each["rel"] == "next")
        assert following.startswith(f"{desk.origin}/api/features/parties/collections/incidents/items?")
        name = page["features"][0]["id"]
        assert read.collection_item("incidents", name)["properties"]["edition"] == "parties"
        assert json.dumps(read.api()).startswith('{"openapi": "3.0')
