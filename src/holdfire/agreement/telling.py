"""What an agreement says, as plain values with stable keys: the whole of it, and what stands at a moment."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from holdfire.agreement.agreement import Agreement, Claim, Instrument
from holdfire.agreement.parties import Alias, Citation, Party, Role, holding
from holdfire.agreement.provisions import Provision
from holdfire.agreement.term import Term, answer
from holdfire.agreement.zones import Zone, ZoneVersion

Told = dict[str, Any]


def overview(agreement: Agreement) -> Told:
    """Everything the pack holds but the shapes of its maps. Times are local to the pack."""
    told = {
        "pack": agreement.slug,
        "title": agreement.title,
        "about": agreement.about,
        "country": agreement.country,
        "time_zone": agreement.time_zone.key,
        "digest": agreement.digest,
        "instruments": [_instrument(each) for each in agreement.instruments],
        "parties": [_party(each) for each in agreement.parties],
        "bodies": [
            {
                "id": b.id,
                "name": b.name,
                "members": list(b.members),
                "tasks": b.tasks,
                "from": b.start,
            }
            | ({} if b.earliest is None else {"not_before": b.earliest})
            | {"until": b.end, "decides_by": b.decides_by, "cited": _cited(b.cited), "note": b.note}
            for b in agreement.bodies
        ],
        "excluded": [
            {"id": g.id, "name": g.name, "names": _names(g.aliases), "from": g.excluded_from}
            | {"until": g.excluded_until, "cited": _cited(g.cited), "note": g.note}
            for g in agreement.excluded
        ],
        "zones": [_zone(each) for each in agreement.zones],
        "provisions": [_provision(each, agreement) for each in agreement.provisions],
        "terms": [_term(each) for each in agreement.terms],
        "contested": [
            {"id": c.id, "question": c.question, "versions": [_claim(v) for v in c.versions], "used": c.used}
            for c in agreement.contested
        ],
        "not_known": list(agreement.not_known),
        "sources": [
            {"id": s.id, "title": s.title, "rank": str(s.rank), "where": s.where, "note": s.note}
            for s in agreement.sources
        ],
    }
    return dict(_plain(told, agreement.time_zone))


def standing_at(agreement: Agreement, moment: datetime) -> Told:
    """What is in force at that moment, where, between whom, and the state of each term."""
    told = {
        "pack": agreement.slug,
        "at": moment,
        "agreed": [each.id for each in agreement.instruments if each.agreed <= moment],
        "parties": _holders(agreement, Role.PARTY, moment),
        "guarantors": _holders(agreement, Role.GUARANTOR, moment),
        "disputed": _disputed(agreement, moment),
        "observers": _holders(agreement, Role.OBSERVER, moment),
        "bodies": [
            {"id": b.id, "name": b.name} | ({} if b.exists_at(moment) else {"exists": "not known"})
            for b in agreement.bodies
            if b.exists_at(moment) is not False
        ],
        "excluded": [
            {"id": g.id, "name": g.name, "called": _called(g.aliases, moment)}
            for g in agreement.excluded
            if g.excluded_at(moment)
        ],
        "zones": [
            {"id": zone.id, "name": zone.name, "kind": str(zone.kind)} | _version(version)
            for zone in agreement.zones
            if (version := zone.version_at(moment)) is not None
        ],
        "provisions": [_provision(each, agreement) for each in agreement.provisions_at(moment)],
        "terms": [_reading_of(each, agreement, moment) for each in agreement.terms],
    }
    return dict(_plain(told, agreement.time_zone))


def _reading_of(term: Term, agreement: Agreement, moment: datetime) -> Told:
    answered = answer(term, moment, agreement.time_zone)
    return {
        "id": term.id,
        "rule": term.rule,
        "month_rule": answered.month_rule,
        "deciders": list(term.deciders),
        "readings": [
            {
                "start": reading.start.day.isoformat(),
                "cited": _cited(reading.start.cited),
                "end": reading.end.isoformat(),
                "state": str(reading.state),
                "why": reading.why,
                "warning": reading.warning,
                "consented": sorted(reading.consented),
                "refused": sorted(reading.refused),
                "late": sorted(reading.late),
                "silent": sorted(reading.silent),
            }
            for reading in answered.readings
        ],
    }


def _holders(agreement: Agreement, role: Role, moment: datetime) -> list[Told]:
    ids = holding(agreement.parties, role, moment)
    return [{"id": each.id, "name": each.name} for each in agreement.parties if each.id in ids]


def _disputed(agreement: Agreement, moment: datetime) -> list[Told]:
    """Roles that one source gives earlier than the pack does, at a moment between the two days."""
    return [
        {"id": party.id, "role": str(tenure.role), "from": tenure.start}
        | {"or_from": tenure.disputed_from, "disputed_by": _cited(tenure.disputed_by)}
        for party in agreement.parties
        for tenure in party.tenures
        if tenure.disputed_from is not None and tenure.disputed_from <= moment < tenure.start
    ]


def _called(aliases: Iterable[Alias], moment: datetime) -> list[str]:
    """What the group called itself at that moment, else what others call it."""
    used = [alias for alias in aliases if alias.used_at(moment)]
    own = [alias.name for alias in used if alias.used_by == "itself"]
    return own or sorted({alias.name for alias in used})


def _instrument(each: Instrument) -> Told:
    return {
        "id": each.id,
        "title": each.title,
        "agreed": each.agreed,
        "rank": str(each.rank),
        "made_by": list(each.made_by),
        "in_force": [_claim(claim) for claim in each.in_force],
        "cited": _cited(each.cited),
        "note": each.note,
    }


def _claim(claim: Claim) -> Told:
    return {"value": claim.value, "cited": _cited(claim.cited), "note": claim.note}


def _party(party: Party) -> Told:
    return {
        "id": party.id,
        "name": party.name,
        "kind": party.kind,
        "member_of": party.member_of,
        "may_include": list(party.may_include),
        "roles": [
            {
                "role": str(tenure.role),
                "from": tenure.start,
                "until": tenure.end,
                "cited": _cited(tenure.cited),
                "disputed_from": tenure.disputed_from,
                "disputed_by": _cited(tenure.disputed_by),
                "note": tenure.note,
            }
            | ({} if tenure.joined is not None else {"joined": "not known"})
            for tenure in party.tenures
        ],
        "names": _names(party.aliases),
        "note": party.note,
    }


def _names(aliases: Iterable[Alias]) -> list[Told]:
    return [{"name": a.name, "from": a.start, "until": a.end, "used_by": a.used_by} for a in aliases]


def _zone(zone: Zone) -> Told:
    told = {"id": zone.id, "name": zone.name, "kind": str(zone.kind), "within": zone.within}
    return told | {"versions": [_version(version) for version in zone.versions]}


def _version(version: ZoneVersion) -> Told:
    return {
        "version": version.id,
        "title": version.title,
        "from": version.start,
        "until": version.end,
        "edge_uncertainty_m": version.edge_uncertainty_m,
        "official": version.official,
        "how_drawn": version.how_drawn,
        "cited": _cited(version.cited),
    }


def _provision(each: Provision, agreement: Agreement) -> Told:
    return {
        "id": each.id,
        "clause": agreement.clause_of(each),
        "says": each.says,
        "verb": each.verb,
        "strength": str(each.strength),
        "mode": str(each.mode),
        "acts": list(each.acts),
        "bound": list(each.bound),
        "addressees": list(each.addressees),
        "against": list(each.against),
        "zones": list(each.zones),
        "from": each.start,
        "until": each.end,
        "except_targets": list(each.except_targets),
        "deadline": each.deadline,
        "scored_by": each.scored_by,
        "theme": each.theme,
        "reading": "ours" if each.own_reading else "of the text",
        "judges_incidents": each.judges_incidents,
        "cited": _cited((each.cited, *each.also)),
        "note": each.note,
    }


def _term(term: Term) -> Told:
    return {
        "id": term.id,
        "starts": [{"day": s.day.isoformat(), "cited": _cited(s.cited)} for s in term.starts],
        "months": term.months,
        "deciders": list(term.deciders),
        "decides_by": str(term.decides_by),
        "rule": term.rule,
        "warn_days": term.warn_days,
        "provisions": list(term.provisions),
        "note": term.note,
    }


def _cited(citations: Iterable[Citation]) -> list[str]:
    return [", ".join(part for part in (each.source, each.clause) if part) for each in citations]


def _plain(value: Any, zone: ZoneInfo) -> Any:
    """The same with every instant as local time of the pack, in ISO form: a day stays that day."""
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner, zone) for key, inner in value.items()}
    return [_plain(inner, zone) for inner in value] if isinstance(value, list) else value
