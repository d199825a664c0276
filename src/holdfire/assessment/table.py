"""Findings: each incident held against the provisions that were in force where and when it happened."""

import polars as pl

from holdfire.columns import NAMES, Column, Table

VERDICTS = ("breach", "no breach", "undetermined")

ATTRIBUTIONS = (
    "attributed",
    "largely attributed",
    "several",
    "not attributable",
    "withheld by mandate",
    "disputed",
)
"""Practice's vocabulary of attribution (CTSAMVM, OSCE SMM); `attributed_to` holds the parties."""

EXEMPTION = (
    "not claimed",
    "claimed: supported",
    "claimed: contradicted",
    "claimed: untestable",
    "claimed: not tested",
    "not claimed: target excluded",
)

PLACEMENT = Table(
    "placement",
    "How each incident lies to each version of a zone that was in force on its date.",
    (
        Column("incident_id", pl.String, "The incident."),
        Column("zone", pl.String, "Id of the zone or belt."),
        Column("zone_version", pl.String, "Id of the map version in force on the incident's date."),
        Column(
            "share",
            pl.Float64,
            "Share (0 to 1) of the uncertain place that lies inside.",
            "place without extent",
        ),
        Column(
            "inside",
            pl.Boolean,
            "True or false where place radius and the zone's edge uncertainty leave no doubt.",
            "undecidable at this precision",
        ),
    ),
)

FINDINGS = Table(
    "findings",
    "One row, one incident against one provision whose time and place are not ruled out.",
    (
        Column(
            "finding_id", pl.String, "f- and 20 hex digits made of incident, provision, map and rule version."
        ),
        Column("incident_id", pl.String, "The incident."),
        Column("provision", pl.String, "Id of the provision."),
        Column("clause", pl.String, "Where it stands: instrument and clause."),
        Column("verdict", pl.String, "breach, no breach or undetermined."),
        Column(
            "in_time",
            pl.Boolean,
            "Whether the provision was in force at the incident's time.",
            "undetermined",
        ),
        Column("in_place", pl.Boolean, "Whether it happened where the provision holds.", "undetermined"),
        Column("act_covered", pl.Boolean, "Whether the act is one the provision forbids.", "undetermined"),
        Column(
            "by_text",
            pl.Boolean,
            "Whether the text itself says that such an act breaches it.",
            "it rests on our reading of the text",
        ),
        Column("actor_bound", pl.Boolean, "Whether who acted is bound by it.", "undetermined"),
        Column(
            "target_covered",
            pl.Boolean,
            "Whether the target is on another side that the clause speaks of; true where it names none.",
            "undetermined",
        ),
        Column("exempt", pl.Boolean, "Whether the target is excluded from the ceasefire.", "undetermined"),
        Column(
            "zone",
            pl.String,
            "The zone the place was tested against, that of the largest share.",
            "holds everywhere",
        ),
        Column("zone_version", pl.String, "Its map version in force.", "holds everywhere"),
        Column(
            "share",
            pl.Float64,
            "Share of the uncertain place inside that zone, 0 to 1.",
            "holds everywhere, or no extent",
        ),
        Column("attribution", pl.String, "One of assessment.table.ATTRIBUTIONS."),
        Column("attributed_to", NAMES, "Parties it is attributed to.", "to nobody"),
        Column(
            "exemption", pl.String, "One of assessment.table.EXEMPTION: the claim, tested, never a filter."
        ),
        Column("rule_version", pl.String, "Version of the rules and SHA-256 of the agreement pack."),
    ),
)
