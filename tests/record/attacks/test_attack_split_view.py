"""Attack 3: the host shows two histories to two guarantors, and others sign both of them for it.

One checkpoint that reaches somebody of the other side is enough, and with four of five no two histories
can both be witnessed while at most two lie. With three liars they can: that is the limit, shown as such.
"""

from itertools import combinations, product
from pathlib import Path

import pytest
from cast import HOST_VKEY, NOON, ORIGIN, PARTIES, Log, charter, key
from court import FORK_PROOF_BYTES_MAX, Court, log_at, lying_host
from laptops import Laptop

from holdfire.errors import ForkError
from holdfire.record.charter import witness_name
from holdfire.record.checkpoint import parse_checkpoint
from holdfire.record.cosignature import cosign
from holdfire.record.following import refuse_fork
from holdfire.record.forks import compare
from holdfire.record.rounds import Round, cosign_own, exchange_notes, fetch
from holdfire.record.standing import judged

SIDES = {"RU": "first", "TR": "second", "IR": "first", "OB": "second"}
"""Who is shown which history while he is honest. The host's own party lies in every case below."""


def signed_by_accomplices(note: bytes, accomplices: tuple[str, ...]) -> bytes:
    signed = parse_checkpoint(note)
    lines = [
        cosign(signed.checkpoint, witness_name(ORIGIN, each), key(each, "witness"), NOON)
        for each in accomplices
    ]
    return signed.with_signatures(*lines).to_bytes()


def shown(
    laptops: dict[str, Laptop], folder: Path, accomplices: tuple[str, ...], sizes: tuple[int, int]
) -> Log:
    """Each honest party follows and cosigns the history it is shown. Gives the common beginning."""
    common = log_at(laptops["UN"].node)
    for side, size in zip(("first", "second"), sizes, strict=True):
        log = common.branch(common.size).fill(common.size + size, act=f"of the {side}")
        with lying_host(folder / side, log) as other:
            for party, told in SIDES.items():
                if told == side and party not in accomplices:
                    laptop = laptops[party]
                    fetch(laptop.node, other, Round())
                    cosign_own(laptop.duty, laptop.now, Round())
                    laptop.node.keep_note(signed_by_accomplices(log.checkpoint(), accomplices))
    return common


@pytest.mark.parametrize(
    ("accomplices", "sizes"),
    [((), (3, 5)), (("UN",), (3, 3)), (("UN", "OB"), (6, 2)), (("UN", "IR"), (3, 5))],
    ids=["nobody", "the host", "host and observer", "host and a guarantor"],
)
def test_one_exchanged_checkpoint_tells_every_honest_party(
    laptops: dict[str, Laptop],
    court: Court,
    tmp_path: Path,
    accomplices: tuple[str, ...],
    sizes: tuple[int, int],
) -> None:
    common = shown(laptops, tmp_path, accomplices, sizes)
    honest = [party for party in SIDES if party not in accomplices]
    for party in honest:
        node = laptops[party].node
        other = next(each for each in honest if SIDES[each] != SIDES[party])
        with pytest.raises(ForkError) as told:
            exchange_notes(node, laptops[other].transport)
        evidence = told.value.evidence
        assert len(evidence) <= FORK_PROOF_BYTES_MAX
        assert [each[:-5] for each in node.evidence()], "kept on this party's own disk"
        if party in ("RU", "TR"):
            assert court.confirms(evidence, "fork", common.leaves[0]).against == "UN, the host"
    for party in honest:
        laptop = laptops[party]
        newest = laptop.duty.newest_note()
        assert newest is not None
        told_grade = judged(newest, charter())
        assert not told_grade.joint.complete, "an honest guarantor is missing on each side"


