"""The grade ladder: how many countersigned an entry, and who is still missing (docs/record-format.md 7)."""

from itertools import pairwise

import pytest
from cast import GUARANTORS, HOST, NOON, ORIGIN, PARTIES, Log, charter, key

from holdfire.errors import FormError, ProofError, SignatureError
from holdfire.record.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.cosignature import cosign
from holdfire.record.standing import Countersigned, Grade, Standing, judged, merged, standing

CHARTER = charter()
LOG = Log().fill(6)
AT = 3


def note(by: tuple[str, ...] = (), mirrors: tuple[str, ...] = (), size: int = 6) -> Countersigned:
    return judged(LOG.cosigned(size, by=by, mirrors=mirrors), CHARTER)


def graded(by: tuple[str, ...] = (), mirrors: tuple[str, ...] = (), author: str = "TR") -> Standing:
    return standing(AT, author, [note(by, mirrors)], CHARTER)


LADDER = {
    "nobody": ((), (), Grade.LOGGED),
    "one witness": (("RU",), (), Grade.LOGGED),
    "three witnesses, not all guarantors": (("RU", "UN", "OB"), (), Grade.LOGGED),
    "four, without Iran": (("RU", "TR", "UN", "OB"), (), Grade.WITNESSED),
    "all five": (PARTIES, (), Grade.JOINT),
    "the three guarantors, which are not four: joint without witnessed": (GUARANTORS, (), Grade.JOINT),
    "one mirror": ((), ("RU",), Grade.LOGGED),
    "two mirrors": ((), ("RU", "IR"), Grade.MIRRORED),
    "the author's own mirror and one other": ((), ("TR", "IR"), Grade.LOGGED),
    "the author's own mirror and two others": ((), ("TR", "IR", "OB"), Grade.MIRRORED),
    "two mirrors and four witnesses": (("RU", "TR", "UN", "OB"), ("RU", "IR"), Grade.WITNESSED),
    "four witnesses and no mirror": (("RU", "TR", "IR", "UN"), (), Grade.JOINT),
    "five mirrors are no witness": ((), PARTIES, Grade.MIRRORED),
}


@pytest.mark.parametrize(("by", "mirrors", "grade"), LADDER.values(), ids=LADDER.keys())
def test_the_grade_is_the_highest_that_holds(
    by: tuple[str, ...], mirrors: tuple[str, ...], grade: Grade
) -> None:
    assert graded(by, mirrors).grade == grade


def test_grades_rise_and_have_words() -> None:
    assert [each.word for each in Grade] == ["queued", "logged", "mirrored", "witnessed", "joint"]
    assert all(low < high for low, high in pairwise(Grade))


@pytest.mark.parametrize("cosigners", range(6))
def test_who_is_missing_has_a_name(cosigners: int) -> None:
    by = ("UN", "OB", "TR", "RU", "IR")[:cosigners]
    told = graded(by).missing
    wanting = sorted({"RU", "TR", "IR"} - set(by))
    assert told.get("joint", []) == wanting
    assert ("joint" in told) == bool(wanting)
    assert ("witnessed" in told) == (cosigners < 4)
    assert told.get("witnessed", []) == (sorted(set(PARTIES) - set(by)) if cosigners < 4 else [])


@pytest.mark.parametrize(
    ("mirrors", "said"),
    [
        pytest.param((), ["2 more parties"], id="none"),
        pytest.param(("TR",), ["2 more parties"], id="only the author's own"),
        pytest.param(("RU",), ["1 more party"], id="one"),
        pytest.param(("RU", "UN"), None, id="two"),
    ],
)
def test_how_many_mirrors_are_missing_is_told(mirrors: tuple[str, ...], said: list[str] | None) -> None:
    assert graded(mirrors=mirrors).missing.get("mirrored") == said


def test_an_entry_that_is_not_logged_is_queued_and_misses_everybody() -> None:
    told = standing(-1, "TR", [note(PARTIES, PARTIES)], CHARTER)
    assert told.grade is Grade.QUEUED
    assert not told.held_by_others
    assert told.missing == {
        "witnessed": sorted(PARTIES),
        "joint": sorted(GUARANTORS),
        "mirrored": ["2 more parties"],
    }


def test_a_checkpoint_of_as_many_entries_as_its_position_does_not_cover_it() -> None:
    assert standing(5, "TR", [note(PARTIES, PARTIES, size=5)], CHARTER).grade is Grade.QUEUED
    assert standing(4, "TR", [note(PARTIES, PARTIES, size=5)], CHARTER).grade is Grade.JOINT
    assert standing(0, "TR", [note(PARTIES, PARTIES, size=1)], CHARTER).grade is Grade.JOINT


