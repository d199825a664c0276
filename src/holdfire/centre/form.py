"""The form of an act: which fields it has, what each may hold, and what it means.

Other parties' acts come from other machines, and of another version perhaps. So each act is held against
its form before anything reads it: what does not fit is set aside with the reason, and never read further.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from holdfire.centre.act import Act, Objection
from holdfire.errors import MomentError
from holdfire.moments import believed, utc

TEXT_MAX, MANY_MAX = 4_000, 2_000
_HASH = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")

Check = Callable[[object], str]
"""What is wrong with a value, as the end of a sentence; "" where nothing is."""


def text(value: object) -> str:
    fits = isinstance(value, str) and value.strip() != "" and len(value) <= TEXT_MAX
    return "" if fits else f"must be a text of 1 to {TEXT_MAX:,} characters"


def identity(value: object) -> str:
    """An id: of a patrol, a post, a zone, a party."""
    fits = isinstance(value, str) and _ID.fullmatch(value) is not None
    return "" if fits else "must be an id: small letters, digits, . _ -, at most 64"


def sha256(value: object) -> str:
    return "" if isinstance(value, str) and _HASH.fullmatch(value) else "must be a SHA-256 in 64 hex digits"


def day(value: object) -> str:
    """A calendar day, 2017-06-15."""
    try:
        if isinstance(value, str) and len(value) == len("2017-06-15"):
            believed(date.fromisoformat(value))
            return ""
    except (ValueError, MomentError):
        pass
    return "must be a day such as 2017-06-15"


def moment(value: object) -> str:
    """An instant with its zone, 2017-06-15T16:00Z."""
    try:
        if isinstance(value, str) and len(value) <= len("2017-06-15T16:00:00.000000+00:00"):
            believed(utc(datetime.fromisoformat(value)).date())
            return ""
    except (ValueError, MomentError, OverflowError):
        pass
    return "must be an instant with its zone such as 2017-06-15T16:00Z"


def count(value: object) -> str:
    fits = type(value) is int and 0 <= value <= 10**12
    return "" if fits else "must be a whole number from 0"


def flag(value: object) -> str:
    return "" if type(value) is bool else "must be true or false"


def one_of(*choices: str) -> Check:
    def fits(value: object) -> str:
        return "" if value in choices else f"must be one of: {', '.join(choices)}"

    return fits


def many(check: Check, most: int = MANY_MAX, none_twice: bool = True) -> Check:
    """A list of what `check` allows, at most so many."""

    def fits(value: object) -> str:
        if not isinstance(value, list | tuple) or len(value) > most:
            return f"must be a list of at most {most:,}"
        for place, each in enumerate(value, start=1):
            if wrong := check(each):
                return f"number {place} {wrong}"
        if none_twice and len({str(each) for each in value}) < len(value):
            return "must name nothing twice"
        return ""

    return fits


def by_language(value: object) -> str:
    """Texts by the language they are in: {"en": ..., "ar": ...}."""
    if not isinstance(value, Mapping) or not 0 < len(value) <= 16:
        return "must be texts by language, such as {en: ..., ar: ...}"
    if not all(re.fullmatch(r"[a-z]{2,3}", str(key)) for key in value):
        return "must name each language by its code of 2 or 3 letters"
    return next((f"{key} {wrong}" for key, each in value.items() if (wrong := text(each))), "")


def place(value: object) -> str:
    """A point: whole 1e-7 degrees of latitude and longitude, and a radius in metres that it is within."""
    keys = {"lat_e7", "lon_e7", "radius_m"}
    fits = isinstance(value, Mapping) and set(value) == keys and all(type(value[k]) is int for k in keys)
    if fits:
        assert isinstance(value, Mapping)
        fits = abs(value["lat_e7"]) <= 900_000_000 and abs(value["lon_e7"]) <= 1_800_000_000
        fits = fits and 0 <= value["radius_m"] <= 1_000_000
    return "" if fits else "must be a point: lat_e7 and lon_e7 in 1e-7 degree, radius_m in metres"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it may hold, what it means, and what it says where it is null ("": never null)."""

    check: Check
    meaning: str
    null: str = ""


@dataclass(frozen=True)
class Form:
    """An act's form. Every act also has `by` (who entered it), `why` (may be null) and `of` (the party whose
    word it is, null: the party that signs)."""

    kind: str
    meaning: str
    fields: Mapping[str, Field] = field(default_factory=dict)

    @cached_property
    def whole(self) -> Mapping[str, Field]:
        """Every field, those that all acts have among them."""
        return {**SIGNED, **self.fields}

    def objection(self, act: Act) -> Objection | None:
        """Why this act cannot be read at all; a field that is not there is null."""
        whole = self.whole
        if strange := sorted(set(act.content) - set(whole)):
            what = f"{self.kind} has the field {', '.join(strange)}, which this version does not know."
            return Objection("form", what, f"Its fields are: {', '.join(whole)}.")
        for name, each in whole.items():
            value = act.content.get(name)
            wrong = each.check(value) if value is not None else ("" if each.null else "must be given")
            if wrong:
                what = f"{self.kind}: {name} {wrong}."
                return Objection("form", what, f"{name}: {each.meaning}")
        return None


SIGNED: Mapping[str, Field] = {
    "by": Field(text, "Who entered it, by name."),
    "why": Field(text, "The reason, or what it rests on.", "no reason is given"),
    "of": Field(identity, "The party whose word it is.", "the party that signs speaks for itself"),
}
