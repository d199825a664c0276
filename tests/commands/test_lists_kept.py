"""What lists keep on the shelf equals a fold from nothing, however the log grows and whatever is asked.

Logs are drawn from a seed: few things, so that acts meet; bad acts among good ones; words that come
later, and words that are erased.
"""

import json
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace

import apsw
import pytest

sys.path.append(str(Path(__file__).parents[1] / "centre"))

from access_acts import TO
from centre_ground import ground

from holdfire.centre.fold import Ground, fold
from holdfire.commands.centre import access_told, hazard, patrol_told, person_lists, post, works
from holdfire.mission.centre import clashing
from holdfire.mission.centre.gathering import SHELVED, Centre
from holdfire.mission.centre.listing import listed
from holdfire.mission.centre.recent import recent
from holdfire.record.canonical import canonical
from holdfire.shelf import centre_acts
from holdfire.shelf.centre_acts import CentreShelf

START = datetime(2017, 6, 1, tzinfo=UTC)
PARTIES = {"TR": "turkey", "RU": "russia", "UN": "un"}
DAYS = [f"2017-06-{day:02}" for day in (1, 2, 3, 5, 8, 13)]
CLOCKS = [f"2017-06-{day:02}T{hour:02}:00Z" for day in (1, 2, 3, 8) for hour in (0, 6)]
POINT = {"lat_e7": 359_300_000, "lon_e7": 366_300_000, "radius_m": 100}
RING = [[[359_000_000, 366_000_000], [359_000_000, 366_010_000], [359_010_000, 366_010_000]]]
PAPER = "ab" * 32


def of_works(draw):
    told = {"on": draw.choice(DAYS)}
    return draw.choice(
        [
            (
                "works opened",
                {
                    "subject": "water",
                    "title": 'A\npump \u202e"é',
                    "owner": draw.choice(["turkey", "nobody"]),
                    "due": draw.choice([None, *DAYS]),
                    "truce": draw.choice([None, "two days"]),
                },
            ),
            ("works progressed", {**told, "percent": draw.choice([None, 40, 130])}),
            ("works ended", {**told, "outcome": draw.choice(["restored", "given up"])}),
            ("works truce told", {**told, "state": draw.choice(["agreed", "broken"]), "until": None}),
        ]
    )


def of_posts(draw):
    told = {"on": draw.choice(DAYS)}
    return draw.choice(
        [
            (
                "post allotted",
                {
                    "to": draw.choice(["turkey", "turkey", "turkey", "atlantis"]),
                    "zone": draw.choice(["idlib", "idlib", "idlib", "mars"]),
                    "place": POINT,
                    "from": draw.choice(DAYS),
                    "kind": "checkpoint",
                },
            ),
            ("post set up", told),
            ("post moved", {**told, "place": {**POINT, "lat_e7": draw.choice([359_400_000, 100_000_000])}}),
            ("post handed over", {**told, "to": "russia"}),
            ("post closed", told),
        ]
    )


def of_access(draw):
    version, until = draw.choice([1, 1, 2]), draw.choice([None, *CLOCKS])
    site = {
        "title": "Hospital",
        "organisation": "a UN agency",
        "kind": "hospital",
        "to": list(TO),
        "place": POINT,
        "answer_by": draw.choice(CLOCKS),
        "since": draw.choice([None, *CLOCKS]),
        "until": until,
    }
    return draw.choice(
        [
            ("access site notified", site),
            ("access site changed", {**site, "version": version}),
            ("access acknowledged", {"version": version}),
            (
                "access delayed",
                {"version": version, "until": draw.choice(CLOCKS), "why": "mines", "whose": None},
            ),
            ("access denied", {"version": version, "why": "fighting", "whose": draw.choice([None, "syria"])}),
            ("access withdrawn", {"why": "closed"}),
        ]
    )


def of_patrols(draw):
    return draw.choice(
        [
            (
                "patrol planned",
                {
                    "parties": draw.choice([["turkey"], ["russia", "turkey"], ["mars"]]),
                    "zone": "idlib",
                    "route": [POINT, {**POINT, "lat_e7": 358_000_000}],
                    "start": CLOCKS[0],
                    "end": CLOCKS[3],
                },
            ),
            ("patrol set out", {"at": CLOCKS[1]}),
            ("patrol called off", {"why": "rain"}),
            (
                "patrol told",
                {"outcome": draw.choice(["completed", "cut short"]), "minutes": draw.choice([None, 90])},
            ),
        ]
    )


