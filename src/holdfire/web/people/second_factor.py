"""One-time codes (RFC 6238) and recovery codes: each is good once."""

from base64 import b32encode
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

import pyotp

from holdfire.web.people.changes import note
from holdfire.web.people.store import Store

STEP_S, SEED_BYTES, RECOVERY, RECOVERY_BYTES = 30, 20, 8, 10
"""80 bits a recovery code, so that its digest does not give it away."""
Draw = Callable[[int], bytes]


def new_seed(draw: Draw) -> str:
    """A seed of 160 bits in base 32, as authenticator apps take it."""
    return b32encode(draw(SEED_BYTES)).decode()


def address_of(seed: str, name: str, issuer: str) -> str:
    """The otpauth address that an app reads."""
    return pyotp.TOTP(seed).provisioning_uri(name=name, issuer_name=issuer)


def set_seed(store: Store, name: str, seed: str, code: str, at: datetime, draw: Draw) -> list[str] | None:
    """Keep the seed once a code of it was shown; returns recovery codes, to be written down now. None
    for a code that does not fit: nothing is kept."""
    step = _fitting(seed, code, at, 0)
    if step is None:
        return None
    codes = [_recovery(draw) for _ in range(RECOVERY)]
    with store.writing() as file:
        file.execute("UPDATE accounts SET seed = ?, code_step = ? WHERE name = ?", (seed, step, name))
        file.execute("DELETE FROM recovery WHERE account = ?", (name,))
        file.executemany("INSERT INTO recovery VALUES(?, ?)", [(name, _digest(name, each)) for each in codes])
        note(file, name, "one-time codes begun", name, at)
    return codes


def codes_left(store: Store, name: str) -> int:
    """How many recovery codes are not used up."""
    with store.open() as file:
        asked = "SELECT count(*) FROM recovery WHERE account = ?"
        return int(str(file.execute(asked, (name,)).fetchall()[0][0]))


def asks_code(store: Store, name: str) -> bool:
    with store.open() as file:
        asked = "SELECT 1 FROM accounts WHERE name = ? AND seed IS NOT NULL"
        return bool(file.execute(asked, (name,)).fetchall())


def code_fits(store: Store, name: str, code: str, at: datetime) -> bool:
    """Whether the code is the account's now; it is used up by that, as are all before it."""
    told = "".join(code.split())
    with store.writing() as file:
        rows = file.execute("SELECT seed, code_step FROM accounts WHERE name = ?", (name,)).fetchall()
        if not rows or rows[0][0] is None:
            return False
        step = _fitting(str(rows[0][0]), told, at, int(str(rows[0][1])))
        if step is not None:
            file.execute("UPDATE accounts SET code_step = ? WHERE name = ?", (step, name))
            return True
        file.execute("DELETE FROM recovery WHERE digest = ?", (_digest(name, told),))
        used = file.changes() == 1
        if used:
            note(file, name, "a recovery code was used", name, at)
        return used


def _fitting(seed: str, code: str, at: datetime, used: int) -> int | None:
    """The step whose code this is, one before or after now, and after the one used last."""
    now = int(at.timestamp()) // STEP_S
    totp = pyotp.TOTP(seed)
    for step in (now - 1, now, now + 1):
        if step > used and pyotp.utils.strings_equal(totp.generate_otp(step), code):
            return step
    return None


def _recovery(draw: Draw) -> str:
    """Four times four letters and digits, as they are read off a sheet."""
    text = b32encode(draw(RECOVERY_BYTES)).decode().lower()
    return "-".join(text[place : place + 4] for place in range(0, len(text), 4))


def _digest(name: str, code: str) -> str:
    """In small letters, and however they were set apart."""
    return sha256(f"recovery\n{name}\n{code.lower().replace('-', '')}".encode()).hexdigest()
