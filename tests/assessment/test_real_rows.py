"""All rows of UCDP GED for Syria, taken in, fused and held against the Astana pack."""

from datetime import UTC, datetime

import polars as pl
import pytest

from holdfire.agreement.names import actor_names
from holdfire.agreement.reading import library_pack, load_pack
from holdfire.assessment.explaining import explain_each
from holdfire.assessment.placing import place
from holdfire.assessment.rules import assess
from holdfire.incidents.fusing import fuse
from holdfire.incidents.match_rules import MatchRules
from holdfire.places.library import library_units
from holdfire.reports.actors import ActorBook
from holdfire.reports.identity import KnownIds
from holdfire.reports.intake import IntakeContext, take_in
from holdfire.reports.source_map import library_source, read_source_map

ASTANA = load_pack(library_pack("astana"))


def reports(file, slug: str) -> pl.DataFrame:
    source, faults = read_source_map(library_source(slug))
    assert source, faults
    context = IntakeContext(
        actors=ActorBook(actor_names(ASTANA)),
        known=KnownIds(),
        received=datetime(2020, 1, 10, tzinfo=UTC),
        zone=ASTANA.time_zone,
        latest=datetime(2020, 1, 11, tzinfo=UTC),
        progress=lambda _: None,
    )
    return pl.concat([batch.accepted for batch in take_in(file, source, context)])


@pytest.fixture(scope="module")
def ged(shared) -> pl.DataFrame:
    return reports(shared / "ucdp_ged_syria" / "ged_syria_20160101_20191130.csv.gz", "ucdp-ged")


@pytest.fixture(scope="module")
def incidents(ged) -> pl.DataFrame:
    return fuse(ged, [], MatchRules()).incidents


def test_each_row_of_one_source_stays_an_incident_of_its_own(ged, incidents):
    assert incidents.height == ged.height == 16_566
    assert incidents["report_ids"].list.len().unique().to_list() == [1]


def test_one_release_printed_in_two_files_is_found_again(shared, ged):
    """7,437 rows stand in a second file; GED's own id, which fusion does not look at, is the truth."""
    slim = reports(shared / "ucdp_ged_syria" / "ged_syria_2017_2018h1_slim.csv", "ucdp-ged-slim")
    both = pl.concat([ged, slim])
    membership = fuse(both, [], MatchRules()).membership.join(
        both.select("report_id", "source_key"), on="report_id"
    )
    joined = membership.group_by("incident_id").agg(pl.len(), keys=pl.col("source_key").n_unique())
    two = joined.filter(pl.col("len") == 2)
    right = two.filter(pl.col("keys") == 1).height
    assert joined["len"].max() == 2
    assert right / two.height > 0.95
    assert right / slim.height > 0.90


def test_findings_of_all_rows_agree_with_their_explanations(incidents):
    units = library_units("SY")
    placement = place(incidents, ASTANA, units)
    findings = assess(incidents, placement, ASTANA)
    # GED names the Government's opponents by an umbrella and its other rows fall within one side or outside
    # the agreement, so no row alone shows a breach between the sides.
    assert set(findings["verdict"]) == {"no breach", "undetermined"}
    some = incidents.gather_every(40)
    told = explain_each(
        some, placement.filter(pl.col("incident_id").is_in(some["incident_id"].to_list())), ASTANA
    )
    explained = {(each.incident_id, each.provision_id): each.verdict for each in told if not each.ruled_out}
    stored = findings.join(some.select("incident_id"), on="incident_id", how="semi")
    batch = {
        tuple(row[:2]): row[2] for row in stored.select("incident_id", "provision", "verdict").iter_rows()
    }
    assert batch == explained


def test_a_row_known_only_to_the_province_is_never_inside_or_outside_a_part_of_it(incidents):
    placement = place(incidents, ASTANA, library_units("SY"))
    idlib = incidents.filter(pl.col("where_precision") == "adm1", pl.col("adm1").str.starts_with("Idlib"))
    lies = idlib.join(placement.filter(pl.col("zone") == "idlib-belt"), on="incident_id")
    assert idlib.height > 0
    assert lies["inside"].drop_nulls().is_empty()
