"""A device that makes and shows passkeys, as browsers let it (WebAuthn level 3, no attestation)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT_AND_VERIFIED, WITH_KEY = 0x05, 0x40


def coded(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def read(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """One key, for one account of one desk. `origin` is what the browser says it is at."""

    origin: str = "http://localhost:8600"
    id: bytes = b"a device's own id"
    flags: int = PRESENT_AND_VERIFIED
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    person: str = ""
    used: int = 0

    def make(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Make the key, as `navigator.credentials.create` answers."""
        self.person = asked["user"]["id"]
        point = self.key.public_key().public_numbers()
        public = cbor2.dumps(
            {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        )
        told = self._told(asked["rp"]["id"], self.flags | WITH_KEY)
        told += bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": told})
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer({"clientDataJSON": coded(client), "attestationObject": coded(attested)})

    def show(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Show the key, as `navigator.credentials.get` answers."""
        self.used += 1
        told = self._told(asked["rpId"], self.flags)
        client = self._client("webauthn.get", asked["challenge"])
        signed = self.key.sign(told + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": coded(client),
                "authenticatorData": coded(told),
                "signature": coded(signed),
                "userHandle": self.person,
            }
        )

    def _told(self, host: str, flags: int) -> bytes:
        return sha256(host.encode()).digest() + bytes([flags]) + self.used.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        return {"id": coded(self.id), "rawId": coded(self.id), "type": "public-key", "response": response}
