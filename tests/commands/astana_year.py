"""A year of the Astana process as five delegations enter it, May 2017 to May 2018, each at its own node.

Rounds, the memorandum, the four zones, the Idlib posts and the surrender of Eastern Ghouta are as the sources
of practice.md have them. Patrols, convoys, lists of persons and shellings are made up, and so is what each
side says of them: they are there in the number and the disagreement that a real year has.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from delegations import PARTIES, Delegations
from set_clock import Clock
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from decisions_on_astana import geojson

HAND = ("--by", "A. Haddad")
HOST = "UN"
GUARANTORS = ("RU", "TR", "IR")
PATROLS_A_MONTH = {
    (2017, 10): 6,
    (2017, 11): 9,
    (2017, 12): 9,
    (2018, 1): 9,
    (2018, 2): 9,
    (2018, 3): 9,
    (2018, 4): 9,
}
CONVOYS_A_MONTH = 4
FIRST_CONVOY, LAST_CONVOY = (2017, 6), (2018, 3)
MONTHS = [(2017, month) for month in range(5, 13)] + [(2018, month) for month in range(1, 6)]
HEAD = "source_key,when_start,when_end,when_precision,where_precision,lon,lat,radius_m,act,origin,text"
PLACES = {"idlib": (36.63, 35.93), "eastern-ghouta": (36.42, 33.56), "north-homs": (36.73, 34.90)}
Happened = Callable[["Year"], None]
"""What the delegations enter of one thing that happened."""
LATE = "OB"
"""The observer's line is down in winter: it gets everything in one bundle in March."""


def of(year_month: tuple[int, int], day: int, hour: int = 8) -> str:
    year, month = year_month
    return f"{year}-{month:02}-{day:02}T{hour:02}:00"


@dataclass
class Year:
    """The delegations, their clocks, and what the script entered, by which the tests count again."""

    delegations: Delegations
    clock: Clock
    patrols: list[str] = field(default_factory=list)
    convoys: list[str] = field(default_factory=list)

    proposals: dict[str, str] = field(default_factory=dict)
    now: str = ""

    def at(self, moment: str) -> None:
        self.now = moment
        self.clock.set(moment)

    @property
    def day(self) -> str:
        return self.now[:10]

    def by(self, party: str, verb: str, *words: object) -> dict[str, object]:
        """A verb of that party on its own mission, entered and signed; its answer as JSON."""
        one, *rest = verb.split()
        return self.delegations.done(party, one, *rest, self.delegations.at(party), *words, "--json").keys

    def enter(self, party: str, verb: str, *words: object) -> dict[str, object]:
        return self.by(party, verb, *words, *HAND)

    def carry(self, *absent: str) -> None:
        """Sticks go to the host and back: all but the absent have what all entered. What they countersign
        now goes along the next time."""
        others = [party for party in PARTIES if party not in (HOST, *absent)]
        for party in others:
            assert self.delegations.give(party, HOST).code == 0
        for party in others:
            assert self.delegations.give(HOST, party).code == 0

    def vote(self, name: str, **votes: str) -> None:
        """Each votes at its own node on the proposal that the script calls so."""
        for party, word in votes.items():
            why = ("--why", "as my capital says") if word != "consent" else ()
            self.enter(party, "decide vote", self.proposals[name], word, *why)


def live(year: Year) -> None:
    """Everything from the memorandum to the ninth round."""
    for month in MONTHS:
        absent = (LATE,) if (2017, 12) <= month <= (2018, 2) else ()
        year.at(of(month, 2))
        _answers(year, month)
        _of_the_month(year, month)
        year.at(of(month, 28))
        _told_of_patrols(year, month)
        _told_of_convoys(year, month)
        ahead = _after(month)
        _plan_patrols(year, ahead)
        _notify_convoys(year, ahead)
        year.carry(*absent)
    year.at("2018-06-02T08:00")
    for _ in range(2):
        year.carry()


def _after(month: tuple[int, int]) -> tuple[int, int]:
    first = date(*month, 1) + timedelta(days=32)
    return first.year, first.month


