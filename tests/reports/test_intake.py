"""Taking in: every row is accepted, a duplicate, or quarantined with line, column, value and reason."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taking import NOW, PLAIN, Desk, context, source_map

from holdfire.errors import IntakeError
from holdfire.reports.intake import Batch, take_in
from holdfire.reports.readers.raw import Limits
from holdfire.reports.source_map import library_source, read_source_map
from holdfire.reports.table import QUARANTINE, REPORTS

HEADER = "id,date,lon,lat,radius_m,precision,act,actor,target,low,best,high\n"
GOOD = "1,2017-06-15,36.5,35.5,2000,exact,fire/shelling,Government of Syria,Syrian insurgents,1,2,3\n"


def changed(**cells: str) -> str:
    """The good row with some cells changed."""
    names = HEADER.strip().split(",")
    values = dict(zip(names, GOOD.strip().split(","), strict=True)) | cells
    return ",".join(values[name] for name in names) + "\n"


def test_a_good_row_becomes_a_report(desk: Desk) -> None:
    result = desk.take(HEADER + GOOD)
    assert (result.read, result.accepted, result.duplicate, result.quarantined) == (1, 1, 0, 0)
    (report,) = desk.reports().to_dicts()
    assert report["actor"] == ["syria"]
    assert report["target"] == ["opposition"]
    assert (report["killed_low"], report["killed_best"], report["killed_high"]) == (1, 2, 3)
    assert report["direction_stated"] is None
    assert report["doubts"] is None
    assert (report["source"], report["raw_file"], report["raw_line"]) == ("list", "list.csv", 2)
    assert report["received"] == NOW


@pytest.mark.parametrize(
    ("cells", "column", "value", "reason"),
    [
        ({"lat": "95"}, "lat", "95", "95 is no lat: it runs from -90 to 90."),
        ({"lon": "36,5"}, None, None, "The row has 13 cells; the header has 12."),
        ({"lon": "36°30'"}, "lon", "36°30'", "36°30' is not a number with a decimal point."),
        ({"lon": "inf"}, "lon", "inf", "inf is not a number with a decimal point."),
        ({"lat": ""}, "lon, lat", "36.5", "Only one of longitude and latitude is given."),
        ({"radius_m": "0"}, "radius_m", "0", "0 metres is no radius."),
        ({"precision": "roughly"}, "precision", "roughly", "roughly is not one of the values known here."),
        ({"act": "rocketing"}, "act", "rocketing", "rocketing is not one of the values known here."),
        ({"best": "-1"}, "best", "-1", "-1 cannot be a count."),
        ({"best": "3000000000"}, "best", "3000000000", "3000000000 cannot be a count."),
        ({"best": "several"}, "best", "several", "several is not a whole number."),
        (
            {"date": "2031-06-15"},
            "date",
            "2031-06-15",
            "It starts at 2031-06-14T21:00Z, which lies in the future.",
        ),
    ],
)
def test_a_row_that_cannot_be_goes_to_quarantine_and_the_others_are_kept(
    desk: Desk, cells: dict[str, str], column: str | None, value: str | None, reason: str
) -> None:
    result = desk.take(HEADER + GOOD + changed(id="2", **cells) + changed(id="3"))
    assert (result.read, result.accepted, result.quarantined) == (3, 2, 1)
    (row,) = desk.quarantine().to_dicts()
    assert (row["raw_file"], row["raw_line"], row["column"], row["reason"]) == ("list.csv", 3, column, reason)
    assert row["value"] == (value or changed(id="2", **cells).strip())
    assert row["advice"]


def test_a_row_with_three_defects_is_one_quarantined_row_with_three_reasons(desk: Desk) -> None:
    result = desk.take(HEADER + changed(lat="95", act="rocketing", best="-1"))
    assert (result.quarantined, desk.quarantine().height) == (1, 3)
    assert result.by_reason == {"lat": 1, "act": 1, "best": 1}


def test_figures_that_do_not_rise_are_kept_as_printed_and_doubted(desk: Desk) -> None:
    """A source of 2002 printed a total of 556 beside parts that make 558; it was not ours to mend."""
    desk.take(HEADER + changed(low="5", best="2", high="3"))
    (report,) = desk.reports().to_dicts()
    assert (report["killed_low"], report["killed_best"], report["killed_high"]) == (5, 2, 3)
    assert report["doubts"] == [
        "killed: the lower figure 5 is more than the higher 2",
        "killed: the lower figure 5 is more than the higher 3",
    ]


def test_a_disc_without_a_point_or_radius_is_doubted_and_is_no_pin(desk: Desk) -> None:
    desk.take(HEADER + changed(lon="", lat="", radius_m="") + changed(id="2", radius_m=""))
    one, two = desk.reports().sort("source_key").to_dicts()
    assert (one["where_precision"], one["radius_m"]) == ("unknown", None)
    assert one["doubts"] == ["the place is coded as exact, but no point is given"]
    assert (two["where_precision"], two["radius_m"]) == ("exact", None)
    assert two["doubts"] == ["no radius is given for the point"]


def test_a_place_known_to_a_unit_has_no_radius(desk: Desk) -> None:
    desk.take(HEADER + changed(precision="adm1", radius_m="2000"))
    assert desk.reports().select("where_precision", "radius_m", "lon").row(0) == ("adm1", None, 36.5)


def test_a_column_that_is_neither_mapped_nor_ignored_is_named(desk: Desk) -> None:
    with pytest.raises(IntakeError) as caught:
        desk.take("id,calibre\n1,82\n")
    assert str(caught.value) == (
        "list.csv: the column 'calibre' is neither mapped nor ignored by the source map list. Nothing was "
        "taken in. Map it, or list it under 'ignore:', so that no column is lost unseen."
    )


def test_a_column_that_is_missing_is_named(desk: Desk) -> None:
    with pytest.raises(IntakeError, match="the column 'lat', 'lon' is missing; the source map list reads it"):
        desk.take(
            "id,date,act,actor,target,low,best,high,precision,radius_m\n", PLAIN.replace("optional: all", "")
        )


def test_an_unknown_actor_is_kept_with_a_doubt_or_quarantined_as_the_map_says(desk: Desk) -> None:
    row = HEADER + changed(actor="Friends of Idlib")
    desk.take(row)
    assert desk.reports()["actor"].to_list() == [None]
    assert desk.reports()["doubts"].to_list() == [["actor: nobody is known by the name 'Friends of Idlib'"]]
    strict = desk.take(row, PLAIN.replace("unknown_actor: keep", "unknown_actor: quarantine"))
    assert (strict.accepted, strict.quarantined) == (0, 1)
    assert desk.reasons() == [(2, "actor", "nobody is known by the name 'Friends of Idlib'.")]


def test_a_dated_name_is_resolved_by_the_day_of_the_report(desk: Desk) -> None:
    rows = changed(actor="HTS", date="2018-09-20") + changed(id="2", actor="HTS", date="2016-09-20")
    desk.take(HEADER + rows)
    found = desk.reports().sort("source_key")
    assert found["actor"].to_list() == [["nusra"], ["nusra"]]
    assert found["doubts"].to_list() == [None, ["actor: the name 'HTS' of nusra was used from 2017-01-28"]]


def test_a_dated_name_without_a_date_of_the_report_is_still_that_group(desk: Desk) -> None:
    desk.take(HEADER + changed(actor="HTS", date=""))
    assert desk.reports().select("actor", "doubts").row(0) == (["nusra"], None)


LOOKUP = (
    PLAIN.replace("act: act", "act: {from: act, lookup: act}")
    + """
