"""The agreement as the decisions made it: pure, the same on every machine that has the same decisions.

A decision is carried out in the order in which decisions were adopted. What cannot be carried out is told
with the reason, and changes nothing. Consents that did not suffice stay on record, so that the term clock
can say who consented and who was silent: never is a term prolonged because nobody spoke.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date
from hashlib import sha256
from json import dumps

from holdfire.agreement.agreement import Agreement, Rank, Source
from holdfire.agreement.parties import Citation, Role, holding
from holdfire.agreement.term import Ending, Extension, Term
from holdfire.agreement.zones import ZoneEnd
from holdfire.centre.act import Objection
from holdfire.centre.effects.decided import CONSENTING, OBJECTING, Agreed, Decided, Refused
from holdfire.centre.effects.form import (
    CLOSE,
    END,
    FIELDS,
    MAP,
    PROLONG,
    day_of,
    midnight,
    objection_to,
    term_of,
)
from holdfire.centre.effects.zones import version_of, with_map, without_maps

ReadFile = Callable[[str], bytes | None]


@dataclass(slots=True)
class _Work:
    """The agreement on its way. `told` is what was changed, as its digest stands for it."""

    agreement: Agreement
    applied: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    replaced: list[tuple[str, str, str]] = field(default_factory=list)
    told: list[dict[str, object]] = field(default_factory=list)


def applied(
    pack: Agreement,
    decisions: Iterable[Decided],
    read_file: ReadFile,
    only: Collection[str] | None = None,
) -> Agreed:
    """The agreement of the pack as these decisions made it. `read_file` gives a map's file by its SHA-256.

    With `only`, refs of decisions, no other adopted decision is carried out: so the agreement of an earlier
    assessment is made again.
    """
    ours = sorted(
        (each for each in decisions if each.effect.get("effect") in FIELDS),
        key=lambda each: (each.order, each.ref),
    )
    work = _Work(pack)
    for each in ours:
        if each.adopted is not None and only is not None and each.ref not in only:
            continue
        _take(work, each, read_file)
    if not work.told:
        return Agreed(pack, pack, tuple(ours), refused=tuple(work.refused))
    digest = sha256(_plain(work.told)).hexdigest()
    whole = sha256(f"{pack.digest}\n{digest}\n".encode()).hexdigest()
    return Agreed(
        agreement=replace(work.agreement, digest=whole),
        pack=pack,
        decisions=tuple(ours),
        applied=tuple(work.applied),
        refused=tuple(work.refused),
        digest=digest,
        replaced=tuple(work.replaced),
    )


def _plain(told: list[dict[str, object]]) -> bytes:
    return dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _take(work: _Work, decided: Decided, read_file: ReadFile) -> None:
    """Carry one decision out, as far as it can be: of one not adopted only who spoke is taken down."""
    wrong = objection_to(decided.effect, work.agreement)
    if wrong is None and decided.effect["effect"] == PROLONG:
        wrong = _prolong(work, decided)
    elif wrong is None and decided.adopted is not None:
        wrong = _adopted(work, decided, read_file)
    if wrong is not None and decided.adopted is not None:
        work.refused.append(Refused(decided, wrong.rule, wrong.what, wrong.advice))


def _adopted(work: _Work, decided: Decided, read_file: ReadFile) -> Objection | None:
    if decided.effect["effect"] == END:
        return _end(work, decided)
    if lacking := _guarantors_lacking(decided, work.agreement):
        what = f"The decision {decided.id} was adopted without the signed consent of {', '.join(lacking)}."
        return Objection("consent", what, "A map binds where each guarantor of that day consents to it.")
    if decided.effect["effect"] != CLOSE:
        return _draw(work, decided, read_file)
    _close(work, decided)
    return None


def _close(work: _Work, decided: Decided) -> None:
    """A zone that is no more, such as one that surrendered."""
    zone, effect = str(decided.effect["zone"]), decided.effect
    at = midnight(effect["on"], work.agreement.time_zone)
    drawn = without_maps(work.agreement, zone, ZoneEnd(at, str(effect["reason"]), _cited(decided)))
    work.agreement = drawn.agreement
    work.replaced += [(zone, each, decided.ref) for each in drawn.replaced]
    _done(work, decided)


def _draw(work: _Work, decided: Decided, read_file: ReadFile) -> Objection | None:
    named = str(decided.effect["geojson"])
    version = version_of(decided, work.agreement, read_file(named))
    if isinstance(version, Objection):
        return version
    zone = str(decided.effect["zone"])
    drawn = with_map(work.agreement, zone, version)
    work.agreement = drawn.agreement
    work.replaced += [(zone, each, decided.ref) for each in drawn.replaced]
    _done(work, decided)
    return None


def _guarantors_lacking(decided: Decided, agreement: Agreement) -> list[str]:
    """Guarantors of the day it was adopted who have not consented: no smaller body redraws what they
    guarantee. Where the agreement has none, the body's own rule is what there is."""
    assert decided.adopted is not None
    return sorted(holding(agreement.parties, Role.GUARANTOR, decided.adopted) - set(decided.consented))


