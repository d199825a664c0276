"""Attacks below the meaning: signatures, JSON, trees and proofs that two readers might take differently."""

from base64 import b64encode
from hashlib import sha512

import pytest
from cast import HOST_VKEY, ORIGIN, Log, Scribe, charter, enrolment, in_order, key
from court import Court, charters_of, log_of, logged, verifier

from holdfire.errors import FormError, HoldfireError, KeyRefusedError, ProofError
from holdfire.record.charter import read_charter
from holdfire.record.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.ed25519 import LOW_ORDER_R, L, check_public_key, is_signature
from holdfire.record.entry import read_leaf, signed_text
from holdfire.record.evidence import refused_evidence, void_evidence
from holdfire.record.forks import FORM, proved_fork
from holdfire.record.log_proof import check_log_proof, make_log_proof, parse_log_proof
from holdfire.record.policy import parse_policy
from holdfire.record.possession import Enrolment
from holdfire.record.profile import canon
from holdfire.record.tree import (
    EMPTY_ROOT,
    check_consistency,
    check_inclusion,
    leaf_hash,
    node_hash,
    prove_inclusion,
)

POLICY = parse_policy(charter().witnessed.encode())


def resigned(leaf: bytes, signature: bytes) -> bytes:
    before = b64encode(read_leaf(leaf).signature)
    return leaf.replace(before, b64encode(signature))


def malleable(leaf: bytes) -> bytes:
    """S + L: the same equation, another signature."""
    signature = read_leaf(leaf).signature
    return resigned(
        leaf, signature[:32] + (int.from_bytes(signature[32:], "little") + L).to_bytes(32, "little")
    )


def low_order(leaf: bytes) -> bytes:
    """R of low order with an S made to fit it: libraries differ on that one."""
    secret_scalar = 5
    low = sorted(LOW_ORDER_R)[3]
    text = signed_text(ORIGIN, read_leaf(leaf).body.canonical())
    k = int.from_bytes(sha512(low + key("TR", "author").public + text).digest(), "little") % L
    return resigned(leaf, low + (k * secret_scalar % L).to_bytes(32, "little"))


@pytest.mark.parametrize("bent", [malleable, low_order], ids=["S + L", "R of low order"])
def test_a_signature_on_which_libraries_differ_is_refused_by_both_verifiers(
    court: Court, bent: object
) -> None:
    """9: in an entry that an operator logged."""
    log = Log().fill(3)
    leaf = log.scribe("TR").act()
    changed = bent(leaf)  # type: ignore[operator]
    entry = read_leaf(changed)
    public = key("TR", "author").public
    assert not entry.is_signed_by(public, ORIGIN)
    assert not verifier().ed25519(public, entry.signed_text(ORIGIN), entry.signature)
    court.finds_refused(log, changed, "signature")
    log.add(changed)
    court.finds_void(log, 3, "signature")


def test_no_unsafe_key_is_enrolled_by_a_charter() -> None:
    """9: small order, not canonical, with a small-order part. Nobody is to convict: there is no such record,
    since a charter with it does not hold for either verifier."""
    mixed = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")
    for public in (*LOW_ORDER_R, b"\xff" * 32, mixed):
        with pytest.raises(KeyRefusedError):
            check_public_key(public)
        assert not verifier().key_is_strict(public)
        assert not is_signature(public, b"text", bytes(32) + bytes(32))
    honest = enrolment("TR", "author")
    unsafe = Enrolment("TR", "author", "ed25519", mixed, honest.proof)
    bad = charter(keys=in_order([unsafe, *(each for each in charter().keys if each.public != honest.public)]))
    with pytest.raises(HoldfireError, match=r"small.order|key"):
        read_charter(bad.plain)


