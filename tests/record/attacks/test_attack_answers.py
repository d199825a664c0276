"""Attacks by what is shown: stale maps, answers with holes, mixed tiles; and clocks that are years off."""

from io import BytesIO
from pathlib import Path

import pytest
from cast import NOON, PARTIES, Log, charter, hash_of
from court import Copy, Court, charters_of, copied, log_at, logged, lying_host
from laptops import Laptop
from served import SmallNode

from holdfire.errors import BundleError, ForkError, HoldfireError, ProofError, RegressionError
from holdfire.record.bracket import bracket
from holdfire.record.bundle import Contents, write_bundle
from holdfire.record.bundle_tar import TarWriter, read_members
from holdfire.record.entry import read_leaf
from holdfire.record.evidence import Logged, altered_evidence
from holdfire.record.exchanging import imported
from holdfire.record.following import follow
from holdfire.record.rounds import Round, fetch
from holdfire.record.standing import judged
from holdfire.record.transport import direct
from holdfire.record.tree import leaf_hash
from holdfire.record.watch import age_s, require_fresh

YEAR = 31_557_600


def decided(log: Log, text: bytes) -> bytes:
    """A zone map that all guarantors adopt."""
    proposal = log.add(log.scribe("TR").proposal("zones", text))
    for party in ("RU", "TR", "IR"):
        log.add(log.scribe(party).vote(proposal))
    return proposal