def of_hazards(draw):
    told = {"on": draw.choice(DAYS)}
    return draw.choice(
        [
            (
                "hazard reported",
                {
                    **told,
                    "title": "A field",
                    "level": draw.choice(["suspected", "confirmed"]),
                    "kinds": ["unexploded ordnance"],
                    "evidence": draw.choice(["direct", "indirect"]),
                    "rests_on": "two farmers",
                    "outline": draw.choice([None, RING]),
                    "place": None,
                },
            ),
            ("hazard confirmed", {**told, "evidence": "direct", "rests_on": "a mine seen"}),
            ("hazard cancelled", {**told, "survey": "NTS 12"}),
            ("hazard cleared", {**told, "document": draw.choice([None, PAPER])}),
            ("hazard accident", {**told, "incident": "i-1"}),
        ]
    )


def of_persons(draw):
    told = {"on": draw.choice(DAYS), "number": draw.choice([1, 3, 30]), "rows": draw.choice([None, [1], [2]])}
    return draw.choice(
        [
            (
                "persons list offered",
                {
                    "category": draw.choice(["detainees", "missing"]),
                    "number": 20,
                    "to": draw.choice([["russia"], ["turkey"], ["mars"]]),
                    "names": None,
                },
            ),
            ("persons list agreed", {"number": 20}),
            ("persons list executed", told),
            ("persons list confirmed", told),
            (
                "persons rows compared",
                {
                    "row": 1,
                    "other": draw.choice("abcd"),
                    "other_row": 2,
                    "verdict": draw.choice(["same", "not same"]),
                },
            ),
        ]
    )


VIEWS = {
    "works": (works.LISTED, of_works),
    "posts": (post.LISTED, of_posts),
    "access": (access_told.LISTED, of_access),
    "patrols": (patrol_told.LISTED, of_patrols),
    "hazards": (hazard.LISTED, of_hazards),
    "persons": (person_lists.LISTED, of_persons),
    "patrol plans": (clashing.PLANS, of_patrols),
    "patrol routes": (patrol_told.ROUTES, of_patrols),
    "hazard outlines": (hazard.OUTLINES, of_hazards),
    "access places": (access_told.PLACES, of_access),
}


class Log:
    """A node's log as the shelf reads it: `blobs` are here, `late` are not fetched yet."""

    def __init__(self, draw, make):
        self.draw, self.make = draw, make
        self.leaves, self.words, self.late, self.gone = [], {}, set(), set()
        self.first_namers = {}
        self.blobs = SimpleNamespace(has=self.has, get=lambda blob: self.words[blob])
        self.log = SimpleNamespace(root=lambda size: size.to_bytes(32, "big"))

    def has(self, blob):
        return blob in self.words and blob not in self.late and blob not in self.gone

    @property
    def state(self):
        orders = {"r": SimpleNamespace(in_force=1)} if self.gone else {}
        return SimpleNamespace(size=len(self.leaves), breaches=(), redactions=orders)

    def entries(self, start, end):
        return ((place, self.leaves[place]) for place in range(start, end))

    def act(self):
        """What the next act says; now and then it is of no form, or about nothing."""
        kind, content = self.make(self.draw)
        told = {"id": self.draw.choice("abcd"), "by": "A. Haddad", "why": None, "of": None, **content}
        if self.draw.random() < 0.1:
            told[self.draw.choice([*told, "strange"])] = self.draw.choice([7, None, "x y"])
        if kind == "persons list executed" and self.draw.random() < 0.3:
            told["of"] = "syria"
        return kind, told

    def grow(self):
        kind, told = self.act()
        place = len(self.leaves)
        at = START + timedelta(hours=self.draw.choice([place, 2 * place, 40]))
        blob = f"{place:064x}"
        content = {
            "files": {},
            "journal": place,
            "line": "0" * 64,
            "previous": "",
            "not_known": sorted(name for name, value in told.items() if value is None),
            "told": {name: value for name, value in told.items() if value is not None},
        }
        moment = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        self.words[blob] = canonical({"act": kind, "at": moment, "content": content, "salt": "0" * 32})
        if self.draw.random() < 0.15:
            self.late.add(blob)
        body = SimpleNamespace(
            type="act",
            content={"act": kind, "particulars": blob},
            party=self.draw.choice(list(PARTIES)),
            t_claimed=int(at.timestamp()),
            blobs=(blob,),
            refs=(),
        )
        self.leaves.append(SimpleNamespace(body=body, hash=f"{place:064x}"))


class Alone(Centre):
    """A centre of the shelf alone, and of acts of ours that wait."""

    names = PARTIES
    _lines = ()

    @property
    def record(self):
        return None


def clocks(view):
    if view.name in ("works", "posts"):
        return [date.fromisoformat(day) for day in ("2017-05-30", "2017-06-02", "2017-06-03", "2017-07-01")]
    if view.name == "access":
        return [START + timedelta(hours=hours) for hours in (-1, 0, 6, 30, 30.5, 168, 900)]
    return [None]


