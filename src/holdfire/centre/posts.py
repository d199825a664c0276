"""Posts of the control forces: allotted to a party on a map, set up, moved, closed; as each side says.

Twelve posts were foreseen in the Idlib area; by 13 May 2018 ten of them stood (Sputnik of that day). What a
post is worth follows from the watch that it keeps (effort), not from standing on a list.
"""

from dataclasses import dataclass, field
from datetime import datetime, time

from shapely.geometry import Point

from holdfire.centre.act import Act, Objection
from holdfire.centre.fold import Ground, Module
from holdfire.centre.form import Field, Form, day, identity, one_of, place, text
from holdfire.moments import utc

ALLOTTED, SET_UP, MOVED, CLOSED = "post allotted", "post set up", "post moved", "post closed"
KINDS_OF_POST = ("observation post", "checkpoint", "crossing", "headquarters", "other")
STANDS, GONE, NOT_SET_UP, DIFFER = "stands", "closed", "not set up", "told differently"

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
    CLOSED: Form(CLOSED, "The post was closed, as the speaker says.", {"id": _POST, "on": _ON}),
}


@dataclass(slots=True)
class Post:
    """`doubt` says in words what does not fit the map of the day it was allotted from; "" where all does."""

    allotted: Act
    doubt: str = ""
    acts: list[Act] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.allotted.content["id"])

    @property
    def party(self) -> str:
        return str(self.allotted.content["to"])

    @property
    def zone(self) -> str:
        return str(self.allotted.content["zone"])

    def on(self, day: str) -> dict[str | None, str]:
        """How it stood on that day (2018-05-13), by each speaker who said anything of it by then."""
        found: dict[str | None, str] = {}
        for act in sorted(self.acts, key=lambda each: str(each.content["on"])):
            if str(act.content["on"]) <= day:
                found[act.speaker] = GONE if act.kind == CLOSED else STANDS
        return found

    def standing(self, day: str) -> str:
        """The same in one word; where speakers differ, that."""
        words = set(self.on(day).values())
        return NOT_SET_UP if not words else DIFFER if len(words) > 1 else words.pop()


@dataclass(slots=True)
class Posts:
    posts: dict[str, Post] = field(default_factory=dict)

    def through(self, moment: datetime) -> "Posts":
        """What was on record before that moment, by the clocks of those who signed."""
        return Posts(
            {
                name: Post(each.allotted, each.doubt, [act for act in each.acts if act.at < moment])
                for name, each in self.posts.items()
                if each.allotted.at < moment
            }
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
    return None


def _allotted(known: Post | None, act: Act, ground: Ground) -> Objection | None:
    content = act.content
    if known is not None:
        what = f"There is a post {known.id} already, allotted to {known.party}."
        return Objection("id", what, "Give this one another id, or move that one.")
    if content["to"] not in ground.parties:
        what = f"The agreement knows no party {content['to']}."
        return Objection("party", what, f"It knows: {', '.join(sorted(ground.parties))}.")
    if content["zone"] not in ground.zones:
        what = f"The agreement has no zone {content['zone']}."
        return Objection("zone", what, f"Its zones are: {', '.join(sorted(ground.zones))}.")
    return None


def doubt_of(act: Act, ground: Ground) -> str:
    """Why the place of a post is doubted: it lies off the zone's map of its first day, radius and edge
    counted; or there is no map of that day."""
    zone = ground.agreement.zone(str(act.content["zone"]))
    told = act.content["place"]
    assert zone is not None
    assert isinstance(told, dict)
    moment = utc(
        datetime.combine(
            datetime.fromisoformat(str(act.content["from"])).date(), time(), ground.agreement.time_zone
        )
    )
    version = zone.version_at(moment)
    if version is None:
        return f"no map of {zone.id} is in force on {act.content['from']}"
    point = Point(told["lon_e7"] / 10**7, told["lat_e7"] / 10**7)
    reach_deg = (told["radius_m"] + version.edge_uncertainty_m) / 111_000
    if version.geometry.distance(point) > reach_deg:
        return f"it lies off {zone.id} by the map {version.id}, radius and edge counted"
    return ""


def _take(state: Posts, act: Act, ground: Ground) -> None:
    name = str(act.content["id"])
    if act.kind == ALLOTTED:
        state.posts[name] = Post(act, doubt_of(act, ground))
    else:
        state.posts[name].acts.append(act)


def _as_map(state: Posts) -> dict[str, object]:
    return {
        name: {
            "allotted": each.allotted.ref,
            "party": each.party,
            "said": [[act.kind, act.speaker or "", str(act.content["on"])] for act in each.acts],
        }
        for name, each in state.posts.items()
    }


POSTS = Module("posts", "Posts of the control forces.", FORMS, Posts, _object, _take, _as_map, ("id",))
