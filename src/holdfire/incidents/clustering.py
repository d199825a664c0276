"""Reports into incidents: strongest links first, one report of each source, nothing by chain.

People's judgements come before any score. Then each link joins two groups only if they share no
source, nobody keeps them apart, and every pinned report of one is close enough to every pinned one of
the other: a report known only to a province can join one group, and never glues two pins together.
The result does not depend on the order of rows: ties fall to the smaller report id.
"""

from dataclasses import dataclass

import polars as pl

from holdfire.incidents.judgements import Settled
from holdfire.incidents.match_rules import MatchRules


@dataclass(slots=True)
class _Group:
    members: list[int]
    pins: list[int]
    sources: set[int]


def clusters(
    standing: pl.DataFrame, pinned: list[bool], likely: pl.DataFrame, settled: Settled, rules: MatchRules
) -> list[list[int]]:
    """Row numbers of each group, smallest first; `likely` are the scored pairs, strongest first."""
    ids: list[str] = standing["report_id"].to_list()
    groups = _judged_groups(standing, pinned, settled)
    where = {row: group for group in groups for row in group.members}
    kept = likely.filter(pl.col("probability") >= rules.keep_at_least)
    close = set(zip(kept["left"].to_list(), kept["right"].to_list(), strict=True))
    strong = likely.filter(pl.col("probability") >= rules.link_at_least)
    pairs = list(zip(strong["left"].to_list(), strong["right"].to_list(), strict=True))
    # Links between pins come first: only what is pinned together can take in a vaguer report.
    for both_pinned in (True, False):
        for left, right in pairs:
            if (pinned[left] and pinned[right]) != both_pinned:
                continue
            one, other = where[left], where[right]
            if one is other or not _may_join(one, other, ids, close, settled):
                continue
            one.members += other.members
            one.pins += other.pins
            one.sources |= other.sources
            for row in other.members:
                where[row] = one
    distinct = {id(group): sorted(group.members) for group in where.values()}
    return sorted(distinct.values())


def _judged_groups(standing: pl.DataFrame, pinned: list[bool], settled: Settled) -> list[_Group]:
    """Each report by itself, or with those that a person joined it to (even of one source)."""
    sources = (standing["source"].rank("dense").cast(pl.Int64)).to_list()
    groups: dict[str, _Group] = {}
    for row, report in enumerate(standing["report_id"].to_list()):
        group = groups.setdefault(settled.root(report), _Group([], [], set()))
        group.members.append(row)
        group.sources.add(sources[row])
        if pinned[row]:
            group.pins.append(row)
    return list(groups.values())


def _may_join(
    one: _Group, other: _Group, ids: list[str], close: set[tuple[int, int]], settled: Settled
) -> bool:
    if one.sources & other.sources:
        return False
    if settled.apart and any(
        settled.between(ids[left], ids[right]) for left in one.members for right in other.members
    ):
        return False
    return not _pinned_apart(one, other, close)


def _pinned_apart(one: _Group, other: _Group, close: set[tuple[int, int]]) -> bool:
    """Whether some pin of one was never held close to some pin of the other."""
    return any((min(a, b), max(a, b)) not in close for a in one.pins for b in other.pins)
