"""Which claims may be one: nothing is let go before its distance is known to be too great."""

from itertools import combinations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from holdfire.assessment.counting.linking import _Discs
from holdfire.places.geodesy import distances_m


@given(
    places=st.lists(
        st.tuples(st.floats(-180, 180), st.floats(-89.9, 89.9), st.floats(0, 50_000)), min_size=2, max_size=8
    ),
    distance_m=st.sampled_from([0, 500, 5_000, 200_000]),
)
@example(places=[(179.99, 36.0, 100.0), (-179.99, 36.0, 100.0)], distance_m=5_000)
@example(places=[(0.0, 89.0, 0.0), (180.0, 89.0, 0.0)], distance_m=500_000)
def test_no_pair_that_may_be_near_is_left_out_before_its_geodesic_is_worked_out(places, distance_m):
    lon, lat, radius = (np.array(each) for each in zip(*places, strict=True))
    left, right = (np.array(each) for each in zip(*combinations(range(len(places)), 2), strict=True))
    near = _Discs(lon, lat, radius).may_be_near(left, right, distance_m)
    metres = distances_m(lon[left], lat[left], lon[right], lat[right])
    assert not ((metres - radius[left] - radius[right] <= distance_m) & ~near).any()