def _plan_patrols(year: Year, month: tuple[int, int]) -> None:
    """Turkey plans the joint patrols of the coming month, each on a day and a stretch of its own."""
    for number in range(1, PATROLS_A_MONTH.get(month, 0) + 1):
        name = f"jp-{month[0]}-{month[1]:02}-{number}"
        day, lat = 3 * number - 1, 35.60 + number / 40
        road = ("--point", f"{lat:.3f},36.30,50", "--point", f"{lat:.3f},36.60,50")
        whose = ("--party", "russia", "--party", "turkey", "--zone", "idlib")
        year.enter("TR", "patrol plan", name, *whose, *road,
                   "--start", f"{of(month, day)}Z", "--end", f"{of(month, day, 11)}Z")  # fmt: skip
        year.patrols.append(name)


def _told_of_patrols(year: Year, month: tuple[int, int]) -> None:
    """What each side says of them at the end of the month: of every seventh they differ, every tenth was
    turned back, and of every ninth one side says nothing."""
    for name in (each for each in year.patrols if each.startswith(f"jp-{month[0]}-{month[1]:02}-")):
        number = year.patrols.index(name)
        turned = number % 10 == 9
        own = "turned back" if turned else "completed"
        if turned:
            when = of(month, 3 * int(name.rsplit("-", 1)[1]) - 1, 9)
            year.enter("TR", "patrol deny", name, "--at", f"{when}Z", "--denied-by", "an armed group")
        year.enter("TR", "patrol outcome", name, own, "--minutes", 40 if turned else 170)
        if number % 9 != 8:
            theirs = "cut short" if number % 7 == 3 and not turned else own
            year.enter("RU", "patrol outcome", name, theirs)


def _notify_convoys(year: Year, month: tuple[int, int]) -> None:
    """The UN notifies Russia, Turkey and Syria of each convoy of the coming month."""
    if not FIRST_CONVOY <= month <= LAST_CONVOY:
        return
    for number in range(1, CONVOYS_A_MONTH + 1):
        name, day = f"hc-{month[0]}-{month[1]:02}-{number}", 5 * number
        lat, lon = 35.5 + number / 20, 36.62
        year.enter("UN", "access notify-movement", name, "food", name, "--organisation", "a UN agency",
                   *(each for side in ("russia", "turkey", "syria") for each in ("--to", side)),
                   "--answer-by", f"{of(month, 4, 12)}Z", "--start", f"{of(month, day, 6)}Z",
                   "--end", f"{of(month, day, 15)}Z", "--point", f"{lat},{lon},100",
                   "--point", f"{lat + 0.1},{lon + 0.02},100", "--vehicles", 12)  # fmt: skip
        year.convoys.append(name)


def _answers(year: Year, month: tuple[int, int]) -> None:
    """Turkey acknowledges all; Russia acknowledges, delays or stays silent, and relays Syria's denials."""
    for number, name in enumerate(_convoys_of(year, month)):
        year.enter("TR", "access acknowledge", name)
        if number == 1:
            year.enter("RU", "access delay", name, "--until", f"{of(month, 20, 6)}Z", "--why", "de-mining")
        elif number != 3:
            year.enter("RU", "access acknowledge", name)
        if number == 2:
            year.enter("RU", "access deny", name, "--of", "syria", "--why", "no reason was given")


def _told_of_convoys(year: Year, month: tuple[int, int]) -> None:
    for number, name in enumerate(_convoys_of(year, month)):
        year.enter("UN", "access execute", name, "turned back" if number == 2 else "arrived")


def _convoys_of(year: Year, month: tuple[int, int]) -> Iterator[str]:
    return (each for each in year.convoys if each.startswith(f"hc-{month[0]}-{month[1]:02}-"))


def _of_the_month(year: Year, month: tuple[int, int]) -> None:
    """What happened but once, at its own day."""
    for when, happened in HAPPENED:
        if when.startswith(f"{month[0]}-{month[1]:02}"):
            year.at(when)
            happened(year)


def _round(series: int, first: str, last: str) -> Happened:
    def held(year: Year) -> None:
        guarantors = (each for side in ("iran", "russia", "turkey") for each in ("--participant", side))
        days = ("--first", first, "--last", last, "--place", "Astana")
        year.enter("RU", "meeting hold", "astana", series, *days, *guarantors, "--observer", "un")

    return held


