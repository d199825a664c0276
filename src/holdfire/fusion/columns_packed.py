"""Reports as packed arrays: what the loops over pairs read, one array for each property."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

TOKENS = 8
"""Words of a text that are compared: its rarest."""
NONE = -1
"""No value: the report does not say."""


class Packed(NamedTuple):
    """One row a report, in an order of its own. Codes are NONE where nothing is said.

    Times are seconds since 1970 (middle and half length of the span), places kilometres and degrees.
    `place` is 0 where the report cannot be placed at all, 1 for a disc, 2 for a unit only;
    `timed` is 0 where no time is given.
    """

    key: NDArray[np.uint64]
    source: NDArray[np.int32]
    middle: NDArray[np.int64]
    half: NDArray[np.int64]
    timed: NDArray[np.int8]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    cos: NDArray[np.float64]
    radius: NDArray[np.float64]
    place: NDArray[np.int8]
    unit: NDArray[np.int32]
    act: NDArray[np.int32]
    actor: NDArray[np.int32]
    target: NDArray[np.int32]
    directed: NDArray[np.int8]
    killed: NDArray[np.int32]
    injured: NDArray[np.int32]
    name: NDArray[np.int32]
    grams: NDArray[np.uint64]
    tokens: NDArray[np.int32]
    origin: NDArray[np.int32]
    origin_source: NDArray[np.int32]


def taken(packed: Packed, rows: NDArray[np.int64]) -> Packed:
    """The rows asked for, in the order asked for."""
    return Packed._make(np.ascontiguousarray(column[rows]) for column in packed)


class Words(NamedTuple):
    """How the values of the vocabularies relate: 2 the same, 1 akin, 0 different."""

    acts: NDArray[np.int8]
    sides: NDArray[np.int8]
    side_rank: NDArray[np.int8]
    """How common a side is: 0 named by a tenth or more of all, 1 by a hundredth, 2 by fewer."""
    act_cell: NDArray[np.int32]
    """The row of an act in the table of confusions; the last row gathers the seldom ones."""
