"""Passkeys (WebAuthn): the device proves itself, nobody types anything.

The relying party is the host name browsers see. On one's own machine that is `localhost`: browsers allow no
passkey for 127.0.0.1.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from holdfire.web.errors import DeskError
from holdfire.web.people.account import Account
from holdfire.web.people.changes import note
from holdfire.web.people.store import Store

LASTS_S, MOST = 300, 10
"""A question to a device stands for so many seconds; an account has so many passkeys at most."""
Draw = Callable[[int], bytes]
_PROVES_NOTHING = (
    WebAuthnException, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError,
)  # fmt: skip
"""What reading hostile bytes may come to."""


class PasskeyError(DeskError):
    """An answer of a device that proves nothing."""

    status = 401

    def __init__(self) -> None:
        super().__init__("This passkey was not accepted.", "Try again, or sign in with your password.")


@dataclass(frozen=True, slots=True)
class Passkey:
    """A device's key: by its id, and since when it is there."""

    id: str
    at: datetime


def registration(store: Store, account: Account, origin: str, at: datetime, draw: Draw) -> str:
    """What a browser needs to make a passkey for that account, as JSON."""
    challenge = _challenge(store, account.name, at, draw)
    with store.open() as file:
        rows = file.execute("SELECT id FROM passkeys WHERE account = ?", (account.name,)).fetchall()
    options = webauthn.generate_registration_options(
        rp_id=_host(origin),
        rp_name="Holdfire",
        user_id=_user_id(account.name),
        user_name=account.name,
        user_display_name=account.shown,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(base64url_to_bytes(str(row[0]))) for row in rows],
    )
    return webauthn.options_to_json(options)


def register(store: Store, account: Account, answer: str, origin: str, at: datetime) -> None:
    """Keep the passkey that a device made. Raises PasskeyError where its answer proves nothing."""
    with _proving():
        challenge = _used(store, answer, account.name, at)
        found = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(origin),
            expected_origin=origin,
            require_user_verification=True,
        )
    told = bytes_to_base64url(found.credential_id)
    key = bytes_to_base64url(found.credential_public_key)
    with store.writing() as file:
        if file.execute("SELECT 1 FROM passkeys WHERE id = ?", (told,)).fetchall():
            raise PasskeyError()  # nobody takes the place of another's, nor of their own
        asked = "SELECT count(*) FROM passkeys WHERE account = ?"
        if int(str(file.execute(asked, (account.name,)).fetchall()[0][0])) >= MOST:
            raise DeskError(f"An account has {MOST} passkeys at most.", "Take one away first.")
        row = (told, account.name, key, found.sign_count, int(at.timestamp()))
        file.execute("INSERT INTO passkeys VALUES(?,?,?,?,?)", row)
        note(file, account.name, "passkey made", account.name, at)


def authentication(store: Store, origin: str, at: datetime, draw: Draw) -> str:
    """What a browser needs to show a passkey of this desk, as JSON; nobody is named."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(origin),
        challenge=_challenge(store, None, at, draw),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def authenticated(store: Store, answer: str, origin: str, at: datetime) -> str:
    """The name of the account whose passkey answered. Raises PasskeyError where none did."""
    with _proving():
        challenge = _used(store, answer, None, at)
        told = json.loads(answer)
        used, handle = str(told["id"]), told["response"].get("userHandle")
    with store.open() as file:
        rows = file.execute("SELECT account, public_key, used FROM passkeys WHERE id = ?", (used,)).fetchall()
    if not rows:
        raise PasskeyError()
    account, key, count = str(rows[0][0]), str(rows[0][1]), int(str(rows[0][2]))
    with _proving():
        if base64url_to_bytes(handle) != _user_id(account):
            raise PasskeyError()
        found = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(origin),
            expected_origin=origin,
            credential_public_key=base64url_to_bytes(key),
            credential_current_sign_count=count,
            require_user_verification=True,
        )
    with store.writing() as file:
        asked = "UPDATE passkeys SET used = max(used, ?) WHERE id = ? AND account = ?"
        file.execute(asked, (found.new_sign_count, used, account))
        if file.changes() != 1:
            raise PasskeyError()  # taken away meanwhile
    return account


def passkeys_of(store: Store, name: str) -> list[Passkey]:
    """The passkeys of an account, the oldest first."""
    with store.open() as file:
        asked = "SELECT id, at FROM passkeys WHERE account = ? ORDER BY at, id"
        return [
            Passkey(str(told), datetime.fromtimestamp(int(str(at)), UTC))
            for told, at in file.execute(asked, (name,))
        ]


def take_away(store: Store, name: str, told: str, at: datetime) -> None:
    """Take one of an account's passkeys away. Raises DeskError where it has none of that id."""
    with store.writing() as file:
        file.execute("DELETE FROM passkeys WHERE id = ? AND account = ?", (told, name))
        if file.changes() != 1:
            raise DeskError("This account has no such passkey.", "Your account's page lists them.")
        note(file, name, "passkey taken away", name, at)


@contextmanager
def _proving() -> Iterator[None]:
    """Whatever a device's answer fails at, it proves nothing, and no more is told."""
    try:
        yield
    except _PROVES_NOTHING as cause:
        raise PasskeyError() from cause


def _user_id(name: str) -> bytes:
    """The account as devices know it."""
    return sha256(f"holdfire\n{name}".encode()).digest()


def _host(origin: str) -> str:
    return urlsplit(origin).hostname or "localhost"


def _challenge(store: Store, account: str | None, at: datetime, draw: Draw) -> bytes:
    challenge, now = draw(32), int(at.timestamp())
    with store.writing() as file:
        file.execute("DELETE FROM challenges WHERE until <= ?", (now,))
        file.execute(
            "INSERT OR REPLACE INTO challenges VALUES(?,?,?)",
            (sha256(challenge).hexdigest(), account, now + LASTS_S),
        )
    return challenge


def _used(store: Store, answer: str, account: str | None, at: datetime) -> bytes:
    """The challenge that this answers; it is used up. Raises PasskeyError for one that we did not ask."""
    client = json.loads(base64url_to_bytes(json.loads(answer)["response"]["clientDataJSON"]))
    challenge = base64url_to_bytes(client["challenge"])
    with store.writing() as file:
        file.execute(
            "DELETE FROM challenges WHERE digest = ? AND account IS ? AND until > ?",
            (sha256(challenge).hexdigest(), account, int(at.timestamp())),
        )
        if file.changes() != 1:
            raise PasskeyError()
    return challenge
