"""Monthly series: what is counted, what stands apart and why, and one real year of one governorate."""

import gzip
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from shapely.geometry import box

from holdfire.moments import days
from holdfire.places.areas import Area, AreaSet, read_areas
from holdfire.trends.series import MAY_LIE, NOT_A_MONTH, NOT_A_PLACE, OUTSIDE, monthly, monthly_by_zone

DAMASCUS = ZoneInfo("Asia/Damascus")
UNITS = AreaSet([Area("SY-ID", "Idlib", box(36, 35.4, 37, 36.3), 1)])


def incidents(*rows):
    schema = {
        "incident_id": pl.String,
        "lon": pl.Float64,
        "lat": pl.Float64,
        "radius_m": pl.Float64,
        "when_start": pl.Datetime("us", "UTC"),
        "when_end": pl.Datetime("us", "UTC"),
    }
    return pl.DataFrame([dict(zip(schema, row, strict=True)) for row in rows], schema=schema)


def row(name, first, last, lon=36.5, radius_m=2000.0):
    span = days(first, last, DAMASCUS)
    return (name, lon, 35.9, radius_m, span.start, span.end)


JUNE = date(2017, 6, 15)
ROWS = incidents(
    row("i-june", JUNE, JUNE),
    row("i-last-of-june", date(2017, 6, 30), date(2017, 6, 30)),
    row("i-june-or-july", date(2017, 6, 29), date(2017, 7, 2)),
    row("i-province", JUNE, JUNE, radius_m=None),
    row("i-sea", JUNE, JUNE, lon=35.0),
    ("i-timeless", 36.5, 35.9, 2000.0, None, None),
)


def test_a_month_is_the_local_one_and_ends_with_its_last_day():
    found = monthly(ROWS, UNITS, DAMASCUS).counted
    assert found.rows() == [("SY-ID", "2017-06", 2, ["i-june", "i-last-of-june"])]


def test_what_is_not_known_to_the_unit_or_the_month_stands_apart_and_nothing_is_dropped():
    found = monthly(ROWS, UNITS, DAMASCUS)
    assert dict(found.apart.select("incident_id", "why").iter_rows()) == {
        "i-june-or-july": NOT_A_MONTH,
        "i-province": NOT_A_PLACE,
        "i-sea": OUTSIDE,
        "i-timeless": NOT_A_MONTH,
    }
    assert found.counted["count"].sum() + found.apart.height == ROWS.height


def test_a_province_only_incident_is_never_counted_by_its_centroid():
    found = monthly(ROWS.filter(pl.col("incident_id") == "i-province"), UNITS, DAMASCUS)
    assert found.counted.is_empty()


def test_a_zone_counts_what_lies_inside_beyond_doubt_and_sets_apart_what_may():
    placement = pl.DataFrame(
        {
            "incident_id": ["i-june", "i-last-of-june", "i-province", "i-sea", "i-timeless"],
            "zone": ["idlib"] * 5,
            "share": [1.0, 0.4, None, 0.0, 1.0],
            "inside": [True, None, None, False, True],
        }
    )
    found = monthly_by_zone(ROWS, placement, DAMASCUS)
    assert found.counted.rows() == [("idlib", "2017-06", 1, ["i-june"])]
    assert found.apart.select("incident_id", "why").rows() == [
        ("i-last-of-june", MAY_LIE),
        ("i-province", MAY_LIE),
        ("i-timeless", NOT_A_MONTH),
    ]


@pytest.fixture(scope="module")
def ged(shared):
    path = shared / "ucdp_ged_syria" / "ged_syria_20160101_20191130.csv.gz"
    with gzip.open(path, "rb") as file:
        rows = pl.read_csv(file.read(), infer_schema_length=0)
    spans = [
        days(date.fromisoformat(first[:10]), date.fromisoformat(last[:10]), DAMASCUS)
        for first, last in rows.select("date_start", "date_end").iter_rows()
    ]
    radius = rows["where_prec"].cast(int).replace_strict({1: 2000.0, 2: 25000.0}, default=None)
    return rows.select(
        pl.col("id").alias("incident_id"),
        pl.col("longitude").cast(float).alias("lon"),
        pl.col("latitude").cast(float).alias("lat"),
        radius.alias("radius_m"),
        pl.Series("when_start", [span.start for span in spans], pl.Datetime("us", "UTC")),
        pl.Series("when_end", [span.end for span in spans], pl.Datetime("us", "UTC")),
    )


def test_idleb_from_january_to_august_2017_is_what_the_published_rows_show(ged, shared):
    """UCDP GED 19.1, one row one incident, points against the OCHA polygons of 2018."""
    path = shared / "ocha_syria_admin" / "syr_adm1_ocha_2018_simplified.geojson"
    units, faults = read_areas(path, id_property="PCODE", name_properties=["NAME_EN"], level=1)
    assert faults == ()
    found = monthly(ged, units, DAMASCUS)
    idleb = found.counted.filter(
        (pl.col("area") == "SY07") & pl.col("month").is_between(pl.lit("2017-01"), pl.lit("2017-08"))
    )
    assert idleb["count"].to_list() == [29, 41, 45, 52, 7, 16, 36, 9]
    assert found.counted["count"].sum() + found.apart.height == 16_566


def test_a_time_without_a_zone_of_its_own_is_not_moved_to_another_month():
    """23:30 UTC on 31 May is 1 June in Damascus."""
    late = datetime(2017, 5, 31, 23, 30, tzinfo=UTC)
    found = monthly(incidents(("i-1", 36.5, 35.9, 1.0, late, late.replace(minute=31))), UNITS, DAMASCUS)
    assert found.counted["month"].to_list() == ["2017-06"]