JSON_TRICKS = {
    "a key twice": lambda leaf: leaf.replace(b'{"b":{"blobs"', b'{"b":{"blobs":[],"blobs"'),
    "a huge exponent": lambda leaf: leaf.replace(b'"seq":0', b'"seq":1e400'),
    "minus zero": lambda leaf: leaf.replace(b'"seq":0', b'"seq":-0'),
    "a fraction": lambda leaf: leaf.replace(b'"seq":0', b'"seq":0.0'),
    "beyond 2^53": lambda leaf: leaf.replace(b'"seq":0', b'"seq":9007199254740993'),
    "half a character": lambda leaf: leaf.replace(b'"act":"intake"', b'"act":"\\ud800"'),
    "not NFC": lambda leaf: leaf.replace(b'"act":"intake"', '"act":"e\u0301"'.encode()),
    "an escape": lambda leaf: leaf.replace(b'"act":"intake"', b'"act":"\\u0069ntake"'),
    "null": lambda leaf: leaf.replace(b'"public":false', b'"public":null'),
    "trailing bytes": lambda leaf: leaf + b" ",
    "leading bytes": lambda leaf: b"\xef\xbb\xbf" + leaf,
    "two values": lambda leaf: leaf + leaf,
    "not UTF-8": lambda leaf: leaf.replace(b"intake", b"int\xffke"),
    "a depth bomb": lambda leaf: leaf.replace(b'"public":false', b'"public":' + b"[" * 9 + b"]" * 9),
    "a deep bomb": lambda leaf: b"[" * 60_000,
    "a key out of order": lambda leaf: leaf.replace(b'{"b":', b'{"a":1,"b":'),
    "blanks": lambda leaf: leaf.replace(b'","', b'", "', 1),
}


@pytest.mark.parametrize("trick", JSON_TRICKS)
def test_a_leaf_that_two_parsers_might_read_differently_is_no_leaf(court: Court, trick: str) -> None:
    """10: refused with a FormError, and void for its form if an operator logs it."""
    log = Log()
    leaf = JSON_TRICKS[trick](Scribe("TR").act())
    with pytest.raises(FormError):
        read_leaf(leaf)
    evidence = refused_evidence(leaf, "form", [], log.checkpoint(), charters_of(log))
    court.confirms(evidence, "refused", log.leaves[0])
    log.add(leaf)
    void = void_evidence(1, "form", logged(log, 1), log.checkpoint(), charters_of(log))
    court.confirms(void, "void", log.leaves[0])


def test_an_inner_node_passed_off_as_an_entry_proves_nothing(court: Court) -> None:
    """11: the 64 bytes below a node as a "leaf"; the prefixes of RFC 6962 keep them apart."""
    log = Log().fill(8)
    inner = b"".join(leaf_hash(each) for each in log.leaves[2:4])
    upper = log.inclusion(2)[1:]
    with pytest.raises(ProofError):
        check_inclusion(leaf_hash(inner), 1, 4, upper, log.root())
    told = make_log_proof(1, tuple(upper), log.cosigned(), inner)
    with pytest.raises(ProofError):
        check_log_proof(told, inner, POLICY)
    assert court.reads_proof(told.to_bytes(), log.leaves[0])["verdict"].startswith("not proved")
    shifted = node_hash(leaf_hash(log.leaves[2]), leaf_hash(log.leaves[3]))
    # Only with half the size would that hash stand for an entry, and the size is signed.
    with pytest.raises(ProofError):
        check_inclusion(shifted, 1, log.size, upper, log.root())


def test_a_tree_that_repeats_its_odd_leaf_has_another_root(court: Court) -> None:
    """11: CVE-2012-2459. With the last entry twice the root is another one, and the copy void."""
    log = Log().fill(7)
    twice = log_of([*log.leaves, log.leaves[-1]])
    assert twice.root() != log.root()
    court.finds_void(twice, 7, "replay")
    proof = tuple(twice.inclusion(7))
    told = make_log_proof(7, proof, log.cosigned(), log.leaves[6])
    with pytest.raises(ProofError):
        check_log_proof(told, log.leaves[6], POLICY)
    assert court.reads_proof(told.to_bytes(), log.leaves[0])["verdict"].startswith("not proved")


