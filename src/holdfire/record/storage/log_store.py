"""The log on disk: every leaf in order, and the full tiles of its tree, in one SQLite file.

One process writes. `append` returns after COMMIT with the write-ahead log synced; any error of disk or
commit stops the store (see `connection.py`). On opening, what a killed process left in the page cache
is brought to disk first, then the tail is verified (`tail.py`). Only then is there a size and a root
that may be signed.

Below a root that was signed nothing is ever cut off: a leaf that no longer gives its hash is bit rot,
and is repaired from a mirror (`upkeep.py`). Reading a leaf verifies it against its tile.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from holdfire.errors import FormError, ProofError, StorageError
from holdfire.record.storage.connection import FailStop, Mode
from holdfire.record.storage.durable_files import settle
from holdfire.record.storage.tail import as_bytes, rotten, stored_tile, verified_builder
from holdfire.record.tiles import LEAF_BYTES_MAX, WIDTH, TileBuilder, TileReader, width_at
from holdfire.record.tree import HASH_BYTES, leaf_hash, root_of

PARTY_LENGTH_MAX = 200
NUMBER_MAX = 2**63 - 1

FORM = "holdfire/log/1"

SCHEMA = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entries(
  position INTEGER PRIMARY KEY, party TEXT NOT NULL, seq INTEGER NOT NULL, leaf BLOB NOT NULL);
CREATE INDEX feed ON entries(party, seq);
CREATE TABLE tiles(level INTEGER, n INTEGER, hashes BLOB NOT NULL, PRIMARY KEY(level, n));
CREATE TABLE edge(one INTEGER PRIMARY KEY CHECK(one = 1), size INTEGER NOT NULL, root BLOB NOT NULL);
"""
"""`feed` is not unique: a mirror of a dishonest host must be able to hold its void entries too."""


@dataclass(frozen=True, slots=True)
class NewLeaf:
    """A leaf to be logged, with the feed and number it bears (`seq` -1 where it bears none)."""

    party: str
    seq: int
    leaf: bytes


@dataclass(frozen=True, slots=True)
class _Edge:
    """What readers see of the tree after a commit: its size, root and partial tiles by level."""

    size: int
    root: bytes
    partials: dict[int, bytes]

    @classmethod
    def of(cls, builder: TileBuilder) -> "_Edge":
        partials = {each.level: each.content for each in builder.partials()}
        return cls(builder.size, builder.root(), partials)