def test_one_checkpoint_may_prove_one_grade_and_another_the_next() -> None:
    notes = [note(mirrors=("RU", "IR"), size=4), note(("RU", "TR", "IR"), size=6), note((), size=5)]
    told = standing(AT, "TR", notes, CHARTER)
    assert told.grade is Grade.JOINT
    assert told.mirrored_by == {"RU", "IR"}
    assert told.missing == {"witnessed": ["OB", "UN"]}


def test_two_halves_of_a_quorum_on_two_checkpoints_are_no_quorum() -> None:
    notes = [note(("RU", "TR"), ("RU",), size=4), note(("IR", "UN"), ("IR",), size=6)]
    told = standing(AT, "TR", notes, CHARTER)
    assert told.grade is Grade.LOGGED
    assert not told.held_by_others


def test_the_author_may_let_go_once_two_others_hold_it() -> None:
    assert graded(mirrors=("RU", "IR")).held_by_others
    assert not graded(mirrors=("TR", "IR")).held_by_others
    assert graded(mirrors=("TR", "IR"), author="UN").held_by_others
    assert not graded(by=PARTIES).held_by_others, "witnesses see hashes and hold nothing"


def test_times_are_told_by_party() -> None:
    times = {"RU": NOON, "TR": NOON + 1, "IR": NOON + 2, "UN": NOON + 3, "OB": NOON + 4}
    told = judged(LOG.cosigned(by=PARTIES, times=times, mirrors=("UN",)), CHARTER)
    assert told.times == times
    assert told.mirrors == {"UN": NOON + 3}
    assert told.checkpoint.size == 6


def test_a_witness_line_under_the_mirrors_name_counts_for_nothing() -> None:
    signed = parse_checkpoint(LOG.checkpoint())
    lines = [cosign(signed.checkpoint, f"{ORIGIN}/mirror/{p}", key(p, "witness"), NOON) for p in PARTIES]
    told = judged(signed.with_signatures(*lines).to_bytes(), CHARTER)
    assert told.mirrors == {}
    assert standing(AT, "TR", [told], CHARTER).grade is Grade.LOGGED


def test_a_cosigner_that_signs_twice_counts_once() -> None:
    signed = parse_checkpoint(LOG.checkpoint())
    lines = [
        cosign(signed.checkpoint, f"{ORIGIN}/mirror/RU", key("RU", "mirror"), NOON + at) for at in range(5)
    ]
    told = judged(signed.with_signatures(*lines).to_bytes(), CHARTER)
    assert standing(AT, "TR", [told], CHARTER).missing["mirrored"] == ["1 more party"]


def test_a_note_that_the_host_did_not_sign_is_refused() -> None:
    stranger = sign_checkpoint(Checkpoint(ORIGIN, 6, LOG.root()), key("RU", "author"))
    with pytest.raises(SignatureError, match="is not signed by"):
        judged(stranger, CHARTER)


def test_a_note_of_another_log_is_refused() -> None:
    with pytest.raises(SignatureError, match=r"lists no log 'record.example/geneva'"):
        judged(Log("record.example/geneva").checkpoint(), CHARTER)


@pytest.mark.parametrize("role", ["witness", "mirror"])
def test_a_forged_cosignature_condemns_the_note(role: str) -> None:
    signed = parse_checkpoint(LOG.checkpoint())
    other = Checkpoint(ORIGIN, 6, bytes(32))
    line = cosign(other, f"{ORIGIN}/{role}/IR", key("IR", role), NOON)
    with pytest.raises(SignatureError, match=f"{role}/IR' does not fit the note"):
        judged(signed.with_signatures(line).to_bytes(), CHARTER)


def test_bytes_that_are_no_note_are_refused() -> None:
    with pytest.raises(FormError):
        judged(b"the host says so\n", CHARTER)


def test_signatures_of_one_tree_are_put_together() -> None:
    one = parse_checkpoint(LOG.cosigned(by=("RU", "TR")))
    other = parse_checkpoint(LOG.cosigned(by=("IR", "TR")))
    told = judged(merged([one, other]).to_bytes(), CHARTER)
    assert told.joint.complete
    assert len(merged([one, other]).note.signatures) == 4


@pytest.mark.parametrize("size", [5, 6])
def test_signatures_of_two_trees_are_not_put_together(size: int) -> None:
    other = parse_checkpoint(sign_checkpoint(Checkpoint(ORIGIN, size, bytes(32)), HOST))
    with pytest.raises(ProofError, match=f"Checkpoints of 6 and {size} entries, or of different roots"):
        merged([parse_checkpoint(LOG.checkpoint()), other])
