"""Proof files: an entry shown to be in the log, with nothing at hand but the leaf and a policy."""

import random
from base64 import b64encode

import pytest

from holdfire.errors import FormError, HoldfireError, ProofError, SignatureError
from holdfire.record.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.cosignature import cosign, witness_vkey
from holdfire.record.ed25519 import SigningKey
from holdfire.record.log_proof import LogProof, ProvenEntry, check_log_proof, make_log_proof, parse_log_proof
from holdfire.record.note import ED25519, VerifierKey
from holdfire.record.policy import parse_policy
from holdfire.record.tree import leaf_hash, node_hash

ORIGIN = "record.example/astana"
HOST, RU, TR = (SigningKey.from_seed(letter * 32) for letter in (b"h", b"r", b"t"))
POLICY = parse_policy(
    f"log {VerifierKey(ORIGIN, ED25519, HOST.public).text()}\n"
    f"witness RU {witness_vkey('ru.example', RU).text()}\n"
    f"witness TR {witness_vkey('tr.example', TR).text()}\ngroup both all RU TR\nquorum both\n".encode()
)
LEAVES = [b"charter", b"proposal", b"vote", b"objection", b"act"]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]
LEFT = node_hash(HASHES[0], HASHES[1])
FOUR = node_hash(LEFT, node_hash(HASHES[2], HASHES[3]))
ROOT = node_hash(FOUR, HASHES[4])
PATHS = {2: (HASHES[3], LEFT, HASHES[4]), 4: (FOUR,)}
CHECKPOINT = Checkpoint(ORIGIN, 5, ROOT)
NOON = 1_493_899_200


def noted(*witnesses: str, checkpoint: Checkpoint = CHECKPOINT) -> bytes:
    keys = {"RU": ("ru.example", RU), "TR": ("tr.example", TR)}
    lines = [cosign(checkpoint, *keys[name], NOON + step) for step, name in enumerate(witnesses)]
    return parse_checkpoint(sign_checkpoint(checkpoint, HOST)).with_signatures(*lines).to_bytes()


def test_a_proof_is_written_read_and_proves_its_entry() -> None:
    proof = make_log_proof(2, PATHS[2], noted("RU", "TR"), extra=b"vote")
    content = proof.to_bytes()
    assert content.startswith(
        b"c2sp.org/tlog-proof@v1\nextra dm90ZQ==\nindex 2\n" + b64encode(HASHES[3]) + b"\n"
    )
    assert parse_log_proof(content) == proof
    proved = check_log_proof(proof, b"vote", POLICY)
    assert proved == ProvenEntry(ORIGIN, 2, 5, ROOT, proved.countersigning)
    assert proved.countersigning.complete
    assert proved.times == {"RU": NOON, "TR": NOON + 1}


def test_a_proof_whose_quorum_is_not_complete_says_who_is_missing() -> None:
    proved = check_log_proof(make_log_proof(4, PATHS[4], noted("RU")), b"act", POLICY)
    assert not proved.countersigning.complete
    assert proved.countersigning.missing == {"TR"}


def test_the_only_entry_of_a_log_needs_no_hashes() -> None:
    alone = Checkpoint(ORIGIN, 1, HASHES[0])
    content = make_log_proof(0, (), noted(checkpoint=alone)).to_bytes()
    assert b"index 0\n\nrecord.example" in content
    assert check_log_proof(parse_log_proof(content), b"charter", POLICY).size == 1


@pytest.mark.parametrize(
    ("proof", "leaf"),
    [
        (LogProof(2, PATHS[2], noted()), b"act"),
        (LogProof(3, PATHS[2], noted()), b"vote"),
        (LogProof(2, PATHS[2][:-1], noted()), b"vote"),
        (LogProof(2, (*PATHS[2], ROOT), noted()), b"vote"),
        (LogProof(2, PATHS[2][::-1], noted()), b"vote"),
        (LogProof(5, PATHS[4], noted()), b"act"),
        (LogProof(2**63 - 1, PATHS[4], noted()), b"act"),
    ],
)
def test_a_proof_of_another_entry_index_or_path_proves_nothing(proof: LogProof, leaf: bytes) -> None:
    with pytest.raises(ProofError):
        check_log_proof(parse_log_proof(proof.to_bytes()), leaf, POLICY)