def test_the_bare_text_of_a_smaller_checkpoint_is_enough(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    """By radio: no tiles, nothing but the 200 bytes of the other side's checkpoint."""
    shown(laptops, tmp_path, (), (3, 5))
    text = laptops["RU"].duty.newest_note()
    assert text is not None
    assert len(text) < 1024
    with pytest.raises(ForkError, match="does not begin with the tree"):
        refuse_fork(laptops["TR"].node, parse_checkpoint(text))


def test_a_larger_checkpoint_brought_without_tiles_is_held_against_what_the_host_shows_next(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    """It proves nothing yet to the side with fewer entries, and is not forgotten."""
    common = shown(laptops, tmp_path, (), (3, 5))
    larger = laptops["TR"].duty.newest_note()
    assert larger is not None
    russia = laptops["RU"]
    russia.duty.add_cosigned(larger)
    grown = log_at(russia.node)
    grown.fill(grown.size + 4)
    with lying_host(tmp_path / "grown", grown) as other, pytest.raises(ForkError) as told:
        fetch(russia.node, other, Round())
    court.confirms(told.value.evidence, "fork", common.leaves[0])


def test_two_checkpoints_of_one_size_beyond_our_copy_convict_the_host(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    """Brought by two others to a party whose own copy is smaller than both."""
    common = shown(laptops, tmp_path, ("OB",), (3, 3))
    notes = [laptops[party].duty.newest_note() for party in ("RU", "TR")]
    host = laptops["UN"]
    assert notes[0] is not None
    assert notes[1] is not None
    host.duty.add_cosigned(notes[0])
    with pytest.raises(ForkError, match="signed two trees of 4 entries") as told:
        host.duty.add_cosigned(notes[1])
    court.confirms(told.value.evidence, "fork", common.leaves[0])
    assert len(host.node.evidence()) == 1


def test_a_cosigned_checkpoint_of_the_other_side_convicts_and_is_not_kept_among_ours(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    """Put to our node by POST: the evidence must not be lost with the refusal."""
    common = shown(laptops, tmp_path, ("UN",), (3, 3))
    brought = laptops["TR"].duty.newest_note()
    assert brought is not None
    russia = laptops["RU"]
    before = russia.node.notes.note(common.size + 3)
    with pytest.raises(ForkError) as told:
        russia.duty.add_cosigned(brought)
    court.confirms(told.value.evidence, "fork", common.leaves[0])
    assert russia.node.notes.note(common.size + 3) == before


@pytest.mark.parametrize("liars", [0, 1, 2])
def test_with_two_liars_of_five_no_two_histories_are_both_witnessed_or_both_joint(liars: int) -> None:
    """Every choice of liars, and every way to split the honest between the two histories."""
    made = charter()
    for accomplices in combinations(PARTIES, liars):
        honest = [each for each in PARTIES if each not in accomplices]
        for split in product((0, 1), repeat=len(honest)):
            sides = [
                {*accomplices, *(each for each, side in zip(honest, split, strict=True) if side == at)}
                for at in (0, 1)
            ]
            assert not all(made.witnessed_policy.judge(side).complete for side in sides)
            assert not all(made.joint_policy.judge(side).complete for side in sides)


def test_with_three_liars_of_five_two_histories_can_be_witnessed_and_joint_still_cannot() -> None:
    """The limit of the quorum: docs/record-format.md says so, and nothing shows more than it proves."""
    made = charter()
    sides = [{"UN", "OB", "IR", "RU"}, {"UN", "OB", "IR", "TR"}]
    assert all(made.witnessed_policy.judge(side).complete for side in sides)
    assert not any(made.joint_policy.judge(side).complete for side in sides)


def test_a_fork_proof_stays_below_four_kilobytes_at_any_size(court: Court) -> None:
    sizes: list[int] = []
    for size in (3, 9, 33, 1_000):
        ours = Log().fill(size + 8)
        theirs = ours.branch(2).fill(size, act="patrol")
        found = compare(ours.hashes, ours.size, ours.checkpoint(), theirs.checkpoint(), HOST_VKEY)
        assert found is not None
        sizes.append(len(found.evidence))
    court.confirms(found.evidence, "fork", ours.leaves[0])
    # A doubling of the log adds one hash of 44 characters, quotes and comma, and a digit now and then.
    assert max(sizes) + (63 - 10) * 47 + 2 * 16 <= FORK_PROOF_BYTES_MAX
