"""Lists tighten the bounds on what lies behind tallies: worked cases, and every matching enumerated."""

from datetime import timedelta

from entry_rows import DAY, START, entries, entry, judged
from hypothesis import given
from hypothesis import strategies as st
from tally_rows import register, tallies, tally

from holdfire.incidents.match_rules import MatchRules
from holdfire.registers.bounds import bounds_of
from holdfire.registers.origins import one_per_origin
from holdfire.registers.pooled import (
    ACTS_NOT_KNOWN,
    APART,
    LISTED_IS_COUNTED,
    Listing,
    Pooled,
    any_act,
    pooled,
)
from holdfire.registers.printed import Count, Printed, printed
from holdfire.reports.act import covers

AREAS = ("Hama", "Homs", "Idlib")
SIDES = ("russia", "turkey")


def fire(act):
    return None if act is None else covers("fire", act)


def bounds_with(rows, listed, *pairs, counts=fire, unit=None, words=(), vocabulary=AREAS):
    sides = printed(one_per_origin(tallies(*rows)), SIDES)
    tallied = {each.observer: bool(each.tally_ids) for each in sides}
    lists = pooled(
        listed,
        DAY,
        tallied,
        judged(listed, *pairs),
        MatchRules(),
        unit=unit,
        words=words,
        counts=counts,
        vocabulary=vocabulary,
    )
    return bounds_of(sides, lists)


THREE_EACH = [*register("russia", 3, Hama=3), *register("turkey", 3, Hama=3)]


def cases(register_of, *numbers, area="Hama", **more):
    return [entry(number, register_of, area, **more) for number in numbers]


def test_lists_that_lie_apart_leave_nothing_to_match():
    apart = entries(*cases("russia", 0, 1, 2), *cases("turkey", 5, 6, 7))
    bounds = bounds_with(THREE_EACH, apart)
    assert (bounds.lower, bounds.upper) == (6, 6)
    assert (APART in bounds.assumptions, LISTED_IS_COUNTED in bounds.assumptions) == (True, True)
    assert bounds_with(THREE_EACH, entries()).text == "3 to 6"


def test_cases_that_are_not_listed_may_match_anything():
    """Of three and three, two each are listed apart: p + q - mu = 4."""
    bounds = bounds_with(THREE_EACH, entries(*cases("russia", 0, 1), *cases("turkey", 5, 6)))
    assert bounds.text == "4 to 6"


def test_near_entries_may_be_one_and_one_entry_is_one_partner_only():
    """Two Turkish entries lie near one Russian: only one of them can be it."""
    rows = entries(*cases("russia", 0, 3), *cases("turkey", 0, 9), entry(1, "turkey", "Hama", lon=36.751))
    bounds = bounds_with(THREE_EACH, rows)
    assert bounds.text == "4 to 6"


def test_what_a_person_says_of_a_pair_moves_either_bound():
    rows = entries(*cases("russia", 0, 1, 2), *cases("turkey", 0, 1, 2))
    assert bounds_with(THREE_EACH, rows).text == "3 to 6"
    apart = bounds_with(THREE_EACH, rows, ("e-russia-00", "e-turkey-00", "not same"))
    assert apart.text == "4 to 6"
    same = bounds_with(THREE_EACH, rows, ("e-russia-00", "e-turkey-00", "same"))
    assert same.text == "3 to 5"
    assert "A person judged 1 of the listed cases to be another side's as well." in same.assumptions
    far = bounds_with(THREE_EACH, rows, ("e-russia-00", "e-turkey-02", "same"))
    assert (far.lower, far.upper) == (3, 5)


def test_three_entries_that_people_joined_are_one_happening_and_overlap_twice():
    """Joined two by two, all three ways: of three counts of one, two are more of the same."""
    rows = [tally(side, 1) for side in ("iran", *SIDES)]
    listed = entries(entry(0, "iran"), entry(0, "russia"), entry(0, "turkey"))
    pairs = [("e-iran-00", "e-russia-00"), ("e-iran-00", "e-turkey-00"), ("e-russia-00", "e-turkey-00")]
    settled = judged(listed, *((one, other, "same") for one, other in pairs))
    sides = printed(one_per_origin(tallies(*rows)))
    lists = pooled(listed, DAY, dict.fromkeys(("iran", *SIDES), True), settled, MatchRules())
    assert len(lists.same) == 3
    assert bounds_of(sides, lists).text == "1"


