"""The folder of a node: what its settings say, and each way in which they can be wrong."""

from pathlib import Path

import pytest

from holdfire.errors import FormError
from holdfire.record.node_home import NodeHome, NodeSettings

SETTINGS = NodeSettings("TR", "record.example/astana", "ab" * 32, "", {"UN": "https://un.example"})


@pytest.fixture
def home(tmp_path: Path) -> NodeHome:
    home = NodeHome(tmp_path / "record")
    home.found(SETTINGS)
    return home


def test_what_was_written_is_read_again(home: NodeHome) -> None:
    assert home.read() == SETTINGS
    assert home.exists
    assert home.heads(SETTINGS) == home.folder / "heads.sqlite"
    assert home.heads(NodeSettings("TR", "x", heads="/other/heads")) == Path("/other/heads")


def test_names_with_quotes_and_umlauts_stay_what_they_are(home: NodeHome) -> None:
    odd = NodeSettings("TR", "x", "", 'C:\\disk "ü"\x7f', {})
    home.write(odd)
    assert home.read() == odd


def test_a_folder_holds_one_node(home: NodeHome) -> None:
    with pytest.raises(FormError, match="holds a node already"):
        home.found(SETTINGS)


def test_a_folder_without_settings_is_no_node(tmp_path: Path) -> None:
    with pytest.raises(FormError, match=r"it has no node\.toml\. holdfire record join makes one"):
        NodeHome(tmp_path).read()


@pytest.mark.parametrize(
    ("was", "instead", "told"),
    [
        ("form = 1", "form = 2", "and form = 1"),
        ("form = 1\n", "", "must have exactly charter, form, heads, origin, party, peers"),
        ('party = "TR"', 'party = "t r"', "party is not 1 to 16 of A-Z 0-9 -"),
        ('party = "TR"', "party = 7", "a value is no text"),
        ('origin = "record.example/astana"', 'origin = "a b"', "origin is no name a log can have"),
        ("ab" * 32, "AB" * 32, "charter is no digest of 64 hex digits"),
        ("https://un.example", "ftp://un.example", "does not start with http:// or https://"),
        ("[peers]", "[peers", "cannot be read"),
    ],
)
def test_each_wrong_setting_is_named(home: NodeHome, was: str, instead: str, told: str) -> None:
    text = home.settings_file.read_text()
    assert was in text
    home.settings_file.write_text(text.replace(was, instead))
    with pytest.raises(FormError, match=told.replace("(", r"\(")):
        home.read()


def test_nothing_is_made_where_a_setting_is_wrong(tmp_path: Path) -> None:
    home = NodeHome(tmp_path / "record")
    with pytest.raises(FormError):
        home.found(NodeSettings("no party", "x"))
    assert not home.folder.exists()
