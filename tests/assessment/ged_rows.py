"""Rows of UCDP GED as incidents, read plainly: a stand-in for intake and fusion in tests of the rules."""

from pathlib import Path

import polars as pl

from holdfire.incidents.table import INCIDENTS

SIDES = {
    "Government of Syria": "syria",
    "Syrian insurgents": "opposition",
    "IS": "isil",
    "SDF": "sdf",
    "Government of Turkey": "turkey",
    "Government of Russian Federation": "russia",
    "Jabhat Fateh al-Sham": "nusra",
    "Hayat Tahrir al-Sham": "nusra",
    "Civilians": "civilians",
}
_PRECISION = {1: "exact", 2: "near", 3: "adm2", 4: "adm1", 5: "region", 6: "country", 7: "unknown"}
_RADIUS = {1: 2000.0, 2: 25000.0}
_TIME = {1: "day", 2: "range", 3: "week", 4: "month", 5: "year"}


def ged_incidents(shared: Path) -> pl.DataFrame:
    """All rows of the file, each an incident of its own; sides without direction unless one-sided."""
    raw = pl.read_csv(
        shared / "ucdp_ged_syria" / "ged_syria_20160101_20191130.csv.gz", infer_schema_length=None
    )
    one_sided = pl.col("type_of_violence") == 3

    def instant(column: str) -> pl.Expr:
        return (
            pl.col(column)
            .cast(pl.String)
            .str.slice(0, 10)
            .str.to_datetime("%Y-%m-%d", time_unit="us")
            .dt.replace_time_zone("UTC")
        )

    def side(column: str) -> pl.Expr:
        known = pl.col(column).replace_strict(SIDES, default=None, return_dtype=pl.String)
        return pl.when(known.is_not_null()).then(pl.concat_list(known))

    frame = raw.select(
        incident_id=pl.format("i-{}", pl.col("id")),
        when_start=instant("date_start"),
        when_end=instant("date_end").dt.offset_by("1d"),
        when_precision=pl.col("date_prec").replace_strict(_TIME, return_dtype=pl.String),
        lon=pl.col("longitude").cast(pl.Float64),
        lat=pl.col("latitude").cast(pl.Float64),
        radius_m=pl.col("where_prec").replace_strict(_RADIUS, default=None, return_dtype=pl.Float64),
        where_precision=pl.col("where_prec").replace_strict(_PRECISION, return_dtype=pl.String),
        adm1="adm_1",
        adm2="adm_2",
        act=pl.when(one_sided).then(pl.lit("fire/against-civilians")).otherwise(pl.lit("fire")),
        actor=side("side_a"),
        target=side("side_b"),
        direction_stated=one_sided,
        killed_civilians=pl.col("deaths_civilians").cast(pl.Int32),
        report_ids=pl.concat_list(pl.format("r-{}", pl.col("id"))),
        sources=pl.concat_list(pl.lit("ucdp-ged")),
    )
    missing = [
        pl.lit(None, dtype=column.dtype).alias(column.name)
        for column in INCIDENTS.columns
        if column.name not in frame.columns
    ]
    return INCIDENTS.checked(frame.with_columns(missing).select(INCIDENTS.names))
