"""Forks: one checkpoint more, from anybody, and two histories show."""

from collections.abc import Sequence

import pytest
from cast import GUARANTORS, HOST, HOST_VKEY, NOON, ORIGIN, PARTIES, Log, key

from holdfire.errors import ForkError, ProofError, SignatureError
from holdfire.record.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.cosignature import cosign
from holdfire.record.evidence_check import check_evidence
from holdfire.record.evidence_file import Trust
from holdfire.record.forks import Fork, compare, implied_old_root, proved_fork
from holdfire.record.note import ED25519, Note, VerifierKey
from holdfire.record.profile import parse_canonical
from holdfire.record.tree import leaf_hash, node_hash, prove_consistency, root_of

KNOWN = Trust(log_keys=(HOST_VKEY,))


@pytest.fixture(scope="module")
def ours() -> Log:
    return Log().fill(21)


@pytest.fixture(scope="module")
def theirs(ours: Log) -> Log:
    return ours.branch(9).fill(30)


def against(ours: Log, note: bytes, proof: Sequence[bytes] | None = None, size: int = 21) -> Fork | None:
    return compare(ours.hashes, ours.size, ours.checkpoint(size), note, HOST_VKEY, proof)


@pytest.mark.parametrize("size", [0, 1, 8, 9, 20, 21])
def test_a_checkpoint_of_our_own_history_is_no_fork(ours: Log, size: int) -> None:
    assert against(ours, ours.cosigned(size)) is None


@pytest.mark.parametrize("size", range(10, 22))
def test_a_checkpoint_of_another_history_is_a_fork_at_every_size_we_have(
    ours: Log, theirs: Log, size: int
) -> None:
    found = against(ours, theirs.cosigned(size))
    assert found is not None
    assert (found.first.size, found.second.size) == (size, 21)
    proved = check_evidence(found.evidence, KNOWN)
    assert (proved.kind, proved.against, proved.charter) == ("fork", "the host", "")
    assert "signed two histories" in proved.what


@pytest.mark.parametrize("size", [1, 5, 9])
def test_before_the_branches_part_there_is_no_fork(ours: Log, theirs: Log, size: int) -> None:
    assert against(ours, theirs.checkpoint(size)) is None


def test_a_larger_checkpoint_with_a_proof_of_its_own_history_shows_the_fork(ours: Log, theirs: Log) -> None:
    proof = theirs.consistency(21, 30)
    found = against(ours, theirs.checkpoint(30), proof)
    assert found is not None
    assert (found.first.size, found.second.size) == (21, 30)
    assert check_evidence(found.evidence, KNOWN).kind == "fork"
    assert implied_old_root(21, 30, theirs.root(30), proof) == theirs.root(21)
    error = found.error()
    assert isinstance(error, ForkError)
    assert error.evidence == found.evidence
    assert "signed a tree of 30 entries that does not begin with the tree of 21" in str(error)


def test_from_a_power_of_two_the_prefix_must_be_told(ours: Log, theirs: Log) -> None:
    proof = theirs.consistency(16, 30)
    with pytest.raises(ProofError, match="does not hold the root of that tree"):
        implied_old_root(16, 30, theirs.root(30), proof)
    with pytest.raises(ProofError):
        against(ours, theirs.checkpoint(30), proof, size=16)
    found = compare(
        ours.hashes, 21, ours.checkpoint(16), theirs.checkpoint(30), HOST_VKEY, proof, theirs.root(16)
    )
    assert found is not None
    assert check_evidence(found.evidence, KNOWN).kind == "fork"


def test_a_larger_checkpoint_that_continues_ours_is_no_fork(ours: Log) -> None:
    longer = ours.branch(21).fill(40)
    assert against(ours, longer.checkpoint(40), longer.consistency(21, 40)) is None
    assert against(ours, longer.checkpoint(40)) is None
    assert implied_old_root(21, 40, longer.root(40), longer.consistency(21, 40)) == ours.root(21)


def test_every_implied_root_is_that_of_the_history_the_proof_is_of(theirs: Log) -> None:
    for new in range(1, 31):
        for old in range(1, new + 1):
            proof = theirs.consistency(old, new)
            if old & (old - 1) or old == new:
                assert implied_old_root(old, new, theirs.root(new), proof) == theirs.root(old)


def test_a_proof_about_another_checkpoint_is_refused_and_no_evidence(ours: Log, theirs: Log) -> None:
    with pytest.raises(ProofError, match="not to"):
        against(ours, theirs.checkpoint(30), theirs.consistency(21, 29))
    bent = theirs.consistency(21, 30)
    bent[1] = bytes(32)
    with pytest.raises(ProofError):
        against(ours, theirs.checkpoint(30), bent)


def test_a_checkpoint_that_the_log_did_not_sign_proves_nothing(ours: Log, theirs: Log) -> None:
    forged = sign_checkpoint(Checkpoint(ORIGIN, 20, theirs.root(20)), key("TR", "author"))
    with pytest.raises(SignatureError, match="not signed by"):
        against(ours, forged)
    other = Log("record.example/geneva").checkpoint()
    with pytest.raises(SignatureError, match="geneva"):
        against(ours, other)


