"""The table of months: a map counts for a month only if it began before that month was over."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from small_case import AGREEMENT, DAMASCUS, IDLIB, sealed

from holdfire.publish.day import DayCut
from holdfire.publish.edition import Edition
from holdfire.publish.sections.series import _any_map


@pytest.mark.parametrize(
    ("start", "june"),
    [
        (datetime(2017, 6, 30, 20, 59, tzinfo=UTC), True),  # 23:59 in Damascus, the last minute of June
        (datetime(2017, 6, 30, 21, tzinfo=UTC), False),  # 1 July 00:00 in Damascus
        (datetime(2017, 7, 1, 20, tzinfo=UTC), False),
    ],
)
def test_a_map_of_the_first_of_july_is_no_map_of_june(start, june):
    zone = replace(IDLIB, versions=(replace(IDLIB.versions[0], start=start),))
    cut = DayCut(sealed(agreement=replace(AGREEMENT, zones=(zone,))), date(2017, 7, 15), Edition.UN)
    assert cut.dataset.reporting_day.zone == DAMASCUS
    assert _any_map(cut, date(2017, 6, 1)) is june
    assert _any_map(cut, date(2017, 7, 1)) is True
