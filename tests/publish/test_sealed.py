"""The sealed dataset: one digest over the content, whatever the order of its rows."""

from datetime import datetime, timedelta, timezone

import pytest
from small_case import INCIDENT_ROWS, SEALED, WATCH_ROWS, sealed

from holdfire.errors import HoldfireError, PublishError
from holdfire.incidents.table import INCIDENTS
from holdfire.reports.table import WATCH


def test_the_same_claims_in_another_order_have_the_same_digest():
    turned = sealed(incidents=INCIDENTS.of(reversed(INCIDENT_ROWS)))
    assert turned.digest == sealed().digest


def test_the_moment_of_sealing_is_no_part_of_the_digest():
    assert sealed(generated_at=SEALED + timedelta(hours=1)).digest == sealed().digest


def test_a_record_without_cases_has_the_digest_that_it_had_before_there_were_any():
    """Computed by the version that knew no cases and no tracks: issued bulletins name such digests."""
    assert sealed().digest == "a28164efe312ef3eb63980bf4a2ffdca213a51e96d868c28d52137b5d5fc82ce"


def test_a_track_of_a_patrol_is_part_of_the_digest():
    rows = [*WATCH_ROWS[:-1], dict(WATCH_ROWS[-1]) | {"track": "POINT (36.1 35.2)"}]
    assert sealed(watch=WATCH.of(rows)).digest != sealed().digest


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"incidents": INCIDENTS.of(INCIDENT_ROWS[1:])}, id="an incident less"),
        pytest.param({"quarantined": 4}, id="a row more in quarantine"),
        pytest.param({"inputs": ()}, id="other inputs"),
    ],
)
def test_any_change_of_content_changes_the_digest(more):
    assert sealed(**more).digest != sealed().digest


def test_a_local_time_of_sealing_is_refused():
    with pytest.raises(PublishError, match=r"which is not UTC\. Pass it through utc"):
        sealed(generated_at=datetime(2017, 6, 16, 7, tzinfo=timezone(timedelta(hours=3))))


def test_a_frame_of_another_kind_is_refused():
    with pytest.raises(HoldfireError, match="Not a table of incidents"):
        sealed(incidents=sealed().watch)
