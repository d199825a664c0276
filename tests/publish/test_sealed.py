"""The sealed dataset: one digest over the content, whatever the order of its rows."""

from datetime import datetime, timedelta, timezone

import pytest
from small_case import INCIDENT_ROWS, SEALED, sealed

from holdfire.errors import HoldfireError, PublishError
from holdfire.incidents.table import INCIDENTS


def test_the_same_claims_in_another_order_have_the_same_digest():
    turned = sealed(incidents=INCIDENTS.of(reversed(INCIDENT_ROWS)))
    assert turned.digest == sealed().digest


def test_the_moment_of_sealing_is_no_part_of_the_digest():
    assert sealed(generated_at=SEALED + timedelta(hours=1)).digest == sealed().digest


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
