"""The composed bulletin: what each number counts, what opens behind it, what it never says."""

from datetime import date, timedelta

import pytest
from small_case import DAY, MARCH, RULE, placement_rows, sealed, tally

from holdfire.assessment.table import FINDINGS, PLACEMENT
from holdfire.errors import PublishError
from holdfire.incidents.table import INCIDENTS, MEMBERSHIP
from holdfire.publish.bulletin import compose, number_of
from holdfire.publish.day import last_day
from holdfire.publish.edition import Edition
from holdfire.publish.layout import Bullets, Grid
from holdfire.reports.table import REPORTS, TALLIES


@pytest.fixture(scope="module")
def bulletin():
    return compose(sealed(), DAY, Edition.UN)


def section(bulletin, anchor):
    return next(each for each in bulletin.sections if each.anchor == anchor)


def grid(bulletin, anchor):
    return next(block for block in section(bulletin, anchor).blocks if isinstance(block, Grid))


def row(table, name):
    return next([cell.text for cell in each[1:]] for each in table.rows if each[0].text.startswith(name))


def sentences(bulletin, anchor):
    blocks = section(bulletin, anchor).blocks
    return [each.text for block in blocks if isinstance(block, Bullets) for each in block.sentences]


def test_the_header_states_number_period_cut_off_zone_and_versions(bulletin):
    header = dict(bulletin.header)
    assert header["Number"] == "166/2017"
    assert header["Period"] == "14 June 2017, 19:30 to 15 June 2017, 19:30"
    assert header["Cut-off and time zone"] == "19:30 to 19:30 Asia/Damascus"
    assert header["Map version"] == "idlib-1, north-homs-1, eastern-ghouta-1, south-1, idlib-belt-1"
    assert header["Rule version"] == RULE
    assert header["Sealed dataset"] == f"SHA-256 {sealed().digest}"


def test_the_day_holds_what_happened_up_to_its_cut_off_and_no_more(bulletin):
    """No. 11 was at noon of the day before; 10 is known to the month, 12 to no time at all."""
    sure = [int(each.incident_id[2:], 16) for each in bulletin.annex if each.certain_day]
    assert sorted(sure) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert [int(each.incident_id[2:], 16) for each in bulletin.annex if not each.certain_day] == [10]


def test_the_summary_gives_findings_and_draws_no_trend_without_watch_on_both_days(bulletin):
    said = sentences(bulletin, "summary")
    assert said[0] == (
        "Incidents recorded: 9, put together from reports: 10. Breach of a clause in force found: 2; "
        "no breach: 1; undetermined: 4; no clause applies: 2."
    )
    assert said[1] == (
        "Incidents of the previous reporting day: 1. No trend is drawn (watch by Turkey; previous period: no "
        "watch on record)."
    )


def test_the_zones_table_keeps_inside_may_lie_inside_and_effort_apart(bulletin):
    table = grid(bulletin, "zones")
    assert row(table, "Idlib zone") == ["2", "3", "1", "0", "1", "Turkey 96 h, posts 4 of 6", "1"]
    assert row(table, "Eastern Ghouta")[:3] == ["0 (no watch)", "1", "0"]
    assert row(table, "North of Homs")[5:] == ["no watch on record", "none on record"]
    assert row(table, "All incidents")[0] == "9"


def test_a_zero_says_what_effort_stands_behind_it(bulletin):
    south = next(each for each in grid(bulletin, "zones").rows if each[0].text == "South")
    figure = south[1].parts[0]
    assert (figure.value, figure.why) == (
        0,
        "0 recorded in 36 hours of watch (over how much of the zone is not known) "
        "(of all incidents on this record)",
    )


def test_tallies_stand_beside_each_other_with_bounds_and_are_never_added(bulletin):
    table = grid(bulletin, "tallies")
    assert table.head == ("Area", "Russia", "Turkey")
    assert row(table, "Printed total") == ["13", "19"]
    assert row(table, "Aleppo") == ["–", "3"]
    said = sentences(bulletin, "tallies")
    assert said[0] == ("Distinct happenings behind these tallies: at least 24 and at most 32. This holds if:")
    assert (
        "Of the count by Turkey, the other side is said to confirm: 1; contested or not answered: 18." in said
    )
    assert said[-1] == (
        "Derived claim, kept as printed: an outlet adds Russia and Turkey up to 32. It enters no count. "
        "What each of them printed makes it up."
    )


