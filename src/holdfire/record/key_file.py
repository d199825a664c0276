"""Key files: one private key each, made on the party's own device and encrypted under a passphrase.

A key file is one line of canonical JSON: {form, name, party, role, kind, public, kdf, sealed, check}.
`sealed` is the seed of 32 bytes under ChaCha20-Poly1305. Its key is Argon2id (RFC 9106) of the passphrase
in NFC with the salt and cost in `kdf`; its additional data are the canonical JSON of every field but
`sealed` and `check`; its nonce is the first 12 bytes of the SHA-256 of those, so that even a stuck source of
randomness gives no two keys one nonce. `check` is the start of a plain SHA-256: it tells a damaged file
from a mistyped passphrase and guards against nobody. A change made on purpose looks like a wrong
passphrase, as it must.

A passphrase has at least 12 characters, 5 of them different. A thief of the file can guess without limit,
at about 0.08 s and 64 MiB a guess; 8 characters are too few for that. Rules about digits and signs only make
people write passphrases down. Any script and spaces within are welcome.

Seeds and passphrases stand in no repr, message or log. Python cannot wipe them from memory.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, astuple, dataclass, field
from hashlib import sha256
from types import MappingProxyType
from typing import Any, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from holdfire.errors import FormError, KeyRefusedError, PassphraseError
from holdfire.record.cosignature import MlDsaKey
from holdfire.record.ed25519 import SigningKey, fingerprint
from holdfire.record.profile import canon, parse_canonical

FORM = "holdfire-key/v1"
MOST_BYTES = 16_384
SEED_BYTES, SALT_BYTES = 32, 16
PUBLIC_BYTES: Mapping[str, int] = MappingProxyType({"ed25519": 32, "ml-dsa-44": 1312, "x25519": 32})

ROLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    dict.fromkeys(("author", "voter", "redactor", "mirror", "host"), ("ed25519",))
    | {"witness": ("ed25519", "ml-dsa-44"), "reader": ("x25519",)}
)
"""Each duty and the kinds of key it may have. A reader opens confidential files (HPKE) and signs nothing."""

NAME = re.compile(r"[!-*,-~]{1,100}")
"""A key's name: one word of visible ASCII without a plus sign, as signed notes demand."""
PARTY = re.compile(r"[A-Z0-9-]{1,16}")
ORIGIN = re.compile(r"[a-zA-Z0-9._/:-]{1,200}")

_LABEL = ("name", "party", "role", "kind")
_FIELDS = {"form", *_LABEL, "public", "kdf", "sealed", "check"}
_COPY = "Restore it from a copy."
LEAST_CHARACTERS, LEAST_DIFFERENT = 12, 5
MOST_PASSPHRASE_BYTES = 1024

