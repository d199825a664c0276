"""Evidence from what was done."""

import polars as pl

from holdfire.incidents.evidence.levels import OTHERWISE, Evidence, Level
from holdfire.incidents.evidence.relation import related
from holdfire.incidents.match_rules import MatchRules
from holdfire.reports.act import covers


def act(left: pl.DataFrame, right: pl.DataFrame, rules: MatchRules) -> Evidence:
    """Whether both tell of the same kind of act.

    The same narrow code speaks for one incident. The same broad code ("fire") or a broad one over a
    narrow one says little, because most of a war is fire. Mortar against artillery is a common mix-up
    and says nothing either way. No act given is no evidence.
    """
    measures = related(left["act"], right["act"], _relation)
    relation = pl.col("relation")
    levels = (
        Level(relation.is_null(), None, "at least one of them does not say what was done"),
        Level(relation == "same", 1.0, "both say {one}"),
        Level(relation == "same broad", 0.2, "both say {one}, and no more"),
        Level(relation == "covers", 0.4, "{one} and {other}: one is a kind of the other"),
        Level(relation == "akin", 0.0, "{one} and {other} are often taken for each other"),
        Level(relation == "same family", -1.0, "{one} is not {other}, though both are use of force"),
        Level(OTHERWISE, -3.0, "{one} is a different thing from {other}"),
    )
    return Evidence(measures, levels)


def _relation(one: str, other: str) -> str:
    if one == other:
        return "same" if "/" in one else "same broad"
    if covers(one, other) or covers(other, one):
        return "covers"
    steps, others = one.split("/"), other.split("/")
    if steps[:2] == others[:2]:
        return "akin"
    return "same family" if steps[0] == others[0] else "different"
