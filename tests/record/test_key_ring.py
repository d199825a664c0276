"""The keys of one device: which one signs, and how a party gets the one that is missing."""

from pathlib import Path

import pytest
from cast import Log, charter, fingerprint_of, key

from holdfire.errors import FormError, KeyRefusedError, PassphraseError
from holdfire.record.key_file import CostBounds, KeyLabel, lock_key
from holdfire.record.key_ring import KeyRing, signing
from holdfire.record.state import State

WORDS = "four quiet words here"
CHEAP = CostBounds().least


def drawn(count: int) -> bytes:
    return bytes(range(count))


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys")


def with_key_of(ring: KeyRing, role: str, party: str = "TR") -> None:
    """Put the cast's key of that role into the ring."""
    from cast import _seed

    content = lock_key(_seed(party, role), KeyLabel("k", party, role, "ed25519"), WORDS, bytes(16), CHEAP)
    ring.folder.mkdir(exist_ok=True)
    (ring.folder / f"{role}-{fingerprint_of(party, role)}.key").write_bytes(content)


def test_a_key_is_in_a_file_of_its_own_before_it_is_told(ring: KeyRing) -> None:
    card = ring.make("TR", "author", "ed25519", WORDS, drawn, CHEAP)
    (path,) = ring.folder.iterdir()
    assert path.name == f"author-{card.fingerprint}.key"
    assert ring.cards() == [card]
    assert signing(ring.open(card, WORDS)).public == card.public


def test_cards_are_in_order_of_role(ring: KeyRing) -> None:
    for role in ("witness", "author", "mirror"):
        with_key_of(ring, role)
    assert [card.role for card in ring.cards()] == ["author", "mirror", "witness"]


def test_another_passphrase_opens_nothing(ring: KeyRing) -> None:
    card = ring.make("TR", "author", "ed25519", WORDS, drawn, CHEAP)
    with pytest.raises(PassphraseError, match="does not open the key TR/author"):
        ring.open(card, "four quiet words her")
    ring.change_passphrase(card, WORDS, "another five words", drawn, CHEAP)
    with pytest.raises(PassphraseError):
        ring.open(card, WORDS)
    assert ring.open(card, "another five words").card == card


def test_a_key_file_that_is_gone_says_where_it_belongs(ring: KeyRing) -> None:
    card = ring.make("TR", "author", "ed25519", WORDS, drawn, CHEAP)
    next(ring.folder.iterdir()).unlink()
    with pytest.raises(FormError, match=r"There is no key file author-.*Restore it to .*keys from a copy"):
        ring.open(card, WORDS)


def test_before_a_charter_the_only_key_of_a_role_is_used(ring: KeyRing) -> None:
    with pytest.raises(KeyRefusedError, match=r"There is no author key of TR here\..*holdfire key new"):
        ring.card_for("author", State(), "TR")
    with_key_of(ring, "author")
    assert ring.card_for("author", State(), "TR").fingerprint == fingerprint_of("TR", "author")
    ring.make("TR", "author", "ed25519", WORDS, drawn, CHEAP)
    with pytest.raises(KeyRefusedError, match="TR has several author keys here"):
        ring.card_for("author", State(), "TR")


def test_under_a_charter_the_key_in_force_is_used_and_no_other(ring: KeyRing) -> None:
    log = Log(made=charter())
    ring.make("TR", "author", "ed25519", WORDS, drawn, CHEAP)
    with pytest.raises(KeyRefusedError, match="None of the author keys of TR on this device is in force"):
        ring.card_for("author", log.state(), "TR")
    with_key_of(ring, "author")
    assert ring.card_for("author", log.state(), "TR").public == key("TR", "author").public
    log.add(log.scribe("TR").revoke("author"))
    with pytest.raises(KeyRefusedError, match="a successor charter can enrol them"):
        ring.card_for("author", log.state(), "TR")


def test_a_readers_key_signs_nothing(ring: KeyRing) -> None:
    card = ring.make("TR", "reader", "x25519", WORDS, drawn, CHEAP)
    with pytest.raises(KeyRefusedError, match="is of kind x25519, and entries are signed with ed25519"):
        signing(ring.open(card, WORDS))
