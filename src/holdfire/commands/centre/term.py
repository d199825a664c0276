"""holdfire term: how long the agreement holds, who consented to more, and whose word is awaited."""

from datetime import date
from pathlib import Path
from typing import Unpack

import click

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.term import Term, TermReading, TermState, answer
from holdfire.centre.effects.decided import Agreed, Decided
from holdfire.commands.answers import answer as told
from holdfire.commands.centre.decided_words import decision_keys, decision_lines, refused_keys, refused_lines
from holdfire.commands.centre.putting import Put, put, put_to_the_guarantors
from holdfire.commands.options import Day, as_json, mission_folder, now
from holdfire.errors import MissionError
from holdfire.mission.centre.deciding import TERM
from holdfire.mission.opened import Opened
from holdfire.moments import known

at_day = click.option("--at", "at", type=Day(), help="The day asked about; today where it is left out.")
_RUNNING = (TermState.IN_FORCE, TermState.EXTENDED)


@click.group()
def term() -> None:
    """How long the agreement holds: each start claimed, each consent on record, whose word is awaited.

    Silence is never consensus: a term is prolonged by the consents that its rule asks for, and by nothing
    else.
    """


@term.command("list")
@mission_folder
@at_day
@as_json
def list_(folder: Path, at: date | None, as_json: bool) -> None:
    """Each term and what it is on a day, from each start claimed.

    \b
    Example: holdfire term list idlib --at 2017-10-20
    JSON keys: at, terms (id, rule, readings (start, end, state, days_left, warning))
    """
    agreed, day = Opened.open(folder).agreed, at or _today(folder)
    short = ("start", "end", "state", "days_left", "warning")
    found = [
        {"id": each.id, "rule": each.rule, "readings": [{k: one[k] for k in short} for one in readings]}
        for each in agreed.agreement.terms
        for readings in [[_reading_keys(one, day) for one in _readings(each, agreed.agreement, day)]]
    ]
    lines = [
        f"{each.id:<14} {_reading_line(one, day)}"
        for each in agreed.agreement.terms
        for one in _readings(each, agreed.agreement, day)
    ]
    told(as_json, {"at": day.isoformat(), "terms": found}, lines or ["The agreement sets no term."])


@term.command("show")
@mission_folder
@click.argument("term", metavar="[TERM]", required=False)
@at_day
@as_json
def show(folder: Path, term: str | None, at: date | None, as_json: bool) -> None:
    """A term in full, or all of them: competing starts and ends, who consented, what awaits whom, days left.

    What is told is what was on record by that day, by the clocks of those who voted.

    \b
    Example: holdfire term show idlib --at 2017-10-20
    JSON keys: at, terms (id, rule, month_rule, deciders, decides_by, warn_days, readings (start, cited, end,
      days_left, state, why, warning, consented, refused, late, silent), decisions (id, ref, effect, outcome,
      adopted, consented, refused, abstained, relayed, awaited, deadline)), not_carried_out (id, ref, what,
      advice)
    """
    agreed, day = Opened.open(folder).agreed, at or _today(folder)
    terms = [each for each in agreed.agreement.terms if term in (None, each.id)]
    if term is not None and not terms:
        listed = ", ".join(each.id for each in agreed.agreement.terms) or "none"
        raise MissionError(f"The agreement has no term {term}.", f"It has: {listed}.")
    found = [_term_keys(each, agreed, day) for each in terms]
    lines = [line for each in terms for line in _term_lines(each, agreed, day)]
    keys = {"at": day.isoformat(), "terms": found, "not_carried_out": refused_keys(agreed, "term")}
    told(as_json, keys, [*(lines or ["The agreement sets no term."]), *refused_lines(agreed, "term")])


@term.command("prolong")
@mission_folder
@click.argument("term", metavar="TERM")
@click.option("--until", type=Day(), required=True, help="The new end; that day is not included.")
@click.option("--title", metavar="TEXT", help="What the proposal is called.")
@put_to_the_guarantors
@as_json
def prolong(
    folder: Path, term: str, until: date, title: str | None, as_json: bool, **told_of: Unpack[Put]
) -> None:
    """Propose to prolong a term. It is prolonged by the consents that its rule asks for, given to this text
    before the end then in force; silence prolongs nothing.

    \b
    Example: holdfire term prolong idlib memo17-term --until 2018-05-04 --by "A. Haddad"
    JSON keys: entry (leaf hash), text (SHA-256), effect
    """
    effect = {"effect": "prolong", "term": term, "until": until.isoformat()}
    sentence = f"The term {term} is prolonged until {until}."
    _put(Opened.open(folder), effect, until, title or sentence, sentence, as_json, told_of)


