"""Enrolling a key: the proof that whoever names a key also holds it, and that no key serves twice.

Without that proof a party could enrol another's key as its own and claim its signatures, or count one
witness twice. The key signs a text of its own that names log, party, role and kind
(docs/record-format.md, section 2), so a proof made for one charter or duty serves no other; it cannot be
taken for a checkpoint, whose second line is a number.

A reader's key (X25519) cannot sign. The party's author key vouches for it over the same text. That shows
who answers for the key, not who holds it: a party that enrols a key it does not hold only locks itself out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from holdfire.errors import FormError, KeyRefusedError
from holdfire.record.ed25519 import P, check_public_key, is_signature
from holdfire.record.key_file import ORIGIN, PARTY, PUBLIC_BYTES, ROLES, PrivateKey, is_hex, key_fingerprint

PROOF_BYTES = {"ed25519": 64, "ml-dsa-44": 2420, "x25519": 64}
_FIELDS = {"kind", "party", "proof", "public", "role"}


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A public key as it stands in a charter: whose, for which duty, and the proof of possession."""

    party: str
    role: str
    kind: str
    public: bytes
    proof: bytes

    @property
    def fingerprint(self) -> str:
        return key_fingerprint(self.kind, self.public)

    @property
    def plain(self) -> dict[str, str]:
        """The enrolment as a charter writes it."""
        return {
            "kind": self.kind,
            "party": self.party,
            "proof": self.proof.hex(),
            "public": self.public.hex(),
            "role": self.role,
        }


def read_enrolment(fields: object) -> Enrolment:
    """The enrolment written in these fields. FormError where they are none; nothing is verified yet."""
    if not isinstance(fields, Mapping) or set(fields) != _FIELDS:
        raise FormError(f"An enrolment must have exactly {', '.join(sorted(_FIELDS))}.", _ANEW)
    party, role, kind = (
        fields[key] if isinstance(fields[key], str) else "" for key in ("party", "role", "kind")
    )
    if not PARTY.fullmatch(party) or kind not in ROLES.get(role, ()):
        raise FormError(
            "An enrolment names no party, no role, or a kind of key that role cannot have.", _ANEW
        )
    public, proof = fields["public"], fields["proof"]
    if not is_hex(public, PUBLIC_BYTES[kind]) or not is_hex(proof, PROOF_BYTES[kind]):
        raise FormError(
            f"The enrolment of {party} as {role} has a key or proof of the wrong length for {kind}.", _ANEW
        )
    return Enrolment(party, role, kind, bytes.fromhex(public), bytes.fromhex(proof))


_ANEW = "Write it with holdfire key show --enrol on the party's own device."


def possession_text(origin: str, party: str, role: str, kind: str, public: bytes) -> bytes:
    """What the key signs, or for a reader's key the author of the same party."""
    return f"holdfire/possession/v1\n{origin}\n{party}\n{role}\n{kind}\n{public.hex()}\n".encode()


def prove(key: PrivateKey, origin: str, author: PrivateKey | None = None) -> Enrolment:
    """The enrolment of this key in the log `origin`; a reader's key needs its party's `author` too."""
    card = key.card
    if not ORIGIN.fullmatch(origin):
        raise KeyRefusedError(
            "The origin of the log is no name a log can have.", "Use letters, digits and . - _ / : only."
        )
    signer = key
    if card.role == "reader":
        if author is None or (author.card.party, author.card.role) != (card.party, "author"):
            raise KeyRefusedError(
                f"The reader key {card.name} cannot sign for itself.",
                f"Open the author key of {card.party} beside it: that key vouches for it.",
            )
        signer = author
    proof = signer.sign(possession_text(origin, card.party, card.role, card.kind, card.public))
    return Enrolment(card.party, card.role, card.kind, card.public, proof)


