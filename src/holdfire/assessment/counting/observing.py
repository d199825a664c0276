"""Reports and incidents made ready to be counted: one row, one claim of one observer.

Standing claims only: what a source has revised is not counted beside its revision. Whose count a
report belongs to is the register it stands in, where the caller knows registers, else its source. What
an outlet relays of an observer and the observer also sent in itself is one claim; the record holds
them to be one where their reports belong to one incident and have one origin.
"""

import polars as pl

from holdfire.assessment.counting.table import OBSERVATIONS, THIS_RECORD
from holdfire.columns import NAMES
from holdfire.incidents.claims import standing_claims
from holdfire.incidents.evidence.comparable import is_disc
from holdfire.incidents.table import INCIDENTS, MEMBERSHIP

NO_REGISTERS = pl.DataFrame(schema={"report_id": pl.String, "register": pl.String, "own": pl.Boolean})


def observations(
    reports: pl.DataFrame, membership: pl.DataFrame, registers: pl.DataFrame = NO_REGISTERS
) -> pl.DataFrame:
    """OBSERVATIONS of the standing reports.

    `registers`: report_id, register (party id) and own (false for a relay by somebody else), for
    those reports that stand in one. `membership` may be empty: then nothing is held to be a repeat.
    """
    incident_of = MEMBERSHIP.checked(membership).select("report_id", "incident_id")
    register_of = registers.select("report_id", "register", "own")
    claims = (
        standing_claims(reports)
        .standing.join(register_of, on="report_id", how="left", maintain_order="left")
        .join(incident_of, on="report_id", how="left", maintain_order="left")
        .with_columns(
            observer=pl.coalesce("register", "source"),
            relayed=pl.col("register").is_not_null() & ~pl.col("own").fill_null(True),
        )
    )
    return _as_observations(_once_an_origin(claims), "report", "report_id")


def incident_observations(incidents: pl.DataFrame) -> pl.DataFrame:
    """OBSERVATIONS of the fused record: each incident one, observed by nobody but this record."""
    bare = INCIDENTS.checked(incidents).with_columns(
        observer=pl.lit(THIS_RECORD),
        relayed=pl.lit(False),
        repeats=pl.lit(None, NAMES),
        unit=pl.lit(None, pl.String),
        count=pl.lit(None, pl.Int64),
    )
    return _as_observations(bare, "incident", "incident_id")


def _once_an_origin(claims: pl.DataFrame) -> pl.DataFrame:
    """Of one observer's claims of one origin in one incident, those of one source; the rest are `repeats`.

    The observer's own source stands before any that relays it, then the slug decides. Two rows of one
    source stay two: what a source lists apart, it holds apart.
    """
    same = ("observer", "origin", "incident_id")
    known = pl.all_horizontal(pl.col("origin", "incident_id").is_not_null())
    ordered = claims.sort("relayed", "source", "report_id")
    first = pl.col("source").first().over(same)
    stands = ~known | (pl.col("source") == first)
    told = ordered.with_columns(stands=stands)
    repeats = told.filter(~pl.col("stands")).group_by(same).agg(pl.col("report_id").sort().alias("repeats"))
    leads = told.filter(pl.col("stands")).with_columns(
        lead=known & (pl.col("report_id") == pl.col("report_id").min().over(same))
    )
    return leads.join(repeats, on=same, how="left").with_columns(
        repeats=pl.when("lead").then("repeats").otherwise(pl.lit(None, NAMES))
    )


def _as_observations(claims: pl.DataFrame, kind: str, key: str) -> pl.DataFrame:
    disc = is_disc()
    named = ("observer", "relayed", "repeats", "when_start", "when_end", "when_precision", "where_precision")
    frame = claims.select(
        pl.col(key).alias("observation_id"),
        pl.lit(kind).alias("kind"),
        *named,
        *(pl.when(disc).then(name).alias(name) for name in ("lon", "lat", "radius_m")),
        "act",
        *(_sides(name) for name in ("actor", "target")),
        *("direction_stated", "unit", "count", "killed_low", "killed_best", "killed_high"),
    )
    return OBSERVATIONS.checked(frame.select(OBSERVATIONS.names).sort("observation_id"))


def _sides(name: str) -> pl.Expr:
    """The ids sorted, each once; null where the list is empty."""
    sides = pl.col(name).list.unique().list.sort()
    return pl.when(sides.list.len() > 0).then(sides).alias(name)
