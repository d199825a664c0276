"""A small hand-made case: twelve incidents in north-west and south Syria on 15 June 2017, and what
the observers counted on 25 March 2017. Places are real; the incidents are invented."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from shapely.geometry import Polygon, box

from holdfire.agreement.agreement import Agreement, Rank, Source
from holdfire.agreement.parties import Alias, Citation, ExcludedGroup, Party, Role, Tenure
from holdfire.agreement.term import Term, TermStart
from holdfire.agreement.zones import Zone, ZoneKind, ZoneVersion
from holdfire.assessment.table import FINDINGS, PLACEMENT
from holdfire.incidents.table import INCIDENTS, MEMBERSHIP
from holdfire.moments import ReportingDay
from holdfire.places.areas import Area, AreaSet
from holdfire.publish.sealed import SealedDataset
from holdfire.reports.table import REPORTS, TALLIES, WATCH

DAMASCUS = ZoneInfo("Asia/Damascus")
DAY = date(2017, 6, 15)
MARCH = date(2017, 3, 25)
START = datetime(2017, 5, 5, 21, tzinfo=UTC)
SEALED = datetime(2017, 6, 16, 4, tzinfo=UTC)
RULE = "rules 1, pack 0a1b2c"
CITED = (Citation("memorandum", "para 1"),)


def zone(slug, name, ring, kind=ZoneKind.ZONE, within=None, edge_m=3000.0):
    version = ZoneVersion(
        f"{slug}-1", START, None, Polygon(ring), edge_m, False, "drawn by Holdfire from named towns", CITED
    )
    return Zone(slug, name, kind, (version,), within)


IDLIB = zone(
    "idlib",
    "Idlib zone",
    [
        (36.05, 35.75),
        (36.2, 36.2),
        (36.7, 36.4),
        (37.0, 36.15),
        (36.95, 35.6),
        (36.75, 35.3),
        (36.4, 35.35),
        (36.2, 35.55),
    ],
)
BELT = zone(
    "idlib-belt",
    "Security belt",
    [
        (36.75, 36.4),
        (37.1, 36.15),
        (37.05, 35.6),
        (36.8, 35.2),
        (36.7, 35.3),
        (36.95, 35.6),
        (37.0, 36.15),
        (36.7, 36.4),
    ],
    ZoneKind.BELT,
    "idlib",
)
HOMS = zone("north-homs", "North of Homs", [(36.55, 34.82), (36.6, 35.0), (36.85, 35.0), (36.85, 34.8)])
GHOUTA = zone(
    "eastern-ghouta",
    "Eastern Ghouta",
    [(36.33, 33.5), (36.36, 33.6), (36.55, 33.6), (36.55, 33.47)],
    edge_m=2000,
)
SOUTH = zone(
    "south",
    "South",
    [(35.8, 32.65), (35.85, 33.15), (36.1, 33.1), (36.5, 32.75), (36.3, 32.45), (36.0, 32.6)],
)
ZONES = (IDLIB, BELT, HOMS, GHOUTA, SOUTH)

AGREEMENT = Agreement(
    slug="small",
    title="Memorandum on the creation of de-escalation areas, 4 May 2017",
    time_zone=DAMASCUS,
    instruments=(),
    parties=(
        Party("russia", "Russia", (Tenure(Role.GUARANTOR, START, None, CITED),)),
        Party("turkey", "Turkey", (Tenure(Role.GUARANTOR, START, None, CITED),)),
        Party("syria", "Government of Syria", (Tenure(Role.PARTY, START, None, CITED),)),
        Party("opposition", "Armed opposition", (Tenure(Role.PARTY, START, None, CITED),)),
    ),
    bodies=(),
    excluded=(ExcludedGroup("nusra", "Jabhat al-Nusra", (Alias("JaN"),), START, None, CITED),),
    zones=ZONES,
    provisions=(),
    terms=(
        Term(
            "zones",
            (
                TermStart(date(2017, 5, 4), (Citation("memorandum"),)),
                TermStart(date(2017, 5, 5), (Citation("interfax"),)),
            ),
            6,
            ("russia", "turkey", "iran"),
            "Six months, extended by consensus of the guarantors",
            20,
            Citation("memorandum", "para 6"),
        ),
    ),
    sources=(Source("memorandum", "Memorandum", Rank.OFFICIAL_TEXT, "4 May 2017"),),
    digest="d" * 64,
)

UNITS = AreaSet(
    (
        Area("SY-ID", "Idlib", box(36.0, 35.4, 37.0, 36.3), 1, ("إدلب",)),
        Area("SY-HM", "Hama", box(36.0, 34.9, 37.6, 35.4), 1, ("حماة",)),
        Area("SY-HI", "Homs", box(36.1, 34.0, 38.5, 34.9), 1),
        Area("SY-DR", "Daraa", box(35.8, 32.4, 36.4, 33.2), 1),
    )
)

_TOLL = {f"{harm}_{bound}": None for harm in ("killed", "injured") for bound in ("low", "best", "high")}


def incident(number, where, lon, lat, **more):
    """An incident of 15 June 2017 at 06:00 + `number` hours local time, known to the minute."""
    start = datetime(2017, 6, 14, 22, tzinfo=UTC) + timedelta(hours=number)
    row = {
        "incident_id": f"i-{number:020x}",
        "when_start": start,
        "when_end": start + timedelta(minutes=1),
        "when_precision": "instant",
        "lon": lon,
        "lat": lat,
        "radius_m": 2000.0 if lon else None,
        "where_precision": "exact" if lon else "adm1",
        "place_as_written": where,
        "act": "fire/shelling",
        "actor": ["syria"],
        "target": ["opposition"],
        "direction_stated": True,
        "attributed_by": ["a monitor in town"],
        "report_ids": [f"r-{number:020x}"],
        "sources": ["secret-network"],
        "origins": ["a monitor in town"],
        **_TOLL,
    }
    return row | more


TWO = {
    "origins": ["a monitor in town", "turkey"],
    "sources": ["secret-network", "turkey-list"],
}
INCIDENT_ROWS = (
    incident(
        1,
        "خان شيخون",
        36.651,
        35.442,
        adm1="SY-ID",
        killed_low=1,
        killed_best=2,
        killed_high=4,
        **TWO,
        report_ids=["r-" + "1" * 20, "r-" + "2" * 20],
    ),
    incident(
        2, "Кафр-Зита", 36.601, 35.373, adm1="Hama", act="fire/air", radius_m=25_000.0, where_precision="near"
    ),
    incident(
        3,
        "Saraqib",
        36.806,
        35.865,
        adm1="SY-ID",
        killed_low=0,
        killed_best=0,
        killed_high=0,
        target=["nusra"],
        exemption_claimed=True,
        **TWO,
    ),
    incident(4, None, None, None, adm1="SY-HM", report_ids=["r-" + "4" * 20]),
    incident(5, "Rastan", 36.732, 34.927, adm1="SY-HI", injured_low=2, injured_best=3, injured_high=3),
    incident(
        6,
        "Douma",
        36.403,
        33.572,
        when_precision="day",
        when_start=datetime(2017, 6, 14, 21, tzinfo=UTC),
        when_end=datetime(2017, 6, 15, 21, tzinfo=UTC),
        act=None,
        actor=None,
        target=None,
    ),
    incident(7, "Daraa", 36.102, 32.619, adm1="SY-DR", act="fire/small-arms", **TWO),
    incident(
        8,
        '=HYPERLINK("x")',
        36.3,
        34.4,
        adm1="SY-HI",
        act="fire/mine-or-ied",
        doubts=["told by a man in town"],
    ),
    incident(9, "جسر الشغور", 36.320, 35.814, adm1="SY-ID", radius_m=3000.0, act="fire/shelling/artillery"),
    incident(
        10,
        None,
        None,
        None,
        adm1="SY-ID",
        when_precision="month",
        when_start=datetime(2017, 5, 31, 21, tzinfo=UTC),
        when_end=datetime(2017, 6, 30, 21, tzinfo=UTC),
    ),
    incident(
        11,
        "Hama",
        36.758,
        35.132,
        adm1="SY-HM",
        when_start=datetime(2017, 6, 14, 9, tzinfo=UTC),
        when_end=datetime(2017, 6, 14, 9, 1, tzinfo=UTC),
    ),
    incident(12, "Idlib", 36.634, 35.931, adm1="SY-ID", when_start=None, when_end=None, when_precision=None),
)

PLACED = {
    1: {"idlib": (0.7, None), "idlib-belt": (0.2, None)},
    2: {"idlib": (0.4, None)},
    3: {"idlib": (1.0, True)},
    4: {"idlib": (0.2, None)},
    5: {"north-homs": (1.0, True)},
    6: {"eastern-ghouta": (0.8, None)},
    9: {"idlib": (1.0, True)},
    10: {"idlib": (0.9, None)},
    11: {},
}


def placement_rows():
    for number in range(1, 12):
        for each in ZONES:
            share, inside = PLACED.get(number, {}).get(each.id, (0.0, False))
            yield {
                "incident_id": f"i-{number:020x}",
                "zone": each.id,
                "zone_version": each.versions[0].id,
                "share": share,
                "inside": inside,
            }


def finding(number, verdict, zone_id, **more):
    return {
        "finding_id": f"f-{number:020x}",
        "incident_id": f"i-{number:020x}",
        "provision": "cease",
        "clause": "Memorandum of 4 May 2017, para 2",
        "verdict": verdict,
        "in_time": True,
        "in_place": {"breach": True, "no breach": True, "undetermined": None}[verdict],
        "act_covered": True,
        "by_text": True,
        "actor_bound": True,
        "target_covered": True,
        "exempt": False,
        "zone": zone_id,
        "zone_version": f"{zone_id}-1" if zone_id else None,
        "share": 1.0,
        "attribution": "attributed",
        "attributed_to": ["syria"],
        "exemption": "not claimed",
        "rule_version": RULE,
    } | more


FINDING_ROWS = (
    finding(1, "undetermined", "idlib", share=0.7),
    finding(2, "undetermined", "idlib", share=0.4),
    finding(3, "no breach", "idlib", exempt=True, exemption="claimed: supported"),
    finding(4, "undetermined", "idlib", share=0.2),
    finding(5, "breach", "north-homs"),
    finding(
        6,
        "undetermined",
        "eastern-ghouta",
        share=0.8,
        attribution="not attributable",
        attributed_to=None,
        act_covered=None,
        actor_bound=None,
        exempt=None,
    ),
    finding(9, "breach", "idlib"),
)


def watch_row(number, area, kind="post", **more):
    return {
        "watch_id": f"w-{number:020x}",
        "source": "turkey-posts",
        "observer": "turkey",
        "received": SEALED,
        "when_start": datetime(2017, 6, 14, 16, 30, tzinfo=UTC),
        "when_end": datetime(2017, 6, 15, 16, 30, tzinfo=UTC),
        "area": area,
        "kind": kind,
        "raw_file": "watch.csv",
        "raw_file_sha256": "0" * 64,
        "raw_line": 2,
    } | more


WATCH_ROWS = (
    watch_row(1, "idlib", hours=96.0, manned=4, planned=6),
    watch_row(2, "south", hours=36.0, manned=2, planned=2),
    watch_row(
        3,
        "idlib",
        "denial",
        hours=5.0,
        reason="road closed by a checkpoint",
        denied_by="opposition",
        when_start=datetime(2017, 6, 15, 6, tzinfo=UTC),
        when_end=datetime(2017, 6, 15, 11, tzinfo=UTC),
    ),
)


def tally(day, observer, count, area=None, **more):
    end = datetime(day.year, day.month, day.day, 16, 30, tzinfo=UTC)
    row = {
        "source": "bulletins",
        "bulletin": f"bulletin {day}",
        "observer": observer,
        "relayed_by": "an outlet",
        "origin": observer,
        "received": SEALED,
        "when_start": end - timedelta(days=1),
        "when_end": end,
        "when_precision": "day",
        "cutoff_stated": False,
        "area": area,
        "area_as_written": area,
        "count": count,
        "raw_file": "tallies.csv",
        "raw_file_sha256": "0" * 64,
        "raw_line": 2,
    } | more
    return {"tally_id": f"t-{observer}-{area or 'all'}-{day}-{len(more)}"} | row


def tally_rows(day):
    russia = {None: 13, "Damascus": 4, "Daraa": 1, "Latakia": 4, "Hama": 4}
    turkey = {None: 19, "Hama": 8, "Damascus": 6, "Aleppo": 3, "Homs": 1, "Idlib": 1}
    rows = [tally(day, "russia", count, area) for area, count in russia.items()]
    rows += [tally(day, "turkey", count, area) for area, count in turkey.items()]
    rows[len(russia)]["confirmed_by_other"] = 1
    rows.append(tally(day, "russia", 32, derived_from_observers=["russia", "turkey"], count_as_printed="32"))
    return rows


def report_rows():
    """One report for each origin of an incident, each of which says who did it."""
    for row in INCIDENT_ROWS:
        for number, report_id in enumerate(row["report_ids"]):
            yield {
                "report_id": report_id,
                "source": row["sources"][number],
                "origin": row["origins"][number],
                "received": SEALED,
                "where_precision": row["where_precision"],
                "actor": row["actor"],
                "target": row["target"],
                "direction_stated": row["direction_stated"],
                "text": "words of a monitor in town",
                "raw_file": "secret.csv",
                "raw_file_sha256": "0" * 64,
                "raw_line": 2,
            }


def sealed(**more):
    """The case as a sealed dataset; keyword arguments replace what it holds."""
    parts = {
        "agreement": AGREEMENT,
        "incidents": INCIDENTS.of(INCIDENT_ROWS),
        "membership": MEMBERSHIP.of(
            {"report_id": report, "incident_id": row["incident_id"], "probability": 1.0}
            for row in INCIDENT_ROWS
            for report in row["report_ids"]
        ),
        "placement": PLACEMENT.of(placement_rows()),
        "findings": FINDINGS.of(FINDING_ROWS),
        "tallies": TALLIES.of([*tally_rows(DAY), *tally_rows(MARCH)]),
        "watch": WATCH.of(WATCH_ROWS),
        "reports": REPORTS.of(report_rows()),
        "reporting_day": ReportingDay(time(19, 30), DAMASCUS),
        "units": UNITS,
        "quarantined": 3,
        "mission_name": "Exercise Orontes",
        "inputs": (("secret.csv", "0" * 64), ("tallies.csv", "1" * 64)),
        "generated_at": SEALED,
        "publication_key": "5eed" * 16,
    }
    return SealedDataset(**(parts | more))
