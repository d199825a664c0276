"""Seals: that a bulletin, file by file, is the one that was issued and logged (docs/record-format.md 11).

A seal is two files beside the bulletin. `seal.tlog-proof` holds the entry, an act named `bulletin issued`,
with its proof; `seal.json` holds the particulars that the entry names, and they name each file. A printed
or mailed bulletin can so be checked by anybody, without network, for as long as the keys are known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from holdfire.errors import FormError, ProofError, SignatureError
from holdfire.record.charter import Charter
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.log_proof import LogProof, ProvenEntry, check_log_proof, make_log_proof, parse_log_proof
from holdfire.record.policy import Policy
from holdfire.record.profile import canon, parse_canonical
from holdfire.record.rulings.ruling import is_hash

ACT, LETTER = "bulletin issued", "letter written"
ACTS = (ACT, LETTER)
"""Acts that name the files of something that went out: a bulletin, a letter."""
PROOF_FILE, PARTICULARS_FILE = "seal.tlog-proof", "seal.json"
PARTICULARS_BYTES_MAX = 1024 * 1024
SALT_BYTES = 16

_AGAIN = "Ask whoever issued the bulletin for its seal again."


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a seal says of a folder. The bulletin is whole if no file is changed or missing; files that the
    seal does not name are no part of it, whoever put them there. How far the entry is countersigned stands
    in `proven.countersigning`; `issuer` signed it, and `signed` says whether that was verified."""

    proven: ProvenEntry
    issuer: str
    leaf: str
    signed: bool
    right: frozenset[str]
    changed: frozenset[str]
    missing: frozenset[str]
    unnamed: frozenset[str]

    @property
    def whole(self) -> bool:
        return not self.changed and not self.missing


def bulletin_particulars(
    files: Mapping[str, bytes], at: str, randomness: Callable[[int], bytes], **more: Any
) -> bytes:
    """The particulars of the act that issues these files, to be put among the blobs before it is signed.
    `at` is the time of issue with its source; `more` goes beside `files` into the content."""
    if not files:
        raise FormError("A bulletin without files cannot be sealed.", "Give the files that are issued.")
    digests = {name: sha256(content).hexdigest() for name, content in files.items()}
    content = {**more, "files": digests}
    return canon({"act": ACT, "at": at, "content": content, "salt": randomness(SALT_BYTES).hex()})


def make_seal(proof: LogProof, leaf: bytes, particulars: bytes) -> dict[str, bytes]:
    """The two files of the seal by their names; the proof comes with the leaf in it, whatever it had."""
    _named_files(_issuing(leaf), particulars)
    sealed = make_log_proof(proof.index, proof.hashes, proof.checkpoint, leaf)
    return {PARTICULARS_FILE: particulars, PROOF_FILE: sealed.to_bytes()}


def check_seal(folder: Mapping[str, bytes], policy: Policy, charter: Charter | None = None) -> Sealed:
    """What the seal in this folder (contents by name, the seal's own two files among them) says of the
    other files. `charter` holds the issuer's keys; without it the log's word stands for the signature.

    Raises FormError where there is no seal or it is not in form, ProofError where entry, proof and
    particulars do not fit each other, SignatureError where the log, a known witness or the issuer did not
    sign. Files that differ are told, not raised.
    """
    for name in (PROOF_FILE, PARTICULARS_FILE):
        if name not in folder:
            raise FormError(f"The folder has no {name}.", _AGAIN)
    proof = parse_log_proof(folder[PROOF_FILE])
    if proof.extra is None:
        raise FormError(f"{PROOF_FILE} does not bring the entry.", _AGAIN)
    entry = _issuing(proof.extra)
    proven = check_log_proof(proof, proof.extra, policy)
    if charter is not None:
        _check_author(entry, charter, proven.origin)
    named = _named_files(entry, folder[PARTICULARS_FILE])
    found = {
        name: sha256(content).hexdigest()
        for name, content in folder.items()
        if name not in (PROOF_FILE, PARTICULARS_FILE)
    }
    return Sealed(
        proven=proven,
        issuer=entry.body.party,
        leaf=entry.hash,
        signed=charter is not None,
        right=frozenset(name for name in named if found.get(name) == named[name]),
        changed=frozenset(name for name in named if name in found and found[name] != named[name]),
        missing=frozenset(named.keys() - found.keys()),
        unnamed=frozenset(found.keys() - named.keys()),
    )


def _issuing(leaf: bytes) -> Entry:
    """The entry in that leaf, if it is the act that issues a bulletin or a letter."""
    entry = read_leaf(leaf)
    if entry.body.type != "act" or entry.body.content.get("act") not in ACTS:
        raise ProofError(
            f"The entry {entry.hash[:12]}… is not the act {ACT!r}.", "A seal needs the proof of that act."
        )
    return entry


def _named_files(entry: Entry, particulars: bytes) -> dict[str, str]:
    """SHA-256 of each file by name, as the particulars of this entry tell them."""
    if len(particulars) > PARTICULARS_BYTES_MAX:
        raise FormError(f"{PARTICULARS_FILE} has {len(particulars):,} bytes.", _AGAIN)
    if sha256(particulars).hexdigest() != entry.body.content.get("particulars"):
        raise ProofError(
            f"{PARTICULARS_FILE} is not the particulars that the entry {entry.hash[:12]}… names.",
            "It was changed, or belongs to another bulletin.",
        )
    told = parse_canonical(particulars, PARTICULARS_FILE)
    if (
        type(told) is not dict
        or told.keys() != {"act", "at", "content", "salt"}
        or told["act"] != entry.body.content["act"]
    ):
        raise FormError(f"{PARTICULARS_FILE} has not exactly act, at, content and salt of its act.", _AGAIN)
    files = told["content"].get("files") if type(told["content"]) is dict else None
    if type(files) is not dict or not files or not all(map(is_hash, files.values())):
        raise FormError(f"{PARTICULARS_FILE} does not name files by their SHA-256.", _AGAIN)
    return files


def _check_author(entry: Entry, charter: Charter, origin: str) -> None:
    keys = charter.with_role("author", entry.body.party)
    known = [each for each in keys if each.fingerprint == entry.body.key]
    if charter.origin != origin or not known or not entry.is_signed_by(known[0].public, origin):
        raise SignatureError(
            f"The entry {entry.hash[:12]}… is signed by no author key of {entry.body.party} in the charter.",
            "Give the charter that was in force when it was issued; if this is it, the seal is forged.",
        )
