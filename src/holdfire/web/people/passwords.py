"""Passwords: argon2id, long rather than strange, and the same time for an account that is not there."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from holdfire.web.errors import DeskError

LEAST, MOST = 12, 200
_PLAINEST = frozenset(
    {
        "password1234", "123456789012", "qwertyuiop12", "ceasefire1234", "holdfire1234", "letmein12345",
        "administrator", "passwordpassword", "111111111111", "000000000000", "qwerty123456", "iloveyou1234",
    }
)  # fmt: skip


@cache
def _hasher() -> PasswordHasher:
    # RFC 9106, second recommended option: 64 MiB, three passes, four lanes.
    return PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)


@cache
def _nobody() -> str:
    """A hash that no password fits, to be tried where there is no account."""
    return _hasher().hash("nobody signs in with this")


def require_sound(password: str, name: str) -> None:
    """Raise DeskError for a password that is too short, too plain, or the account's own name."""
    if not LEAST <= len(password) <= MOST:
        raise DeskError(
            f"A password has {LEAST} to {MOST} characters.", "Take four words that do not belong together."
        )
    plain = password.casefold()
    if plain in _PLAINEST or len(set(plain)) < 5 or name.casefold() in plain:
        raise DeskError(
            "This password is among the first that a stranger would try.",
            "Take four words that do not belong together.",
        )


def hashed(password: str) -> str:
    return _hasher().hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether the password fits; as slow where `kept` is None and nothing can."""
    try:
        return _hasher().verify(kept or _nobody(), password[:MOST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def to_be_made_anew(kept: str) -> bool:
    return _hasher().check_needs_rehash(kept)
