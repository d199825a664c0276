"""A post as its page tells it: on which map it was allotted, which is in force, who holds it."""

from dataclasses import dataclass
from datetime import date

from holdfire.agreement.agreement import Agreement
from holdfire.centre.act import Act
from holdfire.centre.fold import Ground
from holdfire.centre.posts import (
    CLOSED,
    DIFFER,
    GONE,
    HANDED_OVER,
    MOVED,
    NOT_SET_UP,
    SET_UP,
    STANDS,
    Post,
    map_on,
)
from holdfire.web.centre.choices import Choices
from holdfire.web.centre.told import Proof, Shown, Urgent, Word, day_of, midnight, proof_of, text_of, word_of

SAYS = {SET_UP: STANDS, MOVED: "moved", HANDED_OVER: "handed over", CLOSED: GONE}


@dataclass(frozen=True, slots=True)
class Told:
    """What a side says of it for a day: it stands, moved, closed, or was handed over `to` a party."""

    word: Word
    on: date | None
    to: str | None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who mans it, as `side` says; "": as it was allotted."""

    party: str
    side: str | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """`map`: the zone's map in force on the day it was allotted from; `map_now`: today's. None: there is
    none. `doubts` in the words of the rule."""

    id: str
    name: str | None
    kind: str
    zone: str
    map: str | None
    map_now: str | None
    party: str
    since: date | None
    holders: list[Holder]
    stands: str
    late: bool
    urgent: str | None
    told: list[Told]
    doubts: list[str]
    proof: Proof


@dataclass(frozen=True, slots=True)
class PostsRoom:
    rows: list[PostRow]
    shown: Shown
    names: dict[str, str]
    aside: list[str]
    choices: Choices


def post_urgent(each: Post, day: date) -> Urgent:
    """Late: the day from which it is allotted has come, and nobody says that it was set up."""
    since = day_of(each.allotted, "from")
    when = midnight(since) if since else each.allotted.at
    stands = each.standing(day.isoformat())
    if stands == NOT_SET_UP and since is not None and since < day:
        return Urgent(when, "post-not-set-up", late=True)
    if stands == DIFFER:
        return Urgent(when, "told-differently")
    return Urgent(when, "place-doubted" if each.doubted(day.isoformat()) else None)


def post_row(each: Post, urgent: Urgent, day: date, agreement: Agreement) -> PostRow:
    allotted, today = each.allotted, day.isoformat()
    told = each.said(today, SET_UP, MOVED, HANDED_OVER, CLOSED)
    since = each.manned_by(today)
    holders = [Holder(party, who or "") for who, party in since.items()]
    return PostRow(
        id=each.id,
        name=text_of(allotted, "name"),
        kind=str(allotted.content["kind"]),
        zone=each.zone,
        map=each.map,
        map_now=map_on(each.zone, today, Ground(agreement)),
        party=each.party,
        since=day_of(allotted, "from"),
        holders=holders or [Holder(each.party, None)],
        stands=each.standing(today),
        late=urgent.late,
        urgent=urgent.word,
        told=[_told(act) for act in told.values()],
        doubts=each.doubted(today),
        proof=proof_of(allotted),
    )


def _told(act: Act) -> Told:
    return Told(word_of(act, SAYS[act.kind]), day_of(act, "on"), text_of(act, "to"))
