"""Evidence from who did it to whom."""

import polars as pl

from holdfire.incidents.evidence.comparable import UNKNOWN
from holdfire.incidents.evidence.levels import OTHERWISE, Evidence, Level
from holdfire.incidents.evidence.relation import related
from holdfire.incidents.match_rules import MatchRules


def actor(left: pl.DataFrame, right: pl.DataFrame, rules: MatchRules) -> Evidence:
    """Whether both name the same sides, and the same direction where both state one.

    A source that only names two sides says nothing about direction, so either order agrees with it.
    Sides swapped between two sources that both state a direction is what a reprisal looks like, and
    what a dispute looks like: it speaks against one incident, but not strongly. Nobody named is no
    evidence.
    """
    measures = related(left["sides"], right["sides"], _relation)
    relation = pl.col("relation")
    levels = (
        Level(relation.is_null() | (relation == "unknown"), None, "at least one of them names nobody"),
        Level(relation == "same", 1.5, "both name the same sides: {one}"),
        Level(relation == "partly", 0.5, "the sides named agree as far as both name them: {one}; {other}"),
        Level(relation == "swapped", -1.0, "they name each other's sides: {one}; {other}"),
        Level(OTHERWISE, -2.0, "they name different sides: {one}; {other}"),
    )
    return Evidence(measures, levels)


def _relation(one: str, other: str) -> str:
    first, second = _parsed(one), _parsed(other)
    straight = _agreement(first, second)
    directed = " -> " in one and " -> " in other
    crossed = _agreement(first, (second[1], second[0]))
    if not first[0] | first[1] or not second[0] | second[1]:
        return "unknown"
    if directed:
        if straight == "different" and crossed == "same":
            return "swapped"
        return straight
    return min(straight, crossed, key=("same", "partly", "unknown", "different").index)


def _parsed(text: str) -> tuple[frozenset[str], frozenset[str]]:
    actor, target = text.replace(" -> ", " ~ ").split(" ~ ")
    return _ids(actor), _ids(target)


def _ids(text: str) -> frozenset[str]:
    return frozenset() if text == UNKNOWN else frozenset(text.split("+"))


def _agreement(
    one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]
) -> str:
    """Side by side: same, partly (one side not named or only overlapping), different, unknown."""
    both = [(a, b) for a, b in zip(one, other, strict=True) if a and b]
    if not both:
        return "unknown"
    if any(not a & b for a, b in both):
        return "different"
    if len(both) == 2 and all(a == b for a, b in both):
        return "same"
    return "partly"
