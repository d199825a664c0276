"""Cases of tools/verify_record.py that planted bugs lived through, or would without the public vectors."""

import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from verifier_cast import (
    AUTHORS,
    FIRST,
    GUARANTORS,
    HOST,
    NOON,
    ORIGIN,
    Log,
    Signer,
    approvals,
    b64,
    canon,
    charter,
    charter_content,
    checkpoint,
    consistency,
    leaf_hash,
    path,
    policy,
    sha,
    tar,
    tree_hash,
    vkey,
)

FILE = Path(__file__).parents[2] / "tools" / "verify_record.py"
_spec = importlib.util.spec_from_file_location("planted_verify_record", FILE)
assert _spec
assert _spec.loader
verifier: Any = importlib.util.module_from_spec(_spec)
sys.modules["planted_verify_record"] = verifier
_spec.loader.exec_module(verifier)

PIN = leaf_hash(Log().leaves[0]).hex()
LEAVES = [leaf_hash(bytes([n])) for n in range(33)]
NEUTRAL = (1).to_bytes(32, "little")


def refused(reason: str) -> Any:
    return pytest.raises(verifier.Refused, match=reason)


def said(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, raw: bytes, *options: str) -> str:
    """What the verifier prints of these bytes, its last line first."""
    (tmp_path / "given").write_bytes(raw)
    verifier.main([command, str(tmp_path / "given"), *options])
    lines = capsys.readouterr().out.rstrip("\n").split("\n")
    return "\n".join([lines[-1].removeprefix("VERDICT: "), *lines[:-1]])


def read(point: str) -> Any:
    return verifier.read_checkpoint(point.encode())


def fold_of(log: Log) -> Any:
    fold = verifier.Fold(ORIGIN, lambda size: log.root(size))
    for index, leaf in enumerate(log.leaves):
        fold.step(index, leaf)
    return fold


# --- Ed25519


def encoded(point: Any) -> bytes:
    x, y, z, _ = point
    inverse = pow(z, -1, verifier.P)
    x, y = x * inverse % verifier.P, y * inverse % verifier.P
    return bytes((y | (x & 1) << 255).to_bytes(32, "little"))


def test_a_signature_whose_r_is_neutral_is_refused_though_its_equation_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seed = sha(b"an author who wants to deny it")
    scalar = int.from_bytes(seed, "little") % verifier.L
    public = encoded(verifier.combine((scalar, verifier._BASE, 7)))
    k = int.from_bytes(hashlib.sha512(NEUTRAL + public + b"text").digest(), "little")
    signature = NEUTRAL + (k * scalar % verifier.L).to_bytes(32, "little")
    assert not verifier.ed25519(public, b"text", signature)
    monkeypatch.setattr(verifier, "LOW_ORDER", frozenset())
    assert verifier.ed25519(public, b"text", signature), "the case is a forgery worth the name"


def test_keys_of_small_and_of_mixed_order_are_refused() -> None:
    assert verifier.key_is_strict(HOST.public)
    for low in sorted(verifier.LOW_ORDER):
        assert not verifier.key_is_strict(low), low.hex()
        if point := verifier.decompress(low):
            mixed = encoded(verifier.add(verifier.decompress(HOST.public), verifier.ready(point)))
            assert verifier.key_is_strict(mixed) == (low == NEUTRAL), low.hex()


def test_a_readers_key_of_small_order_is_unsafe() -> None:
    assert verifier.x25519_is_safe((9).to_bytes(32, "little"))
    for u in (0, 1, verifier.P - 1, verifier.P, verifier.P + 1):
        assert not verifier.x25519_is_safe(u.to_bytes(32, "little")), u


# --- Trees


def test_each_leaf_is_proved_at_its_own_index_and_nowhere_else() -> None:
    for size in (1, 2, 3, 5, 8, 13, 33):
        root = tree_hash(LEAVES[:size])
        for index in range(size):
            proof = path(index, LEAVES[:size])
            assert verifier.included(index, size, LEAVES[index], proof, root)
            for other in {0, 1, size - 1, size, size + 1} - {index}:
                assert not verifier.included(other, size, LEAVES[index], proof, root), (size, index, other)
            assert not verifier.included(index, size, LEAVES[index], [*proof, LEAVES[0]], root)


