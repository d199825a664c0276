"""A source that sends its own id again has revised its claim: the later one stands, both are readable."""

from datetime import timedelta

import pytest
from claim_rows import TAKEN_IN, report, table

from holdfire.errors import IncidentError
from holdfire.incidents.claims import standing_claims


def test_the_later_version_of_a_source_key_stands():
    later = TAKEN_IN + timedelta(days=1)
    claims = standing_claims(
        table(
            report("r-new", "ocha", source_key="17", received=later, killed_best=3),
            report("r-old", "ocha", source_key="17", killed_best=2),
        )
    )
    assert claims.standing["report_id"].to_list() == ["r-new"]
    assert claims.superseded.rows() == [("r-old", "r-new")]


def test_two_sources_may_use_the_same_key():
    claims = standing_claims(table(report("r-a", "x", source_key="1"), report("r-b", "y", source_key="1")))
    assert claims.superseded.is_empty()


def test_reports_without_a_key_are_never_revisions():
    claims = standing_claims(table(report("r-a", "x"), report("r-b", "x")))
    assert claims.standing.height == 2


def test_a_report_is_fused_once():
    with pytest.raises(IncidentError, match="r-a is there more than once"):
        standing_claims(table(report("r-a", "x"), report("r-a", "x")))
