"""Registers as tables: whose list a report stands in, the entries of a list, and lists side by side."""

import polars as pl

from holdfire.columns import INSTANT, NAMES, Column, Table

STATUSES = ("awaiting reply", "exempt claimed", "contested kind", "matched", "one-sided")
"""What a row of a line-up may be, the gravest first: where several hold, the first is its status."""

REGISTERED = Table(
    "reports in registers",
    "Which register a report stands in. A report of no register has no row.",
    (
        Column("report_id", pl.String, "The report."),
        Column("register", pl.String, "Party id of the observer whose list it is. Not an offender."),
        Column("own", pl.Boolean, "Whether it came in that observer's own list; false for a relay of it."),
    ),
)

RECORDED_BY = Table(
    "incidents in registers",
    "Which observers' own lists hold an incident. An incident that no list holds has no row.",
    (
        Column("register", pl.String, "Party id of the observer whose list it is. Not an offender."),
        Column("incident_id", pl.String, "The incident.", "the list is on file and holds no incident"),
    ),
)

LISTED = Table(
    "listed entries",
    "One row, one entry of one observer's list: its own reports, relays of them and earlier versions.",
    (
        Column("entry_id", pl.String, "e- and the 20 hex digits of the smallest id among its reports."),
        Column("register", pl.String, "Party id of the observer whose list it is. Not an offender."),
        Column("report_ids", NAMES, "Its reports, relays and superseded versions among them, sorted."),
        Column("when_start", INSTANT, "Earliest instant it may mean.", "time not known"),
        Column("when_end", INSTANT, "End of the span it may mean, not included.", "time not known"),
        Column("when_precision", pl.String, "The best moments.TimePrecision among its reports.", "not known"),
        Column("lon", pl.Float64, "Longitude of the best-known point.", "no point known"),
        Column("lat", pl.Float64, "Latitude of the best-known point.", "no point known"),
        Column("radius_m", pl.Float64, "It lies within so many metres of the point.", "not a disc"),
        Column("where_precision", pl.String, "The best places.PlacePrecision among its reports."),
        Column(
            "area",
            pl.String,
            "Id of the one area that certainly holds it: the whole disc lies inside, or the source names it.",
            "not certain, or no areas asked for",
        ),
        Column("act", pl.String, "The narrowest act that none of its reports contradicts.", "not known"),
        Column(
            "exemption_claimed",
            pl.Boolean,
            "Whether any of its reports claims that the target was exempt.",
            "nothing said",
        ),
        Column("count", pl.Int64, "How many of the unit.", "not stated, or its reports differ"),
        Column(
            "unit", pl.String, "Unit of count, as the list names it.", "not stated, or its reports differ"
        ),
    ),
)

LINEUP = Table(
    "line-up of registers",
    "One row, one group: entries of different registers held to be one happening, or one entry alone.",
    (
        Column("group_id", pl.String, "g- and the 20 hex digits of the smallest id among its entries."),
        Column("status", pl.String, "awaiting reply, exempt claimed, contested kind, matched or one-sided."),
        Column("remarks", NAMES, "Every status that holds, the gravest first; the status is the first."),
        Column("registers", NAMES, "Registers that list it, sorted, each once."),
        Column("entry_ids", NAMES, "Its entries, in the order of `registers`."),
        Column("silent", NAMES, "Registers lined up that do not list it, sorted. Silence is not a denial."),
        Column(
            "probability",
            pl.Float64,
            "Smallest of the matcher's probabilities between its entries, rivals counted.",
            "one-sided, or never compared: a person joined them, or one lies outside all tolerances",
        ),
        Column("rivals", pl.Int32, "Most reports that fit as well as a partner, it included.", "one-sided"),
        Column("reasons", NAMES, "Why, in words: each kind of evidence, and what people judged."),
        Column("judged_by", pl.String, "Who judged of it, sorted, with commas.", "nobody judged"),
        Column("until", INSTANT, "When the first answer that is awaited is due.", "no answer is awaited"),
    ),
)

LINED_PAIRS = Table(
    "pairs of entries",
    "Pairs of entries of two registers that the matcher kept or a person judged, chosen or not.",
    (
        Column("left", pl.String, "Entry id; the smaller of the two."),
        Column("right", pl.String, "Entry id."),
        Column("left_report", pl.String, "The report of `left` in the best pair.", "never compared"),
        Column("right_report", pl.String, "The report of `right` in the best pair.", "never compared"),
        Column(
            "weight",
            pl.Float64,
            "Log-odds without the rivals' division, above the threshold of a link: what is assigned over.",
            "never compared",
        ),
        Column("probability", pl.Float64, "The matcher's probability, rivals counted.", "never compared"),
        Column(
            "rivals", pl.Int32, "Reports of the other's source that fit, this one included.", "never compared"
        ),
        Column("judgement", pl.String, "same, not same or unsure, where a person judged.", "nobody judged"),
        Column("chosen", pl.Boolean, "Whether both stand in one group of the line-up."),
    ),
)