def test_a_proof_over_a_part_of_the_way_proves_nothing(court: Court) -> None:
    """11: immudb's fault: a chain of hashes that begins or ends somewhere in the middle."""
    log = Log().fill(13)
    whole = log.inclusion(5)
    for part in (whole[:-1], whole[1:], whole[:2], [], [*whole, whole[-1]], whole[::-1]):
        told = make_log_proof(5, tuple(part), log.cosigned(), log.leaves[5])
        with pytest.raises(ProofError):
            check_log_proof(told, log.leaves[5], POLICY)
        assert court.reads_proof(told.to_bytes(), log.leaves[0])["verdict"].startswith("not proved")
    with pytest.raises(ProofError):
        check_consistency(5, log.root(5), 13, log.root(), log.consistency(5)[1:])


@pytest.mark.parametrize(
    ("index", "size"), [(0, 0), (8, 8), (9, 8), (2**62, 8), (2**63 - 1, 2**63 - 1), (3, 2**63 - 2)]
)
def test_a_proof_with_numbers_at_the_edge_is_refused_by_both(court: Court, index: int, size: int) -> None:
    """12: size 0, an index at or beyond the size, and the edges of 64 bits."""
    log = Log().fill(8)
    root = log.root() if size else EMPTY_ROOT
    signed = sign_checkpoint(Checkpoint(ORIGIN, size, root), key("UN", "host"))
    told = make_log_proof(index, tuple(log.inclusion(3)), signed, log.leaves[3])
    with pytest.raises(ProofError):
        check_log_proof(told, log.leaves[3], POLICY)
    assert court.reads_proof(told.to_bytes(), log.leaves[0])["verdict"].startswith("not proved")


def test_proofs_that_are_over_long_or_swapped_are_refused(court: Court) -> None:
    """12: more hashes than a tree can be high; roots and sizes the wrong way round; numbers of 64 bits."""
    log = Log().fill(13)
    proof = log.consistency(6)
    for old, first, new, second, hashes in (
        (13, log.root(), 6, log.root(6), proof),
        (6, log.root(), 13, log.root(6), proof),
        (6, log.root(6), 13, log.root(), proof * 20),
        (0, EMPTY_ROOT, 13, log.root(), proof),
        (13, log.root(), 13, log.root(), proof),
        (6, log.root(6), 2**64, log.root(), proof),
        (-1, log.root(6), 13, log.root(), proof),
        (6, log.root(6)[:31], 13, log.root(), proof),
    ):
        with pytest.raises(ProofError):
            check_consistency(old, first, new, second, hashes)
    text = log.proof(3).to_bytes()
    line = b"index 3\n"
    for bad in (
        b"index -3\n",
        b"index 03\n",
        b"index 3.0\n",
        b"index 18446744073709551619\n",
        b"index \xd9\xa3\n",
    ):
        with pytest.raises(FormError):
            parse_log_proof(text.replace(line, bad))
        assert court.reads_proof(text.replace(line, bad), log.leaves[0])["verdict"].startswith("not proved")
    hash_line = b64encode(prove_inclusion(log.hashes, 3, 13)[0]) + b"\n"
    with pytest.raises(FormError, match="hashes; the limit"):
        parse_log_proof(text.replace(hash_line, hash_line * 70))


def test_a_fork_cannot_be_made_up_with_a_bent_proof(court: Court) -> None:
    """12: evidence against an honest host: every way to bend a sound pair of checkpoints."""

    log = Log().fill(13)
    first, second = parse_checkpoint(log.checkpoint(6)), parse_checkpoint(log.checkpoint())
    for prefix, proof in (
        (log.root(5), log.consistency(6)),
        (b"\0" * 32, log.consistency(6)),
        (log.root(6), log.consistency(6)),
        (log.root(), []),
        (log.root(5), log.consistency(5)),
    ):
        with pytest.raises(ProofError):
            proved_fork(first, second, [HOST_VKEY], prefix, proof)
        told = {
            "charters": [], "consistency": [b64encode(each).decode() for each in proof],
            "first": log.checkpoint(6).decode(), "form": FORM, "kind": "fork", "origin": ORIGIN,
            "prefix": prefix.hex(), "second": log.checkpoint().decode(),
        }  # fmt: skip
        court.throws_out(canon(told), log.leaves[0])
