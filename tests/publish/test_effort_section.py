"""The effort panel, the zones table, the summary and the restrictions: no count without its watch."""

from datetime import UTC, datetime, timedelta

import pytest
from small_case import DAY, INCIDENT_ROWS, WATCH_ROWS, placement_rows, sealed, watch_row

from holdfire.assessment.table import FINDINGS, PLACEMENT
from holdfire.centre.patrols.watch import HeldBack
from holdfire.incidents.table import INCIDENTS
from holdfire.publish.bulletin import compose
from holdfire.publish.day import cut
from holdfire.publish.edition import Edition
from holdfire.publish.editions import in_edition, redact
from holdfire.publish.layout import Bullets, Grid, figures_of
from holdfire.publish.sections.effort import HEAD, effort
from holdfire.publish.sections.restrictions import restrictions
from holdfire.publish.sections.summary import summary
from holdfire.publish.sections.zones import zones_table
from holdfire.publish.watch_words import OWN_UNIT
from holdfire.publish.workings import Workings
from holdfire.registers.table import RECORDED_BY
from holdfire.reports.table import WATCH
from holdfire.trends.rates import poisson_interval

POST = {"track": "POINT (36.5 35.8)", "reach_m": 20_000.0}
YESTERDAY = {
    "when_start": datetime(2017, 6, 13, 16, 30, tzinfo=UTC),
    "when_end": datetime(2017, 6, 14, 16, 30, tzinfo=UTC),
}


def day_of(*rows, edition=Edition.UN, **more):
    return cut(redact(sealed(watch=WATCH.of(rows), **more), edition), DAY, edition)


def grids(section):
    return [block for block in section.blocks if isinstance(block, Grid)]


def panel(section, zone):
    kept = grids(section)[0]
    return [[cell.text for cell in row[1:]] for row in kept.rows if row[0].text == zone]


def trends(section):
    return [each.text for block in section.blocks if isinstance(block, Bullets) for each in block.sentences]


def test_the_panel_says_hours_posts_ground_and_losses_of_each_observer():
    found = effort(day_of(watch_row(1, "idlib", hours=72.0, manned=4, planned=6, **POST), *WATCH_ROWS[1:]))
    (row,) = panel(found, "Idlib zone")
    assert dict(zip(HEAD[1:], row, strict=True)) == {
        "Observer": "Turkey",
        "Hours": "72",
        "At least": "at least 72",
        "At most": "at most 72",
        "By night": row[4],
        "Posts manned": "4",
        "Of posts": "6",
        "Patrols and flights": "–",
        "Percent of zone within reach": row[8],
        "Hours lost": "5",
    }
    assert 27 < float(row[4]) < 30
    assert 10 < float(row[8]) < 20


def test_watch_of_patrols_that_may_stand_among_what_was_taken_in_is_told_as_not_counted():
    start = datetime(2017, 6, 15, 8, tzinfo=UTC)
    held = [
        HeldBack("m4-2", "turkey", "patrol", moment, moment + timedelta(hours=2), ("w-1",))
        for moment in (start, start - timedelta(days=30))
    ]
    line = "Not counted, since entries of watch that were taken in may tell of the same: 1."
    assert line in trends(effort(day_of(*WATCH_ROWS, patrols_held_back=tuple(held))))
    assert line not in trends(effort(day_of(*WATCH_ROWS)))


def test_a_zone_without_watch_is_named_as_a_gap_and_its_zero_as_no_watch():
    found = effort(day_of(*WATCH_ROWS))
    assert found.blocks[0].text == (
        "Nobody is known to have watched North of Homs, Eastern Ghouta and Security belt: a zero there says "
        "nothing."
    )
    assert panel(found, "Eastern Ghouta") == [["no watch on record", *["–"] * 9]]
    assert [cell.text for cell in grids(found)[1].rows[2]][:2] == ["Eastern Ghouta", "no watch on record"]


