"""Ways through values as they are written, which may be malformed: what fits is found, the rest skipped."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from holdfire.agreement.written import Steps
from holdfire.moments import known

CITING = frozenset({"cited", "disputed_by", "also", "source"})
"""Keys whose texts are citations."""


def follow(value: Any, pattern: tuple[str, ...], path: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Every value that the pattern leads to, with its path; "*" stands for each value of a list."""
    if not pattern:
        yield path, value
        return
    step, rest = pattern[0], pattern[1:]
    if step == "*":
        for place, inner in enumerate(value if isinstance(value, list) else []):
            yield from follow(inner, rest, (*path, place))
    elif isinstance(value, Mapping) and step in value:
        yield from follow(value[step], rest, (*path, step))


def texts(value: Any, pattern: tuple[str, ...]) -> Iterator[tuple[Steps, str]]:
    """Every text that the pattern leads to."""
    for path, found in follow(value, pattern):
        if isinstance(found, str):
            yield path, found


def entries(value: Any, *keys: str) -> Iterator[tuple[Steps, Mapping[str, Any]]]:
    """Every mapping of the list under these keys."""
    for path, found in follow(value, (*keys, "*")):
        if isinstance(found, Mapping):
            yield path, found


def citations(value: Any, path: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Every citation at any depth."""
    if isinstance(value, list):
        for place, inner in enumerate(value):
            yield from citations(inner, (*path, place))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in CITING:
                yield from citations(inner, (*path, key))
            elif isinstance(inner, str):
                yield (*path, key), inner
            elif isinstance(inner, list):
                yield from (((*path, key, n), each) for n, each in enumerate(inner) if isinstance(each, str))


def source_of(citation: str) -> str:
    """The source a citation names: what stands before its first comma."""
    return citation.split(",", 1)[0].strip()


def instant(written: str, zone: ZoneInfo) -> datetime:
    """The first instant of what is written: of a plain day, its local midnight in `zone`."""
    return known(written, zone).span.start
