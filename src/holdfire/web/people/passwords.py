"""Passwords: argon2id, long rather than strange, and the same time for an account that is not there."""

import unicodedata
from functools import cache
from threading import BoundedSemaphore

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
_AT_ONCE, PATIENCE_S = BoundedSemaphore(4), 8.0
"""Each takes 64 MiB and a core for a moment: so many strangers may ask for it at once."""


class BusyError(DeskError):
    """Too many passwords are being looked at just now."""

    status = 503

    def __init__(self) -> None:
        super().__init__("Too many people sign in just now.", "Wait a few seconds, then try again.")


@cache
def _hasher() -> PasswordHasher:
    # RFC 9106, second recommended option: 64 MiB, three passes, four lanes.
    return PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)


@cache
def _nobody() -> str:
    """A hash that no password fits, to be tried where there is no account."""
    return _hasher().hash("nobody signs in with this")


def require_sound(password: str, name: str) -> None:
    """Raise DeskError for a password that is too short, too plain, or little but the account's own name."""
    if not LEAST <= len(_even(password)) <= MOST:
        raise DeskError(
            f"A password has {LEAST} to {MOST} characters.", "Take four words that do not belong together."
        )
    plain = _even(password).casefold()
    own = name.casefold() in plain and len(plain.replace(name.casefold(), "")) < LEAST - 4
    if plain in _PLAINEST or len(set(plain)) < 5 or own:
        raise DeskError(
            "This password is among the first that a stranger would try.",
            "Take four words that do not belong together.",
        )


def hashed(password: str) -> str:
    return _hasher().hash(_even(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether the password fits; as slow where `kept` is None and nothing can. Raises BusyError where too
    many are looked at already."""
    if not _AT_ONCE.acquire(timeout=PATIENCE_S):
        raise BusyError()
    try:
        return _hasher().verify(kept or _nobody(), _even(password)[: MOST + 1]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False
    finally:
        _AT_ONCE.release()


def to_be_made_anew(kept: str) -> bool:
    """Whether it was made with other costs than are asked for now."""
    return _hasher().check_needs_rehash(kept)


def _even(password: str) -> str:
    """One form for letters that keyboards write in several ways (NFKC, as NIST SP 800-63B asks)."""
    return unicodedata.normalize("NFKC", password)