def test_a_third_list_adds_what_cannot_be_paired_with_the_first_two():
    """Two lists of two lie apart; of a third list one entry may be one of them, two lie elsewhere."""
    rows = [tally("iran", 3), tally("russia", 2), tally("turkey", 2)]
    listed = entries(
        *(entry(number, "iran") for number in (0, 8, 9)),
        *cases("russia", 0, 1, area=None),
        *cases("turkey", 5, 6, area=None),
    )
    sides = printed(one_per_origin(tallies(*rows)))
    tallied = dict.fromkeys(("iran", *SIDES), True)
    assert bounds_of(sides, pooled(listed, DAY, tallied, judged(listed), MatchRules())).text == "6 to 7"


def test_an_entry_without_a_point_is_wild():
    vague = cases("turkey", 5, 6, 7, lon=None, lat=None, radius_m=None, where_precision="adm1")
    bounds = bounds_with(THREE_EACH, entries(*cases("russia", 0, 1, 2), *vague))
    assert bounds.text == "3 to 6"


def test_a_side_with_a_list_and_no_tally_counts_what_it_lists():
    bounds = bounds_with(register("russia", 3, Hama=3), entries(*cases("turkey", 5, 6, area="Homs")))
    assert bounds.text == "5"
    assert "turkey: no tally; its list of 2 is taken to be its count." in bounds.assumptions


def test_two_lists_without_any_tally_are_bounded_by_themselves():
    rows = entries(*cases("russia", 0, 1, count=9, unit="rounds"), *cases("turkey", 0, 7))
    bounds = bounds_with([], rows, counts=any_act)
    assert bounds.text == "3 to 4"
    assert bounds.assumptions[0] == "All observers count in one unit: entries of their lists."


def test_a_list_longer_than_its_tally_serves_in_its_place():
    rows = [*register("russia", 1, Hama=1), *register("turkey", 1, Hama=1)]
    bounds = bounds_with(rows, entries(*cases("russia", 0, 1), *cases("turkey", 5)))
    assert bounds.text == "3"


def test_entries_of_what_is_not_counted_do_not_tighten():
    """A refused convoy stands in the list and in no count of fire; an act not known may or may not."""
    denied = cases("turkey", 5, act="access-denied")
    unknown = cases("turkey", 6, act=None)
    bounds = bounds_with(
        THREE_EACH, entries(*cases("russia", 0, 1, 2), *cases("turkey", 7), *denied, *unknown)
    )
    assert bounds.text == "4 to 6"
    said = (
        "turkey: 1 of its entries may belong to another day or to what is not counted; they tighten nothing."
    )
    assert said in bounds.assumptions


def test_a_unit_whose_acts_are_not_known_leaves_the_bounds_as_the_tallies_give_them():
    apart = entries(*cases("russia", 0, 1, 2), *cases("turkey", 5, 6, 7))
    bounds = bounds_with(THREE_EACH, apart, counts=None)
    assert bounds.text == "3 to 6"
    assert ACTS_NOT_KNOWN in bounds.assumptions


def test_an_entry_that_stands_for_several_cases_keeps_its_list_from_tightening():
    unit = {"unit": "facts of opening fire"}
    several = cases("turkey", 5, count=3, **unit)
    rows = [row | unit for row in THREE_EACH]
    bounds = bounds_with(rows, entries(*cases("russia", 0, 1, 2), *several), unit=unit["unit"])
    assert bounds.text == "3 to 6"
    assert "turkey: entries of its list stand for more than one case, so its list does not tighten." in (
        bounds.assumptions
    )
    rounds = cases("turkey", 5, count=30, unit="rounds")
    assert bounds_with(rows, entries(*cases("russia", 0, 1, 2), *rounds), unit=unit["unit"]).text == "4 to 6"


