"""Seals: a bulletin that was issued, one that was touched, and seals that are of something else."""

import pytest
from cast import GUARANTORS, ORIGIN, Log, Scribe, charter, fingerprint_of, key

from holdfire.errors import FormError, HoldfireError, ProofError, SignatureError
from holdfire.record.entry import Body, write_leaf
from holdfire.record.log_proof import parse_log_proof
from holdfire.record.profile import canon, parse_canonical
from holdfire.record.seal import bulletin_particulars, check_seal, make_seal

FILES = {
    "bulletin.html": b"<h1>4 May 2017</h1>",
    "tables/incidents.csv": b"day,place\n",
    "map.svg": b"<svg/>",
}
HELD = charter()


def issued(log: Log, particulars: bytes, act: str = "bulletin issued", scribe: Scribe | None = None) -> bytes:
    scribe = scribe or log.scribe("UN")
    name = scribe.file(particulars)
    return log.add(scribe.write("act", {"act": act, "particulars": name, "public": True}, blobs=(name,)))


def particulars_of(files: dict[str, bytes]) -> bytes:
    return bulletin_particulars(files, "2017-05-04T18:00Z", lambda count: b"s" * count, day="2017-05-04")


@pytest.fixture
def folder() -> dict[str, bytes]:
    """The bulletin of 4 May with its seal, jointly countersigned."""
    log = Log().fill(7)
    particulars = particulars_of(FILES)
    leaf = issued(log, particulars)
    log.fill(11)
    return FILES | make_seal(log.proof(7), leaf, particulars)


def test_a_bulletin_as_it_was_issued_is_whole(folder: dict[str, bytes]) -> None:
    assert sorted(folder.keys() - FILES.keys()) == ["seal.json", "seal.tlog-proof"]
    told = check_seal(folder, HELD.joint_policy, HELD)
    assert told.whole
    assert told.right == FILES.keys()
    assert (told.issuer, told.signed, told.proven.index, told.proven.size) == ("UN", True, 7, 11)
    assert told.proven.countersigning.complete
    assert not check_seal(folder, HELD.joint_policy).signed
    assert parse_canonical(folder["seal.json"])["content"]["day"] == "2017-05-04"


def test_files_that_were_changed_left_out_or_added_are_named(folder: dict[str, bytes]) -> None:
    touched = folder | {"map.svg": b"<svg>moved</svg>", "appendix.html": b"more"}
    del touched["bulletin.html"]
    told = check_seal(touched, HELD.witnessed_policy, HELD)
    assert not told.whole
    assert (told.changed, told.missing, told.unnamed) == ({"map.svg"}, {"bulletin.html"}, {"appendix.html"})
    assert told.right == {"tables/incidents.csv"}
    added = check_seal(folder | {"appendix.html": b"more"}, HELD.joint_policy, HELD)
    assert added.whole
    assert added.unnamed == {"appendix.html"}


def test_particulars_that_were_rewritten_are_refused(folder: dict[str, bytes]) -> None:
    told = parse_canonical(folder["seal.json"])
    told["content"]["files"]["map.svg"] = "0" * 64
    with pytest.raises(ProofError, match=r"seal.json is not the particulars that the entry .* names"):
        check_seal(folder | {"seal.json": canon(told)}, HELD.joint_policy, HELD)
    other = particulars_of({"map.svg": b"other"})
    with pytest.raises(ProofError, match="belongs to another bulletin"):
        check_seal(folder | {"seal.json": other}, HELD.joint_policy, HELD)


def test_a_seal_bent_anywhere_is_refused_or_not_countersigned(folder: dict[str, bytes]) -> None:
    whole = folder["seal.tlog-proof"]
    for at in range(0, len(whole), 37):
        bent = whole[:at] + bytes([whole[at] ^ 0x01]) + whole[at + 1 :]
        try:
            told = check_seal(folder | {"seal.tlog-proof": bent}, HELD.joint_policy, HELD)
        except HoldfireError:
            continue
        # A bent cosigner's name is that of a stranger: it counts for nobody.
        assert len(told.proven.countersigning.signed) <= len(GUARANTORS)
        assert told.whole
    for at in range(0, len(whole), 41):
        with pytest.raises(HoldfireError):
            check_seal(folder | {"seal.tlog-proof": whole[:at]}, HELD.joint_policy, HELD)


