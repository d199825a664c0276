"""Why a finding is what it is: the same conditions as the batch, spoken for one incident.

Nothing is decided here. Each condition names the case that applies to the row, and that case gives
both the value and the words; the verdict follows by the same three-valued logic.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.provisions import Provision
from holdfire.assessment.attribution import attributable, attributed_to, attribution
from holdfire.assessment.condition import Condition, all_of, negated
from holdfire.assessment.conditions import Conditions, conditions
from holdfire.assessment.exemption import exemption
from holdfire.assessment.facts import Facts
from holdfire.assessment.placing import place
from holdfire.assessment.rules import claim_asked, judging, rule_version, tested_claim
from holdfire.assessment.who import named
from holdfire.errors import AssessmentError
from holdfire.incidents.table import INCIDENTS
from holdfire.places.areas import AreaSet

Truth = bool | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One incident against one provision: the verdict, every condition, and the reasons in words.

    `ruled_out` is True where time or place is known not to fit: such a pair has no row in FINDINGS.
    """

    incident_id: str
    provision_id: str
    clause: str
    verdict: str
    reasons: tuple[str, ...]
    zone: str | None
    zone_version: str | None
    share: float | None
    conditions: Mapping[str, Truth]
    attribution: str
    attributed_to: tuple[str, ...]
    exemption: str

    @property
    def ruled_out(self) -> bool:
        return self.conditions["in_time"] is False or self.conditions["in_place"] is False


def explain(
    incident: Mapping[str, object] | pl.DataFrame, agreement: Agreement, units: AreaSet | None
) -> list[Explanation]:
    """One incident against every provision that judges incidents, those ruled out included.

    Give a frame of one row or a mapping; columns of INCIDENTS left out of a mapping are not known.
    """
    if isinstance(incident, pl.DataFrame):
        row = INCIDENTS.checked(incident)
        if row.height != 1:
            raise AssessmentError(f"{row.height} incidents were given to be explained.", "Give one row.")
    else:
        blank: dict[str, object] = {"incident_id": "i-asked", "report_ids": [], "sources": []}
        row = INCIDENTS.of([blank | {"where_precision": "unknown"} | dict(incident)])
    return list(explain_each(row, place(row, agreement, units), agreement))


def explain_each(
    incidents: pl.DataFrame, placement: pl.DataFrame, agreement: Agreement
) -> Iterator[Explanation]:
    """Every incident against every provision, provision by provision."""
    facts = Facts.of(incidents, placement, agreement)
    who_did_it = _who_did_it(incidents, agreement)
    for provision in judging(agreement):
        asked = facts.asked_by(provision).join(who_did_it, on="incident_id", maintain_order="left")
        rule = conditions(provision)
        cases = asked.select(
            condition.case().alias(str(number)) for number, condition in enumerate(rule.every)
        )
        spoken = asked.with_columns(rule.act_covered.column()).with_columns(
            tested_claim(provision),
            claim_asked=claim_asked(provision),
            exemption_case=exemption("one").case(),
        )
        for row, numbers in zip(spoken.iter_rows(named=True), cases.iter_rows(), strict=True):
            yield _spoken(row, numbers, rule, provision, agreement)


def _who_did_it(incidents: pl.DataFrame, agreement: Agreement) -> pl.DataFrame:
    """Attribution with its case, and names for the words."""
    told = attributable(incidents, agreement)
    known = told.with_columns(attribution().column(pl.String), attribution_case=attribution().case())
    names = {
        f"{column}_names": pl.Series(
            [named(agreement, ids) for ids in known[column].to_list()], dtype=pl.String
        )
        for column in ("actor", "target", "actor_disputed", "attributable", "attributed_by")
    }
    return known.with_columns(attributed_to(), **names)


