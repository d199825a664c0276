"""Attacks on who said what: entries dropped, replayed, moved to another log, signed twice, or forged."""

from dataclasses import replace
from pathlib import Path

import pytest
from cast import ORIGIN, Log, Scribe, fingerprint_of, key
from court import Copy, Court, log_at, log_of, lying_host
from laptops import Laptop

from holdfire.errors import AuthorityError, EquivocationError, FeedError, RecordError, SignatureError
from holdfire.record.bundle import Contents, write_bundle
from holdfire.record.ed25519 import SigningKey
from holdfire.record.entry import read_leaf, write_leaf
from holdfire.record.evidence import equivocation_evidence
from holdfire.record.exchanging import exported, imported
from holdfire.record.node import Draft
from holdfire.record.rounds import Round, fetch, hand_in, sequence
from holdfire.record.standing import Grade
from holdfire.record.transport import direct
from holdfire.record.watch import overdue
from holdfire.record.wire import Answer


def submitted(host: Laptop, leaf: bytes) -> int:
    assert host.duty.host is not None
    return host.duty.host.submit(leaf).result().position


def test_an_entry_that_the_host_drops_leaves_a_gap_that_nobody_can_log_over(
    laptops: dict[str, Laptop], court: Court
) -> None:
    """4: the host says it is busy to one entry and takes the next of the same feed."""
    turkey, host = laptops["TR"], laptops["UN"]
    first, second = turkey.act(), turkey.act()
    with pytest.raises(FeedError, match=r"refused \(gap\): its number is 1, and 0 is the next of TR"):
        submitted(host, second.leaf)
    # An operator who writes past his own rules is convicted by the log he signs.
    bent = log_at(host.node)
    bent.add(second.leaf)
    proved = court.finds_void(bent, 1, "gap")
    assert proved.against == "TR and UN, the host, who logged it"
    assert first.body.seq == 0


def test_an_entry_that_nobody_logs_is_overdue_and_stays_in_the_outbox(laptops: dict[str, Laptop]) -> None:
    """4: the host answers 503 for ever. Nothing proves that to others: the author's alarm is the result,
    and the leaf itself, which any other way (a bundle, a new host) brings in."""
    turkey = laptops["TR"]
    turkey.act()
    never = direct("UN", lambda request: Answer(503, "text/plain", b"busy\n", (("Retry-After", "9"),)))
    done = Round()
    hand_in(turkey.node, never, None, done)
    assert done.troubles == ["UN is busy; the rest waits for the next round"]
    assert turkey.node.trim() == 0
    assert overdue(turkey.node, turkey.now + 3_600) == []
    (late,) = overdue(turkey.node, turkey.now + 3_601)
    assert (late.seq, late.grade, late.waits_s) == (0, Grade.QUEUED, 3_601)


def test_an_entry_logged_and_shown_to_nobody_is_overdue_too(laptops: dict[str, Laptop]) -> None:
    """4: it has a receipt, so grade 1, and no other party ever gets it."""
    turkey, host = laptops["TR"], laptops["UN"]
    turkey.act()
    turkey.round(host)
    (late,) = overdue(turkey.node, turkey.now + 10_000)
    assert late.grade is Grade.LOGGED
    assert turkey.node.trim() == 0
    for other in ("RU", "IR"):
        laptops[other].round(host)
    turkey.round(host)
    assert overdue(turkey.node, turkey.now + 10_000) == []


