"""A field that was left empty says nothing, and is no fault of whoever left it: forms send every field."""

import pytest
from seats_taken import At

from holdfire.web.field.report import FieldReport
from holdfire.web.pages.centre_acts.patrols import Outcome
from holdfire.web.pages.centre_acts.works import Progress

ID = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_number_is_not_known_and_no_fault(empty: str | None) -> None:
    told = {"outcome": "completed", "minutes": empty}
    assert Outcome.model_validate(told).minutes is None
    assert Progress.model_validate({"on": "2017-06-01", "percent": empty}).percent is None
    numbers = ("distance_km", "lat", "lon", "radius_m", "killed", "injured")
    report = FieldReport.model_validate({"report_id": ID} | dict.fromkeys(numbers, empty))
    assert all(getattr(report, name) is None for name in numbers)


@pytest.mark.parametrize("told", [{"killed": -1}, {"killed": 100_001}, {"lat": 91}, {"radius_m": 0}])
def test_a_bound_holds_for_a_number_that_is_there(told: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(told))):
        FieldReport.model_validate({"report_id": ID} | told)


def test_a_report_with_empty_fields_is_kept(at: At) -> None:
    told = {
        "report_id": ID,
        "killed": "",
        "injured": "",
        "lat": "",
        "lon": "",
        "radius_m": "",
        "distance_km": "",
    }
    answer = at.as_("reporter").post("/reports", data=told)
    assert (answer.status_code, answer.headers["location"]) == (303, "/report#sent")


def test_a_day_is_written_as_one_and_a_number_is_none(at: At) -> None:
    """A library would take 1496275200 for the seconds since 1970, and be wrong by a day in half the zones."""
    refused = at.as_("officer").get("/api/bulletins/draft/1496275200/public")
    assert refused.status_code == 422, refused.text
    assert "a day is written as 2017-06-15" in refused.json()["what"]