lookups:
  act:
    why: the officers' words
    values: {shelliing: fire/shelling, protest: null}
"""
)


def test_a_lookup_corrects_what_it_knows_and_quarantines_what_it_does_not(desk: Desk) -> None:
    rows = changed(act="shelliing") + changed(id="2", act="protest") + changed(id="3", act="shell")
    result = desk.take(HEADER + rows, LOOKUP)
    assert desk.reports().sort("source_key")["act"].to_list() == ["fire/shelling", None]
    assert result.quarantined == 1
    assert desk.reasons() == [(4, "act", "The lookup act has no value for shell.")]


@pytest.mark.parametrize(("otherwise", "act"), [("keep", "fire/air"), ("empty", None)])
def test_a_lookup_may_keep_or_empty_what_it_does_not_know(
    desk: Desk, otherwise: str, act: str | None
) -> None:
    desk.take(HEADER + changed(act="fire/air"), LOOKUP.replace("why:", f"otherwise: {otherwise}\n    why:"))
    assert desk.reports()["act"].to_list() == [act]


def test_texts_that_mean_nothing_are_null(desk: Desk) -> None:
    desk.take(HEADER + changed(best="NA", actor=" - ", high="  "), PLAIN + 'empty: ["NA", "-"]\n')
    assert desk.reports().select("killed_best", "killed_high", "actor_as_written").row(0) == (
        None,
        None,
        None,
    )


def test_taking_a_file_in_twice_adds_nothing(desk: Desk) -> None:
    text = HEADER + GOOD + changed(id="2") + changed(id="3", best="-1")
    desk.take(text)
    again = desk.take(text)
    assert (again.read, again.accepted, again.duplicate, again.quarantined) == (3, 0, 2, 1)
    assert desk.reports().height == 2
    assert desk.quarantine().height == 1


def test_a_row_that_stands_twice_in_a_file_is_counted_as_a_duplicate(desk: Desk) -> None:
    result = desk.take(HEADER + GOOD + GOOD)
    assert (result.accepted, result.duplicate) == (1, 1)


def test_a_changed_row_of_the_same_key_is_a_new_report_and_named_revised(desk: Desk) -> None:
    """Scenario 12: a correction from two to three killed. Both stay readable."""
    desk.take(HEADER + GOOD)
    result = desk.take(HEADER + changed(best="3"))
    assert (result.accepted, result.revised) == (1, 1)
    found = desk.reports().sort("killed_best")
    assert found["killed_best"].to_list() == [2, 3]
    assert found["doubts"].to_list() == [
        None,
        ["the source gave this key before with other content; both rows are kept"],
    ]


def test_a_key_that_must_be_unique_may_not_stand_twice_in_a_file(desk: Desk) -> None:
    text = HEADER + GOOD + changed(best="3")
    result = desk.take(text, PLAIN + "unique_key: true\n")
    assert (result.accepted, result.quarantined) == (1, 1)
    assert desk.reasons() == [
        (3, "source_key", "The key 1 stands on line 2 of the file already, with other content.")
    ]
    again = desk.take(text, PLAIN + "unique_key: true\n")
    assert (again.duplicate, again.accepted + again.quarantined) == (1, 1)


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (
            "{min: 5}",
            "2 rows were read, but at least 5 are expected of list. Rows may be missing: ask the source.",
        ),
        ("{max: 1}", "2 rows were read, but at most 1 are expected of list."),
        ("{min: 2, max: 2}", None),
    ],
)
def test_too_few_and_too_many_rows_are_told(desk: Desk, expected: str, said: str | None) -> None:
    result = desk.take(HEADER + GOOD + changed(id="2"), PLAIN + f"expected: {expected}\n")
    assert result.accepted == 2
    assert [fault.what + " " + fault.advice for fault in result.faults if said] == (
        [result.faults[0].what + " " + result.faults[0].advice] if said else []
    )
    assert said is None or said in f"{result.faults[0].what} {result.faults[0].advice}"
    assert (said is None) == (result.faults == ())


@pytest.mark.parametrize(("expected", "told"), [("", True), ("expected: {min: 0}\n", False)])
def test_a_file_with_a_header_only_is_told_unless_the_map_expects_it(
    desk: Desk, expected: str, told: bool
) -> None:
    faults = desk.take(HEADER, PLAIN + expected).faults
    said = [
        "0 rows were read, but at least 1 are expected of list. Only a header is there: ask the source.",
    ]
    assert [f"{fault.what} {fault.advice}" for fault in faults] == (said if told else [])


def test_a_folder_is_called_one(desk: Desk) -> None:
    with pytest.raises(IntakeError, match=r"is a folder, not a file\. Name the files in it"):
        desk.take(desk.folder)


@pytest.mark.parametrize(("sign", "write"), [(";", "';'"), ("\t", "tab"), ("|", "'|'")])
def test_a_header_cut_at_the_wrong_sign_says_which_is_likelier(desk: Desk, sign: str, write: str) -> None:
    with pytest.raises(IntakeError) as caught:
        desk.take(f"id{sign}act\n1{sign}fire\n")
    assert str(caught.value) == (
        f"list.csv: the whole header is one column, {f'id{sign}act'!r}; the source map list cuts it at ','. "
        f"Nothing was taken in. It looks separated by {write}: write 'delimiter: {write}' in the source map."
    )


def test_a_cell_that_holds_the_border_sign_is_refused_as_a_row(desk: Desk) -> None:
    desk.take(HEADER + changed(actor="a\x1fb"))
    assert desk.reasons() == [(2, "(row)", "A cell holds the control character U+001F.")]


def test_a_cell_beyond_the_limit_is_quarantined(desk: Desk) -> None:
    desk.take(HEADER + changed(actor="x" * 5000) + GOOD, limits=Limits(cell_chars_max=1000))
    assert desk.reasons() == [(2, "actor", "The cell has more than 1000 characters.")]
    assert desk.quarantine()["value"].str.len_chars().to_list() == [200]


def test_progress_hears_every_row_once(desk: Desk) -> None:
    heard: list[int] = []
    desk.take(HEADER + GOOD * 7, limits=Limits(batch_rows=3), progress=heard.append)
    assert heard == [3, 3, 1]  # seven rows, three at most at a time


def test_ids_that_a_failed_intake_added_are_taken_back(desk: Desk, tmp_path: Path) -> None:
    """A cut file and then the whole one: its rows must not pass for duplicates of what was never kept."""
    cut, whole = tmp_path / "cut.csv", tmp_path / "whole.csv"
    cut.write_text(HEADER + GOOD + "2,2017-06-1")
    whole.write_text(HEADER + GOOD)
    source, shared = source_map(tmp_path), context(desk.store)
    with pytest.raises(IntakeError, match="the file is cut"):
        desk.store.append(take_in(cut, source, shared), "one")
    assert desk.store.append(take_in(whole, source, shared), "two").accepted == 1


def test_batches_that_lose_a_row_cannot_be_made() -> None:
    with pytest.raises(IntakeError, match="of 5 rows, 3 were accepted, 1 duplicate and 0 quarantined"):
        Batch(
            "reports",
            REPORTS.empty(),
            QUARANTINE.empty(),
            read=5,
            accepted_rows=3,
            duplicate=1,
            quarantined=0,
        )


CELL = st.one_of(
    st.sampled_from(
        ["", "1", "-1", "2017-06-15", "31.06.2017", "36.5", "exact", "adm1", "fire", "HTS", "IS, SDF"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters='\x00\r\n",'), max_size=8),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELL, min_size=11, max_size=13), max_size=6))
def test_no_row_is_ever_lost(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    """Whatever stands in the cells: read is accepted, duplicate and quarantined together."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    text = HEADER + "".join(",".join(row) + "\n" for row in rows)
    result = desk.take(text)
    assert result.read == len(rows) == result.accepted + result.duplicate + result.quarantined
    assert desk.reports().height == result.accepted
    assert desk.quarantine()["raw_line"].n_unique() == result.quarantined
    again = desk.take(text)
    assert (again.accepted, again.quarantined) == (0, result.quarantined)


