"""Ed25519 in the strict profile on which every verifier agrees, and the keys that sign with it.

RFC 8032 leaves open what to do with points of small order and with points that have a small-order
part, and libraries differ: on 165 of the 914 edge cases of C2SP/CCTV. Two guarantors must never
differ about one signature, so the record takes only what all of them take:

- a public key is 32 bytes, canonical, on the curve, in the subgroup of prime order, not neutral;
- a signature is 64 bytes, its S is below the group order, its R is no encoding of a small-order point;
- then the equation without cofactor must hold.

The arithmetic here serves the check of keys alone, which holds no secret; signing and the equation
are left to the library `cryptography`.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from holdfire.errors import KeyRefusedError

P = 2**255 - 19
"""The prime of the field that coordinates are in."""

L = 2**252 + 27742317777372353535851937790883648493
"""The order of the subgroup that keys must lie in; the whole curve has eight times as many points."""

D = -121665 * pow(121666, -1, P) % P
SQRT_MINUS_1 = pow(2, (P - 1) // 4, P)

Y_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
"""The y of a point of order 8: a root of D y^4 + 2 y^2 - 1, since doubling it must give y = 0."""

LOW_ORDER_R = frozenset(
    (y | sign << 255).to_bytes(32, "little")
    for y in (0, P, 1, P + 1, P - 1, Y_ORDER_8, P - Y_ORDER_8)
    for sign in (0, 1)
)
"""All 14 ways to write the eight points whose order divides 8.

Their y is 0 (order 4), 1 (order 1), -1 (order 2), or one of two values of order 8. P and P + 1 are the
non-canonical ways to write 0 and 1: no other y of these plus P still fits into 255 bits. Each comes
with both signs of x, also where x is 0 and the sign says nothing.
"""

Point = tuple[int, int, int, int]
"""A point in extended coordinates: x = X/Z, y = Y/Z, XY = ZT."""


def check_public_key(raw: bytes) -> None:
    """Raise KeyRefusedError unless the key is safe; the verdict is that of libsodium's
    crypto_core_ed25519_is_valid_point. Takes a millisecond the first time that a key is seen."""
    if why := _why_refused(raw):
        raise KeyRefusedError(
            f"The Ed25519 key {raw[:8].hex()}… {why}.",
            "Have its owner make a new key; do not enrol this one.",
        )


def is_signature(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this key signed the message, by the strict profile. Never raises; a key that
    check_public_key refuses has no signatures (that is looked up once per key and remembered)."""
    if len(signature) != 64 or signature[:32] in LOW_ORDER_R:
        return False
    if int.from_bytes(signature[32:], "little") >= L:
        return False
    key = _enrolled(public)
    if key is None:
        return False
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The secret half of an Ed25519 key. Its seed cannot be read back, printed or pickled."""

    _key: Ed25519PrivateKey = field(compare=False)
    public: bytes

    @classmethod
    def from_seed(cls, seed: bytes) -> "SigningKey":
        """The key of RFC 8032 with this seed of 32 bytes from a good source of randomness."""
        if len(seed) != 32:
            raise KeyRefusedError(f"The seed is {len(seed)} bytes long.", "Give 32 random bytes.")
        key = Ed25519PrivateKey.from_private_bytes(seed)
        return cls(key, key.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """64 bytes, always the same for the same message."""
        return self._key.sign(message)

    def __repr__(self) -> str:
        return f"SigningKey({fingerprint('ed25519', self.public)})"


def fingerprint(kind: str, public: bytes) -> str:
    """The 16 hexadecimal digits by which charter and entries name a key (record-format, section 2)."""
    return sha256(b"holdfire/key/v1\n" + kind.encode() + b"\n" + public).hexdigest()[:16]


@lru_cache(maxsize=4096)
def _why_refused(raw: bytes) -> str:
    """What is wrong with the key; empty if nothing is."""
    if len(raw) != 32:
        return f"is {len(raw)} bytes long and must be 32"
    # The topmost bit is the sign of x. A point and its mirror image have one order, so it decides nothing.
    y = int.from_bytes(raw, "little") & (1 << 255) - 1
    if y >= P:
        return "is not written in canonical form"
    if raw in LOW_ORDER_R:
        return "is a point of small order, under which many messages have one signature"
    x = _x_of(y)
    if x is None:
        return "is not a point on the curve"
    if not _in_prime_subgroup((x, y, 1, x * y % P)):
        return "has a small-order part, on which libraries disagree"
    return ""


@lru_cache(maxsize=4096)
def _enrolled(public: bytes) -> Ed25519PublicKey | None:
    """The key ready for use, None if the strict profile refuses it."""
    return None if _why_refused(public) else Ed25519PublicKey.from_public_bytes(public)


def _x_of(y: int) -> int | None:
    """One of the two x of the points with this y (RFC 8032, 5.1.3); None if there are none."""
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    for root in (x, x * SQRT_MINUS_1 % P):
        if (v * root * root - u) % P == 0:
            return root
    return None


def _in_prime_subgroup(point: Point) -> bool:
    """Whether L times the point is neutral: then its order is L, or 1."""
    total: Point = (0, 1, 1, 0)
    for bit in bin(L)[2:]:
        total = _add(total, total)
        if bit == "1":
            total = _add(total, point)
    return total[0] == 0 and total[1] == total[2]


def _add(one: Point, other: Point) -> Point:
    """The sum (RFC 8032, 5.1.4); it is complete, so it serves for doubling too."""
    a = (one[1] - one[0]) * (other[1] - other[0])
    b = (one[1] + one[0]) * (other[1] + other[0])
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2]
    e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
    return e * f % P, g * h % P, f * g % P, e * h % P
