"""The three kinds of claim a mission takes in, each one declared table.

REPORTS: one source's claim about something that happened. TALLIES: an observer's own count
for an area and a span, in a unit. WATCH: observation effort, without which a count means
little. A row never changes once it is taken in; null means "not known", column by column.
"""

import polars as pl

from holdfire.columns import INSTANT, NAMES, Column, Table

_LINE = "Line of the file on which the row starts, from 1; in xlsx, Parquet and GeoJSON its row or feature."

TOLL_GROUPS = ("civilians", "actor_side", "target_side", "unstated")
"""Whose dead or injured: civilians, the side named as actor, the side named as target, not stated."""


def _toll_columns() -> tuple[Column, ...]:
    columns = []
    for harm in ("killed", "injured"):
        for bound in ("low", "best", "high"):
            columns.append(
                Column(
                    f"{harm}_{bound}",
                    pl.Int32,
                    f"Persons {harm}, {bound} figure the source gives.",
                    "not stated",
                )
            )
    for group in TOLL_GROUPS:
        columns.append(
            Column(
                f"killed_{group}",
                pl.Int32,
                f"Persons killed, best figure: {group.replace('_', ' ')}.",
                "not stated",
            )
        )
    return tuple(columns)


REPORTS = Table(
    "reports",
    "One row, one claim by one source.",
    (
        Column("report_id", pl.String, "r- and 20 hex digits of the claim's content: same claim, same id."),
        Column("source", pl.String, "Slug of the source that sent it (sources/<slug>.yml)."),
        Column("source_key", pl.String, "The source's own id for the claim.", "the source gives none"),
        Column(
            "origin",
            pl.String,
            "Who first said it; relays of one statement share one origin.",
            "origin not stated",
        ),
        Column("received", INSTANT, "When it was taken in."),
        Column("when_start", INSTANT, "Earliest instant it may mean.", "time not stated"),
        Column("when_end", INSTANT, "End of the span it may mean, not included.", "time not stated"),
        Column("when_precision", pl.String, "A moments.TimePrecision.", "time not stated"),
        Column("lon", pl.Float64, "Longitude, degrees WGS 84, of the point given.", "no point given"),
        Column("lat", pl.Float64, "Latitude, degrees WGS 84, of the point given.", "no point given"),
        Column("radius_m", pl.Float64, "The place lies within so many metres of the point.", "not a disc"),
        Column("where_precision", pl.String, "A places.PlacePrecision."),
        Column("place_as_written", pl.String, "The place name as the source wrote it.", "no name given"),
        Column("adm1", pl.String, "First-level unit as the source names or codes it.", "not stated"),
        Column("adm2", pl.String, "Second-level unit as the source names or codes it.", "not stated"),
        Column(
            "act",
            pl.String,
            "A code of reports.act; broad codes where the source knows no more.",
            "not stated",
        ),
        Column("act_as_written", pl.String, "The type as the source wrote it.", "not stated"),
        Column(
            "unit",
            pl.String,
            "Unit of count the source counts in (rounds, events, facts of fire).",
            "not stated",
        ),
        Column("count", pl.Int64, "How many of that unit.", "not stated"),
        Column("actor_as_written", pl.String, "Who is said to have done it, as written.", "not stated"),
        Column("actor", NAMES, "Ids of the parties or groups meant.", "not stated or not known"),
        Column("target_as_written", pl.String, "Against whom, as written.", "not stated"),
        Column("target", NAMES, "Ids of the parties or groups meant.", "not stated or not known"),
        Column(
            "direction_stated",
            pl.Boolean,
            "Whether the source says that actor acted against target; false where it only names two sides.",
            "not known",
        ),
        Column("attributed_by", pl.String, "Who claims the attribution.", "not stated"),
        *_toll_columns(),
        Column("text", pl.String, "The source's own words.", "none given"),
        Column("language", pl.String, "Language of the text, BCP 47.", "not stated"),
        Column("evidence", NAMES, "SHA-256 of each file of evidence.", "none given"),
        Column(
            "exemption_claimed",
            pl.Boolean,
            "Whether the source claims that the target was exempt.",
            "nothing said",
        ),
        Column("doubts", NAMES, "What the intake could not settle, in words.", "no doubt noted"),
        Column("raw_file", pl.String, "Name of the file it came in."),
        Column("raw_file_sha256", pl.String, "SHA-256 of that file."),
        Column("raw_line", pl.Int64, _LINE),
    ),
)

