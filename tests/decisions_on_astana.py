"""The agreement pack that worked cases of the centre are told on, and decisions about it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

from shapely.geometry import box, mapping
from shapely.geometry.base import BaseGeometry

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.reading import library_pack, load_pack
from holdfire.centre.effects.decided import Decided, Spoken

GUARANTORS = ("russia", "turkey", "iran")


@cache
def astana() -> Agreement:
    return load_pack(library_pack("astana"))


def noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)


def decision(
    effect: Mapping[str, object], day: str, votes: Mapping[str, str], order: int = 1, adopted: bool = True
) -> Decided:
    """A decision on which these parties spoke so, all on one day."""
    spoken = tuple(Spoken(party, vote, noon(day)) for party, vote in votes.items())
    awaited = tuple(each for each in GUARANTORS if each not in votes)
    return Decided(
        ref=sha256(f"{effect}{order}".encode()).hexdigest(),
        id=f"d-{order}",
        effect=effect,
        order=order,
        outcome="adopted" if adopted else "open",
        adopted=noon(day) if adopted else None,
        spoken=spoken,
        awaited=awaited,
        title=f"Decision {order}",
    )


def all_consent() -> dict[str, str]:
    return dict.fromkeys(GUARANTORS, "consent")


def prolonging(until: str = "2018-05-04", term: str = "memo17-term") -> dict[str, object]:
    return {"effect": "prolong", "term": term, "until": until}


def geojson(geometry: BaseGeometry) -> bytes:
    return json.dumps({"type": "Feature", "properties": {}, "geometry": mapping(geometry)}).encode()


SQUARE = box(36.5, 35.7, 36.7, 35.9)
"""Inside every map of Idlib."""


def drawing(content: bytes, start: str = "2018-02-01", **other: object) -> dict[str, object]:
    """The effect that adopts a map of Idlib."""
    return {
        "effect": "map",
        "zone": "idlib",
        "version": "idlib-v2",
        "geojson": sha256(content).hexdigest(),
        "from": start,
        "until": None,
        "edge_m": 50,
        "title": "Idlib as delineated",
        **other,
    }
