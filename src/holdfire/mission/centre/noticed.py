"""What a notice is of, from the record: a notification, a decision, a zone, a term; with what it rests on."""

from collections.abc import Iterable
from datetime import datetime

from holdfire.agreement.agreement import Agreement
from holdfire.centre.access.notice import moment_of
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.act import CentreError
from holdfire.centre.decisions.acts import RESERVATION
from holdfire.centre.decisions.decision import Decision
from holdfire.centre.decisions.rules import DECISIONS
from holdfire.mission.centre.deciding import believed_moment, decision_named
from holdfire.mission.centre.gathering import Centre
from holdfire.mission.centre.term_stands import term_stands
from holdfire.publish.correspondence.daily import state_name
from holdfire.publish.correspondence.letter import Number, Value, Word, Written
from holdfire.publish.correspondence.notices import Subject, moment_or_unknown


def of_access(centre: Centre, name: str, agreement: Agreement) -> tuple[Subject, tuple[str, ...]]:
    """A notification as it stands in its last version, and the sides it is addressed to."""
    found = centre.folded(ACCESS, {name}).state.notices.get(name)
    if found is None:
        raise CentreError(f"There is no notification {name}.", "holdfire access list names them.")
    latest = found.latest
    first, last = ("start", "end") if found.is_movement else ("since", "until")
    told: dict[str, Value] = {
        "notifier": Written(_name(agreement, found.notifier)),
        "what": Written(str(latest.content["title"])),
        "version": Number(found.number),
        "start": moment_or_unknown(moment_of(latest, first)),
        "end": moment_or_unknown(moment_of(latest, last)),
        "answer": moment_or_unknown(moment_of(latest, "answer_by")),
    }
    return Subject("access", name, latest.ref, told), found.addressees


def of_decision(centre: Centre, name: str, agreement: Agreement, now: datetime) -> Subject:
    """A proposal with what came of it, and who said what."""
    found: Decision = decision_named(centre.folded(DECISIONS).state, name)
    outcome = str(found.outcome_at(believed_moment(centre, now)))
    title = str(found.proposed.content.get("title") or found.id)
    told: dict[str, Value] = {
        "what": Written(title),
        "by": Written(_name(agreement, found.proposed.speaker)),
        "outcome": Word(f"outcome-{outcome.replace(' ', '-')}", outcome),
    }
    lines = tuple(
        (message, {"parties": _named(agreement, parties)})
        for message, parties in (
            ("decision-consent", found.said("consent")),
            ("decision-reservation", found.said(RESERVATION)),
            ("decision-objection", found.said("objection", "abstention")),
            ("decision-silent", found.silent),
        )
    )
    return Subject("decision", found.id, found.ref, told, lines)


def of_zone(agreement: Agreement, name: str, at: datetime) -> Subject:
    """The map of the zone that is in force at that moment, or that the zone ended."""
    zone = agreement.zone(name)
    if zone is None:
        listed = ", ".join(each.id for each in agreement.zones)
        raise CentreError(f"The agreement has no zone {name}.", f"It has: {listed}.")
    local, version, ended = agreement.time_zone, zone.version_at(at), zone.ended_at(at)
    if version is not None:
        told: dict[str, Value] = {
            "zone": Written(zone.name),
            "version": Written(version.id),
            "start": version.start.astimezone(local).date(),
            "edge": Number(round(version.edge_uncertainty_m)),
        }
        return Subject("zone", name, version.cited[0].source, told)
    if ended is not None:
        told = {
            "zone": Written(zone.name),
            "start": ended.at.astimezone(local).date(),
            "reason": Written(ended.reason),
        }
        return Subject("zone-ended", name, ended.cited[0].source, told)
    raise CentreError(
        f"No map of the zone {name} is in force, and none was ended.", "holdfire zone show tells more."
    )


def of_term(agreement: Agreement, name: str, at: datetime) -> Subject:
    """A term, its earliest end and the days left."""
    term = next((each for each in agreement.terms if each.id == name), None)
    if term is None:
        listed = ", ".join(each.id for each in agreement.terms) or "none"
        raise CentreError(f"The agreement has no term {name}.", f"It has: {listed}.")
    stands = term_stands(agreement, term, at)
    first = min(stands.readings, key=lambda each: each.end)
    left = (first.end - at.astimezone(agreement.time_zone).date()).days
    told: dict[str, Value] = {
        "end": first.end,
        "state": Word(state_name(first.state), first.state),
        "days": Number(max(0, left)),
    }
    words: dict[str, Value] = {"parties": tuple(map(Written, first.silent)) or Word("nobody", "nobody")}
    return Subject("term", name, term.cited.source, told, (("term-silent", words),))


def _name(agreement: Agreement, party: str | None) -> str:
    known = {each.id: each.name for each in agreement.parties}
    return known.get(str(party), party or "the desk")


def _named(agreement: Agreement, parties: Iterable[str]) -> Value:
    return tuple(Written(_name(agreement, each)) for each in parties) or Word("nobody", "nobody")
