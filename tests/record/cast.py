"""A fixed cast for tests of the joint record: who keeps it, with which keys, and a log to play with.

RU, TR and IR guarantee, the UN hosts the log, OB observes. Each of them has one key for each role, made
from its name, so that every run gives the same bytes. A worked case reads

    log = Log()                                     # entry 0 is the charter
    turkey = log.scribe("TR")
    proposal = log.add(turkey.proposal("line", TEXT))
    log.add(log.scribe("RU").vote(proposal, "consent"))
    note = log.cosigned(by=("RU", "TR", "IR", "UN"))

Bytes of blobs are kept in `log.blobs` by their SHA-256; a leaf only names them.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from holdfire.errors import FormError
from holdfire.record.approvals import approve
from holdfire.record.charter import Charter, Party, mirror_name, witness_name
from holdfire.record.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.cosignature import cosign, witness_vkey
from holdfire.record.ed25519 import SigningKey, fingerprint
from holdfire.record.entry import Body, Entry, read_leaf, write_leaf
from holdfire.record.fold import fold
from holdfire.record.log_proof import LogProof, make_log_proof
from holdfire.record.note import ED25519, NoteSignature, VerifierKey
from holdfire.record.possession import Enrolment, possession_text
from holdfire.record.profile import canon
from holdfire.record.rulings.charters import as_content
from holdfire.record.state import State
from holdfire.record.tree import (
    EMPTY_ROOT,
    MemoryHashes,
    leaf_hash,
    prove_consistency,
    prove_inclusion,
    root_of,
)

ORIGIN = "record.example/astana"
GUARANTORS = ("RU", "TR", "IR")
PARTIES = ("RU", "TR", "IR", "UN", "OB")
NAMES = {
    "RU": "Russian Federation",
    "TR": "Republic of Türkiye",
    "IR": "Islamic Republic of Iran",
    "UN": "United Nations",
    "OB": "Observer",
}
STANDINGS = dict.fromkeys(GUARANTORS, "guarantor") | {"UN": "un", "OB": "observer"}
SIGNING_ROLES = ("author", "voter", "redactor", "witness", "mirror")
QUORUM = ("RU", "TR", "IR", "UN")
NOON = 1_493_899_200
"""4 May 2017, 12:00 UTC: the day of the memorandum on de-escalation areas."""


def _seed(party: str, role: str) -> bytes:
    return sha256(f"holdfire test {party} {role}".encode()).digest()


def key(party: str, role: str) -> SigningKey:
    """The party's signing key in that role; also for strangers, whom no charter knows."""
    return SigningKey.from_seed(_seed(party, role))


def fingerprint_of(party: str, role: str) -> str:
    return fingerprint("ed25519", key(party, role).public)


def reader(party: str) -> X25519PrivateKey:
    """The key with which the party opens confidential files."""
    return X25519PrivateKey.from_private_bytes(_seed(party, "reader"))


HOST = key("UN", "host")
HOST_VKEY = VerifierKey(ORIGIN, ED25519, HOST.public)


def enrolment(party: str, role: str, origin: str = ORIGIN, secret: SigningKey | None = None) -> Enrolment:
    """The party's key of that role with its proof of possession; `secret`: another key than the cast's."""
    if role == "reader":
        public = reader(party).public_key().public_bytes_raw()
        signer, kind = key(party, "author"), "x25519"
    else:
        signer = secret or key(party, role)
        public, kind = signer.public, "ed25519"
    text = possession_text(origin, party, role, kind, public)
    return Enrolment(party, role, kind, public, signer.sign(text))


def policy(members: Iterable[str], needed: str, origin: str = ORIGIN, host: SigningKey = HOST) -> str:
    """A tlog-policy of the parties' witnesses, `needed` of which ("all", "4") make the quorum."""
    names = list(members)
    keys = [witness_vkey(witness_name(origin, each), key(each, "witness")).text() for each in names]
    return "\n".join(
        [
            f"log {VerifierKey(origin, ED25519, host.public).text()}",
            *(f"witness {name} {vkey}" for name, vkey in zip(names, keys, strict=True)),
            f"group q {needed} {' '.join(names)}",
            "quorum q",
            "",
        ]
    )


