"""What of all reports is counted, once, and under whose name; and where it lies."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from agreement_cast import SMALL, incident
from agreement_cast import table as incidents_table
from shapely.geometry import box

from holdfire.assessment.counting.observing import incident_observations, observations
from holdfire.assessment.counting.whereabouts import unit_areas, zone_areas
from holdfire.incidents.table import MEMBERSHIP
from holdfire.moments import Span
from holdfire.places.areas import Area, AreaSet
from holdfire.reports.table import REPORTS

TAKEN_IN = datetime(2017, 7, 1, tzinfo=UTC)
START = datetime(2017, 6, 15, 9, tzinfo=UTC)
UNITS = AreaSet(
    (
        Area("SY-ID", "Idlib", box(35.0, 35.0, 37.0, 37.0), 1),
        Area("SY-HM", "Hama", box(35.0, 34.0, 37.0, 35.0), 1),
    )
)
JUNE = Span(datetime(2017, 6, 1, tzinfo=UTC), datetime(2017, 7, 1, tzinfo=UTC))


def report(number, source, **said):
    return {
        "report_id": f"r-{number}",
        "source": source,
        "received": TAKEN_IN,
        "when_start": START,
        "when_end": START + timedelta(minutes=1),
        "when_precision": "instant",
        "where_precision": "unknown",
        "act": "fire",
        "raw_file": "f.csv",
        "raw_file_sha256": "0" * 64,
        "raw_line": number,
        **said,
    }


def told(*rows, one=(), registers=()):
    """Observations; `one` are the reports of one incident, `registers` report, party and whether own."""
    members = MEMBERSHIP.of({"report_id": each, "incident_id": "i-1", "probability": 1.0} for each in one)
    known = pl.DataFrame(
        list(registers), {"report_id": pl.String, "register": pl.String, "own": pl.Boolean}, orient="row"
    )
    found = observations(REPORTS.of(rows), members, known)
    return found.select("observation_id", "observer", "relayed", "repeats").rows()


def test_an_observer_is_the_register_else_the_source():
    rows = report(1, "ru-list"), report(2, "network")
    assert told(*rows, registers=[("r-1", "russia", True)]) == [
        ("r-1", "russia", False, None),
        ("r-2", "network", False, None),
    ]


def test_a_relay_of_what_the_observer_sent_in_itself_is_counted_with_it():
    rows = report(1, "outlet", origin="russia"), report(2, "ru-list", origin="russia")
    registers = [("r-1", "russia", False), ("r-2", "russia", True)]
    assert told(*rows, one=("r-1", "r-2"), registers=registers) == [("r-2", "russia", False, ["r-1"])]


def test_a_relay_that_has_no_partner_may_be_a_repeat():
    rows = report(1, "outlet", origin="russia"), report(2, "ru-list", origin="russia")
    registers = [("r-1", "russia", False), ("r-2", "russia", True)]
    assert told(*rows, one=("r-2",), registers=registers) == [
        ("r-1", "russia", True, None),
        ("r-2", "russia", False, None),
    ]


def test_two_relays_of_one_statement_are_one():
    rows = [report(n, f"outlet-{n}", origin="russia") for n in (1, 2, 3)]
    registers = [(f"r-{n}", "russia", False) for n in (1, 2, 3)]
    assert told(*rows, one=("r-1", "r-2"), registers=registers) == [
        ("r-1", "russia", True, ["r-2"]),
        ("r-3", "russia", True, None),
    ]


@pytest.mark.parametrize(
    ("origins", "why"),
    [
        pytest.param(("russia", "turkey"), "two origins are two witnesses", id="two origins"),
        pytest.param((None, None), "an origin that is not stated is not shared", id="none stated"),
    ],
)
def test_only_a_shared_origin_makes_a_repeat(origins, why):
    rows = [report(n, f"list-{n}", origin=origin) for n, origin in enumerate(origins)]
    registers = [(f"r-{n}", "russia", True) for n in range(2)]
    assert len(told(*rows, one=("r-0", "r-1"), registers=registers)) == 2, why


def test_two_rows_that_a_source_lists_apart_stay_two_in_one_incident():
    rows = report(1, "ru-list", origin="russia"), report(2, "ru-list", origin="russia")
    registers = [("r-1", "russia", True), ("r-2", "russia", True)]
    assert len(told(*rows, one=("r-1", "r-2"), registers=registers)) == 2


def test_what_a_source_has_revised_is_not_counted_beside_its_revision():
    first = report(1, "ru-list", source_key="7")
    later = report(2, "ru-list", source_key="7", received=TAKEN_IN + timedelta(days=1))
    assert [row[0] for row in told(first, later)] == ["r-2"]


def test_a_point_that_stands_for_a_unit_is_no_disc():
    rows = REPORTS.of([report(1, "a", lon=36.6, lat=35.9, radius_m=900.0, where_precision="adm1")])
    assert observations(rows, MEMBERSHIP.empty()).select("lon", "radius_m").row(0) == (None, None)


def test_incidents_are_observed_by_nobody_but_this_record():
    found = incident_observations(incidents_table(incident("i-1")))
    assert found.select("observation_id", "kind", "observer", "count").rows() == [
        ("i-1", "incident", "this record", None)
    ]


def lying(by, **said):
    """Area to inside (true, or None for "may") of one report of 15 June 2017."""
    reports, none = REPORTS.of([report(1, "a", **said)]), incidents_table().clear()
    if by == "zone":
        areas = zone_areas(reports, none, SMALL, UNITS, JUNE)
    else:
        areas = unit_areas(reports, none, UNITS, "units 0a1b2c")
    return dict(areas.whereabouts.select("area", "inside").iter_rows())


def disc(lon, lat, radius_m):
    return {"lon": lon, "lat": lat, "radius_m": radius_m, "where_precision": "exact"}


def test_a_place_known_to_a_unit_lies_in_that_unit_and_may_lie_in_its_zones():
    unit = UNITS.areas[0]
    assert lying("unit", adm1=unit.name, where_precision="adm1") == {unit.id: True}
    assert all(inside is None for inside in lying("zone", adm1=unit.name, where_precision="adm1").values())


def test_a_place_known_to_a_country_may_lie_anywhere():
    assert set(lying("unit", adm1=UNITS.areas[0].name, where_precision="country")) == {
        area.id for area in UNITS
    }
    assert set(lying("unit", where_precision="country").values()) == {None}


def test_a_disc_lies_in_a_zone_only_with_all_of_it():
    zone = SMALL.zones[0]
    centre = zone.versions[-1].geometry.representative_point()
    assert lying("zone", **disc(centre.x, centre.y, 10.0))[zone.id] is True
    assert lying("zone", **disc(centre.x, centre.y, 90_000.0))[zone.id] is None
    assert zone.id not in lying("zone", **disc(centre.x + 20, centre.y, 10.0))


def test_a_time_before_the_first_map_leaves_the_zone_open():
    zone = SMALL.zones[0]
    centre = zone.versions[0].geometry.representative_point()
    start = min(version.start for version in zone.versions)
    straddling = {"when_start": start - timedelta(hours=9), "when_end": start + timedelta(hours=9)}
    straddling |= {"when_precision": "day", **disc(centre.x, centre.y, 10.0)}
    assert lying("zone", **straddling)[zone.id] is None


def test_zones_without_a_map_in_the_span_are_left_out():
    before = min(version.start for zone in SMALL.zones for version in zone.versions)
    span = Span(before - timedelta(days=9), before - timedelta(days=8))
    none = incidents_table().clear()
    assert zone_areas(REPORTS.empty(), none, SMALL, UNITS, span).maps == {}
    assert date(2017, 5, 1) < before.date()
