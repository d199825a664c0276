"""What is told of a meeting: announced, held, put off, called off; its points, and statements adopted.

Those who come are parties, bodies and observers of the agreement, never persons: no name of a person stands
in an act. Each act is of one source, or of the speaker itself; what two sources say stands side by side.
"""

from collections.abc import Mapping

from holdfire.centre.form import Check, Field, Form, count, day, identity, many, one_of, sha256, text
from holdfire.centre.meetings.expected import expected

ANNOUNCED, HELD, POINT_TOLD = "meeting announced", "meeting held", "meeting point told"
POSTPONED, CALLED_OFF, ADOPTED = "meeting postponed", "meeting called off", "meeting statement adopted"
OUTCOMES = ("agreed", "agreed in part", "not agreed", "put off")
SPAN_MAX, CITED_MAX = 10**9, 64


def citation(value: object) -> str:
    """A place in the source: `fact` (the field that stands there), `clause`, `start` and `end` (code points,
    `end` not included); a clause, a span, or both."""
    fits = isinstance(value, Mapping) and set(value) == {"fact", "clause", "start", "end"}
    if fits:
        assert isinstance(value, Mapping)
        start, end, clause = value["start"], value["end"], value["clause"]
        spanned = type(start) is int and type(end) is int and 0 <= start < end <= SPAN_MAX
        named = clause is not None and text(clause) == ""
        fits = text(value["fact"]) == "" and (spanned or (start is None and end is None and named))
        fits = fits and (clause is None or named)
    return "" if fits else "must be a place: fact, and a clause, or start and end in code points, or both"


def texts(value: object) -> str:
    """Files by the language they are in: {"en": SHA-256, "ru": SHA-256}."""
    fits = isinstance(value, Mapping) and 0 < len(value) <= 16
    if fits:
        assert isinstance(value, Mapping)
        fits = all(_language(name) == "" and sha256(each) == "" for name, each in value.items())
    return "" if fits else "must be SHA-256 of files by language, such as {en: ..., ru: ...}"


def _language(value: object) -> str:
    fits = isinstance(value, str) and 2 <= len(value) <= 3 and value.isascii() and value.islower()
    return "" if fits else "must be a language's code of 2 or 3 letters"


_MEETING = Field(identity, "The meeting: series-round, or an id of its own where it has no round.")
_WHO: Check = many(identity, 64)
SOURCED: Mapping[str, Field] = {
    "source": Field(identity, "The source that it is taken from.", "the speaker tells it of itself"),
    "file": Field(sha256, "The source's text, in which places are counted.", "no text is named"),
    "cited": Field(many(citation, CITED_MAX), "Where each fact stands in it.", "no place is cited"),
}
_NAMED: Mapping[str, Field] = {
    "id": _MEETING,
    "series": Field(identity, "The series that it belongs to."),
    "round": Field(count, "Its number in the series, from 1.", "it has none, or that is not known"),
}
_SET: Mapping[str, Field] = {
    "place": Field(text, "The town it is held in.", "no place is stated"),
    "host": Field(identity, "The party or body that hosts it.", "no host is stated"),
    "invited": Field(_WHO, "Who was invited.", "that is not stated"),
    "agenda": Field(many(text, 100), "Points of the agenda, in their order.", "none is stated"),
}
FORMS: Mapping[str, Form] = {
    ANNOUNCED: Form(
        ANNOUNCED,
        "A meeting is announced.",
        {
            **_NAMED,
            "expected": Field(expected, "When, as precise as it was told.", "no time is stated"),
            **_SET,
            "announced_at": Field(identity, "The meeting that announced it.", "no meeting, or not stated"),
            **SOURCED,
        },
    ),
    HELD: Form(
        HELD,
        "A meeting was held.",
        {
            **_NAMED,
            "first": Field(day, "Its first day.", "no day is stated"),
            "last": Field(day, "Its last day.", "it had one day, or that is not stated"),
            **_SET,
            "participants": Field(_WHO, "Who took part.", "that is not stated"),
            "observers": Field(_WHO, "Who was there as an observer.", "that is not stated"),
            "absent": Field(_WHO, "Who was to come and did not.", "that is not stated"),
            **SOURCED,
        },
    ),
    POINT_TOLD: Form(
        POINT_TOLD,
        "What came of one point at a meeting.",
        {
            "id": _MEETING,
            "point": Field(identity, "The point, by an id of its own within the meeting."),
            "subject": Field(text, "What it is about, in words.", "as it was first told"),
            "outcome": Field(one_of(*OUTCOMES), f"One of: {', '.join(OUTCOMES)}."),
            **SOURCED,
        },
    ),
    POSTPONED: Form(
        POSTPONED,
        "A meeting is put off.",
        {
            "id": _MEETING,
            "expected": Field(expected, "The new time, as precise as it was told.", "no new time is stated"),
            **SOURCED,
        },
    ),
    CALLED_OFF: Form(CALLED_OFF, "A meeting will not be held.", {"id": _MEETING, **SOURCED}),
    ADOPTED: Form(
        ADOPTED,
        "A statement was adopted at a meeting.",
        {
            "id": _MEETING,
            "statement": Field(identity, "The statement, by an id of its own."),
            "title": Field(text, "Its title."),
            "adopted_by": Field(_WHO, "Who adopted it.", "that is not stated"),
            "day": Field(day, "The day it was adopted.", "no day is stated"),
            "texts": Field(texts, "Its text in each language, as a file.", "no text is at hand"),
            "authentic": Field(_language, "The language that prevails.", "none is stated"),
            **SOURCED,
        },
    ),
}


def meeting_id(series: str, number: int) -> str:
    """How a round is named: astana-6."""
    return f"{series}-{number}"