def test_a_list_in_other_words_for_the_tallies_unit_may_hold_more_cases_than_entries():
    """Forty rounds are forty violations to an observer that counts each round: one entry is not one case."""
    rows = [tally("russia", 40, unit="Ceasefire violations")]
    forty = entries(*cases("turkey", 5, count=40, unit="rounds"))
    unit = "ceasefire violations"
    bounds = bounds_with(rows, forty, unit=unit, words=("rounds", "explosions"))
    assert (bounds.lower, bounds.upper) == (40, None)
    written = entries(*cases("turkey", 5, count=40, unit=" CEASEFIRE violations"))
    assert bounds_with(rows, written, unit=unit).upper is None
    assert bounds_with(rows, entries(*cases("turkey", 5)), unit=unit).text == "40 to 41"


def test_an_entry_near_the_cut_off_may_be_counted_on_the_day_before():
    early = {"when_start": START + timedelta(minutes=20), "when_end": START + timedelta(minutes=21)}
    bounds = bounds_with(THREE_EACH, entries(*cases("russia", 0, 1, 2), *cases("turkey", 5, **early)))
    assert bounds.text == "3 to 6"


def test_areas_under_other_names_are_not_compared_but_all_areas_together_are():
    rows = [*register("russia", 2, Damascus=2), *register("turkey", 2, Damascus=2)]
    listed = entries(*cases("russia", 0, 1, area="Homs"), *cases("turkey", 5, 6, area="Homs"))
    bounds = bounds_with(rows, listed)
    assert [(each.area, each.lower, each.upper) for each in bounds.areas] == [("Damascus", 2, 4)]
    assert bounds.text == "4"
    assert any(
        said.startswith("Some printed areas are none that lists are placed in (Damascus): ")
        for said in bounds.assumptions
    )


def test_a_list_breaks_down_a_total_that_its_observer_does_not():
    rows = [*register("russia", 3, Homs=3), tally("turkey", 3)]
    assert bounds_with(rows, entries(*cases("turkey", 5, 6, area="Hama"))).text == "5 to 6"
    elsewhere = [*register("russia", 3, Damascus=3), tally("turkey", 3)]
    assert bounds_with(elsewhere, entries(*cases("turkey", 5, 6, area="Hama"))).text == "3 to 6"


def most_matches(left, right, possible):
    """By trying everything: the greatest number of pairs. A case is (area or None, entry or None)."""
    if not left:
        return 0
    (area, name), rest = left[0], left[1:]
    best = most_matches(rest, right, possible)
    for place, (other_area, other) in enumerate(right):
        together = area is None or other_area is None or area == other_area
        if together and (name is None or other is None or (name, other) in possible):
            best = max(best, 1 + most_matches(rest, right[:place] + right[place + 1 :], possible))
    return best


@st.composite
def counted_side(draw, name):
    """A side's cases, by area, listed or not, and some in no area; with what it prints and lists."""
    found, areas, held, number = [], {}, {}, 0
    for area in AREAS[:2]:
        count = draw(st.integers(0, 2))
        listed = draw(st.integers(0, count))
        ids = [f"{name}-{number + each}" for each in range(listed)]
        number += listed
        found += [(area, each) for each in ids] + [(area, None)] * (count - listed)
        areas[area] = Count(count, count)
        held[area] = frozenset(ids)
    spare = draw(st.integers(0, 1))
    found += [(None, None)] * spare
    side = Printed(name, (), Count(len(found), len(found)), areas, (f"t-{name}",))
    entries_held = frozenset().union(*held.values())
    return found, side, Listing(name, entries_held, entries_held, held, tallied=True)


@given(st.data())
def test_the_bounds_are_those_of_every_matching_of_counted_and_listed_cases(source):
    left, one, one_list = source.draw(counted_side("russia"))
    right, other, other_list = source.draw(counted_side("turkey"))
    every = [(a, b) for a in sorted(one_list.entries) for b in sorted(other_list.entries)]
    possible = frozenset(pair for pair in every if source.draw(st.booleans()))
    lists = Pooled({"russia": one_list, "turkey": other_list}, possible, vocabulary=frozenset(AREAS))
    bounds = bounds_of((one, other), lists)
    assert bounds.lower == len(left) + len(right) - most_matches(left, right, possible)
    assert bounds.upper == len(left) + len(right)
