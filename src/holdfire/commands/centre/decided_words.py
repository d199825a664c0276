"""Decisions on terms and maps, as `holdfire term` and `holdfire zone` tell of them."""

from holdfire.centre.effects.decided import Agreed, Decided
from holdfire.commands.centre.acting import instant

_OF = {"term": ("prolong", "end"), "zone": ("map", "close")}


def decision_keys(decided: Decided) -> dict[str, object]:
    return {
        "id": decided.id,
        "ref": decided.ref,
        "effect": dict(decided.effect),
        "outcome": decided.outcome,
        "adopted": None if decided.adopted is None else instant(decided.adopted),
        "consented": list(decided.consented),
        "refused": list(decided.refused),
        "abstained": list(decided.said(("abstention",))),
        "relayed": list(decided.relayed),
        "awaited": list(decided.awaited),
        "deadline": None if decided.deadline is None else instant(decided.deadline),
    }


def decision_lines(decided: Decided) -> list[str]:
    """What was put to whom, what came of it, and whose word is awaited."""
    adopted = "" if decided.adopted is None else f" on {instant(decided.adopted)}"
    lines = [f"decision {decided.id} ({_effect(decided)}): {decided.outcome}{adopted}"]
    for word, who in (
        ("consented", decided.consented),
        ("refused", decided.refused),
        ("abstained", decided.said(("abstention",))),
        ("only told of by another, and not counted", decided.relayed),
    ):
        if who:
            lines.append(f"  {word}: {', '.join(who)}")
    if decided.awaited:
        until = "" if decided.deadline is None else f" until {instant(decided.deadline)}"
        lines.append(f"  awaits: {', '.join(decided.awaited)}{until}")
    return lines


def _effect(decided: Decided) -> str:
    effect = decided.effect
    match effect.get("effect"):
        case "prolong":
            return f"prolong {effect.get('term')} until {effect.get('until')}"
        case "end":
            return f"end {effect.get('term')} on {effect.get('on')}"
        case "close":
            return f"end the zone {effect.get('zone')} on {effect.get('on')}: {effect.get('reason')}"
    until = effect.get("until")
    days = f"from {effect.get('from')}" + ("" if until is None else f" until {until}")
    return f"map {effect.get('version')} of {effect.get('zone')} {days}"


def refused_keys(agreed: Agreed, subject: str) -> list[dict[str, str]]:
    """Adopted decisions on terms, or on zones, that could not be carried out."""
    return [
        {"id": each.decided.id, "ref": each.decided.ref, "what": each.what, "advice": each.advice}
        for each in agreed.refused
        if each.decided.effect.get("effect") in _OF[subject]
    ]


def refused_lines(agreed: Agreed, subject: str) -> list[str]:
    return [
        f"NOT CARRIED OUT: decision {each['id']}. {each['what']} {each['advice']}"
        for each in refused_keys(agreed, subject)
    ]
