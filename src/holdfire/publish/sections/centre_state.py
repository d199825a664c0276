"""The centre's states as a bulletin reads them: what stood at the end of its day, by those who signed."""

from collections.abc import Iterable
from typing import Any

from holdfire.publish.day import DayCut
from holdfire.publish.figure import Figure


def state_of(cut: DayCut, module: str) -> Any | None:
    """The module's state after all acts on the joint record; None where the mission does not use it."""
    return cut.dataset.centre.states.get(module)


def desk_count(cut: DayCut, desk: str, rule: str, names: Iterable[str], unit: str) -> Figure:
    """The number of these, counted at that desk. Ids are the desk's own words: an edition without source
    words shows none."""
    named = tuple(sorted(set(names)))
    shown = cut.shows.source_words
    counting = cut.counting.by(f"{cut.dataset.mission_name}: {desk}", cut.span, rule)
    return counting.figure(len(named), unit, named if shown else (), "" if shown else "ids withheld")


def side_name(cut: DayCut, side: str | None) -> str:
    return "the desk" if side is None else cut.party_name(side)
