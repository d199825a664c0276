"""The sealed dataset: everything one bulletin is made from, fixed, with one digest over it.

Every edition is made from the same sealed dataset, and a corrigendum is told by comparing two of
them. Nothing in it is read from a clock or a disk: whoever opens the mission passes all of it in.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.assessment.table import FINDINGS, PLACEMENT
from holdfire.centre.cases.table import CASES, POSITIONS, STEPS
from holdfire.centre.patrols.watch import HeldBack
from holdfire.columns import Table
from holdfire.errors import PublishError
from holdfire.incidents.table import INCIDENTS, MEMBERSHIP
from holdfire.moments import ReportingDay
from holdfire.places.areas import AreaSet
from holdfire.publish.centre_standing import NO_CENTRE, CentreStanding
from holdfire.reports.table import REPORTS, TALLIES, WATCH

_KINDS: dict[str, tuple[Table, tuple[str, ...]]] = {
    "incidents": (INCIDENTS, ("incident_id",)),
    "membership": (MEMBERSHIP, ("incident_id", "report_id")),
    "placement": (PLACEMENT, ("incident_id", "zone", "zone_version")),
    "findings": (FINDINGS, ("finding_id",)),
    "tallies": (TALLIES, ("tally_id",)),
    "watch": (WATCH, ("watch_id",)),
    "reports": (REPORTS, ("report_id",)),
    "cases": (CASES, ("case_id",)),
    "steps": (STEPS, ("case_id", "entry")),
    "positions": (POSITIONS, ("case_id", "entry")),
}
FRAMES = tuple(_KINDS)
"""The tables of a sealed dataset, by field."""

OPTIONAL = ("cases", "steps", "positions")
"""Tables that are part of the digest only where they have rows: a record without cases keeps its digest."""
_LATER = {"watch": ("track", "reach_m", "conditions")}
"""Columns that a table did not always have: part of the digest only where some row has a value in them, so
that what was sealed before they existed keeps its digest."""


@dataclass(frozen=True)
class SealedDataset:
    """What a bulletin is made from.

    `units` are the first-level administrative units, None where the country has none on file.
    `quarantined` counts rows that could not be taken in. `inputs` are the files taken in, name and
    SHA-256. `generated_at` is when it was sealed: a day that was not over then has no bulletin. Neither
    it nor the moment a row was taken in is printed or part of the digest, so that everyone who holds
    the same claims makes the same bulletin, whenever and wherever; the journal says when one was issued.
    `publication_key` makes the ids of editions that name no source (publish.pseudonyms); it is part of
    the digest, so that nobody without it can confirm a guessed input by the digest printed. `exercise`:
    made up for training, which every file then says. `registers` says which source is which observer's own
    list, and `counting` names the units of count with their rule versions: what a bulletin shows of lists and
    units (publish.workings) follows from them. `centre` is what the coordination centre's acts amount to.

    What follows is set later and no part of the digest. `withheld` are the incidents whose attribution an
    edition withholds; redaction sets it. `withdrawn` are incidents taken out because their cases were
    withdrawn, and `held_back` those an edition does not show while their cases are open (standing.py):
    their rows only serve to count them and to tell that nothing vanished; nothing else may print them.
    `published` are the reports, as held, of incidents under an open case that readers of an edition that
    shows none were told of before (standing.with_published). `patrols_held_back` is what sides say of watch
    that their patrols kept and what is no row of `watch`, since an entry taken in may tell of the same.
    """

    agreement: Agreement
    incidents: pl.DataFrame
    membership: pl.DataFrame
    placement: pl.DataFrame
    findings: pl.DataFrame
    tallies: pl.DataFrame
    watch: pl.DataFrame
    reports: pl.DataFrame
    reporting_day: ReportingDay
    units: AreaSet | None
    quarantined: int
    mission_name: str
    inputs: tuple[tuple[str, str], ...]
    generated_at: datetime
    publication_key: str = ""
    exercise: bool = False
    cases: pl.DataFrame = field(default_factory=CASES.empty)
    steps: pl.DataFrame = field(default_factory=STEPS.empty)
    positions: pl.DataFrame = field(default_factory=POSITIONS.empty)
    registers: tuple[tuple[str, str], ...] = ()
    counting: tuple[str, ...] = ()
    centre: CentreStanding = NO_CENTRE
    withheld: frozenset[str] = frozenset()
    withdrawn: pl.DataFrame = field(default_factory=INCIDENTS.empty)
    held_back: pl.DataFrame = field(default_factory=INCIDENTS.empty)
    published: frozenset[str] = frozenset()
    patrols_held_back: tuple[HeldBack, ...] = ()

    def __post_init__(self) -> None:
        if self.generated_at.utcoffset() != timedelta(0):
            raise PublishError(f"Sealed at {self.generated_at}, which is not UTC.", "Pass it through utc().")
        for name, (table, keys) in _KINDS.items():
            frame = table.checked(getattr(self, name)).sort(*keys)
            object.__setattr__(self, name, frame)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the content: the same claims in another order give the same digest."""
        seal = hashlib.sha256()
        head = {
            "agreement": self.agreement.digest,
            "mission": self.mission_name,
            "reporting_day": str(self.reporting_day),
            "quarantined": self.quarantined,
            "inputs": sorted(self.inputs),
            "publication_key": self.publication_key,
            "exercise": self.exercise,
            **({"registers": sorted(self.registers)} if self.registers else {}),
            **({"counting": sorted(self.counting)} if self.counting else {}),
            **({"centre": self.centre.root} if self.centre.root else {}),
        }
        seal.update(json.dumps(head, sort_keys=True, ensure_ascii=False).encode())
        for name in _KINDS:
            frame: pl.DataFrame = getattr(self, name)
            if name in OPTIONAL and frame.is_empty():
                continue
            seal.update(f"\n{name} {frame.height}\n".encode())
            unused = [each for each in _LATER.get(name, ()) if frame[each].null_count() == frame.height]
            seal.update(frame.drop("received", *unused, strict=False).write_ndjson().encode())
        return seal.hexdigest()