def test_an_inner_node_is_no_leaf_of_the_tree() -> None:
    node = tree_hash(LEAVES[:2])
    for index in (0, 1):
        assert not verifier.included(index, 8, node, path(0, LEAVES[:8])[1:], tree_hash(LEAVES[:8]))


def test_consistency_needs_both_roots_and_the_whole_proof() -> None:
    other = sha(b"another")
    for small in range(1, 14):
        for large in range(small, 14):
            first, second = tree_hash(LEAVES[:small]), tree_hash(LEAVES[:large])
            proof = consistency(small, LEAVES[:large])
            assert verifier.consistent(small, large, first, second, proof)
            assert not verifier.consistent(small, large, other, second, proof), (small, large)
            assert not verifier.consistent(small, large, first, other, proof), (small, large)
            assert not verifier.consistent(small, large, first, second, [*proof, other])


def test_every_tree_continues_the_empty_one_and_that_has_one_root() -> None:
    empty, root = sha(b""), tree_hash(LEAVES[:5])
    assert verifier.consistent(0, 5, empty, root, [])
    assert not verifier.consistent(0, 5, root, root, [])
    assert not verifier.consistent(0, 5, empty, root, [root])


# --- Checkpoints, keys, policies


def test_a_checkpoint_of_size_0_has_the_empty_root() -> None:
    assert read(checkpoint(0, sha(b""), [])).size == 0
    with refused("size 0 with a root"):
        read(checkpoint(0, sha(b"another"), []))


def test_a_verifier_key_has_its_own_id_and_a_key_of_the_strict_profile() -> None:
    name, key_id, rest = vkey("w", 4, HOST.public).split("+", 2)
    assert verifier.read_vkey("+".join((name, key_id, rest))).public == HOST.public
    with refused("its key ID is not that of the key"):
        verifier.read_vkey("+".join((name, "00000000", rest)))
    with refused("not a key of the strict profile"):
        verifier.read_vkey(vkey("w", 4, NEUTRAL))


def _policy(*lines: str) -> Any:
    keys = {p: vkey(f"w/{p}", 4, Signer(p, "witness").public) for p in GUARANTORS}
    return verifier.Policy("\n".join([*lines, ""]).format(**keys), "it")


THREE = ("witness IRN {IRN}", "witness RUS {RUS}", "witness TUR {TUR}")


def test_nobody_counts_twice_in_a_policy() -> None:
    assert not _policy(*THREE, "group g 2 IRN RUS", "quorum g").lacking({"IRN", "RUS"})
    with refused("one key twice"):
        _policy("witness A {IRN}", "witness B {IRN}", "group g 2 A B", "quorum g")
    with refused("line 4"):
        _policy(*THREE, "group g 2 IRN IRN", "quorum g")
    with refused("line 5"):
        _policy(*THREE, "group g 2 IRN RUS", "group h 2 g IRN", "quorum h")


def test_what_is_lacking_is_the_least_that_would_do() -> None:
    read = _policy(*THREE, "group h 2 IRN RUS", "group g 1 h TUR", "quorum g")
    assert [read.lacking(present) for present in (set(), {"IRN"}, {"TUR"}, {"IRN", "RUS"})] == [1, 1, 0, 0]


def _signed(point: str, less: frozenset[bytes] = frozenset()) -> Any:
    first = verifier.Charter(FIRST, PIN)
    return verifier.Countersigned(read(point), [first.log], first.cosigners, less)


def test_a_policy_is_not_satisfied_under_a_checkpoint_the_log_did_not_sign() -> None:
    witnessed = verifier.Charter(FIRST, PIN).witnessed
    pairs = [(Signer(p, "witness"), NOON) for p in GUARANTORS]
    assert _signed(checkpoint(1, LEAVES[0], pairs)).satisfies(witnessed)
    stranger = checkpoint(1, LEAVES[0], pairs, host=Signer("RUS", "host"))
    assert not _signed(stranger).satisfies(witnessed)
    forged = _signed(checkpoint(1, LEAVES[0], [*pairs, (Signer("UN", "witness"), 0)]))
    assert forged.wrong == [f"{ORIGIN}/witness/UN"], "a cosignature has a time"
    assert not forged.satisfies(witnessed)