def check_possession(enrolment: Enrolment, origin: str, authors: Iterable[Enrolment] = ()) -> None:
    """Raise KeyRefusedError unless the key is safe, fits its role, and its proof was made for this log.

    `authors` are the enrolments of the same charter; those of the party's authors may vouch for its
    reader's key. They are to be checked themselves.
    """
    whose = f"The key {enrolment.fingerprint} of {enrolment.party} as {enrolment.role}"
    if enrolment.kind not in ROLES.get(enrolment.role, ()) or not PARTY.fullmatch(enrolment.party):
        raise KeyRefusedError(
            f"{whose} is of kind {enrolment.kind}, which that role cannot have.", "Make a key for that role."
        )
    _refuse_unsafe(enrolment, whose)
    text = possession_text(origin, enrolment.party, enrolment.role, enrolment.kind, enrolment.public)
    if enrolment.kind == "x25519":
        vouching = [
            author.public
            for author in authors
            if (author.party, author.role, author.kind) == (enrolment.party, "author", "ed25519")
        ]
        if not any(is_signature(public, text, enrolment.proof) for public in vouching):
            raise KeyRefusedError(
                f"{whose} is vouched for by no author key of {enrolment.party} in this charter.",
                "Have the party enrol it with its author key, for this log.",
            )
    elif not _signed(enrolment, text):
        raise KeyRefusedError(
            f"{whose} has no proof of possession for the log {origin}.",
            "Whoever holds the key must enrol it anew, for this log, party and role.",
        )


def check_distinct(enrolments: Iterable[Enrolment]) -> None:
    """Raise KeyRefusedError where one key, or one fingerprint, stands twice: no key has two duties.

    Also an Ed25519 key and the X25519 key made from it count as one.
    """
    seen: dict[object, Enrolment] = {}
    for enrolment in enrolments:
        marks: set[object] = {enrolment.public, enrolment.fingerprint}
        if enrolment.kind == "ed25519":
            marks.add(_as_x25519(enrolment.public))
        for mark in marks:
            if (other := seen.get(mark)) is not None:
                raise KeyRefusedError(
                    f"One key ({enrolment.fingerprint}) is enrolled for {other.party} as {other.role} "
                    f"and for {enrolment.party} as {enrolment.role}.",
                    "Make a key of its own for each duty.",
                )
        seen.update(dict.fromkeys(marks, enrolment))


def _signed(enrolment: Enrolment, text: bytes) -> bool:
    if enrolment.kind == "ed25519":
        return is_signature(enrolment.public, text, enrolment.proof)
    try:
        MLDSA44PublicKey.from_public_bytes(enrolment.public).verify(enrolment.proof, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def _refuse_unsafe(enrolment: Enrolment, whose: str) -> None:
    if len(enrolment.public) != PUBLIC_BYTES[enrolment.kind]:
        raise KeyRefusedError(
            f"{whose} has {len(enrolment.public)} bytes and must have {PUBLIC_BYTES[enrolment.kind]}.", _ANEW
        )
    if enrolment.kind == "ed25519":
        check_public_key(enrolment.public)
    if enrolment.kind == "x25519" and not is_safe_x25519(enrolment.public):
        raise KeyRefusedError(
            f"{whose} is not in canonical form, or is a point of small order: anybody could read with it.",
            "Have its owner make a new key; do not enrol this one.",
        )


def is_safe_x25519(public: bytes) -> bool:
    """Whether the point is canonical (below 2^255 - 19) and not of small order (RFC 7748, 6.1)."""
    if len(public) != 32 or int.from_bytes(public, "little") >= P:
        return False
    try:
        # Any clamped number will do: it is a multiple of 8, so a small-order point gives zero: refused.
        X25519PrivateKey.from_private_bytes(b"\x08" * 32).exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        return False
    return True


def _as_x25519(public: bytes) -> bytes:
    """The X25519 key of the same secret: u = (1 + y) / (1 - y) (RFC 7748, 4.1)."""
    y = int.from_bytes(public, "little") & (1 << 255) - 1
    return ((1 + y) * pow(1 - y, P - 2, P) % P).to_bytes(32, "little")
