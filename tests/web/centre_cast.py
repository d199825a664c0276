"""The centre with something in every room: whose each thing is stands in its id."""

from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from seats_taken import NOON

from holdfire.centre.access.acts import ACKNOWLEDGED, MOVEMENT, SITE
from holdfire.centre.access.acts import DENIED as ANSWER_DENIED
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.fold import Module
from holdfire.centre.hazards.acts import CANCELLED, REPORTED
from holdfire.centre.hazards.rules import HAZARDS
from holdfire.centre.letters import LETTERS, WRITTEN
from holdfire.centre.meetings.acts import ADOPTED, ANNOUNCED, HELD, POINT_TOLD
from holdfire.centre.meetings.rules import MEETINGS
from holdfire.centre.patrols.acts import DENIED, HINDERED, PLANNED, TOLD
from holdfire.centre.patrols.rules import PATROLS
from holdfire.centre.persons.acts import AGREED, CONFIRMED, EXECUTED, FATE, OFFERED
from holdfire.centre.persons.rules import PERSONS
from holdfire.centre.posts import ALLOTTED, POSTS, SET_UP
from holdfire.centre.works import OPENED, PROGRESSED, TRUCE, WORKS
from holdfire.mission.centre.acting import perform
from holdfire.mission.folder import Mission

MARK = "<script>alert('centre')</script>"
ROOMS = ("patrols", "access", "persons", "hazards", "works", "posts", "meetings", "letters")


def point(lat: float, lon: float, radius: int = 200) -> dict[str, int]:
    return {"lat_e7": round(lat * 1e7), "lon_e7": round(lon * 1e7), "radius_m": radius}


ROUTE = [point(35.90, 36.60), point(35.95, 36.70)]


class Before(Protocol):
    """A desk, before whatever browsers."""

    @property
    def folder(self) -> Path: ...


class Cast:
    """Enters acts into a desk's mission as its officer would, or as the word of a party."""

    def __init__(self, at: Before, now: datetime = NOON) -> None:
        self.mission, self.now = Mission.open(at.folder), now

    def say(self, module: Module[Any], act: str, of: str | None = None, /, **told: Any) -> None:
        content = {**told, "by": "The desk", **({} if of is None else {"of": of})}
        perform(self.mission, module, act, content, self.now)

    def patrol(self, name: str, *parties: str, start: str, end: str, **more: Any) -> None:
        self.say(PATROLS, PLANNED, id=name, parties=list(parties), route=ROUTE, start=start, end=end, **more)

    def movement(self, name: str, *to: str, title: str = "Flour to Idlib", of: str | None = None) -> None:
        self.say(
            ACCESS, MOVEMENT, of, id=name, title=title, organisation="a relief agency", to=list(to),
            answer_by="2017-07-01T18:00Z", cargo="food", start="2017-07-02T06:00Z",
            end="2017-07-02T12:00Z", route=ROUTE,
        )  # fmt: skip

    def persons(self, name: str, of: str, *to: str, number: int = 20) -> None:
        self.say(PERSONS, OFFERED, of, id=name, category="detainees", number=number, to=list(to))

    def hazard(self, name: str, of: str, title: str = "Field by the mill") -> None:
        self.say(
            HAZARDS, REPORTED, of, id=name, title=title, level="suspected", kinds=["unexploded ordnance"],
            evidence="indirect", rests_on="told by two farmers", on="2017-06-01",
            place=point(35.93, 36.63, 300),
        )  # fmt: skip

    def post(self, name: str, to: str, since: str = "2017-06-01") -> None:
        self.say(
            POSTS, ALLOTTED, id=name, to=to, zone="idlib", place=point(35.93, 36.63), kind="checkpoint",
            **{"from": since},
        )  # fmt: skip

    def work(self, name: str, owner: str, **more: Any) -> None:
        self.say(WORKS, OPENED, id=name, subject="water", title=f"Pump {name}", owner=owner, **more)

    def letter(self, name: str, of: str | None, to: list[str] | None) -> None:
        self.say(
            LETTERS, WRITTEN, of, id=name, kind="notice", about=name, day="2017-07-01", languages=["en"],
            folder=f"letters/{name}", files={"letter.txt": "0" * 64}, **({} if to is None else {"to": to}),
        )  # fmt: skip


def filled(at: Before) -> None:
    """A thing of Russia's and one of Turkey's in every room, by names that begin with whose it is."""
    cast = Cast(at)
    for party, other in (("russia", "iran"), ("turkey", "syria")):
        cast.patrol(f"{party}.m4", party, start="2017-07-02T06:00Z", end="2017-07-02T09:00Z")
        cast.movement(f"{party}.c7", party, title=f"Flour for {party}")
        cast.persons(f"{party}.ex1", party, other)
        cast.hazard(f"{party}.mine", party)
        cast.post(f"{party}.post", party)
        cast.work(f"{party}.pump", party)
        cast.say(
            MEETINGS, ANNOUNCED, id=f"{party}.talks", series=f"{party}.talks", invited=[party, other],
            expected={"period": "2017-07-10", "part": None},
        )  # fmt: skip
        cast.letter(f"{party}.letter", party, [other])


