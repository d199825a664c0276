"""The rows of a real dataset, counted by its own unit, are as many as a plain reading of its file finds."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

from counting_cast import EPISODE, UCDP

from holdfire.agreement.reading import library_pack
from holdfire.assessment.counting.count import count
from holdfire.assessment.counting.observing import observations
from holdfire.incidents.table import MEMBERSHIP
from holdfire.mission.counted import span_of_days
from holdfire.mission.founding import create
from holdfire.mission.settings import Settings, reporting_day

DAMASCUS = reporting_day("00:00", "Asia/Damascus", stated=False)
NOW = datetime(2026, 1, 2, tzinfo=UTC)
MONTHS = [(date(2017, 5, 1), date(2017, 5, 31)), (date(2017, 6, 1), date(2017, 6, 30))]


def test_ucdp_rows_of_a_month_are_counted_as_the_dataset_has_them(shared: Path, tmp_path: Path):
    file = shared / "ucdp_ged_syria" / "ged_syria_2017_2018h1_slim.csv"
    settings = Settings("Desk", "astana", ("SY",), False, DAMASCUS)
    mission = create(tmp_path / "desk", library_pack("astana"), settings, NOW)
    mission.take_in(file, "ucdp-ged-slim", NOW, lambda more: None)
    told = observations(mission.reports(), MEMBERSHIP.empty())
    with file.open(encoding="utf-8", newline="") as rows:
        days = [
            (row["date_start"][:10], row["date_end"][:10], row["date_prec"]) for row in csv.DictReader(rows)
        ]
    for first, last in MONTHS:
        span = span_of_days(DAMASCUS, first, last)
        row = count(UCDP, told, span, DAMASCUS).row(0, named=True)
        within = [start >= first.isoformat() and end <= last.isoformat() for start, end, _ in days]
        assert row["lower"] == sum(within)
        assert row["upper"] is None, "summary rows stand for one or more"
        assert count(EPISODE, told, span, DAMASCUS)["lower"][0] < row["lower"]
    both = count(UCDP, told, span_of_days(DAMASCUS, MONTHS[0][0], MONTHS[1][1]), DAMASCUS)["lower"][0]
    across = [
        start[:7] == "2017-05" and end[:7] == "2017-06" for start, end, _ in days
    ]  # known to neither month, and wholly to both
    parts = [count(UCDP, told, span_of_days(DAMASCUS, *month), DAMASCUS)["lower"][0] for month in MONTHS]
    assert both - sum(parts) == sum(across), "spans of one observer; only rows across the cut are apart"
