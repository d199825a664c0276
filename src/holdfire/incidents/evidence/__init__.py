"""The kinds of evidence that two reports tell of one incident: one function each, in this table.

A kind takes two aligned frames of reports (row n of the left beside row n of the right) and says,
row by row, how much it speaks for or against, and why. Add a kind by writing its function and
naming it here and in `incidents.table.PAIRS`.
"""

from collections.abc import Callable

import polars as pl

from holdfire.incidents.evidence.act import act
from holdfire.incidents.evidence.actor import actor
from holdfire.incidents.evidence.levels import Evidence, Level
from holdfire.incidents.evidence.place import place
from holdfire.incidents.evidence.time import time
from holdfire.incidents.evidence.toll import toll
from holdfire.incidents.match_rules import MatchRules

EVIDENCE: dict[str, Callable[[pl.DataFrame, pl.DataFrame, MatchRules], Evidence]] = {
    "time": time,
    "place": place,
    "act": act,
    "actor": actor,
    "toll": toll,
}

__all__ = ["EVIDENCE", "Evidence", "Level"]
