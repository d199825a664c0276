"""Many incidents on one map: counted in cells, or drawn as far as they can be told apart."""

import numpy as np
import polars as pl
import pytest
from map_cast import UNITS, incident, incidents

from holdfire.web.mapping.grid import APART_MAX, POINTS_MAX, cells, drawn, side_for
from holdfire.web.mapping.marks import marks_of
from holdfire.web.mapping.symbols import VERDICTS

EVERYWHERE = (-180.0, -90.0, 180.0, 90.0)


def many(number, radius_m=2000.0):
    """Pins strewn over the north-west of Syria, the same each time."""
    dice = np.random.default_rng(20171015)
    gravity = dice.integers(0, len(VERDICTS), number).astype(np.int8)
    return pl.DataFrame(
        {
            "incident_id": [f"i-{n}" for n in range(number)],
            "lon": dice.uniform(36, 37.5, number),
            "lat": dice.uniform(35, 36.5, number),
            "radius_m": np.full(number, radius_m),
            "verdict": [VERDICTS[each] for each in gravity],
            "state": [None] * number,
            "act": ["fire/shelling"] * number,
            "gravity": gravity,
        },
        schema_overrides={"state": pl.String},
    )


def test_few_are_drawn_one_by_one_however_far_one_is_away():
    found = drawn(many(APART_MAX), None, 4.0)
    assert (found.kind, len(found.features), found.more) == ("points", APART_MAX, 0)


def test_many_are_counted_in_cells_and_the_cells_add_up():
    found = drawn(many(100_000), None, 7.0)
    assert found.kind == "grid"
    assert sum(each.more["count"] for each in found.features) == 100_000 == found.seen
    assert all(each.geometry.area > 0.009 for each in found.features)


def test_zoomed_in_the_points_are_drawn_up_to_a_number_and_the_rest_is_told():
    pins = many(5_000)
    found = drawn(pins, EVERYWHERE, 10.0)
    assert (found.kind, len(found.features), found.more) == ("points", POINTS_MAX, 5_000 - POINTS_MAX)
    breaches = pins.filter(pl.col("gravity") == 0).height
    assert sum(each.status == "breach" for each in found.features) == min(breaches, POINTS_MAX)


def test_only_what_lies_in_the_box_is_drawn():
    found = drawn(many(5_000), (36.2, 35.2, 36.3, 35.3), 11.0)
    assert 0 < found.seen < 100
    assert all(36.2 <= each.geometry.x <= 36.3 and 35.2 <= each.geometry.y <= 35.3 for each in found.features)


@pytest.mark.parametrize(("zoom", "side"), [(0, 1.0), (5.9, 0.5), (7.0, 0.2), (8.5, 0.1), (14, 0.1)])
def test_no_cell_is_finer_than_a_tenth_of_a_degree(zoom, side):
    assert side_for(zoom) == side


@pytest.mark.parametrize("lon", [-0.05, -179.95, 0.05])
def test_a_cell_holds_its_own_west_and_south_also_west_of_greenwich(lon):
    pins = marks_of(incidents(incident(lon=lon, lat=-0.05)), UNITS).pins
    (cell,) = cells(pins, 0.1).iter_rows(named=True)
    assert cell["column"] * 0.1 <= lon < (cell["column"] + 1) * 0.1
    assert cell["row"] == -1


def test_a_cell_says_how_many_are_known_less_well_than_it_is_wide():
    pins = pl.concat([many(3, 2_000.0), many(2, 25_000.0)])
    assert cells(pins, 0.1)["rough"].sum() == 2
    assert cells(pins, 1.0)["rough"].sum() == 0


def test_a_cell_has_the_gravest_verdict_in_it():
    frame = incidents(incident("i-1"), incident("i-2"), verdicts=["no breach", "breach"])
    assert cells(marks_of(frame, UNITS).pins, 1.0)["gravity"].to_list() == [0]


def test_no_incident_at_all_is_an_empty_map():
    found = drawn(many(0), None, 6.0)
    assert (found.kind, found.features, found.seen, found.more) == ("points", [], 0, 0)