def test_two_observers_of_a_zone_have_a_row_each_and_only_ground_is_taken_together():
    second = watch_row(9, "idlib", hours=50.0, manned=3, observer="russia", **POST)
    found = effort(day_of(watch_row(1, "idlib", hours=72.0, manned=4, planned=6, **POST), second))
    rows = panel(found, "Idlib zone")
    assert [row[0] for row in rows] == ["Russia", "Turkey", "ground of all together"]
    assert [row[1] for row in rows] == ["50", "72", "–"]
    assert rows[0][8] == rows[1][8] == rows[2][8]
    assert not [figure for figure in figures_of((found,)) if figure.value == 122]


LISTED = RECORDED_BY.of({"register": "turkey", "incident_id": f"i-{n:020x}"} for n in (1, 3))
"""Turkey's own list holds one incident in the zone, and one that may lie in it."""


GROUND = "(over how much of the zone is not known)"


def with_lists(*rows, listed=LISTED, **more):
    dataset = sealed(watch=WATCH.of(rows), **more)
    return cut(redact(dataset, Edition.UN), DAY, Edition.UN, Workings(recorded_by=listed))


def rates_of(section):
    return [[cell.text for cell in row] for row in grids(section)[1].rows]


def test_a_rate_is_of_what_the_observer_itself_recorded_with_its_bounds():
    """Two incidents of the zone are on record, and Turkey's own list holds one of them."""
    rows = {row[0]: row[1:] for row in rates_of(effort(with_lists(*WATCH_ROWS)))}
    assert rows["Idlib zone"] == [
        f"2 recorded, 1 of them by Turkey in 96 hours of watch {GROUND}",
        *("Turkey", "1.04", "at least 0.02", "at most 7.53"),
    ]
    assert rows["South"][:3] == [f"0 recorded in 36 hours of watch {GROUND}", "Turkey", "0"]
    assert rows["North of Homs"] == ["1 recorded, no watch on record", *["–"] * 4]


def test_incidents_of_one_register_are_no_rate_of_another_observers_hours():
    """Russia watched 240 hours and recorded nothing; what Turkey listed is no rate of Russia's."""
    russia = watch_row(9, "idlib", hours=240.0, manned=10, observer="russia")
    rows = {
        row[2]: row for row in rates_of(effort(with_lists(*WATCH_ROWS, russia))) if row[0] == "Idlib zone"
    }
    assert rows["Russia"][1] == f"2 recorded (of all incidents on this record); 240 hours of watch {GROUND}"
    assert rows["Russia"][3:] == ["not known"] * 3
    assert rows["Turkey"][3] == "1.04"
    empty = RECORDED_BY.of([*LISTED.iter_rows(named=True), {"register": "russia", "incident_id": None}])
    both = with_lists(*WATCH_ROWS, russia, listed=empty)
    (row,) = [row for row in rates_of(effort(both)) if row[2] == "Russia"]
    assert row[1] == f"2 recorded, 0 of them by Russia in 240 hours of watch {GROUND}"
    assert row[3:] == ["0", "at least 0", "at most 1.54"]


def test_an_observer_without_a_list_on_file_has_no_rate_and_the_reason():
    section = effort(day_of(*WATCH_ROWS))
    assert rates_of(section)[0][3:] == ["not known"] * 3
    figure = grids(section)[1].rows[0][3].parts[0]
    assert (figure.value, figure.why) == (None, "its own list of incidents is not on file")


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.PARTIES])
def test_which_incidents_an_observer_recorded_is_told_only_where_sources_are_named(edition):
    dataset = sealed(watch=WATCH.of(WATCH_ROWS))
    rows = in_edition(
        LISTED,
        dataset,
        edition,
        ids=("incident_id",),
        observers=("register",),
    )
    day = cut(redact(dataset, edition), DAY, edition, Workings(recorded_by=rows))
    named = effort(with_lists(*WATCH_ROWS))
    for section, shown in ((effort(day), False), (named, True)):
        row = grids(section)[1].rows[0]
        own = [each for each in row[1].parts if getattr(each, "unit", "") == OWN_UNIT]
        assert [each.value for each in own] == [1]
        for figure in (*own, row[3].parts[0]):
            assert any(each.startswith("i-") for each in figure.ids) is shown
            assert figure.ids


