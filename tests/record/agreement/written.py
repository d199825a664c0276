"""Keys, notes and JSON for logs at random, made from docs/record-format.md and of nothing else."""

import base64
import json
import random
from functools import lru_cache
from hashlib import sha256
from typing import Any

from both import verifier
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

ORIGIN = "agreement.example/log"
NOON = 1_700_000_000
PARTIES = ("A", "B-2", "C", "UN", "0")
ROLES = ("author", "voter", "redactor", "witness", "mirror")
EMPTY = sha256(b"").hexdigest()
ODD: list[Any] = [
    0, 1, -1, 2**53 - 1, 2**53, True, False, "", "x", "term", [], {}, ["x"], {"x": 1}, "0" * 64, "0" * 16,
    "\u00e9" * 64, "x" * 65, "x" * 200, "x" * 201, "a/b", "a\nb", "a\x7fb", "e\u0301", "\U0001f600",
    "\u1e9e", "\ud7fb", "\ue000", [[[[[[[1]]]]]]], [[[[[[]]]]]], [[[[[[[[]]]]]]]],
    "\u2028", "\u212b", "\ufdd0",
]  # fmt: skip


def canon(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def hash_of(leaf: bytes) -> str:
    return sha256(b"\0" + leaf).hexdigest()


Signer = tuple[str, str, int]
"""Party, role and number of a key; every seed follows from it."""


@lru_cache(None)
def private(signer: Signer) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(sha256(repr(signer).encode()).digest())


@lru_cache(None)
def public(signer: Signer) -> bytes:
    if signer[1] == "reader":
        secret = X25519PrivateKey.from_private_bytes(sha256(repr(signer).encode()).digest())
        return secret.public_key().public_bytes_raw()
    return private(signer).public_key().public_bytes_raw()


@lru_cache(None)
def public_of(signer: Signer) -> bytes:
    """The same; a `twin` is the X25519 key made from an author's, and `small` one that hides nothing."""
    if signer[1] == "small":
        return bytes(32)
    if signer[1] == "twin":
        y = int.from_bytes(public((signer[0], "author", signer[2])), "little") & (1 << 255) - 1
        return bytes(verifier().as_x25519(y))
    return public(signer)


@lru_cache(None)
def name_of(signer: Signer) -> str:
    kind = b"x25519" if signer[1] == "reader" else b"ed25519"
    return sha256(b"holdfire/key/v1\n" + kind + b"\n" + public(signer)).hexdigest()[:16]


@lru_cache(None)
def enrolment(signer: Signer) -> dict[str, str]:
    party, role, copy = signer
    raw, role = public_of(signer).hex(), "reader" if role in ("twin", "small") else role
    kind = "x25519" if role == "reader" else "ed25519"
    parts = ["holdfire/possession/v1", ORIGIN, party, role, kind, raw, ""]
    proof = private((party, "author", copy) if role == "reader" else signer).sign("\n".join(parts).encode())
    return {"kind": kind, "party": party, "proof": proof.hex(), "public": raw, "role": role}


def vkey(name: str, kind: int, raw: bytes) -> str:
    key_id = sha256(name.encode() + b"\n" + bytes([kind]) + raw).hexdigest()[:8]
    return f"{name}+{key_id}+{b64(bytes([kind]) + raw)}"


def note(chance: random.Random, origin: str, size: int, root: bytes, host: Signer, lines: list[Any]) -> str:
    """A checkpoint with the host's line and those of (signer, time)."""
    text = f"{origin}\n{size}\n{b64(root)}\n"

    def line(name: str, kind: int, raw: bytes, signed: bytes) -> str:
        return f"\u2014 {name} {b64(bytes.fromhex(vkey(name, kind, raw).split('+')[1]) + signed)}\n"

    told = [line(origin, 1, public(host), private(host).sign(text.encode()))]
    for signer, moment in lines:
        signed = private(signer).sign(f"cosignature/v1\ntime {moment}\n{text}".encode())
        name = f"{origin}/{signer[1]}/{signer[0]}"
        told.append(line(name, 4, public(signer), (moment % 2**64).to_bytes(8, "big") + signed))
    if chance.random() < 0.1:
        chance.shuffle(told)
    return text + "\n" + "".join(told)


def places(value: Any, place: tuple[Any, ...] = ()) -> Any:
    for key, each in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield (*place, key)
        yield from places(each, (*place, key))


def bent(chance: random.Random, value: Any) -> Any:
    """The value with one place of it changed, taken out, doubled or put elsewhere."""
    found = list(places(value))
    if not found:
        return chance.choice(ODD)
    place = chance.choice(found)
    copied = json.loads(json.dumps(value))
    at = copied
    for step in place[:-1]:
        at = at[step]
    last, how = place[-1], chance.randrange(6)
    if how == 0 and isinstance(at, dict):
        del at[last]
    elif how == 1 and isinstance(at, dict):
        at[chance.choice(["x", "", "\u00e9", "zz"])] = chance.choice(ODD)
    elif how == 2 and isinstance(at, list):
        at.insert(chance.randrange(len(at) + 1), chance.choice(at))
    elif how == 3 and isinstance(at[last], str) and at[last]:
        n = chance.randrange(len(at[last]))
        at[last] = at[last][:n] + chance.choice("0aA=/\u00e9 \n") + at[last][n + 1 :]
    elif how == 4 and type(at[last]) is int:
        at[last] += chance.choice([-1, 1, 2])
    else:
        at[last] = chance.choice(ODD)
    return copied