def test_an_exchange_of_reports_can_be_taken_in_again(desk: Desk, tmp_path: Path) -> None:
    desk.take(HEADER + GOOD + changed(id="2", actor="Friends of Idlib", precision="adm1"))
    first = desk.reports()
    joined = [pl.col(name).list.join("; ") for name in ("actor", "target", "evidence", "doubts")]
    export = tmp_path / "export.csv"
    first.with_columns(joined).write_csv(export)
    source, _ = read_source_map(library_source("holdfire"))
    assert source is not None
    result = desk.take(export, source)
    assert (result.accepted, result.quarantined) == (2, 0)
    second = desk.reports().filter(pl.col("source") == "holdfire")
    same = [
        name for name in first.columns if name not in ("report_id", "source") and not name.startswith("raw_")
    ]
    ours = first.select(same).sort("source_key").to_dicts()
    theirs = second.select(same).sort("source_key").to_dicts()
    for mine, yours in zip(ours, theirs, strict=True):
        said = yours["doubts"] or []
        assert {**mine, "doubts": None} == {**yours, "doubts": None}
        assert said[: len(mine["doubts"] or [])] == (mine["doubts"] or [])


WATCH = """observer,when_start,when_end,area,kind,hours,manned,planned,reason,denied_by
russia,2017-06-15T00:00Z,2017-06-16T00:00Z,idlib,post,20.5,8,9,,
turkey,2017-06-15T00:00Z,2017-06-16T00:00Z,idlib,denial,6,,,road closed,opposition
turkey,2017-06-15T00:00Z,2017-06-15T00:00Z,idlib,post,6,,,,
turkey,2017-06-15T00:00Z,2017-06-16T00:00Z,idlib,balloon,-1,,,,
sweden,2017-06-15T00:00Z,2017-06-16T00:00Z,idlib,uav,6,,,,
"""


