"""The real files, every row accounted for. Sources and their licences: PROVENANCE.md beside each."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from taking import Desk

from holdfire.reports.source_map import SourceMap, library_source, read_source_map
from holdfire.reports.store import IntakeResult

LATER = datetime(2024, 1, 1, tzinfo=UTC)


def library(slug: str) -> SourceMap:
    found, faults = read_source_map(library_source(slug))
    assert found is not None, faults
    return found


def counts(result: IntakeResult) -> tuple[int, int, int, int]:
    return result.read, result.accepted, result.duplicate, result.quarantined


def take(desk: Desk, file: Path, slug: str) -> tuple[int, int, int, int]:
    return counts(desk.take(file, library(slug), latest=LATER))


def test_all_16566_rows_of_ucdp_syria_are_taken_in_and_none_twice(desk: Desk, shared: Path) -> None:
    """16,608 lines: 41 headlines hold line ends."""
    file = shared / "ucdp_ged_syria" / "ged_syria_20160101_20191130.csv.gz"
    assert take(desk, file, "ucdp-ged") == (16566, 16566, 0, 0)
    found = desk.reports()
    assert found["raw_line"].max() == 16608
    assert found["report_id"].n_unique() == 16566
    precision = dict(found["where_precision"].value_counts().iter_rows())
    assert precision == {"exact": 9010, "near": 5786, "adm2": 334, "adm1": 620, "region": 562, "country": 254}
    assert found.filter(pl.col("radius_m").is_not_null()).height == 9010 + 5786
    assert dict(found["act"].value_counts().iter_rows()) == {"fire": 16084, "fire/against-civilians": 482}
    assert found.filter(pl.col("direction_stated")).height == 482
    assert (
        found.filter(pl.col("act") == "fire/against-civilians")["target"].to_list() == [["civilians"]] * 482
    )
    summed = "the source sums up several incidents in this row"
    assert found.filter(pl.col("doubts").list.contains(summed))["count"].null_count() == 622
    assert take(desk, file, "ucdp-ged") == (16566, 0, 16566, 0)
    assert desk.reports().height == 16566


def test_the_idlib_series_of_2017_is_in_what_was_taken_in(desk: Desk, shared: Path) -> None:
    """Idlib by GED's own adm_1, where_prec 1-2, January to August 2017, by the first day of each row. (The
    series by OCHA polygon is another: there it is 29 in January and 36 in July.)"""
    take(desk, shared / "ucdp_ged_syria" / "ged_syria_20160101_20191130.csv.gz", "ucdp-ged")
    start = pl.col("when_start").dt.convert_time_zone("Asia/Damascus")
    months = (
        desk.reports()
        .filter(pl.col("adm1") == "Idlib Governorate", pl.col("where_precision").is_in(["exact", "near"]))
        .filter(start.dt.year() == 2017, start.dt.month() <= 8)
        .group_by(start.dt.month())
        .len()
        .sort("when_start")
    )
    assert months["len"].to_list() == [31, 41, 45, 52, 7, 16, 37, 9]


def test_the_slim_extract_is_taken_in_whole(desk: Desk, shared: Path) -> None:
    file = shared / "ucdp_ged_syria" / "ged_syria_2017_2018h1_slim.csv"
    assert take(desk, file, "ucdp-ged-slim") == (7437, 7437, 0, 0)


def test_the_ukraine_export_is_taken_in_with_its_two_forms_of_date(desk: Desk, shared: Path) -> None:
    file = shared / "ucdp_ged_ukraine" / "UCDP-Ukraine.csv"
    assert take(desk, file, "ucdp-ged-ukraine") == (3883, 3883, 0, 0)
    found = desk.reports()
    raw = pl.read_csv(file.read_text("cp1252").encode(), infer_schema=False)
    by_key = dict(raw.select("id", "year").iter_rows())
    starts = found.select("source_key", pl.col("when_start").dt.convert_time_zone("Asia/Damascus").dt.year())
    wrong = [key for key, year in starts.iter_rows() if by_key[key] != str(year)]
    assert wrong == []
    assert found.filter(pl.col("doubts").list.contains("the coders' own status: Check deaths")).height == 12


@pytest.fixture
def tallies(desk: Desk, shared: Path) -> pl.DataFrame:
    """The 63 bulletins: 62 accepted; G057 gives its counts in a note only and is quarantined."""
    file = shared / "guarantor_tallies" / "guarantor_tallies.csv"
    assert take(desk, file, "guarantor-tallies") == (63, 62, 0, 1)
    assert desk.reasons() == [(58, "russia_total, turkey_total, combined_total", "The row gives no count.")]
    return desk.tallies()


def test_the_bulletin_of_25_march_2017_is_two_counts_by_two_outlets_of_one_origin(
    tallies: pl.DataFrame,
) -> None:
    day = tallies.filter(pl.col("bulletin").is_in(["G012", "G013"])).sort("observer", "bulletin")
    assert day.select("observer", "count", "origin", "confirmed_by_other").rows() == [
        ("russia", 13, "Russia bulletin of 2017-03-25", None),
        ("russia", 13, "Russia bulletin of 2017-03-25", None),
        ("turkey", 19, "Turkey bulletin of 2017-03-25", 1),
        ("turkey", 19, "Turkey bulletin of 2017-03-25", 1),
    ]
    assert day["relayed_by"].n_unique() == 2
    assert day["unit"].unique().to_list() == ["facts of opening fire"]
    assert day["cutoff_stated"].unique().to_list() == [False]
    relabelled = ["a case is re-labelled: one Turkish case: fire at Jabhat al-Nusra"]
    assert day.filter(pl.col("flags").list.contains(relabelled[0]))["observer"].unique().to_list() == [
        "turkey"
    ]


def test_headlines_that_disagree_with_the_body_are_flagged_and_the_count_is_as_printed(
    tallies: pl.DataFrame,
) -> None:
    flagged = tallies.filter(
        pl.col("flags").list.eval(pl.element().str.contains("^headline and body")).list.any()
    )
    assert sorted(flagged["bulletin"].unique()) == ["G009", "G034", "G060"]
    russia = flagged.filter(pl.col("observer") == "russia").sort("bulletin")
    assert russia.select("bulletin", "count", "count_as_printed").rows() == [
        ("G009", 14, "14"),
        ("G034", 11, "11"),
        ("G060", 4, "4"),
    ]


def test_a_sum_of_two_observers_is_kept_as_derived(tallies: pl.DataFrame) -> None:
    derived = tallies.filter(pl.col("derived_from_observers").is_not_null())
    assert derived.height == 13
    assert derived["derived_from_observers"].to_list() == [["russia", "turkey"]] * 13
    assert set(derived["observer"]) == {"russia+turkey"}


def test_a_page_without_a_day_has_no_origin(tallies: pl.DataFrame) -> None:
    undated = tallies.filter(pl.col("when_precision") == "month")
    assert sorted(undated["bulletin"].unique()) == ["G001", "G003", "G011", "G022", "G056"]
    assert undated["origin"].null_count() == undated.height


def test_parts_that_are_not_all_given_are_flagged(tallies: pl.DataFrame) -> None:
    turkey = tallies.filter(pl.col("bulletin") == "G018", pl.col("observer") == "turkey")
    assert turkey.select("count", "flags").row(0) == (11, ["the parts are not all given (DAM4 +7?)"])


def test_a_zero_is_a_count_and_a_blank_is_none(tallies: pl.DataFrame) -> None:
    assert tallies.filter(pl.col("bulletin") == "G008", pl.col("observer") == "turkey")[
        "count"
    ].to_list() == [0]
    assert tallies.filter(pl.col("bulletin") == "G001")["observer"].to_list() == ["russia"]


def test_the_parts_by_governorate_keep_a_blank_blank(desk: Desk, shared: Path) -> None:
    file = shared / "guarantor_tallies" / "guarantor_tallies_by_governorate.csv"
    assert take(desk, file, "guarantor-tallies-by-governorate") == (227, 227, 0, 0)
    found = desk.tallies()
    assert found["count"].null_count() == 24
    assert found.filter(pl.col("area_as_written") == "Damascus")["area"].unique().to_list() == [
        "damascus-unspecified"
    ]
    blank = found.filter(pl.col("bulletin") == "G005")
    assert blank["flags"].to_list() == [["the count is not given; blank is not zero"]] * 2
    day = found.filter(pl.col("bulletin") == "G012")
    assert day.filter(pl.col("observer") == "russia")["count"].sum() == 13
    assert day.filter(pl.col("observer") == "turkey")["count"].sum() == 19


def test_parts_that_do_not_make_the_total_are_flagged_and_kept(desk: Desk, tmp_path: Path) -> None:
    """G081 of the full transcription prints 31, and its parts make 30."""
    header = (
        "report_id,bulletin_date,date_precision,source,language,russia_total,turkey_total,combined_total,"
        "turkish_cases_confirmed_by_russia,settlements_reconciled_cumulative,armed_groups_committed,note,"
        "russia_by_province,turkey_by_province\n"
    )
    row = "G081,2019-03-05,day,example.org/1,en,31,,,,,,,ALE10 LAT12 HAM8,\n"
    desk.take(header + row, library("guarantor-tallies"), latest=LATER)
    assert desk.tallies().select("count", "flags").rows() == [
        (31, ["the parts make 30, the total printed is 31"])
    ]