class LogStore:
    """The log of one origin, open for writing. Safe for use by many threads."""

    def __init__(self, file: FailStop, builder: TileBuilder) -> None:
        self.file = file
        self._builder = builder
        self._edge = _Edge.of(builder)
        self._writing = threading.RLock()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        origin: str = "",
        vfs: str | None = None,
        synchronous: str = "FULL",
        journal_mode: str = "wal",
        locking: Literal["exclusive", "shared"] = "exclusive",
    ) -> "LogStore":
        """Open or create the log and verify its tail. Raises StorageError where it does not hold together.

        `exclusive` locking (one laptop): no other connection gets in. `shared`: readers in threads of a
        server have connections of their own. `origin`, where given, must be that of the file.
        """
        file = FailStop(path, "The log", Mode(vfs, synchronous, journal_mode, locking))
        try:
            file.checkpoint()
            _lay_out(file, origin)
            return cls(file, verified_builder(file))
        except BaseException:
            file.close()
            raise

    @property
    def size(self) -> int:
        """Number of durable entries."""
        return self._edge.size

    def head(self) -> tuple[int, bytes]:
        """Size and root of one and the same moment; both are durable."""
        self.file.require_alive()
        edge = self._edge
        return edge.size, edge.root

    def root(self, size: int | None = None) -> bytes:
        """Root of the tree now, or of its first `size` leaves."""
        now, root = self.head()
        if size is None or size == now:
            return root
        self._require_range(0, size)
        return root_of(self.reader(), size)

    def reader(self) -> TileReader:
        """A reader of the tree as it is now, for proofs; for use by one thread."""
        edge = self._edge
        return TileReader(lambda level, n, width: self._tile(edge, level, n, width), edge.size)

    def append(self, leaves: Sequence[NewLeaf], at: int | None = None) -> int:
        """Log the leaves in order, all or none; the position of the first, once they are durable.

        `at`: where they must begin, if what comes before was looked at. StorageError, and nothing logged,
        where somebody else appended meanwhile.
        """
        for each in leaves:
            _require_form(each)
        hashes = [leaf_hash(each.leaf) for each in leaves]
        with self._writing:
            first = self._edge.size
            if at is not None and first != at:
                raise StorageError(
                    f"The log has {first} entries, not {at}: somebody else appended to it.",
                    "Nothing was logged. Close the other writer, and do it again from the start.",
                )
            if leaves:
                rows = [(at, each.party, each.seq, each.leaf) for at, each in enumerate(leaves, first)]
                self._edge = self._commit(rows, hashes)
        return first

    def _commit(self, rows: list[tuple[int, str, int, bytes]], hashes: list[bytes]) -> _Edge:
        with self.file.transaction() as connection:
            try:
                full = [(each.level, each.n, each.content) for each in self._builder.extend(hashes)]
                edge = _Edge.of(self._builder)
                connection.executemany("INSERT INTO entries VALUES(?, ?, ?, ?)", rows)
                if full:
                    connection.executemany("INSERT INTO tiles VALUES(?, ?, ?)", full)
                connection.execute("INSERT OR REPLACE INTO edge VALUES(1, ?, ?)", (edge.size, edge.root))
            except BaseException as cause:
                # The builder is ahead of the disk now, so nothing may be built on it.
                self.file.stop(f"an append was broken off ({type(cause).__name__}: {cause}).")
                raise
        return edge

    def entries(self, start: int, end: int) -> list[NewLeaf]:
        """The entries at [start, end), each verified against the tree."""
        edge = self._require_range(start, end)
        rows = self.rows_of(start, end)
        for number in range(start // WIDTH, -(-end // WIDTH)):
            low, high = max(start, number * WIDTH), min(end, (number + 1) * WIDTH)
            hashes = self._tile(edge, 0, number, high - number * WIDTH)
            for at in range(low, high):
                offset = at % WIDTH * HASH_BYTES
                row = rows.get(at)
                if row is None or leaf_hash(row.leaf) != hashes[offset : offset + HASH_BYTES]:
                    raise rotten(f"Entry {at}", "is no longer what the tree says")
        return [rows[at] for at in range(start, end)]

    def leaves(self, start: int, end: int) -> list[bytes]:
        """The leaves at [start, end), each verified against the tree."""
        return [each.leaf for each in self.entries(start, end)]

    def leaf(self, position: int) -> bytes:
        """The leaf at the position, verified against the tree."""
        return self.leaves(position, position + 1)[0]

    def by_feed(self, party: str, seq: int) -> int | None:
        """Where the party's entry of that number stands; the first, should a foreign log hold two."""
        rows = self.file.rows("SELECT min(position) FROM entries WHERE party = ? AND seq = ?", (party, seq))
        found = rows[0][0]
        return None if found is None else int(found)

    def tile(self, level: int, n: int, width: int = WIDTH) -> bytes:
        """The first `width` hashes of a tile; those of a partial tile stand in memory only."""
        return self._tile(self._edge, level, n, width)

    def _tile(self, edge: _Edge, level: int, n: int, width: int) -> bytes:
        have = width_at(level, n, edge.size) if 0 <= level < 8 and n >= 0 else 0
        if not 1 <= width <= have:
            raise ProofError(
                f"The log of {edge.size} entries has no tile {level}/{n} of width {width}.",
                "Ask for tiles of a checkpoint of this log.",
            )
        self.file.require_alive()
        whole = stored_tile(self.file, level, n) if have == WIDTH else edge.partials[level]
        return whole[: width * HASH_BYTES]

    def rows_of(self, start: int, end: int) -> dict[int, NewLeaf]:
        """The rows at [start, end) as the disk gives them, not verified; a lost row is not there."""
        asked = (
            "SELECT position, CAST(party AS BLOB), seq, CAST(leaf AS BLOB) FROM entries "
            "WHERE position >= ? AND position < ?"
        )
        return {
            at: NewLeaf(
                as_bytes(party).decode("utf-8", "replace"),
                seq if isinstance(seq, int) else -1,
                as_bytes(leaf),
            )
            for at, party, seq, leaf in self.file.rows(asked, (start, end))
        }

    def close(self) -> None:
        """End it; what was acknowledged is durable without that."""
        self.file.close()

    def _require_range(self, start: int, end: int) -> _Edge:
        self.file.require_alive()
        edge = self._edge
        if not 0 <= start <= end <= edge.size:
            raise ProofError(
                f"The log has {edge.size} entries, not [{start}, {end}).",
                "Ask below the size of a checkpoint.",
            )
        return edge


def _lay_out(file: FailStop, origin: str) -> None:
    if not file.rows("SELECT 1 FROM sqlite_schema WHERE name = 'edge'"):
        with file.transaction() as connection:
            connection.execute(SCHEMA)
            connection.execute("INSERT INTO meta VALUES('form', ?), ('origin', ?)", (FORM, origin))
        settle(file.path.parent)
    found = {str(name): str(value) for name, value in file.rows("SELECT name, value FROM meta")}
    if found.get("form") != FORM:
        raise StorageError(
            f"{file.path} has the form {found.get('form')!r}, not {FORM}.",
            "Open it with the Holdfire it is of.",
        )
    if origin and found.get("origin") != origin:
        raise StorageError(
            f"{file.path} is the log of {found.get('origin')!r}, not of {origin!r}.",
            "Give the right file: two logs are never mixed.",
        )


def _require_form(new: NewLeaf) -> None:
    if not 1 <= len(new.leaf) <= LEAF_BYTES_MAX:
        raise FormError(
            f"A leaf has {len(new.leaf)} bytes; 1 to {LEAF_BYTES_MAX} are allowed.",
            "Move large things to blobs.",
        )
    writable = not any("\ud800" <= each <= "\udfff" for each in new.party)
    if not writable or len(new.party) > PARTY_LENGTH_MAX or not -1 <= new.seq <= NUMBER_MAX:
        raise FormError(
            "A leaf's party or number is out of bounds.", "Give a short name and a number from 0."
        )
