"""Attacks on who may decide: the charter taken over, votes falsified."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cast import (
    GUARANTORS,
    NOON,
    Log,
    Scribe,
    charter,
    charter_content,
    enrolment,
    fingerprint_of,
    hash_of,
    in_order,
    policy,
)
from court import Court, charters_of, log_at, logged, lying_host
from laptops import Laptop

from holdfire.errors import (
    AuthorityError,
    CharterError,
    FormError,
    ProofError,
    RecordError,
    RegressionError,
    StorageError,
    TransportError,
)
from holdfire.record.approvals import approve
from holdfire.record.charter import Charter, Party
from holdfire.record.ed25519 import SigningKey, fingerprint
from holdfire.record.entry import read_leaf
from holdfire.record.evidence import blob_evidence, truncated_evidence
from holdfire.record.fold import object_to
from holdfire.record.host import refusal
from holdfire.record.node import Draft
from holdfire.record.rounds import Round, fetch
from holdfire.record.rulings.charters import as_content
from holdfire.record.transport import direct
from holdfire.record.watch import require_fresh
from holdfire.record.wire import Answer

TEXT = b"The line runs along the M5."


def successor(log: Log, **changed: Any) -> Charter:
    return charter(**({"version": 1, "previous": hash_of(log.leaves[0])} | changed))


def _new_keys() -> dict[str, Any]:
    """The keys of all authors exchanged for the thief's."""
    stolen = {each: SigningKey.from_seed(bytes([n]) * 32) for n, each in enumerate(GUARANTORS, 1)}
    kept = [each for each in charter().keys if (each.role, each.party in GUARANTORS) != ("author", True)]
    kept = [each for each in kept if (each.role, each.party in GUARANTORS) != ("reader", True)]
    return {"keys": in_order([*kept, *(enrolment(p, "author", secret=s) for p, s in stolen.items())])}


def _guest() -> dict[str, Any]:
    """Iran is made a mere party, and a stranger a guarantor who never signed."""
    parties = tuple(
        Party(each.party, each.name, "party" if each.party == "IR" else each.standing)
        for each in charter().parties
    )
    return {
        "parties": tuple(
            sorted((*parties, Party("XX", "A stranger", "guarantor")), key=lambda each: each.party)
        ),
        "keys": in_order(
            [*charter().keys, *(enrolment("XX", role) for role in ("author", "witness"))],
        ),
        "joint": policy(("RU", "TR", "XX"), "all"),
    }


TAKEOVERS: dict[str, tuple[Callable[[], dict[str, Any]], Iterable[str]]] = {
    "threshold lowered by the two who like it": (lambda: {"charter_threshold": 2}, ("RU", "TR")),
    "a version left out": (lambda: {"version": 2}, GUARANTORS),
    "version 0 once more": (lambda: {"version": 0, "previous": ""}, GUARANTORS),
    "another predecessor": (lambda: {"previous": "ab" * 32}, GUARANTORS),
    "a guarantor who never signed": (_guest, GUARANTORS),
    "keys exchanged and nobody asked": (_new_keys, ("RU",)),
}


@pytest.mark.parametrize("way", TAKEOVERS)
def test_a_charter_that_its_threshold_did_not_approve_changes_nothing(
    laptops: dict[str, Laptop], court: Court, way: str
) -> None:
    """14: refused where it is written, void where an operator logs it; the old keys stay in force."""
    log = log_at(laptops["UN"].node)
    changed, approved_by = TAKEOVERS[way]
    made = successor(log, **changed())
    with pytest.raises(CharterError, match=r"refused \(charter\)"):
        laptops["RU"].enter(Draft("charter", charter_content(made, approved_by)))
    log.add(log.scribe("RU").charter(made, approved_by))
    state = log.state()
    assert state.charter is not None
    assert state.charter.version == 0
    court.finds_void(log, 1, "charter")


def test_a_charter_by_new_keys_alone_has_no_author(laptops: dict[str, Laptop], court: Court) -> None:
    """14: the thief enrols himself and signs with what he enrolled."""
    log = log_at(laptops["UN"].node)
    thief = SigningKey.from_seed(b"\x01" * 32)
    made = successor(log, **_new_keys())
    stolen = [SigningKey.from_seed(bytes([n]) * 32) for n in (1, 2, 3)]
    content = as_content(made, [approve(made, fingerprint("ed25519", each.public), each) for each in stolen])
    leaf = Scribe("RU").write("charter", content, secret=thief)
    host = laptops["UN"].duty.host
    assert host is not None
    with pytest.raises(AuthorityError, match=r"refused \(author\)"):
        host.submit(leaf).result()
    court.finds_refused(log, leaf, "author")


