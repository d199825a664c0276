"""OGC API Features: read by OWSLib from a server on this machine, and asked wrongly in every way."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from issued_days import by_place
from owslib.ogcapi.features import Features

from holdfire.errors import MissionError
from holdfire.exchange.features.collections import Collection, collections_of
from holdfire.exchange.features.pages import Pages
from holdfire.exchange.features.query import QueryError, query_of
from holdfire.exchange.features.served import Door, FeaturesApp
from holdfire.exchange.issued import Issued
from holdfire.mission.folder import Mission
from holdfire.record.serving.server import serve_wsgi


@pytest.fixture(scope="module")
def collections(issued: Issued, two_issued: Mission) -> tuple[Collection, ...]:
    return collections_of(issued, two_issued.agreement)


@pytest.fixture(scope="module")
def address(issued: Issued, collections: tuple[Collection, ...]) -> Iterator[str]:
    app = FeaturesApp(lambda base: Pages(issued, collections, base), Door())
    with serve_wsgi(app, "127.0.0.1", 0, 1_000) as running:
        yield running.address


def asked(address: str, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(f"{address}{path}", method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, _lower(answer.headers.items()), answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, _lower(refused.headers.items()), refused.read()


def _lower(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}


def ids(address: str, query: str) -> list[str]:
    status, _, body = asked(address, f"/collections/incidents/items?{query}")
    assert status == 200, body
    return [each["id"] for each in json.loads(body)["features"]]


def test_owslib_reads_collections_and_features(address: str, issued: Issued) -> None:
    read = Features(f"{address}/")
    assert {each["id"] for each in read.collections()["collections"]} == {"incidents", "zones"}
    assert set(read.feature_collections()) == {"incidents", "zones"}
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in read.conformance()["conformsTo"]
    found = read.collection_items("incidents", limit=2)
    assert (found["numberMatched"], found["numberReturned"]) == (3, 2)
    one = read.collection_item("incidents", by_place(issued)["36.8"])
    assert one["properties"]["killed"]["best"] == 3
    assert read.api()["openapi"].startswith("3.0")


def test_a_box_and_a_time_choose_and_a_page_leads_to_the_next(address: str, issued: Issued) -> None:
    place = by_place(issued)
    assert ids(address, "bbox=36.7,35,37,36") == [place["36.8"]]
    assert ids(address, "datetime=2018-02-11T00:00:00Z/..") == [place["36.5"]]
    assert len(ids(address, "datetime=2018-02-10")) == 2, "a whole day"
    assert ids(address, "bbox=170,-10,-170,10") == []
    whole, path = [], "/collections/incidents/items?limit=1"
    while path:
        page = json.loads(asked(address, path)[2])
        whole += [each["id"] for each in page["features"]]
        following = [each["href"] for each in page["links"] if each["rel"] == "next"]
        path = following[0].removeprefix(address) if following else ""
    assert sorted(whole) == sorted(ids(address, "limit=100"))


def test_zones_have_the_days_of_each_map(address: str) -> None:
    found = json.loads(asked(address, "/collections/zones/items?datetime=2018-02-10T12:00:00Z")[2])
    assert {each["properties"]["zone"] for each in found["features"]} >= {"idlib", "eastern-ghouta"}
    assert all("edge_uncertainty_m" in each["properties"] for each in found["features"])


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/collections/incidents/items?limit=0", 400, "limit=0 is no number from 1 to 10,000."),
        ("/collections/incidents/items?limit=1e9", 400, "limit=1e9 is no number"),
        ("/collections/incidents/items?bbox=1,2,3", 400, "bbox=1,2,3 is no box."),
        ("/collections/incidents/items?bbox=nan,0,1,1", 400, "is no box."),
        ("/collections/incidents/items?bbox=0,10,1,5", 400, "south must come before north."),
        ("/collections/incidents/items?datetime=yesterday", 400, "datetime=yesterday is no time."),
        ("/collections/incidents/items?datetime=2018-02-12/2018-02-10", 400, "ends before it begins."),
        ("/collections/incidents/items?where=x", 400, "There is no parameter where."),
        ("/collections/incidents/items?" + "x" * 3_000, 414, "The query is too long."),
        ("/collections?limit=1", 400, "There is no parameter limit."),
        ("/collections/persons/items", 404, "There is no collection persons."),
        ("/collections/incidents/items/i-none", 404, "There is nothing at this address."),
        ("/../../etc/passwd", 404, "There is nothing at this address."),
        ("/collections/incidents/items/..%2f..%2fjournal.jsonl", 404, "There is nothing at this address."),
    ],
)
def test_what_is_asked_wrongly_is_told_by_its_rule(address: str, path: str, status: int, says: str) -> None:
    answered, _, body = asked(address, path)
    assert (answered, says in json.loads(body)["description"]) == (status, True), body


def test_nothing_can_be_written_and_an_unchanged_answer_is_not_sent_again(address: str) -> None:
    for method in ("POST", "PUT", "DELETE"):
        status, headers, _ = asked(address, "/collections", method)
        assert (status, headers["allow"]) == (405, "GET, HEAD")
    _, headers, _ = asked(address, "/collections")
    assert asked(address, "/collections", **{"If-None-Match": headers["etag"]})[0] == 304
    status, headers, body = asked(address, "/collections", "HEAD")
    assert (status, body, int(headers["content-length"]) > 100) == (200, b"", True)


def test_an_edition_not_for_all_is_closed_to_pages_of_other_addresses(
    issued: Issued, collections: tuple[Collection, ...]
) -> None:
    """A page open in the desk's browser can call this machine, under any name that its owner gives it."""
    closed = Door(open_to_all=False, base="https://maps.ceasefire.example/idlib/")
    app = FeaturesApp(lambda base: Pages(issued, collections, base), closed)
    with serve_wsgi(app, "127.0.0.1", 0, 1_000) as running:
        status, headers, body = asked(running.address, "/")
        assert (status, "access-control-allow-origin" in headers) == (200, False)
        assert json.loads(body)["links"][0]["href"] == closed.base, "links lead to the address others call"
        for host in ("evil.example", "127.0.0.1.evil.example:80", "[::1", ""):
            assert closed.lets_in(host) is False, host
        assert asked(running.address, "/collections", Host="evil.example")[0] == 421
        assert asked(running.address, "/collections", Host="maps.ceasefire.example")[0] == 200
    assert Door().lets_in("evil.example"), "the public edition is everybody's"


def test_what_cannot_be_read_is_told_without_folders_of_this_machine() -> None:
    def gone(base: str) -> Pages:
        raise MissionError("Nothing is on file in /home/desk/idlib.", "Issue one.")

    with serve_wsgi(FeaturesApp(gone, Door()), "127.0.0.1", 0, 1_000) as running:
        status, _, body = asked(running.address, "/")
    assert (status, b"/home/desk" in body) == (503, False)


@given(st.dictionaries(st.sampled_from(["bbox", "datetime", "limit", "offset"]), st.text(max_size=30)))
def test_no_query_breaks_it(collections: tuple[Collection, ...], query: dict[str, str]) -> None:
    try:
        asked_for = query_of(query)
    except QueryError:
        return
    for each in collections:
        assert all(0 <= place < len(each.features) for place in asked_for.matching(each))