def test_a_checkpoint_that_is_not_of_our_copy_cannot_be_compared_with(ours: Log, theirs: Log) -> None:
    with pytest.raises(ProofError, match="is not one of our copy"):
        compare(ours.hashes, 21, theirs.checkpoint(21), ours.checkpoint(20), HOST_VKEY)


def test_what_shows_no_fork_cannot_be_written_as_one(ours: Log, theirs: Log) -> None:
    small, large, other = (
        parse_checkpoint(note) for note in (ours.checkpoint(11), ours.checkpoint(21), theirs.checkpoint(21))
    )
    with pytest.raises(ProofError, match="begins with the smaller one"):
        proved_fork(small, large, [HOST_VKEY], ours.root(11), ours.consistency(11))
    with pytest.raises(ProofError, match="the same size and root"):
        proved_fork(large, large, [HOST_VKEY])
    with pytest.raises(ProofError, match="equal sizes needs no further proof"):
        proved_fork(large, other, [HOST_VKEY], ours.root(21))
    with pytest.raises(ProofError, match="another history"):
        proved_fork(small, large, [HOST_VKEY], theirs.root(11), ours.consistency(11))
    with pytest.raises(SignatureError, match="No key of the log"):
        proved_fork(large, other, [])
    with pytest.raises(SignatureError, match="not signed by"):
        proved_fork(large, other, [VerifierKey(ORIGIN, ED25519, key("TR", "author").public)])
    geneva = parse_checkpoint(Log("record.example/geneva").checkpoint())
    both = [HOST_VKEY, VerifierKey("record.example/geneva", ED25519, HOST.public)]
    with pytest.raises(ProofError, match="of two logs"):
        proved_fork(geneva, large, both)


def test_a_line_twice_in_a_note_stands_once_in_the_evidence(ours: Log, theirs: Log) -> None:
    signed = parse_checkpoint(theirs.checkpoint(21))
    twice = Note(signed.note.text, signed.note.signatures * 2).to_bytes()
    found = against(ours, twice)
    assert found is not None
    assert parse_canonical(found.evidence)["second"].encode() == theirs.checkpoint(21)


def test_cosignatures_are_left_out_of_the_evidence(ours: Log, theirs: Log) -> None:
    found = against(ours, theirs.cosigned(15, by=PARTIES, mirrors=GUARANTORS))
    assert found is not None
    fields = parse_canonical(found.evidence)
    for note in (fields["first"], fields["second"]):
        assert len(parse_checkpoint(note.encode()).note.signatures) == 1


class Branch:
    """A tree of any size without storing it: one leaf repeated up to `parted`, then another."""

    def __init__(self, parted: int, after: bytes) -> None:
        self.parted = parted
        self.before, self.after = self.rows(b"shared"), self.rows(after)

    @staticmethod
    def rows(leaf: bytes) -> list[bytes]:
        rows = [leaf_hash(leaf)]
        for _ in range(45):
            rows.append(node_hash(rows[-1], rows[-1]))
        return rows

    def node(self, level: int, index: int) -> bytes:
        if (index + 1) << level <= self.parted:
            return self.before[level]
        if index << level >= self.parted:
            return self.after[level]
        return node_hash(self.node(level - 1, 2 * index), self.node(level - 1, 2 * index + 1))


def note_of(tree: Branch, size: int) -> bytes:
    """The checkpoint of that size with a cosignature of all five parties."""
    signed = parse_checkpoint(sign_checkpoint(Checkpoint(ORIGIN, size, root_of(tree, size)), HOST))
    lines = [
        cosign(signed.checkpoint, f"{ORIGIN}/witness/{each}", key(each, "witness"), NOON) for each in PARTIES
    ]
    return signed.with_signatures(*lines).to_bytes()


@pytest.mark.parametrize("size", [1_000_000, 2**20 - 1, 2**40 - 1])
def test_a_fork_among_a_million_entries_is_proved_in_four_kilobytes(size: int) -> None:
    parted = size * 7 // 10
    ours, theirs = Branch(parted, b"ours"), Branch(parted, b"theirs")
    longest = 0
    for smaller in (size - 1, parted + 1, parted + 2, size * 8 // 10 | 1):
        found = compare(ours, size, note_of(ours, size), note_of(theirs, smaller), HOST_VKEY)
        assert found is not None
        check_evidence(found.evidence, KNOWN)
        proof = prove_consistency(theirs, smaller, size)
        late = compare(
            ours,
            smaller,
            note_of(ours, smaller),
            note_of(theirs, size),
            HOST_VKEY,
            proof,
            root_of(theirs, smaller),
        )
        assert late is not None
        check_evidence(late.evidence, KNOWN)
        longest = max(longest, len(found.evidence), len(late.evidence))
    assert longest <= 4_096