def _points_of_the_fifth(year: Year) -> None:
    _round(5, "2017-07-04", "2017-07-05")(year)
    year.enter("RU", "meeting point", "astana-5", "maps", "not agreed", "--subject", "Maps of the zones")
    year.enter("RU", "meeting point", "astana-5", "working-group", "agreed", "--subject", "A working group")


def _commitments(year: Year) -> None:
    year.enter(
        "IR", "commitment assess", "memo17-maps", "1", "--on", "2017-06-20", "--why", "no map was agreed"
    )
    year.enter("RU", "commitment assess", "memo17-maps", "2", "--on", "2017-06-20", "--evidence",
               "incident:none-of-ours", "--why", "three of four are drawn")  # fmt: skip


def _propose_map(party: str, zone: str, version: str, start: str, area: BaseGeometry) -> Happened:
    def proposed(year: Year) -> None:
        file = year.delegations.folder / f"{version}.geojson"
        file.write_bytes(geojson(area))
        days = ("--version", version, "--from", start, "--edge", 500)
        told = year.enter(party, "zone propose", zone, file, *days, "--title", f"{zone} as delineated")
        year.proposals[version] = str(told["entry"])

    return proposed


def _propose_term(name: str, until: str) -> Happened:
    def proposed(year: Year) -> None:
        year.proposals[name] = str(year.enter("RU", "term prolong", "memo17-term", "--until", until)["entry"])

    return proposed


def _propose_the_end_of_ghouta(year: Year) -> None:
    words = ("eastern-ghouta", "--on", "2018-04-14", "--reason", "Douma surrendered")
    year.proposals["ghouta"] = str(year.enter("RU", "zone end", *words)["entry"])


def _votes(name: str, **votes: str) -> Happened:
    def voted(year: Year) -> None:
        year.vote(name, **votes)

    return voted


def _post(number: int) -> Happened:
    def set_up(year: Year) -> None:
        at = f"{35.60 + number / 20:.2f},{36.40 + number / 30:.2f},200"
        start = str(date(2017, 10, 12) + timedelta(days=18 * (number - 1)))
        year.enter(
            "TR", "post allot", f"post-{number}", "turkey", "--zone", "idlib", "--place", at, "--from", start
        )
        year.enter("TR", "post set-up", f"post-{number}", "--on", start)

    return set_up


def _offer(name: str, giver: str, to: str, number: int) -> Happened:
    def offered(year: Year) -> None:
        year.enter(giver, "person offer", name, "detainees", "--to", to, "--number", number)

    return offered


def _hand_over(name: str, giver: str, receiver: str, agreed: int, given: int) -> Happened:
    def handed_over(year: Year) -> None:
        year.enter(receiver, "person agree", name, "--number", agreed)
        where = ("--where", "Abu al-Zandin")
        year.enter(giver, "person execute", name, "--on", year.day, "--number", given, *where)

    return handed_over


def _confirm(name: str, receiver: str, on: str, number: int) -> Happened:
    """The receiving side's number, which may be another."""

    def confirmed(year: Year) -> None:
        year.enter(receiver, "person confirm", name, "--on", on, "--number", number)

    return confirmed


def _agency_says_five(year: Year) -> None:
    year.enter(
        "UN", "person execute", "ex-1", "--on", "2018-02-24", "--number", 5, "--where", "Abu al-Zandin"
    )


def _mines(year: Year) -> None:
    known = ("--kind", "unexploded ordnance", "--evidence", "indirect", "--rests-on", "told by two farmers")
    where = ("--place", "35.93,36.63,300", "--on", "2017-11-20")
    year.enter("TR", "hazard report", "m-1", "suspected", "Field by the mill", *known, *where)
    due = ("--owner", "turkey", "--due", "2018-02-01")
    year.enter("IR", "works open", "pump-1", "water", "Pump at Khan Shaykhun", *due)


def _pump(year: Year) -> None:
    year.enter("TR", "works progress", "pump-1", "--on", "2018-01-15", "--percent", 80)
    year.enter("RU", "works progress", "pump-1", "--on", "2018-01-15", "--percent", 40)