def test_no_figure_is_a_sum_over_observers_unless_it_is_a_bound_or_a_derived_claim(bulletin):
    for figure in bulletin.figures:
        if figure.value == 32:
            assert figure.at_most or "derived claim" in figure.rule


def test_25_march_has_its_own_bulletin_with_the_same_bounds_and_no_zones_drawn_yet():
    march = compose(sealed(), MARCH, Edition.PUBLIC)
    assert any("at least 24, at most 32" in each for each in sentences(march, "summary"))
    assert section(march, "series").blocks[0].text == "No zone had a map in force on this day."


def test_every_incident_of_a_day_is_inside_may_be_inside_or_is_outside_every_zone(bulletin):
    """A point just outside a drawn line, nearer to it than the line is sure, may lie inside."""
    rows = {**{each["incident_id"] + each["zone"]: each for each in placement_rows()}}
    near = "i-" + f"{9:020x}"
    rows[near + "eastern-ghouta"] |= {"share": 0.0, "inside": None}
    table = grid(compose(sealed(placement=PLACEMENT.of(rows.values())), DAY, Edition.UN), "zones")
    assert near in next(each for each in table.rows if each[0].text == "Eastern Ghouta")[2].parts[0].ids
    cells = [cell for line in table.rows[:-1] for cell in line[1:3]]
    held = {each for cell in cells for part in cell.parts if not isinstance(part, str) for each in part.ids}
    assert held == set(table.rows[-1][1].parts[0].ids)


def test_a_record_without_any_report_claims_no_zero():
    empty = sealed(reports=REPORTS.empty(), incidents=INCIDENTS.empty(), membership=MEMBERSHIP.empty(),
                   placement=PLACEMENT.empty(), findings=FINDINGS.empty())  # fmt: skip
    said = sentences(compose(empty, MARCH, Edition.PUBLIC), "summary")
    assert said[0] == (
        "No report of any incident has been taken in, so this record says nothing of incidents."
    )
    assert len(said) == 2
    assert said[1].startswith("The observers' own tallies, not to be added: Russia 13; Turkey 19.")


def test_a_day_without_incidents_says_how_long_it_was_watched():
    quiet = sentences(compose(sealed(), date(2017, 6, 1), Edition.UN), "summary")
    assert quiet[0] == "Incidents: none told of, and no watch on record."


def test_a_month_of_which_no_report_is_on_file_is_a_dash_and_not_a_zero(bulletin):
    months = grid(bulletin, "series")
    june = months.head.index("Jun 17")
    may = months.head.index("May 17")
    idlib = next(each for each in months.rows if each[0].text == "Idlib zone")
    assert idlib[may].text == "–"
    assert idlib[june].parts[0].value is not None


def test_a_tally_of_a_zone_stands_under_the_zones_name():
    rows = [tally(DAY, "turkey", 2, "eastern-ghouta")]
    table = grid(compose(sealed(tallies=TALLIES.of(rows)), DAY, Edition.UN), "tallies")
    assert [line[0].text for line in table.rows] == [
        *("Eastern Ghouta", "Sum of its areas", "Not broken down", "Printed total")
    ]


def test_a_day_without_tallies_says_so_and_not_zero():
    other = compose(sealed(), date(2017, 6, 14), Edition.UN)
    assert section(other, "tallies").blocks[0].text == (
        "No observer's tally is on file for this day. That is not a zero."
    )


def test_an_exemption_claim_is_tested_and_its_incident_stays_in_the_counts(bulletin):
    assert row(grid(bulletin, "exemptions"), "claimed, and the evidence supports it") == ["1", "0", "1"]
    assert row(grid(bulletin, "exemptions"), "claimed by a report") == ["1", "0", "1"]
    idlib = next(each for each in grid(bulletin, "zones").rows if each[0].text == "Idlib zone")
    assert "i-00000000000000000003" in idlib[1].parts[0].ids
    assert section(bulletin, "exemptions").blocks[1].text == (
        "Saraqib, Idlib (within 2 km): target claimed to be Jabhat al-Nusra."
    )


