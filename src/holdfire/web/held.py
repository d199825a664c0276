"""What of the mission is held in memory, and when it is read anew.

Each part is kept beside the state of the files it was read from; a request that finds another state reads
that part again. So a judgement costs the cases, not the reports, and two processes never disagree for long.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.assessment.table import FINDINGS, PLACEMENT
from holdfire.centre.cases.case import Case
from holdfire.columns import Table
from holdfire.errors import MissionError
from holdfire.incidents.table import INCIDENTS, MEMBERSHIP
from holdfire.mission.casework import cases_of
from holdfire.mission.folder import ISSUED, Mission
from holdfire.record.journal import Entry
from holdfire.web.once import once

State = tuple[object, ...]
Key = tuple[object, ...]
Made = TypeVar("Made")


class Held:
    """The mission as one request sees it: a part is read when it is first asked for."""

    def __init__(self, keeper: "Keeper", mission: Mission, seen: "Seen") -> None:
        self._keeper, self.mission, self._seen = keeper, mission, seen
        # Before anything is read: rows that were read earlier than their mark would be held to be newer.
        self.mark = keeper.mark(seen)

    @property
    def agreement(self) -> Agreement:
        return self.part("agreement", ("journal", "record"), lambda: self.mission.agreement)

    @property
    def incidents(self) -> pl.DataFrame:
        """As last fused; no row where nothing was fused yet (`undone` says so)."""
        return self._table(INCIDENTS)

    @property
    def membership(self) -> pl.DataFrame:
        return self._table(MEMBERSHIP)

    @property
    def placement(self) -> pl.DataFrame:
        return self._table(PLACEMENT)

    @property
    def findings(self) -> pl.DataFrame:
        return self._table(FINDINGS)

    @property
    def reports(self) -> pl.DataFrame:
        return self.part("reports", ("reports",), self.mission.reports)

    @property
    def cases(self) -> dict[str, Case]:
        return self.part("cases", ("journal",), lambda: cases_of(self.mission))

    @property
    def journal(self) -> tuple[Entry, ...]:
        return self.part("lines", ("journal",), lambda: tuple(self.mission.journal.entries()))

    def lines(self, act: str) -> list[Entry]:
        """The journal's lines of that act, oldest first, but those whose words were redacted."""
        return [each for each in self.journal if each.act == act and each.redacted is None]

    @property
    def issued(self) -> list[Entry]:
        return self.lines(ISSUED)

    @property
    def undone(self) -> str:
        """The verb that is to be run so that incidents and findings follow what was taken in; "": none."""
        return self.part("undone", ("journal", "record", "incidents"), self.mission.stale)

    def part(
        self,
        name: str,
        rests_on: tuple[str, ...],
        read: Callable[[], Made],
        key: Key = (),
        lags: bool = False,
    ) -> Made:
        """Something made from these files, kept until one of them changes. A name that is no file's stands
        for itself: a minute, a day. `key`: what a reader asked for, a day say; a few of one name are kept.
        `lags`: while somebody else makes it anew, what was kept before will do; the mark tells when it is
        done."""
        return self._keeper.part(name, rests_on, read, key, self._seen, lags)

    def _table(self, table: Table) -> pl.DataFrame:
        def read() -> pl.DataFrame:
            try:
                return self.mission.derived(table.name)
            except MissionError:
                if (self.mission.folder / f"{table.name}.parquet").exists():
                    raise
                return table.of([])

        return self.part(table.name, (table.name,), read)


KEPT = 24
"""So many parts of one name are kept; then the oldest goes. Readers may ask for any number of days."""
_NOT_KEPT = object()


