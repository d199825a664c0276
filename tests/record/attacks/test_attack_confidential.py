"""Attacks on what is closed: two contents for two readers, files exchanged, redactions abused."""

import gzip
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from cast import ORIGIN, Log, key, reader
from court import Copy, Court, charters_of, log_at, logged
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from laptops import Laptop, opened

from holdfire.errors import AuthorityError, EnvelopeError, RecordError
from holdfire.record.bundle import Contents, write_bundle
from holdfire.record.entry import Entry
from holdfire.record.envelope import SUITE, FileName, LeafPart, Sealed, read_leaf_part, seal, unseal
from holdfire.record.erasing import erase, erased_blobs, receipts
from holdfire.record.evidence import blob_evidence
from holdfire.record.exchanging import imported
from holdfire.record.key_file import key_fingerprint
from holdfire.record.log_proof import LogProof, check_log_proof
from holdfire.record.node import Draft
from holdfire.record.policy import parse_policy
from holdfire.record.profile import canon, parse_canonical

CANARY = b"Yusuf al-Canary, seen at the crossing"


def print_of(secret: X25519PrivateKey) -> str:
    return key_fingerprint("x25519", secret.public_key().public_bytes_raw())


def sealed_by(seed: int, fields: Mapping[str, bytes], kind: str = "persons") -> Sealed:
    draw = Random(seed)
    readers = {print_of(each): each.public_key().public_bytes_raw() for each in (reader("IR"), reader("UN"))}
    return seal(fields, readers, FileName(ORIGIN, draw.randbytes(16).hex(), kind), draw.randbytes)


def entered(laptop: Laptop, ciphertext: bytes, wraps: bytes, leaf: LeafPart) -> Entry:
    file = leaf.file | {"ciphertext": sha256(ciphertext).hexdigest(), "wraps": sha256(wraps).hexdigest()}
    return laptop.enter(
        Draft("confidential", {"file": file}, blobs=(ciphertext, wraps), digests=leaf.digests)
    )


def part_of(entry: Entry) -> LeafPart:
    return read_leaf_part(entry.body.content["file"], list(entry.body.digests), ORIGIN)


def test_two_readers_are_not_given_two_contents_under_one_entry(laptops: dict[str, Laptop]) -> None:
    """17: the author wraps another key for Iran. Iran alone can see it, with its secret key: no file that
    leaves its device could show it to others without opening the list, so there is no evidence but Iran's
    word and the blobs, which everybody holds."""
    turkey, host = laptops["TR"], laptops["UN"]
    sealed = sealed_by(1, {"witness": CANARY})
    told = dict(parse_canonical(sealed.wraps, "The wraps"))
    who, name = print_of(reader("IR")), sealed.leaf.name
    binding = f"holdfire/wrap/v1\n{ORIGIN}\n{name.id}\n{who}".encode()
    other = SUITE.encrypt(b"\x05" * 32, reader("IR").public_key(), binding).hex()
    forged = canon(told | {"wraps": dict(told["wraps"]) | {who: other}})
    entry = entered(turkey, sealed.ciphertext, forged, sealed.leaf)
    turkey.round(host)
    for party in ("IR", "UN"):
        laptops[party].round(host if party == "IR" else None)
    wraps = laptops["IR"].node.blobs.get(sha256(forged).hexdigest())
    assert unseal(part_of(entry), sealed.ciphertext, wraps, reader("UN")).fields == {"witness": CANARY}
    with pytest.raises(EnvelopeError, match=r"not the key that the entry .* commits to"):
        unseal(part_of(entry), sealed.ciphertext, wraps, reader("IR"))


def test_another_file_than_the_entrys_is_refused_and_proved_foreign(
    laptops: dict[str, Laptop], court: Court
) -> None:
    """17: the host gives Iran the ciphertext or the wraps of another file, or those of another author."""
    turkey, host = laptops["TR"], laptops["UN"]
    one, two = sealed_by(1, {"witness": CANARY}), sealed_by(2, {"witness": b"somebody else"})
    first = entered(turkey, one.ciphertext, one.wraps, one.leaf)
    second = entered(turkey, two.ciphertext, two.wraps, two.leaf)
    turkey.round(host)
    log = log_at(host.node)
    for ciphertext, wraps, foreign in (
        (two.ciphertext, one.wraps, two.ciphertext),
        (one.ciphertext, two.wraps, two.wraps),
    ):
        with pytest.raises(EnvelopeError, match=r"not (that|those) of the file"):
            unseal(part_of(first), ciphertext, wraps, reader("IR"))
        digest = sha256(foreign).hexdigest()
        evidence = blob_evidence(logged(log, 1)[0], digest, log.checkpoint(), charters_of(log))
        court.confirms(evidence, "blob", log.leaves[0])
        ours = blob_evidence(logged(log, 2)[0], digest, log.checkpoint(), charters_of(log))
        court.throws_out(ours, log.leaves[0])
    assert second.body.blobs == two.leaf.blobs


