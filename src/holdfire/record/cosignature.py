"""Cosignatures (c2sp.org/tlog-cosignature): witnesses saying when a checkpoint was the latest they knew.

Two kinds: Ed25519 (0x04) for today, and ML-DSA-44 (0x06), which a quantum computer does not break and
which also binds the witness's name. Both sign the time with the checkpoint.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from holdfire.errors import FormError, KeyRefusedError
from holdfire.record.checkpoint import Checkpoint, SignedCheckpoint
from holdfire.record.ed25519 import SigningKey, fingerprint, is_signature
from holdfire.record.note import (
    COSIGNATURE_ED25519,
    COSIGNATURE_ML_DSA_44,
    NoteSignature,
    VerifierKey,
    claimed_by,
    forged,
    key_id,
)

COSIGNATURE_KINDS = frozenset({COSIGNATURE_ED25519, COSIGNATURE_ML_DSA_44})
SIGNATURE_BYTES = {COSIGNATURE_ED25519: 64, COSIGNATURE_ML_DSA_44: 2420}
TIME_LIMIT = 2**63


@dataclass(frozen=True, slots=True)
class MlDsaKey:
    """The secret half of an ML-DSA-44 key (FIPS 204). Its seed cannot be read back, printed or pickled."""

    _key: MLDSA44PrivateKey = field(compare=False)
    public: bytes

    @classmethod
    def from_seed(cls, seed: bytes) -> "MlDsaKey":
        """The key of FIPS 204 with this seed of 32 bytes from a good source of randomness."""
        if len(seed) != 32:
            raise KeyRefusedError(f"The seed is {len(seed)} bytes long.", "Give 32 random bytes.")
        key = MLDSA44PrivateKey.from_seed_bytes(seed)
        return cls(key, key.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """2,420 bytes, others each time: the library signs in the hedged way."""
        return self._key.sign(message)

    def __repr__(self) -> str:
        return f"MlDsaKey({fingerprint('ml-dsa-44', self.public)})"


WitnessKey: TypeAlias = SigningKey | MlDsaKey


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A verified cosignature: the witness by the name we know it under, its key, and the time that it
    signed, in seconds since 1970 (UTC, without leap seconds). The time is the witness's own word."""

    name: str
    key: VerifierKey
    time: int


def witness_vkey(name: str, key: WitnessKey) -> VerifierKey:
    """The public half under which others verify this witness's cosignatures."""
    return VerifierKey(name, _kind(key), key.public)


def cosign(checkpoint: Checkpoint, name: str, key: WitnessKey, posix_time: int) -> NoteSignature:
    """The witness's line for this checkpoint. The caller makes sure that the witness never cosigned
    another history, and has put this size on disk before it hands the line out."""
    if not 0 < posix_time < TIME_LIMIT:
        raise FormError(
            f"A cosignature cannot carry the time {posix_time}.", "Give seconds since 1970, above 0."
        )
    kind = _kind(key)
    signature = key.sign(signed_message(kind, checkpoint, name, posix_time))
    return NoteSignature(name, key_id(name, kind, key.public), posix_time.to_bytes(8, "big") + signature)


def signed_message(kind: int, checkpoint: Checkpoint, name: str, posix_time: int) -> bytes:
    """The octets that a cosignature of this kind signs."""
    if kind == COSIGNATURE_ED25519:
        return f"cosignature/v1\ntime {posix_time}\n{checkpoint.text()}".encode()
    cosigner, origin = name.encode(), checkpoint.origin.encode()
    return b"".join(
        (
            b"subtree/v1\n\0",
            bytes([len(cosigner)]) + cosigner,
            posix_time.to_bytes(8, "big"),
            bytes([len(origin)]) + origin,
            (0).to_bytes(8, "big"),
            checkpoint.size.to_bytes(8, "big"),
            checkpoint.root,
        )
    )


def check_cosignatures(
    signed: SignedCheckpoint, witness_keys: Mapping[str, VerifierKey]
) -> list[Cosignature]:
    """The verified cosignatures by these witnesses, in the order of `witness_keys`; possibly none.

    A witness counts once; of several times that it signed, the earliest stands. Raises SignatureError
    if one cosignature by a known key fails, and KeyRefusedError if the keys themselves cannot be meant.
    """
    names = _names_by_key(witness_keys)
    times: dict[VerifierKey, int] = {}
    for line, key in claimed_by(signed.note, witness_keys.values()):
        posix_time = _time_signed(signed.checkpoint, line, key)
        if posix_time is None:
            raise forged(key.name)
        times[key] = min(posix_time, times.get(key, posix_time))
    return [Cosignature(name, key, times[key]) for key, name in names.items() if key in times]


def _names_by_key(witness_keys: Mapping[str, VerifierKey]) -> dict[VerifierKey, str]:
    names: dict[VerifierKey, str] = {}
    owners: dict[bytes, str] = {}
    for name, key in witness_keys.items():
        if key.kind not in COSIGNATURE_KINDS:
            raise KeyRefusedError(
                f"The key of the witness {name!r} is of type {key.kind:#04x}.",
                "Give a key for cosignatures, of type 0x04 or 0x06.",
            )
        if key.public in owners:
            raise KeyRefusedError(
                f"The witnesses {owners[key.public]!r} and {name!r} have the same key.",
                "One key counts once: take one of them out.",
            )
        owners[key.public] = names[key] = name
    return names


def _time_signed(checkpoint: Checkpoint, line: NoteSignature, key: VerifierKey) -> int | None:
    """The time in this cosignature if it is the key's; None if it is not."""
    if len(line.signature) != 8 + SIGNATURE_BYTES[key.kind]:
        return None
    posix_time, signature = int.from_bytes(line.signature[:8], "big"), line.signature[8:]
    # A time of 0 would be a statement about a subtree: it does not say that this was the latest.
    if not 0 < posix_time < TIME_LIMIT:
        return None
    message = signed_message(key.kind, checkpoint, key.name, posix_time)
    if key.kind == COSIGNATURE_ED25519:
        return posix_time if is_signature(key.public, message, signature) else None
    try:
        _ml_dsa(key.public).verify(signature, message)
    except InvalidSignature:
        return None
    return posix_time


def _kind(key: WitnessKey) -> int:
    return COSIGNATURE_ED25519 if isinstance(key, SigningKey) else COSIGNATURE_ML_DSA_44


@lru_cache(maxsize=256)
def _ml_dsa(public: bytes) -> MLDSA44PublicKey:
    return MLDSA44PublicKey.from_public_bytes(public)
