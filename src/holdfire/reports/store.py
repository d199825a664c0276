"""What a mission has taken in, as Parquet files: one intake whole or not at all.

    reports/
      intakes/<intake id>.json       the manifest, written last: an intake without it never happened
      parts/<intake id>/*.parquet    its rows: reports, tallies, watch and quarantine

Nothing is overwritten. A crash, a full disk or a pulled plug leaves at most a folder under parts/
without a manifest; it is not read, and the next intake clears it away.
"""

import errno
import io
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from holdfire.columns import Table
from holdfire.errors import Fault, IntakeError
from holdfire.reports.identity import KnownIds
from holdfire.reports.intake import Batch
from holdfire.reports.map_parts import ID_OF, TABLES
from holdfire.reports.table import QUARANTINE

FROM_A_COPY = "Restore reports/ from a copy of the mission."
ROWS_MAX = 250_000
"""Rows of one Parquet file at most; about what one worker reads at a time."""


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """What became of a file's rows: read is always accepted + duplicate + quarantined. `revised` are
    among the accepted: the source gave their key before. `by_reason` counts rows of quarantine. `parts`
    has size_bytes and sha256 of each Parquet file, so that a lost or changed one is noticed."""

    read: int
    accepted: int
    duplicate: int
    quarantined: int
    by_reason: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    revised: int = 0
    source: str = ""
    sha256: str = ""
    parts: Mapping[str, Mapping[str, int | str]] = field(default_factory=dict)


