"""Evidence: each kind is built from a real deed, confirmed, and refused once a byte of it is bent."""

from base64 import b64encode
from functools import cache
from typing import Any

import pytest
from cast import (
    GUARANTORS,
    HOST_VKEY,
    ORIGIN,
    Log,
    Scribe,
    charter,
    enrolment,
    fingerprint_of,
    hash_of,
    in_order,
    key,
    policy,
)

from holdfire.errors import FormError, HoldfireError, ProofError, RecordError, SignatureError
from holdfire.record.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.entry import Body, read_leaf, write_leaf
from holdfire.record.evidence import (
    Logged,
    altered_evidence,
    blob_evidence,
    equivocation_evidence,
    padding_evidence,
    refused_evidence,
    truncated_evidence,
    void_evidence,
)
from holdfire.record.evidence_check import check_evidence
from holdfire.record.evidence_context import entries_needed
from holdfire.record.evidence_file import Trust
from holdfire.record.forks import proved_fork
from holdfire.record.note import NoteSignature
from holdfire.record.profile import canon, parse_canonical
from holdfire.record.rulings.charters import chartered
from holdfire.record.tree import leaf_hash

TEXT = b"The line runs along the M5."


def logged(log: Log, *indices: int) -> list[Logged]:
    return [Logged.of(log.hashes, each, log.leaves[each], log.size) for each in indices]


def charters(log: Log) -> list[Logged]:
    return logged(log, 0)


def void_of(log: Log, index: int, reason: str, *needed: int) -> bytes:
    """Evidence that the entry is void; unless entries are named, with those that it needs."""
    shown = sorted({*(needed or entries_needed(log.leaves, index)), index})
    return void_evidence(index, reason, logged(log, *shown), log.checkpoint(), charters(log))


def fork() -> bytes:
    ours = Log().fill(13)
    theirs = ours.branch(6).fill(11)
    first, second = parse_checkpoint(theirs.checkpoint()), parse_checkpoint(ours.checkpoint())
    brought = [each.plain for each in charters(ours)]
    return proved_fork(
        first, second, [HOST_VKEY], ours.root(11), ours.consistency(11, 13), brought
    ).evidence  # fmt: skip


def equivocation() -> bytes:
    log = Log().fill(8)
    other = log.branch(6).fill(8)
    return equivocation_evidence(ORIGIN, log.leaves[7], other.leaves[7], [Logged(0, log.leaves[0])])


def truncated() -> bytes:
    log = Log().fill(12)
    return truncated_evidence(log.checkpoint(), log.checkpoint(7), charters(log))


def altered() -> bytes:
    log = Log().fill(12)
    other = log.branch(3).fill(12)
    shown = Logged(5, other.leaves[5], tuple(log.inclusion(5)))
    return altered_evidence(shown, leaf_hash(log.leaves[5]), log.checkpoint(), charters(log))


def double_vote() -> Log:
    log = Log()
    proposal = log.add(log.scribe("TR").proposal("line", TEXT))
    log.add(log.scribe("IR").vote(proposal))
    log.add(log.scribe("OB").act())
    log.add(log.scribe("IR").vote(proposal, "objection"))
    return log.fill(9)


def void() -> bytes:
    return void_of(double_vote(), 4, "double", 1, 2)


def refused() -> bytes:
    log = Log().fill(9)
    stranger = Scribe("IR", seq=log.scribe("IR").seq, prev=log.scribe("IR").prev)
    leaf = stranger.write("act", {"act": "x", "particulars": "0" * 64, "public": True}, blobs=("0" * 64,),
                          secret=key("TR", "author"))  # fmt: skip
    return refused_evidence(leaf, "author", logged(log, 7), log.checkpoint(), charters(log))


def padding() -> bytes:
    log = Log().fill(9)
    return padding_evidence(log.cosigned(by=("RU", "TR", "UN")), "joint", charters(log))


def blob() -> bytes:
    log = Log().fill(9)
    return blob_evidence(*logged(log, 4), "ab" * 32, log.checkpoint(), charters(log))