def from_nothing(centre, view, clock, last, only_meant):
    """The list as a fold of every act tells it."""
    if last is None:
        folded = fold(view.module, centre.acts(view.module.forms), centre.ground)
    else:
        folded = recent(centre, view.module, last).folded
    things = [
        each for each in view.things(folded.state).values() if not only_meant or view.meant(each, clock)
    ]
    return {
        "keys": [json.dumps(view.keys(each, clock), indent=2, ensure_ascii=False) for each in things],
        "lines": [line for each in things for line in view.lines(each, clock)],
        "sums": json.loads(json.dumps([view.sums(each, clock) for each in things])),
        "aside": [{"ref": each.act.ref, "what": each.objection.what} for each in folded.aside],
    }


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", VIEWS)
def test_a_list_tells_what_a_fold_from_nothing_tells(name, seed, monkeypatch):
    view, make = VIEWS[name]
    draw = Random(f"{make.__name__.removeprefix('of_')} {seed}")
    log = Log(draw, make)
    monkeypatch.setattr(centre_acts, "erased_blobs", lambda node: frozenset(node.gone))
    file = apsw.Connection(":memory:")
    file.execute(centre_acts._SCHEMA + centre_acts.TOLD_SCHEMA)
    shelf = CentreShelf(file)
    told = 0
    for step in range(12):
        for _ in range(draw.choice([1, 2, 9])):
            log.grow()
        if step % 4 == 3:
            log.late.clear()
        if step in (6, 9):
            log.gone.add(draw.choice(list(log.words)))
        shelf.update(log, SHELVED)
        centre = Alone(SimpleNamespace(folder=Path()), ground(), None, shelf)
        centre._lines = waiting(log) if step % 3 == 2 else ()
        for clock in clocks(view):
            for last, only_meant in ((None, False), (None, True), (2, False), (9, False), (2, True)):
                found = listed(centre, view, last, clock, only_meant)
                expected = from_nothing(centre, view, clock, last, only_meant)
                assert {key: getattr(found, key) for key in expected} == expected, (step, clock, last)
                told += len(found.rows)
                if view.pairing and last is None:
                    state = centre.folded(view.module).state
                    assert found.pairs.told_twice() == state.told_twice()
    assert told > 30, "few acts stood: the log proves little"


def waiting(log):
    """Lines of ours that are not logged yet."""
    return [
        SimpleNamespace(act=kind, content=content, number=number, at=START + timedelta(hours=50))
        for number, (kind, content) in enumerate((log.act() for _ in range(3)), start=len(log.leaves) + 1)
    ]


def test_what_other_rules_told_is_told_anew():
    view, make = VIEWS["works"]
    log = Log(Random("rules"), make)
    for _ in range(60):
        log.grow()
    log.late.clear()
    file = apsw.Connection(":memory:")
    file.execute(centre_acts._SCHEMA + centre_acts.TOLD_SCHEMA)
    shelf = CentreShelf(file)
    shelf.update(log, SHELVED)
    centre = Alone(SimpleNamespace(folder=Path()), ground(), None, shelf)
    clock = date(2017, 6, 3)
    before = listed(centre, view, None, clock).keys
    file.execute("UPDATE told SET keys = '{}'")
    assert set(listed(centre, view, None, clock).keys) == {"{}"}, "it is read, not made"
    other = SimpleNamespace(
        **{
            **{"digest": "another"},
            "parties": ground().agreement.parties,
            "zones": ground().agreement.zones,
            "bodies": ground().agreement.bodies,
        }
    )
    changed = Alone(SimpleNamespace(folder=Path()), Ground(other), None, shelf)
    assert listed(changed, view, None, clock).keys == before


def test_what_was_made_before_another_process_took_an_act_in_is_not_kept():
    view, make = VIEWS["works"]
    log = Log(Random("two processes"), make)
    for _ in range(40):
        log.grow()
    file = apsw.Connection(":memory:")
    file.execute(centre_acts._SCHEMA + centre_acts.TOLD_SCHEMA)
    shelf = CentreShelf(file)
    shelf.update(log, SHELVED)
    clock = date(2017, 6, 3)
    listed(Alone(SimpleNamespace(folder=Path()), ground(), None, shelf), view, None, clock)
    before, age = shelf.told.rows(view.name, clock.isoformat()), shelf.told.age
    for _ in range(40):
        log.grow()
    CentreShelf(file).update(log, SHELVED)
    shelf.told.keep(view.name, before, age)
    assert shelf.told.rows(view.name, clock.isoformat()) == []
    shelf.told.keep(view.name, before, shelf.told.age)
    assert shelf.told.rows(view.name, clock.isoformat()) == before
