"""Loops over pairs, compiled where numba is there (extra `fusion`), interpreted where it is not.

The same functions either way, so the answer is the same; without numba they take about a hundred times
as long, which `slow` says in words.
"""

from collections.abc import Callable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., object])

try:
    import numba
except ImportError:  # pragma: no cover - tried in a process of its own
    numba = None  # type: ignore[assignment, unused-ignore]


def compiled(function: Function) -> Function:
    """The function as machine code, kept on disk between runs; itself where numba is missing."""
    if numba is None:
        return function
    make: Any = numba.njit(cache=True, nogil=True, error_model="numpy")
    made: Function = make(function)
    return made


def slow() -> str | None:
    """What to do where the loops are interpreted; None where they are compiled."""
    if numba is not None:
        return None
    return "numba is not installed, so fusing takes a hundred times as long: pip install 'holdfire[fusion]'."
