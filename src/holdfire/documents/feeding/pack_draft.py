"""The official text of a reading as the draft of an agreement pack (docs/agreement-format.md).

It is a draft: acts and zones are left empty, since a text names neither in the taxonomy's words nor as maps,
and what a point says has to be put in one's own words. Every provision cites the point it was read from.
"""

import re
from collections.abc import Mapping

import yaml

from holdfire.documents.dates.value import last_day_of
from holdfire.documents.feeding.naming import id_of, names_of
from holdfire.documents.field import Field
from holdfire.documents.names.rows import actors_in
from holdfire.documents.provisions.points import front_of
from holdfire.documents.provisions.provision import Provision
from holdfire.documents.reading import Reading
from holdfire.errors import DocumentError

STRENGTH_AND_MODE: Mapping[str, tuple[str, str]] = {
    "commitment": ("obligation", "requires"),
    "prohibition": ("obligation", "forbids"),
    "permission": ("statement", "permits"),
    "exception": ("determination", "exempts"),
    "term": ("statement", "permits"),
    "declarative": ("statement", "permits"),
    "decision": ("decision", "requires"),
    "request": ("request", "requires"),
    "expressive": ("statement", "permits"),
    "reaffirmation": ("determination", "requires"),
}
"""How a class of force stands in a pack. A person reads each again: the text's verb is beside it."""

_ACTORS = ("a name in the table of actors", "a side told by the state beside it")
NOBODY = "The parties, whom the text does not name"
_QUOTE_MAX = 200
_HEAD = """\
# A draft that holdfire read made out of {name}.
# Read every line against the text: put `says` in your own words, fill in `acts` and `zones`, name the
# rest of the parties, and run: holdfire agreement check FOLDER
"""


def pack_draft(reading: Reading, slug: str) -> str:
    """agreement.yml as text. Raises DocumentError for a document without numbered points, or without the day
    on which its text was made."""
    if not reading.provisions:
        raise DocumentError(
            f"{reading.name} holds no numbered points of an official text.", "Give the text itself."
        )
    section = reading.provisions[0].section
    points = [each for each in reading.provisions if each.section == section]
    title, day = _made(reading, section)
    source, instrument = f"{slug}-source", f"{slug}-text"
    actors = _parties(reading, points, section)
    pack: dict[str, object] = {
        "pack": slug,
        "title": title,
        "about": f"Draft read from {reading.name}; not yet read by a person.",
        "time_zone": "UTC",
        "sources": [
            {"id": source, "title": title, "rank": "official text",
             "where": f"{reading.name}, SHA-256 {reading.page.source.digest}"}
        ],
        "instruments": [
            {
                "id": instrument, "title": title, "agreed": day, "rank": "official text",
                "made_by": list(actors), "cited": [source],
            }
        ],
        "parties": [_party(each, actor, source, day) for each, actor in actors.items()],
        "provisions": [_provision(each, slug, instrument, source, day, actors) for each in points],
    }  # fmt: skip
    gaps = _not_known(points)
    if NOBODY in actors.values():
        gaps.append("Who the parties are: the text names none that the tables know. Name them.")
    if gaps:
        pack["not_known"] = gaps
    text = yaml.safe_dump(pack, allow_unicode=True, sort_keys=False, width=118)
    return _HEAD.format(name=reading.name) + text


def _made(reading: Reading, section: int) -> tuple[str, str]:
    """The text's title, and the last day it was made on."""
    for each in reading.instruments:
        day = last_day_of(each.day.value)
        if each.section == section and each.role == "made here" and day is not None:
            return str(each.title.value or reading.name), day.isoformat()
    raise DocumentError(
        f"The day of the text in {reading.name} is not stated.",
        "Say it, if you know it: --published 2017-09-15.",
    )


def _party(name: str, actor: str, source: str, day: str) -> dict[str, object]:
    first, *others = names_of(actor)
    party: dict[str, object] = {
        "id": name,
        "name": first,
        "roles": [{"role": "party", "from": day, "cited": [source]}],
    }
    if others:
        party["names"] = [{"name": each} for each in others[:2]]
    return party


def _parties(reading: Reading, points: list[Provision], section: int) -> dict[str, str]:
    """Ids and actors of those who are bound by name, in the order of the text; else those named in front of
    the points; else the subjects of the points as the text calls them."""
    told = [each for point in points for each in (*point.bound, *point.addressees)]
    front = front_of(reading.page, section)
    before = actors_in(reading.page, front) if front is not None else []
    subjects = [each for point in points for each in point.bound]
    for fields in ([each for each in told if each.method in _ACTORS], before, subjects):
        found = {name: str(each.value) for each in fields if (name := _id(each)) is not None}
        if found:
            return {name: re.sub(r"^(?:The|the)\s+", "", actor) for name, actor in found.items()}
    return {"parties": NOBODY}


def _id(field: Field) -> str | None:
    value = field.value if field.method in _ACTORS else re.sub(r"^(?:The|the)\s+", "", str(field.value))
    return id_of(value, None)


def _ids(fields: tuple[Field, ...], actors: Mapping[str, str]) -> list[str]:
    named = [_id(each) for each in fields]
    return list(dict.fromkeys(each for each in named if each in actors and each is not None))


def _provision(
    point: Provision, slug: str, instrument: str, source: str, day: str, actors: Mapping[str, str]
) -> dict[str, object]:
    number = str(point.number.value)
    strength, mode = STRENGTH_AND_MODE[str(point.force.value)]
    words = str(point.words.value)
    made: dict[str, object] = {
        "id": f"{slug}-{re.sub(r'[^a-z0-9]+', '-', number.lower()).strip('-')}",
        "instrument": instrument,
        "clause": f"point {number}",
        "cited": f"{source}, point {number}",
        "says": f"To be put in own words ({point.force.value}): {words[:_QUOTE_MAX]}",
        "verb": words.split()[0].strip(",").lower(),
        "strength": strength,
        "mode": mode,
        "acts": [],
        "bound": _ids(point.bound, actors),
        "zones": [],
        "from": day,
    }
    if asked := _ids(point.addressees, actors):
        made["addressees"] = asked
    due = last_day_of(point.deadline.value)
    if due is not None and due.isoformat() >= day:
        made["deadline"] = due.isoformat()
    made["note"] = _note(point)
    return made


def _note(point: Provision) -> str:
    """What was read and has no place in a pack yet, and what else it may be."""
    parts = [f"Read by rule, confidence {point.force.confidence:.2f}."]
    others = [str(each.value) for each in point.force.alternatives]
    if others:
        parts.append(f"Or: {', '.join(others)}.")
    if point.zones:
        parts.append("Areas named: " + "; ".join(str(each.value) for each in point.zones) + ".")
    words = [str(each.value) for each in (*point.bound, *point.addressees) if each.method not in _ACTORS]
    if words:
        parts.append(f"Called in the text: {'; '.join(words)}.")
    if point.deadline.value is not None:
        parts.append(f"Due: {point.deadline.value}.")
    return " ".join(parts)


def _not_known(points: list[Provision]) -> list[str]:
    found = []
    for point in points:
        if point.term is not None and point.term.end.value is None:
            ends = [f"{each.value} ({each.why})" for each in point.term.end.alternatives]
            told = f"Point {point.number.value}: {point.term.length.value}, its start is not stated"
            found.append(f"{told}; it ends {' or '.join(ends)}." if ends else f"{told}.")
    return found