def test_a_wrap_moved_to_another_file_opens_nothing() -> None:
    """17: by an author who logs it: the wrap is bound to file, log and reader (no evidence: as above)."""
    one, two = sealed_by(1, {"witness": CANARY}), sealed_by(2, {"witness": b"somebody else"})
    mixed = canon(
        dict(parse_canonical(one.wraps, "")) | {"wraps": dict(parse_canonical(two.wraps, ""))["wraps"]}
    )
    file = one.leaf.file | {"wraps": sha256(mixed).hexdigest()}
    leaf = read_leaf_part(file, list(one.leaf.digests), ORIGIN)
    for party in ("IR", "UN"):
        with pytest.raises(EnvelopeError, match="made for another file"):
            unseal(leaf, one.ciphertext, mixed, reader(party))
    with pytest.raises(EnvelopeError, match="not sealed for the key"):
        unseal(one.leaf, one.ciphertext, one.wraps, reader("OB"))


def shared(laptops: dict[str, Laptop]) -> None:
    """Everybody hands in and follows, twice, so that all hold what all entered."""
    for _ in range(2):
        laptops["UN"].round()
        for party in ("RU", "TR", "IR", "OB"):
            laptops[party].round(laptops["UN"])


def redact(laptops: dict[str, Laptop], target: Entry, *blobs: str, by: str = "TR") -> Entry:
    named = sorted(blobs or target.body.blobs)
    return laptops[by].enter(
        Draft("redact", {"blobs": named, "ground": "names a witness"}, refs=(target.hash,)), "redactor"
    )


def traces(folder: Path) -> Iterator[Path]:
    """Every file of a node's folder in which the name stands, also packed or spread over a database."""
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            with suppress(gzip.BadGzipFile, EOFError):
                content += gzip.decompress(content)
            if CANARY in content or CANARY.hex().encode() in content:
                yield path


def test_after_a_redaction_no_honest_disk_holds_the_name_and_every_old_proof_holds(
    laptops: dict[str, Laptop], court: Court
) -> None:
    """18: particulars and a sealed list are redacted by two parties; each node deletes and signs."""
    russia, turkey = laptops["RU"], laptops["TR"]
    spoken = turkey.act(text=CANARY.decode())
    sealed = sealed_by(3, {"witness": CANARY})
    listed = entered(turkey, sealed.ciphertext, sealed.wraps, sealed.leaf)
    shared(laptops)
    proofs: list[LogProof] = [log_at(russia.node).proof(at) for at in range(russia.node.log.size)]
    assert all(list(traces(each.home.folder)) for each in laptops.values())
    asked = [redact(laptops, spoken), redact(laptops, listed)]
    shared(laptops)
    for each in asked:
        russia.enter(Draft("approve", {}, refs=(each.hash,)), "redactor")
    shared(laptops)
    for party, each in laptops.items():
        assert len(receipts(each.node, opened(party, "author"), each.now)) == 2
        assert list(traces(each.home.folder)) == []
        assert not any(each.node.blobs.has(blob) for blob in (*spoken.body.blobs, *listed.body.blobs))
    shared(laptops)
    for each in laptops.values():
        assert list(traces(each.home.folder)) == [], "it does not come back with the next round"
        assert all(len(told.erased) == 5 for told in each.node.state.redactions.values())
    policy = parse_policy(laptops["OB"].node.charter.witnessed.encode())
    for index, proof in enumerate(proofs):
        assert check_log_proof(proof, laptops["OB"].node.log.leaf(index), policy).index == index
    told = court.reads_proof(proofs[1].to_bytes(), laptops["OB"].node.log.leaf(0))
    assert told["verdict"] == "proved"


def test_nothing_is_deleted_without_the_second_party(laptops: dict[str, Laptop], court: Court) -> None:
    """18: no approval; the same party twice; a receipt before it is in force."""
    turkey = laptops["TR"]
    spoken = turkey.act(text="an account that Turkey regrets")
    shared(laptops)
    asked = redact(laptops, spoken)
    shared(laptops)
    with pytest.raises(RecordError, match=r"refused \(approval\): TR approved this redaction before"):
        turkey.enter(Draft("approve", {}, refs=(asked.hash,)), "redactor")
    with pytest.raises(RecordError, match=r"refused \(target\): it refers to no redaction that is in force"):
        turkey.enter(Draft("erased", {"blobs": list(spoken.body.blobs)}, refs=(asked.hash,)))
    with pytest.raises(AuthorityError, match=r"refused \(role\)"):
        laptops["RU"].enter(Draft("approve", {}, refs=(asked.hash,)), "author")
    assert [erase(each.node) for each in laptops.values()] == [[]] * 5
    log = log_at(turkey.node)
    approval = log.scribe("TR").approve(asked.leaf)
    court.finds_refused(log, approval, "approval")
    log.add(approval)
    court.finds_void(log, log.size - 1, "approval")
    assert log.state().redactions[asked.hash].in_force == -1


