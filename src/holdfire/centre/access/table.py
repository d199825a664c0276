"""Many notified places, and many incidents near them, as tables."""

import polars as pl

from holdfire.columns import INSTANT, NAMES, Column, Table

NEAR, POSSIBLY, UNTOLD = "near", "possibly near", "cannot be told at this precision"

NOTIFIED = Table(
    "notified",
    "One row, one point of a notified site, or one leg of a notified movement's route, and its window.",
    (
        Column("notice_id", pl.String, "The notification."),
        Column("version", pl.Int32, "Its version, from 1."),
        Column("is_movement", pl.Boolean, "A leg of a movement, not a site."),
        Column("lon", pl.Float64, "Longitude where the leg begins; of a site, its point."),
        Column("lat", pl.Float64, "Latitude there."),
        Column("to_lon", pl.Float64, "Longitude where the leg ends; of a site, its point again."),
        Column("to_lat", pl.Float64, "Latitude there."),
        Column("radius_m", pl.Float64, "It lies within so many metres of the point or the leg."),
        Column("start", INSTANT, "From when it was what was notified."),
        Column("end", INSTANT, "Up to when, not included.", "not withdrawn, and no end was stated"),
    ),
)

NEARNESS = Table(
    "nearness",
    "One row, one incident and one notification it was near, or may have been; or one incident whose place "
    "is known too roughly to tell.",
    (
        Column("incident_id", pl.String, "The incident."),
        Column("notice_id", pl.String, "The notification.", "its place is known too roughly to name one"),
        Column("version", pl.Int32, "Its version in force then.", "no notification is named"),
        Column("is_movement", pl.Boolean, "Whether that is a movement.", "no notification is named"),
        Column("answer", pl.String, f"{NEAR}, {POSSIBLY}, or {UNTOLD}."),
        Column(
            "distance_m",
            pl.Float64,
            "Metres between the points that stand for the two places.",
            "no notification is named",
        ),
        Column("least_m", pl.Float64, "They are no less apart than this.", "no notification is named"),
        Column("most_m", pl.Float64, "They are no more apart than this.", "no notification is named"),
        Column(
            "candidates",
            pl.Int32,
            "How many notifications it may have been near.",
            "a notification is named, or its place is no disc",
        ),
        Column("reasons", NAMES, "Why no more can be said.", "it is certain"),
    ),
)
