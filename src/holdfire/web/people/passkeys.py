"""Passkeys (WebAuthn): the device proves itself, nobody types anything.

The relying party is the host name browsers see. On one's own machine that is `localhost`: browsers allow no
passkey for 127.0.0.1.
"""

import json
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import InvalidAuthenticationResponse, InvalidRegistrationResponse
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from holdfire.web.errors import DeskError
from holdfire.web.people.account import Account
from holdfire.web.people.store import Store

LASTS_S = 300
Draw = Callable[[int], bytes]


class PasskeyError(DeskError):
    """An answer of a device that proves nothing."""

    status = 401

    def __init__(self) -> None:
        super().__init__("This passkey was not accepted.", "Try again, or sign in with your password.")


def registration(store: Store, account: Account, origin: str, at: datetime, draw: Draw) -> str:
    """What a browser needs to make a passkey for that account, as JSON."""
    challenge = _challenge(store, account.name, at, draw)
    with store.open() as file:
        rows = file.execute("SELECT id FROM passkeys WHERE account = ?", (account.name,)).fetchall()
    options = webauthn.generate_registration_options(
        rp_id=_host(origin),
        rp_name="Holdfire",
        user_id=sha256(f"holdfire\n{account.name}".encode()).digest(),
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
    challenge = _used(store, answer, account.name, at)
    try:
        found = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(origin),
            expected_origin=origin,
            require_user_verification=True,
        )
    except (InvalidRegistrationResponse, ValueError, KeyError) as cause:
        raise PasskeyError() from cause
    with store.open() as file:
        file.execute(
            "INSERT OR REPLACE INTO passkeys VALUES(?,?,?,?,?)",
            (
                bytes_to_base64url(found.credential_id),
                account.name,
                bytes_to_base64url(found.credential_public_key),
                found.sign_count,
                int(at.timestamp()),
            ),
        )


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
    challenge = _used(store, answer, None, at)
    try:
        used = str(json.loads(answer)["id"])
    except (ValueError, KeyError, TypeError) as cause:
        raise PasskeyError() from cause
    with store.open() as file:
        asked = "SELECT account, public_key, used FROM passkeys WHERE id = ?"
        rows = file.execute(asked, (used,)).fetchall()
        if not rows:
            raise PasskeyError()
        account, key, count = rows[0]
        try:
            found = webauthn.verify_authentication_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=_host(origin),
                expected_origin=origin,
                credential_public_key=base64url_to_bytes(str(key)),
                credential_current_sign_count=int(str(count)),
                require_user_verification=True,
            )
        except (InvalidAuthenticationResponse, ValueError, KeyError) as cause:
            raise PasskeyError() from cause
        file.execute("UPDATE passkeys SET used = ? WHERE id = ?", (found.new_sign_count, used))
    return str(account)


def number_of(store: Store, name: str) -> int:
    with store.open() as file:
        return int(
            str(file.execute("SELECT count(*) FROM passkeys WHERE account = ?", (name,)).fetchall()[0][0])
        )


def _host(origin: str) -> str:
    return urlsplit(origin).hostname or "localhost"


def _challenge(store: Store, account: str | None, at: datetime, draw: Draw) -> bytes:
    challenge, now = draw(32), int(at.timestamp())
    with store.open() as file:
        file.execute("DELETE FROM challenges WHERE until <= ?", (now,))
        file.execute(
            "INSERT OR REPLACE INTO challenges VALUES(?,?,?)",
            (sha256(challenge).hexdigest(), account, now + LASTS_S),
        )
    return challenge


def _used(store: Store, answer: str, account: str | None, at: datetime) -> bytes:
    """The challenge that this answers; it is used up. Raises PasskeyError for one that we did not ask."""
    try:
        client = json.loads(base64url_to_bytes(json.loads(answer)["response"]["clientDataJSON"]))
        challenge = base64url_to_bytes(client["challenge"])
    except (ValueError, KeyError, TypeError) as cause:
        raise PasskeyError() from cause
    with store.open() as file:
        file.execute(
            "DELETE FROM challenges WHERE digest = ? AND account IS ? AND until > ?",
            (sha256(challenge).hexdigest(), account, int(at.timestamp())),
        )
        if file.changes() != 1:
            raise PasskeyError()
    return challenge
