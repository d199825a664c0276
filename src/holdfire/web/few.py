"""A few answers of one kind, kept in memory until the files that they rest on change."""

from collections.abc import Callable

from holdfire.web.held import Held, Made

KEPT = 24
"""So many of one kind; then the oldest goes."""


def one_of_few(
    held: Held, kind: str, rests_on: tuple[str, ...], key: tuple[object, ...], read: Callable[[], Made]
) -> Made:
    """The answer of that kind under that key; worked out where it is not held."""
    known: dict[tuple[object, ...], Made] = held.part(kind, rests_on, dict)
    if key in known:
        return known[key]
    found = read()
    while len(known) >= KEPT:
        known.pop(next(iter(known)), None)
    known[key] = found
    return found