def charter(origin: str = ORIGIN, **changed: Any) -> Charter:
    """Version 0 of the charter, or what is made of it by changing these fields."""
    enrolled = [enrolment(party, role, origin) for party in PARTIES for role in (*SIGNING_ROLES, "reader")]
    enrolled.append(enrolment("UN", "host", origin))
    first = Charter(
        origin=origin,
        title="Memorandum on the creation of de-escalation areas",
        version=0,
        previous="",
        parties=tuple(Party(each, NAMES[each], STANDINGS[each]) for each in sorted(PARTIES)),
        keys=in_order(enrolled),
        joint=policy(GUARANTORS, "all", origin),
        witnessed=policy(PARTIES, "4", origin),
        mirrors=2,
        charter_threshold=3,
        redaction_threshold=2,
        schemas={},
    )
    return replace(first, **changed)


def in_order(enrolled: Iterable[Enrolment]) -> tuple[Enrolment, ...]:
    """The enrolments as a charter lists them."""
    return tuple(sorted(enrolled, key=lambda each: (each.party, each.role, each.kind, each.public.hex())))


def charter_content(made: Charter, by: Iterable[str] = GUARANTORS) -> dict[str, Any]:
    """The content of the entry that brings this charter, approved by these parties' author keys."""
    return as_content(
        made, [approve(made, fingerprint_of(each, "author"), key(each, "author")) for each in by]
    )


@dataclass
class Scribe:
    """Writes the entries of one party; keeps the number and the hash of its feed. `seen` and `clock`
    (claimed time, which goes on by a minute an entry) are put into each entry."""

    party: str
    origin: str = ORIGIN
    seq: int = 0
    prev: str = ""
    seen: tuple[int, str] = (0, EMPTY_ROOT.hex())
    clock: int = NOON
    blobs: dict[str, bytes] = field(default_factory=dict)
    """Files that the entries brought, by SHA-256."""

    def write(self, kind: str, content: Mapping[str, Any], role: str = "author", **more: Any) -> bytes:
        """The next leaf of the feed, signed by the party's key of that role; `more` are fields of Body."""
        secret = more.pop("secret", None) or key(self.party, role)
        body = Body(
            **{
                "party": self.party,
                "key": fingerprint("ed25519", secret.public),
                "seq": self.seq,
                "prev": self.prev,
                "type": kind,
                "content": content,
                "t_claimed": self.clock,
                "seen": self.seen,
            }
            | more
        )
        leaf = write_leaf(body, self.origin, secret)
        self.seq, self.prev, self.clock = body.seq + 1, hash_of(leaf), self.clock + 60
        return leaf

    def file(self, content: bytes) -> str:
        """Keep a file for the entries to come; gives its SHA-256."""
        name = sha256(content).hexdigest()
        self.blobs[name] = content
        return name

    def charter(self, made: Charter | None = None, by: Iterable[str] = GUARANTORS) -> bytes:
        made = made or charter(self.origin)
        return self.write("charter", charter_content(made, by))

    def act(
        self, act: str = "intake", content: Mapping[str, Any] | None = None, public: bool = False
    ) -> bytes:
        """An act; its particulars are kept among the blobs."""
        salt = sha256(f"{self.party} {self.seq}".encode()).hexdigest()[:32]
        told = {"act": act, "at": "2017-05-04T12:00Z", "content": dict(content or {}), "salt": salt}
        name = self.file(canon(told))
        return self.write("act", {"act": act, "particulars": name, "public": public}, blobs=(name,))

    def proposal(self, subject: str, text: bytes, deadline: int = 0, until: int = 0) -> bytes:
        name = self.file(text)
        content = {"deadline": deadline, "subject": subject, "text": name, "until": until}
        return self.write("proposal", content, blobs=(name,))

    def vote(self, proposal: bytes, vote: str = "consent", version: int = 0) -> bytes:
        text = read_leaf(proposal).body.content["text"]
        content = {"charter": version, "text": text, "vote": vote}
        return self.write("vote", content, "voter", refs=(hash_of(proposal),))

    def attest(self, size: int, state: bytes) -> bytes:
        return self.write("attest", {"size": size, "state": state.hex()})

    def time(self, checkpoint: bytes) -> bytes:
        return self.write("time", {"checkpoint": checkpoint.decode()})

    def redact(self, target: bytes, *blobs: str, ground: str = "names a witness") -> bytes:
        named = sorted(blobs or read_leaf(target).body.blobs)
        return self.write("redact", {"blobs": named, "ground": ground}, "redactor", refs=(hash_of(target),))

    def approve(self, redact: bytes) -> bytes:
        return self.write("approve", {}, "redactor", refs=(hash_of(redact),))

    def erased(self, redact: bytes) -> bytes:
        named = read_leaf(redact).body.content["blobs"]
        return self.write("erased", {"blobs": named}, refs=(hash_of(redact),))

    def revoke(self, role: str, reason: str = "the device was lost") -> bytes:
        return self.write("revoke", {"key": fingerprint_of(self.party, role), "reason": reason})

    def evidence(self, kind: str, content: bytes) -> bytes:
        name = self.file(content)
        return self.write("evidence", {"kind": kind, "sha256": name}, blobs=(name,))


