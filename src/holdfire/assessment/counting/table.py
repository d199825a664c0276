"""What counting reads and what it makes: OBSERVATIONS, WHEREABOUTS and COUNTS."""

import polars as pl

from holdfire.columns import INSTANT, NAMES, Column, Table

THIS_RECORD = "this record"
"""The observer of the fused incidents: no party counted them, this record did."""

KINDS = ("report", "incident")

OBSERVATIONS = Table(
    "observations",
    "One row, one claim of an act by one observer, made ready to be counted in any unit.",
    (
        Column("observation_id", pl.String, "The report's id; of the fused record, the incident's."),
        Column("kind", pl.String, "report, or incident for the fused record."),
        Column(
            "observer",
            pl.String,
            "Whose register it stands in (a party id), else its source; for incidents: this record.",
        ),
        Column(
            "relayed",
            pl.Boolean,
            "Whether somebody else sent in what this observer is said to have stated, and the observer's own "
            "report of it was not found: it may repeat one that is counted.",
        ),
        Column("repeats", NAMES, "Reports that say the same for the same origin, counted with it.", "none"),
        Column("when_start", INSTANT, "Earliest instant it may mean.", "time not stated"),
        Column("when_end", INSTANT, "End of the span it may mean, not included.", "time not stated"),
        Column("when_precision", pl.String, "A moments.TimePrecision.", "time not stated"),
        Column("lon", pl.Float64, "Longitude, degrees WGS 84; only of a disc.", "not a disc"),
        Column("lat", pl.Float64, "Latitude, degrees WGS 84; only of a disc.", "not a disc"),
        Column("radius_m", pl.Float64, "It lies within so many metres of the point.", "not a disc"),
        Column("where_precision", pl.String, "A places.PlacePrecision."),
        Column("act", pl.String, "A code of reports.act.", "not stated"),
        Column("actor", NAMES, "Ids of the parties or groups meant, sorted.", "not stated or not known"),
        Column("target", NAMES, "Ids of the parties or groups meant, sorted.", "not stated or not known"),
        Column("direction_stated", pl.Boolean, "Whether it says who acted against whom.", "not known"),
        Column("unit", pl.String, "Unit of count in which the report gives a number.", "not stated"),
        Column("count", pl.Int64, "How many of that unit.", "not stated"),
        Column("killed_low", pl.Int32, "Persons killed, low figure.", "not stated"),
        Column("killed_best", pl.Int32, "Persons killed, best figure.", "not stated"),
        Column("killed_high", pl.Int32, "Persons killed, high figure.", "not stated"),
    ),
)

WHEREABOUTS = Table(
    "whereabouts",
    "Where an observation lies or may lie, area by area; no row says that it lies outside.",
    (
        Column("observation_id", pl.String, "The observation."),
        Column("area", pl.String, "Id of the zone, belt or unit."),
        Column(
            "inside",
            pl.Boolean,
            "True where it lies inside beyond doubt, by each map that was in force at a time it may mean.",
            "it may lie inside",
        ),
    ),
)

COUNTS = Table(
    "counts",
    "One row, one count: by one observer, in one unit, of one span and area. Rows of two observers are never "
    "added; nor are those of two units.",
    (
        Column("unit", pl.String, "Id of the unit of count."),
        Column(
            "rule_version", pl.String, "Unit, version of its rule, and 12 hex digits of its file's SHA-256."
        ),
        Column("counts", pl.String, "What is counted, in words."),
        Column("observer", pl.String, "Who observed; for the fused record: this record."),
        Column("span_start", INSTANT, "Start of the span."),
        Column("span_end", INSTANT, "End of the span, not included."),
        Column("cut_off", pl.String, "Cut-off and time zone of the reporting day."),
        Column("area", pl.String, "Id of the zone, belt or unit.", "everywhere"),
        Column("map_version", pl.String, "The map the area was counted by.", "everywhere: no map is used"),
        Column("lower", pl.Int64, "At least so many."),
        Column("upper", pl.Int64, "At most so many.", "no upper bound can be told"),
        Column("flagged", pl.Int64, "How many of the lower bound are assessed as training."),
        Column("ids", NAMES, "Observations behind the lower bound, sorted."),
        Column(
            "perhaps_ids", NAMES, "Observations that may add to it, and only raise the upper bound, sorted."
        ),
        Column("why", NAMES, "Why lower and upper differ, and remarks, in words."),
    ),
)
