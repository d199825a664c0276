"""Readings as plain values for JSON, in the published form (library/schemas/reading.schema.json)."""

from collections.abc import Iterable, Sequence

from holdfire.documents.field import Field, Passage
from holdfire.documents.meetings.meeting import Meeting
from holdfire.documents.names.officials import Official
from holdfire.documents.proposals.proposal import Proposal
from holdfire.documents.provisions.provision import Instrument, Provision, Term
from holdfire.documents.reading import Reading
from holdfire.documents.statements.statement import Statement
from holdfire.documents.tallies import Claim, Tally

FORM = "holdfire/reading/1"
Plain = dict[str, object]


def written(readings: Sequence[Reading], differences: Iterable[Plain] = ()) -> Plain:
    """All readings of one call as one object. Lists hold what all documents say, each with its document."""
    found: dict[str, list[Plain]] = {
        "documents": [], "blocks": [], "dates": [], "actors": [], "officials": [], "meetings": [],
        "instruments": [], "provisions": [], "statements": [], "claims": [], "tallies": [],
        "proposals": [], "dropped": [],
    }  # fmt: skip
    for reading in readings:
        for key, rows in _of_one(reading).items():
            found[key] += ({"document": reading.name, **row} for row in rows)
    return {"form": FORM, **found, "differences": list(differences)}


def _of_one(reading: Reading) -> dict[str, Iterable[Plain]]:
    page = reading.page
    text = page.text
    return {
        "documents": [_document(reading)],
        "blocks": [
            {
                "number": number, "class": block.kind, "start": block.passage.start, "end": block.passage.end,
                "method": block.method, "confidence": block.confidence, "section": block.section,
                "alternatives": list(block.alternatives),
            }
            for number, block in enumerate(page.blocks)
        ],
        "dates": [
            {"kind": each.written.kind, "block": each.block, "date": plain(each.field, text)}
            for each in page.dates
        ],
        "actors": [{"actor": plain(each, text)} for each in reading.actors],
        "officials": [_official(each, text) for each in page.officials.by_name.values()],
        "meetings": [_meeting(each, text) for each in reading.meetings],
        "instruments": [_instrument(each, text) for each in reading.instruments],
        "provisions": [_provision(each, text) for each in reading.provisions],
        "statements": [_statement(each, text) for each in reading.statements],
        "claims": [_claim(each, text) for each in reading.claims],
        "tallies": [_tally(each, text) for each in reading.tallies],
        "proposals": [_proposal(each, text) for each in reading.proposals.kept],
        "dropped": [{"told": each.told, "reason": each.reason} for each in reading.proposals.dropped],
    }  # fmt: skip


def plain(field: Field, text: str) -> Plain:
    """A field as JSON: value, spans with the characters that stand there, method, confidence, anchor,
    alternatives, and the reason where there is no value."""
    return {
        "value": field.value,
        "spans": spans(field.passages, text),
        "method": field.method,
        "confidence": round(field.confidence, 2),
        "anchor": field.anchor,
        "alternatives": [
            {"value": each.value, "why": each.why, "spans": spans(each.passages, text)}
            for each in field.alternatives
        ],
        "reason": field.reason,
    }


def spans(passages: Iterable[Passage], text: str) -> list[Plain]:
    return [{"start": each.start, "end": each.end, "quote": each.of(text)} for each in passages]


def _fields(fields: Iterable[Field], text: str) -> list[Plain]:
    return [plain(each, text) for each in fields]


def _document(reading: Reading) -> Plain:
    source = reading.page.source
    return {
        "kind": source.kind,
        "sha256": source.digest,
        "language": reading.page.language.code,
        "characters": len(source.text),
        "published": plain(reading.page.published, source.text),
        "faults": [str(each) for each in source.faults],
        "text": source.text,
    }


def _official(official: Official, text: str) -> Plain:
    name = Field(official.name, (official.passage,), "a name beside a title or a verb of saying", 0.85)
    title = (
        Field(official.title.of(text), (official.title,), "a word of the table of titles", 0.9)
        if official.title is not None
        else Field(None, (), "no title stands with it", 1.0, reason="not stated")
    )
    of = [Field(each.name.id, (each.passage,), "a name beside the title", 0.8) for each in official.of]
    return {"name": plain(name, text), "title": plain(title, text), "of": _fields(of, text)}


def _meeting(meeting: Meeting, text: str) -> Plain:
    return {
        "series": plain(meeting.series, text),
        "round": plain(meeting.round, text),
        "state": plain(meeting.state, text),
        "days": plain(meeting.days, text),
        "place": plain(meeting.place, text),
        "next": meeting.is_next,
        "participants": _fields(meeting.participants, text),
        "observers": _fields(meeting.observers, text),
        "invited": _fields(meeting.invited, text),
        "outcomes": [
            {
                "subject": plain(each.subject, text),
                "outcome": plain(each.outcome, text),
                "zones": _fields(each.zones, text),
            }
            for each in meeting.outcomes
        ],
        "told_in": spans(meeting.told_in, text),
    }


def _instrument(instrument: Instrument, text: str) -> Plain:
    return {
        "title": plain(instrument.title, text),
        "kind": plain(instrument.kind, text),
        "day": plain(instrument.day, text),
        "role": instrument.role,
        "section": instrument.section,
    }


def _provision(provision: Provision, text: str) -> Plain:
    return {
        "number": plain(provision.number, text),
        "section": provision.section,
        "words": plain(provision.words, text),
        "force": plain(provision.force, text),
        "parts": [
            {"start": each.passage.start, "end": each.passage.end, "force": plain(each.force, text)}
            for each in provision.parts
        ],
        "bound": _fields(provision.bound, text),
        "addressees": _fields(provision.addressees, text),
        "subjects": _fields(provision.subjects, text),
        "zones": _fields(provision.zones, text),
        "deadline": plain(provision.deadline, text),
        "references": _fields(provision.references, text),
        "term": _term(provision.term, text),
    }


def _term(term: Term | None, text: str) -> Plain | None:
    if term is None:
        return None
    return {
        "length": plain(term.length, text),
        "start": plain(term.start, text),
        "end": plain(term.end, text),
        "extension": plain(term.extension, text),
    }


def _statement(statement: Statement, text: str) -> Plain:
    return {
        "block": statement.block,
        "told": statement.told,
        "words": plain(statement.words, text),
        "speaker": plain(statement.speaker, text),
        "tier": plain(statement.tier, text),
    }


def _claim(claim: Claim, text: str) -> Plain:
    return {
        "words": plain(claim.words, text),
        "speaker": plain(claim.speaker, text),
        "tier": plain(claim.tier, text),
        "act": plain(claim.act, text),
    }


def _tally(tally: Tally, text: str) -> Plain:
    return {
        "observer": plain(tally.observer, text),
        "total": plain(tally.total, text),
        "unit": plain(tally.unit, text),
        "area": plain(tally.area, text),
        "period": plain(tally.period, text),
        "parts": [{"place": plain(place, text), "count": plain(count, text)} for place, count in tally.parts],
        "of_which": _fields(tally.of_which, text),
    }


def _proposal(proposal: Proposal, text: str) -> Plain:
    return {
        "block": proposal.block,
        "kind": proposal.kind,
        "value": plain(proposal.field, text),
        "of": plain(proposal.of, text) if proposal.of is not None else None,
    }
