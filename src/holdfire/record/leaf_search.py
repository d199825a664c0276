"""Finding an entry by its leaf hash: the level-0 tiles hold every one of them, in the order of the log.

Reading them through takes less than keeping an index that every append would have to sort into.
"""

from collections.abc import Iterator

from holdfire.record.storage.log_store import LogStore
from holdfire.record.tiles import WIDTH
from holdfire.record.tree import HASH_BYTES


def position_of(log: LogStore, leaf_hash: bytes) -> int | None:
    """Where the leaf of that hash stands first; None if the log has it not."""
    return next(positions_of(log, leaf_hash), None)


def positions_of(log: LogStore, leaf_hash: bytes) -> Iterator[int]:
    """Every place of that leaf, ascending. A host can log one twice: too early, and again in its turn."""
    return _positions(log, leaf_hash)


def positions_beginning(log: LogStore, digits: str, most: int) -> list[int]:
    """Where leaves stand whose hash begins with these hex digits (8 or more); at most so many of them."""
    found = []
    for position in _positions(log, bytes.fromhex(digits[: len(digits) // 2 * 2])):
        number, at = divmod(position, WIDTH)
        tile = log.tile(0, number, min(WIDTH, log.size - number * WIDTH))
        if tile[at * HASH_BYTES : (at + 1) * HASH_BYTES].hex().startswith(digits):
            found.append(position)
            if len(found) == most:
                break
    return found


def _positions(log: LogStore, start: bytes) -> Iterator[int]:
    size = log.size
    for number in range(-(-size // WIDTH)):
        tile = log.tile(0, number, min(WIDTH, size - number * WIDTH))
        at = tile.find(start)
        while at != -1:
            if at % HASH_BYTES == 0:
                yield number * WIDTH + at // HASH_BYTES
            at = tile.find(start, at + 1)
