"""What is done with a commitment: one is taken on from a meeting, and each speaker assesses how far it is."""

import re
from collections.abc import Mapping

from holdfire.agreement.provisions import Strength
from holdfire.centre.form import Field, Form, count, day, identity, many, one_of, sha256, text
from holdfire.centre.meetings.expected import expected

ADDED, ASSESSED = "commitment added", "commitment assessed"
STATUSES = ("not begun", "minimal", "partial", "full")
"""Status 0 to 3, as the Peace Accords Matrix scores a stipulation."""
FULL, PROVED_FROM = 3, 2
"""The status of what is done; and the least one that evidence must bear out."""
EVIDENCE_MAX = 200
KINDS_OF_EVIDENCE = ("entry", "incident", "file")

_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9:_.-]{0,79}")


def evidence(value: object) -> str:
    """What bears a status out: {kind, ref}. An entry of the record by its hash, an incident by its id, or a
    file by its SHA-256."""
    if not isinstance(value, Mapping) or set(value) != {"kind", "ref"}:
        return "must be evidence: kind and ref"
    kind, ref = value["kind"], value["ref"]
    if kind in ("entry", "file") and sha256(ref) == "":
        return ""
    named = kind == "incident" and isinstance(ref, str) and _REF.fullmatch(ref) is not None
    return (
        "" if named else "must be an entry or a file by its hash of 64 hex digits, or an incident by its id"
    )


_COMMITMENT = Field(identity, "The commitment: a provision's id, or the id it was taken on by.")
FORMS: Mapping[str, Form] = {
    ADDED: Form(
        ADDED,
        "What a meeting agreed is taken on as a commitment.",
        {
            "id": _COMMITMENT,
            "says": Field(text, "What is to be done, in words."),
            "strength": Field(one_of(*Strength), "How strongly it binds, read off its verb."),
            "owners": Field(many(identity, 32), "The parties and bodies that answer for it.", "not stated"),
            "agreed_on": Field(day, "The day it was agreed.", "the day of this act stands in its place"),
            "due": Field(expected, "When it is to be done, as precise as agreed.", "no day is stated"),
            "evidence_rule": Field(text, "How it is told whether it is done.", "not stated"),
            "theme": Field(identity, "Its theme, small letters and hyphens.", "not stated"),
            "meeting": Field(identity, "The meeting that agreed it.", "it comes from no meeting"),
            "point": Field(identity, "The point of that meeting.", "no point is named"),
        },
    ),
    ASSESSED: Form(
        ASSESSED,
        "How far a commitment is met, as the speaker sees it.",
        {
            "id": _COMMITMENT,
            "on": Field(day, "The day of which this is said."),
            "status": Field(count, f"0 to 3: {', '.join(STATUSES)}.", "the speaker takes its word back"),
            "evidence": Field(many(evidence, EVIDENCE_MAX), "What bears it out.", "nothing is named"),
            "non_compliance": Field(
                many(identity, 32),
                "Owners of whom the speaker says that they did not comply.",
                "the speaker does not say so of anybody",
            ),
        },
    ),
}
