"""What must hold for worked cases: they ask about things the pack has."""

from collections.abc import Iterable, Iterator, Mapping

from holdfire.agreement.cases import IncidentQuestion, MapQuestion, TermQuestion, WorkedCase
from holdfire.agreement.checks import Written
from holdfire.agreement.schema import meant
from holdfire.agreement.walking import entries, texts
from holdfire.errors import Fault
from holdfire.plain_names import plain

NAMED = (
    ("parties", "*", "id"),
    ("parties", "*", "name"),
    ("parties", "*", "names", "*", "name"),
    ("excluded", "*", "id"),
    ("excluded", "*", "name"),
    ("excluded", "*", "names", "*", "name"),
)


def case_faults(pack: Written, cases: Iterable[WorkedCase]) -> Iterator[Fault]:
    """Every id, name and act of the cases that the pack does not know."""
    names = {written: plain(written) for pattern in NAMED for _, written in texts(pack.agreement, pattern)}
    versions = [written for _, written in texts(pack.maps, ("features", "*", "properties", "version"))]
    for case in cases:
        question = case.question
        match question:
            case IncidentQuestion():
                yield from _unknown(case, "a provision", question.expect, pack.ids("provisions"))
                yield from _unknown(case, "a zone", question.inside, pack.ids("zones"))
                yield from _unknown(case, "a zone", question.zone_version, pack.ids("zones"))
                yield from _unknown(case, "a map", question.zone_version.values(), versions)
                yield from _strangers(case, (*(question.actor or ()), *(question.target or ())), names)
                if pack.acts is not None and question.act is not None:
                    yield from _unknown(case, "an act of the taxonomy", [question.act], sorted(pack.acts))
            case TermQuestion():
                yield from _unknown(case, "a term", [question.term], pack.ids("terms"))
                yield from _start_days(case, question, pack)
            case MapQuestion():
                yield from _unknown(case, "a zone", [question.zone], pack.ids("zones"))
                if question.expect is not None:
                    yield from _unknown(case, "a map", [question.expect], versions)


def _unknown(case: WorkedCase, kind: str, written: Iterable[str], known: list[str]) -> Iterator[Fault]:
    for each in written:
        if each not in known:
            yield Fault(
                case.at, f'"{each}" is not {kind} of this pack.', meant(each, known) or "Check the id."
            )


def _strangers(case: WorkedCase, written: Iterable[str], names: Mapping[str, str]) -> Iterator[Fault]:
    """`names` have their plain forms."""
    for each in written:
        if plain(each) not in names.values():
            what = f'nobody in this pack is called "{each}".'
            yield Fault(case.at, what, meant(each, list(names)) or "Add the name under parties or excluded.")


def _start_days(case: WorkedCase, question: TermQuestion, pack: Written) -> Iterator[Fault]:
    for _, term in entries(pack.agreement, "terms"):
        days = [day for _, day in texts(term, ("starts", "*", "day"))]
        if term.get("id") == question.term:
            yield from _unknown(case, "a start of that term", question.expect, days)
