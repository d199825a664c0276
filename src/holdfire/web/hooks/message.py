"""What a webhook is told: a mark that something is new, signed; what it says is asked for under a right.

Names and form of the signature are those of Standard Webhooks, so that receivers need no code of ours.
"""

import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from holdfire.publish.edition import Edition
from holdfire.record.journal import Entry
from holdfire.web.bulletins_told import READ_BY

SECRET = "whsec_"
LINE, BULLETIN = "line", "bulletin"
KINDS = (LINE, BULLETIN)


@dataclass(frozen=True, slots=True)
class Mark:
    """One new line of the journal, as everybody who reads the record may know it: number, hash, moment.
    `kind` is "bulletin" where the line issued one that the webhook's account reads, else "line"."""

    kind: str
    line: int
    hash: str
    at: datetime

    def body(self, origin: str) -> bytes:
        """As it is sent; the link leads to what may be asked for with a token."""
        # The record is asked for from so many lines on.
        path = f"/api/bulletins/{self.line}" if self.kind == BULLETIN else f"/api/record?line={self.line - 1}"
        told = {
            "kind": self.kind,
            "line": self.line,
            "hash": self.hash,
            "at": self.at.isoformat().replace("+00:00", "Z"),
            "link": f"{origin}{path}",
        }
        return json.dumps(told, separators=(",", ":")).encode()


def mark_of(entry: Entry, issued: bool, edition: Edition | None) -> Mark:
    """The mark of a line for an account that sees the mission through that edition; None: the desk's own."""
    read = issued and entry.redacted is None and entry.content.get("edition") in READ_BY[edition]
    return Mark(BULLETIN if read else LINE, entry.number, entry.hash, entry.at)


def new_secret(draw: Callable[[int], bytes]) -> str:
    return SECRET + b64encode(draw(32)).decode()


def headers(secret: str, name: str, at: datetime, body: bytes) -> dict[str, str]:
    """Id, moment and signature (HMAC-SHA256 over all three) of one try."""
    moment = str(int(at.timestamp()))
    key = b64decode(secret.removeprefix(SECRET))
    signed = hmac.digest(key, f"{name}.{moment}.".encode() + body, "sha256")
    return {
        "content-type": "application/json",
        "user-agent": "Holdfire",
        "webhook-id": name,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{b64encode(signed).decode()}",
    }
