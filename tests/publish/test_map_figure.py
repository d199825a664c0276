"""The map of a bad day: marks joined, said so, never refused, and the same for the same incidents."""

import random
import re
from dataclasses import replace

import pytest
from small_case import DAY, incident, sealed

from holdfire.incidents.table import INCIDENTS
from holdfire.publish.bulletin import compose
from holdfire.publish.edition import Edition
from holdfire.publish.figures import map_figure
from holdfire.publish.figures.frame import Frame
from holdfire.publish.figures.joined import APART_MAX, MARKS_MAX, Joined, joined, joined_mark
from holdfire.publish.figures.map_figure import SIZE_MAX_BYTES, map_svg
from holdfire.publish.figures.marks import VERDICT_INK

FRAME = Frame(760.0, 900.0, 36.5, 35.0, 0.0, 0.0, 500.0)


@pytest.fixture(scope="module")
def quiet():
    return compose(sealed(), DAY, Edition.UN)


def bad_day(quiet, count, long_names=False):
    """`count` incidents strewn around four towns; invented, the same each time."""
    lot = random.Random(7)
    towns = ((36.65, 35.44), (36.8, 35.86), (36.4, 33.57), (36.1, 32.62))
    first = next(row for row in quiet.annex if row.is_pin and row.certain_day)
    verdicts = ("breach", "undetermined", "no breach", "no clause applies")
    rows = []
    for number in range(1, count + 1):
        lon, lat = lot.choice(towns)
        rows.append(
            replace(
                first,
                number=number,
                incident_id=f"i-{number}",
                lon=lon + lot.gauss(0, 0.15),
                lat=lat + lot.gauss(0, 0.15),
                verdict=lot.choice(verdicts),
                where="Khan Shaykhun " * (80 if long_names else 1),
            )
        )
    return replace(quiet, annex=tuple(rows))


def marks_of(svg):
    """The counts inside the joined marks."""
    return [int(each) for each in re.findall(r'text-anchor="middle">(\d+)</text>', svg)]


@pytest.mark.parametrize("count", [APART_MAX + 1, 250, 10_000])
def test_a_bad_day_has_a_map_that_is_small_and_says_that_marks_are_joined(quiet, count):
    svg = map_svg(bad_day(quiet, count))
    assert len(svg.encode()) < SIZE_MAX_BYTES
    assert re.sub("(?<=10)(?=000)", "\u202f", str(count)) + " incidents: marks joined; see Annex A." in svg
    assert "Marks that would lie over each other are joined into one with their count" in svg
    assert "place lies within, to scale" not in svg
    assert 'fill-opacity=".07"' not in svg.replace('fill="#8b6b8b" fill-opacity=".07"', "")
    assert "<g><title>No. " not in svg
    assert max(marks_of(svg)) > 1


def test_a_day_of_as_many_incidents_as_a_reader_can_follow_is_drawn_mark_by_mark(quiet):
    svg = map_svg(bad_day(quiet, APART_MAX))
    assert svg.count("<g><title>No. ") == APART_MAX
    assert "marks joined" not in svg
    assert "Numbers are those of Annex A." in svg


def test_few_incidents_whose_titles_would_make_the_file_heavy_are_joined_too(quiet):
    svg = map_svg(bad_day(quiet, APART_MAX, long_names=True))
    assert len(svg.encode()) < SIZE_MAX_BYTES
    assert f"{APART_MAX} incidents: marks joined" in svg


def test_no_incident_is_lost_in_joining(quiet):
    rows = bad_day(quiet, 3000).annex
    found = joined(FRAME, rows)
    assert len(found) <= MARKS_MAX
    assert sum(each.count for each in found) == 3000


def test_the_same_incidents_in_another_order_give_the_same_marks_but_for_rounding(quiet):
    day = bad_day(quiet, 400)
    assert map_svg(day) == map_svg(day)
    turned = [*reversed(day.annex)]
    assert sorted(map(joined_mark, joined(FRAME, turned))) == sorted(
        map(joined_mark, joined(FRAME, day.annex))
    )


