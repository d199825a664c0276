"""A value of an object that is worked out once, when it is first asked for.

Up to Python 3.11 functools.cached_property holds one lock for all objects of a class while it works one out:
a hundred requests would stand in a row behind the one that reads the mission.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Found = TypeVar("Found")


class once(Generic[Found]):  # noqa: N801 - read as a decorator
    """As functools.cached_property, without a lock: two threads that ask at the same time both work it out,
    and the same value comes of it."""

    def __init__(self, find: Callable[[Any], Found]) -> None:
        self._find, self.__doc__ = find, find.__doc__
        self._name = find.__name__

    @overload
    def __get__(self, of: None, owner: type) -> "once[Found]": ...
    @overload
    def __get__(self, of: object, owner: type) -> Found: ...

    def __get__(self, of: object | None, owner: type) -> "Found | once[Found]":
        if of is None:
            return self
        # The object's own dictionary is looked into before this is asked again.
        found = of.__dict__[self._name] = self._find(of)
        return found