def test_an_area_that_nobody_knows_is_told_apart():
    rows = (watch_row(8, "atlantis", hours=9.0), watch_row(9, "SY-HM", hours=2.0))
    assert trends(effort(day_of(*WATCH_ROWS, *rows)))[-1].endswith(
        "stand in no row above: 2; of these the area is no zone and no unit known here: 1."
    )


def test_bounds_are_rounded_outwards():
    row = rates_of(effort(with_lists(watch_row(1, "idlib", hours=71.99, manned=3), *WATCH_ROWS[1:])))[0]
    low, high = (float(each.rsplit(" ", 1)[1]) for each in row[4:])
    fewest, most = poisson_interval(1)[0], poisson_interval(2)[1]
    assert low <= fewest / 71.99 * 100 < low + 0.01
    assert high - 0.01 < most / 71.99 * 100 <= high


def closed_posts():
    """Yesterday nine posts of nine; today three, and twelve patrols denied."""
    return (
        watch_row(1, "idlib", hours=36.0, manned=3, planned=9),
        watch_row(2, "idlib", hours=108.0, manned=9, planned=9, **YESTERDAY),
        watch_row(3, "idlib", "denial", planned=12, manned=0, reason="road closed", denied_by="opposition"),
    )


def test_scenario_11_a_quiet_day_with_six_of_nine_posts_closed_is_no_decrease():
    busy = [INCIDENT_ROWS[10] | {"incident_id": f"i-{number:020x}"} for number in range(20, 80)]
    inside = {"zone": "idlib", "zone_version": "idlib-1", "share": 1.0, "inside": True}
    day = day_of(
        *closed_posts(),
        incidents=INCIDENTS.of(busy),
        placement=PLACEMENT.of({"incident_id": row["incident_id"]} | inside for row in busy),
        findings=FINDINGS.empty(),
    )
    told = trends(effort(day))[0]
    assert told.startswith("Idlib zone: 0 recorded; the day before 60. No trend is drawn (watch by Turkey): ")
    assert "hours of watch 36 against 108" in told
    assert "posts manned 3 of 9 against 9 of 9" in told
    assert "denials 1 (patrols 12) against 0" in told
    said = [each.text for each in summary(day).blocks[0].sentences]
    assert said[0] == (
        "Incidents: 0 recorded in 36 hours of watch (over how much of the zones is not known) (of all "
        "incidents on this record); denials, jamming and weather on record: 1."
    )
    assert "No trend is drawn (watch by Turkey; watch changed by more than 25%" in said[1]
    assert not [each for each in (*said, *trends(effort(day))) if "100" in each or "decrease" in each]


def test_what_changed_in_a_zone_is_told_where_the_watch_was_much_the_same():
    day = day_of(
        watch_row(1, "idlib", hours=96.0, manned=4), watch_row(2, "idlib", hours=90.0, manned=4, **YESTERDAY)
    )
    assert trends(effort(day))[0] == (
        "Idlib zone: 2 recorded; the day before 0. Difference: 2; hours of watch 96 against 90; denials 0 "
        "against 0."
    )


def test_the_zones_table_shows_ground_within_reach():
    table = zones_table(day_of(watch_row(1, "idlib", hours=72.0, manned=4, planned=6, **POST)))
    idlib = next(row for row in table.rows if row[0].text == "Idlib zone")
    assert idlib[6].text.startswith("Turkey 72 h, posts 4 of 6, ")
    assert idlib[6].text.endswith(" % within reach")


def test_the_summary_says_a_zones_count_with_its_watch():
    said = [each.text for each in summary(day_of(*WATCH_ROWS)).blocks[0].sentences]
    assert (
        "Idlib zone: 2 recorded (of all incidents on this record); 96 hours of watch (over how much of the "
        "zone is not known); previous day: no watch on record. May lie inside besides: 3."
    ) in said


