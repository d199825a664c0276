"""Sources: a file comes in whole or is refused, and each row in quarantine says why."""

from urllib.parse import parse_qs, urlsplit

import pytest
from house import House
from seats_taken import At

from holdfire.mission.folder import Mission
from holdfire.web.pages.sources import plain_name

HEAD = "source_key,act,when_start,when_end,when_precision,lon,lat,radius_m,where_precision\n"
ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")
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


def test_the_form_leads_to_what_became_of_every_row(at: At) -> None:
    files = {"file": ("morning.csv", (HEAD + GOOD + BAD).encode(), "text/csv")}
    led = at.as_("officer").post("/sources/take-in", files=files, data={"source": "holdfire"})
    assert led.status_code == 303
    line = int(parse_qs(urlsplit(led.headers["location"]).query)["taken"][0])
    taken = at.as_("officer").get(f"/api/sources?taken={line}").json()["taken"]
    assert (taken["file"], taken["line"]) == ("morning.csv", Mission.open(at.folder).journal.length)
    assert taken["read"] == taken["accepted"] + taken["duplicate"] + taken["quarantined"] == 2
    page = at.as_("officer").get(led.headers["location"]).text.translate(ISOLATES)
    assert "2 rows read = 1 accepted + 0 known already + 1 in quarantine" in page
    assert taken["sha256"] in page


def test_a_source_tells_its_reports_and_the_share_that_went_to_quarantine(at: At) -> None:
    take(at, "morning.csv", HEAD + GOOD + BAD)
    told = at.as_("officer").get("/api/sources").json()["sources"]
    one = next(each for each in told if each["slug"] == "holdfire")
    assert one["share"] == one["quarantined"] / one["read"]
    assert one["waiting"] == 1
    assert one["reports"] == Mission.open(at.folder).reports().filter(source="holdfire").height
    assert one["last"].startswith("2017-07-01T12:00")


def test_a_corrected_file_of_the_same_name_takes_its_rows_out_of_the_queue(at: At) -> None:
    take(at, "morning.csv", HEAD + GOOD + BAD)
    assert at.as_("officer").get("/api/sources?source=holdfire").json()["rows"] == 1
    take(at, "morning.csv", HEAD + GOOD + BAD.replace("135.9", "35.9"))
    told = at.as_("officer").get("/api/sources?source=holdfire").json()
    assert (told["rows"], told["number"], told["defects"]) == (0, 0, [])
    assert next(each for each in told["sources"] if each["slug"] == "holdfire")["waiting"] == 0


def test_quarantine_is_of_one_source_where_it_is_asked_for(at: At) -> None:
    take(at, "morning.csv", HEAD + BAD)
    assert at.as_("officer").get("/api/sources?source=nobody").json()["number"] == 0
    told = at.as_("officer").get("/api/sources?source=holdfire").json()
    assert {each["source"] for each in told["defects"]} == {"holdfire"}


def test_a_value_and_a_name_that_would_run_are_shown_as_they_are(at: At) -> None:
    bad = BAD.replace("135.9", '"<script>alert(1)</script>"')
    take(at, "<img src=x onerror=alert(2)>.csv", HEAD + bad)
    page = at.as_("officer").get("/sources").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_file_that_is_too_large_is_refused_in_words(at: At, house: House) -> None:
    refused = take(at, "big.csv", HEAD + " " * 20_000_000)
    assert refused.status_code == 400
    assert refused.json()["what"] == "The file has more than 20,000,000 bytes."
    files = {"file": ("big.csv", b" " * 20_200_000, "text/csv")}
    sent = house.signed_in().post("/api/sources/take-in", files=files, data={"source": "holdfire"})
    assert sent.status_code == 413, "the guard stops it before it is read"


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
        ("a\u202egpj.csv", "a_gpj.csv"),
        ("/" + "𐎠" * 200 + ".csv", "𐎠" * 29 + ".csv"),
    ],
)
def test_a_name_from_outside_is_no_path(given: str, kept: str) -> None:
    assert plain_name(given) == kept


def test_the_quarantine_is_the_desks_own(at: At) -> None:
    assert at.as_("delegate").get("/api/sources").status_code == 403
    assert at.as_("observer").post("/api/sources/take-in").status_code == 403