def told_of(cast: Cast) -> None:
    """Words of two sides on Turkey's things, so that every part of a page has something in it."""
    cast.patrol("joint-1", "russia", "turkey", start="2017-07-01T11:00Z", end="2017-07-01T12:30Z", series=4)
    cast.say(PATROLS, TOLD, "turkey", id="joint-1", outcome="completed", minutes=60)
    cast.say(PATROLS, TOLD, "russia", id="joint-1", outcome="cut short", why="a crowd")
    cast.say(PATROLS, HINDERED, "russia", id="joint-1", at="2017-07-01T11:30Z", what="a berm")
    cast.say(PATROLS, DENIED, "russia", id="joint-1", at="2017-07-01T11:40Z", denied_by="armed men")
    cast.say(ACCESS, ANSWER_DENIED, "turkey", id="turkey.c7", version=1, why="fighting on the road")
    cast.say(PERSONS, EXECUTED, "turkey", id="turkey.ex1", on="2017-07-01", number=10)
    cast.say(PERSONS, CONFIRMED, "syria", id="turkey.ex1", on="2017-07-01", number=5)
    cast.say(PERSONS, FATE, "turkey", id="turkey.ex1", row=1, fate="dead", whereabouts="not known")
    cast.say(HAZARDS, CANCELLED, "syria", id="turkey.mine", on="2017-06-30", survey="survey 14")
    cast.work("turkey.line", "turkey", due="2017-06-20", truce="Three days of silence")
    cast.say(WORKS, PROGRESSED, "turkey", id="turkey.line", on="2017-06-30", percent=40)
    cast.say(WORKS, TRUCE, "turkey", id="turkey.line", on="2017-06-30", state="refused")
    cast.say(POSTS, SET_UP, "turkey", id="turkey.post", on="2017-06-30")
    cast.say(MEETINGS, HELD, id="turkey.talks", series="turkey.talks", first="2017-06-30")
    cast.say(MEETINGS, POINT_TOLD, id="turkey.talks", point="p1", subject="Maps", outcome="put off")
    cast.say(MEETINGS, ADOPTED, id="turkey.talks", statement="s1", title="A statement")


def hostile(at: Before) -> None:
    """Every free text of the centre is a script."""
    cast = Cast(at)
    cast.patrol("h-1", "turkey", start="2017-07-01T12:00Z", end="2017-07-01T13:00Z", why=MARK)
    cast.say(PATROLS, HINDERED, id="h-1", at="2017-07-01T12:00Z", what=MARK)
    cast.say(PATROLS, DENIED, id="h-1", at="2017-07-01T12:00Z", denied_by=MARK, reason=MARK)
    cast.say(PATROLS, TOLD, "turkey", id="h-1", outcome="cut short", why=MARK)
    cast.movement("h-2", "turkey", "syria", title=MARK)
    cast.say(ACCESS, ANSWER_DENIED, "turkey", id="h-2", version=1, why=MARK)
    cast.say(ACCESS, ACKNOWLEDGED, "syria", id="h-2", version=1)
    cast.say(
        ACCESS, SITE, id="h-3", title=MARK, organisation=MARK, to=["turkey"], answer_by="2017-07-01T18:00Z",
        kind="hospital", place=point(35.93, 36.63),
    )  # fmt: skip
    cast.persons("h-4", "turkey", "syria")
    cast.say(PERSONS, AGREED, "syria", id="h-4", number=12, why=MARK)
    cast.say(PERSONS, EXECUTED, "turkey", id="h-4", on="2017-07-01", number=10, where=MARK)
    cast.say(PERSONS, CONFIRMED, "syria", id="h-4", on="2017-07-01", number=9, why=MARK)
    cast.say(PERSONS, FATE, "turkey", id="h-4", row=1, fate="dead", whereabouts="not known", why=MARK)
    cast.hazard("h-5", "turkey", MARK)
    cast.say(HAZARDS, CANCELLED, "syria", id="h-5", on="2017-06-30", survey=MARK, why=MARK)
    cast.work("h-6", "turkey", truce=MARK, due="2017-06-20")
    cast.say(WORKS, PROGRESSED, "turkey", id="h-6", on="2017-06-30", percent=40, why=MARK)
    cast.say(WORKS, TRUCE, "turkey", id="h-6", on="2017-06-30", state="refused", why=MARK)
    cast.post("h-7", "turkey")
    cast.say(POSTS, SET_UP, "turkey", id="h-7", on="2017-06-30", why=MARK)
    cast.say(MEETINGS, HELD, id="h-talks", series="h", participants=["turkey"], place=MARK, agenda=[MARK])
    cast.say(MEETINGS, POINT_TOLD, id="h-talks", point="p1", subject=MARK, outcome="agreed", why=MARK)
    cast.say(MEETINGS, ADOPTED, id="h-talks", statement="s1", title=MARK)
    cast.letter("h-9", "turkey", [MARK])