@pytest.mark.parametrize("times", [(NOON, NOON + 9), (NOON + 9, NOON)])
def test_a_witness_counts_once_with_the_earliest_of_its_times(times: tuple[int, int]) -> None:
    signed = _signed(checkpoint(1, LEAVES[0], [(Signer("RUS", "witness"), each) for each in times]))
    assert signed.of("witness") == {"RUS": NOON}


def test_a_line_of_ml_dsa_never_makes_a_quorum_and_what_hinges_on_it_is_told() -> None:
    name, public = f"{ORIGIN}/witness/UN", bytes(1312)
    lines = [f"log {vkey(ORIGIN, 1, HOST.public)}", f"witness UN {vkey(name, 6, public)}", "quorum UN", ""]
    read_policy = verifier.Policy("\n".join(lines), "it")
    bare, key_id = checkpoint(1, LEAVES[0], []), sha(name.encode() + b"\n\x06" + public)[:4]
    for length, hinges in ((2428, True), (2427, False)):
        moment = NOON.to_bytes(8, "big")
        point = read(f"{bare}\u2014 {name} {b64(key_id + moment + bytes(length - 8))}\n")
        signed = verifier.Countersigned(point, read_policy.logs, read_policy.cosigners)
        assert not signed.satisfies(read_policy)
        assert signed.hinges_on_unread(read_policy) == hinges


def test_two_witnesses_prove_no_time() -> None:
    pairs = [(Signer(p, "witness"), NOON) for p in GUARANTORS]
    assert _signed(checkpoint(1, LEAVES[0], pairs)).median() == NOON
    assert _signed(checkpoint(1, LEAVES[0], pairs[:2])).median() is None


def test_of_two_times_in_the_middle_the_lower_is_the_beginning_and_the_higher_the_end() -> None:
    pairs = [(Signer(p, "witness"), NOON + n) for n, p in enumerate((*GUARANTORS, "UN"))]
    signed = _signed(checkpoint(1, LEAVES[0], pairs))
    assert (signed.median(), signed.median(later=True)) == (NOON + 1, NOON + 2)


# --- Entries and charters


def test_the_signature_under_a_leaf_is_by_the_key_that_its_body_names() -> None:
    leaf = json.loads(Log().leaves[0])
    leaf["s"][0]["k"] = "0" * 16
    with refused("signature: `k` is not of its form"):
        verifier.read_leaf(canon(leaf))


@pytest.mark.parametrize(("seq", "prev"), [(0, "0" * 64), (1, "")])
def test_an_entry_follows_another_exactly_where_it_is_not_the_first(seq: int, prev: str) -> None:
    with refused("`prev` is empty where `seq` is 0, and only there"):
        verifier.read_leaf(Log().leaf("approve", {}, Signer("RUS", "redactor"), seq=seq, prev=prev))


def _with_two_guarantors(k: int) -> dict[str, Any]:
    inner = charter(thresholds={"charter": k, "redaction": 2})
    inner["parties"][2]["standing"] = "party"
    inner["policy"]["joint"] = policy(["IRN", "RUS"], "all")
    return charter_content(inner, AUTHORS[:2])


def test_half_of_the_guarantors_are_no_majority() -> None:
    assert verifier.Charter(_with_two_guarantors(2), PIN).k == 2
    with refused("k is no majority"):
        verifier.Charter(_with_two_guarantors(1), PIN)


def test_a_key_has_one_duty() -> None:
    inner = charter()
    author = Signer("RUS", "author")
    parts = ["holdfire/possession/v1", ORIGIN, "RUS", "voter", "ed25519", author.public.hex(), ""]
    for each in inner["keys"]:
        if (each["party"], each["role"]) == ("RUS", "voter"):
            each["public"], each["proof"] = author.public.hex(), author.sign("\n".join(parts).encode()).hex()
    with refused("is used twice"):
        verifier.Charter(charter_content(inner, AUTHORS), PIN)