def test_a_seal_without_its_two_files_or_its_entry_is_none(folder: dict[str, bytes]) -> None:
    for name in ("seal.json", "seal.tlog-proof"):
        rest = {each: content for each, content in folder.items() if each != name}
        with pytest.raises(FormError, match=f"The folder has no {name}"):
            check_seal(rest, HELD.joint_policy)
    proof = parse_log_proof(folder["seal.tlog-proof"])
    bare = type(proof)(proof.index, proof.hashes, proof.checkpoint).to_bytes()
    with pytest.raises(FormError, match="does not bring the entry"):
        check_seal(folder | {"seal.tlog-proof": bare}, HELD.joint_policy)


def test_only_the_act_that_issues_a_bulletin_seals() -> None:
    log = Log()
    particulars = particulars_of(FILES)
    leaf = issued(log, particulars, act="bulletin drafted")
    with pytest.raises(ProofError, match="is not the act 'bulletin issued'"):
        make_seal(log.proof(1), leaf, particulars)
    vote = log.add(log.scribe("TR").proposal("line", b"text"))
    with pytest.raises(ProofError, match="is not the act"):
        make_seal(log.proof(2), vote, particulars)


def test_a_seal_by_somebody_the_charter_does_not_know_is_refused() -> None:
    log = Log()
    particulars = particulars_of(FILES)
    thief = log.scribe("UN")
    name = thief.file(particulars)
    content = {"act": "bulletin issued", "particulars": name, "public": True}
    leaf = log.add(thief.write("act", content, blobs=(name,), secret=key("UN", "stranger")))
    folder = FILES | make_seal(log.proof(1), leaf, particulars)
    assert check_seal(folder, HELD.joint_policy).whole
    with pytest.raises(SignatureError, match="is signed by no author key of UN in the charter"):
        check_seal(folder, HELD.joint_policy, HELD)


def test_a_signature_in_the_name_of_an_author_is_verified() -> None:
    log = Log()
    particulars = particulars_of(FILES)
    name = log.scribe("UN").file(particulars)
    content = {"act": "bulletin issued", "particulars": name, "public": True}
    body = Body("UN", fingerprint_of("UN", "author"), 0, "", "act", content, 0, blobs=(name,))
    leaf = log.add(write_leaf(body, ORIGIN, key("UN", "stranger")))
    folder = FILES | make_seal(log.proof(1), leaf, particulars)
    with pytest.raises(SignatureError, match="is signed by no author key of UN"):
        check_seal(folder, HELD.joint_policy, HELD)


def test_an_entry_of_another_type_that_looks_like_the_act_seals_nothing() -> None:
    log = Log()
    particulars = particulars_of(FILES)
    name = log.scribe("UN").file(particulars)
    content = {"act": "bulletin issued", "particulars": name, "public": True}
    leaf = log.add(log.scribe("UN").write("attest", content, blobs=(name,)))
    with pytest.raises(ProofError, match="is not the act"):
        make_seal(log.proof(1), leaf, particulars)


def test_the_charter_of_another_log_cannot_vouch_for_the_issuer(folder: dict[str, bytes]) -> None:
    with pytest.raises(SignatureError, match="is signed by no author key"):
        check_seal(folder, HELD.joint_policy, charter("record.example/geneva"))


def test_a_seal_of_another_log_is_refused(folder: dict[str, bytes]) -> None:
    with pytest.raises(SignatureError, match=f"lists no log '{ORIGIN}'"):
        check_seal(folder, charter("record.example/geneva").joint_policy)


@pytest.mark.parametrize(
    "told",
    [
        {"act": "bulletin issued", "at": "", "content": {"files": {}}, "salt": ""},
        {"act": "bulletin issued", "at": "", "content": {"files": {"a": "b"}}, "salt": ""},
        {"act": "bulletin issued", "at": "", "content": {"files": ["a"]}, "salt": ""},
        {"act": "bulletin issued", "at": "", "content": "files", "salt": ""},
        {"act": "bulletin issued", "at": "", "content": {}},
        {"act": "other", "at": "", "content": {"files": {"a": "0" * 64}}, "salt": ""},
        [],
    ],
)
def test_particulars_that_name_no_files_seal_nothing(told: object) -> None:
    log = Log()
    particulars = canon(told)  # type: ignore[arg-type]
    leaf = issued(log, particulars)
    with pytest.raises(FormError, match=r"seal\.json"):
        make_seal(log.proof(1), leaf, particulars)


def test_a_bulletin_without_files_is_not_sealed() -> None:
    with pytest.raises(FormError, match="without files"):
        bulletin_particulars({}, "", bytes)