def test_what_is_public_is_not_redacted(laptops: dict[str, Laptop], court: Court) -> None:
    """18: a public act, a proposal, and evidence; refused, and void where it is logged."""
    log = Log()
    public = [
        log.add(log.scribe("RU").act(public=True)),
        log.add(log.scribe("TR").proposal("line", b"The line runs along the M5.")),
        log.add(log.scribe("IR").evidence("fork", b"{}")),
    ]
    for target in public:
        at = log.size
        log.add(log.scribe("TR").redact(target))
        # The verifier takes a target that cannot be redacted for one that is not there, and so asks for all.
        court.finds_void(log, at, "target")
    act = laptops["RU"].act(public=True)
    shared(laptops)
    with pytest.raises(RecordError, match=r"refused \(target\): an entry of type act that is public"):
        redact(laptops, act)


def test_public_evidence_is_not_destroyed_by_naming_its_file_in_an_act_of_ones_own(
    laptops: dict[str, Laptop],
) -> None:
    """18: files are named by content, so two parties could try to have all erase what convicts them."""
    russia, turkey = laptops["RU"], laptops["TR"]
    convicting = b'{"form":"holdfire/evidence/v1"}'
    name = sha256(convicting).hexdigest()
    laptops["IR"].enter(Draft("evidence", {"kind": "fork", "sha256": name}, blobs=(convicting,)))
    shared(laptops)
    alias = turkey.enter(
        Draft("act", {"act": "note", "particulars": name, "public": False}, blobs=(convicting,))
    )
    shared(laptops)
    asked = redact(laptops, alias)
    shared(laptops)
    russia.enter(Draft("approve", {}, refs=(asked.hash,)), "redactor")
    shared(laptops)
    assert laptops["OB"].node.state.redactions[asked.hash].in_force == 4
    assert name not in erased_blobs(laptops["OB"].node)
    for each in laptops.values():
        assert erase(each.node) == []
        assert each.node.blobs.get(name) == convicting


def test_a_name_made_public_after_the_fact_does_not_stop_its_redaction(laptops: dict[str, Laptop]) -> None:
    """18, the other way: somebody names the file in an entry of his own, so that nobody may erase it."""
    turkey, iran = laptops["TR"], laptops["IR"]
    spoken = turkey.act(text=CANARY.decode())
    shared(laptops)
    (name,) = spoken.body.blobs
    iran.enter(Draft("act", {"act": "note", "particulars": name, "public": True}, named=(name,)))
    shared(laptops)
    asked = redact(laptops, spoken)
    shared(laptops)
    laptops["RU"].enter(Draft("approve", {}, refs=(asked.hash,)), "redactor")
    shared(laptops)
    assert all(erase(each.node) == [name] for each in laptops.values())


def test_a_redacted_file_does_not_come_back_by_bundle_or_by_post(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    """18: from a replica that kept a copy, in the very bundle that brings the redaction."""
    turkey, russia = laptops["TR"], laptops["RU"]
    spoken = turkey.act(text=CANARY.decode())
    (name,) = spoken.body.blobs
    kept = turkey.node.blobs.get(name)
    behind = Laptop(tmp_path / "late", "OB")
    shared(laptops)
    asked = redact(laptops, spoken)
    shared(laptops)
    russia.enter(Draft("approve", {}, refs=(asked.hash,)), "redactor")
    shared(laptops)
    note = russia.duty.newest_note()
    assert note is not None
    file = tmp_path / "kept.tar"
    with file.open("wb") as stream:
        write_bundle(stream, Copy(log_at(russia.node)), Contents(checkpoint=note, blobs=[(name, kept)]))
    brought = imported(behind.node, file)
    assert brought.told.passed_over == [f"blobs/{name}: it was redacted"]
    assert list(traces(behind.home.folder)) == []
    signature = key("TR", "author").sign(f"holdfire/blob/v1\n{ORIGIN}\n{name}".encode())
    with pytest.raises(AuthorityError, match="was redacted"):
        behind.duty.put_blob(kept, opened("TR", "author").card.fingerprint, signature)
    behind.close()


def test_a_digest_is_not_guessed_by_trying_all_names(laptops: dict[str, Laptop]) -> None:
    """18: the leaf stays for ever. Without the salt, which went with the blob, a list of all names in the
    country does not tell which of them it was. (No evidence: nobody did anything that could be seen.)"""
    turkey = laptops["TR"]
    entry = turkey.act(text="Hasan")
    content = turkey.node.blobs.get(entry.body.content["particulars"])
    told = dict(parse_canonical(content, "The particulars"))
    assert len(bytes.fromhex(told["salt"])) == 16
    names = ["Ali", "Hasan", "Leyla", "Yusuf"]
    digest = entry.body.content["particulars"]
    for salt in ("00" * 16, sha256(ORIGIN.encode()).hexdigest()[:32], entry.hash[:32], ""):
        for name in names:
            guess = told | {"content": {"text": name}, "salt": salt}
            assert sha256(canon(guess)).hexdigest() != digest
    assert sha256(canon(told | {"content": {"text": "Hasan"}})).hexdigest() == digest, "with it, it does"
    sealed = sealed_by(4, {"witness": b"Hasan"})
    for name in names:
        bare = sha256(b"holdfire/field/v1\n" + bytes(16) + b"witness\0" + name.encode()).hexdigest()
        assert bare not in sealed.leaf.digests
    assert len(sealed.leaf.digests) == 8, "nor how many there were"