def _spoken(
    row: dict[str, Any],
    numbers: tuple[int, ...],
    rule: Conditions,
    provision: Provision,
    agreement: Agreement,
) -> Explanation:
    facts = {name: f"{value:.2f}" if isinstance(value, float) else value for name, value in row.items()}
    told = [
        (condition.cases[number].holds, condition.words(number, facts))
        for condition, number in zip(rule.every, numbers, strict=True)
    ]
    in_time, in_place, act, by_text, bound, covered, out, bound_back, covered_back, out_back = (
        holds for holds, _ in told
    )
    forth = all_of(in_time, in_place, act, by_text, bound, covered, negated(out))
    back = all_of(in_time, in_place, act, by_text, bound_back, covered_back, negated(out_back))
    verdict = "undetermined"
    if forth is not None and forth == back:
        verdict = "breach" if forth else "no breach"
    return Explanation(
        incident_id=row["incident_id"],
        provision_id=provision.id,
        clause=agreement.clause_of(provision),
        verdict=verdict,
        reasons=_reasons(facts, [words for _, words in told]),
        zone=row["zone"],
        zone_version=row["zone_version"],
        share=row["share"],
        conditions={
            "in_time": in_time,
            "in_place": in_place,
            "act_covered": act,
            "by_text": by_text,
            "actor_bound": bound if bound == bound_back else None,
            "target_covered": covered if covered == covered_back else None,
            "exempt": out if out == out_back else None,
        },
        attribution=row["attribution"],
        attributed_to=tuple(row["attributed_to"] or ()),
        exemption=row["exemption"],
    )


def _reasons(facts: Mapping[str, Any], words: list[str]) -> tuple[str, ...]:
    """Time, place, act, whose reading; who was bound, on which side the target is, whom the clause leaves
    out, both ways where they differ; the claim; attribution."""
    time, location, act, by_text, bound, covered, out, bound_back, covered_back, out_back = words
    told = [f"time: {time}", f"place: {location}", f"act: {act}", f"text: {by_text}"]
    for name, one, other in (
        ("actor", bound, bound_back),
        ("other side", covered, covered_back),
        ("target", out, out_back),
    ):
        if one == other:
            told.append(f"{name}: {one}")
        else:
            told.append(
                f"{name}: no report says who acted against whom. If {facts['actor_names']} acted: {one}."
                f" If {facts['target_names']} acted: {other}"
            )
    if facts["civilian_harm"]:
        told.append("civilian harm: civilians were harmed; the incident is kept whatever the target was")
    told.append(f"claim: {_claim(facts)}")
    told.append(f"attribution: {attribution().words(facts['attribution_case'], facts)}")
    return tuple(told)


def _claim(facts: Mapping[str, Any]) -> str:
    if not facts["claim_asked"]:
        said = (
            "exemption claimed and not tested" if facts["exemption_claimed"] else "no exemption was claimed"
        )
        return f"{said}: the clause has none for what was done"
    claim: Condition[str] = exemption("one")
    number = facts["exemption_case"]
    if claim.cases[number].holds == facts["exemption"]:
        return claim.words(number, facts)
    return "whether the target is left out depends on who acted against whom, which no report says"


def words(
    finding: Mapping[str, Any], incident: pl.DataFrame, agreement: Agreement, units: AreaSet | None
) -> tuple[str, ...]:
    """The reasons of a stored finding. Raises AssessmentError where it was made under other rules, or
    where today's rules would say otherwise."""
    current = rule_version(agreement)
    if finding["rule_version"] != current:
        raise AssessmentError(
            f"Finding {finding['finding_id']} was made under rule version {finding['rule_version']},"
            f" not {current}.",
            "Explain it with the agreement pack and version it was made with, or assess again.",
        )
    for each in explain(incident, agreement, units):
        if each.provision_id == finding["provision"]:
            if each.verdict != finding["verdict"]:
                raise AssessmentError(
                    f"Finding {finding['finding_id']} says {finding['verdict']}, not {each.verdict}.",
                    "The incident has changed since it was made; assess again.",
                )
            return each.reasons
    raise AssessmentError(f"The agreement has no provision {finding['provision']!r}.", "Check the pack.")
