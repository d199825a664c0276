"""34 violations by Russia's count, "31 according to the Syrian side", and 2 by Turkey's, "confirmed 0"."""

from tally_rows import tallies, tally

from holdfire.registers.bounds import distinct_bounds
from holdfire.registers.origins import one_per_origin
from holdfire.registers.parts import OriginShare, split_by_origin

WHOLE = tally("russia", 34, tally_id="t-whole")
RELAYED = tally("russia", 31, origin="syria", tally_id="t-part")
TURKISH = tally("turkey", 2, confirmed_by_other=0)


def test_thirty_one_are_one_origin_relayed_and_three_have_no_stated_origin():
    assert split_by_origin(one_per_origin(tallies(WHOLE, RELAYED, TURKISH))) == (
        OriginShare("russia", None, "syria", 31, ("t-part",)),
        OriginShare("russia", None, None, 3, ("t-whole",)),
    )


def test_the_relayed_part_does_not_make_the_total_larger():
    bounds = distinct_bounds(one_per_origin(tallies(WHOLE, RELAYED, TURKISH)))
    assert (bounds.lower, bounds.upper) == (34, 36)


def test_the_remainder_is_not_known_where_outlets_differ_on_the_total():
    other = tally("russia", 35, relayed_by="RIA")
    shares = split_by_origin(one_per_origin(tallies(WHOLE, other, RELAYED)))
    assert [share.count for share in shares] == [31, None]


def test_a_total_without_parts_is_not_split():
    assert split_by_origin(one_per_origin(tallies(WHOLE, TURKISH))) == ()


def test_a_bulletin_named_as_the_origin_of_its_total_splits_the_same():
    whole = tally("russia", 34, tally_id="t-whole", origin="Russia bulletin of 2017-03-25")
    rows = one_per_origin(tallies(whole, RELAYED, TURKISH))
    assert [(share.origin, share.count) for share in split_by_origin(rows)] == [("syria", 31), (None, 3)]
    assert distinct_bounds(rows).upper == 36


def test_a_lesser_count_in_another_bulletin_is_another_version_and_no_part():
    other = tally("russia", 31, origin="an agency", bulletin="G099", tally_id="t-other")
    rows = one_per_origin(tallies(WHOLE, other))
    assert split_by_origin(rows) == ()
    assert distinct_bounds(rows).text == "31 to 34"