Secret: TypeAlias = SigningKey | MlDsaKey | X25519PrivateKey
Randomness: TypeAlias = Callable[[int], bytes]
"""Gives so many bytes that nobody can foresee; `secrets.token_bytes` outside of tests."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at the passphrase costs: Argon2id's memory in KiB, passes and lanes."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class CostBounds:
    """The costs accepted from a file: no less than guards anything, no more than a laptop can spare."""

    least: Cost = Cost(19_456, 2, 1)
    most: Cost = Cost(262_144, 10, 8)

    def admits(self, cost: Cost) -> bool:
        least, asked, most = astuple(self.least), astuple(cost), astuple(self.most)
        within = all(low <= value <= high for low, value, high in zip(least, asked, most, strict=True))
        return within and cost.memory_kib >= 8 * cost.lanes  # RFC 9106, 3.1


COST, BOUNDS = Cost(), CostBounds()


@dataclass(frozen=True, slots=True)
class KeyLabel:
    """Whose key it is, for which duty, of which kind; `name` is what its signatures are listed under."""

    name: str
    party: str
    role: str
    kind: str


@dataclass(frozen=True, slots=True)
class KeyCard(KeyLabel):
    """The half of a key that everybody may see."""

    public: bytes

    @property
    def fingerprint(self) -> str:
        return key_fingerprint(self.kind, self.public)


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """An opened key. What is secret in it is shown by no repr and compared with nothing."""

    card: KeyCard
    secret: Secret = field(repr=False, compare=False)

    def sign(self, message: bytes) -> bytes:
        """The signature of this key's kind; raises KeyRefusedError for a reader's key."""
        if isinstance(self.secret, X25519PrivateKey):
            raise KeyRefusedError(
                f"{self.card.name} is a reader's key: it opens files and cannot sign.",
                f"Sign with the author key of {self.card.party}.",
            )
        return self.secret.sign(message)

    @property
    def reader(self) -> X25519PrivateKey:
        """The key that opens confidential files; raises KeyRefusedError for a key that signs."""
        if not isinstance(self.secret, X25519PrivateKey):
            raise KeyRefusedError(
                f"{self.card.name} is a key of kind {self.card.kind}: it signs and opens no files.",
                f"Use the reader key of {self.card.party}.",
            )
        return self.secret


def key_fingerprint(kind: str, public: bytes) -> str:
    """16 hexadecimal digits that stand for the key in lists: SHA-256, the first 8 bytes.

    Short enough for a radio line. Lists in which two keys share one are refused (`check_distinct`).
    """
    return fingerprint(kind, public)


def make_key(label: KeyLabel, passphrase: str, randomness: Randomness, cost: Cost = COST) -> bytes:
    """A new key as the content of its file. Nobody has seen the seed, the caller included."""
    return lock_key(randomness(SEED_BYTES), label, passphrase, randomness(SALT_BYTES), cost)


def lock_key(seed: bytes, label: KeyLabel, passphrase: str, salt: bytes, cost: Cost = COST) -> bytes:
    """The content of the key file for this seed. Raises KeyRefusedError for a label that no key may
    have, PassphraseError for a passphrase that is too easy."""
    if wrong := _wrong_with(label):
        raise KeyRefusedError(f"The key cannot be made: {wrong}.", "Correct it; no key was made.")
    if (len(seed), len(salt)) != (SEED_BYTES, SALT_BYTES):
        raise KeyRefusedError("The key's seed and salt are not 32 and 16 random bytes.", "Draw them anew.")
    _refuse_easy(passphrase)
    fields: dict[str, Any] = {
        "form": FORM,
        **asdict(label),
        "public": _public(_secret(label.kind, seed)).hex(),
        "kdf": {"argon2id": {**asdict(cost), "salt": salt.hex()}},
    }
    nonce, open_part = _bound(fields)
    cipher = _cipher(label.name, passphrase, salt, cost)
    fields["sealed"] = cipher.encrypt(nonce, seed, open_part).hex()
    return canon({**fields, "check": _check(fields)}) + b"\n"


def open_key(content: bytes, passphrase: str, bounds: CostBounds = BOUNDS) -> PrivateKey:
    """The key in this file. FormError: it is no whole key file. PassphraseError: the passphrase is
    another, or somebody changed the file on purpose."""
    card, seed = _unlocked(content, passphrase, bounds)
    return PrivateKey(card, _secret(card.kind, seed))


def read_card(content: bytes, bounds: CostBounds = BOUNDS) -> KeyCard:
    """What a key file shows without its passphrase. Nothing of it is proved until the file is opened."""
    return _parts(content, bounds)[1]


def change_passphrase(
    content: bytes, old: str, new: str, salt: bytes, cost: Cost = COST, bounds: CostBounds = BOUNDS
) -> bytes:
    """The same key under another passphrase. Copies of the old file still open with the old one."""
    card, seed = _unlocked(content, old, bounds)
    return lock_key(seed, card, new, salt, cost)


def is_hex(value: object, count: int) -> bool:
    """Whether this is text of exactly so many bytes in lower-case hexadecimal."""
    return isinstance(value, str) and re.fullmatch(rf"[0-9a-f]{{{2 * count}}}", value) is not None


def _unlocked(content: bytes, passphrase: str, bounds: CostBounds) -> tuple[KeyCard, bytes]:
    fields, card, cost, salt = _parts(content, bounds)
    nonce, open_part = _bound(fields)
    cipher = _cipher(card.name, passphrase, salt, cost)
    try:
        seed = cipher.decrypt(nonce, bytes.fromhex(fields["sealed"]), open_part)
    except InvalidTag:
        raise PassphraseError(
            f"The passphrase does not open the key {card.name} ({card.fingerprint}).",
            "Check keyboard layout and capitals. If it is right, the file was changed: restore a copy.",
        ) from None
    if _public(_secret(card.kind, seed)) != card.public:
        raise FormError(f"The key file of {card.name} holds another key than the one it shows.", _COPY)
    return card, seed


def _parts(content: bytes, bounds: CostBounds) -> tuple[dict[str, Any], KeyCard, Cost, bytes]:
    if len(content) > MOST_BYTES:
        raise FormError(f"A key file has at most {MOST_BYTES} bytes, this one {len(content)}.", _COPY)
    fields = parse_canonical(content.removesuffix(b"\n"), "The key file")
    if not isinstance(fields, dict) or set(fields) != _FIELDS or fields["form"] != FORM:
        raise FormError(f"This is no key file of the form {FORM}.", "Give what holdfire key new wrote.")
    name, party, role, kind = (fields[key] if isinstance(fields[key], str) else "" for key in _LABEL)
    wrong = _wrong_with(KeyLabel(name, party, role, kind))
    short = not wrong and not is_hex(fields["public"], PUBLIC_BYTES[kind])
    if wrong or short or not is_hex(fields["sealed"], SEED_BYTES + 16):
        raise FormError(f"The key file is not sound: {wrong or 'a key in it has the wrong length'}.", _COPY)
    if fields.pop("check") != _check(fields):
        raise FormError(f"The key file of {name} is damaged: its check does not agree.", _COPY)
    cost, salt = _cost(fields["kdf"], name, bounds)
    return fields, KeyCard(name, party, role, kind, bytes.fromhex(fields["public"])), cost, salt


def _cost(kdf: object, name: str, bounds: CostBounds) -> tuple[Cost, bytes]:
    inner = kdf.get("argon2id") if isinstance(kdf, dict) and len(kdf) == 1 else None
    sound = isinstance(inner, dict) and set(inner) == {"memory_kib", "passes", "lanes", "salt"}
    if inner is None or not sound or not is_hex(inner["salt"], SALT_BYTES):
        raise FormError(f"The key file of {name} does not say how its passphrase is stretched.", _COPY)
    numbers = [inner[key] if type(inner[key]) is int else 0 for key in ("memory_kib", "passes", "lanes")]
    if not bounds.admits(Cost(*numbers)):
        least, most = [*astuple(bounds.least)], [*astuple(bounds.most)]
        asked = f"asks for {numbers} (KiB of memory, passes, lanes)"
        raise FormError(f"The key file of {name} {asked}; {least} to {most} are allowed.", _COPY)
    return Cost(*numbers), bytes.fromhex(inner["salt"])


def _wrong_with(label: KeyLabel) -> str:
    """What keeps a key from having this label; empty if nothing does."""
    if not NAME.fullmatch(label.name):
        return "its name must be one word of at most 100 ASCII characters without a plus sign"
    if not PARTY.fullmatch(label.party):
        return f"the party of {label.name} must be 1 to 16 of A-Z, 0-9 and hyphen"
    if label.role not in ROLES:
        return f"the role of {label.name} must be one of {', '.join(ROLES)}"
    if label.kind not in ROLES[label.role]:
        return f"a key for the role {label.role} must be of kind {' or '.join(sorted(ROLES[label.role]))}"
    return ""


def _refuse_easy(passphrase: str) -> None:
    text = unicodedata.normalize("NFC", passphrase)
    if len(text) < LEAST_CHARACTERS or len(set(text)) < LEAST_DIFFERENT or text != text.strip():
        raise PassphraseError(
            "The passphrase is too easy: 12 characters, 5 of them different, no space at either end.",
            "Take four or five words that have nothing to do with each other.",
        )


def _cipher(name: str, passphrase: str, salt: bytes, cost: Cost) -> ChaCha20Poly1305:
    """The cipher that the passphrase gives; the slow step."""
    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    if not 0 < len(text) <= MOST_PASSPHRASE_BYTES:
        raise PassphraseError(f"An empty or very long text is no passphrase of {name}.", "Type it again.")
    try:
        stretch = Argon2id(
            salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
        )
        return ChaCha20Poly1305(stretch.derive(text))
    except MemoryError:
        raise PassphraseError(
            f"The key {name} needs {cost.memory_kib // 1024} MiB of free memory to be opened.",
            "Close other programs and try again.",
        ) from None


def _bound(fields: Mapping[str, Any]) -> tuple[bytes, bytes]:
    """The nonce, and the additional data it comes from: all that the seal binds."""
    open_part = canon({key: value for key, value in fields.items() if key not in ("sealed", "check")})
    return sha256(open_part).digest()[:12], open_part


def _check(fields: Mapping[str, Any]) -> str:
    return sha256(b"holdfire/key-file/v1\n" + canon(fields)).digest()[:8].hex()


def _secret(kind: str, seed: bytes) -> Secret:
    if kind == "ed25519":
        return SigningKey.from_seed(seed)
    if kind == "ml-dsa-44":
        return MlDsaKey.from_seed(seed)
    return X25519PrivateKey.from_private_bytes(seed)


def _public(secret: Secret) -> bytes:
    return secret.public_key().public_bytes_raw() if isinstance(secret, X25519PrivateKey) else secret.public
