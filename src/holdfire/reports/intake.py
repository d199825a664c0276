"""Take a file in: every row is accepted, a duplicate, or quarantined with its reason; none is lost.

The file is read in batches and never held whole. What cannot be a table of the declared source at
all (a column that is not mapped, one that is missing, an end in the middle of a row) raises
IntakeError; the store then keeps nothing of it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from holdfire.columns import INSTANT
from holdfire.errors import Fault, IntakeError
from holdfire.moments import utc
from holdfire.reports.actors import ActorBook
from holdfire.reports.batching import EDITS, IDENTITY, Reading, draft_batch
from holdfire.reports.drafting import DEFECT_SCHEMA, LINE, ROW, Doubt, add_doubts, as_table
from holdfire.reports.file_checks import check_columns, check_is_file, digest, stamp
from holdfire.reports.identity import KnownIds, digests_in, digests_of, ids_of
from holdfire.reports.map_parts import ID_OF, TABLES, Kind, SourceMap
from holdfire.reports.readers import FOLDERS, NAMED_CELLS, READERS
from holdfire.reports.readers.raw import Limits, RawBatch
from holdfire.reports.table import QUARANTINE

NO_EDIT = "The record {} is there already with other content, and this row does not say that it corrects it."
NO_EDIT_ADVICE = "If it is the older one, what corrects it stands. Else ask how one id came to stand twice."
REVISES = "the source gave this key before with other content; both rows are kept"


@dataclass(frozen=True, slots=True)
class IntakeContext:
    """What a mission brings to an intake. `latest`: what starts after it lies in the future.
    `zone`: where the clocks of a source hang that names no zone. `progress` hears, after each batch,
    how many rows were read in it."""

    actors: ActorBook
    known: KnownIds
    received: datetime
    zone: ZoneInfo
    latest: datetime
    progress: Callable[[int], None]
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Batch:
    """Part of a file. Counts are rows of the file: `read` is always accepted_rows + duplicate +
    quarantined. A row of tallies may give several rows of `accepted`; a quarantined row has one row
    of `quarantine` for each defect. `revised` rows are among the accepted. `faults` concern the file."""

    kind: Kind
    accepted: pl.DataFrame
    quarantine: pl.DataFrame
    read: int
    accepted_rows: int
    duplicate: int
    quarantined: int
    revised: int = 0
    faults: tuple[Fault, ...] = ()
    source: str = ""
    sha256: str = ""

    def __post_init__(self) -> None:
        if self.read != self.accepted_rows + self.duplicate + self.quarantined:
            raise IntakeError(
                f"{self.source}: of {self.read} rows, {self.accepted_rows} were accepted, {self.duplicate} "
                f"duplicate and {self.quarantined} quarantined: rows were lost or doubled.",
                "Nothing was taken in. This is a defect of Holdfire: please report it with the file.",
            )


def take_in(file: Path, source: SourceMap, context: IntakeContext) -> Iterator[Batch]:
    """Batches in file order; the last one is empty and carries the faults of the file as a whole."""
    taking = _Taking(file, source, context)
    form = replace(source.form, columns=tuple(sorted(source.mapped | source.ignore)))
    first = True
    try:
        for raw in READERS[source.format](file, form, context.limits):
            if first or (source.format in NAMED_CELLS and not taking.read):
                check_columns(file, source, raw, header=source.format not in NAMED_CELLS)
                first = False
            if raw.cells.height or raw.broken:
                taking.check_unchanged()
                batch = taking.batch(raw)
                context.progress(batch.read)
                yield batch
        taking.check_unchanged()
        yield taking.end()
    except OSError as cause:
        context.known.forget(taking.added, source.slug, taking.added_keys)
        raise IntakeError(
            f"{file} cannot be read ({cause.strerror or cause}).", "Check its rights."
        ) from cause
    except BaseException:
        context.known.forget(taking.added, source.slug, taking.added_keys)
        raise


class _Taking:
    """One file on its way in, and what was met in it so far."""

    def __init__(self, file: Path, source: SourceMap, context: IntakeContext) -> None:
        check_is_file(file, folder=source.format in FOLDERS)
        self.file = file
        self.source = source
        self.context = context
        self.sha256 = digest(file)
        self.stamp = stamp(file)
        zone = source.zone or context.zone.key
        self.reading = Reading(source, context.actors, zone, utc(context.latest), context.limits)
        self.added: list[bytes] = []
        self.added_keys: list[str] = []
        self.read = 0
        self.lines_by_key: dict[str, int] = {}

    def batch(self, raw: RawBatch) -> Batch:
        drafted = draft_batch(self.reading, raw)
        rows, again = self._new(drafted.rows)
        rows, doubled, revised = self._keyed(rows)
        found = pl.concat([drafted.defects, doubled])
        read = raw.cells.height + len(raw.broken)
        self.read += read
        return Batch(
            kind=self.source.kind,
            accepted=self._as_table(rows),
            quarantine=self._quarantine(found),
            read=read,
            accepted_rows=rows[ROW].n_unique(),
            duplicate=again,
            quarantined=found[ROW].n_unique(),
            revised=revised,
            source=self.source.slug,
            sha256=self.sha256,
        )

    def _new(self, rows: pl.DataFrame) -> tuple[pl.DataFrame, int]:
        """Rows met for the first time, each with its id, and how many rows of the file are duplicates."""
        digests = digests_of(rows[IDENTITY])
        new = self.context.known.is_new(digests)
        fresh = [digest for digest, is_new in zip(digests, new, strict=True) if is_new]
        self.added += fresh
        kept, again = rows, 0
        if len(fresh) < rows.height:
            mask = pl.Series(new, dtype=pl.Boolean)
            kept = rows.filter(mask)
            again = len(set(rows.filter(~mask)[ROW].to_list()) - set(kept[ROW].to_list()))
        ids = ids_of(fresh, self.source.kind).alias("v:" + ID_OF[self.source.kind])
        return kept.with_columns(ids), again

    def _keyed(self, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, int]:
        """Rows whose key the source used before are revisions; where keys must be unique in a file,
        the second row of a key is a defect."""
        none = pl.DataFrame(schema=DEFECT_SCHEMA)
        if "v:source_key" not in rows.columns or not rows.height:
            return rows, none, 0
        known = self.context.known.keys_of(self.source.slug)
        keyed = rows.filter(pl.col("v:source_key").is_not_null())
        keys = keyed["v:source_key"].to_list()
        fresh = set(keys)
        if len(fresh) == len(keys) and known.isdisjoint(fresh):
            known |= fresh
            self.added_keys += keys
            self._remember(keys, keyed[LINE])
            return rows, none, 0
        return self._met_again(rows, known)

    def _remember(self, keys: list[str], lines: pl.Series) -> None:
        if self.source.unique_key:
            self.lines_by_key.update(zip(keys, lines, strict=True))

    def _met_again(self, rows: pl.DataFrame, known: set[str]) -> tuple[pl.DataFrame, pl.DataFrame, int]:
        revises, doubled = [], []
        for row, line, key, edits in rows.select(ROW, LINE, "v:source_key", EDITS).iter_rows():
            before = self.lines_by_key.get(key) if key is not None else None
            revises.append(key in known and before is None)
            if key in known and not edits:
                doubled.append((row, line, "source_key", key, NO_EDIT.format(key), NO_EDIT_ADVICE))
                continue
            if before is not None:
                reason = f"The key {key} stands on line {before} of the file already, with other content."
                advice = "Keys of this source are unique: keep one of the two rows."
                doubled.append((row, line, "source_key", key, reason, advice))
            elif key is not None:
                self._remember([key], pl.Series([line]))
                if key not in known:
                    known.add(key)
                    self.added_keys.append(key)
        rows = rows.with_columns(revises=pl.Series(revises, dtype=pl.Boolean))
        rows = add_doubts(rows, [Doubt(pl.col("revises"), REVISES)], "doubts")
        found = pl.DataFrame(doubled, schema=DEFECT_SCHEMA, orient="row")
        bad = pl.col(ROW).is_in(found[ROW].implode())
        self.context.known.forget(digests_in(rows.filter(bad)["v:report_id"]), self.source.slug, ())
        rows = rows.filter(~bad)
        return rows, found, int(rows["revises"].sum())

    def _as_table(self, rows: pl.DataFrame) -> pl.DataFrame:
        whole = rows.with_columns(
            pl.lit(self.source.slug).alias("v:source"),
            pl.lit(utc(self.context.received), dtype=INSTANT).alias("v:received"),
            pl.lit(self.file.name).alias("v:raw_file"),
            pl.lit(self.sha256).alias("v:raw_file_sha256"),
            pl.col(LINE).alias("v:raw_line"),
        )
        table = TABLES[self.source.kind]
        return table.checked(as_table(whole, table))

    def _quarantine(self, found: pl.DataFrame) -> pl.DataFrame:
        whole = found.sort(LINE, ROW, maintain_order=True).with_columns(
            source=pl.lit(self.source.slug),
            raw_file=pl.lit(self.file.name),
            raw_file_sha256=pl.lit(self.sha256),
        )
        return QUARANTINE.checked(whole.select(QUARANTINE.names))

    def check_unchanged(self) -> None:
        if stamp(self.file) != self.stamp:
            raise IntakeError(
                f"{self.file.name} was changed while it was read.",
                "Nothing was taken in. Wait for its writer to end.",
            )

    def end(self) -> Batch:
        table = TABLES[self.source.kind]
        return Batch(
            self.source.kind,
            table.empty(),
            QUARANTINE.empty(),
            *(0, 0, 0, 0),
            faults=self._faults(),
            source=self.source.slug,
            sha256=self.sha256,
        )

    def _faults(self) -> tuple[Fault, ...]:
        """Too few rows are as telling as too many: a source that falls silent is not a quiet week."""
        low, high = self.source.expected
        if not self.read and low is None:
            return (self._unexpected("at least 1", "Only a header is there: ask the source."),)
        if low is not None and self.read < low:
            return (self._unexpected(f"at least {low}", "Rows may be missing: ask the source."),)
        if high is not None and self.read > high:
            return (self._unexpected(f"at most {high}", "Check that it is the right file, taken once."),)
        return ()

    def _unexpected(self, rows: str, advice: str) -> Fault:
        what = f"{self.read} rows were read, but {rows} are expected of {self.source.slug}."
        return Fault(f"{self.file.name}:1", what, advice, "warning")