LOSSES = (
    watch_row(1, "idlib", hours=48.0),
    watch_row(2, "idlib", "denial", hours=5.0, planned=12, reason="road closed", denied_by="opposition"),
    watch_row(3, "idlib", "jamming", hours=2.0, reason="GPS lost"),
    watch_row(4, "idlib", "weather", hours=6.0, reason="sand", conditions=["dust", "no word of ours"]),
)


def test_restrictions_list_denial_jamming_and_weather_with_who_and_why():
    found = restrictions(day_of(*LOSSES))
    assert found.blocks[0].text == (
        "Entries on record of denial: 1; of jamming: 1; of bad weather: 1; entries of watch in all: 4."
    )
    rows = [[cell.text for cell in row[3:]] for row in found.blocks[1].rows]
    assert rows == [
        ["denial", "12", "5", "road closed; by Armed opposition"],
        ["jamming", "–", "2", "GPS lost; by whom not stated"],
        ["weather (dust)", "–", "6", "sand"],
    ]


def test_the_public_reads_neither_who_denied_passage_nor_why_nor_where_posts_stand():
    rows = [row | POST for row in LOSSES]
    found = compose(sealed(watch=WATCH.of(rows)), DAY, Edition.PUBLIC)
    section = next(each for each in found.sections if each.anchor == "restrictions")
    assert {row[6].text for row in section.blocks[1].rows} == {"withheld in this edition"}
    day = day_of(*rows, edition=Edition.PUBLIC)
    text = str((found, effort(day), restrictions(day)))
    assert not [
        word for word in ("road closed", "sand", "no word of ours", "36.5 35.8", "POINT") if word in text
    ]


def test_every_number_of_the_panel_opens_to_entries_or_says_why_not():
    partly = watch_row(7, "south", manned=2)
    section = effort(
        day_of(*WATCH_ROWS, partly, watch_row(8, "idlib", "patrol", hours=3.0, manned=1, **POST))
    )
    figures = list(figures_of((section,)))
    assert len(figures) > 40
    assert panel(section, "Idlib zone")[0][7] == "patrols 1"
    for figure in figures:
        assert figure.unit
        assert figure.observer
        assert figure.rule
        assert figure.map
        assert figure.ids or figure.value in (0, None)
        assert figure.value is not None or figure.why


def test_entries_that_name_no_zone_are_counted_apart_and_not_lost():
    found = effort(day_of(*WATCH_ROWS, watch_row(8, None, hours=9.0), watch_row(9, "SY-HM", hours=2.0)))
    assert trends(found)[-1].endswith("name no zone with a map on this day, and stand in no row above: 2.")


def test_an_entry_of_more_hours_than_its_posts_have_is_told_and_is_no_fact():
    found = effort(with_lists(watch_row(1, "idlib", hours=1e12, manned=3)))
    assert panel(found, "Idlib zone")[0][1:4] == ["not known", "at least 0", "not known"]
    assert rates_of(found)[0][3:] == ["not known"] * 3
    assert trends(found)[-1] == (
        "Entries of watch that do not hold together, kept as stated and taken as not known: 1."
    )


@pytest.mark.parametrize("edition", list(Edition))
def test_the_panel_stands_in_every_edition_and_before_the_zones_were_drawn(edition):
    assert grids(effort(day_of(*WATCH_ROWS, edition=edition)))
    early = cut(redact(sealed(), edition), DAY - timedelta(days=90), edition)
    assert effort(early).blocks[0].text == "No zone had a map in force on this day."


def test_an_incident_that_may_lie_inside_widens_the_rate_and_is_not_counted():
    placement = [row | {"inside": False, "share": 0.0} for row in placement_rows()]
    sure = grids(effort(with_lists(*WATCH_ROWS, placement=PLACEMENT.of(placement))))[1].rows[0]
    maybe = [row | ({"inside": None} if row["zone"] == "idlib" else {}) for row in placement]
    wide = grids(effort(with_lists(*WATCH_ROWS, placement=PLACEMENT.of(maybe))))[1].rows[0]
    assert sure[3].text == wide[3].text == "0"
    assert (sure[5].text, wide[5].text) == ("at most 3.85", "at most 7.53")