def test_a_proof_under_a_checkpoint_that_the_log_did_not_sign_proves_nothing() -> None:
    forged = noted("RU").replace(b"\n5\n", b"\n6\n")
    with pytest.raises(SignatureError, match="does not fit the note"):
        check_log_proof(make_log_proof(2, PATHS[2], forged), b"vote", POLICY)
    other = noted(checkpoint=Checkpoint("other.example", 5, ROOT))
    with pytest.raises(SignatureError, match="lists no log"):
        check_log_proof(make_log_proof(2, PATHS[2], other), b"vote", POLICY)


GOOD = make_log_proof(2, PATHS[2], noted(), extra=b"vote").to_bytes()
HASH = b64encode(HASHES[3]) + b"\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no blank line"),
        (GOOD.replace(b"\n\n", b"\n"), "no blank line"),
        (GOOD.replace(b"@v1", b"@v2"), "does not begin with c2sp.org/tlog-proof@v1"),
        (b"\n" + GOOD, "does not begin with"),
        (GOOD.replace(b"index 2", b"index 02"), "'02' is no whole number"),
        (GOOD.replace(b"index 2", b"index -2"), "'-2' is no whole number"),
        (GOOD.replace(b"index 2", b"index  2"), "' 2' is no whole number"),
        (GOOD.replace(b"index 2", b"index 9223372036854775808"), "is 2.*63 or more"),
        (GOOD.replace(b"index 2\n", b""), "does not say the index"),
        (GOOD.replace(b"extra dm90ZQ==\n", b"extra \n"), "extra of the proof has 0 bytes"),
        (GOOD.replace(b"extra dm90ZQ==\n", b"extra dm90ZR==\n"), "not the one way to write"),
        (GOOD.replace(b"extra dm90ZQ==\n", b"extra dm90ZQ==\n" * 2), "does not say the index"),
        (
            GOOD.replace(b"extra dm90ZQ==\n", b"extra " + b"AAAA" * 22_000 + b"\n"),
            "has 66000 bytes; 1 to 65535",
        ),
        (GOOD.replace(HASH, b"AAAA\n"), "has 3 bytes, not 32"),
        (GOOD.replace(HASH, HASH[:-1] + b"\r\n"), "is no base64"),
        (GOOD.replace(HASH, "й\n".encode()), "foreign character"),
        (GOOD.replace(HASH, HASH * 64), "has 66 hashes; the limit is 63"),
        (GOOD.replace(HASH, b"\n" + HASH), "checkpoint has|no blank line|no whole number"),
        (GOOD + b"\n", "no blank line followed by whole lines"),
        (GOOD[:-1], "no blank line followed by whole lines"),
        (b"x" * 400_000, "has 400000 bytes; the limit is"),
    ],
)
def test_a_file_in_any_other_form_is_no_proof(content: bytes, why: str) -> None:
    with pytest.raises(FormError, match=why):
        parse_log_proof(content)


def test_what_cannot_be_read_again_is_not_made() -> None:
    with pytest.raises(FormError, match="is no whole number"):
        make_log_proof(-1, (), noted())
    with pytest.raises(FormError, match="has 3 bytes, not 32"):
        make_log_proof(2, (b"abc",), noted())
    with pytest.raises(FormError, match="extra of the proof has 0 bytes"):
        make_log_proof(2, PATHS[2], noted(), extra=b"")


def test_octets_changed_at_random_never_prove_another_thing() -> None:
    chance = random.Random(3)
    whole = make_log_proof(2, PATHS[2], noted("RU", "TR")).to_bytes()
    for _ in range(1500):
        at = chance.randrange(len(whole))
        content = whole[:at] + chance.choice([b"", b"\n", b"A", chance.randbytes(1)]) + whole[at + 1 :]
        try:
            proof = parse_log_proof(content)
            proved = check_log_proof(proof, b"vote", POLICY)
        except HoldfireError:
            continue
        assert proof.to_bytes() == content
        assert (proved.index, proved.size, proved.root) == (2, 5, ROOT)
