"""Reports laid out for comparing: clocks set right, in order of their cells, with index and rivals."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from holdfire.fusion.clocks import clocks_off, set_right
from holdfire.fusion.columns_packed import Packed, taken
from holdfire.fusion.neighbours import Index, cells_of, empty, put_all
from holdfire.fusion.packing import Reports
from holdfire.fusion.rivals import count_rivals
from holdfire.fusion.weights import SOURCES


@dataclass(frozen=True, slots=True)
class Laid:
    """Packed reports laid out for comparing: in order of their cells, with index and rivals."""

    reports: Reports
    packed: Packed
    order: NDArray[np.int64]
    index: Index
    rivals: NDArray[np.int32]
    compared: int


def lay_out(reports: Reports) -> Laid:
    """Put the reports into the index, clocks that are off set right, and count who is compared with whom."""
    laid = _in_order(reports)
    clocks = clocks_off(laid.index, laid.packed, reports.words, len(reports.sources))
    if not clocks:
        return laid
    notes = [
        f"The clock of {reports.sources[clock.source]} seems off: its times are "
        f"{abs(clock.seconds) / 3600:.0f} h {'later' if clock.seconds > 0 else 'earlier'} than those of the "
        "others, and are compared as if moved."
        for clock in clocks
    ]
    right = set_right(reports.packed, clocks)
    return _in_order(replace(reports, packed=right, notes=(*reports.notes, *notes)))


def _in_order(reports: Reports) -> Laid:
    order = np.argsort(cells_of(reports.packed), kind="stable")
    packed = taken(reports.packed, order)
    index = empty(order.size)
    put_all(index, packed)
    rivals = np.zeros((order.size, SOURCES), dtype=np.int32)
    compared = int(count_rivals(index, packed, rivals))
    return Laid(reports, packed, order, index, rivals, compared)
