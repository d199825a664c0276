"""A small agreement for tests: two parties, a faction, guarantors of different dates, a group left out
under a new name, a zone with two maps, a belt, and one clause of each kind."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import polars as pl
from shapely.geometry import box

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.parties import Alias, Citation, ExcludedGroup, Party, Role, Tenure
from holdfire.agreement.provisions import Mode, Provision, Strength
from holdfire.agreement.term import Term, TermStart
from holdfire.agreement.zones import Zone, ZoneKind, ZoneVersion
from holdfire.incidents.table import INCIDENTS

TEXT = Citation("text", "para 1")
PRESS = Citation("press")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def role(role: Role, start: str, **more: object) -> Tenure:
    return Tenure(role, at(start), None, (TEXT,), **more)


PARTIES = (
    Party("syria", "Government of Syria", (role(Role.PARTY, "2016-12-30"),), (Alias("Damascus"),)),
    Party("opposition", "Armed opposition", (role(Role.PARTY, "2016-12-30"),)),
    Party("ahrar", "Ahrar al-Sham", (role(Role.PARTY, "2016-12-30"),), member_of="opposition"),
    Party("fsa", "FSA", (role(Role.OTHER, "2016-12-30", joined=None),), member_of="opposition"),
    Party("rahman-corps", "Rahman Corps", (role(Role.PARTY, "2017-08-18"),), member_of="opposition"),
    Party(
        "iran",
        "Iran",
        (role(Role.GUARANTOR, "2017-03-15", disputed_by=(PRESS,), disputed_from=at("2016-12-30")),),
    ),
    Party("usa", "United States", (role(Role.OBSERVER, "2017-05-03"),)),
    Party("sdf", "Syrian Democratic Forces", (role(Role.OTHER, "2016-12-30"),)),
    Party(
        "insurgents",
        "Syrian insurgents",
        (role(Role.OTHER, "2016-12-30"),),
        may_include=("opposition", "nusra"),
    ),
)
NUSRA = ExcludedGroup("nusra", "Nusra", (Alias("HTS", at("2017-01-28")),), at("2016-12-30"), None, (TEXT,))


def version(name: str, start: str, end: str | None, east: float, edge_m: float = 0.0) -> ZoneVersion:
    shape = box(36.0, 35.0, east, 36.0)
    return ZoneVersion(
        name, at(start), at(end) if end else None, shape, edge_m, False, "drawn by us", (TEXT,)
    )


ZONES = (
    Zone(
        "idlib",
        "Idlib area",
        ZoneKind.ZONE,
        (version("idlib-1", "2017-05-06", None, 37.0), version("idlib-2", "2017-09-15", None, 37.0055)),
    ),
    Zone(
        "belt", "Belt", ZoneKind.BELT, (version("belt-1", "2018-09-17", None, 36.2, 500.0),), within="idlib"
    ),
    Zone("south", "South", ZoneKind.ZONE, (version("south-1", "2017-05-06", "2018-07-01", 35.5),)),
)


def clause(name: str, **more: object) -> Provision:
    given: dict[str, object] = {
        "cited": TEXT,
        "says": "cease fire",
        "verb": "shall",
        "strength": Strength.OBLIGATION,
        "mode": Mode.FORBIDS,
        "acts": ("fire",),
        "bound": ("syria", "opposition"),
        "zones": (),
        "start": at("2016-12-30"),
        "end": None,
        "except_targets": ("nusra",),
    }
    return Provision(id=name, **(given | more))


PROVISIONS = (
    clause("ceasefire"),
    clause("between", against=("syria", "opposition")),
    clause("read-in", own_reading=True),
    clause("idlib-fire", zones=("idlib", "south"), start=at("2017-05-06")),
    clause("term-fire", zones=("idlib",), start=at("2017-05-06")),
    clause("air", acts=("fire/air",), except_targets=(), bound=("syria", "iran")),
    clause(
        "belt-weapons", acts=("weapons-held",), zones=("belt",), start=at("2018-10-10"), except_targets=()
    ),
    clause("before-map", zones=("idlib",), start=at("2017-01-01")),
    clause("undated", start=None, acts=("detention",)),
    clause("ended", end=at("2017-07-01"), start=at("2017-01-01")),
    clause("access", mode=Mode.REQUIRES, acts=("access-denied",), zones=("idlib",), start=at("2017-05-06")),
    clause("meet", mode=Mode.REQUIRES, acts=()),
    clause("fight-nusra", mode=Mode.EXEMPTS),
)
TERM = Term(
    "term",
    (TermStart(date(2017, 5, 6), (TEXT,)),),
    6,
    ("syria", "opposition"),
    "by consensus",
    20,
    TEXT,
    ("term-fire",),
)

SMALL = Agreement(
    "small",
    "A small agreement",
    ZoneInfo("UTC"),
    (),
    PARTIES,
    (),
    (NUSRA,),
    ZONES,
    PROVISIONS,
    (TERM,),
    (),
    "d" * 64,
)


def incident(incident_id: str = "i-1", day: str | None = "2017-06-15", **said: object) -> dict[str, object]:
    """The Government shells the opposition well inside the Idlib area, unless said otherwise."""
    start = at(day) if day else None
    row: dict[str, object] = {
        "incident_id": incident_id,
        "when_start": start,
        "when_end": start.replace(hour=23) if start else None,
        "when_precision": "day" if day else None,
        "lon": 36.5,
        "lat": 35.5,
        "radius_m": 2000.0,
        "where_precision": "exact",
        "act": "fire/shelling",
        "actor": ["syria"],
        "target": ["opposition"],
        "direction_stated": True,
        "report_ids": ["r-1"],
        "sources": ["ngo"],
    }
    return row | said


def table(*rows: dict[str, object]) -> pl.DataFrame:
    return INCIDENTS.of(rows)
