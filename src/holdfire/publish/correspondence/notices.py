"""Letters that make one thing known: a notification, what came of a decision, a zone's new map or its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from holdfire.publish.correspondence.letter import Heading, Letter, Part, Sentence, Value, Word, Written


@dataclass(frozen=True, slots=True)
class Subject:
    """What a notice is of. `ref` is the entry or line that it rests on; `told` fills its sentence; `lines`
    are further sentences, each with what fills it."""

    kind: str
    id: str
    ref: str
    told: dict[str, Value]
    lines: tuple[tuple[str, dict[str, Value]], ...] = ()


KINDS = ("access", "decision", "zone", "zone-ended", "term")
"""Each has a title and a first sentence of its own: title-notice-<kind> and notice-<kind>."""


def notice(
    subject: Subject, to: Sequence[str], sender: str, agreement: str, day: date, exercise: bool
) -> Letter:
    """The letter to these parties or bodies on that subject, as it stands on that day."""
    assert subject.kind in KINDS, subject.kind
    return Letter(
        "notice",
        f"{subject.kind} {subject.id}",
        Sentence(f"title-notice-{subject.kind}", {"id": Written(subject.id)}),
        tuple(_parts(subject, to, agreement, day)),
        sender,
        day,
        exercise=exercise,
    )


def _parts(subject: Subject, to: Sequence[str], agreement: str, day: date) -> Iterator[Part]:
    yield Sentence("to", {"parties": tuple(map(Written, to))})
    yield Sentence("agreement", {"name": Written(agreement)})
    yield Sentence(f"notice-{subject.kind}", subject.told)
    for message, told in subject.lines:
        yield Sentence(message, told)
    if subject.kind == "access":
        yield Sentence("notice-law")
    yield Heading("h-rests-on")
    yield Sentence("rests-on-entry", {"ref": Written(subject.ref), "day": day})


def moment_or_unknown(moment: datetime | None) -> Value:
    return Word("not-known", "not known") if moment is None else moment
