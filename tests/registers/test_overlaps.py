"""Areas that overlap: what is counted in two of them is never added up, and no bound is broken."""

from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from holdfire.places.areas import Area
from holdfire.registers.bounds import LABELS, LABELS_ALIKE, bounds_of
from holdfire.registers.overlaps import meeting, most_apart
from holdfire.registers.printed import NOT_GIVEN, Count, Printed

CELLS = {"hama": {0, 1}, "idlib": {2, 3}, "zone": {1, 2}, "belt": {1}, "homs": {4}}
"""Five places in a row: three governorates, a zone across two of them, and its belt."""

GROUND = [
    Area(name, name, box(min(cells), 0, max(cells) + 1, 1), 1 if name in ("hama", "idlib", "homs") else None)
    for name, cells in CELLS.items()
]
MEET = meeting(GROUND)


def side(name, total=None, **areas):
    figures = {area: Count(count, count) for area, count in areas.items()}
    return Printed(name, ("facts",), NOT_GIVEN if total is None else Count(total, total), figures, (name,))


def test_areas_meet_where_they_share_more_than_a_border():
    assert sorted(MEET) == [("belt", "hama"), ("belt", "zone"), ("hama", "zone"), ("idlib", "zone")]


def test_units_of_one_level_do_not_meet_whatever_their_drawing_shares():
    drawn = [Area("a", "a", box(0, 0, 1.1, 1), 1), Area("b", "b", box(1, 0, 2, 1), 1)]
    assert meeting(drawn) == frozenset()


def test_of_areas_that_overlap_the_best_that_lie_apart_are_added():
    worth = {"hama": 4, "idlib": 3, "zone": 6, "belt": 1, "homs": 2}
    assert most_apart(worth, worth.__getitem__, MEET) == 9
    assert most_apart(worth, {**worth, "zone": 8}.__getitem__, MEET) == 10
    assert most_apart((), worth.__getitem__, MEET) == 0


def test_four_by_zone_and_four_by_governorate_may_be_the_same_four():
    sides = side("russia", 4, zone=4), side("turkey", 4, idlib=4)
    assert bounds_of(sides).text == "8", "nobody looked at the map"
    found = bounds_of(sides, meet=MEET)
    assert found.text == "4 to 8"
    assert {each.area: (each.lower, each.upper) for each in found.areas} == {"idlib": (4, 8), "zone": (4, 8)}
    assert LABELS not in found.assumptions
    assert LABELS_ALIKE in found.assumptions
    assert any(said.endswith("not added up: idlib and zone.") for said in found.assumptions)


def test_an_observers_own_zone_and_belt_are_not_two_either():
    found = bounds_of([side("russia", None, zone=4, belt=3)], meet=MEET)
    assert found.lower == 4


def test_labels_that_no_map_knows_and_one_observer_alone_prints_are_named():
    sides = side("russia", 4, Hama=4), side("turkey", 4, Hamah=4)
    found = bounds_of(sides, mapped=CELLS)
    assert any(said.endswith("no other label covers: Hama, Hamah.") for said in found.assumptions)
    alike = bounds_of([side("russia", 4, hama=4), side("turkey", 4, idlib=4)], mapped=CELLS)
    assert not any("no other label" in said for said in alike.assumptions)


@st.composite
def worlds(draw):
    """Cases in places, who counted each, and under which of its own areas; with totals or without."""
    cases = draw(st.lists(st.integers(0, 4), max_size=7))
    sides, seen = [], set()
    for name in draw(st.sampled_from([("russia", "turkey"), ("iran", "russia", "turkey")])):
        own = draw(st.sets(st.sampled_from(sorted(CELLS))))
        twice, with_total = draw(st.booleans()), draw(st.booleans())
        areas = dict.fromkeys(own, 0)
        total = 0
        for number, cell in enumerate(cases):
            holding = sorted(area for area in own if cell in CELLS[area])
            if not draw(st.booleans()) or not (with_total or holding):
                continue
            seen.add(number)
            total += 1
            for area in holding if twice else holding[:1]:
                areas[area] += 1
        sides.append(side(name, total if with_total or not own else None, **areas))
    return sides, [cases[number] for number in sorted(seen)]


@settings(max_examples=400)
@given(worlds(), st.sets(st.sampled_from(sorted(CELLS))))
def test_what_happened_lies_between_the_bounds_whatever_overlaps(world, asked):
    sides, cases = world
    found = bounds_of(sides, areas=sorted(asked), meet=MEET, mapped=CELLS)
    assert found.lower <= len(cases)
    assert found.upper is None or len(cases) <= found.upper
    for each in found.areas:
        inside = sum(cell in CELLS[each.area] for cell in cases)
        assert each.lower <= inside, each
        assert each.upper is None or inside <= each.upper, each
    if asked:
        inside = sum(any(cell in CELLS[area] for area in asked) for cell in cases)
        alone = bounds_of(sides, areas=sorted(asked), only=True, meet=MEET)
        assert alone.lower <= inside
        assert alone.upper is None or inside <= alone.upper
