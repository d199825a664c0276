"""The documents of OGC API - Features: landing page, conformance, description, collections, items.

Links are made with the address the caller used, so that the same documents serve a folder and a server.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from holdfire.exchange.features.collections import Collection
from holdfire.exchange.features.query import LIMIT, LIMIT_MAX, Query
from holdfire.exchange.issued import Feature, Issued

CONFORMS = tuple(
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{each}" for each in ("core", "oas30", "geojson")
)
WGS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
JSON, GEOJSON, OPENAPI = (
    "application/json",
    "application/geo+json",
    "application/vnd.oai.openapi+json;version=3.0",
)
Plain = dict[str, Any]


@dataclass(frozen=True)
class Pages:
    """The documents of one edition, under the address `base` (it ends with /). `suffix` goes behind the
    address of each document: ".json" in a folder, nothing on a server."""

    issued: Issued
    collections: Sequence[Collection]
    base: str
    suffix: str = ""

    def _link(self, rel: str, path: str, kind: str, title: str) -> Plain:
        return {"rel": rel, "href": self.base + path, "type": kind, "title": title}

    def landing(self) -> Plain:
        return {
            "title": f"{self.issued.mission}: what was issued, {self.issued.edition} edition",
            "description": f"{self.issued.agreement}. Read only; made of the bulletins issued.",
            "links": [
                self._link("self", "", JSON, "This document"),
                self._link("service-desc", f"api{self.suffix}", OPENAPI, "The description"),
                self._link("conformance", f"conformance{self.suffix}", JSON, "What it conforms to"),
                self._link("data", f"collections{self.suffix}", JSON, "The collections"),
            ],
        }

    def conformance(self) -> Plain:
        """A folder answers no query: it conforms to the form of the features, not to Core."""
        return {"conformsTo": [each for each in CONFORMS if not self.suffix or each.endswith("/geojson")]}

    def all(self) -> Plain:
        return {
            "links": [self._link("self", f"collections{self.suffix}", JSON, "The collections")],
            "collections": [self.one(each) for each in self.collections],
        }

    def one(self, collection: Collection) -> Plain:
        path = f"collections/{collection.id}"
        extent: Plain = {"temporal": {"interval": [collection.interval]}}
        if collection.extent is not None:
            extent["spatial"] = {"bbox": [collection.extent], "crs": WGS84}
        return {
            "id": collection.id,
            "title": collection.title,
            "description": collection.description,
            "itemType": "feature",
            "extent": extent,
            "crs": [WGS84],
            "links": [
                self._link("self", f"{path}{self.suffix}", JSON, collection.title),
                self._link("items", f"{path}/items{self.suffix}", GEOJSON, "Its features"),
            ],
        }

    def features_of(self, collection: Collection, query: Query, asked: Mapping[str, str]) -> Plain:
        """One page of the features asked for, with how many match in all."""
        places = query.matching(collection)
        shown = places[query.offset : query.offset + query.limit]
        path = f"collections/{collection.id}/items{self.suffix}"
        links = [self._page("self", path, asked, query.offset)]
        if query.offset + len(shown) < len(places):
            links.append(self._page("next", path, asked, query.offset + query.limit))
        if query.offset > 0:
            links.append(self._page("prev", path, asked, max(0, query.offset - query.limit)))
        return {
            "type": "FeatureCollection",
            "numberMatched": len(places),
            "numberReturned": len(shown),
            "features": [collection.features[place] for place in shown],
            "links": links,
        }

    def _page(self, rel: str, path: str, asked: Mapping[str, str], offset: int) -> Plain:
        told = {**asked, **({"offset": str(offset)} if offset else {})}
        if not offset:
            told.pop("offset", None)
        return self._link(rel, path + (f"?{urlencode(told)}" if told else ""), GEOJSON, f"Page: {rel}")

    def feature(self, collection: Collection, feature: Feature) -> Plain:
        path = f"collections/{collection.id}"
        links = [
            self._link("self", f"{path}/items/{feature['id']}{self.suffix}", GEOJSON, "This feature"),
            self._link("collection", f"{path}{self.suffix}", JSON, collection.title),
        ]
        return {**feature, "links": links}

    def description(self) -> Plain:
        """What may be asked, as OpenAPI 3.0."""
        return {
            "openapi": "3.0.3",
            "info": {
                "title": self.landing()["title"],
                "version": "1",
                "description": "OGC API - Features, Core",
            },
            "servers": [{"url": self.base.rstrip("/") or "/"}],
            "paths": {
                f"/{'index.json' if self.suffix else ''}": _get("Landing page", "landing"),
                f"/conformance{self.suffix}": _get("What it conforms to", "conformance"),
                f"/collections{self.suffix}": _get("The collections", "collections"),
                **{path: told for each in self.collections for path, told in self._paths(each).items()},
            },
        }

    def _paths(self, collection: Collection) -> dict[str, Plain]:
        """The addresses of one collection. A folder has no file for each feature, and answers no query."""
        path, name = f"/collections/{collection.id}", collection.id
        asked = () if self.suffix else _ASKED
        told = {
            f"{path}{self.suffix}": _get(collection.title, f"{name}_collection"),
            f"{path}/items{self.suffix}": _get(f"Features: {collection.title}", name, asked, GEOJSON),
        }
        if not self.suffix:
            told[f"{path}/items/{{featureId}}"] = _get("One", f"{name}_one", _NAMED, GEOJSON)
        return told


def _get(summary: str, name: str, parameters: Sequence[Plain] = (), kind: str = JSON) -> Plain:
    answers = {
        "200": {"description": "As asked", "content": {kind: {"schema": {"type": "object"}}}},
        "400": _refusal("Asked wrongly: the body says which rule"),
    }
    if parameters:
        answers["404"] = _refusal("There is no such feature")
    told = {"summary": summary, "operationId": name, "responses": answers}
    return {"get": told | ({"parameters": list(parameters)} if parameters else {})}


def _refusal(words: str) -> Plain:
    named = {each: {"type": "string"} for each in ("code", "description")}
    schema = {"type": "object", "required": ["code"], "properties": named}
    return {"description": words, "content": {JSON: {"schema": schema}}}


def _parameter(name: str, schema: Plain, where: str = "query", words: str = "") -> Plain:
    return {"name": name, "in": where, "required": where == "path", "schema": schema, "description": words}


_ASKED = (
    _parameter(
        "bbox", {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}, words="Degrees"
    )
    | {"style": "form", "explode": False},
    _parameter("datetime", {"type": "string"}, words="An instant, or two with / between"),
    _parameter("limit", {"type": "integer", "minimum": 1, "maximum": LIMIT_MAX, "default": LIMIT}),
    _parameter("offset", {"type": "integer", "minimum": 0, "default": 0}),
)
_NAMED = (_parameter("featureId", {"type": "string"}, "path"),)
