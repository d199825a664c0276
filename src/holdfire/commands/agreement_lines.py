"""What the agreement commands print for people; --json prints the same facts with their keys."""

from collections.abc import Iterator, Sequence
from typing import Any

from holdfire.agreement.reading import PackReading
from holdfire.assessment.explaining import Explanation
from holdfire.assessment.worked import CaseResult
from holdfire.commands.answers import counted


def check_lines(pack: str, reading: PackReading, results: list[CaseResult]) -> Iterator[str]:
    yield from map(str, reading.faults)
    for each in results:
        if not each.passed:
            yield f"{each.case.at}: case: {each.case.case} {each.why}"
    faults = [fault for fault in reading.faults if fault.weight == "fault"]
    if reading.agreement is None and reading.cases:
        yield f"{counted(len(reading.cases), 'worked case')} not run: mend the faults first."
    elif results:
        yield f"{sum(each.passed for each in results)} of {counted(len(results), 'worked case')} as expected."
    yield f"{pack}: {counted(len(faults), 'fault') if faults else 'no faults'}."


def show_lines(told: dict[str, Any]) -> Iterator[str]:
    yield f"{told['title']} ({told['pack']}, {told['time_zone']}, digest {told['digest'][:12]})"
    yield told["about"]
    for heading in ("instruments", "parties", "bodies", "excluded", "zones"):
        yield f"\n{heading}"
        for each in told[heading]:
            yield f"  {each['id']}: {each.get('title') or each['name']}{_dates(each)}"
    yield "\nprovisions"
    for each in told["provisions"]:
        yield f"  {each['id']} ({each['clause']}; {each['strength']}, {each['mode']}): {each['says']}"
    for each in told["contested"]:
        yield f"\ncontested: {each['question']}"
        yield from (f"  {version['value']} ({'; '.join(version['cited'])})" for version in each["versions"])
        yield f"  used: {each['used']}"
    yield "\nnot known"
    yield from (f"  {each}" for each in told["not_known"])


def _dates(each: dict[str, Any]) -> str:
    if "roles" in each:
        return "; " + ", ".join(f"{role['role']} from {role['from'][:10]}" for role in each["roles"])
    if "versions" in each:
        return f"; {counted(len(each['versions']), 'map')}"
    return f"; {(each.get('agreed') or each['from'])[:10]}"


def at_lines(told: dict[str, Any]) -> Iterator[str]:
    yield f"{told['pack']} at {told['at']}"
    for heading in ("parties", "guarantors", "observers", "bodies"):
        yield f"{heading}: {', '.join(_standing(each) for each in told[heading]) or 'none'}"
    for each in told["disputed"]:
        yield f"disputed: {each['id']} as {each['role']} already ({'; '.join(each['disputed_by'])})"
    for each in told["excluded"]:
        yield f"excluded: {each['name']}, called {', '.join(each['called'])}"
    for each in told["zones"]:
        drawn = (
            "official" if each["official"] else f"our drawing, edge +/- {each['edge_uncertainty_m']:.0f} m"
        )
        yield f"{each['kind']} {each['id']}: map {each['version']} ({drawn})"
    for term in told["terms"]:
        yield f"term {term['id']}: {term['rule']} {term['month_rule']}"
        for reading in term["readings"]:
            yield f"  if it began on {reading['start']}: {reading['state']}. {reading['why']}"
            if reading["warning"]:
                yield f"  WARNING: {reading['warning']}"
    yield "provisions in force"
    for each in told["provisions"]:
        where = ", ".join(each["zones"]) or "everywhere"
        unknown = "" if each["from"] else " (entry into force not known)"
        yield f"  {each['id']} ({each['clause']}; {where}){unknown}: {each['says']}"


def _standing(each: dict[str, Any]) -> str:
    return f"{each['name']}{' (whether it existed yet is not known)' if 'exists' in each else ''}"


def explain_lines(told: list[Explanation], doubts: Sequence[str]) -> Iterator[str]:
    yield from (f"Doubt: {doubt}." for doubt in doubts)
    for each in told:
        if not each.ruled_out:
            yield f"{each.verdict.upper()}: {each.provision_id} ({each.clause})"
            yield from (f"  {reason}" for reason in each.reasons)
    ruled_out = [each.provision_id for each in told if each.ruled_out]
    if ruled_out:
        yield f"Ruled out by time or place: {', '.join(ruled_out)}."
