"""A reading narrowed to what a person took over: fields accepted stand, corrected ones say the person's
value, and those refused or not decided are not there. So nothing else is fed into a mission."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from holdfire.documents.decisions import CORRECT, REFUSE, Decision
from holdfire.documents.field import Field, not_stated
from holdfire.documents.meetings.meeting import Meeting
from holdfire.documents.reading import Reading


def as_decided(reading: Reading, decisions: Iterable[Decision]) -> Reading:
    """The reading with its meetings so narrowed; other parts are as they were."""
    by_path = {each.field.path: each for each in decisions}
    meetings = tuple(_meeting(f"meetings/{n}", each, by_path) for n, each in enumerate(reading.meetings))
    return replace(reading, meetings=meetings)


def _meeting(path: str, meeting: Meeting, by_path: Mapping[str, Decision]) -> Meeting:
    def one(name: str, field: Field) -> Field:
        return _field(field, by_path.get(f"{path}/{name}")) or not_stated("nobody took it over")

    def those(name: str, fields: Iterable[Field]) -> list[Field]:
        found = (_field(each, by_path.get(f"{path}/{name}/{n}")) for n, each in enumerate(fields))
        return [each for each in found if each is not None]

    return replace(
        meeting,
        series=one("series", meeting.series),
        round=one("round", meeting.round),
        state=one("state", meeting.state),
        days=one("days", meeting.days),
        place=one("place", meeting.place),
        participants=those("participants", meeting.participants),
        observers=those("observers", meeting.observers),
        invited=those("invited", meeting.invited),
        outcomes=[
            replace(each, subject=subject, outcome=outcome)
            for n, each in enumerate(meeting.outcomes)
            if (subject := _field(each.subject, by_path.get(f"{path}/outcomes/{n}/subject"))) is not None
            and (outcome := _field(each.outcome, by_path.get(f"{path}/outcomes/{n}/outcome"))) is not None
        ],
    )


def _field(field: Field, decision: Decision | None) -> Field | None:
    if decision is None or decision.verdict == REFUSE:
        return None
    if decision.verdict == CORRECT:
        places = (decision.place,) if decision.place is not None else ()
        return Field(decision.value, places, "corrected by a person", 1.0)
    return field