@term.command("end")
@mission_folder
@click.argument("term", metavar="TERM")
@click.option("--on", type=Day(), required=True, help="The day on which it ends.")
@click.option("--title", metavar="TEXT", help="What the proposal is called.")
@put_to_the_guarantors
@as_json
def end(folder: Path, term: str, on: date, title: str | None, as_json: bool, **told_of: Unpack[Put]) -> None:
    """Propose to end a term on a day.

    \b
    Example: holdfire term end idlib memo17-term --on 2018-03-01 --by "A. Haddad"
    JSON keys: entry (leaf hash), text (SHA-256), effect
    """
    effect = {"effect": "end", "term": term, "on": on.isoformat()}
    sentence = f"The term {term} ends on {on}."
    _put(Opened.open(folder), effect, on, title or sentence, sentence, as_json, told_of)


def _put(
    mission: Opened,
    effect: dict[str, str],
    ends: date,
    title: str,
    sentence: str,
    as_json: bool,
    told_of: Put,
) -> None:
    """The record keeps one term of its own; it follows the agreement's where that has one only."""
    agreement = mission.pack
    only = len(agreement.terms) == 1
    subject = TERM if only else f"{TERM} {effect['term']}"[:64]
    moment = known(ends.isoformat(), agreement.time_zone).span.start if only else None
    put(mission, effect, subject, title, sentence, as_json, moment, **told_of)


def _today(folder: Path) -> date:
    zone = Opened.open(folder).settings.reporting_day.zone
    return now().astimezone(zone).date()


def _readings(each: Term, agreement: Agreement, day: date) -> tuple[TermReading, ...]:
    moment = known(day.isoformat(), agreement.time_zone).span.start
    return answer(each, moment, agreement.time_zone).readings


def _days_left(reading: TermReading, day: date) -> int | None:
    """Days until its end; None where it does not run."""
    return (reading.end - day).days if reading.state in _RUNNING else None


def _reading_keys(reading: TermReading, day: date) -> dict[str, object]:
    cited = [" ".join((each.source, each.clause)).strip() for each in reading.start.cited]
    return {
        "start": reading.start.day.isoformat(),
        "cited": cited,
        "end": reading.end.isoformat(),
        "days_left": _days_left(reading, day),
        "state": str(reading.state),
        "why": reading.why,
        "warning": reading.warning,
        "consented": sorted(reading.consented),
        "refused": sorted(reading.refused),
        "late": sorted(reading.late),
        "silent": sorted(reading.silent),
    }


def _reading_line(reading: TermReading, day: date) -> str:
    left = _days_left(reading, day)
    days = "" if left is None else f" ({left} {'day' if left == 1 else 'days'} left)"
    return f"begun {reading.start.day}, ends {reading.end}: {reading.state}{days}"


def _term_keys(each: Term, agreed: Agreed, day: date) -> dict[str, object]:
    moment = known(day.isoformat(), agreed.agreement.time_zone).span.start
    found = answer(each, moment, agreed.agreement.time_zone)
    return {
        "id": each.id,
        "rule": each.rule,
        "month_rule": found.month_rule,
        "deciders": list(each.deciders),
        "decides_by": str(each.decides_by),
        "warn_days": each.warn_days,
        "readings": [_reading_keys(one, day) for one in found.readings],
        "decisions": [decision_keys(one) for one in _decisions(each, agreed, day)],
    }


def _decisions(each: Term, agreed: Agreed, day: date) -> list[Decided]:
    end = known(day.isoformat(), agreed.agreement.time_zone).span.end
    return [one for decided in agreed.of_term(each.id) if (one := decided.by(end)) is not None]


def _term_lines(each: Term, agreed: Agreed, day: date) -> list[str]:
    lines = [f"{each.id}: {each.rule} Decided by {', '.join(each.deciders)} ({each.decides_by})."]
    for reading in _readings(each, agreed.agreement, day):
        lines += [f"  {_reading_line(reading, day)}. {reading.why}"]
        if reading.consented or reading.refused:
            lines.append(f"    consented: {_named(reading.consented)}; refused: {_named(reading.refused)}")
        if reading.warning:
            lines.append(f"    WARNING: {reading.warning}")
    for decided in _decisions(each, agreed, day):
        lines += [f"  {line}" for line in decision_lines(decided)]
    return lines


def _named(parties: frozenset[str]) -> str:
    return ", ".join(sorted(parties)) or "nobody"