def hash_of(leaf: bytes) -> str:
    """The leaf hash in hex."""
    return leaf_hash(leaf).hex()


class Log:
    """A log in memory: leaves, their tree, one scribe for each party, and the host's key."""

    def __init__(self, origin: str = ORIGIN, made: Charter | None = None) -> None:
        self.origin = origin
        self.leaves: list[bytes] = []
        self.hashes = MemoryHashes()
        self.blobs: dict[str, bytes] = {}
        self.scribes = {each: Scribe(each, origin, blobs=self.blobs) for each in PARTIES}
        self.add(self.scribe("RU").charter(made))

    def scribe(self, party: str) -> Scribe:
        return self.scribes[party]

    def add(self, *leaves: bytes) -> bytes:
        """Log these leaves, whatever they are; gives the last one."""
        for leaf in leaves:
            self.leaves.append(leaf)
            self.hashes.append(leaf_hash(leaf))
        return self.leaves[-1]

    def fill(self, size: int, act: str = "intake") -> "Log":
        """Acts of all parties in turn until the log has that size."""
        while self.size < size:
            self.add(self.scribe(PARTIES[self.size % len(PARTIES)]).act(act))
        return self

    def branch(self, size: int) -> "Log":
        """Another history of the same log, which has the first `size` entries in common with this one. Its
        scribes' clocks are a second ahead, so nothing they write is the same."""
        other = Log.__new__(Log)
        other.origin, other.leaves, other.hashes, other.blobs = self.origin, [], MemoryHashes(), {}
        other.scribes = {each: Scribe(each, self.origin, blobs=other.blobs) for each in PARTIES}
        other.blobs |= self.blobs
        for leaf in self.leaves[:size]:
            other.add(leaf)
            body = read_leaf(leaf).body
            scribe = other.scribe(body.party)
            scribe.seq, scribe.prev, scribe.clock = body.seq + 1, hash_of(leaf), body.t_claimed + 61
        return other

    @property
    def size(self) -> int:
        return len(self.leaves)

    def root(self, size: int | None = None) -> bytes:
        return root_of(self.hashes, self.size if size is None else size)

    def checkpoint(self, size: int | None = None) -> bytes:
        """The note of a checkpoint of that size (now), signed by the log alone."""
        size = self.size if size is None else size
        return sign_checkpoint(Checkpoint(self.origin, size, self.root(size)), HOST)

    def cosigned(
        self,
        size: int | None = None,
        by: Iterable[str] = QUORUM,
        times: int | Mapping[str, int] = NOON,
        mirrors: Iterable[str] = (),
    ) -> bytes:
        """The same note with cosignatures of these parties' witnesses and mirrors, at these times (of
        party, or one for all)."""
        signed = parse_checkpoint(self.checkpoint(size))
        lines: list[NoteSignature] = []
        for role, name, parties in (("witness", witness_name, by), ("mirror", mirror_name, mirrors)):
            for each in parties:
                at = times if isinstance(times, int) else times[each]
                lines.append(cosign(signed.checkpoint, name(self.origin, each), key(each, role), at))
        return signed.with_signatures(*lines).to_bytes()

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        return prove_inclusion(self.hashes, index, self.size if size is None else size)

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        return prove_consistency(self.hashes, old, self.size if new is None else new)

    def proof(self, index: int, note: bytes | None = None) -> LogProof:
        """The proof file of that entry under the note (a cosigned checkpoint of now), leaf in `extra`."""
        note = note or self.cosigned()
        size = parse_checkpoint(note).checkpoint.size
        return make_log_proof(index, tuple(self.inclusion(index, size)), note, self.leaves[index])

    def tile(self, level: int, n: int, width: int = 256) -> bytes:
        """A tile, as a store of this log would give it."""
        return b"".join(self.hashes.node(8 * level, 256 * n + at) for at in range(width))

    def entries(self, start: int, end: int) -> list[bytes]:
        return self.leaves[start:end]

    def state(self, size: int | None = None) -> State:
        """What the first `size` entries (all) amount to."""
        places: dict[str, tuple[int, Entry]] = {}
        for at, leaf in enumerate(self.leaves):
            with suppress(FormError):
                places[hash_of(leaf)] = (at, read_leaf(leaf))
        state = State()
        fold(state, self.leaves[:size], places.get)
        return state