def test_a_joined_mark_stands_amid_its_incidents_and_has_the_shape_of_the_gravest(quiet):
    """Two incidents a kilometre apart and one far away, all else being equal."""
    pins = [row for row in quiet.annex if row.is_pin and row.certain_day][:3]
    near = [
        replace(pins[0], lon=36.50, lat=35.0, verdict="no breach"),
        replace(pins[1], lon=36.51, lat=35.0, verdict="breach"),
        replace(pins[2], lon=37.50, lat=35.5, verdict="undetermined"),
    ]
    pair, alone = sorted(joined(FRAME, near), key=lambda each: -each.count)
    x = [FRAME.place(each.lon, each.lat)[0] for each in near]
    assert (pair.count, pair.verdict) == (2, "breach")
    assert pair.x == pytest.approx((x[0] + x[1]) / 2, abs=12)
    assert (alone.count, alone.number, alone.verdict) == (1, pins[2].number, "undetermined")
    assert (alone.x, alone.y) == FRAME.place(37.5, 35.5)
    assert ">2</text>" in joined_mark(pair)
    assert "text" not in joined_mark(alone)


def test_marks_of_neighbouring_cells_do_not_lie_over_each_other(quiet):
    marks = [each for each in joined(FRAME, bad_day(quiet, 3000).annex) if each.count > 1]
    for place, one in enumerate(marks):
        for other in marks[place + 1 :]:
            apart = max(abs(one.x - other.x), abs(one.y - other.y))
            assert apart >= one.size + other.size - 1e-9


def test_a_count_is_written_so_that_it_can_be_read_on_its_mark():
    assert f'fill="{VERDICT_INK["undetermined"]}"' in joined_mark(Joined(9, 9, 3, "undetermined", 1))
    assert 'fill="#fff" text-anchor' in joined_mark(Joined(9, 9, 3, "breach", 1))


def test_a_map_that_stays_heavy_is_issued_all_the_same(quiet, monkeypatch):
    monkeypatch.setattr(map_figure, "SIZE_MAX_BYTES", 10)
    svg = map_svg(quiet)
    assert svg.endswith("</svg>\n")
    assert "marks joined" in svg


def test_a_whole_bulletin_of_a_bad_day_has_all_its_rows_in_every_file_but_the_pdf():
    """520 incidents: the PDF prints 500, all the breaches among them, and says how many are elsewhere."""
    from holdfire.publish import pdf
    from holdfire.publish.tables import annex_csv

    rows = [incident(number, "Saraqib", 36.8, 35.8) for number in range(1, 521)]
    start = rows[0]["when_start"]
    rows = [row | {"when_start": start, "when_end": rows[0]["when_end"]} for row in rows]
    made = compose(sealed(incidents=INCIDENTS.of(rows)), DAY, Edition.UN)
    graver = tuple(
        replace(row, verdict="breach" if row.number > 505 else "undetermined") for row in made.annex
    )
    made = replace(made, annex=graver)
    assert annex_csv(made).count(b"\r\n") == 521
    printed = [row.number for row in pdf.printed(made.annex)]
    assert printed == [*range(1, 486), *range(506, 521)]
    said = pdf.left_out(made, 0)[0]["blocks"]
    assert [each["parts"][0]["text"] for each in said] == [
        "Annexes A and B print at most 500 incidents each: breaches first, then those undetermined, then no "
        "breach, then those to which no clause applies, in each the earlier first. The other 20 are in "
        "incidents.csv, whose SHA-256 is in manifest.json, with the same numbers. Every count above is of "
        "all incidents."
    ]
    pytest.importorskip("typst")
    assert pdf.bulletin_pdf(made, map_svg(made)).startswith(b"%PDF")  # no link to a row that is not there