KINDS = [fork, equivocation, truncated, altered, void, refused, padding, blob]
AGAINST = ["UN, the host", "IR", "", "", "IR and UN, the host, who logged it", "", "", ""]
SAYS = [
    "two histories: 11 entries",
    "two entries with the number 1",
    "ends at entry 7; the log had signed 12",
    "shown as entry 5 is not it",
    "Entry 4 is in the log and void: double.",
    "offered as entry 9 breaks the rule: author",
    "not countersigned: 'q' needs 1 more of 'IR'.",
    "a file of entry 4 is not named by it",
]


@pytest.mark.parametrize(("build", "against", "says"), list(zip(KINDS, AGAINST, SAYS, strict=True)))
def test_each_kind_is_confirmed_offline_from_the_file_alone(build: Any, against: str, says: str) -> None:
    content = build()
    proved = check_evidence(content)
    assert (proved.kind, proved.origin, proved.against) == (build.__name__, ORIGIN, against)
    assert says in proved.what
    assert proved.charter == hash_of(Log().leaves[0])
    assert check_evidence(content, Trust(charter_leaf=proved.charter)) == proved


@pytest.mark.parametrize("build", KINDS)
def test_no_field_can_be_bent(build: Any) -> None:
    fields = parse_canonical(build())
    bent = 0
    for path, value in list(leaves_of(fields)):
        for other in others(value):
            if other == value:
                continue
            changed = canon(replaced(fields, path, other))
            try:
                told = check_evidence(changed)
            except RecordError:
                bent += 1
                continue
            # What still proves something must be a statement that is true as well.
            assert harmless(build.__name__, path, told.kind), (path, other)
    assert bent > 5


MAY_BE_ANOTHER = {
    "altered": ["shown"],
    "blob": ["sha256"],
    "padding": ["policy", "checkpoint"],
    "refused": ["entries"],
}
"""What may differ and the file is as true: any other hash is no blob of the entry either, an entry may be
shown without need, and who bends a cosignature has one checkpoint more that is not countersigned."""


def harmless(kind: str, path: tuple[Any, ...], told: str) -> bool:
    return told == kind and path[0] in MAY_BE_ANOTHER.get(kind, [])


def leaves_of(value: Any, path: tuple[Any, ...] = ()) -> Any:
    if type(value) is dict:
        for each, inner in value.items():
            yield from leaves_of(inner, (*path, each))
    elif type(value) is list:
        for at, inner in enumerate(value[:2]):
            yield from leaves_of(inner, (*path, at))
        yield path, value
    else:
        yield path, value


def others(value: Any) -> list[Any]:
    if type(value) is int:
        return [value + 1, -1]
    if type(value) is list:
        return [value[1:], [7]] if value else ["x"]
    middle = len(value) // 2
    return [7, value[:middle] + ("A" if value[middle : middle + 1] != "A" else "B") + value[middle + 1 :]]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    if type(value) is dict:
        return value | {path[0]: replaced(value[path[0]], path[1:], new)}
    return [*value[: path[0]], replaced(value[path[0]], path[1:], new), *value[path[0] + 1 :]]