@dataclass(frozen=True)
class Keeper:
    """Keeps the parts of one mission between requests; one at a time is read anew."""

    folder: Path
    _kept: dict[str, tuple[State, dict[Key, Any]]] = field(default_factory=dict, init=False, compare=False)
    _remade: dict[str, int] = field(default_factory=dict, init=False, compare=False)
    """How often a part that lags was made anew: who was shown the one before has to look again."""
    _locks: dict[str, Lock] = field(default_factory=dict, init=False, compare=False)
    _lock: Lock = field(default_factory=Lock, init=False, compare=False)
    """For the locks themselves."""

    @once
    def _watched(self) -> dict[str, tuple[Path | None, ...]]:
        derived = ("incidents", "membership", "pairs", "set_aside", "placement", "findings")
        return {
            **{name: (self.folder / f"{name}.parquet",) for name in derived},
            "journal": (self.folder / "journal.jsonl",),
            "reports": (self.folder / "reports" / "intakes",),
            # Our own entries are shown before they are logged.
            "record": (
                *_database(self.folder / "record" / "log.sqlite"),
                *_database(self.folder / "record" / "outbox.sqlite"),
            ),
            "countersignatures": _database(self.folder / "record" / "notes.sqlite"),
            "mission": (self.folder / "mission.toml", self.folder / "agreement"),
            # The gazetteers that stand in places/ are named by the settings or follow from them.
            "settings": (self.folder / "mission.toml", self.folder / "places"),
            "inbox": _database(self.folder / "desk" / "inbox.sqlite"),
        }

    def held(self, looks: bool = False) -> Held:
        """The mission as it stands now. `looks`: for a request that changes nothing, which sees every file as
        it was when it first looked at it, and looks once."""
        seen = Seen(looks)
        settings = self.part("mission", ("mission",), lambda: Mission.open(self.folder).settings, seen=seen)
        return Held(self, Mission(self.folder, settings), seen)

    def mark(self, seen: "Seen | None" = None) -> str:
        """Changes whenever something that a page follows may have changed. Reports that wait in the inbox are
        not in it: they come by the second, and are seen in the rows when they are worked out."""
        names = ("journal", "incidents", "findings", "record")
        states = [self._state((name,), seen or Seen(False)) for name in names]
        told = repr((states, self._remade))
        return sha256(told.encode()).hexdigest()[:16]

    def _state(self, names: tuple[str, ...], seen: "Seen") -> State:
        return tuple(
            seen.state_of(path) if path else name
            for name in names
            for path in self._watched.get(name, (None,))
        )

    def part(
        self,
        name: str,
        rests_on: tuple[str, ...],
        read: Callable[[], Made],
        key: Key = (),
        seen: "Seen | None" = None,
        lags: bool = False,
    ) -> Made:
        state = self._state(rests_on, seen or Seen(False))
        if (known := self._known(name, state).get(key, _NOT_KEPT)) is not _NOT_KEPT:
            return cast(Made, known)
        before = self._kept[name][1].get(key, _NOT_KEPT) if lags and name in self._kept else _NOT_KEPT
        lock = self._lock_of(name)
        if not lock.acquire(blocking=before is _NOT_KEPT):
            return cast(Made, before)
        try:
            if (known := self._known(name, state).get(key, _NOT_KEPT)) is not _NOT_KEPT:
                return cast(Made, known)
            found = read()
            kept = self._known(name, state)
            while len(kept) >= KEPT:
                kept.pop(next(iter(kept)))
            kept[key] = found
            self._kept[name] = (state, kept)
            if before is not _NOT_KEPT:
                self._remade[name] = self._remade.get(name, 0) + 1
        finally:
            lock.release()
        return found

    def _known(self, name: str, state: State) -> dict[Key, Any]:
        """What is kept under that name, as the files stand."""
        then, kept = self._kept.get(name, (None, {}))
        return kept if then == state else {}

    def _lock_of(self, name: str) -> Lock:
        with self._lock:
            return self._locks.setdefault(name, Lock())


def _database(path: Path) -> tuple[Path, Path]:
    """A database's files: what was written last may stand beside it."""
    return path, path.with_name(f"{path.name}-wal")


class Seen:
    """The states of files that one request has seen. One that only looks keeps them: a page asks for thirty
    parts of five files."""

    def __init__(self, keeps: bool) -> None:
        self._states: dict[Path, tuple[int, int, int]] | None = {} if keeps else None

    def state_of(self, path: Path) -> tuple[int, int, int]:
        if self._states is None:
            return _state_of(path)
        if (known := self._states.get(path)) is None:
            known = self._states[path] = _state_of(path)
        return known


def _state_of(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0)
    return (found.st_size, found.st_mtime_ns, found.st_ino)