def test_a_log_frozen_before_the_new_charter_is_told_by_its_age_and_by_any_newer_checkpoint(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    """14, freeze: the thief of a key has it shown for ever as it was before its revocation."""
    host, turkey = laptops["UN"], laptops["TR"]
    frozen = log_at(host.node)
    laptops["RU"].enter(Draft("revoke", {"key": fingerprint_of("RU", "voter"), "reason": "stolen"}))
    for party in ("RU", "TR", "IR", "OB", "RU", "TR"):
        laptops[party].round(host)
    newest = turkey.duty.newest_note()
    assert newest is not None
    require_fresh(turkey.node, turkey.now)
    with pytest.raises(ProofError, match="the newest one is 25 hours old"):
        require_fresh(turkey.node, NOON + 90_500)
    with (
        lying_host(tmp_path / "frozen", frozen) as other,
        pytest.raises(RegressionError, match="shows 1 entries"),
    ):
        fetch(turkey.node, other, Round())
    court.confirms(truncated_evidence(newest, frozen.checkpoint()), "truncated", frozen.leaves[0])


def proposed(log: Log, **more: Any) -> bytes:
    return log.add(log.scribe("TR").proposal("line", TEXT, **more))


def _swapped_text(log: Log) -> bytes:
    """A vote over the text that was exchanged after it was proposed."""
    proposal = proposed(log)
    content = {"charter": 0, "text": "cd" * 32, "vote": "consent"}
    return log.scribe("IR").write("vote", content, "voter", refs=(hash_of(proposal),))


def _late(log: Log) -> bytes:
    proposal = proposed(log, deadline=NOON + 60)
    log.add(log.scribe("OB").time(log.cosigned(times=NOON + 61)))
    return log.scribe("IR").vote(proposal)


def _after_the_outcome(log: Log) -> bytes:
    proposal = proposed(log)
    log.add(log.scribe("RU").vote(proposal, "objection"))
    return log.scribe("IR").vote(proposal)


def _double(log: Log) -> bytes:
    proposal = proposed(log)
    log.add(log.scribe("IR").vote(proposal))
    return log.scribe("IR").vote(proposal, "objection")


def _by_the_host(log: Log) -> bytes:
    return log.scribe("UN").vote(proposed(log))


FRAUDS = {
    "text swapped": (_swapped_text, "text"),
    "too late": (_late, "late"),
    "after the outcome": (_after_the_outcome, "late"),
    "twice": (_double, "double"),
    "by no guarantor": (_by_the_host, "foreign"),
}


@pytest.mark.parametrize("way", FRAUDS)
def test_a_false_vote_counts_for_nothing_and_convicts_who_cast_it(court: Court, way: str) -> None:
    """15: each is void by the fold of every replica, whoever logged it."""
    cast_vote, reason = FRAUDS[way]
    log = Log()
    vote = cast_vote(log)
    places = {hash_of(leaf): (at, read_leaf(leaf)) for at, leaf in enumerate(log.leaves)}
    objection = object_to(log.state(), read_leaf(vote), places.get)
    assert objection is not None
    with pytest.raises(RecordError, match=rf"refused \({reason}\)"):
        raise refusal(objection)
    before = [each.outcome for each in log.state().proposals.values()]
    court.finds_refused(log, vote, reason)
    log.add(vote)
    assert [each.outcome for each in log.state().proposals.values()] == before
    court.finds_void(log, log.size - 1, reason)


def test_a_decision_that_is_only_asserted_is_no_entry(laptops: dict[str, Laptop], court: Court) -> None:
    """15: there is no type for it. Two of three consented, and the outcome is still open."""
    log = Log()
    proposal = proposed(log)
    for party in ("RU", "TR"):
        log.add(log.scribe(party).vote(proposal))
    assert [each.outcome for each in log.state().proposals.values()] == ["open"]
    content = {"outcome": "adopted", "proposal": hash_of(proposal)}
    leaf = log.scribe("UN").write("decision", content)
    host = laptops["UN"].duty.host
    assert host is not None
    with pytest.raises(FormError, match="no type 'decision'"):
        host.submit(leaf).result()
    court.finds_refused(log, leaf, "form")
    log.add(leaf)
    court.finds_void(log, log.size - 1, "form")
    assert log.state().latest == {}


def test_a_text_exchanged_in_the_file_store_is_not_the_text_voted_on(
    laptops: dict[str, Laptop], court: Court
) -> None:
    """15: the file under the proposal's hash is another one: told on reading, on fetching, and provable."""
    turkey, host = laptops["TR"], laptops["UN"]
    name = sha256(TEXT).hexdigest()
    proposal = turkey.enter(
        Draft("proposal", {"deadline": 0, "subject": "line", "text": name, "until": 0}, blobs=(TEXT,))
    )
    turkey.round(host)
    other = b"The line runs along the M4."
    (host.node.home.blobs / name[:2] / name).write_bytes(other)
    with pytest.raises(StorageError, match="has rotted"):
        host.node.blobs.get(name)
    swapping = direct("UN", lambda request: Answer(200, "application/octet-stream", other))
    with pytest.raises(TransportError, match="sent another file"):
        swapping.fetch_blob(name)
    log = log_at(host.node)
    evidence = blob_evidence(logged(log, 1)[0], sha256(other).hexdigest(), log.checkpoint(), charters_of(log))
    court.confirms(evidence, "blob", log.leaves[0])
    assert proposal.body.blobs == (name,)