def test_watch_is_taken_in_with_its_own_rules(desk: Desk, tmp_path: Path) -> None:
    source, _ = read_source_map(library_source("watch"))
    assert source is not None
    result = desk.take(WATCH, source)
    assert (result.read, result.accepted, result.quarantined) == (5, 2, 3)
    found = desk.store.watch().collect().sort("observer")
    assert found.select("observer", "kind", "hours", "denied_by").rows() == [
        ("russia", "post", 20.5, None),
        ("turkey", "denial", 6.0, "opposition"),
    ]
    assert desk.reasons() == [
        (4, "when_start", "The time ends (2017-06-15T00:00Z) before it starts (2017-06-15T00:00Z)."),
        (5, "kind", "balloon is not one of the values known here."),
        (5, "hours", "-1.0 hours cannot be watched."),
        (6, "observer", "Nobody is known by the name sweden."),
    ]


def test_the_made_up_acled_export_is_read_by_its_map(desk: Desk) -> None:
    source, _ = read_source_map(library_source("acled"))
    assert source is not None
    sample = library_source("acled").parents[1] / "samples" / "acled.csv"
    result = desk.take(sample, source, latest=datetime(2020, 1, 1, tzinfo=UTC))
    assert (result.read, result.accepted, result.quarantined) == (12, 11, 1)
    found = desk.reports().sort("source_key")
    assert found["act"].to_list() == [
        *("fire/shelling", "fire/small-arms", "fire/air", "fire/against-civilians", "advance", "detention"),
        *(None, "fire/mine-or-ied", "fire/chemical", "advance", "fire/explosion"),
    ]
    assert found["direction_stated"].to_list()[:5] == [False, False, False, True, False]
    assert found["where_precision"].to_list()[:4] == ["exact", "near", "adm1", "near"]
    assert desk.reasons() == [(13, "sub_event_type", "The lookup act has no value for Siege (made up).")]
