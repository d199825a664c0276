"""Posts of the control forces: allotted to a party on a map, set up, moved, handed over, closed; as each side
says.

Twelve posts were foreseen in the Idlib area; by 13 May 2018 ten of them stood (Sputnik of that day). What a
post is worth follows from the watch that it keeps (effort), not from standing on a list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from holdfire.agreement.provisions import Mode
from holdfire.centre.act import Act, Objection
from holdfire.centre.fold import Ground, Module
from holdfire.centre.form import Field, Form, day, identity, one_of, place, text
from holdfire.moments import utc

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

ALLOTTED, SET_UP, MOVED, CLOSED = "post allotted", "post set up", "post moved", "post closed"
HANDED_OVER = "post handed over"
KINDS_OF_POST = ("observation post", "checkpoint", "crossing", "headquarters", "other")
STANDS, GONE, NOT_SET_UP, DIFFER = "stands", "closed", "not set up", "told differently"
WATCHING = "monitoring"
"""The theme of the clauses that set up posts, patrols and other watch."""

_POST = Field(identity, "The post, by its id.")
_ON = Field(day, "The day on which it happened.")
FORMS = {
    ALLOTTED: Form(
        ALLOTTED,
        "A post is allotted to a party on a map.",
        {
            "id": _POST,
            "to": Field(identity, "The party whose forces are to man it."),
            "zone": Field(identity, "The zone it is to watch."),
            "place": Field(place, "Where it is to be."),
            "from": Field(day, "From which day it is allotted."),
            "kind": Field(one_of(*KINDS_OF_POST), f"One of: {', '.join(KINDS_OF_POST)}."),
            "name": Field(text, "What the post is called.", "it has no name"),
        },
    ),
    SET_UP: Form(SET_UP, "The post was set up, as the speaker says.", {"id": _POST, "on": _ON}),
    MOVED: Form(
        MOVED,
        "The post went elsewhere, as the speaker says.",
        {"id": _POST, "on": _ON, "place": Field(place, "Where it is now.")},
    ),
    HANDED_OVER: Form(
        HANDED_OVER,
        "The post is manned by another party from that day, as the speaker says.",
        {"id": _POST, "on": _ON, "to": Field(identity, "The party whose forces man it now.")},
    ),
    CLOSED: Form(CLOSED, "The post was closed, as the speaker says.", {"id": _POST, "on": _ON}),
}


@dataclass(slots=True)
class Post:
    """`doubt` says in words what does not fit the agreement on the day it was allotted from; "" where all
    does. `doubts` the same of each place that it moved to, by the act's ref. `map` is the zone's map in force
    on the first day; None: there was none."""

    allotted: Act
    doubt: str = ""
    map: str | None = None
    acts: list[Act] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.allotted.content["id"])

    @property
    def party(self) -> str:
        """To whom it was allotted at first."""
        return str(self.allotted.content["to"])

    @property
    def zone(self) -> str:
        return str(self.allotted.content["zone"])

    def said(self, day: str, *kinds: str) -> dict[str | None, Act]:
        """Of each speaker its act of these kinds for the latest day up to this one (2018-05-13); of two for
        one day the later. What another entered as a party's word gives way to its own."""
        told = [each for each in self.acts if each.kind in kinds and str(each.content["on"]) <= day]
        own = {each.speaker for each in told if each.first_hand}
        heard = (each for each in told if each.first_hand or each.speaker not in own)
        return {each.speaker: each for each in sorted(heard, key=lambda each: str(each.content["on"]))}

    def on(self, day: str) -> dict[str | None, str]:
        """How it stood on that day (2018-05-13), by each speaker who said anything of it by then."""
        found = self.said(day, SET_UP, MOVED, HANDED_OVER, CLOSED)
        return {speaker: GONE if act.kind == CLOSED else STANDS for speaker, act in found.items()}

    def standing(self, day: str) -> str:
        """The same in one word; where speakers differ, that."""
        words = set(self.on(day).values())
        return NOT_SET_UP if not words else DIFFER if len(words) > 1 else words.pop()

    def manned_by(self, day: str) -> dict[str | None, str]:
        """Who mans it since it was handed over, by each speaker that says so."""
        return {who: str(act.content["to"]) for who, act in self.said(day, HANDED_OVER).items()}

    def places(self, day: str) -> dict[str | None, Mapping[str, int]]:
        """Where it went, by each speaker that says so."""
        told: dict[str | None, Any] = {w: act.content["place"] for w, act in self.said(day, MOVED).items()}
        return told

    def doubted(self, day: str) -> list[str]:
        """Everything doubted of it by that day, in words."""
        moved = (each for each in self.said(day, MOVED).values() if each.ref in self.doubts)
        later = [f"{self.doubts[each.ref]}, as it moved on {each.content['on']}" for each in moved]
        return [*([self.doubt] if self.doubt else []), *later]

    def through(self, moment: datetime) -> "Post":
        kept = [act for act in self.acts if act.at < moment]
        return Post(self.allotted, self.doubt, self.map, kept, self.doubts)


@dataclass(slots=True)
class Posts:
    posts: dict[str, Post] = field(default_factory=dict)

    def through(self, moment: datetime) -> "Posts":
        """What was on record before that moment, by the clocks of those who signed."""
        return Posts(
            {name: each.through(moment) for name, each in self.posts.items() if each.allotted.at < moment}
        )


