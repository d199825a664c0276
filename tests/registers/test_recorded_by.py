"""Which incident stands in whose own list: what may be counted over that observer's hours."""

from datetime import UTC, datetime

from holdfire.incidents.table import MEMBERSHIP
from holdfire.registers.recorded_by import recorded_by
from holdfire.reports.table import REPORTS

HOLDERS = {"list-of-turkey": "turkey", "list-of-russia": "russia"}


def report(number, source, origin=None):
    return {
        "report_id": f"r-{number}",
        "source": source,
        "origin": origin,
        "received": datetime(2017, 6, 15, tzinfo=UTC),
        "where_precision": "unknown",
        "raw_file": "list.csv",
        "raw_file_sha256": "0" * 64,
        "raw_line": 2,
    }


def rows(*reports, holders=HOLDERS):
    """Each report is an incident of its own, but r-10 is of the incident of r-1."""
    member = [
        {"report_id": each["report_id"], "incident_id": f"i-{each['report_id'][2:3]}", "probability": 1.0}
        for each in reports
    ]
    return recorded_by(REPORTS.of(reports), MEMBERSHIP.of(member), holders).rows()


def test_an_incident_is_of_each_register_that_holds_a_report_of_it():
    found = rows(report(1, "list-of-turkey"), report(10, "list-of-russia"), report(2, "list-of-turkey"))
    assert found == [("russia", "i-1"), ("turkey", "i-1"), ("turkey", "i-2")]


def test_what_a_source_without_a_register_told_is_in_nobodys_list():
    assert rows(report(1, "a-network", "someone"), report(2, "list-of-turkey")) == [("turkey", "i-2")]


def test_a_relay_counts_where_it_names_the_observer_and_not_on_a_word_that_one_list_alone_uses():
    found = rows(
        report(1, "list-of-turkey", "post 4"),
        report(2, "an-outlet", "turkey"),
        report(3, "an-outlet", "post 4"),
    )
    assert found == [("turkey", "i-1"), ("turkey", "i-2")]


def test_a_list_that_holds_no_incident_is_on_file_all_the_same():
    """Its reports may all be claims made out of tallies, which are no incidents; zero is not unknown."""
    reports = REPORTS.of([report(1, "list-of-russia")])
    assert recorded_by(reports, MEMBERSHIP.empty(), HOLDERS).rows() == [("russia", None)]


def test_a_register_whose_list_was_never_taken_in_has_no_row():
    assert rows(report(1, "list-of-turkey"), holders=HOLDERS) == [("turkey", "i-1")]
    assert rows(report(1, "a-network"), holders={}) == []