def test_only_author_keys_of_guarantors_approve_a_charter() -> None:
    inner = charter()
    voters = [Signer(p, "voter") for p in GUARANTORS]
    made = verifier.Charter(
        {"approvals": approvals(inner, [*voters, AUTHORS[0], Signer("UN", "author")]), "charter": inner}, PIN
    )
    assert made.approved(made.keys, made.guarantors, 9) == {AUTHORS[0].party: AUTHORS[0].fingerprint}


def test_two_keys_of_one_guarantor_approve_once() -> None:
    inner, both = charter(), [Signer("RUS", "author"), Signer("RUS", "author", 1)]
    made = verifier.Charter({"approvals": approvals(inner, both), "charter": inner}, PIN)
    keys = {s.fingerprint: verifier.Key("ed25519", "RUS", s.public, "author") for s in both}
    assert len(made.approved(keys, {"RUS"}, 2)) == 1


def test_a_charter_that_lists_a_revoked_key_does_not_hold() -> None:
    made, key = verifier.Charter(FIRST, PIN), AUTHORS[0].fingerprint
    made.require_held(None, {}, set())
    with refused("it lists a revoked key"):
        made.require_held(None, {}, {key})


def _policies(**changes: str) -> dict[str, Any]:
    sound = {"joint": policy(list(GUARANTORS), "all"), "witnessed": policy([*GUARANTORS, "UN"], "3")}
    return charter_content(charter(policy={"mirrors": 1, **sound, **changes}), AUTHORS)


def test_joint_takes_every_guarantor_and_witnessed_more_than_half() -> None:
    verifier.Charter(_policies(), PIN)
    three = policy(list(GUARANTORS), "all").replace(
        "group all-of-them all IRN RUS TUR", "group either any RUS TUR\ngroup all-of-them all IRN either"
    )
    with refused("`joint` is not the group of all guarantors"):
        verifier.Charter(_policies(joint=three), PIN)
    with refused("half of the witnesses or fewer satisfy `witnessed`"):
        verifier.Charter(_policies(witnessed=policy([*GUARANTORS, "UN"], "2")), PIN)


@pytest.mark.parametrize(("version", "holds"), [(1, True), (2, False)])
def test_a_charter_follows_the_version_before_it(version: int, holds: bool) -> None:
    before = verifier.Charter(FIRST, PIN)
    after = verifier.Charter(charter_content(charter(version=version, previous=PIN), AUTHORS), "0" * 64)
    if holds:
        after.require_held(before, before.keys, set())
    else:
        with refused("does not follow from the one before"):
            after.require_held(before, before.keys, set())


def test_a_checkpoint_is_judged_by_the_charter_in_force_at_its_end() -> None:
    charters = [SimpleNamespace(index=0), SimpleNamespace(index=5)]
    found = [verifier.in_force_for(charters, size).index for size in (0, 1, 5, 6, 7)]
    assert found == [0, 0, 0, 5, 5]


# --- The fold


def _timed(size: int, root: bytes) -> Any:
    log = Log()
    pairs = [(Signer(p, "witness"), NOON) for p in GUARANTORS]
    log.put("time", {"checkpoint": checkpoint(size, root, pairs)}, Signer("UN", "author"))
    return fold_of(log)


def test_a_time_that_rests_on_another_tree_is_told_as_a_fork() -> None:
    assert _timed(1, leaf_hash(Log().leaves[0])).forks == []
    assert [index for index, _ in _timed(1, sha(b"another")).forks] == [1]


def test_a_time_that_rests_on_a_larger_tree_is_void() -> None:
    assert _timed(2, sha(b"later")).void == {1: "time"}


def test_a_key_counts_up_to_the_tree_that_its_revocation_completes() -> None:
    log = Log()
    key = Signer("RUS", "witness")
    log.put("revoke", {"key": key.fingerprint, "reason": "lost"}, Signer("RUS", "author"))
    fold = fold_of(log)
    assert [fold.stolen(size) for size in (1, 2)] == [frozenset(), frozenset()]
    assert fold.stolen(3) == {key.public}


