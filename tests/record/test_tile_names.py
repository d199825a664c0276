"""Names of tiles and bundles. Worked cases: the examples of c2sp.org/tlog-tiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.errors import FormError, ProofError
from holdfire.record.tiles import TilePath, entries_path, parse_path, tile_path, width_at, widths_at


def test_a_log_of_256_leaves_is_one_full_tile_and_one_above() -> None:
    assert widths_at(256) == ((0, 1, 0), (1, 0, 1))
    assert widths_at(255) == ((0, 0, 255),)
    assert widths_at(0) == ()
    assert len(widths_at(2**63 - 1)) == 8
    assert [width_at(0, n, 300) for n in (0, 1, 2)] == [256, 44, 0]
    assert width_at(1, 0, 300) == 1
    with pytest.raises(ProofError, match="tree size is -1"):
        widths_at(-1)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("tile/0/000", ("tile", 0, 0, 256)),
        ("tile/0/x001/x234/067", ("tile", 0, 1_234_067, 256)),
        ("tile/0/x001/x234/067.p/5", ("tile", 0, 1_234_067, 5)),
        ("tile/63/999.p/255", ("tile", 63, 999, 255)),
        ("tile/10/x001/000", ("tile", 10, 1000, 256)),
        ("tile/entries/x001/234.p/1", ("entries", 0, 1234, 1)),
    ],
)
def test_a_name_is_written_and_read_in_one_form(name: str, path: tuple[str, int, int, int]) -> None:
    kind, level, n, width = path
    assert parse_path(name) == path
    written = entries_path(n, width) if kind == "entries" else tile_path(level, n, width)
    assert written == name


@given(st.booleans(), st.integers(0, 63), st.integers(0, 2**63 - 1), st.integers(1, 256))
def test_every_name_is_read_back(leaves: bool, level: int, n: int, width: int) -> None:
    name = entries_path(n, width) if leaves else tile_path(level, n, width)
    assert parse_path(name) == TilePath("entries" if leaves else "tile", 0 if leaves else level, n, width)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "checkpoint",
        "/tile/0/000",
        "tile/0/000/",
        "tile/0/000\n",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/001/234",
        "tile/0/x001",
        "tile/0/x000/001",
        "tile/0/X001/234",
        "tile/0/000.p/0",
        "tile/0/000.p/05",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/0/000.p/",
        "tile/0/000.p",
        "tile/0/../000",
        "tile/entries/000/../../../etc/passwd",
        "tile/data/000",
        "tile/٣/000",
        "tile/0/x009/x223/x372/x036/x854/x775/808",
        "tile/0/" + "x999/" * 7 + "999",
        "tile/0/" + "x999/" * 100_000 + "999",
        "tile/0/\udc80",
    ],
)
def test_a_name_in_any_other_form_is_refused(name: str) -> None:
    with pytest.raises(FormError, match="is no name of a tile or bundle") as told:
        parse_path(name)
    assert len(str(told.value)) < 300


@given(st.text(alphabet="tilenrs/x.p0123456789", max_size=30))
def test_a_name_that_is_read_is_written_the_same(name: str) -> None:
    try:
        kind, level, n, width = parse_path("tile/" + name)
    except FormError:
        return
    assert "tile/" + name == (entries_path(n, width) if kind == "entries" else tile_path(level, n, width))


def test_a_name_of_no_tile_is_not_written() -> None:
    with pytest.raises(FormError, match="No tile has level 64"):
        tile_path(64, 0)
    with pytest.raises(FormError, match="No tile has number -1"):
        entries_path(-1)
    for width in (0, 257, -1):
        with pytest.raises(FormError, match=f"is {width} wide"):
            tile_path(0, 0, width)
