"""Small joint records made from docs/record-format.md alone, to try the verifier on: keys, leaves, tars.

Nothing here comes from Holdfire: the specification is the only thing both sides share.
"""

import base64
import gzip
import hashlib
import io
import json
import tarfile
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ORIGIN = "records.example/truce"
NOON = 1_700_000_000
GUARANTORS = ("IRN", "RUS", "TUR")


def canon(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def leaf_hash(leaf: bytes) -> bytes:
    return sha(b"\0" + leaf)


def tree_hash(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word; `leaves` are leaf hashes."""
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha(b"\1" + tree_hash(leaves[:k]) + tree_hash(leaves[k:]))


def split(n: int) -> int:
    """The largest power of two below n."""
    return 1 << ((n - 1).bit_length() - 1)


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    """RFC 6962, section 2.1.1."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), tree_hash(leaves[k:])]
    return [*path(m - k, leaves[k:]), tree_hash(leaves[:k])]


def consistency(m: int, leaves: list[bytes], whole: bool = True) -> list[bytes]:
    """RFC 6962, section 2.1.2."""
    n = len(leaves)
    if m == n:
        return [] if whole else [tree_hash(leaves)]
    k = split(n)
    if m <= k:
        return [*consistency(m, leaves[:k], whole), tree_hash(leaves[k:])]
    return [*consistency(m - k, leaves[k:], False), tree_hash(leaves[:k])]


@dataclass(frozen=True)
class Signer:
    party: str
    role: str
    copy: int = 0

    @property
    def private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(sha(f"{self.party}/{self.role}/{self.copy}".encode()))

    @property
    def kind(self) -> str:
        return "x25519" if self.role == "reader" else "ed25519"

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @property
    def fingerprint(self) -> str:
        return sha(b"holdfire/key/v1\n" + self.kind.encode() + b"\n" + self.public)[:8].hex()

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)

    def enrolment(self) -> dict[str, str]:
        parts = ["holdfire/possession/v1", ORIGIN, self.party, self.role, self.kind, self.public.hex(), ""]
        by = Signer(self.party, "author", self.copy) if self.role == "reader" else self
        proof = by.sign("\n".join(parts).encode()).hex()
        return {
            "kind": self.kind,
            "party": self.party,
            "proof": proof,
            "public": self.public.hex(),
            "role": self.role,
        }


def vkey(name: str, kind: int, public: bytes) -> str:
    key_id = sha(name.encode() + b"\n" + bytes([kind]) + public)[:4]
    return f"{name}+{key_id.hex()}+{b64(bytes([kind]) + public)}"


HOST = Signer("UN", "host")


def note_line(name: str, kind: int, public: bytes, signed: bytes) -> str:
    key_id = sha(name.encode() + b"\n" + bytes([kind]) + public)[:4]
    return f"\u2014 {name} {b64(key_id + signed)}\n"


def checkpoint(size: int, root: bytes, cosigners: list[tuple[Signer, int]], host: Signer = HOST) -> str:
    text = f"{ORIGIN}\n{size}\n{b64(root)}\n"
    lines = note_line(ORIGIN, 1, host.public, host.sign(text.encode()))
    for signer, moment in cosigners:
        signed = signer.sign(f"cosignature/v1\ntime {moment}\n{text}".encode())
        name = f"{ORIGIN}/{signer.role}/{signer.party}"
        lines += note_line(name, 4, signer.public, moment.to_bytes(8, "big") + signed)
    return f"{text}\n{lines}"


def policy(names: list[str], k: str, host: Signer = HOST) -> str:
    lines = [f"log {vkey(ORIGIN, 1, host.public)}"]
    for name in names:
        key = Signer(name, "witness").public
        lines.append(f"witness {name} {vkey(f'{ORIGIN}/witness/{name}', 4, key)}")
    return "\n".join([*lines, f"group all-of-them {k} {' '.join(names)}", "quorum all-of-them", ""])


def charter(version: int = 0, previous: str = "", authors: int = 0, **changes: Any) -> dict[str, Any]:
    """The inner charter; `authors` chooses which copy of the author keys it enrols."""
    signers = [HOST, Signer("UN", "witness"), Signer("UN", "author"), Signer("UN", "mirror")]
    for party in GUARANTORS:
        signers += [Signer(party, role) for role in ("voter", "redactor", "witness", "mirror")]
        signers.append(Signer(party, "author", authors))
    keys = [signer.enrolment() for signer in signers]
    keys.sort(key=lambda e: [e[part] for part in ("party", "role", "kind", "public")])
    parties = [{"name": f"State of {p}", "party": p, "standing": "guarantor"} for p in GUARANTORS]
    return {
        "form": "holdfire/charter/v1",
        "keys": keys,
        "origin": ORIGIN,
        "parties": [*parties, {"name": "United Nations", "party": "UN", "standing": "un"}],
        "policy": {
            "joint": policy(list(GUARANTORS), "all"),
            "mirrors": 1,
            "witnessed": policy([*GUARANTORS, "UN"], "3"),
        },
        "previous": previous,
        "rules": {
            "decisions": "consensus of guarantors",
            "ed25519": "strict 1",
            "silence": "is not consent",
        },
        "schemas": {},
        "thresholds": {"charter": 2, "redaction": 2},
        "title": "A truce",
        "version": version,
        **changes,
    }


def approvals(inner: dict[str, Any], signers: list[Signer]) -> list[dict[str, str]]:
    message = b"holdfire/charter/v1\n" + ORIGIN.encode() + b"\n" + canon(inner)
    made = [{"key": s.fingerprint, "sig": b64(s.sign(message))} for s in signers]
    return sorted(made, key=lambda each: each["key"])


def charter_content(inner: dict[str, Any], signers: list[Signer]) -> dict[str, Any]:
    return {"approvals": approvals(inner, signers), "charter": inner}


AUTHORS = [Signer(party, "author") for party in GUARANTORS]
FIRST = charter_content(charter(), AUTHORS)


def signed_leaf(body: dict[str, Any], signer: Signer) -> bytes:
    message = b"holdfire/entry/v1\n" + ORIGIN.encode() + b"\n" + canon(body)
    return canon({"b": body, "s": [{"k": signer.fingerprint, "sig": b64(signer.sign(message))}]})


@dataclass
class Log:
    """A log in the making. `put` signs an entry, logs it, and takes it for the party's last (unless told)."""

    leaves: list[bytes] = field(default_factory=list)
    feeds: dict[str, tuple[int, str]] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.put("charter", FIRST, Signer("UN", "author"))

    @property
    def hashes(self) -> list[bytes]:
        return [leaf_hash(leaf) for leaf in self.leaves]

    def root(self, size: int | None = None) -> bytes:
        return tree_hash(self.hashes[:size])

    def blob(self, raw: bytes) -> str:
        self.blobs[sha(raw).hex()] = raw
        return sha(raw).hex()

    def leaf(self, kind: str, content: Any, signer: Signer, **changes: Any) -> bytes:
        following, last = self.feeds.get(signer.party, (0, ""))
        body = {
            "blobs": [],
            "content": content,
            "digests": [],
            "key": signer.fingerprint,
            "party": signer.party,
            "prev": last,
            "refs": [],
            "seen": [0, sha(b"").hex()],
            "seq": following,
            "t_claimed": NOON + len(self.leaves),
            "type": kind,
            **changes,
        }
        return signed_leaf(body, signer)

    def put(self, kind: str, content: Any, signer: Signer, valid: bool = True, **changes: Any) -> str:
        leaf = self.leaf(kind, content, signer, **changes)
        self.leaves.append(leaf)
        digest = leaf_hash(leaf).hex()
        if valid:
            self.feeds[signer.party] = (self.feeds.get(signer.party, (0, ""))[0] + 1, digest)
        return digest

    def act(self, party: str, name: str = "report", public: bool = True, **changes: Any) -> str:
        raw = canon({"act": name, "at": NOON, "content": {"n": len(self.leaves)}, "salt": "00" * 16})
        blob = self.blob(raw)
        content = {"act": name, "particulars": blob, "public": public}
        return self.put("act", content, Signer(party, "author"), blobs=[blob], **changes)

    def proposal(self, party: str, subject: str, deadline: int = 0, until: int = 0) -> str:
        blob = self.blob(f"We propose {subject} {len(self.leaves)}".encode())
        content = {"deadline": deadline, "subject": subject, "text": blob, "until": until}
        return self.put("proposal", content, Signer(party, "author"), blobs=[blob])

    def vote(self, party: str, target: str, vote: str = "consent", valid: bool = True, **changes: Any) -> str:
        (leaf,) = [leaf for leaf in self.leaves if leaf_hash(leaf).hex() == target]
        text = json.loads(leaf)["b"]["content"]["text"]
        content = {"charter": 0, "text": text, "vote": vote, **changes}
        return self.put("vote", content, Signer(party, "voter"), valid, refs=[target])

    def point(self, size: int | None = None, cosigners: Any = None, moment: int = NOON + 500) -> str:
        size = len(self.leaves) if size is None else size
        if cosigners is None:
            cosigners = [*GUARANTORS]
        pairs = [(Signer(p, "witness"), moment + 10 * i) for i, p in enumerate(cosigners)]
        return checkpoint(size, self.root(size), pairs)

    def time(self, moment: int, cosigners: Any = None, size: int | None = None, valid: bool = True) -> str:
        return self.put(
            "time", {"checkpoint": self.point(size, cosigners, moment)}, Signer("UN", "author"), valid
        )

    def proof(self, index: int, point: str | None = None, extra: bool = True) -> bytes:
        point = point or self.point()
        size = int(point.split("\n")[1])
        lines = ["c2sp.org/tlog-proof@v1"]
        lines += [f"extra {b64(self.leaves[index])}"] if extra else []
        lines += [f"index {index}", *(b64(h) for h in path(index, self.hashes[:size]))]
        return ("\n".join(lines) + "\n\n" + point).encode()

    def logged(self, index: int, size: int | None = None) -> dict[str, Any]:
        """An entry as evidence lists it."""
        hashes = self.hashes[: size or len(self.leaves)]
        proof = [b64(each) for each in path(index, hashes)]
        return {"index": index, "leaf": b64(self.leaves[index]), "proof": proof}

    def evidence(self, kind: str, **further: Any) -> dict[str, Any]:
        value = {"charters": [self.logged(0)], "form": "holdfire/evidence/v1", "kind": kind, "origin": ORIGIN}
        return {**value, **further}

    def files(
        self, point: str | None = None, start: int = 0, cosigned: tuple[str, ...] = ()
    ) -> list[tuple[str, bytes]]:
        """The members of a bundle, in order."""
        size = len(self.leaves)
        head = {"form": "holdfire/bundle/v1", "from": start, "origin": ORIGIN, "size": size}
        files = [("bundle.json", canon(head)), ("checkpoint", (point or self.point()).encode())]
        files += [(f"cosigned/{each.split(chr(10))[1]}", each.encode()) for each in cosigned]
        for at in range(start // 256 * 256, size if start < size else 0, 256):
            part = self.leaves[at : at + 256]
            raw = b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in part)
            files.append((tile_name("entries", at // 256, len(part)), raw))
        layer, level = self.hashes, 0
        while layer:
            for at in range(start >> 8 * (level + 1) << 8, len(layer), 256):
                part = layer[at : at + 256]
                files.append((tile_name(str(level), at // 256, len(part)), b"".join(part)))
            whole = len(layer) // 256 * 256
            layer, level = [tree_hash(layer[at : at + 256]) for at in range(0, whole, 256)], level + 1
        return files + [(f"blobs/{name}", raw) for name, raw in sorted(self.blobs.items())]


def tile_name(level: str, n: int, width: int) -> str:
    name = f"{n % 1000:03}"
    while n >= 1000:
        n //= 1000
        name = f"x{n % 1000:03}/{name}"
    return f"tile/{level}/{name}" + (f".p/{width}" if width < 256 else "")


def tar(files: list[tuple[str, bytes]], zipped: bool = False) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, raw in files:
            member = tarfile.TarInfo(name)
            member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw))
    return gzip.compress(made.getvalue(), mtime=0) if zipped else made.getvalue()
