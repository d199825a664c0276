"""The guard before every route: headers, where a request comes from, how large it is, and how often.

It is plain ASGI, so that a refusal costs nothing of the app. No token is needed against forged requests:
browsers say from which site they send, and cookies are SameSite=Strict.
"""

import json
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(self)",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
BODY_MAX = 1_000_000
LARGER: Mapping[str, int] = {"/sources/take-in": 20_100_000, "/api/sources/take-in": 20_100_000}
"""Routes that take files: 20 MB of a file, and what is written around it."""
PER_MINUTE, PER_MINUTE_OF_ADDRESS = 600, 30_000
"""Requests of one session or token, and of one address, behind which a whole delegation may sit."""
AT_THE_DOOR = frozenset({"/sign-in", "/sign-in/code", "/passkeys/ask", "/passkeys/sign-in"})
PER_MINUTE_AT_THE_DOOR = 300
"""What anybody may send there from one address, whatever cookie comes with it: each costs a write."""
ADDRESSES_MAX = 10_000


class TooLargeError(Exception):
    """More came than the route takes."""


@dataclass
class Guard:
    """`hosts`: names by which the desk may be asked for; `secure`: it is reached by https."""

    app: App
    origin: str
    hosts: frozenset[str]
    secure: bool = False
    per_minute: int = PER_MINUTE
    clock: Callable[[], float] = time.monotonic
    _seen: "OrderedDict[str, tuple[int, int]]" = field(default_factory=OrderedDict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # the desk speaks HTTP alone
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = {bytes(k).decode("latin-1").lower(): bytes(v).decode("latin-1") for k, v in scope["headers"]}
        refused = self._refused(scope, told)
        if refused is not None:
            await self._answer(send, told, *refused)
            return
        limit = LARGER.get(scope["path"], BODY_MAX)
        began, over, size = False, False, 0

        async def counted() -> Message:
            nonlocal over, size
            message = await receive()
            size += len(message.get("body", b""))
            if size > limit:
                over = True
                raise TooLargeError
            return message

        async def with_headers(message: Message) -> None:
            nonlocal began
            if over and not began:
                return  # whatever the app makes of half a body
            if message["type"] == "http.response.start":
                began = True
                message["headers"] = [*message.get("headers", []), *self._headers(scope, message)]
            await send(message)

        with suppress(TooLargeError):
            await self.app(scope, counted, with_headers)
        if over and not began:
            await self._answer(send, told, 413, f"More than {limit:,} bytes were sent.", "Send less at once.")

    def _refused(self, scope: Scope, told: Mapping[str, str]) -> tuple[int, str, str] | None:
        host = _host(told.get("host", ""))
        if host not in self.hosts:
            return 421, f"This desk is not called {host[:80]!r}.", f"Open {self.origin}."
        length = told.get("content-length", "0")
        if length.isdigit() and int(length) > LARGER.get(scope["path"], BODY_MAX):
            return 413, "More was sent than this address takes.", "Send less at once."
        if scope["method"] not in SAFE and not self._from_here(told):
            return (
                403,
                "This request did not come from a page of this desk.",
                f"Open {self.origin} and try there.",
            )
        if not scope["path"].startswith("/static/") and self._too_often(scope, told):
            return 429, "Too many requests came from your address.", f"Wait {self._wait_s()} seconds."
        return None

    def _from_here(self, told: Mapping[str, str]) -> bool:
        site = told.get("sec-fetch-site")
        if site is not None:
            return site in ("same-origin", "none")
        if "origin" in told:
            return told["origin"] == self.origin
        # No browser leaves both out on an unsafe method; a program that shows a token does.
        return told.get("authorization", "").startswith("Bearer ") or "cookie" not in told

    def _too_often(self, scope: Scope, told: Mapping[str, str]) -> bool:
        address = "@" + str((scope.get("client") or ("?", 0))[0])
        shown = told.get("authorization") or told.get("cookie")
        if self._number(address) > PER_MINUTE_OF_ADDRESS:
            return True
        if scope["path"] in AT_THE_DOOR and scope["method"] not in SAFE:
            return self._number(f"door{address}") > PER_MINUTE_AT_THE_DOOR
        return self._number(sha256(shown.encode()).hexdigest() if shown else address[1:]) > self.per_minute

    def _wait_s(self) -> int:
        """How long until requests are counted anew."""
        return 60 - int(self.clock() % 60)

    def _number(self, who: str) -> int:
        minute = int(self.clock() // 60)
        then, number = self._seen.get(who, (minute, 0))
        number = number + 1 if then == minute else 1
        self._seen[who] = (minute, number)
        self._seen.move_to_end(who)
        while len(self._seen) > ADDRESSES_MAX:
            self._seen.popitem(last=False)
        return number

    def _headers(self, scope: Scope, message: Message) -> list[tuple[bytes, bytes]]:
        there = {bytes(name).lower() for name, _ in message.get("headers", [])}
        wanted = self._always()
        if not scope["path"].startswith("/static/"):
            wanted["cache-control"] = "no-store"
        return [(k.encode(), v.encode()) for k, v in wanted.items() if k.encode() not in there]

    def _always(self) -> dict[str, str]:
        return {**HEADERS, **({"strict-transport-security": "max-age=31536000"} if self.secure else {})}

    async def _answer(self, send: Send, told: Mapping[str, str], status: int, what: str, advice: str) -> None:
        """A refusal: in plain text where a browser opens a page, else as JSON."""
        plain = "text/html" in told.get("accept", "")
        body = f"{what} {advice}\n" if plain else json.dumps({"what": what, "advice": advice})
        headers = self._always() | {
            "cache-control": "no-store",
            "content-type": "text/plain; charset=utf-8" if plain else "application/json",
        }
        if status == 429:
            headers["retry-after"] = str(self._wait_s())
        coded = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": coded})
        await send({"type": "http.response.body", "body": body.encode()})


def _host(told: str) -> str:
    """The name in a Host header; "" where none can be read in it."""
    try:
        return urlsplit(f"//{told}").hostname or ""
    except ValueError:
        return ""
