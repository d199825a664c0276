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
