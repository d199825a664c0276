"""A place that no report names is told by the town nearest to its point, in the reader's language."""

import pytest
from seats_taken import At

from holdfire.mission.folder import Mission
from holdfire.web.held import Keeper
from holdfire.web.nearest import near, towns


@pytest.mark.parametrize(
    ("lon", "lat", "told"),
    [(36.63, 35.93, (0, "Idlib")), (36.63, 36.02, (10, "Idlib")), (0.0, 51.5, None)],
)
def test_the_nearest_town_and_how_far_off(
    trained, lon: float, lat: float, told: tuple[int, str] | None
) -> None:  # type: ignore[no-untyped-def]
    found = near(towns(Keeper(trained).held()), lon, lat, "en")
    if told is None:
        assert found is None, "what is far from every town is not told by one"
    else:
        assert found is not None
        assert found.km <= told[0] + 1
        assert found.town


def test_the_queue_names_a_town_where_no_report_names_the_place(at: At) -> None:
    rows = at.as_("officer").get("/api/queue").json()["rows"]
    unnamed = [row for row in rows if row["place"] is None and row["lon"] is not None]
    assert unnamed
    assert all(row["near"] for row in unnamed)
    assert Mission.open(at.folder).settings.countries == ("SY",)
