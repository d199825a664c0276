"""The fields of a reading that a person decides on, each by a path that names it: "meetings/0/days"."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfire.documents.reading import Reading
from holdfire.documents.written import Plain, written

GROUPS = (
    "documents",
    "meetings",
    "provisions",
    "statements",
    "tallies",
    "claims",
    "instruments",
    "proposals",
)


@dataclass(frozen=True, slots=True)
class ReadField:
    """`group` and `number` say which row of the published form it stands in, `name` is the key there;
    `told` is the field in that form."""

    path: str
    group: str
    number: int
    name: str
    told: Plain


def read_fields(reading: Reading) -> tuple[ReadField, ...]:
    """All of them in the order of the published form. A proposal's "of" is a part of it and decided with
    it."""
    told = written([reading])
    found: list[ReadField] = []
    for group in GROUPS:
        rows = told[group]
        assert isinstance(rows, list)
        for number, row in enumerate(rows):
            for path, name, field in _within(f"{group}/{number}", "", row):
                if not path.endswith("/of") or group != "proposals":
                    found.append(ReadField(path, group, number, name, field))
    return tuple(found)


def _within(path: str, name: str, value: object) -> Iterator[tuple[str, str, Plain]]:
    if isinstance(value, dict):
        if {"value", "spans", "method"} <= set(value):
            yield path, name, value
        else:
            for key, inner in value.items():
                yield from _within(f"{path}/{key}", key, inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _within(f"{path}/{number}", name, inner)
