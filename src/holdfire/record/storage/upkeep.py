"""Bit rot in the log: looking for it, and repairing it with leaves that prove themselves.

Leaves are held against their tiles, and tiles against the tile above, up to the right edge, whose root
was signed. A leaf is put back only if it gives the very hash the tree has at its place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from holdfire.errors import ProofError, StorageError
from holdfire.record.storage.connection import FailStop, Mode
from holdfire.record.storage.log_store import LogStore, NewLeaf
from holdfire.record.storage.tail import FROM_MIRROR, rebuilt, stored_tile
from holdfire.record.tiles import WIDTH
from holdfire.record.tree import HASH_BYTES, leaf_hash, perfect_root


@dataclass(frozen=True, slots=True)
class Rot:
    """What no longer fits: positions of leaves, and (level, number) of full tiles."""

    leaves: tuple[int, ...]
    tiles: tuple[tuple[int, int], ...]


def find_rot(store: LogStore, start: int = 0, end: int | None = None) -> Rot:
    """Everything in [start, end) that does not fit the tree; tiles first, as leaves are judged by them."""
    end = store.size if end is None else end
    bad_tiles, bad_leaves = [], []
    for number in range(start // WIDTH, -(-end // WIDTH)):
        low, high = max(start, number * WIDTH), min(end, (number + 1) * WIDTH)
        above = _tiles_above(number, number == start // WIDTH)
        bad_tiles += [each for each in above if not _fits(store, *each)]
        rows = store.rows_of(low, high)
        try:
            hashes = store.tile(0, number, high - number * WIDTH)
        except StorageError:
            continue  # named as a tile; its leaves are judged once it is repaired
        for at in range(low, high):
            want = hashes[at % WIDTH * HASH_BYTES :][:HASH_BYTES]
            if at not in rows or leaf_hash(rows[at].leaf) != want:
                bad_leaves.append(at)
    return Rot(tuple(bad_leaves), tuple(sorted(set(bad_tiles))))


def verify_range(store: LogStore, start: int = 0, end: int | None = None) -> None:
    """Raise StorageError, naming the first place, if anything in [start, end) does not fit the tree."""
    rot = find_rot(store, start, end)
    if rot.tiles:
        level, number = rot.tiles[0]
        raise StorageError(
            f"Tile {level}/{number} of the log does not fit the tree ({len(rot.tiles)} such): bit rot.",
            FROM_MIRROR,
        )
    if rot.leaves:
        raise StorageError(
            f"Entry {rot.leaves[0]} of the log does not fit the tree ({len(rot.leaves)} such): bit rot.",
            FROM_MIRROR,
        )


def repair(store: LogStore, position: int, new: NewLeaf) -> None:
    """Put a leaf back in its place; ProofError, and nothing changed, if it is not the one logged there."""
    number, at = divmod(position, WIDTH)
    want = store.tile(0, number, at + 1)[at * HASH_BYTES :]
    if leaf_hash(new.leaf) != want:
        raise _not_the_one(f"entry {position}")
    _put(store.file, [(position, new)])


def repair_tile(store: LogStore, level: int, number: int, hashes: bytes) -> None:
    """Put a full tile back; ProofError, and nothing changed, if the tree above does not bear it out."""
    if len(hashes) != WIDTH * HASH_BYTES or perfect_root(hashes) != _parent(store, level, number):
        raise _not_the_one(f"tile {level}/{number}")
    with store.file.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO tiles VALUES(?, ?, ?)", (level, number, hashes))


def repair_tail(
    path: Path, first: int, leaves: Sequence[NewLeaf], tiles: Sequence[tuple[int, int, bytes]] = ()
) -> None:
    """Put leaves back at the right edge of a log that no longer opens, where no tile can judge them; and
    full tiles (level, number, hashes) of which the tile above is not full yet.

    They are taken if the whole then gives the root stored in the file; else ProofError, nothing changed.
    """
    file = FailStop(path, "The log", Mode())
    try:
        with file.transaction() as connection:
            rows = [(first + at, each.party, each.seq, each.leaf) for at, each in enumerate(leaves)]
            connection.executemany("INSERT OR REPLACE INTO entries VALUES(?, ?, ?, ?)", rows)
            connection.executemany("INSERT OR REPLACE INTO tiles VALUES(?, ?, ?)", list(tiles))
            if not rebuilt(file).sound:
                raise _not_the_one(f"the tail from entry {first} on")
    finally:
        file.close()


def _not_the_one(what: str) -> ProofError:
    return ProofError(
        f"What was offered is not {what}: the tree has another hash there.", "Ask another mirror for it."
    )


def _put(file: FailStop, rows: Iterable[tuple[int, NewLeaf]]) -> None:
    with file.transaction() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO entries VALUES(?, ?, ?, ?)",
            [(at, each.party, each.seq, each.leaf) for at, each in rows],
        )


def _tiles_above(number: int, whole: bool) -> list[tuple[int, int]]:
    """The tile and those above it that are not above an earlier one too (all, where `whole`)."""
    found = [(0, number)]
    level = 1
    while level < 8 and (whole or number % WIDTH == 0):
        number //= WIDTH
        found.append((level, number))
        level += 1
    return found


def _fits(store: LogStore, level: int, number: int) -> bool:
    """Whether a tile fits the one above it; one not yet full stands in memory, verified on opening."""
    if store.size >> 8 * (level + 1) <= number:
        return True
    try:
        return perfect_root(stored_tile(store.file, level, number)) == _parent(store, level, number)
    except StorageError:
        store.file.require_alive()
        return False


def _parent(store: LogStore, level: int, number: int) -> bytes:
    """The hash that the tile above has for this one."""
    above, at = divmod(number, WIDTH)
    return store.tile(level + 1, above, at + 1)[at * HASH_BYTES :]
