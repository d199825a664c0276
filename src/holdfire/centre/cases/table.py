"""Cases as tables: where each stands, every step it took, every position and note on it."""

import polars as pl

from holdfire.columns import INSTANT, NAMES, Column, Table

_CASE = Column(
    "case_id", pl.String, "The case: c- and the 20 hex digits of its smallest report id at opening."
)

CASES = Table(
    "cases",
    "One row, one case, where it stands now.",
    (
        _CASE,
        Column(
            "report_ids",
            NAMES,
            "The reports that it was opened on and every other version of these claims, sorted.",
        ),
        Column(
            "incident_id",
            pl.String,
            "The incident that it was opened on.",
            "opened on reports, not an incident",
        ),
        Column("opened", INSTANT, "When it was opened, by the journal's clock."),
        Column("opened_by", pl.String, "Who opened it."),
        Column("complaint_of", pl.String, "The party that complains.", "nobody is named as complaining"),
        Column("status", pl.String, "A centre.cases.ladder.Status: where it stands, exactly one."),
        Column("is_open", pl.Boolean, "Whether it has no outcome yet."),
        Column("since", INSTANT, "Since when it has stood there."),
        Column("due", INSTANT, "When that status is overdue.", "it may stand there as long as it likes"),
        Column(
            "outcome", pl.String, "Its outcome; a closed case keeps it.", "open, or the step was redacted"
        ),
        Column("found", pl.String, "What monitors found last, before any ruling.", "nothing found yet"),
        Column(
            "severity", pl.String, "non-compliance, minor or serious, as found last.", "nothing found yet"
        ),
        Column("clause", pl.String, "Id of the provision held to be breached.", "not named"),
        Column("duplicate_of", pl.String, "The case that it repeats.", "it repeats none"),
        Column(
            "reliability", pl.String, "Reliability of the source, A to F (Admiralty scale).", "not graded"
        ),
        Column(
            "credibility", pl.String, "Credibility of what it says, 1 to 6 (Admiralty scale).", "not graded"
        ),
        Column("method", pl.String, "How it was verified.", "not stated"),
        Column("standard_of_proof", pl.String, "How strong the conclusion is held to be.", "not stated"),
        Column("evidence", NAMES, "References to evidence of all steps, sorted, each once.", "none given"),
        Column("body", pl.String, "The body of the pack that rules.", "not put to a body, or none is known"),
        Column(
            "decided_by", pl.String, "Its decision rule, in words.", "not put to anybody, or nobody may rule"
        ),
        Column("deciders", NAMES, "Ids of those whose positions count.", "not put to anybody yet"),
        Column("silent", NAMES, "Those of them that have stated no position.", "not put to anybody yet"),
    ),
)

STEPS = Table(
    "steps",
    "One row, one step of a case, oldest first. The opening is the step to received.",
    (
        _CASE,
        Column("entry", pl.Int64, "Number of the journal's line."),
        Column("at", INSTANT, "When, by the journal's clock."),
        Column("step_from", pl.String, "The status before.", "the case was opened"),
        Column("step_to", pl.String, "The status after."),
        Column("by", pl.String, "Who took the step."),
        Column("role", pl.String, "In what capacity: officer, monitor, party, body."),
        Column("party", pl.String, "Which party, where one acted.", "no party acted"),
        Column("why", pl.String, "The reason given."),
        Column("evidence", NAMES, "References to evidence: sha256:..., or words.", "none given"),
        Column("gap", pl.Boolean, "Whether steps before it are missing: their words were redacted."),
    ),
)

POSITIONS = Table(
    "positions",
    "One row, one position or note on a case, oldest first. A note is never counted.",
    (
        _CASE,
        Column("entry", pl.Int64, "Number of the journal's line."),
        Column("at", INSTANT, "When, by the journal's clock."),
        Column("party", pl.String, "Who says so.", "a note by the desk"),
        Column("position", pl.String, "violation, no violation, exempt, abstains, not stated; or note."),
        Column("by", pl.String, "Who wrote it down."),
        Column("why", pl.String, "The reason or remark."),
        Column(
            "stands",
            pl.Boolean,
            "Whether it is the party's last word on what is found now.",
            "a note, which is never counted",
        ),
    ),
)

NOTE = "note"
"""What POSITIONS has as position of a remark."""