TALLIES = Table(
    "tallies",
    "One observer's own count of one area and span; area null is the observer's printed total.",
    (
        Column("tally_id", pl.String, "t- and 20 hex digits of the claim's content."),
        Column("source", pl.String, "Slug of the source that sent it."),
        Column(
            "bulletin", pl.String, "The source's own id for the bulletin or page.", "the source gives none"
        ),
        Column("observer", pl.String, "Party id of who counted. Not an offender."),
        Column("relayed_by", pl.String, "Outlet that printed it.", "not stated"),
        Column(
            "origin",
            pl.String,
            "Who first said it; outlets of one bulletin share one origin.",
            "origin not stated",
        ),
        Column("received", INSTANT, "When it was taken in."),
        Column("when_start", INSTANT, "Start of the span counted.", "not stated"),
        Column("when_end", INSTANT, "End of the span counted, not included.", "not stated"),
        Column("when_precision", pl.String, "A moments.TimePrecision.", "not stated"),
        Column("cutoff_stated", pl.Boolean, "Whether the observer states the cut-off of its day."),
        Column("area", pl.String, "Id of the area counted.", "the printed total, all areas"),
        Column("area_as_written", pl.String, "The area as printed.", "the printed total"),
        Column("unit", pl.String, "Unit of count, as the observer names it.", "not stated"),
        Column("count", pl.Int64, "The count. Blank is not zero.", "not given"),
        Column("count_as_printed", pl.String, "The characters printed.", "not given"),
        Column(
            "confirmed_by_other", pl.Int64, "How many of these the other side says it confirms.", "not stated"
        ),
        Column(
            "derived_from_observers",
            NAMES,
            "Observers whose counts the page added up; such a row is never counted.",
            "an observer's own count",
        ),
        Column("flags", NAMES, "What does not hold together, in words; nothing is mended.", "nothing found"),
        Column("note", pl.String, "A remark of the page or of who transcribed it.", "none given"),
        Column("raw_file", pl.String, "Name of the file it came in."),
        Column("raw_file_sha256", pl.String, "SHA-256 of that file."),
        Column("raw_line", pl.Int64, _LINE),
    ),
)

WATCH = Table(
    "watch",
    "Observation effort: who could look where, when, for how long, or was kept from looking.",
    (
        Column("watch_id", pl.String, "w- and 20 hex digits of the claim's content."),
        Column("source", pl.String, "Slug of the source that sent it."),
        Column("observer", pl.String, "Party id of who watched."),
        Column("received", INSTANT, "When it was taken in."),
        Column("when_start", INSTANT, "Start of the span."),
        Column("when_end", INSTANT, "End of the span, not included."),
        Column("area", pl.String, "Id of the zone or unit watched.", "not stated"),
        Column("kind", pl.String, "post, patrol, camera, uav, denial, jamming or weather."),
        Column(
            "hours", pl.Float64, "Hours watched; for a denial, jamming or weather, hours lost.", "not stated"
        ),
        Column("manned", pl.Int64, "Posts manned, or patrols done.", "not stated"),
        Column(
            "planned",
            pl.Int64,
            "Posts that exist, or patrols planned; of a denial, patrols that were to go.",
            "not stated",
        ),
        Column(
            "track",
            pl.String,
            "Where it watched from, WKT in degrees WGS 84: points of posts or cameras, lines of patrols.",
            "not stated",
        ),
        Column("reach_m", pl.Float64, "How far from the track one could see or hear, metres.", "not stated"),
        Column("conditions", NAMES, "What hampered or marked the watch: night, fog, dust ...", "not stated"),
        Column("reason", pl.String, "Why it was denied, lost or cut short.", "not stated"),
        Column("denied_by", pl.String, "Who denied it, as the observer says.", "not stated"),
        Column("raw_file", pl.String, "Name of the file it came in."),
        Column("raw_file_sha256", pl.String, "SHA-256 of that file."),
        Column("raw_line", pl.Int64, _LINE),
    ),
)

QUARANTINE = Table(
    "quarantine",
    "One row, one defect of a row that could not be taken in: where, what, why, what next.",
    (
        Column("source", pl.String, "Slug of the source."),
        Column("raw_file", pl.String, "Name of the file."),
        Column("raw_file_sha256", pl.String, "SHA-256 of that file."),
        Column("raw_line", pl.Int64, _LINE),
        Column("column", pl.String, "The column at fault.", "the row as a whole"),
        Column("value", pl.String, "The value found, at most 200 characters.", "empty or absent"),
        Column("reason", pl.String, "The rule it breaks."),
        Column("advice", pl.String, "The next step."),
    ),
)
