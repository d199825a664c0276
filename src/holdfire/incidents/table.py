"""Incidents: what several claims together say, and which claim belongs to which."""

import polars as pl

from holdfire.columns import INSTANT, NAMES, Column, Table

INCIDENTS = Table(
    "incidents",
    "One row, one thing that is held to have happened, put together from one or more reports.",
    (
        Column("incident_id", pl.String, "i- and the 20 hex digits of the smallest id among its reports."),
        Column("when_start", INSTANT, "Earliest instant it may mean.", "time not known"),
        Column("when_end", INSTANT, "End of the span it may mean, not included.", "time not known"),
        Column(
            "when_precision", pl.String, "The best moments.TimePrecision among its reports.", "time not known"
        ),
        Column("lon", pl.Float64, "Longitude of the best-known point.", "no point known"),
        Column("lat", pl.Float64, "Latitude of the best-known point.", "no point known"),
        Column("radius_m", pl.Float64, "It lies within so many metres of the point.", "not a disc"),
        Column("where_precision", pl.String, "The best places.PlacePrecision among its reports."),
        Column("place_as_written", pl.String, "Place name of the report the point is from.", "no name given"),
        Column("adm1", pl.String, "First-level unit, as that report names or codes it.", "not stated"),
        Column("adm2", pl.String, "Second-level unit, as that report names or codes it.", "not stated"),
        Column("act", pl.String, "The narrowest act that no report contradicts.", "not known"),
        Column(
            "actor",
            NAMES,
            "Ids of the parties or groups said to have acted.",
            "not known, or reports disagree",
        ),
        Column(
            "target", NAMES, "Ids of the parties or groups acted against.", "not known, or reports disagree"
        ),
        Column(
            "actor_disputed",
            NAMES,
            "Every id that some report names as actor, where the reports contradict each other.",
            "no contradiction",
        ),
        Column(
            "direction_stated",
            pl.Boolean,
            "Whether a report that names the actor, or the target alone, says who acted against whom.",
            "not known",
        ),
        Column(
            "attributing_reports",
            pl.Int32,
            "How many voices among its reports say that this actor did it, not only that both sides fought.",
            "actor not known",
        ),
        Column(
            "voices",
            pl.Int32,
            "How many voices stand behind it: origins, or the source itself where no origin is stated.",
            "not counted",
        ),
        Column(
            "attributed_by",
            NAMES,
            "Who claims the attribution: whom a report that says who acted cites, else its source.",
            "no report says who acted, nor cites anybody",
        ),
        Column(
            "exemption_claimed",
            pl.Boolean,
            "Whether any report claims that the target was exempt.",
            "nothing said",
        ),
        Column(
            "killed_low",
            pl.Int32,
            "Lowest figure of its reports: never a sum over reports.",
            "not stated",
        ),
        Column("killed_best", pl.Int32, "Median of the best figures, rounded down.", "not stated"),
        Column("killed_high", pl.Int32, "Highest figure.", "not stated"),
        Column("injured_low", pl.Int32, "Lowest figure.", "not stated"),
        Column("injured_best", pl.Int32, "Median of the best figures, rounded down.", "not stated"),
        Column("injured_high", pl.Int32, "Highest figure.", "not stated"),
        Column("killed_civilians", pl.Int32, "Highest figure of civilians killed.", "not stated"),
        Column("report_ids", NAMES, "Its reports, sorted."),
        Column("sources", NAMES, "Their sources, sorted, each once."),
        Column(
            "origins",
            NAMES,
            "Their origins, sorted, each once: only these are independent.",
            "no origin stated",
        ),
        Column(
            "link_probability", pl.Float64, "Smallest probability that a member belongs.", "a single report"
        ),
        Column("doubts", NAMES, "What its reports leave open or contradict, in words.", "no doubt noted"),
    ),
)

MEMBERSHIP = Table(
    "membership",
    "Which report belongs to which incident, how surely, and whether a person said so.",
    (
        Column("report_id", pl.String, "The report."),
        Column("incident_id", pl.String, "The incident."),
        Column("probability", pl.Float64, "Probability that it belongs; 1 for a single report."),
        Column(
            "judged_by",
            pl.String,
            "The person whose judgement settled it.",
            "nobody judged; the score stands",
        ),
    ),
)

PAIRS = Table(
    "pairs",
    "The pairs of reports that were compared and kept, with the evidence for each.",
    (
        Column("left", pl.String, "One report."),
        Column("right", pl.String, "The other."),
        Column(
            "rivals", pl.Int32, "Reports of the other's source that fit by time and place, this one included."
        ),
        Column("prior", pl.Float64, "Log-odds before any evidence: the more rivals, the lower."),
        Column("time", pl.Float64, "Log-odds from time.", "no evidence"),
        Column("place", pl.Float64, "Log-odds from place.", "no evidence"),
        Column("act", pl.Float64, "Log-odds from act.", "no evidence"),
        Column("actor", pl.Float64, "Log-odds from who did it to whom.", "no evidence"),
        Column("toll", pl.Float64, "Log-odds from the dead and injured.", "no evidence"),
        Column("probability", pl.Float64, "Probability that both tell of one incident."),
        Column("judgement", pl.String, "same, not same or unsure, where a person judged.", "nobody judged"),
    ),
)