def _object(state: Posts, act: Act, ground: Ground) -> Objection | None:
    name = str(act.content["id"])
    known = state.posts.get(name)
    if act.kind == ALLOTTED:
        return _allotted(known, act, ground)
    if known is None:
        return Objection("id", f"There is no post {name}.", "holdfire post list names them; allot it first.")
    if str(act.content["on"]) < str(known.allotted.content["from"]):
        first = known.allotted.content["from"]
        what = f"Post {name} is allotted from {first}, and {act.content['on']} is before."
        return Objection("dates", what, "Name the day on which it happened.")
    if str(act.content["on"]) > act.at.date().isoformat():
        return Objection("future", f"{act.content['on']} is yet to come.", "Tell of a day that has begun.")
    return _to_party(act, ground) if act.kind == HANDED_OVER else None


def _allotted(known: Post | None, act: Act, ground: Ground) -> Objection | None:
    content = act.content
    if known is not None:
        what = f"There is a post {known.id} already, allotted to {known.party}."
        return Objection("id", what, "Give this one another id, or move that one.")
    if content["zone"] not in ground.zones:
        what = f"The agreement has no zone {content['zone']}."
        return Objection("zone", what, f"Its zones are: {', '.join(sorted(ground.zones))}.")
    return _to_party(act, ground)


def _to_party(act: Act, ground: Ground) -> Objection | None:
    if act.content["to"] in ground.parties:
        return None
    what = f"The agreement knows no party {act.content['to']}."
    return Objection("party", what, f"It knows: {', '.join(sorted(ground.parties))}.")


def _first_moment(day: object, ground: Ground) -> datetime:
    return utc(datetime.combine(datetime.fromisoformat(str(day)).date(), time(), ground.agreement.time_zone))


def map_on(zone: str, day: object, ground: Ground) -> str | None:
    """The zone's map in force on that day; None: there was none."""
    found = ground.agreement.zone(zone)
    version = None if found is None else found.version_at(_first_moment(day, ground))
    return None if version is None else version.id


def doubt_of(zone: str, day: object, told: Mapping[str, int], ground: Ground) -> str:
    """Why a post at that place is doubted: it lies off the zone's map of that day, radius and edge counted;
    there is no map of that day; no clause in force on it sets up any watch there. "": for nothing."""
    found = ground.agreement.zone(zone)
    assert found is not None
    version = found.version_at(_first_moment(day, ground))
    if version is None:
        return f"no map of {zone} is in force on {day}"
    metres = _metres_off(version.geometry, told["lon_e7"] / 10**7, told["lat_e7"] / 10**7)
    if metres > told["radius_m"] + version.edge_uncertainty_m:
        return f"it lies off {zone} by the map {version.id}, radius and edge counted"
    if not _is_watched(zone, day, ground):
        return f"no clause in force on {day} sets up posts, patrols or other watch in {zone}"
    return ""


def _metres_off(area: "BaseGeometry", lon: float, lat: float) -> float:
    """Metres from the area, in a plane around the point; 0 within it."""
    import numpy as np
    import shapely
    from shapely.geometry import Point

    from holdfire.places.geodesy import metres_per_degree

    if area.covers(Point(lon, lat)):
        return 0.0
    east, north = metres_per_degree(np.array([min(max(lat, -89.0), 89.0)]))
    scale = np.array([float(east[0]), float(north[0])])
    plane = shapely.transform(area, lambda corners: (corners - (lon, lat)) * scale)
    return float(plane.distance(Point(0, 0)))


def _is_watched(zone: str, day: object, ground: Ground) -> bool:
    """Whether a clause that may be in force on that day sets up a watch in the zone, in a part of it, or in
    the zone that it is a part of."""
    agreement = ground.agreement
    found = agreement.zone(zone)
    parts = {each.id for each in agreement.zones if each.within == zone}
    meant = {zone, *parts, *([found.within] if found is not None and found.within else [])}
    return any(
        each.theme == WATCHING and each.mode == Mode.REQUIRES and meant.intersection(each.zones)
        for each in agreement.provisions_at(_first_moment(day, ground))
    )


def _take(state: Posts, act: Act, ground: Ground) -> None:
    content: Any = act.content
    if act.kind == ALLOTTED:
        zone, first = str(content["zone"]), content["from"]
        doubt = doubt_of(zone, first, content["place"], ground)
        state.posts[str(content["id"])] = Post(act, doubt, map_on(zone, first, ground))
        return
    post = state.posts[str(content["id"])]
    post.acts.append(act)
    if act.kind == MOVED and (doubt := doubt_of(post.zone, content["on"], content["place"], ground)):
        post.doubts[act.ref] = doubt


def _as_map(state: Posts) -> dict[str, object]:
    return {
        name: {
            "allotted": each.allotted.ref,
            "party": each.party,
            "said": [[act.kind, act.speaker or "", str(act.content["on"]), act.ref] for act in each.acts],
        }
        for name, each in state.posts.items()
    }


POSTS = Module("posts", "Posts of the control forces.", FORMS, Posts, _object, _take, _as_map, ("id",))
