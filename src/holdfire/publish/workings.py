"""What a bulletin shows of counts and lists that only the reports' own content tells.

It is worked out before redaction, which takes that content away, and handed on in the edition's own ids
and names (editions.in_edition). None: not worked out.
"""

from dataclasses import dataclass, field

import polars as pl

from holdfire.registers.bounds import Bounds
from holdfire.registers.derived import SET_ASIDE


@dataclass(frozen=True, slots=True)
class Workings:
    """`counts` is a frame of COUNTS of the day, `lineup` one of LINEUP, `bounds` those that tallies and lists
    give together, `aside` the reports that are claims made out of tallies, `recorded_by` a frame of
    RECORDED_BY: what each observer itself recorded."""

    counts: pl.DataFrame | None = None
    lineup: pl.DataFrame | None = None
    bounds: Bounds | None = None
    aside: pl.DataFrame = field(default_factory=SET_ASIDE.empty)
    recorded_by: pl.DataFrame | None = None


NOT_WORKED_OUT = Workings()
