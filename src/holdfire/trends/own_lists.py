"""What each observer itself recorded: the only count that its hours of watch stand behind.

Three incidents that Turkey listed are no rate of Russia's hours. An observer that keeps no list on file
has no count of its own: that is not known, and not zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True, slots=True)
class OwnLists:
    """Incident ids by the observer whose own list holds them; an observer without a list has no key."""

    held: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, observer: str, found: Iterable[str]) -> tuple[str, ...] | None:
        """Those of the incidents found that stand in that observer's list; None: it keeps none on file."""
        own = self.held.get(observer)
        return None if own is None else tuple(sorted(own.intersection(found)))


NO_LISTS = OwnLists()
"""Nobody's list is on file."""


def own_lists(rows: pl.DataFrame | None) -> OwnLists:
    """From a frame of registers.table.RECORDED_BY; None: not worked out, so of nobody is it known."""
    if rows is None:
        return NO_LISTS
    held: dict[str, set[str]] = {}
    for register, incident in rows.select("register", "incident_id").iter_rows():
        held.setdefault(register, set()).update(() if incident is None else (incident,))
    return OwnLists({register: frozenset(found) for register, found in held.items()})
