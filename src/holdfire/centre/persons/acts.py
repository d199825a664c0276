"""What is done with a list of persons: offered, agreed, executed, confirmed; and what is told of one row.

After the practice of exchanges under the Astana working group, where lists go between the sides or to a
neutral intermediary; of the ICRC, which keeps fate and whereabouts of the missing apart; and of the ICMP,
which asks consent use by use.
"""

import re
from collections.abc import Mapping

from holdfire.centre.form import Check, Field, Form, count, day, flag, identity, many, one_of, sha256, text

OFFERED, AGREED = "persons list offered", "persons list agreed"
EXECUTED, CONFIRMED = "persons list executed", "persons list confirmed"
WITHDRAWN, FATE = "persons credit withdrawn", "person fate told"
REOPENED, CLOSED = "person case reopened", "person case closed"
COMPARED = "person rows compared"
CONSENTED = "persons consent told"

CATEGORIES = ("detainees", "abductees", "remains", "missing")
MIXED = "mixed"
"""A list of more than one category; it says how many of each."""
FATES = ("alive", "dead", "not known")
WHEREABOUTS = ("known", "not known")
VERDICTS = ("same", "different", "ask")
USES_MAX = 16
ROWS_MAX = 500
"""Rows of a list: its confidential file has one field a row, and a file has at most 512."""


def row_number(value: object) -> str:
    fits = type(value) is int and 1 <= value <= ROWS_MAX
    return "" if fits else f"must be a row of the list, 1 to {ROWS_MAX}"


_USE = re.compile(r"search|identification|publication|transfer-to-[a-z0-9-]{1,40}")
USES = "search, identification, publication, transfer-to-ID (as transfer-to-icrc)"


def use(value: object) -> str:
    """A use that consent is asked for. It is a word of a few, so that no name stands in it."""
    fits = isinstance(value, str) and _USE.fullmatch(value) is not None
    return "" if fits else f"must be one of: {USES}"


def numbers_of(*choices: str) -> Check:
    """How many of each of these: {"detainees": 12, "remains": 3}."""

    def fits(value: object) -> str:
        if not isinstance(value, Mapping) or not value or not set(value) <= set(choices):
            return f"must be numbers by {', '.join(choices)}"
        return next((f"{key} {wrong}" for key, each in value.items() if (wrong := count(each))), "")

    return fits


def consents(value: object) -> str:
    """Of how many rows consent to each use is on file: {"search": 12}."""
    if not isinstance(value, Mapping) or not 0 < len(value) <= USES_MAX:
        return f"must be numbers by use, at most {USES_MAX} uses"
    return next((wrong for key, each in value.items() if (wrong := use(key) or count(each))), "")


_LIST = Field(identity, "The list, by its id.")
_ON = Field(day, "The day on which it happened.")
_ROW = Field(row_number, "The row of the list, from 1.")
_ROWS = Field(many(row_number, ROWS_MAX), "The rows meant.", "which rows is not said")

FORMS = {
    OFFERED: Form(
        OFFERED,
        "A side offers a list: persons whom it holds, or remains, or whom it looks for.",
        {
            "id": _LIST,
            "category": Field(one_of(*CATEGORIES, MIXED), f"One of: {', '.join(CATEGORIES)}, {MIXED}."),
            "number": Field(count, "How many persons are on it."),
            "kinds": Field(numbers_of(*CATEGORIES), "How many of each category.", "all are of the one"),
            "consents": Field(
                consents, "Of how many rows consent to each use is on file, by the names' file.", "not told"
            ),
            "to": Field(many(identity, 16), "The sides to whom it is offered."),
            "through": Field(identity, "The neutral intermediary through whom.", "none is named"),
            "names": Field(sha256, "Leaf hash of the confidential file with the names.", "numbers only"),
        },
    ),
    AGREED: Form(
        AGREED,
        "A side agrees to a list, to so many of it.",
        {"id": _LIST, "number": Field(count, "To how many of it.")},
    ),
    EXECUTED: Form(
        EXECUTED,
        "So many of a list were handed over, as the speaker says.",
        {
            "id": _LIST,
            "on": _ON,
            "number": Field(count, "How many were handed over."),
            "rows": _ROWS,
            "where": Field(text, "Where, in words.", "the place is not told"),
        },
    ),
    CONFIRMED: Form(
        CONFIRMED,
        "The receiving side says how many it received.",
        {"id": _LIST, "on": _ON, "number": Field(count, "How many it received."), "rows": _ROWS},
    ),
    WITHDRAWN: Form(
        WITHDRAWN,
        "A speaker takes so many of its own number back: a body was another's, say.",
        {
            "id": _LIST,
            "number": Field(count, "How many of them."),
            "rows": _ROWS,
            "on": _ON,
        },
    ),
    FATE: Form(
        FATE,
        "What is known of one person's fate, and apart from it of the whereabouts.",
        {
            "id": _LIST,
            "row": _ROW,
            "fate": Field(one_of(*FATES), f"One of: {', '.join(FATES)}."),
            "whereabouts": Field(one_of(*WHEREABOUTS), f"One of: {', '.join(WHEREABOUTS)}."),
        },
    ),
    REOPENED: Form(
        REOPENED,
        "The case of one row is taken up again: it needs the reason.",
        {"id": _LIST, "row": _ROW},
    ),
    CLOSED: Form(
        CLOSED,
        "The case of one row is at rest.",
        {"id": _LIST, "row": _ROW},
    ),
    COMPARED: Form(
        COMPARED,
        "Whether two rows of two lists are one person: a person decides it, never a score.",
        {
            "id": _LIST,
            "row": _ROW,
            "other": Field(identity, "The other list."),
            "other_row": Field(row_number, "The row of the other list."),
            "verdict": Field(one_of(*VERDICTS), f"One of: {', '.join(VERDICTS)}."),
        },
    ),
    CONSENTED: Form(
        CONSENTED,
        "Of how many rows consent to one use is on file: to search, to publish, to give on.",
        {
            "id": _LIST,
            "use": Field(use, f"The use: {USES}."),
            "number": Field(count, "Of how many rows."),
            "withdrawn": Field(flag, "Whether it was taken back.", "it was not"),
        },
    ),
}
