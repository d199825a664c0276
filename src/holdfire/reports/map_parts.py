"""What a source map says, as values: where each column of a table comes from.

A map is read by holdfire.reports.source_map; docs/source-maps.md is its how-to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

from holdfire.columns import Table
from holdfire.reports.readers.raw import FileForm
from holdfire.reports.table import REPORTS, TALLIES, WATCH

Kind: TypeAlias = Literal["reports", "tallies", "watch"]
TABLES: Mapping[str, Table] = MappingProxyType({"reports": REPORTS, "tallies": TALLIES, "watch": WATCH})
ID_OF: Mapping[str, str] = MappingProxyType(
    {"reports": "report_id", "tallies": "tally_id", "watch": "watch_id"}
)
WATCH_KINDS = frozenset({"post", "patrol", "camera", "uav", "denial", "jamming", "weather"})
CONDITIONS = frozenset(
    {"night", "fog", "dust", "rain", "snow", "wind", "cloud", "smoke", "heat", "jamming", "shelling"}
)
"""What a watch may be said to have been hampered or marked by."""

_MADE_HERE = frozenset({*ID_OF.values(), "source", "received", "raw_file", "raw_file_sha256", "raw_line"})
_OF_WHEN = frozenset({"when_start", "when_end", "when_precision"})
_OF_WHERE = frozenset({"lon", "lat", "radius_m", "where_precision"})


def targets(kind: str) -> list[str]:
    """The columns of that table that `columns:` and `counts:` of a map may fill."""
    apart = _MADE_HERE | _OF_WHEN | (_OF_WHERE if kind == "reports" else frozenset())
    found = [name for name in TABLES[kind].names if name not in apart]
    return [*found, "parts"] if kind == "tallies" else found


@dataclass(frozen=True, slots=True)
class Taken:
    """Where a value comes from: the first of `columns` that is not empty, a constant, or words
    around columns ("{observer} bulletin of {day}"). `only_if` (a column and a pattern it must match)
    leaves the value empty elsewhere. `lookup` names the lookup the value goes through."""

    columns: tuple[str, ...] = ()
    constant: str | None = None
    words: str | None = None
    only_if: tuple[str, str] | None = None
    lookup: str | None = None

    @property
    def uses(self) -> tuple[str, ...]:
        return (*self.columns, *((self.only_if[0],) if self.only_if else ()))

    @property
    def shown_as(self) -> str:
        """What a quarantine row names as the column at fault."""
        return "/".join(self.columns) or "(constant)"


Otherwise: TypeAlias = Literal["quarantine", "keep", "empty"]


@dataclass(frozen=True, slots=True)
class Lookup:
    """Written value -> corrected value (None: not known), with the reason. `otherwise` says what
    becomes of a value that is not listed; unless said, its row goes to quarantine."""

    values: Mapping[str, str | None]
    why: str
    otherwise: Otherwise = "quarantine"


Form: TypeAlias = Literal["days", "instants", "written", "middle"]


@dataclass(frozen=True, slots=True)
class When:
    """How the source states time.

    days: first and last local day, both included. instants: start and end, the end not included.
    written: one text whose form is its precision ("2017-03" a month). middle: a day that is the
    middle of the period its precision names, as ACLED codes it.
    """

    form: Form
    start: Taken
    end: Taken | None = None
    precision: Taken | None = None
    codes: str = "names"
    formats: tuple[str, ...] = ("iso",)


@dataclass(frozen=True, slots=True)
class Where:
    """How the source states place: a point, and a code of how well it is known."""

    precision: Taken
    codes: str = "names"
    lon: Taken | None = None
    lat: Taken | None = None
    radius_m: Taken | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Words to add to a row's doubts (tallies: flags) where a column matches the pattern; of a row of
    several tallies, to those of `observer` only, if one is named."""

    column: str
    pattern: str
    say: str
    observer: str | None = None


@dataclass(frozen=True, slots=True)
class Must:
    """A column whose value must match the pattern, or its row goes to quarantine with that reason.
    `only_if` (a column and its pattern): asked only of rows where that matches."""

    column: str
    pattern: str
    why: str
    only_if: tuple[str, str] | None = None

    @property
    def uses(self) -> tuple[str, ...]:
        return (self.column, *((self.only_if[0],) if self.only_if else ()))


@dataclass(frozen=True, slots=True)
class SourceMap:
    """What each column of a source's file means. `rows` holds the columns that one row of the file
    fills: once for reports and watch, once for every count that a row of tallies gives. `register` is the
    party id of the observer whose own list of happenings this is; None for what is nobody's register.
    `edits` is the column that is filled where a row corrects an earlier one; None where any row may."""

    slug: str
    title: str
    kind: Kind
    format: str
    form: FileForm
    when: When
    rows: tuple[Mapping[str, Taken], ...]
    where: Where | None = None
    zone: str | None = None
    expected: tuple[int | None, int | None] = (None, None)
    unknown_actor: Literal["keep", "quarantine"] = "quarantine"
    unknown_id: Literal["keep", "quarantine"] = "keep"
    empty: frozenset[str] = frozenset()
    optional: frozenset[str] | None = frozenset()
    ignore: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    unique_key: bool = False
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    musts: tuple[Must, ...] = ()
    edits: str | None = None
    register: str | None = None

    @property
    def mapped(self) -> frozenset[str]:
        """Every column of the file that the map uses."""
        found = {column for each in self.musts for column in each.uses}
        found |= {self.edits} if self.edits else set()
        return used_columns(self.rows, self.when, self.where, self.remarks) | found

    def may_lack(self, column: str) -> bool:
        """Whether the file may come without that column (`optional: all`, or it is listed)."""
        return self.optional is None or column in self.optional


def used_columns(
    rows: tuple[Mapping[str, Taken], ...], when: When, where: Where | None, remarks: tuple[Remark, ...]
) -> frozenset[str]:
    taken = [each for row in rows for each in row.values()]
    taken += [each for each in (when.start, when.end, when.precision) if each]
    if where:
        taken += [each for each in (where.precision, where.lon, where.lat, where.radius_m) if each]
    return frozenset(column for each in taken for column in each.uses) | {each.column for each in remarks}