def test_bytes_that_are_no_evidence_are_refused() -> None:
    for content in (
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b'{"form":"holdfire/evidence/v1"}',
        b"{" * 1000,
        b"1",
    ):
        with pytest.raises(FormError):
            check_evidence(content)
    whole = void()
    for at in range(0, len(whole), len(whole) // 50):
        with pytest.raises(HoldfireError):
            check_evidence(whole[:at])
    with pytest.raises(FormError, match="no kind that exists"):
        check_evidence(canon(parse_canonical(whole) | {"kind": "rumour"}))
    with pytest.raises(FormError, match="has exactly"):
        check_evidence(canon(parse_canonical(whole) | {"more": 1}))


def test_a_made_up_charter_is_told_from_the_readers_own() -> None:
    real = hash_of(Log().leaves[0])
    thief = charter(title="Another record")
    log = Log(made=thief).fill(9)
    content = padding_evidence(log.checkpoint(), "joint", charters(log))
    assert check_evidence(content).charter != real
    with pytest.raises(SignatureError, match="another first charter"):
        check_evidence(content, Trust(charter_leaf=real))


def test_the_readers_own_keys_suffice_where_no_charter_is_brought() -> None:
    log = Log().fill(9)
    other = log.branch(8).fill(9)
    held, _ = chartered(read_leaf(log.leaves[0]))
    two = equivocation_evidence(ORIGIN, log.leaves[8], other.leaves[8])
    with pytest.raises(SignatureError, match="not signed by a key of UN"):
        check_evidence(two)
    assert check_evidence(two, Trust(charters=(held,))).against == "UN"
    short = truncated_evidence(log.checkpoint(), log.checkpoint(4))
    with pytest.raises(SignatureError, match="No key of the log"):
        check_evidence(short)
    assert check_evidence(short, Trust(log_keys=(HOST_VKEY,))).kind == "truncated"


def test_a_charter_too_few_approved_carries_no_evidence() -> None:
    log = Log()
    log.leaves[0] = Scribe("RU").charter(by=("RU", "TR"))
    content = equivocation_evidence(ORIGIN, b"x", b"y", [Logged(0, log.leaves[0])])
    with pytest.raises(SignatureError, match=r"does not hold.*Too few guarantors"):
        check_evidence(content)


def test_a_charter_that_is_not_the_first_cannot_stand_for_it() -> None:
    log = Log()
    mine = charter(title="mine")
    log.add(log.scribe("TR").charter(mine))
    content = padding_evidence(log.checkpoint(), "joint", logged(log, 1))
    with pytest.raises(SignatureError, match="do not begin with entry 0"):
        check_evidence(content)


def test_a_thing_in_order_cannot_be_made_evidence() -> None:
    log = double_vote()
    for index, needed, reason in ((2, (1,), "double"), (3, (), "author"), (8, (4,), "gap")):
        with pytest.raises(ProofError, match=r"Nothing shown speaks against|not for"):
            check_evidence(void_of(log, index, reason, *needed))
    note = log.cosigned()
    with pytest.raises(ProofError, match="satisfies the policy"):
        check_evidence(padding_evidence(note, "joint", charters(log)))
    own = Logged(5, log.leaves[5], tuple(log.inclusion(5)))
    with pytest.raises(ProofError, match="as the log holds it"):
        check_evidence(altered_evidence(own, leaf_hash(log.leaves[5]), note, charters(log)))
    named = read_leaf(log.leaves[5]).body.blobs[0]
    with pytest.raises(ProofError, match="is one of entry 5"):
        check_evidence(blob_evidence(own, named, note, charters(log)))
    with pytest.raises(ProofError, match="not fewer"):
        check_evidence(truncated_evidence(log.checkpoint(4), log.checkpoint()), Trust(log_keys=(HOST_VKEY,)))
    first = log.leaves[5]
    with pytest.raises(ProofError, match="the same"):
        check_evidence(equivocation_evidence(ORIGIN, first, first, [Logged(0, log.leaves[0])]))


def test_two_entries_of_different_numbers_or_parties_are_no_equivocation() -> None:
    log = Log().fill(14)
    for other in (11, 7):
        content = equivocation_evidence(ORIGIN, log.leaves[6], log.leaves[other], [Logged(0, log.leaves[0])])
        with pytest.raises(ProofError, match="of different parties or numbers"):
            check_evidence(content)


def test_a_leaf_somebody_else_signed_is_no_equivocation() -> None:
    log = Log().fill(8)
    body = read_leaf(log.leaves[7]).body
    scribe = log.branch(7).scribe(body.party)
    forged = scribe.write("attest", {"size": 0, "state": "0" * 64}, secret=key("TR", "author"))
    renamed = Body(**{each: getattr(body, each) for each in body.__slots__} | {"t_claimed": 1})
    bent = write_leaf(renamed, ORIGIN, key("TR", "author"))
    for leaf in (forged, bent):
        content = equivocation_evidence(ORIGIN, log.leaves[7], leaf, [Logged(0, log.leaves[0])])
        with pytest.raises(SignatureError, match=f"not signed by a key of {body.party}"):
            check_evidence(content)


def test_two_checkpoints_that_agree_are_no_fork() -> None:
    log = Log().fill(9)
    brought = [each.plain for each in charters(log)]
    told = {"charters": brought, "form": "holdfire/evidence/v1", "kind": "fork", "origin": ORIGIN}
    note = log.checkpoint().decode()
    same = told | {"first": note, "second": note, "prefix": "", "consistency": []}
    with pytest.raises(ProofError, match="the same size and root"):
        check_evidence(canon(same))
    proof = [b64encode(each).decode() for each in log.consistency(6)]
    first = log.checkpoint(6).decode()
    grown = told | {"first": first, "second": note, "prefix": log.root(6).hex(), "consistency": proof}
    with pytest.raises(ProofError, match="begins with the smaller one"):
        check_evidence(canon(grown))
    unsigned = sign_checkpoint(Checkpoint(ORIGIN, 6, bytes(32)), key("TR", "author")).decode()
    with pytest.raises(SignatureError, match="not signed by"):
        check_evidence(canon(grown | {"first": unsigned}))


def test_entries_out_of_order_or_twice_are_refused() -> None:
    fields = parse_canonical(void())
    entries = fields["entries"]
    for wrong in (entries[::-1], [*entries, entries[-1]]):
        with pytest.raises(FormError, match="ascending order"):
            check_evidence(canon(fields | {"entries": wrong}))


def test_void_for_another_reason_than_the_one_named_is_not_confirmed() -> None:
    with pytest.raises(ProofError, match=r"void for `double`.*not for `late`"):
        check_evidence(void_of(double_vote(), 4, "late", 1, 2))


@cache
def voids() -> dict[str, Log]:
    """For each reason a log whose last entry is void for it."""
    made: dict[str, Log] = {}

    def case(reason: str, log: Log) -> None:
        made[reason] = log

    log = Log().fill(3)
    log.add(b"no entry at all")
    case("form", log)
    log = Log().fill(3)
    log.add(log.scribe("RU").charter(charter()))
    case("charter", log)
    log = Log()
    log.add(log.scribe("IR").revoke("voter"))
    proposal = log.add(log.scribe("TR").proposal("line", TEXT))
    log.add(log.scribe("IR").vote(proposal))
    case("author", log)
    log = Log()
    log.add(log.scribe("OB").write("attest", {"size": 0, "state": "0" * 64}, role="voter"))
    case("role", log)
    log = Log()
    log.scribe("OB").act()
    log.add(Scribe("OB", "record.example/geneva").act())
    case("signature", log)
    log = Log().fill(4)
    log.add(log.leaves[2])
    case("replay", log)
    log = Log().fill(4)
    log.scribe("TR").act()
    log.add(log.scribe("TR").act())
    case("gap", log)
    log = Log().fill(4)
    log.add(log.scribe("TR").write("attest", {"size": 0, "state": "0" * 64}, prev="0" * 64))
    case("feed", log)
    case("double", double_vote().branch(5))
    log = double_vote()
    proposal = log.leaves[1]
    log.add(log.scribe("RU").vote(proposal, "objection"), log.scribe("TR").vote(proposal))
    case("late", log)
    log = Log()
    proposal = log.add(log.scribe("TR").proposal("line", TEXT))
    log.add(log.scribe("OB").vote(proposal))
    case("foreign", log)
    log = Log()
    proposal = log.add(log.scribe("TR").proposal("line", TEXT))
    content = {"charter": 0, "text": "0" * 64, "vote": "consent"}
    log.add(log.scribe("IR").write("vote", content, "voter", refs=(hash_of(proposal),)))
    case("text", log)
    log = Log().fill(3)
    log.add(log.scribe("IR").approve(log.leaves[0]))
    case("target", log)
    log = Log()
    act = log.add(log.scribe("IR").act())
    redact = log.add(log.scribe("IR").redact(act))
    log.add(log.scribe("IR").approve(redact))
    case("approval", log)
    log = Log().fill(5)
    log.add(log.scribe("OB").time(log.cosigned(by=("RU", "TR", "IR"))))
    case("time", log)
    log = Log()
    log.add(log.scribe("OB").attest(9, bytes(32)))
    case("state", log)
    return made


@pytest.mark.parametrize("reason", sorted(voids()))
def test_every_reason_for_being_void_can_be_shown(reason: str) -> None:
    log = voids()[reason]
    last = log.size - 1
    assert [(each.index, each.reason) for each in log.state().breaches][-1] == (last, reason)
    told = f"Entry {last} is in the log and void: {reason}."
    whole = check_evidence(void_of(log, last, reason, *range(last)))
    assert (whole.what, whole.rests_on) == (told, "")
    if reason in ("gap", "target") and last > 1:
        with pytest.raises(ProofError, match="rests on other entries not being in the log"):
            check_evidence(void_of(log, last, reason))
    else:
        assert check_evidence(void_of(log, last, reason)).what == told


def test_a_revoked_key_is_shown_by_its_revocation() -> None:
    log = voids()["author"].branch(4).fill(9)
    assert check_evidence(void_of(log, 3, "author")).kind == "void"
    with pytest.raises(ProofError, match="Nothing shown"):
        check_evidence(void_of(log, 3, "author", 2))


def test_an_entry_under_a_later_charter_is_judged_by_that_one() -> None:
    log = Log()
    fresh = key("IR", "second author")
    first, _ = chartered(read_leaf(log.leaves[0]))
    kept = [each for each in first.keys if each.fingerprint != fingerprint_of("IR", "author")]
    reader_proof = [each for each in kept if (each.party, each.role) != ("IR", "reader")]
    keys = in_order([*reader_proof, enrolment("IR", "author", secret=fresh)])
    second = charter(version=1, previous=hash_of(log.leaves[0]), keys=keys)
    content = log.scribe("RU").charter(second, by=GUARANTORS)
    told = read_leaf(content)
    assert told.body.type == "charter"
    from holdfire.record.approvals import approve
    from holdfire.record.ed25519 import fingerprint
    from holdfire.record.rulings.charters import as_content

    name = fingerprint("ed25519", fresh.public)
    approvals = [approve(second, fingerprint_of(each, "author"), key(each, "author")) for each in GUARANTORS]
    log = Log()
    log.add(log.scribe("RU").write("charter", as_content(second, [*approvals, approve(second, name, fresh)])))
    log.add(log.scribe("IR").act())
    log.fill(7)
    assert [(each.index, each.reason) for each in log.state().breaches][:1] == [(2, "author")]
    both = logged(log, 0, 1)
    content = void_evidence(2, "author", logged(log, 2), log.checkpoint(), both)
    assert check_evidence(content).what == "Entry 2 is in the log and void: author."
    without = void_evidence(2, "author", logged(log, 2), log.checkpoint(), both[:1])
    with pytest.raises(ProofError, match="Nothing shown"):
        check_evidence(without)


def test_entry_0_that_is_no_charter_is_void_by_the_logs_key_alone() -> None:
    log = Log()
    log.leaves.clear()
    log.hashes = type(log.hashes)()
    log.add(Scribe("TR").act())
    entries = [Logged.of(log.hashes, 0, log.leaves[0], 1)]
    content = void_evidence(0, "charter", entries, log.checkpoint(), [])
    assert check_evidence(content, Trust(log_keys=(HOST_VKEY,))).against == "the host, who logged it"
    log.add(Scribe("IR").act())
    lone = [Logged.of(log.hashes, 1, log.leaves[1], 2)]
    content = void_evidence(1, "charter", lone, log.checkpoint(), [])
    with pytest.raises(FormError, match="no charter by which"):
        check_evidence(content, Trust(log_keys=(HOST_VKEY,)))


def test_a_cosignature_that_is_forged_is_padding() -> None:
    log = Log().fill(5)
    signed = parse_checkpoint(log.cosigned())
    line = signed.note.signatures[1]
    bent = NoteSignature(line.name, line.key_id, line.signature[:-1] + bytes([line.signature[-1] ^ 1]))
    note = parse_checkpoint(log.checkpoint()).with_signatures(bent, *signed.note.signatures[2:]).to_bytes()
    proved = check_evidence(padding_evidence(note, "witnessed", charters(log)))
    assert "bears a forgery" in proved.what


def test_padding_may_bring_the_policy_it_was_passed_off_under() -> None:
    log = Log().fill(5)
    note = log.cosigned(by=("UN", "OB"))
    text = policy(GUARANTORS, "2")
    proved = check_evidence(padding_evidence(note, text, charters(log)))
    assert proved.rests_on.endswith("countersigned like this, under the policy in the file")
    with pytest.raises(ProofError, match="satisfies"):
        check_evidence(padding_evidence(note, policy(("UN", "OB"), "all"), charters(log)))
