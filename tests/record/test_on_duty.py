"""A node on duty: which duties follow from its keys, and what it refuses to sign or keep."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from laptops import Laptop, everybody, opened

from holdfire.errors import AuthorityError, KeyRefusedError, RegressionError, SignatureError
from holdfire.record.exchanging import exported, imported
from holdfire.record.node import Draft, Node
from holdfire.record.on_duty import Duties, OnDuty


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[dict[str, Laptop]]:
    found = everybody(tmp_path)
    yield found
    for laptop in found.values():
        laptop.close()


def test_duties_follow_from_the_keys_that_were_opened(laptops: dict[str, Laptop]) -> None:
    node = laptops["OB"].node
    nothing = OnDuty.open(node, Duties())
    assert (nothing.host, nothing.witness, nothing.mirror) == (None, None, None)
    witness = OnDuty.open(node, Duties(None, (opened("OB", "witness"),)))
    assert witness.witness is not None
    mirror_alone = OnDuty.open(node, Duties(None, (), opened("OB", "mirror")))
    assert mirror_alone.mirror is None, "a mirror takes its checkpoints from a witness"


def test_an_entry_that_comes_to_the_wrong_node_is_sent_to_the_host(laptops: dict[str, Laptop]) -> None:
    leaf = laptops["TR"].act().leaf
    with pytest.raises(AuthorityError, match=r"is not the host of .*Send entries to UN"):
        laptops["OB"].duty.submit(leaf)


def test_an_entry_is_logged_with_a_proof_and_mirrored_later(laptops: dict[str, Laptop]) -> None:
    answer = laptops["UN"].duty.submit(laptops["TR"].act().leaf)
    assert answer.status == 202
    assert answer.body.startswith(b"c2sp.org/tlog-proof@v1")


def test_a_host_on_a_copy_it_never_signed_for_signs_nothing(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    exported(laptops["TR"].node, tmp_path / "b.tar")
    (tmp_path / "rebuilt").mkdir()
    copy = Laptop(tmp_path / "rebuilt", "OB")
    imported(copy.node, tmp_path / "b.tar")
    with pytest.raises(RegressionError, match=r"never signed for .* as its host.*holdfire record promote"):
        OnDuty.open(copy.node, Duties(host=opened("UN", "host")))
    copy.close()


def blob_signature(laptop: Laptop, role: str, content: bytes) -> tuple[str, bytes]:
    key = opened(laptop.party, role)
    text = f"holdfire/blob/v1\n{laptop.node.settings.origin}\n{sha256(content).hexdigest()}".encode()
    return key.card.fingerprint, key.sign(text)


def test_a_file_is_kept_for_an_author_who_signed_for_it(laptops: dict[str, Laptop]) -> None:
    un, tr = laptops["UN"], laptops["TR"]
    name, signature = blob_signature(tr, "author", b"rows")
    un.duty.put_blob(b"rows", name, signature)
    assert un.duty.get_blob(sha256(b"rows").hexdigest()) == b"rows"
    with pytest.raises(SignatureError, match="not signed for by that key"):
        un.duty.put_blob(b"other rows", name, signature)
    with pytest.raises(AuthorityError, match="is no author's key in force"):
        un.duty.put_blob(b"rows", *blob_signature(tr, "voter", b"rows"))
    assert un.duty.get_blob("00" * 32) is None


def test_a_redacted_file_is_neither_given_nor_taken(laptops: dict[str, Laptop]) -> None:
    un, ru = laptops["UN"], laptops["RU"]
    target = un.act()
    un.round()
    content = un.node.blobs.get(target.body.blobs[0])
    ru.round(un)
    asked = ru.enter(
        Draft("redact", {"blobs": list(target.body.blobs), "ground": "x"}, refs=(target.hash,)), "redactor"
    )
    ru.round(un)
    un.enter(Draft("approve", {}, refs=(asked.hash,)), "redactor")
    un.round()
    assert un.duty.get_blob(target.body.blobs[0]) is None
    with pytest.raises(AuthorityError, match="was redacted; no node takes it in again"):
        un.duty.put_blob(content, *blob_signature(un, "author", content))


def test_while_the_log_is_followed_uploads_wait(laptops: dict[str, Laptop]) -> None:
    duty = laptops["OB"].duty
    assert duty.mirror is not None
    with duty.appending():
        assert duty.mirror.appending.locked()
    assert not duty.mirror.appending.locked()
    with OnDuty.open(laptops["OB"].node, Duties()).appending():
        pass


def test_a_readers_key_takes_no_duty(laptops: dict[str, Laptop]) -> None:
    from cast import reader

    from holdfire.record.key_file import KeyCard, PrivateKey

    secret = reader("OB")
    card = KeyCard("OB/reader", "OB", "reader", "x25519", secret.public_key().public_bytes_raw())
    node: Node = laptops["OB"].node
    with pytest.raises((SignatureError, KeyRefusedError), match="cannot cosign"):
        OnDuty.open(node, Duties(None, (PrivateKey(card, secret),)))
