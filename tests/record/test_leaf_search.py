"""Finding an entry by its hash in the tiles: only where a hash begins."""

from cast import Log, hash_of

from holdfire.record.leaf_search import position_of, positions_beginning


class Tiles:
    """A log's level-0 tiles, as a store gives them."""

    def __init__(self, log: Log) -> None:
        self.size, self._log = log.size, log

    def tile(self, level: int, n: int, width: int) -> bytes:
        return self._log.tile(level, n, width)


LOG = Log().fill(300)
TILES = Tiles(LOG)


def test_every_entry_is_found_where_it_stands() -> None:
    for at in (0, 1, 255, 256, 299):
        digits = hash_of(LOG.leaves[at])
        assert position_of(TILES, bytes.fromhex(digits)) == at
        for length in (8, 9, 15, 64):
            assert positions_beginning(TILES, digits[:length], 2) == [at]


def test_bytes_across_two_hashes_are_no_hash() -> None:
    row = LOG.tile(0, 0, 3)
    assert position_of(TILES, row[16:48]) is None
    assert positions_beginning(TILES, row[20:28].hex(), 2) == []


def test_an_odd_digit_counts() -> None:
    digits = hash_of(LOG.leaves[7])
    other = "0" if digits[8] != "0" else "1"
    assert positions_beginning(TILES, digits[:8] + other, 2) == []


def test_an_empty_log_has_nothing() -> None:
    empty = Tiles(Log())
    empty.size = 0
    assert position_of(empty, bytes(32)) is None
