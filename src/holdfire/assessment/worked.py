"""Runs the worked cases of a pack: what a lawyer expects, held against what the rules answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.answers import disagreement
from holdfire.agreement.cases import IncidentQuestion, WorkedCase
from holdfire.agreement.names import actor_names
from holdfire.assessment.explaining import Explanation, explain
from holdfire.assessment.maps import map_periods
from holdfire.assessment.placing import place
from holdfire.incidents.table import INCIDENTS
from holdfire.places.areas import AreaSet
from holdfire.reports.actors import ActorBook

NOT_APPLICABLE = "not applicable"
"""Expected where time or place rules the provision out, or no incident can breach it: no finding."""

_PLACE_WORDS = {True: "inside", False: "outside", None: "undecidable"}


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case, whether the rules answer as it expects, and if not, how they differ and why."""

    case: WorkedCase
    passed: bool
    why: str


def run_cases(agreement: Agreement, cases: Iterable[WorkedCase], units: AreaSet | None) -> list[CaseResult]:
    """Every case in order. `units` are needed by cases whose place is an administrative unit."""
    results = []
    for case in cases:
        if isinstance(case.question, IncidentQuestion):
            why = " ".join(_differences(case.question, agreement, units))
        else:
            why = disagreement(case.question, agreement)
        results.append(CaseResult(case, not why, why))
    return results


def incident_asked(question: IncidentQuestion, agreement: Agreement) -> dict[str, object]:
    """The incident of a case as a row of INCIDENTS. A case that names an actor says that it acted."""
    when = question.known(agreement.time_zone)
    book = ActorBook(actor_names(agreement))
    where = question.place
    unit = {str(where.precision): where.unit_code} if where.unit_code else {}

    def ids(names: tuple[str, ...] | None) -> list[str] | None:
        if names is None:
            return None
        # A name nobody bears stays as it is written: the rules then say that they do not know it.
        found = (book.resolve(name, when.span if when else None).ids or (name,) for name in names)
        return [one for ids in found for one in ids]

    return {
        "incident_id": "i-case",
        "when_start": when.span.start if when else None,
        "when_end": when.span.end if when else None,
        "when_precision": when.precision if when else None,
        "lon": where.point.lon if where.point else None,
        "lat": where.point.lat if where.point else None,
        "radius_m": where.radius_m,
        "where_precision": where.precision,
        "act": question.act,
        "actor": ids(question.actor),
        "target": ids(question.target),
        "direction_stated": True if question.actor else None,
        "exemption_claimed": question.exemption_claimed,
        "killed_civilians": question.killed_civilians,
        "injured_best": question.injured,
        "report_ids": ["r-case"],
        "sources": ["case"],
        **unit,
    }


def _differences(question: IncidentQuestion, agreement: Agreement, units: AreaSet | None) -> Iterator[str]:
    row = INCIDENTS.of([incident_asked(question, agreement)])
    found = {each.provision_id: each for each in explain(row, agreement, units)}
    for provision, expected in question.expect.items():
        yield from _verdict(provision, expected, found.get(provision), agreement)
        claim = found[provision].exemption if provision in found else None
        if question.exemption is not None and claim is not None and claim != question.exemption:
            yield f"{provision}: the exemption is {claim}, expected {question.exemption}."
    placed = place(row, agreement, units)
    for zone_id, within in question.inside.items():
        rows = placed.filter(placed["zone"] == zone_id)["inside"].to_list()
        answers = set(rows) or {False}
        if answers != {within}:
            told = " and ".join(sorted(_PLACE_WORDS[each] for each in answers))
            yield f"{zone_id}: {told}, expected {_PLACE_WORDS[within]}."
    for zone_id, version in question.zone_version.items():
        zone = agreement.zone(zone_id)
        maps = {
            period.version.id
            for period in (map_periods(zone) if zone else ())
            if period.version is not None and row.select(period.touched()).item()
        }
        if maps != {version}:
            yield f"{zone_id}: judged by {' and '.join(sorted(maps)) or 'no map'}, expected {version}."


def _verdict(provision: str, expected: str, found: Explanation | None, agreement: Agreement) -> Iterator[str]:
    if agreement.provision(provision) is None:
        yield f"The agreement has no provision {provision!r}."
        return
    answered = NOT_APPLICABLE if found is None or found.ruled_out else found.verdict
    if answered != expected:
        reasons = "; ".join(found.reasons) if found else "no incident can breach it"
        yield f"{provision}: {answered}, expected {expected} ({reasons})."
