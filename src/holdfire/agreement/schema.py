"""The first check of a pack: the published JSON Schema, every deviation with its line."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from holdfire.agreement.written import Lines
from holdfire.errors import Fault

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

ALIKE_MIN = 60
"""Percentage of likeness from which a known word is offered as what was meant."""


@cache
def schema_text(name: str) -> str:
    """The JSON Schema of agreement.yml ("agreement"), zones.geojson ("zones") or cases.yml ("cases")."""
    return files("holdfire.library").joinpath("schemas", f"{name}.schema.json").read_text("utf-8")


@cache
def _validator(name: str) -> "Draft202012Validator":
    # Loaded when a pack is checked: a mission's own was checked when it was founded.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(schema_text(name)))


def schema_faults(name: str, value: object, lines: Lines) -> tuple[Fault, ...]:
    """Every deviation of the value from the schema of that name, with the line it stands on."""
    found: dict[tuple[str, str], Fault] = {}
    for error in _validator(name).iter_errors(value):
        for fault in _faults_of(error, lines):
            found.setdefault((fault.at, fault.what), fault)
    return tuple(found.values())


def _faults_of(error: "ValidationError", lines: Lines) -> Iterator[Fault]:
    path = tuple(error.absolute_path)
    at = lines.at(*path)
    name = _named(path)
    schema: Mapping[str, Any] = error.schema if isinstance(error.schema, Mapping) else {}
    rule: Any = error.validator_value
    instance: Any = error.instance
    match error.validator:
        case "additionalProperties" | "unevaluatedProperties":
            yield from _unknown_keys(error, schema, lines)
        case "required":
            for key in rule:
                if key not in instance:
                    yield Fault(at, f'{name} lacks "{key}".', _meaning(schema, key))
        case "enum":
            known = [str(word) for word in rule if word is not None]
            advice = meant(str(instance), known) or f"Write one of: {', '.join(known)}."
            yield Fault(at, f"{name} is {instance!r}, which is not known here.", advice)
        case "pattern":
            yield Fault(at, f"{name} is {instance!r}.", str(schema.get("description", "Check it.")))
        case "type":
            kinds = rule
            kind = kinds if isinstance(kinds, str) else " or ".join(kinds)
            yield Fault(at, f"{name} must be {_kind(kind)}, not {_short(instance)}.", _hint(schema))
        case "minItems" | "minLength" | "minProperties":
            yield Fault(at, f"{name} is empty.", _hint(schema))
        case "minimum" | "exclusiveMinimum" | "maximum":
            bound = {"maximum": "at most", "minimum": "at least"}.get(str(error.validator), "more than")
            yield Fault(at, f"{name} is {instance}; it must be {bound} {rule}.", "Correct it.")
        case "uniqueItems":
            yield Fault(at, f"{name} names something twice.", "Keep one of them.")
        case _:
            yield Fault(at, f"{name}: {error.message[:200]}.", _hint(schema))


def _unknown_keys(error: "ValidationError", schema: Mapping[str, Any], lines: Lines) -> Iterator[Fault]:
    known = sorted(schema.get("properties", {}))
    path = tuple(error.absolute_path)
    written: Any = error.instance
    for key in written:
        if key not in known:
            advice = meant(key, known) or f"Known keys here: {', '.join(known)}."
            if written[key] is None and " " in key:
                advice = "Inside { } a comma ends the text: put the whole text in quotes."
            yield Fault(lines.at(*path, key), f'{_named(path)} has an unknown key "{key}".', advice)


def meant(written: str, known: list[str]) -> str:
    """ "Did you mean ...?" if a known word is alike enough, else nothing."""
    from rapidfuzz import fuzz, process

    alike = process.extractOne(written, known, scorer=fuzz.ratio, score_cutoff=ALIKE_MIN)
    return f'Did you mean "{alike[0]}"?' if alike else ""


def _named(path: tuple[str | int, ...]) -> str:
    """The value in words: `provisions, number 3, strength`."""
    steps = [f"number {step + 1}" if isinstance(step, int) else f'"{step}"' for step in path]
    return ", ".join(steps) if steps else "the file"


def _kind(kind: str) -> str:
    words = {"object": "a mapping", "array": "a list", "string": "text", "null": "empty"}
    return " or ".join(words.get(one, f"a {one}") for one in kind.split(" or "))


def _short(value: object) -> str:
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return "empty" if value is None else repr(value)[:60]


def _hint(schema: Mapping[str, Any]) -> str:
    return str(schema.get("description", "See docs/agreement-format.md."))


def _meaning(schema: Mapping[str, Any], key: str) -> str:
    described = schema.get("properties", {}).get(key, {})
    hint = described.get("description", "") if isinstance(described, Mapping) else ""
    return f"Add it: {hint}" if hint else "Add it; see docs/agreement-format.md."
