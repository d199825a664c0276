"""Tables of others, and bad rows: read as far as they go, and what was read otherwise is told."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from holdfire.exercise.telling import tell
from holdfire.fusion.fusing import fuse_table


@pytest.fixture(scope="module")
def small() -> pl.DataFrame:
    return tell("easy", 600, 6).reports


def test_other_names_of_columns_are_known() -> None:
    frame = pl.DataFrame(
        {
            "event_date": [date(2020, 1, 1), date(2020, 1, 1), date(2020, 3, 1)],
            "latitude": [35.0, 35.001, 36.0],
            "longitude": [37.0, 37.001, 38.0],
            "source": ["a", "b", "a"],
            "event_type": ["Battle", "Battle", "Riot"],
            "fatalities": [4, 4, 0],
        }
    )
    made = fuse_table(frame)
    assert made.membership.height == 3
    assert any("event_date is read as when_start" in note for note in made.notes)
    groups = made.membership.group_by("incident_id").len()["len"].sort().to_list()
    assert groups == [1, 2]


@pytest.mark.parametrize(
    "lost", ["actor", "act", "killed_best", "when_end", "radius_m", "place_as_written", "report_id"]
)
def test_a_missing_column_is_borne(small: pl.DataFrame, lost: str) -> None:
    made = fuse_table(small.drop(lost))
    assert made.membership.height == small.height


def test_reports_without_time_or_place_stay_alone_and_are_told(small: pl.DataFrame) -> None:
    bare = small.with_row_index("n").with_columns(
        when_start=pl.when(pl.col("n") < 5).then(None).otherwise("when_start"),
        lon=pl.when(pl.col("n").is_between(5, 9)).then(None).otherwise("lon"),
        adm1=pl.when(pl.col("n").is_between(5, 9)).then(None).otherwise("adm1"),
        place_as_written=pl.when(pl.col("n").is_between(5, 9)).then(None).otherwise("place_as_written"),
    )
    made = fuse_table(bare.drop("n"))
    alone = set(bare.filter(pl.col("n") < 10)["report_id"])
    sizes = made.membership.with_columns(size=pl.len().over("incident_id"))
    assert sizes.filter(pl.col("report_id").is_in(list(alone)))["size"].to_list() == [1] * 10
    assert any("give no time" in note for note in made.notes)
    assert any("cannot be placed" in note for note in made.notes)


def test_swapped_coordinates_are_found_where_they_are_on_no_map(small: pl.DataFrame) -> None:
    east = small.with_columns(lon=pl.col("lon") + 70.0)
    turned = east.with_row_index("n").with_columns(
        lon=pl.when(pl.col("n") < 20).then("lat").otherwise("lon"),
        lat=pl.when(pl.col("n") < 20).then("lon").otherwise("lat"),
    )
    made = fuse_table(turned.drop("n"))
    assert any("swapped" in note for note in made.notes)
    assert made.membership.sort("report_id").equals(fuse_table(east).membership)


def test_swapped_coordinates_are_found_where_they_are_far_from_all_others(small: pl.DataFrame) -> None:
    north = small.with_columns(lat=pl.col("lat") + 20.0, lon=pl.col("lon") - 36.0)
    turned = north.with_row_index("n").with_columns(
        lon=pl.when(pl.col("n") < 20).then("lat").otherwise("lon"),
        lat=pl.when(pl.col("n") < 20).then("lon").otherwise("lat"),
    )
    made = fuse_table(turned.drop("n"))
    assert any(note.startswith("20 reports lie far from all others") for note in made.notes)
    assert made.membership.equals(fuse_table(north).membership)


def test_reports_of_an_unnamed_source_are_told_and_not_held_against_each_other(small: pl.DataFrame) -> None:
    first = small["report_id"][:40].to_list()
    bare = small.with_columns(source=pl.when(pl.col("report_id").is_in(first)).then(None).otherwise("source"))
    made = fuse_table(bare)
    assert any("40 reports name no source" in note for note in made.notes)
    named = made.membership.filter(pl.col("report_id").is_in(first))
    assert named.height == 40
    assert not named["incident_id"].is_duplicated().any()


def test_a_source_that_only_two_reports_name_is_fused_by_what_all_show(small: pl.DataFrame) -> None:
    """Sources never seen before have no weights of their own."""
    new = small[:1].with_columns(report_id=pl.lit("r-zz"), source=pl.lit("a new outlet"))
    made = fuse_table(pl.concat([small, new]))
    whose = dict(made.membership.select("report_id", "incident_id").iter_rows())
    assert whose["r-zz"] == whose[small["report_id"][0]]


def test_ten_thousand_copies_of_one_report_are_one_incident_and_take_no_time(small: pl.DataFrame) -> None:
    copies = pl.concat([small[:1]] * 10_000).with_columns(
        report_id=pl.format("copy-{}", pl.int_range(pl.len()))
    )
    made = fuse_table(pl.concat([small, copies]))
    groups = made.membership.filter(pl.col("report_id").str.starts_with("copy-"))["incident_id"].n_unique()
    assert groups == 1
    assert any("copies" in note for note in made.notes)


def test_a_clock_that_is_a_day_off_is_found_and_said() -> None:
    told = tell("easy", 3000, 7)
    late = told.reports.with_columns(
        pl.when(pl.col("source") == "network")
        .then(pl.col(name) + pl.duration(days=1))
        .otherwise(name)
        .alias(name)
        for name in ("when_start", "when_end")
    )
    made = fuse_table(late)
    assert any("network" in note and "24 h later" in note for note in made.notes)


def test_times_as_text_are_read() -> None:
    times = ["2020-01-01T10:00:00Z", "2020-01-01 10:00"]
    frame = pl.DataFrame({"time": times, "lat": [1.0, 1.0], "lon": [2.0, 2.0], "source": ["a", "b"]})
    made = fuse_table(frame)
    assert set(made.incidents["when_start"].to_list()) <= {datetime(2020, 1, 1, 10, tzinfo=UTC)}
