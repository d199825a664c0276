"""What the pack itself answers, without any incident: roles, names, maps and terms at a moment."""

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.cases import MapQuestion, NameQuestion, Question, RoleQuestion, TermQuestion
from holdfire.agreement.names import ids_named
from holdfire.agreement.parties import Role, holding
from holdfire.agreement.term import answer
from holdfire.moments import known


def disagreement(question: Question, agreement: Agreement) -> str:
    """Why the pack does not answer as expected, in words; "" where it does.

    Only for questions about terms, roles, names and maps; one about an incident needs the
    assessment and is answered there.
    """
    match question:
        case TermQuestion():
            return _term(question, agreement)
        case RoleQuestion():
            moment = known(question.at, agreement.time_zone).span.start
            found = holding(agreement.parties, Role(question.role), moment)
            return _differs(f"{question.role} on {question.at}", found, frozenset(question.expect))
        case NameQuestion():
            moment = known(question.at, agreement.time_zone).span.start
            found = frozenset(ids_named(agreement, question.name, moment))
            return _differs(f"{question.name!r} on {question.at}", found, frozenset(question.expect))
        case MapQuestion():
            return _map(question, agreement)
    raise TypeError(f"{type(question).__name__} is not about the pack alone")


def _differs(subject: str, found: frozenset[str], expected: frozenset[str]) -> str:
    if found == expected:
        return ""
    return f"{subject}: found {_list(found)}, expected {_list(expected)}."


def _list(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "nobody"


def _map(question: MapQuestion, agreement: Agreement) -> str:
    zone = agreement.zone(question.zone)
    if zone is None:
        return f"there is no zone {question.zone!r}."
    version = zone.version_at(known(question.at, agreement.time_zone).span.start)
    found = version.id if version else None
    if found == question.expect:
        return ""
    return (
        f"map of {zone.id} on {question.at}: found {found or 'none'}, expected {question.expect or 'none'}."
    )


def _term(question: TermQuestion, agreement: Agreement) -> str:
    term = next((each for each in agreement.terms if each.id == question.term), None)
    if term is None:
        return f"there is no term {question.term!r}."
    moment = known(question.at, agreement.time_zone).span.start
    answered = answer(term, moment, agreement.time_zone)
    wrong: list[str] = []
    readings = {reading.start.day.isoformat(): reading for reading in answered.readings}
    if missing := sorted(readings.keys() ^ question.expect.keys()):
        wrong.append(f"start days that only one of pack and case names: {', '.join(missing)}")
    for day, expected in question.expect.items():
        reading = readings.get(day)
        if reading and reading.state != expected:
            wrong.append(f"from {day} it is {reading.state} ({reading.why}), expected {expected}")
        if reading and day in question.ends and reading.end.isoformat() != question.ends[day]:
            wrong.append(f"from {day} it ends {reading.end}, expected {question.ends[day]}")
        if reading and question.warned is not None and bool(reading.warning) != question.warned:
            wrong.append(f"from {day} the warning is {reading.warning or 'none'!r}")
    return "; ".join(wrong)