def _prolong(work: _Work, decided: Decided) -> Objection | None:
    """Every word on record becomes one of the term's records of its day; the clock decides what they do."""
    term = term_of(decided.effect, work.agreement)
    assert term is not None
    binding = _binding(decided, term)
    records = tuple(_records(decided, work.agreement, binding))
    if records:
        _change(work, replace(term, extensions=(*term.extensions, *records)))
        _done(work, decided, spoken=True)
    return None if binding or decided.adopted is None else _not_of_the_term(decided, term)


def _end(work: _Work, decided: Decided) -> Objection | None:
    term = term_of(decided.effect, work.agreement)
    assert term is not None
    if not _binding(decided, term):
        return _not_of_the_term(decided, term)
    ending = Ending(day_of(decided.effect["on"]), _cited(decided), decided.title)
    _change(work, replace(term, endings=(*term.endings, ending)))
    _done(work, decided)
    return None


def _binding(decided: Decided, term: Term) -> bool:
    """Whether it was adopted, and by the consents that the term's own rule asks for."""
    return decided.adopted is not None and term.agreed_by(frozenset(decided.consented))


def _not_of_the_term(decided: Decided, term: Term) -> Objection:
    consented = ", ".join(decided.consented) or "nobody"
    what = f"The decision {decided.id} was adopted, but the term {term.id} asks for more than {consented}."
    return Objection("consent", what, f"It is decided by {', '.join(term.deciders)} ({term.decides_by}).")


def _records(decided: Decided, agreement: Agreement, binding: bool) -> Iterable[Extension]:
    """Of each day on which somebody spoke who spoke how; then, if it binds, the adoption with all of it."""
    zone = agreement.time_zone
    until, cited = day_of(decided.effect["until"]), _cited(decided)

    def record(day: date, words: Decided, adopted: bool) -> Extension:
        return Extension(
            decided=day,
            until=until,
            consented=words.consented,
            refused=words.refused,
            cited=cited,
            note=decided.title,
            proposal=decided.ref,
            adopted=adopted,
        )

    days = {each: each.at.astimezone(zone).date() for each in decided.spoken}
    for day in sorted(set(days.values())):
        spoken = tuple(each for each in decided.spoken if days[each] == day)
        if any(each.signed and each.vote in (*CONSENTING, *OBJECTING) for each in spoken):
            yield record(day, replace(decided, spoken=spoken), adopted=False)
    if binding and decided.adopted is not None:
        yield record(decided.adopted.astimezone(zone).date(), decided, adopted=True)


def _cited(decided: Decided) -> tuple[Citation, ...]:
    return (Citation(decided.ref, f"decision {decided.id}"),)


def _change(work: _Work, term: Term) -> None:
    terms = tuple(term if each.id == term.id else each for each in work.agreement.terms)
    work.agreement = replace(work.agreement, terms=terms)


def _done(work: _Work, decided: Decided, spoken: bool = False) -> None:
    """Cite the decision among the sources, and let the digest stand for it. Who spoke on which day is part
    of it where the term clock tells of it."""
    title = decided.title or f"Decision {decided.id}"
    source = Source(decided.ref, title, Rank.OFFICIAL_TEXT, f"joint record, entry {decided.ref}")
    work.agreement = replace(work.agreement, sources=(*work.agreement.sources, source))
    adopted = None if decided.adopted is None else decided.adopted.astimezone(UTC).isoformat()
    told: dict[str, object] = {"ref": decided.ref, "effect": decided.effect, "adopted": adopted}
    if spoken:
        told["spoken"] = [
            [each.party, each.vote, each.at.astimezone(UTC).isoformat()] for each in decided.spoken
        ]
    work.told.append(told)
    if decided.adopted is not None:
        work.applied.append(decided.ref)


__all__ = ["CLOSE", "END", "MAP", "PROLONG", "applied"]
