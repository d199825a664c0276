"""A unit of count as a value: what it counts, what makes one of it, and where a cut falls.

The language is closed and small on purpose: anybody can count again from the exported files with
nothing but docs/counting.md. How a file of it is read: `reading`.
"""

from dataclasses import dataclass
from typing import Any, Literal

from holdfire.reports.act import covers

Over = Literal["observations", "incidents"]
Otherwise = Literal["one", "at least one", "not known"]
AcrossCut = Literal["start", "divided"]

GROUP_KEYS = ("direction", "sides", "place", "day")
"""What observations may have to share to be one: who fired at whom, which two sides, a place, a day."""


@dataclass(frozen=True, slots=True)
class Group:
    """What makes several observations one of the unit.

    `gap_minutes`: from each to the next at most so long. `distance_m`: at most so far apart, metres
    along the geodesic. None: not asked.
    """

    by: tuple[str, ...]
    gap_minutes: int | None
    distance_m: int | None


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of count.

    `acts` are the codes it counts with all below them, but for those of `excepted`. `stated` are the
    words for the unit in which a report's own number is taken over; any other report counts as
    `otherwise` says. `flag`: acts assessed as training, which are counted and told apart.
    `across_cut`: "start" counts a group once, in the span in which it starts, so numbers of disjoint
    spans add up; "divided" groups within the span asked, as observers do whose day ends at the cut-off,
    and they do not. `ours`: the source gives no figure for gap or distance, and the reading is ours.
    """

    unit: str
    title: str
    version: int
    digest: str
    source: str
    counts: str
    over: Over
    acts: tuple[str, ...]
    excepted: tuple[str, ...]
    stated: tuple[str, ...]
    otherwise: Otherwise
    group: Group | None
    at_least_killed: int | None
    flag: tuple[str, ...]
    across_cut: AcrossCut
    ours: bool = False
    note: str = ""

    @property
    def additive(self) -> bool:
        """Whether numbers of disjoint spans add up, where each time is known to the day."""
        return self.across_cut == "start"

    @property
    def rule_version(self) -> str:
        """Unit, version and the first 12 hex digits of the SHA-256 of its file: printed with each count."""
        return f"{self.unit} {self.version} ({self.digest[:12]})"

    def has(self, act: str | None) -> bool | None:
        """Whether the act is one of those counted; None where it is not stated, or only more broadly.

        An exception holds only for an act that is stated to be one: "fire" may be an exercise, and
        is counted as fire.
        """
        if act is None:
            return None
        if any(covers(each, act) for each in self.excepted):
            return False
        if any(covers(each, act) for each in self.acts):
            return True
        return None if any(covers(act, each) for each in self.acts) else False

    def is_flagged(self, act: str | None) -> bool:
        return act is not None and any(covers(each, act) for each in self.flag)

    def as_json(self) -> dict[str, Any]:
        """The rule as the export writes it: every key, with null where nothing is asked."""
        group = self.group and {
            "by": list(self.group.by),
            "gap_minutes": self.group.gap_minutes,
            "distance_m": self.group.distance_m,
        }
        return {
            "unit": self.unit,
            "title": self.title,
            "version": self.version,
            "rule_version": self.rule_version,
            "sha256": self.digest,
            "source": self.source,
            "reading": "ours" if self.ours else None,
            "note": self.note or None,
            "counts": self.counts,
            "over": self.over,
            "acts": {"covered": list(self.acts), "except": list(self.excepted)},
            "number": {"stated": list(self.stated), "otherwise": self.otherwise},
            "group": group,
            "at_least_killed": self.at_least_killed,
            "flag": list(self.flag),
            "across_cut": self.across_cut,
            "additive": self.additive,
        }
