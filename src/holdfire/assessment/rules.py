"""Findings: each incident held against each provision, by one definition of the provision.

A breach only if the clause was in force, the place is one where it holds, the act is one it names, who
acted is bound, and the target is on the other side and not left out; no breach if any of these is
known not to hold; else undetermined. Where reports name two sides without direction both ways are
tried: the verdict stands only if it is the same both ways.
"""

import hashlib

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.provisions import Provision
from holdfire.assessment.attribution import attributable, attributed_to, attribution
from holdfire.assessment.conditions import Conditions, conditions
from holdfire.assessment.exemption import exemption
from holdfire.assessment.facts import Facts
from holdfire.assessment.table import FINDINGS, PLACEMENT
from holdfire.errors import AssessmentError
from holdfire.incidents.table import INCIDENTS

RULE_VERSION = "2"
"""Raised whenever the same incident and agreement may give another finding."""


def rule_version(agreement: Agreement) -> str:
    """Version of these rules and of the agreement pack: printed with every finding."""
    return f"{RULE_VERSION}+{agreement.digest}"


def judging(agreement: Agreement) -> tuple[Provision, ...]:
    """The provisions that an incident can breach at all."""
    return tuple(provision for provision in agreement.provisions if provision.judges_incidents)


def assess(incidents: pl.DataFrame, placement: pl.DataFrame, agreement: Agreement) -> pl.DataFrame:
    """FINDINGS of the incidents: a row for each provision whose time and place are not ruled out."""
    incidents = INCIDENTS.checked(incidents)
    placement = PLACEMENT.checked(placement)
    if twice := incidents.filter(pl.col("incident_id").is_duplicated())["incident_id"].head(1).to_list():
        raise AssessmentError(f"Incident {twice[0]} is there more than once.", "Assess each incident once.")
    facts = Facts.of(incidents, placement, agreement)
    who_did_it = attributable(incidents, agreement).with_columns(attribution().column(pl.String))
    found = [FINDINGS.empty()]
    for provision in judging(agreement):
        asked = facts.asked_by(provision)
        judged = verdicts(asked, conditions(provision))
        ruled_out = (~pl.col("in_time") | ~pl.col("in_place")).fill_null(False)
        open_ = judged.filter(~ruled_out)
        found.append(_findings(open_, provision, agreement, who_did_it))
    return pl.concat(found).sort("incident_id", "provision")


def verdicts(asked: pl.DataFrame, rule: Conditions) -> pl.DataFrame:
    """The facts with every condition and the verdict as columns."""
    (bound, covered, exempt), (bound_other, covered_other, exempt_other) = rule.one_way, rule.other_way
    told = asked.with_columns(
        rule.in_time.column(),
        rule.in_place.column(),
        rule.act_covered.column(),
        rule.by_text.column(),
        bound.column().alias("bound"),
        covered.column().alias("covered"),
        exempt.column().alias("out"),
        bound_other.column().alias("bound_back"),
        covered_other.column().alias("covered_back"),
        exempt_other.column().alias("out_back"),
    )
    common = pl.col("in_time") & pl.col("in_place") & pl.col("act_covered") & pl.col("by_text")
    forth = common & pl.col("bound") & pl.col("covered") & ~pl.col("out")
    back = common & pl.col("bound_back") & pl.col("covered_back") & ~pl.col("out_back")
    return told.with_columns(
        verdict=pl.when(forth & back)
        .then(pl.lit("breach"))
        .when(~forth & ~back)
        .then(pl.lit("no breach"))
        .otherwise(pl.lit("undetermined")),
        actor_bound=_same_both_ways("bound", "bound_back"),
        target_covered=_same_both_ways("covered", "covered_back"),
        exempt=_same_both_ways("out", "out_back"),
    )


def _same_both_ways(one: str, other: str) -> pl.Expr:
    return pl.when(pl.col(one) == pl.col(other)).then(pl.col(one))


def _findings(
    judged: pl.DataFrame, provision: Provision, agreement: Agreement, who_did_it: pl.DataFrame
) -> pl.DataFrame:
    version = rule_version(agreement)
    whole = judged.join(who_did_it, on="incident_id", maintain_order="left")
    ids = [
        finding_id(incident, provision.id, zone_version, version)
        for incident, zone_version in whole.select("incident_id", "zone_version").iter_rows()
    ]
    claims = tested_claim(provision)
    return FINDINGS.checked(
        whole.with_columns(
            pl.Series("finding_id", ids, dtype=pl.String),
            claims,
            attributed_to(),
            provision=pl.lit(provision.id),
            clause=pl.lit(agreement.clause_of(provision)),
            rule_version=pl.lit(version),
        ).select(FINDINGS.names)
    )


def tested_claim(provision: Provision) -> pl.Expr:
    """The outcome of the exemption claim; where it depends on who acted against whom, it cannot be tested."""
    asked = claim_asked(provision)
    one, other = (exemption(way).column(pl.String) for way in ("one", "other"))
    claimed = pl.col("exemption_claimed").fill_null(False)
    return (
        pl.when(~asked)
        .then(pl.when(claimed).then(pl.lit("claimed: not tested")).otherwise(pl.lit("not claimed")))
        .when(one == other)
        .then(one)
        .when(claimed)
        .then(pl.lit("claimed: untestable"))
        .otherwise(pl.lit("not claimed"))
        .alias("exemption")
    )


def claim_asked(provision: Provision) -> pl.Expr:
    """Whether the clause has an exemption that could be claimed: it leaves somebody out, and is about what
    was done or may be. Needs the column act_covered."""
    return pl.lit(bool(provision.except_targets)) & pl.col("act_covered").fill_null(True)


def finding_id(incident: str, provision: str, zone_version: str | None, version: str) -> str:
    """Names a finding by incident, provision, map and rule version: the same finding, the same id."""
    whole = "\x1f".join((incident, provision, zone_version or "", version))
    return f"f-{hashlib.sha256(whole.encode()).hexdigest()[:20]}"
