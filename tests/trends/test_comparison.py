"""A quiet week while six of nine posts were closed is not a decrease."""

import pytest

from holdfire.trends.comparison import Standing, Watched, compare


def test_comparable_watch_allows_a_change_to_be_stated():
    found = compare(Watched(7, 96), Watched(5, 90))
    assert (found.standing, found.change) == (Standing.COMPARABLE, 2)
    assert found.words == "7 against 5 in the previous period: 2 more (96 h of watch against 90 h)."


def test_a_quiet_week_with_most_posts_closed_is_flagged_and_no_trend_is_drawn():
    found = compare(Watched(0, 48), Watched(60, 216))
    assert (found.standing, found.change) == (Standing.FLAGGED, None)
    assert "no trend is drawn: watch changed by more than 25% (48 h of watch against 216 h)" in found.words


@pytest.mark.parametrize(
    ("now", "before", "why"),
    [
        pytest.param(
            Watched(0, None), Watched(60, 216), "this period: no watch recorded", id="not known now"
        ),
        pytest.param(
            Watched(4, 96), Watched(2, None), "previous period: no watch recorded", id="not known then"
        ),
        pytest.param(
            Watched(4, 96), Watched(0, 0), "previous period: no hours watched", id="nobody looked then"
        ),
    ],
)
def test_without_known_effort_the_comparison_is_suppressed(now, before, why):
    found = compare(now, before)
    assert (found.standing, found.change) == (Standing.SUPPRESSED, None)
    assert why in found.words


def test_a_change_of_just_a_quarter_still_stands():
    assert compare(Watched(1, 75), Watched(1, 100)).standing is Standing.COMPARABLE
    assert compare(Watched(1, 74), Watched(1, 100)).standing is Standing.FLAGGED