def test_an_erasure_names_the_files_of_its_redaction() -> None:
    log = Log()
    target = log.act("RUS", public=False)
    redact = {"blobs": list(log.blobs), "ground": "privacy"}
    asked = log.put("redact", redact, Signer("TUR", "redactor"), refs=[target])
    log.put("approve", {}, Signer("RUS", "redactor"), refs=[asked])
    log.put("erased", {"blobs": ["1" * 64]}, Signer("UN", "author"), refs=[asked])
    log.put("erased", {"blobs": list(log.blobs)}, Signer("IRN", "author"), refs=[asked])
    fold = fold_of(log)
    assert fold.void == {4: "target"}
    assert fold.redactions[asked]["erased"] == ["IRN"]


def test_a_redaction_waits_for_as_many_parties_as_the_charter_asks() -> None:
    log = Log()
    log.leaves.clear()
    log.feeds.clear()
    inner = charter(thresholds={"charter": 2, "redaction": 3})
    log.put("charter", charter_content(inner, AUTHORS), Signer("UN", "author"))
    target = log.act("RUS", public=False)
    content = {"blobs": list(log.blobs), "ground": "privacy"}
    asked = log.put("redact", content, Signer("TUR", "redactor"), refs=[target])
    log.put("approve", {}, Signer("RUS", "redactor"), refs=[asked])
    assert fold_of(log).redactions[asked]["in_force"] == -1
    log.put("approve", {}, Signer("IRN", "redactor"), refs=[asked])
    assert fold_of(log).redactions[asked]["in_force"] == 4


# --- Bundles and proofs


def test_nothing_hides_in_the_padding_of_a_tar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = bytearray(tar(Log().files()))
    raw[1023] = 1  # the last byte of the block that holds bundle.json
    told = said(tmp_path, capsys, "bundle", bytes(raw), "--charter-hash", PIN)
    assert told.startswith("not proved: bundle.json: something hidden in the padding after it")


def test_a_header_with_another_checksum_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = tar(Log().files())
    changed = raw[:148] + b"%06o\0 " % (int(raw[148:154], 8) + 1) + raw[156:]
    told = said(tmp_path, capsys, "bundle", changed, "--charter-hash", PIN)
    assert told.startswith("not proved: the tar file has a header with a wrong checksum")


def test_nothing_stands_behind_the_gzip_of_a_bundle(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = tar(Log().files(), zipped=True)
    assert said(tmp_path, capsys, "bundle", raw, "--charter-hash", PIN).startswith("proved")
    for more in (raw, b"x"):
        told = said(tmp_path, capsys, "bundle", raw + more, "--charter-hash", PIN)
        assert told.startswith("not proved: something stands behind the end of the gzip")


def test_a_tar_ends_with_two_blocks_of_zeros(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = tar(Log().files())
    while raw.endswith(bytes(512)):
        raw = raw[:-512]
    told = said(tmp_path, capsys, "bundle", raw + bytes(512), "--charter-hash", PIN)
    assert told.startswith("not proved: the tar file is cut off")
    assert said(tmp_path, capsys, "bundle", raw + bytes(1024), "--charter-hash", PIN).startswith("proved")


def test_the_files_of_one_kind_have_their_order_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = Log()
    log.act("RUS")
    log.act("TUR")
    files = log.files()
    told = said(tmp_path, capsys, "bundle", tar([*files[:-2], *files[:-3:-1]]), "--charter-hash", PIN)
    assert "is there twice, or out of its order" in told.split("\n")[0]


def test_a_tile_of_a_higher_level_may_not_be_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = Log()
    log.leaves += [b"leaf %d" % n for n in range(256)]
    files = [(name, raw) for name, raw in log.files() if not name.startswith("tile/1/")]
    told = said(tmp_path, capsys, "bundle", tar(files), "--charter-hash", PIN)
    assert told.startswith("not proved: tile/1/000.p/1 is missing")


@pytest.mark.parametrize("at", [0, 32])
def test_a_tile_that_does_not_fit_the_entries_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], at: int
) -> None:
    log = Log()
    log.act("RUS")
    tile = b"".join(log.hashes)
    changed = tile[:at] + bytes(32) + tile[at + 32 :]
    files = [(name, changed if name.startswith("tile/0/") else raw) for name, raw in log.files()]
    told = said(tmp_path, capsys, "bundle", tar(files), "--charter-hash", PIN)
    assert told.startswith("not proved: a tile of level 0 does not fit the entries")


