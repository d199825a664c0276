"""The release gate on what real sources wrote: a clean bulletin passes, and a leaking one does not."""

from datetime import UTC, date, datetime, time

import polars as pl
import pytest

from holdfire.agreement.names import actor_names
from holdfire.agreement.reading import library_pack, load_pack
from holdfire.assessment.placing import place
from holdfire.assessment.rules import assess
from holdfire.errors import PublishError
from holdfire.incidents.fusing import fuse
from holdfire.incidents.match_rules import MatchRules
from holdfire.mission.as_of import completed
from holdfire.moments import ReportingDay
from holdfire.places.library import library_units
from holdfire.publish import bulletin as composing
from holdfire.publish.bulletin import compose
from holdfire.publish.edition import Edition
from holdfire.publish.gate import refuse_leaks
from holdfire.publish.issue import made
from holdfire.publish.sealed import SealedDataset
from holdfire.reports.actors import ActorBook
from holdfire.reports.identity import KnownIds
from holdfire.reports.intake import IntakeContext, take_in
from holdfire.reports.source_map import library_source, read_source_map
from holdfire.reports.table import TALLIES, WATCH

ASTANA = load_pack(library_pack("astana"))
TAKEN = datetime(2020, 1, 10, tzinfo=UTC)
DAY = date(2017, 9, 20)


@pytest.fixture(scope="module")
def autumn(shared) -> SealedDataset:
    """What UCDP GED has of Syria in September 2017, sealed."""
    file = shared / "ucdp_ged_syria" / "ged_syria_20160101_20191130.csv.gz"
    source, faults = read_source_map(library_source("ucdp-ged"))
    assert source, faults
    book = ActorBook(actor_names(ASTANA))
    context = IntakeContext(book, KnownIds(), TAKEN, ASTANA.time_zone, TAKEN, lambda more: None)
    rows = pl.concat([batch.accepted for batch in take_in(file, source, context)])
    start, end = datetime(2017, 9, 1, tzinfo=UTC), datetime(2017, 10, 1, tzinfo=UTC)
    rows = rows.filter(pl.col("when_start").is_between(start, end))
    fused, units = fuse(rows, [], MatchRules()), library_units("SY")
    placement = place(fused.incidents, ASTANA, units)
    return SealedDataset(
        agreement=ASTANA,
        incidents=fused.incidents,
        membership=fused.membership,
        placement=placement,
        findings=assess(fused.incidents, placement, ASTANA),
        tallies=TALLIES.empty(),
        watch=WATCH.empty(),
        reports=rows,
        reporting_day=ReportingDay(time(), ASTANA.time_zone, False),
        units=units,
        quarantined=0,
        mission_name="Idlib",
        inputs=(("ged_syria.csv", "ab" * 32),),
        generated_at=TAKEN,
        publication_key="5eed" * 16,
    )


def looked_through(dataset: SealedDataset, edition: Edition) -> int:
    bulletin = compose(dataset, DAY, edition)
    assert len(bulletin.annex) > 20
    return refuse_leaks(bulletin, made(bulletin, ())[0], dataset)


@pytest.mark.parametrize("edition", list(Edition))
def test_a_day_of_ucdp_ged_passes_in_every_edition(autumn, edition):
    """Its origins are called "SOHR", "activists", "Twitter" and the like: none stands in a bulletin."""
    assert (looked_through(autumn, edition) > 1000) is (edition is not Edition.UN)


@pytest.mark.parametrize("edition", list(Edition))
def test_a_day_of_an_exercise_passes_in_every_edition(mission, edition):
    dataset = completed(mission, mission.sealed())
    for day in (date(2017, 6, 2), date(2017, 6, 3)):
        bulletin = compose(dataset, day, edition)
        refuse_leaks(bulletin, made(bulletin, ())[0], dataset)


def test_a_day_of_ucdp_ged_without_redaction_does_not_pass(autumn, monkeypatch):
    monkeypatch.setattr(composing, "redact", lambda dataset, edition: dataset)
    with pytest.raises(PublishError, match=r"name of a source in bulletin\.html: .*ucdp-ged"):
        looked_through(autumn, Edition.PARTIES)