def test_the_map_of_before_the_last_decision_is_told_by_state_by_size_and_by_age(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    """19: an observer is shown the log as it was before the zones were drawn anew."""
    observer = laptops["OB"].node
    log = log_at(observer)
    first = decided(log, b"map 1")
    old = copied(log)
    second = decided(log, b"map 2")
    assert (old.state().latest["zones"], log.state().latest["zones"]) == (hash_of(first), hash_of(second))
    assert old.state().root() != log.state().root()
    with lying_host(tmp_path / "new", log) as other:
        fetch(observer, other, Round())
    assert observer.state.latest["zones"] == hash_of(second)
    with (
        lying_host(tmp_path / "old", old) as other,
        pytest.raises(RegressionError, match="shows 5 entries, and"),
    ):
        fetch(observer, other, Round())
    (name,) = observer.evidence()
    court.confirms((observer.home.evidence / name).read_bytes(), "truncated", log.leaves[0])
    assert observer.state.latest["zones"] == hash_of(second), "what we know is not unlearned"


def test_who_never_saw_the_newer_checkpoint_is_warned_by_its_age(laptops: dict[str, Laptop]) -> None:
    """19, frozen: always the same genuine checkpoint. It proves nothing against the host by itself; the
    reader is told how old it is, and asks another party."""
    observer = laptops["OB"]
    for party in PARTIES:
        laptops[party].round(None if party == "UN" else laptops["UN"])
    observer.round(laptops["UN"])
    age = age_s(observer.node, NOON + 3_600)
    assert age is not None
    assert 3_500 < age <= 3_600
    require_fresh(observer.node, NOON + 3_600)
    with pytest.raises(ProofError, match="the newest one is 47 hours old"):
        require_fresh(observer.node, NOON + 172_700)


def test_an_answer_with_an_entry_left_out_or_exchanged_is_not_taken(
    laptops: dict[str, Laptop], court: Court
) -> None:
    """19: the checkpoint is genuine, and what comes with it is not what it stands for."""
    node = laptops["IR"].node
    log = log_at(node).fill(9)
    other = log.branch(2).fill(9, act="patrol")
    for answer in (
        [*log.leaves[1:4], *log.leaves[5:9]],
        [*log.leaves[1:8]],
        [*log.leaves[1:4], other.leaves[4], *log.leaves[5:9]],
        [*log.leaves[1:9], other.leaves[8]],
        [log.leaves[2], log.leaves[1], *log.leaves[3:9]],
        [],
    ):
        with pytest.raises(ProofError, match="are not those under the signed root of 9"):
            follow(node, log.checkpoint(), lambda start, end, told=answer: [told])  # type: ignore[misc]
        assert node.log.size == 1
    told = logged(log, 4)[0]
    shown = Logged(4, other.leaves[4], told.proof)
    evidence = altered_evidence(shown, leaf_hash(log.leaves[4]), log.checkpoint(), charters_of(log))
    court.confirms(evidence, "altered", log.leaves[0])
    # What was left out leaves no trace in what was shown. That the root does not fit is the result.


def test_tiles_of_two_trees_mixed_by_a_cache_are_not_taken_for_one(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    """19, CDN: entries of today with tiles of another tree, and tiles cut from a smaller one."""
    node = laptops["IR"].node
    log = log_at(node).fill(300)
    other = log.branch(100).fill(300, act="patrol")
    one, two = SmallNode(tmp_path / "one", log, 300, "UN"), SmallNode(tmp_path / "two", other, 300, "UN")
    for mixed in ("/tile/entries/001.p/44", "/tile/entries/000", "/checkpoint"):
        answer = lambda request, path=mixed: (two if request.path == path else one).app.answer(request)  # noqa: E731
        with pytest.raises(HoldfireError) as told:
            fetch(node, direct("UN", answer), Round())
        assert isinstance(told.value, ProofError | ForkError)
        assert node.log.size == 1
    # A fork shown to who holds part of it: tiles of one tree, the checkpoint of the other.
    fetch(node, direct("UN", one.app.answer), Round())
    grown = log.branch(300).fill(310)
    three = SmallNode(tmp_path / "three", grown, 310, "UN")
    stale = lambda request: (two if request.path.startswith("/tile/0") else three).app.answer(request)  # noqa: E731
    with pytest.raises(HoldfireError):
        fetch(node, direct("UN", stale), Round())
    assert node.log.size == 300
    assert node.evidence() == [], "an honest host is not accused for its cache"
    fetch(node, direct("UN", three.app.answer), Round())
    assert node.log.size == 310
    for each in (one, two, three):
        each.close()


def test_a_bundle_with_a_member_left_out_or_of_another_tree_is_not_taken(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    """19: on a stick. The single-file verifier refuses the same bundle."""
    node = laptops["IR"].node
    log = log_at(node).fill(300)
    other = log.branch(100).fill(300, act="patrol")
    whole = [dict(read_members(BytesIO(_bundled(each)))) for each in (log, other)]
    for name in [each for each in whole[0] if each.startswith("tile/")]:
        for kept in (None, whole[1][name]):
            members = {each: (kept if each == name else content) for each, content in whole[0].items()}
            if kept == whole[0][name]:
                continue
            file = tmp_path / "mixed.tar"
            with file.open("wb") as stream:
                tar = TarWriter(stream)
                for each, content in members.items():
                    if content is not None:
                        tar.add(each, content)
                tar.close()
            with pytest.raises(BundleError):
                imported(node, file)
            assert node.log.size == 1
            assert not court.reads_bundle(file, log.leaves[0])


def _bundled(log: Log) -> bytes:
    stream = BytesIO()
    write_bundle(stream, Copy(log), Contents(checkpoint=log.cosigned()))
    return stream.getvalue()


@pytest.mark.parametrize("off", [-30 * YEAR, -YEAR, YEAR, 60 * YEAR])
def test_two_witnesses_whose_clocks_are_years_off_move_no_bracket(off: int) -> None:
    """22: the median of five outlives two liars; they are flagged, and their signatures count."""
    log = Log().fill(6)
    wrong = dict.fromkeys(PARTIES, NOON + 30) | {"IR": NOON + off, "OB": NOON + off}
    told = judged(log.cosigned(by=PARTIES, times={each: max(0, at) for each, at in wrong.items()}), charter())
    assert told.witnessed.complete
    assert told.joint.complete
    entry = read_leaf(log.leaves[3])
    found = bracket(entry, 3, [told])
    assert found.not_after == NOON + 30
    assert len(found.flags) == 2
    assert all(
        "is 1 years off" in each or "years off the median" in each or "days off" in each
        for each in found.flags
    )


def test_a_median_is_told_only_where_three_witnesses_signed() -> None:
    """22: of two, one liar decides; then the end is not known."""
    log = Log().fill(6)
    two = judged(log.cosigned(by=("RU", "OB"), times={"RU": NOON, "OB": NOON + 9 * YEAR}), charter())
    assert bracket(read_leaf(log.leaves[3]), 3, [two]).not_after is None
    three = judged(
        log.cosigned(by=("RU", "OB", "UN"), times={"RU": NOON, "OB": 9 * NOON, "UN": NOON + 1}), charter()
    )
    assert bracket(read_leaf(log.leaves[3]), 3, [three]).not_after == NOON + 1


def test_no_clock_keeps_an_entry_out(laptops: dict[str, Laptop]) -> None:
    """22: the author's clock jumps to 1970 and to 2106, the witness's and the host's back by years. All is
    logged, cosigned and flagged. There is nobody to convict: a battery was empty."""
    turkey, host = laptops["TR"], laptops["UN"]
    for clock in (0, NOON, 2**32, NOON - 12 * YEAR):
        turkey.now = clock
        turkey.act(text=f"at {clock}")
        assert turkey.round(host).refused == []
    assert host.node.log.size == 5
    assert host.node.state.breaches == []
    for party in ("RU", "IR", "OB"):
        laptops[party].round(host)
    host.round()
    turkey.round(host)
    entry = read_leaf(host.node.log.leaf(3))
    host.node.notes.stored(5, NOON + 5 * YEAR)
    told = host.node.bracket(3, entry)
    assert told.claimed == 2**32 + 60
    assert any("after witnesses had signed the entry" in each for each in told.flags)
    assert any(each.startswith("the clock of witness TR is") for each in told.flags)
    assert "the host's clock is 4 years from the witnesses'" in told.flags
    host.node.notes.stored(6, NOON)
    assert host.node.notes.stored_at(5) == NOON + 5 * YEAR, "the host's own time never goes back"


def test_a_false_time_in_the_log_needs_a_quorum_and_never_goes_back() -> None:
    """22: deadlines follow the witnesses' median entered in the log, and nobody's clock."""
    log = Log()
    proposal = log.add(log.scribe("TR").proposal("zones", b"map", deadline=NOON + 100))
    rushed = {"RU": NOON, "TR": NOON + YEAR, "IR": NOON, "UN": NOON + YEAR}
    log.add(log.scribe("TR").time(log.cosigned(times=rushed)))
    assert log.state().time == NOON, "of two in the middle the lower"
    log.scribe("TR").clock = NOON + 9 * YEAR
    log.add(log.scribe("TR").vote(proposal))
    assert log.state().proposals[hash_of(proposal)].outcome == "open"