def test_an_entry_comes_in_by_another_way_past_the_host_that_dropped_it(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    """4: by a bundle that Russia carries to a host which cannot then say that it never saw it."""
    turkey, host = laptops["TR"], laptops["UN"]
    turkey.act(text="carried by hand")
    exported(turkey.node, tmp_path / "from-ankara.tar")
    brought = imported(host.node, tmp_path / "from-ankara.tar")
    assert len(brought.waiting) == 1
    done = Round()
    sequence(host.duty, brought.waiting, done)
    assert (done.handed_in, done.refused) == (1, [])


def test_a_replayed_entry_keeps_its_place_and_is_never_logged_twice(
    laptops: dict[str, Laptop], court: Court
) -> None:
    """6: the very same leaf again, by anybody; and an operator who logs it twice all the same."""
    turkey, host = laptops["TR"], laptops["UN"]
    entry = turkey.act()
    assert [submitted(host, entry.leaf) for _ in range(3)] == [1, 1, 1]
    assert host.node.log.size == 2
    bent = log_at(host.node)
    bent.add(entry.leaf)
    court.finds_void(bent, 2, "replay")


def test_an_entry_of_another_missions_log_is_not_this_logs(laptops: dict[str, Laptop], court: Court) -> None:
    """6: same keys, same party, next number; the origin in the signed text differs."""
    host = laptops["UN"]
    elsewhere = Scribe("TR", "record.example/elsewhere")
    leaf = elsewhere.act("ceasefire accepted")
    with pytest.raises(SignatureError, match=r"refused \(signature\)"):
        submitted(host, leaf)
    log = log_at(host.node)
    court.finds_refused(log, leaf, "signature")
    log.add(leaf)
    court.finds_void(log, 1, "signature")


def test_a_party_that_tells_two_allies_two_things_convicts_itself(
    laptops: dict[str, Laptop], court: Court
) -> None:
    """7: two entries with one number, one to the host, one to Iran on a stick."""
    host = laptops["UN"]
    one, other = Scribe("TR"), Scribe("TR")
    first, second = one.act("we hold the hill"), other.act("we left the hill")
    assert submitted(host, first) == 1
    with pytest.raises(EquivocationError, match="TR signed two different entries with the number 0") as told:
        submitted(host, second)
    proved = court.confirms(told.value.evidence, "equivocation", host.node.log.leaf(0))
    assert proved.against == "TR"
    (name,) = host.node.evidence()
    assert (host.node.home.evidence / name).read_bytes() == told.value.evidence


def test_an_equivocation_carried_by_hand_is_found_by_whoever_holds_the_log(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    """7: Iran was given the other one; its bundle meets the log at the host's, or at Russia's."""
    host, russia = laptops["UN"], laptops["RU"]
    lying = laptops["TR"].act(text="told to the host")
    submitted(host, lying.leaf)
    russia.round(host)
    host.round()
    russia.round(host)
    told_to_iran = Scribe("TR").act("told to Iran")
    file = tmp_path / "from-tehran.tar"
    log = log_at(laptops["IR"].node)
    with file.open("wb") as stream:
        write_bundle(stream, Copy(log), Contents(checkpoint=log.checkpoint(), feeds=[told_to_iran]))
    brought = imported(russia.node, file)
    assert "has the same number, and differs" in brought.told.passed_over[0]
    (name,) = russia.node.evidence()
    court.confirms((russia.node.home.evidence / name).read_bytes(), "equivocation", log.leaves[0])


def test_two_leaves_that_nobody_signed_are_no_equivocation(court: Court) -> None:
    """7: an ally cannot be framed: a forged leaf with a number that is taken proves nothing."""
    log = Log().fill(4)
    true = log.leaves[2]
    body = read_leaf(true).body
    forged = write_leaf(replace(body, t_claimed=1), ORIGIN, key("TR", "author"))
    court.throws_out(equivocation_evidence(ORIGIN, true, forged), log.leaves[0])


def _by(party: str, secret: SigningKey, scribe: Scribe, role: str = "author") -> bytes:
    """The party's next act, signed by that key."""
    made = Scribe(party, seq=scribe.seq, prev=scribe.prev)
    named = made.file(b"{}")
    return made.write(
        "act", {"act": role, "particulars": named, "public": True}, blobs=(named,), secret=secret
    )


@pytest.mark.parametrize(
    ("who", "reason", "error"),
    [
        (key("RU", "author"), "author", AuthorityError),
        (key("a stranger", "author"), "author", AuthorityError),
        (key("TR", "voter"), "role", AuthorityError),
        (key("TR", "witness"), "role", AuthorityError),
    ],
    ids=["another party", "a stranger", "another role", "a witness key"],
)
def test_an_entry_by_a_key_that_may_not_make_it_is_refused_and_void(
    laptops: dict[str, Laptop], court: Court, who: SigningKey, reason: str, error: type[RecordError]
) -> None:
    """8: forged author, wrong role."""
    host = laptops["UN"]
    leaf = _by("TR", who, Scribe("TR"))
    with pytest.raises(error, match=rf"refused \({reason}\)"):
        submitted(host, leaf)
    log = log_at(host.node)
    court.finds_refused(log, leaf, reason)
    log.add(leaf)
    court.finds_void(log, 1, reason)


def test_an_entry_signed_by_nobody_under_a_genuine_fingerprint_is_refused(
    laptops: dict[str, Laptop], court: Court
) -> None:
    """8: the fingerprint is Turkey's, the signature a thief's."""
    host = laptops["UN"]
    body = read_leaf(Scribe("TR").act()).body
    forged = write_leaf(body, ORIGIN, key("a thief", "author"))
    with pytest.raises(SignatureError, match="not signed by the key"):
        submitted(host, forged)
    court.finds_refused(log_at(host.node), forged, "signature")


def test_a_revoked_key_signs_nothing_after_the_index_of_its_revocation(
    laptops: dict[str, Laptop], court: Court
) -> None:
    """8: by index. What the thief signed before, and claims to be older, comes after it in the log."""
    turkey, host = laptops["TR"], laptops["UN"]
    stolen = fingerprint_of("TR", "author")
    revoked = turkey.enter(Draft("revoke", {"key": stolen, "reason": "the device was lost"}))
    thief = Scribe("TR", seq=1, prev=revoked.hash, clock=turkey.now - 86_400)
    turkey.round(host)
    for other in ("RU", "IR"):
        laptops[other].round(host)
    leaf = thief.act("signed a day before the theft, it says")
    with pytest.raises(AuthorityError, match=r"refused \(author\).*no key of TR in force at entry 2"):
        submitted(host, leaf)
    log = log_at(host.node)
    court.finds_refused(log, leaf, "author")
    log.add(leaf)
    court.finds_void(log, 2, "author")


def test_a_follower_sees_a_void_entry_that_the_host_let_in_and_keeps_following(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    """8: the log that convicts the host is not lost to those who hold it."""
    russia = laptops["RU"].node
    leaf = _by("TR", key("a stranger", "author"), Scribe("TR"))
    bent = log_of([*log_at(russia).leaves, leaf])
    with lying_host(tmp_path / "bent", bent) as other:
        fetch(russia, other, Round())
    assert russia.log.size == 2
    assert [(each.index, each.reason) for each in russia.state.breaches] == [(1, "author")]