class ReportStore:
    """The folder `reports/` of a mission. One writer at a time: the mission holds its lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._intakes = folder / "intakes"
        self._parts = folder / "parts"

    def append(self, batches: Iterable[Batch], intake_id: str) -> IntakeResult:
        """Keep everything the batches bring, under that id, and say what it was."""
        if (self._intakes / f"{intake_id}.json").exists():
            raise IntakeError(f"There is an intake {intake_id} already.", "Give this one another id.")
        with _told(self.folder):
            self._clear()
            parts = self._parts / intake_id
            parts.mkdir(parents=True)
            try:
                result = self._write(batches, parts)
                _durable_folder(parts)
                _durable_folder(self._parts)
                self._enter(intake_id, result)
            except BaseException:
                shutil.rmtree(parts, ignore_errors=True)
                raise
        return result

    def _write(self, batches: Iterable[Batch], parts: Path) -> IntakeResult:
        buffers = {name: _Buffer(parts, name) for name in (*TABLES, "quarantine")}
        counts = dict.fromkeys(("read", "accepted", "duplicate", "quarantined", "revised"), 0)
        by_reason: dict[str, int] = {}
        faults: tuple[Fault, ...] = ()
        source = digest = ""
        for batch in batches:
            buffers[batch.kind].add(batch.accepted)
            buffers["quarantine"].add(batch.quarantine)
            counts["read"] += batch.read
            counts["accepted"] += batch.accepted_rows
            counts["duplicate"] += batch.duplicate
            counts["quarantined"] += batch.quarantined
            counts["revised"] += batch.revised
            for column, number in batch.quarantine["column"].value_counts().iter_rows():
                by_reason[column or "(row)"] = by_reason.get(column or "(row)", 0) + number
            faults += batch.faults
            source, digest = batch.source, batch.sha256
        for buffer in buffers.values():
            buffer.flush()
        if counts["read"] != counts["accepted"] + counts["duplicate"] + counts["quarantined"]:
            raise IntakeError(
                f"{source}: rows were lost: {counts}.", "Nothing was taken in; please report this."
            )
        files = {name: kept for buffer in buffers.values() for name, kept in buffer.files.items()}
        return IntakeResult(
            **counts, by_reason=by_reason, faults=faults, source=source, sha256=digest, parts=files
        )

    def _enter(self, intake_id: str, result: IntakeResult) -> None:
        """The manifest makes the intake true: from its renaming on, its rows are there."""
        self._intakes.mkdir(parents=True, exist_ok=True)
        manifest = {"intake": intake_id, **asdict(result)}
        text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        waiting = self._intakes / f".{intake_id}.new"
        try:
            _write_durably(waiting, text.encode("utf-8"))
            waiting.replace(self._intakes / f"{intake_id}.json")
        except BaseException:
            waiting.unlink(missing_ok=True)
            raise
        _durable_folder(self._intakes)

    def _clear(self) -> None:
        """Take away what an interrupted intake left behind; nobody ever saw it."""
        self._intakes.mkdir(parents=True, exist_ok=True)
        self._parts.mkdir(parents=True, exist_ok=True)
        whole = set(self._ids())
        for folder in self._parts.iterdir():
            if folder.name not in whole:
                shutil.rmtree(folder)
        for waiting in self._intakes.glob(".*.new"):
            waiting.unlink()

    def _ids(self) -> list[str]:
        return sorted(path.stem for path in self._intakes.glob("*.json"))

    def intakes(self) -> list[dict[str, Any]]:
        """The manifests, in order of their ids."""
        return [json.loads((self._intakes / f"{each}.json").read_text("utf-8")) for each in self._ids()]

    def faults(self, thorough: bool) -> list[Fault]:
        """Parquet files that are gone, or not what their manifest says. An intake of an earlier version
        did not list its files: only that they are there can be said."""
        return [fault for each in self.intakes() for fault in self._faults_of(each, thorough)]

    def _faults_of(self, manifest: Mapping[str, Any], thorough: bool) -> Iterator[Fault]:
        intake_id = manifest["intake"]
        folder = self._parts / intake_id
        there = {path.name: path for path in sorted(folder.glob("*.parquet"))}
        parts: Mapping[str, Mapping[str, Any]] | None = manifest.get("parts")
        at = f"{self.folder.name}/parts/{intake_id}"
        if parts is None:
            if not there and manifest["accepted"] + manifest["quarantined"]:
                yield Fault(f"{at}:1", f"The files of {intake_id} are gone.", FROM_A_COPY)
            return
        for name, part in parts.items():
            if name not in there:
                what = f"A file of {intake_id} ({manifest['accepted']} rows accepted) is gone."
                yield Fault(f"{at}/{name}:1", what, FROM_A_COPY)
            elif _differs(there[name], part, thorough):
                yield Fault(f"{at}/{name}:1", f"A file of {intake_id} is not what was kept.", FROM_A_COPY)
        for name in sorted(set(there) - set(parts)):
            yield Fault(f"{at}/{name}:1", f"No such file was kept by {intake_id}.", "Take it away.")

    def reports(self) -> pl.LazyFrame:
        return self._all("reports", TABLES["reports"])

    def tallies(self) -> pl.LazyFrame:
        return self._all("tallies", TABLES["tallies"])

    def watch(self) -> pl.LazyFrame:
        return self._all("watch", TABLES["watch"])

    def quarantine(self, ids: Iterable[str] | None = None) -> pl.LazyFrame:
        """What waits for a person, of those intakes. Without ids: where the same bytes were taken in again
        (with a mended map), the latest intake counts; the rows of earlier ones stay in their own files."""
        if ids is not None:
            return self._all("quarantine", QUARANTINE, sorted(ids))
        latest = {(each["source"], each["sha256"]): each["intake"] for each in self.intakes()}
        return self._all("quarantine", QUARANTINE, sorted(latest.values()))

    def _all(self, name: str, table: Table, ids: list[str] | None = None) -> pl.LazyFrame:
        found = [
            path
            for each in (self._ids() if ids is None else ids)
            for path in sorted((self._parts / each).glob(f"{name}-*.parquet"))
        ]
        if not found:
            return table.empty().lazy()
        return pl.scan_parquet(found, schema=table.schema, missing_columns="insert")

    def known(self) -> KnownIds:
        """Ids and keys of all that was taken in, for the next intake."""
        known = KnownIds()
        for kind, id_column in ID_OF.items():
            known.add_ids(self._all(kind, TABLES[kind]).select(id_column).collect()[id_column])
        keyed = self.reports().select("source", "source_key").drop_nulls().collect()
        for (source,), rows in keyed.group_by("source"):
            known.add_keys(str(source), rows["source_key"].to_list())
        return known


class _Buffer:
    """Rows of one table, gathered to files of a sensible size."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._frames: list[pl.DataFrame] = []
        self._rows = 0
        self.files: dict[str, dict[str, int | str]] = {}

    def add(self, frame: pl.DataFrame) -> None:
        if frame.height:
            self._frames.append(frame)
            self._rows += frame.height
        if self._rows >= ROWS_MAX:
            self.flush()

    def flush(self) -> None:
        if not self._rows:
            return
        packed = io.BytesIO()
        pl.concat(self._frames).write_parquet(packed, compression="zstd", compression_level=1)
        content = packed.getbuffer()
        name = f"{self._name}-{len(self.files) + 1:05}.parquet"
        _write_durably(self._folder / name, content)
        self.files[name] = {"size_bytes": len(content), "sha256": sha256(content).hexdigest()}
        self._frames, self._rows = [], 0


def _differs(path: Path, part: Mapping[str, Any], thorough: bool) -> bool:
    if path.stat().st_size != part["size_bytes"]:
        return True
    return thorough and sha256(path.read_bytes()).hexdigest() != part["sha256"]


def _write_durably(path: Path, content: bytes | memoryview) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _durable_folder(folder: Path) -> None:
    """Make the names in a folder last: a renamed file is only safe once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Say what a failing disk means; what was taken in before is whole, because nothing is overwritten."""
    try:
        yield
    except OSError as cause:
        before = f"Nothing of this file was taken in; what {folder} held before is whole."
        if cause.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise IntakeError(
                f"The disk of {folder} is full.", f"{before} Free some space and take it in again."
            ) from cause
        raise IntakeError(
            f"{folder} cannot be written ({cause.strerror or cause}).",
            f"{before} Check its rights and its disk.",
        ) from cause
