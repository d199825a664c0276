"""Which map of a zone is in force when: the periods that its versions divide time into."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

import polars as pl

from holdfire.agreement.zones import Zone, ZoneVersion


@dataclass(frozen=True, slots=True)
class MapPeriod:
    """From `start` up to `end` (None: open) this map is the one in force; `version` None: no map is."""

    start: datetime | None
    end: datetime | None
    version: ZoneVersion | None

    def touched(self) -> pl.Expr:
        """Whether an incident may have happened in this period; one of unknown time may have."""
        before = pl.lit(True) if self.end is None else pl.col("when_start") < self.end
        after = pl.lit(True) if self.start is None else pl.col("when_end") > self.start
        return (pl.col("when_start").is_null() | pl.col("when_end").is_null() | (before & after)).fill_null(
            True
        )


def map_periods(zone: Zone) -> tuple[MapPeriod, ...]:
    """All of time, cut where another map of the zone comes into force or ceases.

    Where two maps hold at once the later start wins, as `Zone.version_at` has it.
    """
    cuts = {version.start for version in zone.versions}
    cuts |= {version.end for version in zone.versions if version.end is not None}
    edges: list[datetime | None] = [None, *sorted(cuts), None]
    periods: list[MapPeriod] = []
    for start, end in pairwise(edges):
        moment = start if start is not None else datetime.min.replace(tzinfo=UTC)
        version = zone.version_at(moment)
        if periods and periods[-1].version is version:
            periods[-1] = MapPeriod(periods[-1].start, end, version)
        else:
            periods.append(MapPeriod(start, end, version))
    return tuple(periods)
