"""Sources: a file comes in whole or is refused, and each row in quarantine says why."""

import pytest
from seats_taken import At

from holdfire.mission.folder import Mission
from holdfire.web.pages.sources import plain_name

HEAD = "source_key,act,when_start,when_end,when_precision,lon,lat,radius_m,where_precision\n"
GOOD = "k1,fire/shelling,2017-06-02T10:00Z,2017-06-02T11:00Z,hour,36.6,35.9,500,exact\n"
BAD = "k2,fire/shelling,2017-06-02T10:00Z,2017-06-02T11:00Z,hour,36.6,135.9,500,exact\n"


def take(at: At, name: str, text: str, source: str = "holdfire"):  # type: ignore[no-untyped-def]
    files = {"file": (name, text.encode(), "text/csv")}
    return at.as_("officer").post("/api/sources/take-in", files=files, data={"source": source})


def test_every_row_is_accounted_for(at: At) -> None:
    done = take(at, "morning.csv", HEAD + GOOD + BAD)
    assert done.status_code == 200, done.text
    said = "morning.csv: 2 rows read = 1 accepted + 0 known already + 1 in quarantine."
    assert done.json()["said"] == said
    told = at.as_("officer").get("/api/sources").json()
    (defect,) = [each for each in told["defects"] if each["file"] == "morning.csv"]
    assert (defect["line"], defect["column"], defect["value"]) == (3, "lat", "135.9")
    page = at.as_("officer").get("/sources").text
    assert "morning.csv" in page
    assert "135.9" in page


def test_a_file_that_is_no_table_is_refused_whole(at: At) -> None:
    before = Mission.open(at.folder).journal.length
    refused = take(at, "x.csv", "hello,world\n1,2\n")
    assert refused.status_code == 409
    assert refused.json()["advice"]
    assert Mission.open(at.folder).journal.length == before


def test_a_source_that_is_not_there_is_refused_by_name(at: At) -> None:
    refused = take(at, "x.csv", HEAD + GOOD, "../../etc/passwd")
    assert refused.json()["what"] == "There is no source '../../etc/passwd'."


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\morning.csv", "morning.csv"),
        ("<img src=x>.csv", "_img src_x_.csv"),
        ("...", "file"),
        ("", "file"),
        ("صباح.csv", "صباح.csv"),
    ],
)
def test_a_name_from_outside_is_no_path(given: str, kept: str) -> None:
    assert plain_name(given) == kept


def test_the_quarantine_is_the_desks_own(at: At) -> None:
    assert at.as_("delegate").get("/api/sources").status_code == 403