def _forged(log: Log, **changes: Any) -> bytes:
    """A leaf of RUS with a signature over another body."""
    leaf = json.loads(log.leaf("approve", {}, Signer("RUS", "redactor"), **changes))
    leaf["b"]["t_claimed"] += 1
    return canon(leaf)


def test_a_leaf_that_waits_to_be_logged_is_signed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = Log()
    files = [*log.files(), ("feeds/RUS/0", _forged(log))]
    told = said(tmp_path, capsys, "bundle", tar(files), "--charter-hash", PIN)
    assert "feeds/RUS/0 is passed over: not signed by a key of RUS that is known here" in told
    assert "feeds/RUS/0 is signed and not logged" not in told


def test_a_proof_of_a_leaf_that_its_author_did_not_sign_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = Log()
    log.leaves.append(_forged(log))
    (tmp_path / "charter").write_bytes(log.leaves[0])
    told = said(tmp_path, capsys, "proof", log.proof(1), "--charter", str(tmp_path / "charter"))
    assert told.startswith("not proved: RUS's signature is wrong")


def test_a_proof_against_a_checkpoint_that_the_log_did_not_sign_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = Log()
    (tmp_path / "charter").write_bytes(log.leaves[0])
    pairs = [(Signer(p, "witness"), NOON) for p in GUARANTORS]
    point = checkpoint(1, log.root(), pairs, host=Signer("RUS", "host"))
    told = said(tmp_path, capsys, "proof", log.proof(0, point), "--charter", str(tmp_path / "charter"))
    assert told.startswith("not proved: the checkpoint is not signed by the log's key")


# --- Evidence


def _two_notes(sizes: dict[str, int], forged: str) -> tuple[dict[str, Log], dict[str, str]]:
    """Two histories, and a checkpoint of each by its name; the host did not sign the one that is forged."""
    logs = {name: Log() for name in sizes}
    for (name, log), party in zip(logs.items(), ("RUS", "TUR"), strict=True):
        while len(log.leaves) < sizes[name]:
            log.act(party)
    return logs, {
        name: checkpoint(sizes[name], log.root(), [], Signer("RUS", "host") if name == forged else HOST)
        for name, log in logs.items()
    }


NOT_SIGNED = "not proved: the checkpoint of size 2 is not signed by the log"


@pytest.mark.parametrize("forged", ["first", "second", ""])
def test_a_fork_takes_two_checkpoints_that_the_log_signed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], forged: str
) -> None:
    logs, notes = _two_notes({"first": 2, "second": 2}, forged)
    further = {**notes, "prefix": "", "consistency": [], "charters": [logs["second"].logged(0)]}
    evidence = canon(logs["second"].evidence("fork", **further))
    told = said(tmp_path, capsys, "evidence", evidence, "--charter-hash", PIN)
    assert told.startswith(NOT_SIGNED if forged else "proved")


@pytest.mark.parametrize("forged", ["larger", "shown", ""])
def test_a_truncation_takes_two_checkpoints_that_the_log_signed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], forged: str
) -> None:
    logs, notes = _two_notes({"larger": 3, "shown": 2}, forged)
    evidence = canon(
        logs["larger"].evidence("truncated", **{**notes, "charters": [logs["larger"].logged(0)]})
    )
    told = said(tmp_path, capsys, "evidence", evidence, "--charter-hash", PIN)
    assert told.startswith("not proved: the checkpoint of size" if forged else "proved")


def test_an_equivocation_takes_two_leaves_that_the_party_signed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = Log()
    signed = [log.leaf("approve", {}, Signer("RUS", "redactor"), t_claimed=NOON + n) for n in (1, 2)]
    for leaves, wanted in (
        (signed, "proved"),
        ([signed[0], _forged(log)], "not proved: leaf 2: the signature of RUS is wrong"),
        ([_forged(log), signed[0]], "not proved: leaf 1: the signature of RUS is wrong"),
    ):
        first, second = map(b64, leaves)
        evidence = log.evidence("equivocation", first=first, second=second)
        told = said(tmp_path, capsys, "evidence", canon(evidence), "--charter-hash", PIN)
        assert told.startswith(wanted)