def test_casualties_are_summed_over_incidents_and_unknown_tolls_stay_unknown(bulletin):
    table = grid(bulletin, "casualties")
    assert row(table, "All incidents")[:3] == ["at least 1", "at least 2", "at least 4"]
    assert row(table, "North of Homs")[:6] == ["not known"] * 3 + ["2", "3", "3"]
    homs = next(each for each in table.rows if each[0].text == "North of Homs")
    assert homs[1].parts[0].why == "no report states it"


def test_what_is_known_to_a_province_is_somewhere_in_it(bulletin):
    assert row(grid(bulletin, "somewhere"), "somewhere in Hama") == ["1"]
    rough = next(each for each in bulletin.annex if each.incident_id.endswith("4"))
    assert (rough.where, rough.is_pin) == ("somewhere in Hama", False)


def test_every_competing_start_of_the_term_has_its_own_end(bulletin):
    rows = grid(bulletin, "term").rows
    assert [(each[0].text, each[2].text, each[3].text) for each in rows] == [
        ("4 May 2017", "4 November 2017", "in force"),
        ("5 May 2017", "5 November 2017", "in force"),
    ]


def test_a_lapsed_term_without_record_is_unknown_never_extended():
    dataset = sealed(generated_at=sealed().generated_at.replace(year=2018))
    rows = grid(compose(dataset, date(2017, 12, 1), Edition.UN), "term").rows
    assert {each[3].text for each in rows} == {"unknown: no record of consensus"}


def test_every_number_carries_unit_observer_rule_map_and_the_ids_that_it_counts(bulletin):
    known = set(sealed().incidents["incident_id"]) | set(sealed().tallies["tally_id"])
    known |= set(sealed().watch["watch_id"]) | set(sealed().reports["report_id"])
    known |= {digest for _, digest in sealed().inputs}
    assert len(bulletin.figures) > 100
    for figure in bulletin.figures:
        assert figure.unit
        assert figure.observer
        assert figure.rule
        assert figure.map
        assert set(figure.ids) <= known
        assert figure.ids or figure.value in (0, None)
        assert figure.value is not None or figure.why
        if figure.unit == "incidents":
            assert figure.value == len(figure.ids)


def test_reasons_and_clause_stand_with_every_finding(bulletin):
    found = next(each for each in bulletin.annex if each.incident_id.endswith("6")).findings[0]
    assert found.clause == "Memorandum of 4 May 2017, para 2"
    assert found.reasons == (
        "in force at that time",
        "whether it holds at that place is undecidable "
        "(Eastern Ghouta, map eastern-ghouta-1: 80% of the place inside)",
        "whether the act is covered is not known",
        "whether the actor is bound is not known",
        "target on a side it speaks of",
        "whether the target is exempt is not known",
    )


def test_a_day_that_is_not_over_has_no_bulletin():
    with pytest.raises(PublishError, match="Issue its bulletin when the day is over"):
        compose(sealed(), date(2017, 6, 16), Edition.PUBLIC)


def test_the_number_of_a_day_is_its_place_in_the_year():
    assert number_of(date(2017, 1, 1)) == "1/2017"
    assert number_of(date(2017, 12, 31)) == "365/2017"


def test_the_last_day_is_the_last_one_over_that_holds_an_incident_known_to_the_day():
    """No. 9 falls on 15 June before the cut-off; No. 10 is known only to the month."""
    incidents, reporting = sealed().incidents, sealed().reporting_day
    assert last_day(incidents, reporting, sealed().generated_at) == DAY
    assert last_day(incidents, reporting, reporting.span_of(DAY).end - timedelta(hours=1)) == date(
        2017, 6, 14
    )
    assert last_day(INCIDENTS.empty(), reporting, sealed().generated_at) is None