ALL = dict.fromkeys(GUARANTORS, "consent")
HAPPENED: tuple[tuple[str, Happened], ...] = (
    ("2017-05-05T09:00", _round(4, "2017-05-03", "2017-05-04")),
    ("2017-06-21T09:00", _commitments),
    ("2017-07-06T09:00", _points_of_the_fifth),
    ("2017-07-25T09:00", _propose_map("RU", "north-homs", "north-homs-2017-08", "2017-08-03",
                                      box(36.65, 34.80, 36.85, 35.00))),
    ("2017-08-02T09:00", _votes("north-homs-2017-08", **ALL)),
    ("2017-09-16T09:00", _round(6, "2017-09-14", "2017-09-15")),
    ("2017-09-27T09:00", _propose_map("TR", "idlib", "idlib-2017-10", "2017-10-08",
                                      box(36.50, 35.60, 36.95, 36.10))),
    ("2017-09-27T10:00", _propose_term("first", "2018-05-04")),
    ("2017-10-07T09:00", _votes("idlib-2017-10", **ALL)),
    ("2017-10-13T09:00", _post(1)),
    ("2017-10-25T09:00", _votes("first", **(ALL | {"TR": "reservation"}))),
    ("2017-11-01T09:00", _round(7, "2017-10-30", "2017-10-31")),
    ("2017-11-21T09:00", _mines),
    ("2017-12-01T09:00", _post(3)),
    ("2017-12-22T09:00", _round(8, "2017-12-21", "2017-12-22")),
    ("2018-01-16T09:00", _pump),
    ("2018-01-20T09:00", _offer("ex-1", "TR", "russia", 20)),
    ("2018-02-24T09:00", _hand_over("ex-1", "TR", "RU", 20, 10)),
    ("2018-02-25T09:00", _offer("ex-2", "RU", "turkey", 12)),
    ("2018-02-26T09:00", _agency_says_five),
    ("2018-03-03T09:00", _confirm("ex-1", "RU", "2018-02-24", 10)),
    ("2018-03-05T09:00", _hand_over("ex-2", "RU", "TR", 12, 12)),
    ("2018-03-06T09:00", _offer("ex-3", "TR", "iran", 6)),
    ("2018-03-27T09:00", _propose_the_end_of_ghouta),
    ("2018-03-27T10:00", _propose_term("second", "2018-11-04")),
    ("2018-04-03T09:00", _confirm("ex-2", "TR", "2018-03-05", 11)),
    ("2018-04-04T09:00", _hand_over("ex-3", "TR", "IR", 6, 6)),
    ("2018-04-14T09:00", _votes("ghouta", **ALL)),
    ("2018-04-20T09:00", _votes("second", RU="consent", TR="consent")),
    ("2018-05-05T09:00", _confirm("ex-3", "IR", "2018-04-04", 6)),
    ("2018-05-16T09:00", _round(9, "2018-05-14", "2018-05-15")),
)  # fmt: skip
"""At which moment what is entered. Iran says nothing on the second extension: no consensus is on record."""


def shellings() -> str:
    """The reports of the year as one file that every delegation takes in: two a month in each of three zones,
    some known to the hour and some to the day, some to 100 m and some to 3 km."""
    rows = []
    for month in MONTHS[:-1]:
        for place, (zone, (lon, lat)) in enumerate(PLACES.items()):
            for number, day in enumerate((6 + place, 17 + place)):
                when, precision = f"{of(month, day, 10)}:00Z", "hour" if number else "day"
                end = f"{of(month, day, 11)}:00Z" if number else f"{of(month, day + 1, 10)}:00Z"
                radius = 3000 if number else 100
                rows.append(f"{zone}-{when},{when},{end},{precision},exact,{lon},{lat},{radius},"
                            "fire/shelling,a resident,Shells fell by the road")  # fmt: skip
    return "\n".join((HEAD, *rows)) + "\n"


def take_in_the_year(year: Year) -> None:
    """Every delegation takes the same file in, under the same settings, and makes its findings."""
    file = year.delegations.folder / "shellings.csv"
    file.write_text(shellings())
    settings = (year.delegations.at("TR") / "mission.toml").read_bytes()
    for party in PARTIES:
        folder: Path = year.delegations.at(party)
        (folder / "mission.toml").write_bytes(settings)
        year.by(party, "take-in", file, "--source", "holdfire")
        for verb in ("fuse", "assess"):
            year.by(party, verb)
